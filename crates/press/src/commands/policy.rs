//! `press policy`: the content security policy that the site's services need.

use std::path::PathBuf;

use clap::Args;
use press::diagnostic;
use press::edition::site;
use press::host::policy;

use super::told::{print, print_text};
use super::{End, Ended};

#[derive(Args)]
pub(crate) struct Policy {
    /// The folder that holds site.toml
    content: PathBuf,
}

impl Policy {
    pub(crate) fn run(&self, quiet: bool) -> Ended {
        let (site, diagnostics) = site::read(&self.content)?;
        let (errors, _) = diagnostic::tally(&diagnostics);
        // A policy without a service that is written wrongly would keep it out for ever.
        let Some(site) = site.filter(|_| errors == 0) else {
            print(&diagnostics, Some("there is no policy".to_owned()), quiet)?;
            return Ok(End::Faults);
        };
        let policy = policy::of(&site);
        print_text(&format!("Content-Security-Policy: {policy}\n"))?;
        Ok(End::Fine)
    }
}
