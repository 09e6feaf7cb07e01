//! An article, and the card that stands for it in lists.

use crate::block::{Block, Image, Source};
use crate::day::{Day, Moment};
use crate::href::{Href, MediaPath};
use crate::inline::Inline;
use crate::json::record;
use crate::language::Language;
use crate::slug::Slug;

record! {
    /// One article, complete for its page. `articles/<slug>.json` holds it.
    pub struct Article {
        /// Its name in addresses, used once in the whole site.
        pub slug: Slug,
        /// The section it stands in; a page outside the sections (about, FAQ) has none.
        pub section: Option<Slug>,
        /// Its title.
        pub title: String,
        /// One or two sentences under the title.
        pub lead: Vec<Inline>,
        /// Who wrote it.
        pub authors: Vec<String>,
        /// Which of these names have a page of their own; press finds it.
        pub bylines: Vec<Byline>,
        /// The day it appeared.
        pub published: Option<Day>,
        /// The day it last changed.
        pub updated: Option<Day>,
        /// The website it is about.
        pub website: Option<Href>,
        /// Its tags, taxonomy by taxonomy.
        pub tags: Vec<Tagging>,
        /// Its language, where it is not the site's.
        pub language: Option<Language>,
        /// The same text in each language that there is, itself among them, the original first; press finds them.
        pub translations: Vec<Translation>,
        /// Its lead picture.
        pub image: Option<Image>,
        /// The series it belongs to.
        pub series: Option<String>,
        /// The part of the series that appeared before it; press finds it.
        pub before: Option<Neighbour>,
        /// The part that appeared after it.
        pub after: Option<Neighbour>,
        /// For how many minutes one reads it; press counts its words.
        pub minutes: Option<u32>,
        /// When and where, for an event.
        pub event: Option<Event>,
        /// The day it closes, for an opportunity.
        pub deadline: Option<Day>,
        /// Has the bundle a calendar with its event and its deadline, [`crate::bundle::calendar_file`]?
        pub calendar: bool,
        /// Earlier addresses, as paths from the site's root.
        pub aliases: Vec<Href>,
        /// Articles that an editor wants first among similar content.
        pub related: Vec<Slug>,
        /// Its text.
        pub body: Vec<Block>,
        /// Similar content, best first; press works it out.
        pub similar: Vec<Similar>,
    }

    /// An author with a page of their own.
    pub struct Byline {
        /// The name, as the article writes it.
        pub name: String,
        /// The author's name in addresses.
        pub slug: Slug,
    }

    /// Another part of a series.
    pub struct Neighbour {
        /// The article.
        pub slug: Slug,
        /// Its section.
        pub section: Option<Slug>,
        /// Its title.
        pub title: String,
        /// Its language, where it is not the site's.
        pub language: Option<Language>,
    }

    /// An article in one of its languages.
    pub struct Translation {
        /// The article.
        pub slug: Slug,
        /// Its section.
        pub section: Option<Slug>,
        /// Its language.
        pub language: Language,
        /// What its language calls itself.
        pub name: String,
    }

    /// The tags of one taxonomy.
    pub struct Tagging {
        /// The taxonomy.
        pub taxonomy: Slug,
        /// Its tags, as the site names them.
        pub tags: Vec<Slug>,
    }

    /// When and where something happens.
    pub struct Event {
        /// When it begins, on the clock of its place.
        pub start: Moment,
        /// When it ends.
        pub end: Option<Moment>,
        /// The time zone of its place, such as `Europe/Lisbon`.
        pub zone: Option<String>,
        /// Where it is.
        pub venue: Option<String>,
    }

    /// What stands for an article in lists.
    pub struct Card {
        /// The article.
        pub slug: Slug,
        /// Its section.
        pub section: Option<Slug>,
        /// Its title.
        pub title: String,
        /// Its lead, without marks.
        pub lead: Option<String>,
        /// Who wrote it.
        pub authors: Vec<String>,
        /// The day it appeared.
        pub published: Option<Day>,
        /// The day it closes.
        pub deadline: Option<Day>,
        /// When it happens.
        pub event: Option<Event>,
        /// Its language, where it is not the site's.
        pub language: Option<Language>,
        /// A picture.
        pub image: Option<Thumbnail>,
    }

    /// A picture on a card. It has no alternative text: the title beside it says what it is.
    pub struct Thumbnail {
        /// The file.
        pub src: MediaPath,
        /// Width in pixels.
        pub width: Option<u32>,
        /// Height in pixels.
        pub height: Option<u32>,
        /// The same picture in wider files.
        pub sources: Vec<Source>,
    }

    /// A card among similar content, with the reason why it is there.
    pub struct Similar {
        /// The card.
        pub card: Card,
        /// The tags that both share, rarest first.
        pub shared: Vec<TagReference>,
    }

    /// One tag of one taxonomy.
    pub struct TagReference {
        /// The taxonomy.
        pub taxonomy: Slug,
        /// The tag.
        pub tag: Slug,
    }
}

/// The width in pixels that most cards need on a plain screen.
const THUMBNAIL_WIDTH: u32 = 480;

impl Article {
    /// The card that stands for it.
    pub fn card(&self) -> Card {
        let lead = crate::inline::plain(&self.lead);
        Card {
            slug: self.slug.clone(),
            section: self.section.clone(),
            title: self.title.clone(),
            lead: (!lead.is_empty()).then_some(lead),
            authors: self.authors.clone(),
            published: self.published,
            deadline: self.deadline,
            event: self.event.clone(),
            language: self.language.clone(),
            image: self.image.as_ref().map(Image::thumbnail),
        }
    }
}

impl Image {
    /// A picture without words, not yet measured.
    pub fn of(src: MediaPath) -> Self {
        Self {
            src,
            alt: None,
            caption: Vec::new(),
            credit: None,
            width: None,
            height: None,
            sources: Vec::new(),
        }
    }

    /// The smallest file that is still wide enough for a card, with those for wider cards and denser screens.
    pub fn thumbnail(&self) -> Thumbnail {
        let mut thumbnail = self.smallest(|source| source.width >= THUMBNAIL_WIDTH);
        let (least, width) = (thumbnail.width.unwrap_or(0), self.width.unwrap_or(0));
        let mut has_widest = width == least;
        for source in &self.sources {
            if source.width > least {
                has_widest |= source.width == width;
                thumbnail.sources.push(source.clone());
            }
        }
        if !has_widest {
            thumbnail.sources.push(Source {
                src: self.src.clone(),
                width,
            });
        }
        thumbnail
    }

    /// The smallest file of its sources that is large enough, or that has the whole width.
    pub fn smallest(&self, is_enough: impl Fn(&Source) -> bool) -> Thumbnail {
        let source = self
            .sources
            .iter()
            .filter(|source| is_enough(source) || Some(source.width) == self.width)
            .min_by_key(|source| source.width);
        match (source, self.width, self.height) {
            (Some(source), Some(width), Some(height)) if width > 0 => Thumbnail {
                src: source.src.clone(),
                width: Some(source.width),
                height: u32::try_from(
                    (u64::from(source.width) * u64::from(height)).div_ceil(u64::from(width)),
                )
                .ok(),
                sources: Vec::new(),
            },
            _ => Thumbnail {
                src: self.src.clone(),
                width: self.width,
                height: self.height,
                sources: Vec::new(),
            },
        }
    }
}
