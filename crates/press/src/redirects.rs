//! Earlier addresses that lead on: as HTML files for any host, and as settings for hosts that redirect themselves.

pub(crate) mod servers;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use content::article::Article;
use content::find::Query;
use content::href::Href;
use content::listing::{List, years};
use content::route::{ASSETS, CONTENT, FIND, Route};
use content::site::Site;
use content::slug::Slug;
use percent_encoding::percent_decode_str;
use quick_xml::escape::escape;

use crate::calendar;
use crate::canonical::{self, Canonical, route_of};
use crate::code::Code;
use crate::diagnostic::{Explanation, Fault};
use crate::edition::{Edition, lists};
use crate::plain;
use crate::publication::Files;
use crate::read::names;
use crate::shells;
use crate::sitemap;
use crate::syndication;

/// The file of a folder's address.
const INDEX: &str = "index.html";

/// Why an earlier address cannot lead on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AliasFault {
    /// It is one of the addresses that the site has now.
    Taken(Href),
    /// An earlier article has it already.
    Twice(Href, Slug),
    /// What follows `#` never reaches a host.
    Fragment(Href),
    /// No browser asks for such a path.
    NoPath(Href),
    /// No file system takes a file of such a name.
    TooLong(Href),
    /// Another file is in the way of the page that would lead on.
    NoPage(Href),
}

impl AliasFault {
    /// The address as it is written.
    pub fn alias(&self) -> &Href {
        match self {
            Self::Taken(alias)
            | Self::Twice(alias, _)
            | Self::Fragment(alias)
            | Self::NoPath(alias)
            | Self::TooLong(alias)
            | Self::NoPage(alias) => alias,
        }
    }
}

impl Fault for AliasFault {
    fn code(&self) -> Code {
        match self {
            Self::Taken(_) => Code::AliasTaken,
            Self::Twice(..) => Code::AliasTwice,
            Self::Fragment(_) => Code::AliasWithFragment,
            Self::NoPath(_) => Code::AliasNoPath,
            Self::TooLong(_) => Code::AliasTooLong,
            Self::NoPage(_) => Code::AliasNoPage,
        }
    }

    fn explain(&self) -> Explanation {
        match self {
            Self::Taken(alias) => Explanation::error(
                format!("“{alias}” is an address of this site now, so it cannot lead on to this article"),
                "remove it, or rename what stands there",
            ),
            Self::Twice(alias, other) => Explanation::error(
                format!("“{alias}” leads on to the article “{other}” already"),
                "keep it with one of the two articles",
            ),
            Self::Fragment(alias) => Explanation::error(
                format!("“{alias}” cannot lead on, because no host is told what follows #"),
                "remove what follows #",
            ),
            Self::NoPath(alias) => Explanation::error(
                format!("“{alias}” is no path that a browser asks for"),
                "write it as it stood in the address bar; //, /../ and control characters cannot stand there",
            ),
            Self::TooLong(alias) => Explanation::error(
                format!(
                    "“{alias}” is too long for the name of a file, and one has to stand there to lead on"
                ),
                "remove it, and redirect it in the settings of your host",
            ),
            Self::NoPage(alias) => Explanation::warning(
                format!(
                    "another file is in the way of “{alias}” where capital letters do not count, or a file where it needs a folder; it leads on only from hosts that read the files of redirects"
                ),
                "nothing, if yours is one (docs/addresses.md); else remove one of the two",
            ),
        }
    }
}

/// An earlier address, taken apart.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Alias {
    /// The path from the site's root as a host reads it: without escapes, and without slashes around it.
    path: String,
    /// Does the address end with a slash, or with a folder's file?
    names_folder: bool,
    /// Does it name that file?
    names_index: bool,
    query: Option<String>,
}

