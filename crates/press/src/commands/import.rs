//! `press import`: what people have, as a content folder.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand, ValueEnum};
use content::day::Moment;
use press::clock;
use press::diagnostic::Diagnostic;
use press::edition::compose::compose_with;
use press::edition::means::Means;
use press::edition::pictures::Pictures;
use press::import::fetch::{Bounds, FetchError, Fetcher, Outcome};
use press::import::kind::{self, SOURCES};
use press::import::markdown::{Dialect, Mapping};
use press::import::report::{Asked, Report, Screen};
use press::import::source::{self, Options};
use press::import::{Imported, folder, furnish, mend, privacy};
use press::progress::Progress;
use press::remedy;
use press::time_zone::Zone;
use url::Url;

use super::told::{mention, print_text, progress};
use super::{End, Ended, Failure};

#[derive(Args)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub(crate) struct Import {
    #[command(subcommand)]
    source: Option<Source>,
    #[command(flatten)]
    guessed: Any,
}

/// What is said where no source is named. Every value may be missing: where a source is named, it has its own.
#[derive(Args)]
struct Any {
    /// What there is: an export, an archive, a feed or a folder; press finds out which
    #[arg(required = true, value_name = "FILE")]
    source: Option<PathBuf>,
    #[command(flatten)]
    online: Online,
    #[command(flatten)]
    target: Target,
}

#[derive(Args)]
struct Online {
    /// Fetch media that are not at hand, over https and from public hosts, into the folder of --media or OUTPUT.fetched
    #[arg(long)]
    fetch: bool,
}

#[derive(Subcommand)]
enum Source {
    /// Read a WordPress export (WXR), of one file or several
    #[command(name = "wordpress")]
    WordPress(Many),
    /// Read the Markdown of a Zola, Hugo, Jekyll, Astro, Eleventy, Hexo or Docusaurus site, of Obsidian or Notion
    Markdown(Markdown),
    /// Read the export of a Ghost site
    Ghost(One),
    /// Read the archive that Substack exports
    Substack(One),
    /// Read a feed: RSS, Atom or RDF
    Feed(Feed),
    /// Read a backup of Blogger, or what Takeout has of it
    Blogger(One),
    /// Read the archive that Medium exports
    Medium(One),
    /// Read a JSON Feed
    #[command(name = "jsonfeed")]
    JsonFeed(One),
}

#[derive(Args)]
struct Markdown {
    /// The folder of the site, or that of its articles; also as .zip
    source: PathBuf,
    /// Whose conventions it follows
    #[arg(long, value_enum, default_value_t = Conventions::Auto)]
    dialect: Conventions,
    /// Read a key of the front matter as another one, as in deck=lead, or pass over it, as in status=nothing; may be said several times
    #[arg(long, value_name = "KEY=KEY")]
    map: Vec<Mapping>,
    #[command(flatten)]
    online: Online,
    #[command(flatten)]
    target: Target,
}

#[derive(Args)]
struct Many {
    /// The export, or the files that it is divided into; also as .zip and .gz
    #[arg(required = true, value_name = "FILE")]
    sources: Vec<PathBuf>,
    #[command(flatten)]
    online: Online,
    #[command(flatten)]
    target: Target,
}

#[derive(Args)]
struct One {
    /// The export
    #[arg(value_name = "FILE")]
    source: PathBuf,
    #[command(flatten)]
    online: Online,
    #[command(flatten)]
    target: Target,
}

#[derive(Args)]
struct Feed {
    /// The feed
    #[arg(value_name = "FILE", required_unless_present = "fetch")]
    source: Option<PathBuf>,
    /// Fetch the feed from this address, and its media; after a FILE, without an address, the media alone
    #[arg(long, value_name = "URL", num_args = 0..=1, default_missing_value = "")]
    fetch: Option<String>,
    #[command(flatten)]
    target: Target,
}

