//! What a built portal holds, as far as it says which pages there are to look at.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use content::article::Article;
use content::block::Block;
use content::bundle::{SITE, article_file};
use content::inline::Inline;
use content::json::{Decode, from_text};
use content::listing;
use content::route::{CONTENT, Route};
use content::site::Site;
use content::slug::Slug;

use crate::folder;

const PAGE: &str = "index.html";

/// Why the content of a portal is not known.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum BundleError {
    /// A file cannot be read.
    #[error(
        "cannot read {}: {source}; build the portal, or name with --dist the folder that holds it",
        file.display()
    )]
    Read {
        /// The file.
        file: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// A file is not what the format says.
    #[error("{} is not what docs/bundle-format.md says: {reason}; build the portal again", file.display())]
    Format {
        /// The file.
        file: PathBuf,
        /// Where, and what is wrong.
        reason: String,
    },
}

/// A site with all its articles, by slug.
#[derive(Clone, Debug)]
pub(super) struct Bundle {
    pub(super) site: Site,
    pub(super) articles: Vec<Article>,
    /// None where articles have no files of their own.
    pub(super) every_block: Option<EveryBlock>,
}

/// An article put together from the others, because none of them shows every kind of block.
#[derive(Clone, Debug)]
pub(super) struct EveryBlock {
    pub(super) article: Article,
    /// The address of the article that it shares everything but its text with.
    like: String,
}

impl Bundle {
    /// Reads the content of a built portal.
    pub(super) fn read(dist: &Path) -> Result<Self, BundleError> {
        let content = dist.join(CONTENT);
        let mut site: Site = read(&content.join(SITE))?;
        if !site.articles.is_empty() {
            listing::complete(&mut site);
            let articles = site.articles.clone();
            return Ok(Self {
                site,
                articles,
                every_block: None,
            });
        }
        let folder = content.join("articles");
        let unreadable = |source| BundleError::Read {
            file: folder.clone(),
            source,
        };
        let mut files = Vec::new();
        for entry in fs::read_dir(&folder).map_err(unreadable)? {
            let file = entry.map_err(unreadable)?.path();
            if file.extension().is_some_and(|ending| ending == "json") {
                files.push(file);
            }
        }
        files.sort();
        let articles = files.iter().map(|file| read(file)).collect::<Result<_, _>>()?;
        Ok(Self::new(site, articles))
    }

    pub(super) fn new(site: Site, articles: Vec<Article>) -> Self {
        let every_block = every_block(&articles);
        Self {
            site,
            articles,
            every_block,
        }
    }

    /// Are readers asked about services of others?
    pub(super) fn asks(&self) -> bool {
        let consent = self.site.consent.as_ref();
        consent.is_some_and(|consent| !consent.services.is_empty())
    }

    /// Puts the article with every kind of block into a copy of the portal.
    pub(super) fn add_every_block(&self, portal: &Path) -> io::Result<()> {
        let Some(EveryBlock { article, like }) = &self.every_block else {
            return Ok(());
        };
        let file = portal.join(CONTENT).join(article_file(&article.slug));
        let folder = portal.join(address(article));
        // The copy shares its bytes with the portal, which is not to change.
        folder::remove(&folder)?;
        if file.exists() {
            fs::remove_file(&file)?;
        }
        fs::write(&file, serde_json::to_vec(article)?)?;
        fs::create_dir_all(&folder)?;
        // What is prerendered there is of another address: the portal puts it away and draws the article.
        fs::copy(portal.join(like).join(PAGE), folder.join(PAGE))?;
        Ok(())
    }
}

/// The address of an article, from the site's root.
pub(super) fn address(article: &Article) -> String {
    Route::of(article.section.as_ref(), &article.slug).path()
}

/// How much an article says, measured by what it takes to store its text.
pub(super) fn length(article: &Article) -> usize {
    serde_json::to_string(&article.body).map_or(0, |text| text.len())
}

/// The article with every kind of block: the first of each, in each of its looks, that any article has.
fn every_block(articles: &[Article]) -> Option<EveryBlock> {
    let like = articles
        .iter()
        .filter(|article| article.section.is_some() && article.language.is_none() && article.image.is_some())
        .max_by_key(|article| length(article))?;
    let mut seen = BTreeSet::new();
    let mut body = Vec::new();
    let mut notes = Vec::new();
    for article in articles.iter().filter(|article| article.language.is_none()) {
        for block in &article.body {
            if !seen.insert(look(block)) {
                continue;
            }
            if let Block::Footnotes(_) = block {
                // Notes without a reference lead nowhere.
                for block in article.body.iter().filter(|block| refers(block)) {
                    if !body.contains(block) {
                        body.push(block.clone());
                    }
                }
                notes.push(block.clone());
            } else {
                body.push(block.clone());
            }
        }
    }
    body.extend(notes);
    let article = Article {
        slug: Slug::parse("every-kind-of-block")?,
        title: "Every kind of block".to_owned(),
        body,
        ..like.clone()
    };
    Some(EveryBlock {
        article,
        like: address(like),
    })
}

/// Blocks with the same look need to be shown once.
fn look(block: &Block) -> String {
    let kind = block.kind();
    match block {
        Block::Heading(heading) => format!("{kind} {}", heading.level.get()),
        Block::List(list) => format!("{kind} {}", list.ordered),
        Block::Callout(callout) => format!("{kind} {}", callout.tone.as_str()),
        Block::Embed(embed) => format!("{kind} {}", embed.service.as_str()),
        _ => kind.to_owned(),
    }
}

fn refers(block: &Block) -> bool {
    let Block::Paragraph(paragraph) = block else {
        return false;
    };
    paragraph.text.iter().any(|part| matches!(part, Inline::Note(_)))
}

fn read<T: Decode>(file: &Path) -> Result<T, BundleError> {
    let text = fs::read_to_string(file).map_err(|source| BundleError::Read {
        file: file.to_owned(),
        source,
    })?;
    from_text(&text).map_err(|error| BundleError::Format {
        file: file.to_owned(),
        reason: error.to_string(),
    })
}
