//! `press preview` as whoever writes sees it: a save is shown where one was reading, and what is wrong stands above the page.

use std::fs;

use press::preview::{Options, Preview};
use press::publish::template::app_of;
use serde_json::json;

use crate::support::{Browser, Content, Portal};

const SITE: &str = r#"
name = "The Tide"
language = "en"

[[sections]]
slug = "magazine"
name = "Magazine"

[[navigation]]
label = "Magazine"
href = "/magazine/"
"#;

/// The article that is being written.
const FILE: &str = "magazine/tide-tables.md";
const PATH: &str = "/magazine/tide-tables/";

/// What is said above the page.
const TOLD: &str = "document.querySelector('#press_preview').shadowRoot";

/// A content folder that somebody writes in, with its preview in a browser.
struct Desk {
    browser: Browser,
    preview: Preview,
    content: Content,
}

impl Desk {
    /// A desk; none where the test is to be skipped.
    fn of(files: &[(&str, &str)]) -> Option<Self> {
        // The portal lends its app.
        let portal = Portal::as_built()?;
        let app = app_of(portal.folder().path()).expect("what was built is a portal");
        let content = Content::new();
        content.write("site.toml", SITE);
        content.write(FILE, article(""));
        for (name, text) in files {
            content.write(name, text);
        }
        let preview = Preview::start(Options {
            content: content.path().to_owned(),
            app,
            port: 0,
            only_looks: false,
        });
        let preview = preview.expect("a folder that is there can be previewed");
        let browser = Browser::on(portal)?;
        Some(Self {
            browser,
            preview,
            content,
        })
    }

    #[track_caller]
    fn open(&self, path: &str) {
        let address = self.preview.url();
        self.browser
            .leave_for(&format!("{}{path}", address.trim_end_matches('/')));
        self.browser.wait_for(
            "the page",
            "document.querySelector('#portal_root[data-running] main h1')",
        );
    }

    /// Waits until the page has these words.
    #[track_caller]
    fn await_words(&self, words: &str) {
        let expression = format!(
            "document.querySelector('main').textContent.includes({})",
            json!(words)
        );
        self.browser.wait_for(words, &expression);
    }

    /// Waits until something is told above the page, or nothing any more.
    #[track_caller]
    fn await_told(&self, part: &str, is_there: bool) {
        let not = if is_there { "" } else { "!" };
        self.browser
            .wait_for(part, &format!("{not}{TOLD}.querySelector('{part}')"));
    }
}

/// A long article with these words at its end.
fn article(end: &str) -> String {
    let long = "The water comes and the water goes, twice a day, and somebody writes it down.\n\n".repeat(60);
    format!("+++\ntitle = \"The tide tables\"\npublished = 2026-01-02\n+++\n\n{long}{end}\n")
}

// Whoever writes looks at one place of a long text, and has their hands on the keyboard of another program.
#[test]
fn a_save_is_shown_where_one_was_reading_without_a_click() {
    let Some(desk) = Desk::of(&[]) else { return };
    desk.open(PATH);
    desk.browser.read("scrollTo({ top: 900, behavior: 'instant' })");
    let before = desk.browser.number("scrollY");
    assert!(before > 800.0, "the article is long: {before}");
    for words in ["The first of them.", "And the second."] {
        desk.content.write(FILE, article(words));
        desk.await_words(words);
        desk.browser.wait_for(
            "the place of before",
            &format!(
                "document.querySelector('#portal_root[data-running]') && Math.abs(scrollY - {before}) < 2"
            ),
        );
    }
    // An editor that writes beside, and puts the new file in the place of the old one.
    desk.content
        .write("magazine/tide-tables.md~", article("In its place."));
    let file = |name: &str| desk.content.path().join(name);
    fs::rename(file("magazine/tide-tables.md~"), file(FILE)).expect("the folder is writable");
    desk.await_words("In its place.");
    desk.browser.assert_clean();
}

// In the middle of a word a text is often wrong: that is said, and the page does not go.
#[test]
fn what_is_wrong_stands_above_the_page_of_before_until_it_is_mended() {
    let Some(desk) = Desk::of(&[]) else { return };
    desk.open(PATH);
    desk.content.write(
        FILE,
        article("").replace("published = 2026-01-02", "published = \"yesterday\""),
    );
    desk.await_told(".errors", true);
    let told = desk.browser.read(&format!("{TOLD}.textContent"));
    let told = told.as_str().expect("it is text");
    for part in ["1 error", "magazine/tide-tables.md:3", "yesterday"] {
        assert!(told.contains(part), "{part}: {told}");
    }
    assert_eq!(desk.browser.text("main h1"), "The tide tables");
    for width in [375, 1440] {
        desk.browser.resize(width, 800);
        desk.browser.wait_for(
            "a masthead below what is told",
            "document.querySelector('header').getBoundingClientRect().top >= document.querySelector('#press_preview').getBoundingClientRect().bottom - 1",
        );
        let wide = desk.browser.number("document.documentElement.scrollWidth");
        assert!(wide <= f64::from(width), "{wide} px in a window of {width}");
    }
    desk.content.write(FILE, article("It is mended."));
    desk.await_words("It is mended.");
    desk.await_told(".errors", false);
    desk.browser.assert_clean();
}

// A preview shows more than a build publishes, and nobody may take the one for the other.
#[test]
fn drafts_and_what_is_dated_later_are_shown_and_say_so() {
    let later = article("").replace("2026-01-02", "2999-01-02");
    let draft = article("").replace("published = 2026-01-02", "draft = true");
    let files = [
        ("magazine/later.md", &*later.replace("The tide tables", "Later")),
        ("magazine/draft.md", &*draft.replace("The tide tables", "A draft")),
    ];
    let Some(desk) = Desk::of(&files) else { return };
    for (path, words) in [
        ("/magazine/draft/", "This is a draft"),
        ("/magazine/later/", "This is not published yet"),
    ] {
        desk.open(path);
        desk.await_told(".early", true);
        let told = desk.browser.read(&format!("{TOLD}.textContent"));
        let told = told.as_str().expect("it is text");
        assert!(told.contains(words), "{told}");
    }
    desk.open("/magazine/");
    desk.browser.wait_for(
        "a mark at the draft's link",
        "[...document.querySelectorAll(\"main a[href$='/magazine/draft/']\")].some((link) => getComputedStyle(link, '::after').content.includes('draft'))",
    );
    desk.open(PATH);
    desk.await_told(".early", false);
    desk.browser.assert_clean();
}
