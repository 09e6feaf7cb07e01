//! The menu: one of the menus of the old site as the portal's, which has one level.

use std::collections::BTreeMap;

use content::href::{Href, Target};
use content::site::Link;
use url::Url;

use super::index::{Index, Item, TermKey};
use crate::import::account::{Account, Place};
use crate::import::html::{Surroundings, plain};
use crate::import::intake::MAX_MENU;

/// The kind under which entries of menus stand in the account.
pub(super) const MENU_ITEM: &str = "menu item";

/// An entry of a menu as it would be here.
struct Entry<'i> {
    item: &'i Item,
    link: Option<Link>,
    is_top: bool,
}

/// Reads the menus, and chooses one: that which is named as the main one, else the shortest of those with at least
/// two entries that lead into the site.
pub(super) fn read(
    index: &Index,
    addresses: &mut impl Surroundings,
    term_address: &dyn Fn(&TermKey) -> Option<Href>,
    account: &mut Account,
    place: &dyn Fn(&Item) -> Place,
) -> Vec<Link> {
    let mut menus: BTreeMap<&str, Vec<Entry<'_>>> = BTreeMap::new();
    for (at, item) in index.items.iter().enumerate() {
        if item.kind != "nav_menu_item" {
            continue;
        }
        account.read(MENU_ITEM);
        if index.by_id.get(&item.id) != Some(&at) {
            account.drop(
                MENU_ITEM,
                "an item of this number stands in the export already",
                &place(item),
            );
            continue;
        }
        let menu = item.terms.iter().find(|(taxonomy, _)| taxonomy == "nav_menu");
        let Some((_, menu)) = menu.filter(|_| item.status == "publish") else {
            account.drop(MENU_ITEM, "it belongs to no menu", &place(item));
            continue;
        };
        let link = link_of(item, index, addresses, term_address);
        let is_top = matches!(item.field("_menu_item_menu_item_parent"), "" | "0");
        menus.entry(menu).or_default().push(Entry { item, link, is_top });
    }
    for menu in menus.values_mut() {
        menu.sort_by_key(|entry| (entry.item.order, entry.item.id));
    }
    let chosen = menus
        .iter()
        .filter(|(_, entries)| usable(entries).count() > 0)
        .min_by_key(|(name, entries)| {
            let usable = usable(entries).count();
            (!is_main(name), usable < 2, usable, (*name).to_owned())
        })
        .map(|(name, _)| *name);
    let mut links = Vec::new();
    for (name, entries) in &menus {
        for entry in entries {
            let reason = if Some(*name) != chosen {
                "the portal has one menu, and another one was chosen"
            } else if !entry.is_top {
                "the portal’s menu has one level"
            } else if links.len() >= MAX_MENU {
                "the menu is full"
            } else if let Some(link) = &entry.link {
                account.keep(MENU_ITEM);
                links.push(link.clone());
                continue;
            } else {
                "what it leads to did not come along"
            };
            account.drop(MENU_ITEM, reason, &place(entry.item));
        }
    }
    links
}

fn usable<'e>(entries: &'e [Entry<'_>]) -> impl Iterator<Item = &'e Entry<'e>> {
    entries.iter().filter(|entry| {
        let leads_into_site = entry
            .link
            .as_ref()
            .is_some_and(|link| matches!(link.href.target(), Target::Internal(_)));
        entry.is_top && leads_into_site
    })
}

/// Does an address lead to a page of the old site?
fn is_own(href: &Href, index: &Index) -> bool {
    let host = |url: &str| {
        let url = Url::parse(url).ok()?;
        let host = url.host_str()?.to_owned();
        Some(host.strip_prefix("www.").map_or(host.clone(), ToOwned::to_owned))
    };
    let own = host(&href.as_str());
    let is_file = href.as_str().contains("/wp-content/");
    own.is_some() && !is_file && index.addresses.iter().any(|address| host(address) == own)
}

fn is_main(name: &str) -> bool {
    ["main", "primary", "header", "top"]
        .iter()
        .any(|word| name.split(['-', '_', ' ']).any(|part| part == *word))
}

fn link_of(
    item: &Item,
    index: &Index,
    addresses: &mut impl Surroundings,
    term_address: &dyn Fn(&TermKey) -> Option<Href>,
) -> Option<Link> {
    let id: u64 = item.field("_menu_item_object_id").parse().unwrap_or(0);
    let (href, own_label) = match item.field("_menu_item_type") {
        "post_type" => {
            let target = index.item(id)?;
            let href = addresses.link(&target.link)?;
            (
                matches!(href.target(), Target::Internal(_)).then_some(href)?,
                plain(&target.title),
            )
        }
        "taxonomy" => {
            let term = index.term_ids.get(&id)?;
            let name = index.terms.get(term).map(|term| term.name.clone());
            (term_address(term)?, name.unwrap_or_default())
        }
        _ => {
            let href = addresses.link(item.field("_menu_item_url"))?;
            // What did not come along of this site is nowhere once the new one stands in its place.
            let is_lost = matches!(href.target(), Target::External(_)) && is_own(&href, index);
            ((!is_lost).then_some(href)?, String::new())
        }
    };
    let label = plain(&item.title);
    let label = if label.is_empty() { own_label } else { label };
    (!label.is_empty()).then_some(Link { label, href })
}
