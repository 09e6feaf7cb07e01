//! Ghost: the JSON of *Settings, Export*, of versions 2 to 6, wrapped in `db` or not. Members, staff's addresses, keys and
//! settings stay behind.

mod cards;
mod gates;
mod lexical;
mod mobiledoc;
mod said;

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::Value;

use super::Imported;
use super::account::{Account, Place};
use super::items::{self, Body, Channel, ImportError, Item, List, Options, PEOPLE, Picture};

/// What Ghost writes in the place of the address of the site.
const HOME: &str = "__GHOST_URL__";

/// What parts what everybody reads from what members read.
const MEMBERS: &str = "<!--members-only-->";

/// Tables that tell of people or open doors.
const CLOSED: [&str; 17] = [
    "api_keys",
    "brute",
    "email_recipients",
    "emails",
    "integrations",
    "invites",
    "members",
    "members_labels",
    "members_stripe_customers",
    "members_subscribe_events",
    "mobiledoc_revisions",
    "newsletters",
    "permissions",
    "post_revisions",
    "sessions",
    "tokens",
    "webhooks",
];

/// Reads an export.
///
/// # Errors
/// When the file is no export of Ghost; whatever is wrong with one post stands in the account.
pub fn read(file: &Path, options: &Options) -> Result<Imported, ImportError> {
    let text = items::text_of(file)?;
    let export: Value =
        serde_json::from_str(&text).map_err(|error| ImportError::NoJson(file.to_owned(), error))?;
    let data = data_of(&export).ok_or_else(|| {
        let remedy = "in Ghost, Settings, Import and export, Export content";
        ImportError::Other(
            file.to_owned(),
            "export of Ghost",
            "it has no list of posts",
            remedy,
        )
    })?;
    let name = file.display().to_string();
    let mut account = Account::default();
    account_for_people(data, &name, &mut account);
    let tables = Tables::of(data);
    let posts = rows(data, "posts");
    let items = posts.map(|post| tables.item(post, &mut account, &name)).collect();
    let channel = Channel {
        file: name.clone(),
        name: tables.setting("title"),
        tagline: tables.setting("description"),
        address: tables.setting("url"),
        language: tables.setting("locale").or_else(|| tables.setting("lang")),
        menu: tables.menu(),
        lists: tables.lists(),
        ..Channel::default()
    };
    Ok(items::into_site(channel, items, account, options))
}

/// Is it what Ghost exports?
pub(super) fn is_export(value: &Value) -> bool {
    data_of(value).is_some()
}

fn data_of(export: &Value) -> Option<&Value> {
    let wrapped = export
        .get("db")
        .and_then(|db| db.get(0))
        .and_then(|first| first.get("data"));
    let data = wrapped.or_else(|| export.get("data")).unwrap_or(export);
    data.get("posts").filter(|posts| posts.is_array()).map(|_| data)
}

fn rows<'v>(data: &'v Value, table: &str) -> impl Iterator<Item = &'v Value> {
    data.get(table).and_then(Value::as_array).into_iter().flatten()
}

/// A text of a row that is not empty; a number counts as its digits.
pub(super) fn word(row: &Value, key: &str) -> Option<String> {
    let text = match row.get(key)? {
        Value::String(text) => text.trim().to_owned(),
        Value::Number(number) => number.to_string(),
        _ => return None,
    };
    Some(text).filter(|text| !text.is_empty())
}

fn account_for_people(data: &Value, file: &str, account: &mut Account) {
    let place = |item: &str| Place {
        file: file.to_owned(),
        line: 0,
        item: item.to_owned(),
    };
    for table in CLOSED {
        for _ in rows(data, table) {
            account.read(PEOPLE);
            let reason = format!("rows of “{table}” tell of people or open doors, and stay behind");
            account.drop(PEOPLE, reason, &place(table));
        }
    }
    for _ in rows(data, "users").filter(|user| word(user, "email").is_some()) {
        account.read(PEOPLE);
        account.drop(
            PEOPLE,
            "e-mail addresses of the staff stay behind",
            &place("users"),
        );
    }
}

