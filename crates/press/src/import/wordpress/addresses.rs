//! Addresses of the old site as those of the new one, and media files by their old address.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Component, Path, PathBuf};

use content::href::{Href, MediaPath};
use percent_encoding::percent_decode_str;
use url::Url;

use crate::import::html::Surroundings;
use crate::import::media_at_hand;

/// Parameters by which lists are asked for.
pub(super) const LISTS: [&str; 4] = ["cat", "category_name", "tag", "author_name"];

/// Where everything of the old site is now.
#[derive(Debug, Default)]
pub(super) struct Addresses {
    base: Option<Url>,
    hosts: BTreeSet<String>,
    /// Where the old site's root lies, with a slash at its end.
    root: String,
    /// New addresses by the old path.
    paths: BTreeMap<String, Href>,
    /// New addresses by the number of the item.
    ids: BTreeMap<u64, Href>,
    /// New addresses of lists, by the parameter that asked for them and its value.
    lists: BTreeMap<(&'static str, String), Href>,
    /// Addresses of the files of attachments, by the old path and the number of the attachment.
    attachment_paths: BTreeMap<String, String>,
    attachment_ids: BTreeMap<u64, String>,
    /// Paths below the uploads folder that are files of their own, whatever size their names seem to tell.
    own_files: BTreeSet<String>,
    uploads: Option<PathBuf>,
    found: BTreeMap<PathBuf, MediaPath>,
    taken: BTreeSet<MediaPath>,
    missing: BTreeSet<String>,
    /// Addresses of the old site at which nothing stood that came along.
    astray: BTreeSet<String>,
    /// What is shown, by its path below the uploads folder.
    shown: BTreeSet<String>,
    /// The same files by their paths below the uploads folder.
    wanted: BTreeSet<String>,
}

impl Addresses {
    pub(super) fn new(addresses: &[String], uploads: Option<PathBuf>) -> Self {
        let urls: Vec<Url> = addresses
            .iter()
            .filter_map(|address| Url::parse(address).ok())
            .collect();
        let base = urls.last().or(urls.first()).cloned().map(|mut url| {
            if !url.path().ends_with('/') {
                url.set_path(&format!("{}/", url.path()));
            }
            url
        });
        Self {
            root: base
                .as_ref()
                .map_or_else(|| "/".to_owned(), |base| base.path().to_owned()),
            base,
            hosts: urls.iter().filter_map(host_of).collect(),
            uploads,
            ..Self::default()
        }
    }

    /// An old address, as a path, leads to a new one from now on. The first to claim it keeps it.
    pub(super) fn add_path(&mut self, url: &str, to: &Href) {
        if let Some(path) = self.path_of(url).filter(|path| !path.is_empty()) {
            self.paths.entry(path).or_insert_with(|| to.clone());
        }
    }

    /// The item of a number has a new address.
    pub(super) fn add_id(&mut self, id: u64, to: &Href) {
        self.ids.entry(id).or_insert_with(|| to.clone());
    }

    /// A list has a new address, and was asked for by that parameter with that value.
    pub(super) fn add_list(&mut self, parameter: &'static str, value: &str, to: &Href) {
        self.lists
            .entry((parameter, value.to_lowercase()))
            .or_insert_with(|| to.clone());
    }

    /// An attachment has a page at the link, and a file.
    pub(super) fn add_attachment(&mut self, id: u64, link: &str, file: &str) {
        if let Some(path) = self.path_of(link).filter(|path| !path.is_empty()) {
            self.attachment_paths
                .entry(path)
                .or_insert_with(|| file.to_owned());
        }
        self.attachment_ids.entry(id).or_insert_with(|| file.to_owned());
        if let Some(path) = self.absolute(file).and_then(|url| self.upload_of(&url)) {
            self.own_files.insert(path);
        }
    }

    /// The old address of an item as an earlier address: its path from the root of the old site.
    pub(super) fn alias(&self, link: &str) -> Option<Href> {
        let url = self.absolute(link)?;
        self.is_ours(&url).then_some(())?;
        let path = url
            .path()
            .strip_prefix(self.root.as_str())?
            .trim_start_matches('/');
        let query = url.query().map(|query| format!("?{query}")).unwrap_or_default();
        (!path.is_empty() || !query.is_empty()).then_some(())?;
        Href::parse(&format!("/{path}{query}"))
    }

    /// The media that were used: where they go, and where they are.
    pub(super) fn into_media(self) -> (Vec<(MediaPath, PathBuf)>, Vec<String>) {
        let mut media: Vec<_> = self.found.into_iter().map(|(file, path)| (path, file)).collect();
        media.sort();
        (media, self.missing.into_iter().collect())
    }

    /// The addresses of the old site that links still lead to.
    pub(super) fn astray(&self) -> impl Iterator<Item = &String> {
        self.astray.iter()
    }

    /// What articles do with the file of an address.
    pub(super) fn use_of(&self, url: &str) -> Use {
        let Some(upload) = self.absolute(url).and_then(|url| self.upload_of(&url)) else {
            return Use::None;
        };
        if self.shown.contains(&upload) {
            Use::Shown
        } else if self.wanted.contains(&upload) {
            Use::Linked
        } else {
            Use::None
        }
    }

