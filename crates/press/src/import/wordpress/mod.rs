//! WordPress exports (WXR 1.0 to 1.2) as a site and its articles.
//!
//! The file is read twice, and never held as a whole: first for addresses, terms and attachments, then for the texts,
//! whose links and pictures need them.

mod addresses;
mod blocks;
mod export;
mod index;
mod menu;
mod paragraphs;
mod shortcodes;
mod terms;
mod text;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use content::article::Article;
use content::block::{Block, Image};
use content::bundle::FORMAT;
use content::day::{Day, Moment};
use content::href::Href;
use content::inline::Inline;
use content::json;
use content::language::Language;
use content::route::RESERVED;
use content::site::{Section, Site};
use content::slug::Slug;
use percent_encoding::percent_decode_str;

use self::addresses::{Addresses, Use};
use self::export::{Element, Part};
use self::index::{FIELDS, Index, Item};
use self::shortcodes::Shortcodes;
use self::terms::{Terms, capitalised, free_slug};
use self::text::{Reading, Text};
use super::Imported;
use super::account::{Account, Place};
use super::html::{self, Context, Surroundings};
use crate::read::article::take_lead;
use crate::read::locale;
use crate::read::names::slugify;
use crate::remedy;

/// How long a title made of an article's first words is, in words.
const TITLE_WORDS: usize = 8;

/// How many bytes a title may have.
const MAX_TITLE: usize = 1000;

/// How to read an export.
#[derive(Clone, Debug)]
pub struct Options {
    /// The time on the clock of the site: what is dated later is not published.
    pub now: Moment,
    /// A copy of the site's `wp-content/uploads`. Without it pictures become links.
    pub media: Option<PathBuf>,
    /// The section that posts stand in.
    pub section: Slug,
    /// Its name.
    pub section_name: String,
}

impl Options {
    /// Everything that can be known at that time, without any files. Posts stand in the section `posts`.
    ///
    /// # Panics
    /// Never: the section's name is a slug.
    pub fn new(now: Moment) -> Self {
        Self {
            now,
            media: None,
            section: Slug::parse("posts").expect("the word is a slug"),
            section_name: "Posts".to_owned(),
        }
    }
}

/// Why there is nothing to import.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The system refuses to let the file be read.
    #[error("{}: the export cannot be read: {source}; {}", file.display(), remedy::of(source))]
    Unreadable {
        /// The file.
        file: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// It is no export of WordPress.
    #[error("{}:{line}: this is no WordPress export: {why}; make one in WordPress under Tools, Export", file.display())]
    NoExport {
        /// The file.
        file: PathBuf,
        /// The line that shows it.
        line: u32,
        /// What is missing or wrong.
        why: String,
    },
    /// The folder of uploads is none.
    #[error("{}: there is no such folder; name a copy of wp-content/uploads", .0.display())]
    NoMedia(PathBuf),
}

/// Reads an export.
///
/// # Errors
/// When the file cannot be read or is no export of WordPress at all, or the folder of media is missing. Whatever is
/// wrong within an export stands in the account, and the rest is read.
pub fn read(file: &Path, options: &Options) -> Result<Imported, ImportError> {
    if let Some(media) = options.media.as_ref().filter(|media| !media.is_dir()) {
        return Err(ImportError::NoMedia(media.clone()));
    }
    let unreadable = |source| ImportError::Unreadable {
        file: file.to_owned(),
        source,
    };
    let reading = text::examine(file).map_err(unreadable)?;
    let mut import = Import::new(file, options);
    import.account_for(reading);
    let mut index = Index::default();
    let mut has_posts = false;
    let shape = export::read(
        Text::open(file, reading).map_err(unreadable)?,
        |part| match part {
            Part::Element(element) => {
                has_posts |= matches!(element.name.as_str(), "wxr_version" | "base_blog_url")
                    || !element.word("post_type").is_empty();
                import.account_for_people(&element);
                index.add(&element);
            }
            Part::Fault { line, reason } => {
                import.account.read("XML");
                import.account.drop("XML", reason, &import.place(line, ""));
            }
        },
    );
    if !shape.has_channel || !has_posts {
        let (line, why) = shape.first_fault.unwrap_or_else(|| {
            let why = if shape.has_channel {
                "it is a feed without posts of WordPress"
            } else {
                "it has no <channel>"
            };
            (1, why.to_owned())
        });
        return Err(ImportError::NoExport {
            file: file.to_owned(),
            line,
            why,
        });
    }
    let plan = import.plan(&index);
    let mut converter = import.converter(&index, plan);
    let mut at = 0;
    export::read(Text::open(file, reading).map_err(unreadable)?, |part| {
        if let Part::Element(element) = part
            && element.name == "item"
        {
            converter.item(at, &element);
            at += 1;
        }
    });
    Ok(converter.finish())
}

