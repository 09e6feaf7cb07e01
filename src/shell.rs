//! From what is known to the page: the view of the session in the document, and its changes.

use content::saved;
use leptos::prelude::*;
use view::element::{Element, Nodes, main, nodes};
use view::{View, id, pages, shell};

use crate::browser::part::{Change, Part};
use crate::browser::{base, page};
use crate::session::{Session, Shown};
use crate::tools;

/// Mounts the page, which follows the session from then on. What press has prerendered is hydrated; of a page that
/// `keeps_prerendered` nothing is touched.
pub(crate) fn start(session: Session, keeps_prerendered: bool) {
    page::mount(move || portal(session, keeps_prerendered));
    page::set_running();
}

/// The page as a view of Leptos: what stands around `main` follows the site, `main` what has arrived.
fn portal(session: Session, keeps_prerendered: bool) -> impl IntoView {
    let parts: [(&str, Make); 5] = [
        ("#portal_root > .skip", |session, when| {
            frame(session, when, shell::skip)
        }),
        ("#portal_root > header", |session, when| {
            frame(session, when, shell::masthead)
        }),
        ("#portal_root > main", main_part),
        ("#portal_root > footer", |session, when| {
            frame(session, when, shell::site_footer)
        }),
        ("#portal_live", |session, when| frame(session, when, shell::live)),
    ];
    parts.map(|(place, make)| {
        let mut before = None;
        move || {
            let now = session.changes.get();
            let is_finding = session.arrived().shown.is_finding();
            let before = before.replace((now, is_finding));
            let when = When {
                keeps_prerendered: before.is_none() && keeps_prerendered,
                is_first: before.is_none(),
                is_other_site: before.is_some_and(|(before, _)| before.0 != now.0),
                is_other_page: before.is_some_and(|(before, _)| before.1 != now.1),
                goes_on_finding: before.is_some_and(|(_, was_finding)| was_finding) && is_finding,
            };
            let change = make(session, when);
            Part { place, change }
        }
    })
}

/// Makes a part of the page. One type of function for all parts, so that what follows a signal is compiled once.
type Make = fn(Session, When) -> Change;

/// When a part is made.
#[derive(Clone, Copy)]
#[expect(clippy::struct_excessive_bools, reason = "any may go with any")]
struct When {
    /// Is it mounted?
    is_first: bool,
    /// Is it mounted on a page that is left as it stands?
    keeps_prerendered: bool,
    /// Is the site another one than before?
    is_other_site: bool,
    /// Has another page arrived?
    is_other_page: bool,
    /// Was the page before one of what a query finds, and is this one, too?
    goes_on_finding: bool,
}

impl When {
    /// What addresses begin with: as press has written them until the portal runs.
    fn root(self) -> String {
        if self.is_first && page::is_prerendered() {
            base::as_written()
        } else {
            base::path().to_owned()
        }
    }
}

/// What stands around every page.
fn frame(session: Session, when: When, make: fn(&View<'_>) -> Element) -> Change {
    if when.keeps_prerendered || !(when.is_first || when.is_other_site) {
        return Change::Stays;
    }
    let (site, root) = (session.site(), when.root());
    Change::Adapted(make(&session.view(&site, &root)))
}

/// What has arrived.
fn main_part(session: Session, when: When) -> Change {
    let shown = &session.arrived().shown;
    let is_adopted = matches!(shown, Shown::Adopted);
    if when.keeps_prerendered || !(when.is_first || when.is_other_page) {
        return Change::Stays;
    }
    match (is_adopted, when.is_first) {
        (true, true) => return Change::Stays,
        (true, false) => return Change::Returned,
        _ => {}
    }
    let inner = inner(session, shown, &when.root());
    if when.is_first {
        Change::Adapted(main().id(id::MAIN).child(inner))
    } else if when.goes_on_finding {
        // Lists that stand open stay so, and what has the focus keeps it.
        Change::Renewed(inner)
    } else {
        Change::Replaced(inner)
    }
}

/// What press has prerendered can be read, and says more than the reason why it could not be loaded once more. Where the
/// browser has translated it, the words of before would take the translation away.
pub(crate) fn keeps_prerendered(shown: &Shown) -> bool {
    page::is_prerendered() && (matches!(shown, Shown::Failed(_)) || page::is_translated())
}

/// The title of what is shown, without the site's name.
pub(crate) fn title(session: Session, shown: &Shown) -> String {
    let site = session.site();
    let view = session.view(&site, base::path());
    match (shown.page(), shown) {
        (Some(page), _) => pages::title(page, &view),
        (None, Shown::Found(found)) => found.title(&view),
        (None, Shown::Adopted) => page::heading().unwrap_or_default(),
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
