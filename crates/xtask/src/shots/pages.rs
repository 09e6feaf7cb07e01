//! The kinds of page, and where in a portal there is one of each.

use std::fmt;

use clap::ValueEnum;
use content::article::Article;
use content::block::Block;
use content::consent::Category;
use content::href::Target;
use content::language::Direction;
use content::listing::{self, List};
use content::route::Route;
use content::site::{Order, Site};
use content::slug::Slug;
use serde::{Deserialize, Serialize};

use super::bundle::{Bundle, address, length};

/// An address that leads nowhere.
const NOWHERE: &str = "no/such/address/";

/// A page that stands, and is not about to change.
const STANDS: &str = "#portal_root[data-running] main:not([aria-busy=true]) h1";
const BANNER: &str = "#portal_consent-banner";

/// A kind of page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, ValueEnum, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// The first page
    Home,
    /// The newest articles of a section
    Section,
    /// A section whose calls close
    ClosingSection,
    /// All tags
    Tags,
    /// The tags of a taxonomy
    Taxonomy,
    /// The articles that carry a tag
    Tag,
    /// The second page of a list
    SecondPage,
    /// All that can be found
    Find,
    /// What is found by a tag, with one chosen that is unknown
    Query,
    /// All authors
    Authors,
    /// The articles of an author
    Author,
    /// The years of the archive
    Archive,
    /// What the reader has saved, which is nothing
    Saved,
    /// An article with a picture
    Article,
    /// An article with every kind of block, put together from the others
    EveryBlock,
    /// A picture of a gallery, as large as the window
    Lightbox,
    /// The longest article
    LongArticle,
    /// An article that runs from right to left by itself
    ArabicArticle,
    /// An article in Chinese
    ChineseArticle,
    /// The place of what another service plays
    Embed,
    /// The same while the banner still asks
    EmbedAndBanner,
    /// An event
    Event,
    /// A page outside the sections
    Page,
    /// The page about privacy
    Privacy,
    /// An address that leads nowhere
    Missing,
    /// What readers see when the app does not come
    Failure,
    /// The question about services of others
    Banner,
    /// The privacy settings
    Preferences,
}

/// A page to take pictures of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Page {
    pub(super) kind: Kind,
    /// From the site's root, with its query.
    pub(super) path: String,
    /// Everything that has to stand there, as selectors.
    ready: Vec<&'static str>,
    /// Has the reader answered the question about services of others?
    answered: bool,
    /// What is to be pressed first, and what stands there then.
    press: Option<[&'static str; 2]>,
    /// What is not let through.
    blocked: Option<&'static str>,
    /// What the page is scrolled to.
    at: Option<&'static str>,
    /// Shown whole, instead of its first screen and its foot?
    #[serde(rename = "whole")]
    pub(super) is_whole: bool,
    /// What the console is to say of such a page.
    expected: Vec<&'static str>,
}

impl Kind {
    /// What it is, in a few words.
    pub(super) fn words(self) -> String {
        let value = self.to_possible_value();
        let help = value.as_ref().and_then(|value| value.get_help());
        help.map(ToString::to_string).unwrap_or_default()
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        // No kind is hidden, so each has its word.
        let value = self.to_possible_value();
        formatter.write_str(value.as_ref().map_or("", |value| value.get_name()))
    }
}

impl Page {
    pub(super) fn of(kind: Kind, path: String) -> Self {
        Self {
            kind,
            path,
            ready: vec![STANDS],
            answered: true,
            press: None,
            blocked: None,
            at: None,
            is_whole: false,
            expected: Vec::new(),
        }
    }
}

