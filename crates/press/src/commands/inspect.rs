//! `press inspect`: what the content consists of.

use std::io::{self, Write};
use std::path::PathBuf;

use clap::Args;
use press::clock;
use press::diagnostic;
use press::edition::compose::compose_with;
use press::edition::inspect::inspect;
use press::edition::means::Means;
use press::edition::pictures::Pictures;
use press::progress::Progress;

use super::told::{Format, number, print, print_text};
use super::{End, Ended};

#[derive(Args)]
pub(crate) struct Inspect {
    /// The folder that holds site.toml
    content: PathBuf,
    /// How to print what was found
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

impl Inspect {
    pub(crate) fn run(&self, quiet: bool) -> Ended {
        let progress = Progress::silent();
        let means = Means {
            now: Some(clock::now()?),
            shows_future: false,
            preview: None,
            cache: None,
            pictures: Pictures::Examine,
            progress: &progress,
        };
        let outcome = compose_with(&self.content, &means)?;
        let (errors, _) = diagnostic::tally(&outcome.diagnostics);
        let Some(edition) = outcome.edition else {
            print(
                &outcome.diagnostics,
                Some("there is nothing to inspect".to_owned()),
                quiet,
            )?;
            return Ok(End::Faults);
        };
        let report = inspect(&edition)?;
        match self.format {
            Format::Text => print_text(&report.to_string())?,
            Format::Json => {
                let text = serde_json::to_string_pretty(&report)?;
                print_text(&(text + "\n"))?;
            }
        }
        if errors > 0 {
            let left_out = number(errors, "error");
            let _ = writeln!(
                io::stderr(),
                "press: {left_out} kept articles out of this account (press check tells them)"
            );
            return Ok(End::Faults);
        }
        Ok(End::Fine)
    }
}
