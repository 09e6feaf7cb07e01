//! A build that may use what earlier ones made gives what a clean build gives, and does less.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use crate::support::{command, content, fixtures, json, press, transcript, tree, write, write_portal};
use press::edition::cache::Cache;
use press::edition::compose::compose_with;
use press::edition::means::Means;
use press::hash;
use press::progress::Progress;
use press::publish::bundle;
use proptest::prelude::*;

const GOOD: &str = "+++\ntitle = \"Good\"\n+++\n\nText.\n";

/// Something that an editor does to a content folder.
#[derive(Clone, Debug)]
enum Edit {
    Article { place: usize, parts: Vec<usize> },
    Remove { place: usize },
    Move { from: usize, to: usize },
    Picture { place: usize, width: u8 },
    RemovePicture { place: usize },
    Site { variant: usize },
}

/// Files that stand in two sections, among the pages, under a dated name, under one slug twice, and in no section.
const PLACES: [&str; 8] = [
    "magazine/tides.md",
    "magazine/2026-01-02-bells.md",
    "magazine/Rope Walk.md",
    "events/market.md",
    "events/tides.md",
    "events/bells.md",
    "pages/about.md",
    "nowhere/lost.md",
];

const PICTURES: [&str; 4] = [
    "media/quay.png",
    "media/quay-8.png",
    "media/quays.png",
    "media/a quay.png",
];

/// What texts are made of: all that an article can learn from the rest of the folder.
const PARTS: [&str; 16] = [
    "Plain words of a harbour.",
    "![A quay](media/quay.png \"Low water\")",
    "![](media/quay.png)",
    "[The tides](/magazine/tides/) and [the market](/events/market/).",
    "[Below](#the-tides)",
    "## The tides",
    "A note.[^1]\n\n[^1]: At *low* water.",
    "```gallery\nimages = [{ src = \"media/quay.png\", alt = \"A\" }, { src = \"media/quays.png\", alt = \"B\" }]\n```",
    "```file\nsrc = \"media/quay.png\"\n```",
    "<u>HTML</u> and {{ site.baseurl }}",
    "KEY lead = \"A short lead about the market\"",
    "KEY tags = [\"Heritage\", \"Craft work\"]",
    "KEY tags = [\"heritage\", \"Music\"]",
    "KEY related = [\"tides\"]",
    "KEY draft = true",
    "KEY language = \"pt\"",
];

const SITES: [&str; 4] = [
    "language = \"en\"\n[[taxonomies]]\nslug = \"themes\"\nname = \"Themes\"\n",
    "language = \"pt\"\n[[taxonomies]]\nslug = \"themes\"\nname = \"Themes\"\n",
    "language = \"en\"\n[[taxonomies]]\nslug = \"places\"\nname = \"Places\"\n[[taxonomies.tags]]\nslug = \"old\"\nname = \"Heritage\"\n",
    "language = \"en\"\n[[navigation]]\nlabel = \"Tides\"\nhref = \"/magazine/tides/\"\n",
];

fn edits() -> impl Strategy<Value = Vec<Edit>> {
    let place = 0..PLACES.len();
    let article = (place.clone(), prop::collection::vec(0..PARTS.len(), 0..5))
        .prop_map(|(place, parts)| Edit::Article { place, parts });
    let edit = prop_oneof![
        6 => article,
        1 => place.clone().prop_map(|place| Edit::Remove { place }),
        1 => (place.clone(), place).prop_map(|(from, to)| Edit::Move { from, to }),
        2 => (0..PICTURES.len(), prop::sample::select(vec![4_u8, 8, 16]))
            .prop_map(|(place, width)| Edit::Picture { place, width }),
        1 => (0..PICTURES.len()).prop_map(|place| Edit::RemovePicture { place }),
        1 => (0..SITES.len()).prop_map(|variant| Edit::Site { variant }),
    ];
    prop::collection::vec(edit, 1..14)
}

fn apply(folder: &Path, edit: &Edit) {
    // What is not there cannot be removed or moved, and need not be.
    match edit {
        Edit::Article { place, parts } => write(&folder.join(PLACES[*place]), article(parts)),
        Edit::Remove { place } => drop(fs::remove_file(folder.join(PLACES[*place]))),
        Edit::Move { from, to } => {
            if let Ok(text) = fs::read(folder.join(PLACES[*from])) {
                fs::remove_file(folder.join(PLACES[*from])).expect("it was read a moment ago");
                write(&folder.join(PLACES[*to]), text);
            }
        }
        Edit::Picture { place, width } => write(&folder.join(PICTURES[*place]), picture(*width)),
        Edit::RemovePicture { place } => drop(fs::remove_file(folder.join(PICTURES[*place]))),
        Edit::Site { variant } => write(&folder.join("site.toml"), site(*variant)),
    }
}

