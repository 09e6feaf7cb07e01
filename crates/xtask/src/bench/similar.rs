//! `cargo xtask bench similar`: how many of the articles that editors have linked to in their texts are among the similar ones.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use ::press::edition::compose::compose;
use content::slug::Slug;
use serde_json::Value;

use super::search::share;

/// Why nothing was measured.
#[derive(Debug, thiserror::Error)]
#[error("{}: {what}; `press check` says more", folder.display())]
pub struct Error {
    folder: PathBuf,
    what: String,
}

/// Prints for each content folder which share of the links between its articles leads to one of those that are shown as similar.
///
/// # Errors
/// When a folder cannot be read, or has errors.
pub fn run(contents: &[PathBuf]) -> Result<(), Error> {
    contents.iter().try_for_each(|folder| measure(folder))
}

fn measure(folder: &Path) -> Result<(), Error> {
    let wrong = |what: String| Error {
        folder: folder.to_owned(),
        what,
    };
    let outcome = compose(folder).map_err(|error| wrong(error.to_string()))?;
    let edition = outcome.edition.ok_or_else(|| wrong("it has errors".to_owned()))?;
    let known: BTreeSet<&Slug> = edition.articles.iter().map(|article| &article.slug).collect();
    let (mut linked, mut found) = (0, 0);
    for article in &edition.articles {
        let mut links = BTreeSet::new();
        let body = serde_json::to_value(&article.body).map_err(|error| wrong(error.to_string()))?;
        collect(&body, &mut links);
        links.retain(|slug| *slug != article.slug && known.contains(slug));
        linked += links.len();
        found += article
            .similar
            .iter()
            .filter(|one| links.contains(&one.card.slug))
            .count();
    }
    println!(
        "{}: {} articles, {linked} links between them, {found} of which lead to a similar article ({})",
        folder.display(),
        known.len(),
        share(found, linked),
    );
    Ok(())
}

/// The last parts of the paths of all links to the site itself.
fn collect(value: &Value, links: &mut BTreeSet<Slug>) {
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                match value.as_str().filter(|_| name == "link") {
                    Some(address) if address.starts_with('/') => {
                        let path = address.split(['#', '?']).next().unwrap_or_default();
                        links.extend(
                            path.trim_end_matches('/')
                                .rsplit('/')
                                .next()
                                .and_then(Slug::parse),
                        );
                    }
                    _ => collect(value, links),
                }
            }
        }
        Value::Array(values) => values.iter().for_each(|value| collect(value, links)),
        _ => {}
    }
}
