//! Rules about the source that no compiler checks. Each failure names the place and the way out.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Everything that turns a string into markup or code.
const SINKS: [&str; 11] = [
    "inner_html",
    "innerHTML",
    "set_inner_html",
    "outerHTML",
    "outer_html",
    "insertAdjacentHTML",
    "insert_adjacent_html",
    "createContextualFragment",
    "document.write",
    "eval(",
    "new Function",
];

/// A file of the repository, by its path from the root.
#[derive(Clone)]
struct Source {
    path: String,
    text: String,
}

impl Source {
    fn of(path: &Path) -> Self {
        let text = fs::read(path).expect("the repository's files can be read");
        let path = path.strip_prefix(root()).unwrap_or(path).display().to_string();
        Self {
            path,
            text: String::from_utf8_lossy(&text).into_owned(),
        }
    }

    /// Its lines with their numbers, those that are comments left out.
    fn lines(&self) -> impl Iterator<Item = (usize, &str)> {
        let comment = |line: &str| {
            ["//", "/*", "* "]
                .iter()
                .any(|start| line.trim_start().starts_with(start))
        };
        (1..)
            .zip(self.text.lines())
            .filter(move |(_, line)| !comment(line))
    }
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every file below a folder of the repository.
fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    let entries = fs::read_dir(folder).expect("the repository's folders can be read");
    for entry in entries {
        let path = entry.expect("the repository's folders can be read").path();
        if path.is_dir() {
            files(&path, found);
        } else {
            found.push(path);
        }
    }
}

/// The files below a folder of the repository whose names end so.
fn sources(folder: &str, ending: &str) -> Vec<Source> {
    let mut found = Vec::new();
    files(&root().join(folder), &mut found);
    found.sort();
    found.retain(|path| path.to_string_lossy().ends_with(ending));
    assert!(
        !found.is_empty(),
        "{folder} has no file {ending}: these rules look in the wrong place"
    );
    found.iter().map(|path| Source::of(path)).collect()
}

/// The source of everything that a reader sees.
fn shown() -> Vec<Source> {
    let mut all = sources("src", ".rs");
    all.extend(sources("crates/view/src", ".rs"));
    all
}

/// The lines in which a pattern stands that the rule forbids, as `file:line: pattern; remedy`.
fn breaches<'a>(
    sources: impl IntoIterator<Item = &'a Source>,
    patterns: &[&str],
    stands_in: fn(&str, &str) -> bool,
    remedy: &str,
) -> Vec<String> {
    let mut found = Vec::new();
    for source in sources {
        for (number, line) in source.lines() {
            for pattern in patterns.iter().filter(|pattern| stands_in(line, pattern)) {
                found.push(format!("{}:{number}: {pattern}; {remedy}", source.path));
            }
        }
    }
    found
}

/// Does the line have the pattern, and no letter, digit, `_` or `-` right before it?
fn has_word(line: &str, pattern: &str) -> bool {
    line.match_indices(pattern).any(|(at, _)| {
        !line[..at].ends_with(|before: char| before.is_alphanumeric() || before == '_' || before == '-')
    })
}

fn has(line: &str, pattern: &str) -> bool {
    line.contains(pattern)
}

#[track_caller]
fn none(breaches: Vec<String>) {
    assert!(breaches.is_empty(), "\n{}\n", breaches.join("\n"));
}

/// The portal that `cargo xtask test` has built, or the one that stands in `dist`.
fn dist() -> Option<PathBuf> {
    let named = std::env::var_os("FEUILLETON_DIST").map(PathBuf::from);
    named
        .or_else(|| Some(root().join("dist")))
        .filter(|dist| dist.is_dir())
}

// Articles come from strangers. A portal that parses no string as markup cannot be made to run their scripts.
#[test]
fn the_portal_has_no_way_to_turn_a_string_into_markup() {
    let mut all = shown();
    all.extend(
        ["index.html", "display.js", "boot.js", "settings.js"].map(|name| Source::of(&root().join(name))),
    );
    none(breaches(
        &all,
        &SINKS,
        has,
        "build elements from typed values instead",
    ));
}

// What the source does not say, a dependency might: the glue that wasm-bindgen writes names every Web API that is used.
#[test]
fn the_built_glue_has_no_way_to_turn_a_string_into_markup() {
    let Some(dist) = dist() else {
        xtask::test::skip("there is no built portal; `trunk build --release` makes one");
        return;
    };
    let mut scripts = Vec::new();
    files(&dist, &mut scripts);
    scripts.retain(|path| path.extension().is_some_and(|ending| ending == "js"));
    assert!(
        !scripts.is_empty(),
        "{} has no script: it is no built portal; build it anew",
        dist.display()
    );
    let scripts: Vec<Source> = scripts.iter().map(|path| Source::of(path)).collect();
    none(breaches(
        &scripts,
        &SINKS,
        has,
        "find the dependency that brought it, and do without",
    ));
}

