//! Words of the interface among words of the content, each in its own language and direction.

mod support;

use std::collections::BTreeSet;

use content::article::{Article, Similar};
use content::day::{Day, Moment};
use content::json;
use content::site::Site;
use support::view;
use view::element::{Element, Node, Nodes, nodes};
use view::pages::{self, Page};
use view::text::{self, NAMES};
use view::{Locale, View, html, shell};

/// What begins and ends everything that the interface says: no content has it.
const MARK: char = '§';

/// Days and numbers that can be told from those of the content.
struct Marked;

fn marked(words: &str) -> String {
    format!("{MARK}{words}{MARK}")
}

impl Locale for Marked {
    fn month(&self, _: Day, locale: &str) -> String {
        format!("month in {locale}")
    }

    fn whole(&self, _: Day, locale: &str) -> String {
        marked(&format!("day in {locale}"))
    }

    fn time(&self, _: Moment, locale: &str) -> String {
        format!("time in {locale}")
    }

    fn plural(&self, _: u32, _: &str) -> String {
        "other".to_owned()
    }

    fn number(&self, number: f64, locale: &str) -> String {
        format!("{number} in {locale}")
    }

    fn digits(&self, number: u32, _: &str) -> String {
        number.to_string()
    }
}

/// A site whose interface says the name of each of its words, with the gaps of the English one.
fn site(language: &str, more: &str) -> Site {
    let words: Vec<_> = NAMES
        .iter()
        .map(|name| {
            let english = text::ENGLISH_TABLE.get(name).expect("it is a name of one");
            let gaps: String = english
                .split('{')
                .skip(1)
                .filter_map(|rest| Some(format!(" {{{}}}", rest.split_once('}')?.0)))
                .collect();
            let said = match *name {
                "locale" | "locale_of_months" => language.to_owned(),
                "and" | "comma" => " · ".to_owned(),
                name if english.contains("other=") => format!("other={MARK}{name} {{}}{MARK}"),
                name => format!("{MARK}{name}{gaps}{MARK}"),
            };
            format!(r#""{name}":"{said}""#)
        })
        .collect();
    let site = format!(
        r#"{{"format":1,"name":"Test","language":"{language}","words":{{{}}},
            "sections":[{{"slug":"magazine","name":"{NAME}"}}],
            "taxonomies":[{{"slug":"themes","name":"{NAME}","tags":[{{"slug":"sea","name":"{NAME}"}}]}}]{more}}}"#,
        words.join(",")
    );
    json::from_text(&site).expect("the test writes a site")
}

/// A name of the site, in its language.
const NAME: &str = "name of the site";

/// An article with everything that the interface says something about; its own words are `body`.
fn article(language: &str) -> Article {
    let paragraph = r#"{"kind":"paragraph","text":["body"]}"#;
    let image = r#"{"src":"media/a.avif","width":640,"height":400}"#;
    let heading = |number| format!(r#"{{"kind":"heading","level":2,"id":"h{number}","text":["body"]}}"#);
    let headings: Vec<_> = (0..4).map(heading).collect();
    let text = format!(
        r#"{{"slug":"a","section":"magazine","title":"body","language":"{language}","lead":["body"],
            "authors":["Ana","Bo"],"published":"2016-06-09","updated":"2016-06-10","series":"body","minutes":4,
            "website":"https://example.org/","tags":[{{"taxonomy":"themes","tags":["sea"]}}],
            "before":{{"slug":"b","section":"magazine","title":"{NAME}"}},
            "after":{{"slug":"c","section":"magazine","title":"body","language":"{language}"}},
            "translations":[{{"slug":"a","language":"{language}","name":"body"}},{{"slug":"d","language":"fr","name":"Français"}}],
            "event":{{"start":"2016-06-09T19:00","end":"2016-06-12","zone":"Europe/Lisbon","venue":"body"}},
            "deadline":"2016-06-12","calendar":true,
            "body":[{},
                {{"kind":"paragraph","text":["body",{{"note":"1"}}]}},
                {{"kind":"gallery","images":[{image},{image}],"caption":["body"]}},
                {{"kind":"code","text":"body"}},
                {{"kind":"table","caption":["body"],"rows":[[{{"text":["body"]}}]]}},
                {{"kind":"embed","service":"youtube","id":"x","title":"body","link":"https://films.example/x"}},
                {{"kind":"embed","service":"nobody","id":"x","title":"body","link":"https://films.example/x"}},
                {{"kind":"audio","src":"media/a.mp3","title":"body","transcript":"body"}},
                {{"kind":"video","src":"media/a.mp4"}},
                {{"kind":"file","src":"media/a.pdf","title":"body","bytes":1500000}},
                {{"kind":"callout","tone":"tip","body":[{paragraph}]}},
                {{"kind":"footnotes","notes":[{{"id":"1","body":[{paragraph}]}}]}}]}}"#,
        headings.join(",")
    );
    json::from_text(&text).expect("the test writes an article")
}

