//! Moving through the portal is what the web has taught readers to expect.

use serde_json::json;

use crate::samples::{sixty, with_every_kind};
use crate::support::{Browser, Content, Key, Portal, reader, reader_with_tabs};

/// How far the page is scrolled, in whole pixels.
fn scrolled(browser: &Browser) -> f64 {
    browser.read("scrollY").as_f64().expect("a distance is a number")
}

/// Title, canonical address and language, as a search engine or a screen reader takes them.
fn head(browser: &Browser) -> [String; 3] {
    [
        "document.title",
        "document.querySelector('link[rel=canonical]')?.href ?? ''",
        "document.documentElement.lang",
    ]
    .map(|expression| browser.read(expression).as_str().unwrap_or_default().to_owned())
}

// Whoever likes a piece looks for more by the same hand, and whoever remembers a year for what appeared in it.
#[test]
fn a_byline_leads_to_its_author_and_the_archive_to_its_years() {
    const ADDRESS: &str = "https://longferry.example.org/";
    let Some(browser) = reader() else { return };
    browser.visit("/magazine/the-ropeworks/");
    let byline = ".byline a[rel='author']";
    let name = browser.text(byline);
    let path = browser.read(&format!("document.querySelector(\"{byline}\").pathname"));
    let path = path.as_str().expect("a link has a path").to_owned();
    browser.click(byline);
    browser.arrived(&path, &name);
    let file = format!("content/lists{}.json", path.trim_end_matches('/'));
    let list = browser.portal().folder().json(&file);
    let titles: Vec<_> = list["cards"]
        .as_array()
        .expect("a list has cards")
        .iter()
        .filter_map(|card| card["title"].as_str())
        .collect();
    assert_eq!(browser.texts(".card-title"), titles);
    assert_eq!(
        head(&browser),
        [
            &format!("{name} | The Long Ferry"),
            &format!("{ADDRESS}{}", &path[1..]),
            "en"
        ]
    );

    browser.click(".footer a[href='/archive/']");
    browser.arrived("/archive/", "Archive");
    let site = browser.portal().folder().json("content/site.json");
    let years = site["years"].as_array().expect("the demo has years");
    assert_eq!(browser.texts(".years a").len(), years.len());
    let (year, count) = (&years[0]["year"], &years[0]["count"]);
    let path = format!("/archive/{year}/");
    browser.click(&format!(".years a[href='{path}']"));
    browser.arrived(&path, &year.to_string());
    assert_eq!(browser.text("main .list-count"), format!("{count} articles"));
    browser.click(".kicker a");
    browser.arrived("/archive/", "Archive");

    browser.visit("/authors/nobody-of-this-name/");
    browser.arrived("/authors/nobody-of-this-name/", "Page not found");
}

// Whoever does not know what a site writes about looks at all its tags, and at who writes.
#[test]
fn a_taxonomy_leads_to_all_its_tags_and_an_author_to_all_authors() {
    const ADDRESS: &str = "https://longferry.example.org/";
    let Some(browser) = reader() else { return };
    let counted = |list: &serde_json::Value| -> Vec<String> {
        let entries = list.as_array().into_iter().flatten();
        let entries = entries.filter(|entry| entry["count"] != 0);
        entries
            .map(|entry| {
                format!(
                    "{} {}",
                    entry["name"].as_str().unwrap_or_default(),
                    entry["count"]
                )
            })
            .collect()
    };
    let folder = browser.portal().folder();
    let taxonomies = folder.json("content/site.json")["taxonomies"].clone();
    browser.visit("/magazine/the-ropeworks/");
    browser.click(".facts dt a[href='/tags/countries/']");
    browser.arrived("/tags/countries/", "Countries");
    browser.wait_for(
        "the portal",
        "document.querySelector('#portal_root[data-running]')",
    );
    assert_eq!(browser.texts(".names a"), counted(&taxonomies[0]["tags"]));
    assert_eq!(
        head(&browser),
        [
            "Countries | The Long Ferry",
            &format!("{ADDRESS}tags/countries/"),
            "en"
        ]
    );
    browser.click(".kicker a");
    browser.arrived("/tags/", "Tags");
    let names = taxonomies.as_array().into_iter().flatten();
    let names: Vec<_> = names.filter_map(|taxonomy| taxonomy["name"].as_str()).collect();
    assert_eq!(browser.texts("main h2"), names);
    browser.click(".names a[href='/tags/themes/heritage/']");
    browser.arrived("/tags/themes/heritage/", "Heritage");
    browser.click(".kicker a");
    browser.arrived("/tags/themes/", "Themes");
    browser.back();
    browser.arrived("/tags/themes/heritage/", "Heritage");

    browser.visit("/authors/maren-holloway/");
    browser.click(".kicker a");
    browser.arrived("/authors/", "Authors");
    browser.wait_for(
        "the portal",
        "document.querySelector('#portal_root[data-running]')",
    );
    assert_eq!(
        browser.texts(".names a"),
        counted(&folder.json("content/lists/authors.json")["authors"])
    );
    assert_eq!(head(&browser)[1], format!("{ADDRESS}authors/"));
    browser.click(".names a[href='/authors/maren-holloway/']");
    browser.arrived("/authors/maren-holloway/", "Maren Holloway");
    browser.assert_clean();

    browser.visit("/tags/nowhere/");
    browser.arrived("/tags/nowhere/", "Page not found");
    browser.assert_console_only(&["/tags/nowhere/ - Failed to load resource"]);
}

