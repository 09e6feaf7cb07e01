//! A file for every address: the portal's `index.html`, told where it stands and what it is going to show.

use std::cell::Cell;
use std::collections::BTreeSet;
use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use content::article::Article;
use content::bundle;
use content::json;
use content::language::Language;
use content::listing::List;
use content::route::Route;
use content::site::Site;
use lol_html::errors::RewritingError;
use lol_html::html_content::ContentType;
use lol_html::{RewriteStrSettings, element, rewrite_str};

use crate::edition::Edition;
use crate::head::{self, HeadElement};
use crate::output::{self, Staging, WriteError};
use crate::publication::{self, MediaSizes};

/// The bundle's folder within the built portal.
pub const CONTENT: &str = "content";

/// The file that a host shows for addresses that lead nowhere.
pub(crate) const NOT_FOUND: &str = "404.html";

/// What that file says until the portal has started.
const NOT_FOUND_WORDS: &str = "This address leads nowhere. Go on from the front page:";

/// The file of one address.
const INDEX: &str = "index.html";

/// Why the portal's files were not written.
#[derive(Debug)]
pub enum ShellError {
    /// The folder has no `index.html`.
    NoIndex(PathBuf, io::Error),
    /// Its `index.html` lacks an element.
    NoElement(PathBuf, &'static str),
    /// The rewriter gave up.
    Rewrite(PathBuf, RewritingError),
    /// A file cannot be written.
    Write(WriteError),
}

impl fmt::Display for ShellError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoIndex(path, error) => {
                write!(
                    out,
                    "{}: cannot be read: {error} (name the folder that trunk build has written)",
                    path.display()
                )
            }
            Self::NoElement(path, element) => {
                write!(
                    out,
                    "{}: there is no <{element}> to fill in (add one to index.html)",
                    path.display()
                )
            }
            Self::Rewrite(path, error) => {
                write!(
                    out,
                    "{}: cannot be rewritten: {error} (simplify index.html)",
                    path.display()
                )
            }
            Self::Write(error) => error.fmt(out),
        }
    }
}

impl std::error::Error for ShellError {}

impl From<WriteError> for ShellError {
    fn from(error: WriteError) -> Self {
        Self::Write(error)
    }
}

/// Writes a bundle into a built portal, and a file for every address.
///
/// # Errors
/// When the folder is no built portal or cannot be written. Files of addresses are made before anything is replaced.
pub fn write(edition: &Edition, content: &Path, portal: &Path) -> Result<(), ShellError> {
    let index = portal.join(INDEX);
    let template = fs::read_to_string(&index).map_err(|error| ShellError::NoIndex(index.clone(), error))?;
    let bundle_folder = portal.join(CONTENT);
    let earlier = addresses_of(&bundle_folder);
    let staging = Staging::beside(&index)?;
    let mut written = BTreeSet::new();
    for shell in shells(edition) {
        let head = match &shell.route {
            Some(route) => head::head(edition, route),
            None => head::head(edition, &Route::Missing(NOT_FOUND.to_owned())),
        };
        staging.write(&shell.file(), shell.render(&template, &index, &head)?.as_bytes())?;
        written.insert(shell.file());
    }
    for (file, bytes) in publication::files(edition, &MediaSizes::measure(edition)) {
        // An earlier address may have the name of a file of the portal, which stays.
        let place = portal.join(&file);
        let mut folders = place.ancestors().skip(1).take_while(|folder| *folder != portal);
        if !folders.any(Path::is_file) && written.insert(file.clone()) {
            staging.write(&file, &bytes)?;
        }
    }
    output::write(edition, content, &bundle_folder)?;
    for file in &written {
        let target = portal.join(file);
        output::make_parent(&target)?;
        fs::rename(staging.path(file), &target).map_err(|error| WriteError::Io(target, error))?;
    }
    for file in earlier.difference(&written) {
        // An address that is gone must not answer any more; where its file cannot be removed, nothing else suffers.
        let path = portal.join(file);
        if fs::remove_file(&path).is_ok() {
            // Its folders go with it as far as they are empty.
            let mut folders = path.ancestors().skip(1).take_while(|folder| *folder != portal);
            while folders
                .next()
                .is_some_and(|folder| fs::remove_dir(folder).is_ok())
            {}
        }
    }
    Ok(())
}

/// One file to write.
struct Shell {
    /// The address; none for the page that stands for all wrong ones.
    route: Option<Route>,
    title: String,
    site_name: String,
    language: Language,
    /// The JSON file that the page is made from, where the bundle has it.
    data: Option<String>,
    /// What a path from the portal's root begins with on this page.
    root: String,
}

/// The files of a whole portal.
fn shells(edition: &Edition) -> Vec<Shell> {
    let site = &edition.site;
    let mut shells = Vec::new();
    let mut add = |route: Route, name: Option<&str>, language: Option<&Language>| {
        let depth = route.path().matches('/').count();
        shells.push(Shell {
            title: name.map_or_else(|| site.name.clone(), |name| titled(name, site)),
            site_name: site.name.clone(),
            language: language.unwrap_or(&site.language).clone(),
            data: route.file().filter(|file| edition.files.contains_key(file)),
            root: if depth == 0 {
                "./".to_owned()
            } else {
                "../".repeat(depth)
            },
            route: Some(route),
        });
    };
    add(Route::List(List::Home, 1), None, None);
    for section in &site.sections {
        add(
            Route::List(List::Section(section.slug.clone()), 1),
            Some(&section.name),
            None,
        );
    }
    for taxonomy in &site.taxonomies {
        for tag in &taxonomy.tags {
            let list = List::Tag {
                taxonomy: taxonomy.slug.clone(),
                tag: tag.slug.clone(),
            };
            add(Route::List(list, 1), Some(&tag.name), None);
        }
    }
    for article in &edition.articles {
        let route = Route::of(article.section.as_ref(), &article.slug);
        add(route, Some(&article.title), article.language.as_ref());
    }
    shells.push(Shell {
        route: None,
        title: titled("Page not found", site),
        site_name: site.name.clone(),
        language: site.language.clone(),
        data: None,
        root: site
            .address
            .as_ref()
            .map_or("/", |address| address.path())
            .to_owned(),
    });
    shells
}

