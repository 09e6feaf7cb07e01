//! What a source that is a list of texts says of itself and of each of them.

use crate::import::words::Said;

/// What a source says of itself.
#[derive(Debug, Default)]
pub(in crate::import) struct Channel {
    /// The file, for the places in the account.
    pub(in crate::import) file: String,
    pub(in crate::import) name: Option<String>,
    pub(in crate::import) tagline: Option<String>,
    /// The address of the old site.
    pub(in crate::import) address: Option<String>,
    pub(in crate::import) language: Option<String>,
    /// Who wrote the items that name nobody.
    pub(in crate::import) authors: Vec<String>,
    /// What the host is called below which a service has each of its sites, where the source does not say which is its own.
    pub(in crate::import) service: Option<&'static str>,
    /// The menu: what its entries say, and where they lead.
    pub(in crate::import) menu: Vec<(String, String)>,
    /// Addresses of lists of items.
    pub(in crate::import) lists: Vec<(String, List)>,
}

/// A list of items.
#[derive(Debug)]
pub(in crate::import) enum List {
    /// Those with a tag: its taxonomy, and what it is called.
    Tag(String, String),
    /// Those by somebody of that name.
    Author(String),
}

/// A text of a source.
#[derive(Debug, Default)]
pub(in crate::import) struct Item {
    /// What the source calls it, where it has no title.
    pub(in crate::import) id: Option<String>,
    /// Its title, which may hold HTML.
    pub(in crate::import) title: Option<String>,
    /// Its old address.
    pub(in crate::import) url: Option<String>,
    /// The address that links in its text start from, where that is another.
    pub(in crate::import) base: Option<String>,
    /// Further old addresses.
    pub(in crate::import) aliases: Vec<String>,
    /// Its name in addresses; else the end of its old address.
    pub(in crate::import) slug: Option<String>,
    /// Its lead, without markup.
    pub(in crate::import) lead: Option<String>,
    pub(in crate::import) body: Body,
    /// What its text says, where the source has it in another shape than that of the body.
    pub(in crate::import) said: Option<Said>,
    pub(in crate::import) published: Option<String>,
    pub(in crate::import) updated: Option<String>,
    pub(in crate::import) authors: Vec<String>,
    /// Taxonomy and name.
    pub(in crate::import) tags: Vec<(String, String)>,
    pub(in crate::import) image: Option<Picture>,
    pub(in crate::import) language: Option<String>,
    pub(in crate::import) website: Option<String>,
    pub(in crate::import) attachments: Vec<Attachment>,
    /// Does it stand outside of what appears by and by?
    pub(in crate::import) is_page: bool,
    /// Why readers of the source do not see it.
    pub(in crate::import) withheld: Option<String>,
    pub(in crate::import) line: u32,
}

/// The text of an item.
#[derive(Debug, Default)]
pub(in crate::import) enum Body {
    Html(String),
    Text(String),
    #[default]
    Nothing,
}

/// A lead picture.
#[derive(Debug, Default)]
pub(in crate::import) struct Picture {
    pub(in crate::import) url: String,
    pub(in crate::import) alt: Option<String>,
    pub(in crate::import) caption: Option<String>,
}

/// A file that comes with an item.
#[derive(Debug, Default)]
pub(in crate::import) struct Attachment {
    pub(in crate::import) url: Option<String>,
    pub(in crate::import) kind: String,
    pub(in crate::import) title: Option<String>,
}
