//! The pages that are written for the sample, and how tests read out of them what they ask about.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::LazyLock;

use scraper::{ElementRef, Html, Selector};

use super::{fixtures, press, transcript, tree, with_extension, write, write_portal};

/// Where the site stands on its host.
pub(crate) const BASE: &str = "/sub/";

/// The page that is compared as a whole.
pub(crate) const WHOLE: &str = "/magazine/every-block/";

/// Everything that stands in the portal's folder once the sample is built into it.
pub(crate) static FILES: LazyLock<BTreeMap<String, Vec<u8>>> = LazyLock::new(|| {
    let folder = tempfile::tempdir().expect("there is room for a temporary folder");
    write_portal(&folder.path().join("dist"));
    for name in ["boot.js", "card.png"] {
        write(&folder.path().join("dist").join(name), "");
    }
    let sample = fixtures().join("sample");
    let sample = sample.to_str().expect("the path is UTF-8");
    let output = press(folder.path(), &["build", sample, "--app", "dist"]);
    assert!(output.status.success(), "{}", transcript(&output));
    tree(&folder.path().join("dist"))
});

/// The pages by their addresses below the site's.
pub(crate) static PAGES: LazyLock<BTreeMap<String, String>> = LazyLock::new(|| {
    let pages = with_extension(&FILES, "html").into_iter();
    pages
        .map(|(name, bytes)| {
            let address = format!("/{}", name.strip_suffix("index.html").unwrap_or(&name));
            (address, String::from_utf8(bytes).expect("a page is UTF-8"))
        })
        .collect()
});

pub(crate) fn page(address: &str) -> Html {
    Html::parse_document(&PAGES[address])
}

pub(crate) fn select<'p>(page: &'p Html, selector: &str) -> Vec<ElementRef<'p>> {
    let selector = Selector::parse(selector).expect("it is a selector");
    page.select(&selector).collect()
}

pub(crate) fn text(element: ElementRef<'_>) -> String {
    element.text().collect()
}

pub(crate) fn texts(page: &Html, selector: &str) -> Vec<String> {
    select(page, selector).into_iter().map(text).collect()
}

pub(crate) fn attributes(page: &Html, selector: &str, attribute: &str) -> Vec<String> {
    let found = select(page, selector).into_iter();
    found
        .filter_map(|element| element.attr(attribute).map(ToOwned::to_owned))
        .collect()
}

/// The text of the elements below one that a selector finds.
pub(crate) fn below(element: ElementRef<'_>, selector: &str) -> Vec<String> {
    let selector = Selector::parse(selector).expect("it is a selector");
    element.select(&selector).map(text).collect()
}

/// The first address below an element.
pub(crate) fn link(address: &str, element: ElementRef<'_>) -> String {
    let selector = Selector::parse("a").expect("it is a selector");
    let found = element.select(&selector).next();
    let href = found.and_then(|found| found.attr("href"));
    below_site(address, href.expect("there is a link"))
}

/// An address on a page as it would stand on a site at the root of its host.
pub(crate) fn below_site(address: &str, href: &str) -> String {
    format!("/{}", from_root(address, href))
}

/// What the addresses of the site's own files begin with on a page.
pub(crate) fn root(address: &str) -> String {
    match address.matches('/').count() - 1 {
        _ if address == "/404.html" => BASE.to_owned(),
        0 => "./".to_owned(),
        depth => "../".repeat(depth),
    }
}

/// An address on a page as the portal's root would write it.
pub(crate) fn from_root<'h>(address: &str, href: &'h str) -> &'h str {
    let root = root(address);
    let below = href.strip_prefix(&root);
    below
        .filter(|below| !below.starts_with('.') && !below.starts_with('/'))
        .unwrap_or_else(|| panic!("{address}: {href} does not begin with {root} alone"))
}

/// Markup without what tells the depth of its page.
pub(crate) fn rootless(address: &str, html: &str) -> String {
    let root = root(address);
    ["href=\"", "src=\"", "srcset=\"", "action=\"", ", "]
        .iter()
        .fold(html.to_owned(), |html, before| {
            html.replace(&format!("{before}{root}"), before)
        })
}

/// A text without what depends on the bytes of a file: the folder where it stands and the hash in its name.
pub(crate) fn without_hashes(text: &str) -> String {
    text.split_inclusive(['"', ' ', ','])
        .map(|piece| {
            let Some(at) = hash_in(piece) else {
                return Cow::Borrowed(piece);
            };
            let (before, after) = (&piece[..at], &piece[at + 16..]);
            let (folder, name) = before.rsplit_once('/').unwrap_or(("", before));
            let depth = folder.rfind("..").map_or("", |end| &folder[..end + 2]);
            let site = format!("{folder}/")
                .find(BASE)
                .map(|start| start + BASE.len() - 1);
            let stays = site.map_or(depth, |end| &folder[..end]);
            Cow::Owned(format!("{stays}/{name}HASH{after}"))
        })
        .collect()
}

/// Where sixteen hexadecimal digits stand behind a hyphen.
fn hash_in(text: &str) -> Option<usize> {
    let is_digit = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
    let mut starts = text.match_indices('-').map(|(at, _)| at + 1);
    starts.find(|at| {
        let digits = text.as_bytes()[*at..].iter().take_while(|byte| is_digit(**byte));
        digits.count() == 16
    })
}

/// Reads something out of every page. Pages that have nothing of it are left out.
pub(crate) fn assert_pages(expected: &str, read: impl Fn(&str, &Html) -> String) {
    let addresses = PAGES.keys();
    let read = addresses.map(|address| (address, read(address, &page(address))));
    let found = read.fold(String::new(), |mut lines, (address, found)| {
        if !found.is_empty() {
            let space = if found.starts_with('\n') { "" } else { " " };
            writeln!(lines, "{address}:{space}{}", without_hashes(&found))
                .expect("a String takes everything");
        }
        lines
    });
    assert_lines(expected, &found);
}

/// Compares line by line, because a difference in hundreds of them cannot be seen.
pub(crate) fn assert_lines(expected: &str, found: &str) {
    let expected = expected.trim_matches('\n');
    let difference = similar::TextDiff::from_lines(format!("{expected}\n").as_str(), found)
        .unified_diff()
        .context_radius(0)
        .to_string();
    assert!(difference.is_empty(), "{difference}");
}