fn article(parts: &[usize]) -> String {
    let chosen = || parts.iter().map(|part| PARTS[*part]);
    let mut keys: Vec<_> = chosen().filter_map(|part| part.strip_prefix("KEY ")).collect();
    keys.sort_unstable();
    keys.dedup_by_key(|key| key.split(' ').next().unwrap_or_default());
    let texts: Vec<_> = chosen().filter(|part| !part.starts_with("KEY ")).collect();
    let title = format!("The title of {} parts", parts.len());
    format!(
        "+++\ntitle = \"{title}\"\n{}\n+++\n\n{}\n",
        keys.join("\n"),
        texts.join("\n\n")
    )
}

fn site(variant: usize) -> String {
    format!(
        "name = \"Test\"\n{}\n[[sections]]\nslug = \"magazine\"\nname = \"Magazine\"\n\n\
         [[sections]]\nslug = \"events\"\nname = \"Events\"\n",
        SITES[variant]
    )
}

/// As much of a PNG as says how wide it is.
fn picture(width: u8) -> Vec<u8> {
    let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0".to_vec();
    bytes.extend([width, 0, 0, 0, 9, 8, 2, 0, 0, 0]);
    bytes
}

/// Builds what is right, and returns what was said.
fn build(folder: &Path, out: &Path, cache: Option<&Cache>) -> Vec<String> {
    let progress = Progress::silent();
    let means = Means {
        now: None,
        shows_future: false,
        preview: None,
        cache,
        pictures: press::edition::pictures::Pictures::Examine,
        progress: &progress,
    };
    let outcome = compose_with(folder, &means).expect("the folder has a site");
    if let Some(edition) = &outcome.edition {
        bundle::write(edition, folder, out).expect("the bundle can be written");
    }
    outcome.diagnostics.iter().map(ToString::to_string).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    // The one promise of a cache: nobody can tell that there is one, whatever has happened since.
    #[test]
    fn after_any_edits_an_incremental_build_is_a_clean_build(edits in edits()) {
        let folder = tempfile::tempdir().expect("there is room for a temporary folder");
        let at = |name: &str| folder.path().join(name);
        write(&at("content/site.toml"), site(0));
        let cache = Cache::open(&at("cache")).expect("the folder is new");
        for edit in &edits {
            apply(&at("content"), edit);
            let said = build(&at("content"), &at("out"), Some(&cache));
            let clean = tempfile::tempdir().expect("there is room for a temporary folder");
            let clean_said = build(&at("content"), &clean.path().join("out"), None);
            prop_assert_eq!(said, clean_said, "after {:?}", edit);
            prop_assert!(tree(&at("out")) == tree(&clean.path().join("out")), "after {:?}", edit);
        }
    }
}

fn built(folder: &Path) -> String {
    let output = press(
        folder,
        &["build", "content", "--output", "out", "--cache", "cache"],
    );
    assert!(output.status.success(), "{}", transcript(&output));
    transcript(&output)
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let files = tree(&folder.join("cache")).into_keys();
    let mut entries: Vec<_> = files
        .filter(|name| name.contains('/'))
        .map(|name| folder.join("cache").join(name))
        .collect();
    entries.sort();
    entries
}

// Otherwise the cache would be room for nothing. An entry that says something else shows that it was read.
#[test]
fn an_unchanged_article_is_not_parsed_again() {
    let folder = content(&[("magazine/good.md", GOOD)]);
    built(folder.path());
    let entry = entries(folder.path()).pop().expect("one article makes one entry");
    let text = fs::read_to_string(&entry).expect("entries are text");
    let forged = text[64..].replace("\"Good\"", "\"From the cache\"");
    let key: String = entry
        .iter()
        .skip(entry.components().count() - 2)
        .map(|part| part.to_str().expect("names of entries are hexadecimal"))
        .collect();
    write(&entry, hash::whole((key + &forged).as_bytes()) + &forged);
    built(folder.path());
    let article = json(&folder.path().join("out/articles/good.json"));
    assert_eq!(article["title"], "From the cache");
}

