//! The bytes that a reader's first page costs before its text, pictures and fonts.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use press::encoding::brotli;

/// What the parts of a first view may weigh together, compressed, in bytes.
pub const BUDGET: usize = 110_000;

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

/// The code with which a page of a built portal is read for the first time: `404.html`, or `index.html` where there is none, and every
/// style sheet, script and WebAssembly file that the page, or a script among them, names.
///
/// The 404 page is the shell with few words of its own; in all others press paints articles or lists, too.
///
/// # Errors
/// When a file cannot be read, or the page starts no WebAssembly.
pub fn first_view(dist: &Path) -> Result<Vec<Part>, FirstViewError> {
    let shell = dist.join("404.html");
    let page = if shell.is_file() {
        shell
    } else {
        dist.join("index.html")
    };
    let mut unnamed = Vec::new();
    collect(dist, &mut unnamed)?;
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
        let path = file.strip_prefix(dist).unwrap_or(&file).to_owned();
        parts.push(Part {
            path,
            raw: bytes.len(),
            brotli: brotli(&bytes).len(),
        });
    }
    if !parts.iter().any(|part| is(&part.path, "wasm")) {
        return Err(FirstViewError::NoProgram { page });
    }
    Ok(parts)
}

/// A page's text without the names of what it starts at `/find/` alone: the programs, and the sheet that is disabled.
fn for_reading(text: &str) -> String {
    let is_disabled = |tag: &str| {
        tag.rsplit_once("<link")
            .is_some_and(|(_, link)| link.contains(" disabled"))
    };
    let tags = text.split_inclusive('>').filter(|tag| !is_disabled(tag));
    let text: String = tags.collect();
    let mut pieces = text.split("data-find-");
    let mut kept = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        kept.push_str(piece.splitn(3, '"').nth(2).unwrap_or_default());
    }
    kept
}

/// The compressed size of all parts.
pub fn total(parts: &[Part]) -> usize {
    parts.iter().map(|part| part.brotli).sum()
}

/// Every style sheet, script and WebAssembly file outside the content, in the order of their names.
fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> Result<(), FirstViewError> {
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
                collect(&path, files)?;
            }
        } else if ["css", "js", "wasm"].iter().any(|kind| is(&path, kind)) {
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
                "404.html",
                "<link href=main.css><link href=find.css disabled/><script src=./boot.js data-wasm=\"app.wasm\" data-find-wasm=\"find.wasm\"></script>",
            ),
            ("boot.js", "import('./snippets/clock.js')"),
            ("app.wasm", "later.js"),
            ("find.wasm", "another program"),
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
            ["404.html", "app.wasm", "boot.js", "main.css", "snippets/clock.js"]
        );
    }

    // A page without the program would pass every budget.
    #[test]
    fn a_page_without_the_program_is_refused() {
        let dist = tempfile::tempdir().expect("the system has a folder for temporary files");
        fs::write(dist.path().join("index.html"), "<h1>Empty</h1>").expect("the folder is writable");
        assert!(matches!(
            first_view(dist.path()),
            Err(FirstViewError::NoProgram { .. })
        ));
    }
}
