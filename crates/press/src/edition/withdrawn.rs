//! Links to articles that are held back: they are taken out, so that nobody is led to a page that is not there, and their
//! words stay.

use std::collections::{HashMap, HashSet};

use content::article::Article;
use content::block::Block;
use content::href::{Href, Target};
use content::inline::Inline;
use content::route::Route;
use content::site::{Link, Site};
use content::slug::Slug;

use crate::code::Code;
use crate::diagnostic::{Diagnostic, Explanation, Fault};
use crate::edition::schedule::HeldBack;
use crate::read::article::Draft;
use crate::read::release::Reason;
use crate::read::site_file::Places;

/// A link to an article that is held back.
pub(super) struct LinkToHeldBack(String, Reason);

impl Fault for LinkToHeldBack {
    fn code(&self) -> Code {
        Code::LinkToHeldBack
    }

    fn explain(&self) -> Explanation {
        let Self(path, reason) = self;
        match reason {
            Reason::Later(_) => Explanation::note(
                format!("the link to /{path} is left out until that article appears"),
                "its words stay; nothing needs to be done",
            ),
            Reason::Draft | Reason::Expired(_) => {
                let why = if *reason == Reason::Draft {
                    "is a draft"
                } else {
                    "has expired"
                };
                Explanation::warning(
                    format!("the link to /{path} is left out, because that article {why}"),
                    "its words stay; remove the link, or publish the article",
                )
            }
        }
    }
}

/// The addresses of what is held back.
pub(super) struct Withdrawn<'a> {
    site: Site,
    reasons: HashMap<&'a Slug, Reason>,
}

impl<'a> Withdrawn<'a> {
    /// Those of a site whose pages, whether held back or not, are `pages`. An article that is published under the same slug
    /// keeps its links.
    pub(super) fn new(
        site: &Site,
        held_back: &'a [HeldBack],
        published: &HashSet<Slug>,
        pages: Vec<Slug>,
    ) -> Self {
        let held_back = held_back.iter().filter(|held| !published.contains(&held.slug));
        Self {
            site: Site {
                pages,
                articles: Vec::new(),
                ..site.clone()
            },
            reasons: held_back.map(|held| (&held.slug, held.reason)).collect(),
        }
    }

    /// Is nothing held back?
    pub(super) fn is_empty(&self) -> bool {
        self.reasons.is_empty()
    }

    fn has(&self, slug: &Slug) -> bool {
        self.reasons.contains_key(slug)
    }

    fn fault_of(&self, link: &Href) -> Option<LinkToHeldBack> {
        let Target::Internal(target) = link.target() else {
            return None;
        };
        let path = target.split(['?', '#']).next().unwrap_or_default();
        let (Route::Article { slug, .. } | Route::Page(slug)) = Route::parse(path, "", &self.site) else {
            return None;
        };
        let reason = self.reasons.get(&slug)?;
        Some(LinkToHeldBack(target.to_owned(), *reason))
    }

    /// Takes the links to them, and what else names them, out of an article, and tells of each link.
    pub(super) fn take_from(&self, draft: &mut Draft) {
        for (link, position) in std::mem::take(&mut draft.links) {
            match self.fault_of(&link) {
                Some(fault) => draft.findings.add(position, &fault),
                None => draft.links.push((link, position)),
            }
        }
        self.take_from_article(&mut draft.article);
    }

    /// The same of an article whose links stand nowhere but in itself; gives those that were taken out.
    pub(super) fn take_from_article(&self, article: &mut Article) -> Vec<LinkToHeldBack> {
        let mut gone = Vec::new();
        let Article {
            lead,
            image,
            body,
            related,
            similar,
            translations,
            ..
        } = article;
        self.text(lead, &mut gone);
        if let Some(image) = image {
            self.text(&mut image.caption, &mut gone);
        }
        self.blocks(body, &mut gone);
        related.retain(|slug| !self.has(slug));
        similar.retain(|similar| !self.has(&similar.card.slug));
        translations.retain(|translation| !self.has(&translation.slug));
        gone
    }

    /// The same of the site: an entry of the menu or the footer goes as a whole.
    pub(super) fn take_from_site(
        &self,
        site: &mut Site,
        places: &Places,
        site_name: &str,
    ) -> Vec<Diagnostic> {
        let mut told = Vec::new();
        let mut gone = Vec::new();
        let mut tell = |link: &Href| {
            let fault = self.fault_of(link);
            let told_of =
                |fault: &LinkToHeldBack| Diagnostic::new(site_name, places.link(&link.as_str()), fault);
            told.extend(fault.as_ref().map(told_of));
            fault.is_some()
        };
        let mut take = |links: &mut Vec<Link>| links.retain(|link| !tell(&link.href));
        take(&mut site.navigation);
        for block in &mut site.footer {
            take(&mut block.links);
            self.text(&mut block.text, &mut gone);
        }
        if let Some(consent) = &mut site.consent
            && consent.policy.as_ref().is_some_and(&mut tell)
        {
            consent.policy = None;
        }
        let in_text = gone.iter().map(|fault| {
            let position = places.link(&format!("/{}", fault.0));
            Diagnostic::new(site_name, position, fault)
        });
        told.extend(in_text);
        told
    }

    fn text(&self, text: &mut [Inline], gone: &mut Vec<LinkToHeldBack>) {
        for piece in text {
            let Inline::Run(run) = piece else { continue };
            if let Some(fault) = run.link.as_ref().and_then(|link| self.fault_of(link)) {
                gone.push(fault);
                run.link = None;
                if run.marks.is_empty() && run.lang.is_none() {
                    *piece = Inline::Text(std::mem::take(&mut run.text));
                }
            }
        }
    }

    fn blocks(&self, blocks: &mut [Block], gone: &mut Vec<LinkToHeldBack>) {
        for block in blocks {
            match block {
                Block::Paragraph(block) => self.text(&mut block.text, gone),
                Block::Heading(block) => self.text(&mut block.text, gone),
                Block::List(block) => block.items.iter_mut().for_each(|item| self.blocks(item, gone)),
                Block::Quote(block) => self.blocks(&mut block.body, gone),
                Block::PullQuote(block) => self.text(&mut block.text, gone),
                Block::Figure(block) => self.text(&mut block.image.caption, gone),
                Block::Gallery(block) => {
                    self.text(&mut block.caption, gone);
                    block
                        .images
                        .iter_mut()
                        .for_each(|image| self.text(&mut image.caption, gone));
                }
                Block::Table(block) => {
                    self.text(&mut block.caption, gone);
                    let cells = block.head.iter_mut().chain(block.rows.iter_mut().flatten());
                    cells.for_each(|cell| self.text(&mut cell.text, gone));
                }
                Block::Embed(block) => {
                    if let Some(fault) = block.link.as_ref().and_then(|link| self.fault_of(link)) {
                        gone.push(fault);
                        block.link = None;
                    }
                }
                Block::Callout(block) => self.blocks(&mut block.body, gone),
                Block::Details(block) => self.blocks(&mut block.body, gone),
                Block::Footnotes(block) => block
                    .notes
                    .iter_mut()
                    .for_each(|note| self.blocks(&mut note.body, gone)),
                Block::Code(_)
                | Block::Audio(_)
                | Block::Video(_)
                | Block::File(_)
                | Block::Separator(_)
                | Block::Unknown(_) => {}
            }
        }
    }
}
