//! The stand-ins for services of others: that nothing is loaded and nothing stored proves something only if what could have
//! been would be seen.

use std::time::Instant;

use press::host::serve::Policy;

use crate::support::{Browser, Elsewhere, Portal};

const POLICY: &str = "default-src 'none'; script-src 'self' http://stats.localhost; img-src http:; font-src http:; \
    connect-src 'self' http:; frame-src http:; base-uri 'self'; require-trusted-types-for 'script'";

fn page(head: &str, body: &str) -> String {
    format!("<!doctype html><html lang=en><title>Made by hand</title>{head}<h1>By hand</h1>{body}")
}

fn made(head: &str, body: &str) -> Option<(Browser, Elsewhere)> {
    let elsewhere = Elsewhere::open();
    let browser = Browser::in_world(portal(head, body), &elsewhere)?;
    Some((browser, elsewhere))
}

fn portal(head: &str, body: &str) -> Portal {
    let portal = Portal::made(|folder| {
        folder.write("index.html", page(head, body));
        folder.write("empty.html", page("", ""));
        folder.write("magazine/index.html", page("", ""));
    });
    portal
        .with_policy(Policy::Custom(POLICY.to_owned()))
        .named("www.app.localhost")
}

// Each of these is what a withdrawal has to find and remove, so each has to be there before.
#[test]
fn the_script_of_others_stores_all_that_a_script_can_store_and_reports_until_it_is_left() {
    let Some((browser, elsewhere)) = made("<script src=http://stats.localhost/counter.js></script>", "")
    else {
        return;
    };
    let start = Instant::now();
    browser.open("/");
    for part in ["/counter.js", "/pixel.gif", "/beat"] {
        elsewhere.await_hit("stats.localhost", part, start);
    }
    assert!(!elsewhere.listen().is_empty(), "it reports again and again");
    let cookies: Vec<_> = browser
        .cookies()
        .into_iter()
        .map(|cookie| format!("{} {}{}", cookie.name, cookie.domain, cookie.path))
        .collect();
    assert_eq!(
        cookies,
        [
            "counter_deep .app.localhost/magazine/",
            "counter_host www.app.localhost/",
            "counter_parent .app.localhost/",
            "counter_path www.app.localhost/magazine",
            "visitor stats.localhost/",
        ]
    );
    browser.await_stored(&[
        "database counter_db",
        "localStorage counter_local",
        "sessionStorage counter_session",
    ]);
    let leaving = Instant::now();
    browser.open("/empty.html");
    elsewhere.await_hit("stats.localhost", "/leave", leaving);
    assert!(
        browser
            .cookies()
            .iter()
            .any(|cookie| cookie.name == "counter_late"),
        "it stores once more when it has to go"
    );
    assert!(elsewhere.listen().is_empty(), "it is gone");
    assert_eq!(browser.violations(), Vec::<String>::new());
}

// A frame reports from its own house, where the page cannot look.
#[test]
fn the_frame_of_others_reports_and_keeps_a_cookie_until_it_is_removed() {
    let Some((browser, elsewhere)) = made("", "<iframe src=http://tube.localhost/frame/one></iframe>") else {
        return;
    };
    let start = Instant::now();
    browser.open("/");
    for part in ["/frame/one", "/thumb.gif", "/font.woff2", "/beat"] {
        elsewhere.await_hit("tube.localhost", part, start);
    }
    assert!(browser.cookies().iter().any(|cookie| cookie.name == "frame_own"));
    browser.read("document.querySelector('iframe').remove()");
    elsewhere.await_hit("tube.localhost", "/leave", start);
    assert!(elsewhere.listen().is_empty(), "it is gone");
}

