//! What readers can do with a page on their own device: how it looks, and what they keep of it.

use crate::samples::with_every_kind;
use crate::support::{Browser, Key, Portal, Scheme, reader};

const PATH: &str = "/magazine/the-ropeworks/";

/// Runs before a page's own scripts, and writes down how the page looks at the first frame that is painted, and at each
/// change of it.
const LOOKS: &str = "window.looks = [];
const look = () => document.documentElement.dataset.display ?? '';
const first = () => document.body ? looks.push(look()) : requestAnimationFrame(first);
requestAnimationFrame(first);
new MutationObserver(() => document.body && looks.push(look()))
  .observe(document, { subtree: true, attributeFilter: ['data-display'] });";

/// A `localStorage` that a browser refuses to open.
const REFUSED: &str = "Object.defineProperty(window, 'localStorage', {
  get() { throw new DOMException('The operation is insecure.', 'SecurityError'); } });";

fn choose(browser: &Browser, word: &str) {
    browser.click(&format!("label:has([data-display='{word}'])"));
}

/// A browser on the article with the display opened, without the question about services.
fn opened() -> Option<Browser> {
    let browser = reader()?;
    browser.visit(PATH);
    browser.refuse_services();
    browser.click(".display summary");
    Some(browser)
}

fn stored(browser: &Browser, key: &str) -> serde_json::Value {
    browser.read(&format!("localStorage.getItem('{key}')"))
}

fn ticked(browser: &Browser) -> serde_json::Value {
    browser.read("[...document.querySelectorAll('[data-display]:checked')].map(({ dataset }) => dataset.display).join()")
}

// A page that is first light and then dark hurts at night, and text that grows under the eye loses the line.
#[test]
fn the_appearance_is_kept_and_stands_before_anything_is_painted() {
    let Some(browser) = opened() else { return };
    browser.prefer(Scheme::Light);
    let paper = browser.style("html", "background-color");
    let size = browser.number("parseFloat(getComputedStyle(document.body).fontSize)");
    choose(&browser, "dark");
    assert_ne!(browser.style("html", "background-color"), paper);
    assert_eq!(
        browser.read("document.querySelector('meta[name=color-scheme]').content"),
        "dark"
    );
    choose(&browser, "largest");
    assert!(browser.number("parseFloat(getComputedStyle(document.body).fontSize)") > 1.3 * size);
    assert_eq!(stored(&browser, "display"), "dark largest");

    browser.before_pages(LOOKS);
    browser.forget_files();
    for _ in 0..3 {
        browser.reload();
        browser.wait_for(
            "the portal",
            "document.querySelector('#portal_root[data-running]') && looks.length",
        );
        assert_eq!(
            browser.read("new Set(looks).size === 1 && looks[0]"),
            "dark largest",
            "{}",
            browser.read("looks")
        );
        assert_eq!(
            browser.read("document.querySelector('meta[name=color-scheme]').content"),
            "dark"
        );
        assert_eq!(ticked(&browser), "dark,largest");
    }

    browser.click(".display summary");
    choose(&browser, "system");
    choose(&browser, "normal");
    assert_eq!(browser.style("html", "background-color"), paper);
    assert_eq!(stored(&browser, "display"), serde_json::Value::Null);
    assert_eq!(
        browser.read("document.querySelector('meta[name=color-scheme]').content"),
        "light dark"
    );
    browser.assert_clean();
}

// Two scripts read the same words, and a difference between them would be a flash on every visit.
#[test]
fn what_is_stored_wrongly_is_read_alike_before_and_after_the_app() {
    let Some(browser) = reader() else { return };
    browser.visit(PATH);
    for (words, ticks) in [
        ("", "system,normal"),
        ("dark", "dark,normal"),
        ("dark light system large", "dark,large"),
        ("large light", "light,large"),
        ("Dark darker {\"theme\":\"dark\"}", "system,normal"),
        ("__proto__ dark\nlarge", "dark,large"),
    ] {
        browser.read(&format!(
            "localStorage.setItem('display', {})",
            serde_json::json!(words)
        ));
        browser.visit(PATH);
        assert_eq!(ticked(&browser), ticks, "{words:?}");
        let scheme = browser.read("getComputedStyle(document.documentElement).colorScheme");
        let wanted = match ticks.split(',').next() {
            Some("system") => "light dark",
            Some(theme) => theme,
            None => unreachable!("every case has two words"),
        };
        assert_eq!(scheme, wanted, "{words:?}");
    }
    browser.assert_clean();
}

