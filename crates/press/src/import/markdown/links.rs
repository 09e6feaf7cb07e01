//! Where links and files of the source lead now.

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use content::block::Embed;
use content::href::MediaPath;
use content::language::Language;
use percent_encoding::percent_decode_str;

use super::file::is_markdown;
use super::{Post, languages};
use crate::import::html;
use crate::read::markdown::Addresses;
use crate::read::names::{HeadingIds, composed};

/// All addresses and files of the source.
pub(super) struct Library {
    root: PathBuf,
    /// The folders that texts stand in.
    roots: Vec<PathBuf>,
    /// Where files stand that are addressed from the root of the site.
    bases: Vec<PathBuf>,
    base: Option<String>,
    media: Option<PathBuf>,
    /// Do links go by names?
    is_vault: bool,
    /// Every file, by its path with composed letters.
    files: BTreeMap<String, PathBuf>,
    /// In a vault files are known by their names alone.
    by_file_name: BTreeMap<String, PathBuf>,
    /// New addresses by source file.
    by_file: BTreeMap<PathBuf, String>,
    /// New addresses by old address, without slashes at the ends.
    by_address: BTreeMap<String, String>,
    /// New addresses by the names that `post_url` and `ref` use, with their languages.
    by_name: BTreeMap<String, Vec<(Option<Language>, String)>>,
    /// What is at the same place in another language, by new address: its language and its new address.
    by_translation: BTreeMap<String, String>,
    /// New addresses by what translations have in common, and the language.
    in_language: BTreeMap<(String, String), String>,
    found: RefCell<Found>,
}

#[derive(Default)]
struct Found {
    media: BTreeMap<String, PathBuf>,
    missing: BTreeSet<String>,
}

/// A path by which a file is looked for.
fn key_of(path: &Path) -> String {
    composed(&path.to_string_lossy()).into_owned()
}

/// A language as a part of a key; that of the site is none.
fn code(language: Option<&Language>) -> String {
    language.map(ToString::to_string).unwrap_or_default()
}

impl Library {
    pub(super) fn new(
        root: &Path,
        roots: Vec<PathBuf>,
        themes: Vec<PathBuf>,
        base: Option<String>,
        media: Option<PathBuf>,
        is_vault: bool,
        files: &[PathBuf],
    ) -> Self {
        let own = ["static", "public", "assets", "src", "src/assets", "source"].map(|name| root.join(name));
        let of_themes = themes
            .iter()
            .flat_map(|theme| [theme.join("static"), theme.join("assets"), theme.join("source")]);
        let names = files.iter().filter(|_| is_vault).filter_map(|file| {
            let name = file.file_name()?.to_string_lossy().into_owned();
            Some((composed(&name).into_owned(), file.clone()))
        });
        Self {
            root: root.to_owned(),
            bases: own.into_iter().chain(of_themes).collect(),
            roots,
            base,
            media,
            is_vault,
            by_file_name: names.collect(),
            files: files.iter().map(|file| (key_of(file), file.clone())).collect(),
            by_file: BTreeMap::new(),
            by_address: BTreeMap::new(),
            by_name: BTreeMap::new(),
            by_translation: BTreeMap::new(),
            in_language: BTreeMap::new(),
            found: RefCell::default(),
        }
    }

    pub(super) fn add(&mut self, post: &Post, route: &str) {
        let page = &post.page;
        let language = &post.article.language;
        self.add_file(&page.file, route);
        self.by_translation
            .insert(route.to_owned(), post.translation_key.clone());
        self.in_language
            .entry((post.translation_key.clone(), code(language.as_ref())))
            .or_insert_with(|| route.to_owned());
        if let Some(address) = &post.address {
            self.add_address(address, route);
        }
        for alias in &post.article.aliases {
            self.add_address(&alias.as_str(), route);
        }
        let mut names = vec![
            page.stem.clone(),
            page.dated_stem.clone(),
            page.stem.to_lowercase(),
        ];
        if let Some(day) = page.published {
            let path = format!("{}/{}", day.to_string().replace('-', "/"), page.stem);
            names.push(format!("{day}-{}", page.stem));
            self.add_address(&path, route);
        }
        names.extend(post.names.iter().cloned());
        names.dedup();
        for name in names {
            let known = self.by_name.entry(name).or_default();
            if known.iter().all(|(_, known)| known != route) {
                known.push((language.clone(), route.to_owned()));
            }
        }
    }

    /// Tells where a file leads now.
    pub(super) fn add_file(&mut self, file: &Path, route: &str) {
        self.by_file
            .entry(file.to_owned())
            .or_insert_with(|| route.to_owned());
    }

    /// Where a file leads now.
    pub(super) fn address_of(&self, file: &Path) -> Option<&str> {
        self.by_file.get(file).map(String::as_str)
    }

    /// Is a path of the new site one of a text or a list?
    pub(super) fn leads_somewhere(&self, path: &str) -> bool {
        let path = split_fragment(path).0;
        path == "/" || self.by_address.contains_key(&address_key(path))
    }

