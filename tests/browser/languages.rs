//! The interface in each of its languages: what press prerenders in one is what the portal says in it.

use content::language::Language;
use press::edition::compose::compose;
use press::read::countries::Country;
use serde_json::json;

use crate::support::{Browser, Content, Portal, reader};

/// Each with its direction, the heading of the privacy settings, three cards counted, and the ninth of June 2016 in short.
const LANGUAGES: [(&str, &str, &str, &str, &str); 6] = [
    ("en", "ltr", "Privacy Settings", "3 articles", "09 Jun 2016"),
    (
        "fr",
        "ltr",
        "Paramètres de confidentialité",
        "3 articles",
        "09 juin 2016",
    ),
    ("es", "ltr", "Ajustes de privacidad", "3 artículos", "09 jun 2016"),
    (
        "de",
        "ltr",
        "Datenschutz-Einstellungen",
        "3 Beiträge",
        "09. Jun 2016",
    ),
    ("zh-Hans", "ltr", "隐私设置", "3 篇", "2016年6月09日"),
    ("ar", "rtl", "إعدادات الخصوصية", "3 مقالات", "09 يونيو 2016"),
];

fn portal(language: &str) -> Option<Portal> {
    let content = Content::new();
    content.write(
        "site.toml",
        format!(
            "name = \"The Tide\"\naddress = \"https://tide.example/\"\nlanguage = \"{language}\"\n\n[[sections]]\nslug = \"magazine\"\nname = \"Magazine\"\n\n\
             [[navigation]]\nlabel = \"Magazine\"\nhref = \"/magazine/\"\n\n[consent]\npolicy = \"/privacy/\"\n\n\
             [[consent.services]]\nuse = \"youtube\"\n"
        ),
    );
    for day in 9..12 {
        content.write(
            &format!("magazine/day-{day}.md"),
            format!(
                "+++\ntitle = \"Day {day}\"\npublished = 2016-06-{day:02}\nauthors = [\"Ann\", \"Bo\", \"Cy\"]\n+++\n\nThe tide.\n\n\
                 ```embed\nservice = \"youtube\"\nid = \"Lf7xWq20TbA\"\ntitle = \"A film\"\nlink = \"https://films.example.org/\"\n```\n"
            ),
        );
    }
    content.write(
        "pages/privacy.md",
        "+++\ntitle = \"Privacy\"\n+++\n\nWe know nothing.\n",
    );
    Portal::pressed(content.path())
}

// A word that only one of the two knows in the reader's language would change under their eyes.
#[test]
fn what_is_prerendered_in_a_language_is_what_the_portal_says_in_it() {
    for (language, direction, privacy, count, day) in LANGUAGES {
        let Some(portal) = portal(language) else { return };
        let Some(browser) = Browser::on(portal.gated()) else {
            return;
        };
        browser.forget_files();
        for path in ["/magazine/", "/magazine/day-9/", "/privacy/", "/no/such/place/"] {
            assert_eq!(
                browser.changes_when_hydrated(path),
                Vec::<String>::new(),
                "{language}: {path}"
            );
        }
        browser.wait_for("the banner", "document.querySelector('#portal_consent-banner')");
        assert_eq!(
            browser.read("[document.documentElement.lang, document.documentElement.dir]"),
            serde_json::json!([language, direction])
        );
        assert_eq!(browser.text("#portal_consent-banner h2"), privacy);
        assert_eq!(
            browser.read("getComputedStyle(document.querySelector('#portal_consent-banner')).direction"),
            direction
        );
        browser.visit("/magazine/");
        assert_eq!(browser.text(".list-count"), count, "{language}");
        browser.visit("/magazine/day-9/");
        assert_eq!(browser.text(".byline time"), day, "{language}");
        assert_eq!(browser.violations(), Vec::<String>::new());
    }
}

