//! Pages that browsers and hosts have kept still find the files of their own build.

use std::fs;
use std::path::Path;

use crate::support::{command, content, fixtures, press, transcript, tree, write, write_portal};

const GOOD: &str = "+++\ntitle = \"Good\"\n+++\n\nText.\n";

fn build(folder: &Path, more: &[&str]) {
    let output = press(folder, &[&["build", "content", "--app", "dist"], more].concat());
    assert!(output.status.success(), "{}", transcript(&output));
}

fn brand(folder: &Path, colour: &str) {
    let rule = format!(":root {{ --accent: {colour} }}");
    write(&folder.join("content/brand.css"), rule);
}

/// What a page says, for as long as it may be kept somewhere.
fn page(folder: &Path) -> String {
    fs::read_to_string(folder.join("dist/magazine/good/index.html")).expect("the page was written")
}

/// The accent of the style sheet that a page names; none where it is gone.
fn accent(folder: &Path, page: &str) -> Option<String> {
    let (_, rest) = page
        .split_once("rel=\"stylesheet\" href=\"../../")
        .expect("the page has a style sheet");
    let file = rest.split('"').next().expect("the address ends");
    let sheet = fs::read_to_string(folder.join("dist").join(file)).ok()?;
    let (_, rest) = sheet.split_once("--accent:").expect("the brand has an accent");
    Some(rest.trim_end_matches('}').to_owned())
}

const COLOURS: [&str; 5] = ["red", "green", "#00f", "gold", "plum"];

// A page from the cache of a browser or of a host between is unstyled when its style sheet is gone.
#[test]
fn pages_of_the_two_builds_before_find_their_style_sheet() {
    let folder = content(&[("magazine/good.md", GOOD)]);
    let folder = folder.path();
    write_portal(&folder.join("dist"));
    let mut pages = Vec::new();
    for colour in COLOURS {
        brand(folder, colour);
        build(folder, &[]);
        pages.push((colour, page(folder)));
        for (age, (colour, page)) in pages.iter().rev().enumerate() {
            let expected = (age <= 2).then_some(*colour);
            assert_eq!(accent(folder, page).as_deref(), expected, "{age} builds later");
        }
    }
    // The first sheet of all is that of Trunk, which no page has ever named.
    assert!(!folder.join("dist/base.css").exists());
}

// What has not changed is what pages of before name, too: it must not grow old and go.
#[test]
fn a_file_that_every_build_writes_stays_for_ever() {
    let folder = content(&[("magazine/good.md", GOOD)]);
    let folder = folder.path();
    write_portal(&folder.join("dist"));
    brand(folder, "red");
    build(folder, &[]);
    let first = page(folder);
    for _ in 0..5 {
        build(folder, &[]);
        assert_eq!(accent(folder, &first).as_deref(), Some("red"));
    }
}

// A brand that is taken back is that of today again.
#[test]
fn a_file_that_comes_back_is_young_again() {
    let folder = content(&[("magazine/good.md", GOOD)]);
    let folder = folder.path();
    write_portal(&folder.join("dist"));
    let mut first = None;
    for colour in ["red", "green", "red", "green", "blue"] {
        brand(folder, colour);
        build(folder, &[]);
        let first = first.get_or_insert_with(|| page(folder));
        assert_eq!(accent(folder, first).as_deref(), Some("red"), "{colour}");
    }
}

/// What `trunk build` does: its hook works in a folder of its own, then that takes the place of everything in `dist`.
fn trunk(folder: &Path) {
    let (dist, stage) = (folder.join("dist"), folder.join("dist/.stage"));
    write_portal(&stage);
    let output = command(folder)
        .args(["build", "content"])
        .env("TRUNK_STAGING_DIR", &stage)
        .env("TRUNK_DIST_DIR", &dist)
        .output()
        .expect("Cargo has built the binary before the tests");
    assert!(output.status.success(), "{}", transcript(&output));
    let ready = folder.join("ready");
    fs::rename(&stage, &ready)
        .and_then(|()| fs::remove_dir_all(&dist))
        .and_then(|()| fs::rename(&ready, &dist))
        .expect("the folders can be moved");
}

