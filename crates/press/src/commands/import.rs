//! `press import`: what people have, as a content folder.

use std::fs;
use std::io;
use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};
use content::day::Moment;
use press::clock;
use press::import::markdown::{self, Dialect};
use press::import::report::Report;
use press::import::{Imported, folder, json_feed, wordpress};
use press::remedy;
use press::time_zone::Zone;

use super::told::{mention, print_text};
use super::{End, Ended, Failure};

#[derive(Args)]
pub(crate) struct Import {
    #[command(subcommand)]
    source: Source,
}

#[derive(Subcommand)]
enum Source {
    /// Read a WordPress export (WXR)
    #[command(name = "wordpress")]
    WordPress(WordPress),
    /// Read the Markdown of a Zola, Hugo, Jekyll or Astro site
    Markdown(Markdown),
    /// Read a JSON Feed
    #[command(name = "jsonfeed")]
    JsonFeed(JsonFeed),
}

#[derive(Args)]
struct Markdown {
    /// The folder of the site, or that of its articles
    source: PathBuf,
    /// Whose conventions it follows
    #[arg(long, value_enum, default_value_t = Conventions::Auto)]
    dialect: Conventions,
    #[command(flatten)]
    target: Target,
}

#[derive(Args)]
struct WordPress {
    /// The export
    source: PathBuf,
    #[command(flatten)]
    target: Target,
}

#[derive(Args)]
struct JsonFeed {
    /// The feed
    source: PathBuf,
    #[command(flatten)]
    target: Target,
}

#[derive(Args)]
struct Target {
    /// Write the content folder here; it must be new, empty, or as an import has written it
    #[arg(short, long, value_name = "DIR")]
    output: PathBuf,
    /// Media that are not in the source, by their path or as host/path
    #[arg(long, value_name = "DIR")]
    media: Option<PathBuf>,
    /// How to report
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Write the report into this file
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,
    /// Name every place, not only the first ones
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

impl Import {
    /// Reads, writes and reports.
    pub(crate) fn run(&self, quiet: bool) -> Ended {
        let now = clock::now()?.in_zone(&Zone::UTC);
        let target = self.target();
        // Before anything is read: whoever named the wrong folder should not have to wait for that.
        folder::guard(&target.output)?;
        let mut imported = self.read(now)?;
        folder::write(&mut imported, &target.output)?;
        target.tell(&imported, quiet)
    }

    fn target(&self) -> &Target {
        match &self.source {
            Source::WordPress(source) => &source.target,
            Source::Markdown(source) => &source.target,
            Source::JsonFeed(source) => &source.target,
        }
    }

    fn read(&self, now: Moment) -> Result<Imported, Failure> {
        let media = self.target().media.clone();
        let imported = match &self.source {
            Source::WordPress(source) => {
                let options = wordpress::Options {
                    media,
                    ..wordpress::Options::new(now)
                };
                wordpress::read(&source.source, &options)?
            }
            Source::Markdown(source) => {
                let options = markdown::Options {
                    dialect: source.dialect.dialect(),
                    now: now.day,
                    media,
                };
                markdown::read(&source.source, &options)?
            }
            Source::JsonFeed(source) => {
                let options = json_feed::Options { now: now.day, media };
                json_feed::read(&source.source, &options)?
            }
        };
        Ok(imported)
    }
}

impl Conventions {
    fn dialect(self) -> Option<Dialect> {
        match self {
            Self::Auto => None,
            Self::Zola => Some(Dialect::Zola),
            Self::Hugo => Some(Dialect::Hugo),
            Self::Jekyll => Some(Dialect::Jekyll),
            Self::Astro => Some(Dialect::Astro),
        }
    }
}

impl Target {
    fn tell(&self, imported: &Imported, quiet: bool) -> Ended {
        let report = Report::new(imported);
        let folder = self.output.display().to_string();
        let text = match self.format {
            Format::Text => report.text(&folder, self.verbose),
            Format::Json => report.json()?,
        };
        match &self.report {
            Some(file) => {
                fs::write(file, &text).map_err(|error| ReportError {
                    path: file.clone(),
                    error,
                })?;
                let file = file.display();
                mention(&format!("{folder} is written; the report is in {file}"), quiet);
            }
            None if quiet && self.format == Format::Text => {}
            None => print_text(&text)?,
        }
        Ok(if report.has_losses() {
            End::Faults
        } else {
            End::Fine
        })
    }
}