// Pages and components that know no Web API can be read, and changed, without a browser in mind.
#[test]
fn only_the_browser_rooms_name_web_apis() {
    let all = sources("src", ".rs");
    let outside = all
        .iter()
        .filter(|source| !source.path.starts_with("src/browser/"));
    let remedy = "wrap what you need in a module of src/browser";
    none(breaches(
        outside,
        &["web_sys", "js_sys", "wasm_bindgen::"],
        has_word,
        remedy,
    ));
}

// Leptos' renderer is a way around the rule above, and knows nothing of what is prerendered already: in one place elements are
// handed to it as views.
#[test]
fn one_file_names_the_renderer_of_leptos() {
    let all = sources("src", ".rs");
    let others = all.iter().filter(|source| source.path != "src/browser/part.rs");
    none(breaches(
        others,
        &["tachys", "Rndr"],
        has_word,
        "make elements with view::element; src/browser/part.rs puts them into the page",
    ));
}

// Leptos' own elements cost kilobytes each, and `view!` sets markup by innerHTML where nothing in it changes.
#[test]
fn elements_are_values() {
    none(breaches(
        &shown(),
        &["view!", "leptos::html", "leptos::svg"],
        has_word,
        "make elements with view::element",
    ));
}

// The core and the pages are what the portal and press share: they may ask neither the browser nor the machine.
#[test]
fn what_portal_and_press_share_asks_neither_browser_nor_machine() {
    let mut all = sources("crates/content/src", ".rs");
    all.extend(sources("crates/search/src", ".rs"));
    all.extend(sources("crates/view/src", ".rs"));
    let outside = [
        "web_sys",
        "js_sys",
        "wasm_bindgen",
        "leptos",
        "std::fs",
        "std::io",
        "std::env",
        "std::net",
        "std::time",
    ];
    none(breaches(
        &all,
        &outside,
        has_word,
        "make it an argument, and ask in src/browser or in press",
    ));
}

// The standard sort is compiled anew for each type, and a HashMap brings its hasher: kilobytes that readers pay.
#[test]
fn the_core_is_written_for_a_small_download() {
    let all = sources("crates/content/src", ".rs");
    let outside = all
        .iter()
        .filter(|source| source.path != "crates/content/src/order.rs");
    let heavy = ["HashMap", "HashSet", ".sort(", ".sort_by", ".sort_unstable"];
    none(breaches(
        outside,
        &heavy,
        has,
        "sort with order::sorted, and look up in a sorted Vec or a BTreeMap",
    ));
}

// The content security policy forbids them, and a page that needs them is blank under it.
#[test]
fn the_shell_has_no_inline_style_and_no_inline_script() {
    let shell = Source::of(&root().join("index.html"));
    let remedy = "put it into style/ or boot.js";
    let mut found = breaches([&shell], &["style=", "<style"], has_word, remedy);
    for (number, line) in shell.lines() {
        let handler = line.match_indices(" on").any(|(at, _)| {
            let rest = line[at + 3..].trim_start_matches(|letter: char| letter.is_ascii_lowercase());
            rest.starts_with('=')
        });
        if handler || (line.contains("<script") && !line.contains("></script>")) {
            found.push(format!("{}:{number}: {}; {remedy}", shell.path, line.trim()));
        }
    }
    none(found);
}

// The same policy for elements that are made later.
#[test]
fn no_element_gets_a_style_or_a_handler_as_a_string() {
    let patterns = [".attr(\"style\"", ".attr(\"on", ".style("];
    none(breaches(
        &shown(),
        &patterns,
        has,
        "give it a class and write a rule in style/; clicks are answered by src/browser/links.rs",
    ));
}

// What is printed for debugging ends in every reader's console; only the command lines speak to a terminal.
#[test]
fn nothing_is_left_over_from_debugging() {
    let mut all = sources("src", ".rs");
    all.extend(
        sources("crates", ".rs")
            .into_iter()
            .filter(|source| source.path.contains("/src/")),
    );
    let left = ["todo!", "dbg!", "unimplemented!", "console_log", "log_1("];
    let mut found = breaches(&all, &left, has_word, "finish it or take it out");
    let pure = all.iter().filter(|source| {
        source.path != "src/main.rs"
            && !source.path.starts_with("crates/xtask/")
            && !source.path.ends_with("/main.rs")
    });
    found.extend(breaches(
        pure,
        &["println!", "eprintln!", "print!"],
        has_word,
        "return it, and let main.rs print",
    ));
    none(found);
}