// Letters that grow move all that stands above their choice. Whoever tries one after the other must not look for it each time.
#[test]
fn the_choice_of_a_text_size_stays_under_the_hand() {
    let Some(browser) = reader() else { return };
    let still = "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => done(true), 100)))))";
    let place = |word: &str| {
        browser.read(still);
        browser.number(&format!(
            "document.querySelector(\"[data-display='{word}']\").getBoundingClientRect().top"
        ))
    };
    for path in [PATH, "/", "/find/", "/saved/"] {
        browser.visit(path);
        if path == PATH {
            browser.refuse_services();
        }
        for (width, height) in [(1440, 900), (375, 667)] {
            browser.resize(width, height);
            if browser.read("document.querySelector('.display').open") == false {
                browser.click(".display summary");
            }
            // In the middle of the window, and at the very end of the page, which gets shorter with smaller letters.
            for end in [
                "document.querySelector('.display').scrollIntoView({ block: 'center', behavior: 'instant' })",
                "scrollTo({ top: document.documentElement.scrollHeight, behavior: 'instant' })",
            ] {
                for word in ["largest", "small", "large", "normal", "largest", "normal"] {
                    browser.read(&format!("({end}, true)"));
                    let before = place(word);
                    browser.click_in_place(&format!("[data-display='{word}']"));
                    let moved = place(word) - before;
                    assert!(
                        moved.abs() <= 2.0,
                        "{path} in {width} × {height}, {word} after {end}: {moved} px"
                    );
                }
                browser.read(
                    "document.querySelector(\"[data-display='normal']\").focus({ preventScroll: true })",
                );
                for word in ["small", "large", "largest"] {
                    let before = place(word);
                    browser.press(Key::Right);
                    let moved = place(word) - before;
                    assert_eq!(
                        browser.read("document.activeElement.dataset.display"),
                        word,
                        "the key chooses"
                    );
                    assert!(
                        moved.abs() <= 2.0,
                        "{path} in {width} × {height}, {word} by key: {moved} px"
                    );
                }
                browser.click_in_place("[data-display='normal']");
            }
        }
    }
    browser.assert_clean();
}

// What folds and unfolds does so below what was pressed, which is pressed again in the same place.
#[test]
fn what_is_opened_and_closed_stays_where_it_was_pressed() {
    let Some(portal) = with_every_kind() else {
        return;
    };
    let Some(browser) = Browser::on(portal) else {
        return;
    };
    for (path, pressed) in [
        ("/about/", ".display summary"),
        ("/magazine/who-pays-for-the-visa/", ".contents summary"),
        ("/magazine/the-ropeworks/", ".prose > details summary"),
        ("/opportunities/", ".closed summary"),
        ("/find/", ".axis:nth-child(2) summary"),
    ] {
        for (width, height) in [(1440, 900), (375, 667)] {
            browser.resize(width, height);
            browser.visit(path);
            if browser.count("#consent-banner") > 0 {
                browser.refuse_services();
            }
            browser.read(&format!(
                "document.querySelector('{pressed}').scrollIntoView({{ block: 'center', behavior: 'instant' }})"
            ));
            let place = || {
                browser.read("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))");
                browser.read(&format!(
                    "(({{ left, top }}) => [Math.round(left), Math.round(top)])(document.querySelector('{pressed}').getBoundingClientRect())"
                ))
            };
            let before = place();
            for _ in 0..2 {
                browser.click(pressed);
                assert_eq!(place(), before, "{pressed} at {width} px");
            }
        }
    }
    browser.assert_clean();
}

