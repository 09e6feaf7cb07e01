//! What earlier builds have made is found again, or passed over; and nobody ever needs it.

use std::collections::BTreeMap;
use std::fs;
use std::io::Cursor;
use std::path::{Path, PathBuf};
use std::process::Output;
use std::time::{Duration, SystemTime};

use crate::support::{command, content, press, transcript, tree, write, write_portal};
use image::{ImageFormat, Rgb, RgbImage};
use press::edition::cache::Cache;
use tempfile::TempDir;

const DAY: Duration = Duration::from_hours(24);

/// A content folder with an article that has a picture, and a portal to build into.
fn site(shade: u8) -> TempDir {
    let article =
        "+++\ntitle = \"Quay\"\nimage = { src = \"media/quay.png\", alt = \"A quay\" }\n+++\n\nText.\n";
    let folder = content(&[
        ("magazine/quay.md", article),
        ("magazine/other.md", "+++\ntitle = \"Other\"\n+++\n\nText.\n"),
    ]);
    let mut picture = Cursor::new(Vec::new());
    RgbImage::from_fn(600, 400, |x, y| {
        Rgb([
            shade,
            u8::try_from(x % 250).unwrap_or(0),
            u8::try_from(y % 250).unwrap_or(0),
        ])
    })
    .write_to(&mut picture, ImageFormat::Png)
    .expect("the picture can be written");
    write(
        &folder.path().join("content/media/quay.png"),
        picture.into_inner(),
    );
    folder
}

/// What becomes of an entry, given another one.
type Damage = dyn Fn(&[u8], &[u8]) -> Vec<u8>;

fn flipped(bytes: &[u8], at: usize) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    bytes[at] ^= 1;
    bytes
}

/// Builds into a fresh portal, with a cache: articles, pictures and compressed files.
fn build(folder: &Path, cache: &Path) -> BTreeMap<String, Vec<u8>> {
    let _ = fs::remove_dir_all(folder.join("dist"));
    write_portal(&folder.join("dist"));
    let output = command(folder)
        .args(["build", "content", "--app", "dist", "--precompress", "--cache"])
        .arg(cache)
        .output()
        .expect("Cargo has built the binary before the tests");
    assert!(output.status.success(), "{}", transcript(&output));
    assert!(!transcript(&output).contains("note"), "{}", transcript(&output));
    tree(&folder.join("dist"))
}

/// The entries of a cache, without the files that say whose it is.
fn entries(cache: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut entries = tree(cache);
    entries.retain(|name, _| name.contains('/'));
    entries
}

fn dated(file: &Path, age: Duration) {
    let file = fs::File::options()
        .write(true)
        .open(file)
        .expect("the file is there");
    file.set_modified(SystemTime::now() - age)
        .expect("the file is ours");
}

fn age(file: &Path) -> Duration {
    let modified = fs::metadata(file).and_then(|data| data.modified());
    modified
        .expect("the file is there")
        .elapsed()
        .expect("it was written before")
}

// Disks fill up, machines stop in the middle, people tidy and tools sync: whatever has become of an entry, it is either what
// was written or nothing.
#[test]
fn entries_that_are_damaged_cut_off_or_exchanged_are_made_anew() {
    let folder = site(10);
    let cache = folder.path().join("cache");
    let clean = build(folder.path(), &folder.path().join("another"));
    assert_eq!(build(folder.path(), &cache), clean);
    let whole = entries(&cache);
    // Two articles; a picture, the files of it; two encodings of the pages.
    assert!(whole.len() > 10, "{:?}", whole.keys());
    let others: Vec<_> = whole
        .values()
        .cycle()
        .skip(1)
        .take(whole.len())
        .cloned()
        .collect();
    let damages: [(&str, &Damage); 6] = [
        ("emptied", &|_, _| Vec::new()),
        ("cut off", &|bytes, _| bytes[..bytes.len() / 2].to_vec()),
        ("longer", &|bytes, _| [bytes, b" "].concat()),
        ("changed at the start", &|bytes, _| flipped(bytes, 0)),
        ("changed at the end", &|bytes, _| flipped(bytes, bytes.len() - 1)),
        ("exchanged", &|_, other| other.to_vec()),
    ];
    for (what, damage) in damages {
        for ((name, bytes), other) in whole.iter().zip(&others) {
            write(&cache.join(name), damage(bytes, other));
        }
        assert_eq!(build(folder.path(), &cache), clean, "{what}");
        assert!(entries(&cache) == whole, "{what}: the entries are whole again");
    }
    for name in whole.keys().step_by(2) {
        fs::remove_file(cache.join(name)).expect("the file is there");
    }
    assert_eq!(build(folder.path(), &cache), clean, "half of it is gone");
}