// Arabic runs from the right: what names a side by hand is on the wrong one there.
#[test]
fn style_sheets_name_no_left_and_no_right() {
    let sides = ["left", "right"];
    let mut patterns: Vec<String> = Vec::new();
    for side in sides {
        for property in ["margin", "padding", "border", "scroll-margin", "scroll-padding"] {
            patterns.push(format!("{property}-{side}"));
        }
        patterns.push(format!("{side}:"));
        for property in ["text-align", "float", "clear"] {
            patterns.extend([format!("{property}: {side}"), format!("{property}:{side}")]);
        }
    }
    let patterns: Vec<&str> = patterns.iter().map(String::as_str).collect();
    let remedy = "write inline-start or inline-end (text-align: start or end)";
    none(breaches(&sources("style", ".css"), &patterns, has_word, remedy));
}

/// The parts of a text between signs, without what stands in brackets.
fn parts<'a>(text: &'a str, signs: &[char]) -> Vec<&'a str> {
    let mut depth = 0;
    let at_sign = move |letter: char| {
        match letter {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        depth == 0 && signs.contains(&letter)
    };
    let parts = text.split(at_sign).map(str::trim);
    parts.filter(|part| !part.is_empty()).collect()
}

/// The selectors of a sheet in which `:has()` is asked of an element that anything could be, on the way to others.
fn restless_selectors(sheet: &str) -> Vec<&str> {
    let heads = sheet.split('{').map(|before| {
        let head = before.rsplit(['}', ';']).next().unwrap_or_default();
        head.rsplit("*/").next().unwrap_or_default()
    });
    let selectors = heads.flat_map(|head| parts(head, &[',']));
    let is_restless = |selector: &&str| {
        let compounds = parts(selector, &[' ', '\n', '>', '~', '+']);
        let on_the_way = compounds.split_last().map_or(&[][..], |(_, before)| before);
        on_the_way
            .iter()
            .any(|compound| compound.contains(":has(") && !compound.starts_with(['.', '#', '[']))
    };
    selectors.filter(is_restless).collect()
}

// The browser asks such a question of every element up to the root, and from then on gives all of them their style anew whenever
// anything comes or goes: it was a quarter of the time between a click and the next page (ADR 24).
#[test]
fn no_selector_makes_every_change_a_change_of_all() {
    assert_eq!(
        restless_selectors(
            "a { b: c } /* so */ .list > :not(:has(img)) .title, html:has(.a) .b { d: e; & > :has(i) { f: g } }
             .card:has(a) b, html:has(.c) { h: i }"
        ),
        [".list > :not(:has(img)) .title", "html:has(.a) .b"]
    );
    let sheets = sources("style", ".css");
    let found: Vec<_> = sheets
        .iter()
        .flat_map(|sheet| {
            restless_selectors(&sheet.text).into_iter().map(|selector| {
                format!(
                    "{}: {selector}: begin with a class what asks with :has()",
                    sheet.path
                )
            })
        })
        .collect();
    none(found);
}

// Test programs hide what passing tests print with macros: a test that skips so looks like one that has passed.
#[test]
fn a_skip_is_not_printed_where_nobody_sees_it() {
    let all = [sources("crates", ".rs"), sources("tests", ".rs")].concat();
    let pattern = concat!("print", "ln!(\"skipped");
    none(breaches(&all, &[pattern], has, "call the `skip` of these tests"));
}

// Versions that nobody has tested come in by the first command that is not told to keep to Cargo.lock.
#[test]
fn every_command_that_builds_keeps_to_the_locked_versions() {
    let mut all = sources("docs", ".md");
    all.extend(
        [".ci/run", ".cargo/config.toml", "README.md", "Trunk.toml"]
            .map(|name| Source::of(&root().join(name))),
    );
    let builds = ["run", "build", "test", "bench", "clippy", "install"];
    let commands = builds.map(|command| format!("cargo {command} "));
    let unlocked = all.iter().flat_map(|source| {
        let lines = (1..).zip(source.text.lines());
        let lines = lines.filter(|(_, line)| commands.iter().any(|command| line.contains(command)));
        let lines = lines.filter(|(_, line)| !line.contains("--locked"));
        lines.map(|(number, _)| format!("{}:{number}: write --locked", source.path))
    });
    none(unlocked.collect());
    for (file, first) in [
        (".cargo/config.toml", "\"run --locked "),
        ("Trunk.toml", "[\"run\", \"--locked\", "),
    ] {
        let source = Source::of(&root().join(file));
        assert!(source.text.contains(first), "{file}: {first}");
        let runs = |text| source.text.matches(text).count();
        assert_eq!(runs("\"run\", "), runs("\"run\", \"--locked\", "), "{file}");
    }
}

