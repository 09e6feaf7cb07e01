//! A whole content folder as a bundle: every file of it, and everything that is wrong.

pub(crate) mod authors;
mod by_hand;
mod slips;
mod suggestions;
mod tags;
mod translations;
mod withdrawn;

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use content::article::{Article, Card};
use content::bundle::{self, Listing};
use content::check::{FaultKind, Known};
use content::day::Day;
use content::find;
use content::href::Href;
use content::json::{self, Decode, DecodeError, Problem};
use content::listing::{self, Cards, List, Pending};
use content::site::{Order, Site};
use content::slug::Slug;
use rayon::prelude::*;
use serde::Serialize;

use crate::cache::{Cache, Key};
use crate::calendar;
use crate::clock::Now;
use crate::code::Code;
use crate::diagnostic::{self, Diagnostic, Explanation, Fault, Findings, Position, Severity, count};
use crate::hash;
use crate::opening;
use crate::parallel;
use crate::pictures::{self, Pictures};
use crate::progress::Progress;
use crate::read::article::{self, Draft, Name};
use crate::read::brand;
use crate::read::consent::embeds::{self, EmbedFault};
use crate::read::folder::{self, SiteFile, Source, SourceError};
use crate::read::media::view::View;
use crate::read::media::{self, Media};
use crate::read::names::{composed, nearest};
use crate::read::release::{Gate, HeldBack, Schedule};
use crate::read::site_file::{self, Places};
use crate::reading;
use crate::redirects;
use crate::related;
use crate::time_zone::Zone;
use crate::used_media::{self, Used};
use authors::Authors;
use suggestions::Suggestions;
use tags::TagNames;
use withdrawn::Withdrawn;

/// A bundle that is ready to be written.
#[derive(Debug)]
pub struct Edition {
    /// The site, as `site.json` has it.
    pub site: Site,
    /// The articles, those that stand inline in `site.json` included.
    pub articles: Vec<Article>,
    /// The files press makes, by their path in the bundle.
    pub files: BTreeMap<String, Vec<u8>>,
    /// The files it copies: their path in the bundle and where they are.
    pub copies: Vec<(String, PathBuf)>,
    /// The files of the media folder that stay at home.
    pub unpublished: Vec<Unpublished>,
    /// The day as of which it was composed, where the site is; without one, nothing has closed.
    pub today: Option<Day>,
}

/// A file of the media folder that is not published.
#[derive(Debug)]
pub struct Unpublished {
    /// Its path from the content folder.
    pub name: String,
    /// Where it is.
    pub path: PathBuf,
    /// Does an article name it, even one that is held back or has an error?
    pub is_named: bool,
}

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

/// How many files are named where there are more.
const NAMED: usize = 5;

/// Files of the media folder that stay at home.
struct StayHome<'a>(Vec<&'a str>);

impl Fault for StayHome<'_> {
    fn code(&self) -> Code {
        Code::MediaNotPublished
    }

    fn explain(&self) -> Explanation {
        let Self(names) = self;
        let (number, verb) = match names.len() {
            1 => ("1 file".to_owned(), "is"),
            more => (format!("{more} files"), "are"),
        };
        let first = names[..names.len().min(NAMED)].join(", ");
        let rest = match names.len().saturating_sub(NAMED) {
            0 => String::new(),
            rest => format!(" and {rest} more, which press inspect lists"),
        };
        Explanation::note(
            format!("{number} here {verb} not published: {first}{rest}"),
            "nothing needs to be done: only what an article, the site or brand.css names is published, in the kinds that docs/writing-content.md lists",
        )
    }
}

impl Edition {
    /// What press says of the files of a content folder's media that nothing publishes, if there are any.
    pub fn note_of_unpublished(&self, content: &Path) -> Option<Diagnostic> {
        let unused = self.unpublished.iter().filter(|file| !file.is_named);
        let names: Vec<_> = unused.map(|file| file.name.as_str()).collect();
        let folder = content.join(media::FOLDER).display().to_string();
        (!names.is_empty()).then(|| Diagnostic::new(folder, None, &StayHome(names)))
    }
}

