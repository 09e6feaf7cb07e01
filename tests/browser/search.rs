//! Finding by words: the field in the head of every page, and what it finds.

use serde_json::json;

use crate::support::{Browser, Content, Key, Portal, Scheme};

/// Articles by slug: title, lead, theme, day and text.
const ARTICLES: [(&str, &str, &str, &str, &str, &str); 9] = [
    (
        "ropewalk",
        "A year in the ropewalk",
        "Five people make rope by hand.",
        "Craft",
        "2024-03-01",
        "The lighthouse stands behind the shed.",
    ),
    (
        "keeper",
        "The last keeper",
        "Who lights the lamp?",
        "Sea",
        "2025-01-02",
        "Nobody has climbed the stairs for years.\n\nAt noon the keeper of the lighthouse winds a rope around the handrail, \
         and then goes down to the village, where the others have been waiting for the boat since the morning.",
    ),
    (
        "boats",
        "Boats of the north",
        "Painted every spring.",
        "Sea",
        "2023-05-05",
        "They are pulled by a rope.",
    ),
    (
        "bread",
        "Bread for sailors",
        "Baked twice.",
        "Craft",
        "2022-05-05",
        "It keeps for a year.",
    ),
    (
        "weavers",
        "Weavers and their looms",
        "Cloth for sails.",
        "Craft",
        "2021-05-05",
        "The weaver sings.",
    ),
    (
        "harbour",
        "The harbour at night",
        "Lamps.",
        "Sea",
        "2020-05-05",
        "Ferries come in.",
    ),
    (
        "chinese",
        "海上的灯塔",
        "一年之后。",
        "Sea",
        "2019-05-05",
        "灯塔守望着大海。",
    ),
    (
        "arabic",
        "منارة الميناء",
        "حبل طويل.",
        "Sea",
        "2018-05-05",
        "يقف الحارس في المنارة.",
    ),
    (
        "markup",
        "What <b>bold</b> says",
        "Tags & signs.",
        "Craft",
        "2017-05-05",
        "No more.",
    ),
];

fn content() -> Content {
    let content = Content::new();
    content.write(
        "site.toml",
        "name = \"Words\"\nlanguage = \"en\"\n\n[[sections]]\nslug = \"magazine\"\nname = \"Magazine\"\n\n\
         [[taxonomies]]\nslug = \"themes\"\nname = \"Themes\"\n",
    );
    for (slug, title, lead, theme, day, text) in ARTICLES {
        content.write(
            &format!("magazine/{slug}.md"),
            format!(
                "+++\ntitle = \"{title}\"\nlead = \"{lead}\"\npublished = {day}\n\n[tags]\nthemes = [\"{theme}\"]\n+++\n\n{text}\n"
            ),
        );
    }
    content
}

fn portal() -> Option<Portal> {
    Portal::pressed(content().path())
}

fn browser() -> Option<Browser> {
    Browser::on(portal()?.gated())
}

/// What “rope” finds, the best first.
const ROPE: [&str; 3] = ["Boats of the north", "A year in the ropewalk", "The last keeper"];

const FIELD: &str = ".search input";
const TITLES: &str = ".find-results .card-title";

/// Waits until what is found are these, in this order, and their cards are there.
#[track_caller]
fn finds(browser: &Browser, titles: &[&str]) {
    let shown =
        "[...document.querySelectorAll('.find-results .card-title')].map(({ textContent }) => textContent)";
    browser.wait_for(
        &format!("{titles:?}"),
        &format!(
            "document.querySelector('[data-running] main .find') && document.querySelector('main').ariaBusy !== 'true' && \
             !document.querySelector('.card-skeleton') && JSON.stringify({shown}) === JSON.stringify({})",
            json!(titles)
        ),
    );
}

fn running(browser: &Browser) {
    browser.wait_for(
        "the portal",
        "document.querySelector('#portal_root[data-running]')",
    );
}

/// Types into the field in place of what stands there.
fn type_anew(browser: &Browser, text: &str) {
    browser.click(FIELD);
    browser.read(&format!("document.querySelector('{FIELD}').select()"));
    browser.write(text);
}

