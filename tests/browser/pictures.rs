//! Pictures are as sharp as the screen, and no larger than they have to be.

use std::path::Path;

use crate::support::{Browser, Content, Portal, reader};

/// Where pictures of every size stand: the front page, lists, an article, and galleries.
const PATHS: [&str; 6] = [
    "/",
    "/magazine/",
    "/find/",
    "/magazine/the-ropeworks/",
    "/magazine/boat-library-of-teluk-randu/",
    "/events/low-tide-festival-2027/",
];

/// Has all pictures come, however far down they stand; what the browser chooses among several files is then known.
#[track_caller]
fn load_all(browser: &Browser) {
    browser.read("document.querySelectorAll('img').forEach((picture) => { picture.loading = 'eager' })");
    browser.wait_for(
        "all pictures",
        "[...document.querySelectorAll('main img')].every(({ complete, naturalWidth }) => complete && naturalWidth)",
    );
}

/// Of each picture with several files: what `sizes` says, how wide it is laid out, the width of the chosen file, those of all,
/// and its file.
const PICTURES: &str = "[...document.querySelectorAll('main img[srcset]')].filter((picture) => picture.checkVisibility() && picture.clientWidth).map((picture) => {
    const files = picture.srcset.split(', ').map((file) => file.split(' ')).map(([src, width]) => [new URL(src, document.baseURI).href, parseInt(width)]);
    return [picture.naturalWidth, picture.clientWidth, files.find(([src]) => src === picture.currentSrc)[1],
        ...[Math.min, Math.max].map((of) => of(...files.map(([, width]) => width))), picture.closest('.card-lead, .article > .figure') !== null, picture.currentSrc];
})";

struct Picture {
    said: f64,
    laid_out: f64,
    chosen: u64,
    smallest: u64,
    largest: u64,
    is_lead: bool,
    file: String,
}

fn pictures(browser: &Browser) -> Vec<Picture> {
    let all = browser.read(PICTURES);
    let all = all.as_array().expect("a list is an array");
    all.iter()
        .map(|picture| {
            let number = |at: usize| picture[at].as_f64().expect("a width is a number");
            let width = |at: usize| picture[at].as_u64().expect("a file is so many pixels wide");
            Picture {
                said: number(0),
                laid_out: number(1),
                chosen: width(2),
                smallest: width(3),
                largest: width(4),
                is_lead: picture[5] == true,
                file: picture[6].as_str().unwrap_or_default().to_owned(),
            }
        })
        .collect()
}

/// What is said too wrongly of the width of a picture, at any width of the window.
#[track_caller]
fn misjudged(browser: &Browser, path: &str) -> Vec<String> {
    let mut wrong = Vec::new();
    for width in [320, 375, 600, 768, 1024, 1440, 1920] {
        browser.resize(width, 900);
        browser.visit(path);
        load_all(browser);
        let pictures = pictures(browser);
        assert!(!pictures.is_empty(), "{path} has pictures with several files");
        for Picture {
            said, laid_out, file, ..
        } in pictures
        {
            if !(0.88..1.25).contains(&(said / laid_out)) {
                wrong.push(format!(
                    "{path} at {width} px: {file} is {laid_out} px wide, and {said} is said"
                ));
            }
        }
    }
    wrong
}

