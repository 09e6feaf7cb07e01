//! Finding articles by several tags, sections and years at once.
//!
//! Within one axis any of the chosen filters will do, and every axis in which one is chosen has to be met. The count
//! beside a filter says how many articles there would be with it, were it the only one of its axis.
//!
//! One pass over all articles answers a query: an article that misses no axis is a result, and counts for all its filters;
//! one that misses a single axis counts for its filters in that axis, because there each of them would bring it in.

use std::borrow::Cow;

use crate::article::Article;
use crate::bundle::PAGE;
use crate::href::decoded;
use crate::json::checked_string;
use crate::list::List;
use crate::listing::first_of;
use crate::order::{places, sorted};
use crate::route::{Route, page_of};
use crate::site::Site;
use crate::slug::Slug;

/// The words of a query that name something else than a taxonomy. No taxonomy may have them as its slug.
pub const RESERVED: [&str; 5] = [SECTION, YEAR, PAGE_NUMBER, WORDS, SORT];

const SECTION: &str = "section";
const YEAR: &str = "year";
const PAGE_NUMBER: &str = "page";
const SORT: &str = "sort";
const RECENT: &str = "recent";

/// What a query names the words that are searched.
pub const WORDS: &str = "q";

/// How many characters of them are kept: more than are searched, so that the reader can be told of it.
const MOST_WORDS: usize = 500;

/// How many unknown values of a query are kept, and how many characters of each.
const UNKNOWN: (usize, usize) = (8, 60);

/// What articles can be told apart by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Axis {
    /// The tags of a taxonomy.
    Taxonomy(Slug),
    /// The sections.
    Section,
    /// The years of publication.
    Year,
}

/// One thing that can be chosen.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Filter {
    /// The articles with a tag.
    Tag {
        /// Its taxonomy.
        taxonomy: Slug,
        /// The tag.
        tag: Slug,
    },
    /// The articles of a section.
    Section(Slug),
    /// The articles that appeared in a year, 1 to 9999.
    Year(u16),
}

impl Filter {
    /// What a text must be to be one, as a sentence without a full stop.
    pub const RULE: &str = "a filter is written countries=viet-nam, section=magazine or year=2026";

    /// The filter, if the text is one.
    pub fn parse(text: &str) -> Option<Self> {
        let (axis, value) = text.split_once('=')?;
        Self::of(axis, value)
    }

    fn of(axis: &str, value: &str) -> Option<Self> {
        match axis {
            SECTION => Slug::parse(value).map(Self::Section),
            YEAR => {
                let year = value.parse().ok();
                year.filter(|year| (1..=9999).contains(year)).map(Self::Year)
            }
            PAGE_NUMBER | WORDS | SORT => None,
            taxonomy => Some(Self::Tag {
                taxonomy: Slug::parse(taxonomy)?,
                tag: Slug::parse(value)?,
            }),
        }
    }

