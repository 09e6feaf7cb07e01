//! What is pure of the pictures, and the script against a portal made by hand.

use std::collections::BTreeSet;
use std::fs;

use clap::Parser;
use content::article::Article;
use content::json::from_text;
use content::site::Site;
use serde_json::{Value, json};
use tempfile::TempDir;

use super::*;
use crate::test::skip;

#[derive(Parser)]
struct Line {
    #[command(flatten)]
    options: Options,
}

fn options(words: &[&str]) -> Result<Options, clap::Error> {
    let words = std::iter::once("shots").chain(words.iter().copied());
    Line::try_parse_from(words).map(|line| line.options)
}

fn site(value: Value) -> Site {
    from_text(&value.to_string()).expect("the test's site is one")
}

fn article(slug: &str, mut more: Value) -> Article {
    more["slug"] = json!(slug);
    more["title"] = json!(slug);
    from_text(&more.to_string()).expect("the test's article is one")
}

fn paragraph(words: &str) -> Value {
    json!({ "kind": "paragraph", "text": [words] })
}

/// Content that has a page of every kind.
fn whole() -> Bundle {
    let site = site(json!({
        "format": 1, "name": "Tide", "language": "en",
        "sections": [
            { "slug": "empty", "name": "Empty", "count": 0 },
            { "slug": "calls", "name": "Calls", "order": "closing", "count": 1 },
            { "slug": "news", "name": "News", "count": 30 },
        ],
        "taxonomies": [{ "slug": "themes", "name": "Themes", "tags": [
            { "slug": "rare", "name": "Rare", "description": "Said", "count": 1 },
            { "slug": "told", "name": "Told", "description": "Said", "count": 4 },
            { "slug": "also-told", "name": "Also told", "description": "Said", "count": 4 },
            { "slug": "mute", "name": "Mute", "count": 9 },
        ] }],
        "pages": ["privacy", "about"],
        "years": [{ "year": 2026, "count": 1 }],
        "consent": { "revision": 1, "policy": "/privacy/", "services": [
            { "id": "fonts", "category": "functional", "name": "F", "provider": "F", "purpose": "F",
              "embed": { "url": "https://fonts.example/{id}" } },
            { "id": "tube", "category": "marketing", "name": "T", "provider": "T", "purpose": "T",
              "embed": { "url": "https://tube.example/{id}" } },
        ] },
    }));
    let image = json!({ "src": "media/a.png" });
    let embed = |service: &str| json!([{ "kind": "embed", "service": service, "id": "1" }]);
    let mut articles = vec![
        article("about", json!({})),
        article("asked", json!({ "section": "news", "body": embed("tube") })),
        article("bare", json!({ "section": "news" })),
        article(
            "call",
            json!({ "section": "calls", "deadline": "2026-12-01", "image": image }),
        ),
        article(
            "chinese",
            json!({ "section": "news", "language": "zh-Hans", "image": image }),
        ),
        article(
            "happening",
            json!({ "section": "news", "image": image, "event": { "start": "2026-05-03" } }),
        ),
        article(
            "hebrew",
            json!({ "section": "news", "language": "he", "image": image }),
        ),
        article(
            "long",
            json!({ "section": "news", "body": [paragraph(&"word ".repeat(200))] }),
        ),
        article("pictured", json!({ "section": "news", "image": image })),
        article("privacy", json!({})),
        article(
            "shown",
            json!({ "section": "news", "bylines": [{ "name": "Ana", "slug": "ana" }],
                "body": [{ "kind": "gallery", "images": [image] }] }),
        ),
        article("unasked", json!({ "section": "news", "body": embed("fonts") })),
    ];
    articles.extend((0..30).map(|number| article(&format!("z-{number}"), json!({ "section": "news" }))));
    Bundle::new(site, articles)
}