// What nobody thought of is what has to be seen: any name, any kind of request, and https as well.
#[test]
fn whatever_leaves_the_portal_is_seen() {
    let Some((browser, elsewhere)) = made("", "<img src=http://never.heard.of.example/a.gif alt=''>") else {
        return;
    };
    let start = Instant::now();
    browser.open("/empty.html");
    assert!(
        elsewhere.listen().is_empty(),
        "a page of its own asks nobody else"
    );
    browser.open("/");
    elsewhere.await_hit("never.heard.of.example", "/a.gif", start);
    browser.read("fetch('http://127.0.0.2:81/by-number', { mode: 'no-cors' }).catch(() => {})");
    elsewhere.await_hit("127.0.0.2", "/by-number", start);
    browser.read("fetch('https://fonts.example.org/css', { mode: 'no-cors' }).catch(() => {})");
    elsewhere.await_hit("fonts.example.org", "", start);
    browser.read("navigator.sendBeacon('http://stats.localhost/beacon')");
    elsewhere.await_hit("stats.localhost", "/beacon", start);
    let last = elsewhere.hits().pop().expect("something has arrived");
    assert_eq!((last.method.as_str(), last.path.as_str()), ("POST", "/beacon"));
    assert_eq!(
        elsewhere.hosts_after(start),
        [
            "127.0.0.2",
            "fonts.example.org",
            "never.heard.of.example",
            "stats.localhost"
        ]
    );
}

// The record of a decision is a request that only the host of the portal may see, and one it may refuse.
#[test]
fn what_is_posted_to_the_portal_is_read_and_can_be_refused() {
    let portal = Portal::made(|folder| folder.write("index.html", page("", "")));
    let Some(browser) = Browser::on(portal.gated()) else {
        return;
    };
    browser.open("/");
    let post = "fetch('/consent', { method: 'POST', body: '{\"a\":1}', headers: { 'content-type': 'application/json' } })
        .then(({ status }) => status)";
    browser.portal().answer_posts(503);
    assert_eq!(browser.read(post), 503);
    browser.portal().answer_posts(204);
    assert_eq!(browser.read(post), 204);
    browser.portal().await_posts(2);
    let posts = browser.portal().posts();
    assert_eq!(
        posts
            .iter()
            .map(|post| (post.path.as_str(), post.body.as_str(), post.status))
            .collect::<Vec<_>>(),
        [("/consent", "{\"a\":1}", 503), ("/consent", "{\"a\":1}", 204)]
    );
    assert!(
        posts[0]
            .head
            .iter()
            .any(|line| line.eq_ignore_ascii_case("content-type: application/json"))
    );
}

// Two tabs share what is stored, and each has what runs before its pages.
#[test]
fn a_second_tab_shares_storage_and_has_its_own_page() {
    let portal = Portal::made(|folder| folder.write("index.html", page("", "")));
    let Some(browser) = Browser::on(portal) else {
        return;
    };
    browser.open("/");
    let first = browser.tab();
    browser.read("localStorage.setItem('shared', 'yes')");
    let second = browser.open_tab();
    browser.before_pages("window.mine = true;");
    browser.open("/");
    assert_eq!(
        browser.read("[localStorage.shared, mine, violations.length].join()"),
        "yes,true,0"
    );
    browser.go_to_tab(&first);
    assert_eq!(browser.read("typeof mine"), "undefined");
    assert_ne!(first, second);
}

// A page that was only set aside goes on with what it believed when the reader left it.
#[test]
fn a_page_that_was_left_for_another_site_comes_back_as_it_was() {
    let elsewhere = Elsewhere::open();
    let Some(browser) = Browser::whole_in_world(portal("", "<p>Mine."), &elsewhere) else {
        return;
    };
    browser
        .before_pages("addEventListener('pageshow', ({ persisted }) => { window.persisted = persisted; });");
    browser.open("/");
    browser.read("window.remembered = true");
    let leaving = Instant::now();
    browser.leave_for("http://blog.localhost/");
    elsewhere.await_hit("blog.localhost", "/", leaving);
    browser.back();
    browser.wait_for(
        "the page that was left",
        "document.querySelector('p')?.textContent === 'Mine.'",
    );
    assert_eq!(
        browser.read("[window.remembered, window.persisted]"),
        serde_json::json!([true, true])
    );
}
