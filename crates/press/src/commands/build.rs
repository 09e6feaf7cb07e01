//! `press build`: the bundle, alone or in a portal with a page at every address.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use clap::Args;
use content::route::CONTENT;
use press::clock;
use press::diagnostic::{self, Diagnostic};
use press::edition::bundle::Edition;
use press::edition::cache::Cache;
use press::edition::compose::{Outcome, compose_with};
use press::edition::means::Means;
use press::edition::pictures::Pictures;
use press::edition::plan;
use press::edition::schedule::Schedule;
use press::edition::search::{self, Earlier};
use press::host::settings;
use press::publish::app::App;
use press::publish::assets::look_into;
use press::publish::fault::Occupied;
use press::publish::target::{Kind, Target};
use press::publish::{bundle, compress, links, pages};

use super::target::{open, open_site};
use super::told::{Format, articles, print, print_text, progress, told_of};
use super::{End, Ended, Failure};

#[derive(Args)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a switch of the command line"
)]
pub(crate) struct Build {
    /// The folder that holds site.toml
    content: PathBuf,
    #[command(flatten)]
    destination: Destination,
    /// Write the bundle alone, without pages and without the portal
    #[arg(long, conflicts_with = "app")]
    bundle: bool,
    /// Write what is right even where something is wrong
    #[arg(long)]
    keep_going: bool,
    /// Publish what is dated later, too
    #[arg(long)]
    future: bool,
    /// How to print what is wrong and what is held back
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// Compress the site, too, for hosts that serve precompressed files
    #[arg(long)]
    precompress: bool,
    /// Write the settings of this host beside the site, with the policy that the site needs; may be given several times
    #[arg(long, value_enum)]
    host: Vec<settings::Kind>,
    /// Have nothing kept on readers' devices, and what is kept there removed, whatever site.toml says of offline
    #[arg(long)]
    without_offline: bool,
    /// Keep in this folder what was made of articles and pictures, so that the next build need not make it again; by
    /// default pictures and compressed files alone are kept, in the system's folder for caches
    #[arg(long, value_name = "DIR", env = "PRESS_CACHE")]
    cache: Option<PathBuf>,
    /// The portal as it was published last, whose hashed files stay for those who still read its pages; by default the one
    /// that stands in DIST. A hook of Trunk's need not name it
    #[arg(long, value_name = "DIR", env = "TRUNK_DIST_DIR")]
    earlier: Option<PathBuf>,
}

#[derive(Args)]
#[group(required = true, multiple = false)]
struct Destination {
    /// Write the whole site into this folder, which must be new, empty, or hold what press has written. A press that carries
    /// no portal, and --bundle, write the bundle alone
    #[arg(long, short, value_name = "DIR")]
    output: Option<PathBuf>,
    /// Write the bundle and a page for every address into this folder, which trunk build has written; a hook of
    /// Trunk's need not name it
    #[arg(long, value_name = "DIST", env = "TRUNK_STAGING_DIR")]
    app: Option<PathBuf>,
}

/// What is written.
enum Written {
    /// The bundle alone.
    Bundle,
    /// A site, with the app that stands in the folder.
    Portal,
    /// A site, with the app that press carries.
    Site(Box<App>),
}

/// Compressed files are for hosts, and a bundle alone is none that is served.
#[derive(Debug, thiserror::Error)]
#[error(
    "--precompress is for a whole site, and this is the bundle alone (name a built portal with --app, or leave it out)"
)]
struct NothingToServe;

/// Hosts serve sites.
#[derive(Debug, thiserror::Error)]
#[error(
    "--host is for a whole site, and this is the bundle alone (name a built portal with --app, or leave it out)"
)]
struct NothingToHost;

impl Build {
    fn kind(&self) -> Result<Written, Failure> {
        if self.destination.app.is_some() {
            return Ok(Written::Portal);
        }
        let app = if self.bundle {
            None
        } else {
            App::of_this_program()?
        };
        Ok(app.map_or(Written::Bundle, |app| Written::Site(Box::new(app))))
    }

