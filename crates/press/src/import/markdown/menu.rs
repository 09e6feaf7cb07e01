//! The menu, from wherever the generator keeps it.

use content::href::{Href, Target};
use content::site::Link;

use super::Import;
use super::dialect::Menu;
use super::links::Library;
use super::program::Program;
use super::settings::{data, value_at};
use crate::import::account::Place;
use crate::import::intake;
use crate::read::markdown::Addresses;
use crate::read::settings::{Table, Value};

/// The kind under which entries of menus stand in the account.
const MENU_ITEM: &str = "menu item";

/// The keys under which an entry has its words, and its address.
const LABELS: [&str; 4] = ["name", "title", "label", "text"];
const ADDRESSES: [&str; 7] = ["url", "pageRef", "link", "href", "path", "to", "page"];

/// An entry as it is written.
struct Entry {
    label: String,
    address: String,
    weight: i64,
}

impl Import {
    /// The menu of the old site, as far as it leads somewhere.
    pub(super) fn menu(&mut self, library: &Library) -> Vec<Link> {
        let mut entries = self.entries();
        let written = entries.len();
        for post in &self.posts {
            if let (Some(menu), Some(address)) = (&post.menu, library.address_of(&post.page.file)) {
                entries.push(Entry {
                    label: menu.label.clone().unwrap_or_else(|| post.article.title.clone()),
                    address: address.to_owned(),
                    weight: menu.weight,
                });
            }
        }
        if entries.iter().any(|entry| entry.weight != 0) || entries.len() > written {
            entries.sort_by_key(|entry| entry.weight);
        }
        let here = library.here(&self.root.join("index.md"), None, None);
        let mut links: Vec<Link> = Vec::new();
        for entry in entries {
            self.account.read(MENU_ITEM);
            let place = Place {
                item: entry.label.clone(),
                ..Place::default()
            };
            let address = here.link(&entry.address).unwrap_or_else(|| entry.address.clone());
            let is_own = !address.contains("://") && library.leads_somewhere(&address);
            let href = Href::parse(&address).filter(|href| match href.target() {
                Target::Internal(_) => is_own,
                // What did not come along of this site is nowhere once the new one stands in its place.
                _ => library.own_path(&address).is_none(),
            });
            match href {
                Some(_) if links.len() >= intake::MAX_MENU => {
                    self.account.drop(MENU_ITEM, "the menu is full", &place);
                }
                Some(href) => {
                    self.account.keep(MENU_ITEM);
                    links.push(Link {
                        label: entry.label,
                        href,
                    });
                }
                None => self
                    .account
                    .drop(MENU_ITEM, "what it leads to did not come along", &place),
            }
        }
        links
    }

    /// The entries of the first menu that there is.
    fn entries(&self) -> Vec<Entry> {
        let menus = self.generator.menus().iter();
        let mut found = menus.map(|menu| match menu {
            Menu::Program(path) => self.of_program(path),
            Menu::Settings(path) => match self.settings.at(path) {
                Some(Value::Table(table)) if path == &["extra"] => of_themes(table),
                Some(value) => self.entries_of(value),
                None => Vec::new(),
            },
            Menu::Data(name) => data(&self.root, name).map_or_else(Vec::new, |table| {
                let inner = ["items", "main", "menu", "header", "nav"];
                let found = inner.iter().find_map(|key| value_at(&table, &[key]));
                found.map_or_else(
                    || self.entries_of(&Value::Table(table.clone())),
                    |value| self.entries_of(value),
                )
            }),
        });
        found.find(|entries| !entries.is_empty()).unwrap_or_default()
    }

    /// The entries of a list in settings that are a program.
    fn of_program(&self, path: &[&str]) -> Vec<Entry> {
        let mut keys = path.iter();
        let first = keys.next().and_then(|key| self.settings.program.within(key));
        let list = keys.try_fold(first, |within, key| within.map(|within| within.within(key)));
        list.flatten().map_or_else(Vec::new, |list| {
            let items = list.items();
            items.iter().flat_map(|item| self.of_item(item)).collect()
        })
    }

    /// An entry of such a list, or those that it unfolds.
    fn of_item(&self, item: &Program) -> Vec<Entry> {
        if let Some(inner) = item.within("items") {
            return inner.items().iter().flat_map(|item| self.of_item(item)).collect();
        }
        // A text of the documentation is named without its folder, and the list of them is where its first text is.
        let of_text = || item.said("docId").map(|name| format!("{name}.md"));
        let of_list = || {
            let is_list = item.said("type").is_some_and(|kind| kind == "docSidebar");
            let mut posts = self.posts.iter().filter(|_| is_list);
            let post = posts.find(|post| self.generator.is_of_book(&post.page, &self.settings))?;
            Some(format!("/{}/", post.article.section.as_ref()?))
        };
        let address = item.said("to").or_else(|| item.said("href"));
        let address = address.or_else(of_text).or_else(of_list);
        let entry = item.said("label").zip(address).map(|(label, address)| Entry {
            label,
            address,
            weight: 0,
        });
        entry.into_iter().collect()
    }

    fn entries_of(&self, value: &Value) -> Vec<Entry> {
        match value {
            Value::List(items) => items
                .iter()
                .filter_map(|item| match &item.value {
                    Value::Table(table) => entry(table),
                    // A list of files, of which each has its title.
                    Value::Text(file) => {
                        let file = self.root.join(file);
                        let post = self.posts.iter().find(|post| post.page.file == file)?;
                        Some(Entry {
                            label: post.article.title.clone(),
                            address: post.address.clone()?,
                            weight: 0,
                        })
                    }
                    _ => None,
                })
                .collect(),
            // Hexo and others write label: address, and what follows two bars is an icon.
            Value::Table(table) => table
                .entries()
                .filter_map(|(label, value)| match value {
                    Value::Text(address) => Some(Entry {
                        label: label.to_owned(),
                        address: address.split("||").next()?.trim().to_owned(),
                        weight: 0,
                    }),
                    Value::Table(table) => entry(table),
                    _ => None,
                })
                .filter(|entry| entry.address.starts_with('/') || entry.address.contains("://"))
                .collect(),
            _ => Vec::new(),
        }
    }
}

/// Themes of Zola keep their menu under any key of `[extra]`.
fn of_themes(extra: &Table) -> Vec<Entry> {
    let lists = extra.entries().filter_map(|(key, value)| match value {
        Value::List(items) if key.contains("menu") || key.contains("nav") => Some(items),
        _ => None,
    });
    let mut menus = lists.map(|items| {
        let entries = items.iter().filter_map(|item| match &item.value {
            Value::Table(table) => entry(table),
            _ => None,
        });
        entries.collect::<Vec<_>>()
    });
    menus.find(|entries| !entries.is_empty()).unwrap_or_default()
}

fn entry(table: &Table) -> Option<Entry> {
    let text = |names: &[&str]| {
        names.iter().find_map(|name| match value_at(table, &[name])? {
            Value::Text(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
            _ => None,
        })
    };
    Some(Entry {
        label: text(&LABELS)?,
        address: text(&ADDRESSES)?.replace("$BASE_URL", ""),
        weight: text(&["weight", "order"])
            .and_then(|weight| weight.parse().ok())
            .unwrap_or_default(),
    })
}