/// What can be wrong between articles, or with a bundle as a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EditionFault {
    /// A fault that the core has found.
    Core(FaultKind),
    /// A link that leads nowhere, and where it may have been meant to lead.
    BrokenLink(String, Option<String>),
    /// An embed that the site cannot show.
    Embed(EmbedFault),
    /// A folder of articles is no section.
    NoSection(String, Option<String>),
    /// An earlier file has the same slug.
    SecondSlug(Slug, String),
    /// A file that is published has the same slug as one that is held back.
    TakenSlug(Slug, String),
    /// A section has no articles.
    EmptySection(String),
    /// What press would write is more than the format allows.
    Unwritable(DecodeError),
    /// A hand-written `site.json` is not what the format says.
    BadSite(DecodeError),
}

impl Fault for EditionFault {
    fn code(&self) -> Code {
        match self {
            Self::Core(kind) => code_of(kind),
            Self::BrokenLink(..) => Code::BrokenLink,
            Self::Embed(fault) => fault.code(),
            Self::NoSection(..) => Code::UnknownSection,
            Self::SecondSlug(..) => Code::DuplicateSlug,
            Self::TakenSlug(..) => Code::TakenSlug,
            Self::EmptySection(_) => Code::EmptySection,
            Self::Unwritable(error) if error.problem == Problem::TooDeep => Code::NestedTooDeep,
            Self::Unwritable(_) => Code::ArticleUnwritable,
            Self::BadSite(_) => Code::BadSiteJson,
        }
    }

    fn explain(&self) -> Explanation {
        match self {
            Self::Core(kind) => {
                let sentence = kind.to_string();
                let (what, remedy) = sentence.split_once("; ").unwrap_or((&sentence, "correct it"));
                match kind {
                    FaultKind::BrokenFragment(_) => {
                        Explanation::warning(what, "correct the link, or give a heading these words")
                    }
                    FaultKind::BrokenFragmentElsewhere(_) => Explanation::warning(
                        format!("{what}: that article has no such heading"),
                        "correct what stands after #, or give a heading there these words",
                    ),
                    FaultKind::BrokenLink(_) => Explanation::warning(what, remedy),
                    _ => Explanation::error(what, remedy),
                }
            }
            Self::BrokenLink(path, suggestion) => Explanation::warning(
                format!("the link to /{path} leads nowhere"),
                match suggestion {
                    Some(suggestion) => format!("did you mean /{suggestion}?"),
                    None => "correct it or remove it".to_owned(),
                },
            ),
            Self::Embed(fault) => fault.explain(),
            Self::NoSection(folder, suggestion) => Explanation::error(
                format!(
                    "site.toml has no section “{folder}”, so the articles of this folder have no address"
                ),
                match suggestion {
                    Some(suggestion) => format!(
                        "did you mean “{suggestion}”? Rename the folder, or add the section to site.toml"
                    ),
                    None => "add the section to site.toml, or move the articles to another folder".to_owned(),
                },
            ),
            Self::SecondSlug(slug, first) => Explanation::error(
                format!("{first} has the slug “{slug}” already"),
                "rename one of the two files; every slug is used once in the whole site",
            ),
            Self::TakenSlug(slug, first) => Explanation::warning(
                format!("{first} has the slug “{slug}” already, so this article cannot appear when it is to"),
                "rename one of the two files; every slug is used once in the whole site",
            ),
            Self::EmptySection(name) => Explanation::warning(
                format!("no article stands in the section “{name}”"),
                "write one into its folder, or remove the section from site.toml",
            ),
            Self::Unwritable(error) if error.problem == Problem::TooDeep => Explanation::error(
                "quotes, lists or other blocks stand deeper in each other than the bundle’s format allows",
                "take some of them apart",
            ),
            Self::Unwritable(error) => Explanation::error(
                format!("the bundle’s format does not allow this article: {error}"),
                "make it simpler",
            ),
            Self::BadSite(error) => Explanation::error(
                error.to_string(),
                "correct the value at this place; docs/bundle-format.md has the format",
            ),
        }
    }
}