/// A crate, with the rooms of its source. Modules that stand in none may know every room, and none may know them.
struct House {
    source: &'static str,
    /// Each room, its modules, and the other rooms that these may know; `*` is all of them.
    rooms: &'static [(&'static str, &'static str, &'static str)],
    /// To which depth modules must not know each other in a circle, if at all.
    no_circles: Option<usize>,
}

/// What each room may know. docs/architecture.md says why, and tells it in words.
const HOUSES: [House; 5] = [
    House {
        source: "crates/press/src",
        rooms: &[
            (
                "ground",
                "clock code css diagnostic encoding hash parallel progress remedy staging time_zone trusted_types",
                "",
            ),
            ("read", "read", "ground"),
            ("edition", "edition", "ground read"),
            ("publish", "publish", "ground edition"),
            ("host", "host", "ground edition publish"),
            ("preview", "preview", "ground read edition publish host"),
            ("import", "import", "ground read"),
        ],
        no_circles: Some(2),
    },
    House {
        source: "crates/content/src",
        rooms: &[
            (
                "ground",
                "day display files fold href json language order slug stored words",
                "",
            ),
            ("article", "article block inline text", "ground"),
            ("consent", "consent", "ground saved"),
            ("saved", "saved", "ground article"),
            ("related", "related", "ground article"),
            ("site", "site", "ground article consent"),
            ("list", "list", "ground article site"),
            ("bundle", "bundle", "ground article list site"),
            ("listing", "listing", "ground article bundle list site"),
            ("route", "route", "ground list site"),
            ("find", "find", "ground article bundle list listing route site"),
            ("check", "check", "ground article find list listing route site"),
            ("schema", "schema", "ground article bundle find site"),
        ],
        no_circles: Some(1),
    },
    House {
        source: "crates/search/src",
        rooms: &[
            ("ground", "bytes name order tokens", ""),
            (
                "files",
                "directory entry filters manifest set shelf terms",
                "ground",
            ),
            ("query", "query", "ground"),
            ("lists", "forms lists typos", "ground files query"),
            ("rank", "rank", "files"),
            ("plan", "plan", "ground files lists query rank"),
            ("marks", "marks", "ground plan query"),
            ("facets", "facets", "ground files plan"),
            ("native", "native", "ground"),
            ("digest", "digest", "ground files rank"),
            ("making", "making", "ground"),
            ("filing", "filing", "ground files making"),
            ("build", "build", "ground digest filing files lists making"),
            ("hostile", "hostile", "*"),
        ],
        no_circles: Some(1),
    },
    House {
        source: "crates/view/src",
        rooms: &[
            ("ground", "element html id text", ""),
            ("components", "components consent", "ground"),
            ("pages", "pages", "ground components"),
            ("shell", "shell", "ground components"),
        ],
        no_circles: None,
    },
    House {
        source: "src",
        rooms: &[
            ("browser", "browser", ""),
            ("join", "join", ""),
            ("load", "load", "browser"),
            ("consent", "consent", "browser"),
            ("session", "session", "browser finder load"),
            ("tools", "tools", "browser session shell"),
            ("shell", "shell", "browser load session tools"),
            ("finder", "finder", "load session"),
            ("one file", "one_file", ""),
            ("route", "route", "browser load session"),
            (
                "navigation",
                "navigation",
                "app browser load route join session shell tools",
            ),
            ("app", "app", "browser finder load navigation session tools"),
            ("finding", "finding directory", "*"),
        ],
        no_circles: None,
    },
];

/// A file of a crate, and what it names of that crate.
struct Named {
    path: String,
    /// The way to its module.
    module: Vec<String>,
    /// The ways to what it names, from the root of the crate.
    names: Vec<Vec<String>>,
}

