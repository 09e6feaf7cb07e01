//! Links that lead to no page: some lead to a file that is published beside the pages, or to an earlier address.

use std::borrow::Cow;
use std::collections::BTreeSet;

use percent_encoding::percent_decode_str;

use super::pages;
use super::target::INDEX;
use crate::code::Code;
use crate::diagnostic::{Diagnostic, Explanation, Fault};
use crate::edition::bundle::Edition;
use crate::edition::redirects::{Redirect, redirects};

/// That a link leads to an address of before, and where that leads.
struct Earlier(String);

impl Fault for Earlier {
    fn code(&self) -> Code {
        Code::LinkToAlias
    }

    fn explain(&self) -> Explanation {
        Explanation::note(
            format!("leads on to /{}", self.0),
            "write that address: whoever follows this one is led on by a page or the host",
        )
    }
}

/// Takes out what is said of links to files that are published, and says of those to earlier addresses that they are.
pub fn settle(diagnostics: &mut Vec<Diagnostic>, edition: &Edition) {
    if diagnostics.iter().all(|diagnostic| diagnostic.link.is_none()) {
        return;
    }
    let files = pages::files(edition);
    let redirects = redirects(edition);
    diagnostics.retain_mut(|diagnostic| {
        let Some(link) = diagnostic.link.clone() else {
            return true;
        };
        if let Some(redirect) = redirects.iter().find(|redirect| answers(redirect, &link)) {
            let earlier = Earlier(redirect.target.path());
            let told = Diagnostic::new(&*diagnostic.file, diagnostic.position, &earlier);
            // In a hand-written site it is said of which article, too.
            let what = diagnostic.what.replace("leads nowhere", &told.what);
            *diagnostic = Diagnostic { what, ..told };
            return true;
        }
        !is_published(&files, &link)
    });
}

/// Does an earlier address have that path, and that query?
fn answers(redirect: &Redirect, link: &str) -> bool {
    let link = link.split('#').next().unwrap_or_default();
    let (path, query) = link.split_once('?').unzip();
    let path = decoded(path.unwrap_or(link));
    let is_query = redirect.alias.query.as_deref() == query.filter(|query| !query.is_empty());
    is_query
        && redirect
            .alias
            .spellings()
            .iter()
            .any(|spelled| spelled[1..] == *path)
}

/// Does a host find a file there?
fn is_published(files: &BTreeSet<String>, link: &str) -> bool {
    let path = decoded(link.split(['?', '#']).next().unwrap_or_default());
    files.contains(&*path) || files.contains(&format!("{}/{INDEX}", path.trim_end_matches('/')))
}

fn decoded(path: &str) -> Cow<'_, str> {
    percent_decode_str(path).decode_utf8_lossy()
}
