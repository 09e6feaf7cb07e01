//! Feeds, as feed readers and XML parsers understand them.

use std::collections::BTreeSet;

use crate::support::editions::{HOSTILE, SHOWN, article, demo, demo_file, of_site, posts_18f, site};
use crate::support::{press, transcript, tree, write};
use feed_rs::model::{Feed, FeedType};
use press::edition::bundle::Edition;
use press::edition::bundle::Files;
use press::publish::feeds::files;
use press::publish::media_sizes::MediaSizes;

fn feeds(edition: &Edition) -> Files {
    files(edition, &MediaSizes::measure(edition))
}

fn read(files: &Files, name: &str) -> Feed {
    let bytes = files.get(name).unwrap_or_else(|| panic!("there is no {name}"));
    feed_rs::parser::parse(bytes.as_slice()).unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn text(files: &Files, name: &str) -> String {
    String::from_utf8(files[name].clone()).expect("feeds are UTF-8")
}

const NAMES: [&str; 3] = ["feed.xml", "atom.xml", "feed.json"];

fn titles(feed: &Feed) -> Vec<String> {
    let titles = feed.entries.iter().map(|entry| entry.title.as_ref());
    titles
        .map(|title| title.expect("every entry has a title").content.clone())
        .collect()
}

// A reader that takes one format must not miss what another one tells.
#[test]
fn the_three_formats_tell_of_the_same_articles() {
    let edition = demo();
    let files = feeds(&edition);
    let sections = edition
        .site
        .sections
        .iter()
        .map(|section| format!("{}/", section.slug));
    for folder in std::iter::once(String::new()).chain(sections) {
        let [rss, atom, json] = NAMES.map(|name| read(&files, &format!("{folder}{name}")));
        assert_eq!(
            (&rss.feed_type, &atom.feed_type, &json.feed_type),
            (&FeedType::RSS2, &FeedType::Atom, &FeedType::JSON)
        );
        for other in [&atom, &json] {
            assert_eq!(titles(&rss), titles(other), "{folder}");
            for (one, another) in rss.entries.iter().zip(&other.entries) {
                assert_eq!(one.id, another.id);
                assert_eq!(one.published, another.published);
                assert_eq!(one.links[0].href, another.links[0].href);
            }
        }
        let days: Vec<_> = rss.entries.iter().map(|entry| entry.published).collect();
        assert!(
            days.is_sorted_by(|a, b| a >= b),
            "the newest come first: {days:?}"
        );
        let ids: BTreeSet<_> = rss.entries.iter().map(|entry| &entry.id).collect();
        assert_eq!(ids.len(), rss.entries.len());
    }
    assert_eq!(read(&files, "feed.xml").entries.len(), 24);
}

// Players and readers trust the length; a wrong one cuts the picture off.
#[test]
fn a_lead_picture_is_enclosed_with_its_own_size_and_type() {
    let edition = demo();
    let files = feeds(&edition);
    let mut enclosed = 0;
    for entry in read(&files, "atom.xml").entries {
        for link in entry
            .links
            .iter()
            .filter(|link| link.rel.as_deref() == Some("enclosure"))
        {
            let name = link
                .href
                .strip_prefix("https://longferry.example.org/content/")
                .expect("media stand in the bundle");
            let size = demo_file(name).metadata().expect("the picture is there").len();
            assert_eq!(
                (link.length, link.media_type.as_deref()),
                (Some(size), Some("image/avif"))
            );
            enclosed += 1;
        }
    }
    assert!(enclosed > 20, "{enclosed}");
    let rss = text(&files, "feed.xml");
    let document = roxmltree::Document::parse(&rss).expect("the feed is XML");
    let enclosures = document
        .descendants()
        .filter(|node| node.has_tag_name("enclosure"));
    let sized = enclosures.filter(|node| {
        node.attribute("length")
            .is_some_and(|length| length.parse::<u64>().is_ok())
    });
    assert_eq!(sized.count(), enclosed);
}

// Titles are somebody's words. Whatever stands in them, readers must see them and parsers must not stumble.
#[test]
fn hostile_words_stay_words() {
    let text_of = article(&format!(
        "title = \"{HOSTILE}\"\nlead = \"x\"\npublished = 2026-01-02\nauthors = [\"{HOSTILE}\"]\n[tags]\nthemes = [\"{HOSTILE}\"]"
    ));
    let mut edition = of_site(
        &format!("tagline = \"{HOSTILE}\""),
        &[("magazine/a.md", &text_of)],
    );
    // A lead is Markdown, in which the words would mean something; a hand-written bundle holds them as they are.
    let raw = "a</script><!--]]>\u{202E}🙂 \"b\" 'c' &amp; \\n;,:{}\n\tDTEND:x\r\u{1}\u{85}\u{FFFE} <b>d</b>";
    edition.articles[0].lead = vec![content::inline::Inline::Text(raw.to_owned())];
    let files = feeds(&edition);
    for name in NAMES {
        let feed = read(&files, name);
        assert_eq!(titles(&feed), [SHOWN], "{name}");
        assert_eq!(feed.entries[0].authors[0].name.as_deref(), Some(SHOWN), "{name}");
        let category = &feed.entries[0].categories[0];
        assert_eq!(category.label.as_ref().unwrap_or(&category.term), SHOWN, "{name}");
    }
    for name in ["feed.xml", "atom.xml"] {
        let xml = text(&files, name);
        let document = roxmltree::Document::parse(&xml).unwrap_or_else(|error| panic!("{name}: {error}"));
        let summary = document
            .descendants()
            .filter(|node| node.has_tag_name("item") || node.tag_name().name() == "entry")
            .flat_map(|item| item.children())
            .find(|node| matches!(node.tag_name().name(), "description" | "summary"))
            .and_then(|node| node.text().map(ToOwned::to_owned))
            .expect("the article has a summary");
        // Readers take the one for HTML and the other for text.
        let words = if name == "feed.xml" {
            let html = scraper::Html::parse_fragment(&summary);
            html.root_element().text().collect()
        } else {
            summary
        };
        assert_eq!(words, SHOWN, "{name}");
    }
}

// Readers tell new from known by the id: an article that moves must not come anew.
#[test]
fn an_id_stays_when_its_article_moves_to_another_section() {
    let text = article("title = \"A\"\npublished = 2026-01-02");
    let other = "[[sections]]\nslug = \"essays\"\nname = \"Essays\"\n";
    let ids = ["magazine/a.md", "essays/a.md"].map(|place| {
        let folder = site("", &[(place, &text)]);
        let path = folder.path().join("content/site.toml");
        let settings = std::fs::read_to_string(&path).expect("the file is there");
        write(&path, format!("{settings}\n{other}"));
        let files = feeds(&crate::support::editions::compose(&folder.path().join("content")));
        let feed = read(&files, "feed.xml");
        (feed.entries[0].id.clone(), feed.entries[0].links[0].href.clone())
    });
    assert_eq!(ids[0].0, ids[1].0);
    assert_ne!(ids[0].1, ids[1].1);
}

// The specification's words: what must be there, and of which type.
#[test]
fn a_json_feed_has_what_its_specification_requires() {
    let files = feeds(&demo());
    let feed: serde_json::Value = serde_json::from_slice(&files["feed.json"]).expect("it is JSON");
    assert_eq!(feed["version"], "https://jsonfeed.org/version/1.1");
    assert!(feed["title"].is_string() && feed["feed_url"].is_string());
    for item in feed["items"].as_array().expect("items is an array") {
        assert!(item["id"].is_string());
        assert!(
            item["content_html"].as_str().is_some_and(|text| text.len() > 100),
            "{item}"
        );
        assert!(item.get("author").is_none(), "1.1 has authors");
    }
}

// Many read in their feed reader only. What is relative there leads nowhere, and words that are missing are not missed.
#[test]
fn every_format_carries_the_whole_article_with_absolute_addresses() {
    let edition = demo();
    let files = feeds(&edition);
    let bodies = NAMES.map(|name| {
        let entries = read(&files, name).entries.into_iter();
        let html = entries.map(|entry| entry.content.and_then(|content| content.body));
        html.map(|html| html.expect("every entry has its text"))
            .collect::<Vec<_>>()
    });
    assert_eq!(bodies[0], bodies[1]);
    assert_eq!(bodies[0], bodies[2]);
    for html in &bodies[0] {
        let fragment = scraper::Html::parse_fragment(html);
        let with_address = scraper::Selector::parse("[href], [src]").expect("the selector is right");
        for element in fragment.select(&with_address) {
            let address = element.attr("href").or_else(|| element.attr("src"));
            let address = address.expect("it was selected by one of them");
            assert!(
                address.starts_with('#') || url::Url::parse(address).is_ok(),
                "{address} is not absolute"
            );
        }
    }
    let article = edition
        .articles
        .iter()
        .find(|article| article.slug.as_str() == "the-ropeworks");
    let article = article.expect("the demo has it");
    let words = |text: &str| -> Vec<String> { text.split_whitespace().map(ToOwned::to_owned).collect() };
    let html = read(&files, "magazine/atom.xml").entries.into_iter();
    let html = html
        .filter(|entry| entry.links[0].href.ends_with("/the-ropeworks/"))
        .find_map(|entry| entry.content?.body)
        .expect("it stands among the newest of its section");
    let shown: String = scraper::Html::parse_fragment(&html)
        .root_element()
        .text()
        .collect::<Vec<_>>()
        .join(" ");
    for paragraph in article.body.iter().filter_map(|block| match block {
        content::block::Block::Paragraph(paragraph) => Some(content::inline::plain(&paragraph.text)),
        _ => None,
    }) {
        let (shown, wanted) = (words(&shown).join(" "), words(&paragraph).join(" "));
        assert!(
            shown.replace(' ', "").contains(&wanted.replace(' ', "")),
            "{wanted}"
        );
    }
}

// A feed without whole addresses works nowhere; who builds must learn why there is none.
#[test]
fn a_site_without_an_address_has_no_feeds_and_is_told_so_once() {
    let folder =
        crate::support::content(&[("magazine/a.md", &article("title = \"A\"\npublished = 2026-01-02"))]);
    write(
        &folder.path().join("dist/index.html"),
        "<!doctype html><html><head><title></title></head><body><div id=portal_root></div></body></html>",
    );
    let output = press(folder.path(), &["build", "content", "--app", "dist"]);
    let said = transcript(&output);
    assert!(output.status.success(), "{said}");
    assert_eq!(said.matches("the site has no address").count(), 1, "{said}");
    let files = tree(&folder.path().join("dist"));
    assert!(
        !files
            .keys()
            .any(|name| name.ends_with("feed.xml") || name.ends_with("sitemap.xml"))
    );
}

// A day is needed to stand in the order of a feed; a list without one has none, rather than an invalid one.
#[test]
fn articles_without_a_day_stand_in_no_feed() {
    let dayless = article("title = \"A\"");
    assert!(feeds(&of_site("", &[("magazine/a.md", &dayless)])).is_empty());
    let changed = article("title = \"B\"\nupdated = 2026-03-04");
    let files = feeds(&of_site(
        "",
        &[("magazine/a.md", &dayless), ("magazine/b.md", &changed)],
    ));
    assert_eq!(titles(&read(&files, "atom.xml")), ["B"]);
}

// Real posts have what no fixture thinks of.
#[test]
fn feeds_of_the_posts_of_18f_can_be_read() {
    let Some(edition) = posts_18f() else { return };
    let files = feeds(&edition);
    for name in NAMES {
        assert_eq!(read(&files, name).entries.len(), 24, "{name}");
        assert_eq!(
            read(&files, &format!("magazine/{name}")).entries.len(),
            24,
            "{name}"
        );
    }
    for name in ["feed.xml", "atom.xml"] {
        roxmltree::Document::parse(&text(&files, name)).expect("the feed is XML");
    }
}
