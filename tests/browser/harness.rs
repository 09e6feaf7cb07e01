//! The harness itself: a test that asserts an empty console proves nothing unless a full one is seen.

use std::path::PathBuf;

use crate::support::{Browser, Key, Portal, Scheme};

const PAGE: &str = "<!doctype html><html lang=en><title>Made by hand</title>
<link rel=stylesheet href=style.css><script src=script.js defer></script>
<main><h1>By hand</h1><p><a id=first href=second.html>First</a> <a id=second href=/>Second</a></p></main>";

fn made(script: &str) -> Option<Browser> {
    let portal = Portal::made(|folder| {
        folder.write("index.html", PAGE);
        folder.write("second.html", PAGE.replace("By hand", "The second page"));
        folder.write(
            "style.css",
            "@media (prefers-color-scheme: dark) { h1 { color: rgb(1, 2, 3); } }",
        );
        folder.write("script.js", script);
    });
    let browser = Browser::on(portal)?;
    browser.open("/");
    Some(browser)
}

// A page without faults must not be blamed, or every other test is doubted.
#[test]
fn a_quiet_page_leaves_nothing_to_see() {
    let Some(browser) = made("") else { return };
    browser.wait_for(
        "the heading",
        "document.querySelector('h1').textContent === 'By hand'",
    );
    browser.assert_console_empty();
    assert_eq!(browser.violations(), Vec::<String>::new());
}

// Errors, warnings and missing files are what an empty console promises the absence of.
#[test]
fn what_the_console_says_is_seen_once_and_kept() {
    let Some(browser) =
        made("console.warn('a warning'); fetch('/missing.json'); throw new Error('a failure');")
    else {
        return;
    };
    browser.wait_for(
        "the request",
        "performance.getEntriesByName(new URL('/missing.json', location).href).length",
    );
    let console = browser.console().join("\n");
    for part in ["a warning", "missing.json", "a failure"] {
        assert!(console.contains(part), "{part} is not in: {console}");
    }
    assert_eq!(browser.console().len(), 3);
}

// The strict policy is only proved by violations that would be noticed.
#[test]
fn what_the_policy_forbids_is_seen() {
    let script = "const style = document.createElement('style'); style.textContent = 'p {}'; document.head.append(style);
        try { document.body.innerHTML = '<p>'; } catch {}";
    let Some(browser) = made(script) else { return };
    browser.wait_for("both violations", "window.violations.length === 2");
    let violations = browser.violations().join("\n");
    assert!(violations.contains("style-src"), "{violations}");
    assert!(violations.contains("require-trusted-types-for"), "{violations}");
}

// Privacy is proved by the list of requests, and a failed fetch by holding one back.
#[test]
fn requests_are_listed_and_can_be_held_back() {
    let Some(browser) = made("") else { return };
    let paths = |browser: &Browser| {
        let base = browser.portal().url("/");
        let requests = browser.requests().into_iter();
        requests
            .filter_map(|url| url.strip_prefix(&base).map(str::to_owned))
            .collect::<Vec<_>>()
    };
    let first = paths(&browser);
    assert!(
        first.contains(&"style.css".to_owned()) && first.contains(&"script.js".to_owned()),
        "{first:?}"
    );
    assert_eq!(paths(&browser), Vec::<String>::new());

    let fetched = "fetch('/style.css', { cache: 'reload' }).then(() => 'arrived', () => 'failed')";
    browser.block(&["*/style.css"]);
    assert_eq!(browser.read(fetched), "failed");
    browser.block(&[]);
    assert_eq!(browser.read(fetched), "arrived");
}

// Files that a test mends must arrive at the next request.
#[test]
fn a_portal_can_be_changed_while_it_is_read() {
    let Some(browser) = made("") else { return };
    let folder = browser.portal().folder();
    folder.write("content/site.json", "{\"name\":\"One\"}");
    folder.edit("content/site.json", |site| site["name"] = "Two".into());
    assert_eq!(
        browser.read("fetch('/content/site.json').then((answer) => answer.json())")["name"],
        "Two"
    );
    folder.remove("content/site.json");
    assert_eq!(
        browser.read("fetch('/content/site.json').then((answer) => answer.status)"),
        404
    );
}

// Hard links share their bytes: a careless change would reach the portal that all other tests read.
#[test]
fn a_changed_copy_leaves_the_built_portal_alone() {
    let Some(portal) =
        Portal::changed(|folder| folder.edit("content/site.json", |site| site["name"] = "Mine".into()))
    else {
        return;
    };
    let name = "fetch('/content/site.json').then((answer) => answer.json()).then((site) => site.name)";
    let Some(changed) = Browser::on(portal) else {
        return;
    };
    changed.open("/");
    assert_eq!(changed.read(name), "Mine");
    let Some(built) = crate::support::reader() else {
        return;
    };
    built.open("/");
    assert_ne!(built.read(name), "Mine");
}

