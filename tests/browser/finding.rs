//! Finding by several tags at once.

use std::collections::BTreeMap;

use crate::support::{Browser, Content, Key, Portal};
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
        format!("{count} pieces")
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
        browser.count(".find-results .card:not(.card-waiting)"),
        found.min(24)
    );
    assert_eq!(browser.read("document.title"), "Nepal, Norway, Sea | Found");

    // A reload, and whoever gets the address, sees the same.
    browser.visit("/find/?countries=nepal+norway&themes=sea");
    assert_eq!(browser.text(".chips .list-count"), pieces(found));
    assert_eq!(browser.texts(".chip"), ["Nepal", "Norway", "Sea", "Remove all"]);

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
        "This site does not know what the address asks for: atlantis, \u{202e}under"
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
    browser.wait_for("all cards", "!document.querySelector('.card-waiting')");
    assert_eq!(browser.count(".find-results .card"), 24);
    browser.wait_for(
        "the beginning of the next page",
        "scrollY === 0 && document.activeElement.localName === 'h1'",
    );
    browser.visit("/find/?year=2020+2021&page=99");
    assert!(
        browser.text(".notice").starts_with("This list ends at page"),
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
    browser.portal().hold("lists/");
    browser.click(".axis:nth-child(4) summary");
    browser.click(&option("year", "2020"));
    browser.arrived("/find/?year=2020", "Find articles");
    assert_eq!(browser.text(".chips .list-count"), pieces(30));
    assert_eq!(browser.count(".find-results .card"), 24);
    assert!(
        browser.count(".card-waiting") > 0,
        "older cards are still on their way"
    );
    let height = browser.read("document.querySelector('.card-waiting').offsetHeight > 100");
    assert_eq!(height, true);
    browser.portal().release();
    browser.wait_for("all cards", "!document.querySelector('.card-waiting')");
    assert_eq!(browser.count(".find-results .card"), 24);

    browser.block(&["*/lists/*"]);
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
fn finding_is_a_program_of_its_own_that_reading_does_not_ask_for() {
    let Some(browser) = browser() else { return };
    browser.visit("/magazine/piece-7/");
    let programs = |requests: Vec<String>| -> Vec<String> {
        let files = requests.iter().filter_map(|url| url.rsplit('/').next());
        let programs = files.filter_map(|file| file.strip_suffix(".wasm")?.split_once('-'));
        programs.map(|(name, _)| name.to_owned()).collect()
    };
    assert_eq!(programs(browser.requests()), ["program"]);
    browser.click(".find-link");
    browser.arrived("/find/", "Find articles");
    browser.wait_for("the portal", "document.querySelector('#portal[data-running]')");
    assert_eq!(programs(browser.requests()), ["find"]);
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

// What press paints is what the program shows: nothing moves when it comes.
#[test]
fn the_painted_page_is_taken_over_without_a_change_and_keeps_what_the_reader_has_opened() {
    let Some(portal) = portal() else { return };
    let Some(browser) = Browser::on(portal.gated()) else {
        return;
    };
    browser.forget_files();
    assert_eq!(browser.changes_when_taken_over("/find/"), Vec::<String>::new());
    browser.portal().hold(".wasm");
    browser.start_opening("/find/");
    browser.portal().await_held(".wasm");
    browser.wait_for(
        "the painted page",
        "document.querySelector('#portal[data-painted] .axis')",
    );
    browser.click_in_place(".axis summary");
    browser.portal().release();
    browser.wait_for("the portal", "document.querySelector('#portal[data-running]')");
    assert_eq!(browser.read("document.querySelector('.axis').open"), true);
    browser.assert_clean();
}
