//! The front matter of other generators in press's words.

use content::article::Event;
use content::day::Day;
use content::language::Language;

use super::keys::{Mapping, NOTHING, known};
use super::{event, languages, public, unread};
use crate::diagnostic::{Findings, Position};
use crate::import::account::{Account, Place};
use crate::import::day;
use crate::read::markdown::PictureWords;
use crate::read::settings::{Node, Reader, Table, Value, truth};

/// The kind under which keys stand in the account.
const KEY: &str = "key";

/// The lead picture, as the front matter has it.
pub(super) struct Picture {
    pub(super) words: PictureWords,
    pub(super) position: Position,
}

/// What front matter says, whoever's it is.
#[derive(Default)]
pub(super) struct Matter {
    pub(super) title: Option<String>,
    pub(super) lead: Option<(String, Position)>,
    pub(super) slug: Option<String>,
    pub(super) permalink: Option<String>,
    pub(super) published: Option<Day>,
    pub(super) updated: Option<Day>,
    /// Why it is not to be published.
    pub(super) withheld: Option<String>,
    /// The key that may keep it back, if it does not speak of something else.
    pub(super) unclear: Option<String>,
    pub(super) authors: Vec<String>,
    pub(super) series: Option<String>,
    pub(super) language: Option<Language>,
    pub(super) aliases: Vec<String>,
    /// Taxonomy and name.
    pub(super) tags: Vec<(String, String)>,
    pub(super) image: Option<Picture>,
    /// What translations have in common.
    pub(super) translation_key: Option<String>,
    /// Its place in the menu.
    pub(super) menu: Option<MenuEntry>,
    /// When and where it happens.
    pub(super) event: Option<Event>,
    /// Keys that nothing reads, and what each may mean.
    pub(super) unread: Vec<(String, &'static str)>,
}

/// What front matter says of an entry in the menu.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct MenuEntry {
    /// Its words, where they are not the title.
    pub(super) label: Option<String>,
    /// Its place in the order, the lowest first.
    pub(super) weight: i64,
}

impl Matter {
    /// Reads front matter. Keys that press has no words for are entered as dropped.
    pub(super) fn read(
        mut table: Table,
        now: Day,
        map: &[Mapping],
        findings: &mut Findings,
        account: &mut Account,
        place: &Place,
    ) -> Self {
        let closed = rename(&mut table, map);
        let mut matter = Self {
            withheld: closed.or_else(|| public::withheld(&table, now)),
            unclear: public::unclear_key(&table),
            ..Self::default()
        };
        let mut reader = Reader::new(table, Position::line(1), findings);
        let mut keys = Keys {
            account: &mut *account,
            place,
        };
        matter.title = keys
            .word(&mut reader, &["title"])
            .map(|(title, _)| title.split_whitespace().collect::<Vec<_>>().join(" "));
        matter.lead = keys.word(
            &mut reader,
            &["lead", "description", "excerpt", "summary", "subtitle"],
        );
        matter.slug = keys.word(&mut reader, &["slug"]).map(|(slug, _)| slug);
        matter.permalink = keys
            .word(&mut reader, &["permalink", "url", "path"])
            .map(|(path, _)| path)
            .filter(|path| !path.contains("://"));
        if let Some((word, position)) = reader.words(&["published"]) {
            keys.account.read(KEY);
            match (truth(&word), day(&word)) {
                (Some(_), _) => keys.account.keep(KEY),
                (None, Some(day)) => {
                    matter.published = Some(day);
                    keys.account.keep(KEY);
                }
                _ => keys.drop_at(position, format!("“published” is no day: {word}")),
            }
        }
        matter.published = keys
            .day(&mut reader, &["date", "pubDate", "pubDatetime", "publishedAt"])
            .or(matter.published);
        let appears = keys.day(&mut reader, &["publishDate", "publishdate"]);
        matter.published = matter.published.or(appears);
        matter.updated = keys.day(
            &mut reader,
            &[
                "updated",
                "lastmod",
                "last_modified_at",
                "updatedDate",
                "modDatetime",
                "modified",
            ],
        );
        let authors = keys.names(&mut reader, &["authors", "author"]).into_iter();
        matter.authors = authors.map(|author| without_mail(&author).to_owned()).collect();
        matter.series = keys.names(&mut reader, &["series"]).into_iter().next();
        matter.language = keys
            .word(&mut reader, &["language", "lang", "locale"])
            .and_then(|(text, _)| languages::meant(&text));
        matter.aliases = keys.names(&mut reader, &["aliases", "redirect_from"]);
        for taxonomy in ["categories", "tags"] {
            let names: &[&'static str] = match taxonomy {
                "categories" => &["categories", "category"],
                _ => &["tags", "tag", "keywords"],
            };
            for name in keys.names(&mut reader, names) {
                matter.tags.push((taxonomy.to_owned(), name));
            }
        }
        matter.translation_key = keys
            .word(&mut reader, &["translationKey", "translationId"])
            .map(|(key, _)| key);
        matter.read_menu(&mut reader, &mut keys);
        matter.read_taxonomies(&mut reader, &mut keys);
        matter.read_image(&mut reader, &mut keys);
        let mut entries = reader.into_entries();
        matter.read_event(&mut entries, &mut keys);
        for (key, position, node) in entries {
            if public::is_said_by(&key, &node.value) {
                keys.account.read(KEY);
                keys.account.keep(KEY);
            } else if node.value != Value::Nothing {
                keys.account.read(KEY);
                keys.drop_at(position, format!("press has nothing for the key “{key}”"));
                let meant = unread::meaning(&key, &node.value);
                let meant = meant.filter(|meant| !matter.has(meant));
                matter.unread.extend(meant.map(|meant| (key, meant)));
            }
        }
        matter
    }

