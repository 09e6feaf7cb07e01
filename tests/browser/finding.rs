//! Finding by several tags at once.

use std::collections::BTreeMap;

use crate::support::{Browser, Content, Key, Portal, Scheme};
use serde_json::json;

const COUNTRIES: [&str; 5] = ["Nepal", "Norway", "Peru", "Samoa", "Togo"];
const THEMES: [&str; 3] = ["Sea", "Land", "Air"];
const ARTICLES: usize = 120;

/// What a reader may know of the article of that number.
fn facts(number: usize) -> (&'static str, &'static str, usize) {
    (COUNTRIES[number % 5], THEMES[(number / 7) % 3], 2020 + number % 4)
}

fn portal() -> Option<Portal> {
    let content = Content::new();
    content.write(
        "site.toml",
        "name = \"Found\"\naddress = \"https://found.example/\"\nlanguage = \"en\"\n\n\
         [[sections]]\nslug = \"magazine\"\nname = \"Magazine\"\n\n\
         [[taxonomies]]\nslug = \"countries\"\nname = \"Countries\"\n\n\
         [[taxonomies]]\nslug = \"themes\"\nname = \"Themes\"\n",
    );
    for number in 0..ARTICLES {
        let (country, theme, year) = facts(number);
        let (month, day) = (number % 12 + 1, number % 28 + 1);
        content.write(
            &format!("magazine/piece-{number}.md"),
            format!(
                "+++\ntitle = \"Piece {number}\"\npublished = {year}-{month:02}-{day:02}\n\n[tags]\n\
                 countries = [\"{country}\"]\nthemes = [\"{theme}\"]\n+++\n\nWords.\n"
            ),
        );
    }
    Portal::pressed(content.path())
}

fn browser() -> Option<Browser> {
    Browser::on(portal()?.with_fallback())
}

/// How many articles a count by hand finds.
fn count(fits: impl Fn((&str, &str, usize)) -> bool) -> usize {
    (0..ARTICLES).filter(|number| fits(facts(*number))).count()
}

fn pieces(count: usize) -> String {
    if count == 1 {
        "1 piece".to_owned()
    } else {
        format!("{count} articles")
    }
}

/// The options of an axis with their counts.
fn options(browser: &Browser, axis: usize) -> BTreeMap<String, usize> {
    let texts = browser.texts(&format!(".axis:nth-child({axis}) .option"));
    let option = |text: &String| {
        let (name, count) = text.rsplit_once(' ').expect("a count stands behind the name");
        (name.to_owned(), count.parse().expect("a count is a number"))
    };
    texts.iter().map(option).collect()
}

fn option(axis: &str, value: &str) -> String {
    format!(".axis a.option[href*='{axis}='][href*='{value}']")
}

// Readers narrow down step by step: every step has an address, true counts, and a way back.
#[test]
fn each_choice_narrows_what_is_found_and_has_an_address_of_its_own() {
    let Some(browser) = browser() else { return };
    browser.visit("/find/");
    assert_eq!(browser.text(".chips .list-count"), pieces(ARTICLES));
    browser.click(".axis:nth-child(1) summary");
    browser.click(&option("countries", "nepal"));
    browser.arrived("/find/?countries=nepal", "Find articles");
    let nepal = count(|(country, ..)| country == "Nepal");
    assert_eq!(browser.text(".chips .list-count"), pieces(nepal));

    // Within one list any choice will do.
    browser.click(&option("countries", "nepal+norway"));
    browser.arrived("/find/?countries=nepal+norway", "Find articles");
    let both = |country: &str| matches!(country, "Nepal" | "Norway");
    assert_eq!(
        browser.text(".chips .list-count"),
        pieces(count(|(country, ..)| both(country)))
    );

    // Every list in which one is chosen has to fit, and counts tell what each choice would bring.
    browser.click(".axis:nth-child(2) summary");
    browser.click(&option("themes", "sea"));
    browser.arrived("/find/?countries=nepal+norway&themes=sea", "Find articles");
    let found = count(|(country, theme, _)| both(country) && theme == "Sea");
    assert_eq!(browser.text(".chips .list-count"), pieces(found));
    for (name, counted) in options(&browser, 1) {
        let expected = count(|(country, theme, _)| country == name && theme == "Sea");
        assert_eq!(counted, expected, "{name}");
    }
    for (name, counted) in options(&browser, 2) {
        let expected = count(|(country, theme, _)| both(country) && theme == name);
        assert_eq!(counted, expected, "{name}");
    }
    assert_eq!(
        browser.count(".find-results .card:not(.card-skeleton)"),
        found.min(24)
    );
    assert_eq!(browser.read("document.title"), "Nepal, Norway, Sea | Found");

    // A reload, and whoever gets the address, sees the same.
    browser.visit("/find/?countries=nepal+norway&themes=sea");
    assert_eq!(browser.text(".chips .list-count"), pieces(found));
    assert_eq!(browser.texts(".chip"), ["Nepal", "Norway", "Sea", "Clear all"]);

    // A chip takes its choice away; the way back brings it again.
    browser.click(".chip[aria-label='Remove Norway']");
    browser.arrived("/find/?countries=nepal&themes=sea", "Find articles");
    let fewer = count(|(country, theme, _)| country == "Nepal" && theme == "Sea");
    assert_eq!(browser.text(".chips .list-count"), pieces(fewer));
    browser.back();
    browser.arrived("/find/?countries=nepal+norway&themes=sea", "Find articles");
    browser.wait_for(
        "what was found before",
        &format!(
            "document.querySelector('.list-count').textContent === {}",
            json!(pieces(found))
        ),
    );
    browser.assert_clean();
}

