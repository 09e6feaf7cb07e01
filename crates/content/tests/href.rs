//! Links, media paths and the site's address. A typed body has one hole left, the URL: these tests lean on it.

use content::href::{Href, MediaPath, SiteAddress, Target};
use proptest::prelude::*;
use url::Url;

// What an attacker, or a careless export, writes where a link should stand. Browsers strip tabs, newlines and leading
// control characters before they look for a scheme, and read a backslash as a slash.
const HOSTILE: &[&str] = &[
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    " javascript:alert(1)",
    "\u{1}javascript:alert(1)",
    "java\tscript:alert(1)",
    "java\nscript:alert(1)",
    "java\r\nscript:alert(1)",
    "javascript\u{0}:alert(1)",
    "javascript&colon;alert(1)",
    "\u{FEFF}javascript:alert(1)",
    "\u{A0}javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "DATA:text/html;base64,AAAA",
    "vbscript:msgbox(1)",
    "blob:https://site.example/1",
    "file:///etc/passwd",
    "filesystem:https://site.example/",
    "view-source:https://site.example/",
    "about:blank",
    "ftp://host/",
    "ws://host/",
    "intent://host#Intent;end",
    "//evil.example/",
    "\\\\evil.example/",
    "/\\evil.example/",
    "\\/evil.example/",
    "/\t/evil.example/",
    "\t//evil.example/",
    "/\u{0}/evil.example/",
    "https:evil.example",
    "https:/evil.example",
    "https://",
    "https:///evil.example",
    "http://?query",
    "https://#fragment",
    "https:\\\\evil.example",
    "https://evil.example\\@site.example",
    "https://a b.example/",
    "https://site.example/a b",
    "https://site.example/\u{7F}",
    "https://site.example/\u{2028}",
    "ht\ttps://site.example/",
    "https\u{3A}\u{0}//x",
    "..",
    "../up",
    "./here",
    "relative/path",
    "?query",
    "",
    " ",
    ":",
    "%6Aavascript:alert(1)",
    "%2f%2fevil.example",
];

// Each of these once opened a hole in some portal.
#[test]
fn hostile_links_are_refused() {
    for text in HOSTILE {
        assert_eq!(Href::parse(text), None, "{text:?} got through");
    }
}

// What editors do write must keep working, in any script and with any spelling of the scheme.
#[test]
fn honest_links_are_kept_as_they_are_written() {
    for text in [
        "https://example.org",
        "https://example.org/",
        "HTTPS://example.org/",
        "http://example.org:8080/a?b=c&d=%20#e",
        "https://[2001:db8::1]/",
        "https://bücher.example/über?q=潮汐#é",
        "mailto:press@example.org?subject=Tides",
        "tel:+35621234567",
        "/",
        "/magazine/tide-tables/",
        "/content/media/programme.pdf",
        "/magazine/?page=2#list",
        "#notes",
        "#潮",
        "#",
    ] {
        let link = Href::parse(text).expect(text);
        assert_eq!(link.to_string(), text);
    }
}

// The app puts the base path before internal links, follows fragments by itself, and leaves the rest to the browser.
#[test]
fn a_link_knows_whether_it_stays_in_the_site() {
    let target = |text| Href::parse(text).map(|link| format!("{:?}", link.target()));
    assert_eq!(target("/magazine/").as_deref(), Some("Internal(\"magazine/\")"));
    assert_eq!(target("/").as_deref(), Some("Internal(\"\")"));
    assert_eq!(target("#a").as_deref(), Some("Fragment(\"a\")"));
    assert_eq!(
        target("https://a.example/").as_deref(),
        Some("External(\"https://a.example/\")")
    );
}

// A link of a megabyte is no link.
#[test]
fn a_link_has_at_most_2000_bytes() {
    let link = |bytes: usize| "/".to_owned() + &"a".repeat(bytes - 1);
    assert!(Href::parse(&link(2000)).is_some());
    assert_eq!(Href::parse(&link(2001)), None);
}