// Otherwise the cache would be room for nothing. What is not made again is not written again either.
#[test]
fn a_second_build_makes_nothing_again() {
    let folder = site(10);
    let cache = folder.path().join("cache");
    build(folder.path(), &cache);
    let before = entries(&cache);
    for name in before.keys() {
        dated(&cache.join(name), DAY / 2);
    }
    build(folder.path(), &cache);
    assert!(entries(&cache) == before);
    for name in before.keys() {
        assert!(age(&cache.join(name)) > DAY / 3, "{name} was written again");
    }
}

// Sites that share a folder are built at different times, and none may have to begin anew because of another; what nobody
// has used for a month is only room.
#[test]
fn an_entry_goes_when_nobody_has_used_it_for_a_month() {
    let (one, other) = (site(10), site(200));
    let cache = one.path().join("cache");
    build(one.path(), &cache);
    let of_one = entries(&cache);
    for name in of_one.keys() {
        dated(&cache.join(name), 30 * DAY);
    }
    // Names of files that are to become entries, and the folders of an earlier press.
    for name in [
        "00/.new-killed",
        "pictures/0123/index.json",
        "pictures/0123/a.webp",
        "compressed/0123.br",
    ] {
        write(&cache.join(name), "old");
        dated(&cache.join(name), 40 * DAY);
    }
    write(&cache.join("letter.txt"), "mine");
    dated(&cache.join("letter.txt"), 400 * DAY);
    build(other.path(), &cache);
    let both = entries(&cache);
    assert!(of_one.iter().all(|(name, bytes)| both.get(name) == Some(bytes)));
    assert!(
        both.keys().all(|name| !name.contains('.') && name.len() == 65),
        "{:?}",
        both.keys()
    );
    assert!(!cache.join("pictures").exists() && !cache.join("compressed").exists());
    assert!(cache.join("letter.txt").exists(), "it is somebody's");

    // One is built again, the other is not: what one uses is young again.
    for name in both.keys() {
        dated(&cache.join(name), 32 * DAY);
    }
    let output = press(one.path(), &["compress", "dist", "--cache", "cache"]);
    assert!(output.status.success(), "{}", transcript(&output));
    assert!(
        entries(&cache).is_empty(),
        "nothing was asked for: the files were there already"
    );

    build(one.path(), &cache);
    build(other.path(), &cache);
    for name in both.keys() {
        dated(&cache.join(name), 30 * DAY);
    }
    build(one.path(), &cache);
    for name in both.keys() {
        let shown = age(&cache.join(name));
        let is_ones = of_one.contains_key(name);
        assert_eq!(shown < DAY, is_ones, "{name}: {shown:?}");
    }
}

// A build that has found an entry is going to read it again: it must stay for so long, however old it is.
#[test]
fn nothing_is_removed_while_another_build_uses_the_folder() {
    let folder = site(10);
    let cache = folder.path().join("cache");
    build(folder.path(), &cache);
    let old = cache.join("00/old");
    write(&old, "old");
    dated(&old, 40 * DAY);
    let another = Cache::open(&cache).expect("it is a cache");
    build(folder.path(), &cache);
    assert!(old.exists());
    drop(another);
    build(folder.path(), &cache);
    assert!(!old.exists());
}