/// An import that has begun.
struct Import<'a> {
    file: String,
    options: &'a Options,
    account: Account,
}

/// An item that is to be an article.
struct Plan {
    slug: Slug,
    section: Option<Slug>,
    href: Href,
}

/// What is to become of the items.
struct Plans {
    /// By their place in the export.
    articles: BTreeMap<usize, Plan>,
    sections: Vec<Section>,
}

impl<'a> Import<'a> {
    fn new(file: &Path, options: &'a Options) -> Self {
        Self {
            file: file.display().to_string(),
            options,
            account: Account::default(),
        }
    }

    fn place(&self, line: u32, item: &str) -> Place {
        Place {
            file: self.file.clone(),
            line,
            item: item.to_owned(),
        }
    }

    fn account_for(&mut self, reading: Reading) {
        let (line, reason) = match reading {
            Reading::Utf8 | Reading::As(_) => return,
            Reading::Utf8Despite(declared) => (
                1,
                format!(
                    "the file declares {}, but its bytes are UTF-8, and are read as that",
                    declared.name()
                ),
            ),
            Reading::Mixed(line) => (
                line,
                "bytes from here on are no UTF-8; those that are none are read as Windows-1252".to_owned(),
            ),
        };
        self.account.read("encoding");
        self.account.change("encoding", reason, &self.place(line, ""));
    }

    /// Counts what tells of people and never comes along.
    fn account_for_people(&mut self, element: &Element) {
        match element.name.as_str() {
            "author" => {
                for _ in element.all("author_email") {
                    self.account.read("e-mail address");
                    let place = self.place(element.line, "");
                    self.account
                        .drop("e-mail address", "addresses of authors stay behind", &place);
                }
            }
            "item" => {
                let title = html::plain(element.word("title"));
                for comment in element.all("comment") {
                    self.account.read("comment");
                    let place = self.place(comment.line, &title);
                    self.account
                        .drop("comment", "comments, and who wrote them, stay behind", &place);
                }
            }
            _ => {}
        }
    }

    /// Chooses which items become articles, and gives them addresses.
    fn plan(&mut self, index: &Index) -> Plans {
        let mut sections = vec![section(
            self.options.section.clone(),
            self.options.section_name.clone(),
        )];
        let mut published = Vec::new();
        let has_paths = index
            .items
            .iter()
            .any(|item| item.kind == "post" && item.status == "publish" && !item.link.contains('?'));
        for (at, item) in index.items.iter().enumerate() {
            if matches!(item.kind.as_str(), "attachment" | "nav_menu_item") {
                continue;
            }
            let kind = kind_of(item);
            self.account.read(kind);
            let place = self.place(item.line, &html::plain(&item.title));
            if let Some(reason) = self.unpublished(item, has_paths) {
                self.account.withhold(kind, reason, &place);
            } else if item.id != 0 && index.by_id.get(&item.id) != Some(&at) {
                let reason = "an item of this number stands in the export already";
                self.account.drop(kind, reason, &place);
            } else {
                published.push((at, item));
            }
        }
        let mut own_sections: BTreeMap<&str, Slug> = BTreeMap::new();
        for (_, item) in &published {
            let kind = item.kind.as_str();
            if matches!(kind, "post" | "page") || own_sections.contains_key(kind) {
                continue;
            }
            let wanted = slugify(kind).unwrap_or_else(|| self.options.section.clone());
            let slug = free_slug(&wanted, |slug| {
                RESERVED.contains(&slug.as_ref()) || sections.iter().any(|section| section.slug == *slug)
            });
            own_sections.insert(kind, slug.clone());
            sections.push(section(slug, capitalised(kind)));
        }
        let mut taken: BTreeSet<Slug> = BTreeSet::new();
        let mut articles = BTreeMap::new();
        for (at, item) in published {
            let section = match item.kind.as_str() {
                "page" => None,
                "post" => Some(self.options.section.clone()),
                kind => own_sections.get(kind).cloned(),
            };
            let wanted = wanted_slug(item);
            let slug = free_slug(&wanted, |slug| {
                let is_reserved = section.is_none()
                    && (RESERVED.contains(&slug.as_ref())
                        || sections.iter().any(|section| section.slug == *slug));
                is_reserved || taken.contains(slug)
            });
            if slug != wanted {
                let place = self.place(item.line, &html::plain(&item.title));
                self.account.read("address");
                self.account.change(
                    "address",
                    format!("“{wanted}” is taken already; the address has “{slug}”"),
                    &place,
                );
            }
            taken.insert(slug.clone());
            let path = section
                .as_ref()
                .map_or_else(|| format!("/{slug}/"), |section| format!("/{section}/{slug}/"));
            let href = Href::parse(&path).expect("a path of slugs is a path from the root");
            articles.insert(at, Plan { slug, section, href });
        }
        let used: BTreeSet<&Slug> = articles
            .values()
            .filter_map(|plan| plan.section.as_ref())
            .collect();
        sections.retain(|section| used.contains(&section.slug) || section.slug == self.options.section);
        Plans { articles, sections }
    }

