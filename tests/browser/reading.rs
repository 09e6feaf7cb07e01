//! An article is shown whole and in order, and what is missing leaves nothing behind.

use std::path::Path;

use press::host::serve::Policy;
use serde_json::{Value, json};

use crate::samples::with_every_kind;
use crate::support::{Browser, Content, Portal, reader};

const SITE: &str = "content/site.json";
/// An article that has every part that the reference page has.
const WHOLE: &str = "tide-tables-of-port-avel";

fn article(browser: &Browser, slug: &str) -> Value {
    browser
        .portal()
        .folder()
        .json(&format!("content/articles/{slug}.json"))
}

fn words(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn plain(text: &Value) -> String {
    let pieces = text.as_array().into_iter().flatten();
    pieces
        .map(|piece| piece.as_str().or(piece["text"].as_str()).unwrap_or_default())
        .collect()
}

/// The names of an article's tags, taxonomy by taxonomy, with the label of each.
fn tags(site: &Value, article: &Value) -> Vec<(String, Vec<String>)> {
    let taxonomies = site["taxonomies"]
        .as_array()
        .expect("the demo site has taxonomies");
    let of = |taxonomy: &Value| {
        let tagging = article["tags"].as_array()?;
        let tagging = tagging
            .iter()
            .find(|tagging| tagging["taxonomy"] == taxonomy["slug"])?;
        let name_of = |slug: &Value| {
            let tags = taxonomy["tags"].as_array()?;
            Some(words(&tags.iter().find(|tag| tag["slug"] == *slug)?["name"]))
        };
        let names = tagging["tags"].as_array()?.iter().filter_map(name_of).collect();
        Some((words(&taxonomy["name"]), names))
    };
    taxonomies.iter().filter_map(of).collect()
}

// The reference page is what readers know; ours has the same parts in the same order.
#[test]
fn an_article_has_every_part_of_the_reference_page_in_its_order() {
    let Some(browser) = reader() else { return };
    browser.visit(&format!("/magazine/{WHOLE}/"));
    let (site, article) = (browser.portal().folder().json(SITE), article(&browser, WHOLE));

    let tags = tags(&site, &article);
    let mut labels = vec!["Website".to_owned()];
    labels.extend(tags.iter().map(|(label, _)| label.clone()));
    assert_eq!(browser.texts(".facts dt"), labels);
    assert_eq!(
        browser.read("document.querySelector('.facts dd > a').getAttribute('href')"),
        article["website"]
    );
    let names: Vec<_> = tags.into_iter().flat_map(|(_, names)| names).collect();
    assert_eq!(browser.texts(".facts .tags a"), names);

    assert_eq!(browser.text("main h1"), words(&article["title"]));
    assert_eq!(browser.text(".lead"), plain(&article["lead"]));
    assert_eq!(browser.style(".lead", "font-style"), "italic");
    let first = plain(&article["body"][0]["text"]);
    assert_eq!(browser.texts(".prose > p").first(), Some(&first));

    browser.wait_for(
        "the picture",
        "document.querySelector('.article > .figure img').naturalWidth > 0",
    );
    assert_eq!(
        browser.read("document.querySelector('.article > .figure img').alt"),
        article["image"]["alt"]
    );
    let caption = browser.text(".article > .figure figcaption");
    assert!(
        caption.starts_with(&plain(&article["image"]["caption"])),
        "{caption}"
    );
    assert_eq!(
        browser.style(".article > .figure figcaption", "font-style"),
        "italic"
    );

    let similar = article["similar"].as_array().expect("it has similar content");
    let titles: Vec<_> = similar.iter().map(|one| words(&one["card"]["title"])).collect();
    assert_eq!(browser.text(".similar h2"), "Similar content");
    assert_eq!(browser.texts(".similar .card-title"), titles);
    let shape = "[...document.querySelectorAll('.similar .card')].every((card) =>
        card.querySelector('img') && /^(Posted on|Deadline|Closed on|When) \\d\\d \\w{3} \\d{4}$/.test(card.querySelector('.card-when').textContent))";
    let pictured = similar.iter().all(|one| one["card"]["image"].is_object());
    assert_eq!(browser.read(shape), pictured);

    assert_eq!(
        browser.texts(".footer h2").first(),
        Some(&words(&site["footer"][0]["title"]))
    );
    assert_eq!(browser.count(".footer a[href='/about/']"), 1);
    assert!(browser.count(".footer a[href='/faq/']") > 0);

    browser.assert_order(&[
        ".facts > div:nth-child(1) > dd > a[href^='http']",
        ".facts > div:nth-child(2) .tags",
        ".facts > div:nth-child(3) .tags",
        "main h1",
        ".lead",
        ".article > .figure",
        ".article > .figure figcaption",
        ".prose > p",
        ".similar h2",
        ".similar .card img",
        ".footer h2",
        ".footer a[href='/about/']",
    ]);
    browser.assert_clean();
}