impl Named {
    fn of(source: &Source, root: &str) -> Self {
        let way = source.path.strip_prefix(root).unwrap_or(&source.path);
        let way = way.trim_start_matches('/').trim_end_matches(".rs");
        let mut module: Vec<String> = way.split('/').map(str::to_owned).collect();
        if ["mod", "lib"].contains(&module.last().map_or("", String::as_str)) {
            module.pop();
        }
        let code: String = source.lines().flat_map(|(_, line)| [line, "\n"]).collect();
        let (own, tests) = code.split_once("#[cfg(test)]\nmod ").unwrap_or((&code, ""));
        let mut names = names_in(own, &module);
        names.extend(names_in(tests, &[&module[..], &["tests".to_owned()]].concat()));
        Self {
            path: source.path.clone(),
            module,
            names,
        }
    }

    /// The files of a house, and what they name.
    fn all(house: &House) -> Vec<Self> {
        let sources = sources(house.source, ".rs");
        sources
            .iter()
            .map(|source| Self::of(source, house.source))
            .collect()
    }
}

/// What a text names of its crate, as ways from the root of the crate.
fn names_in(code: &str, module: &[String]) -> Vec<Vec<String>> {
    let mut names = Vec::new();
    for start in ["crate", "super", "self"] {
        for (at, _) in code.match_indices(start) {
            let is_word =
                !code[..at].ends_with(|before: char| before.is_alphanumeric() || "_:".contains(before));
            if is_word && code[at + start.len()..].starts_with("::") {
                spell_out(&code[at..], &[], &mut names);
            }
        }
    }
    let from_root = |way: Vec<String>| {
        let up = way.iter().take_while(|name| *name == "super").count();
        let begin = match way[0].as_str() {
            "crate" => &[],
            _ => &module[..module.len().saturating_sub(up)],
        };
        let rest = way.into_iter().skip(up.max(1));
        begin.iter().cloned().chain(rest).collect()
    };
    names.into_iter().map(from_root).collect()
}

/// Takes a path apart, and each of those that stand in its braces. Returns where it ends.
fn spell_out(text: &str, before: &[String], found: &mut Vec<Vec<String>>) -> usize {
    let mut way = before.to_vec();
    let mut at = 0;
    loop {
        let rest = &text[at..];
        if let Some(within) = rest.strip_prefix('{') {
            at += 1;
            let mut left = within;
            loop {
                let skipped = left.len() - left.trim_start_matches([' ', '\n', ',']).len();
                at += skipped;
                if text[at..].starts_with('}') || text[at..].is_empty() {
                    return at + 1;
                }
                let length = spell_out(&text[at..], &way, found).max(1);
                at = (at + length).min(text.len());
                // `as` and what follows it name nothing of others.
                at += text[at..].find([',', '}']).unwrap_or(text.len() - at);
                left = &text[at..];
            }
        }
        let end = rest.find(|letter: char| !letter.is_alphanumeric() && letter != '_');
        let name = &rest[..end.unwrap_or(rest.len())];
        if name.is_empty() {
            break;
        }
        way.push(name.to_owned());
        at += name.len();
        if !text[at..].starts_with("::") {
            break;
        }
        at += 2;
    }
    found.push(way);
    at
}

impl House {
    /// The room of a way, if it leads into one.
    fn room(&self, way: &[String]) -> Option<&(&'static str, &'static str, &'static str)> {
        let first = way.first()?;
        let mut rooms = self.rooms.iter();
        rooms.find(|(_, modules, _)| modules.split(' ').any(|module| module == first))
    }

    /// Is there a module of that name at the root of the crate?
    fn has(&self, name: &str) -> bool {
        let folder = root().join(self.source);
        folder.join(name).with_extension("rs").is_file() || folder.join(name).join("mod.rs").is_file()
    }

    /// Where a file names what its room must not know.
    fn breaches(&self, files: &[Named]) -> Vec<String> {
        let mut found = Vec::new();
        for file in files {
            let Some((room, _, known)) = self.room(&file.module) else {
                continue;
            };
            for way in &file.names {
                let name = way.first().map_or("", String::as_str);
                let other = self.room(way).map(|(other, ..)| *other);
                let is_known = match other {
                    Some(other) => {
                        other == *room || *known == "*" || known.split(' ').any(|one| one == other)
                    }
                    None => !self.has(name),
                };
                if !is_known {
                    let names = way.join("::");
                    found.push(format!(
                        "{}: names {names}, and {room} must not know {}; move one of the two, or hand over what is needed as a value",
                        file.path,
                        other.unwrap_or(name)
                    ));
                }
            }
        }
        found.sort();
        found.dedup();
        found
    }

