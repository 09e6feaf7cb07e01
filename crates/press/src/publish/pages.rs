//! A file for every address: the portal's `index.html`, with the page painted that it is going to show.

use std::cell::Cell;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use content::bundle;
use content::find::Query;
use content::language::Language;
use content::listing::List;
use content::route::{self, CONTENT, Route};
use content::site::Order;
use lol_html::errors::RewritingError;
use lol_html::html_content::ContentType;
use lol_html::{RewriteStrSettings, element, rewrite_str};
use rayon::prelude::*;
use search::name::MANIFEST;
use thiserror::Error;

use crate::edition::bundle::Edition;
use crate::edition::portal;
use crate::edition::routes;
use crate::parallel;
use crate::publish::companions;
use crate::publish::disk::Disk;
use crate::publish::fault::PublishError;
use crate::publish::head::{self, HeadElement};
use crate::publish::media_sizes::MediaSizes;
use crate::publish::prerender::Painter;
use crate::publish::programs;
use crate::publish::publication::{Publication, Stage};
use crate::publish::shared_file;
use crate::publish::styles;
use crate::publish::target::{INDEX, Kind, Target};
use crate::publish::template::{Template, TemplateError};
use crate::publish::{assets, bundle as bundle_files};

/// Why the portal's files were not written.
#[derive(Debug, Error)]
pub enum ShellError {
    /// There is nothing to make pages from.
    #[error(transparent)]
    Template(#[from] TemplateError),
    /// `index.html` lacks an element.
    #[error("index.html: there is no {0} to fill in (add one, and build the portal again)")]
    NoElement(&'static str),
    /// The rewriter gave up.
    #[error("index.html: cannot be rewritten: {0} (simplify it)")]
    Rewrite(#[from] RewritingError),
    /// A file cannot be written.
    #[error(transparent)]
    Publish(#[from] PublishError),
}

/// Writes a bundle into a built portal, and a file for every address. What pages of earlier builds name stays:
/// those of the portal that stands there, and of the one at `earlier`.
///
/// # Errors
/// When the folder is no built portal or cannot be written.
pub fn write(
    edition: &Edition,
    content: &Path,
    portal: &Path,
    earlier: Option<&Path>,
) -> Result<BTreeSet<PathBuf>, ShellError> {
    let mut target = Target::open(portal, Kind::Portal, Some(content), Disk::default(), &|_| ())?;
    write_into(edition, &mut target, earlier)
}

/// The same with a portal that is open already. Returns the files that somebody else's stand in the place of: these have
/// stayed.
///
/// # Errors
/// When the portal lacks what pages are made from, or cannot be written.
pub fn write_into(
    edition: &Edition,
    target: &mut Target,
    earlier: Option<&Path>,
) -> Result<BTreeSet<PathBuf>, ShellError> {
    let template = Template::read(target, edition)?;
    let mut publication = Publication::new(target);
    template.publish(&mut publication)?;
    bundle_files::add(edition, &publication, &format!("{CONTENT}/"))?;
    let painter = Painter::new(edition);
    let shells = shells(edition);
    parallel::run(|| {
        shells.par_iter().try_for_each(|shell| {
            let head = head::head(edition, &shell.route);
            let html = shell.render(&painter, template.html(), &head)?;
            Ok::<_, ShellError>(publication.write(Stage::Page, &shell.file(), html.as_bytes())?)
        })
    })?;
    let pages: BTreeSet<_> = shells.iter().map(Shell::file).collect();
    let mut beside = companions::files(edition, &MediaSizes::measure(edition));
    shared_file::join(&mut publication, &mut beside)?;
    for (file, bytes) in beside {
        // An earlier address may have the name of a page, which stays.
        if !pages.contains(&file) {
            publication.write(Stage::Page, &file, &bytes)?;
        }
    }
    let assets = assets::keep(&publication, edition, earlier)?;
    Ok(publication.publish(assets)?)
}

/// The files that [`write_into`] publishes for an edition and that can be linked to, by their paths from the site's root. Those
/// whose names change with their bytes cannot.
pub fn files(edition: &Edition) -> BTreeSet<String> {
    let pages = shells(edition).into_iter().map(|shell| shell.file());
    let beside = companions::files(edition, &MediaSizes::default()).into_keys();
    let bundle = edition
        .files
        .keys()
        .chain(edition.copies.iter().map(|(name, _)| name));
    // The search index is made for what is published alone.
    let index = (!edition.articles.is_empty()).then_some(MANIFEST);
    let bundle = bundle.map(String::as_str).chain(index);
    let bundle = bundle.map(|file| format!("{CONTENT}/{file}"));
    let files = pages.chain(beside).chain(bundle);
    files.filter(|file| !assets::is_immutable(file)).collect()
}

/// One file to write.
struct Shell {
    /// The address; that of a wrong one stands for all of them.
    route: Route,
    language: Language,
    /// The JSON files that the page is made from beside `site.json`, where the bundle has them.
    data: Vec<String>,
    /// Which addresses are those of articles, and the file that each is made from.
    articles: Option<String>,
    /// What a path from the portal's root begins with on this page.
    root: String,
}

/// The files of a whole portal.
fn shells(edition: &Edition) -> Vec<Shell> {
    let site = &edition.site;
    let mut shells = Vec::new();
    let articles = route::article_addresses(site);
    let articles = articles.map(|(addresses, file)| format!("{addresses} {CONTENT}/{file}"));
    let mut add = |route: Route, language: Option<&Language>| {
        let depth = route.path().matches('/').count();
        shells.push(Shell {
            language: language.unwrap_or(&site.language).clone(),
            data: files_of(edition, &route)
                .into_iter()
                .filter(|file| edition.files.contains_key(file))
                .collect(),
            articles: articles.clone(),
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
    if routes::has_find(edition) {
        add(Query::ALL.route(), None);
    }
    let directories = routes::directories(site, &edition.articles);
    let more = directories.chain(routes::authors_and_archive(edition));
    for route in more.chain(routes::later_pages(edition)) {
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
        articles,
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
    /// What `boot.js` is to know before the program has come, which knows the rest.
    fn for_boot(&self) -> Vec<(&'static str, String)> {
        let files: Vec<_> = self.data.iter().map(|file| format!("{CONTENT}/{file}")).collect();
        let files = (!files.is_empty()).then(|| files.join(" "));
        let query = self.route.query_of_others().map(str::to_owned);
        let all = [
            ("data-files", files),
            ("data-query", query),
            ("data-articles", self.articles.clone()),
        ];
        all.into_iter()
            .filter_map(|(name, value)| Some((name, value?)))
            .collect()
    }

    fn file(&self) -> String {
        match self.route {
            Route::Missing(_) => portal::NOT_FOUND.to_owned(),
            _ => file_of(&self.route),
        }
    }

    fn render(
        &self,
        painter: &Painter<'_>,
        template: &str,
        elements: &[HeadElement],
    ) -> Result<String, ShellError> {
        // A list whose file the bundle lacks is shown as the portal shows it: as missing.
        let painting = painter
            .paint(&self.route, &self.root)
            .or_else(|| painter.paint(&Route::Missing(String::new()), &self.root))
            .expect("a page for wrong addresses needs nothing of the edition");
        let found = Found::default();
        let mut handlers = vec![
            // The picture that is seen first goes before the program, which boot.js asks for after it.
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
                for (name, value) in self.for_boot() {
                    portal.set_attribute(name, &value)?;
                }
                portal.set_inner_content(&painting.html, ContentType::Html);
                Ok(())
            }),
            element!("head", |head| {
                found.head.set(true);
                head.append(&head::html(elements), ContentType::Html);
                Ok(())
            }),
        ];
        if self.route.is_of_finder() {
            handlers.push(element!(styles::DISABLED, |sheet| {
                sheet.remove_attribute("disabled");
                Ok(())
            }));
            handlers.push(element!("script[data-find-glue]", |script| {
                programs::start_finder(script)
            }));
        }
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
        let html = rewrite_str(template, settings)?;
        found
            .missing()
            .map_or(Ok(html), |element| Err(ShellError::NoElement(element)))
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