// Whoever chooses by keyboard or with a screen reader goes on from where they are, and is told once.
#[test]
fn a_choice_keeps_the_focus_the_open_list_and_the_place_and_is_told_once() {
    let Some(browser) = browser() else { return };
    browser.resize(375, 700);
    browser.visit("/find/");
    browser.click(".axis:nth-child(1) summary");
    browser.listen();
    let peru = option("countries", "peru");
    browser.read(&format!("document.querySelector({}).focus()", json!(peru)));
    let before = browser.read("scrollY");
    browser.press(Key::Enter);
    browser.arrived("/find/?countries=peru", "Find articles");
    assert_eq!(browser.read("document.activeElement.textContent"), "Peru 24");
    assert_eq!(browser.read("document.activeElement.ariaCurrent"), "true");
    assert_eq!(browser.read("document.querySelector('.axis').open"), true);
    assert_eq!(browser.announced(), [pieces(24)]);
    assert_eq!(browser.read("scrollY"), before);
    // A chip that is gone leaves the focus at the heading, not nowhere.
    browser.read("document.querySelector('.chip').focus()");
    browser.press(Key::Enter);
    browser.arrived("/find/", "Find articles");
    assert_eq!(browser.read("document.activeElement.localName"), "h1");
    assert_eq!(browser.announced(), [pieces(ARTICLES)]);
    browser.assert_clean();
}

// What one presses on a phone must not be pushed from under the thumb by what it brings.
#[test]
fn choices_stand_still_while_chips_come_and_go() {
    let Some(browser) = browser() else { return };
    browser.resize(375, 700);
    browser.visit("/find/");
    browser.click(".axis:nth-child(1) summary");
    let mut path = "/find/?countries=".to_owned();
    for slug in ["nepal", "norway", "peru"] {
        let choice = json!(option("countries", slug));
        browser.read(&format!(
            "document.querySelector({choice}).scrollIntoView({{ block: 'center', behavior: 'instant' }}), document.querySelector({choice}).focus()"
        ));
        let top = "document.activeElement.getBoundingClientRect().top";
        let before = browser.number(top);
        browser.press(Key::Enter);
        path.push_str(slug);
        browser.arrived(&path, "Find articles");
        path.push('+');
        assert_eq!(browser.read("document.activeElement.ariaCurrent"), "true");
        let now = browser.number(top);
        assert!(
            (now - before).abs() <= 2.0,
            "{slug} has moved from {before} to {now}"
        );
    }
    browser.assert_clean();
}

// Bars beside bars: nobody knows which of them moves what.
#[test]
fn no_list_of_choices_scrolls_within_another() {
    let Some(browser) = browser() else { return };
    for (width, height) in [(1440, 900), (1440, 500), (375, 667)] {
        browser.resize(width, height);
        browser.visit("/find/");
        browser.read("document.querySelectorAll('.axis').forEach((axis) => { axis.open = true; })");
        let nested = browser.read(
            "(() => {
                const scrolls = (element) => ['auto', 'scroll'].includes(getComputedStyle(element).overflowY);
                return [...document.querySelectorAll('main *')].filter((element) => scrolls(element) && element.parentElement.closest('main *') && (() => {
                    for (let at = element.parentElement; at && at.localName !== 'main'; at = at.parentElement) if (scrolls(at)) return true;
                    return false;
                })()).map(({ outerHTML }) => outerHTML.slice(0, 60));
            })()",
        );
        assert_eq!(nested, json!([]), "in {width} × {height}");
    }
    browser.assert_clean();
}

