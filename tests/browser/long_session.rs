//! A tab stays open for days: what a page has taken goes with the page.

use serde_json::json;

use crate::support::{Browser, Portal};

/// Keeps the memory of the app where the test can look at it.
const KEEP_MEMORY: &str = "for (const name of ['instantiate', 'instantiateStreaming']) {
    const own = WebAssembly[name];
    WebAssembly[name] = async (...given) => {
        const made = await own.apply(WebAssembly, given);
        window.memory = (made.instance ?? made).exports.memory;
        return made;
    };
}";

/// Goes to one address after the other, by links and by the browser's Back, each when the one before stands. Chromedriver waits for
/// no script that changes the history: it is begun, and says when it is done.
const GO_ON: &str = "((count) => {
    const paths = ['/magazine/', '/magazine/the-ropeworks/', '/', '/events/', '/about/', '/tags/themes/heritage/',
        '/magazine/bell-of-yelkenkoy/', '/saved/', '/archive/', '/privacy/'];
    const frame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    const stands = () => document.querySelector('main').ariaBusy !== 'true';
    window.went = 0;
    window.turn ??= 0;
    (async () => {
        while (window.went < count) {
            const before = location.pathname;
            if (window.went % 5 === 4) history.back();
            else {
                const link = Object.assign(document.createElement('a'), { href: paths[++window.turn % paths.length] });
                document.querySelector('main').append(link);
                link.click();
                link.remove();
            }
            while (location.pathname === before || !stands()) await frame();
            window.went += 1;
        }
    })();
    return null;
})";

/// By so many bytes at least the memory of an app grows.
const WASM_PAGE: f64 = 65_536.0;

/// What the page holds, once everything that nobody holds is gone.
#[derive(Debug)]
struct Held {
    nodes: f64,
    listeners: f64,
    heap: f64,
    memory: f64,
}

fn held(browser: &Browser) -> Held {
    // What is weakly held goes with the second.
    for _ in 0..3 {
        browser.devtools("HeapProfiler.collectGarbage", json!({}));
    }
    let metrics = browser.devtools("Performance.getMetrics", json!({}));
    let metrics = metrics["metrics"].as_array().cloned().unwrap_or_default();
    let of = |name: &str| {
        let metric = metrics.iter().find(|metric| metric["name"] == name);
        metric.and_then(|metric| metric["value"].as_f64()).expect(name)
    };
    Held {
        nodes: of("Nodes"),
        listeners: of("JSEventListeners"),
        heap: of("JSHeapUsedSize"),
        memory: browser.number("window.memory.buffer.byteLength"),
    }
}

fn go_on(browser: &Browser, count: u32) {
    for _ in 0..count / 50 {
        browser.read(&format!("{GO_ON}(50)"));
        browser.wait_for("fifty pages", "window.went === 50");
    }
}

// Each of them is small, and a reader who leaves a tab open for weeks has them all.
#[test]
fn five_hundred_navigations_hold_no_more_than_a_hundred() {
    let Some(portal) = Portal::as_built() else { return };
    let Some(browser) = Browser::on(portal) else {
        return;
    };
    browser.before_pages(KEEP_MEMORY);
    browser.prefer_stillness();
    browser.devtools("Performance.enable", json!({}));
    browser.visit("/");
    browser.refuse_services();
    go_on(&browser, 100);
    let before = held(&browser);
    go_on(&browser, 400);
    let after = held(&browser);
    println!("after 100: {before:?}\nafter 500: {after:?}");
    assert!(after.listeners <= before.listeners, "{before:?} → {after:?}");
    assert!(after.nodes <= before.nodes * 1.02, "{before:?} → {after:?}");
    // Each page that was waited for has left a timer of 30 seconds.
    assert!(after.heap <= before.heap + 300_000.0, "{before:?} → {after:?}");
    assert!(
        after.memory <= before.memory + 2.0 * WASM_PAGE,
        "{before:?} → {after:?}"
    );
    browser.assert_clean();
}
