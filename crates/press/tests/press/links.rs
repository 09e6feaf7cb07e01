//! Links to files that stand beside the pages, and to addresses of before: `check` knows what will be written.

use std::path::Path;

use crate::support::{content, press, transcript, tree, write, write_portal};

const SITE: &str = "name = \"Test\"\nlanguage = \"en\"\naddress = \"https://example.org/sub/\"\n\n\
    [[sections]]\nslug = \"magazine\"\nname = \"Magazine\"\n\n[[sections]]\nslug = \"empty\"\nname = \"Empty\"\n";

const FAIR: &str = "+++\ntitle = \"A fair\"\npublished = 2026-01-02\ndeadline = 2026-03-01\n\
    aliases = [\"/2019/fair/\", \"/old/page.html\", \"/caf%C3%A9/\", \"/magazine/fair-of-before/\", \"/?p=12\"]\n+++\n\n\
    [Programme](media/programme.pdf)\n";

/// A site at a path of its host, with feeds, calendars, a file to give away and addresses of before.
fn site() -> tempfile::TempDir {
    let folder = content(&[
        ("magazine/fair.md", FAIR),
        ("pages/about.md", "+++\ntitle = \"About\"\n+++\n\nUs.\n"),
    ]);
    write(&folder.path().join("content/site.toml"), SITE);
    write(&folder.path().join("content/media/programme.pdf"), "%PDF-1.4");
    folder
}

/// Writes an article with these links, one on each line, and returns what is said of them: the line of the link and the code.
fn told_of(folder: &Path, links: &[String]) -> Vec<(usize, String)> {
    let body = format!("[x]({})", links.join(")\n[x]("));
    let text = format!("+++\ntitle = \"Links\"\n+++\n\n{body}\n");
    write(&folder.join("content/magazine/links.md"), text);
    let said = transcript(&press(folder, &["check", "content", "--all"]));
    let of_links = said
        .lines()
        .filter_map(|line| line.strip_prefix("content/magazine/links.md:"));
    let told = of_links.map(|line| {
        let (at, _) = line.split_once(':').expect("a place has a line");
        let code = line.rsplit_once('[').expect("each line has a code").1;
        let line: usize = at.parse().expect("a line is a number");
        (line - 5, code.trim_end_matches(']').to_owned())
    });
    told.collect()
}

/// What is published at the site's root and has a name that stays, with its address as a link has it.
fn published(folder: &Path) -> Vec<String> {
    write_portal(&folder.join("dist"));
    let built = press(folder, &["build", "content", "--app", "dist"]);
    assert!(built.status.success(), "{}", transcript(&built));
    let before = ["assets/", "app", "base.css", "boot.js"];
    let files = tree(&folder.join("dist")).into_keys();
    let files = files.filter(|file| !before.iter().any(|own| file.starts_with(own)));
    let changing = ["content/lists/chunks/", "content/search/parts/"];
    files
        .filter(|file| !changing.iter().any(|folder| file.starts_with(folder)))
        .collect()
}

// Whoever offered a feed in the menu was told that it leads nowhere, and learned to pass over what check says.
#[test]
fn a_link_to_whatever_is_published_leads_somewhere_and_one_to_its_neighbour_nowhere() {
    let folder = site();
    let files = published(folder.path());
    for kind in [
        "feed.xml",
        "atom.xml",
        "feed.json",
        "magazine/feed.xml",
        "magazine/atom.xml",
        "magazine/feed.json",
        "events.ics",
        "content/calendar/fair.ics",
        "content/site.json",
        "content/search/manifest.bin",
        "content/media/programme.pdf",
        "sitemap.xml",
        "robots.txt",
        "404.html",
        "_redirects",
        "redirects.nginx.conf",
        "redirects.Caddyfile",
        "about/index.html",
        "find/index.html",
        "saved/index.html",
        "2019/fair/index.html",
    ] {
        assert!(files.iter().any(|file| file == kind), "{kind}: {files:?}");
    }
    let is_earlier = |file: &str| {
        ["2019/", "old/", "café/", "magazine/fair-of-before/"]
            .iter()
            .any(|old| file.starts_with(old))
    };
    for root in ["/", "https://example.org/sub/"] {
        let links: Vec<_> = files
            .iter()
            .map(|file| format!("{root}{}", file.replace('é', "%C3%A9")))
            .collect();
        for (at, code) in told_of(folder.path(), &links) {
            assert!(
                is_earlier(&files[at]) && code == "link-to-alias",
                "{}: {code}",
                links[at]
            );
        }
        // What has no name of its own here is no file, and one that nobody writes is none.
        let others = files.iter().filter(|file| !file.starts_with("content/media/"));
        let others: Vec<_> = others
            .filter_map(|file| {
                let (name, ending) = file.rsplit_once('.').filter(|(name, _)| !name.is_empty())?;
                Some(format!("{root}{}2.{ending}", name.replace('é', "%C3%A9")))
            })
            .chain(
                [
                    "feed2.xml",
                    "nothere/atom.xml",
                    "empty/feed.xml",
                    "sitemap-1.xml",
                    "content/calendar/about.ics",
                ]
                .map(|file| format!("{root}{file}")),
            )
            .collect();
        let told = told_of(folder.path(), &others);
        let wanted: Vec<_> = (0..others.len())
            .map(|at| (at, "broken-link".to_owned()))
            .collect();
        assert_eq!(told, wanted, "{others:#?}");
    }
}