// An address with a slip in it must not show everything as if nothing had been asked.
#[test]
fn an_unknown_value_is_told_and_cannot_turn_the_notice() {
    let Some(browser) = browser() else { return };
    browser.visit("/find/?countries=atlantis+%E2%80%AEunder+peru");
    assert_eq!(browser.text(".chips .list-count"), pieces(24));
    assert_eq!(
        browser.text(".notice"),
        "This link asks for filters that don’t exist here: atlantis, \u{202e}under"
    );
    assert_eq!(browser.texts(".notice bdi"), ["atlantis", "\u{202e}under"]);
    browser.reload();
    browser.wait_for("the notice", "document.querySelector('.notice')");
    // What is chosen next has an address without it.
    browser.click(".chip");
    browser.arrived("/find/", "Find articles");
    assert_eq!(browser.count(".notice"), 0);
    // The same question has one address, however it was written.
    browser.visit("/find/?themes=SEA&countries=peru,nepal");
    browser.arrived("/find/?countries=nepal+peru&themes=sea", "Find articles");
    browser.assert_clean();
}

// Long results come in pages, which are links like all others.
#[test]
fn what_is_found_comes_in_pages_of_24_with_links() {
    let Some(browser) = browser() else { return };
    browser.visit("/find/?year=2020+2021");
    let found = count(|(.., year)| year < 2022);
    assert_eq!(
        browser.text(".pager span"),
        format!("Page 1 of {}", found.div_ceil(24))
    );
    browser.click(".pager a[rel='next']");
    browser.arrived("/find/?year=2021+2020&page=2", "Find articles");
    browser.wait_for("all cards", "!document.querySelector('.card-skeleton')");
    assert_eq!(browser.count(".find-results .card"), 24);
    browser.wait_for(
        "the beginning of the next page",
        "scrollY === 0 && document.activeElement.localName === 'h1'",
    );
    browser.visit("/find/?year=2020+2021&page=99");
    assert!(
        browser
            .text(".notice")
            .starts_with("The last page of this list is"),
        "{}",
        browser.text(".notice")
    );
    browser.visit("/find/?countries=peru&themes=sea&year=2020&section=magazine");
    browser.assert_clean();
}

// What is known is shown at once; cards that are on their way have their place, and one that fails can be asked for again.
#[test]
fn cards_that_are_on_their_way_keep_their_places_and_a_failure_can_be_tried_again() {
    let Some(portal) = portal() else { return };
    let Some(browser) = Browser::on(portal.with_fallback().gated()) else {
        return;
    };
    browser.visit("/find/");
    browser.portal().hold("search/parts/first/");
    browser.click(".axis:nth-child(4) summary");
    browser.click(&option("year", "2020"));
    browser.arrived("/find/?year=2020", "Find articles");
    assert_eq!(browser.text(".chips .list-count"), pieces(30));
    assert_eq!(browser.count(".find-results .card"), 24);
    assert!(
        browser.count(".card-skeleton") > 0,
        "older cards are still on their way"
    );
    let height = browser.read("document.querySelector('.card-skeleton').offsetHeight > 100");
    assert_eq!(height, true);
    browser.portal().release();
    browser.wait_for("all cards", "!document.querySelector('.card-skeleton')");
    assert_eq!(browser.count(".find-results .card"), 24);

    browser.block(&["*/search/*"]);
    browser.click(&option("year", "2021"));
    browser.wait_for("the failure", "document.querySelector('main [data-retry]')");
    browser.block(&[]);
    browser.click("main [data-retry]");
    browser.arrived("/find/?year=2021+2020", "Find articles");
    assert_eq!(browser.text(".chips .list-count"), pieces(60));
}