/// What was asked for that only a search needs.
fn of_search(asked: &[String]) -> Vec<&str> {
    let asked = asked.iter().map(String::as_str);
    asked
        .filter(|path| path.contains("/search/") || path.contains("assets/find-"))
        .collect()
}

// A field that waits for an app is no field for whoever has a slow line, and none at all without scripts.
#[test]
fn the_field_is_a_form_that_leads_to_its_answers_before_any_app() {
    for base in ["/", "/sub/"] {
        let Some(portal) = portal() else { return };
        let Some(browser) = Browser::on(portal.under(base)) else {
            return;
        };
        browser.forbid_scripts();
        for width in [375, 1440] {
            browser.resize(width, 800);
            browser.open(&format!("{base}magazine/keeper/"));
            browser.click(".search button");
            browser.wait_for("the page of filters", "location.pathname.endsWith('/find/')");
            browser.open(&format!("{base}magazine/keeper/"));
            browser.read(&format!("document.querySelector('{FIELD}').focus()"));
            browser.write("rope");
            browser.press(Key::Enter);
            browser.wait_for("the query in the address", "location.search === '?q=rope'");
            assert_eq!(browser.path(), format!("{base}find/?q=rope"));
        }
        browser.assert_console_empty();
    }
}

// Who reads pays nothing for who searches; who comes near the field is about to.
#[test]
fn a_reading_visit_asks_for_nothing_of_search_until_somebody_comes_near_the_field() {
    let Some(browser) = browser() else { return };
    for path in ["/", "/magazine/keeper/", "/magazine/"] {
        browser.visit(path);
        browser.wait_for("all that is loaded", "document.readyState === 'complete'");
        assert_eq!(of_search(&browser.portal().asked()), Vec::<&str>::new(), "{path}");
    }
    browser.press(Key::Tab);
    assert_eq!(of_search(&browser.portal().asked()), Vec::<&str>::new());
    browser.read(&format!("document.querySelector('{FIELD}').focus()"));
    browser.portal().await_asked("search/manifest.bin");
    // Once is enough.
    browser.read(&format!(
        "document.activeElement.blur(), document.querySelector('{FIELD}').focus()"
    ));
    browser.write("rope");
    browser.press(Key::Enter);
    finds(&browser, &ROPE);
    browser.assert_clean();
}

// Whoever knows the keys need not look for the field; whoever types them somewhere means the letter.
#[test]
fn slash_and_control_k_lead_to_the_field_but_not_while_one_types() {
    let Some(browser) = browser() else { return };
    for (path, width) in [
        ("/magazine/keeper/", 1440),
        ("/magazine/keeper/", 375),
        ("/find/", 1440),
    ] {
        browser.resize(width, 800);
        browser.visit(path);
        let is_focused = format!("document.activeElement === document.querySelector('{FIELD}')");
        for event in [
            "{ key: '/' }",
            "{ key: 'k', ctrlKey: true }",
            "{ key: 'k', metaKey: true }",
        ] {
            browser.read("document.activeElement.blur()");
            let pressed = format!(
                "document.body.dispatchEvent(new KeyboardEvent('keydown', {{ ...{event}, bubbles: true, cancelable: true }}))"
            );
            assert_eq!(browser.read(&pressed), false, "{event} at {path}");
            assert_eq!(browser.read(&is_focused), true, "{event} at {path}");
        }
        for event in [
            "{ key: 'k' }",
            "{ key: '/', ctrlKey: true }",
            "{ key: 'k', ctrlKey: true, altKey: true }",
        ] {
            browser.read("document.activeElement.blur()");
            browser.read(&format!(
                "document.body.dispatchEvent(new KeyboardEvent('keydown', {{ ...{event}, bubbles: true, cancelable: true }}))"
            ));
            assert_eq!(browser.read(&is_focused), false, "{event} at {path}");
        }
        browser.press(Key::Tab);
        browser.read(&format!("document.querySelector('{FIELD}').focus()"));
        browser.write("a/b");
        assert_eq!(
            browser.read(&format!("document.querySelector('{FIELD}').value")),
            "a/b"
        );
    }
    browser.assert_clean();
}

