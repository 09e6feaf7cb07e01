//! What of a content folder is given away: what somebody names, in the kinds that are published, and nothing from elsewhere.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use crate::pictures::{encoded, from_a_telephone, photograph};
use crate::support::{content_with_address, json, press, transcript, tree, write};
use image::ImageFormat;
use img_parts::{Bytes, ImageEXIF};
use tempfile::TempDir;

/// A letter with its accent as keyboards write it, and as some systems keep it.
const COMPOSED: &str = "caf\u{e9}";
const APART: &str = "cafe\u{301}";

fn article(text: &str) -> String {
    format!("+++\ntitle = \"A\"\n+++\n\n{text}\n")
}

/// A content folder with one article and files of media.
fn with_media(text: &str, media: &[&str]) -> TempDir {
    let folder = content_with_address(&[("magazine/a.md", &article(text))]);
    for name in media {
        write(&folder.path().join("content/media").join(name), *name);
    }
    folder
}

fn run(folder: &Path, command: &[&str]) -> String {
    transcript(&press(folder, command))
}

fn check(folder: &Path) -> String {
    run(folder, &["check", "content", "--all"])
}

fn build(folder: &Path) -> String {
    run(folder, &["build", "content", "--output", "out", "--keep-going"])
}

/// What was published of the media folder.
fn published(folder: &Path) -> Vec<String> {
    let out = folder.join("out/media");
    if out.is_dir() {
        tree(&out).into_keys().collect()
    } else {
        Vec::new()
    }
}

/// What the folder of tricks links to, and gives away.
const WANTED: [&str; 9] = [
    "plan.pdf",
    "table.csv",
    "table.csv.gz",
    "track.gpx",
    "drawing.svg",
    "voice.mp3",
    "all.zip",
    "inner.pdf",
    "shared/inside.txt",
];

/// What it links to, and must not be published.
const REFUSED: [&str; 18] = [
    "evil.html",
    "evil.xhtml",
    "evil.html.gz",
    "evil.xml",
    "evil.svg",
    "run.js",
    "run.wasm",
    "run.exe",
    "photo.heic",
    "scan.tiff",
    "photo.dng",
    "photo.jpg_original",
    "notes.txt~",
    "notes.bak",
    "unknown.xyz",
    "nothing",
    "disguised.pdf",
    "disguised.jpg",
];

/// What it links to, and lies elsewhere or nowhere.
const ELSEWHERE: [&str; 5] = [
    "system.txt",
    "outside/secret.txt",
    "broken.txt",
    "circle.txt",
    "hidden.txt",
];

/// What it names otherwise and gives away: in a fence, in `brand.css` and in `site.toml`.
const SHOWN: [&str; 9] = [
    "print.jpg",
    "film.mp4",
    "film.vtt",
    "font.woff2",
    "dense.png",
    "paper.jpg",
    "later.png",
    "logo.svg",
    "menu.pdf",
];

/// What lies in it, and nothing that is published names; press makes its own of the first two.
const AT_HOME: [&str; 14] = [
    "quay.jpg",
    "poster.png",
    "evil.js",
    "said.pdf",
    "said.txt",
    "comment.pdf",
    "title.pdf",
    "commented.png",
    "draft.pdf",
    "unused.pdf",
    "unused.html",
    "quay.jpg_original",
    "unused.heic",
    "Thumbs.db",
];

const TRICKS: &str = "![Quay](media/quay.jpg)

The file `media/said.pdf` is no link, nor is media/said.txt.

<!-- media/comment.pdf -->

```file
src = \"media/print.jpg\"
title = \"media/title.pdf\"
```

```video
src = \"media/film.mp4\"
captions = [\"media/film.vtt\"]
poster = \"media/poster.png\"
```

";