// Who changes their mind while an article is on its way must not see it announced for ever.
#[test]
fn a_choice_ends_the_wait_for_a_page_that_was_asked_for_before() {
    let Some(portal) = portal() else { return };
    let Some(browser) = Browser::on(portal.gated()) else {
        return;
    };
    browser.visit("/find/");
    browser.click(".axis:nth-child(1) summary");
    browser.portal().hold("content/articles/");
    browser.click_in_place(".find-results .card a");
    browser.wait_for("the wait", "document.querySelector('main').ariaBusy === 'true'");
    browser.click_in_place(&option("countries", "nepal"));
    browser.wait_for(
        "the end of it",
        "document.querySelector('main').ariaBusy === 'false'",
    );
    browser.portal().release();
    browser.wait_for("the answer", "document.querySelector('.chip')");
    assert_eq!(browser.text("main h1"), "Find articles");
    browser.assert_clean();
}

// Readers of articles do not pay for what only finding needs, and find all the same.
#[test]
fn finding_is_an_app_of_its_own_that_reading_does_not_ask_for() {
    let Some(browser) = browser() else { return };
    browser.visit("/magazine/piece-7/");
    let apps = |requests: Vec<String>| -> Vec<String> {
        let files = requests.iter().filter_map(|url| url.rsplit('/').next());
        let apps = files.filter_map(|file| file.strip_suffix(".wasm")?.split_once('-'));
        apps.map(|(name, _)| name.to_owned()).collect()
    };
    assert_eq!(apps(browser.requests()), ["app"]);
    browser.click(".search button");
    browser.arrived("/find/", "Find articles");
    browser.wait_for(
        "the portal",
        "document.querySelector('#portal_root[data-running]')",
    );
    // Once as the pointer comes near the field, and once for the page, from the browser's cache.
    let mut asked = apps(browser.requests());
    asked.dedup();
    assert_eq!(asked, ["find"]);
    // From there on it reads as well.
    browser.click(".find-results .card a");
    browser.wait_for("an article", "document.querySelector('main article.article')");
    browser.back();
    browser.arrived("/find/", "Find articles");
    browser.visit("/tags/countries/peru/");
    browser.click(".list-ways a");
    browser.arrived("/find/?countries=peru", "Find articles");
    assert_eq!(browser.text(".chips .list-count"), pieces(24));
    browser.assert_clean();
}

/// How the first of the choices of a document looks: laid out by nothing but the sheet of these pages.
fn choice(document: &str) -> String {
    format!(
        "((own) => own && (({{ display, textDecorationLine, justifyContent }}) =>
            [display, textDecorationLine, justifyContent].join(' '))(getComputedStyle(own)))({document}.querySelector('.option'))"
    )
}

const STYLED: &str = "flex none space-between";

/// The sheets that a page has asked for, without what stands behind their names.
fn sheets(browser: &Browser) -> Vec<String> {
    let requests = browser.requests();
    let files = requests.iter().filter_map(|url| url.rsplit('/').next());
    let sheets = files.filter_map(|file| file.strip_suffix(".css")?.split_once('-'));
    sheets.map(|(name, _)| name.to_owned()).collect()
}

// Readers of articles do not pay for the rules of pages that few open, either.
#[test]
fn the_pages_of_the_second_app_have_a_sheet_that_reading_does_not_ask_for() {
    let Some(browser) = browser() else { return };
    for path in ["/", "/magazine/", "/magazine/piece-7/", "/saved/", "/nothing/"] {
        browser.visit(path);
        assert_eq!(sheets(&browser), ["style"], "{path}");
    }
    for path in ["/find/", "/find/?countries=peru", "/tags/countries/"] {
        browser.visit(path);
        assert_eq!(sheets(&browser), ["style", "find"], "{path}");
        assert_eq!(browser.read(&choice("document")), STYLED, "{path}");
    }
    browser.visit("/find/");
    let layers = "[...document.styleSheets].map(({ href }) => /(style|find)-/.exec(href)[1])";
    assert_eq!(
        browser.read(layers),
        json!(["style", "find"]),
        "the order of layers is said first"
    );
    // The way on and back is the app's own.
    browser.click(".find-results .card a");
    browser.wait_for("an article", "document.querySelector('main article.article')");
    browser.back();
    browser.arrived("/find/", "Find articles");
    assert_eq!(browser.read(&choice("document")), STYLED);
    browser.assert_clean();
}