// press has its names from one copy of Unicode's data and browsers from another: readers must not see which. These codes are
// called the same in CLDR 48 and 49; in English three territories are not (HM, SH and TF).
#[test]
fn countries_are_called_what_the_browser_calls_them() {
    const CODES: [&str; 8] = ["PT", "VN", "TR", "ID", "EG", "CI", "CD", "JP"];
    for (language, ..) in LANGUAGES {
        let content = Content::new();
        let tags = CODES
            .map(|code| format!("[[taxonomies.tags]]\ncountry = \"{code}\"\n\n"))
            .concat();
        content.write(
            "site.toml",
            format!(
                "name = \"The Tide\"\nlanguage = \"{language}\"\n\n[[sections]]\nslug = \"magazine\"\nname = \"Magazine\"\n\n\
                 [[taxonomies]]\nslug = \"countries\"\nname = \"Countries\"\n\n{tags}"
            ),
        );
        let spoken = Language::parse(language).expect("a tag");
        let names = CODES.map(|code| Country::parse(code)?.name(&spoken));
        let names: Vec<_> = names.into_iter().flatten().collect();
        content.write(
            "magazine/tide.md",
            format!("+++\ntitle = \"Tide\"\ntags = {names:?}\n+++\n\nThe tide.\n"),
        );
        let Some(portal) = Portal::pressed(content.path()) else {
            return;
        };
        let Some(browser) = Browser::on(portal) else {
            return;
        };
        browser.visit("/magazine/tide/");
        let shown = browser.read("[...document.querySelectorAll('.tags a')].map(tag => tag.textContent)");
        let known = browser.read(&format!(
            "{CODES:?}.map(code => new Intl.DisplayNames([document.documentElement.lang], {{ type: 'region' }}).of(code))"
        ));
        assert_eq!(shown, known, "{language}");
        browser.assert_clean();
    }
}

// Somebody who asks for another language gets it without waiting for us.
#[test]
fn a_site_can_say_words_of_its_own() {
    let content = Content::new();
    let site = "name = \"A Maré\"\nlanguage = \"pt\"\n\n[[sections]]\nslug = \"revista\"\nname = \"Revista\"\n\n\
        [words]\nskip = \"Ir para o conteúdo\"\ncount = \"one={} artigo|other={} artigos\"\n";
    content.write("site.toml", site);
    content.write("revista/um.md", "+++\ntitle = \"Um\"\n+++\n\nA maré.\n");
    let Some(portal) = Portal::pressed(content.path()) else {
        return;
    };
    let Some(browser) = Browser::on(portal) else {
        return;
    };
    browser.visit("/revista/");
    assert_eq!(browser.text(".skip"), "Ir para o conteúdo");
    assert_eq!(browser.text(".list-count"), "1 artigo");
    browser.assert_clean();
}

/// Names of languages, right ones and ones that only look so.
const TAGS: [&str; 26] = [
    "en",
    "EN",
    "pt-BR",
    "pt-br",
    "zh-Hans",
    "es-419",
    "sl-rozaj-biske",
    "de-1996",
    "und",
    "ar-u-nu-latn",
    "en-x-private",
    "en-a-bb-x-a",
    "pt_BR",
    "en-",
    "en--GB",
    "x-private",
    "i-klingon",
    "en-abcdefghi",
    "e",
    "root",
    "de-1996-1996",
    "en-u",
    "en-a-bb-a-cc",
    "en-u-ca-gregory-u-nu-latn",
    "en-GB-US",
    "zh-Hans-Hant",
];

// A language that press takes and a browser does not stops the app, or makes it write dates in another one.
#[test]
fn press_takes_the_languages_that_browsers_take() {
    let Some(browser) = reader() else { return };
    browser.visit("/");
    for tag in TAGS {
        let content = Content::new();
        content.write("site.toml", format!("name = \"T\"\nlanguage = \"{tag}\"\n"));
        let outcome = compose(content.path()).expect("the folder can be read");
        let is_taken = browser
            .read(&format!("(() => {{ try {{ Intl.getCanonicalLocales('{tag}'); return true; }} catch {{ return false; }} }})()"));
        assert_eq!(is_taken, !outcome.has_errors(), "{tag}");
    }
    browser.assert_clean();
}