    /// The modules that know each other in a circle.
    fn circles(&self, files: &[Named], depth: usize) -> Vec<String> {
        let module = |way: &[String]| {
            let is_room = depth > 1 && root().join(self.source).join(&way[0]).join("mod.rs").is_file();
            way[..way.len().min(if is_room { depth } else { 1 })].join("::")
        };
        let files = files.iter().filter(|file| !file.module.is_empty());
        let mut known: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for file in files {
            let own = module(&file.module);
            let names = file.names.iter().filter(|way| !way.is_empty());
            let names = names.map(|way| module(way)).filter(|other| *other != own);
            known.entry(own.clone()).or_default().extend(names);
        }
        // Who knows nobody that is left stands in no circle, nor does whom nobody knows that is left.
        loop {
            let left: BTreeSet<_> = known.keys().cloned().collect();
            let named: BTreeSet<_> = known.values().flatten().cloned().collect();
            known.retain(|module, names| {
                named.contains(module) && names.iter().any(|name| left.contains(name))
            });
            if known.len() == left.len() {
                break;
            }
        }
        let told = known.iter().map(|(module, names)| {
            let names: Vec<_> = names.iter().filter(|name| known.contains_key(*name)).collect();
            format!("{}: {module} knows {names:?}: open the circle", self.source)
        });
        told.collect()
    }
}

// A room that knows those above it can be read, tested and changed with all of them in mind only.
#[test]
fn no_room_knows_what_it_must_not() {
    for house in &HOUSES {
        let files = Named::all(house);
        none(house.breaches(&files));
    }
}

// Of modules that know each other in a circle none can be understood first.
#[test]
fn no_modules_know_each_other_in_a_circle() {
    for house in &HOUSES {
        if let Some(depth) = house.no_circles {
            none(house.circles(&Named::all(house), depth));
        }
    }
}

/// What each package of the workspace may depend on of the others, tests aside.
const PACKAGES: [(&str, &str); 8] = [
    ("content", ""),
    ("view", "content"),
    ("search", "content"),
    ("press", "content search view workspace-hack"),
    ("shrink", "workspace-hack"),
    ("xtask", "content press search view workspace-hack"),
    ("feuilleton", "content search view"),
    ("workspace-hack", ""),
];

// What a package depends on it brings to everybody who uses it: a parser to readers, a renderer to deployers.
#[test]
fn no_package_depends_on_what_it_must_not() {
    let metadata = cargo(&["metadata", "--no-deps", "--format-version", "1"]);
    let metadata: serde_json::Value = serde_json::from_str(&metadata).expect("Cargo writes JSON");
    let packages = metadata["packages"].as_array().expect("there are packages");
    let names: BTreeSet<_> = packages
        .iter()
        .filter_map(|package| package["name"].as_str())
        .collect();
    let mut seen = 0;
    for (name, may) in PACKAGES {
        let package = packages.iter().find(|package| package["name"] == name);
        let dependencies = package.and_then(|package| package["dependencies"].as_array());
        let dependencies = dependencies.unwrap_or_else(|| panic!("there is no package {name}"));
        for dependency in dependencies
            .iter()
            .filter(|dependency| dependency["kind"] != "dev")
        {
            let other = dependency["name"].as_str().unwrap_or_default();
            if names.contains(other) {
                seen += 1;
                assert!(
                    may.split(' ').any(|known| known == other),
                    "{name} must not depend on {other}"
                );
            }
        }
    }
    assert_eq!(seen, 15, "the table names what nobody depends on any more");
}

/// What `cargo` prints, when it is asked for something about this workspace.
fn cargo(arguments: &[&str]) -> String {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo)
        .args(arguments)
        .args(["--locked", "--offline"])
        .current_dir(root())
        .output()
        .expect("Cargo runs this test");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

// Whoever puts articles into a built portal would download and compile what makes programs small, and never call it.
#[test]
fn press_carries_nothing_of_the_portals_own_build() {
    let tree = |package| {
        cargo(&[
            "tree",
            "--edges",
            "normal,build",
            "--prefix",
            "none",
            "--package",
            package,
        ])
    };
    let of_the_build = |line: &&str| {
        ["oxc", "wasm-encoder", "wasmparser", "shrink"]
            .iter()
            .any(|name| line.starts_with(name))
    };
    let (press, shrink) = (tree("press"), tree("shrink"));
    let found: Vec<_> = press.lines().filter(of_the_build).collect();
    assert_eq!(found, Vec::<&str>::new(), "this belongs to crates/shrink");
    assert!(
        shrink.lines().filter(of_the_build).count() > 5,
        "nothing is named as it was: this rule looks for the wrong names"
    );
}