// Where one file stands for all addresses it asks for no sheet of these pages: without waiting for it they would be seen bare
// first. Another tab looks on, because no document is loaded while a sheet of its own is held back.
#[test]
fn a_shell_for_all_addresses_shows_these_pages_with_their_sheet_from_the_first_moment() {
    for path in ["/find/", "/tags/countries/"] {
        let Some(portal) = portal() else { return };
        for page in ["find", "tags"] {
            portal.folder().remove(page);
        }
        let Some(browser) = Browser::on(portal.with_fallback().gated()) else {
            return;
        };
        browser.visit("/magazine/piece-7/");
        let sheet = browser.read("document.querySelector('head > template').content.querySelector('link').getAttribute('href').split('/').at(-1)");
        let sheet = sheet.as_str().expect("a name is a text");
        browser.portal().hold(sheet);
        browser.read(&format!("!!(globalThis.other = open('{path}'))"));
        browser.portal().await_held(sheet);
        browser.wait_for(
            "the app",
            "other.performance.getEntriesByType('resource').some(({ name, responseEnd }) => responseEnd && /find-.*wasm/.test(name))",
        );
        let look = choice("other.document");
        browser.read(&format!(
            "(globalThis.first = {look}, new MutationObserver(() => {{ first ??= {look}; }}).observe(other.document, {{ childList: true, subtree: true }}))"
        ));
        browser.portal().release();
        browser.wait_for("the choices", "first");
        assert_eq!(browser.read("first"), STYLED, "{path}");
        browser.assert_clean();
    }
}

// A sheet that does not come leaves a page that can be used.
#[test]
fn without_their_sheet_these_pages_are_shown_all_the_same() {
    let Some(portal) = portal() else { return };
    portal.folder().remove("find");
    let Some(browser) = Browser::on(portal.with_fallback()) else {
        return;
    };
    browser.block(&["*/assets/find-*.css"]);
    browser.open("/find/");
    browser.arrived("/find/", "Find articles");
    assert_eq!(browser.text(".chips .list-count"), pieces(ARTICLES));
}

// What press prerenders is what the app shows: nothing moves when it comes.
#[test]
fn the_prerendered_page_is_hydrated_without_a_change_and_keeps_what_the_reader_has_opened() {
    let Some(portal) = portal() else { return };
    let Some(browser) = Browser::on(portal.gated()) else {
        return;
    };
    browser.forget_files();
    assert_eq!(browser.changes_when_hydrated("/find/"), Vec::<String>::new());
    browser.portal().hold(".wasm");
    browser.start_opening("/find/");
    browser.portal().await_held(".wasm");
    browser.wait_for(
        "the prerendered page",
        "document.querySelector('#portal_root[data-prerendered] .axis')",
    );
    browser.click_in_place(".axis summary");
    browser.portal().release();
    browser.wait_for(
        "the portal",
        "document.querySelector('#portal_root[data-running]')",
    );
    assert_eq!(browser.read("document.querySelector('.axis').open"), true);
    browser.assert_clean();
}

/// Names with marks and signs that nobody types.
const ODD: [&str; 4] = ["Côte d’Ivoire", "Égypte", "Łódź", "Guinée-Bissau"];

/// A site with sixty countries, of which later ones have more articles.
fn of_many() -> Option<Portal> {
    let content = Content::new();
    content.write(
        "site.toml",
        "name = \"Many\"\nlanguage = \"en\"\n\n[[sections]]\nslug = \"magazine\"\nname = \"Magazine\"\n\n\
         [[taxonomies]]\nslug = \"countries\"\nname = \"Countries\"\n",
    );
    let plain = (0..56).map(|number| format!("Country {number:02}"));
    let all: Vec<_> = ODD.iter().map(ToString::to_string).chain(plain).collect();
    for number in 0..all.len() {
        let names: Vec<_> = all[number..].iter().map(|name| format!("\"{name}\"")).collect();
        let text = format!(
            "+++\ntitle = \"Piece {number}\"\n\n[tags]\ncountries = [{}]\n+++\n\nWords.\n",
            names.join(", ")
        );
        content.write(&format!("magazine/piece-{number}.md"), text);
    }
    Portal::pressed(content.path())
}

/// The choices of the first list that are seen.
const SEEN: &str = "[...document.querySelectorAll('.axis:nth-child(1) li')].filter((one) => one.checkVisibility()).map((one) => one.querySelector('span:not(.option)').textContent)";

fn seen(browser: &Browser) -> Vec<String> {
    serde_json::from_value(browser.read(SEEN)).expect("the expression gives texts")
}

/// Types into the field in place of what stands there.
fn type_anew(browser: &Browser, text: &str) {
    browser.read("document.querySelector('.narrow [type=search]').select()");
    browser.press(Key::Backspace);
    browser.write(text);
}

