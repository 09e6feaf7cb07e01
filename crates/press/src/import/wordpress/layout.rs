//! Brackets that lay a page out, as page builders write them: they go, and what readers saw of them stays.

use percent_encoding::percent_decode_str;

use super::foreign::{PLAYED, played};
use super::shortcodes::{SHORTCODE, Shortcodes, attributes, escaped, gallery_html, name_at};
use crate::import::account::Place;

/// How the names of page builders' brackets begin.
const BUILDERS: [&str; 30] = [
    "av_",
    "bt_bb_",
    "cmsms_",
    "cs_",
    "ct_",
    "dt_",
    "edgtf_",
    "eltdf_",
    "et_pb_",
    "fl_",
    "fusion_",
    "gdlr_",
    "kc_",
    "mk_",
    "mkdf_",
    "nectar_",
    "pl_",
    "qode_",
    "rev_",
    "siteorigin_",
    "su_",
    "themify_",
    "thrive_",
    "tt_",
    "us_",
    "ux_",
    "vc_",
    "wpb_",
    "x_",
    "wr_",
];

/// Columns and boxes that themes of many makers call alike. Prose has such words in brackets, too, so these need a value or an
/// end of their own.
const BOXES: [&str; 17] = [
    "box",
    "col",
    "column",
    "columns",
    "container",
    "full_width",
    "one_fourth",
    "one_half",
    "one_half_last",
    "one_third",
    "one_third_last",
    "row",
    "section",
    "three_fourth",
    "two_third",
    "two_thirds",
    "clear",
];

/// Brackets in whose place a shop shows what only it knows.
const SHOP: [&str; 14] = [
    "add_to_cart",
    "add_to_cart_url",
    "best_selling_products",
    "featured_products",
    "product",
    "product_categories",
    "product_category",
    "product_page",
    "products",
    "recent_products",
    "related_products",
    "sale_products",
    "top_rated_products",
    "shop_messages",
];

/// Brackets in whose place a form stands.
const FORMS: [&str; 14] = [
    "caldera_form",
    "contact-form",
    "contact-form-7",
    "everest_form",
    "fluentform",
    "formidable",
    "forminator_form",
    "gravityform",
    "gravityforms",
    "mc4wp_form",
    "ninja_form",
    "newsletter_form",
    "wpforms",
    "wpuf_form",
];

/// Brackets that fold a text under a title, whoever's they are.
const FOLDS: [&str; 13] = [
    "accordion",
    "accordion_item",
    "collapse",
    "et_pb_accordion_item",
    "et_pb_toggle",
    "expand",
    "fusion_toggle",
    "spoiler",
    "su_spoiler",
    "toggle",
    "vc_toggle",
    "vc_tta_section",
    "vc_accordion_tab",
];

/// Boxes with a title that many plugins have; prose has such words in brackets, too, so these need a value or an end.
const TITLED: [&str; 11] = [
    "accordions",
    "alert",
    "button",
    "callout",
    "infobox",
    "message",
    "notice",
    "tab",
    "tabs",
    "tabgroup",
    "toggles",
];

/// Attributes that say where a button or a picture leads.
const LINKS: [&str; 6] = ["button_url", "href", "link", "link_url", "target_url", "url"];

/// How the names end of brackets that stand within a line.
const IN_LINE: [&str; 7] = [
    "highlight",
    "tooltip",
    "label",
    "dropcap",
    "icon",
    "popover",
    "lightbox",
];

/// Attributes that hold words which readers saw.
const WORDS: [&str; 13] = [
    "button_text",
    "caption",
    "content",
    "description",
    "heading",
    "header",
    "label",
    "subtitle",
    "subhead",
    "summary",
    "text",
    "title",
    "title_text",
];

