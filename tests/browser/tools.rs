//! What readers can do with a page on their own device: how it looks, and what they keep of it.

use crate::support::{Browser, Key, Portal, Scheme, reader};

const PATH: &str = "/magazine/the-ropeworks/";

/// Runs before a page's own scripts, and writes down how the page looks at the first frame that is painted, and at each
/// change of it.
const LOOKS: &str = "window.looks = [];
const look = () => [document.documentElement.dataset.theme, document.documentElement.dataset.text].join();
const first = () => document.body ? looks.push(look()) : requestAnimationFrame(first);
requestAnimationFrame(first);
new MutationObserver(() => document.body && looks.push(look()))
  .observe(document, { subtree: true, attributeFilter: ['data-theme', 'data-text'] });";

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
            "document.querySelector('#portal[data-running]') && looks.length",
        );
        assert_eq!(
            browser.read("new Set(looks.filter(Boolean)).size === 1 && looks[0]"),
            "dark,largest",
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
fn what_is_stored_wrongly_is_read_alike_before_and_after_the_program() {
    let Some(browser) = reader() else { return };
    browser.visit(PATH);
    for (words, ticks) in [
        ("", "system,normal"),
        ("dark", "dark,normal"),
        ("dark system large", "system,large"),
        ("large light", "light,large"),
        ("Dark darker {\"theme\":\"dark\"}", "system,normal"),
        ("__proto__ dark\nlarge", "system,normal"),
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
    let looks = "[document.documentElement.dataset.theme, document.documentElement.dataset.text].join() === 'dark,small'";
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
    let looks = "[document.documentElement.dataset.theme, document.documentElement.dataset.text].join()";
    assert_eq!(browser.read(looks), "dark,large");
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
    browser.press(Key::Up);
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
fn without_the_program_no_tool_is_seen_and_none_takes_other_room() {
    let Some(portal) = Portal::as_built() else { return };
    let Some(browser) = Browser::on(portal.gated()) else {
        return;
    };
    browser.portal().hold(".wasm");
    browser.start_opening(PATH);
    browser.portal().await_held(".wasm");
    browser.wait_for(
        "the painted page",
        "document.querySelector('#portal[data-painted] > footer') && document.styleSheets.length === 1",
    );
    let shown = "[...document.querySelectorAll('.needs-program')].filter((tool) => tool.checkVisibility({ visibilityProperty: true })).length";
    let room = "JSON.stringify([...document.querySelectorAll('.needs-program')].map((tool) => tool.getBoundingClientRect()))";
    assert_eq!(browser.read(shown), 0);
    let before = browser.read(room);
    browser.portal().release();
    browser.wait_for("the portal", "document.querySelector('#portal[data-running]')");
    assert_eq!(browser.read(room), before);
    assert_ne!(browser.read(shown), 0);
    browser.assert_clean();
}