// Who looks at the pictures of a kind must see that kind, whatever else the content holds.
#[test]
fn every_kind_has_its_page_in_content_that_has_everything() {
    let bundle = whole();
    let path = |kind| {
        let page = pages::find(kind, &bundle).expect("this content has a page of every kind");
        page.path
    };
    let expected = [
        (Kind::Home, ""),
        (Kind::Section, "news/"),
        (Kind::ClosingSection, "calls/"),
        (Kind::Tags, "tags/"),
        (Kind::Taxonomy, "tags/themes/"),
        (Kind::Tag, "tags/themes/told/"),
        (Kind::SecondPage, "page/2/"),
        (Kind::Find, "find/"),
        (Kind::Query, "find/?themes=told+no-such-tag"),
        (Kind::Authors, "authors/"),
        (Kind::Author, "authors/ana/"),
        (Kind::Archive, "archive/"),
        (Kind::Saved, "saved/"),
        (Kind::Article, "news/pictured/"),
        (Kind::EveryBlock, "news/every-kind-of-block/"),
        (Kind::Lightbox, "news/shown/"),
        (Kind::LongArticle, "news/long/"),
        (Kind::ArabicArticle, "news/hebrew/"),
        (Kind::ChineseArticle, "news/chinese/"),
        (Kind::Embed, "news/asked/"),
        (Kind::EmbedAndBanner, "news/asked/"),
        (Kind::Event, "news/happening/"),
        (Kind::Page, "about/"),
        (Kind::Privacy, "privacy/"),
        (Kind::Missing, "no/such/address/"),
        (Kind::Failure, "find/?page=2"),
        (Kind::Banner, ""),
        (Kind::Preferences, ""),
    ];
    assert_eq!(
        expected.map(|(kind, _)| path(kind)),
        expected.map(|(_, path)| path)
    );
    let kinds = expected.map(|(kind, _)| kind);
    let left: Vec<_> = Kind::value_variants()
        .iter()
        .filter(|kind| !kinds.contains(kind))
        .collect();
    assert!(left.is_empty(), "{left:?} is not looked at here");
}

// A site without such articles still has everything else to look at.
#[test]
fn a_kind_that_the_content_lacks_is_left_out_and_refused_where_it_was_asked_for() {
    let site = site(json!({ "format": 1, "name": "Tide", "language": "en" }));
    let bare = Bundle::new(site, Vec::new());
    let all = wanted(&bare, &Options::default()).expect("what is lacking is left out");
    let kinds: Vec<_> = all.iter().map(|page| page.kind).collect();
    assert_eq!(kinds, [Kind::Home, Kind::Saved, Kind::Missing, Kind::Failure]);

    let asked = options(&["--only", "preferences"]).expect("these options are right");
    let refused = wanted(&bare, &asked).expect_err("there are no preferences");
    assert_eq!(
        refused.to_string(),
        "there is no page of the kind preferences: the site uses no services of others; build the demo content, or \
         leave this kind out"
    );
}

// One page shows them all, or the rare ones are never looked at.
#[test]
fn the_article_of_every_block_has_each_once_in_each_look_and_notes_with_their_references() {
    let heading =
        |level: u8| json!({ "kind": "heading", "level": level, "id": level.to_string(), "text": ["H"] });
    let callout = |tone: &str| json!({ "kind": "callout", "tone": tone, "body": [] });
    let reference = json!({ "kind": "paragraph", "text": ["See", { "note": "1" }] });
    let notes = json!({ "kind": "footnotes", "notes": [{ "id": "1", "body": [paragraph("Note")] }] });
    let articles = vec![
        article(
            "one",
            json!({ "section": "news", "image": { "src": "media/a.png" },
                "body": [paragraph("first"), heading(2), reference, callout("tip"), notes, heading(2)] }),
        ),
        article(
            "two",
            json!({ "section": "news", "body": [paragraph("second"), heading(3), callout("tip"), callout("warning")] }),
        ),
        article(
            "arabic",
            json!({ "section": "news", "language": "ar", "body": [{ "kind": "separator" }] }),
        ),
    ];
    let site = site(json!({ "format": 1, "name": "Tide", "language": "en" }));
    let made = Bundle::new(site, articles)
        .every_block
        .expect("an article has a picture");
    let expected = [
        paragraph("first"),
        heading(2),
        callout("tip"),
        reference,
        heading(3),
        callout("warning"),
        notes,
    ];
    let expected = article("expected", json!({ "body": expected }));
    assert_eq!(made.article.body, expected.body);
}

// The portal that is served is made of links to the one that somebody has built.
#[test]
fn adding_the_article_leaves_the_built_portal_as_it_was() {
    let folder = TempDir::new().expect("the system has a folder for temporary files");
    let (built, copy) = (folder.path().join("built"), folder.path().join("copy"));
    let file = built.join("content/articles/every-kind-of-block.json");
    fs::create_dir_all(built.join("news/pictured")).expect("the folder is writable");
    fs::create_dir_all(built.join("content/articles")).expect("the folder is writable");
    fs::write(built.join("news/pictured/index.html"), "a page").expect("the folder is writable");
    fs::write(&file, "of somebody else").expect("the folder is writable");
    folder::link(&built, &copy).expect("the folder is writable");

    whole().add_every_block(&copy).expect("the copy is writable");
    let kept = fs::read_to_string(&file).expect("the file is still there");
    assert_eq!(kept, "of somebody else");
    assert!(!built.join("news/every-kind-of-block").exists());
    let page = fs::read_to_string(copy.join("news/every-kind-of-block/index.html"));
    assert_eq!(page.expect("the page was added"), "a page");
}