fn similar() -> Vec<Similar> {
    let card = format!(
        r#"{{"card":{{"slug":"e","section":"magazine","title":"{NAME}","published":"2016-06-09"}},"shared":[{{"taxonomy":"themes","tag":"sea"}}]}}"#
    );
    vec![json::from_text(&card).expect("the test writes a card")]
}

const CONSENT: &str = r#","consent":{"revision":1,"services":[{"id":"youtube","category":"marketing","name":"Tube",
    "provider":"Tube Inc.","purpose":"Films.","embed":{"url":"https://player.tube.example/{id}"}}]}"#;

/// What was found on a page.
#[derive(Default)]
struct Found {
    /// The names of the interface's words.
    said: BTreeSet<String>,
    wrong: Vec<String>,
}

impl Found {
    fn look(&mut self, nodes: Nodes, spoken: &str, site: &str, article: &str) {
        for node in nodes.into_vec() {
            // The document says the language of the page.
            self.node(node, [spoken, site, article], article, direction(article));
        }
    }

    fn node(&mut self, node: Node, [spoken, site, article]: [&str; 3], lang: &str, dir: &str) {
        match node {
            Node::Text(text) => {
                let wanted = if text.contains(MARK) {
                    self.said.extend(text.split(MARK).skip(1).step_by(2).map(name_of));
                    Some(spoken)
                } else if text.contains("body") {
                    Some(article)
                } else {
                    text.contains(NAME).then_some(site)
                };
                self.compare(&text, wanted, lang);
                if text.contains(MARK) && dir != direction(lang) {
                    self.wrong.push(format!("“{text}” runs {dir}"));
                }
            }
            Node::Element(element) => self.element(element, [spoken, site, article], lang, dir),
        }
    }

    fn element(&mut self, element: Element, languages: [&str; 3], lang: &str, dir: &str) {
        let parts = element.into_parts();
        let of = |name| {
            let found = parts.attributes.iter().find(|(known, _)| *known == name);
            found.map(|(_, value)| value.to_string())
        };
        let lang = of("lang").unwrap_or_else(|| lang.to_owned());
        let dir = of("dir").unwrap_or_else(|| dir.to_owned());
        for (name, value) in &parts.attributes {
            if value.contains(MARK) {
                self.said
                    .extend(value.split(MARK).skip(1).step_by(2).map(name_of));
                self.compare(&format!("{name}={value}"), Some(languages[0]), &lang);
            }
        }
        for child in parts.children {
            self.node(child, languages, &lang, &dir);
        }
    }

    fn compare(&mut self, words: &str, wanted: Option<&str>, lang: &str) {
        if wanted.is_some_and(|wanted| wanted != lang) {
            self.wrong.push(format!("“{words}” is in {lang}"));
        }
    }
}

fn direction(language: &str) -> &'static str {
    if language == "ar" { "rtl" } else { "ltr" }
}

fn name_of(words: &str) -> String {
    words.split(' ').next().unwrap_or_default().to_owned()
}

fn whole(item: &Article, view: &View<'_>) -> Nodes {
    let similar = similar();
    shell::shell(pages::page(Page::Article(item, &similar), view), view)
}

/// What an article can have the interface say; a word that is missing here is found by no test of ours.
const SAID: [&str; 45] = [
    "skip",
    "search",
    "breadcrumb",
    "website",
    "by",
    "posted_on",
    "updated_on",
    "minutes",
    "series",
    "also_in",
    "when",
    "time_of",
    "venue",
    "deadline",
    "closes_in",
    "add_to_calendar",
    "contents",
    "pictures",
    "picture_of",
    "previous",
    "next",
    "close_pictures",
    "copy",
    "scrolls",
    "loaded_from",
    "load_once",
    "always_allow",
    "embed",
    "embed_words",
    "play",
    "play_of",
    "transcript",
    "megabytes",
    "tone_tip",
    "footnotes",
    "back_from_note",
    "note",
    "previous_part",
    "next_part",
    "similar",
    "shares",
    "save",
    "share",
    "saved_title",
    "privacy",
];