/// What the URL standard, as browsers follow it, makes of an accepted link on a page of the site.
fn judge(text: &str) -> Result<(), TestCaseError> {
    let Some(link) = Href::parse(text) else {
        return Ok(());
    };
    let base = Url::parse("https://site.example/sub/").expect("the base is a URL");
    match link.target() {
        Target::External(address) => {
            // An address that the standard refuses is a dead link, and opens nothing.
            if let Ok(url) = base.join(address) {
                prop_assert!(
                    ["http", "https", "mailto", "tel"].contains(&url.scheme()),
                    "{text:?} becomes {url}"
                );
                let named = text.to_ascii_lowercase().starts_with(url.scheme());
                prop_assert!(named, "{text:?} becomes {url}");
            }
        }
        Target::Internal(path) => {
            for written in [text.to_owned(), format!("/{path}"), format!("/sub/{path}")] {
                let url = base.join(&written);
                prop_assert!(url.is_ok(), "{written:?} is no URL");
                let url = url.expect("it was looked at");
                prop_assert_eq!(url.origin(), base.origin(), "{:?} becomes {}", written, url);
            }
        }
        Target::Fragment(_) => {
            let url = base.join(text).expect("a fragment joins to any base");
            prop_assert_eq!(
                (url.origin(), url.path()),
                (base.origin(), base.path()),
                "{:?} becomes {}",
                text,
                url
            );
        }
    }
    Ok(())
}

/// Pieces of which hostile URLs are made, in any order.
fn urls() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => prop::sample::select(vec![
            "https:", "http:", "HTTPS:", "mailto:", "tel:", "javascript:", "data:", "//", "/", "\\", "#", "?", ":", "@", ".",
            "..", "%2f", "%5c", "%00", "&#x2f;", "\t", "\n", "\0", " ", "\u{FEFF}", "\u{AD}", "\u{3002}", "evil.example",
            "site.example", "[::1]", "media/a.avif",
        ]).prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(piece, 0..7).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4000))]

    // The reference is another reading of the URL standard, not our own: whatever we let through must not turn, in a
    // browser, into another scheme or, for a link within the site, into another host.
    #[test]
    fn an_accepted_link_is_to_a_browser_what_it_is_to_us(text in urls()) {
        judge(&text)?;
    }

    // The same for text without any plan.
    #[test]
    fn an_accepted_link_of_any_characters_is_safe(start in "(https?://|/|#|mailto:|tel:)?", rest in any::<String>()) {
        judge(&(start + &rest))?;
    }

    // A picture from another host would tell that host who reads what.
    #[test]
    fn an_accepted_media_path_stays_below_the_content_folder(text in urls()) {
        if MediaPath::parse(&text).is_some() {
            let base = Url::parse("https://site.example/sub/content/").expect("the base is a URL");
            for written in [text.clone(), format!("/sub/content/{text}")] {
                let url = base.join(&written).expect("a media path is a URL");
                prop_assert_eq!(url.origin(), base.origin());
                prop_assert!(url.path().starts_with("/sub/content/"), "{:?} becomes {}", text, url);
                prop_assert_eq!((url.query(), url.fragment()), (None, None));
            }
        }
    }
}

// The table of what is no file of the content folder.
#[test]
fn a_media_path_names_a_file_below_the_content_folder() {
    for text in ["media/a.avif", "a.png", "media/2026/été-潮.avif"] {
        assert_eq!(MediaPath::parse(text).expect(text).to_string(), text);
    }
    let long = "a".repeat(301);
    for text in [
        "",
        "/media/a.avif",
        "//evil.example/a.avif",
        "https://evil.example/a.avif",
        "../a.avif",
        "media/../../a.avif",
        "media/..",
        "./a.avif",
        "media//a.avif",
        "media/",
        "media\\a.avif",
        "data:image/svg+xml,x",
        "media/a b.avif",
        "media/a.avif?x",
        "media/a.avif#x",
        "media/%2e%2e/a.avif",
        "media/a\".avif",
        "media/a\n.avif",
        "javascript:x",
        &long,
    ] {
        assert_eq!(MediaPath::parse(text), None, "{text:?} is no media path");
    }
}

// Canonical addresses and feeds begin with it, and paths are appended to it.
#[test]
fn a_sites_address_is_a_host_with_a_path_that_ends_in_a_slash() {
    for (text, path) in [
        ("https://example.org/", "/"),
        ("http://127.0.0.1:8080/", "/"),
        ("https://example.org/sub/", "/sub/"),
        ("https://example.org/a/b/", "/a/b/"),
    ] {
        let address = SiteAddress::parse(text).expect(text);
        assert_eq!((address.to_string().as_str(), address.path()), (text, path));
    }
    for text in [
        "",
        "https://example.org",
        "example.org/",
        "//example.org/",
        "/sub/",
        "mailto:a@example.org/",
        "ftp://example.org/",
        "https:///",
        "https:///sub/",
        "https://example.org/?x=/",
        "https://example.org/#/",
        "https://example.org/sub",
        "https://",
        "https://exam ple.org/",
        "javascript:/",
    ] {
        assert_eq!(SiteAddress::parse(text), None, "{text:?} is no address of a site");
    }
}
