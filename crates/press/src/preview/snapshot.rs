//! One edition, ready to be asked for: every file that a build would write, made when somebody asks.

use std::collections::{BTreeMap, HashMap};
use std::path::PathBuf;
use std::sync::OnceLock;

use content::route::CONTENT;

use crate::edition::bundle::{Edition, Files};
use crate::host::policy;
use crate::parallel;
use crate::publish::app::App;
use crate::publish::companions;
use crate::publish::media_sizes::MediaSizes;
use crate::publish::pages::Pages;
use crate::publish::template::{Template, TemplateError};

/// The files of a search index, within the bundle.
const SEARCH: &str = "search/";

/// An edition as a site.
pub(super) struct Snapshot {
    edition: Edition,
    /// What pages are prerendered into.
    template: String,
    /// The app and its style sheets.
    assets: BTreeMap<String, Vec<u8>>,
    pages: Pages,
    copies: HashMap<String, PathBuf>,
    /// What stands beside the pages: feeds, calendars, the sitemap, redirects.
    beside: OnceLock<Files>,
    policy: String,
}

/// A file of a site.
pub(super) enum Piece {
    Page(Vec<u8>),
    Bytes(Vec<u8>),
    File(PathBuf),
}

impl Snapshot {
    /// An edition with an app. The search index is that of another one, where this has none yet.
    pub(super) fn new(mut edition: Edition, app: &App, before: Option<&Self>) -> Result<Self, TemplateError> {
        // What is being written must not be kept anywhere.
        edition.leave_nothing_on_devices();
        let has_index = edition.files.keys().any(|file| file.starts_with(SEARCH));
        if !has_index && let Some(before) = before {
            let index = before.edition.files.iter();
            let index = index.filter(|(file, _)| file.starts_with(SEARCH));
            edition
                .files
                .extend(index.map(|(file, bytes)| (file.clone(), bytes.clone())));
        }
        let (template, assets) = Template::in_memory(app, &edition)?;
        Ok(Self {
            pages: Pages::of(&edition),
            copies: edition.copies.iter().cloned().collect(),
            policy: policy::of(&edition.site),
            beside: OnceLock::new(),
            template,
            assets: assets.into_iter().collect(),
            edition,
        })
    }

    /// The policy that the site needs.
    pub(super) fn policy(&self) -> &str {
        &self.policy
    }

    /// The file of a name from the site's root; none where a build writes none.
    pub(super) fn find(&self, file: &str) -> Option<Piece> {
        // A text may nest as deep as on the threads of a build.
        let page = parallel::run(|| self.pages.render(file, &self.edition, &self.template));
        if let Some(page) = page {
            // What cannot be rewritten is told when the edition is made of the template.
            return page.ok().map(|html| Piece::Page(html.into_bytes()));
        }
        if let Some(name) = file.strip_prefix(CONTENT).and_then(|name| name.strip_prefix('/')) {
            let made = self.edition.files.get(name).cloned().map(Piece::Bytes);
            return made.or_else(|| self.copies.get(name).cloned().map(Piece::File));
        }
        if let Some(bytes) = self.assets.get(file) {
            return Some(Piece::Bytes(bytes.clone()));
        }
        self.beside().get(file).cloned().map(Piece::Bytes)
    }

    /// Does a page of that name stand there, or one that leads on?
    pub(super) fn has_page(&self, file: &str) -> bool {
        self.pages.has(file) || self.beside().contains_key(file)
    }

    fn beside(&self) -> &Files {
        let measured = || companions::files(&self.edition, &MediaSizes::measure(&self.edition));
        self.beside.get_or_init(measured)
    }
}
