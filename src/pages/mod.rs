//! One file per kind of page.

pub(crate) mod article;
pub(crate) mod failed;
pub(crate) mod list;
pub(crate) mod missing;

use crate::session::{Session, Shown};
use crate::ui::{Nodes, nodes};

/// The page for what is shown.
pub(crate) fn page(session: Session, shown: &Shown) -> Nodes {
    match shown {
        Shown::Nothing => nodes(Vec::<Nodes>::new()),
        Shown::Article(page) => article::page(session, page),
        Shown::List(list) => nodes(list::page(session, list)),
        Shown::Missing => nodes(missing::page(session)),
        Shown::Failed(error) => nodes(failed::page(session, error)),
    }
}

/// The title of what is shown, without the site's name.
pub(crate) fn title(session: Session, shown: &Shown) -> String {
    match shown {
        Shown::Nothing => String::new(),
        Shown::Article(page) => page.article().title.clone(),
        Shown::List(list) => list::title(session, list),
        Shown::Missing => session.text.missing_title.to_owned(),
        Shown::Failed(_) => session.text.failed_title.to_owned(),
    }
}