impl Shortcodes<'_> {
    /// The HTML of a bracket that lays a page out; none where it is another.
    pub(super) fn layout(&mut self, name: &str, inner: &str, place: &Place) -> Option<String> {
        if SHOP.contains(&name) || name.starts_with("woocommerce_") {
            self.account.read(SHORTCODE);
            let reason = format!("[{name}] shows what only a shop knows");
            self.account.drop(SHORTCODE, reason, place);
            return Some(String::new());
        }
        if is_form(name) {
            self.account.read(SHORTCODE);
            let reason = format!("[{name}] is a form, and there is no server to send one to");
            self.account.drop(SHORTCODE, reason, place);
            return Some(String::new());
        }
        let is_box = BOXES.contains(&name) && (inner.contains('=') || name.contains('_'))
            || (TITLED.contains(&name) || FOLDS.contains(&name)) && inner.contains('=');
        if !is_layout(name) && !is_box {
            return None;
        }
        self.account.read(SHORTCODE);
        let reason = format!("[{name}] lays out a page; its words and pictures are kept");
        self.account.change(SHORTCODE, reason, place);
        let mut given = attributes(inner.trim_end_matches('/'));
        let plays = played(name, &given);
        if plays.is_some() {
            given.retain(|(key, _)| !PLAYED.contains(&key.as_str()));
        }
        let words = self.words_of_attributes(name, &given);
        Some([gap(name), &words, &plays.unwrap_or_default()].concat())
    }

    /// What readers saw of a bracket's attributes: words, as their names say, pictures, and where they lead.
    pub(super) fn words_of_attributes(&self, name: &str, given: &[(String, String)]) -> String {
        let mut html = String::new();
        let link = LINKS.iter().find_map(|key| {
            let found = given.iter().find(|(own, _)| own == key);
            found.and_then(|(_, value)| link_in(value))
        });
        let folded = |key: &str| FOLDS.contains(&name) && matches!(key, "title" | "heading" | "label");
        for (key, value) in given.iter().filter(|(_, value)| !value.is_empty()) {
            if folded(key) {
                html.extend(["<details><summary>", &escaped(value), "</summary>\n\n"]);
            } else if let Some(src) = self.picture_in(key, value) {
                html.extend(["\n\n<figure><img src=\"", &escaped(&src), "\"></figure>\n\n"]);
            } else if let Some(gallery) = self.gallery_in(key, value) {
                html.extend(["\n\n", &gallery, "\n\n"]);
            } else if is_worded(key, value) {
                let is_title = key.contains("title") || key.contains("head");
                let tag = if is_title && link.is_none() { "h3" } else { "p" };
                let words = escaped(value);
                let words = match &link {
                    Some(link) => format!("<a href=\"{}\">{words}</a>", escaped(link)),
                    None => words,
                };
                html.extend(["\n\n<", tag, ">", &words, "</", tag, ">\n\n"]);
            }
        }
        html
    }

    /// What the end of a bracket that lays a page out leaves, and how much of a text it is.
    pub(super) fn layout_end(&mut self, rest: &str, place: &Place) -> Option<(&'static str, usize)> {
        let name = name_at(rest.strip_prefix("[/")?);
        let length = rest.find(']')? + 1;
        let is_end = rest[2 + name.len()..length - 1].trim().is_empty();
        let is_known = [&BOXES[..], &FOLDS, &TITLED]
            .iter()
            .any(|names| names.contains(&name));
        ((is_layout(name) || is_known) && is_end).then_some(())?;
        self.account.read(SHORTCODE);
        let reason = format!("[/{name}] ends what laid out a page");
        self.account.change(SHORTCODE, reason, place);
        let html = if FOLDS.contains(&name) {
            "\n\n</details>\n\n"
        } else {
            gap(name)
        };
        Some((html, length))
    }

    /// The pictures that an attribute names by their numbers in the export.
    fn gallery_in(&self, key: &str, value: &str) -> Option<String> {
        let is_list = [
            "ids", "image", "images", "gallery", "pictures", "photos", "include",
        ]
        .iter()
        .any(|end| key.ends_with(end));
        is_list.then_some(())?;
        let numbers = value.split(',').map(|number| number.trim().parse::<u64>());
        let numbers: Vec<u64> = numbers.collect::<Result<_, _>>().ok()?;
        let items = numbers.into_iter().filter_map(|id| self.index.item(id));
        let pictures: Vec<_> = items
            .filter(|item| item.kind == "attachment" && !item.file.is_empty())
            .collect();
        gallery_html(&pictures)
    }

    /// The picture that an attribute names: by its address, or by its number in the export.
    fn picture_in(&self, key: &str, value: &str) -> Option<String> {
        let is_picture = matches!(
            key,
            "image" | "image_id" | "img" | "photo" | "src" | "image_url" | "url"
        );
        is_picture.then_some(())?;
        if let Ok(id) = value.parse::<u64>() {
            let item = self.index.item(id)?;
            return (!item.file.is_empty()).then(|| item.file.clone());
        }
        let path = value
            .split(['?', '#'])
            .next()
            .unwrap_or_default()
            .to_ascii_lowercase();
        let is_file = [".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif", ".svg"]
            .iter()
            .any(|extension| path.ends_with(extension));
        is_file.then(|| value.to_owned())
    }
}

/// Does an attribute hold words that readers saw?
fn is_worded(key: &str, value: &str) -> bool {
    let is_style = matches!(
        value,
        "h1" | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "yes"
            | "no"
            | "on"
            | "off"
            | "true"
            | "false"
            | "left"
            | "right"
            | "center"
            | "default"
            | "none"
            | "inherit"
    );
    if is_style || !value.contains(char::is_alphabetic) {
        return false;
    }
    let mut words = key.split(['_', '-']);
    // What is written for editors, search engines and looks is none for readers.
    let is_aside = words.clone().any(|word| {
        matches!(
            word,
            "admin" | "aria" | "class" | "css" | "font" | "google" | "meta" | "og" | "seo"
        )
    });
    let is_named = words.any(|word| {
        matches!(
            word,
            "name" | "author" | "position" | "company" | "question" | "answer"
        )
    });
    let is_sentence = value.contains(' ') || value.starts_with(char::is_uppercase);
    let ends_so = WORDS.iter().any(|word| {
        let start = key.strip_suffix(word);
        start.is_some_and(|start| start.is_empty() || start.ends_with(['_', '-']))
    });
    WORDS.contains(&key) || !is_aside && (ends_so || is_named && is_sentence)
}

/// What parts a box from the words beside it.
fn gap(name: &str) -> &'static str {
    if IN_LINE.iter().any(|end| name.ends_with(end)) {
        ""
    } else {
        "\n\n"
    }
}

/// The address in an attribute; some builders write several things into one: `url:https%3A%2F%2F…|title:…`.
fn link_in(value: &str) -> Option<String> {
    let value = match value.split('|').find_map(|part| part.strip_prefix("url:")) {
        Some(url) => percent_decode_str(url).decode_utf8_lossy().into_owned(),
        None => value.to_owned(),
    };
    let leads = value.starts_with("http") || value.starts_with('/') && value.len() > 1;
    let is_picture = [".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif", ".svg"]
        .iter()
        .any(|end| value.to_ascii_lowercase().ends_with(end));
    (leads && !is_picture).then_some(value)
}

/// Does a form stand in the place of a bracket of that name?
pub(super) fn is_form(name: &str) -> bool {
    FORMS.contains(&name)
}

pub(super) fn is_layout(name: &str) -> bool {
    BUILDERS.iter().any(|start| name.starts_with(start))
}