// The address of another host, or of what stands beside the site on its own, is none of the site's.
#[test]
fn addresses_outside_the_site_are_not_looked_at() {
    let folder = site();
    let links = [
        "https://example.org/feed2.xml",
        "https://example.org/subway/feed2.xml",
        "https://example.com/sub/feed2.xml",
        "https://example.org/sub",
        "https://example.org/sub/",
        "https://example.org/sub/magazine/fair/",
        "mailto:desk@example.org",
    ];
    assert_eq!(told_of(folder.path(), &links.map(str::to_owned)), []);
}

// An earlier address leads on, but in a document of its own and, with a query, from few hosts.
#[test]
fn a_link_to_an_earlier_address_is_noted_with_the_address_of_now() {
    let folder = site();
    let links = [
        "/2019/fair/",
        "/2019/fair",
        "/old/page.html#part",
        "/caf%C3%A9/",
        "/café/",
        "/magazine/fair-of-before/",
        "https://example.org/sub/2019/fair/",
    ];
    let told = told_of(folder.path(), &links.map(str::to_owned));
    let wanted: Vec<_> = (0..links.len())
        .map(|at| (at, "link-to-alias".to_owned()))
        .collect();
    assert_eq!(told, wanted);
    let said = transcript(&press(folder.path(), &["check", "content", "--strict", "--all"]));
    assert!(
        said.contains("magazine/links.md:5:1: note: the link to /2019/fair/ leads on to /magazine/fair/ (write that address"),
        "{said}"
    );
}

// A menu stands on every page, and a site of one file has no lines of its own to look into.
#[test]
fn the_menu_and_a_site_of_one_file_are_looked_at_alike() {
    let folder = site();
    let menu = |links: &str| {
        write(
            &folder.path().join("content/site.toml"),
            format!("{SITE}\n{links}"),
        );
        transcript(&press(folder.path(), &["check", "content", "--all"]))
    };
    let link = |href: &str| format!("[[navigation]]\nlabel = \"X\"\nhref = \"{href}\"\n");
    for href in [
        "/feed.xml",
        "https://example.org/sub/magazine/feed.json",
        "/events.ics",
    ] {
        let said = menu(&link(href));
        assert!(!said.contains("broken-link"), "{href}: {said}");
    }
    for href in ["/feed2.xml", "https://example.org/sub/feed2.xml"] {
        let said = menu(&link(href));
        assert!(
            said.contains("content/site.toml:15:8: warning: the link to /feed2.xml leads nowhere"),
            "{said}"
        );
    }
    let one = content(&[]);
    std::fs::remove_file(one.path().join("content/site.toml")).expect("it was written above");
    let site = r#"{ "format": 1, "name": "One", "language": "en", "address": "https://example.org/",
        "sections": [{ "slug": "magazine", "name": "Magazine" }],
        "articles": [{ "slug": "a", "section": "magazine", "title": "A", "published": "2026-01-02", "aliases": ["/old/"], "body": [
            { "kind": "paragraph", "text": [{ "text": "x", "link": "/feed.xml" }, { "text": "y", "link": "/old/" }, { "text": "z", "link": "/feed2.xml" }] }] }] }"#;
    write(&one.path().join("content/site.json"), site);
    let said = transcript(&press(one.path(), &["check", "content", "--all"]));
    assert!(
        said.contains("article “a”: the link to /feed2.xml leads nowhere"),
        "{said}"
    );
    assert!(
        said.contains("article “a”: the link to /old/ leads on to /magazine/a/"),
        "{said}"
    );
    assert!(!said.contains("/feed.xml"), "{said}");
}
