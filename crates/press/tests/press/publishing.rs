//! Publishing is never torn, takes nothing away, and is one build at a time.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};

use press::edition::bundle::Edition;
use press::publish::disk::{Accident, Disk};
use press::publish::pages;
use press::publish::target::{Kind, Target};

use crate::support::editions::compose;
use crate::support::{
    content, content_with_address, press, transcript, tree, with_extension, write, write_portal,
};

const GOOD: &str = "+++\ntitle = \"Good\"\n+++\n\nText.\n";

fn build(folder: &Path, more: &[&str]) -> String {
    transcript(&press(folder, &[&["build", "content"], more].concat()))
}

fn succeed(folder: &Path, more: &[&str]) {
    let said = build(folder, more);
    assert!(said.starts_with("exit 0"), "{said}");
}

/// Everything that readers can see, but for what stays for those of earlier pages.
fn published(portal: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = tree(portal);
    let manifest = crate::support::json(&portal.join(".press/manifest.json"));
    let assets = manifest["assets"].as_object().expect("it lists files");
    for (file, asset) in assets {
        if asset["age"] != 0 {
            files.remove(file);
        }
    }
    files
}

/// The files that a page names, by their paths from the portal, and those that it leads to.
fn named(page: &str, html: &str) -> (BTreeSet<String>, BTreeSet<String>) {
    let base = url::Url::parse("https://site.invalid/").expect("it is an address");
    let base = base.join(page).expect("a path is an address");
    let (mut loaded, mut linked) = (BTreeSet::new(), BTreeSet::new());
    let document = scraper::Html::parse_document(html);
    for element in document
        .root_element()
        .descendants()
        .filter_map(scraper::ElementRef::wrap)
    {
        for (name, value) in element.value().attrs() {
            let values: Vec<_> = match name {
                "srcset" => value
                    .split(',')
                    .filter_map(|one| one.split_whitespace().next())
                    .collect(),
                "href" | "src" | "poster" | "data-glue" | "data-wasm" => vec![value],
                _ => continue,
            };
            for value in values {
                let Ok(address) = base.join(value) else { continue };
                if address.origin() != base.origin() || value.starts_with('#') {
                    continue;
                }
                let path = address.path().trim_start_matches('/').to_owned();
                if element.value().name() == "a" {
                    linked.insert(path);
                } else {
                    loaded.insert(path);
                }
            }
        }
    }
    (loaded, linked)
}

/// Every page finds what it needs, and those that `stay` lead nowhere in vain. One that is new may lead to another that is still
/// to come, and one that goes to another that went before it.
fn assert_whole(portal: &Path, stay: &BTreeSet<String>, moment: &str) {
    let files = tree(portal);
    for (page, bytes) in &with_extension(&files, "html") {
        let html = String::from_utf8_lossy(bytes);
        let (loaded, linked) = named(page, &html);
        for file in loaded.iter().filter(|file| file.contains('.')) {
            assert!(
                files.contains_key(file),
                "{moment}: {page} names {file}, which is not there"
            );
        }
        for path in linked.iter().filter(|_| stay.contains(page)) {
            let file = format!("{path}index.html");
            let stands = files.contains_key(path) || files.contains_key(&file);
            assert!(
                stands || path == "card.png",
                "{moment}: {page} leads to {path}, where nothing is"
            );
        }
    }
}

/// A site as it changes: articles come, change and go, and so do pictures, the brand and earlier addresses.
fn site(folder: &Path, version: usize) {
    let content = folder.join("content");
    for number in 0..8 {
        let file = content.join(format!("magazine/a{number}.md"));
        if (number + version).is_multiple_of(4) {
            let _ = fs::remove_file(file);
            continue;
        }
        let text = format!(
            "+++\ntitle = \"Piece {number}\"\npublished = 2025-01-0{}\naliases = [\"/old-{number}-{}/\"]\n\
             image = {{ src = \"media/p{}.png\", alt = \"A\" }}\n\n[tags]\nthemes = [\"Theme {}\"]\n+++\n\nText {}.\n",
            number + 1,
            version % 3,
            (number + version) % 3,
            (number + version) % 2,
            if number % 2 == 0 { version } else { 0 },
        );
        write(&file, text);
    }
    if version % 3 == 2 {
        let _ = fs::remove_file(content.join("brand.css"));
    } else {
        write(
            &content.join("brand.css"),
            format!(":root {{ --accent: #00000{version} }}"),
        );
    }
}