const SHEET: &str = "/* url(content/media/commented.png) */
@font-face { src: url(content/media/f\\6fnt.woff2) }
a { background: image-set('content/media/dense.png' 2x), url(content/media/paper.jpg) }
b { --later: \"content/media/later.png\"; background: url(content/media/evil.js) }
";

fn bytes_of(name: &str) -> Vec<u8> {
    let drawing = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 3 2\"/>";
    let (_, extension) = name.rsplit_once('.').unwrap_or_default();
    match (name, extension) {
        ("evil.svg", _) => drawing.replace("/>", "><script>x()</script></svg>").into(),
        ("evil.xml", _) => "<a xmlns=\"http://www.w3.org/1999/xhtml\"><script/></a>".into(),
        ("track.gpx", _) => "<gpx/>".into(),
        ("disguised.pdf", _) => "<!doctype html><script>x()</script>".into(),
        ("disguised.jpg", _) => b"\0\0\0\x18ftypheic\0\0\0\0mif1heic".into(),
        ("film.vtt", _) => "WEBVTT\n\n00:01.000 --> 00:04.000\nBells.\n".into(),
        (_, "svg") => drawing.into(),
        (_, "png") => encoded(photograph(64, 40), ImageFormat::Png),
        (_, "jpg" | "jpg_original") => from_a_telephone(photograph(64, 40)),
        _ => name.into(),
    }
}

/// A folder of tricks, and the text of its article.
#[cfg(unix)]
fn tricks() -> (TempDir, String) {
    let linked = WANTED.iter().chain(&REFUSED).chain(&ELSEWHERE);
    let links: Vec<_> = linked.map(|name| format!("[x](media/{name})")).collect();
    let text = article(&format!("{TRICKS}{}", links.join("\n\n")));
    let draft = "+++\ntitle = \"D\"\ndraft = true\n+++\n\n[x](media/draft.pdf)\n";
    let folder = content_with_address(&[
        ("magazine/a.md", &text),
        ("magazine/draft.md", draft),
        ("brand.css", SHEET),
    ]);
    let (root, content) = (folder.path(), folder.path().join("content"));
    let site = content.join("site.toml");
    let settings = fs::read_to_string(&site).expect("it was written a moment ago");
    let named = "logo = \"media/logo.svg\"\nnavigation = [{ label = \"M\", href = \"media/menu.pdf\" }]\n";
    write(&site, format!("{named}{settings}"));
    let through_links = ["inner.pdf", "shared/inside.txt"];
    for name in WANTED.iter().chain(&REFUSED).chain(&SHOWN).chain(&AT_HOME) {
        if !through_links.contains(name) {
            write(&content.join("media").join(name), bytes_of(name));
        }
    }
    write(&root.join("elsewhere/secret.txt"), "secret");
    write(&root.join("elsewhere/b.md"), article("Secret."));
    write(&content.join(".git/config.txt"), "secret");
    write(&content.join("shared/inside.txt"), "inside");
    for (name, goal) in [
        ("media/system.txt", "/etc/hostname"),
        ("media/outside", "../../elsewhere"),
        ("media/broken.txt", "nowhere.txt"),
        ("media/circle.txt", "circle.txt"),
        ("media/hidden.txt", "../.git/config.txt"),
        ("media/inner.pdf", "plan.pdf"),
        ("media/shared", "../shared"),
        ("media/round", "."),
        ("magazine/b.md", "../../elsewhere/b.md"),
        ("events", "../elsewhere"),
    ] {
        std::os::unix::fs::symlink(goal, content.join(name)).expect("a link can be made");
    }
    (folder, text)
}

// Each of these has been published by some tool: what nobody names, what runs, what a camera or an editor keeps, and what
// lies elsewhere on the machine.
#[cfg(unix)]
#[test]
fn a_folder_of_tricks_gives_away_what_is_named_and_nothing_else() {
    let (folder, _) = tricks();
    build(folder.path());
    let expected: BTreeSet<_> = WANTED
        .iter()
        .chain(&SHOWN)
        .map(|name| (*name).to_owned())
        .collect();
    assert_eq!(
        published(folder.path()).into_iter().collect::<BTreeSet<_>>(),
        expected
    );
    let secret = |bytes: &[u8]| bytes.windows(6).any(|part| part.eq_ignore_ascii_case(b"secret"));
    let everything = tree(&folder.path().join("out"));
    for (name, bytes) in everything {
        assert!(!secret(&bytes), "{name}");
    }
}

// What is silently left out is believed to be public, and what is silently given away is believed to be at home.
#[cfg(unix)]
#[test]
fn whatever_is_refused_in_a_folder_of_tricks_is_told_with_its_place() {
    let (folder, text) = tricks();
    let said = check(folder.path());
    for name in REFUSED.iter().chain(&ELSEWHERE) {
        let found = text.lines().position(|line| line == format!("[x](media/{name})"));
        let line = found.expect("the article names it") + 1;
        let place = format!("content/magazine/a.md:{line}:1: warning: ");
        let told = said.lines().find(|told| told.starts_with(&place));
        assert!(
            told.is_some_and(|told| told.contains(name)),
            "{place}{name}: {said}"
        );
    }
    for told in [
        "content/brand.css:4:53: warning: “media/evil.js” is a program",
        "content/magazine/b.md: error: this link leads out of the content folder",
        "content/events: error: this link leads out of the content folder",
        "content/media/system.txt: error: this link leads out of the content folder",
        "content/media/outside: error: this link leads out of the content folder",
        "content/media/hidden.txt: error: this link leads to a hidden file",
        "content/media/broken.txt: error: this link leads nowhere",
        "content/media/circle.txt: error: this link leads nowhere",
        "content/media/round: error: this link leads back to a folder",
        "content/media: note: 29 files here are not published: ",
    ] {
        assert!(said.contains(told), "{told}: {said}");
    }
}

// A telephone hands out what only its maker's programs show: whoever looks for the picture sees nothing, so nothing is built.
#[test]
fn a_picture_that_browsers_do_not_show_is_an_error_of_its_article() {
    for name in ["a.heic", "a.TIF", "a.dng", "a.psd"] {
        let folder = with_media(&format!("Text.\n\n![x](media/{name})"), &[name]);
        let said = check(folder.path());
        let told =
            format!("content/magazine/a.md:7:1: error: “media/{name}” is a picture of a kind that browsers");
        assert!(said.starts_with("exit 1\n") && said.contains(&told), "{said}");
        build(folder.path());
        assert!(published(folder.path()).is_empty());
    }
    let fence = "```video\nsrc = \"media/a.mp4\"\ntitle = \"A\"\nposter = \"media/a.heic\"\n```";
    let folder = with_media(fence, &["a.mp4", "a.heic"]);
    let said = check(folder.path());
    assert!(
        said.starts_with("exit 1\n") && said.contains("[media-not-shown]"),
        "{said}"
    );
}

// What is published as it is has to be what its name says: browsers show no drawing that is sent to them as a photograph.
#[test]
fn a_picture_whose_name_hides_what_it_is_is_an_error() {
    let folder = with_media("![x](media/a.jpg)", &[]);
    let drawing = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 3 2\"/>";
    write(&folder.path().join("content/media/a.jpg"), drawing);
    let said = check(folder.path());
    let told = "content/media/a.jpg: error: this picture holds a page or a drawing, whatever its name says";
    assert!(said.contains(told), "{said}");
    build(folder.path());
    assert!(published(folder.path()).is_empty());
}

// A folder that is itself a link is where its owner has put it.
#[cfg(unix)]
#[test]
fn a_content_folder_may_be_reached_through_a_link() {
    let folder = with_media("[x](media/a.pdf)", &["a.pdf"]);
    std::os::unix::fs::symlink("content", folder.path().join("linked")).expect("a link can be made");
    let said = run(folder.path(), &["build", "linked", "--output", "out"]);
    assert!(said.starts_with("exit 0\n0 errors, 0 warnings"), "{said}");
    assert_eq!(published(folder.path()), ["a.pdf"]);
}

// Whoever can write into a content folder must not be able to read the machine that builds it.
#[cfg(unix)]
#[test]
fn nothing_that_a_link_leads_out_to_is_read() {
    use std::os::unix::fs::symlink;

    for name in [
        "media",
        "magazine",
        "pages",
        "brand.css",
        "magazine/c.md",
        "media/deep/a",
    ] {
        let folder = with_media("Text.", &[]);
        let (root, path) = (folder.path(), folder.path().join("content").join(name));
        write(&root.join("elsewhere/secret.md"), article("secret"));
        write(&root.join("elsewhere/media/secret.pdf"), "secret");
        let goal = if name.contains('.') {
            "elsewhere/secret.md"
        } else {
            "elsewhere"
        };
        if name == "magazine" {
            fs::remove_dir_all(&path).expect("it was written a moment ago");
        }
        let parent = path.parent().expect("it stands in the content folder");
        fs::create_dir_all(parent).expect("the folder can be made");
        symlink(root.join(goal), &path).expect("a link can be made");
        let said = check(root);
        let told = format!(
            "content/{name}: error: this link leads out of the content folder, so it is not followed"
        );
        assert!(said.contains(&told), "{name}: {said}");
        assert!(!said.contains("secret"), "{name}: {said}");
        build(root);
        let out = tree(&root.join("out"));
        assert!(
            out.values()
                .all(|bytes| !bytes.windows(6).any(|part| part == b"secret")),
            "{name}"
        );
    }
    let folder = with_media("Text.", &[]);
    let site = folder.path().join("content/site.toml");
    fs::rename(&site, folder.path().join("site.toml")).expect("it was written a moment ago");
    symlink("../site.toml", &site).expect("a link can be made");
    let said = check(folder.path());
    assert_eq!(
        said,
        "exit 2\npress: content/site.toml: this link leads out of the content folder, so it is not followed \
         (put a copy of what it leads to in its place, or remove it)\n"
    );
}

// Whoever opens a pipe waits for somebody to write into it, and a build that waits for ever tells nobody why.
#[cfg(unix)]
#[test]
fn what_is_no_file_is_told_and_never_opened() {
    use std::process::Command;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicBool, Ordering};

    for name in [
        "magazine/x.md",
        "site.toml",
        "brand.css",
        "media/x.pdf",
        "media/x.svg",
        "x.md",
    ] {
        let folder = with_media("![x](media/x.svg)\n\n[x](media/x.pdf)", &[]);
        let pipe = folder.path().join("content").join(name);
        let _ = fs::remove_file(&pipe);
        fs::create_dir_all(pipe.parent().expect("it stands in a folder")).expect("the folder can be made");
        let made = Command::new("mkfifo").arg(&pipe).status();
        assert!(made.expect("every Unix has mkfifo").success());
        // Whoever opens the pipe meets this writer, which then goes away.
        let was_opened = Arc::new(AtomicBool::new(false));
        let note = Arc::clone(&was_opened);
        let writer = pipe.clone();
        std::thread::spawn(move || {
            let opened = fs::OpenOptions::new().write(true).open(writer);
            note.store(opened.is_ok(), Ordering::SeqCst);
        });
        for arguments in [
            &["check", "content"][..],
            &["build", "content", "--output", "out"],
        ] {
            let said = run(folder.path(), arguments);
            let told = format!("content/{name}: error: this is a pipe, and no file, so it is not opened");
            let told_at_once = told.replace(" error:", "");
            assert!(
                said.contains(&told) || said.contains(&told_at_once),
                "{name}: {said}"
            );
        }
        assert!(!was_opened.load(Ordering::SeqCst), "{name}");
    }
    let folder = with_media("Text.", &[]);
    let socket = folder.path().join("content/media/s.pdf");
    fs::create_dir_all(folder.path().join("content/media")).expect("the folder can be made");
    let _listener = std::os::unix::net::UnixListener::bind(socket).expect("a socket can be made");
    let said = check(folder.path());
    assert!(
        said.contains("content/media/s.pdf: error: this is a socket"),
        "{said}"
    );
}

