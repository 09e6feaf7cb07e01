//! The portal as Trunk has built it, which pages are made from. It is kept apart from the front page, which takes the place of
//! its `index.html`, and so do the portal's own rules, which the site's are added to.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use content::route::CONTENT;
use lol_html::errors::RewritingError;
use lol_html::html_content::Attribute;
use lol_html::{RewriteStrSettings, element, rewrite_str};
use thiserror::Error;

use super::app::App;
use super::apps::{self, AppError};
use super::assets;
use super::fault::PublishError;
use super::publication::{Publication, Stage};
use super::target::{INDEX, Target};
use crate::edition::bundle::Edition;
use crate::hash;
use crate::publish::styles::{self, StyleError};

/// The template, in press's own folder of the portal.
const TEMPLATE: &str = ".press/template.html";

/// The rules of the portal's own style sheets, beside it.
const STYLE: &str = ".press/style.css";

/// Why there is nothing to make pages from.
#[derive(Debug, Error)]
pub enum TemplateError {
    /// A file cannot be read.
    #[error("{}: cannot be read: {} (build the portal again with trunk build)", .0.display(), .1)]
    Unreadable(PathBuf, io::Error),
    /// `index.html` is a page that press has made, and what it was made from is gone.
    #[error("{}: press has made this page, and what it was made from is not in .press (build the portal again with trunk build; a copy of it needs the hidden folder .press, too)", .0.display())]
    Gone(PathBuf),
    /// A file that pages name is gone.
    #[error("{}: pages name this file, and it is gone (build the portal again with trunk build)", .0.display())]
    Missing(PathBuf),
    /// The style sheets cannot be joined.
    #[error(transparent)]
    Style(#[from] StyleError),
    /// The apps cannot be taken over.
    #[error(transparent)]
    App(#[from] AppError),
    /// The rewriter gave up.
    #[error("index.html: cannot be rewritten: {0} (simplify it)")]
    Rewrite(#[from] RewritingError),
}

/// Files by their paths from the site's root.
pub(crate) type Named = Vec<(String, Vec<u8>)>;

/// What the pages of a site are made from.
pub(crate) struct Template {
    /// What Trunk wrote, but for the names of files.
    kept: String,
    /// The rules of the portal's own style sheets.
    style: Option<String>,
    /// The site's style sheet: its name and its rules.
    sheet: Option<(String, String)>,
    /// The same as what Trunk wrote, with the name of that sheet.
    html: String,
    /// What it names and is to be written.
    files: Vec<(String, Vec<u8>)>,
    /// What it names and stands already.
    stays: Vec<String>,
    /// Trunk's files, in the place of which these are.
    parts: Vec<String>,
}

impl Template {
    /// Reads what Trunk has written, or what was kept of it, for a site.
    pub(crate) fn read(target: &Target, edition: &Edition) -> Result<Self, TemplateError> {
        let mut template = match target.app() {
            Some(app) => Self::of_app(app),
            None => Self::of_portal(target)?,
        };
        template.dress(edition)?;
        Ok(template)
    }

    fn of_portal(target: &Target) -> Result<Self, TemplateError> {
        let index = target.path(INDEX);
        let unreadable = |error| TemplateError::Unreadable(index.clone(), error);
        let html = fs::read_to_string(&index).map_err(unreadable)?;
        if is_page(&html)? {
            Self::kept(target)
        } else {
            Self::of_trunk(&html, target.folder())
        }
    }

    /// What an app is, for pages of any site.
    fn of_app(app: &App) -> Self {
        Self {
            kept: app.template.clone(),
            style: app.style.clone(),
            sheet: None,
            html: String::new(),
            files: app.files.clone().into_iter().collect(),
            stays: Vec::new(),
            parts: Vec::new(),
        }
    }

    /// The app that a program carries, for a site that is not written anywhere: the document, and every file that it names.
    pub(crate) fn in_memory(app: &App, edition: &Edition) -> Result<(String, Named), TemplateError> {
        let mut template = Self::of_app(app);
        template.dress(edition)?;
        let sheet = template.sheet.map(|(file, text)| (file, text.into_bytes()));
        template.files.extend(sheet);
        Ok((template.html, template.files))
    }

    /// Adds the site's own rules, and names the style sheet of both.
    fn dress(&mut self, edition: &Edition) -> Result<(), TemplateError> {
        let brand = edition
            .brand
            .as_ref()
            .map_err(|error| StyleError::from(error.clone()))?;
        let sheet = styles::of_site(&self.kept, self.style.as_deref(), brand.as_deref())?;
        self.html.clone_from(&self.kept);
        if let Some((file, text, html)) = sheet {
            self.sheet = Some((file, text));
            self.html = html;
        }
        Ok(())
    }

    fn kept(target: &Target) -> Result<Self, TemplateError> {
        let kept = fs::read_to_string(target.path(TEMPLATE)).ok();
        let kept = kept.filter(|_| target.is_known());
        let kept = kept.ok_or_else(|| TemplateError::Gone(target.path(INDEX)))?;
        let mut stays = Vec::new();
        for file in named(&kept)? {
            let path = target.path(&file);
            if target.manifest().is_original(&file) {
                if !path.is_file() {
                    return Err(TemplateError::Missing(path));
                }
                stays.push(file);
            }
        }
        let style = if kept.contains(styles::PLACEHOLDER) {
            let path = target.path(STYLE);
            Some(fs::read_to_string(&path).map_err(|error| TemplateError::Unreadable(path, error))?)
        } else {
            None
        };
        Ok(Self {
            kept,
            style,
            sheet: None,
            html: String::new(),
            files: Vec::new(),
            stays,
            parts: Vec::new(),
        })
    }

    fn of_trunk(html: &str, portal: &Path) -> Result<Self, TemplateError> {
        let joined = styles::join(html, portal)?;
        let html = joined.as_ref().map_or(html, |joined| &joined.template);
        let apps = apps::take_over(html, portal)?;
        let (mut files, mut parts) = (apps.files, apps.parts);
        let mut moved = Vec::new();
        for name in named(&apps.template)? {
            let Some((stem, ending)) = unhashed(&name) else {
                continue;
            };
            let bytes = if let Some(at) = files.iter().position(|(file, _)| *file == name) {
                files.swap_remove(at).1
            } else {
                let path = portal.join(&name);
                fs::read(&path).map_err(|error| TemplateError::Unreadable(path, error))?
            };
            let file = format!("{}{stem}-{}.{ending}", assets::FOLDER, hash::of(&bytes));
            moved.push((format!("./{name}"), format!("./{file}")));
            files.push((file, bytes));
            parts.push(name);
        }
        let kept = renamed(&apps.template, &moved)?;
        let style = joined.map(|joined| {
            parts.extend(joined.parts);
            files.extend(joined.find.map(|(file, text)| (file, text.into_bytes())));
            joined.text
        });
        Ok(Self {
            kept,
            style,
            sheet: None,
            html: String::new(),
            files,
            stays: Vec::new(),
            parts,
        })
    }

    /// The document that pages are prerendered into.
    pub(crate) fn html(&self) -> &str {
        &self.html
    }

    /// Publishes what the pages of the site name, and keeps what the next build makes pages from.
    pub(crate) fn publish(&self, publication: &mut Publication<'_>) -> Result<(), PublishError> {
        publication.take(INDEX);
        for file in self.parts.iter().chain(self.files.iter().map(|(file, _)| file)) {
            publication.take(file);
        }
        let files = self.files.iter().map(|(file, bytes)| (file, &bytes[..]));
        let sheet = self.sheet.iter().map(|(file, text)| (file, text.as_bytes()));
        for (file, bytes) in files.chain(sheet) {
            publication.write(Stage::Asset, file, bytes)?;
        }
        for file in &self.stays {
            publication.keep(Stage::Asset, file);
        }
        publication.write(Stage::Template, TEMPLATE, self.kept.as_bytes())?;
        match &self.style {
            Some(style) => publication.write(Stage::Template, STYLE, style.as_bytes()),
            None => Ok(()),
        }
    }
}

/// The app of a built portal, whether it holds content by now or not.
///
/// # Errors
/// When it is no built portal, or a file of it is gone.
pub fn app_of(portal: &Path) -> Result<App, TemplateError> {
    let index = portal.join(INDEX);
    let read =
        |path: PathBuf| fs::read_to_string(&path).map_err(|error| TemplateError::Unreadable(path, error));
    let html = read(index.clone())?;
    let (template, style, files) = if is_page(&html)? {
        let kept = fs::read_to_string(portal.join(TEMPLATE)).map_err(|_| TemplateError::Gone(index))?;
        let has_style = kept.contains(styles::PLACEHOLDER);
        let style = has_style.then(|| read(portal.join(STYLE))).transpose()?;
        (kept, style, Vec::new())
    } else {
        let template = Template::of_trunk(&html, portal)?;
        (template.kept, template.style, template.files)
    };
    let mut files: BTreeMap<_, _> = files.into_iter().collect();
    for file in named(&template)? {
        if files.contains_key(&file) || styles::PLACEHOLDER.ends_with(&file) {
            continue;
        }
        let path = portal.join(&file);
        match fs::read(&path) {
            Ok(bytes) => drop(files.insert(file, bytes)),
            // A page may name what its host has, as one that was written by hand does; what press names is there.
            Err(error) if error.kind() == io::ErrorKind::NotFound && !file.starts_with(assets::FOLDER) => {}
            Err(error) => return Err(TemplateError::Unreadable(path, error)),
        }
    }
    Ok(App {
        template,
        style,
        files,
    })
}

/// Has press made this page?
fn is_page(html: &str) -> Result<bool, RewritingError> {
    let is_page = Cell::new(false);
    let settings = RewriteStrSettings::new().append_element_content_handler(element!(
        "#portal_root[data-prerendered]",
        |_| {
            is_page.set(true);
            Ok(())
        }
    ));
    rewrite_str(html, settings)?;
    Ok(is_page.get())
}

/// The files of the portal that a template names, in the order in which it does.
fn named(html: &str) -> Result<Vec<String>, RewritingError> {
    let found = RefCell::new(Vec::new());
    let settings = RewriteStrSettings::new().append_element_content_handler(element!("*", |element| {
        let values = element.attributes().iter().map(Attribute::value);
        let files = values.filter_map(|value| value.strip_prefix("./").map(str::to_owned));
        for file in files.filter(|file| !file.is_empty() && !file.contains(['?', '#', '%'])) {
            let is_new = !found.borrow().contains(&file);
            if is_new && !file.starts_with(CONTENT) {
                found.borrow_mut().push(file);
            }
        }
        Ok(())
    }));
    rewrite_str(html, settings)?;
    Ok(found.into_inner())
}

/// The name of a file before Trunk gave it a hash of what it held then, and its ending; none where it has none. Style sheets
/// that could not be joined stay where they are, because they may name others.
fn unhashed(name: &str) -> Option<(&str, &str)> {
    // Trunk writes a number of 64 bits without leading zeros, so a few names have less than 16 digits.
    let is_hash = |text: &str| {
        (12..=16).contains(&text.len()) && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
    };
    let (stem, rest) = name.rsplit_once('-').filter(|_| !name.contains('/'))?;
    let (digits, ending) = rest.split_once('.')?;
    (is_hash(digits) && ending != "css").then_some((stem, ending))
}

fn renamed(html: &str, names: &[(String, String)]) -> Result<String, RewritingError> {
    let settings = RewriteStrSettings::new().append_element_content_handler(element!("*", |element| {
        let attributes = element.attributes().iter();
        let attributes: Vec<_> = attributes
            .map(|attribute| (attribute.name(), attribute.value()))
            .collect();
        for (name, value) in attributes {
            if let Some((_, new)) = names.iter().find(|(old, _)| *old == value) {
                element.set_attribute(&name, new)?;
            }
        }
        Ok(())
    }));
    rewrite_str(html, settings)
}