// Trunk begins with an empty folder each time, and what pages of before name is in the one that it replaces.
#[test]
fn builds_of_trunk_take_over_what_earlier_pages_name() {
    let folder = content(&[("magazine/good.md", GOOD)]);
    let folder = folder.path();
    let mut pages = Vec::new();
    for colour in COLOURS {
        brand(folder, colour);
        trunk(folder);
        pages.push((colour, page(folder)));
        for (age, (colour, page)) in pages.iter().rev().enumerate() {
            let expected = (age <= 2).then_some(*colour);
            assert_eq!(accent(folder, page).as_deref(), expected, "{age} builds later");
        }
    }
}

// A machine that builds anew each time has nothing of before but what is published.
#[test]
fn a_build_elsewhere_takes_over_what_is_published() {
    let folder = content(&[("magazine/good.md", GOOD)]);
    let folder = folder.path();
    write_portal(&folder.join("dist"));
    brand(folder, "red");
    build(folder, &[]);
    let first = page(folder);
    fs::rename(folder.join("dist"), folder.join("published")).expect("the folder can be moved");
    write_portal(&folder.join("dist"));
    brand(folder, "green");
    build(folder, &["--earlier", "published"]);
    assert_eq!(accent(folder, &first).as_deref(), Some("red"));
    let before = tree(&folder.join("published"));
    brand(folder, "blue");
    build(folder, &["--earlier", "published"]);
    assert_eq!(tree(&folder.join("published")), before, "it is only read");
}

// Whoever names the wrong folder would find out from readers.
#[test]
fn an_earlier_portal_that_is_not_there_is_told() {
    let folder = content(&[("magazine/good.md", GOOD)]);
    write_portal(&folder.path().join("dist"));
    let output = press(
        folder.path(),
        &["build", "content", "--app", "dist", "--earlier", "nowhere"],
    );
    let said = transcript(&output);
    assert!(
        said.starts_with("exit 2") && said.contains("nowhere: cannot be read"),
        "{said}"
    );
    assert!(
        !folder.path().join("dist/magazine").exists(),
        "nothing is written"
    );
    // Before the first build there is nothing in it.
    fs::create_dir(folder.path().join("empty")).expect("the folder can be made");
    build(folder.path(), &["--earlier", "empty"]);
}

fn pictures(folder: &Path) -> Vec<String> {
    let files = tree(&folder.join("dist/content"));
    files
        .into_keys()
        .filter(|file| file.starts_with("pictures/"))
        .collect()
}

// The picture of a page that is kept somewhere would be an empty box; that of a withdrawn article is withdrawn at once.
#[test]
fn a_picture_stays_as_long_as_an_article_that_shows_it_is_published() {
    let article = |title: &str, image: &str| {
        format!(
            "+++\ntitle = \"{title}\"\nimage = {{ src = \"media/{image}\", alt = \"A\" }}\n+++\n\nText.\n"
        )
    };
    let folder = content(&[
        ("magazine/good.md", &article("Good", "one.png")),
        ("magazine/other.md", &article("Other", "other.png")),
    ]);
    let folder = folder.path();
    write_portal(&folder.join("dist"));
    for (name, shade) in [("one", 10), ("two", 100), ("other", 200)] {
        let mut bytes = std::io::Cursor::new(Vec::new());
        image::RgbImage::from_pixel(64, 48, image::Rgb([shade, 0, 0]))
            .write_to(&mut bytes, image::ImageFormat::Png)
            .expect("the picture can be written");
        write(
            &folder.join(format!("content/media/{name}.png")),
            bytes.into_inner(),
        );
    }
    build(folder, &[]);
    let first = pictures(folder);
    write(
        &folder.join("content/magazine/good.md"),
        article("Good", "two.png"),
    );
    build(folder, &[]);
    let second = pictures(folder);
    assert!(first.iter().all(|file| second.contains(file)) && second.len() > first.len());
    // The other is withdrawn: its pictures go, those of the first stay.
    write(
        &folder.join("content/magazine/other.md"),
        article("Other", "other.png").replace("+++\n\nText", "draft = true\n+++\n\nText"),
    );
    build(folder, &[]);
    let third = pictures(folder);
    let text = fs::read_to_string(folder.join("dist/.press/manifest.json")).expect("it was written");
    assert!(third.len() < second.len() && !text.contains("other"), "{text}");
    let stays = first.iter().filter(|file| third.contains(file)).count();
    assert!(stays > 0 && stays < first.len(), "{first:?} {third:?}");
    // Two builds later nobody is to need the first picture any more.
    build(folder, &[]);
    assert!(!pictures(folder).iter().any(|file| first.contains(file)));
}