// What a reader came for is the title, then the picture: on a phone both are seen before anything is said about them.
#[test]
fn on_a_phone_title_and_picture_stand_on_the_first_screen() {
    let Some(browser) = reader() else { return };
    let place = |selector: &str, side: &str| {
        browser.number(&format!(
            "document.querySelector('{selector}').getBoundingClientRect().{side}"
        ))
    };
    browser.resize(375, 812);
    for slug in [WHOLE, "the-ropeworks", "who-pays-for-the-visa"] {
        browser.visit(&format!("/magazine/{slug}/"));
        let title = place("main h1", "top");
        assert!(title < 220.0, "the title of {slug} begins at {title} px");
        let picture = place(".article > .figure img", "top");
        assert!(picture < 640.0, "the picture of {slug} begins at {picture} px");
        for later in [".facts", ".byline", ".tools"] {
            assert!(
                place(later, "top") > place(".article > .figure", "bottom") - 1.0,
                "{later} of {slug} stands below the picture"
            );
        }
    }
    // On a desktop everything stands in the order of the reference page.
    browser.resize(1440, 900);
    browser.visit(&format!("/magazine/{WHOLE}/"));
    let parts = [
        ".facts",
        "main h1",
        ".byline",
        ".lead",
        ".article > .figure",
        ".prose",
    ];
    for pair in parts.windows(2) {
        let (one, other) = (pair[0], pair[1]);
        assert!(
            place(one, "bottom") <= place(other, "top") + 1.0,
            "{one} stands above {other}"
        );
    }
    browser.assert_clean();
}

// The live reference prints “None” where a caption is missing; nothing of ours may.
#[test]
fn what_is_missing_leaves_no_label_and_no_empty_element() {
    const EMPTY: &str = "[...document.querySelectorAll('main *')]
        .filter((element) => !element.textContent.trim() && !element.matches('img, br, hr, :has(img)'))
        .map(({ outerHTML }) => outerHTML)";
    let slug = "the-ropeworks";
    let bare = json!({ "slug": slug, "section": "magazine", "title": "Bare" });
    let poor = json!({
        "slug": slug, "section": "magazine", "title": "Poor", "lead": null, "authors": [],
        "tags": [{ "taxonomy": "themes", "tags": [] }, { "taxonomy": "nowhere", "tags": ["heritage"] },
            { "taxonomy": "countries", "tags": ["nowhere"] }],
        "image": { "src": "media/the-ropeworks.avif", "caption": [], "alt": null },
        "body": [
            { "kind": "paragraph", "text": ["Words."] },
            { "kind": "pull-quote", "text": ["A quote of nobody."] },
            { "kind": "table", "rows": [[{ "text": ["4.1"] }]] },
            { "kind": "gallery", "images": [{ "src": "media/the-ropeworks.avif" }] },
            { "kind": "audio", "src": "media/harbour-bell.mp3" },
            { "kind": "embed", "service": "vimeo", "id": "77" },
            { "kind": "file", "src": "media/programme.pdf", "title": "Programme" },
        ],
        "similar": [{ "card": { "slug": "bell-of-yelkenkoy", "section": "magazine", "title": "Bells" } }],
    });
    let file = format!("content/articles/{slug}.json");
    let Some(portal) = Portal::changed(|folder| folder.write(&file, bare.to_string())) else {
        return;
    };
    let Some(browser) = Browser::on(portal) else {
        return;
    };

    browser.visit("/magazine/the-ropeworks/");
    for part in [
        ".facts",
        ".byline",
        ".lead",
        "figure",
        ".occasion",
        ".similar",
        ".tags",
    ] {
        assert_eq!(browser.count(part), 0, "{part} of a bare article");
    }
    assert_eq!(browser.texts("main h1"), ["Bare"]);

    browser.portal().folder().write(&file, poor.to_string());
    browser.visit("/magazine/the-ropeworks/");
    assert_eq!(browser.texts("main h1"), ["Poor"]);
    for part in [
        ".facts",
        ".byline",
        ".lead",
        ".article > .figure figcaption",
        ".pull-quote figcaption",
        "caption",
        "thead",
        ".gallery figcaption",
        ".file-size",
        ".card-when",
        ".card-reason",
        ".card-by",
    ] {
        assert_eq!(browser.count(part), 0, "{part} of a poor article");
    }
    let empty = browser.read(EMPTY);
    // A card's place for a picture is there for the grid, and takes no room.
    let empty: Vec<_> = empty.as_array().into_iter().flatten().collect();
    assert!(
        empty
            .iter()
            .all(|html| words(html).contains("card-picture") || words(html).contains("prose")),
        "{empty:?}"
    );
    assert_eq!(browser.style(".card-picture", "display"), "none");
    for word in ["None", "null", "undefined", "NaN"] {
        let page = browser.text("main");
        assert!(!page.contains(word), "{word} in: {page}");
    }
    browser.assert_clean();
}

