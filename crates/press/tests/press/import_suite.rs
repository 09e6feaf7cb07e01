//! Imports case by case: tiny inputs with what is right for them in the same file, so that an editor's report becomes one
//! more file, which nobody has to program.
//!
//! `tests/cases/README.md` tells how a case is written. `UPDATE_EXPECTED=1` writes what stands under `out/` anew.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use crate::support::{fixtures, press, transcript, tree, write};

/// What no case may write anywhere: inputs hide it in all that is not public.
const SECRET: &str = "SECRET";

/// One case, as its file has it.
struct Case {
    file: PathBuf,
    /// Why it is there.
    reason: String,
    /// Its parts in order, by their names.
    parts: Vec<(String, String)>,
}

impl Case {
    fn read(file: PathBuf) -> Self {
        let text = fs::read_to_string(&file).expect("cases are text");
        let mut reason = String::new();
        let mut parts: Vec<(String, String)> = Vec::new();
        for line in text.split_inclusive('\n') {
            let name = line.trim_end().strip_prefix("-- ");
            if let Some(name) = name.and_then(|rest| rest.strip_suffix(" --")) {
                parts.push((name.to_owned(), String::new()));
            } else if let Some((_, part)) = parts.last_mut() {
                part.push_str(line);
            } else {
                reason.push_str(line);
            }
        }
        assert!(
            !reason.trim().is_empty(),
            "{}: a case begins with the reason why it is there",
            file.display()
        );
        Self { file, reason, parts }
    }

    fn part(&self, name: &str) -> Option<&str> {
        let mut parts = self.parts.iter();
        parts.find(|(own, _)| own == name).map(|(_, text)| text.as_str())
    }

    fn below<'c>(&'c self, folder: &'c str) -> impl Iterator<Item = (&'c str, &'c str)> {
        let parts = self.parts.iter();
        parts.filter_map(move |(name, text)| Some((name.strip_prefix(folder)?, text.as_str())))
    }

    fn lines(&self, name: &str) -> impl Iterator<Item = &str> {
        let lines = self.part(name).unwrap_or_default().lines();
        lines.filter(|line| !line.trim().is_empty())
    }

    /// Writes the input, and says by which name it is imported.
    fn lay_out(&self, folder: &Path) -> &'static str {
        for (name, text) in self.below("in/") {
            let file = folder.join("old").join(name);
            match file.extension().and_then(|extension| extension.to_str()) {
                Some("png") => write(&file, picture()),
                _ => write(&file, text),
            }
        }
        let channel = self.part("channel").map(ToOwned::to_owned);
        let channel = channel.or_else(|| self.part("post").map(|body| post(1, body)));
        match channel {
            Some(channel) => {
                write(&folder.join("old/export.xml"), export(&channel));
                "old/export.xml"
            }
            None => "old",
        }
    }

    /// Imports, checks and builds; what is wrong with it. `source` names the kind of input.
    fn wrong(&self, source: &str) -> Option<String> {
        let folder = tempfile::tempdir().expect("there is room for a temporary folder");
        let folder = folder.path();
        let input = self.lay_out(folder);
        let input = self.part("input").map_or(input, str::trim);
        let mut arguments = vec![
            "import",
            source,
            input,
            "-o",
            "new",
            "--verbose",
            "--media",
            "old",
        ];
        arguments.extend(self.part("arguments").unwrap_or_default().split_whitespace());
        let said = transcript(&press(folder, &arguments));
        let mut wrong = String::new();
        for arguments in [&["check", "new"][..], &["build", "new", "--output", "bundle"]] {
            let output = press(folder, arguments);
            if output.status.code() != Some(0) {
                let _ = writeln!(wrong, "{arguments:?}: {}", transcript(&output));
            }
        }
        if !folder.join("new").is_dir() {
            return Some(format!("{said}\n{wrong}"));
        }
        let written = tree(&folder.join("new"));
        let built = tree(&folder.join("bundle"));
        let everywhere = written.iter().chain(&built);
        let hidden: Vec<&str> = self.lines("absent").chain([SECRET]).collect();
        for (name, bytes) in everywhere {
            let text = [name.as_bytes(), b"\n", bytes].concat();
            let text = String::from_utf8_lossy(&text);
            for hidden in hidden.iter().filter(|hidden| text.contains(**hidden)) {
                let _ = writeln!(wrong, "“{hidden}” stands in {name}");
            }
        }
        for sentence in self.lines("told").filter(|sentence| !said.contains(sentence)) {
            let _ = writeln!(wrong, "nobody is told: {sentence}\n{said}");
        }
        wrong += &self.compare(&written);
        (!wrong.is_empty()).then_some(wrong)
    }

    /// Compares the articles with those of the case, and the other files that it names.
    fn compare(&self, written: &BTreeMap<String, Vec<u8>>) -> String {
        let named: BTreeSet<&str> = self.below("out/").map(|(name, _)| name).collect();
        let is_article = |name: &str| Path::new(name).extension().is_some_and(|end| end == "md");
        let own: BTreeMap<&str, String> = written
            .iter()
            .filter(|(name, _)| is_article(name) || named.contains(name.as_str()))
            .map(|(name, bytes)| (name.as_str(), String::from_utf8_lossy(bytes).into_owned()))
            .collect();
        if std::env::var_os("UPDATE_EXPECTED").is_some() {
            let mut text = self.reason.clone();
            for (name, part) in self.parts.iter().filter(|(name, _)| !name.starts_with("out/")) {
                let _ = write!(text, "-- {name} --\n{part}");
            }
            for (name, part) in &own {
                let _ = write!(text, "-- out/{name} --\n{part}");
            }
            write(&self.file, text);
            return String::new();
        }
        let mut wrong = String::new();
        for (name, expected) in self.below("out/") {
            match own.get(name) {
                Some(actual) if actual == expected => {}
                Some(actual) => {
                    let _ = writeln!(wrong, "{name} is\n{actual}\nand should be\n{expected}");
                }
                None => {
                    let _ = writeln!(wrong, "{name} was not written");
                }
            }
        }
        for (name, text) in own.iter().filter(|(name, _)| !named.contains(*name)) {
            let _ = writeln!(wrong, "{name} should not be there:\n{text}");
        }
        wrong
    }
}