// Continuous integration builds several sites at once, and all of them have one home.
#[test]
fn builds_at_once_share_a_cache() {
    let sites = [site(10), site(10), site(200)];
    let own = tempfile::tempdir().expect("there is room for a temporary folder");
    let clean: Vec<_> = sites
        .iter()
        .enumerate()
        .map(|(number, site)| build(site.path(), &own.path().join(number.to_string())))
        .collect();
    for round in 0..3 {
        let shared = own.path().join("shared");
        let built = std::thread::scope(|scope| {
            let builds: Vec<_> = sites
                .iter()
                .map(|site| scope.spawn(|| build(site.path(), &shared)))
                .collect();
            let ended = builds
                .into_iter()
                .map(|build| build.join().expect("the build succeeds"));
            ended.collect::<Vec<_>>()
        });
        assert!(built == clean, "round {round}");
        assert!(entries(&shared).keys().all(|name| name.len() == 65));
        // In the next round everything is old, and so removed or used.
        for name in entries(&shared).keys() {
            dated(&shared.join(name), 32 * DAY);
        }
    }
}

/// Runs press for somebody who has named no cache, with these variables.
fn at_home(folder: &Path, arguments: &[&str], variables: &[(&str, &Path)]) -> Output {
    let mut command = command(folder);
    for name in ["PRESS_CACHE", "XDG_CACHE_HOME", "LOCALAPPDATA", "HOME"] {
        command.env_remove(name);
    }
    let output = command.args(arguments).envs(variables.iter().copied()).output();
    output.expect("Cargo has built the binary before the tests")
}

// Containers have no home, sandboxes one that cannot be written, and some accounts have a file for it. Who is the system's
// administrator may write anywhere: what lies below /proc nobody can make.
#[test]
fn without_a_home_to_write_to_a_build_goes_on_without_a_cache() {
    let folder = site(10);
    let (file, nowhere) = (folder.path().join("home"), PathBuf::from("/proc/1/home"));
    write(&file, "a file");
    write(&folder.path().join("taken/press/letter.txt"), "Dear");
    let taken = folder.path().join("taken");
    let clean = build(folder.path(), &folder.path().join("cache"));
    let homes: [(&[(&str, &Path)], &str); 6] = [
        (&[], "HOME: note: it is not set"),
        (&[("HOME", Path::new(""))], "HOME: note: it is not set"),
        (
            &[("HOME", &file)],
            "home/.cache/press: note: cannot be used as a cache: ",
        ),
        (
            &[("HOME", &nowhere)],
            "/proc/1/home/.cache/press: note: cannot be used as a cache: ",
        ),
        (
            &[("XDG_CACHE_HOME", &file)],
            "home/press: note: cannot be used as a cache: ",
        ),
        (
            &[("XDG_CACHE_HOME", &taken)],
            "taken/press: note: this folder holds something that is no cache of press",
        ),
    ];
    for (variables, note) in homes {
        fs::remove_dir_all(folder.path().join("dist")).expect("it was built");
        write_portal(&folder.path().join("dist"));
        let output = at_home(folder.path(), &["build", "content", "--app", "dist"], variables);
        let said = transcript(&output);
        assert!(said.starts_with("exit 0\n"), "{said}");
        assert_eq!(said.matches(note).count(), 1, "{note}: {said}");
        assert!(
            said.contains("with --cache)") && said.contains("0 errors"),
            "{said}"
        );
        let output = at_home(folder.path(), &["compress", "dist"], variables);
        let said = transcript(&output);
        assert!(
            said.starts_with("exit 0\n") && said.matches(note).count() == 1,
            "{said}"
        );
        assert!(tree(&folder.path().join("dist")) == clean, "{note}");
    }
    let output = at_home(
        folder.path(),
        &["build", "content", "--output", "out", "--format", "json"],
        &[],
    );
    let told: serde_json::Value = serde_json::from_slice(&output.stdout).expect("it is JSON");
    let mut told = told["diagnostics"].as_array().into_iter().flatten();
    assert!(told.any(|one| one["file"] == "HOME" && one["severity"] == "note"));
}