// Results follow the letters; the way back leads from question to question, and not from letter to letter.
#[test]
fn what_is_found_follows_the_letters_and_the_history_the_queries() {
    let Some(browser) = browser() else { return };
    browser.visit("/find/");
    browser.listen();
    type_anew(&browser, "keep");
    finds(&browser, &["Bread for sailors", "The last keeper"]);
    assert_eq!(browser.path(), "/find/?q=keep");
    assert_eq!(browser.read("document.title"), "keep | Words");
    assert_eq!(
        browser.read("document.activeElement.name"),
        "q",
        "the focus stays"
    );
    browser.wait_for("what is told", "window.announced.length");
    assert_eq!(browser.announced(), ["2 articles"], "once");

    type_anew(&browser, "loom");
    finds(&browser, &["Weavers and their looms"]);
    browser.wait_for("what is told", "window.announced.length");
    assert_eq!(browser.announced(), ["1 article"]);
    browser.back();
    finds(&browser, &["Bread for sailors", "The last keeper"]);
    assert_eq!(
        browser.read(&format!("document.querySelector('{FIELD}').value")),
        "keep"
    );
    browser.back();
    browser.wait_for(
        "all articles",
        "document.querySelectorAll('.find-results .card').length === 9",
    );
    assert_eq!(browser.path(), "/find/");
    assert_eq!(
        browser.read(&format!("document.querySelector('{FIELD}').value")),
        ""
    );
    browser.forward();
    finds(&browser, &["Bread for sailors", "The last keeper"]);

    // A reload, and whoever gets the address, sees the same, and hears it once.
    browser.visit("/find/?q=keep");
    finds(&browser, &["Bread for sailors", "The last keeper"]);
    assert_eq!(
        browser.read(&format!("document.querySelector('{FIELD}').value")),
        "keep"
    );
    browser.wait_for(
        "what is told",
        "document.querySelector('#portal_live').textContent === '2 articles'",
    );
    browser.assert_clean();
}

// A reader sees at a glance why something was found, and the text is at hand for the click that follows.
#[test]
fn the_words_are_marked_in_title_lead_and_a_part_of_the_text_that_comes_last() {
    let Some(browser) = browser() else { return };
    browser.portal().hold("content/articles/");
    browser.visit("/find/?q=rope");
    finds(&browser, &ROPE);
    assert_eq!(browser.texts(".find-results mark"), ["ropewalk", "rope"]);
    browser.portal().await_held("content/articles/");
    assert_eq!(browser.count(".card-excerpt"), 0);
    browser.portal().release();
    browser.wait_for(
        "two parts of texts",
        "document.querySelectorAll('.card-excerpt').length === 2",
    );
    let excerpts = browser.texts(".card-excerpt");
    assert_eq!(excerpts[0], "They are pulled by a rope.");
    assert!(excerpts[1].starts_with("At noon the keeper"), "{excerpts:?}");
    assert_eq!(browser.texts(".card-excerpt mark"), ["rope", "rope"]);
    // What stands in title and lead needs no more words.
    assert_eq!(browser.count(".card:nth-child(2) .card-excerpt"), 0);
    let asked = browser.portal().asked();
    let texts = asked
        .iter()
        .filter(|path| path.contains("content/articles/"))
        .count();
    assert_eq!(texts, 3, "{asked:?}");
    browser.assert_clean();
}

// A slip finds what was meant, says so, and leaves a way to what was typed.
#[test]
fn a_slip_is_told_with_a_way_to_the_literal_words() {
    let Some(browser) = browser() else { return };
    browser.visit("/find/?q=lihgthouse");
    browser.wait_for("what is told", "document.querySelector('.told')");
    assert_eq!(
        browser.text(".told"),
        "Showing results for “lighthouse”. Search for “lihgthouse” as typed"
    );
    browser.wait_for(
        "the same for those who do not see it",
        "document.querySelector('#portal_live').textContent.startsWith('Showing results for “lighthouse”. ')",
    );
    browser.click(".told a");
    browser.wait_for("nothing", "document.querySelector('.nothing')");
    assert_eq!(browser.path(), "/find/?q=%22lihgthouse%22");
    assert_eq!(
        browser.read(&format!("document.querySelector('{FIELD}').value")),
        "\"lihgthouse\""
    );
    assert!(
        browser
            .text(".nothing")
            .starts_with("Nothing found for “\"lihgthouse\"”.")
    );
    browser.click(".nothing a[href='/tags/']");
    browser.arrived("/tags/", "Tags");
    browser.assert_clean();
}