    /// As it is written.
    pub fn as_str(&self) -> Cow<'_, str> {
        Cow::Owned([self.key(), "=", &self.value()].concat())
    }

    /// Its axis, as a query names it.
    fn key(&self) -> &str {
        match self {
            Self::Tag { taxonomy, .. } => taxonomy.as_ref(),
            Self::Section(_) => SECTION,
            Self::Year(_) => YEAR,
        }
    }

    /// Its value in the axis, as a query names it.
    fn value(&self) -> Cow<'_, str> {
        match self {
            Self::Tag { tag: slug, .. } | Self::Section(slug) => slug.as_str(),
            Self::Year(year) => Cow::Owned(year.to_string()),
        }
    }

    /// What it tells articles apart by.
    pub fn axis(&self) -> Axis {
        match self {
            Self::Tag { taxonomy, .. } => Axis::Taxonomy(taxonomy.clone()),
            Self::Section(_) => Axis::Section,
            Self::Year(_) => Axis::Year,
        }
    }

    /// The list of the articles that meet it.
    pub fn list(&self) -> List {
        match self {
            Self::Tag { taxonomy, tag } => List::Tag {
                taxonomy: taxonomy.clone(),
                tag: tag.clone(),
            },
            Self::Section(section) => List::Section(section.clone()),
            Self::Year(year) => List::Year((*year).into()),
        }
    }

    /// What readers call it; nothing where the site does not know it.
    pub fn name<'a>(&self, site: &'a Site) -> Option<Cow<'a, str>> {
        Some(match self {
            Self::Tag { taxonomy, tag } => Cow::Borrowed(&site.taxonomy(taxonomy)?.tag(tag)?.name),
            Self::Section(section) => Cow::Borrowed(&site.section(section)?.name),
            Self::Year(year) => Cow::Owned(year.to_string()),
        })
    }

    /// The number of its axis, and its own within the axis: taxonomies with their tags, then sections, all as the site
    /// has them, then years, the newest first. Nothing where the site does not know it.
    fn place(&self, site: &Site) -> Option<(usize, usize)> {
        let sections = site.taxonomies.len();
        match self {
            Self::Tag { taxonomy, tag } => {
                let mut slugs = site.taxonomies.iter().map(|known| &known.slug);
                let axis = slugs.position(|known| known == taxonomy)?;
                let mut tags = site.taxonomies[axis].tags.iter();
                Some((axis, tags.position(|known| known.slug == *tag)?))
            }
            Self::Section(section) => {
                let mut slugs = site.sections.iter().map(|known| &known.slug);
                Some((sections, slugs.position(|known| known == section)?))
            }
            Self::Year(year) => Some((sections + 1, usize::from(u16::MAX - year))),
        }
    }
}

checked_string!(Filter, Self::Year(1));

/// Filters in the order of the site, each once; those that the site does not know are left out.
fn in_order<'a>(filters: impl Iterator<Item = &'a Filter>, site: &Site) -> Vec<Filter> {
    let placed = filters.filter_map(|filter| Some((filter.place(site)?, filter)));
    let mut placed = sorted(placed.collect(), &|(one, _), (other, _)| one.cmp(other));
    placed.dedup();
    placed.into_iter().map(|(_, filter)| filter.clone()).collect()
}

/// In which order stands what is found by words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    /// The best first.
    #[default]
    Best,
    /// The newest first.
    Recent,
}

/// What a reader asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Query {
    words: String,
    sort: Sort,
    filters: Vec<Filter>,
    page: u32,
    unknown: Vec<String>,
}

impl Query {
    /// The query without words and without any filter: all articles.
    pub const ALL: Self = Self {
        words: String::new(),
        sort: Sort::Best,
        filters: Vec::new(),
        page: 1,
        unknown: Vec::new(),
    };

    /// Reads the query of an address: `q=old+rope&countries=nepal+norway&section=magazine&year=2024&sort=recent&page=2`.
    ///
    /// Values stand behind one key or several, with `+`, `,` or a space between them, encoded or not. Parameters that
    /// are no axis of the site are passed over.
    pub fn parse(text: &str, site: &Site) -> Self {
        let mut words = String::new();
        let mut sort = Sort::Best;
        let mut filters = Vec::new();
        let mut unknown = Vec::new();
        for pair in text.split('&') {
            let Some((axis, values)) = pair.split_once('=') else {
                continue;
            };
            let axis = plain(&decoded(axis));
            if axis == WORDS && words.is_empty() {
                // As forms write it: what is a plus itself is encoded.
                let values: String = values
                    .chars()
                    .map(|letter| if letter == '+' { ' ' } else { letter })
                    .collect();
                words = tidied(&String::from_utf8_lossy(&decoded(&values)));
                continue;
            }
            if axis == SORT && values == RECENT {
                sort = Sort::Recent;
            }
            let mut taxonomies = site.taxonomies.iter();
            if axis != SECTION && axis != YEAR && !taxonomies.any(|taxonomy| taxonomy.slug.as_ref() == axis) {
                continue;
            }
            // Bytes, because searching text for one of several characters costs a kilobyte of the download.
            for value in decoded(values).split(|byte| matches!(byte, b'+' | b',' | b' ')) {
                let value = plain(value);
                let filter = Filter::of(&axis, &value.to_ascii_lowercase());
                match filter.filter(|filter| filter.place(site).is_some()) {
                    Some(filter) => filters.push(filter),
                    None => keep_unknown(&mut unknown, &value),
                }
            }
        }
        Self {
            words,
            sort,
            filters: in_order(filters.iter(), site),
            page: page_of(text),
            unknown,
        }
        .sound()
    }

