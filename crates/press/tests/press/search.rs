//! Finding articles by their words: the index that press writes, and `press find`, which asks it.

use std::fs;
use std::path::Path;

use press::edition::ask::Index;
use press::edition::bundle::Edition;
use press::edition::search::{Earlier, add, add_within};
use press::progress::Progress;
use search::build::Limits;

use crate::support::editions::{article, of_site, site};
use crate::support::{press, transcript, tree, write, write_portal};

/// Three articles about a harbour, one of them in German.
fn harbour(more: &str) -> tempfile::TempDir {
    let of = |keys: &str, text: &str| format!("+++\n{keys}\n+++\n\n{text}\n");
    site(
        more,
        &[
            (
                "magazine/bells.md",
                &of(
                    "title = \"Harbour bells\"\npublished = 2026-01-01\nauthors = [\"Ada Ferreira\"]\n\n[tags]\nthemes = [\"Heritage\"]",
                    "They ring at low tide.",
                ),
            ),
            (
                "magazine/lights.md",
                &of(
                    "title = \"Lights\"\npublished = 2025-01-01",
                    "Every harbour has its lights, and ferries pass.",
                ),
            ),
            (
                "magazine/haefen.md",
                &of(
                    "title = \"Häfen im Norden\"\nlanguage = \"de\"\npublished = 2024-01-01",
                    "Der alte Hafen schläft.",
                ),
            ),
        ],
    )
}

fn find(folder: &Path, arguments: &[&str]) -> String {
    transcript(&press(folder, &[&["find", "content"], arguments].concat()))
}

/// The slugs that an index finds, the best first.
fn slugs(edition: &Edition, words: &str) -> Vec<String> {
    let index = Index::of(&edition.files).expect("the edition has an index");
    let mut index = index.expect("it can be read");
    let found = index.ask(&Index::query(words), true).found;
    let numbers: Vec<u32> = found.hits.iter().map(|hit| hit.number).collect();
    let cards = numbers
        .into_iter()
        .map(|number| index.card(number).0.expect("each article has a card"));
    cards.map(|card| card.slug.to_string()).collect()
}

// What an editor sees here is what readers will find, and why.
#[test]
fn press_find_says_what_readers_find_and_why() {
    let folder = harbour("");
    assert_eq!(
        find(folder.path(), &["harbour bell"]),
        "exit 0\n1 article found\n  /magazine/bells/  Harbour bells (2026-01-01)\n  \
         /magazine/lights/  Lights (2025-01-01)  [fewer words]\n"
    );
    let typo = find(folder.path(), &["harbuor ", "--limit", "1"]);
    assert!(
        typo.contains("“harbuor” stands nowhere; looked for harbour"),
        "{typo}"
    );
    let explained = find(folder.path(), &["hafen", "--explain"]);
    assert!(
        explained.contains("/magazine/haefen/") && explained.contains("turn 1: search/parts/terms/"),
        "{explained}"
    );
    // The query has no language: it is asked in all that the site has.
    assert!(find(folder.path(), &["ferry "]).contains("/magazine/lights/"));
    assert!(find(folder.path(), &["ada ferreira"]).contains("/magazine/bells/"));
    assert_eq!(
        find(folder.path(), &["qqqqqq"]),
        "exit 0\n0 articles found\n“qqqqqq” stands nowhere\n"
    );
}

// Rankings can be scored by programs, and filters have to count exactly what is found.
#[test]
fn press_find_answers_files_of_queries_in_json_and_within_filters() {
    let folder = harbour("");
    write(&folder.path().join("queries.txt"), "harbour\nbells tide\n\n");
    let output = find(
        folder.path(),
        &[
            "--queries",
            "queries.txt",
            "--filter",
            "themes=heritage",
            "--explain",
        ],
    );
    let lines: Vec<serde_json::Value> = output
        .lines()
        .skip(1)
        .map(|line| serde_json::from_str(line).expect("each line is JSON"))
        .collect();
    assert_eq!(lines.len(), 3);
    assert_eq!(
        (&lines[0]["query"], &lines[0]["count"]),
        (&"harbour".into(), &1.into())
    );
    assert_eq!(lines[0]["hits"][0]["slug"], "bells");
    assert_eq!(lines[1]["hits"][0]["words"], serde_json::json!(["bells", "tide"]));
    assert_eq!(lines[2]["count"], 0);
    let unknown = find(folder.path(), &["harbour", "--filter", "themes=nothing"]);
    assert!(
        unknown.starts_with("exit 2\n") && unknown.contains("the site has no such section"),
        "{unknown}"
    );
    let wrong = find(folder.path(), &["harbour", "--filter", "heritage"]);
    assert!(wrong.contains("this is no filter"), "{wrong}");
    let missing = find(folder.path(), &["--queries", "nowhere.txt"]);
    assert!(
        missing.starts_with("exit 2\n") && missing.contains("nowhere.txt: cannot be read"),
        "{missing}"
    );
}