fn pictures(folder: &Path) {
    for shade in 0..3_u8 {
        let mut bytes = std::io::Cursor::new(Vec::new());
        image::RgbImage::from_pixel(64, 48, image::Rgb([shade * 80, 0, 0]))
            .write_to(&mut bytes, image::ImageFormat::Png)
            .expect("the picture can be written");
        write(
            &folder.join(format!("content/media/p{shade}.png")),
            bytes.into_inner(),
        );
    }
}

/// What Trunk leaves.
fn fresh(portal: &Path) {
    write_portal(portal);
    write(&portal.join("boot.js"), "start(1 + 1);");
}

/// Publishes into a portal, with an accident, and tells how many steps were taken.
fn publish(edition: &Edition, content: &Path, portal: &Path, accident: Option<Accident>) -> (bool, usize) {
    let disk = accident.map_or_else(Disk::default, Disk::with);
    let opened = Target::open(portal, Kind::Portal, Some(content), disk, &|_| ());
    let Ok(mut target) = opened else { return (false, 0) };
    let written = pages::write_into(edition, &mut target, None);
    (written.is_ok(), target.steps())
}

// A machine that is switched off, a build that is broken off: readers must not meet pages without their look, and the next
// build must end where this one would have.
#[test]
fn a_build_that_is_killed_at_any_step_leaves_whole_pages_and_the_next_one_is_as_a_clean_one() {
    let folder = content(&[]);
    let (folder, content) = (folder.path(), &folder.path().join("content"));
    let (dist, before, clean, trial) = (
        &folder.join("dist"),
        &folder.join("before"),
        &folder.join("clean"),
        &folder.join("trial"),
    );
    pictures(folder);
    fresh(dist);
    site(folder, 0);
    assert!(publish(&compose(content), content, dist, None).0);
    // Steps in an order that has no rhythm: multiples of a number that shares no factor with their count.
    let mut step = 7_usize;
    for version in 1..=10 {
        site(folder, version);
        let edition = compose(content);
        let publish = |portal: &Path, accident| publish(&edition, content, portal, accident);
        renew(before, dist);
        let (done, steps) = publish(dist, None);
        assert!(done && steps > 40, "{steps}");
        let names = |portal: &Path| tree(portal).into_keys().collect::<BTreeSet<_>>();
        let stay = &names(before) & &names(dist);
        let _ = fs::remove_dir_all(clean);
        fresh(clean);
        assert!(publish(clean, None).0);
        for _ in 0..20 {
            step = (step + 7919) % steps;
            let moment = format!("version {version}, step {step} of {steps}");
            renew(trial, before);
            assert!(!publish(trial, Some(Accident::Killed(step))).0, "{moment}");
            assert_whole(trial, &stay, &moment);
            // A second one, somewhere in what is left.
            publish(trial, Some(Accident::Killed(step / 3)));
            assert_whole(trial, &stay, &moment);
            assert!(publish(trial, None).0, "{moment}");
            assert!(
                published(trial) == published(clean),
                "{moment}: the next build is as a clean one"
            );
            assert_eq!(own_files(trial), own_files(clean), "{moment}");
        }
    }
}

/// Makes a folder a copy of another.
fn renew(folder: &Path, from: &Path) {
    // The first time there is none.
    let _ = fs::remove_dir_all(folder);
    copy(from, folder);
}

/// What press keeps for itself.
fn own_files(portal: &Path) -> Vec<String> {
    let mut names: Vec<_> = fs::read_dir(portal.join(".press"))
        .expect("it was written")
        .map(|entry| {
            entry
                .expect("it can be read")
                .file_name()
                .to_string_lossy()
                .into_owned()
        })
        .collect();
    names.sort();
    names
}

fn copy(from: &Path, to: &Path) {
    for entry in walkdir::WalkDir::new(from) {
        let entry = entry.expect("the folder can be read");
        if entry.file_type().is_file() {
            let name = entry
                .path()
                .strip_prefix(from)
                .expect("the walk stays in the folder");
            write(
                &to.join(name),
                fs::read(entry.path()).expect("the file can be read"),
            );
        }
    }
}