    /// Without words there is one order.
    fn sound(mut self) -> Self {
        if self.words.is_empty() {
            self.sort = Sort::Best;
        }
        self
    }

    /// The one way to write it: words, then axes and values in the order of the site, the order of what is found and the page
    /// where they are not the first, and nothing unknown.
    pub fn text(&self) -> String {
        let mut text = String::new();
        let mut before = "";
        if !self.words.is_empty() {
            begin(&mut text, WORDS);
            push_encoded(&mut text, &self.words);
        }
        for filter in &self.filters {
            let axis = filter.key();
            if axis == before {
                text.push('+');
            } else {
                begin(&mut text, axis);
                before = axis;
            }
            text.push_str(&filter.value());
        }
        if self.sort == Sort::Recent {
            begin(&mut text, SORT);
            text.push_str(RECENT);
        }
        if self.page > 1 {
            begin(&mut text, PAGE_NUMBER);
            text.push_str(&self.page.to_string());
        }
        text
    }

    /// Its address.
    pub fn route(&self) -> Route {
        Route::Find(self.text())
    }

    /// The words that are searched, without space around them; empty where there are none. At most 500 characters.
    pub fn words(&self) -> &str {
        &self.words
    }

    /// In which order stands what is found by words; the newest first where there are none.
    pub fn sort(&self) -> Sort {
        self.sort
    }

    /// What is chosen, in the order in which it is written.
    pub fn filters(&self) -> &[Filter] {
        &self.filters
    }

    /// Is nothing chosen?
    pub fn is_empty(&self) -> bool {
        self.filters.is_empty()
    }

    /// Is it chosen?
    pub fn has(&self, filter: &Filter) -> bool {
        self.filters.contains(filter)
    }

    /// The first page with other words.
    #[must_use]
    pub fn with_words(&self, words: &str) -> Self {
        Self {
            words: tidied(words),
            ..self.on_page(1)
        }
        .sound()
    }

    /// The first page in another order.
    #[must_use]
    pub fn sorted(&self, sort: Sort) -> Self {
        Self {
            sort,
            ..self.on_page(1)
        }
        .sound()
    }

    /// The first page with one more filter, which the site has to know.
    #[must_use]
    pub fn with(&self, filter: &Filter, site: &Site) -> Self {
        let mut filters = self.filters.clone();
        filters.push(filter.clone());
        Self {
            filters: in_order(filters.iter(), site),
            ..self.without_filters()
        }
    }

    /// The first page without a filter.
    #[must_use]
    pub fn without(&self, filter: &Filter) -> Self {
        let mut filters = self.filters.clone();
        filters.retain(|chosen| chosen != filter);
        Self {
            filters,
            ..self.without_filters()
        }
    }

    /// The first page without any filter.
    #[must_use]
    pub fn without_filters(&self) -> Self {
        Self {
            words: self.words.clone(),
            sort: self.sort,
            ..Self::ALL
        }
    }

    /// The page, counted from 1.
    pub fn page(&self) -> u32 {
        self.page
    }

    /// The same on another page, counted from 1.
    #[must_use]
    pub fn on_page(&self, page: u32) -> Self {
        Self {
            filters: self.filters.clone(),
            page: page.max(1),
            ..self.without_filters()
        }
    }

    /// What an axis of the address asked for although the site does not know it: a few values, shortened, decoded and
    /// without control characters. They take no part in the search, and [`text`](Self::text) leaves them out.
    pub fn unknown(&self) -> &[String] {
        &self.unknown
    }
}

/// Begins another parameter.
fn begin(text: &mut String, key: &str) {
    if !text.is_empty() {
        text.push('&');
    }
    text.push_str(key);
    text.push('=');
}

