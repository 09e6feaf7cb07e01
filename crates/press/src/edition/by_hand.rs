//! A hand-written `site.json` as a bundle.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::LazyLock;

use content::bundle;
use content::check::{self, FaultKind};
use content::json::{self, Decode, DecodeError, Place, Value};
use content::site::Site;
use content::slug::Slug;

use crate::code::Code;
use crate::diagnostic::{Diagnostic, Explanation, Fault, Findings, Position};
use crate::edition::bundle::{Edition, SearchSettings};
use crate::edition::fault::EditionFault;
use crate::edition::json::to_json;
use crate::edition::means::Means;
use crate::edition::published_media::{publish_media, unpublished};
use crate::edition::redirects;
use crate::edition::schedule::{HeldBack, Schedule};
use crate::edition::suggestions::Suggestions;
use crate::edition::used_media::{self, Used};
use crate::edition::withdrawn::Withdrawn;
use crate::edition::{calendar, slips};
use crate::read::consent::embeds;
use crate::read::event;
use crate::read::folder::Source;
use crate::read::locale;
use crate::read::media;
use crate::read::names::composed;
use crate::read::release::{Dated, Gate, Release};
use crate::read::site_file::Places;
use crate::read::text;
use crate::time_zone::Zone;

/// A site as the portal reads it, with the check of its version.
struct WholeSite(Site);

impl Decode for WholeSite {
    fn decode(value: Value, _: Place<'_>) -> Result<Self, DecodeError> {
        bundle::decode_site(value).map(Self)
    }
}