/// An earlier address and where it leads.
struct Redirect {
    alias: Alias,
    target: Route,
    /// The title of the article there.
    title: String,
    /// Its language and direction, as HTML names them.
    language: (String, &'static str),
}

impl Alias {
    fn parse(alias: &Href) -> Result<Self, AliasFault> {
        let text = alias.as_str();
        if text.contains('#') {
            return Err(AliasFault::Fragment(alias.clone()));
        }
        let (path, query) = match text.split_once('?') {
            Some((path, query)) => (path, Some(query).filter(|query| !query.is_empty())),
            None => (&*text, None),
        };
        let no_path = || AliasFault::NoPath(alias.clone());
        let path = percent_decode_str(path).decode_utf8().map_err(|_| no_path())?;
        let path = path.strip_prefix('/').ok_or_else(no_path)?;
        let folder = path
            .strip_suffix(INDEX)
            .filter(|folder| folder.is_empty() || folder.ends_with('/'));
        let long = folder.unwrap_or(path);
        let short = long.strip_suffix('/').unwrap_or(long);
        let is_name = |part: &str| {
            !part.is_empty()
                && !matches!(part, "." | "..")
                && !part.contains(|c: char| c.is_control() || c == '\\')
        };
        if !short.is_empty() && !short.split('/').all(is_name) {
            return Err(no_path());
        }
        let parsed = Self {
            path: short.to_owned(),
            names_folder: long.len() > short.len(),
            names_index: folder.is_some(),
            query: query.map(ToOwned::to_owned),
        };
        match parsed.file() {
            Some(file) if !names::is_short_enough(&file) => Err(AliasFault::TooLong(alias.clone())),
            _ => Ok(parsed),
        }
    }

    /// Does it name a file rather than a folder?
    fn is_file(&self) -> bool {
        let name = self.path.rsplit('/').next().unwrap_or_default();
        name.contains('.') && !self.names_folder
    }

    /// The ways in which browsers ask for it, each with its leading slash.
    fn spellings(&self) -> Vec<String> {
        let path = &self.path;
        if path.is_empty() {
            return vec!["/".to_owned()];
        }
        let mut spellings = vec![format!("/{path}")];
        if !self.is_file() {
            spellings.push(format!("/{path}/"));
        }
        if self.names_index {
            spellings.push(format!("/{path}/{INDEX}"));
        }
        spellings
    }

    /// The file that answers it on any host. A query names no file.
    fn file(&self) -> Option<String> {
        let extension = self.path.rsplit_once('.').map(|(_, extension)| extension);
        let is_page = extension.is_some_and(|extension| {
            ["html", "htm"]
                .iter()
                .any(|html| extension.eq_ignore_ascii_case(html))
        });
        match self.query {
            Some(_) => None,
            None if is_page && self.is_file() => Some(self.path.clone()),
            None => Some(format!("{}/{INDEX}", self.path)),
        }
    }

    /// What is the same in all its spellings.
    fn key(&self) -> (String, Option<String>) {
        (self.path.clone(), self.query.clone())
    }
}

impl fmt::Display for Alias {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "/{}", self.path)?;
        match &self.query {
            Some(query) => write!(out, "?{query}"),
            None => Ok(()),
        }
    }
}

/// Looks at the earlier addresses of all articles, and says which article has which fault by its place among them.
/// The same one twice in one article is none too many.
pub fn check<'a>(
    site: &Site,
    articles: impl Iterator<Item = &'a Article> + Clone,
) -> Vec<(usize, AliasFault)> {
    let taken = Taken::of(site, articles.clone());
    let mut first: BTreeMap<(String, Option<String>), &Slug> = BTreeMap::new();
    let mut faults = Vec::new();
    let mut sound_ones = BTreeMap::new();
    for (place, article) in articles.enumerate() {
        for alias in &article.aliases {
            match sound(alias, article, &taken, &mut first) {
                Ok(parsed) => drop(sound_ones.entry(parsed.key()).or_insert((parsed, place, alias))),
                Err(fault) => faults.push((place, fault)),
            }
        }
    }
    let mut names = Names::of(&taken);
    for (parsed, place, alias) in sound_ones.into_values() {
        if parsed.file().is_some_and(|file| !names.add(&file)) {
            faults.push((place, AliasFault::NoPage(alias.clone())));
        }
    }
    faults
}

