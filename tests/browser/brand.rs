//! A site's own look: one file of tokens in the content folder, and nothing is built anew.

use std::fs;

use xtask::workspace::Workspace;

use crate::support::{Browser, Content, Portal, Scheme};

fn branded(brand: &str) -> Option<Portal> {
    let content = Content::new();
    content.write(
        "site.toml",
        "name = \"Night Train\"\nlanguage = \"en\"\n\n[[sections]]\nslug = \"lines\"\nname = \"Lines\"\n",
    );
    content.write(
        "lines/first.md",
        "+++\ntitle = \"The first line\"\npublished = 2026-03-02\n+++\n\nA [sleeper](https://trains.example.org/) leaves at ten.\n",
    );
    content.write("brand.css", brand);
    Portal::pressed(content.path())
}

/// The colours of what stands on the page, as the browser has worked them out.
const COLOURS: &str = "[getComputedStyle(document.documentElement).backgroundColor,
    getComputedStyle(document.body).color,
    getComputedStyle(document.querySelector('.breadcrumb a')).color]";

// Whoever has a brand has no Rust, and readers keep the app that they have.
#[test]
fn a_brand_changes_the_look_and_not_the_app() {
    let brand = Workspace::new().root().join("docs/brands/night-train.css");
    let brand = fs::read_to_string(brand).expect("the demo has a second brand");
    let Some(portal) = branded(&brand) else { return };
    let Some(plain) = Portal::as_built() else { return };
    let app = |portal: &Portal| {
        let page = portal.folder().text("index.html");
        let start = page.find("data-wasm=\"").expect("the page names its app");
        page[start..].split('"').nth(1).unwrap_or_default().to_owned()
    };
    assert_eq!(app(&portal), app(&plain));
    let Some(browser) = Browser::on(portal) else {
        return;
    };
    for (scheme, colours) in [
        (
            Scheme::Light,
            ["rgb(238, 242, 246)", "rgb(19, 26, 43)", "rgb(15, 95, 102)"],
        ),
        (
            Scheme::Dark,
            ["rgb(14, 20, 36)", "rgb(232, 237, 246)", "rgb(111, 211, 199)"],
        ),
    ] {
        browser.prefer(scheme);
        browser.visit("/lines/first/");
        assert_eq!(browser.read(COLOURS), serde_json::json!(colours));
    }
    assert_eq!(
        browser.style(".site-name", "text-transform"),
        "uppercase",
        "a brand may have rules of its own"
    );
    assert_eq!(browser.count("link[rel=stylesheet]:not([disabled])"), 1);
    browser.assert_clean();
}

// A token that reaches half of what it names is worse than none: a brand with sharp corners has round ones somewhere.
#[test]
fn sizes_and_corners_of_a_brand_reach_all_that_has_them() {
    let brand = ":root { --radius: 0; --radius-round: 0; --target: 52px; --caps: none; --tracking: 0; --ratio: 1; --bar: 6px; }";
    let Some(portal) = branded(brand) else { return };
    let Some(browser) = Browser::on(portal) else {
        return;
    };
    let round = "[...document.querySelectorAll('body :not(input)')].filter((element) => parseFloat(getComputedStyle(element).borderRadius) > 0).map(({ outerHTML }) => outerHTML.slice(0, 80))";
    let capitals = "[...document.querySelectorAll('body *')].filter((element) => getComputedStyle(element).textTransform === 'uppercase').map(({ outerHTML }) => outerHTML.slice(0, 80))";
    for path in ["/", "/lines/", "/lines/first/", "/find/?section=lines", "/saved/"] {
        browser.visit(path);
        assert_eq!(browser.read(round), serde_json::json!([]), "{path}");
        assert_eq!(browser.read(capitals), serde_json::json!([]), "{path}");
        let small = browser.read("[...document.querySelectorAll('button, .display summary, .footer-tools > a')].filter((target) => target.checkVisibility() && target.getBoundingClientRect().height < 52).map(({ outerHTML }) => outerHTML.slice(0, 80))");
        assert_eq!(small, serde_json::json!([]), "{path}");
    }
    browser.assert_clean();
}

// Browsers of before 2024 know no `light-dark()`: what was made of it has to hold for them, for brands, and for the reader's choice.
#[test]
fn the_built_style_sheet_says_no_colour_in_a_way_that_older_browsers_cannot_read() {
    let brand = Workspace::new().root().join("docs/brands/night-train.css");
    let brand = fs::read_to_string(brand).expect("the demo has a second brand");
    let Some(portal) = branded(&brand) else { return };
    let Some(browser) = Browser::on(portal) else {
        return;
    };
    browser.visit("/lines/first/");
    let sheet = browser
        .read("fetch(document.querySelector('link[rel=stylesheet]').href).then((answer) => answer.text())");
    let sheet = sheet.as_str().expect("a style sheet is a text");
    assert!(sheet.contains("#eef2f6"), "the brand is in it");
    assert!(!sheet.contains("light-dark("), "{sheet}");
    // What a reader has chosen counts for more than what the device asks for, in both directions.
    for (device, chosen, paper) in [
        (Scheme::Light, "", "rgb(238, 242, 246)"),
        (Scheme::Dark, "", "rgb(14, 20, 36)"),
        (Scheme::Light, "dark", "rgb(14, 20, 36)"),
        (Scheme::Dark, "light", "rgb(238, 242, 246)"),
    ] {
        browser.prefer(device);
        browser.read(&format!("localStorage.setItem('display', '{chosen}')"));
        browser.visit("/lines/first/");
        assert_eq!(browser.style("html", "background-color"), paper, "“{chosen}”");
    }
    browser.assert_clean();
}

const LOGO: &str = r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 240 60"><style>path { fill: #00f } @media (prefers-color-scheme: dark) { path { fill: #ff0 } }</style><path d="M0 0h240v60H0z"/></svg>"#;

// A name that is a picture has to be a name for everybody, and the page must not move when the picture comes.
#[test]
fn a_logo_is_the_name_of_the_site_and_takes_its_room_before_it_has_come() {
    let content = Content::new();
    content.write(
        "site.toml",
        "name = \"Night Train\"\nlogo = \"media/logo.svg\"\nlanguage = \"en\"\n\n[[sections]]\nslug = \"lines\"\nname = \"Lines\"\n",
    );
    content.write(
        "lines/first.md",
        "+++\ntitle = \"The first line\"\npublished = 2026-03-02\n+++\n\nA sleeper leaves at ten.\n",
    );
    content.write("media/logo.svg", LOGO);
    let Some(portal) = Portal::pressed(content.path()) else {
        return;
    };
    let Some(browser) = Browser::on(portal) else {
        return;
    };
    let room = "(({ width, height }) => [width, height])(document.querySelector('.site-name img').getBoundingClientRect())";
    browser.block(&["*/logo.svg"]);
    browser.visit("/lines/first/");
    assert_eq!(browser.read(room), serde_json::json!([160, 40]));
    browser.block(&[]);
    browser.visit("/lines/first/");
    browser.wait_for(
        "the logo",
        "document.querySelector('.site-name img').naturalWidth",
    );
    assert_eq!(browser.read(room), serde_json::json!([160, 40]));
    let links = browser.spoken("link");
    assert!(links.iter().any(|link| link.name == "Night Train"));
    browser.resize(320, 640);
    assert_eq!(
        browser.read("document.documentElement.scrollWidth - document.documentElement.clientWidth"),
        0
    );
    browser.click(".site-name");
    browser.arrived("/", "Night Train");
}