/// Words without control characters, with one space where there were several, and none around them.
fn tidied(words: &str) -> String {
    let mut tidied = String::new();
    let mut is_apart = false;
    for letter in words.chars().take(MOST_WORDS) {
        if letter.is_whitespace() || letter.is_control() {
            is_apart = !tidied.is_empty();
            continue;
        }
        if is_apart {
            tidied.push(' ');
            is_apart = false;
        }
        tidied.push(letter);
    }
    tidied
}

/// Adds words as forms write them (the URL standard, application/x-www-form-urlencoded).
fn push_encoded(text: &mut String, words: &str) {
    for byte in words.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'*' | b'-' | b'.' | b'_' => {
                text.push(char::from(byte));
            }
            b' ' => text.push('+'),
            _ => {
                text.push('%');
                for digit in [byte >> 4, byte & 15] {
                    text.push(char::from(if digit < 10 {
                        b'0' + digit
                    } else {
                        b'A' - 10 + digit
                    }));
                }
            }
        }
    }
}

/// Bytes of an address as text; whoever wrote what is no text is told no more than that.
fn plain(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap_or_else(|_| char::REPLACEMENT_CHARACTER.to_string())
}

fn keep_unknown(unknown: &mut Vec<String>, value: &str) {
    let shown = value.chars().filter(|letter| !letter.is_control());
    let shown: String = shown.take(UNKNOWN.1).collect();
    if !shown.is_empty() && unknown.len() < UNKNOWN.0 && !unknown.contains(&shown) {
        unknown.push(shown);
    }
}

/// What an article can be found by, as it says it.
pub fn filters_of(article: &Article) -> Vec<Filter> {
    let mut filters = Vec::new();
    filters.extend(article.section.clone().map(Filter::Section));
    filters.extend(article.published.map(|day| Filter::Year(day.year())));
    for tagging in &article.tags {
        filters.extend(tagging.tags.iter().map(|tag| Filter::Tag {
            taxonomy: tagging.taxonomy.clone(),
            tag: tag.clone(),
        }));
    }
    filters
}

/// The articles of the home list with what they can be found by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Index {
    /// The filters that the site knows and any article meets, in the order of the site.
    filters: Vec<Filter>,
    /// The number of the axis of each.
    axes: Vec<usize>,
    /// Each article, the newest first: its place among those that were given, and the numbers of its filters.
    articles: Vec<(usize, Vec<usize>)>,
}

/// What a query comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The number of articles on all pages.
    pub count: u32,
    /// The places of the page's articles among those that [`Index::of`] was given, the newest article first.
    pub places: Vec<usize>,
    /// The axes that have anything to choose, in the order of the site.
    pub axes: Vec<Choices>,
}

/// What can be chosen in one axis.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choices {
    /// The axis.
    pub axis: Axis,
    /// Its filters that any article of the site meets, in the order of the site. The number is how many of the articles
    /// that meet all other axes meet this filter.
    pub filters: Vec<(Filter, u32)>,
}

/// What can be chosen, from the counts of filters in whatever order they stand: as the site has them, without those that it
/// does not know.
pub fn choices(counts: &[(Filter, u32)], site: &Site) -> Vec<Choices> {
    let mut axes: Vec<Choices> = Vec::new();
    for filter in in_order(counts.iter().map(|(filter, _)| filter), site) {
        let Some((_, count)) = counts.iter().find(|(other, _)| *other == filter) else {
            continue;
        };
        match axes.last_mut() {
            Some(choices) if choices.axis == filter.axis() => choices.filters.push((filter, *count)),
            _ => axes.push(Choices {
                axis: filter.axis(),
                filters: vec![(filter, *count)],
            }),
        }
    }
    axes
}

impl Choices {
    /// Says of each filter whether it is among the most used ones, of which there are to be so many. Of equals, the first.
    pub fn most_used(&self, number: usize) -> Vec<bool> {
        let mut is_among = vec![false; self.filters.len()];
        let count = |place: usize| self.filters[place].1;
        let places = places(self.filters.len(), &|one, other| count(other).cmp(&count(one)));
        for place in places.into_iter().take(number) {
            is_among[place] = true;
        }
        is_among
    }
}

