//! The lists that a site keeps: which articles stand in each, and how many.

use crate::article::Article;
use crate::site::{Order, Site, Tag, Year};
use crate::slug::Slug;

/// A list that the site keeps.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum List {
    /// Every article that stands in a section.
    Home,
    /// The articles of a section.
    Section(Slug),
    /// The articles that carry a tag.
    Tag {
        /// Its taxonomy.
        taxonomy: Slug,
        /// The tag.
        tag: Slug,
    },
    /// The articles of an author.
    Author(Slug),
    /// The articles of sections that appeared in a year.
    Year(u32),
}

impl List {
    /// The list's own file in the content folder.
    pub fn file(&self) -> String {
        match self {
            Self::Home => "lists/home.json".to_owned(),
            Self::Section(section) => ["lists/sections/", section.as_ref(), ".json"].concat(),
            Self::Tag { taxonomy, tag } => {
                ["lists/tags/", taxonomy.as_ref(), "/", tag.as_ref(), ".json"].concat()
            }
            Self::Author(author) => ["lists/authors/", author.as_ref(), ".json"].concat(),
            Self::Year(year) => ["lists/years/", &year.to_string(), ".json"].concat(),
        }
    }

    /// Does the article stand in it?
    pub fn holds(&self, article: &Article) -> bool {
        match self {
            Self::Home => article.section.is_some(),
            Self::Section(section) => article.section.as_ref() == Some(section),
            Self::Tag { taxonomy, tag } => article.carries(taxonomy, tag),
            Self::Author(author) => article.bylines.iter().any(|byline| byline.slug == *author),
            Self::Year(year) => article.year() == Some(*year),
        }
    }

    /// The order of its cards.
    pub fn order(&self, site: &Site) -> Order {
        match self {
            Self::Section(slug) => site
                .section(slug)
                .and_then(|section| section.order)
                .unwrap_or(Order::Newest),
            _ => Order::Newest,
        }
    }
}

impl Article {
    /// The year under which the archive has it: that of its publication, where it stands in a section.
    pub fn year(&self) -> Option<u32> {
        let day = self.section.as_ref().and(self.published)?;
        Some(day.year().into())
    }

    /// Does it carry the tag?
    pub fn carries(&self, taxonomy: &Slug, tag: &Slug) -> bool {
        self.tags
            .iter()
            .any(|tagging| tagging.taxonomy == *taxonomy && tagging.tags.contains(tag))
    }
}

/// The years of the archive, the newest first.
pub fn years<'a>(articles: impl IntoIterator<Item = &'a Article>) -> Vec<Year> {
    let mut years: Vec<Year> = Vec::new();
    for year in articles.into_iter().filter_map(Article::year) {
        let place = years.partition_point(|known| known.year > year);
        match years.get_mut(place) {
            Some(known) if known.year == year => known.count += 1,
            _ => years.insert(place, Year { year, count: 1 }),
        }
    }
    years
}

/// Fills in what a site that holds its articles inline need not say: counts, pages, years, and tags that only
/// articles name.
pub fn complete(site: &mut Site) {
    let articles = std::mem::take(&mut site.articles);
    let count = |list: &List| {
        let count = articles.iter().filter(|article| list.holds(article)).count();
        u32::try_from(count).unwrap_or(u32::MAX)
    };
    for section in &mut site.sections {
        section.count = Some(count(&List::Section(section.slug.clone())));
    }
    for taxonomy in &mut site.taxonomies {
        for article in &articles {
            let taggings = article
                .tags
                .iter()
                .filter(|tagging| tagging.taxonomy == taxonomy.slug);
            for tag in taggings.flat_map(|tagging| &tagging.tags) {
                if taxonomy.tag(tag).is_none() {
                    let name = tag.as_ref().replace('-', " ");
                    taxonomy.tags.push(Tag {
                        slug: tag.clone(),
                        name,
                        description: None,
                        count: None,
                    });
                }
            }
        }
        let slug = taxonomy.slug.clone();
        for tag in &mut taxonomy.tags {
            tag.count = Some(count(&List::Tag {
                taxonomy: slug.clone(),
                tag: tag.slug.clone(),
            }));
        }
    }
    for article in &articles {
        if article.section.is_none() && !site.pages.contains(&article.slug) {
            site.pages.push(article.slug.clone());
        }
    }
    site.years = years(&articles);
    site.articles = articles;
}