    pub(crate) fn run(&self, quiet: bool) -> Ended {
        let kind = self.kind()?;
        let is_site = !matches!(kind, Written::Bundle);
        if self.precompress && !is_site {
            return Err(NothingToServe.into());
        }
        if !self.host.is_empty() && !is_site {
            return Err(NothingToHost.into());
        }
        let earlier = self.earlier.as_deref().filter(|_| is_site);
        earlier.map_or(Ok(()), look_into)?;
        // Before anything is read: of two builds the one that begins later is to read and to write later.
        let folder = self.destination.folder();
        let mut target = match kind {
            Written::Bundle => open(folder, Kind::Bundle, Some(&self.content), quiet)?,
            Written::Portal => open(folder, Kind::Portal, Some(&self.content), quiet)?,
            Written::Site(app) => open_site(folder, *app, &self.content, quiet)?,
        };
        let cache = Cache::find(self.cache.as_deref())?;
        let progress = progress(quiet);
        let means = Means {
            now: Some(clock::now()?),
            shows_future: self.future,
            preview: None,
            cache: self.cache.as_ref().map(|_| &cache),
            pictures: Pictures::Make(&cache),
            progress: &progress,
        };
        let Outcome {
            edition,
            mut diagnostics,
            schedule,
        } = compose_with(&self.content, &means)?;
        if let Some(edition) = &edition {
            links::settle(&mut diagnostics, edition);
        }
        if let (Some(edition), true) = (&edition, is_site) {
            plan::complete(&mut diagnostics, &self.content, edition);
        }
        let (errors, _) = diagnostic::tally(&diagnostics);
        let mut edition = edition.filter(|_| errors == 0 || self.keep_going);
        if let Some(edition) = &mut edition {
            if self.without_offline {
                edition.leave_nothing_on_devices();
            }
            search::add(edition, self.earlier_index(&target, is_site), &progress)?;
        }
        if let Some(edition) = &edition {
            progress.begin("writing", 0);
            target.add_beside(settings::files(edition, &self.host));
            let written = self.write(edition, &mut target, is_site);
            progress.end();
            diagnostics.extend(written?.into_iter().map(|file| {
                let name = file.display().to_string();
                Diagnostic::new(name, None, &Occupied)
            }));
            if self.precompress {
                let tally = compress::compress(&mut target, &cache)?;
                diagnostics.extend(tally.diagnostics());
            }
        }
        if edition.is_some() {
            diagnostics.extend(settings::limits(target.folder(), &self.host));
        }
        cache.prune();
        diagnostics.extend(cache.note());
        let count = edition.as_ref().map(|edition| edition.articles.len());
        match self.format {
            Format::Text => self.tell(&diagnostics, &schedule, count, quiet)?,
            Format::Json => self.tell_json(diagnostics, &schedule, count, quiet)?,
        }
        Ok(if errors == 0 { End::Fine } else { End::Faults })
    }

    /// The index that stands where this one is to stand, else the one that was published last elsewhere.
    fn earlier_index(&self, target: &Target, is_site: bool) -> Option<Earlier> {
        let here = target.folder();
        if !is_site {
            return Earlier::read(here);
        }
        let earlier = self.earlier.as_deref().into_iter();
        std::iter::once(here)
            .chain(earlier)
            .find_map(|portal| Earlier::read(&portal.join(CONTENT)))
    }

    /// Returns the places that are occupied by files of others.
    fn write(
        &self,
        edition: &Edition,
        target: &mut Target,
        is_site: bool,
    ) -> Result<BTreeSet<PathBuf>, Failure> {
        if is_site {
            return Ok(pages::write_into(edition, target, self.earlier.as_deref())?);
        }
        bundle::write_into(edition, target)?;
        Ok(BTreeSet::new())
    }

    fn tell(
        &self,
        diagnostics: &[Diagnostic],
        schedule: &Schedule,
        count: Option<usize>,
        quiet: bool,
    ) -> Result<(), Failure> {
        let written = match count {
            Some(_) => format!("written to {}", self.destination.folder().display()),
            None => "nothing was written".to_owned(),
        };
        let parts = [Some(schedule.to_string()), count.map(articles), Some(written)];
        print(diagnostics, parts.into_iter().flatten(), quiet)
    }

    fn tell_json(
        &self,
        diagnostics: Vec<Diagnostic>,
        schedule: &Schedule,
        count: Option<usize>,
        quiet: bool,
    ) -> Result<(), Failure> {
        let folder = count.map(|_| self.destination.folder().display().to_string());
        let mut told = schedule.json();
        told["articles"] = count.unwrap_or(0).into();
        told["written_to"] = folder.into();
        told["diagnostics"] = diagnostic::json(&told_of(diagnostics, quiet))?;
        let text = serde_json::to_string_pretty(&told)?;
        print_text(&(text + "\n"))
    }
}

impl Destination {
    fn folder(&self) -> &Path {
        self.output
            .as_deref()
            .or(self.app.as_deref())
            .unwrap_or(Path::new(""))
    }
}