// Nobody looks through three hundred countries in a box: what most articles have is there, and the rest by its name.
#[test]
fn a_long_list_begins_with_the_most_used_and_the_rest_is_found_by_typing() {
    let Some(portal) = of_many() else { return };
    let Some(browser) = Browser::on(portal) else {
        return;
    };
    browser.visit("/find/");
    browser.wait_for(
        "the portal",
        "document.querySelector('#portal_root[data-running]')",
    );
    browser.click(".axis:nth-child(1) summary");
    let most_used: Vec<_> = (36..56).map(|number| format!("Country {number}")).collect();
    assert_eq!(seen(&browser), most_used);

    // From the name of the list by keyboard: the field, the box that shows all, the first choice.
    browser.listen();
    browser.press(Key::Tab);
    let field =
        ["document.activeElement.type", "document.activeElement.ariaLabel"].map(|what| browser.read(what));
    assert_eq!(field, ["search", "Filter Countries"]);
    for (typed, names, told) in [
        ("lodz", vec!["Łódź"], "1 choice left"),
        ("EGY", vec!["Égypte"], "1 choice left"),
        ("cote d'i", vec!["Côte d’Ivoire"], "1 choice left"),
        ("guinee b", vec!["Guinée-Bissau"], "1 choice left"),
        ("éGyptÉ", vec!["Égypte"], "1 choice left"),
        ("try 0", (0..10).map(|_| "").collect(), "10 choices left"),
        ("nowhere", vec![], "0 choices left"),
    ] {
        type_anew(&browser, typed);
        let left = seen(&browser);
        assert_eq!(left.len(), names.len(), "{typed}: {left:?}");
        if typed != "try 0" {
            assert_eq!(left, names, "{typed}");
        }
        assert_eq!(
            browser.announced().last().map(String::as_str),
            Some(told),
            "{typed}"
        );
    }
    // Counts are no names.
    type_anew(&browser, "60");
    assert_eq!(seen(&browser), [""; 0]);

    // What is chosen stays in sight, whatever is looked for next, and the focus stays with it.
    type_anew(&browser, "lodz");
    browser.press(Key::Tab);
    assert_eq!(browser.read("document.activeElement.type"), "checkbox");
    browser.press(Key::Tab);
    browser.press(Key::Enter);
    browser.arrived("/find/?countries=lodz", "Find articles");
    assert_eq!(browser.read("document.activeElement.textContent"), "Łódź 3");
    assert_eq!(
        browser.read("document.querySelector('.narrow [type=search]').value"),
        "lodz"
    );
    assert_eq!(seen(&browser), ["Łódź"]);
    type_anew(&browser, "egy");
    assert_eq!(seen(&browser), ["Égypte", "Łódź"]);
    type_anew(&browser, "");
    let with_chosen: Vec<_> = most_used.iter().cloned().chain(["Łódź".to_owned()]).collect();
    assert_eq!(seen(&browser), with_chosen);

    // All of them, and back.
    browser.click(".narrow label");
    assert_eq!(seen(&browser).len(), 60);
    browser.click(".narrow label");
    assert_eq!(seen(&browser), with_chosen);
    // Whoever was sent the address sees what is chosen, too.
    browser.visit("/find/?countries=lodz");
    browser.click(".axis:nth-child(1) summary");
    assert_eq!(seen(&browser), with_chosen);
    browser.assert_clean();
}

