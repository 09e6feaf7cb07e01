//! The search index of an edition: which article has which number, and what it is found by.

use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};
use std::fs;
use std::path::Path;

use content::article::Article;
use content::bundle::FoundCards;
use content::day::Day;
use content::find::filters_of;
use content::json;
use content::listing::List;
use content::site::Site;
use content::slug::Slug;
use content::text;
use rayon::prelude::*;
use search::build::{BuildError, Builder, Limits, Wishes};
use search::digest::{Digest, Document, Memory};
use search::filing::Filing;
use search::manifest::Shape;
use search::name::{FILTERS, File, MANIFEST};
use search::plan::card_file;
use search::shelf::Shelf;

use crate::diagnostic::count;
use crate::edition::bundle::Edition;
use crate::edition::json::to_json;
use crate::edition::opening;
use crate::edition::stemmers::Stemmers;
use crate::parallel;
use crate::progress::Progress;
use crate::read::search::{Field, SearchSettings};

/// How many articles are taken apart before their words are gathered: more would only take memory.
const BATCH: usize = 512;

/// The index that was published before, as far as the next one goes on from it.
#[derive(Debug)]
pub struct Earlier {
    shape: Shape,
    /// The article of each number; none where it was gone already.
    order: Vec<Option<Slug>>,
    /// The filters in the order of their numbers.
    filters: Vec<String>,
}

impl Earlier {
    /// Reads the index of a bundle that was published in a folder. None where there is none, or where it is not whole: then the
    /// next one is made from nothing.
    pub fn read(bundle: &Path) -> Option<Self> {
        let mut shelf = Shelf::new(&fs::read(bundle.join(MANIFEST)).ok()?).ok()?;
        let fetch = |shelf: &mut Shelf, files: &[File]| {
            files.iter().try_for_each(|file| {
                let bytes = fs::read(bundle.join(file.to_string())).ok()?;
                shelf.put(*file, bytes).ok()
            })
        };
        let shape = loop {
            match shelf.shape() {
                Ok(shape) => break shape,
                Err(files) => fetch(&mut shelf, &files)?,
            }
        };
        let mut order = vec![None; shelf.manifest().end() as usize];
        let mut last = None;
        for number in 0..shelf.manifest().end() {
            let file = loop {
                match card_file(&shelf, number) {
                    Ok(file) => break file,
                    Err(files) if files.is_empty() => return None,
                    Err(files) => fetch(&mut shelf, &files)?,
                }
            };
            if last.replace(file) == Some(file) {
                continue;
            }
            let text = fs::read_to_string(bundle.join(file.to_string())).ok()?;
            let cards: FoundCards = json::from_text(&text).ok()?;
            for (number, card) in cards.numbers.iter().zip(cards.cards) {
                *order.get_mut(*number as usize)? = Some(card.slug);
            }
        }
        shelf.put_filters(&fs::read(bundle.join(FILTERS)).ok()?).ok()?;
        let filters = shelf.filters()?.keys();
        Some(Self {
            shape,
            order,
            filters,
        })
    }
}

/// Makes the index of an edition and adds its files. With an earlier one whose numbers still do, articles keep theirs, so that
/// most files stay as they are; without one the result follows from the edition alone.
///
/// # Errors
/// When two files would have one name.
pub fn add(edition: &mut Edition, earlier: Option<Earlier>, progress: &Progress) -> Result<(), BuildError> {
    add_within(edition, earlier, &Limits::default(), progress)
}