// A kind that rendered as something else would be noticed by readers, not by the compiler.
#[test]
fn every_kind_of_block_and_every_mark_has_its_element() {
    let Some(portal) = with_every_kind() else {
        return;
    };
    let Some(browser) = Browser::on(portal) else {
        return;
    };
    browser.visit("/magazine/the-ropeworks/");
    let expected: [(&str, &[&str]); 36] = [
        (".lead em", &["once"]),
        (".prose > p > strong", &["strong", "both"]),
        (".prose > p > em", &["em"]),
        (".prose > p > strong > em", &["both"]),
        (".prose > p > code", &["code"]),
        (".prose > p > sub", &["sub"]),
        (".prose > p > sup:not([class])", &["sup"]),
        (".prose > p > s", &["strike"]),
        (".prose > p > br", &[""]),
        (".prose > p > span[lang=fr][dir=ltr]", &["marée"]),
        (".prose > p > span[lang=ar][dir=rtl]", &["بحر"]),
        (".prose > p > a[href='/magazine/']", &["one link"]),
        (".prose > p > a[href='https://example.org/']", &["away"]),
        (".prose > p > .note-reference > a[href='#portal_note-1']", &["1"]),
        (".prose > h2[id='历史']", &["Level two"]),
        (".prose > h3#three", &["Level three"]),
        (".prose > h4#four", &["Level four"]),
        (".prose > h5#five", &["Level five"]),
        (".prose > h6#six", &["Level six"]),
        (".prose > ol[start='3'] > li", &["thirdnested", "fourthwith more"]),
        (".prose > ol > li > ul > li", &["nested"]),
        (".prose > blockquote > p", &["Words of somebody else."]),
        (".prose > .pull-quote > blockquote > p", &["Our own words."]),
        (".prose > .pull-quote > figcaption", &["Ines Tavora"]),
        (".prose > .figure > figcaption", &["A captionDrawing: Nobody"]),
        (".prose > .gallery > figcaption", &["Both"]),
        (".prose table > caption", &["Heights"]),
        (".prose thead th[scope=col]", &["Port", "Metres"]),
        (".prose tbody th[scope=row]", &["Avel"]),
        (".prose tbody td[data-align=end]", &["4.1"]),
        (".prose > .embed a[href='https://example.org/v']", &["The tide"]),
        (".prose > .media > figcaption", &["The bell", "The rope"]),
        (".prose > .file > a[download]", &["Programme"]),
        (".prose > .callout > .callout-title", &["Bring boots", "Warning"]),
        (".prose > details > summary", &["How we counted"]),
        (".prose > .footnotes > ol > li > p", &["The note."]),
    ];
    for (selector, words) in expected {
        assert_eq!(browser.texts(selector), words, "{selector}");
    }
    assert_eq!(
        browser.read("document.querySelector('.prose > .code > pre > code').textContent"),
        "fn main() {\n    println!(\"<b>no markup</b>\");\n}"
    );
    assert_eq!(browser.count(".prose b"), 0, "text is never markup");
    assert_eq!(browser.count(".prose > hr"), 1);
    assert_eq!(
        browser.count(".prose .gallery-images .figure img[width][height]"),
        2
    );
    assert_eq!(browser.count(".prose > .media .player > button"), 2);
    assert_eq!(
        browser.count(".prose > .media .player > img[src$='ropeworks-floor.avif']"),
        1
    );
    assert_eq!(
        browser.count("audio, video"),
        0,
        "nothing is fetched before it is asked for"
    );
    let words = browser.text("main");
    assert!(
        words.contains("A kind of tomorrow its words") && !words.contains("not words"),
        "{words}"
    );
    browser.assert_clean();
}

