//! Everything that is looked at between the parts of a site.

use std::collections::HashSet;
use std::sync::LazyLock;

use content::check::{FaultKind, Known};
use content::listing;
use content::site::Site;
use content::slug::Slug;
use rayon::prelude::*;

use crate::diagnostic::Diagnostic;
use crate::edition::entries::Entry;
use crate::edition::fault::EditionFault;
use crate::edition::redirects;
use crate::edition::suggestions::Suggestions;
use crate::parallel;
use crate::read::consent::embeds;
use crate::read::site_file::Places;

/// Looks at everything between the parts. Articles with an error take part, so that a link to one is not broken.
pub(super) fn check_all(
    site: &Site,
    places: &Places,
    site_name: &str,
    entries: &mut [Entry],
    diagnostics: &mut Vec<Diagnostic>,
) {
    let used: HashSet<&Slug> = entries
        .iter()
        .filter_map(|entry| entry.draft.article.section.as_ref())
        .collect();
    for section in site
        .sections
        .iter()
        .filter(|section| !used.contains(&section.slug))
    {
        let fault = EditionFault::EmptySection(section.name.clone());
        diagnostics.push(Diagnostic::new(site_name, places.section(&section.slug), &fault));
    }
    let found = faults_between(site, entries);
    for fault in found.of_site {
        let page = fault.page().and_then(|slug| {
            entries
                .iter_mut()
                .find(|entry| entry.draft.article.section.is_none() && entry.draft.article.slug == *slug)
        });
        match page {
            Some(entry) => entry.draft.findings.add(None, &fault),
            None => diagnostics.push(Diagnostic::new(site_name, places.of(&fault), &fault)),
        }
    }
    for (entry, faults) in entries.iter_mut().zip(found.of_articles) {
        for fault in faults {
            let position = entry.draft.place_of(&fault);
            entry.draft.findings.add(position, &fault);
        }
    }
    if let Some(consent) = &site.consent {
        for entry in entries.iter_mut() {
            let draft = &mut entry.draft;
            for embed in &draft.embeds {
                if let Some(fault) = embeds::fault_of_id(consent, &embed.service, &embed.id) {
                    draft.findings.add(embed.id_at, &fault);
                }
            }
            embeds::settle(&mut draft.article, consent);
        }
    }
    for (place, fault) in redirects::check(site, entries.iter().map(|entry| &entry.draft.article)) {
        let draft = &mut entries[place].draft;
        let mut aliases = draft.aliases.iter();
        let position = aliases
            .find(|(alias, _)| alias == fault.alias())
            .map(|(_, at)| *at);
        draft.findings.add(position, &fault);
    }
}

/// What is wrong between the parts.
struct Between {
    of_site: Vec<EditionFault>,
    of_articles: Vec<Vec<EditionFault>>,
}

fn faults_between(site: &Site, entries: &[Entry]) -> Between {
    let articles = || entries.iter().map(|entry| &entry.draft.article);
    let mut site = site.clone();
    site.pages = articles()
        .filter(|article| article.section.is_none())
        .map(|article| article.slug.clone())
        .collect();
    site.years = listing::years(articles());
    let known = Known::new(&site, articles());
    let suggestions = LazyLock::new(|| Suggestions::new(&site, articles()));
    let with_suggestion = |kind| match kind {
        FaultKind::BrokenLink(path) => {
            let suggestion = suggestions.of(&path);
            EditionFault::BrokenLink(path, suggestion)
        }
        FaultKind::UnknownService(service) => {
            EditionFault::Embed(embeds::unknown_service(service, site.consent.as_ref()))
        }
        kind => EditionFault::Core(kind),
    };
    Between {
        of_site: known.faults_of_site().into_iter().map(with_suggestion).collect(),
        of_articles: parallel::run(|| {
            entries
                .par_iter()
                .map(|entry| known.faults_of(&entry.draft.article))
                .map(|kinds| kinds.into_iter().map(with_suggestion).collect())
                .collect()
        }),
    }
}