// Hosts and mirrors go by the time of a file: what has not changed must not look new, and what has must. The first paragraph
// stands in lists; what follows it stands nowhere else.
#[test]
fn only_files_whose_bytes_changed_are_written() {
    let folder = content(&[("magazine/a.md", GOOD), ("magazine/b.md", GOOD)]);
    write(&folder.path().join("content/media/a.png"), picture(4));
    built(folder.path());
    let long_ago = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000);
    let out = folder.path().join("out");
    for name in tree(&out).keys() {
        let file = fs::File::options().write(true).open(out.join(name));
        let file = file.expect("the file was listed");
        file.set_modified(long_ago).expect("the file is ours");
    }
    write(
        &folder.path().join("content/magazine/b.md"),
        GOOD.replace("Text.", "Text.\n\nMore."),
    );
    built(folder.path());
    let mut changed = tree(&out);
    changed.retain(|name, _| {
        let data = fs::metadata(out.join(name)).expect("the file was listed");
        data.modified().expect("the system keeps times") != long_ago
    });
    // The words of a text stand in the search index, too; the card is the same.
    let (index, rest): (Vec<_>, Vec<_>) = changed.keys().partition(|name| name.starts_with("search/"));
    assert_eq!(rest, ["articles/b.json"]);
    assert!(
        index.iter().all(|name| !name.starts_with("search/parts/cards/")),
        "{index:?}"
    );
}

// The same site from two machines must be one site: neither the order in which files were made nor the number of
// processors may show.
#[test]
fn folder_order_and_number_of_threads_do_not_show() {
    let sample = tree(&fixtures().join("sample"));
    let mut built = Vec::new();
    for (threads, backwards) in [("1", false), ("2", true), ("7", false)] {
        let folder = tempfile::tempdir().expect("there is room for a temporary folder");
        let mut files: Vec<_> = sample.iter().collect();
        if backwards {
            files.reverse();
        }
        for (name, bytes) in files {
            write(&folder.path().join("content").join(name), bytes);
        }
        for number in 0..60 {
            let text = format!(
                "+++\ntitle = \"Tide {}\"\n+++\n\n[Away](/magazine/nowhere-{number}/)\n",
                number % 7
            );
            write(
                &folder.path().join(format!("content/magazine/tide-{number}.md")),
                text,
            );
        }
        let output = command(folder.path())
            .args(["build", "content", "--output", "out"])
            .env("RAYON_NUM_THREADS", threads)
            .output()
            .expect("Cargo has built the binary before the tests");
        built.push((transcript(&output), tree(&folder.path().join("out"))));
    }
    assert!(built[0].0.contains("62 warnings"), "{}", built[0].0);
    for other in &built[1..] {
        assert!(*other == built[0], "{}\n{}", built[0].0, other.0);
    }
}

/// What becomes of a file of the content: other bytes, or nothing.
struct Change {
    what: &'static str,
    file: &'static str,
    bytes: Option<Vec<u8>>,
}

/// What an editor does to the whole folder, one after the other: pictures, brands, earlier addresses, and back again.
fn whole_changes() -> Vec<Change> {
    fn article(title: &str, keys: &str, text: &str) -> String {
        format!("+++\ntitle = \"{title}\"\npublished = 2026-01-02\n{keys}\n+++\n\n{text}\n")
    }
    fn photograph(shade: u8, width: u32) -> Vec<u8> {
        let mut bytes = std::io::Cursor::new(Vec::new());
        image::RgbImage::from_fn(width, width / 2, |x, _| {
            image::Rgb([shade, u8::try_from(x % 200).unwrap_or(0), 90])
        })
        .write_to(&mut bytes, image::ImageFormat::Jpeg)
        .expect("the picture can be written");
        bytes.into_inner()
    }
    fn step(what: &'static str, file: &'static str, bytes: impl Into<Vec<u8>>) -> Change {
        let bytes = Some(bytes.into());
        Change { what, file, bytes }
    }
    fn remove(what: &'static str, file: &'static str) -> Change {
        Change {
            what,
            file,
            bytes: None,
        }
    }
    let lead = "image = { src = \"media/quay.jpg\", alt = \"The quay\" }";
    let aliases = "aliases = [\"/old/quay/\", \"/older.html\"]";
    let gallery = "```gallery\nimages = [{ src = \"media/quay.jpg\", alt = \"A\" }, { src = \"media/rope.jpg\", alt = \"B\" }]\n```";
    vec![
        step("the first picture", "media/quay.jpg", photograph(10, 1200)),
        step(
            "an article shows it",
            "magazine/quay.md",
            article("Quay", lead, "Text."),
        ),
        step("a brand", "brand.css", ":root { --accent: red }"),
        step(
            "a second picture, which only a brand names",
            "media/rope.jpg",
            photograph(90, 700),
        ),
        step(
            "a brand with a picture",
            "brand.css",
            ":root { --accent: green } header { background: url(media/rope.jpg) }",
        ),
        step(
            "earlier addresses",
            "magazine/quay.md",
            article("Quay", &format!("{lead}\n{aliases}"), "Text."),
        ),
        step(
            "another article shows both",
            "magazine/rope.md",
            article("Rope", "", gallery),
        ),
        step(
            "a picture is another under its name",
            "media/quay.jpg",
            photograph(200, 1200),
        ),
        step(
            "an alias moves to another article",
            "magazine/rope.md",
            article("Rope", aliases, gallery),
        ),
        step(
            "and leaves the first",
            "magazine/quay.md",
            article("Quay", lead, "Text."),
        ),
        remove("the brand goes", "brand.css"),
        step(
            "an article is held back",
            "magazine/rope.md",
            article("Rope", "draft = true", gallery),
        ),
        step("a picture is as it was", "media/quay.jpg", photograph(10, 1200)),
        step(
            "an article comes back",
            "magazine/rope.md",
            article("Rope", aliases, gallery),
        ),
        remove("an article goes", "magazine/quay.md"),
        remove("its picture goes, which another shows", "media/quay.jpg"),
        step(
            "the other shows the second alone",
            "magazine/rope.md",
            article("Rope", "", "![B](media/rope.jpg)"),
        ),
        remove("the last article goes", "magazine/rope.md"),
        remove("the last picture goes", "media/rope.jpg"),
    ]
}

