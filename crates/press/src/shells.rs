//! A file for every address: the portal's `index.html`, with the page painted that it is going to show.

use std::cell::Cell;
use std::collections::BTreeSet;
use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use content::article::Article;
use content::bundle;
use content::find::Query;
use content::json;
use content::language::Language;
use content::listing::List;
use content::route::{CONTENT, Route};
use content::site::{Order, Site};
use lol_html::errors::RewritingError;
use lol_html::html_content::ContentType;
use lol_html::{RewriteStrSettings, element, rewrite_str};
use rayon::prelude::*;

use crate::assets::{Assets, MANIFEST};
use crate::canonical;
use crate::compress;
use crate::edition::Edition;
use crate::head::{self, HeadElement};
use crate::output::{self, Staging, WriteError};
use crate::paint::Painter;
use crate::parallel;
use crate::program::{self, ProgramError};
use crate::publication::{self, MediaSizes};
use crate::shared_file;
use crate::styles::{self, StyleError};

/// The file that a host shows for addresses that lead nowhere.
pub(crate) const NOT_FOUND: &str = "404.html";

/// The file of one address.
const INDEX: &str = "index.html";

/// Why the portal's files were not written.
#[derive(Debug)]
pub enum ShellError {
    /// The folder has no `index.html`.
    NoIndex(PathBuf, io::Error),
    /// Its `index.html` lacks an element.
    NoElement(PathBuf, &'static str),
    /// A style sheet that it names cannot be read.
    NoStyle(PathBuf, io::Error),
    /// The site's own style sheet cannot be read.
    NoBrand(PathBuf, io::Error),
    /// The site's own style sheet has a rule that counts only at the beginning of a file.
    BoundStyle(PathBuf, &'static str),
    /// A file of the program that it names cannot be read.
    NoProgram(PathBuf, io::Error),
    /// The program is no WebAssembly.
    NotWebAssembly(PathBuf, String),
    /// The program's glue is not what wasm-bindgen writes.
    UnknownGlue(PathBuf),
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
                    "{}: there is no {element} to fill in (add one to index.html)",
                    path.display()
                )
            }
            Self::NoStyle(path, error) => {
                write!(
                    out,
                    "{}: cannot be read: {error} (index.html names it as a style sheet; build the portal again)",
                    path.display()
                )
            }
            Self::NoBrand(path, error) => {
                write!(
                    out,
                    "{}: cannot be read: {error} (save it as text in UTF-8, or remove it)",
                    path.display()
                )
            }
            Self::BoundStyle(path, rule) => {
                write!(
                    out,
                    "{}: {rule} has no effect here, because these rules stand behind the portal's (leave it out, or put the rules themselves into the file)",
                    path.display()
                )
            }
            Self::NoProgram(path, error) => {
                write!(
                    out,
                    "{}: cannot be read: {error} (index.html names it as a part of the program; build the portal again)",
                    path.display()
                )
            }
            Self::NotWebAssembly(path, error) => {
                write!(
                    out,
                    "{}: is not WebAssembly: {error} (build the portal again)",
                    path.display()
                )
            }
            Self::UnknownGlue(path) => {
                write!(
                    out,
                    "{}: does not take the program’s functions as the glue of wasm-bindgen does (build the portal with the wasm-bindgen that Trunk.toml names)",
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

/// Writes a bundle into a built portal, and a file for every address. What pages of earlier builds name stays:
/// those of the portal that stands there, or of the one at `earlier`.
///
/// # Errors
/// When the folder is no built portal or cannot be written. Files of addresses are made before anything is replaced.
pub fn write(
    edition: &Edition,
    content: &Path,
    portal: &Path,
    earlier: Option<&Path>,
) -> Result<(), ShellError> {
    let index = portal.join(INDEX);
    let template = fs::read_to_string(&index).map_err(|error| ShellError::NoIndex(index.clone(), error))?;
    let styles = styles::join(&template, portal, content).map_err(|error| match error {
        StyleError::Unreadable(path, error) => ShellError::NoStyle(path, error),
        StyleError::UnreadableBrand(path, error) => ShellError::NoBrand(path, error),
        StyleError::Bound(path, rule) => ShellError::BoundStyle(path, rule),
        StyleError::Rewrite(error) => ShellError::Rewrite(index.clone(), error),
    })?;
    let template = styles.as_ref().map_or(&template, |styles| &styles.template);
    let programs = program::shorten(template, portal).map_err(|error| match error {
        ProgramError::Unreadable(path, error) => ShellError::NoProgram(path, error),
        ProgramError::NotWebAssembly(path, error) => ShellError::NotWebAssembly(path, error),
        ProgramError::UnknownGlue(path) => ShellError::UnknownGlue(path),
        ProgramError::Rewrite(error) => ShellError::Rewrite(index.clone(), error),
    })?;
    let template = programs.as_ref().map_or(template, |programs| &programs.template);
    let assets = Assets::of(edition, template, portal, earlier)
        .map_err(|error| ShellError::Rewrite(index.clone(), error))?;
    let bundle_folder = portal.join(CONTENT);
    let addresses = addresses_of(&bundle_folder);
    let staging = Staging::beside(&index)?;
    let painter = Painter::new(edition);
    let shells = shells(edition);
    let beside = publication::files(edition, &MediaSizes::measure(edition));
    let mut written: BTreeSet<_> = shells.iter().map(Shell::file).collect();
    let mut changed: Vec<String> = parallel::run(|| {
        let changed = shells.par_iter().map(|shell| {
            let head = head::head(edition, &shell.route);
            let html = shell.render(&painter, template, &index, &head)?;
            let file = shell.file();
            if output::holds(portal, &file, html.as_bytes()) {
                return Ok(None);
            }
            staging.write(&file, html.as_bytes())?;
            Ok(Some(file))
        });
        changed
            .filter_map(Result::transpose)
            .collect::<Result<_, ShellError>>()
    })?;
    for (file, bytes) in beside {
        // An earlier address may have the name of a file of the portal, which stays.
        let place = portal.join(&file);
        let mut folders = place.ancestors().skip(1).take_while(|folder| *folder != portal);
        let bytes = shared_file::with_deployers(portal, &file, bytes);
        if !folders.any(Path::is_file)
            && written.insert(file.clone())
            && !output::holds(portal, &file, &bytes)
        {
            staging.write(&file, &bytes)?;
            changed.push(file);
        }
    }
    let sheet = styles.iter().map(|styles| (&styles.file, styles.text.as_bytes()));
    let code = programs.iter().flat_map(|programs| &programs.files);
    let mut ahead = Vec::new();
    for (file, bytes) in sheet.chain(code.map(|(file, bytes)| (file, &bytes[..]))) {
        staging.write(file, bytes)?;
        ahead.push(file.as_str());
    }
    for (file, from) in assets.brought_along(portal) {
        staging.take(file, &from)?;
        ahead.push(file);
    }
    staging.write(MANIFEST, &assets.manifest())?;
    ahead.push(MANIFEST);
    let put = |file: &str| {
        let target = portal.join(file);
        output::make_parent(&target)?;
        compress::forget(&target);
        fs::rename(staging.path(file), &target).map_err(|error| WriteError::Io(target, error))
    };
    // A page must not stand before what it names.
    ahead.into_iter().try_for_each(put)?;
    output::write_with(edition, content, &bundle_folder, assets.of_bundle())?;
    changed.iter().try_for_each(|file| put(file))?;
    let code = programs.iter().flat_map(|programs| &programs.parts);
    let parts = styles.iter().flat_map(|styles| &styles.parts).chain(code);
    let gone = parts
        .filter(|part| !assets.keeps(part))
        .chain(assets.gone(portal));
    for part in gone {
        let part = portal.join(part);
        compress::forget(&part);
        // One that stays is only never asked for.
        let _ = fs::remove_file(part);
    }
    for file in addresses.difference(&written) {
        // An address that is gone must not answer any more; where its file cannot be removed, nothing else suffers.
        let path = portal.join(file);
        compress::forget(&path);
        if let Some(own) = shared_file::of_deployer(portal, file) {
            fs::write(&path, own).map_err(|error| WriteError::Io(path, error))?;
        } else if fs::remove_file(&path).is_ok() {
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
    /// The address; that of a wrong one stands for all of them.
    route: Route,
    language: Language,
    /// The JSON files that the page is made from, where the bundle has them.
    data: Vec<String>,
    /// What a path from the portal's root begins with on this page.
    root: String,
}

/// The files of a whole portal.
fn shells(edition: &Edition) -> Vec<Shell> {
    let site = &edition.site;
    let mut shells = Vec::new();
    let mut add = |route: Route, language: Option<&Language>| {
        let depth = route.path().matches('/').count();
        shells.push(Shell {
            language: language.unwrap_or(&site.language).clone(),
            data: files_of(edition, &route)
                .into_iter()
                .filter(|file| edition.files.contains_key(file))
                .collect(),
            root: if depth == 0 {
                "./".to_owned()
            } else {
                "../".repeat(depth)
            },
            route,
        });
    };
    add(Route::List(List::Home, 1), None);
    for section in &site.sections {
        add(Route::List(List::Section(section.slug.clone()), 1), None);
    }
    for taxonomy in &site.taxonomies {
        for tag in &taxonomy.tags {
            let list = List::Tag {
                taxonomy: taxonomy.slug.clone(),
                tag: tag.slug.clone(),
            };
            add(Route::List(list, 1), None);
        }
    }
    if canonical::has_find(edition) {
        add(Query::ALL.route(), None);
    }
    let directories = canonical::directories(site, &edition.articles);
    let more = directories.chain(canonical::authors_and_archive(edition));
    for route in more.chain(canonical::later_pages(edition)) {
        add(route, None);
    }
    for article in &edition.articles {
        let route = Route::of(article.section.as_ref(), &article.slug);
        add(route, article.language.as_ref());
    }
    add(Route::Saved, None);
    shells.push(Shell {
        route: Route::Missing(String::new()),
        language: site.language.clone(),
        data: Vec::new(),
        root: site
            .address
            .as_ref()
            .map_or("/", |address| address.path())
            .to_owned(),
    });
    shells
}

/// The files that the page of a route is made from.
fn files_of(edition: &Edition, route: &Route) -> Vec<String> {
    let mut files: Vec<_> = route.file().into_iter().collect();
    match route {
        Route::Find(_) => files.push(List::Home.file()),
        Route::List(list, page) if *page > 1 || list.order(&edition.site) != Order::Newest => {
            let chunks = edition.page(list, *page).map(|page| page.chunks);
            files.extend(chunks.into_iter().flatten().map(|hash| bundle::chunk_file(&hash)));
        }
        _ => {}
    }
    files
}

impl Shell {
    fn file(&self) -> String {
        match self.route {
            Route::Missing(_) => NOT_FOUND.to_owned(),
            _ => file_of(&self.route),
        }
    }

    fn render(
        &self,
        painter: &Painter<'_>,
        template: &str,
        index: &Path,
        elements: &[HeadElement],
    ) -> Result<String, ShellError> {
        // A list whose file the bundle lacks is shown as the portal shows it: as missing.
        let painting = painter
            .paint(&self.route, &self.root)
            .or_else(|| painter.paint(&Route::Missing(String::new()), &self.root))
            .expect("a page for wrong addresses needs nothing of the edition");
        let found = Found::default();
        let mut handlers = vec![
            // The picture that is seen first goes before the program, which boot.js asks for after it. An earlier run
            // may have left what its page needs.
            element!("link[rel=modulepreload], link[rel=preload]", |link| {
                link.remove();
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
                found.html.set(true);
                html.set_attribute("lang", &self.language.as_str())?;
                html.set_attribute("dir", self.language.direction().as_str())?;
                Ok(())
            }),
            element!("head > title", |title| {
                found.title.set(true);
                title.set_inner_content(&painting.title, ContentType::Text);
                Ok(())
            }),
            element!("#portal_root", |portal| {
                found.portal.set(true);
                portal.set_attribute("data-painted", &self.file())?;
                portal.set_inner_content(&painting.html, ContentType::Html);
                Ok(())
            }),
            element!("head", |head| {
                found.head.set(true);
                for file in std::iter::once(bundle::SITE).chain(self.data.iter().map(String::as_str)) {
                    let (root, folder) = (&self.root, CONTENT);
                    let link = format!(
                        r#"<link rel="preload" as="fetch" crossorigin fetchpriority="low" href="{root}{folder}/{file}">"#
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
        found.missing().map_or(Ok(html), |element| {
            Err(ShellError::NoElement(index.to_owned(), element))
        })
    }
}

/// The elements of the template that were filled in.
#[derive(Default)]
struct Found {
    html: Cell<bool>,
    head: Cell<bool>,
    title: Cell<bool>,
    portal: Cell<bool>,
}

impl Found {
    /// The first that is missing.
    fn missing(&self) -> Option<&'static str> {
        let elements = [
            (&self.html, "<html>"),
            (&self.head, "<head>"),
            (&self.title, "<title>"),
            (&self.portal, "element with the id “portal_root”"),
        ];
        elements
            .into_iter()
            .find(|(found, _)| !found.get())
            .map(|(_, element)| element)
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
    let files: Vec<_> = folder.map(|entry| entry.path()).collect();
    let articles = parallel::run(|| {
        let articles = files.into_par_iter().filter_map(|file| {
            let article = json::from_text::<Article>(&read(file)?).ok()?;
            // The address is all that is asked for: the texts of a whole site would only take room.
            Some(Article {
                body: Vec::new(),
                similar: Vec::new(),
                ..article
            })
        });
        articles.collect()
    });
    let edition = Edition {
        site,
        articles,
        files: std::collections::BTreeMap::new(),
        copies: Vec::new(),
        unpublished: Vec::new(),
        today: None,
    };
    let beside = publication::files(&edition, &MediaSizes::default()).into_keys();
    shells(&edition).iter().map(Shell::file).chain(beside).collect()
}