// Most often the folder is a wrong one, or nothing was built yet.
#[test]
fn a_folder_that_is_no_portal_is_named_with_the_remedy() {
    let folder = TempDir::new().expect("the system has a folder for temporary files");
    let missing = Bundle::read(folder.path()).expect_err("the folder is empty");
    let message = missing.to_string();
    assert!(message.contains("site.json"), "{message}");
    assert!(message.contains("--dist"), "{message}");

    fs::create_dir(folder.path().join("content")).expect("the folder is writable");
    fs::write(
        folder.path().join("content/site.json"),
        r#"{ "format": 1, "name": 1 }"#,
    )
    .expect("the folder is writable");
    let wrong = Bundle::read(folder.path()).expect_err("a name is no number");
    let message = wrong.to_string();
    assert!(
        message.contains("site.json") && message.contains("$.name"),
        "{message}"
    );
}

fn taken(kind: Kind, files: &[&str], faults: &[&str]) -> Taken {
    let pictures = files.iter().map(|file| Picture {
        file: (*file).to_owned(),
        screen: 375,
        scheme: Scheme::Dark,
        direction: Direction::Rtl,
        part: Part::Foot,
        width: 375,
        height: 812,
    });
    Taken {
        kind,
        path: "?a=1&b=<2>".to_owned(),
        pictures: pictures.collect(),
        faults: faults.iter().map(|fault| (*fault).to_owned()).collect(),
    }
}

// A picture that is not on the sheet is not looked at.
#[test]
fn the_sheet_has_every_picture_under_its_kind_and_needs_no_script() {
    let sheet = sheet::html(&[
        taken(Kind::Home, &["home/a.png", "home/b.png"], &[]),
        taken(Kind::Tag, &["tag/a.png"], &[]),
    ]);
    let at = |part: &str| {
        let found = sheet.find(part);
        found.unwrap_or_else(|| panic!("{part} is not in {sheet}"))
    };
    let order = [
        "3 pictures of 2 kinds of page",
        r##"<a href="#home">"##,
        "<h2>home</h2>",
        r#"<a href="home/a.png"><img src="home/a.png" alt="" loading="lazy" width="375" height="812">375 px, dark, right to left, foot</a>"#,
        r#"<a href="home/b.png">"#,
        "<h2>tag</h2>",
        r#"<a href="tag/a.png">"#,
    ];
    assert!(order.map(at).is_sorted(), "{sheet}");
    assert!(!sheet.contains("<script"), "{sheet}");
}

// What a page has said on its console is written by whoever wrote the page.
#[test]
fn the_sheet_shows_addresses_and_faults_as_words() {
    let sheet = sheet::html(&[taken(Kind::Home, &["home/\"a\".png"], &["<b>loud</b>"])]);
    for (word, kept) in [
        ("<b>loud", "&lt;b&gt;loud&lt;/b&gt;"),
        ("b=<2>", "/?a=1&amp;b=&lt;2&gt;"),
        ("\"a\".png", "home/&quot;a&quot;.png"),
    ] {
        assert!(!sheet.contains(word) && sheet.contains(kept), "{kept}: {sheet}");
    }
}

// Without options, the set is the one that people are asked to look at.
#[test]
fn without_options_every_page_is_taken_at_three_widths_in_both_colours_and_directions() {
    let options = options(&[]).expect("options can be left out");
    let sizes: Vec<_> = options
        .screens()
        .iter()
        .map(|screen| (screen.width, screen.height))
        .collect();
    assert_eq!(sizes, [(375, 812), (768, 1024), (1440, 900)]);
    assert_eq!(options.schemes(), [Scheme::Light, Scheme::Dark]);
    assert_eq!(options.directions(), [Direction::Ltr, Direction::Rtl]);
    let pages = wanted(&whole(), &options).expect("there is a page of every kind");
    let whole: Vec<_> = pages
        .iter()
        .filter(|page| page.is_whole)
        .map(|page| page.kind)
        .collect();
    assert_eq!(pages.len(), Kind::value_variants().len());
    assert_eq!(whole, [Kind::EveryBlock]);
}

