//! A served portal: as it was built, with changed content, or made by hand.

use std::fs;
use std::path::{Path, PathBuf};

use press::edition::compose::compose_with;
use press::edition::means::Means;
use press::edition::search;
use press::host::serve::{Options, Policy, Running, serve};
use press::publish::pages;
use serde_json::Value;
use tempfile::TempDir;
use xtask::folder;
use xtask::workspace::Workspace;

use super::gate::{Gate, Post};
use super::https::Https;
use super::skip;

/// What press writes into a page that the app can adopt as it is.
const LASTING: &str = " data-lasting=\"\"";

/// A folder and the server that serves it.
pub(crate) struct Portal {
    folder: Folder,
    options: Options,
    server: Running,
    gate: Option<Gate>,
    https: Option<Https>,
    name: &'static str,
}

/// A portal's folder that tests may change, also while it is served.
pub(crate) struct Folder {
    path: PathBuf,
    /// Absent where the folder is not ours to change.
    copy: Option<TempDir>,
}

impl Portal {
    /// The portal as it was built; none where the test is to be skipped.
    pub(crate) fn as_built() -> Option<Self> {
        Some(Self::serve(Folder {
            path: built()?,
            copy: None,
        }))
    }

    /// A copy of the built portal, changed before it is served; none where the test is to be skipped.
    pub(crate) fn changed(change: impl FnOnce(&Folder)) -> Option<Self> {
        let built = built()?;
        let portal = Self::made(|copy| {
            folder::link(&built, &copy.path).expect("a built portal can be read and copied");
            change(copy);
        });
        Some(portal)
    }

    /// A portal of nothing but what is written into it.
    pub(crate) fn made(write: impl FnOnce(&Folder)) -> Self {
        // Beside the build, so that hard links work where temporary files are on another disk.
        let copy = TempDir::new_in(env!("CARGO_TARGET_TMPDIR")).expect("the build's own folder is writable");
        let folder = Folder {
            path: copy.path().to_owned(),
            copy: Some(copy),
        };
        write(&folder);
        Self::serve(folder)
    }

    /// A copy of the built portal with other content, pressed from a folder of Markdown; none where the test is to be
    /// skipped.
    pub(crate) fn pressed(content: &Path) -> Option<Self> {
        let means = Means {
            now: press::clock::now().ok(),
            shows_future: false,
            preview: None,
            cache: None,
            pictures: press::edition::pictures::Pictures::Examine,
            progress: &press::progress::Progress::silent(),
        };
        let outcome = compose_with(content, &means).expect("the test has written a content folder");
        assert!(!outcome.has_errors(), "{:#?}", outcome.diagnostics);
        let mut edition = outcome.edition.expect("there is no error");
        search::add(&mut edition, None, means.progress).expect("no two files of an index have one name");
        Self::changed(|copy| {
            pages::write(&edition, content, &copy.path, None).expect("a copy of a built portal is writable");
        })
    }

    fn serve(folder: Folder) -> Self {
        let options = Options {
            compress: false,
            ..Options::new(&folder.path)
        };
        Self::serve_with(folder, options)
    }

    fn serve_with(folder: Folder, options: Options) -> Self {
        let server = serve(options.clone()).expect("a folder that exists can be served at any free port");
        Self {
            folder,
            options,
            server,
            gate: None,
            https: None,
            name: "app.localhost",
        }
    }

    fn changing(self, change: impl FnOnce(&mut Options)) -> Self {
        let mut options = self.options;
        change(&mut options);
        Self {
            name: self.name,
            ..Self::serve_with(self.folder, options)
        }
    }

    /// The same folder on a host that has it under a path, such as `/sub/`.
    pub(crate) fn under(self, base: &str) -> Self {
        self.changing(|options| base.clone_into(&mut options.base))
    }

    /// The same folder on a host that answers every unknown address with one shell, and 200.
    pub(crate) fn with_fallback(self) -> Self {
        self.changing(|options| options.fallback_shell = true)
    }