// Narrow windows, dark colours and keys are what readers have.
#[test]
fn window_colours_keys_and_history_are_the_readers() {
    let Some(browser) = made("") else { return };
    browser.resize(375, 667);
    assert_eq!(browser.read("[innerWidth, innerHeight].join()"), "375,667");
    let colour = "getComputedStyle(document.querySelector('h1')).color";
    browser.prefer(Scheme::Dark);
    assert_eq!(browser.read(colour), "rgb(1, 2, 3)");
    browser.prefer(Scheme::Light);
    assert_ne!(browser.read(colour), "rgb(1, 2, 3)");

    browser.press(Key::Tab);
    assert_eq!(browser.read("document.activeElement.id"), "first");
    browser.press(Key::Enter);
    browser.wait_for(
        "the second page",
        "document.querySelector('h1')?.textContent === 'The second page'",
    );
    assert_eq!(browser.path(), "/second.html");
    browser.back();
    browser.wait_for(
        "the first page",
        "document.querySelector('h1')?.textContent === 'By hand'",
    );
    browser.forward();
    browser.wait_for("the second page", "location.pathname === '/second.html'");
    browser.click("#second");
    browser.wait_for("the first page", "location.pathname === '/'");
}

// Zero findings mean something only if axe-core runs under the policy and finds what is wrong.
#[test]
fn axe_finds_what_is_wrong_and_nothing_else() {
    let Some(browser) = made("document.querySelector('main').append(new Image());") else {
        return;
    };
    let Some(findings) = browser.axe() else { return };
    assert_eq!(findings.len(), 1, "{findings:?}");
    assert!(findings[0].starts_with("image-alt: "), "{findings:?}");
}

// Whoever changes the design looks at pictures.
#[test]
fn a_screenshot_is_a_picture_of_the_window() {
    let Some(browser) = made("") else { return };
    let file = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("harness.png");
    browser.screenshot(&file);
    let bytes = std::fs::read(&file).expect("the screenshot was kept");
    assert!(bytes.starts_with(b"\x89PNG"));
}

// A walk that finds nothing proves something only where it would find what is wrong.
#[test]
fn a_walk_sees_what_is_left_out_taken_early_unmarked_or_covered() {
    let portal = Portal::made(|folder| {
        folder.write(
            "index.html",
            "<!doctype html><html lang=en><title>Made by hand</title><link rel=stylesheet href=style.css>
            <main><h1>By hand</h1><p><a href=a>First</a> <a class=bare href=b>Bare</a> <a class=pale href=c>Pale</a>
            <button tabindex=-1>Unreachable</button> <span tabindex=0>No button</span></p></main>
            <footer><a href=d>Covered</a></footer><div class=cover>Cover</div>",
        );
        folder.write(
            "style.css",
            ":focus-visible { outline: 2px solid #00f; } .bare:focus-visible { outline: none; } .pale:focus-visible { outline-color: #eee; }
            footer, .cover { position: absolute; inset: auto 0 0; } .cover { position: fixed; block-size: 5rem; background: #fff; }",
        );
    });
    let Some(browser) = Browser::on(portal) else {
        return;
    };
    browser.open("/");
    let walk = browser.walk();
    let all = walk.wrong.join("\n");
    for part in [
        "“Unreachable” (<button tabindex=\"-1\">Unreachable</button>) can be pressed and is no stop",
        "Tab: “Bare” (<a class=\"bare\" href=\"b\">Bare</a>) has no line around it",
        "Tab: “Pale” (<a class=\"pale\" href=\"c\">Pale</a>) has a line with a contrast of",
        "Tab: “Covered” (<a href=\"d\">Covered</a>) is covered by “Cover”",
    ] {
        assert!(all.contains(part), "{part} is not in: {all}");
    }

    // An order of its own, and a trap.
    browser.read("document.querySelector('.pale').tabIndex = 1, document.querySelector('a').focus()");
    let all = browser.walk().wrong.join("\n");
    assert!(all.contains("“Pale”") && all.contains(" should, stop "), "{all}");
    browser.read(
        "document.querySelector('.pale').tabIndex = 0, addEventListener('keydown', (event) => {
        if (event.key === 'Tab' && document.activeElement.matches('.bare')) event.preventDefault();
    }), document.querySelector('a').focus()",
    );
    let all = browser.walk().wrong.join("\n");
    assert!(
        all.contains("Tab: “Bare”") && all.contains(" should, stop "),
        "{all}"
    );
}