// A site file that was written by hand, or by another tool, must not stop the app with the name of its language.
#[test]
fn a_locale_that_the_browser_does_not_take_stops_nothing() {
    // What the site says, and how the ninth of June 2016 is written then.
    for (language, words, day) in [
        (
            "en",
            json!({ "locale": "pt_BR", "locale_of_months": "x-none" }),
            "09 Jun 2016",
        ),
        (
            "pt",
            json!({ "locale": "pt_BR", "locale_of_months": "en--GB" }),
            "09 jun. 2016",
        ),
        ("root", json!({}), "09 Jun 2016"),
        (
            "de-1996-1996",
            json!({ "locale_of_months": "i-klingon" }),
            "09 Jun 2016",
        ),
    ] {
        let Some(portal) = portal("en") else { return };
        portal.folder().edit("content/site.json", |site| {
            site["language"] = language.into();
            site["words"] = words.clone();
        });
        let Some(browser) = Browser::on(portal) else {
            return;
        };
        browser.visit("/magazine/day-10/");
        browser.refuse_services();
        browser.read("window.same = true");
        browser.click(".menu a[href='/magazine/']");
        browser.arrived("/magazine/", "Magazine");
        assert_eq!(browser.text(".list-count"), "3 articles", "{language}");
        assert!(
            browser
                .texts(".card-when")
                .iter()
                .any(|when| when.to_lowercase().contains(&day.to_lowercase())),
            "{language}: {:?}",
            browser.texts(".card-when")
        );
        browser.click(".card a[href='/magazine/day-11/']");
        browser.arrived("/magazine/day-11/", "Day 11");
        browser.back();
        browser.arrived("/magazine/", "Magazine");
        assert_eq!(
            browser.read("window.same"),
            true,
            "{language}: the portal goes on"
        );
        browser.assert_clean();
    }
}

/// Where the words of each date of the article are drawn that are not where they are to be, from the side on which its
/// language begins.
const OUT_OF_ORDER: &str = "[...document.querySelectorAll('.article time')].filter((time) => time.checkVisibility()).map((time) => {
    const walker = document.createTreeWalker(time, NodeFilter.SHOW_TEXT);
    const places = [];
    while (walker.nextNode()) for (const word of walker.currentNode.data.matchAll(/\\S+/g)) {
        const range = document.createRange();
        range.setStart(walker.currentNode, word.index);
        range.setEnd(walker.currentNode, word.index + word[0].length);
        places.push(range.getBoundingClientRect());
    }
    const turn = DIRECTION;
    const isInOrder = places.every(({ left, top }, at) => at === 0 || top > places[at - 1].top + 4 || (left - places[at - 1].left) * turn > 0);
    return [places.length, getComputedStyle(time).direction === (turn > 0 ? 'ltr' : 'rtl') && isInOrder ? '' : time.parentElement.innerText];
})";

// “Deadline 9 June 2016” was drawn “June 2016 9” in an Arabic event on an English site.
#[test]
fn dates_are_drawn_in_the_order_of_their_own_language_in_an_article_of_another() {
    for (site, article, title, turn) in [
        ("en", "ar", "صوت البحر", "1"),
        ("en", "he", "קול הים", "1"),
        ("ar", "en", "The sound of the sea", "-1"),
    ] {
        let content = Content::new();
        content.write(
            "site.toml",
            format!(
                "name = \"The Tide\"\nlanguage = \"{site}\"\n\n[[sections]]\nslug = \"events\"\nname = \"Events\"\n"
            ),
        );
        content.write(
            "events/sea.md",
            format!(
                "+++\ntitle = \"{title}\"\nlanguage = \"{article}\"\npublished = 2016-05-01\nupdated = 2016-05-02\ndeadline = 2016-06-09\n\
                 event = {{ start = \"2016-06-19T19:00\", end = \"2016-06-21\" }}\n+++\n\n{title}.\n"
            ),
        );
        let Some(portal) = Portal::pressed(content.path()) else {
            return;
        };
        let Some(browser) = Browser::on(portal) else {
            return;
        };
        for width in [375, 1440] {
            browser.resize(width, 900);
            browser.visit("/events/sea/");
            browser.wait_for(
                "the portal",
                "document.querySelector('#portal_root[data-running]')",
            );
            let dates = browser.read(&OUT_OF_ORDER.replace("DIRECTION", turn));
            let dates = dates.as_array().expect("a list is an array");
            assert!(dates.len() > 3, "{dates:?}");
            for date in dates {
                assert!(date[0].as_u64() >= Some(3), "a date has three words: {date}");
                assert_eq!(date[1], "", "{article} on a site in {site} at {width} px");
            }
        }
        browser.assert_clean();
    }
}
