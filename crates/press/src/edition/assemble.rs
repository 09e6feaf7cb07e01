//! The bundle of a site and of articles that are right.

use std::collections::{BTreeMap, HashSet};

use content::article::Article;
use content::bundle;
use content::day::Day;
use content::listing::{self, List};
use content::site::Site;
use content::slug::Slug;
use rayon::prelude::*;

use crate::edition::authors::Authors;
use crate::edition::bundle::{Edition, SearchSettings};
use crate::edition::json::to_json;
use crate::edition::lists::{cards, complete, list_files, members, upcoming};
use crate::edition::means::Means;
use crate::edition::similar::similar;
use crate::edition::{calendar, reading};
use crate::parallel;

/// The bundle of articles that are right.
pub(super) fn assemble(
    mut site: Site,
    mut articles: Vec<Article>,
    authors: &Authors,
    today: Option<Day>,
    means: &Means<'_>,
) -> Edition {
    let known: HashSet<Slug> = articles.iter().map(|article| article.slug.clone()).collect();
    for article in &mut articles {
        article.related.retain(|slug| known.contains(slug));
        article
            .translations
            .retain(|translation| known.contains(&translation.slug));
        if article.translations.len() < 2 {
            article.translations.clear();
        }
        article.calendar = calendar::has_calendar(article);
    }
    reading::complete(&mut articles);
    let similar = match means.preview {
        Some(preview) if preview.is_quick => preview.memory.similar(&articles),
        preview => {
            let found = similar(&articles, &site, today, means.progress);
            if let Some(preview) = preview {
                preview.memory.keep_similar(&articles, &found);
            }
            found
        }
    };
    for (article, similar) in articles.iter_mut().zip(similar) {
        article.similar = similar;
    }
    site.years = listing::years(&articles);
    let members = members(&site, &articles);
    complete(&mut site, &members, &articles);
    let upcoming = upcoming(&site, &members, &articles, today);

    let mut files = BTreeMap::new();
    files.insert(bundle::SITE.to_owned(), to_json(&site));
    files.extend(calendar::of_articles(&site, &articles));
    if let Some(index) = authors.index(&articles, &site.language) {
        files.insert(bundle::AUTHORS.to_owned(), to_json(&index));
    }
    parallel::run(|| {
        let written = articles
            .par_iter()
            .map(|article| (bundle::article_file(&article.slug), to_json(article)));
        files.extend(written.collect::<Vec<_>>());
        let written = members.par_iter().flat_map_iter(|(list, places)| {
            let cards = cards(places, &articles);
            let upcoming = if *list == List::Home { &upcoming[..] } else { &[] };
            list_files(list, cards, upcoming, &site, authors)
        });
        files.extend(written.collect::<Vec<_>>());
    });
    Edition {
        site,
        articles,
        files,
        copies: Vec::new(),
        unpublished: Vec::new(),
        brand: Ok(None),
        search: SearchSettings::default(),
        today,
    }
}
