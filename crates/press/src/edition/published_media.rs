//! What of the media folder is published with an edition, and what stays at home.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::path::{Path, PathBuf};

use crate::code::Code;
use crate::diagnostic::{Diagnostic, Explanation, Fault};
use crate::edition::brand::named;
use crate::edition::bundle::{Edition, Unpublished};
use crate::edition::pictures;
use crate::edition::used_media::Used;
use crate::read::brand;
use crate::read::folder::Source;
use crate::read::media;

/// Finds what of the media folder and of what press made is published.
pub(super) fn publish_media(
    source: &Source,
    edition: &mut Edition,
    made: BTreeMap<String, PathBuf>,
    originals: &BTreeSet<String>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let used = Used::of(&edition.site, &edition.articles);
    edition.brand = brand::sheet(&source.root);
    let (brand, faults) = match &edition.brand {
        Ok(Some(sheet)) => named(sheet, &source.root, edition.site.address.as_ref(), &source.media),
        _ => Default::default(),
    };
    let brand: BTreeSet<String> = brand.into_iter().collect();
    diagnostics.extend(faults);
    let all = used
        .shown
        .iter()
        .chain(&used.given)
        .chain(&brand)
        .cloned()
        .collect();
    edition.copies = pictures::copies(&source.media, made, &all);
    // Whoever gives a file away means it as it is.
    let is_of_sheet = |name: &str| brand.contains(name) && !used.given.contains(name);
    let bare = pictures::bare(&mut edition.copies, is_of_sheet);
    edition.files.extend(bare);
    diagnostics.extend(pictures::places(&edition.copies, |name| {
        !originals.contains(name) || used.given.contains(name) || brand.contains(name)
    }));
}

/// The files of the media folder that are not published; `used` are those that articles name.
pub(super) fn unpublished(source: &Source, edition: &Edition, used: &BTreeSet<String>) -> Vec<Unpublished> {
    let published: HashSet<&str> = edition.copies.iter().map(|(name, _)| name.as_str()).collect();
    let is_published = |name: &str| published.contains(name) || edition.files.contains_key(name);
    let files = source.media.files().filter(|(name, _)| !is_published(name));
    let unpublished = files.map(|(name, path)| Unpublished {
        name: name.to_owned(),
        path: path.to_owned(),
        is_named: used.contains(name),
    });
    unpublished.collect()
}

/// How many files are named where there are more.
const NAMED: usize = 5;

/// Files of the media folder that stay at home.
struct StayHome<'a>(Vec<&'a str>);

impl Fault for StayHome<'_> {
    fn code(&self) -> Code {
        Code::MediaNotPublished
    }

    fn explain(&self) -> Explanation {
        let Self(names) = self;
        let (number, verb) = match names.len() {
            1 => ("1 file".to_owned(), "is"),
            more => (format!("{more} files"), "are"),
        };
        let first = names[..names.len().min(NAMED)].join(", ");
        let rest = match names.len().saturating_sub(NAMED) {
            0 => String::new(),
            rest => format!(" and {rest} more, which press inspect lists"),
        };
        Explanation::note(
            format!("{number} here {verb} not published: {first}{rest}"),
            "nothing needs to be done: only what an article, the site or brand.css names is published, in the kinds that docs/writing-content.md lists",
        )
    }
}

impl Edition {
    /// What press says of the files of a content folder's media that nothing publishes, if there are any.
    pub fn note_of_unpublished(&self, content: &Path) -> Option<Diagnostic> {
        let unused = self.unpublished.iter().filter(|file| !file.is_named);
        let names: Vec<_> = unused.map(|file| file.name.as_str()).collect();
        let folder = content.join(media::FOLDER).display().to_string();
        (!names.is_empty()).then(|| Diagnostic::new(folder, None, &StayHome(names)))
    }
}