/// The page of a kind, or what the content lacks for it.
pub(super) fn find(kind: Kind, bundle: &Bundle) -> Result<Page, &'static str> {
    let site = &bundle.site;
    let page = |path: String| Page::of(kind, path);
    match kind {
        Kind::Home => Ok(page(String::new())),
        Kind::Section => section(site, false)
            .map(page)
            .ok_or("no section with articles has the newest first"),
        Kind::ClosingSection => section(site, true)
            .map(page)
            .ok_or("no section with articles is ordered by closing day"),
        Kind::Tags | Kind::Taxonomy | Kind::Tag | Kind::Query => tag(site)
            .map(|(taxonomy, tag)| match kind {
                Kind::Tags => Route::Tags(None),
                Kind::Taxonomy => Route::Tags(Some(taxonomy)),
                Kind::Query => Route::Find(format!("{taxonomy}={tag}+no-such-tag")),
                _ => Route::List(List::Tag { taxonomy, tag }, 1),
            })
            .map(|route| page(route.path()))
            .ok_or("no article carries a tag"),
        Kind::SecondPage => second_page(bundle)
            .map(page)
            .ok_or("all articles fit on one page"),
        Kind::Find => articles_of_sections(bundle)
            .next()
            .map(|_| page(Route::Find(String::new()).path()))
            .ok_or("no section has an article"),
        Kind::Authors => author(bundle)
            .map(|_| page(Route::Authors.path()))
            .ok_or("no article names an author with a page"),
        Kind::Author => author(bundle)
            .map(|author| page(Route::List(List::Author(author.clone()), 1).path()))
            .ok_or("no article names an author with a page"),
        Kind::Archive => (!site.years.is_empty())
            .then(|| page(Route::Archive.path()))
            .ok_or("no article has a day of publication"),
        Kind::Saved => Ok(page(Route::Saved.path())),
        Kind::Article
        | Kind::EveryBlock
        | Kind::LongArticle
        | Kind::ArabicArticle
        | Kind::ChineseArticle
        | Kind::Embed
        | Kind::EmbedAndBanner
        | Kind::Event
        | Kind::Lightbox => page_of_article(kind, bundle),
        Kind::Page => {
            let policy = policy(site);
            let mut own = site.pages.iter().map(AsRef::as_ref);
            own.find(|slug: &&str| policy != Some(slug))
                .map(|slug| page(format!("{slug}/")))
                .ok_or("there is no page outside the sections")
        }
        Kind::Privacy => policy(site)
            .filter(|policy| site.pages.iter().any(|slug| slug.as_ref() == *policy))
            .map(|policy| page(format!("{policy}/")))
            .ok_or("the privacy settings name no page of this site as their policy"),
        Kind::Missing => Ok(Page {
            expected: vec!["status of 404"],
            ..page(NOWHERE.to_owned())
        }),
        // No page is prerendered for a query, so what was asked for cannot be read there without the app.
        Kind::Failure => Ok(Page {
            ready: vec!["#portal_failure:not([hidden]) h1"],
            blocked: Some("**/find-*.js"),
            expected: vec!["net::ERR_FAILED", "dynamically imported module"],
            ..page(Route::Find("page=2".to_owned()).path())
        }),
        Kind::Banner | Kind::Preferences if !bundle.asks() => Err("the site uses no services of others"),
        Kind::Banner => Ok(Page {
            ready: vec![STANDS, BANNER],
            answered: false,
            ..page(String::new())
        }),
        Kind::Preferences => Ok(Page {
            press: Some([
                ".footer [data-consent=preferences]",
                "#portal_consent-preferences[open]:not(:has(#portal_consent-further))",
            ]),
            ..page(String::new())
        }),
    }
}

/// The page of an article that shows what the kind is about, or what the content lacks for it.
fn page_of_article(kind: Kind, bundle: &Bundle) -> Result<Page, &'static str> {
    let (article, lack) = article(kind, bundle);
    let mut page = Page::of(kind, address(article.ok_or(lack)?));
    match kind {
        Kind::EveryBlock => page.is_whole = true,
        Kind::Embed | Kind::EmbedAndBanner => page.at = Some(".embed-box"),
        Kind::Lightbox => {
            page.press = Some([
                ".gallery-images figure:first-child a",
                ".lightbox[open] .figure:focus",
            ]);
        }
        _ => {}
    }
    if kind == Kind::EmbedAndBanner {
        page.answered = false;
        page.ready.push(BANNER);
    }
    Ok(page)
}