    pub(super) fn add_address(&mut self, address: &str, route: &str) {
        self.by_address
            .entry(address_key(address))
            .or_insert_with(|| route.to_owned());
    }

    /// Seen from one source file, which had that address, in that language.
    pub(super) fn here<'l>(
        &'l self,
        file: &Path,
        address: Option<&'l str>,
        language: Option<&'l Language>,
    ) -> Here<'l> {
        Here {
            library: self,
            folder: file.parent().unwrap_or(Path::new("")).to_owned(),
            address,
            language,
        }
    }

    /// The same text in another language, where it is there.
    fn translated(&self, route: &str, language: Option<&Language>) -> Option<&String> {
        let key = self.by_translation.get(route)?;
        self.in_language.get(&(key.clone(), code(language)))
    }

    /// The address of a name, in that language if there is one in it.
    fn named(&self, name: &str, language: Option<&Language>) -> Option<&String> {
        let known = self.by_name.get(name)?;
        let own = known.iter().find(|(own, _)| own.as_ref() == language);
        own.or(known.first()).map(|(_, route)| route)
    }

    /// The part of a text that an address names: in a vault by the words of a heading.
    fn part<'f>(&self, fragment: &'f str) -> Cow<'f, str> {
        let Some(part) = fragment.strip_prefix('#') else {
            return Cow::Borrowed(fragment);
        };
        let words = percent_decode_str(part).decode_utf8_lossy();
        let words = words.rsplit('#').next().unwrap_or_default();
        if words.starts_with('^') {
            return Cow::Borrowed("");
        }
        if !self.is_vault && !words.contains(char::is_whitespace) {
            return Cow::Borrowed(fragment);
        }
        Cow::Owned(format!("#{}", HeadingIds::default().would_be(words)))
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
    pub(super) fn own_path<'u>(&self, url: &'u str) -> Option<&'u str> {
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
    /// The address that it had.
    address: Option<&'l str>,
    language: Option<&'l Language>,
}

