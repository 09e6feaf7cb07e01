//! What a content folder consists of: how much of what, what weighs most, and what is missing or unused.

use std::collections::BTreeMap;
use std::fmt;
use std::io;

use content::article::Article;
use content::block::Block;
use content::bundle;
use rayon::prelude::*;
use serde::Serialize;

use crate::edition::authors;
use crate::edition::bundle::Edition;
use crate::edition::lists::lists;
use crate::encoding::brotli;
use crate::parallel;
use crate::read::media;

/// How many of the largest articles, longest lists and the like are told.
const TOLD: usize = 10;

/// An account of an edition.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct Report {
    /// All articles, pages included.
    pub articles: usize,
    /// Articles by section; pages stand under an empty name.
    pub sections: BTreeMap<String, usize>,
    /// Articles by language, the site's own included.
    pub languages: BTreeMap<String, usize>,
    /// Articles of sections by the year in which they appeared.
    pub years: BTreeMap<u32, usize>,
    /// How many authors have a page.
    pub authors: usize,
    /// Blocks by kind, however deep.
    pub blocks: BTreeMap<String, usize>,
    /// What the bundle weighs.
    pub sizes: Sizes,
    /// The articles with the largest files, the largest first.
    pub largest_articles: Vec<Weighed>,
    /// The lists with the most cards, the longest first: file and number of cards.
    pub longest_lists: Vec<Listed>,
    /// Tags that no article carries, as taxonomy/tag.
    pub unused_tags: Vec<String>,
    /// Slugs of articles that lack something.
    pub without: Without,
    /// What stands in the media folder.
    pub media: Media,
}

/// Sizes in bytes.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct Sizes {
    /// All files of the bundle but media.
    pub bundle: usize,
    /// `site.json`.
    pub site: Size,
    /// The file of the article in the middle, of all in the order of their sizes.
    pub median_article: Size,
    /// The largest file of an article.
    pub largest_article: Size,
}

/// The size of a file, as it is and compressed by brotli, in bytes.
#[derive(Debug, Default, PartialEq, Eq, Serialize)]
pub struct Size {
    /// As it is.
    pub raw: usize,
    /// Compressed as far as brotli goes.
    pub brotli: usize,
}

/// A file and its size in bytes.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct Weighed {
    /// An article's slug, or a file's path.
    pub name: String,
    /// Its size.
    pub bytes: u64,
}

/// A list and how many cards it has.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct Listed {
    /// The list's own file.
    pub list: String,
    /// Its cards.
    pub cards: u32,
}

/// Slugs of articles in sections that lack something. Pages need none of it.
#[derive(Debug, Default, PartialEq, Eq, Serialize)]
pub struct Without {
    /// No lead picture.
    pub image: Vec<String>,
    /// No lead.
    pub lead: Vec<String>,
    /// No tags.
    pub tags: Vec<String>,
    /// No day of publication.
    pub date: Vec<String>,
}

/// The media folder.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct Media {
    /// How many files.
    pub files: usize,
    /// Their bytes together.
    pub bytes: u64,
    /// Those that no article names, the largest first.
    pub unused: Vec<Weighed>,
    /// The bytes of those together.
    pub unused_bytes: u64,
}

/// Looks through an edition and at the sizes of its media.
///
/// # Errors
/// When a media file that was there before cannot be looked at.
pub fn inspect(edition: &Edition) -> io::Result<Report> {
    let mut report = Report {
        articles: edition.articles.len(),
        sections: BTreeMap::new(),
        languages: BTreeMap::new(),
        years: BTreeMap::new(),
        authors: authors::of(&edition.articles).len(),
        blocks: BTreeMap::new(),
        sizes: sizes(edition),
        largest_articles: articles_by_size(edition).into_iter().rev().take(TOLD).collect(),
        longest_lists: longest_lists(edition),
        unused_tags: unused_tags(edition),
        without: without(edition),
        media: media(edition)?,
    };
    for section in &edition.site.sections {
        report.sections.insert(section.slug.to_string(), 0);
    }
    for article in &edition.articles {
        let section = article
            .section
            .as_ref()
            .map_or_else(String::new, ToString::to_string);
        *report.sections.entry(section).or_default() += 1;
        let language = article.language.as_ref().unwrap_or(&edition.site.language);
        *report.languages.entry(language.to_string()).or_default() += 1;
        if let Some(year) = article.year() {
            *report.years.entry(year).or_default() += 1;
        }
        count_blocks(&article.body, &mut report.blocks);
    }
    Ok(report)
}