    /// The same folder on a host that sends another content security policy.
    pub(crate) fn with_policy(self, policy: Policy) -> Self {
        self.changing(|options| options.policy = policy)
    }

    /// The same portal behind a gate that can hold answers back.
    pub(crate) fn gated(self) -> Self {
        let gate = Gate::before(self.server.address());
        Self {
            gate: Some(gate),
            ..self
        }
    }

    /// The same portal under another name of this machine, such as `www.app.localhost`.
    pub(crate) fn named(self, name: &'static str) -> Self {
        Self { name, ..self }
    }

    /// The same portal over https, with a certificate that the browser takes as it is; none where the test is to be skipped.
    pub(crate) fn over_https(self) -> Option<Self> {
        let gate = self.gate.as_ref().map(Gate::address);
        let https = Https::before(gate.unwrap_or_else(|| self.server.address()), self.name)?;
        Some(Self {
            https: Some(https),
            ..self
        })
    }

    fn gate(&self) -> &Gate {
        self.gate.as_ref().expect("only a portal that is gated can wait")
    }

    /// Holds back the answers to all paths with this part.
    pub(crate) fn hold(&self, part: &str) {
        self.gate().hold(part);
    }

    /// Lets all answers through.
    pub(crate) fn release(&self) {
        self.gate().release();
    }

    /// Takes the network away: nobody is answered any more.
    pub(crate) fn cut(&self) {
        self.gate().cut(true);
    }

    /// Gives it back.
    pub(crate) fn mend(&self) {
        self.gate().cut(false);
    }

    /// Waits until the answer to a path with this part is being held back.
    #[track_caller]
    pub(crate) fn await_held(&self, part: &str) {
        self.gate().await_held(part);
    }

    /// Waits until a path with this part was asked for.
    #[track_caller]
    pub(crate) fn await_asked(&self, part: &str) {
        self.gate().await_asked(part);
    }

    /// The paths that the host was asked for since the last time this was asked, in order.
    pub(crate) fn asked(&self) -> Vec<String> {
        self.gate().asked()
    }

    /// From now on, answers what is posted to the host with this status.
    pub(crate) fn answer_posts(&self, status: u16) {
        self.gate().answer_posts(status);
    }

    /// Everything that was posted to the host so far, in order.
    pub(crate) fn posts(&self) -> Vec<Post> {
        self.gate().posts()
    }

    /// Waits until so many things were posted to the host, in all.
    #[track_caller]
    pub(crate) fn await_posts(&self, count: usize) {
        self.gate().await_posts(count);
    }

    /// The name of its host.
    pub(super) fn name(&self) -> &'static str {
        self.name
    }

    /// The folder, to be changed while the portal is read.
    pub(crate) fn folder(&self) -> &Folder {
        &self.folder
    }

    /// The address of a path. The name is a secure context in every browser, as a real site would be.
    pub(crate) fn url(&self, path: &str) -> String {
        if let Some(https) = &self.https {
            return format!("https://{}:{}{path}", self.name, https.port());
        }
        let gate = self.gate.as_ref().map(Gate::address);
        let port = gate.unwrap_or_else(|| self.server.address()).port();
        format!("http://{}:{port}{path}", self.name)
    }
}

impl Folder {
    /// Writes a file, named by its path from the portal's root, such as `content/site.json`.
    ///
    /// Whoever changes the bundle by hand has pages that press has not made of it: they are hydrated from then on.
    pub(crate) fn write(&self, name: &str, bytes: impl AsRef<[u8]>) {
        if name.starts_with("content/") && name.strip_suffix(".json").is_some() {
            self.let_hydrate(name, "");
        }
        self.put(name, bytes);
    }

    /// Lets the app hydrate the pages that are made from a file of the bundle, also where it could adopt them as they are.
    fn let_hydrate(&self, file: &str, folder: &str) {
        let entries = fs::read_dir(self.path.join(folder)).expect("a built portal is readable");
        for entry in entries {
            let entry = entry.expect("a built portal is readable");
            let name = format!("{folder}{}", entry.file_name().to_string_lossy());
            if entry.path().is_dir() && name != "content" {
                self.let_hydrate(file, &format!("{name}/"));
            } else if name.ends_with("index.html") {
                let page = self.text(&name);
                if page.contains(LASTING) && (file == "content/site.json" || page.contains(file)) {
                    self.put(&name, page.replace(LASTING, ""));
                }
            }
        }
    }

