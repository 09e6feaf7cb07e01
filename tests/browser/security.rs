//! The portal works under a policy that lets nothing in, and tells nobody who reads it.

use serde_json::json;

use crate::kinds;
use crate::samples::write_every_kind;
use crate::support::{Browser, Portal};

/// The policy, letter by letter.
const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self'; connect-src 'self'; font-src 'self'; base-uri 'self'; form-action 'self'; frame-ancestors 'self'; require-trusted-types-for 'script'; trusted-types 'none'";

// One inline style or one foreign picture, and the policy has to be loosened for everybody.
#[test]
fn every_kind_of_page_works_under_the_strict_policy_and_asks_no_other_host() {
    const INLINE: &str = "[...document.querySelectorAll('style, [style], script:not([src], [type$=json])')].map(({ outerHTML }) => outerHTML)
        .concat([...document.querySelectorAll('*')].flatMap(({ attributes }) => [...attributes].map(({ name }) => name).filter((name) => name.startsWith('on'))))";
    let Some(portal) = Portal::changed(|folder| {
        write_every_kind(folder);
        folder.write("content/articles/car-deck-b.json", "{}");
    }) else {
        return;
    };
    let Some(browser) = Browser::on(portal.with_fallback()) else {
        return;
    };
    browser.visit("/");
    for header in [
        json!({ "name": "content-security-policy", "value": POLICY }),
        json!({ "name": "x-content-type-options", "value": "nosniff" }),
    ] {
        let value = format!(
            "fetch(location.href).then(({{ headers }}) => headers.get({}))",
            header["name"]
        );
        assert_eq!(browser.read(&value), header["value"]);
    }
    for path in [
        "/opportunities/",
        "/tags/themes/heritage/",
        "/magazine/the-ropeworks/",
        "/magazine/bookbinder-of-al-mina/",
        "/about/",
        "/no/such/place/",
        "/magazine/car-deck-b/",
        "/",
    ] {
        browser.follow(path);
        browser.wait_for(
            "the page",
            &format!("location.pathname === '{path}' && document.querySelector('main').getAttribute('aria-busy') !== 'true'"),
        );
        // Lazy pictures are asked for when they come near.
        browser.read("scrollTo(0, document.body.scrollHeight)");
        assert_eq!(browser.read(INLINE), json!([]), "inline in {path}");
    }
    browser.visit("/magazine/the-ropeworks/");
    assert_eq!(browser.read(INLINE), json!([]));
    let own = browser.portal().url("/");
    let foreign: Vec<_> = browser
        .requests()
        .into_iter()
        .filter(|url| !url.starts_with(&own))
        .collect();
    assert_eq!(foreign, Vec::<String>::new(), "asked elsewhere");
    kinds::assert_clean(&browser);
}