/// What is wrong with the tests that the rows of a table name in their last cell, and how many are named.
fn tests_named_in(document: &str, head: &str) -> (usize, Vec<String>) {
    let source = Source::of(&root().join(document));
    let mut named = 0;
    let mut wrong = Vec::new();
    let rows = (1..).zip(source.text.lines());
    let rows = rows.skip_while(|(_, line)| *line != head).skip(2);
    for (number, row) in rows.take_while(|(_, line)| line.starts_with('|')) {
        let cells: Vec<_> = row.trim_matches('|').split('|').collect();
        let tests: Vec<_> = cells
            .last()
            .into_iter()
            .flat_map(|cell| cell.split('`').skip(1).step_by(2))
            .collect();
        if tests.is_empty() {
            wrong.push(format!("{document}:{number}: name the test of this line"));
        }
        for test in tests {
            named += 1;
            if !is_test(test) {
                wrong.push(format!("{document}:{number}: there is no test {test}"));
            }
        }
    }
    (named, wrong)
}

// A promise whose test was renamed or removed is a promise that nobody keeps.
#[test]
fn each_promise_about_privacy_names_a_test_that_exists() {
    let (named, wrong) = tests_named_in("docs/privacy.md", "| promise | test |");
    assert!(
        named > 40,
        "{named} tests are named: the table is not where this rule looks"
    );
    none(wrong);
}

// The same of what is promised about security.
#[test]
fn each_promise_about_security_names_a_test_that_exists() {
    let (named, wrong) = tests_named_in("docs/security.md", "| promise | test |");
    assert!(
        named > 15,
        "{named} tests are named: the table is not where this rule looks"
    );
    none(wrong);
}

// A wall that is only told stands until somebody is in a hurry.
#[test]
fn each_wall_names_a_test_that_exists() {
    let (named, wrong) = tests_named_in("docs/architecture.md", "| wall | test |");
    assert!(
        named > 5,
        "{named} tests are named: the table is not where this rule looks"
    );
    none(wrong);
}

/// Is `file::name` a test of that file?
fn is_test(named: &str) -> bool {
    let Some((path, name)) = named.split_once("::") else {
        return false;
    };
    let text = fs::read_to_string(root().join(path)).unwrap_or_default();
    let start = format!("fn {name}(");
    let mut lines = text.lines().map(str::trim_start);
    let mut before = "";
    lines.any(|line| {
        let is_it = before == "#[test]" && line.starts_with(&start);
        before = line;
        is_it
    })
}

// A rule that finds nothing because its net has a hole is worse than none.
#[test]
fn the_rules_find_what_they_look_for() {
    let source = |text: &str| Source {
        path: "a.rs".to_owned(),
        text: text.to_owned(),
    };
    assert!(is_test(
        "tests/source_rules.rs::the_rules_find_what_they_look_for"
    ));
    for none in [
        "tests/source_rules.rs::is_test",
        "tests/no_such_file.rs::a",
        "the_rules_find",
    ] {
        assert!(!is_test(none), "{none}");
    }
    let found = |text, pattern: &str| breaches([&source(text)], &[pattern], has_word, "mend it");
    assert_eq!(found("fine\n  left: 0;", "left:"), ["a.rs:2: left:; mend it"]);
    assert_eq!(found("inset-left: 0; theleft: 0", "left:"), Vec::<String>::new());
    assert_eq!(
        found("// web_sys is named in a comment\nweb_sys::window()", "web_sys").len(),
        1
    );
    assert_eq!(found("my_web_sys", "web_sys"), Vec::<String>::new());
    let way = |way: &[&str]| way.iter().map(ToString::to_string).collect::<Vec<_>>();
    let names = |code: &str| names_in(code, &way(&["read", "markdown", "html"]));
    assert_eq!(
        names("use crate::{hash, edition::{self, bundle::Edition as Book}, read::names};"),
        [
            way(&["hash"]),
            way(&["edition", "self"]),
            way(&["edition", "bundle", "Edition"]),
            way(&["read", "names"])
        ]
    );
    assert_eq!(
        names("let file = crate::publish::assets::of(super::fence(), super::super::media::FOLDER);"),
        [
            way(&["publish", "assets", "of"]),
            way(&["read", "markdown", "fence"]),
            way(&["read", "media", "FOLDER"])
        ]
    );
    assert_eq!(
        names("use press::hash; my_crate::x(); $crate_::y()"),
        Vec::<Vec<String>>::new()
    );
    let print = breaches([&source("eprintln!()")], &["println!"], has_word, "");
    assert_eq!(
        print,
        Vec::<String>::new(),
        "each macro is looked for by its own name"
    );
}

