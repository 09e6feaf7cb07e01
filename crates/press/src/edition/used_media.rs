//! Which media files an article and a site show, and which they give away as they are.

use std::collections::BTreeSet;

use content::article::Article;
use content::block::{Block, Image};
use content::href::{Href, MediaPath, Target};
use content::inline::Inline;
use content::site::Site;

use crate::read::media;

/// The paths of all media files that an article names, however deep.
pub fn of(article: &Article) -> BTreeSet<String> {
    let mut used = Used::default();
    used.article(article);
    used.all()
}

/// The paths of media files that are named.
#[derive(Debug, Default)]
pub struct Used {
    /// Those of pictures that are seen.
    pub shown: BTreeSet<String>,
    /// Those of files that are linked to, handed out or played.
    pub given: BTreeSet<String>,
}

impl Used {
    /// Those that a site and articles name.
    pub fn of<'a>(site: &Site, articles: impl IntoIterator<Item = &'a Article>) -> Self {
        let mut used = Self::default();
        used.site(site);
        articles.into_iter().for_each(|article| used.article(article));
        used
    }

    /// Both.
    pub fn all(self) -> BTreeSet<String> {
        let mut all = self.shown;
        all.extend(self.given);
        all
    }

    fn article(&mut self, article: &Article) {
        self.text(&article.lead);
        article.image.iter().for_each(|image| self.image(image));
        self.blocks(&article.body);
    }

    fn site(&mut self, site: &Site) {
        if let Some(logo) = &site.logo {
            self.shown(&logo.src);
            logo.sources.iter().for_each(|source| self.shown(&source.src));
        }
        site.navigation.iter().for_each(|link| self.link(&link.href));
        let policy = site.consent.iter().filter_map(|consent| consent.policy.as_ref());
        policy.for_each(|policy| self.link(policy));
        for block in &site.footer {
            self.text(&block.text);
            block.links.iter().for_each(|link| self.link(&link.href));
        }
    }

    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            match block {
                Block::Paragraph(block) => self.text(&block.text),
                Block::Heading(block) => self.text(&block.text),
                Block::List(block) => block.items.iter().for_each(|item| self.blocks(item)),
                Block::Quote(block) => self.blocks(&block.body),
                Block::PullQuote(block) => self.text(&block.text),
                Block::Figure(block) => self.image(&block.image),
                Block::Gallery(block) => {
                    self.text(&block.caption);
                    block.images.iter().for_each(|image| self.image(image));
                }
                Block::Table(block) => {
                    self.text(&block.caption);
                    let cells = block.head.iter().chain(block.rows.iter().flatten());
                    cells.for_each(|cell| self.text(&cell.text));
                }
                Block::Embed(block) => block.link.iter().for_each(|link| self.link(link)),
                Block::Audio(block) => self.file(&block.src),
                Block::Video(block) => {
                    self.file(&block.src);
                    block.poster.iter().for_each(|poster| self.shown(poster));
                    block
                        .captions
                        .iter()
                        .for_each(|captions| self.file(&captions.src));
                }
                Block::File(block) => self.file(&block.src),
                Block::Callout(block) => self.blocks(&block.body),
                Block::Details(block) => self.blocks(&block.body),
                Block::Footnotes(block) => block.notes.iter().for_each(|note| self.blocks(&note.body)),
                Block::Code(_) | Block::Separator(_) | Block::Unknown(_) => {}
            }
        }
    }

    fn image(&mut self, image: &Image) {
        self.shown(&image.src);
        image.sources.iter().for_each(|source| self.shown(&source.src));
        self.text(&image.caption);
    }

    fn text(&mut self, text: &[Inline]) {
        for piece in text {
            if let Inline::Run(run) = piece {
                run.link.iter().for_each(|link| self.link(link));
            }
        }
    }

    fn link(&mut self, link: &Href) {
        if let Target::Internal(_) = link.target()
            && let Some((path, _)) = media::named_by_link(&link.as_str())
        {
            self.given.insert(path);
        }
    }

    fn file(&mut self, path: &MediaPath) {
        self.given.insert(path.as_str().to_string());
    }

    fn shown(&mut self, path: &MediaPath) {
        self.shown.insert(path.as_str().to_string());
    }
}