    /// The file is not at hand. Where it is of the old site, one without its size is wanted as well.
    fn miss(&mut self, url: &Url) {
        self.missing.insert(url.to_string());
        if let Some(upload) = self.upload_of(url) {
            self.wanted.extend(without_size(&upload));
            self.wanted.insert(upload);
        }
    }

    fn absolute(&self, url: &str) -> Option<Url> {
        match &self.base {
            Some(base) => base.join(url.trim()).ok(),
            None => Url::parse(url.trim()).ok(),
        }
    }

    fn is_ours(&self, url: &Url) -> bool {
        host_of(url).is_some_and(|host| self.hosts.contains(&host))
    }

    /// The path of an address of the old site, from its root, decoded, without slashes at its ends.
    fn path_of(&self, url: &str) -> Option<String> {
        let url = self.absolute(url)?;
        self.is_ours(&url).then_some(())?;
        let path = url.path();
        let path = path.strip_prefix(self.root.as_str()).unwrap_or(path);
        let decoded = percent_decode_str(path).decode_utf8_lossy().to_lowercase();
        let parts: Vec<&str> = decoded.split('/').filter(|part| !part.is_empty()).collect();
        Some(parts.join("/"))
    }

    fn internal(&self, url: &Url) -> Option<Found<'_>> {
        let number = url.query_pairs().find_map(|(key, value)| {
            matches!(&*key, "p" | "page_id" | "attachment_id")
                .then(|| value.parse().ok())
                .flatten()
        });
        if let Some(id) = number {
            let page = self.ids.get(&id).map(Found::Page);
            return page.or_else(|| self.attachment_ids.get(&id).map(|file| Found::File(file)));
        }
        let asked = url.query_pairs().find_map(|(key, value)| {
            let parameter = LISTS.iter().find(|parameter| **parameter == key)?;
            self.lists.get(&(*parameter, value.to_lowercase()))
        });
        if let Some(href) = asked {
            return Some(Found::Page(href));
        }
        let path = self.path_of(url.as_str())?;
        if let Some(href) = self.paths.get(&path) {
            return Some(Found::Page(href));
        }
        if let Some(file) = self.attachment_paths.get(&path) {
            return Some(Found::File(file));
        }
        // The second page of a post, of its comments, its feed.
        let (start, last) = path.rsplit_once('/')?;
        let is_part = last.bytes().all(|byte| byte.is_ascii_digit())
            || last.starts_with("comment-page-")
            || matches!(last, "feed" | "amp" | "trackback");
        let start = start.strip_suffix("/page").unwrap_or(start);
        is_part.then(|| self.paths.get(start).map(Found::Page)).flatten()
    }

    /// The path of a file below the uploads folder, decoded.
    fn upload_of(&self, url: &Url) -> Option<String> {
        let path = percent_decode_str(url.path()).decode_utf8_lossy().into_owned();
        let is_hosted = host_of(url).is_some_and(|host| host.ends_with(".files.wordpress.com"));
        let upload = path
            .split_once("/wp-content/uploads/")
            .map(|(_, upload)| upload)
            .or_else(|| is_hosted.then(|| path.trim_start_matches('/')))
            .or_else(|| self.is_ours(url).then(|| path.strip_prefix("/files/")).flatten())?;
        let is_plain = Path::new(upload)
            .components()
            .all(|part| matches!(part, Component::Normal(_)));
        (is_plain && !upload.is_empty()).then(|| upload.to_owned())
    }

    fn local(&mut self, url: &Url) -> Option<MediaPath> {
        let uploads = self.uploads.clone()?;
        let upload = self.upload_of(url);
        let (upload, file) = upload
            .and_then(|upload| self.in_uploads(&uploads, &upload))
            .or_else(|| self.fetched(&uploads, url))?;
        self.shown.insert(upload.clone());
        if let Some(path) = self.found.get(&file) {
            return Some(path.clone());
        }
        let path = self.free_path(&upload)?;
        self.taken.insert(path.clone());
        self.found.insert(file, path.clone());
        Some(path)
    }

    /// The file of a copy of the uploads folder, in its own size where that is there.
    fn in_uploads(&self, uploads: &Path, upload: &str) -> Option<(String, PathBuf)> {
        let original = without_size(upload).filter(|_| !self.own_files.contains(upload));
        let scaled = original.as_deref().and_then(scaled_name);
        let candidates = [original, scaled, Some(upload.to_owned()), scaled_name(upload)];
        let files = candidates.into_iter().flatten().map(|upload| {
            let file = uploads.join(&upload);
            (upload, file)
        });
        files.into_iter().find(|(_, file)| file.is_file())
    }