// “Deadline 9 June 2016” of an English site is drawn “June 2016 9” in the midst of an Arabic article, and read out with
// the voice of another language.
#[test]
fn every_word_of_the_interface_in_an_article_keeps_its_language_and_direction() {
    for (language, other) in [("en", "ar"), ("ar", "en"), ("en", "fr"), ("en", "en")] {
        let site = site(language, CONSENT);
        let item = article(other);
        let view = View {
            locale: &Marked,
            today: Day::parse("2016-06-09"),
            ..view(&site)
        };
        let mut found = Found::default();
        found.look(whole(&item, &view), language, language, other);
        assert_eq!(
            found.wrong,
            Vec::<String>::new(),
            "{other} on a site in {language}"
        );
        let missing: Vec<_> = SAID.iter().filter(|name| !found.said.contains(**name)).collect();
        assert!(missing.is_empty(), "{missing:?} are said nowhere");
    }
}

// A site in a language that nobody has said the words in has English ones, in the midst of its own.
#[test]
fn english_words_on_a_site_that_has_no_others_are_marked_as_english() {
    let text =
        r#"{"format":1,"name":"Test","language":"he","sections":[{"slug":"magazine","name":"Magazine"}]}"#;
    let site: Site = json::from_text(text).expect("the test writes a site");
    let item: Article = json::from_text(
        r#"{"slug":"a","section":"magazine","title":"A","published":"2016-06-09","deadline":"2016-06-12"}"#,
    )
    .expect("the test writes an article");
    let page = html::write(whole(&item, &view(&site)));
    for part in [
        r##"<a class="skip" href="#portal_main" lang="en-GB" dir="ltr">Skip to content</a>"##,
        r#"<dt><span lang="en-GB" dir="ltr">Deadline</span></dt>"#,
        r#"<nav class="breadcrumb" aria-label="You are here" lang="en-GB"><a href="/magazine/" dir="auto" lang="he">Magazine</a></nav>"#,
        r#"aria-live="polite" lang="en-GB" dir="ltr">"#,
    ] {
        assert!(page.contains(part), "{part} is not in {page}");
    }
}

// Every attribute that says what holds anyway is bytes on every page.
#[test]
fn where_all_is_in_one_language_nothing_says_so() {
    let site = site("en", CONSENT);
    let mut item = article("en");
    item.language = None;
    let page = html::write(pages::page(Page::Article(&item, &[]), &view(&site)));
    let languages: Vec<_> = page.split(" lang=\"").skip(1).collect();
    // The article itself, and the translation that it leads to.
    assert_eq!(languages.len(), 2, "{page}");
    assert!(!page.contains("<span lang"), "{page}");
}

// Footnotes and lists of an Egyptian article count as Egyptians do, whatever the interface does.
#[test]
fn notes_and_lists_are_numbered_as_the_language_of_the_article_writes() {
    let site = site("en", "");
    let page = |language: &str| {
        let view = View {
            locale: &Marked,
            ..view(&site)
        };
        html::write(pages::page(Page::Article(&article(language), &[]), &view))
    };
    let egyptian = page("ar-EG");
    assert!(egyptian.contains(r#"data-zero="0 in ar-EG""#), "{egyptian}");
    assert!(egyptian.contains(">1 in ar-EG</a></sup>"), "{egyptian}");
    // A site says itself how its own language writes: British English is en-GB, and not what an article calls itself.
    assert!(page("en-AU").contains(">1 in en</a></sup>"));
}

// A title in another direction, or with a sign that turns what follows, must end where it ends.
#[test]
fn titles_and_names_turn_nothing_beside_them() {
    const TURNED: &str = "\u{202e}desrever";
    let site = site("en", "");
    let view = view(&site);
    assert_eq!(shell::document_title("Plain", &site), "Plain | Test");
    assert_eq!(shell::document_title("عنوان", &site), "عنوان | Test");
    assert_eq!(
        shell::document_title(TURNED, &site),
        format!("\u{2068}{TURNED}\u{2069} | Test")
    );
    // A sign that would end what holds the title is none.
    assert_eq!(
        shell::document_title("\u{2069}\u{202e}x", &site),
        "\u{2068}\u{202e}x\u{2069} | Test"
    );
    assert_eq!(
        shell::document_title("\u{2067}x", &site),
        "\u{2068}x\u{2069} | Test"
    );

    let item = format!(
        r#"{{"slug":"a","section":"magazine","title":"{TURNED}","series":"{TURNED}","authors":["{TURNED}"],
            "before":{{"slug":"b","section":"magazine","title":"{TURNED}"}},
            "body":[{{"kind":"file","src":"media/a.pdf","title":"{TURNED}","bytes":1}},
                {{"kind":"video","src":"media/a.mp4","title":"{TURNED}"}}]}}"#
    );
    let item: Article = json::from_text(&item).expect("the test writes an article");
    let page = html::write(pages::page(Page::Article(&item, &similar()), &view));
    for part in [
        format!("<h1 dir=\"auto\">{TURNED}</h1>"),
        format!("<bdi>{TURNED}</bdi>"),
        format!("<span dir=\"auto\">{TURNED}</span>"),
        format!("<span class=\"part-title\" dir=\"auto\">{TURNED}</span>"),
        format!("dir=\"auto\">{TURNED}</a><span class=\"file-size\">"),
        format!("\u{2068}{TURNED}\u{2069}"),
        format!("<h3 class=\"card-title\" dir=\"auto\"><a href=\"/magazine/e/\">{NAME}</a></h3>"),
    ] {
        assert!(page.contains(&part), "{part} is not in {page}");
    }
}