// Editors know what their readers call things, and what they must see first.
#[test]
fn site_toml_has_synonyms_what_is_pinned_and_what_is_left_out() {
    let folder = harbour(
        "[search]\nsynonyms = [[\"Port\", \"harbour\"], [\"ship\", \"ferries\"]]\nleave_out = [\"authors\"]\n\n\
         [[search.pinned]]\nquery = \"Harbour\"\narticles = [\"lights\"]\n",
    );
    let settings = folder.path().join("content/site.toml");
    let text = fs::read_to_string(&settings).expect("the site has one");
    // A table's keys end where the next table begins.
    let (table, rest) = text.split_once("name = ").expect("the site has a name");
    let (address, table) = table.split_once('\n').expect("the address is a line");
    write(&settings, format!("{address}\nname = {rest}\n{table}"));
    let found = find(folder.path(), &["harbour "]);
    let first = found.find("/magazine/lights/").expect("it is pinned");
    assert!(
        first < found.find("/magazine/bells/").expect("it is found"),
        "{found}"
    );
    assert!(find(folder.path(), &["port "]).contains("/magazine/bells/"));
    assert!(find(folder.path(), &["ship "]).contains("/magazine/lights/"));
    assert!(find(folder.path(), &["ferreira "]).contains("0 articles found"));
}

// What is passed over in silence is looked for by an editor for an hour.
#[test]
fn each_fault_of_the_settings_is_told_with_its_line_and_the_way_out() {
    let folder = harbour("");
    let settings = folder.path().join("content/site.toml");
    let text = fs::read_to_string(&settings).expect("the site has one");
    write(
        &settings,
        format!(
            "{text}\n[search]\nleave_out = [\"title\"]\nstop_words = [\"the\"]\nsynonyms = [[\"two words\", \"one\"]]\n\n\
             [[search.pinned]]\nquery = \"!\"\narticles = [\"nowhere\", \"No Slug\"]\n"
        ),
    );
    let told = transcript(&press(folder.path(), &["check", "content", "--all"]));
    for line in [
        "“search.leave_out” cannot be “title”",
        "by its title an article is always found",
        "the key “search.stop_words” is not known",
        "“search.synonyms” cannot be “two words”",
        "a synonym is a single word",
        "“search.pinned.query” cannot be “!”",
        "“search.pinned.articles” cannot be “No Slug”",
    ] {
        assert!(told.contains(line), "{line}: {told}");
    }
    let text = text + "\n[[search.pinned]]\nquery = \"bells\"\narticles = [\"nowhere\"]\n";
    write(&settings, &text);
    let told = transcript(&press(folder.path(), &["check", "content", "--all"]));
    let line = text.lines().count();
    assert!(
        told.contains(&format!("site.toml:{line}:"))
            && told.contains("“search.pinned.articles” cannot be “nowhere”")
            && told.contains("write the slug of an article that is published"),
        "{told}"
    );
}

