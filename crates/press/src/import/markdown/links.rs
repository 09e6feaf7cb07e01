//! Where links and files of the source lead now.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use content::day::Day;
use content::href::MediaPath;
use percent_encoding::percent_decode_str;

use super::Names;
use crate::read::markdown::Addresses;

/// All addresses and files of the source.
pub(super) struct Library {
    root: PathBuf,
    content: PathBuf,
    base: Option<String>,
    media: Option<PathBuf>,
    files: BTreeSet<PathBuf>,
    /// New addresses by source file.
    by_file: BTreeMap<PathBuf, String>,
    /// New addresses by old address, without slashes at the ends.
    by_address: Names,
    /// New addresses by the names that `post_url` and `ref` use.
    by_name: Names,
    found: RefCell<Found>,
}

#[derive(Default)]
struct Found {
    media: BTreeMap<String, PathBuf>,
    missing: BTreeSet<String>,
}

impl Library {
    pub(super) fn new(
        root: &Path,
        content: &Path,
        base: Option<String>,
        media: Option<PathBuf>,
        files: &[PathBuf],
    ) -> Self {
        Self {
            root: root.to_owned(),
            content: content.to_owned(),
            base,
            media,
            files: files.iter().cloned().collect(),
            by_file: BTreeMap::new(),
            by_address: BTreeMap::new(),
            by_name: BTreeMap::new(),
            found: RefCell::default(),
        }
    }

    pub(super) fn add(
        &mut self,
        file: &Path,
        address: Option<&str>,
        published: Option<Day>,
        stem: &str,
        route: &str,
    ) {
        self.by_file.insert(file.to_owned(), route.to_owned());
        if let Some(address) = address {
            self.add_address(address, route);
        }
        let mut names = vec![stem.to_owned()];
        if let Some(day) = published {
            names.push(format!("{day}-{stem}"));
            let day = day.to_string().replace('-', "/");
            self.add_address(&format!("{day}/{stem}"), route);
        }
        for name in names {
            self.by_name.entry(name).or_insert_with(|| route.to_owned());
        }
    }

    pub(super) fn add_address(&mut self, address: &str, route: &str) {
        self.by_address
            .entry(address_key(address))
            .or_insert_with(|| route.to_owned());
    }

    /// Seen from one source file.
    pub(super) fn here<'l>(&'l self, file: &Path) -> Here<'l> {
        Here {
            library: self,
            folder: file.parent().unwrap_or(Path::new("")).to_owned(),
        }
    }

    /// The media that articles use, and the addresses of those that are not at hand.
    pub(super) fn finish(self) -> (Vec<(MediaPath, PathBuf)>, Vec<String>) {
        let found = self.found.into_inner();
        let media = found.media.into_iter();
        (
            media
                .filter_map(|(path, from)| Some((MediaPath::parse(&path)?, from)))
                .collect(),
            found.missing.into_iter().collect(),
        )
    }

    /// The old site's own paths are addressed from its root.
    fn own_path<'u>(&self, url: &'u str) -> Option<&'u str> {
        let after_scheme = |url: &'u str| {
            url.strip_prefix("https://")
                .or_else(|| url.strip_prefix("http://"))
        };
        let (_, own) = self.base.as_deref()?.split_once("://")?;
        after_scheme(url)?
            .strip_prefix(own)
            .filter(|rest| rest.is_empty() || rest.starts_with('/'))
    }
}

fn address_key(address: &str) -> String {
    let path = address.split(['?', '#']).next().unwrap_or_default();
    let path = path.trim_matches('/');
    let path = path.strip_suffix("index.html").unwrap_or(path);
    let path = path.strip_suffix(".html").unwrap_or(path);
    path.trim_end_matches('/').to_lowercase()
}

/// One file's view of the addresses.
pub(super) struct Here<'l> {
    library: &'l Library,
    folder: PathBuf,
}