// One list for both: a choice narrows what the words find, and the counts say what each would leave.
#[test]
fn filters_and_words_go_together_with_exact_counts() {
    let Some(browser) = browser() else { return };
    browser.visit("/find/?q=rope");
    finds(&browser, &ROPE);
    browser.click(".axis:nth-child(1) summary");
    assert_eq!(browser.texts(".axis:nth-child(1) .option"), ["Craft 1", "Sea 2"]);
    browser.click(".axis a.option[href*='sea']");
    browser.arrived("/find/?q=rope&themes=sea", "Find articles");
    finds(&browser, &["Boats of the north", "The last keeper"]);
    assert_eq!(browser.text(".list-count"), "2 articles");
    assert_eq!(browser.texts(".axis:nth-child(1) .option"), ["Craft 1", "Sea 2"]);
    // Other words keep the choice.
    type_anew(&browser, "lighthouse");
    finds(&browser, &["The last keeper"]);
    browser.arrived("/find/?q=lighthouse&themes=sea", "Find articles");
    type_anew(&browser, "loom");
    browser.wait_for(
        "nothing",
        "document.querySelector('.nothing a[href=\"/find/?q=loom\"]')",
    );
    browser.click(".nothing a[href='/find/?q=loom']");
    finds(&browser, &["Weavers and their looms"]);
    // Without words there are all of a choice.
    browser.visit("/find/?themes=craft");
    browser.wait_for(
        "all of it",
        "document.querySelectorAll('.find-results .card').length === 4",
    );
    browser.assert_clean();
}

// The best is what most want; what is new is what some want.
#[test]
fn what_is_found_stands_best_first_or_newest_first() {
    let Some(browser) = browser() else { return };
    browser.visit("/find/?q=rope");
    finds(&browser, &ROPE);
    assert_eq!(browser.text(".orders [aria-current]"), "Best match first");
    browser.click(".orders a:not([aria-current])");
    browser.arrived("/find/?q=rope&sort=recent", "Find articles");
    finds(
        &browser,
        &["The last keeper", "A year in the ropewalk", "Boats of the north"],
    );
    assert_eq!(browser.text(".orders [aria-current]"), "Newest first");
    browser.assert_clean();
}

// Whoever reaches for the field is looking at the menu, and a link that moves away under a finger is another link.
#[test]
fn no_link_of_the_menu_moves_when_the_field_opens() {
    const PLACES: &str = "[...document.querySelectorAll('.menu a')].map((link) => Object.values(link.getBoundingClientRect().toJSON()))";
    let Some(portal) = Portal::as_built() else { return };
    let Some(browser) = Browser::on(portal) else {
        return;
    };
    browser.visit("/");
    for width in (256..=768).step_by(16) {
        browser.resize(width, 900);
        browser.read("document.activeElement.blur()");
        let closed = browser.read(PLACES);
        browser.read("document.querySelector('.search input').focus()");
        assert_eq!(browser.read(PLACES), closed, "at {width} px");
    }
}

// Hands stay on the keyboard, and the focus is never lost.
#[test]
fn arrows_lead_from_the_field_to_the_results_and_back() {
    let Some(browser) = browser() else { return };
    browser.visit("/find/?q=rope");
    finds(&browser, &ROPE);
    browser.click(FIELD);
    let focused = || browser.read("document.activeElement.name || document.activeElement.textContent");
    for (key, there) in [
        (Key::Down, "Boats of the north"),
        (Key::Down, "A year in the ropewalk"),
        (Key::Down, "The last keeper"),
        (Key::Down, "The last keeper"),
        (Key::Up, "A year in the ropewalk"),
        (Key::Escape, "q"),
        (Key::Down, "Boats of the north"),
        (Key::Up, "q"),
    ] {
        browser.press(key);
        assert_eq!(focused(), there);
    }
    browser.press(Key::Down);
    browser.press(Key::Enter);
    browser.arrived("/magazine/boats/", "Boats of the north");
    browser.back();
    finds(&browser, &ROPE);
    assert_eq!(focused(), "Boats of the north");
    // Escape empties the field, and there is all again.
    browser.click(FIELD);
    browser.press(Key::Escape);
    browser.wait_for(
        "all articles",
        "document.querySelectorAll('.find-results .card').length === 9",
    );
    assert_eq!(focused(), "q");
    browser.assert_clean();
}