fn count_blocks(blocks: &[Block], counts: &mut BTreeMap<String, usize>) {
    for block in blocks {
        *counts.entry(block.kind().to_owned()).or_default() += 1;
        match block {
            Block::List(list) => list.items.iter().for_each(|item| count_blocks(item, counts)),
            Block::Quote(quote) => count_blocks(&quote.body, counts),
            Block::Callout(callout) => count_blocks(&callout.body, counts),
            Block::Details(details) => count_blocks(&details.body, counts),
            Block::Footnotes(notes) => notes
                .notes
                .iter()
                .for_each(|note| count_blocks(&note.body, counts)),
            _ => {}
        }
    }
}

/// The articles that have a file of their own, the smallest first.
fn articles_by_size(edition: &Edition) -> Vec<Weighed> {
    let bytes_of = |article: &Article| {
        let file = edition.files.get(&bundle::article_file(&article.slug))?;
        Some(Weighed {
            name: article.slug.to_string(),
            bytes: file.len() as u64,
        })
    };
    let mut articles: Vec<_> = edition.articles.iter().filter_map(bytes_of).collect();
    articles.sort_by(|one, other| (one.bytes, &other.name).cmp(&(other.bytes, &one.name)));
    articles
}

fn sizes(edition: &Edition) -> Sizes {
    let articles = articles_by_size(edition);
    let file = |article: Option<&Weighed>| {
        let file = edition.files.get(&format!("articles/{}.json", article?.name))?;
        Some(file.as_slice())
    };
    let files = [
        edition.files.get(bundle::SITE).map(Vec::as_slice),
        file(articles.get(articles.len() / 2)),
        file(articles.last()),
    ];
    let weighed = parallel::run(|| files.into_par_iter().map(size).collect::<Vec<_>>());
    let mut weighed = weighed.into_iter();
    let mut next = || weighed.next().unwrap_or_default();
    Sizes {
        bundle: edition
            .files
            .iter()
            .filter(|(name, _)| !is_media(name))
            .map(|(_, bytes)| bytes.len())
            .sum(),
        site: next(),
        median_article: next(),
        largest_article: next(),
    }
}

fn size(file: Option<&[u8]>) -> Size {
    let bytes = file.unwrap_or_default();
    Size {
        raw: bytes.len(),
        brotli: file.map_or(0, |bytes| brotli(bytes).len()),
    }
}

fn longest_lists(edition: &Edition) -> Vec<Listed> {
    let all = lists(&edition.site, &edition.articles).into_iter();
    let listed = all.map(|list| Listed {
        cards: edition.listing(&list).map_or(0, |listing| listing.count),
        list: list.file(),
    });
    let mut lists: Vec<_> = listed.collect();
    lists.sort_by(|one, other| (other.cards, &one.list).cmp(&(one.cards, &other.list)));
    lists.truncate(TOLD);
    lists
}

fn unused_tags(edition: &Edition) -> Vec<String> {
    let tags = edition.site.taxonomies.iter().flat_map(|taxonomy| {
        let unused = taxonomy.tags.iter().filter(|tag| tag.count.unwrap_or(0) == 0);
        unused.map(|tag| format!("{}/{}", taxonomy.slug, tag.slug))
    });
    tags.collect()
}

fn without(edition: &Edition) -> Without {
    let slugs = |lacks: fn(&Article) -> bool| {
        let standing = edition
            .articles
            .iter()
            .filter(|article| article.section.is_some());
        let mut slugs: Vec<_> = standing
            .filter(|article| lacks(article))
            .map(|article| article.slug.to_string())
            .collect();
        slugs.sort();
        slugs
    };
    Without {
        image: slugs(|article| article.image.is_none()),
        lead: slugs(|article| article.lead.is_empty()),
        tags: slugs(|article| article.tags.is_empty()),
        date: slugs(|article| article.published.is_none()),
    }
}