// Some systems take accents off their letters in the names of files; a link that was right there leads nowhere elsewhere.
#[test]
fn names_that_read_the_same_are_the_same() {
    for (stored, written) in [(APART, COMPOSED), (COMPOSED, APART)] {
        let text = format!(
            "[x](media/{written}.pdf)\n\n[x](media/cafe%CC%81.pdf#page=2)\n\n![Quay](media/{written}.svg)\n\n\
             ```file\nsrc = \"media/{written}.csv\"\n```\n"
        );
        let names = ["pdf", "csv", "woff2"].map(|extension| format!("{stored}.{extension}"));
        let folder = with_media(&text, &names.each_ref().map(String::as_str));
        let root = folder.path();
        write(
            &root.join(format!("content/media/{stored}.svg")),
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 3 2\"/>",
        );
        let sheet = format!("@font-face {{ src: url(content/media/{written}.woff2) }}");
        write(&root.join("content/brand.css"), sheet);
        let said = run(root, &["build", "content", "--output", "out"]);
        assert!(said.starts_with("exit 0\n0 errors, 0 warnings"), "{said}");
        let composed = ["csv", "pdf", "svg", "woff2"].map(|extension| format!("{COMPOSED}.{extension}"));
        assert_eq!(published(root), composed);
        let body = json(&root.join("out/articles/a.json"))["body"].clone();
        assert_eq!(
            body[0]["text"][0]["link"],
            format!("/content/media/{COMPOSED}.pdf")
        );
        assert_eq!(
            body[1]["text"][0]["link"],
            format!("/content/media/{COMPOSED}.pdf#page=2")
        );
        assert_eq!(body[2]["image"]["src"], format!("media/{COMPOSED}.svg"));
        assert_eq!(body[3]["src"], format!("media/{COMPOSED}.csv"));
    }
}