// Who has searched for a word looks for it in the article next.
#[test]
fn the_words_are_marked_in_the_article_until_they_are_dismissed_or_another_page_is_read() {
    let Some(browser) = browser() else { return };
    let marked = || browser.read("[...(CSS.highlights.get('searched') ?? [])].map(String)");
    for dismiss in ["button", "key", "link"] {
        browser.visit("/find/?q=lighthouse+rope");
        browser.wait_for("the results", "document.querySelector('.find-results .card')");
        browser.follow("/magazine/keeper/");
        browser.arrived("/magazine/keeper/", "The last keeper");
        browser.wait_for("the marks", "document.querySelector('#portal_unmark')");
        assert_eq!(marked(), json!(["lighthouse", "rope"]));
        assert_eq!(browser.count("article mark"), 0, "the text is as it was");
        match dismiss {
            "button" => {
                browser.click("#portal_unmark");
                assert_eq!(browser.read("document.activeElement.localName"), "h1");
            }
            "key" => browser.press(Key::Escape),
            _ => {
                browser.follow("/magazine/boats/");
                browser.arrived("/magazine/boats/", "Boats of the north");
            }
        }
        assert_eq!(marked(), json!([]), "{dismiss}");
        assert_eq!(browser.count("#portal_unmark"), 0, "{dismiss}");
    }
    // Where the browser cannot, there is nothing to dismiss.
    browser.visit("/find/?q=rope");
    browser.wait_for("the results", "document.querySelector('.find-results .card')");
    browser.read("delete globalThis.Highlight");
    browser.follow("/magazine/boats/");
    browser.arrived("/magazine/boats/", "Boats of the north");
    assert_eq!(browser.count("#portal_unmark"), 0);
    browser.assert_clean();
}

// Half of a composed word is no word: searching it would show what nobody asked for, and end the composition for some.
#[test]
fn what_an_input_method_has_half_composed_is_not_searched() {
    let Some(browser) = browser() else { return };
    browser.visit("/find/");
    let typed = |value: &str, event: &str| {
        browser.read(&format!(
            "((field) => {{ field.focus(); field.value = '{value}'; field.dispatchEvent({event}); }})(document.querySelector('{FIELD}'))"
        ));
    };
    for half in ["d", "de", "deng"] {
        typed(
            half,
            "new InputEvent('input', { isComposing: true, bubbles: true })",
        );
        assert_eq!(browser.path(), "/find/", "{half}");
    }
    typed(
        "灯塔",
        "new InputEvent('input', { isComposing: true, bubbles: true })",
    );
    assert_eq!(browser.path(), "/find/");
    typed(
        "灯塔",
        "new CompositionEvent('compositionend', { bubbles: true })",
    );
    finds(&browser, &["海上的灯塔"]);
    assert_eq!(browser.texts(".card-title mark"), ["灯塔"]);
    // From right to left.
    type_anew(&browser, "المنارة");
    finds(&browser, &["منارة الميناء"]);
    browser.assert_clean();
}

