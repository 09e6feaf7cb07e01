//! `press check`: everything that is wrong with the content.

use std::path::PathBuf;

use clap::Args;
use press::clock;
use press::diagnostic;
use press::edition::compose::{Outcome, compose_with};
use press::edition::means::Means;
use press::edition::pictures::Pictures;
use press::edition::plan;
use press::publish::links;

use super::told::{Each, Format, articles, print_as, print_text, progress, told_of};
use super::{End, Ended};

#[derive(Args)]
pub(crate) struct Check {
    /// The folder that holds site.toml
    content: PathBuf,
    /// Exit with 1 where there are warnings, too
    #[arg(long)]
    strict: bool,
    /// Tell each fault, not only three of each kind; JSON has each of them anyway
    #[arg(long)]
    all: bool,
    /// Look at what is dated later as if it were published
    #[arg(long)]
    future: bool,
    /// How to print what is wrong
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

impl Check {
    pub(crate) fn run(&self, quiet: bool) -> Ended {
        let progress = progress(quiet);
        let means = Means {
            now: Some(clock::now()?),
            shows_future: self.future,
            preview: None,
            cache: None,
            pictures: Pictures::Examine,
            progress: &progress,
        };
        let Outcome {
            edition,
            mut diagnostics,
            schedule,
        } = compose_with(&self.content, &means)?;
        if let Some(edition) = &edition {
            diagnostics.extend(edition.note_of_unpublished(&self.content));
            links::settle(&mut diagnostics, edition);
            plan::complete(&mut diagnostics, &self.content, edition);
        }
        let (errors, warnings) = diagnostic::tally(&diagnostics);
        match self.format {
            Format::Text => {
                let count = edition.as_ref().map(|edition| articles(edition.articles.len()));
                let parts = [Some(schedule.to_string()), count];
                let told = if self.all { Each::All } else { Each::Examples };
                print_as(&diagnostics, told, parts.into_iter().flatten(), quiet)?;
            }
            Format::Json => {
                let told = diagnostic::json(&told_of(diagnostics, quiet))?;
                print_text(&(serde_json::to_string_pretty(&told)? + "\n"))?;
            }
        }
        Ok(if errors > 0 || (self.strict && warnings > 0) {
            End::Faults
        } else {
            End::Fine
        })
    }
}