// Of two files with one address one would be published in the place of the other.
#[test]
fn two_files_of_one_name_are_told() {
    let names = [COMPOSED, APART].map(|name| format!("{name}.pdf"));
    let folder = with_media("Text.", &names.each_ref().map(String::as_str));
    let said = check(folder.path());
    assert!(said.starts_with("exit 1\n"), "{said}");
    assert!(
        said.contains("this file’s name reads the same as that of content/media/cafe"),
        "{said}"
    );
}

// A hand-written bundle is copied as it is, but for names that would find nothing.
#[test]
fn a_hand_written_site_finds_files_whose_names_are_composed_otherwise() {
    let folder = tempfile::tempdir().expect("there is room for a temporary folder");
    let body = format!(
        r#"[{{"kind":"file","src":"media/{APART}.pdf","title":"A"}},{{"kind":"file","src":"media/evil.html","title":"E"}}]"#
    );
    let site = format!(
        r#"{{"format":1,"name":"T","language":"en","sections":[{{"slug":"m","name":"M"}}],"articles":[{{"slug":"a","section":"m","title":"A","body":{body}}}]}}"#
    );
    write(&folder.path().join("content/site.json"), site);
    for name in [&format!("{COMPOSED}.pdf"), "evil.html", "unused.pdf"] {
        write(&folder.path().join("content/media").join(name), "x");
    }
    let said = build(folder.path());
    assert!(said.contains("“media/evil.html” is a page"), "{said}");
    assert_eq!(published(folder.path()), [format!("{COMPOSED}.pdf")]);
    let site = json(&folder.path().join("out/site.json"));
    assert_eq!(
        site["articles"][0]["body"][0]["src"],
        format!("media/{COMPOSED}.pdf")
    );
}