    fn put(&self, name: &str, bytes: impl AsRef<[u8]>) {
        let file = self.own(name);
        self.remove(name);
        let parent = file.parent().expect("the file stands in the portal's folder");
        fs::create_dir_all(parent).expect("a copy is writable");
        fs::write(&file, bytes).expect("a copy is writable");
    }

    /// Has the whole portal once more in a folder below it, such as `a`: two portals of one host.
    pub(crate) fn twin(&self, name: &str) {
        // A folder cannot be copied into itself.
        let aside = TempDir::new_in(env!("CARGO_TARGET_TMPDIR")).expect("the build's own folder is writable");
        let copy = aside.path().join(name);
        let linked = folder::link(&self.path, &copy);
        linked
            .and_then(|()| fs::rename(copy, self.own(name)))
            .expect("a copy is writable");
    }

    /// What a file holds.
    #[track_caller]
    pub(crate) fn text(&self, name: &str) -> String {
        let text = fs::read_to_string(self.path.join(name));
        text.unwrap_or_else(|error| panic!("no {name} to read: {error}"))
    }

    /// What a JSON file holds.
    #[track_caller]
    pub(crate) fn json(&self, name: &str) -> Value {
        serde_json::from_str(&self.text(name)).expect("the bundle's files are JSON")
    }

    /// Changes a JSON file.
    #[track_caller]
    pub(crate) fn edit(&self, name: &str, edit: impl FnOnce(&mut Value)) {
        let bytes = fs::read(self.own(name)).unwrap_or_else(|error| panic!("no {name} to edit: {error}"));
        let mut value = serde_json::from_slice(&bytes).expect("the bundle's files are JSON");
        edit(&mut value);
        self.write(name, value.to_string());
    }

    /// Removes a file or a folder, if it is there.
    pub(crate) fn remove(&self, name: &str) {
        let file = self.own(name);
        if file.is_dir() {
            folder::remove(&file).expect("a copy is writable");
        } else if file.exists() {
            fs::remove_file(file).expect("a copy is writable");
        }
    }

    /// Makes `index.html` what Trunk leaves: without a page in it.
    pub(crate) fn remove_prerendered(&self) {
        let page = self.text("index.html");
        let parts = page
            .split_once(r#"<div id="portal_root""#)
            .and_then(|(before, rest)| {
                let (_, after) = rest.split_once(r#"<div id="portal_failure""#)?;
                Some((before, after))
            });
        let source = include_str!("../../../index.html");
        let own = source
            .split_once(r#"<div id="portal_root""#)
            .and_then(|(_, rest)| {
                let (own, _) = rest.split_once(r#"<div id="portal_failure""#)?;
                Some(own)
            });
        let ((before, after), own) = parts.zip(own).expect("index.html has both elements");
        let page = [
            before,
            r#"<div id="portal_root""#,
            own,
            r#"<div id="portal_failure""#,
            after,
        ]
        .concat();
        self.write("index.html", page);
    }

    /// Where it is.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    fn own(&self, name: &str) -> PathBuf {
        assert!(
            self.copy.is_some(),
            "{name} belongs to every test: change a copy with Portal::changed"
        );
        self.path.join(name)
    }
}

fn built() -> Option<PathBuf> {
    let dist = std::env::var_os(xtask::test::DIST).map_or_else(|| Workspace::new().dist(), PathBuf::from);
    if is_portal(&dist) {
        return Some(dist);
    }
    skip(&format!(
        "there is no built portal in {}: run `cargo xtask test`",
        dist.display()
    ));
    None
}

fn is_portal(dist: &Path) -> bool {
    dist.join("index.html").is_file() && dist.join("content/site.json").is_file()
}
