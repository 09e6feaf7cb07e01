//! `cargo xtask bench`: what the portal weighs, and how soon it can be read and used on a slow phone, beside
//! the same page made with React. Times are only to be compared within one run.

pub mod facets;
pub mod find;
mod magazine;
pub mod next;
mod peers;
pub mod press;
pub mod preview;
pub mod search;
pub mod similar;

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use ::press::host::serve::{Options, ServeError, serve};
use serde::{Deserialize, Serialize};

use crate::chromium::{Chromium, ChromiumError};
use crate::command::CommandError;
use crate::first_view::{self, BUDGET, FirstViewError, first_view};
use crate::folder;
use crate::portal;
use crate::script::{self, ScriptError};
use crate::tools::{self, ToolError};
use crate::workspace::Workspace;
use peers::Peer;

const HEADING: &str = "h1";
const CARDS: &str = ".similar a[href]";

const ONE_FILE_EACH: &str = "file per address";
/// What the first paint of a page costs where nothing competes with it.
const WITHOUT_SCRIPT: &str = "without script";
const SHARED_SHELL: &str = "shared shell";
const REACT: &str = "React peer";

/// What is measured: its name in the results, how it is headed, and how many decimals make sense.
const FIGURES: [(&str, &str, usize); 9] = [
    ("firstPaint", "first paint", 0),
    ("largestPaint", "largest paint", 0),
    ("heading", "heading", 0),
    ("cards", "similar cards", 0),
    ("running", "app answers", 0),
    ("answered", "first click", 0),
    ("blocked", "blocked", 0),
    ("layoutShift", "shift", 3),
    ("received", "bytes", 0),
];

