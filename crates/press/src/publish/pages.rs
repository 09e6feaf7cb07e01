//! A file for every address: the portal's `index.html`, with the page prerendered that it is going to show.

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};
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
use search::name::{FILTERS, MANIFEST};
use thiserror::Error;

use crate::edition::bundle::Edition;
use crate::edition::portal;
use crate::edition::routes;
use crate::parallel;
use crate::publish::apps;
use crate::publish::companions;
use crate::publish::disk::Disk;
use crate::publish::fault::PublishError;
use crate::publish::head::{self, HeadElement};
use crate::publish::media_sizes::MediaSizes;
use crate::publish::offline;
use crate::publish::prerender::Prerenderer;
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
    let prerenderer = Prerenderer::new(edition);
    if let Some((file, bytes)) = offline::script(edition) {
        publication.write(Stage::Asset, &file, &bytes)?;
    }
    let shells = shells(edition);
    parallel::run(|| {
        shells.par_iter().try_for_each(|shell| {
            let head = head::head(edition, &shell.route);
            let html = shell.render(&prerenderer, template.html(), &head)?;
            Ok::<_, ShellError>(publication.write(Stage::Page, &shell.file(), html.as_bytes())?)
        })
    })?;
    let pages: BTreeSet<_> = shells.iter().map(Shell::file).collect();
    let mut beside = companions::files(edition, &MediaSizes::measure(edition));
    beside.extend(publication.target().beside().clone());
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
    let index = [MANIFEST, FILTERS].into_iter();
    let index = index.filter(|_| !edition.articles.is_empty());
    let bundle = bundle.map(String::as_str).chain(index);
    let bundle = bundle.map(|file| format!("{CONTENT}/{file}"));
    let files = pages.chain(beside).chain(bundle);
    files.filter(|file| !assets::is_immutable(file)).collect()
}

/// The pages of an edition, each prerendered when somebody asks for it.
pub(crate) struct Pages(BTreeMap<String, Shell>);

impl Pages {
    /// The pages that [`write_into`] writes.
    pub(crate) fn of(edition: &Edition) -> Self {
        let shells = shells(edition).into_iter();
        Self(shells.map(|shell| (shell.file(), shell)).collect())
    }

    /// Is there a page of that name?
    pub(crate) fn has(&self, file: &str) -> bool {
        self.0.contains_key(file)
    }

    /// A page as [`write_into`] writes it; none where it writes none of that name.
    pub(crate) fn render(
        &self,
        file: &str,
        edition: &Edition,
        template: &str,
    ) -> Option<Result<String, ShellError>> {
        let shell = self.0.get(file)?;
        let head = head::head(edition, &shell.route);
        Some(shell.render(&Prerenderer::new(edition), template, &head))
    }
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
    /// Is there an index to be searched?
    has_index: bool,
    /// What a path from the portal's root begins with on this page.
    root: String,
    /// Does the app of `/find/` show it? That of reading knows no articles that stand in `site.json`.
    is_of_finder: bool,
    /// The script for reading without a network, where the site has it.
    offline: Option<String>,
    /// Does it stand for pages that cannot be had without a network? Then no app is started in it, which would look for them.
    is_offline: bool,
}

