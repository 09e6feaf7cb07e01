//! Every place of an article where a picture stands.

use content::article::Article;
use content::block::{Block, Image, Paragraph};
use content::href::MediaPath;
use content::inline::Inline;

/// Where a picture stands.
pub(super) enum Place<'a> {
    /// A picture with its words.
    Image(&'a mut Image),
    /// What is shown before a video plays.
    Poster(&'a mut MediaPath),
}

impl Place<'_> {
    /// The file that stands there.
    pub(super) fn src(&self) -> &MediaPath {
        match self {
            Self::Image(image) => &image.src,
            Self::Poster(poster) => poster,
        }
    }
}

/// Shows each picture of an article to `keep`, which may change it. One that it does not keep leaves its words behind.
pub(super) fn pictures(article: &mut Article, keep: &mut impl FnMut(Place<'_>) -> bool) {
    if article
        .image
        .as_mut()
        .is_some_and(|image| !keep(Place::Image(image)))
    {
        article.image = None;
    }
    in_blocks(&mut article.body, keep);
}

fn in_blocks(blocks: &mut Vec<Block>, keep: &mut impl FnMut(Place<'_>) -> bool) {
    for mut block in std::mem::take(blocks) {
        match &mut block {
            Block::Figure(figure) => {
                if !keep(Place::Image(&mut figure.image)) {
                    blocks.extend(words(&figure.image));
                    continue;
                }
            }
            Block::Gallery(gallery) => {
                let mut lost = Vec::new();
                gallery.images.retain_mut(|image| {
                    let kept = keep(Place::Image(image));
                    if !kept {
                        lost.extend(words(image));
                    }
                    kept
                });
                if gallery.images.is_empty() {
                    blocks.extend(paragraph(std::mem::take(&mut gallery.caption)));
                } else {
                    blocks.push(block);
                }
                blocks.extend(lost);
                continue;
            }
            Block::Video(video) => {
                if video
                    .poster
                    .as_mut()
                    .is_some_and(|poster| !keep(Place::Poster(poster)))
                {
                    video.poster = None;
                }
            }
            Block::List(list) => list.items.iter_mut().for_each(|item| in_blocks(item, keep)),
            Block::Quote(quote) => in_blocks(&mut quote.body, keep),
            Block::Callout(callout) => in_blocks(&mut callout.body, keep),
            Block::Details(details) => in_blocks(&mut details.body, keep),
            Block::Footnotes(footnotes) => {
                for note in &mut footnotes.notes {
                    in_blocks(&mut note.body, keep);
                }
            }
            Block::Paragraph(_)
            | Block::Heading(_)
            | Block::PullQuote(_)
            | Block::Code(_)
            | Block::Table(_)
            | Block::Embed(_)
            | Block::Audio(_)
            | Block::File(_)
            | Block::Separator(_)
            | Block::Unknown(_) => {}
        }
        blocks.push(block);
    }
}

/// What stays of a picture that is not shown: its caption, else what it would have shown.
fn words(image: &Image) -> Option<Block> {
    if !image.caption.is_empty() {
        return paragraph(image.caption.clone());
    }
    let alt = image.alt.clone().filter(|alt| !alt.is_empty())?;
    paragraph(vec![Inline::Text(alt)])
}

fn paragraph(text: Vec<Inline>) -> Option<Block> {
    (!text.is_empty()).then_some(Block::Paragraph(Paragraph { text }))
}
