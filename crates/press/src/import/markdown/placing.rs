//! What the files of a folder are, by where they stand, and what the folders above them say for all of them.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::cascade::{self, Cascade, Target};
use super::file::{cut, is_markdown, is_page_of_html};
use super::languages::{self, Languages};
use super::page::{Page, PageKind, Placing, Root, dated, day_of, is_of_time, stem_of};
use super::settings::{Inherited, data_beside, value_at};
use super::{Dialect, Import, Matter, POST, POSTS, public, said};
use crate::diagnostic::Findings;
use crate::import::account::Place;
use crate::import::html;
use crate::import::intake::{self, title_of};
use crate::import::words::{Loss, Said};
use crate::read::names::slugify;
use crate::read::settings::Value;
use crate::read::text;

/// How long a text of a section may be to be its description, in bytes.
const MAX_DESCRIPTION: usize = 300;

impl Import {
    /// Every file that its generator makes a page of.
    pub(super) fn pages(&mut self, files: &[PathBuf]) -> Vec<Page> {
        let files: Vec<&PathBuf> = files.iter().filter(|file| self.is_text(file)).collect();
        self.tell_of_outsiders(&files);
        let parts_of = |root: &Root| {
            let own = files
                .iter()
                .filter_map(|file| file.strip_prefix(&root.folder).ok());
            let parts = own.map(|path| {
                path.iter()
                    .map(|part| part.to_string_lossy().into_owned())
                    .collect()
            });
            parts.collect::<Vec<Vec<String>>>()
        };
        self.languages = self
            .roots
            .iter()
            .map(|root| Languages::find(&parts_of(root)))
            .collect();
        let files = self.without_parts(files);
        let mut pages: Vec<Page> = files.into_iter().filter_map(|file| self.page_of(file)).collect();
        // Where no folder is a section, the root is one.
        let is_article = |page: &&Page| page.kind == PageKind::Article;
        let has_sections = pages.iter().filter(is_article).any(|page| page.section.is_some());
        let is_list = !has_sections || self.lists_root(&pages);
        for page in &mut pages {
            page.is_listed = page.section.is_none() && !page.is_page && (is_list || !page.folders.is_empty());
        }
        pages
    }

    /// Is a file one that texts are written in?
    pub(super) fn is_text(&self, file: &Path) -> bool {
        let path = file.strip_prefix(&self.root).unwrap_or(file);
        let is_within = || self.roots.iter().any(|root| file.starts_with(&root.folder));
        is_markdown(file) || is_page_of_html(file) && is_within() && self.generator.reads_html(path, file)
    }

    /// Tells of the texts that stand in none of the folders which are read.
    fn tell_of_outsiders(&mut self, files: &[&PathBuf]) {
        for file in files {
            if self.roots.iter().any(|root| file.starts_with(&root.folder)) {
                continue;
            }
            let path = file.strip_prefix(&self.root).unwrap_or(file);
            match self.generator.outside(path, &self.settings) {
                Placing::Withheld(why) => self.withhold_file(file, &format!("it is not published: {why}")),
                Placing::Left(why) => {
                    self.account.read(POST);
                    let place = self.place(file, "");
                    self.account.drop(POST, why, &place);
                    self.account.words.lose(Loss::OtherKind, said::of_file(file));
                }
                Placing::Page | Placing::PassedOver => {}
            }
        }
    }