    /// Why the item is not published, where it is not.
    fn unpublished(&self, item: &Item, has_paths: bool) -> Option<String> {
        if let Some(reason) = internal(item, has_paths) {
            return Some(reason);
        }
        let reason = match item.status.as_str() {
            "publish" if item.has_password => "a password protects it",
            "publish" if self.is_later(&item.date) => "it is to appear later",
            "publish" => return None,
            "future" => "it is to appear later",
            "private" => "it is private",
            "trash" => "it is in the trash",
            "draft" | "auto-draft" | "pending" => "it is a draft",
            other => return Some(format!("its status “{other}” is not that of a published text")),
        };
        Some(reason.to_owned())
    }

    fn is_later(&self, date: &str) -> bool {
        let now = self.options.now;
        moment_of(date).is_some_and(|moment| match now.time {
            Some(_) => moment > now,
            None => moment.day > now.day,
        })
    }

    /// Ready to convert the texts.
    fn converter(mut self, index: &'a Index, plans: Plans) -> Converter<'a> {
        let mut addresses = Addresses::new(&index.addresses, self.options.media.clone());
        let mut carried = BTreeSet::new();
        for (at, plan) in &plans.articles {
            let item = &index.items[*at];
            addresses.add_path(&item.link, &plan.href);
            addresses.add_id(item.id, &plan.href);
            carried.extend(item.terms.iter().cloned());
        }
        for (at, plan) in &plans.articles {
            for old in old_links(&index.items[*at]) {
                addresses.add_path(&old, &plan.href);
            }
        }
        for item in index.items.iter().filter(|item| item.kind == "attachment") {
            addresses.add_attachment(item.id, &item.link, &item.file);
        }
        let file = self.file.clone();
        let place = |line: u32, item: &str| Place {
            file: file.clone(),
            line,
            item: item.to_owned(),
        };
        let terms = Terms::new(index, &carried, &mut self.account, &place);
        for (path, href) in terms.paths(index) {
            addresses.add_path(&path, &href);
        }
        let navigation = menu::read(
            index,
            &mut addresses,
            &|key| terms.address(key),
            &mut self.account,
            &|item| place(item.line, &html::plain(&item.title)),
        );
        let site = self.site(index, &plans, &terms, navigation);
        let known = plans.articles.values().map(|plan| plan.href.to_string());
        Converter {
            known: known.collect(),
            claimed: BTreeSet::new(),
            writers: BTreeSet::new(),
            import: self,
            index,
            plans,
            addresses,
            terms,
            site,
            articles: Vec::new(),
        }
    }

    fn site(
        &mut self,
        index: &Index,
        plans: &Plans,
        terms: &Terms,
        navigation: Vec<content::site::Link>,
    ) -> Site {
        let language = locale::meant(&index.language);
        if language.is_none() {
            self.account.read("language");
            let reason = format!("“{}” is no language tag; the site has en", index.language);
            self.account.change("language", reason, &self.place(1, ""));
        }
        let name = if index.title.is_empty() {
            "WordPress".to_owned()
        } else {
            index.title.clone()
        };
        Site {
            format: FORMAT,
            name,
            tagline: Some(index.tagline.clone()).filter(|tagline| !tagline.is_empty()),
            logo: None,
            address: None,
            language: language
                .or_else(|| Language::parse("en"))
                .expect("en is a language"),
            sections: plans.sections.clone(),
            taxonomies: terms.taxonomies(),
            navigation,
            footer: Vec::new(),
            words: None,
            pages: Vec::new(),
            years: Vec::new(),
            consent: None,
            articles: Vec::new(),
        }
    }
}

/// Turns items into articles, one after the other.
struct Converter<'a> {
    import: Import<'a>,
    index: &'a Index,
    plans: Plans,
    addresses: Addresses,
    terms: Terms,
    site: Site,
    articles: Vec<Article>,
    /// The new addresses, which are no earlier ones.
    known: BTreeSet<String>,
    /// Earlier addresses that an article has.
    claimed: BTreeSet<String>,
    /// Who wrote something that is published.
    writers: BTreeSet<String>,
}