    /// Jekyll divides a text that stands for several tags or categories at its spaces.
    pub(super) fn divide(&mut self, taxonomy: &str, text: &str) {
        let Some(at) = self
            .tags
            .iter()
            .position(|(own, name)| own == taxonomy && name == text)
        else {
            return;
        };
        let names = text.split_whitespace();
        let names: Vec<_> = names.map(|name| (taxonomy.to_owned(), name.to_owned())).collect();
        self.tags.splice(at..=at, names);
    }

    /// Does it say already what that key means?
    fn has(&self, key: &str) -> bool {
        match key {
            "title" => self.title.is_some(),
            "lead" => self.lead.is_some(),
            "date" => self.published.is_some(),
            "updated" => self.updated.is_some(),
            "authors" => !self.authors.is_empty(),
            "image" => self.image.is_some(),
            _ => false,
        }
    }

    /// When and where something happens, of what nothing else has read.
    fn read_event(&mut self, entries: &mut Vec<(String, Position, Node)>, keys: &mut Keys<'_>) {
        match event::of(entries) {
            Ok(Some((event, count))) => {
                self.event = Some(event);
                for _ in 0..count {
                    keys.account.read(KEY);
                    keys.account.keep(KEY);
                }
            }
            Ok(None) => {}
            Err(event::Fault { position, why }) => {
                keys.account.read(KEY);
                keys.drop_at(position, why);
            }
        }
    }

    /// `menu` of Hugo, and what a plugin of Eleventy reads.
    fn read_menu(&mut self, reader: &mut Reader<'_>, keys: &mut Keys<'_>) {
        let Some(node) = reader.take(&["menu", "menus", "eleventyNavigation"]) else {
            return;
        };
        keys.account.read(KEY);
        let text = |table: &Table, names: &[&str]| {
            let mut found = names.iter().filter_map(|name| table.text(name));
            found.next().map(ToOwned::to_owned)
        };
        let entry = |table: &Table| MenuEntry {
            label: text(table, &["name", "title", "key"]),
            weight: text(table, &["weight", "order"])
                .and_then(|weight| weight.parse().ok())
                .unwrap_or_default(),
        };
        let is_main = |name: &str| matches!(name, "main" | "header" | "top" | "primary" | "nav");
        self.menu = match &node.value {
            Value::Text(name) if is_main(name) => Some(MenuEntry::default()),
            Value::List(names) => names
                .iter()
                .any(|name| matches!(&name.value, Value::Text(name) if is_main(name)))
                .then(MenuEntry::default),
            Value::Table(table) => {
                let mut entries = table.entries();
                let named = entries.find_map(|(name, value)| match value {
                    Value::Table(own) if is_main(name) => Some(entry(own)),
                    _ => None,
                });
                named.or_else(|| table.text("key").map(|_| entry(table)))
            }
            _ => None,
        };
        match self.menu {
            Some(_) => keys.account.keep(KEY),
            None => keys.drop_at(
                node.position,
                "the portal has one menu, and this is another".to_owned(),
            ),
        }
    }