// Whatever stands in an address or on a clipboard is answered, and nothing of it becomes markup or turns the page.
#[test]
fn any_input_is_answered_with_results_or_a_clear_word() {
    let Some(browser) = browser() else { return };
    browser.visit("/find/");
    let put = |expression: &str| {
        browser.read(&format!(
            "((field) => {{ field.focus(); field.value = {expression}; field.dispatchEvent(new InputEvent('input', {{ bubbles: true }})); }})(document.querySelector('{FIELD}'))"
        ));
    };
    put("'rope '.repeat(20000)");
    browser.wait_for("the word about it", "document.querySelector('.told')");
    finds(&browser, &ROPE);
    assert!(
        browser
            .text(".told")
            .starts_with("That was too long to search for.")
    );
    assert_eq!(browser.read("location.search.length < 600"), true);
    for (typed, words) in [
        ("'\\u202egnp.epor'", "\u{202e}gnp.epor"),
        ("'\\ud83d\\ud83d zzqq'", "\u{fffd}\u{fffd} zzqq"),
        (
            "'<img src=x onerror=alert(1)>zzqq'",
            "<img src=x onerror=alert(1)>zzqq",
        ),
    ] {
        put(typed);
        browser.wait_for(
            typed,
            &format!(
                "new URLSearchParams(location.search).get('q') === {}",
                json!(words)
            ),
        );
        browser.wait_for(
            "an answer",
            "document.querySelector('.nothing, .find-results .card')",
        );
        assert_eq!(browser.count("main img[src=x]"), 0);
    }
    put("'<b>bold</b>'");
    finds(&browser, &["What <b>bold</b> says"]);
    // Nothing but words that stand everywhere, and nothing but signs.
    put("'the'");
    browser.wait_for(
        "an answer",
        "location.search === '?q=the' && document.querySelector('.find-results .card')",
    );
    put("'?!'");
    browser.wait_for(
        "an answer",
        "location.search === '?q=%3F%21' && document.querySelector('main .find')",
    );
    for address in [
        "/find/?q=%FF%FE",
        "/find/?q=%",
        "/find/?q=+++",
        "/find/?q=a&q=b&q",
    ] {
        browser.visit(address);
        browser.wait_for(
            "an answer",
            "document.querySelector('main .nothing, main .find-results .card')",
        );
    }
    browser.assert_clean();
}

// A host that has lost a file, or a tab from before the last build, must not leave a reader with nothing.
#[test]
fn without_its_index_search_says_so_and_filters_go_on_working() {
    type Harm = fn(&Portal);
    let faults: [(&str, Harm); 3] = [
        ("missing", |portal| {
            portal.folder().remove("content/search/manifest.bin");
        }),
        ("cut off", |portal| {
            let whole = std::fs::read(portal.folder().path().join("content/search/manifest.bin"))
                .expect("it is there");
            portal
                .folder()
                .write("content/search/manifest.bin", &whole[..whole.len() / 2]);
        }),
        ("another format", |portal| {
            portal
                .folder()
                .write("content/search/manifest.bin", b"FSI\x63nothing else");
        }),
    ];
    for (fault, harm) in faults {
        let Some(portal) = portal() else { return };
        harm(&portal);
        let Some(browser) = Browser::on(portal) else {
            return;
        };
        browser.visit("/find/?q=rope");
        browser.wait_for(fault, "document.querySelector('.told a')");
        assert!(
            browser
                .text(".told")
                .starts_with("Search didn’t load. You can still use the filters."),
            "{fault}: {}",
            browser.text(".told")
        );
        browser.click(".axis:nth-child(1) summary");
        browser.click(".axis a.option[href*='sea']");
        browser.wait_for(
            "the filter",
            "location.search.includes('themes=sea') && document.querySelector('.chip')",
        );
        assert_eq!(browser.text(".list-count"), "5 articles", "{fault}");
    }
}

// The files of an index go together: of another build each is missing, and the index is read anew.
#[test]
fn an_old_tab_asks_the_index_of_now_and_a_part_that_is_gone_is_told() {
    let Some(portal) = portal() else { return };
    let Some(browser) = Browser::on(portal) else {
        return;
    };
    browser.visit("/find/?q=loom");
    finds(&browser, &["Weavers and their looms"]);
    // The site is published anew: other files, other names.
    let Some(other) = Portal::pressed(
        {
            let content = content();
            content.write(
                "magazine/new.md",
                "+++\ntitle = \"Rope of today\"\npublished = 2025-06-01\n\n[tags]\nthemes = [\"Sea\"]\n+++\n\nNew.\n",
            );
            content
        }
        .path(),
    ) else {
        return;
    };
    browser.portal().folder().remove("content/search");
    let from = other.folder().path().join("content/search");
    for entry in walk(&from) {
        let name = entry
            .strip_prefix(&from)
            .expect("it lies there")
            .display()
            .to_string();
        let bytes = std::fs::read(&entry).expect("it is there");
        browser
            .portal()
            .folder()
            .write(&format!("content/search/{name}"), bytes);
    }
    browser.forget_files();
    type_anew(&browser, "today");
    finds(&browser, &["Rope of today"]);
    assert_eq!(browser.count(".told"), 0);

    // A file that is there and cut off is told, and asked for again.
    for entry in walk(
        &browser
            .portal()
            .folder()
            .path()
            .join("content/search/parts/terms"),
    ) {
        let name = entry.file_name().expect("it has a name").display().to_string();
        browser
            .portal()
            .folder()
            .write(&format!("content/search/parts/terms/{name}"), b"cut");
    }
    browser.visit("/find/?q=loom");
    browser.wait_for("the word about it", "document.querySelector('.told a, .nothing')");
    assert!(browser.text(".told").contains("Part of the search didn’t load"));
}