/// Counts from now on how often the page is faded in.
fn count_fades(browser: &Browser) {
    browser.read(
        "(() => {
            const main = document.querySelector('main');
            window.fades = 0;
            main.animate = (...given) => (window.fades += 1, Element.prototype.animate.apply(main, given));
        })()",
    );
}

// A page that is suddenly another one is hard to follow; on the way back the browser has motion of its own.
#[test]
fn a_page_that_a_link_has_led_to_fades_in_and_the_one_of_the_way_back_does_not() {
    let Some(browser) = reader() else { return };
    browser.visit("/magazine/");
    count_fades(&browser);
    browser.click(".footer a[href='/archive/']");
    browser.arrived("/archive/", "Archive");
    browser.wait_for("the fade", "window.fades === 1");
    browser.wait_for(
        "the end of it",
        "getComputedStyle(document.querySelector('main')).opacity === '1'",
    );
    browser.back();
    browser.arrived("/magazine/", "Magazine");
    assert_eq!(browser.read("window.fades"), 1);
    browser.assert_clean();
}

// Motion makes some readers ill.
#[test]
fn whoever_wants_no_motion_comes_to_the_next_page_without_a_fade() {
    let Some(browser) = reader() else { return };
    browser.visit("/magazine/");
    browser.prefer_stillness();
    count_fades(&browser);
    browser.click(".footer a[href='/archive/']");
    browser.arrived("/archive/", "Archive");
    assert_eq!(browser.read("window.fades"), 0);
    browser.assert_clean();
}

// Who reads a long piece wants to know where in it they are.
#[test]
fn the_contents_mark_the_section_that_is_read() {
    let Some(browser) = reader() else { return };
    browser.visit("/magazine/who-pays-for-the-visa/");
    browser.click(".contents summary");
    let headings = browser.texts(".prose h2[id]");
    assert!(headings.len() > 2, "{headings:?}");
    for (number, heading) in headings.iter().enumerate().skip(1).take(2) {
        browser.read(&format!(
            "document.querySelectorAll('.prose h2[id]')[{number}].scrollIntoView({{ behavior: 'instant' }})"
        ));
        let quoted = serde_json::to_string(heading).expect("a text is JSON");
        browser.wait_for(
            heading,
            &format!("document.querySelector('.entries a:target-current')?.textContent === {quoted}"),
        );
    }
}

/// A screen reader reads out the heading that gets the focus, and would read the title a second time from the live region.
#[track_caller]
fn assert_told_once(browser: &Browser) {
    assert_eq!(
        browser.read("document.activeElement === document.querySelector('main h1')"),
        true
    );
    assert_eq!(browser.announced(), Vec::<String>::new());
}