    /// `[taxonomies]` of Zola.
    fn read_taxonomies(&mut self, reader: &mut Reader<'_>, keys: &mut Keys<'_>) {
        let Some(node) = reader.take(&["taxonomies"]) else {
            return;
        };
        let entries = reader
            .within("taxonomies", node)
            .map(Reader::into_entries)
            .unwrap_or_default();
        for (taxonomy, _, node) in entries {
            keys.account.read(KEY);
            keys.account.keep(KEY);
            let names = reader.texts_of(&taxonomy, node);
            if taxonomy == "authors" {
                self.authors.extend(names.into_iter().map(|(name, _)| name));
            } else {
                self.tags
                    .extend(names.into_iter().map(|(name, _)| (taxonomy.clone(), name)));
            }
        }
    }

    fn read_image(&mut self, reader: &mut Reader<'_>, keys: &mut Keys<'_>) {
        let node = reader.take(&[
            "image",
            "heroImage",
            "cover",
            "featured_image",
            "featuredImage",
            "thumbnail",
            "ogImage",
            "images",
            "hero",
        ]);
        let alt = keys.word(reader, &["image_alt", "heroImageAlt", "imageAlt"]);
        let caption = keys.word(reader, &["image_figcaption", "image_caption", "imageCaption"]);
        let Some(node) = node else { return };
        keys.account.read(KEY);
        let position = node.position;
        let (src, alt, caption) = match node.value {
            Value::Text(src) => (Some(src), alt, caption),
            Value::List(items) => {
                let first = items.into_iter().find_map(|item| match item.value {
                    Value::Text(src) => Some(src),
                    _ => None,
                });
                (first, alt, caption)
            }
            _ => match reader.within("image", node) {
                Some(mut table) => {
                    let src = table
                        .words(&["src", "url", "image", "path", "file"])
                        .map(|(src, _)| src);
                    let own_alt = table.text(&["alt", "image_alt"]);
                    let own_caption = table.words(&["caption", "title"]);
                    (src, own_alt.or(alt), own_caption.or(caption))
                }
                None => (None, alt, caption),
            },
        };
        match src.filter(|src| !src.trim().is_empty() && src != "false") {
            Some(src) => {
                keys.account.keep(KEY);
                let text = caption.map(|(text, _)| text).unwrap_or_default();
                let caption = if text.is_empty() {
                    Vec::new()
                } else {
                    vec![content::inline::Inline::Text(text)]
                };
                self.image = Some(Picture {
                    words: PictureWords {
                        src,
                        alt: alt.map(|(alt, _)| alt),
                        caption,
                        credit: None,
                    },
                    position,
                });
            }
            None => keys.drop_at(position, "it names no picture".to_owned()),
        }
    }
}

/// Gives keys the names by which they are asked for, and takes out those that are to be passed over. Why one of these keeps
/// the text back all the same.
fn rename(table: &mut Table, map: &[Mapping]) -> Option<String> {
    // Hugo knows no capitals in keys; Zola and Hugo have a place for what a theme reads.
    let mapped = |key: &str| {
        let meant = public::plain(key);
        map.iter()
            .find(|mapping| mapping.from == meant)
            .map(|mapping| mapping.to)
    };
    let meant = |key: &str| mapped(key).or_else(|| known(key));
    let is_passed_over = |key: &str| mapped(key) == Some(NOTHING);
    let closing = |table: &Table| {
        let mut entries = table.entries().filter(|(key, _)| is_passed_over(key));
        entries.find_map(|(key, value)| public::withheld_by_passed_over(key, value))
    };
    let closed = closing(table);
    table.retain(|key| !is_passed_over(key));
    table.rename(meant);
    for place in ["extra", "params"] {
        table.lift(place, |key| meant(key).is_some() || event::is_key(key));
    }
    let closed = closed.or_else(|| closing(table));
    table.retain(|key| !is_passed_over(key));
    table.rename(meant);
    closed
}