impl Index {
    /// The index of articles that are all at hand. Those outside the sections take no part.
    pub fn of(articles: &[Article], site: &Site) -> Self {
        let listed = articles.iter().enumerate();
        let listed = listed.filter(|(_, article)| List::Home.holds(article));
        let newest = sorted(listed.collect(), &|(_, one): &(usize, &Article), (_, other)| {
            let days = other.published.cmp(&one.published);
            days.then_with(|| one.slug.cmp(&other.slug))
        });
        let newest = newest.into_iter();
        let newest: Vec<(usize, Vec<Filter>)> = newest
            .map(|(place, article)| (place, filters_of(article)))
            .collect();
        // Each filter once, in an order of its own.
        let mut met: Vec<Filter> = Vec::new();
        for filter in newest.iter().flat_map(|(_, filters)| filters) {
            if let Err(at) = met.binary_search(filter) {
                met.insert(at, filter.clone());
            }
        }
        let filters = in_order(met.iter(), site);
        let numbers: Vec<Option<usize>> = met
            .iter()
            .map(|filter| filters.iter().position(|known| known == filter))
            .collect();
        let articles = newest.into_iter().map(|(place, its)| {
            let its = its
                .iter()
                .filter_map(|filter| numbers[met.binary_search(filter).ok()?]);
            let mut its = sorted(its.collect(), &usize::cmp);
            its.dedup();
            (place, its)
        });
        let articles = articles.collect();
        let mut axes = Vec::with_capacity(filters.len());
        let mut current = 0;
        for (number, filter) in filters.iter().enumerate() {
            if number > 0 && filters[number - 1].key() != filter.key() {
                current += 1;
            }
            axes.push(current);
        }
        Self {
            filters,
            axes,
            articles,
        }
    }

    /// Answers a query; its words take no part.
    pub fn find(&self, query: &Query) -> Found {
        self.find_among(query, &|_| true)
    }

    /// The same among some of the articles, by their places as [`Found::places`] has them.
    pub fn find_among(&self, query: &Query, is_among: &dyn Fn(usize) -> bool) -> Found {
        // Behind the axes of the filters stands one that nobody meets, for what is chosen where there is nothing to choose.
        let nobody = self.axes.last().map_or(0, |last| last + 1);
        let mut wanted = vec![false; nobody + 1];
        let mut chosen = vec![false; self.filters.len()];
        for filter in &query.filters {
            let is_axis = |known: &Filter| known.key() == filter.key();
            let axis = self.filters.iter().position(is_axis);
            wanted[axis.map_or(nobody, |first| self.axes[first])] = true;
            if let Some(number) = self.filters.iter().position(|known| known == filter) {
                chosen[number] = true;
            }
        }
        let mut counts = vec![0_u32; self.filters.len()];
        let mut met = vec![false; wanted.len()];
        let (mut count, mut places) = (0_u32, Vec::new());
        let first = first_of(query.page);
        for (place, filters) in &self.articles {
            if !is_among(*place) {
                continue;
            }
            met.fill(false);
            for filter in filters {
                met[self.axes[*filter]] |= chosen[*filter];
            }
            let mut missed = (0..wanted.len()).filter(|axis| wanted[*axis] && !met[*axis]);
            let (one, more) = (missed.next(), missed.next());
            if one.is_none() {
                if count as usize >= first && places.len() < PAGE {
                    places.push(*place);
                }
                count += 1;
            }
            for filter in filters {
                let counts_here = one.is_none_or(|axis| more.is_none() && axis == self.axes[*filter]);
                counts[*filter] += u32::from(counts_here);
            }
        }
        let mut axes: Vec<Choices> = Vec::new();
        for (number, filter) in self.filters.iter().enumerate() {
            if self.axes[number] == axes.len() {
                axes.push(Choices {
                    axis: filter.axis(),
                    filters: Vec::new(),
                });
            }
            if let Some(choices) = axes.last_mut() {
                choices.filters.push((filter.clone(), counts[number]));
            }
        }
        Found { count, places, axes }
    }

    /// How many articles there are.
    pub fn count(&self) -> usize {
        self.articles.len()
    }
}