/// What posts refer to.
struct Tables<'v> {
    settings: BTreeMap<String, String>,
    users: BTreeMap<String, String>,
    /// What users are called in addresses.
    slugs: BTreeMap<String, String>,
    tags: BTreeMap<String, &'v Value>,
    tags_of: BTreeMap<String, Vec<(u64, String)>>,
    authors_of: BTreeMap<String, Vec<(u64, String)>>,
    more_of: BTreeMap<String, &'v Value>,
}

impl<'v> Tables<'v> {
    fn of(data: &'v Value) -> Self {
        let pairs = |table: &str, key: &str| {
            let mut pairs: BTreeMap<String, Vec<(u64, String)>> = BTreeMap::new();
            for row in rows(data, table) {
                if let (Some(post), Some(other)) = (word(row, "post_id"), word(row, key)) {
                    let order = row.get("sort_order").and_then(Value::as_u64).unwrap_or_default();
                    pairs.entry(post).or_default().push((order, other));
                }
            }
            for list in pairs.values_mut() {
                list.sort_by_key(|(order, _)| *order);
            }
            pairs
        };
        let by_id = |table: &str| {
            let rows = rows(data, table).filter_map(|row| Some((word(row, "id")?, row)));
            rows.collect::<BTreeMap<_, _>>()
        };
        let settings =
            rows(data, "settings").filter_map(|row| Some((word(row, "key")?, word(row, "value")?)));
        let users = by_id("users");
        let slugs = users
            .iter()
            .filter_map(|(id, user)| Some((id.clone(), word(user, "slug")?)));
        let slugs = slugs.collect();
        let users = users.into_iter();
        let meta = rows(data, "posts_meta").filter_map(|row| Some((word(row, "post_id")?, row)));
        Self {
            settings: settings.collect(),
            users: users
                .filter_map(|(id, user)| Some((id, word(user, "name").filter(|name| !name.contains('@'))?)))
                .collect(),
            slugs,
            tags: by_id("tags"),
            tags_of: pairs("posts_tags", "tag_id"),
            authors_of: pairs("posts_authors", "author_id"),
            more_of: meta.collect(),
        }
    }

    fn setting(&self, key: &str) -> Option<String> {
        self.settings.get(key).cloned()
    }

    /// The menu: of the settings only this and what the site is called come along, for others hold keys and addresses.
    fn menu(&self) -> Vec<(String, String)> {
        let entries = self.setting("navigation");
        let entries = entries.and_then(|entries| serde_json::from_str::<Vec<Value>>(&entries).ok());
        let entry = |entry: Value| Some((word(&entry, "label")?, word(&entry, "url")?.replace(HOME, "")));
        entries.into_iter().flatten().filter_map(entry).collect()
    }

    /// The addresses of the lists of tags and of authors.
    fn lists(&self) -> Vec<(String, List)> {
        let tags = self.tags.values().filter_map(|tag| {
            let list = List::Tag("tags".to_owned(), word(tag, "name")?);
            Some((format!("/tag/{}/", word(tag, "slug")?), list))
        });
        let authors = self.slugs.iter().filter_map(|(id, slug)| {
            let name = self.users.get(id)?.clone();
            Some((format!("/author/{slug}/"), List::Author(name)))
        });
        tags.chain(authors).collect()
    }

