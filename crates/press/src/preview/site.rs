//! What a preview answers: the files of the edition that is shown, and what its own script asks for.

use std::sync::Weak;
use std::time::Duration;

use percent_encoding::percent_decode_str;
use serde_json::json;

use super::desk::{Desk, Shown};
use super::snapshot::{Piece, Snapshot};
use crate::diagnostic::{self, Severity};
use crate::hash;
use crate::host::policy::MEDIA_POLICY;
use crate::host::serve::{Made, Maker};

/// The script that shows what is new. What is hidden is no page of any site.
const SCRIPT: &str = ".press/preview.js";

/// The stream of events: one for each edition.
const EVENTS: &str = ".press/events";

/// What stands at a page, in a word that changes with it.
const STANDS: &str = ".press/stands";

/// For how long a listener waits. A browser asks again.
const WAIT: Duration = Duration::from_secs(15);

const PAGE: &str = "index.html";
const NOT_FOUND: &str = "404.html";

/// What stands at every address as long as nothing could be made of the content.
const NOTHING_YET: &str = "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>press preview</title>\n</head>\n<body>\n</body>\n</html>\n";

/// Answers for a desk as long as there is one.
pub(super) struct Site(Weak<Desk>);

impl Site {
    pub(super) fn new(desk: Weak<Desk>) -> Self {
        Self(desk)
    }
}

impl Maker for Site {
    fn make(&self, path: &str, query: Option<&str>, last: Option<&str>) -> Made {
        let Some(desk) = self.0.upgrade() else {
            return missing("The preview has ended.");
        };
        match path {
            SCRIPT => text("preview.js", include_str!("preview.js")),
            EVENTS => {
                let last = last.and_then(|last| last.parse().ok()).unwrap_or(0);
                let shown = desk.shown_after(last, WAIT);
                Made::Event(event(&shown, last))
            }
            STANDS => {
                let path = percent_decode_str(query.unwrap_or_default()).decode_utf8_lossy();
                let shown = desk.shown();
                text("stands.txt", &stands(&shown, path.trim_start_matches('/')))
            }
            _ => answer(&desk.shown(), path),
        }
    }

    fn policy(&self) -> String {
        let shown = self.0.upgrade().map(|desk| desk.shown());
        let site = shown.and_then(|shown| shown.site);
        site.map_or_else(|| MEDIA_POLICY.to_owned(), |site| site.policy().to_owned())
    }
}

fn text(name: &str, text: &str) -> Made {
    Made::Bytes {
        is_found: true,
        name: name.to_owned(),
        bytes: text.as_bytes().to_vec(),
    }
}

fn missing(words: &str) -> Made {
    Made::Bytes {
        is_found: false,
        name: "missing.txt".to_owned(),
        bytes: words.as_bytes().to_vec(),
    }
}

/// The sites that are asked, one after the other: what has an error now is shown as it was.
fn sites(shown: &Shown) -> impl Iterator<Item = &Snapshot> {
    shown.site.iter().chain(&shown.before).map(|site| &**site)
}

/// The file at a path.
fn find(shown: &Shown, path: &str) -> Option<Piece> {
    let file = if path.is_empty() || path.ends_with('/') {
        format!("{path}{PAGE}")
    } else {
        path.to_owned()
    };
    sites(shown).find_map(|site| site.find(&file))
}

fn answer(shown: &Shown, path: &str) -> Made {
    let found = find(shown, path);
    if found.is_none() && !path.ends_with('/') {
        let folder = format!("{path}/{PAGE}");
        if sites(shown).any(|site| site.has_page(&folder)) {
            return Made::Folder;
        }
    }
    let is_found = found.is_some() && path != NOT_FOUND;
    match found.or_else(|| find(shown, NOT_FOUND)) {
        Some(Piece::Page(html)) => {
            let stands = word(shown, &html);
            page(&html, &stands, is_found)
        }
        Some(Piece::Bytes(bytes)) => Made::Bytes {
            is_found,
            name: if path.ends_with('/') {
                PAGE.to_owned()
            } else {
                path.to_owned()
            },
            bytes,
        },
        Some(Piece::File(file)) => Made::File(file),
        None => page(NOTHING_YET.as_bytes(), "", true),
    }
}

/// A page with the script of the preview at its end, and the word for what stands there.
fn page(html: &[u8], stands: &str, is_found: bool) -> Made {
    let script = format!("<script src=\"/{SCRIPT}\" data-stands=\"{stands}\" defer></script>");
    let html = String::from_utf8_lossy(html).into_owned();
    let html = match html.rfind("</body>") {
        Some(at) => format!("{}{script}\n{}", &html[..at], &html[at..]),
        None => html + &script,
    };
    Made::Bytes {
        is_found,
        name: PAGE.to_owned(),
        bytes: html.into_bytes(),
    }
}

/// A word for what stands at the path of a page.
fn stands(shown: &Shown, path: &str) -> String {
    match find(shown, path) {
        Some(Piece::Page(html)) => word(shown, &html),
        // The page for wrong addresses, as it stands there.
        _ => match find(shown, NOT_FOUND) {
            Some(Piece::Page(html)) => word(shown, &html),
            _ => String::new(),
        },
    }
}

fn word(shown: &Shown, html: &[u8]) -> String {
    hash::of_parts(&[html, &shown.media.to_le_bytes()])
}

/// What there is to tell of an edition, as an event of a stream that ends with it: the browser asks for the next one.
fn event(shown: &Shown, last: u64) -> String {
    if shown.version <= last {
        return "retry: 1\n: nothing is new\n\n".to_owned();
    }
    let of = |severity| {
        let found = shown.wrong.iter().filter(|one| one.severity == severity);
        diagnostic::json(&found.cloned().collect::<Vec<_>>()).unwrap_or_default()
    };
    let early = shown.early.iter();
    let early: Vec<_> = early
        .map(|(path, why)| json!({ "path": path, "why": why }))
        .collect();
    let data = json!({
        "version": shown.version,
        "failure": shown.failure,
        "errors": of(Severity::Error),
        "warnings": of(Severity::Warning),
        "early": early,
    });
    format!("retry: 1\nid: {}\ndata: {data}\n\n", shown.version)
}