// Tags and cards are the two ways through a magazine; each step has to say where it leads.
#[test]
fn a_tag_leads_to_its_list_and_a_card_to_its_article() {
    const ADDRESS: &str = "https://longferry.example.org/";
    let Some(browser) = reader() else { return };
    browser.visit("/magazine/the-ropeworks/");
    browser.listen();
    assert_eq!(browser.text("#portal_live"), "", "a first load announces nothing");
    assert_eq!(browser.read("document.activeElement === document.body"), true);

    browser.click(".tags a[href='/tags/disciplines/craft/']");
    browser.arrived("/tags/disciplines/craft/", "Craft");
    let list = browser
        .portal()
        .folder()
        .json("content/lists/tags/disciplines/craft.json");
    let cards = list["cards"].as_array().expect("a list has cards");
    assert_eq!(browser.text(".list-count"), format!("{} articles", list["count"]));
    let titles: Vec<_> = cards.iter().filter_map(|card| card["title"].as_str()).collect();
    assert_eq!(browser.texts(".card-title"), titles);
    assert_eq!(
        head(&browser),
        [
            "Craft | The Long Ferry",
            &format!("{ADDRESS}tags/disciplines/craft/"),
            "en"
        ]
    );
    assert_told_once(&browser);

    let arabic = "a[href='/magazine/bookbinder-of-al-mina/']";
    let title = browser.text(arabic);
    browser.click(arabic);
    browser.arrived("/magazine/bookbinder-of-al-mina/", &title);
    assert_eq!(
        head(&browser),
        [
            &format!("{title} | The Long Ferry"),
            &format!("{ADDRESS}magazine/bookbinder-of-al-mina/"),
            "ar"
        ]
    );
    assert_told_once(&browser);

    browser.back();
    browser.arrived("/tags/disciplines/craft/", "Craft");
    assert_eq!(
        head(&browser)[2],
        "en",
        "the language is the site's again after an Arabic article"
    );
    // Who goes back is where they were: the link has the focus, and the title is told beside it.
    assert_eq!(
        browser.read(&format!("document.activeElement.matches(\"{arabic}\")")),
        true
    );
    assert_eq!(browser.announced(), ["Craft"]);
    browser.assert_clean();
}

// Similar content is laid out only when the reader comes near: a way back must find its place none the less.
#[test]
fn the_way_back_from_the_last_similar_card_leads_to_that_card() {
    let Some(browser) = reader() else { return };
    browser.resize(320, 568);
    browser.visit("/magazine/the-ropeworks/");
    let card = ".similar .cards-small > :last-child a[href]";
    let in_sight = format!(
        "((top) => top > 0 && top < innerHeight)(document.querySelector(\"{card}\").getBoundingClientRect().top)"
    );
    browser.read(&format!(
        "document.querySelector(\"{card}\").scrollIntoView({{ block: 'center', behavior: 'instant' }})"
    ));
    browser.wait_for("the last card", &in_sight);
    let title = browser.text(card);
    let heading = browser.text("main h1");
    let place = scrolled(&browser);
    browser.click_in_place(card);
    browser.wait_for(
        "the article of the card",
        &format!("document.querySelector('main h1').textContent === {title:?}"),
    );
    browser.back();
    browser.arrived("/magazine/the-ropeworks/", &heading);
    browser.wait_for("the last card, where it was left", &in_sight);
    let found = scrolled(&browser);
    assert!(
        (found - place).abs() <= 2.0,
        "left at {place} and found at {found}"
    );
    browser.assert_clean();
}

