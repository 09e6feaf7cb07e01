//! Jekyll: <https://jekyllrb.com/docs/permalinks/>, <https://jekyllrb.com/docs/collections/>.

use std::path::Path;

use super::{Generator, Menu};
use crate::import::markdown::file::cut;
use crate::import::markdown::page::{Page, PageKind, Placing, Root, dated};
use crate::import::markdown::pattern::{Parts, from_root, joined, plain};
use crate::import::markdown::settings::Settings;
use crate::import::words::Said;
use crate::read::settings::{Value, truth};

pub(super) struct Jekyll;

/// The collection of what stands in `_posts`.
const POSTS: &str = "posts";

impl Generator for Jekyll {
    fn name(&self) -> &'static str {
        "Jekyll"
    }

    fn settings(&self) -> &'static [&'static str] {
        &["_config.yml", "_config.yaml", "_config.toml"]
    }

    fn roots(&self, root: &Path, settings: &Settings) -> Vec<Root> {
        let source = settings.text(&["source"]).unwrap_or_default();
        let folder = root.join(source.trim_start_matches("./").trim_matches('/'));
        let is_within = folder.starts_with(root) && !source.contains("..") && folder.is_dir();
        vec![Root::new(if is_within { folder } else { root.to_owned() })]
    }

    fn place(&self, page: &mut Page, settings: &Settings) -> Placing {
        let is_copy = |name: &String| name.starts_with(['#', '~', '.']) || name.ends_with('~');
        if page.folders.iter().chain([&page.dated_stem]).any(is_copy) {
            return Placing::Withheld("Jekyll makes no page of a copy that an editor keeps".to_owned());
        }
        let folder = settings.text(&["collections_dir"]);
        if folder.is_some() && page.folders.first() == folder.as_ref() {
            page.folders.remove(0);
        }
        if page.folders.iter().any(|part| part == "_drafts") {
            page.kind = PageKind::Draft;
        }
        let is_post = page
            .folders
            .iter()
            .any(|part| part == "_posts" || part == "_drafts");
        let is_dated = dated(&page.dated_stem).is_some();
        if page.kind == PageKind::Article && is_post && !is_dated {
            return Placing::Withheld("Jekyll makes no page of a post without a day in its name".to_owned());
        }
        if is_post || page.folders.is_empty() && is_dated {
            let above = page.folders.iter().position(|part| part.starts_with('_'));
            page.folders.truncate(above.unwrap_or(page.folders.len()));
            page.collection = Some(POSTS.to_owned());
            let above = page.folders.first().cloned();
            page.section = Some(above.unwrap_or_else(|| POSTS.to_owned()));
        } else if page.folders.first().is_some_and(|part| part.starts_with('_'))
            && !is_included(&page.folders[0], settings)
        {
            let name = page.folders.remove(0).trim_start_matches('_').to_owned();
            if matches!(&*name, "includes" | "layouts" | "sass" | "data" | "plugins") {
                return Placing::PassedOver;
            }
            if !is_shown(&name, settings) {
                return Placing::Withheld(format!("the settings let no page be made of “_{name}”"));
            }
            page.section = Some(name.clone());
            page.collection = Some(name);
        } else {
            page.is_page = true;
        }
        let is_left = |name: &String| name.starts_with('_') && !is_included(name, settings);
        if page.folders.iter().chain([&page.dated_stem]).any(is_left) {
            return Placing::Withheld("Jekyll makes no page of what has a line before its name".to_owned());
        }
        Placing::Page
    }

    fn address(&self, parts: &Parts<'_>, settings: &Settings) -> Option<String> {
        let page = parts.page;
        let path: Vec<&str> = page.path().collect();
        let mut categories: Vec<String> = path.iter().map(|folder| plain(folder)).collect();
        for category in &parts.categories {
            let category = plain(category);
            if !categories.contains(&category) {
                categories.push(category);
            }
        }
        let collection = page.collection.as_deref();
        let name = parts.name();
        let in_folder: Vec<&str> = path.iter().copied().chain([&*page.dated_stem]).collect();
        let own = |word: &str| {
            Some(match word {
                "categories" => categories.join("/"),
                "category" => categories.first().cloned().unwrap_or_default(),
                "title" => name.to_owned(),
                "slug" => plain(name),
                "name" => page.stem.to_lowercase(),
                "basename" => page.stem.clone(),
                "path" => match collection {
                    Some(_) => in_folder.join("/"),
                    None => path.join("/"),
                },
                "collection" => collection.unwrap_or_default().to_owned(),
                "output_ext" => ".html".to_owned(),
                _ => return None,
            })
        };
        let general = settings.text(&["permalink"]);
        let of_collection = collection
            .filter(|collection| *collection != POSTS || general.is_none())
            .and_then(|collection| settings.text(&[&format!("collections.{collection}.permalink")]));
        let wanted = parts.permalink.map(ToOwned::to_owned).or(of_collection);
        let style =
            wanted.or_else(|| general.filter(|_| collection == Some(POSTS) || is_style_of_all(settings)));
        let is_post = collection == Some(POSTS);
        let style = match (style.as_deref(), collection) {
            (Some("pretty"), Some(POSTS)) => "/:categories/:year/:month/:day/:title/",
            (Some("date") | None, Some(POSTS)) => "/:categories/:year/:month/:day/:title.html",
            (Some("ordinal"), Some(POSTS)) => "/:categories/:year/:y_day/:title.html",
            (Some("none"), Some(POSTS)) => "/:categories/:title.html",
            (Some("pretty"), Some(_)) => "/:collection/:path/",
            (Some("date" | "ordinal" | "none") | None, Some(_)) => "/:collection/:path.html",
            (Some("pretty"), None) => return Some(of_page(&path, page, "/")),
            (Some("date" | "ordinal" | "none") | None, None) => return Some(of_page(&path, page, ".html")),
            (Some(style), _) => style,
        };
        // A style for posts names days that a page has not.
        let filled = parts.fill(style, &own);
        filled.or_else(|| (!is_post).then(|| of_page(&path, page, "/")))
    }

    /// Beside its posts and collections many are frames for lists.
    fn reads_html(&self, path: &Path, file: &Path) -> bool {
        let folders = path.parent().into_iter().flatten();
        let names: Vec<_> = folders.map(|folder| folder.to_string_lossy()).collect();
        let is_of_program = |name: &str| {
            matches!(
                name,
                "_includes" | "_layouts" | "_sass" | "_data" | "_plugins" | "_site"
            )
        };
        let mut own = names.iter().filter(|name| name.starts_with('_'));
        match own.next() {
            Some(first) => !is_of_program(first) || own.any(|name| !is_of_program(name)),
            None => !is_frame(file),
        }
    }

    fn menus(&self) -> &'static [Menu] {
        &[
            Menu::Data("_data/navigation"),
            Menu::Data("_data/menu"),
            Menu::Data("_data/nav"),
            Menu::Settings(&["navigation"]),
            Menu::Settings(&["menu"]),
            Menu::Settings(&["nav"]),
            Menu::Settings(&["header_pages"]),
        ]
    }
}

