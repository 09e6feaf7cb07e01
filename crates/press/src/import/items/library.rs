//! Where links and files of a source lead now.

use std::collections::BTreeMap;
use std::path::PathBuf;

use content::href::{Href, MediaPath};

use super::item::Channel;
use crate::import::account::{Account, Place};
use crate::import::html::Surroundings;
use crate::import::media_at_hand;

/// An address without what differs between spellings of one.
pub(super) fn key(url: &str) -> String {
    let url = url.split('#').next().unwrap_or_default();
    let url = url
        .strip_prefix("https://")
        .or_else(|| url.strip_prefix("http://"))
        .unwrap_or(url);
    let url = url.strip_prefix("www.").unwrap_or(url);
    // A number in the query is an address of its own; where people came from is none.
    let (path, query) = url.split_once('?').unwrap_or((url, ""));
    let number = query
        .split('&')
        .find(|pair| pair.starts_with("p=") || pair.starts_with("page_id="));
    let path = path
        .trim_end_matches('/')
        .trim_end_matches(".html")
        .to_lowercase();
    match number {
        Some(number) => format!("{path}/?{number}"),
        None => path,
    }
}

/// Where links and files of the source lead now.
pub(super) struct Library {
    /// The address of the old site, without a slash at its end; empty where the source does not say it.
    base: String,
    /// The address that links without one are to be understood from.
    here: Option<url::Url>,
    pub(super) addresses: BTreeMap<String, String>,
    folder: Option<PathBuf>,
    media: BTreeMap<String, PathBuf>,
    missing: Vec<String>,
}

impl Library {
    pub(super) fn new(channel: &Channel, folder: Option<PathBuf>) -> Self {
        let base = channel.address.as_deref().unwrap_or_default();
        Self {
            base: base.trim_end_matches('/').to_owned(),
            here: None,
            addresses: BTreeMap::new(),
            folder,
            media: BTreeMap::new(),
            missing: Vec::new(),
        }
    }

    /// The links of another item come now.
    pub(super) fn begin(&mut self, url: Option<&str>) {
        self.here = url.and_then(|url| url::Url::parse(&self.absolute(url)).ok());
    }

    pub(super) fn absolute(&self, url: &str) -> String {
        let url = url.trim();
        if let Some(rest) = url.strip_prefix("//") {
            return format!("https://{rest}");
        }
        let has_scheme = url
            .split_once(':')
            .is_some_and(|(scheme, _)| scheme.bytes().all(|byte| byte.is_ascii_alphanumeric()));
        if has_scheme || url.starts_with('#') {
            return url.to_owned();
        }
        if !url.starts_with('/')
            && let Some(whole) = self.here.as_ref().and_then(|here| here.join(url).ok())
        {
            return whole.into();
        }
        format!("{}/{}", self.base, url.trim_start_matches('/'))
    }

    /// The path of an address on the old site, from its root; none on another.
    fn own_path<'u>(&self, whole: &'u str) -> Option<&'u str> {
        let without_scheme = |url: &'u str| url.split_once("://").map_or(url, |(_, rest)| rest);
        if whole.starts_with('/') {
            return Some(whole);
        }
        let (_, base) = self.base.split_once("://")?;
        let base = base.strip_prefix("www.").unwrap_or(base);
        let rest = without_scheme(whole);
        let rest = rest.strip_prefix("www.").unwrap_or(rest).strip_prefix(base)?;
        if rest.is_empty() {
            return Some("/");
        }
        Some(rest).filter(|rest| rest.starts_with(['/', '?', '#']))
    }

    pub(super) fn alias(&self, url: &str) -> Option<Href> {
        let whole = self.absolute(url);
        let path = self.own_path(&whole)?.split('#').next()?;
        if matches!(path, "" | "/") {
            return None;
        }
        Href::parse(&format!("/{}", path.trim_start_matches('/')))
    }

    pub(super) fn finish(mut self, account: &mut Account) -> (Vec<(MediaPath, PathBuf)>, Vec<String>) {
        for _ in &self.media {
            account.read("media");
            account.keep("media");
        }
        self.missing.sort();
        self.missing.dedup();
        for address in &self.missing {
            account.read("media");
            let place = Place {
                item: address.clone(),
                ..Place::default()
            };
            account.change("media", "the file is not at hand", &place);
        }
        let media = self.media.into_iter();
        let media = media.filter_map(|(path, from)| Some((MediaPath::parse(&path)?, from)));
        (media.collect(), self.missing)
    }
}

impl Surroundings for Library {
    fn link(&mut self, url: &str) -> Option<Href> {
        let whole = self.absolute(url);
        let fragment = whole.find('#').map_or("", |at| &whole[at..]);
        if let Some(address) = self.addresses.get(&key(&whole)) {
            return Href::parse(&format!("{address}{fragment}"));
        }
        let is_home = self.own_path(&whole).is_some_and(|path| path == "/");
        if is_home {
            return Href::parse("/");
        }
        // Nobody knows where a path leads whose site is not known, and here it leads nowhere.
        if whole.starts_with('/') {
            return None;
        }
        Href::parse(&whole)
    }

    fn file(&mut self, url: &str) -> Option<MediaPath> {
        let whole = self.absolute(url);
        if whole.starts_with("data:") {
            return None;
        }
        let found = self
            .folder
            .as_deref()
            .and_then(|folder| media_at_hand(folder, &whole));
        if let Some((path, from)) = found {
            self.media.insert(path.to_string(), from);
            return Some(path);
        }
        self.missing.push(whole);
        None
    }
}