// A reader who goes back wants the place that was left, also where the network is slow.
#[test]
fn back_and_forward_restore_the_place_however_late_the_content_arrives() {
    let Some(portal) = Portal::as_built() else { return };
    let Some(browser) = Browser::on(portal.gated()) else {
        return;
    };
    let link = ".cards a[href='/magazine/the-ropeworks/']";
    browser.visit("/magazine/");
    let title = browser.text(link);
    browser.read(&format!(
        "document.querySelector(\"{link}\").scrollIntoView({{ block: 'center', behavior: 'instant' }})"
    ));
    let list = scrolled(&browser);
    assert!(
        list > 100.0,
        "the card should stand below the first screen: {list}"
    );
    browser.click_in_place(link);
    browser.arrived("/magazine/the-ropeworks/", &title);
    assert!(scrolled(&browser) < 1.0, "a new page is shown from its top");
    browser.read("scrollTo({ top: 1234, behavior: 'instant' })");
    let article = scrolled(&browser);

    for (file, path, heading, place, forward) in [
        (
            "lists/sections/magazine.json",
            "/magazine/",
            "Magazine",
            list,
            false,
        ),
        (
            "articles/the-ropeworks.json",
            "/magazine/the-ropeworks/",
            title.as_str(),
            article,
            true,
        ),
    ] {
        // A new document has no page in memory.
        browser.reload();
        browser.wait_for(
            "the page to be itself again",
            "document.querySelector('[data-running]') && scrollY > 100",
        );
        browser.portal().hold(file);
        if forward {
            browser.forward();
        } else {
            browser.back();
        }
        browser.portal().await_held(file);
        browser.wait_for(
            "the page to say that it is busy",
            "document.querySelector('main').getAttribute('aria-busy') === 'true'",
        );
        // Who scrolls on meanwhile scrolls the page that is about to go.
        browser.read("scrollBy({ top: -50, behavior: 'instant' })");
        browser.portal().release();
        browser.arrived(path, heading);
        let found = scrolled(&browser);
        assert!(
            (found - place).abs() <= 2.0,
            "{path} was left at {place} and found at {found}"
        );
    }

    browser.read("new Promise((done) => { addEventListener('scrollend', () => done(), { once: true }); scrollBy({ top: 7 }); })");
    let article = article + 7.0;
    browser.reload();
    browser.arrived("/magazine/the-ropeworks/", &title);
    let found = scrolled(&browser);
    assert!(
        (found - article).abs() <= 2.0,
        "it was left at {article} and reloaded at {found}"
    );
    browser.assert_clean();
}

// Headings in Chinese have ids in Chinese, and addresses write them in percent signs.
#[test]
fn a_fragment_in_any_script_leads_to_its_heading() {
    let content = Content::new();
    content.write(
        "site.toml",
        "name = \"The Tide\"\nlanguage = \"en\"\n\n[[sections]]\nslug = \"magazine\"\nname = \"Magazine\"\n",
    );
    let long = "The water comes and the water goes, twice a day, and somebody writes it down.\n\n".repeat(60);
    content.write(
        "magazine/puppets.md",
        format!("+++\ntitle = \"Puppets\"\npublished = 2026-03-01\n+++\n\n[历史](#历史)\n\n{long}## 历史\n\n很久以前。\n\n{long}"),
    );
    content.write(
        "pages/about.md",
        "+++\ntitle = \"About\"\n+++\n\nWe live by the sea.\n",
    );
    let Some(portal) = Portal::pressed(content.path()) else {
        return;
    };
    let Some(browser) = Browser::on(portal) else {
        return;
    };
    let at_heading = "(({ top }) => top >= 0 && top < innerHeight)(document.getElementById('历史').getBoundingClientRect())";
    let focused = "document.activeElement.id === '历史'";
    let path = "/magazine/puppets/";

    browser.visit(path);
    let title = browser.text("main h1");
    assert_eq!(browser.read(at_heading), false, "it begins above the heading");
    browser.click(".prose a[href='#历史']");
    browser.wait_for("the heading in sight", at_heading);
    assert_eq!(browser.read(focused), true);
    browser.arrived(&format!("{path}#历史"), &title);
    let place = scrolled(&browser);

    browser.reload();
    browser.arrived(&format!("{path}#历史"), &title);
    let now = scrolled(&browser);
    assert!(
        (now - place).abs() <= 2.0,
        "a reload keeps the place: {place}, then {now}"
    );
    browser.back();
    browser.arrived(path, &title);

    browser.visit("/about/");
    browser.visit(&format!("{path}#%E5%8E%86%E5%8F%B2"));
    browser.wait_for("the heading in sight after a first load", at_heading);
    assert_eq!(browser.read(focused), true);
    browser.visit("/about/");
    browser.follow(&format!("{path}#历史"));
    browser.arrived(&format!("{path}#历史"), &title);
    browser.wait_for("the heading in sight after a link", at_heading);
    assert_eq!(browser.read(focused), true);
    browser.assert_clean();
}