// One page in one size is what somebody wants who is changing it.
#[test]
fn options_narrow_the_set() {
    let line = "--only tag --only second-page --width 320 --width 1000 --scheme dark --direction rtl --full";
    let words: Vec<_> = line.split(' ').collect();
    let options = options(&words).expect("these options are right");
    let widths: Vec<_> = options.screens().iter().map(|screen| screen.width).collect();
    assert_eq!(widths, [320, 1000]);
    assert_eq!(options.schemes(), [Scheme::Dark]);
    assert_eq!(options.directions(), [Direction::Rtl]);
    let pages = wanted(&whole(), &options).expect("there is a page of every kind");
    let pages: Vec<_> = pages.iter().map(|page| (page.kind, page.is_whole)).collect();
    assert_eq!(pages, [(Kind::Tag, true), (Kind::SecondPage, true)]);
}

// A word that is mistyped must not be taken for another, or for all.
#[test]
fn options_that_mean_nothing_are_refused_with_what_there_is() {
    for (words, said) in [
        (["--only", "homepage"], "closing-section"),
        (["--width", "0"], "200..=3840"),
        (["--scheme", "sepia"], "dark"),
        (["--direction", "up"], "rtl"),
    ] {
        let refused = options(&words).expect_err("this option means nothing");
        let message = refused.to_string();
        assert!(message.contains(said), "{message}");
    }
}

// Kinds are folders, words on the command line and words in the results: one name for all three.
#[test]
fn a_kind_has_one_name_everywhere_and_words_that_explain_it() {
    let mut names = BTreeSet::new();
    for kind in Kind::value_variants() {
        assert_eq!(json!(kind), json!(kind.to_string()));
        assert!(!kind.words().is_empty(), "{kind} says nothing of itself");
        names.insert(kind.to_string());
    }
    assert_eq!(names.len(), Kind::value_variants().len());
}

// A blank page is the worst that can happen to a portal, and the easiest to overlook among hundreds of pictures.
#[test]
fn a_picture_of_one_colour_is_blank_and_one_with_a_single_dot_is_not() {
    let mut image = image::RgbImage::from_pixel(4, 3, image::Rgb([250, 248, 242]));
    assert!(is_blank(&image));
    image.put_pixel(3, 2, image::Rgb([250, 248, 241]));
    assert!(!is_blank(&image));
}

// The command must fail where a page is wrong, and say which.
#[test]
fn faults_are_named_with_their_page() {
    let results = [
        taken(Kind::Home, &["home/a.png"], &[]),
        taken(Kind::Tag, &[], &["the console says: no"]),
    ];
    let error = report(&results, PathBuf::from("shots/index.html")).expect_err("a page has a fault");
    assert_eq!(
        error.to_string(),
        "not every page was as it should be:\ntag (/?a=1&b=<2>): the console says: no\nthe pictures are in \
         shots/index.html"
    );
    assert!(report(&results[..1], PathBuf::new()).is_ok());
}

/// Everything that the script needs, where it is there.
fn driver() -> Option<(Tools, Chromium)> {
    let workspace = Workspace::new();
    let lack = match Chromium::find() {
        Ok(chromium) if workspace.node_modules().join("playwright-core").is_dir() => {
            return Some((tools::found(&workspace), chromium));
        }
        Ok(_) => "playwright-core is not in target/tools/node; `cargo xtask shots` installs it".to_owned(),
        Err(error) => error.to_string(),
    };
    assert!(
        !chromium::is_required(),
        "{lack}, and {}=1 allows no skipping",
        chromium::REQUIRE
    );
    skip(&lack);
    None
}

/// Pictures of pages of a portal made by hand, at one width and in dark colours.
fn pictures_of(portal: &Path, folder: &Path, pages: &[Page], url: Option<&str>) -> Option<Vec<Taken>> {
    let (tools, chromium) = driver()?;
    let host = serve(Host::new(portal)).expect("a folder that exists can be served");
    let job = Job {
        browser: &chromium.browser,
        sandbox: !chromium::is_root(),
        url: url.map_or_else(
            || format!("http://app.localhost:{}/", host.address().port()),
            str::to_owned,
        ),
        folder,
        language: "en".to_owned(),
        asks: url.is_some(),
        screens: vec![Screen {
            width: 400,
            height: 300,
        }],
        schemes: vec![Scheme::Dark],
        directions: vec![Direction::Ltr, Direction::Rtl],
        pages,
    };
    let mut taken: Vec<Taken> =
        script::run(&tools, Path::new(SCRIPT), &job).expect("what is wrong with a page stops nothing");
    for page in &mut taken {
        look(page, folder);
    }
    Some(taken)
}