// A field and a box more are for everybody, in every colour and at every size.
#[test]
fn a_long_list_is_accessible_and_walked_through_by_keyboard_cut_filtered_and_whole() {
    let Some(portal) = of_many() else { return };
    let Some(browser) = Browser::on(portal) else {
        return;
    };
    let mut wrong = Vec::new();
    for state in ["cut", "filtered", "whole"] {
        browser.resize(1280, 800);
        browser.visit("/find/");
        browser.wait_for(
            "the portal",
            "document.querySelector('#portal_root[data-running]')",
        );
        browser.click(".axis:nth-child(1) summary");
        match state {
            "filtered" => {
                browser.click(".narrow [type=search]");
                browser.write("gui");
            }
            "whole" => browser.click(".narrow label"),
            _ => {}
        }
        for width in [1280, 320] {
            browser.resize(width, 800);
            for colours in ["light", "dark", "forced"] {
                match colours {
                    "light" => browser.prefer(Scheme::Light),
                    "dark" => browser.prefer(Scheme::Dark),
                    _ => browser.force_colours(),
                }
                let Some(findings) = browser.axe() else { return };
                wrong.extend(
                    findings
                        .into_iter()
                        .map(|finding| format!("{state} {width} {colours}: {finding}")),
                );
            }
            let wide = browser.number("document.documentElement.scrollWidth");
            if wide > f64::from(width) {
                wrong.push(format!("{state}: {wide} px wide in a window of {width}"));
            }
        }
        browser.prefer(Scheme::Light);
        let walk = browser.walk();
        assert!(
            walk.names.iter().any(|name| name.contains("Filter Countries")),
            "{:?}",
            walk.names
        );
        wrong.extend(walk.wrong.into_iter().map(|fault| format!("{state}: {fault}")));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    browser.assert_clean();
}

// A form that nothing answers is worse than none: without the app the choices are links to lists, and go on.
#[test]
fn without_javascript_the_choices_lead_to_lists() {
    let Some(browser) = browser() else { return };
    browser.forbid_scripts();
    browser.open("/find/");
    let dead = "[...document.querySelectorAll('main :is(input, button)')].filter((one) => one.checkVisibility({ visibilityProperty: true })).length";
    assert_eq!(browser.read(dead), 0);
    browser.click(".axis:nth-child(1) summary");
    browser.click(".axis:nth-child(1) .option[href*='peru']");
    browser.wait_for(
        "the tag",
        "document.querySelector('main h1').textContent === 'Peru'",
    );
    assert_eq!(browser.path(), "/tags/countries/peru/");
    browser.open("/find/");
    browser.click(".pager a[rel=next]");
    browser.wait_for("the next page", "location.pathname === '/page/2/'");
    assert_eq!(browser.text("main h1"), "Found, Page 2 of 5");
    browser.assert_console_empty();
}

// An old picture beside a new title says that the article is about something else.
#[test]
fn no_card_shows_the_picture_of_another_while_its_own_is_on_the_way() {
    let shown = "[...document.querySelectorAll('.find-results img')]
        .filter(({ src, currentSrc, naturalWidth }) => naturalWidth && currentSrc !== src).map(({ src, currentSrc }) => `${currentSrc} for ${src}`)";
    let awaited = "[...document.querySelectorAll('.find-results img')].filter(({ naturalWidth }) => !naturalWidth).length";
    let Some(portal) = Portal::as_built() else { return };
    let Some(browser) = Browser::on(portal.gated()) else {
        return;
    };
    browser.visit("/find/");
    browser.refuse_services();
    browser.wait_for(
        "the first pictures",
        "[...document.querySelectorAll('.find-results img')].slice(0, 3).every(({ complete, naturalWidth }) => complete && naturalWidth)",
    );
    for axis in 1..=browser.count(".axis") {
        browser.click_in_place(&format!(".axis:nth-child({axis}) summary"));
    }
    let choose = |choice: &str, looked: &mut dyn FnMut()| {
        let selector = format!(".axis a.option[href*='{choice}']");
        if browser.count(&selector) == 0 {
            return;
        }
        browser.click_in_place(&selector);
        browser.wait_for(
            "the answer",
            &format!("location.search.includes('{choice}') && document.querySelector('.chip')"),
        );
        browser.wait_for("its cards", "!document.querySelector('.card-skeleton')");
        assert_eq!(browser.read(shown), json!([]), "{choice}");
        looked();
        browser.click_in_place(".chip");
        browser.wait_for(
            "all of them",
            "location.search === '' && !document.querySelector('.chip')",
        );
        assert_eq!(browser.read(shown), json!([]), "after {choice}");
    };
    // The browser has six connections to a host of this kind, and pictures that are held keep them all: what answers the choices
    // is loaded before.
    let choices = ["themes=heritage", "section=events", "year=2025"];
    browser.block(&["*/content/media/*", "*/content/pictures/*"]);
    for choice in choices {
        choose(choice, &mut || {});
    }
    browser.block(&[]);
    browser.console();
    for pictures in ["content/media/", "content/pictures/"] {
        browser.portal().hold(pictures);
    }
    // Each choice moves other cards into the places of those that were there.
    let mut waited = false;
    for choice in choices {
        choose(choice, &mut || waited |= browser.number(awaited) > 0.0);
    }
    assert!(waited, "no picture was on the way");
    browser.portal().release();
    browser.assert_clean();
}