fn walk(folder: &std::path::Path) -> Vec<std::path::PathBuf> {
    let mut all = Vec::new();
    for entry in std::fs::read_dir(folder).expect("the folder is there") {
        let path = entry.expect("it can be listed").path();
        if path.is_dir() {
            all.extend(walk(&path));
        } else {
            all.push(path);
        }
    }
    all
}

// A site in one file has no index, and a field all the same.
#[test]
fn a_site_that_holds_its_articles_inline_is_searched_without_an_index() {
    let Some(portal) = Portal::changed(|folder| {
        folder.remove("content");
        folder.remove_prerendered();
        folder.write(
            "content/site.json",
            json!({
                "format": 1, "name": "By hand", "language": "en",
                "sections": [{ "slug": "magazine", "name": "Magazine" }],
                "taxonomies": [{ "slug": "themes", "name": "Themes", "tags": [{ "slug": "sea", "name": "Sea" }] }],
                "articles": [
                    { "slug": "a", "section": "magazine", "title": "Égypte by boat", "published": "2024-01-01" },
                    { "slug": "b", "section": "magazine", "title": "Nothing", "published": "2024-01-02",
                      "tags": [{ "taxonomy": "themes", "tags": ["sea"] }] },
                ],
            })
            .to_string(),
        );
    }) else {
        return;
    };
    let Some(browser) = Browser::on(portal.with_fallback()) else {
        return;
    };
    browser.open("/find/?q=egypte");
    finds(&browser, &["Égypte by boat"]);
    assert_eq!(browser.texts(".card-title mark"), ["Égypte"]);
    type_anew(&browser, "sea");
    finds(&browser, &["Nothing"]);
    assert_eq!(browser.text(".list-count"), "1 article");
    type_anew(&browser, "boat sea");
    browser.wait_for("nothing", "document.querySelector('.nothing')");
    browser.assert_clean();
}

// A field more, marks and notices are for everybody, in every colour, at every size and from either side.
#[test]
fn search_is_accessible_in_every_state() {
    let Some(browser) = browser() else { return };
    let mut wrong = Vec::new();
    for (path, stands) in [
        ("/find/?q=rope", ".card-excerpt"),
        ("/find/?q=lihgthouse", ".told"),
        ("/find/?q=zzqqzz", ".nothing"),
    ] {
        browser.resize(1280, 800);
        browser.visit(path);
        browser.wait_for(stands, &format!("document.querySelector('{stands}')"));
        for direction in ["ltr", "rtl"] {
            browser.read(&format!(
                "document.documentElement.dir = document.querySelector('.masthead').dir = '{direction}'"
            ));
            for width in [1280, 375, 320] {
                browser.resize(width, 800);
                browser.read(&format!("document.querySelector('{FIELD}').focus()"));
                for scheme in [Scheme::Light, Scheme::Dark] {
                    browser.prefer(scheme);
                    let Some(findings) = browser.axe() else { return };
                    wrong.extend(
                        findings
                            .into_iter()
                            .map(|finding| format!("{path} {direction} {width} {scheme:?}: {finding}")),
                    );
                }
                let wide = browser.number("document.documentElement.scrollWidth");
                if wide > f64::from(width) {
                    wrong.push(format!(
                        "{path} {direction}: {wide} px wide in a window of {width}"
                    ));
                }
            }
        }
    }
    browser.prefer(Scheme::Light);
    browser.resize(375, 800);
    browser.visit("/find/?q=rope");
    finds(&browser, &ROPE);
    wrong.extend(browser.walk().wrong);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    running(&browser);
    assert_eq!(browser.count(TITLES), 3);
    browser.assert_clean();
}