// Right-to-left text in a left-to-right frame, and the other way round, is where direction breaks.
#[test]
fn an_article_in_another_language_leaves_the_frame_in_the_sites() {
    let Some(browser) = reader() else { return };
    for (slug, language, direction) in [
        ("bookbinder-of-al-mina", "ar", "rtl"),
        ("quanzhou-puppet-workshop", "zh-Hans", "ltr"),
    ] {
        browser.visit(&format!("/magazine/{slug}/"));
        let of = |selector: &str| {
            browser.read(&format!(
                "(({{ lang, dir }}) => [lang, dir].join())(document.querySelector('{selector}'))"
            ))
        };
        let own = format!("{language},{direction}");
        assert_eq!(of("html"), own);
        assert_eq!(of("main > .article"), own);
        for frame in [".masthead", ".footer", ".similar"] {
            assert_eq!(of(frame), "en,ltr", "{frame} around {slug}");
        }
        // What the interface says within the article.
        for own in [".facts", ".breadcrumb", ".byline"] {
            let inner = format!("document.querySelector('{own}')");
            assert_eq!(
                browser.read(&format!("{inner}.closest('[lang]').lang")),
                "en",
                "{own}"
            );
        }
        assert_eq!(browser.style(".prose", "direction"), direction);
        let title = browser.text("main h1");
        assert_eq!(
            browser.read("document.title"),
            format!("{title} | The Long Ferry")
        );
        let site = browser.portal().folder().json(SITE);
        assert_eq!(
            browser.read("document.querySelector('link[rel=canonical]').href"),
            format!("{}magazine/{slug}/", words(&site["address"]))
        );
    }
    browser.assert_clean();
}

// A table that is cut off at the edge looks whole, unless something says that it goes on.
#[test]
fn a_table_that_is_wider_than_the_page_has_shades_where_it_goes_on() {
    let Some(browser) = reader() else { return };
    browser.resize(320, 640);
    browser.visit("/magazine/the-ropeworks/");
    browser.read("document.querySelector('.table td').textContent = 'Wortgrenze'.repeat(6)");
    let is_wider =
        "(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth)(document.querySelector('.table'))";
    assert_eq!(browser.read(is_wider), true);
    // What moves with the table lies over the shades that stay, and hides them at its ends.
    assert_eq!(
        browser.style(".table", "background-attachment"),
        "local, local, scroll, scroll"
    );
}

/// A site with an article that has a film with these captions, and two sounds.
fn films() -> Content {
    let content = Content::new();
    content.write(
        "site.toml",
        "name = \"The Tide\"\nlanguage = \"en\"\n\n[[sections]]\nslug = \"magazine\"\nname = \"Magazine\"\n",
    );
    content.write(
        "magazine/films.md",
        "+++\ntitle = \"Films\"\n+++\n\n```video\nsrc = \"media/a.mp4\"\ntitle = \"The rope\"\n\
         captions = [\"media/a.vtt\", { src = \"media/b.vtt\", language = \"fr\" }]\n```\n\n\
         ```audio\nsrc = \"media/a.mp3\"\ntitle = \"The bell\"\n```\n\n```audio\nsrc = \"media/a.mp3\"\n```\n",
    );
    for (name, words) in [("a", "One end is made fast."), ("b", "Un bout est attaché.")] {
        content.write(
            &format!("media/{name}.vtt"),
            format!("WEBVTT\n\n00:00.000 --> 00:09.000\n{words}\n"),
        );
    }
    let demo = |name: &str| {
        let path = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("content/media")
            .join(name);
        std::fs::read(path).expect("the demo has it")
    };
    content.write("media/a.mp4", demo("rope-laying.mp4"));
    content.write("media/a.mp3", demo("harbour-bell.mp3"));
    content
}

// Who cannot hear a film reads it, and a list of buttons that are all called “Play” tells nobody what they play (WCAG 1.2.2, 2.4.6).
#[test]
fn a_film_has_its_captions_and_each_play_button_names_what_it_plays() {
    let content = films();
    let Some(portal) = Portal::pressed(content.path()) else {
        return;
    };
    let Some(browser) = Browser::on(portal.with_policy(Policy::Media)) else {
        return;
    };
    browser.visit("/magazine/films/");
    let names: Vec<String> = browser
        .spoken("button")
        .into_iter()
        .map(|button| button.name)
        .collect();
    for name in ["Play: The rope", "Play: The bell", "Play"] {
        assert!(
            names.iter().any(|known| known == name),
            "{name} is none of {names:?}"
        );
    }
    browser.click("[data-player=video] button");
    browser.wait_for(
        "the captions",
        "document.querySelector('video')?.textTracks[0]?.cues?.length === 1",
    );
    assert_eq!(
        browser.read(
            "[...document.querySelectorAll('track')].map(({ kind, srclang, label, default: first, track }) => [kind, srclang, label, first, track.mode])"
        ),
        json!([
            ["captions", "en", "English", true, "showing"],
            ["captions", "fr", "Français", false, "disabled"]
        ])
    );
    assert_eq!(
        browser.read("document.querySelector('video').textTracks[0].cues[0].text"),
        "One end is made fast."
    );
    browser.assert_clean();
}
