//! The portal as Trunk has built it, which pages are made from. It is kept apart from the front page, which takes the place of
//! its `index.html`, and so do the portal's own rules, which the site's are added to.

use std::cell::{Cell, RefCell};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use content::route::CONTENT;
use lol_html::errors::RewritingError;
use lol_html::html_content::Attribute;
use lol_html::{RewriteStrSettings, element, rewrite_str};
use thiserror::Error;

use super::assets;
use super::fault::PublishError;
use super::programs::{self, ProgramError};
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
    /// The programs cannot be taken over.
    #[error(transparent)]
    Program(#[from] ProgramError),
    /// The rewriter gave up.
    #[error("index.html: cannot be rewritten: {0} (simplify it)")]
    Rewrite(#[from] RewritingError),
}

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
        let index = target.path(INDEX);
        let unreadable = |error| TemplateError::Unreadable(index.clone(), error);
        let html = fs::read_to_string(&index).map_err(unreadable)?;
        let mut template = if is_page(&html)? {
            Self::kept(target)?
        } else {
            Self::of_trunk(&html, target.folder())?
        };
        let brand = edition
            .brand
            .as_ref()
            .map_err(|error| StyleError::from(error.clone()))?;
        let sheet = styles::of_site(&template.kept, template.style.as_deref(), brand.as_deref())?;
        template.html.clone_from(&template.kept);
        if let Some((file, text, html)) = sheet {
            template.sheet = Some((file, text));
            template.html = html;
        }
        Ok(template)
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
        let programs = programs::take_over(html, portal)?;
        let (mut files, mut parts) = (programs.files, programs.parts);
        let mut moved = Vec::new();
        for name in named(&programs.template)? {
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
        let kept = renamed(&programs.template, &moved)?;
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

    /// The document that pages are painted into.
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

/// Has press made this page?
fn is_page(html: &str) -> Result<bool, RewritingError> {
    let is_page = Cell::new(false);
    let settings = RewriteStrSettings::new().append_element_content_handler(element!(
        "#portal_root[data-painted]",
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