// A part of a list that somebody looks at is asked for later; but it holds the words of articles.
#[test]
fn a_part_of_a_list_stays_unless_it_tells_of_a_withdrawn_article() {
    let article = |number: u32, title: &str| {
        format!("+++\ntitle = \"{title}\"\npublished = 2025-01-01\nlead = \"Lead {number}.\"\n+++\n\nText.\n")
    };
    let folder = content(&[]);
    let folder = folder.path();
    write_portal(&folder.join("dist"));
    for number in 0..120 {
        write(
            &folder.join(format!("content/magazine/a{number}.md")),
            article(number, &format!("Article {number}")),
        );
    }
    let chunks = || {
        let files = tree(&folder.join("dist/content/lists/chunks"));
        files.into_keys().collect::<Vec<_>>()
    };
    let holds = |words: &str| {
        let files = tree(&folder.join("dist"));
        files
            .values()
            .any(|bytes| String::from_utf8_lossy(bytes).contains(words))
    };
    build(folder, &[]);
    let first = chunks();
    assert!(!first.is_empty());
    for number in 0..120 {
        write(
            &folder.join(format!("content/magazine/a{number}.md")),
            article(number, &format!("Piece {number}")),
        );
    }
    build(folder, &[]);
    assert!(first.iter().all(|file| chunks().contains(file)));
    assert!(holds("Article 7\""));
    for number in 0..120 {
        fs::remove_file(folder.join(format!("content/magazine/a{number}.md"))).expect("it was written");
    }
    write(&folder.join("content/magazine/good.md"), GOOD);
    build(folder, &[]);
    assert!(!holds("Article 7\"") && !holds("Piece 7\""));
}

// What a deployer has put there is the deployer's, whatever its name looks like and whatever a manifest says.
#[test]
fn only_what_press_has_written_is_removed() {
    let folder = content(&[("magazine/good.md", GOOD)]);
    let folder = folder.path();
    write_portal(&folder.join("dist"));
    let own = "dist/assets/logo-0123456789abcdef.png";
    let outside = "precious-0123456789abcdef.txt";
    write(&folder.join(own), "a logo");
    write(&folder.join(outside), "precious");
    build(folder, &[]);
    let manifest = folder.join("dist/.press/manifest.json");
    let text = fs::read_to_string(&manifest).expect("it was written");
    let leading_out = format!(
        r#""assets": {{"../{outside}":{{"age":2}},"/{outside}":{{"age":2}},"content/../../{outside}":{{"age":2}},"#
    );
    write(&manifest, text.replacen("\"assets\": {", &leading_out, 1));
    for colour in COLOURS {
        brand(folder, colour);
        build(folder, &[]);
        assert!(folder.join(own).exists() && folder.join(outside).exists());
    }
}

// Whoever cannot tell what press has written cannot tell what others have: nothing may be replaced on a guess.
#[test]
fn a_portal_whose_manifest_is_lost_is_left_as_it_is() {
    let folder = content(&[("magazine/good.md", GOOD)]);
    let folder = folder.path();
    write_portal(&folder.join("dist"));
    build(folder, &[]);
    for manifest in ["{", "", r#"{"assets":{}}"#, r#"{"version":9,"kind":"portal"}"#] {
        write(&folder.join("dist/.press/manifest.json"), manifest);
        let before = tree(&folder.join("dist"));
        let output = press(folder, &["build", "content", "--app", "dist"]);
        let said = transcript(&output);
        assert!(
            said.starts_with("exit 2") && said.contains("build the portal again with trunk build"),
            "{said}"
        );
        assert_eq!(tree(&folder.join("dist")), before);
    }
    // What Trunk writes anew needs no manifest.
    fs::remove_dir_all(folder.join("dist")).expect("it was written");
    write_portal(&folder.join("dist"));
    build(folder, &[]);
}