#[derive(Args)]
struct Target {
    /// Write the content folder here; it must be new, empty, or as an import has written it
    #[arg(short, long, required = true, value_name = "DIR")]
    output: Option<PathBuf>,
    /// Media that are not in the source, by their path or as host/path
    #[arg(long, value_name = "DIR")]
    media: Option<PathBuf>,
    /// The address of the old site, for media of a source that does not name it
    #[arg(long, value_name = "URL", value_parser = site)]
    site: Option<Url>,
    /// How to report
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Write the whole report into this file
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,
    /// Write the addresses of media that are not at hand into this file, one a line, for wget to fetch
    #[arg(long, value_name = "FILE")]
    missing: Option<PathBuf>,
    /// Tell the whole report with every place, not only three examples of each kind
    #[arg(long)]
    verbose: bool,
}

#[derive(Clone, Copy, ValueEnum)]
enum Conventions {
    Auto,
    Zola,
    Hugo,
    Jekyll,
    Astro,
    Eleventy,
    Hexo,
    Docusaurus,
    Obsidian,
    Notion,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Json,
}

/// Why the report of an import was not written, whose content folder stands.
#[derive(Debug, thiserror::Error)]
#[error(
    "{}: the report cannot be written: {error} ({}; the content folder is written)",
    .path.display(), remedy::of(.error)
)]
struct ReportError {
    path: PathBuf,
    #[source]
    error: io::Error,
}

/// The address of a site.
fn site(text: &str) -> Result<Url, NoSite> {
    let url = Url::parse(text)
        .ok()
        .filter(|url| matches!(url.scheme(), "https" | "http"));
    url.ok_or(NoSite)
}

/// What was named as a site is none.
#[derive(Clone, Debug, thiserror::Error)]
#[error("this is no address of a site (write it as https://old.example/)")]
struct NoSite;

/// A feed was named twice.
#[derive(Debug, thiserror::Error)]
#[error("{0}: a feed is named as a file already (name the file or the address)")]
struct TwoFeeds(String);

/// What stands on the screen before the report, and what was done.
struct Said {
    lines: usize,
    is_online: bool,
}

/// An import that fetches what is not at hand.
struct Fetching {
    fetcher: Fetcher,
    /// Where what was fetched lies, now and in a later run.
    folder: PathBuf,
    outcome: Outcome,
}

impl Fetching {
    fn begin(target: &Target) -> Result<Self, FetchError> {
        let beside = || {
            let mut name = target.output().as_os_str().to_owned();
            name.push(".fetched");
            PathBuf::from(name)
        };
        Ok(Self {
            fetcher: fetcher()?,
            folder: target.media.clone().unwrap_or_else(beside),
            outcome: Outcome::default(),
        })
    }

    /// Fetches what an import lacks. True where there is something new.
    fn fetch(&mut self, imported: &Imported, quiet: bool) -> Result<bool, FetchError> {
        if imported.missing_media.is_empty() {
            return Ok(false);
        }
        let progress = progress(quiet);
        progress.begin("fetching media", imported.missing_media.len());
        let told = &mut || progress.advance();
        self.outcome = self
            .fetcher
            .fetch_all(&imported.missing_media, &self.folder, told)?;
        progress.end();
        Ok(!self.outcome.fetched.is_empty())
    }

    /// The file of a feed, which is fetched once.
    fn feed(&self, url: &str) -> Result<PathBuf, FetchError> {
        let file = self.folder.join("feed.xml");
        if self.outcome.fetched.is_empty() {
            self.fetcher.fetch_feed(url, &file)?;
        }
        Ok(file)
    }
}

/// Fetches from public hosts over https.
fn fetcher() -> Result<Fetcher, FetchError> {
    // Builds for press's own tests fetch from this machine where a test says so; what is handed to others never does.
    #[cfg(debug_assertions)]
    if std::env::var_os("PRESS_FETCHES_FROM_THIS_MACHINE").is_some() {
        return Ok(Fetcher::of_tests(Bounds::default()));
    }
    Fetcher::new(Bounds::default())
}