/// The first article that shows what the kind is about, and what the content lacks where there is none.
fn article(kind: Kind, bundle: &Bundle) -> (Option<&Article>, &'static str) {
    let first = |is_one: &dyn Fn(&Article) -> bool| bundle.articles.iter().find(|article| is_one(article));
    match kind {
        Kind::EveryBlock => (
            bundle.every_block.as_ref().map(|made| &made.article),
            "no article in a file of its own has a picture",
        ),
        Kind::Lightbox => (
            first(&|article| {
                article
                    .body
                    .iter()
                    .any(|block| matches!(block, Block::Gallery(_)))
            }),
            "no article has a gallery",
        ),
        Kind::LongArticle => (
            bundle.articles.iter().max_by_key(|article| length(article)),
            "there is no article",
        ),
        Kind::ArabicArticle => (
            first(&|article| {
                let language = article.language.as_ref();
                language.is_some_and(|own| own.direction() == Direction::Rtl)
            }),
            "no article runs from right to left",
        ),
        Kind::ChineseArticle => (
            first(&|article| {
                let language = article.language.as_ref();
                language.is_some_and(|own| own.as_str().split('-').next() == Some("zh"))
            }),
            "no article is in Chinese",
        ),
        Kind::Embed | Kind::EmbedAndBanner => (
            first(&|article| has_box(article, &bundle.site)),
            "no article embeds what readers are asked about",
        ),
        Kind::Event => (first(&|article| article.event.is_some()), "there is no event"),
        _ => (
            first(&|article| {
                let is_plain = article.event.is_none() && article.deadline.is_none();
                is_plain && article.section.is_some() && article.language.is_none() && article.image.is_some()
            }),
            "no article in the site's language has a picture",
        ),
    }
}

/// The first author who has a page.
fn author(bundle: &Bundle) -> Option<&Slug> {
    let bylines = bundle.articles.iter().find_map(|article| article.bylines.first());
    bylines.map(|byline| &byline.slug)
}

/// The articles that stand in a section.
fn articles_of_sections(bundle: &Bundle) -> impl Iterator<Item = &Article> {
    let articles = bundle.articles.iter();
    articles.filter(|article| List::Home.holds(article))
}

/// The second page of the longest list.
fn second_page(bundle: &Bundle) -> Option<String> {
    let count = articles_of_sections(bundle).count();
    let pages = listing::pages(u32::try_from(count).unwrap_or(u32::MAX));
    (pages > 1).then(|| Route::List(List::Home, 2).path())
}

/// The first section with articles, of those that close or of the others.
fn section(site: &Site, is_closing: bool) -> Option<String> {
    let has_articles = |count: Option<u32>| count.unwrap_or_default() > 0;
    let mut fitting = site.sections.iter().filter(|section| {
        (section.order == Some(Order::Closing)) == is_closing && has_articles(section.count)
    });
    let section = fitting.next()?;
    Some(Route::List(List::Section(section.slug.clone()), 1).path())
}

/// The tag that most articles carry, of those with words about it where there are any.
fn tag(site: &Site) -> Option<(Slug, Slug)> {
    let all = site
        .taxonomies
        .iter()
        .flat_map(|taxonomy| taxonomy.tags.iter().map(move |tag| (taxonomy, tag)));
    let (taxonomy, tag) = all
        .filter(|(_, tag)| tag.count.unwrap_or_default() > 0)
        // Of equals, the one that is listed first.
        .rev()
        .max_by_key(|(_, tag)| (tag.description.is_some(), tag.count))?;
    Some((taxonomy.slug.clone(), tag.slug.clone()))
}

/// Has it a box that waits for the reader's permission?
fn has_box(article: &Article, site: &Site) -> bool {
    article.body.iter().any(|block| {
        let Block::Embed(embed) = block else {
            return false;
        };
        let services = site.consent.iter().flat_map(|consent| &consent.services);
        let mut asked = services.filter(|service| service.category != Category::Functional);
        asked.any(|service| service.id == embed.service)
    })
}

/// The path of this site to what explains the privacy settings, without its slashes.
fn policy(site: &Site) -> Option<&str> {
    match site.consent.as_ref()?.policy.as_ref()?.target() {
        Target::Internal(path) => Some(path.trim_matches('/')),
        Target::Fragment(_) | Target::External(_) => None,
    }
}
