//! The same files work wherever a host puts them.

use crate::support::Browser;
use crate::support::{Portal, reader};

// One build is for every host: nothing in it may know where it stands.
#[test]
fn an_article_opens_and_its_links_stay_under_every_base_path() {
    const FOREIGN: &str = "((base) => [...document.querySelectorAll('body [href], body [src], body [srcset]')]
        .flatMap((element) => [element.href, element.src, ...(element.srcset ?? '').split(',').map((part) => part.trim().split(' ')[0])])
        .filter(Boolean)
        .map((address) => new URL(address, document.baseURI))
        .filter(({ origin, pathname }) => origin === location.origin && !pathname.startsWith(base))
        .map(String))";
    for base in ["/", "/sub/", "/a/deep/path/"] {
        let Some(portal) = Portal::as_built() else { return };
        let Some(browser) = Browser::on(portal.under(base)) else {
            return;
        };
        let path = format!("{base}magazine/the-ropeworks/");
        browser.visit(&path);
        browser.wait_for(
            "the picture",
            "document.querySelector('.article > .figure img').naturalWidth > 0",
        );
        let foreign = browser.read(&format!("{FOREIGN}('{base}')"));
        assert_eq!(foreign, serde_json::json!([]), "outside {base}");
        browser.click(".tags a");
        browser.arrived(&format!("{base}tags/countries/portugal/"), "Portugal");
        browser.click(".site-name");
        browser.arrived(base, "The Long Ferry");
        assert_eq!(
            browser.read(&format!("{FOREIGN}('{base}')")),
            serde_json::json!([])
        );
        browser.back();
        browser.back();
        let title = "Three hundred metres of patience: a year in the ropewalk at Port Avel";
        browser.arrived(&path, title);
        browser.assert_clean();
    }
}

// A broken link must be an error for machines and a way on for people.
#[test]
fn an_unknown_address_answers_404_with_the_designed_page() {
    let Some(browser) = reader() else { return };
    browser.visit("/no/such/place/");
    browser.arrived("/no/such/place/", "Page not found");
    assert_eq!(
        browser.read("fetch(location.href).then(({ status }) => status)"),
        404
    );
    assert_eq!(browser.read("document.title"), "Page not found | The Long Ferry");
    browser.click(".notice-page a[href='/magazine/']");
    browser.arrived("/magazine/", "Magazine");
    // Both the reader's request and the one above.
    browser.assert_console_only(&["/no/such/place/ - Failed to load resource"]);
}

// The page for unknown addresses can only be right at the site's address; elsewhere it still has to be readable.
#[test]
fn an_unknown_address_elsewhere_still_shows_words_and_a_link() {
    let Some(portal) = Portal::as_built() else { return };
    let Some(browser) = Browser::on(portal.under("/sub/")) else {
        return;
    };
    browser.open("/sub/no/such/place/");
    browser.wait_for(
        "words on the screen",
        "document.body.innerText.includes('Page not found')",
    );
    browser.wait_for(
        "a link that can be seen",
        "[...document.querySelectorAll('a')].some((link) => link.checkVisibility({ opacityProperty: true }) && link.innerText.trim())",
    );
    assert_eq!(browser.violations(), Vec::<String>::new());
}