/// The files of a whole portal.
fn shells(edition: &Edition) -> Vec<Shell> {
    let site = &edition.site;
    let is_one_file = !site.articles.is_empty();
    let mut shells = Vec::new();
    let articles = route::article_addresses(site);
    let articles = articles.map(|(addresses, file)| format!("{addresses} {CONTENT}/{file}"));
    let has_index = edition.files.contains_key(MANIFEST);
    let script = offline::script(edition).map(|(file, _)| file);
    let mut add = |route: Route, language: Option<&Language>| {
        let depth = route.path().matches('/').count();
        shells.push(Shell {
            language: language.unwrap_or(&site.language).clone(),
            data: files_of(edition, &route)
                .into_iter()
                .filter(|file| edition.files.contains_key(file))
                .collect(),
            articles: articles.clone(),
            is_of_finder: is_one_file || route.is_of_finder(),
            has_index,
            offline: script.clone(),
            is_offline: false,
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
    let missing = |root: &str, is_offline| Shell {
        route: Route::Missing(String::new()),
        language: site.language.clone(),
        data: Vec::new(),
        articles: articles.clone(),
        is_of_finder: is_one_file,
        has_index,
        offline: script.clone(),
        is_offline,
        root: root.to_owned(),
    };
    let root = site.address.as_ref().map_or("/", |address| address.path());
    shells.push(missing(root, false));
    if site.offline {
        shells.push(missing("./", true));
    }
    shells
}

/// The files that the page of a route is made from.
fn files_of(edition: &Edition, route: &Route) -> Vec<String> {
    let mut files: Vec<_> = route.file().into_iter().collect();
    match route {
        Route::Find(_) => files = vec![FILTERS.to_owned()],
        Route::List(list, page) if *page > 1 || list.order(&edition.site) != Order::Newest => {
            let chunks = edition.page(list, *page).map(|page| page.chunks);
            files.extend(chunks.into_iter().flatten().map(|hash| bundle::chunk_file(&hash)));
        }
        _ => {}
    }
    files
}

impl Shell {
    /// What `boot.js` is to know before the app has come, which knows the rest.
    fn for_boot(&self) -> Vec<(&'static str, String)> {
        let files: Vec<_> = self.data.iter().map(|file| format!("{CONTENT}/{file}")).collect();
        let files = (!files.is_empty()).then(|| files.join(" "));
        let query = self.route.query_of_others().map(str::to_owned);
        let all = [
            ("data-files", files),
            ("data-query", query),
            ("data-articles", self.articles.clone()),
            (
                "data-index",
                self.has_index.then(|| format!("{CONTENT}/{MANIFEST}")),
            ),
        ];
        all.into_iter()
            .filter_map(|(name, value)| Some((name, value?)))
            .collect()
    }

    fn file(&self) -> String {
        match self.route {
            _ if self.is_offline => portal::OFFLINE.to_owned(),
            Route::Missing(_) => portal::NOT_FOUND.to_owned(),
            _ => file_of(&self.route),
        }
    }

    fn render(
        &self,
        prerenderer: &Prerenderer<'_>,
        template: &str,
        elements: &[HeadElement],
    ) -> Result<String, ShellError> {
        // A list whose file the bundle lacks is shown as the portal shows it: as missing.
        let page = self
            .is_offline
            .then(|| prerenderer.offline(&self.root))
            .or_else(|| prerenderer.render(&self.route, &self.root))
            .or_else(|| prerenderer.render(&Route::Missing(String::new()), &self.root))
            .expect("a page for wrong addresses needs nothing of the edition");
        let found = Found::default();
        let mut handlers = vec![
            // The picture that is seen first goes before the app, which boot.js asks for after it.
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
                title.set_inner_content(&page.title, ContentType::Text);
                Ok(())
            }),
            element!("#portal_root", |portal| {
                found.portal.set(true);
                portal.set_attribute("data-prerendered", &self.file())?;
                for (name, value) in self.for_boot() {
                    portal.set_attribute(name, &value)?;
                }
                if page.is_lasting && !self.is_of_finder {
                    portal.set_attribute("data-lasting", "")?;
                }
                portal.set_inner_content(&page.html, ContentType::Html);
                Ok(())
            }),
            element!("head", |head| {
                found.head.set(true);
                head.append(&head::html(elements), ContentType::Html);
                Ok(())
            }),
        ];
        handlers.push(element!("script[data-wasm]", |script| {
            if self.is_offline {
                script.remove();
            } else if let Some(file) = &self.offline {
                script.set_attribute(offline::ATTRIBUTE, &format!("{}{file}", self.root))?;
            }
            Ok(())
        }));
        if self.is_of_finder {
            handlers.push(element!(styles::DISABLED, |sheet| {
                sheet.remove_attribute("disabled");
                Ok(())
            }));
            handlers.push(element!("script[data-find-glue]", |script| {
                apps::start_finder(script)
            }));
        } else {
            // Chromium asks for what is disabled since its version 148, and for nothing within a template.
            handlers.push(element!(styles::DISABLED, |sheet| {
                sheet.remove_attribute("disabled");
                sheet.before("<template>", ContentType::Html);
                sheet.after("</template>", ContentType::Html);
                Ok(())
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