fn titled(name: &str, site: &Site) -> String {
    format!("{name} | {}", site.name)
}

impl Shell {
    fn file(&self) -> String {
        self.route.as_ref().map_or_else(|| NOT_FOUND.to_owned(), file_of)
    }

    fn render(&self, template: &str, index: &Path, elements: &[HeadElement]) -> Result<String, ShellError> {
        let (has_title, has_head, has_html) = (Cell::new(false), Cell::new(false), Cell::new(false));
        let mut handlers = vec![
            // An earlier run may have left its own here.
            element!(r#"link[rel="preload"][as="fetch"]"#, |link| {
                let href = link.get_attribute("href").unwrap_or_default();
                if ["./content/lists/", "./content/articles/"]
                    .iter()
                    .any(|start| href.starts_with(start))
                {
                    link.remove();
                }
                Ok(())
            }),
            element!("*", |element| {
                let paths = element
                    .attributes()
                    .iter()
                    .map(|attribute| (attribute.name(), attribute.value()));
                let paths: Vec<_> = paths
                    .filter(|(name, value)| holds_path(name) && value.starts_with("./"))
                    .collect();
                for (name, value) in paths {
                    element.set_attribute(&name, &format!("{}{}", self.root, &value[2..]))?;
                }
                Ok(())
            }),
            element!("html", |html| {
                has_html.set(true);
                html.set_attribute("lang", &self.language.as_str())?;
                html.set_attribute("dir", self.language.direction().as_str())?;
                Ok(())
            }),
            element!("head > title", |title| {
                has_title.set(true);
                title.set_inner_content(&self.title, ContentType::Text);
                Ok(())
            }),
            // The first thing that a reader sees, while the program is still arriving.
            element!("#start .site-name", |name| {
                name.set_inner_content(&self.site_name, ContentType::Text);
                Ok(())
            }),
            // Where the host stands at another path than the address says, this is all that a reader gets.
            element!(".start-words", |words| {
                if self.route.is_none() {
                    words.set_inner_content(NOT_FOUND_WORDS, ContentType::Text);
                }
                Ok(())
            }),
            element!(".start-late", |late| {
                if self.route.is_none() {
                    late.set_inner_content("", ContentType::Text);
                    late.append(&format!(r#"<a href="{}">"#, self.root), ContentType::Html);
                    late.append(&self.site_name, ContentType::Text);
                    late.append("</a>", ContentType::Html);
                }
                Ok(())
            }),
            element!("head", |head| {
                has_head.set(true);
                if let Some(data) = &self.data {
                    let (root, folder) = (&self.root, CONTENT);
                    let link = format!(
                        r#"<link rel="preload" as="fetch" crossorigin href="{root}{folder}/{data}">"#
                    );
                    head.append(&link, ContentType::Html);
                }
                head.append(&head::html(elements), ContentType::Html);
                Ok(())
            }),
        ];
        for selector in head::replaced(elements) {
            handlers.push(element!(selector, |earlier| {
                earlier.remove();
                Ok(())
            }));
        }
        let settings = handlers
            .into_iter()
            .fold(RewriteStrSettings::new(), |settings, handler| {
                settings.append_element_content_handler(handler)
            });
        let html =
            rewrite_str(template, settings).map_err(|error| ShellError::Rewrite(index.to_owned(), error))?;
        for (found, element) in [(has_html, "html"), (has_head, "head"), (has_title, "title")] {
            if !found.get() {
                return Err(ShellError::NoElement(index.to_owned(), element));
            }
        }
        Ok(html)
    }
}

fn holds_path(attribute: &str) -> bool {
    matches!(attribute, "href" | "src" | "content") || attribute.starts_with("data-")
}

fn file_of(route: &Route) -> String {
    format!("{}{INDEX}", route.path())
}

/// The files of the addresses that a bundle already standing there has. A bundle that cannot be read has none.
fn addresses_of(bundle_folder: &Path) -> BTreeSet<String> {
    let read = |path: PathBuf| fs::read_to_string(path).ok();
    let site = read(bundle_folder.join(bundle::SITE)).and_then(|text| json::from_text::<Site>(&text).ok());
    let Some(site) = site else { return BTreeSet::new() };
    let folder = fs::read_dir(bundle_folder.join("articles"))
        .into_iter()
        .flatten()
        .flatten();
    let articles = folder
        .filter_map(|entry| json::from_text::<Article>(&read(entry.path())?).ok())
        .collect();
    let edition = Edition {
        site,
        articles,
        files: std::collections::BTreeMap::new(),
        copies: Vec::new(),
    };
    let beside = publication::files(&edition, &MediaSizes::default()).into_keys();
    shells(&edition).iter().map(Shell::file).chain(beside).collect()
}