/// Why nothing was measured.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A tool is missing.
    #[error(transparent)]
    Tools(#[from] ToolError),
    /// The browser is missing.
    #[error(transparent)]
    Browser(#[from] ChromiumError),
    /// A program failed.
    #[error(transparent)]
    Command(#[from] CommandError),
    /// The bytes cannot be weighed.
    #[error(transparent)]
    FirstView(#[from] FirstViewError),
    /// A page cannot be served.
    #[error(transparent)]
    Serve(#[from] ServeError),
    /// The folders to measure cannot be prepared.
    #[error("cannot prepare {}: {source}; {}", folder.display(), ::press::remedy::of(source))]
    Prepare {
        /// The folder.
        folder: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// No article shows everything that is measured.
    #[error("no article in {} has a section, a picture and similar content; build the demo content", folder.display())]
    NoArticle {
        /// The folder of articles.
        folder: PathBuf,
    },
    /// The measuring script failed.
    #[error(transparent)]
    Script(#[from] ScriptError),
}

/// Builds and measures the portal, and prints the figures.
///
/// # Errors
/// When a tool or the browser is missing, or a step fails.
pub fn run(workspace: &Workspace, runs: u32) -> Result<(), Error> {
    let tools = tools::for_testing(workspace)?;
    let chromium = Chromium::find_or_install()?;
    portal::build(&tools)?;
    print_bytes(&workspace.dist())?;

    let article = article(&workspace.dist())?;
    let shell = shared_shell(workspace)?;
    let plain = without_script(workspace, &article)?;
    let peer = Peer::React.build(workspace, &tools)?;
    let started = [
        (ONE_FILE_EACH, serve(Options::new(workspace.dist()))?),
        (WITHOUT_SCRIPT, serve(Options::new(plain))?),
        (
            SHARED_SHELL,
            serve(Options {
                fallback_shell: true,
                ..Options::new(shell)
            })?,
        ),
        (
            REACT,
            serve(Options {
                fallback_shell: true,
                ..Options::new(peer)
            })?,
        ),
    ];
    let pages = started.iter().map(|(name, server)| {
        let url = format!("http://app.localhost:{}/{article}", server.address().port());
        Page { name, url }
    });
    let job = Job {
        browser: chromium.browser,
        runs,
        heading: HEADING,
        cards: CARDS,
        pages: pages.collect(),
    };
    println!(
        "\n/{article} in Chromium, processor 4 times slower, slow 4G: medians of {runs} visits in turn, ms"
    );
    let results: Vec<Measured> = script::run(&tools, Path::new("tests/bench/measure.mjs"), &job)?;
    print_times(&results);
    Ok(())
}

fn print_bytes(dist: &Path) -> Result<(), FirstViewError> {
    let parts = first_view(dist)?;
    println!("{:<44}{:>10}{:>10}", "first view", "raw", "brotli");
    for part in &parts {
        println!("{:<44}{:>10}{:>10}", part.path.display(), part.raw, part.brotli);
    }
    let raw: usize = parts.iter().map(|part| part.raw).sum();
    let total = first_view::total(&parts);
    println!("{:<44}{raw:>10}{total:>10}", "together");
    let verdict = if total <= BUDGET { "within" } else { "OVER" };
    println!(
        "{} kB of {} kB: {verdict} the budget",
        kilobytes(total),
        kilobytes(BUDGET)
    );
    Ok(())
}

pub(crate) fn kilobytes(bytes: usize) -> String {
    format!("{}.{}", bytes / 1000, bytes % 1000 / 100)
}

#[derive(Deserialize)]
struct Article {
    slug: String,
    section: Option<String>,
    image: Option<serde_json::Value>,
    #[serde(default)]
    similar: Vec<Similar>,
}

#[derive(Deserialize)]
struct Similar {
    card: Card,
}

#[derive(Deserialize)]
struct Card {
    section: Option<String>,
}

/// The address of the first article, by name, that shows everything that is measured.
fn article(dist: &Path) -> Result<String, Error> {
    let folder = dist.join("content/articles");
    let mut files: Vec<_> = fs::read_dir(&folder)
        .map_err(|_| Error::NoArticle {
            folder: folder.clone(),
        })?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .collect();
    files.sort();
    let address = files.iter().find_map(|file| {
        let article: Article = serde_json::from_slice(&fs::read(file).ok()?).ok()?;
        let is_whole = article.image.is_some() && article.similar.first()?.card.section.is_some();
        let section = article.section.filter(|_| is_whole)?;
        Some(format!("{section}/{}/", article.slug))
    });
    address.ok_or(Error::NoArticle { folder })
}

/// A copy of the portal that has only the shell, as hosts serve it that rewrite every address to one file.
fn shared_shell(workspace: &Workspace) -> Result<PathBuf, Error> {
    let folder = workspace.bench().join("shell");
    let in_preparing = |source| Error::Prepare {
        folder: folder.clone(),
        source,
    };
    folder::remove(&folder).map_err(in_preparing)?;
    folder::link(&workspace.dist(), &folder).map_err(in_preparing)?;
    remove_pages(&folder).map_err(in_preparing)?;
    Ok(folder)
}

/// A copy of the portal whose article starts no app.
fn without_script(workspace: &Workspace, article: &str) -> Result<PathBuf, Error> {
    let folder = workspace.bench().join("plain");
    let in_preparing = |source| Error::Prepare {
        folder: folder.clone(),
        source,
    };
    folder::remove(&folder).map_err(in_preparing)?;
    folder::link(&workspace.dist(), &folder).map_err(in_preparing)?;
    let page = folder.join(article).join("index.html");
    let html = fs::read_to_string(&page).map_err(in_preparing)?;
    let lines = html
        .split_inclusive('\n')
        .filter(|line| !line.starts_with("<script"));
    let plain: String = lines.collect();
    // The copy shares its bytes with the portal until it is replaced.
    fs::remove_file(&page).map_err(in_preparing)?;
    fs::write(&page, plain).map_err(in_preparing)?;
    Ok(folder)
}

fn remove_pages(folder: &Path) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            remove_pages(&path)?;
        } else if path.ends_with("index.html") {
            fs::remove_file(path)?;
        }
    }
    Ok(())
}

#[derive(Serialize)]
struct Job<'a> {
    browser: PathBuf,
    runs: u32,
    heading: &'a str,
    cards: &'a str,
    pages: Vec<Page<'a>>,
}

#[derive(Serialize)]
struct Page<'a> {
    name: &'a str,
    url: String,
}

#[derive(Deserialize)]
struct Measured {
    name: String,
    visits: Vec<BTreeMap<String, f64>>,
}

fn print_times(results: &[Measured]) {
    let figure =
        |measured: &Measured, key: &str| median(measured.visits.iter().filter_map(|visit| visit.get(key)));
    print!("{:<34}", "");
    for (_, heading, _) in FIGURES {
        print!("{heading:>15}");
    }
    println!();
    for measured in results {
        print!("{:<34}", measured.name);
        for (key, _, decimals) in FIGURES {
            match figure(measured, key) {
                Some(value) => print!("{value:>15.decimals$}"),
                None => print!("{:>15}", "-"),
            }
        }
        println!();
    }
    for (name, other) in [
        (ONE_FILE_EACH, WITHOUT_SCRIPT),
        (ONE_FILE_EACH, REACT),
        (SHARED_SHELL, REACT),
    ] {
        let find = |name| results.iter().find(|measured| measured.name == name);
        let (Some(measured), Some(beside)) = (find(name), find(other)) else {
            continue;
        };
        print!("{:<34}", format!("{name} : {other}"));
        for (key, _, _) in FIGURES {
            match (figure(measured, key), figure(beside, key)) {
                (Some(own), Some(theirs)) if theirs > 0.0 => print!("{:>15.2}", own / theirs),
                _ => print!("{:>15}", "-"),
            }
        }
        println!();
    }
}

pub(crate) fn median<'a>(values: impl Iterator<Item = &'a f64>) -> Option<f64> {
    let mut values: Vec<f64> = values.copied().collect();
    values.sort_by(f64::total_cmp);
    let upper = *values.get(values.len() / 2)?;
    let lower = *values.get((values.len() - 1) / 2)?;
    Some(f64::midpoint(lower, upper))
}

#[cfg(test)]
mod tests {
    use super::*;

    // One slow visit on a busy machine must not move the figure.
    #[test]
    fn a_median_is_the_middle_value_or_the_mean_of_the_middle_two() {
        assert_eq!(median([900.0, 1.0, 2.0].iter()), Some(2.0));
        assert_eq!(median([4.0, 1.0, 2.0, 900.0].iter()), Some(3.0));
        assert_eq!(median([].iter()), None);
    }
}
