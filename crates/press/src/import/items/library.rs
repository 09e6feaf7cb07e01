//! Where links and files of a source lead now.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use content::href::{Href, MediaPath};

use super::Options;
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

/// A path without what tells in its query where somebody came from.
fn without_tracking(path: &str) -> String {
    const NAMES: &[&str] = &[
        "fbclid", "gclid", "igshid", "mc_cid", "mc_eid", "msclkid", "ref", "ref_src", "source", "yclid",
    ];
    let Some((path, query)) = path.split_once('?') else {
        return path.to_owned();
    };
    let pairs: Vec<&str> = query
        .split('&')
        .filter(|pair| {
            let name = pair.split('=').next().unwrap_or_default();
            !name.starts_with("utm_") && !NAMES.contains(&name)
        })
        .collect();
    if pairs.is_empty() {
        return path.to_owned();
    }
    format!("{path}?{}", pairs.join("&"))
}

/// Where links and files of the source lead now.
pub(super) struct Library {
    /// The address of the old site, without a slash at its end; empty where the source does not say it.
    base: String,
    /// What the host is called below which the service has each of its sites.
    service: Option<&'static str>,
    /// The address that links without one are to be understood from.
    here: Option<url::Url>,
    pub(super) addresses: BTreeMap<String, String>,
    folder: Option<PathBuf>,
    media: BTreeMap<String, PathBuf>,
    missing: Vec<String>,
    /// Addresses of the old site at which nothing stood that came along.
    astray: BTreeSet<String>,
}

impl Library {
    pub(super) fn new(channel: &Channel, options: &Options) -> Self {
        let base = channel.address.as_ref().or(options.site.as_ref());
        let base = base.map_or("", |base| base.trim_end_matches('/'));
        Self {
            base: base.to_owned(),
            service: channel.service,
            here: None,
            addresses: BTreeMap::new(),
            folder: options.media.clone(),
            media: BTreeMap::new(),
            missing: Vec::new(),
            astray: BTreeSet::new(),
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
        let path = without_tracking(self.own_path(&whole)?.split('#').next()?);
        if matches!(&*path, "" | "/") {
            return None;
        }
        Href::parse(&format!("/{}", path.trim_start_matches('/')))
    }

    /// Where a path leads now that a site of the service has, whichever site that is: only paths of what came along are known.
    fn at_service(&self, whole: &str) -> Option<&String> {
        let service = self.service?;
        let (_, rest) = whole.split_once("://")?;
        let (host, path) = rest.split_once('/')?;
        // A service has its sites at a host for each country.
        host.contains(&format!(".{service}.")).then_some(())?;
        self.addresses.get(&key(&self.absolute(&format!("/{path}"))))
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
        for address in self.astray {
            account.read("link");
            let place = Place {
                item: address,
                ..Place::default()
            };
            let reason = "links lead to the old site still, because nothing that stood there came along";
            account.change("link", reason, &place);
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
        let known = self.addresses.get(&key(&whole));
        if let Some(address) = known.or_else(|| self.at_service(&whole)) {
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
        if self.own_path(&whole).is_some() {
            self.astray.insert(whole.clone());
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
