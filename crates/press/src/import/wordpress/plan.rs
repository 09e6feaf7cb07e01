//! Which items of an export become articles, and at which addresses.

use std::collections::{BTreeMap, BTreeSet};

use content::href::Href;
use content::language::Language;
use content::route::RESERVED;
use content::site::Section;
use content::slug::Slug;
use percent_encoding::percent_decode_str;

use super::Import;
use super::access;
use super::dates::moment_of;
use super::index::{Index, Item};
use super::languages::Languages;
use super::rules::Rules;
use crate::import::html;
use crate::import::intake::{free_slug, title_of};
use crate::import::spelling::spelt;
use crate::read::locale;
use crate::read::names::slugify;

/// An item that is to be an article.
pub(super) struct Plan {
    pub(super) slug: Slug,
    pub(super) section: Option<Slug>,
    pub(super) href: Href,
}

/// What is to become of the items.
pub(super) struct Plans {
    /// By their place in the export.
    pub(super) articles: BTreeMap<usize, Plan>,
    pub(super) sections: Vec<Section>,
    /// Those that readers saw and that become none.
    pub(super) lost: BTreeSet<usize>,
}

impl Import<'_> {
    /// Chooses which items become articles, and gives them addresses.
    pub(super) fn plan(&mut self, index: &Index) -> Plans {
        let mut sections = vec![section(
            self.options.section.clone(),
            self.options.section_name.clone(),
        )];
        let languages = Languages::of(index);
        let rules = Rules::of(index);
        let own = locale::meant(&index.language);
        let mut published = Vec::new();
        let mut lost = BTreeSet::new();
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
            let place = self.place_of(item);
            let closed = self.unpublished(item, has_paths);
            if let Some(reason) = closed.or_else(|| rules.closes(item)) {
                self.account.withhold(kind, reason, &place);
            } else if let Some(first) = index.item(item.id).filter(|first| first.part != item.part) {
                if first.link == item.link {
                    let reason = "it stands in another file of the export already";
                    self.account.withhold(kind, reason, &place);
                } else {
                    let reason =
                        "an item of this number stands in another file already, which is of another site";
                    self.account.drop(kind, reason, &place);
                    lost.insert(at);
                }
            } else if item.id != 0 && index.by_id.get(&item.id) != Some(&at) {
                let reason = "an item of this number stands in the export already";
                self.account.drop(kind, reason, &place);
                lost.insert(at);
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
            sections.push(section(slug, title_of(kind)));
        }
        let mut taken: BTreeSet<Slug> = BTreeSet::new();
        let mut articles = BTreeMap::new();
        for (at, item) in published {
            let section = match item.kind.as_str() {
                "page" => None,
                "post" => Some(self.options.section.clone()),
                kind => own_sections.get(kind).cloned(),
            };
            let language = languages.language_of(item);
            let wanted = wanted_slug(item, language.as_ref().or(own.as_ref()));
            let slug = free_slug(&wanted, |slug| {
                let is_reserved = section.is_none()
                    && (RESERVED.contains(&slug.as_ref())
                        || sections.iter().any(|section| section.slug == *slug));
                is_reserved || taken.contains(slug)
            });
            if slug != wanted {
                let place = self.place_of(item);
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
        Plans {
            articles,
            sections,
            lost,
        }
    }

    /// Why the item is not published, where it is not.
    fn unpublished(&self, item: &Item, has_paths: bool) -> Option<String> {
        if let Some(reason) = internal(item, has_paths) {
            return Some(reason);
        }
        let mut fields = item.access.iter();
        let closed = fields.find_map(|(key, value)| access::closes(key, value, self.options.now));
        if item.status == "publish" && closed.is_some() {
            return closed;
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
pub(super) fn kind_of(item: &Item) -> &'static str {
    match item.kind.as_str() {
        "post" => "post",
        "page" => "page",
        _ => "item of another type",
    }
}

/// Words in the names of types that hold what people have sent in, ordered or paid, or what programs note of them.
const OF_PEOPLE: &[&str] = &[
    "applicant",
    "applicants",
    "application",
    "applications",
    "appointment",
    "appointments",
    "attendee",
    "attendees",
    "cart",
    "carts",
    "cf7",
    "contact",
    "contacts",
    "coupon",
    "coupons",
    "customer",
    "customers",
    "email",
    "emails",
    "form",
    "forms",
    "invoice",
    "invoices",
    "lead",
    "leads",
    "log",
    "logs",
    "message",
    "messages",
    "order",
    "orders",
    "payment",
    "payments",
    "purchase",
    "purchases",
    "refund",
    "registration",
    "registrations",
    "request",
    "requests",
    "response",
    "responses",
    "rsvp",
    "signup",
    "signups",
];

/// The same, where other words may be written together with them.
const PARTS_OF_PEOPLE: &[&str] = &[
    "booking",
    "contactform",
    "donation",
    "enquir",
    "formentr",
    "inquir",
    "reservation",
    "submission",
    "subscriber",
    "subscription",
    "ticket",
    "transaction",
];

/// Does a type of that name hold what people have sent in?
fn is_of_people(kind: &str) -> bool {
    let kind = kind.to_lowercase();
    let mut words = kind.split(|letter: char| !letter.is_alphanumeric());
    words.any(|word| OF_PEOPLE.contains(&word)) || PARTS_OF_PEOPLE.iter().any(|part| kind.contains(part))
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
        "product_variation",
        "guest-author",
        "edd_",
        "tribe_rsvp",
        "tribe_tpp",
        "amp_",
        "polylang_",
        "sfwd-",
        "lp_",
        "ninja_forms",
        "nf_sub",
        "gf_",
        "everest_form",
        "sp_",
        "wprm_",
        "give_payment",
        "memberpress",
        "mepr",
        "pmpro",
        "rcp_",
        "wc_",
        "subscription",
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
    if is_hidden {
        return Some(format!("items of the type {kind} had no address for readers"));
    }
    is_of_people(kind).then(|| {
        format!("items of the type {kind} hold what people have sent in or ordered, or what is noted of them")
    })
}

fn wanted_slug(item: &Item, language: Option<&Language>) -> Slug {
    let written = percent_decode_str(&item.slug).decode_utf8_lossy();
    Slug::parse(&written)
        .or_else(|| spelt(&written, language))
        .or_else(|| spelt(&html::plain(&item.title), language))
        .or_else(|| slugify(&format!("{}-{}", item.kind, item.id)))
        .unwrap_or_else(|| Slug::parse("text").expect("the word is a slug"))
}

/// The addresses that an item had under earlier names.
pub(super) fn old_links(item: &Item) -> Vec<String> {
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