// Whoever has two articles open would otherwise have one in each colour.
#[test]
fn other_tabs_follow_the_appearance() {
    let Some(browser) = opened() else { return };
    let first = browser.tab();
    browser.open_tab();
    browser.visit("/events/");
    browser.click(".display summary");
    choose(&browser, "dark");
    choose(&browser, "small");
    browser.go_to_tab(&first);
    let looks = "document.documentElement.dataset.display === 'dark small'";
    browser.wait_for("the other tab's choice", looks);
    assert_eq!(ticked(&browser), "dark,small");
    browser.assert_clean();
}

// A browser that forbids storage is a reason to keep nothing, not to offer nothing.
#[test]
fn where_nothing_can_be_stored_the_appearance_holds_for_the_visit() {
    let Some(browser) = reader() else { return };
    browser.before_pages(REFUSED);
    browser.visit(PATH);
    browser.refuse_services();
    browser.click(".display summary");
    choose(&browser, "dark");
    choose(&browser, "large");
    browser.follow("/events/");
    browser.arrived("/events/", "Events");
    let looks = "document.documentElement.dataset.display";
    assert_eq!(browser.read(looks), "dark large");
    assert_eq!(ticked(&browser), "dark,large");
    browser.visit(PATH);
    assert_eq!(ticked(&browser), "system,normal");
    browser.assert_clean();
}