impl Import {
    /// Reads, writes and reports.
    pub(crate) fn run(&self, quiet: bool) -> Ended {
        let now = clock::now()?.in_zone(&Zone::UTC);
        let target = self.target();
        // Before anything is read: whoever named the wrong folder should not have to wait for that.
        folder::guard(target.output())?;
        // A line for people is no JSON.
        let is_for_people = !quiet && (target.format == Format::Text || target.report.is_some());
        let mut online = self
            .is_online()
            .then(|| Fetching::begin(self.target()))
            .transpose()?;
        let mut imported = self.read(now, online.as_ref(), !is_for_people)?;
        if let Some(online) = &mut online
            && online.fetch(&imported, quiet)?
        {
            imported = self.read(now, Some(&*online), true)?;
        }
        if let Some(online) = online {
            online.outcome.enter(&mut imported.account);
        }
        furnish::furnish(&mut imported);
        privacy::examine(&mut imported);
        mend::mend(&mut imported, target.output(), &examine)?;
        folder::write(&mut imported, target.output())?;
        let said = Said {
            lines: usize::from(self.source.is_none()),
            is_online: self.is_online(),
        };
        target.tell(&imported, &said, quiet)
    }

    /// Is what is not at hand to be fetched?
    fn is_online(&self) -> bool {
        match &self.source {
            Some(Source::WordPress(source)) => source.online.fetch,
            Some(Source::Markdown(source)) => source.online.fetch,
            Some(
                Source::Ghost(source)
                | Source::Substack(source)
                | Source::Blogger(source)
                | Source::Medium(source)
                | Source::JsonFeed(source),
            ) => source.online.fetch,
            Some(Source::Feed(source)) => source.fetch.is_some(),
            None => self.guessed.online.fetch,
        }
    }

    fn target(&self) -> &Target {
        match &self.source {
            Some(Source::WordPress(source)) => &source.target,
            Some(Source::Markdown(source)) => &source.target,
            Some(
                Source::Ghost(source)
                | Source::Substack(source)
                | Source::Blogger(source)
                | Source::Medium(source)
                | Source::JsonFeed(source),
            ) => &source.target,
            Some(Source::Feed(source)) => &source.target,
            None => &self.guessed.target,
        }
    }

    fn read(&self, now: Moment, online: Option<&Fetching>, quiet: bool) -> Result<Imported, Failure> {
        let mut options = Options {
            now,
            media: online
                .map(|online| online.folder.clone())
                .or(self.target().media.clone()),
            site: self.target().site.as_ref().map(ToString::to_string),
            dialect: None,
            map: Vec::new(),
        };
        let (source, files) = match &self.source {
            Some(Source::WordPress(many)) => (named("wordpress"), many.sources.clone()),
            Some(Source::Markdown(site)) => {
                options.dialect = site.dialect.dialect();
                options.map.clone_from(&site.map);
                (named("markdown"), vec![site.source.clone()])
            }
            Some(Source::Ghost(one)) => (named("ghost"), vec![one.source.clone()]),
            Some(Source::Substack(one)) => (named("substack"), vec![one.source.clone()]),
            Some(Source::Feed(feed)) => {
                let file = match (&feed.source, &feed.fetch, online) {
                    (Some(_), Some(url), _) if !url.is_empty() => return Err(TwoFeeds(url.clone()).into()),
                    (None, Some(url), Some(online)) => online.feed(url)?,
                    (file, ..) => file.clone().unwrap_or_default(),
                };
                (named("feed"), vec![file])
            }
            Some(Source::Blogger(one)) => (named("blogger"), vec![one.source.clone()]),
            Some(Source::Medium(one)) => (named("medium"), vec![one.source.clone()]),
            Some(Source::JsonFeed(one)) => (named("jsonfeed"), vec![one.source.clone()]),
            None => {
                let file = self.guessed.source.clone().unwrap_or_default();
                let (source, why) = kind::guess(&file)?;
                let shown = file.display();
                mention(
                    &format!("{shown} is read as {}, because {why}", source.name()),
                    quiet,
                );
                (source, vec![file])
            }
        };
        let mut imported = source.read(&files, &options)?;
        if let Some(site) = &self.target().site {
            for address in &mut imported.missing_media {
                let whole = site.join(address).ok().filter(|_| address.starts_with('/'));
                if let Some(whole) = whole {
                    *address = whole.into();
                }
            }
        }
        Ok(imported)
    }
}