fn media(edition: &Edition) -> io::Result<Media> {
    let published = edition.copies.iter().map(|(name, path)| (name, path, true));
    let at_home = edition.unpublished.iter();
    let at_home = at_home.map(|file| (&file.name, &file.path, file.is_named));
    let (mut used, mut unused) = (Vec::new(), Vec::new());
    for (name, path, is_used) in published.chain(at_home) {
        let files = if is_used { &mut used } else { &mut unused };
        files.push(Weighed {
            name: name.clone(),
            bytes: path.metadata()?.len(),
        });
    }
    let bare = edition.files.iter().filter(|(name, _)| is_media(name));
    used.extend(bare.map(|(name, bytes)| Weighed {
        name: name.clone(),
        bytes: bytes.len() as u64,
    }));
    let (files, bytes) = (used.len() + unused.len(), total(&used) + total(&unused));
    unused.sort_by(|one, other| (other.bytes, &one.name).cmp(&(one.bytes, &other.name)));
    Ok(Media {
        files,
        bytes,
        unused_bytes: total(&unused),
        unused,
    })
}

fn is_media(name: &str) -> bool {
    name.strip_prefix(media::FOLDER)
        .is_some_and(|name| name.starts_with('/'))
}

fn total(files: &[Weighed]) -> u64 {
    files.iter().map(|file| file.bytes).sum()
}

impl fmt::Display for Report {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let number =
            |count: usize, noun: &str| format!("{count} {noun}{}", if count == 1 { "" } else { "s" });
        let (articles, authors) = (number(self.articles, "article"), number(self.authors, "author"));
        writeln!(out, "{articles}, {authors}")?;
        let years = self.years.iter().map(|(year, count)| (year.to_string(), *count));
        let years = years.collect();
        for (heading, counts) in [
            ("sections", &self.sections),
            ("languages", &self.languages),
            ("years", &years),
            ("blocks", &self.blocks),
        ] {
            writeln!(out, "\n{heading}")?;
            for (name, count) in counts {
                let name = if name.is_empty() { "(pages)" } else { name };
                writeln!(out, "  {name:<48}{count:>12}")?;
            }
        }
        writeln!(out, "\n{:<50}{:>12}{:>12}", "sizes in bytes", "raw", "brotli")?;
        writeln!(out, "  {:<48}{:>12}", "bundle without media", self.sizes.bundle)?;
        for (name, size) in [
            ("site.json", &self.sizes.site),
            ("median article", &self.sizes.median_article),
            ("largest article", &self.sizes.largest_article),
        ] {
            writeln!(out, "  {name:<48}{:>12}{:>12}", size.raw, size.brotli)?;
        }
        write_files(out, "largest articles", &self.largest_articles)?;
        writeln!(out, "\n{:<50}{:>12}", "longest lists", "cards")?;
        for list in &self.longest_lists {
            writeln!(out, "  {:<48}{:>12}", list.list, list.cards)?;
        }
        write_names(out, "unused tags", &self.unused_tags)?;
        write_names(out, "articles without a picture", &self.without.image)?;
        write_names(out, "articles without a lead", &self.without.lead)?;
        write_names(out, "articles without tags", &self.without.tags)?;
        write_names(out, "articles without a date", &self.without.date)?;
        let media = &self.media;
        writeln!(
            out,
            "\nmedia: {} files, {} bytes; {} of them ({} bytes) in no article",
            media.files,
            media.bytes,
            media.unused.len(),
            media.unused_bytes
        )?;
        if media.unused.is_empty() {
            return Ok(());
        }
        write_files(out, "media in no article", &media.unused)
    }
}

fn write_files(out: &mut fmt::Formatter<'_>, heading: &str, files: &[Weighed]) -> fmt::Result {
    writeln!(out, "\n{heading:<50}{:>12}", "bytes")?;
    for file in files {
        writeln!(out, "  {:<48}{:>12}", file.name, file.bytes)?;
    }
    Ok(())
}

fn write_names(out: &mut fmt::Formatter<'_>, heading: &str, names: &[String]) -> fmt::Result {
    writeln!(out, "\n{heading}: {}", names.len())?;
    for name in names.iter().take(TOLD) {
        writeln!(out, "  {name}")?;
    }
    if names.len() > TOLD {
        writeln!(
            out,
            "  … and {} more (--format json has them all)",
            names.len() - TOLD
        )?;
    }
    Ok(())
}