// Slugs are spelt from letters: a syllable that is taken apart would be spelt otherwise on another machine.
#[test]
fn an_article_has_one_address_however_its_file_name_is_composed() {
    let slugs = ["\u{304c}\u{304d}", "\u{304b}\u{3099}\u{304d}"].map(|stem| {
        let folder = content_with_address(&[(&format!("magazine/{stem}.md"), &article("Text."))]);
        build(folder.path());
        tree(&folder.path().join("out/articles"))
            .into_keys()
            .collect::<Vec<_>>()
    });
    assert_eq!(slugs[0].len(), 1);
    assert_eq!(slugs[0], slugs[1]);
}

// What stands behind every page is as public as what stands in an article, and only the sheet knows how large it is shown.
#[test]
fn pictures_of_the_brand_lose_what_a_camera_wrote_and_keep_their_names_and_pixels() {
    let pixels = photograph(64, 40);
    let exif =
        Bytes::from_static(b"II*\0\x08\0\0\0\x01\0\x25\x88\x04\0\x01\0\0\0\x1a\0\0\0\0\0\0\0GPSLatitude");
    let mut png =
        img_parts::png::Png::from_bytes(encoded(pixels.clone(), ImageFormat::Png).into()).expect("it is PNG");
    png.set_exif(Some(exif.clone()));
    let mut webp = img_parts::webp::WebP::from_bytes(encoded(pixels.clone(), ImageFormat::WebP).into())
        .expect("it is WebP");
    webp.set_exif(Some(exif));
    let jpeg = from_a_telephone(pixels);
    let jpeg = [
        &jpeg[..2],
        b"\xFF\xE1\x00\x16http://ns.adobe.com/",
        b"\xFF\xFE\x00\x08Secret",
        &jpeg[2..],
        // A second picture behind the first, as cameras put it there.
        &jpeg,
        b"Secret",
    ]
    .concat();
    let folder = with_media("Text.", &[]);
    let root = folder.path();
    let sheet =
        "a { background: url(content/media/a.jpg), url(content/media/b.png), url('content/media/c.webp') }";
    write(&root.join("content/brand.css"), sheet);
    for (name, bytes) in [
        ("a.jpg", jpeg),
        ("b.png", png.encoder().bytes().to_vec()),
        ("c.webp", webp.encoder().bytes().to_vec()),
    ] {
        write(&root.join("content/media").join(name), bytes);
    }
    assert!(build(root).starts_with("exit 0\n0 errors, 0 warnings"));
    assert_eq!(published(root), ["a.jpg", "b.png", "c.webp"]);
    for name in published(root) {
        let bytes = fs::read(root.join("out/media").join(&name)).expect("it is published");
        for hidden in ["GPSLatitude", "adobe", "Secret"] {
            assert!(
                !bytes.windows(hidden.len()).any(|part| part == hidden.as_bytes()),
                "{name}: {hidden}"
            );
        }
        let read = exif::Reader::new().read_from_container(&mut std::io::Cursor::new(&bytes));
        let fields: Vec<_> = read
            .iter()
            .flat_map(exif::Exif::fields)
            .map(|field| field.tag)
            .collect();
        // Which side is up is seen.
        let kept = if name == "a.jpg" {
            vec![exif::Tag::Orientation]
        } else {
            Vec::new()
        };
        assert_eq!(fields, kept, "{name}");
        let before = fs::read(root.join("content/media").join(&name)).expect("it was written a moment ago");
        let decoded = |bytes: &[u8]| {
            image::load_from_memory(bytes)
                .expect("it is a picture")
                .into_rgb8()
        };
        assert_eq!(decoded(&bytes), decoded(&before), "{name}");
    }
}