// Latin names in an Arabic sentence, and Arabic ones in an English: each ends where it ends, and signs at its end stay
// with it.
#[test]
fn each_name_of_a_row_is_isolated_by_itself() {
    use view::components::cards::names;
    let english: Site = json::from_text(r#"{"format":1,"name":"Test","language":"en"}"#).expect("a site");
    let words = r#"{"locale":"ar","and":" و","comma":"، "}"#;
    let arabic = format!(r#"{{"format":1,"name":"Test","language":"ar","words":{words}}}"#);
    let arabic: Site = json::from_text(&arabic).expect("a site");
    let of = |site: &Site, row: &[&str]| {
        let row: Vec<_> = row.iter().map(|name| (*name).to_owned()).collect();
        names(&row, &view(site)).bare()
    };
    assert_eq!(of(&english, &["Ana", "Bo", "Cy"]), "Ana, Bo and Cy");
    assert_eq!(of(&english, &["Ana", "هالة"]), "Ana and \u{2068}هالة\u{2069}");
    assert_eq!(
        of(&arabic, &["C++", "هالة"]),
        "\u{2068}C++\u{2069} و\u{2068}هالة\u{2069}"
    );
    assert_eq!(of(&english, &[]), "");
}

// What a button opens says it in the language of the interface, and names the film in the film's own direction.
#[test]
fn a_player_names_its_film() {
    let site: Site = json::from_text(r#"{"format":1,"name":"Test","language":"en"}"#).expect("a site");
    let video = |title: &str, captions: &str| {
        let item = format!(
            r#"{{"slug":"a","title":"A","body":[{{"kind":"video","src":"media/a.mp4"{title}{captions}}}]}}"#
        );
        let item: Article = json::from_text(&item).expect("the test writes an article");
        html::write(pages::page(Page::Article(&item, &[]), &view(&site)))
    };
    let named = video(
        r#","title":"Laying a rope""#,
        r#","captions":[{"src":"media/a.vtt","language":"en","label":"English"},{"src":"media/b.vtt","language":"ar"}]"#,
    );
    let button = r#"<button type="button" aria-label="Play: Laying a rope">Play</button>"#;
    assert!(named.contains(button), "{named}");
    let captions = "data-captions=\"/content/media/a.vtt\nen\nEnglish\n/content/media/b.vtt\nar\n\"";
    assert!(named.contains(captions), "{named}");
    let plain = video("", "");
    assert!(
        plain.contains(r#"<button type="button">Play</button>"#),
        "{plain}"
    );
    assert!(!plain.contains("data-captions"), "{plain}");
    let arabic = video(r#","title":"حبل""#, "");
    assert!(
        arabic.contains("aria-label=\"Play: \u{2068}حبل\u{2069}\""),
        "{arabic}"
    );
}

// What can be pressed but does nothing, and what says twice that it does.
#[test]
fn nothing_says_that_it_scrolls_before_anybody_knows() {
    let site = site("en", "");
    let page = html::write(nodes(pages::page(
        Page::Article(&article("en"), &[]),
        &view(&site),
    )));
    let scrolls = format!("<div class=\"table\" data-scrolls=\"{MARK}scrolls{MARK}\"><table>");
    assert!(page.contains(&scrolls), "{page}");
    assert!(page.contains("<pre data-scrolls=\"\">"), "{page}");
    assert!(
        !page.contains("tabindex=\"0\"") && !page.contains("role=\"region\""),
        "{page}"
    );
}
