//! What must be known of the whole export before the first text can be converted: where links lead, which files belong
//! to which number, what terms are called.

use std::collections::BTreeMap;

use super::access;
use super::export::Element;
use crate::import::html::plain;

/// A taxonomy, and the name in addresses of one of its terms.
pub(super) type TermKey = (String, String);

/// What stands in the export, without the texts.
#[derive(Debug, Default)]
pub(super) struct Index {
    /// The file that is being read, counted from 0.
    pub(super) part: usize,
    pub(super) title: String,
    pub(super) tagline: String,
    pub(super) language: String,
    /// The addresses that the site had: of itself, and of its channel.
    pub(super) addresses: Vec<String>,
    /// What authors call themselves, by the name they log in with.
    pub(super) authors: BTreeMap<String, String>,
    /// By taxonomy and name in addresses.
    pub(super) terms: BTreeMap<TermKey, Term>,
    pub(super) term_ids: BTreeMap<u64, TermKey>,
    pub(super) items: Vec<Item>,
    /// The places of the attachments that belong to an item, by its number.
    attachments: BTreeMap<u64, Vec<usize>>,
    /// The place of each number in `items`; of several with one number the first.
    pub(super) by_id: BTreeMap<u64, usize>,
}

/// A category, a tag or a term of another taxonomy.
#[derive(Clone, Debug, Default)]
pub(super) struct Term {
    pub(super) name: String,
    /// The name in addresses of the term above it.
    pub(super) parent: String,
    /// The line it stands in.
    pub(super) line: u32,
}

/// A post, a page, an attachment or something else.
#[derive(Debug, Default)]
pub(super) struct Item {
    /// The file it stands in, counted from 0.
    pub(super) part: usize,
    pub(super) line: u32,
    pub(super) id: u64,
    pub(super) kind: String,
    pub(super) title: String,
    pub(super) link: String,
    pub(super) slug: String,
    pub(super) status: String,
    pub(super) has_password: bool,
    pub(super) date: String,
    pub(super) parent: u64,
    pub(super) order: u64,
    /// Taxonomy and name in addresses.
    pub(super) terms: Vec<TermKey>,
    /// Has it fields of WPML, whatever they say?
    pub(super) is_of_wpml: bool,
    /// The custom fields that mean something here.
    pub(super) fields: BTreeMap<String, Vec<String>>,
    /// Those that may say who reads it, and until when.
    pub(super) access: Vec<(String, String)>,
    /// The address of an attachment's file.
    pub(super) file: String,
    /// The caption of an attachment.
    pub(super) caption: String,
    /// The text of a block that several articles share.
    pub(super) shared: String,
}

/// The custom fields that are read; all others stay behind.
pub(super) const FIELDS: [&str; 14] = [
    "_thumbnail_id",
    "_wp_attachment_image_alt",
    "_wp_old_slug",
    "_menu_item_type",
    "_menu_item_menu_item_parent",
    "_menu_item_object_id",
    "_menu_item_object",
    "_menu_item_url",
    "_wp_attached_file",
    "footnotes",
    "_menu_item_classes",
    "_wpml_import_language_code",
    "_wpml_import_translation_group",
    "_icl_lang_duplicate_of",
];

impl Item {
    pub(super) fn of(element: &Element) -> Self {
        let kind = element.word("post_type").to_owned();
        let mut fields: BTreeMap<String, Vec<String>> = BTreeMap::new();
        let mut access = Vec::new();
        let mut is_of_wpml = false;
        for field in element.all("postmeta") {
            let key = field.word("meta_key");
            is_of_wpml |= key.starts_with("_wpml_") || key.starts_with("_icl_");
            if access::is_told_by(key) {
                access.push((key.to_owned(), field.word("meta_value").to_owned()));
            }
            if FIELDS.contains(&key) {
                fields
                    .entry(key.to_owned())
                    .or_default()
                    .push(field.word("meta_value").to_owned());
            }
        }
        let encoded = |is_excerpt| {
            element
                .encoded(is_excerpt)
                .map(|text| text.text.clone())
                .unwrap_or_default()
        };
        Self {
            part: 0,
            line: element.line,
            id: element.number("post_id"),
            title: element.word("title").to_owned(),
            link: element.word("link").to_owned(),
            slug: element.word("post_name").to_owned(),
            status: element.word("status").to_owned(),
            // A password of spaces is one; line ends are those of the file.
            has_password: element
                .all("post_password")
                .any(|password| !password.text.trim_matches(['\n', '\r', '\t']).is_empty()),
            date: date_of(element),
            parent: element.number("post_parent"),
            order: element.number("menu_order"),
            terms: terms_of(element),
            is_of_wpml,
            fields,
            access,
            file: element.word("attachment_url").to_owned(),
            caption: if kind == "attachment" {
                encoded(true)
            } else {
                String::new()
            },
            shared: if kind == "wp_block" {
                encoded(false)
            } else {
                String::new()
            },
            kind,
        }
    }

    /// The first value of a custom field.
    pub(super) fn field(&self, name: &str) -> &str {
        self.fields
            .get(name)
            .and_then(|values| values.first())
            .map_or("", String::as_str)
    }
}

/// A login as WordPress writes it into addresses.
pub(super) fn name_in_addresses(login: &str) -> String {
    let sign = |letter: char| match letter {
        ' ' | '.' | '_' | '@' => '-',
        letter => letter.to_ascii_lowercase(),
    };
    login.chars().map(sign).collect()
}