// The browser chooses before it has laid anything out: from too small a width it makes a blurred picture, from too large a one
// a slow page.
#[test]
fn pictures_are_as_wide_as_is_said_of_them() {
    let Some(browser) = reader() else { return };
    let wrong: Vec<_> = PATHS.iter().flat_map(|path| misjudged(&browser, path)).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A site with so many articles, the newest of which has galleries of one, two and five pictures.
fn with_galleries(articles: usize) -> Content {
    let names = [
        "mud-stage",
        "mud-boots",
        "tide-gauge",
        "boat-library-jetty",
        "boat-library-shelves",
    ];
    let content = Content::new();
    content.write(
        "site.toml",
        "name = \"The Quay\"\nlanguage = \"en\"\n\n[[sections]]\nslug = \"magazine\"\nname = \"Magazine\"\n",
    );
    for name in names {
        for file in [format!("{name}.avif"), format!("{name}-640.avif")] {
            let path = Path::new(env!("CARGO_MANIFEST_DIR"))
                .join("content/media")
                .join(&file);
            let bytes = std::fs::read(path).expect("the demo has the picture");
            content.write(&format!("media/{file}"), bytes);
        }
    }
    let gallery = |count: usize| {
        let images = names.map(|name| format!("[[images]]\nsrc = \"media/{name}.avif\"\nalt = \"{name}\"\n"));
        format!("\n```gallery\n{}```\n", images[..count].concat())
    };
    let galleries = [1, 2, 5].map(gallery).concat();
    for (number, name) in (1..=articles).zip(names) {
        content.write(
            &format!("magazine/a{number}.md"),
            format!(
                "+++\ntitle = \"Piece {number}\"\npublished = 2026-01-0{number}\nimage = {{ src = \"media/{name}.avif\", alt = \"{name}\" }}\n+++\n\nWords.\n{galleries}"
            ),
        );
    }
    content
}

// With one or two beside it, the lead has them grow; galleries have as many columns as pictures allow.
#[test]
fn pictures_of_small_front_pages_and_of_galleries_are_as_wide_as_is_said_of_them() {
    for articles in 1..=4 {
        let content = with_galleries(articles);
        let Some(portal) = Portal::pressed(content.path()) else {
            return;
        };
        let Some(browser) = Browser::on(portal) else {
            return;
        };
        let mut wrong = misjudged(&browser, "/");
        if articles == 1 {
            wrong.extend(misjudged(&browser, "/magazine/a1/"));
        }
        assert!(wrong.is_empty(), "of {articles} articles:\n{}", wrong.join("\n"));
    }
}

// A lead of 763 px had a file of 480 once, on a screen of two pixels for each.
#[test]
fn pictures_have_as_many_pixels_as_the_screen_shows() {
    let Some(browser) = reader() else { return };
    let mut wrong = Vec::new();
    for path in PATHS {
        for (width, density) in [(375, 1), (375, 2), (375, 3), (768, 2), (1440, 1), (1440, 2)] {
            browser.resize_dense(width, 900, density);
            browser.visit(path);
            load_all(&browser);
            let pictures = pictures(&browser);
            let is_shared = |file: &str| pictures.iter().filter(|picture| picture.file == file).count() > 1;
            for Picture {
                laid_out,
                chosen,
                smallest,
                largest,
                is_lead,
                file,
                ..
            } in &pictures
            {
                let shown = laid_out * f64::from(density);
                // Chromium takes the smaller of two where the larger is further away, and what is there already in any case.
                let pixels = f64::from(u32::try_from(*chosen).expect("no file is so wide"));
                let is_sharp = chosen == largest || pixels > 0.7 * shown;
                let is_light = chosen == smallest || pixels < 2.5 * shown || is_shared(file);
                if !is_sharp || !is_light {
                    wrong.push(format!(
                        "{path} at {width} px, {density} to one: {shown} px of {file} with {chosen}"
                    ));
                }
                // What a front page weighs more is its sharp lead.
                if density == 1 && !*is_lead && path == "/" && chosen != smallest {
                    wrong.push(format!(
                        "{path} at {width} px: {file} has {chosen} pixels beside the lead"
                    ));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

// What a picture was chosen for stays as it is: an address beside the page is another one where the reader has gone on.
#[test]
fn no_picture_is_chosen_anew_on_the_way_to_another_page() {
    let Some(browser) = reader() else { return };
    browser.visit("/magazine/");
    load_all(&browser);
    browser.click(".card-title a");
    browser.wait_for("the article", "document.querySelector('main > .article h1')");
    browser.back();
    browser.arrived("/magazine/", "Magazine");
    load_all(&browser);
    browser.assert_console_empty();
}