impl Converter<'_> {
    fn item(&mut self, at: usize, element: &Element) {
        let Some(plan) = self.plans.articles.remove(&at) else {
            return;
        };
        let Some(item) = self.index.items.get(at) else {
            return;
        };
        let shown = html::plain(&item.title);
        let place = self.import.place(item.line, &shown);
        let mut body = self.body(element, item, &place);
        let mut lead = self.lead(element, &place);
        if lead.is_empty() {
            lead = take_lead(&mut body);
        }
        let title = self.title(item, &shown, &body, &place);
        let published = moment_of(&item.date).map(|moment| moment.day);
        let modified = moment_of(element.word("post_modified")).map(|moment| moment.day);
        let article = Article {
            title,
            lead,
            authors: self.authors(element),
            bylines: Vec::new(),
            translations: Vec::new(),
            calendar: false,
            published,
            updated: modified.filter(|day| published.is_some_and(|published| *day > published)),
            website: None,
            tags: self.terms.tagging(self.index, &item.terms),
            language: None,
            image: self.featured(item, &place),
            series: None,
            before: None,
            after: None,
            minutes: None,
            event: None,
            deadline: None,
            aliases: self.aliases(item, &plan),
            related: Vec::new(),
            body,
            similar: Vec::new(),
            slug: plan.slug,
            section: plan.section,
        };
        self.fields(element, &place);
        if element.word("is_sticky") == "1" {
            self.import.account.read("sticky mark");
            let reason = "the portal shows the newest articles first, and none before them";
            self.import.account.drop("sticky mark", reason, &place);
        }
        let kind = kind_of(item);
        let written = serde_json::to_string(&article)
            .expect("the types of the bundle have string keys only and nothing that fails to serialise");
        match json::from_text::<Article>(&written) {
            Ok(_) => {
                self.import.account.keep(kind);
                self.articles.push(article);
            }
            Err(error) => {
                let reason = format!("the bundle’s format does not allow it: {error}");
                self.import.account.drop(kind, reason, &place);
            }
        }
    }

    fn body(&mut self, element: &Element, item: &Item, place: &Place) -> Vec<Block> {
        let Some(encoded) = element.encoded(false) else {
            return Vec::new();
        };
        let place = Place {
            line: encoded.line,
            ..place.clone()
        };
        let html = Shortcodes {
            index: self.index,
            item: item.id,
            account: &mut self.import.account,
            place: place.clone(),
        }
        .html_of_body(&encoded.text);
        let mut context = Context::new(&mut self.import.account, place, &mut self.addresses);
        for (id, note) in footnotes(item.field("footnotes")) {
            context.add_note(id, note);
        }
        html::blocks(&html, &mut context)
    }

    fn lead(&mut self, element: &Element, place: &Place) -> Vec<Inline> {
        let Some(excerpt) = element
            .encoded(true)
            .filter(|excerpt| !excerpt.text.trim().is_empty())
        else {
            return Vec::new();
        };
        let place = Place {
            line: excerpt.line,
            ..place.clone()
        };
        let mut context = Context::new(&mut self.import.account, place, &mut self.addresses);
        html::line(&excerpt.text, &mut context)
    }

    /// The title without marks, or one that is made of the first words.
    fn title(&mut self, item: &Item, shown: &str, body: &[Block], place: &Place) -> String {
        let account = &mut self.import.account;
        account.read("title");
        if shown.is_empty() {
            let words: Vec<String> = body
                .iter()
                .map(html::first_words)
                .find(|words| !words.is_empty())
                .map(|words| {
                    words
                        .split_whitespace()
                        .take(TITLE_WORDS)
                        .map(ToOwned::to_owned)
                        .collect()
                })
                .unwrap_or_default();
            let title = if words.is_empty() {
                let day = moment_of(&item.date).map(|moment| moment.day.to_string());
                day.unwrap_or_else(|| format!("No. {}", item.id))
            } else {
                let mut title = words.join(" ");
                title.truncate(title.floor_char_boundary(MAX_TITLE));
                title.push('…');
                title
            };
            account.change("title", format!("it has none; “{title}” was made up"), place);
            return title;
        }
        if shown.len() > MAX_TITLE {
            account.change("title", "it is too long; its beginning is kept", place);
            return shown[..shown.floor_char_boundary(MAX_TITLE)].to_owned();
        }
        if item.title.contains('<') {
            account.change("title", "a title has no marks; its words are kept", place);
        } else {
            account.keep("title");
        }
        shown.to_owned()
    }

    fn authors(&mut self, element: &Element) -> Vec<String> {
        let login = element.word("creator");
        let name = match self.index.authors.get(login) {
            Some(name) => name.clone(),
            None if login.contains('@') => String::new(),
            None => html::plain(login),
        };
        self.writers.insert(login.to_owned());
        Some(name).filter(|name| !name.is_empty()).into_iter().collect()
    }

    fn featured(&mut self, item: &Item, place: &Place) -> Option<Image> {
        const KIND: &str = "featured image";
        let id = item
            .field("_thumbnail_id")
            .parse::<u64>()
            .ok()
            .filter(|id| *id > 0)?;
        self.import.account.read(KIND);
        let Some(attachment) = self
            .index
            .item(id)
            .filter(|attachment| !attachment.file.is_empty())
        else {
            let reason = format!("the export has no attachment of the number {id}");
            self.import.account.drop(KIND, reason, place);
            return None;
        };
        let Some(src) = self.addresses.file(&attachment.file) else {
            let reason = format!("the file {} is not at hand", attachment.file);
            self.import.account.drop(KIND, reason, place);
            return None;
        };
        self.import.account.keep(KIND);
        let alt = attachment.field("_wp_attachment_image_alt");
        let caption = html::plain(&attachment.caption);
        Some(Image {
            alt: (!alt.is_empty()).then(|| html::plain(alt)),
            caption: Some(caption)
                .filter(|caption| !caption.is_empty())
                .map(Inline::Text)
                .into_iter()
                .collect(),
            ..Image::of(src)
        })
    }

    /// The addresses that the article had.
    fn aliases(&mut self, item: &Item, plan: &Plan) -> Vec<Href> {
        let query = if item.kind == "page" { "page_id" } else { "p" };
        let number = format!("/?{query}={}", item.id);
        let mut aliases: Vec<Href> = self.addresses.alias(&item.link).into_iter().collect();
        aliases.extend(
            old_links(item)
                .iter()
                .filter_map(|link| self.addresses.alias(link)),
        );
        if item.id > 0 {
            aliases.extend(Href::parse(&number));
        }
        let mut kept = Vec::new();
        for alias in aliases {
            let text = alias.to_string();
            if alias != plan.href && !self.known.contains(&text) && self.claimed.insert(text) {
                kept.push(alias);
            }
        }
        kept
    }

    /// Accounts for the custom fields of a published item.
    fn fields(&mut self, element: &Element, place: &Place) {
        const KIND: &str = "custom field";
        for field in element.all("postmeta") {
            let key = field.word("meta_key");
            let account = &mut self.import.account;
            account.read(KIND);
            if FIELDS.contains(&key) {
                account.keep(KIND);
            } else {
                let place = Place {
                    line: field.line,
                    ..place.clone()
                };
                account.drop(
                    KIND,
                    format!("{key}: only WordPress and its plugins read it"),
                    &place,
                );
            }
        }
    }

    fn finish(mut self) -> Imported {
        for (login, name) in &self.index.authors {
            self.import.account.read("author");
            if self.writers.contains(login) {
                self.import.account.keep("author");
            } else {
                let place = self.import.place(0, name);
                self.import
                    .account
                    .drop("author", "nothing published is by this author", &place);
            }
        }
        for item in self.index.items.iter().filter(|item| item.kind == "attachment") {
            const KIND: &str = "attachment";
            let place = self.import.place(item.line, &html::plain(&item.title));
            let account = &mut self.import.account;
            account.read(KIND);
            match self.addresses.use_of(&item.file) {
                Use::Shown => account.keep(KIND),
                Use::Linked => {
                    account.change(
                        KIND,
                        "its file is not at hand; links lead to where it was",
                        &place,
                    );
                }
                Use::None => account.drop(KIND, "nothing published shows it", &place),
            }
        }
        self.import.account.entries.sort_by_key(|entry| entry.place.line);
        let (media, missing_media) = self.addresses.into_media();
        Imported {
            site: self.site,
            articles: self.articles,
            media,
            missing_media,
            account: self.import.account,
        }
    }
}