impl Here<'_> {
    /// The new address of what a template tag names: a post's name, a source file or an old address.
    pub(super) fn address(&self, wanted: &str) -> Option<String> {
        let (path, fragment) = split_fragment(wanted);
        let name = path.trim_start_matches('/').trim_end_matches(".md");
        let last = name.rsplit('/').next().unwrap_or(name);
        let library = self.library;
        let found = self
            .file(path)
            .and_then(|file| library.by_file.get(&file))
            .or_else(|| library.by_address.get(&address_key(path)))
            .or_else(|| library.by_name.get(name))
            .or_else(|| library.by_name.get(last).filter(|_| !wanted.starts_with('/')));
        found.map(|address| format!("{address}{fragment}"))
    }

    /// The source file that a path names, from here, from the articles' folder or from the root.
    fn file(&self, path: &str) -> Option<PathBuf> {
        let path = percent_decode_str(path).decode_utf8().ok()?;
        let path = path.strip_prefix("@/").unwrap_or(&path);
        let library = self.library;
        let bare = path.trim_start_matches('/');
        let near = (!path.starts_with('/')).then(|| self.folder.clone());
        let roots = near.into_iter().chain([
            library.content.clone(),
            library.root.clone(),
            library.root.join("static"),
            library.root.join("public"),
            library.root.join("assets"),
            library.root.join("src"),
        ]);
        for root in roots {
            let file = normal(&root.join(bare));
            let bundle = ["index.md", "_index.md"].map(|name| file.join(name));
            let with_extension = ["md", "mdx", "markdown"].map(|extension| file.with_extension(extension));
            let candidates = std::iter::once(file).chain(with_extension).chain(bundle);
            if let Some(found) = candidates.into_iter().find(|file| library.files.contains(file)) {
                return Some(found);
            }
        }
        None
    }

    /// Takes a file of the source into the new site.
    fn take(&self, file: PathBuf) -> Option<String> {
        let library = self.library;
        let bare = [
            &library.root.join("static"),
            &library.root.join("public"),
            &library.content,
            &library.root,
        ]
        .into_iter()
        .find_map(|root| file.strip_prefix(root).ok())?;
        let path = media_path(&bare.to_string_lossy());
        library.found.borrow_mut().media.insert(path.clone(), file);
        Some(path)
    }

    /// A file that is not in the source: one that was fetched before, else its place once it has been.
    fn fetched(&self, url: &str) -> Option<String> {
        let library = self.library;
        let (host, path) = match url.split_once("://") {
            Some((_, rest)) => rest.split_once('/')?,
            None => ("", url.trim_start_matches('/')),
        };
        let path = path.split(['?', '#']).next().unwrap_or_default();
        let decoded = percent_decode_str(path).decode_utf8_lossy().into_owned();
        let is_own = host.is_empty() || library.own_path(url).is_some();
        let place = media_path(&if is_own {
            decoded.clone()
        } else {
            format!("{host}/{decoded}")
        });
        MediaPath::parse(&place)?;
        let own_host = library.base.as_deref().and_then(|base| base.split("://").nth(1));
        let host = if host.is_empty() {
            own_host.unwrap_or_default()
        } else {
            host
        };
        let folder = library.media.as_deref();
        let at_hand = folder.and_then(|folder| {
            let name = decoded.rsplit('/').next().unwrap_or_default();
            [
                folder.join(host).join(&decoded),
                folder.join(&decoded),
                folder.join(name),
            ]
            .into_iter()
            .find(|file| !name.is_empty() && file.is_file() && normal(file).starts_with(normal(folder)))
        });
        let mut found = library.found.borrow_mut();
        match (at_hand, url.contains("://"), &library.base) {
            (Some(file), ..) => {
                found.media.insert(place.clone(), file);
            }
            (None, false, Some(base)) => {
                found
                    .missing
                    .insert(format!("{base}/{}", url.trim_start_matches('/')));
            }
            (None, ..) => {
                found.missing.insert(url.to_owned());
            }
        }
        Some(place)
    }
}

impl Addresses for Here<'_> {
    fn link(&self, url: &str) -> Option<String> {
        if url.starts_with(['#', '?']) || url.starts_with("//") {
            return None;
        }
        let own = self.library.own_path(url);
        if own.is_none() && url.split('/').next().is_some_and(|scheme| scheme.contains(':')) {
            return None;
        }
        let path = own.unwrap_or(url);
        if let Some(address) = self.address(path) {
            return Some(address);
        }
        if path.is_empty() || path == "/" {
            return Some("/".to_owned());
        }
        let (bare, fragment) = split_fragment(path);
        if let Some(file) = self.file(bare).filter(|file| !super::is_markdown(file)) {
            return self.take(file);
        }
        // What did not come along is where it always was.
        let site = self.library.base.as_deref()?;
        if own.is_some() {
            return None;
        }
        let folder = self
            .folder
            .strip_prefix(&self.library.content)
            .unwrap_or(Path::new(""));
        let whole = if path.starts_with('/') {
            PathBuf::from(bare)
        } else {
            Path::new("/").join(folder).join(bare)
        };
        let whole = normal(&whole).to_string_lossy().replace('\\', "/");
        let slash = if bare.ends_with('/') { "/" } else { "" };
        Some(format!("{site}/{}{slash}{fragment}", whole.trim_matches('/')))
    }

    fn file(&self, src: &str) -> Option<String> {
        let src = src.trim();
        if src.is_empty() || src.starts_with("data:") {
            return None;
        }
        let whole = src.strip_prefix("//").map(|rest| format!("https://{rest}"));
        let src = whole.as_deref().unwrap_or(src);
        let own = self.library.own_path(src);
        if own.is_some() || !src.contains("://") {
            let path = own.unwrap_or(src);
            let bare = path.split(['?', '#']).next().unwrap_or_default();
            if let Some(file) = Here::file(self, bare).filter(|file| !super::is_markdown(file)) {
                return self.take(file);
            }
            if !path.starts_with('/') && own.is_none() {
                let folder = self
                    .folder
                    .strip_prefix(&self.library.root)
                    .unwrap_or(Path::new(""));
                let near = normal(&folder.join(bare));
                let is_near = bare.starts_with('.') || !bare.contains('/');
                let path = if is_near {
                    near.to_string_lossy().into_owned()
                } else {
                    bare.to_owned()
                };
                return self.fetched(&format!("/{}", path.trim_start_matches('/')));
            }
        }
        self.fetched(own.unwrap_or(src))
    }
}

fn split_fragment(url: &str) -> (&str, &str) {
    let at = url.find(['#', '?']).unwrap_or(url.len());
    url.split_at(at)
}

/// A path without `.` and `..`.
fn normal(path: &Path) -> PathBuf {
    let mut parts = PathBuf::new();
    for part in path.components() {
        match part {
            std::path::Component::ParentDir => {
                parts.pop();
            }
            std::path::Component::CurDir => {}
            other => parts.push(other),
        }
    }
    parts
}

/// The place of a file in the media folder.
fn media_path(path: &str) -> String {
    let path = path.replace('\\', "/");
    let path = path.trim_start_matches('/');
    let path = path.strip_prefix("media/").unwrap_or(path);
    let clean: String = path
        .chars()
        .map(|letter| match letter {
            ' ' | ':' | '?' | '#' | '%' | '"' | '(' | ')' => '-',
            letter if letter.is_control() || letter.is_whitespace() => '-',
            letter => letter,
        })
        .collect();
    format!("media/{clean}")
}