fn picture() -> Vec<u8> {
    fs::read(fixtures().join("imported/media/rope.png")).expect("the fixture is there")
}

/// An export of one site with these elements in its channel.
fn export(channel: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><rss version=\"2.0\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" \
         xmlns:excerpt=\"http://wordpress.org/export/1.2/excerpt/\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
         xmlns:wp=\"http://wordpress.org/export/1.2/\"><channel><title>Reed</title><link>https://reed.example</link>\
         <language>en-US</language><wp:wxr_version>1.2</wp:wxr_version><wp:base_blog_url>https://reed.example</wp:base_blog_url>\
         {channel}</channel></rss>"
    )
}

/// An item with that text.
fn post(id: u32, body: &str) -> String {
    format!(
        "<item><title>Post {id}</title><link>https://reed.example/post-{id}/</link><content:encoded><![CDATA[{}]]></content:encoded>\
         <wp:post_id>{id}</wp:post_id><wp:post_date>2024-01-02 10:00:00</wp:post_date><wp:post_name>post-{id}</wp:post_name>\
         <wp:status>publish</wp:status><wp:post_type>post</wp:post_type></item>",
        body.trim_end()
    )
}

/// Every case of a source.
fn cases(source: &str) -> Vec<Case> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/cases/import")
        .join(source);
    let files = walkdir::WalkDir::new(folder).sort_by_file_name().into_iter();
    let files = files.map(|entry| entry.expect("the folder of cases can be read").into_path());
    let is_case = |file: &PathBuf| file.extension().is_some_and(|extension| extension == "txt");
    files.filter(is_case).map(Case::read).collect()
}

/// Tries all cases of a source, several at once, and says of all that are wrong what is.
fn try_all(source: &str) {
    let cases = Mutex::new(cases(source).into_iter());
    let wrong = Mutex::new(BTreeMap::new());
    let next = || cases.lock().expect("nobody fails while holding it").next();
    let workers = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| {
                while let Some(case) = next() {
                    if let Some(why) = case.wrong(source) {
                        let mut wrong = wrong.lock().expect("nobody fails while holding it");
                        wrong.insert(case.file.display().to_string(), why);
                    }
                }
            });
        }
    });
    let wrong = wrong.into_inner().expect("nobody fails while holding it");
    let told = wrong.iter().map(|(file, why)| format!("{file}:\n{why}"));
    assert!(wrong.is_empty(), "{}", told.collect::<Vec<_>>().join("\n"));
}

// What people write in Markdown, and what its many generators make of it, is told by examples alone.
#[test]
fn every_case_of_markdown_is_imported_as_it_says() {
    try_all("markdown");
}

// The same for what plugins, themes and editors of many years have left in exports of WordPress.
#[test]
fn every_case_of_wordpress_is_imported_as_it_says() {
    try_all("wordpress");
}

// And for exports of Ghost.
#[test]
fn every_case_of_ghost_is_imported_as_it_says() {
    try_all("ghost");
}

// Feeds have few rules, and each program that makes them has its own.
#[test]
fn every_case_of_feeds_is_imported_as_it_says() {
    try_all("feed");
    try_all("jsonfeed");
}

// And for the backups of Blogger.
#[test]
fn every_case_of_blogger_is_imported_as_it_says() {
    try_all("blogger");
}