fn section(slug: Slug, name: String) -> Section {
    Section {
        slug,
        name,
        description: None,
        order: None,
        count: None,
    }
}

/// The kind under which an item stands in the account.
fn kind_of(item: &Item) -> &'static str {
    match item.kind.as_str() {
        "post" => "post",
        "page" => "page",
        _ => "item of another type",
    }
}

/// Why an item is none for readers, whatever its status.
fn internal(item: &Item, has_paths: bool) -> Option<String> {
    let kind = item.kind.as_str();
    match kind {
        "post" | "page" => return None,
        "revision" => return Some("it is an earlier version".to_owned()),
        "" => return Some("it says not what it is".to_owned()),
        _ => {}
    }
    let starts = [
        "wp_",
        "_",
        "acf-",
        "acf_",
        "elementor",
        "jp_",
        "jetpack",
        "wpcf7",
        "wpforms",
        "flamingo",
        "shop_",
        "scheduled",
        "oembed",
        "customize",
        "user_request",
        "custom_css",
        "feedback",
        "mc4wp",
        "tablepress",
        "et_",
        "vc_",
        "fl-",
    ];
    if starts.iter().any(|start| kind.starts_with(start)) {
        return Some(format!(
            "items of the type {kind} are for WordPress and its plugins"
        ));
    }
    let is_hidden = item.link.is_empty() || (has_paths && item.link.contains("?post_type="));
    is_hidden.then(|| format!("items of the type {kind} had no address for readers"))
}

