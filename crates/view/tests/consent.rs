//! The privacy settings: what a reader is asked and told, and what no element says.

mod support;

use std::sync::LazyLock;

use content::article::Article;
use content::consent::{Consent, Event, Legacy, Now, ServiceSet, State, Stored, step};
use content::json;
use content::language::Language;
use content::site::Site;
use proptest::prelude::*;
use support::view;
use view::element::{Element, Node, div, nodes};
use view::pages::{self, Page};
use view::{View, consent, html, id, shell};

/// A service of each category, and two that articles embed.
const SERVICES: &str = r#"[
  { "id": "chat", "category": "functional", "name": "Chat", "provider": "Talkers", "purpose": "Talk.",
    "script": { "src": "https://own.example/chat.js" } },
  { "id": "counter", "category": "statistics", "name": "Counter", "provider": "Counters", "purpose": "Count.",
    "policy": "https://counter.example/policy/", "hosts": ["*.counter.example"],
    "cookies": [{ "name": "_c.*", "duration": "13 months" }, { "name": "_session" }],
    "storage": ["count*"], "databases": ["counts"], "script": { "src": "https://counter.example/c.js" } },
  { "id": "video", "category": "marketing", "name": "Video", "provider": "Players", "purpose": "Play.",
    "cookies": [{ "name": "vuid", "domain": "video.example", "path": "/embed", "duration": "2 years" }],
    "embed": { "url": "https://player.video.example/embed/{id}?dnt=1" } },
  { "id": "map", "category": "marketing", "name": "Map", "provider": "Mappers", "purpose": "Show.",
    "embed": { "url": "https://map.example/export/{path}", "ratio": "4:3" } }
]"#;

const CHAT: usize = 0;
const COUNTER: usize = 1;
const VIDEO: usize = 2;
const MAP: usize = 3;

fn site(consent: &str) -> Site {
    let text = format!(
        r#"{{"format":1,"name":"Test","language":"ar","words":{{"locale":"ar"}},"pages":["about","privacy"],"consent":{consent}}}"#
    );
    let site: Site = json::from_text(&text).expect("the test writes a site");
    let faults = site.consent.as_ref().map(|consent| consent.faults.as_slice());
    assert_eq!(faults, Some([].as_slice()));
    site
}

fn usual() -> Site {
    site(&format!(
        r#"{{"revision":1,"policy":"/privacy/#services","services":{SERVICES}}}"#
    ))
}

fn asked(site: &Site) -> &Consent {
    site.consent.as_ref().expect("the site asks")
}

fn article(slug: &str, body: &str) -> Article {
    let text = format!(r#"{{"slug":"{slug}","title":"A","body":{body}}}"#);
    json::from_text(&text).expect("the test writes an article")
}

fn page(item: &Article, site: &Site) -> String {
    html::write(shell::shell(
        pages::page(Page::Article(item, &[]), &view(site)),
        &view(site),
    ))
}

fn now() -> Now<'static> {
    static ENGLISH: LazyLock<Language> = LazyLock::new(|| Language::parse("en").expect("it is a language"));
    Now {
        seconds: 0,
        random: 1,
        language: &ENGLISH,
        words: 1,
        outbox: None,
    }
}

/// The state of a reader who comes for the first time.
fn fresh(consent: &Consent, stored: Stored<'_>, gpc: bool) -> State {
    let loaded = Event::Loaded {
        stored,
        gpc,
        legacy: Legacy::Absent,
    };
    step(consent, State::default(), loaded, now()).0
}

fn first_visit(consent: &Consent) -> State {
    fresh(consent, Stored::Nothing, false)
}

