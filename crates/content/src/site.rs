//! What every page needs to know of the site: `site.json`.

use crate::article::{Article, Thumbnail};
use crate::consent::Consent;
use crate::href::{Href, SiteAddress};
use crate::inline::Inline;
use crate::json::{record, word};
use crate::language::Language;
use crate::slug::Slug;
use crate::words::Words;

record! {
    /// The site. Its size does not grow with the number of articles, but for a small site that holds them inline.
    pub struct Site {
        /// The version of the format: [`crate::bundle::FORMAT`].
        pub format: u32,
        /// The site's name.
        pub name: String,
        /// A few words under the name.
        pub tagline: Option<String>,
        /// The picture that stands for its name at the head of every page.
        pub logo: Option<Thumbnail>,
        /// Where the site stands; canonical addresses begin with it.
        pub address: Option<SiteAddress>,
        /// The language of its interface and of articles that name none.
        pub language: Language,
        /// The sections, in the order of the menu.
        pub sections: Vec<Section>,
        /// The tag axes, in the order in which articles show them.
        pub taxonomies: Vec<Taxonomy>,
        /// The menu.
        pub navigation: Vec<Link>,
        /// The blocks of the footer.
        pub footer: Vec<FooterBlock>,
        /// Slugs of the pages outside the sections.
        pub pages: Vec<Slug>,
        /// The years in which articles of sections appeared, the newest first.
        pub years: Vec<Year>,
        /// Words of the interface that differ from the English ones.
        pub words: Option<Words>,
        /// Is what readers have read and saved kept on their devices, to be read without a network?
        pub offline: bool,
        /// What readers are asked about before anything of somebody else is loaded.
                pub consent: Option<Consent>,
        /// A small site may hold its articles here, and need no further file.
        pub articles: Vec<Article>,
    }

    /// A section: a kind of article, and the first part of its address.
    pub struct Section {
        /// Its name in addresses.
        pub slug: Slug,
        /// Its name.
        pub name: String,
        /// What it is about.
        pub description: Option<String>,
        /// The order of its cards; newest first where none is given.
        pub order: Option<Order>,
        /// How many articles stand in it.
        pub count: Option<u32>,
    }

    /// A tag axis, such as countries.
    pub struct Taxonomy {
        /// Its name in addresses.
        pub slug: Slug,
        /// Its name, as the label above the tags.
        pub name: String,
        /// Its tags, in the order of their names.
        pub tags: Vec<Tag>,
    }

    /// One tag.
    pub struct Tag {
        /// Its name in addresses.
        pub slug: Slug,
        /// Its name.
        pub name: String,
        /// What it is about.
        pub description: Option<String>,
        /// How many articles carry it.
        pub count: Option<u32>,
    }

    /// A year of the archive.
    pub struct Year {
        /// The year, 1 to 9999.
        pub year: u32,
        /// How many articles of sections appeared in it.
        pub count: u32,
    }

    /// A labelled link.
    pub struct Link {
        /// What it says.
        pub label: String,
        /// Where it leads.
        pub href: Href,
    }

    /// A block of the footer.
    pub struct FooterBlock {
        /// Its title.
        pub title: String,
        /// Its text.
        pub text: Vec<Inline>,
        /// Links under it.
        pub links: Vec<Link>,
    }
}

word! {
    /// The order of a section's cards.
    pub enum Order, "an order is one of newest, closing, event" {
        /// By the day of publication, newest first.
        Newest = "newest",
        /// By the day of closing, the next to close first; those that have closed are folded.
        Closing = "closing",
        /// By the day of the event, the next to come first; those that are over are folded.
        Event = "event",
    }
}

impl Site {
    /// The section of that name.
    pub fn section(&self, slug: &Slug) -> Option<&Section> {
        self.sections.iter().find(|section| section.slug == *slug)
    }

    /// The taxonomy of that name.
    pub fn taxonomy(&self, slug: &Slug) -> Option<&Taxonomy> {
        self.taxonomies.iter().find(|taxonomy| taxonomy.slug == *slug)
    }
}

impl Taxonomy {
    /// The tag of that name.
    pub fn tag(&self, slug: &Slug) -> Option<&Tag> {
        self.tags.iter().find(|tag| tag.slug == *slug)
    }

    /// Its tags but for those that no article carries.
    pub fn carried(&self) -> impl Iterator<Item = &Tag> {
        self.tags.iter().filter(|tag| tag.count != Some(0))
    }
}