// A sample of everything that press writes: whatever a page names by a hash has to be in the manifest, or it goes too soon.
#[test]
fn the_manifest_lists_every_file_whose_name_changes_with_its_bytes() {
    let folder = tempfile::tempdir().expect("there is room for a temporary folder");
    write_portal(&folder.path().join("dist"));
    let sample = fixtures().join("sample");
    let sample = sample.to_str().expect("the path is UTF-8");
    let output = press(folder.path(), &["build", sample, "--app", "dist"]);
    assert!(output.status.success(), "{}", transcript(&output));
    let manifest = crate::support::json(&folder.path().join("dist/.press/manifest.json"));
    let listed = manifest["assets"].as_object().expect("it lists files");
    for file in tree(&folder.path().join("dist")).into_keys() {
        let is_hashed = file.starts_with("content/pictures/")
            || file.starts_with("content/lists/chunks/")
            || file.starts_with("content/search/parts/")
            || file.starts_with("assets/");
        assert_eq!(listed.contains_key(&file), is_hashed, "{file}");
    }
}

// What is minified after it was named would be kept by browsers under the name of other bytes.
#[test]
fn the_name_of_an_asset_is_that_of_the_bytes_that_are_served() {
    let folder = content(&[("magazine/good.md", GOOD)]);
    let folder = folder.path();
    let dist = folder.join("dist");
    write_portal(&dist);
    let index = fs::read_to_string(dist.join("index.html")).expect("it was written");
    let named = "<script src=\"./display-49a67ca1e8d5b3a.js\"></script><link rel=\"icon\" href=\"./icon-34e288a10248acb8.svg\">";
    write(
        &dist.join("index.html"),
        index.replace("</title>", &format!("</title>{named}")),
    );
    write(
        &dist.join("display-49a67ca1e8d5b3a.js"),
        "// Why.\nconst one = 1;\n",
    );
    write(&dist.join("icon-34e288a10248acb8.svg"), "<svg></svg>");
    brand(folder, "red");
    build(folder, &[]);
    let files = tree(&dist.join("assets"));
    let stems: Vec<_> = files
        .keys()
        .filter_map(|file| Some(file.rsplit_once('-')?.0))
        .collect();
    assert_eq!(stems, ["app", "app", "display", "icon", "style"]);
    for (file, bytes) in files.iter().filter(|(file, _)| !file.starts_with("app-")) {
        assert!(file.contains(&press::hash::of(bytes)), "{file}");
    }
    let page = page(folder);
    for file in files.keys() {
        assert!(
            page.contains(&format!("\"../../assets/{file}\"")),
            "{file}: {page}"
        );
    }
    let left: Vec<_> = tree(&dist)
        .into_keys()
        .filter(|file| !file.contains('/'))
        .collect();
    assert_eq!(
        left,
        ["404.html", "index.html", "offline.js"],
        "what Trunk named otherwise is gone"
    );
}

// The sheet stands in another folder than the one that its author wrote for: a font would be looked for there.
#[test]
fn what_a_brand_names_is_found_from_where_its_sheet_stands() {
    let folder = content(&[("magazine/good.md", GOOD)]);
    let folder = folder.path();
    write_portal(&folder.join("dist"));
    write(&folder.join("content/media/brand.woff2"), "wOF2 a font");
    write(
        &folder.join("content/brand.css"),
        "@font-face { font-family: x; src: url(\"content/media/brand.woff2\") }",
    );
    build(folder, &[]);
    let sheets = tree(&folder.join("dist/assets"));
    let (_, sheet) = sheets
        .iter()
        .find(|(file, _)| file.starts_with("style-"))
        .expect("a brand has a sheet");
    let sheet = String::from_utf8_lossy(sheet);
    let address = sheet
        .split(['(', ')'])
        .nth(1)
        .expect("it names a file")
        .trim_matches('"');
    assert!(folder.join("dist/assets").join(address).is_file(), "{sheet}");
}

// Every page would be without its app, and nobody would know before readers do.
#[test]
fn a_file_that_pages_name_and_that_is_gone_is_told() {
    let folder = content(&[("magazine/good.md", GOOD)]);
    let folder = folder.path();
    write_portal(&folder.join("dist"));
    build(folder, &[]);
    let mut files = tree(&folder.join("dist/assets")).into_keys();
    let is_app = |file: &String| Path::new(file).extension().is_some_and(|ending| ending == "wasm");
    let app = files.find(is_app).expect("there is an app");
    fs::remove_file(folder.join("dist/assets").join(&app)).expect("it was there");
    let said = transcript(&press(folder, &["build", "content", "--app", "dist"]));
    assert!(
        said.starts_with("exit 2") && said.contains(&format!("{app}: pages name this file, and it is gone")),
        "{said}"
    );
}
