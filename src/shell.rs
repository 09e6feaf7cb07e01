//! From what is known to the page: the view of the session in the document, and its changes.

use std::cell::Cell;

use content::saved;
use leptos::prelude::*;
use view::element::{Nodes, nodes};
use view::{id, pages};

use crate::browser::{base, page};
use crate::session::{Session, Shown};
use crate::tools;

/// Puts the whole page into the document and keeps it true from then on. What press has painted is taken over.
pub(crate) fn start(session: Session, keeps_painting: bool) {
    let site = session.site();
    if !keeps_painting {
        let root = if page::is_painted() {
            base::as_written()
        } else {
            base::path().to_owned()
        };
        let view = session.view(&site, &root);
        let inner = inner(session, &session.arrived().shown, &root);
        page::take_over(view::shell::shell(inner, &view));
    }
    page::set_running();

    let was_finding = Cell::new(false);
    // One effect for both: each of its own would be compiled once more.
    let page = RenderEffect::new(move |before: Option<(u32, u32)>| {
        let now = session.changes.get();
        let before = before.unwrap_or(now);
        if before.0 != now.0 {
            let site = session.site();
            let view = session.view(&site, base::path());
            page::renew("#portal_root > header", view::shell::masthead(&view));
            page::renew("#portal_root > footer", view::shell::colophon(&view));
        }
        let arrived = session.arrived();
        let is_finding = arrived.shown.is_finding();
        let was_finding = was_finding.replace(is_finding);
        if before.1 != now.1 {
            let inner = inner(session, &arrived.shown, base::path());
            if was_finding && is_finding {
                // Lists that stand open stay so, and what has the focus keeps it.
                page::adapt(id::MAIN, inner);
            } else {
                page::replace(id::MAIN, inner);
            }
        }
        now
    });
    // It lives as long as the document.
    std::mem::forget(page);
}

/// What press has painted can be read, and says more than the reason why it could not be loaded once more. Where the
/// browser has translated it, the words of before would take the translation away.
pub(crate) fn keeps_painting(shown: &Shown) -> bool {
    page::is_painted() && (matches!(shown, Shown::Failed(_)) || page::is_translated())
}

/// The title of what is shown, without the site's name.
pub(crate) fn title(session: Session, shown: &Shown) -> String {
    let site = session.site();
    let view = session.view(&site, base::path());
    match (shown.page(), shown) {
        (Some(page), _) => pages::title(page, &view),
        (None, Shown::Found(found)) => found.title(&view),
        (None, _) => session.text.bare(session.text.failed_title()).to_owned(),
    }
}

/// Makes what `main` shows anew, and changes only what differs.
pub(crate) fn renew(session: Session) {
    let inner = inner(session, &session.arrived().shown, base::path());
    page::adapt(id::MAIN, inner);
}

fn inner(session: Session, shown: &Shown, root: &str) -> Nodes {
    let site = session.site();
    match (shown.page(), shown) {
        (_, Shown::Saved) => nodes(pages::saved::page(
            &saved::cards(&tools::saved()),
            &session.view(&site, root),
        )),
        (Some(page), _) => pages::page(page, &session.view(&site, root)),
        (None, Shown::Found(found)) => found.page(&session.view(&site, root)),
        (None, Shown::Failed(error)) => {
            nodes(pages::failed::page(error.reason(), &session.view(&site, root)))
        }
        (None, _) => nodes(Vec::<Nodes>::new()),
    }
}