// A home that can be used is used, and not spoken of.
#[test]
fn pictures_and_compressed_files_are_kept_at_home() {
    let folder = site(10);
    let home = folder.path().join("home");
    write_portal(&folder.path().join("dist"));
    for _ in 0..2 {
        let arguments = ["build", "content", "--app", "dist", "--precompress"];
        let output = at_home(folder.path(), &arguments, &[("HOME", &home)]);
        assert!(!transcript(&output).contains("note"), "{}", transcript(&output));
        assert!(output.status.success(), "{}", transcript(&output));
    }
    assert!(entries(&home.join(".cache/press")).len() > 5);
}

// A disk fills up in the middle of a build: what was made goes into the site all the same. Here no room can be made for
// any entry.
#[test]
fn a_cache_that_takes_nothing_any_more_costs_the_site_nothing() {
    let folder = site(10);
    let clean = build(folder.path(), &folder.path().join("another"));
    let cache = folder.path().join("cache");
    drop(Cache::open(&cache).expect("the folder is new"));
    for number in 0..=255 {
        write(&cache.join(format!("{number:02x}")), "no folder");
    }
    fs::remove_dir_all(folder.path().join("dist")).expect("it was built");
    write_portal(&folder.path().join("dist"));
    let arguments = [
        "build",
        "content",
        "--app",
        "dist",
        "--precompress",
        "--cache",
        "cache",
    ];
    let said = transcript(&press(folder.path(), &arguments));
    assert!(said.starts_with("exit 0\n"), "{said}");
    assert_eq!(
        said.matches("cache: note: cannot be used as a cache").count(),
        1,
        "{said}"
    );
    assert!(tree(&folder.path().join("dist")) == clean);
}

// Who names a folder wants it: a slip must be said before minutes of work.
#[test]
fn a_named_cache_that_cannot_be_written_is_refused_with_its_remedy() {
    let folder = site(10);
    write(&folder.path().join("file"), "a file");
    write_portal(&folder.path().join("dist"));
    for named in ["file", "/proc/1/cache"] {
        for arguments in [
            &["build", "content", "--output", "out"][..],
            &["compress", "dist"],
        ] {
            let said = transcript(&press(folder.path(), &[arguments, &["--cache", named]].concat()));
            assert!(
                said.starts_with("exit 2") && said.contains("another folder with --cache"),
                "{named}: {said}"
            );
        }
    }
    assert!(!folder.path().join("out").exists());
}

// A slip in the path must not fill, and later empty, a folder that is somebody's.
#[test]
fn a_folder_that_is_no_cache_is_refused() {
    let folder = site(10);
    write(&folder.path().join("precious/letter.txt"), "Dear");
    let output = press(
        folder.path(),
        &["build", "content", "--output", "out", "--cache", "precious"],
    );
    assert_eq!(output.status.code(), Some(2), "{}", transcript(&output));
    assert!(transcript(&output).contains("holds something that is no cache of press"));
    assert_eq!(tree(&folder.path().join("precious")).len(), 1);
}

// Two builds may begin at once, and one of them finds the folder of the other half made.
#[test]
fn a_new_cache_can_be_opened_by_many_at_once() {
    for _ in 0..200 {
        let folder = tempfile::tempdir().expect("there is room for a temporary folder");
        let path = folder.path().join("cache");
        std::thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| {
                    let opened = Cache::open(&path);
                    assert!(opened.is_ok(), "{:?}", opened.err());
                });
            }
        });
        let names: Vec<_> = tree(&path).into_keys().collect();
        assert_eq!(names, ["CACHEDIR.TAG", "lock"]);
    }
}

// What somebody keeps there is theirs, whatever it is called.
#[test]
fn a_folder_of_somebody_elses_becomes_no_cache() {
    for name in ["photo.jpg", "CACHEDIR.TAG"] {
        let folder = tempfile::tempdir().expect("there is room for a temporary folder");
        fs::write(folder.path().join(name), "mine").expect("the folder is ours");
        assert!(Cache::open(folder.path()).is_err(), "{name}");
        let kept = fs::read_to_string(folder.path().join(name));
        assert_eq!(kept.expect("the file stays"), "mine");
    }
}