/// The code of a fault that the core has found.
fn code_of(kind: &FaultKind) -> Code {
    match kind {
        FaultKind::DuplicateSlug(..) => Code::DuplicateSlug,
        FaultKind::Reserved(_) => Code::ReservedSlug,
        FaultKind::ReservedTaxonomy(_) => Code::ReservedTaxonomy,
        FaultKind::UnknownSection(_) => Code::UnknownSection,
        FaultKind::UnknownTaxonomy(_) => Code::UnknownTaxonomy,
        FaultKind::UnknownTag(..) => Code::UnknownTag,
        FaultKind::UnknownRelated(_) => Code::UnknownRelated,
        FaultKind::UnknownTranslation(_) => Code::UnknownTranslation,
        FaultKind::BrokenLink(_) => Code::BrokenLink,
        FaultKind::BrokenFragment(_) => Code::BrokenFragment,
        FaultKind::BrokenFragmentElsewhere(_) => Code::BrokenFragmentElsewhere,
        FaultKind::UnknownNote(_) => Code::UnknownFootnote,
        FaultKind::DuplicateHeading(_) => Code::DuplicateHeading,
        FaultKind::ReservedHeading(_) => Code::ReservedHeading,
        FaultKind::UnknownService(_) => Code::UnknownService,
    }
}

/// What composing may use beside the content.
#[derive(Debug)]
pub struct Means<'a> {
    /// The moment of the build; without one, nothing is dated later and nothing has expired.
    pub now: Option<Now>,
    /// Is what is dated later to be shown?
    pub shows_future: bool,
    /// What earlier builds have made of articles.
    pub cache: Option<&'a Cache>,
    /// What is to become of pictures.
    pub pictures: Pictures<'a>,
    /// Who is told how far it is.
    pub progress: &'a Progress,
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

/// An article's file and what it became.
struct Entry {
    file: String,
    draft: Draft,
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
    let text = folder::text(site_path, &mut findings);
    let declared = text.and_then(|text| site_file::read(&text, &View::new(&source.media), &mut findings));
    diagnostics.extend(findings.into_diagnostics());
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
    let mut edition = assemble(site?, articles, &authors, today, means.progress);
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

/// Finds what of the media folder and of what press made is published.
fn publish_media(
    source: &Source,
    edition: &mut Edition,
    made: BTreeMap<String, PathBuf>,
    originals: &BTreeSet<String>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let used = Used::of(&edition.site, &edition.articles);
    let (brand, faults) = brand::named(&source.root, edition.site.address.as_ref(), &source.media);
    let brand: BTreeSet<String> = brand.into_iter().collect();
    diagnostics.extend(faults);
    let named = used
        .shown
        .iter()
        .chain(&used.given)
        .chain(&brand)
        .cloned()
        .collect();
    edition.copies = pictures::copies(&source.media, made, &named);
    // Whoever gives a file away means it as it is.
    let is_of_sheet = |name: &str| brand.contains(name) && !used.given.contains(name);
    let bare = pictures::bare(&mut edition.copies, is_of_sheet);
    edition.files.extend(bare);
    diagnostics.extend(pictures::places(&edition.copies, |name| {
        !originals.contains(name) || used.given.contains(name) || brand.contains(name)
    }));
}

/// Reads the articles of all folders, in the order of their files.
fn read_folders(
    source: &Source,
    site: Option<&Site>,
    means: &Means<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Entry> {
    let mut files = Vec::new();
    for folder in &source.folders {
        let section = (!folder.is_pages).then(|| Slug::parse(&folder.name)).flatten();
        let is_section = match (site, &section) {
            (None, _) => true,
            (Some(site), Some(section)) => site.section(section).is_some(),
            (Some(_), None) => folder.is_pages,
        };
        if !is_section {
            let sections = site
                .into_iter()
                .flat_map(|site| &site.sections)
                .map(|section| section.slug.as_ref());
            let suggestion = nearest(&folder.name, sections).map(ToOwned::to_owned);
            let fault = EditionFault::NoSection(folder.name.clone(), suggestion);
            diagnostics.push(Diagnostic::new(folder.path.display().to_string(), None, &fault));
        }
        files.extend(
            folder
                .files
                .iter()
                .map(|path| (path, section.clone(), is_section)),
        );
    }
    let reading = Reading {
        site,
        site_bytes: site.map(to_json).unwrap_or_default(),
        media: &source.media,
        means,
    };
    means.progress.begin("reading", files.len());
    let read: Vec<_> = parallel::run(|| {
        files
            .into_par_iter()
            .map(|(path, section, is_section)| {
                let read = reading.read(path, section, is_section);
                means.progress.advance();
                read
            })
            .collect()
    });
    let mut entries = Vec::with_capacity(read.len());
    for entry in read {
        match entry {
            Ok(entry) => entries.push(entry),
            Err(findings) => diagnostics.extend(findings.into_diagnostics()),
        }
    }
    entries
}

/// What reading one article depends on, beside its file.
struct Reading<'a> {
    site: Option<&'a Site>,
    site_bytes: Vec<u8>,
    media: &'a Media,
    means: &'a Means<'a>,
}

impl Reading<'_> {
    /// Reads a file. One that takes no part in the site comes to its findings only.
    fn read(&self, path: &Path, section: Option<Slug>, is_section: bool) -> Result<Entry, Findings> {
        let file = path.display().to_string();
        let mut findings = Findings::new(&*file);
        let stem = path.file_stem().unwrap_or_default().to_string_lossy();
        let name = match article::name(&composed(&stem), section) {
            Ok((name, renamed)) => {
                if let Some(fault) = renamed {
                    findings.add(None, &fault);
                }
                name
            }
            Err(fault) => {
                findings.add(None, &fault);
                return Err(findings);
            }
        };
        let Some(text) = folder::text(path, &mut findings) else {
            let draft = Draft::unread(name, findings);
            return Ok(Entry { file, draft });
        };
        let mut draft = self.draft(name, &text, &file);
        findings.take_in(draft.findings);
        if !is_section {
            return Err(findings);
        }
        draft.findings = findings;
        Ok(Entry { file, draft })
    }