// What is withdrawn is withdrawn at once, from the index of before, too.
#[test]
fn an_article_that_is_withdrawn_leaves_no_file_of_the_index_behind() {
    let folder = harbour("");
    write_portal(&folder.path().join("portal"));
    let build = || {
        let output = press(folder.path(), &["build", "content", "--app", "portal"]);
        assert!(output.status.success(), "{}", transcript(&output));
        tree(&folder.path().join("portal/content/search/parts"))
    };
    let with_all = build();
    assert!(with_all.len() > 3, "{:?}", with_all.keys());
    let bells = folder.path().join("content/magazine/bells.md");
    let text = fs::read_to_string(&bells).expect("the test wrote it");
    write(
        &folder.path().join("content/magazine/more.md"),
        article("title = \"More\"\npublished = 2026-02-01"),
    );
    let with_more = build();
    // Who reads the portal of before finds its files.
    assert!(with_all.keys().all(|name| with_more.contains_key(name)));
    write(&bells, text.replacen("+++\n", "+++\ndraft = true\n", 1));
    let without = build();
    for (name, bytes) in &without {
        let is_old = with_all.get(name).or_else(|| with_more.get(name));
        assert!(
            is_old.is_none() || !String::from_utf8_lossy(bytes).contains("bells"),
            "{name} is of an index that finds what is withdrawn"
        );
    }
    let from_nothing = folder.path().join("from-nothing");
    write_portal(&from_nothing);
    press(folder.path(), &["build", "content", "--app", "from-nothing"]);
    let anew = tree(&from_nothing.join("content/search/parts"));
    assert_eq!(
        without.keys().collect::<Vec<_>>(),
        anew.keys().collect::<Vec<_>>()
    );
}

/// A site of so many articles.
fn many(count: usize) -> Edition {
    let files: Vec<(String, String)> = (0..count)
        .map(|at| {
            let text = article(&format!(
                "title = \"Number {at}\"\npublished = 2026-01-{:02}",
                at % 28 + 1
            ));
            (
                format!("magazine/n{at}.md"),
                text.replace("The text", &format!("Text w{} w{}", at % 13, at % 7)),
            )
        })
        .collect();
    let files: Vec<(&str, &str)> = files
        .iter()
        .map(|(name, text)| (name.as_str(), text.as_str()))
        .collect();
    of_site("", &files)
}

// Articles keep their numbers, so that files keep their names: also where one comes that is dated before others, or one goes.
#[test]
fn an_index_goes_on_from_the_one_that_was_published() {
    let limits = Limits {
        one_level: 16,
        ..Limits::default()
    };
    let silent = Progress::silent();
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let mut edition = many(60);
    // It comes later, with an earlier day than most.
    let late = edition.articles.remove(10);
    let gone = edition.articles.remove(20);
    let mut before = many(60);
    before.articles.retain(|article| article.slug != late.slug);
    add_within(&mut before, None, &limits, &silent).expect("no two files have one name");
    for (name, bytes) in before
        .files
        .iter()
        .filter(|(name, _)| name.starts_with("search/"))
    {
        write(&folder.path().join(name), bytes);
    }
    edition.articles.push(late.clone());
    let earlier = Earlier::read(folder.path()).expect("the index was written whole");
    add_within(&mut edition, Some(earlier), &limits, &silent).expect("no two files have one name");
    let cards = |edition: &Edition| {
        let cards = edition
            .files
            .keys()
            .filter(|name| name.starts_with("search/parts/cards/"));
        cards.cloned().collect::<std::collections::BTreeSet<_>>()
    };
    // The file of the article that is gone, and the last one, to which one is added.
    assert_eq!(cards(&before).difference(&cards(&edition)).count(), 2);
    assert_eq!(slugs(&edition, "number n10"), slugs(&edition, "number n10"));
    let title = format!("\"{}\"", late.title);
    assert_eq!(slugs(&edition, &title).first(), Some(&late.slug.to_string()));
    assert!(!slugs(&edition, &gone.title).contains(&gone.slug.to_string()));

    // A folder that is not whole is begun anew.
    fs::remove_file(
        folder
            .path()
            .join(cards(&before).first().expect("there are cards")),
    )
    .expect("it was written");
    assert!(Earlier::read(folder.path()).is_none());
}

// Whoever builds twice deploys once.
#[test]
fn the_same_content_gives_the_same_index() {
    let [one, other] = [(); 2].map(|()| {
        let mut edition = many(40);
        add(&mut edition, None, &Progress::silent()).expect("no two files have one name");
        edition.files
    });
    assert_eq!(one, other);
}
