//! The bytes that a reader's first page costs before its text, pictures and fonts.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use press::encoding::brotli;

/// What the parts of a first view may weigh together, compressed, in bytes.
pub const BUDGET: usize = 92_000;

/// The same in the build that is handed to deployers.
pub const DIST_BUDGET: usize = 88_000;

/// What the app of the privacy settings may weigh with its glue, compressed, in bytes. It is loaded beside the others where
/// there is something to decide.
pub const SETTINGS_BUDGET: usize = 55_000;

/// What pages begin with that are made from the file of an article.
const OF_ARTICLE: &str = "data-files=\"content/articles/";

/// What a script names the app of the privacy settings by.
const SETTINGS: &str = "data-consent-";

/// What it names the script by that starts the service worker, once a first view is done.
const OFFLINE: &str = "data-offline";

/// The service worker.
const WORKER: &str = "offline.js";

/// What it names that is not started with a page that is read.
const OTHERS: [&str; 3] = ["data-find-", SETTINGS, OFFLINE];

/// One file of the first view.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Its path in the built folder.
    pub path: PathBuf,
    /// Its size in bytes.
    pub raw: usize,
    /// Its size in bytes when compressed with brotli at level 11.
    pub brotli: usize,
}

impl Part {
    fn of(dist: &Path, file: &Path, bytes: &[u8]) -> Self {
        Self {
            path: file.strip_prefix(dist).unwrap_or(file).to_owned(),
            raw: bytes.len(),
            brotli: brotli(bytes).len(),
        }
    }

    /// What the file is called without the hash of its bytes; a page is called “page”.
    pub fn name(&self) -> String {
        if is(&self.path, "html") {
            return "page".to_owned();
        }
        let name = self.path.file_name().unwrap_or_default().to_string_lossy();
        let parts = name.rsplit_once('-').zip(name.rsplit_once('.'));
        parts.map_or_else(
            || name.clone().into_owned(),
            |((stem, _), (_, kind))| format!("{stem}.{kind}"),
        )
    }
}

/// Why the first view cannot be weighed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum FirstViewError {
    /// A file cannot be read.
    #[error("cannot read {}: {source}; run `trunk build --release` first", file.display())]
    Read {
        /// The file or folder.
        file: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// The page starts no WebAssembly.
    #[error("{} names no WebAssembly file; run `trunk build --release` first", page.display())]
    NoProgram {
        /// The page.
        page: PathBuf,
    },
}

/// What an article of a built portal costs before its data and its pictures, when it is the first page that somebody reads: the page
/// itself, and every style sheet, script and WebAssembly file that it, or a script among them, names. Of all articles it is the
/// one with the page of middle weight; where there is none, `index.html`.
///
/// # Errors
/// When a file cannot be read, or the page starts no WebAssembly.
pub fn first_view(dist: &Path) -> Result<Vec<Part>, FirstViewError> {
    let page = middle_article(dist)?.unwrap_or_else(|| dist.join("index.html"));
    let mut unnamed = Vec::new();
    collect(dist, &["css", "js", "wasm"], &mut unnamed)?;
    let mut taken = vec![page.clone()];
    let mut parts = Vec::new();
    let mut next = 0;
    while let Some(file) = taken.get(next).cloned() {
        next += 1;
        let bytes = fs::read(&file).map_err(|source| FirstViewError::Read {
            file: file.clone(),
            source,
        })?;
        let text = String::from_utf8_lossy(&bytes);
        let text = for_reading(&text);
        if !is(&file, "wasm") {
            let is_named = |candidate: &PathBuf| {
                candidate
                    .file_name()
                    .is_some_and(|name| text.contains(name.to_string_lossy().as_ref()))
            };
            let (wanted, others) = unnamed.into_iter().partition(is_named);
            taken.extend::<Vec<_>>(wanted);
            unnamed = others;
        }
        parts.push(Part::of(dist, &file, &bytes));
    }
    if !parts.iter().any(|part| is(&part.path, "wasm")) {
        return Err(FirstViewError::NoProgram { page });
    }
    Ok(parts)
}

/// The page of an article that half of all articles' pages weigh less than.
fn middle_article(dist: &Path) -> Result<Option<PathBuf>, FirstViewError> {
    let mut files = Vec::new();
    collect(dist, &["html"], &mut files)?;
    let mut pages = Vec::new();
    for file in files {
        let bytes = fs::read(&file).map_err(|source| FirstViewError::Read {
            file: file.clone(),
            source,
        })?;
        if String::from_utf8_lossy(&bytes).contains(OF_ARTICLE) {
            pages.push((brotli(&bytes).len(), file));
        }
    }
    pages.sort();
    let middle = pages.len() / 2;
    Ok(pages.into_iter().nth(middle).map(|(_, file)| file))
}

/// The app of the privacy settings and its glue, as the front page names them: those of earlier builds stay for a while.
///
/// # Errors
/// When a file cannot be read.
pub fn settings(dist: &Path) -> Result<Vec<Part>, FirstViewError> {
    named(dist, SETTINGS)
}