// A full disk is the fault that comes most often: the site of yesterday is better than half of today's.
#[test]
fn a_disk_that_is_full_at_any_step_changes_nothing() {
    let folder = content(&[]);
    let (folder, content) = (folder.path(), &folder.path().join("content"));
    let dist = &folder.join("dist");
    pictures(folder);
    fresh(dist);
    site(folder, 0);
    assert!(publish(&compose(content), content, dist, None).0);
    site(folder, 1);
    let edition = compose(content);
    let before = all(dist);
    let mut room = 0;
    while !publish(&edition, content, dist, Some(Accident::Full(room))).0 {
        assert!(all(dist) == before, "room for {room} steps");
        room += 1;
    }
    assert!(room > 20, "it failed {room} times");
    assert!(all(dist) != before);
}

/// Every file and every folder, also of press's own.
fn all(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = walkdir::WalkDir::new(folder).into_iter();
    let entries = entries.map(|entry| entry.expect("the folder can be read").into_path());
    let bytes = |path: &Path| {
        if path.is_dir() {
            Vec::new()
        } else {
            fs::read(path).expect("it can be read")
        }
    };
    entries
        .map(|path| (path.display().to_string(), bytes(&path)))
        .collect()
}

// A daily build and an editor's are started at the same time sooner or later.
#[test]
fn of_two_builds_at_once_one_waits_for_the_other() {
    let folder = content(&[("magazine/good.md", GOOD)]);
    let folder = folder.path();
    write_portal(&folder.join("dist"));
    succeed(folder, &["--app", "dist"]);
    let path = folder.join("dist/.press/lock");
    let lock = File::create(&path).expect("the folder is there");
    lock.lock().expect("nobody else holds it");
    fs::write(&path, "4711").expect("the file was made");
    let mut child = Command::new(env!("CARGO_BIN_EXE_press"))
        .args(["build", "content", "--app", "dist"])
        .current_dir(folder)
        .stderr(Stdio::piped())
        .stdout(Stdio::null())
        .spawn()
        .expect("Cargo has built the binary before the tests");
    let mut said = String::new();
    let mut lines = BufReader::new(child.stderr.take().expect("it is piped"));
    lines.read_line(&mut said).expect("it says for whom it waits");
    assert_eq!(
        said,
        "press: dist: another press (process 4711) is writing into this folder; waiting until it is done\n"
    );
    // Whoever is done takes its file away, and others may have made a new one by then.
    fs::remove_file(&path).expect("it was made");
    drop(lock);
    assert!(child.wait().expect("it ends").success());
    assert!(!path.exists());
}

// Both would end well, with the pages of one and the bundle of the other.
#[test]
fn two_builds_at_once_leave_the_whole_site_of_one() {
    let folder = content(&[("magazine/good.md", GOOD)]);
    let folder = folder.path();
    write_portal(&folder.join("dist"));
    let other = content(&[("magazine/other.md", &GOOD.replace("Good", "Other"))]);
    let other = other.path().join("content");
    let other = other.to_str().expect("the path is UTF-8");
    let clean = ["content", other].map(|content| {
        let name = format!("clean-{}", content.len());
        write_portal(&folder.join(&name));
        let said = transcript(&press(folder, &["build", content, "--app", &name]));
        assert!(said.starts_with("exit 0"), "{said}");
        published(&folder.join(name))
    });
    for _ in 0..5 {
        std::thread::scope(|scope| {
            for content in ["content", other] {
                scope.spawn(move || {
                    let said = transcript(&press(folder, &["build", content, "--app", "dist"]));
                    assert!(said.starts_with("exit 0"), "{said}");
                });
            }
        });
        assert!(clean.contains(&published(&folder.join("dist"))));
    }
}

// A slip in a command must not cost anybody a folder.
#[test]
fn a_folder_that_press_has_not_made_is_never_replaced() {
    let folder = content(&[("magazine/good.md", GOOD)]);
    let folder = folder.path();
    let by_hand =
        r#"{"format":1,"name":"By hand","language":"en","sections":[],"taxonomies":[],"articles":[]}"#;
    for (name, files) in [
        ("mine", &["site.json", "precious.txt", ".git/config"][..]),
        ("hand", &["site.json", "media/a.txt"]),
        ("hidden", &[".git/config"]),
        ("letters", &["letter.txt"]),
    ] {
        for file in files {
            write(&folder.join(name).join(file), by_hand);
        }
        let before = tree(&folder.join(name));
        let said = build(folder, &["--output", name]);
        assert!(
            said.starts_with("exit 2") && said.contains("press has not written what is in this folder"),
            "{said}"
        );
        assert_eq!(tree(&folder.join(name)), before);
    }
    // Nor is a portal a bundle.
    write_portal(&folder.join("dist"));
    succeed(folder, &["--app", "dist"]);
    let before = tree(&folder.join("dist"));
    assert!(build(folder, &["--output", "dist"]).starts_with("exit 2"));
    assert_eq!(tree(&folder.join("dist")), before);
    // An empty folder, a new one and a bundle are.
    fs::create_dir(folder.join("out")).expect("the folder can be made");
    succeed(folder, &["--output", "out"]);
    write(&folder.join("out/precious.txt"), "precious");
    succeed(folder, &["--output", "out"]);
    assert!(
        folder.join("out/precious.txt").exists(),
        "what others put there stays"
    );
}