/// Does a name change with the bytes of its file?
fn has_hash(name: &str) -> bool {
    // Those of the search index are shorter.
    let least = if name.contains("/search/") { 12 } else { 16 };
    name.split(|letter: char| !letter.is_ascii_alphanumeric())
        .any(|part| part.len() >= least && part.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

// Editors never build anew. What stands after months of changes must be what a new machine would make of the folder: no page
// too many, none of before, no picture of an older state.
#[test]
fn after_any_change_of_pictures_brands_and_addresses_a_portal_is_as_a_clean_build_makes_it() {
    let folder = content(&[("magazine/good.md", GOOD)]);
    let settings = folder.path().join("content/site.toml");
    let text = fs::read_to_string(&settings).expect("it was written");
    write(
        &settings,
        format!("address = \"https://example.org/sub/\"\n{text}"),
    );
    let make = |app: &str, cache: &str| {
        let arguments = [
            "build",
            "content",
            "--app",
            app,
            "--precompress",
            "--keep-going",
            "--cache",
            cache,
        ];
        let output = press(folder.path(), &arguments);
        let said = transcript(&output).replace(app, "APP");
        assert!(output.status.code().is_some_and(|code| code < 2), "{said}");
        let mut built = tree(&folder.path().join(app));
        built.retain(|name, _| !name.starts_with(".press/"));
        (said, built)
    };
    let portal = |app: &str| {
        write_portal(&folder.path().join(app));
        // Such a sheet is always joined with the brand, as those of a real portal are.
        write(&folder.path().join(app).join("base.css"), "p { margin: 0 }\n");
    };
    portal("dist");
    let mut earlier = BTreeMap::new();
    for (number, Change { what, file, bytes }) in whole_changes().into_iter().enumerate() {
        let file = folder.path().join("content").join(file);
        match bytes {
            Some(bytes) => write(&file, bytes),
            None => fs::remove_file(file).expect("an earlier change wrote it"),
        }
        let (app, cache) = (format!("clean-{number}"), format!("fresh-{number}"));
        portal(&app);
        let (clean_said, clean) = make(&app, &cache);
        let (said, mut built) = make("dist", "cache");
        assert_eq!(said, clean_said, "{what}");
        // Readers of earlier pages still ask for these, under names that no other bytes have.
        built.retain(|name, bytes| {
            clean.contains_key(name) || !has_hash(name) || earlier.get(name) != Some(bytes)
        });
        let names = |files: &BTreeMap<String, Vec<u8>>| files.keys().cloned().collect::<Vec<_>>();
        assert_eq!(names(&built), names(&clean), "{what}");
        for (name, bytes) in &clean {
            assert!(built[name] == *bytes, "{what}: {name}");
        }
        let (_, again) = make("dist", "cache");
        for (name, bytes) in &built {
            assert!(again[name] == *bytes, "{what}, twice: {name}");
        }
        earlier.extend(clean);
    }
    assert!(
        earlier.keys().any(|name| name.ends_with("-480.webp")),
        "{:?}",
        earlier.keys()
    );
}
