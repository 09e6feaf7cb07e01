//! Headings are the author's words, and the portal's own elements stand on the same page: neither may be taken for the other.

use serde_json::{Value, json};

use crate::support::{Browser, Content, Portal};

/// What a heading may be called that is called like something of the portal's.
const WORDS: [&str; 18] = [
    "Portal",
    "Root",
    "Main",
    "Live",
    "Similar",
    "Failure",
    "Address",
    "Shared address",
    "Services",
    "Note 1",
    "Reference 1",
    "Consent banner",
    "Consent banner title",
    "Consent preferences",
    "Consent record",
    "Consent receipt",
    "Portal main",
    "Portal live",
];

const PATH: &str = "/magazine/names/";
const TITLE: &str = "A piece about names";

fn site(content: &Content) {
    content.write(
        "site.toml",
        "name = \"The Tide\"\naddress = \"https://tide.example/\"\nlanguage = \"en\"\n\n[[sections]]\nslug = \"magazine\"\nname = \"Magazine\"\n\n\
         [[navigation]]\nlabel = \"Magazine\"\nhref = \"/magazine/\"\n\n[consent]\npolicy = \"/privacy/\"\n\n\
         [[consent.services]]\nuse = \"youtube\"\n",
    );
    content.write(
        "pages/privacy.md",
        "+++\ntitle = \"Privacy\"\n+++\n\n## Services\n\nWe know nothing.\n\n## Consent record\n\nNothing.\n",
    );
    for other in ["one", "two"] {
        content.write(
            &format!("magazine/{other}.md"),
            format!("+++\ntitle = \"Names and pieces {other}\"\npublished = 2026-01-01\n+++\n\nA piece about names.\n"),
        );
    }
    let mut text =
        format!("+++\ntitle = \"{TITLE}\"\npublished = 2026-01-02\n+++\n\nWords.[^1]\n\n[^1]: A note.\n\n");
    for words in WORDS {
        text += &["## ", words, "\n\nWords about it.\n\n"].concat();
    }
    content.write("magazine/names.md", text);
}

fn id(words: &str) -> String {
    words.to_lowercase().replace(' ', "-")
}

fn headings(browser: &Browser) -> Vec<String> {
    browser.texts(".prose > h2")
}

// A page's title was written into a heading “Live”, and one called “Failure” took the whole page away.
#[test]
fn no_heading_takes_the_place_of_something_of_the_portals() {
    let content = Content::new();
    site(&content);
    let Some(portal) = Portal::pressed(content.path()) else {
        return;
    };
    let Some(browser) = Browser::on(portal) else {
        return;
    };
    browser.visit(PATH);
    browser.refuse_services();
    assert_eq!(headings(&browser), WORDS);
    for words in WORDS {
        assert_eq!(browser.text(&format!("h2#{}", id(words))), words);
    }
    // Every id is there once, and what is not the text's begins as ours do.
    assert_eq!(
        browser.read(
            "[...document.querySelectorAll('[id]')].map(({ id }) => id).filter((id, at, all) => all.indexOf(id) !== at)"
        ),
        json!([])
    );
    assert_eq!(
        browser.read(
            "[...document.querySelectorAll('[id]')].filter((one) => !one.matches('.prose > h2') && !one.id.startsWith('portal_')).map(({ id }) => id)"
        ),
        json!([])
    );

    // There, away and back again: nothing of it is changed by what the portal says of other pages.
    browser.listen();
    browser.click(".menu a[href='/magazine/']");
    browser.arrived("/magazine/", "Magazine");
    browser.click(&format!(".card a[href='{PATH}']"));
    browser.arrived(PATH, TITLE);
    assert_eq!(
        browser.announced(),
        Vec::<String>::new(),
        "the heading has the focus"
    );
    assert_eq!(headings(&browser), WORDS);
    browser.back();
    browser.arrived("/magazine/", "Magazine");
    browser.forward();
    browser.arrived(PATH, TITLE);
    assert_eq!(headings(&browser), WORDS);

    // What is made over the page, and taken away again.
    browser.click(".footer [data-consent=preferences]");
    browser.wait_for("the preferences", "document.querySelector('dialog:modal')");
    browser.click("dialog [data-consent=close]");
    browser.wait_for("the end of the preferences", "!document.querySelector('dialog')");
    assert_eq!(headings(&browser), WORDS);
    browser.click("[data-tool=save]");
    browser.click("[data-tool=save]");
    assert_eq!(headings(&browser), WORDS);
    browser.assert_clean();
}

