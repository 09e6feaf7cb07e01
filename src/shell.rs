//! From what is known to the page: the view of the session in the document, and its changes.

use content::saved;
use leptos::prelude::*;
use view::element::{Nodes, main, nodes};
use view::{id, pages};

use crate::browser::{base, page};
use crate::session::{Session, Shown};
use crate::{failed, tools};

/// Puts the whole page into the document and keeps it true from then on. What press has painted is taken over.
pub(crate) fn start(session: Session) {
    let site = session.site.get_untracked();
    if !session.view.with_untracked(keeps_painting) {
        let root = if page::is_painted() {
            base::as_written()
        } else {
            base::path().to_owned()
        };
        let view = session.view(&site, &root);
        let inner = session.view.with_untracked(|shown| inner(session, shown, &root));
        page::take_over(view::shell::shell(inner, &view));
    }
    page::set_running();

    // Both remember the same kind of thing: effects of another kind are code of their own.
    let frame = RenderEffect::new(move |before: Option<bool>| {
        let site = session.site.get();
        if before.is_some() {
            let view = session.view(&site, base::path());
            page::renew("#portal_root > header", view::shell::masthead(&view));
            page::renew("#portal_root > footer", view::shell::colophon(&view));
        }
        false
    });
    let main = RenderEffect::new(move |was_finding: Option<bool>| {
        session.view.with(|shown| {
            let is_finding = matches!(shown, Shown::Found(found) if found.query().is_some());
            match was_finding {
                // Lists that stand open stay so, and what has the focus keeps it.
                Some(true) if is_finding => page::adapt(id::MAIN, inner(session, shown, base::path())),
                Some(_) => page::replace(id::MAIN, inner(session, shown, base::path())),
                None => {}
            }
            is_finding
        })
    });
    // They live as long as the document.
    std::mem::forget((frame, main));
}

/// What press has painted can be read, and says more than the reason why it could not be loaded once more. Where the
/// browser has translated it, the words of before would take the translation away.
pub(crate) fn keeps_painting(shown: &Shown) -> bool {
    page::is_painted() && (matches!(shown, Shown::Failed(_)) || page::is_translated())
}

/// The title of what is shown, without the site's name.
pub(crate) fn title(session: Session, shown: &Shown) -> String {
    let site = session.site.get_untracked();
    let view = session.view(&site, base::path());
    match (shown.page(), shown) {
        (Some(page), _) => pages::title(page, &view),
        (None, Shown::Found(found)) => found.title(&view),
        (None, _) => session.text.bare(session.text.failed_title()).to_owned(),
    }
}

/// Makes what `main` shows anew, and changes only what differs.
pub(crate) fn renew(session: Session) {
    let inner = session
        .view
        .with_untracked(|shown| inner(session, shown, base::path()));
    page::renew("main", main().id(id::MAIN).child(inner));
}

fn inner(session: Session, shown: &Shown, root: &str) -> Nodes {
    let site = session.site.get_untracked();
    match (shown.page(), shown) {
        (_, Shown::Saved) => nodes(pages::saved::page(
            &saved::cards(&tools::saved()),
            &session.view(&site, root),
        )),
        (Some(page), _) => pages::page(page, &session.view(&site, root)),
        (None, Shown::Found(found)) => found.page(&session.view(&site, root)),
        (None, Shown::Failed(error)) => nodes(failed::page(error, &session.view(&site, root))),
        (None, _) => nodes(Vec::<Nodes>::new()),
    }
}