fn page_of(portal: &Path, path: &str, main: &str, footer: &str) {
    let folder = portal.join(path);
    let html = format!(
        "<!doctype html><html lang=\"en\" dir=\"ltr\"><title>Page</title><link rel=\"icon\" href=\"/icon.svg\">\
         <div id=\"portal_root\" data-running><main>{main}</main><footer>{footer}</footer></div>"
    );
    fs::create_dir_all(&folder).expect("the folder is writable");
    fs::write(folder.join("index.html"), html).expect("the folder is writable");
}

// Nobody looks at hundreds of pictures again when one page is wrong: that page must be named, and the others be there.
#[test]
fn a_page_that_logs_and_a_page_that_is_blank_are_named_and_the_others_are_taken() {
    let portal = TempDir::new().expect("the system has a folder for temporary files");
    let folder = TempDir::new().expect("the system has a folder for temporary files");
    let root = portal.path();
    fs::write(
        root.join("icon.svg"),
        r#"<svg xmlns="http://www.w3.org/2000/svg"/>"#,
    )
    .expect("the folder is writable");
    fs::write(root.join("log.js"), "console.error('a lamp is out')").expect("the folder is writable");
    let long = format!("<h1>Fine</h1>{}", "<p>Words</p>".repeat(40));
    page_of(root, "", &long, &"<p>Ways on</p>".repeat(20));
    page_of(root, "loud", "<h1>Loud</h1><script src=\"/log.js\"></script>", "");
    page_of(root, "blank", "<h1></h1>", "");
    page_of(
        root,
        "hole",
        "<h1>Hole</h1><img src=\"/gone.png\" width=\"9\" height=\"9\">",
        "",
    );
    let pages = [
        (Kind::Home, ""),
        (Kind::Section, "loud/"),
        (Kind::Tag, "blank/"),
        (Kind::Article, "hole/"),
    ];
    let pages = pages.map(|(kind, path)| Page::of(kind, path.to_owned()));
    let Some(taken) = pictures_of(root, folder.path(), &pages, None) else {
        return;
    };

    let [home, loud, blank, torn] = &taken[..] else {
        panic!("a page was left out: {taken:?}");
    };
    let files: Vec<_> = home
        .pictures
        .iter()
        .map(|picture| picture.file.as_str())
        .collect();
    let expected = [
        "home/400-dark-ltr.png",
        "home/400-dark-ltr-foot.png",
        "home/400-dark-rtl.png",
        "home/400-dark-rtl-foot.png",
    ];
    assert_eq!(files, expected);
    assert_eq!(home.faults, Vec::<String>::new());
    let pixels = |name: &str| {
        image::open(folder.path().join(name))
            .expect("the picture was written")
            .to_rgb8()
    };
    let turned = pixels("home/400-dark-rtl.png");
    assert_eq!(turned.dimensions(), (400, 300));
    assert_ne!(turned, pixels("home/400-dark-ltr.png"), "nothing was turned");
    let foot = pixels("home/400-dark-ltr-foot.png");
    let said = (home.pictures[1].width, home.pictures[1].height);
    assert_eq!(foot.dimensions(), said);
    assert!(
        foot.height() > 600,
        "the end of the text and a long footer are more than a screen"
    );
    assert!(
        loud.faults.len() == 1 && loud.faults[0].contains("a lamp is out"),
        "{loud:?}"
    );
    assert_eq!(
        blank.faults,
        ["tag/400-dark-ltr.png is blank", "tag/400-dark-rtl.png is blank"]
    );
    assert!(
        torn.faults
            .iter()
            .any(|fault| fault.contains("gone.png cannot be shown")),
        "{torn:?}"
    );
}

// A portal that has gone must not look like one without pictures.
#[test]
fn an_address_that_does_not_answer_is_named() {
    let portal = TempDir::new().expect("the system has a folder for temporary files");
    let folder = TempDir::new().expect("the system has a folder for temporary files");
    let gone = serve(Host::new(portal.path())).expect("a folder that exists can be served");
    let url = gone.url();
    gone.stop();
    let pages = [Page::of(Kind::Home, String::new())];
    let Some(taken) = pictures_of(portal.path(), folder.path(), &pages, Some(&url)) else {
        return;
    };
    let [home] = &taken[..] else {
        panic!("the page was left out: {taken:?}");
    };
    let [banner, page] = &home.faults[..] else {
        panic!("two things went wrong: {home:?}");
    };
    assert!(banner.starts_with("the banner was not answered: "), "{banner}");
    for fault in [banner, page] {
        assert!(
            fault.contains("ERR_CONNECTION_REFUSED") && fault.contains(&url),
            "{fault}"
        );
    }
}