fn wanted_slug(item: &Item) -> Slug {
    let written = percent_decode_str(&item.slug).decode_utf8_lossy();
    Slug::parse(&written)
        .or_else(|| slugify(&written))
        .or_else(|| slugify(&html::plain(&item.title)))
        .or_else(|| slugify(&format!("{}-{}", item.kind, item.id)))
        .unwrap_or_else(|| Slug::parse("text").expect("the word is a slug"))
}

/// The addresses that an item had under earlier names.
fn old_links(item: &Item) -> Vec<String> {
    let Some(start) = item
        .link
        .trim_end_matches('/')
        .rsplit_once('/')
        .map(|(start, _)| start)
        .filter(|_| !item.link.contains('?'))
    else {
        return Vec::new();
    };
    let slugs = item.fields.get("_wp_old_slug").into_iter().flatten();
    slugs
        .filter(|slug| !slug.is_empty())
        .map(|slug| format!("{start}/{slug}/"))
        .collect()
}

/// The moment that `2013-01-05 10:00:49` tells.
fn moment_of(text: &str) -> Option<Moment> {
    let day = Day::parse(text.get(..10)?)?;
    let time = text
        .get(11..16)
        .and_then(|time| Moment::parse(&format!("{day}T{time}")));
    Some(time.unwrap_or(Moment { day, time: None }))
}

/// The footnotes that the block editor keeps in a custom field.
fn footnotes(field: &str) -> Vec<(String, String)> {
    let notes: Vec<BTreeMap<String, String>> = serde_json::from_str(field).unwrap_or_default();
    notes
        .into_iter()
        .filter_map(|mut note| Some((note.remove("id")?, note.remove("content")?)))
        .collect()
}