// The smallest targets and the largest letters are where a choice of appearance must not break the page.
#[test]
fn the_appearance_is_chosen_by_keyboard_and_accessible_in_every_size_and_colour() {
    let Some(browser) = opened() else { return };
    browser.read("document.querySelector('.display summary').focus()");
    browser.press(Key::Tab);
    browser.press(Key::Down);
    browser.press(Key::Down);
    assert_eq!(ticked(&browser), "dark,normal");
    browser.press(Key::Tab);
    browser.press(Key::Down);
    assert_eq!(ticked(&browser), "dark,small");
    let low = "[...document.querySelectorAll('.display :is(summary, label)')]
        .filter((target) => { const { width, height } = target.getBoundingClientRect(); return width < 44 || height < 44; }).length";
    assert_eq!(browser.read(low), 0);
    let mut wrong = Vec::new();
    for size in ["small", "normal", "large", "largest"] {
        choose(&browser, size);
        for theme in ["light", "dark"] {
            choose(&browser, theme);
            for width in [1280, 320] {
                browser.resize(width, 800);
                let Some(findings) = browser.axe() else { return };
                wrong.extend(
                    findings
                        .into_iter()
                        .map(|finding| format!("{size} {theme} {width}: {finding}")),
                );
                let wide = browser.read("document.documentElement.scrollWidth");
                if wide.as_u64().is_none_or(|wide| wide > u64::from(width)) {
                    wrong.push(format!("{size} {theme}: {wide} px wide in a window of {width}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    browser.assert_clean();
}

// A control that nothing answers is a lie, and one that appears moves the page.
#[test]
fn without_the_app_no_tool_is_seen_and_none_takes_other_room() {
    let Some(portal) = Portal::as_built() else { return };
    let Some(browser) = Browser::on(portal.gated()) else {
        return;
    };
    browser.portal().hold(".wasm");
    browser.start_opening(PATH);
    browser.portal().await_held(".wasm");
    browser.wait_for(
        "the prerendered page",
        "document.querySelector('#portal_root[data-prerendered] > footer') && document.styleSheets.length === 1",
    );
    let shown = "[...document.querySelectorAll('.display, .tool')].filter((tool) => tool.checkVisibility({ visibilityProperty: true })).length";
    let room = "JSON.stringify([...document.querySelectorAll('.display, .tool')].map((tool) => tool.getBoundingClientRect()))";
    assert_eq!(browser.read(shown), 0);
    assert_eq!(browser.count(".tools .tool"), 2);
    let before = browser.read(room);
    browser.portal().release();
    browser.wait_for(
        "the portal",
        "document.querySelector('#portal_root[data-running]')",
    );
    assert_eq!(browser.read(room), before);
    assert_ne!(browser.read(shown), 0);
    browser.assert_clean();
}

const TITLE: &str = "Three hundred metres of patience: a year in the ropewalk at Port Avel";
const OTHER: &str = "/magazine/bell-of-yelkenkoy/";
const SAVE: &str = "[data-tool=save]";

/// What the button says, which tells the state and what pressing it does alike.
fn state(browser: &Browser) -> serde_json::Value {
    browser.read("document.querySelector('[data-tool=save]').innerText")
}

/// What is seen for a while of what a tool has done.
fn told(browser: &Browser) -> Vec<String> {
    browser.texts("#portal_live > span")
}

// A list to come back to is what brings readers back.
#[test]
fn an_article_is_saved_listed_and_removed() {
    let Some(browser) = reader() else { return };
    browser.visit(OTHER);
    browser.refuse_services();
    assert_eq!(state(&browser), "Save");
    browser.click(SAVE);
    browser.visit(PATH);
    assert_eq!(state(&browser), "Save");
    browser.click(SAVE);
    assert_eq!(state(&browser), "Saved");
    assert!(
        browser
            .spoken("button")
            .iter()
            .any(|button| button.name == "Saved")
    );
    browser.reload();
    browser.wait_for(
        "the portal",
        "document.querySelector('#portal_root[data-running]')",
    );
    assert_eq!(state(&browser), "Saved");

    browser.click(".footer a[href='/saved/']");
    browser.arrived("/saved/", "Saved articles");
    let titles = browser.texts(".saved .card-title");
    assert_eq!((titles.len(), &*titles[0]), (2, TITLE));
    browser.listen();
    browser.read("document.querySelector('[data-tool=remove]').focus()");
    browser.press(Key::Enter);
    assert_eq!(browser.texts(".saved .card-title"), titles[1..]);
    assert_eq!(
        browser.read("document.activeElement.dataset.slug"),
        "bell-of-yelkenkoy"
    );
    assert_eq!(browser.announced(), ["Removed from your saved articles."]);
    browser.press(Key::Enter);
    assert_eq!(browser.count(".saved"), 0);
    assert_eq!(browser.read("document.activeElement.tagName"), "H1");
    assert_eq!(stored(&browser, "saved"), serde_json::Value::Null);
    browser.back();
    browser.arrived(PATH, TITLE);
    assert_eq!(state(&browser), "Save");
    browser.assert_clean();
}

// A page that has nothing is a dead end, unless it says what would be there and leads to something else.
#[test]
fn a_page_of_saved_articles_with_none_says_how_to_save_and_leads_on() {
    let Some(browser) = reader() else { return };
    browser.visit("/saved/");
    browser.refuse_services();
    let site = browser.portal().folder().json("content/site.json");
    let sections = site["sections"].as_array().cloned().unwrap_or_default();
    let mut names = vec!["Home".to_owned()];
    names.extend(
        sections
            .iter()
            .filter_map(|section| section["name"].as_str())
            .map(str::to_owned),
    );
    assert_eq!(browser.texts(".saved-none a"), names);
    assert_eq!(
        browser.read("document.querySelector('.saved-none').checkVisibility({ visibilityProperty: true })"),
        true
    );
    assert!(
        browser.text(".list-words").contains("save"),
        "it says what saving is"
    );
    browser.click(".saved-none a[href='/magazine/']");
    browser.arrived("/magazine/", "Magazine");
    browser.visit(OTHER);
    browser.click(SAVE);
    browser.visit("/saved/");
    assert_eq!(browser.count(".saved .card"), 1);
    assert_eq!(browser.count(".saved-none"), 0);
    browser.assert_clean();
}

// “Nothing is saved” is not to be read, however shortly, by those who have saved something.
#[test]
fn that_nothing_is_saved_is_not_seen_before_the_app_has_looked() {
    let Some(portal) = Portal::as_built() else { return };
    let Some(browser) = Browser::on(portal.gated()) else {
        return;
    };
    browser.portal().hold(".wasm");
    browser.start_opening("/saved/");
    browser.portal().await_held(".wasm");
    browser.wait_for(
        "the prerendered page",
        "document.querySelector('.saved-none') && document.styleSheets.length === 1",
    );
    let seen = "document.querySelector('.saved-none').checkVisibility({ visibilityProperty: true })";
    assert_eq!(browser.read(seen), false);
    browser.portal().release();
    browser.wait_for(
        "the portal",
        "document.querySelector('#portal_root[data-running]')",
    );
    assert_eq!(browser.read(seen), true);
    browser.assert_clean();
}

// A reader who saves in one tab looks for it in the other.
#[test]
fn other_tabs_follow_what_is_saved() {
    let Some(browser) = reader() else { return };
    browser.visit("/saved/");
    browser.refuse_services();
    let list = browser.tab();
    browser.open_tab();
    browser.visit(PATH);
    let article = browser.tab();
    browser.click(SAVE);
    browser.go_to_tab(&list);
    browser.wait_for(
        "the article",
        "document.querySelectorAll('.saved .card').length === 1",
    );
    browser.click("[data-tool=remove]");
    browser.go_to_tab(&article);
    browser.wait_for(
        "its button",
        "document.querySelector('[data-tool=save]').innerText === 'Save'",
    );
    browser.assert_clean();
}

// A button that says “Saved” of what is nowhere is worse than none.
#[test]
fn where_nothing_can_be_stored_nothing_is_said_to_be_saved() {
    let full =
        "Storage.prototype.setItem = () => { throw new DOMException('Full.', 'QuotaExceededError'); };";
    for storage in [REFUSED, full] {
        let Some(browser) = reader() else { return };
        browser.before_pages(storage);
        browser.visit(PATH);
        browser.refuse_services();
        browser.click(SAVE);
        assert_eq!(state(&browser), "Save");
        assert_eq!(told(&browser), ["Your browser couldn’t save this."]);
        browser.visit("/saved/");
        assert_eq!(browser.count(".saved"), 0);
        browser.assert_clean();
    }
}

// The 201st article was dropped in silence once; a list that forgets is none.
#[test]
fn more_than_two_hundred_articles_are_kept_and_listed() {
    let Some(browser) = reader() else { return };
    browser.visit(PATH);
    browser.refuse_services();
    let lines = "Array.from({ length: 205 }, (_, number) => `piece-${number}\\tmagazine\\t2026-01-01\\t\\tPiece ${number}`)";
    browser.read(&format!("localStorage.setItem('saved', {lines}.join('\\n'))"));
    browser.click(SAVE);
    assert_eq!(state(&browser), "Saved");
    browser.visit("/saved/");
    let titles = browser.texts(".saved .card-title");
    assert_eq!(titles.len(), 206);
    assert_eq!((&*titles[0], &*titles[205]), (TITLE, "Piece 204"));
    browser.assert_clean();
}

// Where there is no room for one more, the reader is told what to do, and loses nothing of what is there.
#[test]
fn a_full_list_says_so_and_keeps_what_it_has() {
    // As much as the list may be; and as much as the browser takes, with other things beside it.
    let limit = "localStorage.setItem('saved', `bell\\tmagazine\\t\\t\\t${'x'.repeat(999970)}\\nlast\\tmagazine\\t\\t\\tLast`)";
    let quota = "(localStorage.setItem('saved', `last\\tmagazine\\t\\t\\t${'Last '.repeat(100)}`), (() => {
        for (let length = 2 ** 22; length >= 1; length = Math.floor(length / 2)) {
            for (let number = 0; number < 4; number += 1) {
                try { localStorage.setItem(`${length} ${number}`, 'x'.repeat(length)); } catch { break; }
            }
        }
        try { for (let number = 0; ; number += 1) localStorage.setItem(`y${number}`, ''); } catch { }
    })())";
    for full in [limit, quota] {
        let Some(browser) = reader() else { return };
        browser.visit(PATH);
        browser.refuse_services();
        browser.read(full);
        let before = stored(&browser, "saved");
        browser.click(SAVE);
        assert_eq!(state(&browser), "Save");
        assert_eq!(
            told(&browser),
            ["Your browser has no room for more. Remove some of the articles that you have saved."]
        );
        assert_eq!(stored(&browser, "saved"), before);
        // What the words advise helps.
        browser.visit("/saved/");
        browser.click("[data-slug=last]");
        if full == limit {
            browser.click("[data-slug=bell]");
        }
        browser.visit(PATH);
        browser.click(SAVE);
        assert_eq!(state(&browser), "Saved");
        browser.assert_clean();
    }
}

// Whatever stands there, the page opens, says what is true, and runs nothing.
#[test]
fn damaged_and_foreign_entries_are_passed_over() {
    let Some(browser) = reader() else { return };
    browser.visit("/saved/");
    let stored = "x\n../up\t\t\t\tUp\nbell\tmagazine\t2026-05-20\t\t<img src=x onerror=alert(1)>\n[{}]";
    browser.read(&format!(
        "localStorage.setItem('saved', {})",
        serde_json::json!(stored)
    ));
    browser.visit("/saved/");
    assert_eq!(
        browser.texts(".saved .card-title"),
        ["<img src=x onerror=alert(1)>"]
    );
    assert_eq!(browser.count(".saved img"), 0);
    browser.assert_clean();
}

// An address that only one browser can hand on is no address; and it is the page's own, whatever the address bar says.
#[test]
fn the_canonical_address_is_shared_copied_or_shown() {
    let canonical = "https://longferry.example.org/magazine/the-ropeworks/";
    let shown = "document.querySelector('[data-tool=share]').innerText";
    let Some(browser) = reader() else { return };
    browser.before_pages(
        "navigator.share = async (data) => { window.shared = data; throw new DOMException('No.', 'AbortError'); };",
    );
    browser.visit(&format!("{PATH}?utm_source=mail"));
    browser.refuse_services();
    assert_eq!(browser.read(shown), "Share");
    browser.click("[data-tool=share]");
    assert_eq!(
        browser.read("JSON.stringify(shared)"),
        format!("{{\"url\":\"{canonical}\"}}")
    );
    browser.assert_clean();

    let Some(browser) = reader() else { return };
    browser.allow_clipboard();
    browser.visit(PATH);
    browser.refuse_services();
    assert_eq!(browser.read(shown), "Copy link");
    browser.click("[data-tool=share]");
    browser.wait_for("the answer", "document.querySelector('#portal_live > span')");
    assert_eq!(told(&browser), ["Copied."]);
    assert_eq!(browser.read("navigator.clipboard.readText()"), canonical);
    browser.assert_clean();

    let Some(browser) = reader() else { return };
    browser.before_pages("Object.defineProperty(Navigator.prototype, 'clipboard', { value: undefined });");
    browser.visit(PATH);
    browser.refuse_services();
    for _ in 0..2 {
        browser.click("[data-tool=share]");
        assert_eq!(browser.text("#portal_shared-address"), canonical);
        assert_eq!(browser.read("String(getSelection())"), canonical);
    }
    browser.assert_clean();
}

// Code is there to be used, and a selection by hand takes half a line too much.
#[test]
fn code_is_copied_as_it_stands_or_selected() {
    let code = "fn main() {\n    println!(\"<b>no markup</b>\");\n}";
    for has_clipboard in [true, false] {
        let Some(portal) = with_every_kind() else {
            return;
        };
        let Some(browser) = Browser::on(portal) else {
            return;
        };
        if has_clipboard {
            browser.allow_clipboard();
        } else {
            browser.before_pages(
                "Object.defineProperty(Navigator.prototype, 'clipboard', { value: undefined });",
            );
        }
        browser.visit(PATH);
        browser.refuse_services();
        browser.click("[data-tool=copy]");
        if has_clipboard {
            browser.wait_for("the answer", "document.querySelector('#portal_live > span')");
            assert_eq!(browser.read("navigator.clipboard.readText()"), code);
        } else {
            assert_eq!(browser.read("String(getSelection())"), code);
        }
        browser.assert_clean();
    }
}

// A list of what one likes is a page like any other.
#[test]
fn the_list_of_saved_articles_is_accessible_empty_and_full() {
    let Some(browser) = reader() else { return };
    browser.visit(PATH);
    browser.refuse_services();
    let mut wrong = Vec::new();
    for is_full in [false, true] {
        if is_full {
            browser.visit(PATH);
            browser.click(SAVE);
        }
        browser.visit("/saved/");
        for width in [1280, 320] {
            browser.resize(width, 800);
            for scheme in [Scheme::Light, Scheme::Dark] {
                browser.prefer(scheme);
                let Some(findings) = browser.axe() else { return };
                wrong.extend(findings);
            }
            assert!(browser.number("document.documentElement.scrollWidth") <= f64::from(width));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let html = std::fs::read_to_string(browser.portal().folder().path().join("saved/index.html"));
    let html = html.expect("the page is prerendered");
    assert!(
        html.contains("<meta name=\"robots\" content=\"noindex\">"),
        "{html}"
    );
    browser.assert_clean();
}

// Whoever cannot swipe looks through the pictures by keys, and comes back to where they were.
#[test]
fn a_gallery_is_looked_through_by_keyboard_alone() {
    let Some(portal) = with_every_kind() else {
        return;
    };
    let Some(browser) = Browser::on(portal) else {
        return;
    };
    browser.visit(PATH);
    browser.refuse_services();
    let shown = |number: u32| {
        format!(
            "document.querySelector('.lightbox[open] .figure:nth-child({number})') === document.activeElement.closest('.figure') \
             && Math.round(Math.abs(document.querySelector('.slides').scrollLeft) / innerWidth) === {number} - 1"
        )
    };
    browser.read("document.querySelector('.gallery-images a').focus()");
    browser.press(Key::Enter);
    browser.wait_for("the first picture", &shown(1));
    assert_eq!(
        browser.texts(".lightbox[open] .turn span"),
        ["Picture 1 of 2", "Picture 2 of 2"]
    );
    for scheme in [Scheme::Light, Scheme::Dark] {
        browser.prefer(scheme);
        let Some(findings) = browser.axe() else { return };
        assert_eq!(findings, Vec::<String>::new(), "{scheme:?}");
    }
    browser.press(Key::Right);
    browser.wait_for(
        "the second picture",
        "Math.round(document.querySelector('.slides').scrollLeft / innerWidth) === 1",
    );
    browser.press(Key::Left);
    browser.wait_for("the first again", &shown(1));
    browser.press(Key::Tab);
    browser.press(Key::Enter);
    browser.wait_for("the second by its button", &shown(2));
    browser.press(Key::Escape);
    browser.wait_for("the page", "!document.querySelector('.lightbox[open]')");
    assert_eq!(
        browser.read("document.activeElement === document.querySelector('.gallery-images a')"),
        true
    );
    browser.assert_clean();
}

// The words are there when the reader gets to them, and nobody pays for a link that was only passed.
#[test]
fn an_article_is_asked_for_when_the_pointer_rests_on_its_link() {
    let Some(portal) = Portal::as_built() else { return };
    let Some(browser) = Browser::on(portal.gated()) else {
        return;
    };
    browser.visit("/magazine/");
    let _ = browser.portal().asked();
    let over = |index: u32, kind: &str| {
        browser.read(&format!(
            "document.querySelectorAll('main .card-title a')[{index}].dispatchEvent(new PointerEvent('{kind}', {{ bubbles: true }})), \
             document.querySelectorAll('main .card-title a')[{index}].pathname"
        ))
    };
    let file_of = |path: &serde_json::Value| {
        let slug = path
            .as_str()
            .and_then(|path| path.trim_matches('/').rsplit('/').next());
        let slug = slug.expect("an article's address ends with its name");
        format!("content/articles/{slug}.json")
    };
    over(0, "pointerover");
    over(0, "pointerdown");
    let passed = file_of(&over(1, "pointerover"));
    let file = file_of(&over(2, "pointerover"));
    browser.portal().await_asked(&file);
    let asked = browser.portal().asked();
    let articles: Vec<_> = asked
        .iter()
        .filter(|path| path.contains("content/articles/"))
        .collect();
    // That of the link that was pressed, and that of the one that the pointer rests on; none of the one that it passed.
    assert!(articles.len() <= 2, "{articles:?}");
    assert!(
        !articles.iter().any(|path| path.contains(&passed)),
        "{articles:?}"
    );
    browser.assert_clean();
}
