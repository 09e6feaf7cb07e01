//! The front matter of other generators in press's words.

use content::day::Day;
use content::language::Language;

use super::public;
use crate::diagnostic::{Findings, Position};
use crate::import::account::{Account, Place};
use crate::import::day;
use crate::read::locale;
use crate::read::markdown::PictureWords;
use crate::read::settings::{Reader, Table, Value, truth};

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
    pub(super) withheld: Option<&'static str>,
    pub(super) authors: Vec<String>,
    pub(super) series: Option<String>,
    pub(super) language: Option<Language>,
    pub(super) aliases: Vec<String>,
    /// Taxonomy and name.
    pub(super) tags: Vec<(String, String)>,
    pub(super) image: Option<Picture>,
}

impl Matter {
    /// Reads front matter. Keys that press has no words for are entered as dropped.
    pub(super) fn read(
        table: Table,
        now: Day,
        findings: &mut Findings,
        account: &mut Account,
        place: &Place,
    ) -> Self {
        let mut matter = Self {
            withheld: public::withheld(&table, now),
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
            .filter(|path| !path.contains(':'));
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
        matter.authors = keys.names(&mut reader, &["authors", "author"]);
        matter.series = keys.names(&mut reader, &["series"]).into_iter().next();
        matter.language = keys
            .word(&mut reader, &["language", "lang", "locale"])
            .and_then(|(text, _)| locale::meant(&text));
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
        matter.read_taxonomies(&mut reader, &mut keys);
        matter.read_image(&mut reader, &mut keys);
        for (key, position, node) in reader.into_entries() {
            if public::is_said_by(&key) {
                keys.account.read(KEY);
                keys.account.keep(KEY);
            } else if node.value != Value::Nothing {
                keys.account.read(KEY);
                keys.drop_at(position, format!("press has nothing for the key “{key}”"));
            }
        }
        matter
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