/// An author's name without the address that stands behind it: `Ines Sand <ines@reed.example>`.
fn without_mail(author: &str) -> &str {
    let name = author.split(['<', '(']).next().unwrap_or_default().trim();
    let name = name.trim_matches('"');
    if author.contains('@') && !name.is_empty() {
        name
    } else {
        author
    }
}

struct Keys<'a> {
    account: &'a mut Account,
    place: &'a Place,
}

impl Keys<'_> {
    fn drop_at(&mut self, position: Position, reason: String) {
        let place = Place {
            line: position.line,
            ..self.place.clone()
        };
        self.account.drop(KEY, reason, &place);
    }

    fn word(&mut self, reader: &mut Reader<'_>, names: &[&'static str]) -> Option<(String, Position)> {
        let found = reader.words(names);
        if found.is_some() {
            self.account.read(KEY);
            self.account.keep(KEY);
        }
        found
    }

    fn day(&mut self, reader: &mut Reader<'_>, names: &[&'static str]) -> Option<Day> {
        let (text, position) = reader.words(names)?;
        self.account.read(KEY);
        let found = day(&text);
        if found.is_some() {
            self.account.keep(KEY);
        } else {
            let reason = format!("“{text}” is no day; {}", Day::RULE);
            self.drop_at(position, reason);
        }
        found
    }

    /// A list of names; the entries of one that holds tables are their `name`.
    fn names(&mut self, reader: &mut Reader<'_>, names: &[&'static str]) -> Vec<String> {
        let Some(node) = reader.take(names) else {
            return Vec::new();
        };
        self.account.read(KEY);
        self.account.keep(KEY);
        let position = node.position;
        let items = match node.value {
            Value::List(items) => items,
            Value::Text(text) if names.contains(&"tags") && text.contains(',') => {
                return text
                    .split(',')
                    .map(str::trim)
                    .filter(|name| !name.is_empty())
                    .map(ToOwned::to_owned)
                    .collect();
            }
            value => vec![crate::read::settings::Node { position, value }],
        };
        let mut found = Vec::new();
        for item in items {
            match item.value {
                Value::Text(text) if !text.trim().is_empty() => found.push(text.trim().to_owned()),
                Value::Table(_) => {
                    if let Some(mut table) = reader.within(names[0], item) {
                        found.extend(table.words(&["name", "title", "value"]).map(|(name, _)| name));
                    }
                }
                _ => {}
            }
        }
        found
    }
}

/// Takes the lines `Key: value` below the title that Notion writes for the fields of a database. Their places stay
/// empty, so that later lines keep their numbers.
pub(super) fn of_notion(table: &mut Table, body: &str) -> String {
    let mut lines = body.lines().enumerate().peekable();
    let mut kept = String::new();
    while let Some((_, line)) = lines.next_if(|(_, line)| line.trim().is_empty() || line.starts_with("# ")) {
        kept.push_str(line);
        kept.push('\n');
    }
    let rest: Vec<(usize, &str)> = lines.collect();
    let is_field = |line: &str| {
        let key = line.split_once(": ").map_or("", |(key, _)| key);
        !key.is_empty()
            && key.len() <= 40
            && key
                .chars()
                .all(|letter| letter.is_alphanumeric() || letter == ' ')
    };
    let fields = rest.iter().take_while(|(_, line)| is_field(line)).count();
    // A paragraph that begins like a field is none: an empty line parts the fields from the text.
    let is_over = rest.get(fields).is_none_or(|(_, line)| line.trim().is_empty());
    let fields = if is_over { fields } else { 0 };
    for (number, line) in &rest[..fields] {
        if let Some((key, value)) = line.split_once(": ") {
            let position = Position::line(crate::diagnostic::count(*number) + 1);
            table.add_text(&key.trim().to_lowercase(), value.trim(), position);
        }
        kept.push('\n');
    }
    for (_, line) in &rest[fields..] {
        kept.push_str(line);
        kept.push('\n');
    }
    kept
}