/// An element as a test looks at it.
#[derive(Debug)]
struct Seen {
    tag: &'static str,
    attributes: Vec<(&'static str, String)>,
    words: String,
}

impl Seen {
    fn get(&self, name: &str) -> Option<&str> {
        let mut attributes = self.attributes.iter();
        attributes
            .find(|(own, _)| *own == name)
            .map(|(_, value)| value.as_str())
    }
}

/// Every element in an element, in the order of the page.
fn all(element: Element) -> Vec<Seen> {
    fn look(element: Element, seen: &mut Vec<Seen>) -> String {
        let parts = element.into_parts();
        let place = seen.len();
        seen.push(Seen {
            tag: parts.tag,
            attributes: parts
                .attributes
                .into_iter()
                .map(|(name, value)| (name, value.into_owned()))
                .collect(),
            words: String::new(),
        });
        for child in parts.children {
            let words = match child {
                Node::Text(words) => words.into_owned(),
                Node::Element(element) => look(element, seen),
            };
            seen[place].words.push_str(&words);
        }
        seen[place].words.clone()
    }
    let mut seen = Vec::new();
    look(element, &mut seen);
    seen
}

fn wanted(seen: &[Seen]) -> Vec<&str> {
    seen.iter().filter_map(|one| one.get("data-consent")).collect()
}

/// The preferences when they are complete.
fn preferences(consent: &Consent, state: &State, view: &View<'_>) -> Element {
    div().child((
        consent::preferences(consent, state, view),
        consent::further_categories(consent, state, view),
    ))
}

/// The boxes of one kind: what they are for, whether they are ticked, and whether they can be changed.
fn boxes<'s>(seen: &'s [Seen], kind: &str) -> Vec<(&'s str, bool, bool)> {
    seen.iter()
        .filter_map(|one| {
            let name = one.get(kind)?;
            assert_eq!((one.tag, one.get("type")), ("input", Some("checkbox")));
            Some((name, one.get("checked").is_some(), one.get("disabled").is_none()))
        })
        .collect()
}

// Whoever makes one answer easier than the other has not asked.
#[test]
fn the_two_answers_differ_in_their_words_alone() {
    let site = usual();
    let state = first_visit(asked(&site));
    let view = view(&site);
    for (surface, order) in [
        (
            consent::banner(asked(&site), &state, &view),
            ["functional-only", "accept-all", "preferences"].as_slice(),
        ),
        (
            preferences(asked(&site), &state, &view),
            ["close", "save", "functional-only", "accept-all"].as_slice(),
        ),
    ] {
        let seen = all(surface);
        assert_eq!(wanted(&seen), order);
        let of = |name: &str| {
            let one = seen.iter().find(|one| one.get("data-consent") == Some(name));
            let one = one.expect("the button is there");
            assert!(!one.words.is_empty());
            let others = one.attributes.iter().filter(|(own, _)| *own != "data-consent");
            (one.tag, others.collect::<Vec<_>>())
        };
        assert_eq!(of("functional-only"), of("accept-all"));
    }
}

// A box that is ticked already is no permission (Court of Justice of the European Union, C-673/17).
#[test]
fn optional_boxes_start_unticked_and_functional_is_ticked_for_good() {
    let site = usual();
    let state = first_visit(asked(&site));
    let seen = all(preferences(asked(&site), &state, &view(&site)));
    assert_eq!(
        boxes(&seen, "data-category"),
        [
            ("functional", true, false),
            ("statistics", false, true),
            ("marketing", false, true)
        ]
    );
    assert_eq!(
        boxes(&seen, "data-switch"),
        [
            ("chat", true, false),
            ("counter", false, true),
            ("video", false, true),
            ("map", false, true)
        ]
    );
    let label = seen.iter().find(|one| one.tag == "legend").expect("it is there");
    assert!(label.words.contains("Always on"), "{}", label.words);
}

// What a reader has decided is what the reader finds; a category of which a part is allowed is not allowed.
#[test]
fn boxes_show_what_was_decided() {
    let site = usual();
    let decided = ServiceSet::NONE.with(COUNTER).with(MAP);
    let state = first_visit(asked(&site));
    let (state, _) = step(asked(&site), state, Event::Save(decided), now());
    let seen = all(preferences(asked(&site), &state, &view(&site)));
    let ticked = |kind| -> Vec<_> {
        let boxes = boxes(&seen, kind).into_iter();
        boxes
            .filter(|(_, ticked, _)| *ticked)
            .map(|(name, ..)| name)
            .collect()
    };
    assert_eq!(ticked("data-category"), ["functional", "statistics"]);
    assert_eq!(ticked("data-switch"), ["chat", "counter", "map"]);
}

// Who has pressed a button waits for what is laid out in the first frame.
#[test]
fn preferences_begin_with_one_category_and_the_place_of_the_others() {
    let site = usual();
    let state = first_visit(asked(&site));
    let seen = all(consent::preferences(asked(&site), &state, &view(&site)));
    assert_eq!(boxes(&seen, "data-category"), [("functional", true, false)]);
    assert!(
        seen.iter()
            .any(|one| one.get("id") == Some(id::FURTHER_CATEGORIES))
    );
}