// A press photograph may be meant to keep its author; where it was taken is rarely meant to be told.
#[test]
fn a_file_that_is_given_away_as_it_is_tells_where_it_was_taken() {
    let folder = with_media("![Quay](media/quay.jpg)", &[]);
    let media = folder.path().join("content/media");
    let photo = from_a_telephone(photograph(64, 40));
    write(&media.join("quay.jpg"), &photo);
    write(&media.join("print.jpg"), &photo);
    let box_of = |kind: &[u8], bytes: &[u8]| {
        let length = u32::try_from(bytes.len() + 8).expect("it is short").to_be_bytes();
        [&length, kind, bytes].concat()
    };
    let film = [
        box_of(b"ftyp", b"isom"),
        box_of(b"mdat", &[0; 99]),
        box_of(b"moov", b"\xA9xyz+38.7-9.1/"),
    ]
    .concat();
    write(&media.join("film.mp4"), film);
    assert!(
        !check(folder.path()).contains("says where"),
        "press makes its own of what is shown"
    );
    let text = "[x](media/print.jpg)\n\n```video\nsrc = \"media/film.mp4\"\n```\n";
    write(&folder.path().join("content/magazine/b.md"), article(text));
    for said in [check(folder.path()), build(folder.path())] {
        assert!(
            said.contains("content/media/print.jpg: warning: this file says where it was taken")
                && said.contains("exiftool -overwrite_original ")
                && said.contains("content/media/film.mp4: warning: this file says where it was recorded"),
            "{said}"
        );
        assert!(!said.contains("quay.jpg: warning: this file says"), "{said}");
    }
}