/// The same with parts of other sizes.
///
/// # Errors
/// As for [`add`].
pub fn add_within(
    edition: &mut Edition,
    earlier: Option<Earlier>,
    limits: &Limits,
    progress: &Progress,
) -> Result<(), BuildError> {
    let articles = &edition.articles;
    if articles.is_empty() {
        return Ok(());
    }
    let (shape, order, filters) = numbered(articles, &edition.site, &edition.search, earlier, limits);
    let mut builder = Builder::new(shape.clone(), *limits);
    let stemmers = Stemmers::new(&edition.site, articles);
    progress.begin("indexing", articles.len());
    let numbered: Vec<(u32, &Article)> = (0..)
        .zip(&order)
        .filter_map(|(number, place)| Some((number, articles.get((*place)?)?)))
        .collect();
    for batch in numbered.chunks(BATCH) {
        let digests: Vec<_> = parallel::run(|| {
            let batch = batch.par_iter().with_min_len(32);
            let digests = batch.map_init(HashMap::<&str, Memory>::new, |memories, (number, article)| {
                let (language, letters) = stemmers.of(article);
                let document = document(article, &edition.site, &edition.search);
                let memory = memories.entry(language).or_default();
                progress.advance();
                (*number, Digest::new(&document, letters, shape.averages(), memory))
            });
            digests.collect()
        });
        for (number, digest) in digests {
            builder.add(number, digest)?;
        }
    }
    let cards = parallel::run(|| {
        let places = order.par_chunks(limits.cards.max(1) as usize).enumerate();
        let files = places.map(|(file, places)| {
            let first = count(file * limits.cards.max(1) as usize);
            let cards = (first..).zip(places).filter_map(|(number, place)| {
                let article = articles.get((*place)?)?;
                Some((number, opening::card(article)))
            });
            let (numbers, cards) = cards.unzip();
            to_json(&FoundCards { numbers, cards })
        });
        files.collect::<Vec<_>>()
    });
    let numbers: HashMap<&Slug, u32> = numbered
        .iter()
        .map(|(number, article)| (&article.slug, *number))
        .collect();
    let pinned = edition.search.pinned.iter().map(|pinned| {
        let numbers = pinned
            .articles
            .iter()
            .filter_map(|(slug, _)| numbers.get(slug).copied());
        (pinned.query.clone(), numbers.collect())
    });
    let wishes = Wishes {
        synonyms: edition.search.synonyms.clone(),
        pinned: pinned.collect(),
    };
    let filing = filed(&numbered, filters);
    let cards_of = |numbers: &[u32]| {
        let cards = numbers.iter().filter_map(|number| {
            let article = articles.get((*order.get(*number as usize)?)?)?;
            Some((*number, opening::card(article)))
        });
        let (numbers, cards) = cards.unzip();
        to_json(&FoundCards { numbers, cards })
    };
    let files = builder.finish(count(order.len()), cards, wishes, Some((&filing, &cards_of)))?;
    progress.end();
    edition.files.extend(files);
    Ok(())
}

/// The place of an article in lists, read from their older end.
fn age(article: &Article) -> (Option<Day>, Reverse<&Slug>) {
    (article.published, Reverse(&article.slug))
}

/// The articles in the order of lists, with what each can be found by: nothing where it stands in no section.
fn filed(numbered: &[(u32, &Article)], kept: Vec<String>) -> Filing {
    let mut in_order = numbered.to_vec();
    in_order.sort_by_key(|(_, article)| age(article));
    let mut filing = Filing::new(kept);
    for (number, article) in in_order {
        let filters = if List::Home.holds(article) {
            filters_of(article)
        } else {
            Vec::new()
        };
        filing.add(number, &filters);
    }
    filing
}

/// The shape of the index, the place of the article that each number is given to, and the filters that keep their numbers.
fn numbered(
    articles: &[Article],
    site: &Site,
    settings: &SearchSettings,
    earlier: Option<Earlier>,
    limits: &Limits,
) -> (Shape, Vec<Option<usize>>, Vec<String>) {
    let mut places: Vec<usize> = (0..articles.len()).collect();
    places.sort_by_key(|place| articles.get(*place).map(age));
    if let Some(Earlier {
        shape,
        order,
        filters,
    }) = earlier
    {
        let by_slug: HashMap<&Slug, usize> = articles
            .iter()
            .enumerate()
            .map(|(place, article)| (&article.slug, place))
            .collect();
        let mut kept: Vec<Option<usize>> = order
            .iter()
            .map(|slug| by_slug.get(slug.as_ref()?).copied())
            .collect();
        let known: HashSet<usize> = kept.iter().flatten().copied().collect();
        kept.extend(
            places
                .iter()
                .filter(|place| !known.contains(place))
                .map(|place| Some(*place)),
        );
        if articles.len() >= limits.one_level as usize
            && shape.does_for(count(kept.len()), count(articles.len()))
        {
            return (shape, kept, filters);
        }
    }
    let lengths = parallel::run(|| {
        let lengths = articles
            .par_iter()
            .map(|article| document(article, site, settings).lengths().map(u64::from));
        lengths.reduce(Default::default, |mut one, other| {
            one.iter_mut().zip(other).for_each(|(one, other)| *one += other);
            one
        })
    });
    let shape = Shape::new(lengths, count(articles.len()), limits);
    (shape, places.into_iter().map(Some).collect(), Vec::new())
}

/// What an article is found by.
pub fn document(article: &Article, site: &Site, settings: &SearchSettings) -> Document {
    let has = |field| !settings.left_out.contains(&field);
    let tags = article.tags.iter().flat_map(|tagging| {
        let taxonomy = site.taxonomy(&tagging.taxonomy);
        let tags = tagging.tags.iter().filter_map(move |tag| taxonomy?.tag(tag));
        tags.map(|tag| tag.name.clone())
    });
    Document {
        title: article.title.clone(),
        tags: tags.filter(|_| has(Field::Tags)).collect(),
        authors: article
            .authors
            .iter()
            .filter(|_| has(Field::Authors))
            .cloned()
            .collect(),
        lead: if has(Field::Lead) {
            content::inline::plain(&article.lead)
        } else {
            String::new()
        },
        body: if has(Field::Body) {
            text::of(&article.body)
        } else {
            String::new()
        },
    }
}
