//! A file whose front matter has been read, as an article that waits for its text.

use content::article::Article;
use content::day::Day;
use content::href::Href;
use content::route::Route;
use content::slug::Slug;

use super::matter::{self, Matter};
use super::page::{Page, PageKind};
use super::pattern::{self, Parts};
use super::{Dialect, Import};
use crate::diagnostic::Position;
use crate::import::account::Place;
use crate::import::intake::{self, title_of};
use crate::read::article::{self, Name};

/// An article whose front matter has been read.
pub(super) struct Post {
    pub(super) page: Page,
    pub(super) article: Article,
    pub(super) lead: Option<(String, Position)>,
    pub(super) image: Option<matter::Picture>,
    pub(super) body: String,
    pub(super) body_line: u32,
    /// Its address in the old site.
    pub(super) address: Option<String>,
    /// What it has in common with its translations.
    pub(super) translation_key: String,
    /// Further names of it in a vault.
    pub(super) names: Vec<String>,
    /// Its place in the menu, where its front matter says one.
    pub(super) menu: Option<matter::MenuEntry>,
    pub(super) place: Place,
}

impl Import {
    /// Makes an article of what was read.
    #[expect(
        clippy::too_many_arguments,
        reason = "they are the parts of one file, each read by another function"
    )]
    pub(super) fn post(
        &mut self,
        page: Page,
        matter: Matter,
        title: String,
        body: String,
        body_line: u32,
        published: Option<Day>,
        place: Place,
    ) {
        let section = page.section.as_deref().and_then(|name| self.section_of(name));
        let wanted = matter
            .slug
            .as_deref()
            .and_then(|slug| slug.trim_matches('/').rsplit('/').next());
        let wanted = wanted
            .filter(|slug| !slug.is_empty())
            .unwrap_or(&page.stem)
            .to_owned();
        let language = matter.language.clone().or(page.language.clone());
        let language = language.filter(|language| !self.is_own(language));
        let wanted = match &page.language {
            Some(language) if !self.is_own(language) => {
                format!("{wanted}-{}", language.to_string().to_lowercase())
            }
            _ => wanted,
        };
        let slug = {
            let spoken = language.as_ref().unwrap_or(&self.site.language);
            self.slugs.take(&wanted, &title, Some(spoken))
        };
        let mut article = article::blank(Name {
            slug,
            section,
            published,
        });
        article.title = title;
        article.updated = matter.updated;
        article.authors.clone_from(&matter.authors);
        article.series.clone_from(&matter.series);
        article.language = language;
        article.event.clone_from(&matter.event);
        for (taxonomy, name) in &matter.tags {
            self.account.read("tag");
            if intake::tag(&mut self.site, &mut article, taxonomy, name) {
                self.account.keep("tag");
            } else {
                self.account
                    .drop("tag", format!("no address can be made from “{name}”"), &place);
            }
        }
        let categories = matter
            .tags
            .iter()
            .filter(|(taxonomy, _)| taxonomy == "categories");
        // A template that makes an address is understood by some generators alone.
        let permalink = matter.permalink.clone();
        let permalink = permalink.filter(|path| self.generator.has_templates() || !path.contains(['{', '<']));
        let parts = Parts {
            page: &page,
            title: &article.title,
            slug: matter.slug.as_deref(),
            permalink: permalink.as_deref(),
            categories: categories.map(|(_, name)| name.as_str()).collect(),
            published,
        };
        let address = (page.kind != PageKind::Section)
            .then(|| self.generator.address(&parts, &self.settings))
            .flatten();
        let now = Route::of(article.section.as_ref(), &article.slug).path();
        // In a vault they are further names, by which links find the note.
        let (names, aliases) = if self.dialect == Dialect::Obsidian {
            (matter.aliases.clone(), Vec::new())
        } else {
            (Vec::new(), matter.aliases.clone())
        };
        // An address of another host was none of this site.
        let aliases = aliases.iter().filter(|alias| !alias.starts_with("//"));
        let olds = aliases.map(|alias| whole(alias, &page)).chain(address.clone());
        for old in olds {
            let parsed = Href::parse(&old).filter(|_| old.trim_matches('/') != now.trim_matches('/'));
            if let Some(alias) = parsed.filter(|alias| !article.aliases.contains(alias)) {
                article.aliases.push(alias);
            }
        }
        let translation_key = matter.translation_key.unwrap_or_else(|| page.place());
        self.posts.push(Post {
            lead: matter.lead,
            image: matter.image,
            menu: matter.menu,
            body,
            body_line,
            address,
            names,
            translation_key,
            place,
            article,
            page,
        });
    }

    pub(super) fn section_of(&self, name: &str) -> Option<Slug> {
        let slug = crate::read::names::slugify(name)?;
        let mut sections = self.site.sections.iter();
        let found = sections.find(|section| section.slug == slug || section.name == title_of(name));
        found.map(|section| section.slug.clone())
    }
}

/// An alias from the root of the site: others are understood from the section that they stand in.
fn whole(alias: &str, page: &Page) -> String {
    if alias.starts_with('/') || alias.contains("://") || page.folders.is_empty() {
        return pattern::from_root(alias);
    }
    pattern::from_root(&format!("{}/{alias}", page.path().collect::<Vec<_>>().join("/")))
}