// A footnote is a short trip: there, and back to the same word.
#[test]
fn a_footnote_is_reached_and_left_again() {
    let Some(portal) = with_every_kind() else {
        return;
    };
    let Some(browser) = Browser::on(portal) else {
        return;
    };
    let path = "/magazine/the-ropeworks/";
    browser.visit(path);
    browser.click(".note-reference a");
    browser.arrived(&format!("{path}#portal_note-1"), "Every kind");
    assert_eq!(browser.read("document.activeElement.id"), "portal_note-1");
    browser.click(".note-back");
    browser.arrived(&format!("{path}#portal_reference-1"), "Every kind");
    assert_eq!(browser.read("document.activeElement.id"), "portal_reference-1");
    browser.back();
    browser.arrived(&format!("{path}#portal_note-1"), "Every kind");
    browser.back();
    browser.arrived(path, "Every kind");
    browser.assert_clean();
}

// What the app must not touch: every way of opening a link elsewhere, and every link that is no page.
#[test]
fn clicks_that_are_not_the_apps_are_left_to_the_browser() {
    // The last listener in line sees whether the app took the click, and then keeps the page where it is.
    const TAKEN: &str = "(([href, attributes, event]) => {
        const link = Object.assign(document.createElement('a'), attributes);
        link.setAttribute('href', href);
        let taken;
        addEventListener('click', (click) => { taken = click.defaultPrevented; click.preventDefault(); }, { once: true });
        document.querySelector('main').append(link);
        link.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, ...event }));
        link.remove();
        return taken;
    })";
    let Some(browser) = reader_with_tabs() else { return };
    browser.visit("/magazine/");
    for (href, attributes, event) in [
        ("/events/", json!({ "target": "_blank" }), json!({})),
        ("/events/", json!({ "download": "" }), json!({})),
        ("/events/", json!({}), json!({ "ctrlKey": true })),
        ("/events/", json!({}), json!({ "metaKey": true })),
        ("/events/", json!({}), json!({ "shiftKey": true })),
        ("/events/", json!({}), json!({ "altKey": true })),
        ("/events/", json!({}), json!({ "button": 1 })),
        ("/content/media/programme.pdf", json!({}), json!({})),
        ("https://example.org/", json!({}), json!({})),
        ("mailto:desk@example.org", json!({}), json!({})),
        ("tel:+351000", json!({}), json!({})),
    ] {
        let case = json!([href, attributes, event]);
        assert_eq!(browser.read(&format!("{TAKEN}({case})")), false, "{case}");
    }
    assert_eq!(browser.path(), "/magazine/");

    browser.click_with(Key::Control, ".menu a[href='/events/']");
    assert_eq!(browser.tabs(), 2);
    assert_eq!(browser.path(), "/magazine/");
    let plain = json!(["/events/", {}, {}]);
    assert_eq!(browser.read(&format!("{TAKEN}({plain})")), true);
    browser.arrived("/events/", "Events");
    browser.assert_clean();
}

// Who reads by keyboard must not walk through the menu of every page.
#[test]
fn the_skip_link_moves_the_focus_to_the_content() {
    let Some(browser) = reader() else { return };
    browser.visit("/magazine/the-ropeworks/");
    browser.press(Key::Tab);
    assert_eq!(browser.read("document.activeElement.className"), "skip");
    browser.press(Key::Enter);
    browser.wait_for("the focus on main", "document.activeElement.id === 'portal_main'");
    browser.press(Key::Tab);
    assert_eq!(
        browser.read("document.querySelector('main').contains(document.activeElement)"),
        true
    );
    browser.assert_clean();
}

