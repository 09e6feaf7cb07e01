//! Which media files an article shows or links to.

use std::collections::BTreeSet;

use content::article::Article;
use content::block::{Block, Image};
use content::href::{Href, MediaPath, Target};
use content::inline::Inline;

/// What the address of a media file begins with in a link, after the site's root.
const ADDRESS: &str = "content/";

/// The paths of all media files that an article names, however deep.
pub fn of(article: &Article) -> BTreeSet<String> {
    let mut used = Used::default();
    used.text(&article.lead);
    article.image.iter().for_each(|image| used.image(image));
    used.blocks(&article.body);
    used.0
}

#[derive(Default)]
struct Used(BTreeSet<String>);

impl Used {
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
                    block.poster.iter().for_each(|poster| self.file(poster));
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
        self.file(&image.src);
        image.sources.iter().for_each(|source| self.file(&source.src));
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
        if let Target::Internal(target) = link.target()
            && let Some(path) = target.strip_prefix(ADDRESS)
        {
            let path = path.split(['?', '#']).next().unwrap_or_default();
            self.0.insert(path.to_owned());
        }
    }

    fn file(&mut self, path: &MediaPath) {
        self.0.insert(path.as_str().to_string());
    }
}
