//! Items as articles, one after the other.

use std::collections::{BTreeMap, BTreeSet};

use content::article::{Article, Translation};
use content::block::{Block, Image};
use content::href::Href;
use content::inline::Inline;
use content::json;
use content::language::Language;
use content::site::Site;
use content::slug::Slug;

use super::addresses::{Addresses, Use};
use super::closed;
use super::dates::moment_of;
use super::export::Element;
use super::index::{FIELDS, Index, Item, name_in_addresses};
use super::languages::Languages;
use super::plan::{Plan, Plans, kind_of, old_links};
use super::shortcodes::Shortcodes;
use super::terms::Terms;
use super::{Import, menu};
use crate::import::Imported;
use crate::import::account::Place;
use crate::import::html::{self, Context, Surroundings};
use crate::import::intake;
use crate::import::words::{Loss, Said};
use crate::read::article::take_lead;
use crate::read::locale;
use crate::read::names::slugify;

/// How long a title made of an article's first words is, in words.
const TITLE_WORDS: usize = 8;

/// How many bytes a title may have.
const MAX_TITLE: usize = 1000;

impl<'a> Import<'a> {
    /// Ready to convert the texts.
    pub(super) fn converter(mut self, index: &'a Index, plans: Plans) -> Converter<'a> {
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
        for (parameter, value, href) in terms.parameters(index) {
            addresses.add_list(parameter, &value, &href);
        }
        for (login, name) in &index.authors {
            if let Some(href) = slugify(name).and_then(|slug| Href::parse(&format!("/authors/{slug}/"))) {
                let in_address = name_in_addresses(login);
                addresses.add_path(&format!("author/{in_address}/"), &href);
                addresses.add_list("author_name", &in_address, &href);
            }
        }
        if let Some(feed) = Href::parse("/feed.xml") {
            for path in ["feed/", "feed/rss2/", "rss/", "feed/atom/"] {
                addresses.add_path(path, &feed);
            }
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
        let slugs = plans.articles.iter().map(|(at, plan)| {
            let place = (plan.slug.clone(), plan.section.clone());
            (index.items[*at].id, place)
        });
        Converter {
            known: known.collect(),
            slugs: slugs.collect(),
            languages: Languages::of(index),
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
            tagline: Some(index.tagline.clone()).filter(|tagline| !tagline.is_empty()),
            sections: plans.sections.clone(),
            taxonomies: terms.taxonomies(),
            navigation,
            ..intake::site(name, language)
        }
    }
}

/// Turns items into articles, one after the other.
pub(super) struct Converter<'a> {
    pub(super) import: Import<'a>,
    index: &'a Index,
    plans: Plans,
    addresses: Addresses,
    terms: Terms,
    site: Site,
    articles: Vec<Article>,
    /// The new addresses, which are no earlier ones.
    known: BTreeSet<String>,
    languages: Languages,
    /// Slugs and sections of what comes along, by number.
    slugs: BTreeMap<u64, (Slug, Option<Slug>)>,
    /// Earlier addresses that an article has.
    claimed: BTreeSet<String>,
    /// Who wrote something that is published.
    writers: BTreeSet<String>,
}

impl Converter<'_> {
    pub(super) fn item(&mut self, at: usize, element: &Element) {
        let Some(item) = self.index.items.get(at) else {
            return;
        };
        let Some(plan) = self.plans.articles.remove(&at) else {
            let words = &mut self.import.account.words;
            if self.plans.lost.contains(&at) {
                words.lose(Loss::Twice, said(element, item));
            } else if matches!(item.kind.as_str(), "post" | "page") {
                words.withhold(&said(element, item));
            }
            return;
        };
        let shown = html::plain(&item.title);
        let place = self.import.place_of(item);
        let mut body = self.body(element, item, &place);
        let mut lead = self.lead(element, &place);
        if lead.is_empty() {
            lead = take_lead(&mut body);
        }
        let title = self.title(item, &shown, &body, &place);
        let language = self.languages.language_of(item);
        // What stands outside of what appears by and by was shown without a day and a writer.
        let is_page = item.kind == "page";
        let published = moment_of(&item.date).map(|moment| moment.day);
        let published = published.filter(|_| !is_page);
        let modified = moment_of(element.word("post_modified")).map(|moment| moment.day);
        let article = Article {
            title,
            lead,
            authors: if is_page {
                Vec::new()
            } else {
                self.authors(element, item)
            },
            bylines: Vec::new(),
            translations: self.original(item, language.as_ref()).into_iter().collect(),
            calendar: false,
            published,
            updated: modified.filter(|day| published.is_some_and(|published| *day > published)),
            website: None,
            tags: self.terms.tagging(self.index, &item.terms),
            language: language.clone().filter(|language| !self.is_own(language)),
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
                let words = &mut self.import.account.words;
                words.of_article(article.section.as_ref(), &article.slug, said(element, item));
                self.articles.push(article);
            }
            Err(error) => {
                let reason = format!("the bundle’s format does not allow it: {error}");
                self.import.account.drop(kind, reason, &place);
                let words = &mut self.import.account.words;
                words.lose(Loss::Refused, said(element, item));
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
        let text = Shortcodes {
            index: self.index,
            item: 0,
            account: &mut self.import.account,
            place: place.clone(),
        }
        .opened(&excerpt.text);
        let mut context = Context::new(&mut self.import.account, place, &mut self.addresses);
        html::line(&text, &mut context)
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

    fn authors(&mut self, element: &Element, item: &Item) -> Vec<String> {
        let login = element.word("creator");
        let mut together = self.index.co_authors(item);
        if !together.is_empty() {
            let first = self.index.authors.get(login).filter(|name| !name.is_empty());
            if let Some(first) = first.filter(|first| !together.contains(first)) {
                together.insert(0, first.clone());
            }
            let logins = self
                .index
                .authors
                .iter()
                .filter(|(_, name)| together.contains(name));
            self.writers.extend(logins.map(|(login, _)| login.clone()));
            return together;
        }
        let name = match self.index.authors.get(login) {
            Some(name) => name.clone(),
            None if login.contains('@') => String::new(),
            None => html::plain(login),
        };
        self.writers.insert(login.to_owned());
        Some(name).filter(|name| !name.is_empty()).into_iter().collect()
    }

    /// Is it the language of the site, which may name a country as well?
    fn is_own(&self, language: &Language) -> bool {
        let own = self.site.language.to_string();
        let (own, language) = (own.to_lowercase(), language.to_string().to_lowercase());
        own == language || own.split('-').next() == Some(&*language)
    }

    /// The text that an item is a translation of: that of its group in the language of the site, else the first.
    fn original(&self, item: &Item, language: Option<&Language>) -> Option<Translation> {
        let members = self.languages.together(self.index, item).into_iter();
        let members: Vec<_> = members
            .filter_map(|other| {
                let language = self.languages.language_of(other);
                let language = language.unwrap_or_else(|| self.site.language.clone());
                Some((other, self.slugs.get(&other.id)?, language))
            })
            .collect();
        let in_own = members.iter().find(|(_, _, language)| self.is_own(language));
        let (original, (slug, section), its_language) = in_own.or(members.first())?;
        let own = language.unwrap_or(&self.site.language);
        (original.id != item.id && its_language != own).then(|| Translation {
            slug: slug.clone(),
            section: section.clone(),
            language: its_language.clone(),
            name: its_language.to_string(),
        })
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

    pub(super) fn finish(mut self) -> Imported {
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
            let place = self.import.place_of(item);
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
        for address in self.addresses.astray() {
            let place = self.import.place(0, address);
            self.import.account.read("link");
            let reason = "links lead to the old site still, because nothing that stood there came along";
            self.import.account.change("link", reason, &place);
        }
        self.import
            .account
            .entries
            .sort_by(|a, b| (&a.place.file, a.place.line).cmp(&(&b.place.file, b.place.line)));
        let (media, missing_media) = self.addresses.into_media();
        Imported {
            site: self.site,
            articles: self.articles,
            media,
            missing_media,
            account: self.import.account,
            unpacked: Vec::new(),
        }
    }
}

/// The footnotes that the block editor keeps in a custom field.
fn footnotes(field: &str) -> Vec<(String, String)> {
    let notes: Vec<BTreeMap<String, String>> = serde_json::from_str(field).unwrap_or_default();
    notes
        .into_iter()
        .filter_map(|mut note| Some((note.remove("id")?, note.remove("content")?)))
        .collect()
}

/// What an item says to its readers.
fn said(element: &Element, item: &Item) -> Said {
    let text = |is_excerpt| {
        let text = element.encoded(is_excerpt).map_or("", |text| text.text.as_str());
        closed::open(text).text
    };
    let notes = footnotes(item.field("footnotes")).into_iter();
    notes.fold(
        Said::with_shortcodes(&text(false))
            .and_all(Said::with_shortcodes(&text(true)))
            .and_all(Said::html(&item.title)),
        |said, (_, note)| said.and_all(Said::html(&note)),
    )
}
