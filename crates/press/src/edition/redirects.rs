//! Earlier addresses that lead on: which do, and what is wrong with the others.

use std::collections::{BTreeMap, BTreeSet};

use content::article::Article;
use content::find::Query;
use content::href::Href;
use content::listing::{List, years};
use content::route::{ASSETS, CONTENT, FIND, Route};
use content::site::Site;
use content::slug::Slug;

use crate::edition::alias::{Alias, AliasFault, INDEX};
use crate::edition::bundle::Edition;
use crate::edition::canonical::route_of;
use crate::edition::lists::lists;
use crate::edition::plain;
use crate::edition::portal;
use crate::edition::routes::directories;

/// An earlier address and where it leads.
pub(crate) struct Redirect {
    pub(crate) alias: Alias,
    pub(crate) target: Route,
    /// The title of the article there.
    pub(crate) title: String,
    /// Its language and direction, as HTML names them.
    pub(crate) language: (String, &'static str),
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
            .flat_map(|list| portal::FEEDS.map(|format| portal::feed_path(&list, &format)));
        let pages = articles.clone().map(route_of);
        let directories = directories(site, articles.clone());
        let pages = pages
            .chain(directories)
            .chain([Query::ALL.route(), Route::Archive, Route::Saved]);
        let others = pages
            .map(|route| route.path())
            .chain(feeds)
            .chain(
                [
                    portal::CALENDAR,
                    portal::SITEMAP,
                    portal::ROBOTS,
                    portal::NOT_FOUND,
                    portal::WORKER,
                    portal::OFFLINE,
                ]
                .map(ToOwned::to_owned),
            )
            .chain([portal::HOSTED, portal::NGINX, portal::CADDY].map(ToOwned::to_owned));
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
                    || portal::is_sitemap_part(path)
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

/// The redirects that nothing is wrong with, in the order of their addresses.
pub(crate) fn redirects(edition: &Edition) -> Vec<Redirect> {
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

/// The redirects that a page can answer, with its file: others stand in the way of none of them.
pub(crate) fn with_page<'r>(edition: &Edition, redirects: &'r [Redirect]) -> Vec<(String, &'r Redirect)> {
    let taken = Taken::of(&edition.site, edition.articles.iter());
    let mut names = Names::of(&taken);
    let files = redirects.iter().filter_map(|redirect| {
        let file = redirect.alias.file().filter(|file| names.add(file))?;
        Some((file, redirect))
    });
    files.collect()
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