/// What makes a site readable without a network, once a first view is done: a script beside the pages, and the service worker;
/// nothing where the site is not kept on devices.
///
/// # Errors
/// When a file cannot be read.
pub fn offline(dist: &Path) -> Result<Vec<Part>, FirstViewError> {
    let mut parts = named(dist, OFFLINE)?;
    if !parts.is_empty() {
        parts.push(part(dist, WORKER)?);
    }
    Ok(parts)
}

/// The files that the front page names by attributes that begin so.
fn named(dist: &Path, attribute: &str) -> Result<Vec<Part>, FirstViewError> {
    let file = dist.join("index.html");
    let page = fs::read(&file).map_err(|source| FirstViewError::Read { file, source })?;
    let page = String::from_utf8_lossy(&page);
    let named = page.split(attribute).skip(1);
    let named = named.filter_map(|rest| rest.split('"').nth(1));
    named
        .map(|file| part(dist, file.trim_start_matches("./")))
        .collect()
}

fn part(dist: &Path, name: &str) -> Result<Part, FirstViewError> {
    let file = dist.join(name);
    match fs::read(&file) {
        Ok(bytes) => Ok(Part::of(dist, &file, &bytes)),
        Err(source) => Err(FirstViewError::Read { file, source }),
    }
}

/// A page's text without the names of what it does not start: the other programs, and the sheet in a template.
fn for_reading(text: &str) -> String {
    let mut parts = text.split("<template>");
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        text.push_str(part.split_once("</template>").map_or("", |(_, rest)| rest));
    }
    OTHERS.iter().fold(text, |text, other| {
        let mut pieces = text.split(other);
        let mut kept = pieces.next().unwrap_or_default().to_owned();
        for piece in pieces {
            kept.push_str(piece.splitn(3, '"').nth(2).unwrap_or_default());
        }
        kept
    })
}

/// The compressed size of all parts.
pub fn total(parts: &[Part]) -> usize {
    parts.iter().map(|part| part.brotli).sum()
}

/// Every file of these kinds outside the content, in the order of their names.
fn collect(folder: &Path, kinds: &[&str], files: &mut Vec<PathBuf>) -> Result<(), FirstViewError> {
    let in_reading = |source| FirstViewError::Read {
        file: folder.to_owned(),
        source,
    };
    let entries = fs::read_dir(folder)
        .and_then(Iterator::collect::<io::Result<Vec<_>>>)
        .map_err(in_reading)?;
    let mut paths: Vec<_> = entries.into_iter().map(|entry| entry.path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            if !path.ends_with("content") {
                collect(&path, kinds, files)?;
            }
        } else if kinds.iter().any(|kind| is(&path, kind)) {
            files.push(path);
        }
    }
    Ok(())
}

fn is(path: &Path, extension: &str) -> bool {
    path.extension().is_some_and(|known| known == extension)
}

#[cfg(test)]
mod tests {
    use super::*;

    // What the page does not start costs its readers nothing, and what a script starts costs them too.
    #[test]
    fn only_what_the_page_names_counts_and_what_its_scripts_name() {
        let dist = tempfile::tempdir().expect("the system has a folder for temporary files");
        let files = [
            ("index.html", "<h1>Home with a long text</h1>"),
            (
                "bells/index.html",
                "<link href=main.css><template><link href=find.css></template><script src=./boot.js data-wasm=\"app.wasm\" data-find-wasm=\"find.wasm\" data-consent-wasm=\"settings.wasm\" data-offline=\"kept.js\"></script><div data-files=\"content/articles/bells.json\">",
            ),
            ("boot.js", "import('./snippets/clock.js')"),
            ("app.wasm", "later.js"),
            ("find.wasm", "another program"),
            ("settings.wasm", "a third one"),
            ("kept.js", "offline.js"),
            ("offline.js", "3"),
            ("main.css", "body {}"),
            ("find.css", "dl {}"),
            ("later.js", "1"),
            ("snippets/clock.js", "2"),
            ("content/main.css", "none of it"),
        ];
        for (name, text) in files {
            let file = dist.path().join(name);
            let parent = file.parent().expect("every file stands in the folder");
            fs::create_dir_all(parent)
                .and_then(|()| fs::write(&file, text))
                .expect("the folder is writable");
        }
        let parts = first_view(dist.path()).expect("every file can be read");
        let paths: Vec<_> = parts.iter().map(|part| part.path.to_string_lossy()).collect();
        assert_eq!(
            paths,
            [
                "bells/index.html",
                "app.wasm",
                "boot.js",
                "main.css",
                "snippets/clock.js"
            ]
        );
    }

    // A page without the app would pass every budget.
    #[test]
    fn a_page_without_the_app_is_refused() {
        let dist = tempfile::tempdir().expect("the system has a folder for temporary files");
        fs::write(dist.path().join("index.html"), "<h1>Empty</h1>").expect("the folder is writable");
        assert!(matches!(
            first_view(dist.path()),
            Err(FirstViewError::NoProgram { .. })
        ));
    }
}