// A package whose features differ is compiled once more, with all that stands on it: 198 units of 1,191 were.
#[test]
fn nothing_is_compiled_twice_in_one_run_of_the_tests() {
    let units = |edges: &str, packages: &[&str]| -> BTreeSet<String> {
        let arguments = [
            "tree", "--prefix", "none", "--format", "{p}: {f}", "--edges", edges,
        ];
        let tree = cargo(&[&arguments[..], packages].concat());
        let units = tree.lines().map(|line| line.trim_end_matches(" (*)").to_owned());
        units.collect()
    };
    let of_tests = units("normal,build,dev", &["--workspace"]);
    for package in ["press", "shrink", "xtask"] {
        let own = units("normal,build", &["--package", package]);
        let twice: Vec<_> = own.difference(&of_tests).collect();
        assert!(
            twice.is_empty(),
            "built for {package}, these have other features than in `cargo tree --workspace`: {twice:#?}\n\
             name the features that are missing in crates/workspace-hack/Cargo.toml"
        );
    }
}

/// Libraries that are called otherwise than their packages.
const CALLED: [(&str, &str); 1] = [("kamadak-exif", "exif")];

/// Has no code, and nobody calls it: it switches features on.
const FEATURES_ALONE: &str = "workspace-hack";

// A library that nobody calls is compiled, looked through for weaknesses and handed on all the same; one that tests alone call is
// handed on with the program.
#[test]
fn every_dependency_is_named_by_the_code_that_has_it() {
    let metadata = cargo(&["metadata", "--no-deps", "--format-version", "1"]);
    let metadata: serde_json::Value = serde_json::from_str(&metadata).expect("Cargo writes JSON");
    let mut unused = Vec::new();
    let mut seen = 0;
    for package in metadata["packages"].as_array().into_iter().flatten() {
        let name = package["name"].as_str().unwrap_or_default();
        if name == FEATURES_ALONE {
            continue;
        }
        let manifest = Path::new(
            package["manifest_path"]
                .as_str()
                .expect("Cargo knows the manifest"),
        );
        let folder = manifest.parent().expect("a manifest stands in a folder");
        let code = |folders: &[&str]| {
            let mut found = Vec::new();
            let folders = folders.iter().map(|name| folder.join(name));
            for folder in folders.filter(|folder| folder.is_dir()) {
                files(&folder, &mut found);
            }
            found.retain(|file| file.extension().is_some_and(|ending| ending == "rs"));
            let sources = found.iter().map(|file| Source::of(file));
            let texts = sources.map(|source| {
                let lines: Vec<_> = source.lines().map(|(_, line)| line.to_owned()).collect();
                lines.join("\n")
            });
            texts.collect::<Vec<_>>().join("\n")
        };
        let (own, all) = (code(&["src"]), code(&["src", "tests", "benches", "examples"]));
        for dependency in package["dependencies"].as_array().into_iter().flatten() {
            let other = dependency["name"].as_str().unwrap_or_default();
            let called = CALLED.iter().find(|(package, _)| *package == other);
            let called = called.map_or(other, |(_, library)| library);
            let called = dependency["rename"].as_str().unwrap_or(called).replace('-', "_");
            let code = if dependency["kind"] == "dev" { &all } else { &own };
            seen += 1;
            if other != FEATURES_ALONE && !names(code, &called) {
                unused.push(format!(
                    "{}: {other} is named by none of its code",
                    manifest.display()
                ));
            }
        }
    }
    assert!(seen > 100, "only {seen} dependencies were seen");
    assert!(
        unused.is_empty(),
        "remove these, or make them dev-dependencies:\n{}",
        unused.join("\n")
    );
}

/// Does a text of Rust name a library, as the beginning of a path or to bring it in?
fn names(code: &str, library: &str) -> bool {
    code.match_indices(library).any(|(at, _)| {
        let before = &code[..at];
        let after = &code[at + library.len()..];
        let is_whole = !before.ends_with(|letter: char| letter.is_alphanumeric() || letter == '_');
        let is_path = after.starts_with("::") || after.starts_with('!');
        let is_brought = ["use ", "extern crate "]
            .iter()
            .any(|word| before.ends_with(word))
            && after.starts_with([';', ' ', ':']);
        is_whole && (is_path || is_brought)
    })
}