/// The source of that name.
fn named(name: &str) -> &'static dyn source::Source {
    let mut sources = SOURCES.iter();
    let found = sources.find(|source| source.name() == name);
    *found.expect("each word of the command line is the name of a source")
}

/// What `press check` finds wrong with a content folder.
fn examine(folder: &Path) -> Vec<Diagnostic> {
    let progress = Progress::silent();
    let means = Means {
        // Without a clock nothing is held back: what is dated later is to be right as well.
        now: None,
        shows_future: true,
        preview: None,
        cache: None,
        pictures: Pictures::Examine,
        progress: &progress,
    };
    compose_with(folder, &means)
        .map(|outcome| outcome.diagnostics)
        .unwrap_or_default()
}

impl Conventions {
    fn dialect(self) -> Option<Dialect> {
        match self {
            Self::Auto => None,
            Self::Zola => Some(Dialect::Zola),
            Self::Hugo => Some(Dialect::Hugo),
            Self::Jekyll => Some(Dialect::Jekyll),
            Self::Astro => Some(Dialect::Astro),
            Self::Eleventy => Some(Dialect::Eleventy),
            Self::Hexo => Some(Dialect::Hexo),
            Self::Docusaurus => Some(Dialect::Docusaurus),
            Self::Obsidian => Some(Dialect::Obsidian),
            Self::Notion => Some(Dialect::Notion),
        }
    }
}

impl Target {
    fn output(&self) -> &Path {
        self.output
            .as_deref()
            .expect("clap asks for it wherever no source is named, and each source asks for its own")
    }

    /// Reports.
    fn tell(&self, imported: &Imported, said: &Said, quiet: bool) -> Ended {
        let report = Report::new(imported);
        let folder = self.output().display().to_string();
        if let Some(file) = &self.missing {
            let lines = imported
                .missing_media
                .iter()
                .map(|address| format!("{address}\n"));
            fs::write(file, lines.collect::<String>()).map_err(|error| ReportError {
                path: file.clone(),
                error,
            })?;
        }
        let whole = || match self.format {
            Format::Text => Ok(report.text(&folder, self.verbose)),
            Format::Json => report.json(),
        };
        if let Some(file) = &self.report {
            fs::write(file, whole()?).map_err(|error| ReportError {
                path: file.clone(),
                error,
            })?;
        } else if self.format == Format::Json {
            print_text(&whole()?)?;
        }
        let is_for_people = self.format == Format::Text || self.report.is_some();
        if is_for_people && !quiet {
            if self.verbose && self.report.is_none() {
                print_text(&(whole()? + "\n"))?;
            }
            let arguments: Vec<String> = std::env::args().skip(1).collect();
            let mut advice = report.advice(&Asked {
                arguments: &arguments,
                output: self.output(),
                media: self.media.as_deref(),
                missing: self.missing.as_deref(),
                can_fetch: !said.is_online,
            });
            advice.push(match &self.report {
                Some(file) => format!("the report is in {}", file.display()),
                None => "--report FILE and --format json tell all of it, with places".to_owned(),
            });
            print_text(&report.screen(&Screen {
                target: &folder,
                advice: &advice,
                lines_before: said.lines,
            }))?;
        }
        Ok(if report.has_losses() {
            End::Faults
        } else {
            End::Fine
        })
    }
}