// A long list is read page by page, and every page has an address that can be kept and sent.
#[test]
fn a_long_list_has_pages_of_24_with_addresses() {
    let content = tempfile::tempdir().expect("the system has a folder for temporary files");
    sixty(content.path());
    let Some(portal) = Portal::pressed(content.path()) else {
        return;
    };
    let Some(browser) = Browser::on(portal) else {
        return;
    };
    let pieces = |newest: usize, oldest: usize| -> Vec<String> {
        (oldest..=newest)
            .rev()
            .map(|number| format!("Piece {number}"))
            .collect()
    };
    let second = "Magazine, Page 2 of 3";

    browser.visit("/magazine/");
    assert_eq!(browser.text(".list-count"), "60 articles");
    assert_eq!(browser.texts(".card-title"), pieces(60, 37));
    assert_eq!(browser.count(".pager a"), 1);
    browser.click(".pager a[rel=next][href='/magazine/page/2/']");
    browser.arrived("/magazine/page/2/", second);
    assert_eq!(browser.texts(".card-title"), pieces(36, 13));
    let canonical = "new URL(document.querySelector('link[rel=canonical]').href).pathname";
    assert_eq!(browser.read(canonical), "/magazine/page/2/");
    browser.reload();
    browser.arrived("/magazine/page/2/", second);
    assert_eq!(browser.texts(".card-title"), pieces(36, 13));
    browser.click(".pager a[rel=next]");
    browser.arrived("/magazine/page/3/", "Magazine, Page 3 of 3");
    assert_eq!(browser.texts(".card-title"), pieces(12, 1));
    assert_eq!(browser.count(".pager a[rel=next]"), 0);
    browser.back();
    browser.arrived("/magazine/page/2/", second);
    browser.click(".pager a[rel=prev][href='/magazine/']");
    browser.arrived("/magazine/", "Magazine");

    // What was kept and sent before still opens the page, under its own address.
    browser.visit("/magazine/?page=2");
    browser.arrived("/magazine/page/2/", second);
    assert_eq!(browser.texts(".card-title"), pieces(36, 13));
    assert_eq!(browser.read(canonical), "/magazine/page/2/");
    browser.follow("/magazine/?page=3");
    browser.arrived("/magazine/page/3/", "Magazine, Page 3 of 3");
    browser.back();
    browser.arrived("/magazine/page/2/", second);
    browser.follow("/Magazine/Page/02");
    browser.arrived("/magazine/page/2/", second);
    for query in ["abc", "0", "-1", "2.5"] {
        browser.visit(&format!("/magazine/?page={query}"));
        assert_eq!(browser.texts(".card-title"), pieces(60, 37), "?page={query}");
    }

    browser.follow("/magazine/page/99/");
    browser.arrived("/magazine/page/99/", "Magazine, Page 99 of 3");
    assert!(
        browser
            .text(".notice")
            .starts_with("The last page of this list is 3."),
        "an unknown page says so"
    );
    browser.click(".notice a");
    browser.arrived("/magazine/", "Magazine");
    browser.visit("/magazine/?page=99");
    browser.arrived("/magazine/page/99/", "Magazine, Page 99 of 3");
    browser.assert_clean();
    // A host has no file there, and the portal says why.
    browser.visit("/magazine/page/99/");
    browser.arrived("/magazine/page/99/", "Magazine, Page 99 of 3");
    browser.assert_console_only(&["/magazine/page/99/ - Failed to load resource"]);
}

// A wrong address must not show everything, and a sloppy one must become the right one.
#[test]
fn an_unknown_tag_is_not_found_and_a_sloppy_address_is_respelled() {
    let Some(portal) = Portal::as_built() else { return };
    let Some(browser) = Browser::on(portal.with_fallback()) else {
        return;
    };
    browser.visit("/");
    let missing = "Page not found";
    for path in ["/tags/themes/nowhere/", "/tags/nowhere/heritage/", "/nowhere/"] {
        browser.follow(path);
        browser.arrived(path, missing);
        assert_eq!(
            browser.count("link[rel=canonical]"),
            0,
            "{path} is nothing to be found by"
        );
        assert!(browser.count(".notice-page a") > 4, "{path} offers ways on");
    }
    let title = "Three hundred metres of patience: a year in the ropewalk at Port Avel";
    for (sloppy, path, heading) in [
        ("/Magazine/The-Ropeworks", "/magazine/the-ropeworks/", title),
        ("/events/the-ropeworks/", "/magazine/the-ropeworks/", title),
        ("/EVENTS/?page=1", "/events/", "Events"),
        ("/EVENTS/?utm_source=mail", "/events/?utm_source=mail", "Events"),
        ("/tags/themes/heritage", "/tags/themes/heritage/", "Heritage"),
        ("/index.html", "/", "The Long Ferry"),
    ] {
        browser.follow(sloppy);
        browser.arrived(path, heading);
    }
    browser.visit("/Magazine/THE-ropeworks");
    browser.arrived("/magazine/the-ropeworks/", title);
    browser.assert_clean();
}