    /// Leaves out what stands beside the text of a page bundle of Hugo: it is a part of that page, and no page itself.
    fn without_parts<'f>(&mut self, files: Vec<&'f PathBuf>) -> Vec<&'f PathBuf> {
        if self.dialect != Dialect::Hugo || self.is_guessed {
            return files;
        }
        let is_index = |file: &Path| stem_of(file).split('.').next() == Some("index");
        let roots: Vec<&Path> = self.roots.iter().map(|root| root.folder.as_path()).collect();
        let indices = files.iter().filter(|file| is_index(file));
        let bundles: BTreeSet<&Path> = indices
            .filter_map(|file| file.parent())
            .filter(|folder| !roots.contains(folder))
            .collect();
        let is_part = |file: &Path| {
            let mut around = file.ancestors().skip(1);
            let own = around
                .next()
                .is_some_and(|folder| bundles.contains(folder) && !is_index(file));
            own || around.any(|folder| bundles.contains(folder))
        };
        let (parts, files): (Vec<_>, Vec<_>) = files.into_iter().partition(|file| is_part(file));
        for part in parts {
            self.withhold_file(
                part,
                "it is not published: it is a part of the page beside it, and none itself",
            );
        }
        files
    }

    /// Does the page of the root list the texts beside it by their days?
    fn lists_root(&self, pages: &[Page]) -> bool {
        let mut roots = pages
            .iter()
            .filter(|page| page.kind == PageKind::Section && page.folders.is_empty());
        self.dialect == Dialect::Zola
            && roots.any(|page| {
                let read = text::read(&page.file, &mut Findings::new("")).unwrap_or_default();
                let table = cut(&read).map(|(table, ..)| table).unwrap_or_default();
                table.text("sort_by") == Some("date") || table.text("paginate_by").is_some()
            })
    }

    /// What a Markdown file is, by where it stands. None for files that the generator does not publish.
    fn page_of(&mut self, file: &Path) -> Option<Page> {
        let roots = self.roots.iter().enumerate();
        let (at, root) = roots
            .filter(|(_, root)| file.starts_with(&root.folder))
            .max_by_key(|(_, root)| root.folder.components().count())?;
        let relative = file.strip_prefix(&root.folder).ok()?;
        let below = root.below.clone();
        let from_root = file.strip_prefix(&self.root).unwrap_or(relative);
        if self.excluded.holds(&[from_root, relative]) {
            self.withhold_file(file, "it is not published: the settings of the site leave it out");
            return None;
        }
        let folders = relative
            .parent()?
            .iter()
            .map(|part| part.to_string_lossy().into_owned());
        let mut stem = stem_of(file);
        let suffix = languages::suffix(&stem);
        let mut page = Page::new(file, folders.collect(), root);
        let written = match (suffix, &root.language) {
            (Some((name, tag, language)), _) => {
                stem = name;
                Some((tag, language))
            }
            (None, written) => written.clone(),
        };
        if let Some((part, language)) = written {
            let is_bare = self.is_own(&language) && !self.settings.is("defaultContentLanguageInSubdir");
            if self.is_disabled(file, &part) {
                return None;
            }
            page.language_part = Some(part).filter(|_| !is_bare);
            page.language = Some(language);
        } else if let Some((part, language)) = self.languages[at].take(&mut page.folders) {
            if self.is_disabled(file, &part) {
                return None;
            }
            page.language_part = Some(part);
            page.language = Some(language);
        } else {
            page.language_part = self.generator.own_language_part(&self.settings);
        }
        page.folders.splice(0..0, below);
        page.dated_stem.clone_from(&stem);
        page.stem = stem;
        let is_top = page.folders.is_empty();
        match self.generator.place(&mut page, &self.settings) {
            Placing::Page => {}
            Placing::PassedOver => return None,
            Placing::Withheld(why) | Placing::Left(why) => {
                self.withhold_file(file, &format!("it is not published: {why}"));
                return None;
            }
        }
        let why = match &*page.stem.to_lowercase() {
            "readme" | "license" | "changelog" | "contributing" if is_top => {
                Some("it is about the repository and no article")
            }
            "404" if is_top => Some("it is shown where nothing stands, and the portal has such a page"),
            _ => None,
        };
        if let Some(why) = why {
            self.withhold_file(file, why);
            return None;
        }
        if page.stem == "_index" {
            page.kind = PageKind::Section;
        } else if page.stem == "index" || page.stem == "README" && self.dialect == Dialect::Docusaurus {
            match page.folders.pop() {
                // A folder with its text and its files is one article.
                Some(folder) => {
                    page.is_index = true;
                    page.dated_stem.clone_from(&folder);
                    page.stem = folder;
                }
                None => page.kind = PageKind::Section,
            }
        }
        if let Some((day, name)) = dated(&page.dated_stem) {
            page.published = Some(day);
            let name = name.to_owned();
            page.stem = name;
        }
        page.published = page.published.or_else(|| day_of(&page.folders));
        if page.section.is_none() && !page.is_page {
            let folder = page.folders.iter().find(|folder| !is_of_time(folder));
            page.section = page.collection.as_ref().or(folder).cloned();
        }
        Some(page)
    }

    /// Is a language one that the site is not made in? Its texts are told of.
    fn is_disabled(&mut self, file: &Path, language: &str) -> bool {
        let is_disabled = self.generator.is_disabled(language, &self.settings);
        if is_disabled {
            self.withhold_file(
                file,
                "it is not published: the settings of the site leave out its language",
            );
        }
        is_disabled
    }

    fn withhold_file(&mut self, file: &Path, why: &str) {
        self.account.read(POST);
        let place = self.place(file, "");
        self.account.withhold(POST, why, &place);
        self.account.words.withhold(&said::of_file(file));
    }

    /// What sections hand down to what stands below them, and the settings to all texts.
    fn cascades(&self, pages: &[Page]) -> Vec<Cascade> {
        let of_site = self.settings.all_at(&["cascade"]);
        let mut cascades: Vec<Cascade> = of_site
            .into_iter()
            .flat_map(|value| cascade::read(value, &self.root))
            .collect();
        for page in pages.iter().filter(|page| page.kind == PageKind::Section) {
            // One that cannot be read is told of when it is its turn.
            let read = text::read(&page.file, &mut Findings::new("")).unwrap_or_default();
            let Ok((table, ..)) = cut(&read) else { continue };
            if let (Some(value), Some(folder)) = (value_at(&table, &["cascade"]), page.file.parent()) {
                cascades.extend(cascade::read(value, folder));
            }
        }
        cascades
    }

    /// The language of a text, as settings name it.
    pub(super) fn language_of(&self, page: &Page) -> String {
        page.language.as_ref().unwrap_or(&self.site.language).to_string()
    }

    /// Collects what folders say for all texts in them.
    pub(super) fn inherit(&mut self, pages: &[Page]) {
        let cascades = self.cascades(pages).into_iter();
        let mut inherited: Vec<Inherited> = cascades.map(Inherited::from).collect();
        if self.dialect == Dialect::Eleventy {
            let mut folders: Vec<&Path> = pages.iter().filter_map(|page| page.file.parent()).collect();
            folders.sort();
            folders.dedup();
            for folder in folders.iter().flat_map(|folder| folder.ancestors()) {
                let name = folder
                    .file_name()
                    .unwrap_or_default()
                    .to_string_lossy()
                    .into_owned();
                let is_known = inherited.iter().any(|known: &Inherited| known.folder == folder);
                if is_known || !folder.starts_with(&self.root) {
                    continue;
                }
                let tables = data_beside(folder, &name);
                inherited.extend(tables.into_iter().map(|table| Inherited::below(folder, table)));
            }
        }
        let scope = match self.roots.as_slice() {
            [only] => only.folder.clone(),
            _ => self.root.clone(),
        };
        self.settings.add_defaults(&scope, inherited);
    }

    /// Leaves out what a section above keeps from the public, before anything is made of it.
    pub(super) fn withhold_below(&mut self, pages: &mut Vec<Page>) {
        let mut closed = Vec::new();
        for Cascade {
            folder,
            target,
            table,
        } in self.cascades(pages)
        {
            let why = public::withheld(&table, self.now);
            closed.extend(why.map(|why| (folder, target, why)));
        }
        let sections = pages.iter().filter(|page| page.kind == PageKind::Section);
        for page in sections.filter(|_| self.dialect == Dialect::Zola) {
            let text = text::read(&page.file, &mut Findings::new("")).unwrap_or_default();
            let why = cut(&text).ok().and_then(|(table, ..)| public::section(&table));
            if let (Some(folder), Some(why)) = (page.file.parent(), why) {
                closed.push((folder.to_owned(), Target::default(), why));
            }
        }
        if self.dialect == Dialect::Eleventy {
            closed.extend(pages.iter().filter_map(|page| {
                let folder = page.file.parent()?;
                let why = public::of_folder(folder, &self.root, self.now)?;
                Some((folder.to_owned(), Target::default(), why))
            }));
        }
        let mut kept = Vec::new();
        for page in std::mem::take(pages) {
            let own = public::of_file(&page.file, self.now).filter(|_| self.dialect == Dialect::Eleventy);
            if let Some(why) = own {
                self.withhold_file(&page.file, &format!("it is not published: {why}"));
                continue;
            }
            let language = self.language_of(&page);
            // Where nobody can tell whether a text is meant, it is.
            let is_closed = |(folder, target, _): &&(PathBuf, Target, String)| {
                page.file.starts_with(folder) && target.holds(&page, &language) != Some(false)
            };
            match closed.iter().find(is_closed) {
                Some((_, _, why)) => {
                    self.withhold_file(
                        &page.file,
                        &format!("it is not published: of all in its section, {why}"),
                    );
                }
                None => kept.push(page),
            }
        }
        *pages = kept;
    }

    /// Makes the sections, and gives those that have none the section of articles.
    pub(super) fn name_sections(&mut self, pages: &mut [Page]) {
        for page in pages {
            if page.is_listed && page.kind == PageKind::Article {
                let is_dated =
                    page.published.is_some() || !page.folders.is_empty() || Self::has_day(&page.file);
                page.section = is_dated.then(|| POSTS.to_owned());
            }
            if let Some(section) = &page.section
                && let Some(slug) = slugify(section)
                && self.site.section(&slug).is_none()
            {
                let slug = self.slugs.take(slug.as_ref(), POSTS, None);
                intake::section(&mut self.site, &slug, &title_of(section));
            }
        }
    }

    /// Does the front matter of a file name a day?
    fn has_day(file: &Path) -> bool {
        let read = text::read(file, &mut Findings::new("")).unwrap_or_default();
        let table = cut(&read).map(|(table, ..)| table).unwrap_or_default();
        ["date", "pubDate", "publishDate", "published"]
            .iter()
            .any(|key| matches!(value_at(&table, &[key]), Some(Value::Text(text)) if crate::import::day(text).is_some()))
    }

    /// Takes what the page of a list says. True where its text is to be an article of its own.
    pub(super) fn take_section(
        &mut self,
        page: &mut Page,
        matter: &Matter,
        title: &str,
        body: &str,
        place: &Place,
    ) -> bool {
        let description = matter.lead.as_ref().map(|(text, _)| text.clone());
        let is_own = page
            .language
            .as_ref()
            .is_none_or(|language| self.is_own(language));
        let depth = page.folders.iter().filter(|folder| !is_of_time(folder)).count();
        let plain = html::plain(&comrak::markdown_to_html(
            body,
            &crate::read::markdown::foreign_options(),
        ));
        let is_short = plain.len() <= MAX_DESCRIPTION
            && !body.trim().contains("\n\n")
            && !body.contains(['[', '<', '#', '{']);
        let slug = page.section.as_deref().and_then(|name| self.section_of(name));
        let route = match (&slug, depth) {
            (_, 0) => Some("/".to_owned()),
            (Some(slug), _) => Some(format!("/{slug}/")),
            (None, _) => None,
        };
        if is_own {
            self.lists.extend(route.map(|route| (page.file.clone(), route)));
        }
        let section =
            slug.and_then(|slug| self.site.sections.iter_mut().find(|section| section.slug == slug));
        // Words in raw HTML are words.
        let mut is_taken = plain.is_empty() && Said::markdown(body, false).count() == 0;
        if depth == 0 && is_own {
            let tagline = &mut self.site.tagline;
            *tagline = tagline.take().or(description);
        } else if depth == 1
            && is_own
            && let Some(section) = section
        {
            if matter.title.is_some() {
                title.clone_into(&mut section.name);
            }
            section.description = description.or(section.description.take());
            if section.description.is_none() && is_short && !plain.is_empty() {
                section.description = Some(plain);
                is_taken = true;
            }
        }
        if is_taken {
            let reason = if depth > 1 {
                "it introduces a part of a section, and sections have no parts here"
            } else {
                "it became the name and the description of its list"
            };
            self.account.change(POST, reason, place);
            return false;
        }
        // A list has no text here; what its page said to readers is a page of its own.
        match page.folders.pop() {
            Some(folder) if depth > 1 => {
                page.stem.clone_from(&folder);
                page.dated_stem = folder;
                page.is_index = true;
                page.kind = PageKind::Article;
            }
            Some(folder) => {
                page.stem = format!("about-{folder}");
                page.section = None;
            }
            None => {
                "home".clone_into(&mut page.stem);
                page.section = None;
            }
        }
        true
    }
}