// A category without services asks about nothing; the functional one says that it is there all the same.
#[test]
fn a_category_without_services_is_not_asked_about() {
    let one = r#"[{"id":"counter","category":"statistics","name":"C","provider":"C","purpose":"C","script":{"src":"https://c.example/c.js"}}]"#;
    let site = site(&format!(r#"{{"revision":1,"services":{one}}}"#));
    let state = first_visit(asked(&site));
    let seen = all(preferences(asked(&site), &state, &view(&site)));
    assert_eq!(
        boxes(&seen, "data-category"),
        [("functional", true, false), ("statistics", false, true)]
    );
}

// Whoever has switched the signal on must see that it is heeded, and whoever chooses that it will not last.
#[test]
fn what_the_browser_decides_is_said() {
    let site = usual();
    let consent = asked(&site);
    let view = view(&site);
    let quiet = fresh(consent, Stored::Nothing, false);
    let state = fresh(consent, Stored::Refused, true);
    let said = |element: Element| html::write(nodes(element));
    let gpc = view.text.bare(view.text.privacy_gpc());
    let visit = view.text.bare(view.text.privacy_this_visit());
    for (state, is_said) in [(&quiet, false), (&state, true)] {
        let banner = said(consent::banner(consent, state, &view));
        let preferences = said(preferences(consent, state, &view));
        assert_eq!(banner.contains(gpc), is_said);
        assert_eq!(preferences.contains(gpc), is_said);
        assert_eq!(preferences.contains(visit), is_said);
    }
}

// A region is found by its name, in the language that it is in.
#[test]
fn banner_and_preferences_have_a_name_and_a_language() {
    let site = usual();
    let state = first_visit(asked(&site));
    let view = view(&site);
    for surface in [
        consent::banner(asked(&site), &state, &view),
        consent::preferences(asked(&site), &state, &view),
    ] {
        let seen = all(surface);
        let name = seen[0].get("aria-labelledby").expect("it has a name");
        let heading = seen.iter().find(|one| one.get("id") == Some(name));
        let heading = heading.expect("the name is there");
        assert_eq!((heading.tag, &*heading.words), ("h2", "Privacy Settings"));
        assert_eq!(
            (seen[0].get("lang"), seen[0].get("dir")),
            (Some("ar"), Some("rtl"))
        );
    }
}

// What is not said has not been agreed to.
#[test]
fn each_service_says_all_there_is_to_know() {
    let site = usual();
    let consent = asked(&site);
    let state = first_visit(consent);
    let view = view(&site);
    let preferences = html::write(nodes(preferences(consent, &state, &view)));
    let services = html::write(nodes(consent::services(consent, &view)));
    let rows = consent
        .services
        .iter()
        .map(|service| consent::row(service, &view));
    let rows = html::write(nodes(rows.collect::<Vec<_>>()));
    for service in &consent.services {
        assert!(preferences.contains(&service.name), "{preferences}");
    }
    for html in [&[preferences, rows].concat(), &services] {
        for service in &consent.services {
            for words in [&service.name, &service.provider, &service.purpose] {
                assert!(html.contains(words.as_str()), "{words}: {html}");
            }
            assert!(html.contains(service.host()), "{html}");
        }
        for words in [
            "<a href=\"https://counter.example/policy/\" dir=\"ltr\">counter.example/policy</a>",
            "<code>*.counter.example</code>",
            "<code>_c.*</code>, <bdi>13 months</bdi>",
            "<code>_session</code>, until you close your browser",
            "<code>vuid</code> <code>video.example/embed</code>, <bdi>2 years</bdi>",
            "<code>count*</code>",
            "<code>counts</code>",
        ] {
            assert!(html.contains(words), "{words}: {html}");
        }
    }
    let labels = |place: usize| {
        let one = Consent {
            services: vec![consent.services[place].clone()],
            ..consent.clone()
        };
        let seen = all(consent::services(&one, &view)).into_iter();
        let mut labels: Vec<_> = seen.filter(|one| one.tag == "dt").map(|one| one.words).collect();
        // What the site keeps itself stands behind the services.
        assert_eq!(
            labels.split_off(labels.len() - 3),
            ["Category", "Cookies", "Browser storage"]
        );
        labels
    };
    assert_eq!(labels(CHAT), ["Category", "Provider", "Purpose", "Servers"]);
    assert_eq!(labels(VIDEO).last().map(String::as_str), Some("Cookies"));
}

// A key that turns up in the browser and not on the page that explains it makes a liar of the page.
#[test]
fn what_the_site_keeps_itself_is_told_as_functional() {
    let told = |more: &str| {
        let site = site(&format!(
            r#"{{"revision":1,{more}"policy":"/privacy/","services":{SERVICES}}}"#
        ));
        html::write(nodes(consent::services(asked(&site), &view(&site))))
    };
    let own = "<h3>Test</h3><dl><div><dt>Category</dt><dd>Functional</dd></div><div><dt>";
    let choice = |name: &str| format!("<li><code>{name}</code>, Your choice on this device</li>");
    let display = "<li><code>display</code>, Display</li><li><code>saved</code>, Saved articles</li>";
    let list = "<ul class=\"names\">";
    let cookie = choice("__Host-consent");
    let cookies = [own, "Cookies</dt><dd>", list, &cookie].concat();
    let storage = "</ul></dd></div><div><dt>Browser storage</dt><dd>";
    let outbox = choice("consent-outbox");
    for (more, wanted) in [
        ("", [&cookies, storage, list, display].concat()),
        // Where decisions are posted, what the endpoint has not taken yet is kept as well.
        (
            r#""record":"/consent","#,
            [&cookies, storage, list, &outbox, display].concat(),
        ),
        (
            r#""storage":"local-storage","#,
            [own, "Browser storage</dt><dd>", list, &choice("consent"), display].concat(),
        ),
    ] {
        let html = told(more);
        assert!(html.contains(&wanted), "{html}");
    }
}

// Who may load what is decided by the site's list alone; whatever stands not there leads out by a link, as it always did.
#[test]
fn an_embed_asks_where_its_service_is_known_and_is_a_link_elsewhere() {
    let site = usual();
    let embed = |service: &str, id: &str| {
        let body = format!(
            r#"[{{"kind":"embed","service":"{service}","id":"{id}","title":"A film","link":"https://video.example/1"}}]"#
        );
        page(&article("about", &body), &site)
    };
    let link = "<a href=\"https://video.example/1\">A film</a>";
    let asks = embed("video", "1");
    assert!(
        asks.contains(&format!("<figcaption>{link}</figcaption>")),
        "{asks}"
    );
    assert!(
        asks.contains("<figure class=\"embed\" data-service=\"video\" data-embed=\"1\"><div class=\"embed-box\" data-ratio=\"16:9\">"),
        "{asks}"
    );
    assert!(asks.contains("Players") && asks.contains("player.video.example"));
    let unknown = [("vimeo", "1"), ("counter", "1"), ("map", "../up")];
    for (service, id) in unknown {
        let links = embed(service, id);
        assert!(
            links.contains(link) && !links.contains("data-service"),
            "{service}: {links}"
        );
    }
}

// The way back to a decision must be as short as the way to it: from every page, and from none that asks nothing.
#[test]
fn the_preferences_open_from_every_page_of_a_site_that_asks() {
    let about = article("about", "[]");
    let button =
        "<button type=\"button\" data-consent=\"preferences\">Privacy Settings</button><a href=\"/saved/\">";
    assert!(page(&about, &usual()).contains(button));
    let silent = site(r#"{"revision":1,"policy":"/about/","services":[]}"#);
    let page = page(&about, &silent);
    assert!(
        !page.contains("data-consent") && !page.contains("consent-record"),
        "{page}"
    );
}

// The page that explains it all cannot be out of date where it is made of the same list.
#[test]
fn the_policy_page_ends_with_the_services_and_the_record() {
    let site = usual();
    let policy = page(&article("privacy", "[]"), &site);
    let services = policy
        .find("<section id=\"portal_services\"")
        .expect("it lists them");
    let record = policy
        .find("<section id=\"portal_consent-record\"")
        .expect("it has the record");
    let end = policy.find("</article>").expect("it is an article");
    assert!(services < record && record < end, "{policy}");
    let other = page(&article("about", "[]"), &site);
    assert!(!other.contains("consent-record") && !other.contains("id=\"portal_services\""));
}

// Nothing can be copied or deleted where there is nothing.
#[test]
fn the_record_offers_what_can_be_done_with_it() {
    let site = usual();
    let seen = |receipt: Option<&str>| all(consent::record(receipt.map(str::to_owned), &view(&site)));
    let (none, some) = (seen(None), seen(Some("{\"id\":1}")));
    let hidden = |seen: &[Seen]| -> Vec<String> {
        let hidden = seen.iter().filter(|one| one.get("hidden").is_some());
        hidden
            .filter_map(|one| one.get("data-consent").map(str::to_owned))
            .collect()
    };
    assert_eq!(hidden(&none), ["copy-record", "delete-record"]);
    let receipt = |seen: &[Seen]| -> Vec<(bool, String)> {
        let receipts = seen.iter().filter(|one| one.tag == "pre");
        receipts
            .map(|one| (one.get("hidden").is_some(), one.words.clone()))
            .collect()
    };
    assert_eq!(receipt(&none), [(true, String::new())]);
    let said = none
        .iter()
        .find(|one| one.get("id") == Some("portal_consent-record-words"));
    assert_eq!(
        said.map(|one| (one.tag, &*one.words)),
        Some(("output", "No choice is stored on this device."))
    );
    assert!(hidden(&some).is_empty());
    assert_eq!(receipt(&some), [(false, "{\"id\":1}".to_owned())]);
    assert_eq!(wanted(&some), ["copy-record", "delete-record", "preferences"]);
}

proptest! {
    // An address in the page is one that a browser, an extension or a slip of ours might load before anybody has said yes.
    #[test]
    fn no_element_says_the_address_of_a_frame_or_a_script(
        category in prop::sample::select(vec!["functional", "statistics", "marketing"]),
        ratio in prop::sample::select(vec!["16:9", "4:3", "1:1", "9:16", "strip"]),
        (before, after) in ("[a-z]{9,12}", "[a-z]{9,12}"),
        place in prop::sample::select(vec!["id", "path"]),
        id in "[A-Za-z0-9 &=?/-]{1,12}",
    ) {
        let service = |id: &str, load: &str| format!(
            r#"{{"id":"{id}","category":"{category}","name":"N","provider":"P","purpose":"U",{load}}}"#
        );
        let frame = service("frame", &format!(
            r#""embed":{{"url":"https://a.example/{before}/{{{place}}}?{after}=1","ratio":"{ratio}"}}"#
        ));
        let script = service("script", &format!(r#""script":{{"src":"https://a.example/{before}/{after}.js"}}"#));
        let site = site(&format!(r#"{{"revision":1,"policy":"/privacy/","services":[{frame},{script}]}}"#));
        let consent = asked(&site);
        let view = view(&site);
        let body = format!(r#"[{{"kind":"embed","service":"frame","id":"{id}"}}]"#);
        let (state, _) = step(consent, first_visit(consent), Event::AcceptAll, now());
        let all = [
            html::write(nodes((
                consent::banner(consent, &state, &view),
                preferences(consent, &state, &view),
            ))),
            page(&article("about", &body), &site),
            page(&article("privacy", &body), &site),
        ];
        for html in all {
            for part in ["https:", "<iframe", "<script", " src=", &*before, &*after] {
                prop_assert!(!html.contains(part), "{part}: {html}");
            }
        }
    }
}

// Whoever is told of cookies that nobody sets learns to press the button without reading.
#[test]
fn cookies_are_spoken_of_only_where_a_service_sets_some() {
    const COOKIES: &str = "We use cookies to optimize our website and our service.";
    const SERVICES_ALONE: &str = "This site uses services from other companies.";
    for (service, told, untold) in [
        (
            r#"{ "id": "a", "category": "statistics", "name": "A", "provider": "A", "purpose": "A",
                "cookies": [{ "name": "a" }], "script": { "src": "https://a.example/a.js" } }"#,
            COOKIES,
            SERVICES_ALONE,
        ),
        (
            r#"{ "id": "a", "category": "statistics", "name": "A", "provider": "A", "purpose": "A",
                "storage": ["a"], "script": { "src": "https://a.example/a.js" } }"#,
            SERVICES_ALONE,
            COOKIES,
        ),
    ] {
        let site = site(&format!(r#"{{"revision":1,"services":[{service}]}}"#));
        let consent = asked(&site);
        let state = fresh(consent, Stored::Nothing, false);
        let banner = html::write(nodes(consent::banner(consent, &state, &view(&site))));
        assert!(banner.contains(told) && !banner.contains(untold), "{banner}");
    }
}