/// The day and time of an item: those of the site, else those in UTC, where a broken database has zeros.
fn date_of(element: &Element) -> String {
    let names = ["post_date", "post_date_gmt"];
    let written = names.map(|name| element.word(name));
    let real = written
        .into_iter()
        .find(|date| !date.is_empty() && !date.starts_with("0000"));
    real.unwrap_or(written[0]).to_owned()
}

/// The terms of an item. Version 1.0 writes each of them twice, once without a taxonomy, and calls that of the tags `tag`.
fn terms_of(element: &Element) -> Vec<TermKey> {
    let mut terms: Vec<TermKey> = Vec::new();
    let is_dated = element
        .all("category")
        .any(|category| category.attribute("nicename").is_some());
    for category in element.all("category") {
        let taxonomy = match category.attribute("domain") {
            None if is_dated => continue,
            None => "category",
            Some("tag") => "post_tag",
            Some(domain) => domain,
        };
        let slug = match category.attribute("nicename") {
            Some(slug) => slug.to_owned(),
            None if is_dated => continue,
            None => category.text.trim().to_owned(),
        };
        let term = (taxonomy.to_owned(), slug);
        if !term.1.is_empty() && !terms.contains(&term) {
            terms.push(term);
        }
    }
    terms
}

impl Index {
    /// Takes in what a child of the channel says.
    pub(super) fn add(&mut self, element: &Element) {
        let text = element.text.trim();
        match element.name.as_str() {
            "title" => self.title = plain(text),
            "description" => self.tagline = plain(text),
            "language" => text.clone_into(&mut self.language),
            "link" | "base_blog_url" if !text.is_empty() => self.addresses.push(text.to_owned()),
            "author" => {
                let login = element.word("author_login").to_owned();
                let full = format!(
                    "{} {}",
                    element.word("author_first_name"),
                    element.word("author_last_name")
                );
                let names = [element.word("author_display_name"), full.trim(), &login];
                let name = names
                    .into_iter()
                    .find(|name| !name.is_empty() && !name.contains('@'))
                    .map(plain);
                self.authors.insert(login.clone(), name.unwrap_or_default());
            }
            "category" | "tag" | "term" => self.add_term(element),
            "item" => {
                for category in element.all("category") {
                    self.add_name_of(category);
                }
                let mut item = Item::of(element);
                item.part = self.part;
                let place = self.items.len();
                self.by_id.entry(item.id).or_insert(place);
                if item.kind == "attachment" {
                    self.attachments.entry(item.parent).or_default().push(place);
                }
                self.items.push(item);
            }
            _ => {}
        }
    }

    fn add_term(&mut self, element: &Element) {
        let (taxonomy, names) = match element.name.as_str() {
            "category" => (
                "category",
                [
                    "category_nicename",
                    "category_parent",
                    "cat_name",
                    "category_description",
                ],
            ),
            "tag" => ("post_tag", ["tag_slug", "", "tag_name", "tag_description"]),
            _ => (
                element.word("term_taxonomy"),
                ["term_slug", "term_parent", "term_name", "term_description"],
            ),
        };
        let [slug, parent, name, _] = names.map(|name| element.word(name));
        let name = plain(name);
        let key = (taxonomy.to_owned(), slug.to_owned());
        self.term_ids.insert(element.number("term_id"), key.clone());
        self.terms.insert(
            key,
            Term {
                line: element.line,
                name: if name.is_empty() { slug.to_owned() } else { name },
                parent: parent.to_owned(),
            },
        );
    }

    /// An item may carry a term that the export does not list by itself.
    fn add_name_of(&mut self, category: &Element) {
        let name = plain(category.text.trim());
        let slug = category
            .attribute("nicename")
            .map_or_else(|| category.text.trim().to_owned(), ToOwned::to_owned);
        let taxonomy = match category.attribute("domain") {
            None => "category",
            Some("tag") => "post_tag",
            Some(domain) => domain,
        };
        if !slug.is_empty() {
            self.terms
                .entry((taxonomy.to_owned(), slug.clone()))
                .or_insert_with(|| Term {
                    line: category.line,
                    name: if name.is_empty() { slug } else { name },
                    ..Term::default()
                });
        }
    }

    /// The names shown of those whom Co-Authors Plus and its like name as the authors of an item, in their order.
    pub(super) fn co_authors(&self, item: &Item) -> Vec<String> {
        let slugs = item.terms.iter().filter(|(taxonomy, _)| taxonomy == "author");
        let mut names: Vec<String> = Vec::new();
        for (_, slug) in slugs {
            let login = slug.strip_prefix("cap-").unwrap_or(slug);
            let guest = || {
                let mut guests = self.items.iter().filter(|item| item.kind == "guest-author");
                let found =
                    guests.find(|guest| guest.slug.strip_prefix("cap-").unwrap_or(&guest.slug) == login);
                found.map(|guest| plain(&guest.title))
            };
            let known = self
                .authors
                .iter()
                .find(|(name, _)| name_in_addresses(name) == login);
            let name = known.map(|(_, name)| name.clone()).or_else(guest);
            if let Some(name) =
                name.filter(|name| !name.is_empty() && !name.contains('@') && !names.contains(name))
            {
                names.push(name);
            }
        }
        names
    }

    /// The item of that number.
    pub(super) fn item(&self, id: u64) -> Option<&Item> {
        self.by_id.get(&id).and_then(|place| self.items.get(*place))
    }

    /// The attachments that belong to an item, in their order.
    pub(super) fn attachments_of(&self, id: u64) -> Vec<&Item> {
        let places = self.attachments.get(&id).into_iter().flatten();
        let mut found: Vec<&Item> = places
            .filter(|_| id != 0)
            .filter_map(|place| self.items.get(*place))
            .collect();
        found.sort_by_key(|item| (item.order, item.id));
        found
    }
}