    fn item(&self, post: &Value, account: &mut Account, file: &str) -> Item {
        let id = word(post, "id").unwrap_or_default();
        let title = word(post, "title").filter(|title| title != "(Untitled)");
        let place = Place {
            file: file.to_owned(),
            line: 0,
            item: title.clone().unwrap_or_else(|| id.clone()),
        };
        let is_page = word(post, "type").as_deref() == Some("page")
            || matches!(post.get("page"), Some(Value::Bool(true)))
            || post.get("page").and_then(Value::as_u64) == Some(1);
        let more = |key: &str| {
            let beside = self.more_of.get(&id).and_then(|more| word(more, key));
            word(post, key).or(beside)
        };
        let slug = word(post, "slug");
        // A letter to members may be among what is published.
        let parts = [Some(post), self.more_of.get(&id).copied()];
        let is_letter = parts.into_iter().flatten().any(|part| {
            let says = part.get("email_only");
            says.is_some_and(|says| says.as_bool() == Some(true) || says.as_u64() == Some(1))
        });
        let letter = "it was sent to members, and stood at no address".to_owned();
        let withheld = withheld(post).or_else(|| is_letter.then_some(letter));
        let body = withheld
            .is_none()
            .then(|| body_of(post, account, &place))
            .flatten();
        let mut authors: Vec<String> = self
            .authors_of
            .get(&id)
            .into_iter()
            .flatten()
            .filter_map(|(_, author)| self.users.get(author).cloned())
            .collect();
        if authors.is_empty() {
            authors.extend(word(post, "author_id").and_then(|author| self.users.get(&author).cloned()));
        }
        let tags = self.tags_of.get(&id).into_iter().flatten();
        let tags = tags.filter_map(|(_, tag)| self.tags.get(tag)).filter_map(|tag| {
            let name = word(tag, "name")?;
            // Tags with a # sort things for the staff.
            let is_internal = name.starts_with('#') || word(tag, "visibility").as_deref() == Some("internal");
            (!is_internal).then(|| ("tags".to_owned(), name))
        });
        let picture = word(post, "feature_image").or_else(|| word(post, "image"));
        Item {
            url: slug.as_ref().map(|slug| format!("/{slug}/")),
            slug,
            title,
            lead: word(post, "custom_excerpt"),
            body: body
                .filter(|html| !html.trim().is_empty())
                .map_or(Body::Nothing, Body::Html),
            published: word(post, "published_at"),
            updated: None,
            authors,
            tags: tags.collect(),
            image: picture.map(|url| Picture {
                url: url.replace(HOME, ""),
                alt: more("feature_image_alt"),
                caption: more("feature_image_caption"),
            }),
            language: word(post, "locale"),
            said: Some(said::of(post)),
            is_page,
            withheld,
            id: Some(id),
            ..Item::default()
        }
    }
}

fn withheld(post: &Value) -> Option<String> {
    let status = word(post, "status").unwrap_or_default();
    let visibility = word(post, "visibility").unwrap_or_else(|| "public".to_owned());
    match &*status {
        "published" if visibility == "public" => None,
        "published" => Some(format!("it is for “{visibility}” alone")),
        "draft" => Some("it is a draft".to_owned()),
        "scheduled" => Some("its day has not come".to_owned()),
        "sent" => Some("it was sent to members, and stood at no address".to_owned()),
        other => Some(format!("its status “{other}” is not that of a published text")),
    }
}

/// The text of a post as HTML: what Ghost made of it, else what its editor kept.
fn body_of(post: &Value, account: &mut Account, place: &Place) -> Option<String> {
    let made = word(post, "html");
    let kept = |key: &str| {
        let text = word(post, key)?;
        serde_json::from_str::<Value>(&text).ok()
    };
    let html = match made {
        Some(html) => html,
        None => match (kept("lexical"), kept("mobiledoc")) {
            (Some(lexical), _) => lexical::html(&lexical, account, place),
            (None, Some(mobiledoc)) => mobiledoc::html(&mobiledoc, account, place),
            (None, None) => word(post, "plaintext").map(|text| cards::paragraphs(&text))?,
        },
    };
    let (html, closed) = gates::open(&html);
    for _ in 0..closed {
        gates::tell(account, place);
    }
    // What stands behind the mark is for those who pay.
    let html = match html.split_once(MEMBERS) {
        Some((before, behind)) => {
            if !behind.trim().is_empty() {
                account.read("members’ part");
                account.withhold(
                    "members’ part",
                    "what stands behind the mark is for members alone",
                    place,
                );
            }
            before.to_owned()
        }
        None => html,
    };
    Some(html.replace(HOME, ""))
}
