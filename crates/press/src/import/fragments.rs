//! Links to a part of another text of the site: the part is known once all texts are.

use std::collections::{BTreeMap, BTreeSet};

use content::article::Article;
use content::href::{Href, Target};
use content::inline::Inline;
use content::route::Route;

use super::Imported;
use super::html::{each_line, heading_ids};

/// Takes from links the parts that the texts which they lead to have not. The links stay.
pub(super) fn settle(imported: &mut Imported) {
    let ids: BTreeMap<String, BTreeSet<String>> = imported
        .articles
        .iter()
        .map(|article| (path_of(article), heading_ids(&article.body)))
        .collect();
    for article in &mut imported.articles {
        let settle_line = &mut |line: &mut Vec<Inline>| {
            for piece in line {
                if let Inline::Run(run) = piece
                    && let Some(whole) = run.link.as_ref().and_then(|link| without_part(link, &ids))
                {
                    run.link = Some(whole);
                }
            }
        };
        settle_line(&mut article.lead);
        each_line(&mut article.body, settle_line);
    }
}

fn path_of(article: &Article) -> String {
    Route::of(article.section.as_ref(), &article.slug).path()
}

/// The link without its part, where the text that it leads to has none of that name.
fn without_part(link: &Href, ids: &BTreeMap<String, BTreeSet<String>>) -> Option<Href> {
    let Target::Internal(path) = link.target() else {
        return None;
    };
    let (path, part) = path.split_once('#')?;
    let known = ids.get(path)?;
    if known.contains(part) {
        return None;
    }
    Href::parse(&format!("/{path}"))
}
