//! What an article says of itself beside its text.

mod support;

use content::article::Article;
use content::day::Day;
use content::json;
use content::site::Site;
use support::view;
use view::html;
use view::pages::{self, Page};

fn site() -> Site {
    json::from_text(
        r#"{"format":1,"name":"Test","language":"en","sections":[{"slug":"magazine","name":"Magazine"}]}"#,
    )
    .expect("the test writes a site")
}

fn page(more: &str, today: Option<&str>) -> String {
    let item = format!(r#"{{"slug":"a","section":"magazine","title":"A"{more}}}"#);
    let item: Article = json::from_text(&item).expect("the test writes an article");
    let site = site();
    let view = view::View {
        today: today.and_then(Day::parse),
        ..view(&site)
    };
    html::write(pages::page(Page::Article(&item, &[]), &view))
}

fn headings(levels: &[u8]) -> String {
    let blocks: Vec<_> = levels
        .iter()
        .enumerate()
        .map(|(number, level)| {
            format!(r#"{{"kind":"heading","level":{level},"id":"h{number}","text":["H {number}"]}}"#)
        })
        .collect();
    format!(r#","body":[{}]"#, blocks.join(","))
}

// A table of contents of three lines is in the way; one that lists every small heading is, too.
#[test]
fn a_text_with_four_headings_of_two_levels_has_a_table_of_contents() {
    let contents =
        r##"<li class="part"><a href="#h0">H 0</a></li><li class="section"><a href="#h1">H 1</a></li>"##;
    let long = page(&headings(&[2, 3, 4, 2, 2]), None);
    assert!(long.contains(contents), "{long}");
    assert!(!long.contains("href=\"#h2\""), "{long}");
    assert!(!page(&headings(&[2, 3, 4, 2]), None).contains("contents"));
}

// The last wall: whatever a bundle says, an id of the portal's own stands on the portal's own element.
#[test]
fn a_heading_never_has_an_id_of_the_portals() {
    let body = |id: &str| format!(r#","body":[{{"kind":"heading","level":2,"id":"{id}","text":["Live"]}}]"#);
    assert!(page(&body("live"), None).contains("<h2 id=\"live\">Live</h2>"));
    for id in ["portal_live", "portal_", "portal_anything"] {
        let page = page(&body(id), None);
        assert!(page.contains("<h2>Live</h2>"), "{page}");
    }
}

// Two labels of one button are both read where the style sheet has not come.
#[test]
fn of_two_words_on_a_button_one_is_hidden() {
    let page = page("", None);
    for words in [
        "<span>Save</span><span hidden=\"\">Saved</span>",
        "<span>Copy link</span><span hidden=\"\">Share</span>",
    ] {
        assert!(page.contains(words), "{page}");
    }
}

// “Closes in 1 days”, or a countdown of a year, helps nobody.
#[test]
fn a_call_counts_down_its_last_two_weeks() {
    for (today, words) in [
        ("2026-05-05", None),
        ("2026-05-06", Some("Closes in 14 days")),
        ("2026-05-18", Some("Closes in 2 days")),
        ("2026-05-19", Some("Closes tomorrow")),
        ("2026-05-20", Some("Closes today")),
        ("2026-05-21", None),
    ] {
        let page = page(r#","deadline":"2026-05-20""#, Some(today));
        let found = page
            .split("<strong class=\"soon\">")
            .nth(1)
            .and_then(|rest| rest.split('<').next());
        assert_eq!(found, words, "{today}");
    }
}

// A missing part leaves no empty label, and one in another language is read in it.
#[test]
fn the_parts_beside_it_stand_below_a_part_of_a_series() {
    let after =
        r#","series":"Bells","after":{"slug":"b","section":"magazine","title":"ليلى","language":"ar"}"#;
    let page_of = page(after, None);
    let link = r#"<a class="part" href="/magazine/b/" rel="next"><span class="part-label">Next part</span><span class="part-title" lang="ar" dir="auto">ليلى</span></a>"#;
    assert!(page_of.contains(link), "{page_of}");
    assert!(!page_of.contains("Previous part"), "{page_of}");
    assert!(!page(r#","series":"Bells""#, None).contains("parts"));
}

// A byline leads to whoever has a page, and to nobody else; a name that runs the other way must not turn the sentence.
#[test]
fn each_name_of_a_byline_leads_to_its_page_where_there_is_one() {
    let byline = |more: &str| {
        let page = page(more, None);
        let start = page.find("<ul class=\"byline\"").expect("there is a byline");
        let end = page[start..].find("</li>").expect("it has an item");
        page[start..start + end].to_owned()
    };
    let head = r#"<ul class="byline"><li>By "#;
    assert_eq!(
        byline(
            r#","authors":["Ana","هالة","Bo"],"bylines":[{"name":"هالة","slug":"hala"},{"name":"Ana","slug":"ana"}]"#
        ),
        [
            head,
            r#"<a href="/authors/ana/" rel="author" dir="auto">Ana</a>, "#,
            r#"<a href="/authors/hala/" rel="author" dir="auto">هالة</a> and <span dir="auto">Bo</span>"#,
        ]
        .concat()
    );
    assert_eq!(
        byline(r#","authors":["Ana"]"#),
        [head, r#"<span dir="auto">Ana</span>"#].concat(),
        "a bundle of before has no pages of authors"
    );
}

// The link stands once, beside the day that the calendar is about, and only where there is a file.
#[test]
fn an_occasion_leads_to_its_calendar_where_the_bundle_has_one() {
    let link = r#"<a class="calendar" href="/content/calendar/a.ics" download="">Add to calendar</a></dd>"#;
    let event = r#","event":{"start":"2026-05-03"}"#;
    let deadline = r#","deadline":"2026-05-20""#;
    for (keys, before) in [
        (event.to_owned(), "2026-05-03</time>"),
        (deadline.to_owned(), "2026-05-20"),
        ([event, deadline].concat(), "2026-05-03</time>"),
    ] {
        let with = page(&[&keys, r#","calendar":true"#].concat(), None);
        assert!(with.contains(&[before, link].concat()), "{with}");
        assert_eq!(with.matches("Add to calendar").count(), 1, "{with}");
        assert!(
            !page(&keys, None).contains("calendar/"),
            "a bundle made by hand has none"
        );
    }
}