// Nothing is to be made where nothing is written.
#[test]
fn content_with_an_error_leaves_no_folder_behind() {
    let folder = content(&[("magazine/bad.md", "no front matter")]);
    let said = build(folder.path(), &["--output", "out/deep"]);
    assert!(said.starts_with("exit 1"), "{said}");
    assert!(!folder.path().join("out/deep").exists());
}

// The imprint that a law asks for, a file for a search engine: what deployers put beside the site is not ours.
#[test]
fn files_of_a_deployer_stay_whatever_the_site_has() {
    let article = |aliases: &str| format!("+++\ntitle = \"Good\"\naliases = [{aliases}]\n+++\n\nText.\n");
    let folder = content_with_address(&[("magazine/good.md", &article("\"/impressum.html\", \"/shop/\""))]);
    let folder = folder.path();
    let dist = folder.join("dist");
    write_portal(&dist);
    let own = [
        "impressum.html",
        "shop/index.html",
        "magazine/index.html",
        "feed.xml",
        "data.csv",
        "data.csv.gz",
        "notes.json.br",
    ];
    for name in own {
        write(&dist.join(name), format!("A deployer's {name}"));
    }
    let assert_there = |moment: &str| {
        for name in own {
            let text = fs::read_to_string(dist.join(name)).unwrap_or_default();
            assert_eq!(text, format!("A deployer's {name}"), "{moment}");
        }
    };
    let said = build(folder, &["--app", "dist"]);
    assert!(said.starts_with("exit 0"), "{said}");
    for name in ["impressum.html", "shop/index.html", "magazine/index.html"] {
        let line = said.lines().find(|line| line.contains(name));
        let line = line.unwrap_or_else(|| panic!("{name} is told: {said}"));
        assert!(
            line.contains("press has not written this file, so it stays"),
            "{line}"
        );
    }
    assert_there("after a build");
    let said = transcript(&press(folder, &["compress", "dist"]));
    assert!(said.starts_with("exit 0"), "{said}");
    assert_there("after compressing");
    write(&folder.join("content/magazine/good.md"), article(""));
    succeed(folder, &["--app", "dist"]);
    assert_there("after the aliases are gone");
    assert!(transcript(&press(folder, &["compress", "dist"])).starts_with("exit 0"));
    assert_there("after compressing again");
}

// Somebody's bundle that was written by hand is content, too.
#[test]
fn a_bundle_that_press_has_not_written_is_in_the_way() {
    let folder = content(&[("magazine/good.md", GOOD)]);
    let folder = folder.path();
    write_portal(&folder.join("dist"));
    write(&folder.join("dist/content/site.json"), "{}");
    let before = tree(&folder.join("dist"));
    let said = build(folder, &["--app", "dist"]);
    assert!(
        said.starts_with("exit 2") && said.contains("site.json: this file stands where"),
        "{said}"
    );
    assert_eq!(tree(&folder.join("dist")), before);
}

// An earlier address may become a folder, and a folder an earlier address.
#[test]
fn a_file_may_become_a_folder_and_a_folder_a_file() {
    let article = |alias: &str| format!("+++\ntitle = \"Good\"\naliases = [\"{alias}\"]\n+++\n\nText.\n");
    let folder = content(&[]);
    let folder = folder.path();
    write_portal(&folder.join("dist"));
    for alias in ["/old.html", "/old.html/deeper/", "/old.html"] {
        write(&folder.join("content/magazine/good.md"), article(alias));
        succeed(folder, &["--app", "dist"]);
        let is_file = folder.join("dist/old.html").is_file();
        assert_eq!(is_file, alias == "/old.html", "{alias}");
    }
}