/// Makes the bundle of a site that a person has written into one file.
pub(super) fn compose(
    source: &Source,
    path: &Path,
    means: &Means<'_>,
    schedule: &mut Schedule,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Edition> {
    let name = path.display().to_string();
    let mut findings = Findings::new(&*name);
    let text = text::read(path, &mut findings).map(with_composed_names);
    let mut site = text
        .as_ref()
        .and_then(|text| match json::from_text::<WholeSite>(text) {
            Ok(WholeSite(site)) => Some(site),
            Err(error) => {
                findings.add(None, &EditionFault::BadSite(error));
                None
            }
        });
    let mut file = text.clone().map(String::into_bytes);
    let used = site.as_ref().map(|site| Used::of(site, &site.articles).all());
    if let Some(site) = &mut site {
        let links = hold_back_inline(site, means, &name, schedule);
        diagnostics.extend(links);
        if !schedule.held_back.is_empty() {
            file = Some(to_json(site));
        }
    }
    if let Some(site) = &site {
        for fault in site.consent.iter().flat_map(|consent| &consent.faults) {
            findings.add(None, &EditionFault::BadSite(fault.clone()));
        }
        for fault in locale::faults(site) {
            let position = text.as_deref().and_then(|text| place_in(text, &fault.found));
            findings.add(position, &fault);
        }
        let suggestions = LazyLock::new(|| Suggestions::new(site, site.articles.iter()));
        for check::Fault { article, kind } in check::check(site, &site.articles) {
            let fault = match kind {
                FaultKind::BrokenLink(path) => {
                    let suggestion = suggestions.of(&path);
                    EditionFault::BrokenLink(path, suggestion)
                }
                FaultKind::UnknownService(service) => {
                    EditionFault::Embed(embeds::unknown_service(service, site.consent.as_ref()))
                }
                kind => EditionFault::Core(kind),
            };
            match article {
                Some(slug) => findings.add(None, &InArticle(slug, fault)),
                None => findings.add(None, &fault),
            }
        }
        for (place, fault) in redirects::check(site, site.articles.iter()) {
            findings.add(None, &InArticle(site.articles[place].slug.clone(), fault));
        }
        if let Some(logo) = &site.logo
            && let Err(fault) = source.media.file(&logo.src.as_str())
        {
            let position = text
                .as_deref()
                .and_then(|text| place_in(text, &logo.src.as_str()));
            findings.add(position, &fault);
        }
        check_articles(site, source, text.as_deref(), &gate(means), &mut findings);
    }
    diagnostics.extend(findings.into_diagnostics());
    let site = site?;
    let mut files = calendar::of_articles(&site, &site.articles);
    files.insert(bundle::SITE.to_owned(), file?);
    let mut edition = Edition {
        articles: site.articles.clone(),
        site,
        files,
        copies: Vec::new(),
        unpublished: Vec::new(),
        brand: Ok(None),
        search: SearchSettings::default(),
        today: means.now.map(|now| now.in_zone(&Zone::UTC).day),
    };
    publish_media(
        source,
        &mut edition,
        BTreeMap::new(),
        &BTreeSet::new(),
        diagnostics,
    );
    edition.unpublished = unpublished(source, &edition, &used.unwrap_or_default());
    Some(edition)
}

/// What is wrong with each article by itself.
fn check_articles(site: &Site, source: &Source, text: Option<&str>, gate: &Gate, findings: &mut Findings) {
    for article in &site.articles {
        for slip in slips::of(article, gate) {
            findings.add(None, &InArticle(article.slug.clone(), slip));
        }
        if let Some(fault) = article.event.as_ref().and_then(event::fault_of_zone) {
            findings.add(None, &InArticle(article.slug.clone(), fault));
        }
        for fault in site
            .consent
            .iter()
            .flat_map(|consent| embeds::faults_of_ids(article, consent))
        {
            findings.add(None, &InArticle(article.slug.clone(), fault));
        }
        for src in used_media::of(article) {
            if let Err(fault) = source.media.file(&src) {
                let position = text.and_then(|text| place_in(text, &src));
                findings.add(position, &InArticle(article.slug.clone(), fault));
            }
        }
    }
}

/// The same file where all names of media are composed already; else one that says the same with them.
fn with_composed_names(text: String) -> String {
    // Escapes may hide what is not composed, so that the text as a whole tells nothing.
    let Ok(mut value) = serde_json::from_str::<serde_json::Value>(&text) else {
        return text;
    };
    let before = value.clone();
    compose_names(&mut value);
    if value == before { text } else { value.to_string() }
}

/// Writes the names of media files as they are published. A name that is not composed is a name of nothing there.
fn compose_names(value: &mut serde_json::Value) {
    match value {
        serde_json::Value::String(text) => {
            let path = text.strip_prefix("/content/").unwrap_or(text);
            if path
                .strip_prefix(media::FOLDER)
                .is_some_and(|name| name.starts_with('/'))
            {
                *text = composed(text).into_owned();
            }
        }
        serde_json::Value::Array(values) => values.iter_mut().for_each(compose_names),
        serde_json::Value::Object(fields) => fields.values_mut().for_each(compose_names),
        _ => {}
    }
}

/// Takes out of a hand-written `site.json` what is dated later. Its articles name days, which begin in Coordinated Universal
/// Time.
fn hold_back_inline(
    site: &mut Site,
    means: &Means<'_>,
    name: &str,
    schedule: &mut Schedule,
) -> Vec<Diagnostic> {
    let gate = gate(means);
    let pages = site.pages.clone();
    let articles = std::mem::take(&mut site.articles);
    for article in articles {
        let from = article.published.map(|day| Dated {
            stamp: day.into(),
            position: None,
        });
        let release = Release {
            from,
            ..Release::default()
        };
        match release.held_back(&gate) {
            None => site.articles.push(article),
            Some((reason, position)) => schedule.held_back.push(HeldBack {
                file: name.to_owned(),
                position,
                slug: article.slug,
                reason,
            }),
        }
    }
    let published = site.articles.iter().map(|article| article.slug.clone()).collect();
    let withdrawn = Withdrawn::new(site, &schedule.held_back, &published, pages);
    if withdrawn.is_empty() {
        return Vec::new();
    }
    let mut findings = Findings::new(name);
    for article in &mut site.articles {
        for fault in withdrawn.take_from_article(article) {
            findings.add(None, &InArticle(article.slug.clone(), fault));
        }
    }
    let mut told = withdrawn.take_from_site(site, &Places::default(), name);
    told.extend(findings.into_diagnostics());
    told
}

fn gate(means: &Means<'_>) -> Gate {
    Gate {
        now: means.now,
        zone: Zone::UTC,
        shows_future: means.shows_future,
        shows_drafts: means.preview.is_some(),
    }
}

/// A fault within one of the articles of a hand-written `site.json`.
struct InArticle<F>(Slug, F);

impl<F: Fault> Fault for InArticle<F> {
    fn code(&self) -> Code {
        self.1.code()
    }

    fn link(&self) -> Option<&str> {
        self.1.link()
    }

    fn explain(&self) -> Explanation {
        let explanation = self.1.explain();
        Explanation {
            what: format!("article “{}”: {}", self.0, explanation.what),
            ..explanation
        }
    }
}

/// Where a media file is first named in a hand-written `site.json`.
fn place_in(text: &str, src: &str) -> Option<Position> {
    let at = [format!("\"{src}\""), format!("/{src}\"")]
        .iter()
        .find_map(|written| text.find(written.as_str()))?;
    Some(Position::of_byte(text, at, 1))
}