// A menu leads to a programme as often as an article does.
#[test]
fn entries_of_menu_and_footer_lead_to_files() {
    let folder = with_media(
        "[x](/content/media/a.pdf?v=1)",
        &["a.pdf", "b.pdf", "c.pdf", "d.html"],
    );
    let site = folder.path().join("content/site.toml");
    let settings = fs::read_to_string(&site).expect("it was written a moment ago");
    let links = "navigation = [{ label = \"B\", href = \"media/b.pdf\" }]\n\
        footer = [{ title = \"F\", links = [{ label = \"C\", href = \"/content/media/c.pdf\" }, { label = \"D\", href = \"media/d.html\" }, { label = \"E\", href = \"media/e.pdf\" }] }]\n";
    write(&site, format!("{links}{settings}"));
    let said = build(folder.path());
    for told in [
        "content/site.toml:2:105: warning: “media/d.html” is a page",
        "content/site.toml:2:145: warning: there is no file “media/e.pdf”",
    ] {
        assert!(said.contains(told), "{told}: {said}");
    }
    assert_eq!(published(folder.path()), ["a.pdf", "b.pdf", "c.pdf"]);
    let site = json(&folder.path().join("out/site.json"));
    assert_eq!(site["navigation"][0]["href"], "/content/media/b.pdf");
}

// Files that nobody names cost whoever pays for the folder, and may be what an editor believes to be public.
#[test]
fn check_lists_what_stays_at_home() {
    let names = ["a.pdf", "b.heic", "c.html", "d.jpg", "e.jpg", "f.jpg", "g.pdf"];
    let folder = with_media("[x](media/a.pdf)", &names);
    let said = check(folder.path());
    assert_eq!(
        said,
        "exit 0\ncontent/media: note: 6 files here are not published: media/b.heic, media/c.html, media/d.jpg, media/e.jpg, \
         media/f.jpg and 1 more, which press inspect lists (nothing needs to be done: only what an article, the site or \
         brand.css names is published, in the kinds that docs/writing-content.md lists) [media-not-published]\n0 errors, 0 warnings; 1 article\n"
    );
    assert!(run(folder.path(), &["check", "content", "--strict"]).starts_with("exit 0"));
}

// Systems and editors leave such files beside articles: a lock of an editor is even a link to nothing.
#[test]
fn hidden_files_beside_articles_are_passed_over() {
    let folder = content_with_address(&[
        ("magazine/a.md", &article("Text.")),
        ("magazine/._a.md", "\u{0}\u{5}"),
    ]);
    assert_eq!(check(folder.path()), "exit 0\n0 errors, 0 warnings; 1 article\n");
}