    /// The article of a text, from the cache where it has it. Whatever the result depends on is part of the key, or
    /// is asked of the media through the view.
    fn draft(&self, name: Name, text: &str, file: &str) -> Draft {
        let make = |name: Name, view: &View<'_>| {
            let mut draft = article::read(name, text, self.site, view, Findings::new(file));
            if let Err(error) = reread::<Article>(&to_json(&draft.article)) {
                draft.findings.add(None, &EditionFault::Unwritable(error));
            }
            draft
        };
        let Some(cache) = self.means.cache else {
            return make(name, &View::new(self.media));
        };
        let key = Key::new(
            "article",
            &[&self.site_bytes, format!("{name:?}").as_bytes(), text.as_bytes()],
        );
        let mut draft = cache.remember(&key, self.media, |view| make(name, view));
        draft.findings = draft.findings.moved_to(file);
        draft
    }
}

/// Takes what is held back out of the entries.
fn hold_back(entries: &mut Vec<Entry>, gate: &Gate, schedule: &mut Schedule) -> Vec<Entry> {
    let mut held = Vec::new();
    *schedule = Schedule::new(gate.zone.clone());
    for entry in std::mem::take(entries) {
        let draft = &entry.draft;
        match draft.release.held_back(gate) {
            None => entries.push(entry),
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

/// Looks at everything between the parts. Articles with an error take part, so that a link to one is not broken.
fn check_all(
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

impl EditionFault {
    /// The slug that a page cannot have.
    fn page(&self) -> Option<&Slug> {
        match self {
            Self::Core(FaultKind::Reserved(slug) | FaultKind::DuplicateSlug(_, slug)) => Some(slug),
            _ => None,
        }
    }
}

impl Places {
    /// Where a fault of the site stands.
    fn of(&self, fault: &EditionFault) -> Option<Position> {
        match fault {
            EditionFault::BrokenLink(path, _)
            | EditionFault::Core(FaultKind::BrokenFragmentElsewhere(path)) => self.link(&format!("/{path}")),
            EditionFault::Core(FaultKind::Reserved(slug)) => self.section(slug),
            EditionFault::Core(FaultKind::ReservedTaxonomy(slug)) => self.taxonomy(slug),
            EditionFault::Core(FaultKind::DuplicateSlug(_, slug)) => self.second(slug),
            _ => None,
        }
    }
}

impl Draft {
    /// Where a fault stands that was found after the file had been read. Each link is told of once.
    fn place_of(&mut self, fault: &EditionFault) -> Option<Position> {
        let link = match fault {
            EditionFault::BrokenLink(path, _)
            | EditionFault::Core(FaultKind::BrokenFragmentElsewhere(path)) => format!("/{path}"),
            EditionFault::Core(FaultKind::BrokenFragment(id)) => format!("#{id}"),
            EditionFault::Embed(EmbedFault::UnknownService { service, .. }) => {
                let at = self.embeds.iter().position(|embed| embed.service == *service)?;
                return Some(self.embeds.remove(at).service_at);
            }
            EditionFault::Core(FaultKind::UnknownRelated(slug)) => {
                return self
                    .related
                    .iter()
                    .find(|(related, _)| related == slug)
                    .map(|(_, position)| *position);
            }
            _ => return None,
        };
        let at = self
            .links
            .iter()
            .position(|(href, _): &(Href, _)| href.as_str() == link)?;
        Some(self.links.remove(at).1)
    }
}

/// Every list of a site and its articles.
pub(crate) fn lists<'a>(site: &Site, articles: impl IntoIterator<Item = &'a Article>) -> Vec<List> {
    let sections = site
        .sections
        .iter()
        .map(|section| List::Section(section.slug.clone()));
    let tags = site.taxonomies.iter().flat_map(|taxonomy| {
        taxonomy.tags.iter().map(|tag| List::Tag {
            taxonomy: taxonomy.slug.clone(),
            tag: tag.slug.clone(),
        })
    });
    let authors = authors::of(articles).into_iter().cloned().map(List::Author);
    let years = site.years.iter().map(|year| List::Year(year.year));
    std::iter::once(List::Home)
        .chain(sections)
        .chain(tags)
        .chain(authors)
        .chain(years)
        .collect()
}

/// The bundle of articles that are right.
fn assemble(
    mut site: Site,
    mut articles: Vec<Article>,
    authors: &Authors,
    today: Option<Day>,
    progress: &Progress,
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
    let similar = related::similar(&articles, progress);
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
    if members.get(&List::Home).is_some_and(|places| !places.is_empty()) {
        files.insert(bundle::FIND.to_owned(), to_json(&find::filter_index(&articles)));
    }
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
        today,
    }
}

/// The files of the media folder that are not published; `used` are those that articles name.
fn unpublished(source: &Source, edition: &Edition, used: &BTreeSet<String>) -> Vec<Unpublished> {
    let published: HashSet<&str> = edition.copies.iter().map(|(name, _)| name.as_str()).collect();
    let is_published = |name: &str| published.contains(name) || edition.files.contains_key(name);
    let files = source.media.files().filter(|(name, _)| !is_published(name));
    let unpublished = files.map(|(name, path)| Unpublished {
        name: name.to_owned(),
        path: path.to_owned(),
        is_named: used.contains(name),
    });
    unpublished.collect()
}

/// Every list of the site with the places of the articles that stand in it.
type Members = BTreeMap<List, Vec<usize>>;

fn members(site: &Site, articles: &[Article]) -> Members {
    let mut members: Members = lists(site, articles)
        .into_iter()
        .map(|list| (list, Vec::new()))
        .collect();
    for (place, article) in articles.iter().enumerate() {
        let section = article.section.iter().cloned().map(List::Section);
        let home = article.section.iter().map(|_| List::Home);
        let tags = article.tags.iter().flat_map(|tagging| {
            tagging.tags.iter().map(|tag| List::Tag {
                taxonomy: tagging.taxonomy.clone(),
                tag: tag.clone(),
            })
        });
        let bylines = article.bylines.iter();
        let authors = bylines.map(|byline| List::Author(byline.slug.clone()));
        let year = article.year().map(List::Year);
        for list in home.chain(section).chain(tags).chain(authors).chain(year) {
            if let Some(places) = members.get_mut(&list)
                && places.last() != Some(&place)
            {
                places.push(place);
            }
        }
    }
    members
}

/// Fills in the counts and the pages.
fn complete(site: &mut Site, members: &Members, articles: &[Article]) {
    let number = |list: &List| members.get(list).map(|places| count(places.len()));
    for section in &mut site.sections {
        section.count = number(&List::Section(section.slug.clone()));
    }
    for taxonomy in &mut site.taxonomies {
        for tag in &mut taxonomy.tags {
            tag.count = number(&List::Tag {
                taxonomy: taxonomy.slug.clone(),
                tag: tag.slug.clone(),
            });
        }
    }
    let pages = articles.iter().filter(|article| article.section.is_none());
    site.pages = pages.map(|article| article.slug.clone()).collect();
    for section in site.sections.iter_mut().filter(|section| section.order.is_none()) {
        let places = members.get(&List::Section(section.slug.clone()));
        let places = places.map(Vec::as_slice).unwrap_or_default();
        let events = places.iter().filter(|place| articles[**place].event.is_some());
        if 2 * events.count() > places.len() {
            section.order = Some(Order::Event);
        }
    }
}

/// What is next in the sections that are ordered so.
fn upcoming(site: &Site, members: &Members, articles: &[Article], today: Option<Day>) -> Vec<Card> {
    let lists = site
        .sections
        .iter()
        .map(|section| List::Section(section.slug.clone()));
    let ordered = lists.filter(|list| list.order(site) != Order::Newest);
    let next = ordered.flat_map(|list| {
        let order = list.order(site);
        let places = members.get(&list).map(Vec::as_slice).unwrap_or_default();
        let mut cards = cards(places, articles);
        cards.retain(|card| today.is_none_or(|today| !listing::is_over(card, order, today)));
        listing::upcoming(cards, order)
            .into_iter()
            .take(listing::UPCOMING)
    });
    next.collect()
}

/// The cards of the articles at these places.
fn cards(places: &[usize], articles: &[Article]) -> Vec<Card> {
    places
        .iter()
        .map(|place| opening::card(&articles[*place]))
        .collect()
}

/// The file of a list and those of its chunks.
fn list_files(
    list: &List,
    cards: Vec<Card>,
    upcoming: &[Card],
    site: &Site,
    authors: &Authors,
) -> Vec<(String, Vec<u8>)> {
    let number = count(cards.len());
    let split = listing::split(listing::sort(cards, list.order(site)));
    let mut files = Vec::with_capacity(split.older.len() + 1);
    let mut older = Vec::with_capacity(split.older.len());
    for chunk in &split.older {
        let bytes = to_json(chunk);
        let hash = hash::of(&bytes);
        files.push((bundle::chunk_file(&hash), bytes));
        older.push(hash);
    }
    let author = match list {
        List::Author(author) => authors.get(author),
        _ => None,
    };
    let listing = Listing {
        count: number,
        cards: split.newest,
        older,
        upcoming: upcoming.to_vec(),
        name: author.map(|author| author.name.clone()),
        description: author.and_then(|author| author.description.clone()),
    };
    files.push((list.file(), to_json(&listing)));
    files
}

/// A page of a list.
pub(crate) struct PageOfList {
    /// The list's own file.
    pub(crate) own: Listing,
    /// What the page shows.
    pub(crate) cards: Cards,
    /// The names of the chunks that it needs beside that file.
    pub(crate) chunks: Vec<String>,
}

impl Edition {
    /// The own file of a list; none where the edition has no such list.
    pub fn listing(&self, list: &List) -> Option<Listing> {
        if !self.site.articles.is_empty() {
            return listing::inline_listing(&self.site, list);
        }
        let bytes = self.files.get(&list.file())?;
        json::from_text(std::str::from_utf8(bytes).ok()?).ok()
    }

    /// A page of a list; none where the edition has no such list.
    pub(crate) fn page(&self, list: &List, page: u32) -> Option<PageOfList> {
        let own = self.listing(list)?;
        let mut pending = Pending::new(own.clone(), list.order(&self.site), page, self.today);
        let mut chunks = Vec::new();
        while let Some(hash) = pending.missing().map(ToOwned::to_owned) {
            let bytes = self.files.get(&bundle::chunk_file(&hash))?;
            let chunk = json::from_text(std::str::from_utf8(bytes).ok()?).ok()?;
            chunks.push(hash.clone());
            pending.add(hash, chunk);
        }
        Some(PageOfList {
            own,
            cards: pending.finish(),
            chunks,
        })
    }
}

fn to_json(value: &impl Serialize) -> Vec<u8> {
    let mut bytes = serde_json::to_vec(value)
        .expect("the types of the bundle have string keys only and nothing that fails to serialise");
    // All files stand in memory at once: room to grow in each would add up to half as much again.
    bytes.shrink_to_fit();
    bytes
}

/// Reads what was written, as the portal will.
fn reread<T: Decode>(bytes: &[u8]) -> Result<T, DecodeError> {
    json::from_text(&String::from_utf8_lossy(bytes))
}