// The button that opens the settings, and the record of what was chosen, stand on a page whose text may name them.
#[test]
fn the_page_about_the_settings_may_name_them_in_its_headings() {
    let content = Content::new();
    site(&content);
    let Some(portal) = Portal::pressed(content.path()) else {
        return;
    };
    let Some(browser) = Browser::on(portal) else {
        return;
    };
    browser.visit("/privacy/");
    browser.refuse_services();
    browser.wait_for(
        "the record",
        "document.querySelector('.consent-record pre:not([hidden])')",
    );
    assert_eq!(headings(&browser), ["Services", "Consent record"]);
    browser.assert_clean();
}

// A link of before leads where it led; a heading of that name comes first.
#[test]
fn links_to_headings_and_notes_lead_where_they_did() {
    let content = Content::new();
    site(&content);
    content.write(
        "magazine/one.md",
        "+++\ntitle = \"One\"\npublished = 2026-01-01\n+++\n\nWords.[^1]\n\n[^1]: A note.\n",
    );
    let Some(portal) = Portal::pressed(content.path()) else {
        return;
    };
    let Some(browser) = Browser::on(portal) else {
        return;
    };
    browser.visit(&format!("{PATH}#live"));
    browser.arrived(&format!("{PATH}#live"), TITLE);
    browser.wait_for("the heading", "document.activeElement.id === 'live'");
    browser.visit("/magazine/one/#note-1");
    browser.wait_for("the note", "document.activeElement.id === 'portal_note-1'");
    browser.follow("/magazine/one/#reference-1");
    browser.wait_for(
        "the place of the note",
        "document.activeElement.id === 'portal_reference-1'",
    );
    browser.visit(&format!("{PATH}#note-1"));
    browser.wait_for("the heading", "document.activeElement.id === 'note-1'");
    assert_eq!(browser.text(":focus"), "Note 1");
    browser.visit("/magazine/one/");
    browser.follow(&format!("{PATH}#failure"));
    browser.arrived(&format!("{PATH}#failure"), TITLE);
    browser.wait_for("the heading", "document.activeElement.id === 'failure'");
    browser.assert_clean();
}

/// An article whose headings have the very ids that the portal has.
fn hostile() -> Value {
    let ids = [
        "portal_root",
        "portal_main",
        "portal_live",
        "portal_failure",
        "portal_similar",
        "portal_services",
        "portal_shared-address",
        "portal_note-1",
        "portal_consent-banner",
        "portal_consent-preferences",
        "portal_consent-record",
        "portal_consent-receipt",
    ];
    let headings = ids.map(|id| json!({ "kind": "heading", "level": 2, "id": id, "text": [id] }));
    json!({ "slug": "the-ropeworks", "section": "magazine", "title": "Hostile", "body": headings })
}

// A bundle that somebody else has written may say anything: what it says of itself is text and nothing else.
#[test]
fn a_hostile_bundle_takes_none_of_the_portals_ids() {
    let Some(portal) = Portal::changed(|folder| {
        folder.write("content/articles/the-ropeworks.json", hostile().to_string());
    }) else {
        return;
    };
    let Some(browser) = Browser::on(portal) else {
        return;
    };
    browser.visit("/magazine/");
    browser.refuse_services();
    browser.follow("/magazine/the-ropeworks/");
    browser.arrived("/magazine/the-ropeworks/", "Hostile");
    let words = headings(&browser);
    assert_eq!(words.len(), 12);
    assert_eq!(browser.count(".prose [id]"), 0);
    browser.listen();
    browser.click(".menu a[href='/events/']");
    browser.arrived("/events/", "Events");
    assert_eq!(
        browser.announced(),
        Vec::<String>::new(),
        "the heading has the focus"
    );
    browser.back();
    browser.arrived("/magazine/the-ropeworks/", "Hostile");
    assert_eq!(headings(&browser), words);
    browser.assert_clean();
}

// When the app stops, it is the failure's words that are shown where there is nothing else, and never the text's.
#[test]
fn a_heading_called_failure_stays_a_heading_when_the_app_stops() {
    let content = Content::new();
    site(&content);
    let Some(portal) = Portal::pressed(content.path()) else {
        return;
    };
    let Some(browser) = Browser::on(portal) else {
        return;
    };
    browser.block(&["*.wasm"]);
    browser.open(PATH);
    browser.wait_for(
        "the end of the start",
        "performance.getEntriesByType('resource').some(({ name }) => /app-[^/]*\\.js$/.test(name))",
    );
    assert_eq!(headings(&browser), WORDS);
    assert_eq!(browser.count(".failure:not([hidden])"), 0);
    browser.assert_console_only(&["TypeError: Failed to fetch"]);
}