impl Here<'_> {
    /// The new address of what a template tag names: a post's name, a source file or an old address.
    pub(super) fn address(&self, wanted: &str) -> Option<String> {
        let (path, fragment) = split_fragment(wanted);
        let fragment = self.library.part(fragment);
        let name = path.trim_start_matches('/');
        let name = name.strip_suffix(".md").unwrap_or(name);
        let last = name.rsplit('/').next().unwrap_or(name);
        let library = self.library;
        let by_file = self.file(path).and_then(|file| library.by_file.get(&file));
        let by_file = by_file.map(|route| match library.translated(route, self.language) {
            Some(translated) if !is_exact(path) => translated,
            _ => route,
        });
        let found = by_file
            .or_else(|| library.by_address.get(&address_key(path)))
            .or_else(|| library.named(name, self.language))
            .or_else(|| {
                library
                    .named(last, self.language)
                    .filter(|_| !wanted.starts_with('/'))
            });
        found.map(|address| format!("{address}{fragment}"))
    }

    /// What a relative address leads to, as browsers understood it in the old site.
    fn as_browsers_do(&self, path: &str) -> Option<String> {
        let here = url::Url::parse("https://old.invalid/")
            .ok()?
            .join(self.address?)
            .ok()?;
        let whole = here.join(path).ok()?;
        let path = percent_decode_str(whole.path()).decode_utf8().ok()?;
        Some(path.into_owned())
    }

    /// The source file that a path names, from here, from the articles' folder or from the root.
    fn file(&self, path: &str) -> Option<PathBuf> {
        let path = percent_decode_str(path).decode_utf8().ok()?;
        let is_from_root = path.starts_with("@/");
        let path = path.strip_prefix("@/").unwrap_or(&path);
        let library = self.library;
        let bare = path.trim_start_matches('/');
        if bare.is_empty() {
            return None;
        }
        let near = (!is_from_root && !path.starts_with('/')).then(|| self.folder.clone());
        let beside = self.beside();
        let roots = near
            .iter()
            .chain(&library.roots)
            .chain([&library.root])
            .chain(&library.bases)
            .chain(&beside);
        for root in roots {
            let file = normal(&root.join(bare));
            let bundle = ["index.md", "_index.md", "index.mdx"].map(|name| file.join(name));
            let with_extension = ["md", "mdx", "markdown"].map(|extension| file.with_extension(extension));
            let mut added = file.clone().into_os_string();
            added.push(".md");
            let candidates = std::iter::once(file)
                .chain(with_extension)
                .chain([PathBuf::from(added)])
                .chain(bundle);
            if let Some(found) = candidates
                .into_iter()
                .find_map(|file| library.files.get(&key_of(&file)))
            {
                return Some(found.clone());
            }
        }
        let name = bare.rsplit('/').next()?;
        library.by_file_name.get(&*composed(name)).cloned()
    }

    /// Where files stand that were published beside the address of this text.
    fn beside(&self) -> Vec<PathBuf> {
        let Some(address) = self.address else {
            return Vec::new();
        };
        let folder = match address.rsplit_once('/') {
            Some((folder, _)) => folder.trim_matches('/'),
            None => "",
        };
        let bases = self.library.bases.iter().take(2);
        bases.map(|base| base.join(folder)).collect()
    }

    /// Takes a file of the source into the new site.
    fn take(&self, file: PathBuf) -> Option<String> {
        let library = self.library;
        let mut roots: Vec<&PathBuf> = library.bases.iter().chain(&library.roots).collect();
        roots.sort_by_key(|root| std::cmp::Reverse(root.components().count()));
        let own = ["static", "public"].map(|name| library.root.join(name));
        // Sources of programs have their folders in the addresses of files.
        let bare = own
            .iter()
            .chain(
                roots
                    .into_iter()
                    .filter(|root| !root.ends_with("src") && !root.ends_with("src/assets")),
            )
            .chain([&library.root])
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
        let rest = url
            .split_once("://")
            .map_or(url, |(_, rest)| rest.split_once('/').map_or("", |(_, rest)| rest));
        let rest = rest.trim_start_matches('/');
        let wanted = if host.is_empty() {
            format!("/{rest}")
        } else {
            format!("https://{host}/{rest}")
        };
        let folder = library.media.as_deref();
        let at_hand = folder.and_then(|folder| crate::import::media_at_hand(folder, &wanted));
        let at_hand = at_hand.map(|(_, file)| file);
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
    fn embed(&self, url: &str, title: Option<&str>) -> Option<Embed> {
        html::embed_of(url, title.map(ToOwned::to_owned))
    }

    fn link(&self, url: &str) -> Option<String> {
        let url = without_site(url);
        if url.starts_with(['#', '?']) || url.starts_with("//") || url.is_empty() {
            return None;
        }
        let own = self.library.own_path(url);
        if own.is_none() && url.split('/').next().is_some_and(|scheme| scheme.contains(':')) {
            return None;
        }
        let path = own.unwrap_or(url);
        let (bare, fragment) = split_fragment(path);
        let is_relative = own.is_none() && !path.starts_with(['/', '@']);
        let is_source = is_markdown(Path::new(bare)) || path.starts_with('@');
        // Browsers understood a link from the address of its page, whatever the files are called.
        let whole = (is_relative && !is_source)
            .then(|| self.as_browsers_do(bare))
            .flatten();
        let old = whole
            .as_ref()
            .and_then(|whole| self.library.by_address.get(&address_key(whole)));
        if let Some(address) = old {
            return Some(format!("{address}{}", self.library.part(fragment)));
        }
        if let Some(address) = self.address(path) {
            return Some(address);
        }
        if path.is_empty() || path == "/" {
            return Some("/".to_owned());
        }
        if let Some(file) = self.file(bare).filter(|file| !is_markdown(file)) {
            return self.take(file);
        }
        // A file of the source had an address of which nobody knows, and from the root it would look like one.
        if is_source && own.is_none() {
            return path.strip_prefix('/').map(ToOwned::to_owned);
        }
        // What did not come along is where it always was.
        let site = self.library.base.as_deref()?;
        if own.is_some() {
            return None;
        }
        let whole = whole.filter(|_| !is_source).unwrap_or_else(|| {
            let folder = self
                .library
                .roots
                .iter()
                .find_map(|root| self.folder.strip_prefix(root).ok());
            let whole = if path.starts_with('/') {
                PathBuf::from(bare)
            } else {
                Path::new("/").join(folder.unwrap_or(Path::new(""))).join(bare)
            };
            normal(&whole).to_string_lossy().replace('\\', "/")
        });
        let slash = if bare.ends_with('/') { "/" } else { "" };
        Some(format!("{site}/{}{slash}{fragment}", whole.trim_matches('/')))
    }

    fn file(&self, src: &str) -> Option<String> {
        let src = without_site(src.trim());
        if src.is_empty() || src.starts_with("data:") {
            return None;
        }
        let whole = src.strip_prefix("//").map(|rest| format!("https://{rest}"));
        let src = whole.as_deref().unwrap_or(src);
        let own = self.library.own_path(src);
        if own.is_some() || !src.contains("://") {
            let path = own.unwrap_or(src);
            let bare = path.split(['?', '#']).next().unwrap_or_default();
            if let Some(file) = Here::file(self, bare).filter(|file| !is_markdown(file)) {
                return self.take(file);
            }
            if !path.starts_with('/') && own.is_none() {
                if let Some(whole) = self.as_browsers_do(bare) {
                    return self.fetched(&whole);
                }
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

/// What exports of Ghost have in the place of the address of their site.
const SITE: &str = "__GHOST_URL__";

/// An address of the old site from its root, where a sign stands for the site.
fn without_site(url: &str) -> &str {
    match url.strip_prefix(SITE) {
        Some("") => "/",
        Some(path) => path,
        None => url,
    }
}

/// Does a path name one file, in whatever language it is?
fn is_exact(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    let name = name.strip_suffix(".md").unwrap_or(name);
    let tag = name.rsplit_once('.').map(|(_, tag)| tag);
    path.starts_with("@/") || tag.is_some_and(|tag| languages::of_name(tag).is_some())
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
