//! The articles of a content folder, each read from its file or found in the cache.

use std::path::Path;

use content::article::Article;
use content::site::Site;
use content::slug::Slug;
use rayon::prelude::*;

use crate::diagnostic::{Diagnostic, Findings};
use crate::edition::cache::Key;
use crate::edition::fault::EditionFault;
use crate::edition::json::{reread, to_json};
use crate::edition::means::Means;
use crate::hash;
use crate::parallel;
use crate::read::article::{self, Draft, Name};
use crate::read::folder::Source;
use crate::read::media::Media;
use crate::read::media::view::View;
use crate::read::names::{composed, nearest};
use crate::read::text;

/// An article's file and what it became.
pub(super) struct Entry {
    pub(super) file: String,
    pub(super) draft: Draft,
}

/// Reads the articles of all folders, in the order of their files.
pub(super) fn read_folders(
    source: &Source,
    site: Option<&Site>,
    means: &Means<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Entry> {
    let mut files = Vec::new();
    for folder in &source.folders {
        let section = (!folder.is_pages).then(|| Slug::parse(&folder.name)).flatten();
        let is_section = match (site, &section) {
            (None, _) => true,
            (Some(site), Some(section)) => site.section(section).is_some(),
            (Some(_), None) => folder.is_pages,
        };
        if !is_section {
            let sections = site
                .into_iter()
                .flat_map(|site| &site.sections)
                .map(|section| section.slug.as_ref());
            let suggestion = nearest(&folder.name, sections).map(ToOwned::to_owned);
            let fault = EditionFault::NoSection(folder.name.clone(), suggestion);
            diagnostics.push(Diagnostic::new(folder.path.display().to_string(), None, &fault));
        }
        files.extend(
            folder
                .files
                .iter()
                .map(|path| (path, section.clone(), is_section)),
        );
    }
    let site_bytes = site.map(to_json).unwrap_or_default();
    let reading = Reading {
        site,
        site_hash: hash::whole(&site_bytes),
        site_bytes,
        media: &source.media,
        means,
    };
    means.progress.begin("reading", files.len());
    let read: Vec<_> = parallel::run(|| {
        files
            .into_par_iter()
            .map(|(path, section, is_section)| {
                let read = reading.read(path, section, is_section);
                means.progress.advance();
                read
            })
            .collect()
    });
    let mut entries = Vec::with_capacity(read.len());
    for entry in read {
        match entry {
            Ok(entry) => entries.push(entry),
            Err(findings) => diagnostics.extend(findings.into_diagnostics()),
        }
    }
    entries
}

/// What reading one article depends on, beside its file.
struct Reading<'a> {
    site: Option<&'a Site>,
    site_bytes: Vec<u8>,
    /// A name for these bytes.
    site_hash: String,
    media: &'a Media,
    means: &'a Means<'a>,
}

impl Reading<'_> {
    /// Reads a file. One that takes no part in the site comes to its findings only.
    fn read(&self, path: &Path, section: Option<Slug>, is_section: bool) -> Result<Entry, Findings> {
        let file = path.display().to_string();
        let mut findings = Findings::new(&*file);
        let stem = path.file_stem().unwrap_or_default().to_string_lossy();
        let name = match article::name(&composed(&stem), section) {
            Ok((name, renamed)) => {
                if let Some(fault) = renamed {
                    findings.add(None, &fault);
                }
                name
            }
            Err(fault) => {
                findings.add(None, &fault);
                return Err(findings);
            }
        };
        let Some(text) = text::read(path, &mut findings) else {
            let draft = Draft::unread(name, findings);
            return Ok(Entry { file, draft });
        };
        let mut draft = self.draft(name, &text, &file);
        findings.take_in(draft.findings);
        if !is_section {
            return Err(findings);
        }
        draft.findings = findings;
        Ok(Entry { file, draft })
    }

    /// The article of a text, from the cache where it has it. Whatever the result depends on is part of the key, or
    /// is asked of the media through the view.
    fn draft(&self, name: Name, text: &str, file: &str) -> Draft {
        let make = |name: Name, view: &View<'_>| {
            let mut draft = article::read(name, text, self.site, view, Findings::new(file));
            if let Err(error) = reread::<Article>(&to_json(&draft.article)) {
                draft.findings.add(None, &EditionFault::Unwritable(error));
            }
            draft
        };
        if let Some(preview) = self.means.preview {
            let draft = preview
                .memory
                .draft(file, name, text, &self.site_hash, self.media, make);
            return draft;
        }
        let Some(cache) = self.means.cache else {
            return make(name, &View::new(self.media));
        };
        let key = Key::new(
            "article",
            &[&self.site_bytes, format!("{name:?}").as_bytes(), text.as_bytes()],
        );
        let mut draft = cache.remember(&key, self.media, |view| make(name, view));
        draft.findings = draft.findings.moved_to(file);
        draft
    }
}
