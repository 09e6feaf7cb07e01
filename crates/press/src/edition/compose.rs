//! A whole content folder as a bundle: every file of it, and everything that is wrong.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use content::slug::Slug;

use crate::diagnostic::{self, Diagnostic, Findings, Severity};
use crate::edition::assemble::assemble;
use crate::edition::authors::Authors;
use crate::edition::bundle::Edition;
use crate::edition::check::check_all;
use crate::edition::entries::{Entry, read_folders};
use crate::edition::fault::EditionFault;
use crate::edition::means::Means;
use crate::edition::pictures::{self, Pictures};
use crate::edition::published_media::{publish_media, unpublished};
use crate::edition::schedule::{HeldBack, Schedule};
use crate::edition::tags::TagNames;
use crate::edition::used_media::{self, Used};
use crate::edition::withdrawn::Withdrawn;
use crate::edition::{by_hand, slips, translations};
use crate::progress::Progress;
use crate::read::folder::{SiteFile, Source, SourceError};
use crate::read::media::view::View;
use crate::read::release::Gate;
use crate::read::site_file::{self, Places};
use crate::read::text;
use crate::time_zone::Zone;

/// What reading a content folder comes to.
#[derive(Debug)]
pub struct Outcome {
    /// The bundle of all articles without an error; none where the site itself is beyond reading.
    pub edition: Option<Edition>,
    /// What is wrong, in the order in which it is printed.
    pub diagnostics: Vec<Diagnostic>,
    /// What is held back, and when that changes.
    pub schedule: Schedule,
}

impl Outcome {
    /// Is there an error?
    pub fn has_errors(&self) -> bool {
        self.diagnostics
            .iter()
            .any(|diagnostic| diagnostic.severity == Severity::Error)
    }
}

/// Reads a content folder and makes its bundle in memory, with pictures as they are, and with what is dated later and
/// what has expired.
///
/// # Errors
/// When the folder is no content folder at all; whatever is wrong with its content stands in the outcome.
pub fn compose(content: &Path) -> Result<Outcome, SourceError> {
    let progress = Progress::silent();
    let means = Means {
        now: None,
        shows_future: false,
        preview: None,
        cache: None,
        pictures: Pictures::Examine,
        progress: &progress,
    };
    compose_with(content, &means)
}

/// The same, with the help of earlier builds. The outcome does not depend on it.
///
/// # Errors
/// As for [`compose`].
pub fn compose_with(content: &Path, means: &Means<'_>) -> Result<Outcome, SourceError> {
    let mut source = Source::list(content)?;
    let mut diagnostics = std::mem::take(&mut source.diagnostics);
    let mut schedule = Schedule::new(Zone::UTC);
    let edition = match &source.site {
        SiteFile::Toml(path) => compose_markdown(&source, path, means, &mut schedule, &mut diagnostics),
        SiteFile::Json(path) => by_hand::compose(&source, path, means, &mut schedule, &mut diagnostics),
    };
    diagnostics.extend(schedule.notes());
    diagnostic::sort(&mut diagnostics);
    diagnostics.dedup();
    means.progress.end();
    Ok(Outcome {
        edition,
        diagnostics,
        schedule,
    })
}

