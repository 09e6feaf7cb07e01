//! `press compress`: compressed files beside those of a built portal.

use std::io::{self, Write};
use std::path::PathBuf;

use clap::Args;
use press::edition::cache::Cache;
use press::publish::compress::{self, Tally};
use press::publish::target::Kind;

use super::target::open;
use super::told::{mention, number};
use super::{End, Ended};

#[derive(Args)]
pub(crate) struct Compress {
    /// The folder that holds the built portal
    dir: PathBuf,
    /// Keep what is compressed in this folder, for the next time; by default the system's for caches
    #[arg(long, value_name = "DIR", env = "PRESS_CACHE")]
    cache: Option<PathBuf>,
}

impl Compress {
    pub(crate) fn run(&self, quiet: bool) -> Ended {
        let mut target = open(&self.dir, Kind::Portal, None, quiet)?;
        let cache = Cache::find(self.cache.as_deref())?;
        let tally = compress::compress(&mut target, &cache)?;
        let Tally {
            written,
            unchanged,
            removed,
            ..
        } = tally;
        cache.prune();
        for told in tally.diagnostics().chain(cache.note()).filter(|_| !quiet) {
            // Where standard error is closed the files stand all the same.
            let _ = writeln!(io::stderr(), "{told}");
        }
        let written = number(written, "compressed file");
        mention(
            &format!("{written} written, {unchanged} unchanged, {removed} removed"),
            quiet,
        );
        Ok(End::Fine)
    }
}
