//! Every kind of page, for tests that have to look at all of them: where it is, and what a reader opens on it.

use crate::samples::write_every_kind;
use crate::support::{Browser, Portal};

/// A kind of page, or a state of one in which other parts are seen.
pub(crate) struct Kind {
    /// What messages call it.
    pub(crate) name: &'static str,
    /// Where it is.
    pub(crate) path: &'static str,
    /// What is pressed there, one after the other.
    pub(crate) presses: &'static [&'static str],
    /// What is there afterwards.
    pub(crate) shows: &'static str,
}

impl Kind {
    const fn page(name: &'static str, path: &'static str, shows: &'static str) -> Self {
        Self::opened(name, path, &[], shows)
    }

    const fn opened(
        name: &'static str,
        path: &'static str,
        presses: &'static [&'static str],
        shows: &'static str,
    ) -> Self {
        Self {
            name,
            path,
            presses,
            shows,
        }
    }

    /// Opens it, and returns when it stands as it is to be looked at.
    #[track_caller]
    pub(crate) fn visit(&self, browser: &Browser) {
        browser.visit(self.path);
        browser.wait_for(
            "the portal",
            "document.querySelector('#portal_root[data-running]')",
        );
        // The settings are an app of their own, which may come later than the page.
        browser.wait_for(
            "the question, where it is open",
            "document.cookie.includes('consent') || document.querySelector('#portal_consent-banner')?.checkVisibility()",
        );
        for selector in self.presses {
            browser.wait_for(selector, &format!("document.querySelector(`{selector}`)"));
            browser.click(selector);
        }
        browser.wait_for(
            self.name,
            &format!("document.querySelector(\"{}\")?.checkVisibility()", self.shows),
        );
        browser.wait_for(
            "what is in sight to stand still",
            "document.getAnimations().every(({ effect }) => effect.getComputedTiming().endTime === Infinity)",
        );
    }
}

/// Lists are mostly links and pictures.
pub(crate) const LISTS: &[Kind] = &[
    Kind::page("home", "/", ".card-lead"),
    Kind::page("the second page of a list", "/page/2/", ".pager a[rel=prev]"),
    Kind::page("a section", "/magazine/", ".list > .card-lead"),
    Kind::opened(
        "a section of what closes",
        "/opportunities/",
        &[".closed summary"],
        ".closed .card",
    ),
    Kind::page("all tags", "/tags/", ".names .option"),
    Kind::page("the tags of a taxonomy", "/tags/countries/", ".kicker a"),
    Kind::page("a tag", "/tags/themes/heritage/", ".list-ways a"),
    Kind::page("all authors", "/authors/", ".names .option"),
    Kind::page("an author", "/authors/maren-holloway/", ".kicker"),
    Kind::page("the archive", "/archive/", ".years"),
    Kind::page("a year", "/archive/2026/", ".kicker a"),
    Kind::page("what is saved", "/saved/", ".saved .card"),
];

/// What changes under the reader's hands.
pub(crate) const QUERIES: &[Kind] = &[
    Kind::page("finding", "/find/", ".find-results .card:not(.card-skeleton)"),
    Kind::opened(
        "finding by several tags, with the lists open",
        "/find/?themes=heritage+no-such-theme&section=magazine",
        &[".axis:nth-child(1) summary", ".axis:nth-child(2) summary"],
        ".axis:nth-child(2) .option",
    ),
    Kind::page("nothing found", "/find/?themes=heritage&year=1999", ".chip"),
];

/// Articles have everything else.
pub(crate) const ARTICLES: &[Kind] = &[
    Kind::opened(
        "an article with every kind of block",
        "/magazine/the-ropeworks/",
        &[".prose > details summary"],
        ".prose > details p",
    ),
    Kind::opened(
        "a long article with its contents open",
        "/magazine/who-pays-for-the-visa/",
        &[".contents summary"],
        ".entries a",
    ),
    Kind::opened(
        "the pictures of a gallery",
        "/magazine/the-ropeworks/",
        &[".gallery-images a"],
        ".lightbox:modal .turn",
    ),
    Kind::page(
        "an article in Arabic",
        "/magazine/bookbinder-of-al-mina/",
        ".prose",
    ),
    Kind::page(
        "an event with embeds",
        "/events/low-tide-festival-2027/",
        ".calendar",
    ),
];

/// What stands outside the sections, and what goes wrong.
pub(crate) const OTHERS: &[Kind] = &[
    Kind::opened(
        "the display",
        "/about/",
        &[".display summary"],
        ".display [type=radio]",
    ),
    Kind::page("the privacy page", "/privacy/", ".consent-record"),
    Kind::opened(
        "the privacy settings",
        "/about/",
        &[
            "footer [data-consent=preferences]",
            "#portal_consent-preferences .consent-service summary",
        ],
        "#portal_consent-preferences:modal .consent-service dl",
    ),
    Kind::page("the accessibility statement", "/accessibility/", ".prose"),
    Kind::page("an address that is not there", "/no/such/place/", ".notice-page"),
    Kind::page("an article that fails", "/magazine/car-deck-b/", ".notice-page"),
];

/// All of them.
pub(crate) fn all() -> impl Iterator<Item = &'static Kind> {
    [LISTS, QUERIES, ARTICLES, OTHERS].into_iter().flatten()
}

fn portal() -> Option<Portal> {
    let portal = Portal::changed(|folder| {
        write_every_kind(folder);
        folder.write("content/articles/car-deck-b.json", "{}");
        // What is prerendered stays where the portal cannot do better: nobody would see that it fails.
        folder.remove("magazine/car-deck-b");
    })?;
    Some(portal.with_fallback())
}

/// Fails when the console has said anything but what is wrong with the article that fails, or the policy has forbidden anything.
#[track_caller]
pub(crate) fn assert_clean(browser: &Browser) {
    let mut console = browser.console();
    console.retain(|line| !line.contains("articles/car-deck-b.json $.slug: this field is missing"));
    assert_eq!(console, Vec::<String>::new());
    assert_eq!(
        browser.violations(),
        Vec::<String>::new(),
        "the policy forbids these"
    );
}

fn reader_of(portal: Portal) -> Option<Browser> {
    let browser = Browser::on(portal)?;
    for slug in ["bell-of-yelkenkoy", "kite-comes-home"] {
        browser.visit(&format!("/magazine/{slug}/"));
        browser.wait_for(
            "the portal",
            "document.querySelector('#portal_root[data-running]')",
        );
        browser.click("[data-tool=save]");
    }
    Some(browser)
}

/// A reader of a portal that has every kind of page, who has saved two articles and has not answered the question about
/// services yet; none where the test is to be skipped.
pub(crate) fn newcomer() -> Option<Browser> {
    reader_of(portal()?)
}

/// The same reader, who has said no to services of others; none where the test is to be skipped.
pub(crate) fn regular() -> Option<Browser> {
    let browser = newcomer()?;
    browser.refuse_services();
    Some(browser)
}

/// The same reader, of a portal behind a gate.
pub(crate) fn counted() -> Option<Browser> {
    let browser = reader_of(portal()?.gated())?;
    browser.refuse_services();
    Some(browser)
}

/// The same reader of a portal as it was built, behind a gate: what is prerendered and what the portal shows are one there.
pub(crate) fn regular_gated() -> Option<Browser> {
    let browser = reader_of(
        Portal::changed(|folder| {
            folder.write("content/articles/car-deck-b.json", "{}");
            folder.remove("magazine/car-deck-b");
        })?
        .with_fallback()
        .gated(),
    )?;
    browser.refuse_services();
    Some(browser)
}
