//! Writing what was imported as a content folder.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use content::article::{Article, Tagging};
use content::block::{Block, Image};
use content::site::{FooterBlock, Link, Order, Section, Site, Taxonomy};
use content::slug::Slug;

use super::Imported;
use super::account::{Account, Place};
use super::furnish;
use crate::diagnostic::{Findings, Severity};
use crate::hash;
use crate::read::article::{self, Name};
use crate::read::consent::{embeds, ready_made};
use crate::read::markdown::write::{self, toml};
use crate::read::media::Media;
use crate::read::media::view::View;
use crate::read::names::slugify;
use crate::remedy;
use crate::staging::{Staging, WriteError};

/// The file in which an import notes what it wrote, so that another one may replace it.
pub const NOTES: &str = ".press-import";

/// The file that says what the site is.
pub(super) const SITE: &str = "site.toml";

/// The kind under which the files of articles stand in the account.
const FILE: &str = "file";

/// Why no content folder was written.
#[derive(Debug, thiserror::Error)]
pub enum FolderError {
    /// The folder holds something that no import wrote.
    #[error(
        "{}: this folder holds something that no import wrote, and would be lost (name an empty or a new folder)",
        .0.display()
    )]
    NotOurs(PathBuf),
    /// A file of the folder is not as the import had written it.
    #[error(
        "{}: this was changed or added since the import, and would be lost (name a new folder, or delete this one)",
        .0.display()
    )]
    Edited(PathBuf),
    /// The system refuses to read it.
    #[error("{}: this cannot be read: {} ({})", .0.display(), .1, remedy::of(.1))]
    Io(PathBuf, #[source] io::Error),
    /// The system refuses to write.
    #[error(transparent)]
    Write(#[from] WriteError),
}

/// Refuses a target whose loss would hurt: one that holds what no import wrote, or what was changed since.
///
/// # Errors
/// When the target is such a folder, or cannot be read.
pub fn guard(target: &Path) -> Result<(), FolderError> {
    let files = match files_of(target) {
        Ok(files) => files,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(FolderError::Io(target.to_owned(), error)),
    };
    if files.is_empty() {
        return Ok(());
    }
    let Ok(notes) = fs::read_to_string(target.join(NOTES)) else {
        return Err(FolderError::NotOurs(target.to_owned()));
    };
    let notes: BTreeMap<&str, &str> = notes
        .lines()
        .filter_map(|line| line.split_once("  "))
        .map(|(hash, name)| (name, hash))
        .collect();
    for name in files {
        let path = target.join(&name);
        let bytes = fs::read(&path).map_err(|error| FolderError::Io(path.clone(), error))?;
        if name != NOTES && notes.get(name.as_str()) != Some(&hash::of(&bytes).as_str()) {
            return Err(FolderError::Edited(path));
        }
    }
    Ok(())
}

/// Every file below a folder by its path from there, in the order of names.
fn files_of(folder: &Path) -> io::Result<Vec<String>> {
    fs::metadata(folder)?;
    let mut files = Vec::new();
    for entry in walkdir::WalkDir::new(folder).min_depth(1).sort_by_file_name() {
        let entry = entry.map_err(io::Error::from)?;
        if !entry.file_type().is_dir() {
            let path = entry.path().strip_prefix(folder).unwrap_or(entry.path());
            files.push(path.to_string_lossy().replace('\\', "/"));
        }
    }
    Ok(files)
}

/// Writes what was imported to `target` as a whole, and enters into its account what the files cannot say.
///
/// # Errors
/// When `target` holds somebody's work or cannot be written. It then holds what it held before.
pub fn write(imported: &mut Imported, target: &Path) -> Result<(), FolderError> {
    guard(target)?;
    let staging = Staging::beside(target)?;
    let mut notes = BTreeMap::new();
    let mut put = |name: &str, text: &str| -> Result<(), WriteError> {
        notes.insert(name.to_owned(), hash::of(text.as_bytes()));
        staging.write(name, text.as_bytes())
    };
    complete(&mut imported.site, &imported.articles);
    put(SITE, &site_file(&imported.site, &imported.articles))?;
    let mut names = BTreeSet::new();
    for article in &imported.articles {
        let name = file_name(article);
        let text = write::article(article, &imported.site);
        compare(
            article,
            &text,
            &name,
            &imported.site,
            !names.insert(article.slug.clone()),
            &mut imported.account,
        );
        put(&name, &text)?;
    }
    for (path, from) in &imported.media {
        staging.copy(&path.as_str(), from)?;
        let bytes = fs::read(from).map_err(|error| FolderError::Io(from.clone(), error))?;
        notes.insert(path.to_string(), hash::of(&bytes));
    }
    let notes: Vec<_> = notes
        .iter()
        .map(|(name, hash)| format!("{hash}  {name}\n"))
        .collect();
    staging.write(NOTES, notes.concat().as_bytes())?;
    Ok(staging.replace()?)
}

/// Writes what was imported to a folder beside `target`, to be tried and to be forgotten.
///
/// # Errors
/// When it cannot be written.
pub(super) fn try_out(imported: &mut Imported, target: &Path) -> Result<Staging, FolderError> {
    let staging = Staging::beside(target)?;
    complete(&mut imported.site, &imported.articles);
    staging.write(SITE, site_file(&imported.site, &imported.articles).as_bytes())?;
    for article in &imported.articles {
        let text = write::article(article, &imported.site);
        staging.write(&file_name(article), text.as_bytes())?;
    }
    for (path, from) in &imported.media {
        staging.link(&path.as_str(), from)?;
    }
    Ok(staging)
}

/// The file of an article. A slug that begins with a day needs one more, because a day before a name is no part of it.
pub(super) fn file_name(article: &Article) -> String {
    let folder = article.section.as_ref().map_or("pages", AsRef::as_ref);
    let slug = article.slug.as_ref();
    let is_dated = matches!(article::name(slug, None), Ok((name, _)) if name.slug != article.slug);
    match article.published.filter(|_| is_dated) {
        Some(day) => format!("{folder}/{day}-{slug}.md"),
        None => format!("{folder}/{slug}.md"),
    }
}

/// Adds the sections, taxonomies and services that articles name and the site has not.
fn complete(site: &mut Site, articles: &[Article]) {
    for article in articles {
        if let Some(slug) = &article.section
            && site.section(slug).is_none()
        {
            site.sections.push(Section {
                name: slug.to_string(),
                slug: slug.clone(),
                description: None,
                order: None,
                count: None,
            });
        }
        for tagging in &article.tags {
            if site.taxonomy(&tagging.taxonomy).is_none() {
                site.taxonomies.push(Taxonomy {
                    name: tagging.taxonomy.to_string(),
                    slug: tagging.taxonomy.clone(),
                    tags: Vec::new(),
                });
            }
        }
    }
    if site.consent.is_none() {
        site.consent = ready_made::consent(&embeds::needed(articles));
        if let Some(consent) = &mut site.consent {
            consent.policy = furnish::policy(articles);
        }
    }
}

/// Reads an article as it was written and enters whether it is the one that was meant.
fn compare(article: &Article, text: &str, name: &str, site: &Site, is_second: bool, account: &mut Account) {
    account.read(FILE);
    let place = Place {
        file: name.to_owned(),
        line: 0,
        item: article.title.clone(),
    };
    if is_second {
        account.drop(FILE, "another article has the same slug", &place);
        return;
    }
    let own = Name {
        slug: article.slug.clone(),
        section: article.section.clone(),
        published: None,
    };
    let draft = article::read(
        own,
        text,
        Some(site),
        &View::new(&Media::assumed()),
        Findings::new(name),
    );
    let tags = draft.tags.iter().map(|(taxonomy, names)| Tagging {
        taxonomy: taxonomy.clone(),
        tags: names
            .iter()
            .filter_map(|(name, _)| slug_of(site, taxonomy, name))
            .collect(),
    });
    let tags = tags.collect();
    let mut again = draft.article;
    again.tags = tags;
    let mut meant = write::tidy(article);
    // Which articles are translations of each other is known when all of them have been read.
    meant.translations.clear();
    measure_nothing(&mut again);
    measure_nothing(&mut meant);
    let place_of_tag = |tagging: &Tagging| {
        site.taxonomies
            .iter()
            .position(|taxonomy| taxonomy.slug == tagging.taxonomy)
    };
    meant.tags.sort_by_key(place_of_tag);
    meant.tags.retain(|tagging| !tagging.tags.is_empty());
    let errors = draft.findings.into_diagnostics();
    if let Some(error) = errors.iter().find(|found| found.severity == Severity::Error) {
        account.change(FILE, format!("press cannot publish it: {}", error.what), &place);
    } else if again == meant {
        account.keep(FILE);
    } else {
        let reason = format!(
            "Markdown cannot say all of it as it was: {} is another",
            difference(&meant, &again)
        );
        account.change(FILE, reason, &place);
    }
}

fn slug_of(site: &Site, taxonomy: &Slug, name: &str) -> Option<Slug> {
    let tags = site.taxonomy(taxonomy).map_or(&[][..], |taxonomy| &taxonomy.tags);
    let named = tags
        .iter()
        .find(|tag| tag.name.to_lowercase() == name.to_lowercase());
    named.map(|tag| tag.slug.clone()).or_else(|| slugify(name))
}

/// The first key, or the first block, in which two articles differ.
fn difference(a: &Article, b: &Article) -> String {
    let value = |article| serde_json::to_value(article).unwrap_or_default();
    let (a, b) = (value(a), value(b));
    let mut path = String::new();
    let (mut a, mut b) = (&a, &b);
    loop {
        let step = match (a, b) {
            (serde_json::Value::Object(left), serde_json::Value::Object(right)) => {
                let keys: BTreeSet<_> = left.keys().chain(right.keys()).collect();
                keys.into_iter()
                    .find(|key| left.get(*key) != right.get(*key))
                    .map(|key| (format!(".{key}"), left.get(key), right.get(key)))
            }
            (serde_json::Value::Array(left), serde_json::Value::Array(right)) => {
                (0..left.len().max(right.len()))
                    .find(|at| left.get(*at) != right.get(*at))
                    .map(|at| (format!("[{at}]"), left.get(at), right.get(at)))
            }
            _ => None,
        };
        let Some((step, left, right)) = step else { break };
        path.push_str(&step);
        let (Some(left), Some(right)) = (left, right) else {
            break;
        };
        (a, b) = (left, right);
    }
    path.trim_start_matches('.').to_owned()
}

/// What the files of the media folder say, which no text can.
fn measure_nothing(article: &mut Article) {
    article.image.iter_mut().for_each(measure_no_image);
    measure_no_block(&mut article.body);
}

fn measure_no_image(image: &mut Image) {
    image.width = None;
    image.height = None;
    image.sources.clear();
}

fn measure_no_block(blocks: &mut [Block]) {
    for block in blocks {
        match block {
            Block::Figure(figure) => measure_no_image(&mut figure.image),
            Block::Gallery(gallery) => gallery.images.iter_mut().for_each(measure_no_image),
            Block::File(file) => file.bytes = None,
            Block::Video(video) => {
                video.width = None;
                video.height = None;
            }
            Block::List(list) => list.items.iter_mut().for_each(|item| measure_no_block(item)),
            Block::Quote(quote) => measure_no_block(&mut quote.body),
            Block::Callout(callout) => measure_no_block(&mut callout.body),
            Block::Details(details) => measure_no_block(&mut details.body),
            Block::Footnotes(footnotes) => {
                footnotes
                    .notes
                    .iter_mut()
                    .for_each(|note| measure_no_block(&mut note.body));
            }
            _ => {}
        }
    }
}

/// `site.toml`. Of the services it names the ready-made ones, which imports know alone. Of the tags those are declared whose slug or description does not follow from their name.
pub fn site_file(site: &Site, articles: &[Article]) -> String {
    let mut keys = toml::Keys::default();
    keys.text("name", &site.name);
    keys.some_text("tagline", site.tagline.as_deref());
    keys.some_text(
        "address",
        site.address.as_ref().map(|address| address.as_str()).as_deref(),
    );
    keys.text("language", &site.language.as_str());
    for section in &site.sections {
        keys.entry("sections");
        keys.text("slug", section.slug.as_ref());
        keys.text("name", &section.name);
        keys.some_text("description", section.description.as_deref());
        keys.some_text(
            "order",
            section.order.map(|order| match order {
                Order::Newest => "newest",
                Order::Closing => "closing",
                Order::Event => "event",
            }),
        );
    }
    for taxonomy in &site.taxonomies {
        keys.entry("taxonomies");
        keys.text("slug", taxonomy.slug.as_ref());
        keys.text("name", &taxonomy.name);
        let used: BTreeSet<&Slug> = articles
            .iter()
            .flat_map(|article| &article.tags)
            .filter(|tagging| tagging.taxonomy == taxonomy.slug)
            .flat_map(|tagging| &tagging.tags)
            .collect();
        for tag in taxonomy.tags.iter().filter(|tag| used.contains(&tag.slug)) {
            let follows = slugify(&tag.name).as_ref() == Some(&tag.slug);
            if follows && tag.description.is_none() {
                continue;
            }
            keys.entry("taxonomies.tags");
            keys.text("slug", tag.slug.as_ref());
            keys.text("name", &tag.name);
            keys.some_text("description", tag.description.as_deref());
        }
    }
    for Link { label, href } in &site.navigation {
        keys.entry("navigation");
        keys.text("label", label);
        keys.text("href", &href.as_str());
    }
    for FooterBlock { title, text, links } in &site.footer {
        keys.entry("footer");
        keys.text("title", title);
        if !text.is_empty() {
            keys.text("text", &write::line(text));
        }
        let links = links.iter().map(|link| {
            let mut own = toml::Keys::default();
            own.text("label", &link.label);
            own.text("href", &link.href.as_str());
            own.inline()
        });
        let links: Vec<_> = links.collect();
        if !links.is_empty() {
            keys.lines("links", links);
        }
    }
    if let Some(consent) = &site.consent {
        keys.table("consent");
        keys.bare("revision", &consent.revision.get().to_string());
        keys.some_text(
            "policy",
            consent.policy.as_ref().map(|policy| policy.as_str()).as_deref(),
        );
        for service in &consent.services {
            keys.entry("consent.services");
            keys.text("use", service.id.as_ref());
        }
    }
    keys.finish()
}