#[cfg(unix)]
fn link(to: &Path, link: &Path) {
    std::os::unix::fs::symlink(to, link).expect("links can be made");
}

// A host's folder is often a link to where there is room.
#[cfg(unix)]
#[test]
fn a_link_that_is_named_as_output_stays_a_link() {
    let folder = content(&[("magazine/good.md", GOOD)]);
    let folder = folder.path();
    for name in ["bundle", "portal", "imported"] {
        fs::create_dir_all(folder.join("room").join(name)).expect("the folder can be made");
        link(&folder.join("room").join(name), &folder.join(name));
    }
    write_portal(&folder.join("room/portal"));
    for _ in 0..2 {
        succeed(folder, &["--output", "bundle"]);
        succeed(folder, &["--app", "portal"]);
        let output = press(folder, &["import", "markdown", "content", "-o", "imported"]);
        assert_ne!(output.status.code(), Some(2), "{}", transcript(&output));
        for (name, file) in [
            ("bundle", "site.json"),
            ("portal", "magazine/good/index.html"),
            ("imported", "site.toml"),
        ] {
            let data = fs::symlink_metadata(folder.join(name)).expect("it is there");
            assert!(data.file_type().is_symlink(), "{name}");
            assert!(folder.join("room").join(name).join(file).is_file(), "{name}");
        }
    }
}

// What a build that was killed has left would stay for ever.
#[test]
fn what_a_killed_build_has_left_is_swept() {
    let folder = content(&[("magazine/good.md", GOOD)]);
    let folder = folder.path();
    write_portal(&folder.join("dist"));
    write(&folder.join("dist/.press/new/magazine/half.html"), "half a pa");
    write(&folder.join("dist/.press/lock"), "4711");
    succeed(folder, &["--app", "dist"]);
    assert_eq!(
        own_files(&folder.join("dist")),
        ["manifest.json", "style.css", "template.html"]
    );
}

// `cp robots.txt dist/` after a build is how deployers say what search engines may read.
#[test]
fn a_shared_file_that_a_deployer_has_replaced_stays_when_press_has_nothing_to_say_any_more() {
    let article = |aliases: &str| format!("+++\ntitle = \"Good\"\naliases = [{aliases}]\n+++\n\nText.\n");
    let folder = content_with_address(&[("magazine/good.md", &article("\"/old/\""))]);
    let folder = folder.path();
    write_portal(&folder.join("dist"));
    succeed(folder, &["--app", "dist"]);
    let own = [
        ("robots.txt", "User-agent: *\nDisallow: /drafts/"),
        ("_redirects", "/shop https://shop.example 302"),
    ];
    for (name, words) in own {
        write(&folder.join("dist").join(name), words);
    }
    let settings = folder.join("content/site.toml");
    let site = fs::read_to_string(&settings).expect("it was written");
    let without = site.lines().filter(|line| !line.starts_with("address"));
    write(&settings, without.collect::<Vec<_>>().join("\n"));
    write(&folder.join("content/magazine/good.md"), article(""));
    for _ in 0..2 {
        succeed(folder, &["--app", "dist"]);
        for (name, words) in own {
            let text = fs::read_to_string(folder.join("dist").join(name)).unwrap_or_default();
            assert_eq!(text, words, "{name}");
        }
    }
}

// A deployer who puts a link in the place of a page has a page of their own there.
#[cfg(unix)]
#[test]
fn what_a_link_within_a_portal_leads_to_is_left_alone() {
    let folder = content(&[("magazine/good.md", GOOD), ("pages/about.md", GOOD)]);
    let folder = folder.path();
    write_portal(&folder.join("dist"));
    succeed(folder, &["--app", "dist"]);
    fs::remove_dir_all(folder.join("dist/about")).expect("it was written");
    write(&folder.join("elsewhere/index.html"), "a deployer's own");
    link(&folder.join("elsewhere"), &folder.join("dist/about"));
    let assert_there = || {
        let text = fs::read_to_string(folder.join("elsewhere/index.html")).unwrap_or_default();
        assert_eq!(text, "a deployer's own");
    };
    let said = build(folder, &["--app", "dist"]);
    assert!(
        said.starts_with("exit 0") && said.contains("[file-in-the-way]"),
        "{said}"
    );
    assert_there();
    fs::remove_file(folder.join("content/pages/about.md")).expect("it was written");
    succeed(folder, &["--app", "dist"]);
    assert_there();
}