fn sound<'a>(
    alias: &Href,
    article: &'a Article,
    taken: &Taken,
    first: &mut BTreeMap<(String, Option<String>), &'a Slug>,
) -> Result<Alias, AliasFault> {
    let parsed = Alias::parse(alias)?;
    if taken.holds(&parsed) {
        return Err(AliasFault::Taken(alias.clone()));
    }
    match first.entry(parsed.key()) {
        std::collections::btree_map::Entry::Occupied(entry) if *entry.get() != &article.slug => {
            return Err(AliasFault::Twice(alias.clone(), (*entry.get()).clone()));
        }
        entry => entry.or_insert(&article.slug),
    };
    Ok(parsed)
}

/// The paths that something stands at now, without slashes around them.
struct Taken {
    /// Pages that are lists, which have further pages below them, and had them by their query.
    lists: BTreeSet<String>,
    others: BTreeSet<String>,
    /// The site with the years of its articles.
    site: Site,
}

impl Taken {
    fn of<'a>(site: &Site, articles: impl Iterator<Item = &'a Article> + Clone) -> Self {
        let sections = site.sections.iter();
        let sections = sections.map(|section| List::Section(section.slug.clone()));
        let feeds = std::iter::once(List::Home)
            .chain(sections)
            .flat_map(|list| syndication::FORMATS.map(|format| syndication::path(&list, &format)));
        let pages = articles.clone().map(route_of);
        let directories = canonical::directories(site, articles.clone());
        let pages = pages
            .chain(directories)
            .chain([Query::ALL.route(), Route::Archive, Route::Saved]);
        let others = pages
            .map(|route| route.path())
            .chain(feeds)
            .chain([calendar::SITE_FILE, sitemap::FILE, sitemap::ROBOTS].map(ToOwned::to_owned))
            .chain([shells::NOT_FOUND.to_owned()])
            .chain(servers::FILES.map(ToOwned::to_owned));
        // A site whose content has just been read knows no years yet.
        let site = Site {
            years: years(articles.clone()),
            articles: Vec::new(),
            ..site.clone()
        };
        Self {
            others: others.map(|path| path.trim_matches('/').to_owned()).collect(),
            lists: lists(&site, articles)
                .into_iter()
                .map(|list| Route::List(list, 1))
                .map(|route| route.path().trim_matches('/').to_owned())
                .collect(),
            site,
        }
    }

    fn holds(&self, alias: &Alias) -> bool {
        let path = alias.path.as_str();
        match &alias.query {
            // The pages of lists after the first had a query, and what is found has one; any other query is free for
            // what was there before.
            Some(query) => {
                let has_pages = self.lists.contains(path) || path == FIND;
                has_pages && query.split('&').any(|pair| pair.starts_with("page="))
            }
            None => {
                is_of_portal(path)
                    || sitemap::is_part(path)
                    || self.lists.contains(path)
                    || self.others.contains(path)
                    || self.is_later_page(path)
            }
        }
    }

    /// However many pages a list has today, with more articles it gets more.
    fn is_later_page(&self, path: &str) -> bool {
        let route = Route::parse(path, "", &self.site);
        if route.path().trim_matches('/') != path {
            return false;
        }
        match route {
            Route::List(list, 2..) => {
                let first = Route::List(list, 1).path();
                self.lists.contains(first.trim_matches('/'))
            }
            _ => false,
        }
    }
}

/// The redirects of an edition as files: one in HTML for each earlier address, and one for each kind of server.
pub fn files(edition: &Edition) -> Files {
    let redirects = redirects(edition);
    let mut files = BTreeMap::new();
    if redirects.is_empty() {
        return files;
    }
    let canonical = Canonical::of(&edition.site).ok();
    let taken = Taken::of(&edition.site, edition.articles.iter());
    let mut names = Names::of(&taken);
    for redirect in &redirects {
        if let Some(file) = redirect.alias.file().filter(|file| names.add(file)) {
            let page = redirect.page(&file, canonical.as_ref());
            files.insert(file, page.into_bytes());
        }
    }
    files.extend(servers::files(&redirects, &edition.site));
    files
}