fn compose_markdown(
    source: &Source,
    site_path: &Path,
    means: &Means<'_>,
    schedule: &mut Schedule,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Edition> {
    let site_name = site_path.display().to_string();
    let mut findings = Findings::new(&*site_name);
    let text = text::read(site_path, &mut findings);
    let declared = text.and_then(|text| site_file::read(&text, &View::new(&source.media), &mut findings));
    diagnostics.extend(findings.into_diagnostics());
    let search = declared
        .as_ref()
        .map(|declared| declared.search.clone())
        .unwrap_or_default();
    let (mut site, declared) = declared
        .map(|declared| (declared.site, (declared.authors, declared.zone, declared.places)))
        .unzip();
    let (declared, zone, places) = declared.unwrap_or_else(|| (Vec::new(), Zone::UTC, Places::default()));
    let (mut authors, faults) = Authors::declared(declared, &site_name);
    diagnostics.extend(faults);

    let gate = Gate {
        now: means.now,
        zone,
        shows_future: means.shows_future,
        shows_drafts: means.preview.is_some(),
    };
    let mut entries = read_folders(source, site.as_ref(), means, diagnostics);
    for entry in &mut entries {
        slips::tell(&mut entry.draft, &gate);
    }
    let mut held = hold_back(&mut entries, &gate, schedule);
    drop_second_slugs(&mut entries, &mut held, diagnostics);
    if let Some(site) = &mut site {
        let mut names = TagNames::new(site);
        for entry in &mut entries {
            names.resolve(&mut entry.draft);
            authors.resolve(&mut entry.draft);
        }
        diagnostics.extend(authors.unused(&site_name));
        let all = entries.iter_mut().chain(&mut held).map(|entry| &mut entry.draft);
        translations::connect(site, all);
        diagnostics.extend(names.finish(site, &places, &site_name));
        let all = entries.iter().chain(&held).map(|entry| &entry.draft.article);
        let pages = all.filter(|article| article.section.is_none());
        let pages = pages.map(|article| article.slug.clone()).collect();
        let published = entries
            .iter()
            .map(|entry| entry.draft.article.slug.clone())
            .collect();
        let withdrawn = Withdrawn::new(site, &schedule.held_back, &published, pages);
        if !withdrawn.is_empty() {
            diagnostics.extend(withdrawn.take_from_site(site, &places, &site_name));
            for entry in &mut entries {
                withdrawn.take_from(&mut entry.draft);
            }
        }
        check_all(site, &places, &site_name, &mut entries, diagnostics);
    }
    let all = entries.iter().chain(&held).map(|entry| &entry.draft.article);
    let mut used: BTreeSet<String> = all.flat_map(used_media::of).collect();
    if let Some(site) = &site {
        used.extend(Used::of(site, &[]).all());
    }
    for entry in held {
        diagnostics.extend(entry.draft.findings.into_diagnostics());
    }
    for entry in &entries {
        if let Some(at) = entry.draft.release.ends(&gate) {
            schedule.expires(&entry.file, at);
        }
    }

    let mut drafts: Vec<_> = entries.iter_mut().map(|entry| &mut entry.draft.article).collect();
    let mut developed = pictures::develop(&mut drafts, &source.media, means.pictures, means.progress);
    if let Some(site) = &mut site {
        let logo = pictures::develop_logo(site, &source.media, means.pictures);
        developed.files.extend(logo.files);
        developed.originals.extend(logo.originals);
        developed.diagnostics.extend(logo.diagnostics);
    }
    diagnostics.extend(developed.diagnostics);

    let mut articles = Vec::with_capacity(entries.len());
    for Entry { draft, .. } in entries {
        let sound = !draft.findings.has_errors();
        diagnostics.extend(draft.findings.into_diagnostics());
        if sound {
            articles.push(draft.article);
        }
    }
    let today = means.now.map(|now| now.in_zone(&gate.zone).day);
    let mut edition = assemble(site?, articles, &authors, today, means);
    diagnostics.extend(search.of_others(&edition.articles, &site_name));
    edition.search = search;
    publish_media(
        source,
        &mut edition,
        developed.files,
        &developed.originals,
        diagnostics,
    );
    edition.unpublished = unpublished(source, &edition, &used);
    Some(edition)
}

/// Takes what is held back out of the entries.
fn hold_back(entries: &mut Vec<Entry>, gate: &Gate, schedule: &mut Schedule) -> Vec<Entry> {
    let mut held = Vec::new();
    *schedule = Schedule::new(gate.zone.clone());
    for entry in std::mem::take(entries) {
        let draft = &entry.draft;
        match draft.release.held_back(gate) {
            None => {
                if let Some((reason, position)) = draft.release.held_back(&gate.closed()) {
                    schedule.early.push(HeldBack {
                        file: entry.file.clone(),
                        position,
                        slug: draft.article.slug.clone(),
                        reason,
                    });
                }
                entries.push(entry);
            }
            Some((reason, position)) => {
                schedule.held_back.push(HeldBack {
                    file: entry.file.clone(),
                    position,
                    slug: draft.article.slug.clone(),
                    reason,
                });
                held.push(entry);
            }
        }
    }
    held
}

/// Of several articles with one slug the first in the order of files stays; those that are held back are told.
fn drop_second_slugs(entries: &mut Vec<Entry>, held: &mut [Entry], diagnostics: &mut Vec<Diagnostic>) {
    let mut first: BTreeMap<Slug, String> = BTreeMap::new();
    entries.retain_mut(|entry| {
        let slug = entry.draft.article.slug.clone();
        let Some(earlier) = first.get(&slug) else {
            first.insert(slug, entry.file.clone());
            return true;
        };
        let findings = &mut entry.draft.findings;
        findings.add(None, &EditionFault::SecondSlug(slug, earlier.clone()));
        let empty = findings.beside();
        diagnostics.extend(std::mem::replace(findings, empty).into_diagnostics());
        false
    });
    for entry in held {
        let slug = entry.draft.article.slug.clone();
        if let Some(earlier) = first.get(&slug) {
            let fault = EditionFault::TakenSlug(slug, earlier.clone());
            entry.draft.findings.add(None, &fault);
        }
    }
}