    /// The file of a folder that a program has fetched into: by host and path, with the query in its name, and for the
    /// original of a smaller version as well.
    fn fetched(&self, folder: &Path, url: &Url) -> Option<(String, PathBuf)> {
        let path = percent_decode_str(url.path()).decode_utf8_lossy().into_owned();
        let upload = self.upload_of(url);
        let name = upload.clone().unwrap_or_else(|| {
            let host = host_of(url).unwrap_or_default();
            format!("{host}/{}", path.trim_start_matches('/'))
        });
        let original = without_size(url.path())
            .filter(|_| upload.is_none_or(|upload| !self.own_files.contains(&upload)));
        let larger = original.and_then(|original| {
            let mut url = url.clone();
            url.set_path(&original);
            Some((without_size(&name)?, url))
        });
        let candidates = larger.into_iter().chain([(name, url.clone())]);
        let mut found = candidates.filter_map(|(name, url)| {
            let (_, file) = media_at_hand(folder, url.as_str())?;
            Some((name, file))
        });
        found.next()
    }

    /// A path in the content folder that no other file has. Characters that addresses reserve become hyphens.
    fn free_path(&self, upload: &str) -> Option<MediaPath> {
        let clean: String = upload
            .chars()
            .map(|letter| match letter {
                ' ' | '\\' | ':' | '?' | '#' | '%' | '"' => '-',
                letter if letter.is_control() => '-',
                letter => letter,
            })
            .collect();
        let (stem, extension) = match clean.rsplit_once('.') {
            Some((stem, extension)) if !extension.contains('/') => (stem, format!(".{extension}")),
            _ => (clean.as_str(), String::new()),
        };
        let names = (1_u32..).map(|number| match number {
            1 => format!("media/uploads/{clean}"),
            number => format!("media/uploads/{stem}-copy-{number}{extension}"),
        });
        names
            .map_while(|name| MediaPath::parse(&name))
            .find(|path| !self.taken.contains(path))
    }
}

/// What articles do with a media file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Use {
    Shown,
    Linked,
    None,
}

enum Found<'a> {
    Page(&'a Href),
    File(&'a str),
}

impl Surroundings for Addresses {
    fn link(&mut self, url: &str) -> Option<Href> {
        let url = url.trim();
        let Some(absolute) = self.absolute(url) else {
            return Href::parse(url);
        };
        if self.is_ours(&absolute) {
            if absolute.path() == self.root && absolute.query().is_none() {
                return with_part(&Href::parse("/")?, &absolute);
            }
            match self.internal(&absolute) {
                Some(Found::Page(href)) => return with_part(href, &absolute),
                Some(Found::File(file)) => {
                    let file = self.absolute(file);
                    if let Some(path) = file.and_then(|file| self.local(&file)) {
                        return Href::parse(&format!("/content/{path}"));
                    }
                }
                None => {}
            }
        }
        let is_upload = self.upload_of(&absolute).is_some();
        if self.is_ours(&absolute) && !is_upload {
            self.astray.insert(absolute.to_string());
        }
        if is_upload {
            match self.local(&absolute) {
                Some(path) => return Href::parse(&format!("/content/{path}")),
                None => self.miss(&absolute),
            }
        }
        Href::parse(absolute.as_str())
    }

    fn file(&mut self, url: &str) -> Option<MediaPath> {
        let absolute = self.absolute(url)?;
        matches!(absolute.scheme(), "http" | "https").then_some(())?;
        let found = self.local(&absolute);
        if found.is_none() {
            self.miss(&absolute);
        }
        found
    }
}

/// The new address with the part that the old one names.
fn with_part(href: &Href, url: &Url) -> Option<Href> {
    let part = url.fragment().unwrap_or_default();
    let part = percent_decode_str(part).decode_utf8_lossy();
    // These parts the theme and the comments had.
    let is_of_theme = part.is_empty()
        || matches!(
            &*part,
            "comments" | "respond" | "content" | "main" | "top" | "page"
        )
        || ["comment-", "more-", "respond-"]
            .iter()
            .any(|start| part.starts_with(start));
    if is_of_theme {
        return Some(href.clone());
    }
    Href::parse(&format!("{href}#{part}")).or_else(|| Some(href.clone()))
}

fn host_of(url: &Url) -> Option<String> {
    let host = url.host_str()?;
    Some(host.strip_prefix("www.").unwrap_or(host).to_owned())
}

/// The name of the file of which this one is a smaller version: `a-300x200.jpg` is one of `a.jpg`.
fn without_size(upload: &str) -> Option<String> {
    let (stem, extension) = upload.rsplit_once('.')?;
    let (stem, size) = stem.rsplit_once('-')?;
    let (width, height) = size.split_once('x')?;
    let is_number =
        |text: &str| !text.is_empty() && text.len() < 6 && text.bytes().all(|byte| byte.is_ascii_digit());
    (is_number(width) && is_number(height)).then(|| format!("{stem}.{extension}"))
}

/// The name of the version that WordPress shows of a picture too large for a page.
fn scaled_name(upload: &str) -> Option<String> {
    let (stem, extension) = upload.rsplit_once('.')?;
    Some(match stem.strip_suffix("-scaled") {
        Some(original) => format!("{original}.{extension}"),
        None => format!("{stem}-scaled.{extension}"),
    })
}