/// Is a page of HTML one that its generator fills, or one without words?
fn is_frame(file: &Path) -> bool {
    let text = std::fs::read_to_string(file).unwrap_or_default();
    let Ok((_, body, _)) = cut(&text) else {
        return true;
    };
    let is_filled = ["site.", "paginator", "{% for", "{%- for", "{{ content"]
        .iter()
        .any(|sign| body.contains(sign));
    is_filled || Said::html(body).count() == 0
}

/// The address of a page, which its name or that of its folder makes.
fn of_page(path: &[&str], page: &Page, end: &str) -> String {
    if page.is_index || end == "/" {
        return joined(path.iter().copied().chain([&*page.stem]));
    }
    from_root(&format!(
        "{}{end}",
        joined(path.iter().copied().chain([&*page.stem])).trim_end_matches('/')
    ))
}

/// Is the permalink of the settings one of the words that pages follow as well?
fn is_style_of_all(settings: &Settings) -> bool {
    matches!(
        settings.text(&["permalink"]).as_deref(),
        Some("pretty" | "date" | "none" | "ordinal")
    ) || settings
        .text(&["permalink"])
        .is_some_and(|style| style.ends_with('/'))
}

/// Do the settings take in what has a line before its name?
fn is_included(name: &str, settings: &Settings) -> bool {
    let included = settings.texts("include");
    let mut names = included.iter().map(|own| own.trim_matches('/'));
    names.any(|own| own == name || own.strip_suffix(".md") == Some(name))
}

/// Does Jekyll publish this collection? Where no settings say anything, nobody knows of any.
fn is_shown(collection: &str, settings: &Settings) -> bool {
    if settings.is_empty() {
        return true;
    }
    match settings.at(&["collections", collection]) {
        Some(Value::Table(table)) => table.text("output").and_then(truth) == Some(true),
        _ => false,
    }
}