/// The redirects that nothing is wrong with, in the order of their addresses.
fn redirects(edition: &Edition) -> Vec<Redirect> {
    let site = &edition.site;
    let taken = Taken::of(site, edition.articles.iter());
    let mut first = BTreeMap::new();
    let mut redirects = BTreeMap::new();
    for article in &edition.articles {
        let language = article.language.as_ref().unwrap_or(&site.language);
        for alias in &article.aliases {
            let Ok(alias) = sound(alias, article, &taken, &mut first) else {
                continue;
            };
            redirects.entry(alias.key()).or_insert_with(|| Redirect {
                alias,
                target: route_of(article),
                title: plain::line(&article.title),
                language: (language.to_string(), language.direction().as_str()),
            });
        }
    }
    redirects.into_values().collect()
}

/// Is a path without slashes around it one of the folders that are the portal's own, or within it?
fn is_of_portal(path: &str) -> bool {
    [ASSETS, CONTENT].contains(&path.split('/').next().unwrap_or_default())
}

/// The addresses with a query: no page can answer them, and not every host reads the files of redirects. How many there are,
/// and the first of them.
pub fn with_query(edition: &Edition) -> Option<(usize, String)> {
    let redirects = redirects(edition);
    let mut with_query = redirects.iter().filter(|redirect| redirect.alias.query.is_some());
    let first = with_query.next()?.alias.to_string();
    Some((with_query.count() + 1, first))
}

/// The files of a portal, told apart as a file system does that knows no capital letters.
struct Names<'a> {
    files: BTreeSet<String>,
    taken: &'a Taken,
}

impl<'a> Names<'a> {
    fn of(taken: &'a Taken) -> Self {
        let pages = taken.lists.iter().chain(&taken.others);
        let files = pages.flat_map(|path| [path.clone(), format!("{path}/{INDEX}")]);
        let files = files.map(|file| file.trim_matches('/').to_lowercase()).collect();
        Self { files, taken }
    }

    /// Takes a file in, unless it is another one, or a folder where another is a file.
    fn add(&mut self, file: &str) -> bool {
        let name = file.to_lowercase();
        let address = name.strip_suffix(INDEX).unwrap_or(&name).trim_end_matches('/');
        if is_of_portal(address) || self.taken.is_later_page(address) {
            return false;
        }
        let is_folder = self
            .files
            .range(format!("{name}/")..)
            .next()
            .is_some_and(|next| next.starts_with(&format!("{name}/")));
        let mut folders = name.match_indices('/').map(|(at, _)| &name[..at]);
        // A page's own folder is a folder: only what is no page can be in the way.
        let below_file = folders
            .any(|folder| self.files.contains(folder) && !self.files.contains(&format!("{folder}/{INDEX}")));
        let free = !is_folder && !below_file;
        free && self.files.insert(name)
    }
}

impl Redirect {
    /// A page that leads on. Its links go up from where it stands, so that it works wherever the site does.
    fn page(&self, file: &str, canonical: Option<&Canonical>) -> String {
        let up = match file.matches('/').count() {
            0 => "./".to_owned(),
            depth => "../".repeat(depth),
        };
        let link = format!("{up}{}", self.target.path());
        let absolute = canonical.map_or_else(|| link.clone(), |canonical| canonical.route(&self.target));
        let (link, absolute, title) = (escape(&link), escape(&absolute), escape(&self.title));
        let (language, direction) = &self.language;
        format!(
            "<!doctype html>\n<html lang=\"{language}\" dir=\"{direction}\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{title}</title>\n\
             <link rel=\"canonical\" href=\"{absolute}\">\n<meta name=\"robots\" content=\"noindex\">\n\
             <meta http-equiv=\"refresh\" content=\"0; url={link}\">\n</head>\n<body>\n\
             <p><a href=\"{link}\">{title}</a></p>\n</body>\n</html>\n"
        )
    }
}
