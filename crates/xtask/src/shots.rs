//! `cargo xtask shots`: pictures of every kind of page, so that people look at what they change.
//!
//! Direction `rtl` turns a page after the portal has drawn it: the document and whatever is in the site's language run
//! from the right then. The words stay as they are, so it shows the layout and not a language; text in other languages
//! keeps its own direction.

mod bundle;
mod pages;
mod sheet;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use clap::ValueEnum;
use press::host::serve::{Options as Host, Policy, ServeError, serve};
use serde::{Deserialize, Serialize};

use crate::chromium::{self, Chromium, ChromiumError};
use crate::command::CommandError;
use crate::folder;
use crate::portal;
use crate::script::{self, ScriptError};
use crate::tools::{self, ToolError, Tools};
use crate::workspace::Workspace;

use bundle::{Bundle, BundleError};
use pages::Page;

pub use pages::Kind;

/// A phone, a tablet and a desktop, in CSS pixels.
const WIDTHS: [u32; 3] = [375, 768, 1440];
const SCRIPT: &str = "tests/shots/shoot.mjs";
const SHEET: &str = "index.html";

/// Which pictures are taken.
#[derive(Clone, Debug, Default, clap::Args)]
pub struct Options {
    /// Only this kind of page; can be given again for more kinds
    #[arg(long, value_name = "KIND")]
    pub only: Vec<Kind>,
    /// A width of the window in pixels, if not 375, 768 and 1440; can be given again
    #[arg(long, value_name = "PIXELS", value_parser = clap::value_parser!(u32).range(200..=3840))]
    pub width: Vec<u32>,
    /// Only light or only dark colours
    #[arg(long)]
    pub scheme: Option<Scheme>,
    /// Only one direction of the text
    #[arg(long)]
    pub direction: Option<Direction>,
    /// A portal that is built already, instead of building one
    #[arg(long, value_name = "DIR")]
    pub dist: Option<PathBuf>,
    /// Whole pages, instead of the first screen and the foot
    #[arg(long)]
    pub full: bool,
}

/// The colours that a reader's system asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Scheme {
    /// Dark ink on light paper.
    Light,
    /// Light ink on dark paper.
    Dark,
}

/// The way the interface runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    /// From left to right.
    Ltr,
    /// From right to left.
    Rtl,
}

/// Why there are no pictures, or not all of them are good.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A tool is missing.
    #[error(transparent)]
    Tools(#[from] ToolError),
    /// The browser is missing.
    #[error(transparent)]
    Browser(#[from] ChromiumError),
    /// The build failed.
    #[error(transparent)]
    Build(#[from] CommandError),
    /// The portal's content cannot be read.
    #[error(transparent)]
    Bundle(#[from] BundleError),
    /// The portal cannot be served.
    #[error(transparent)]
    Serve(#[from] ServeError),
    /// The script that drives the browser failed.
    #[error(transparent)]
    Script(#[from] ScriptError),
    /// A folder cannot be written.
    #[error("cannot write to {}: {source}; {}", folder.display(), press::remedy::of(source))]
    Write {
        /// The folder.
        folder: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// A kind was asked for that the content has no page of.
    #[error("there is no page of the kind {kind}: {reason}; build the demo content, or leave this kind out")]
    NoPage {
        /// The kind.
        kind: Kind,
        /// What the content lacks.
        reason: &'static str,
    },
    /// Something was wrong on a page, or nothing was to be seen.
    #[error("not every page was as it should be:\n{}\nthe pictures are in {}", faults.join("\n"), sheet.display())]
    Faults {
        /// What was wrong, with the kind of page.
        faults: Vec<String>,
        /// The sheet with all pictures.
        sheet: PathBuf,
    },
}

/// What the script is told.
#[derive(Serialize)]
struct Job<'a> {
    browser: &'a Path,
    sandbox: bool,
    url: String,
    folder: &'a Path,
    /// What is in this language belongs to the interface.
    language: String,
    /// Are readers asked about services of others?
    asks: bool,
    screens: Vec<Screen>,
    schemes: Vec<Scheme>,
    directions: Vec<Direction>,
    pages: &'a [Page],
}

/// A window, in CSS pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
struct Screen {
    width: u32,
    height: u32,
}

/// What came of one page.
#[derive(Clone, Debug, Deserialize)]
struct Taken {
    kind: Kind,
    path: String,
    pictures: Vec<Picture>,
    faults: Vec<String>,
}

/// One picture.
#[derive(Clone, Debug, Deserialize)]
struct Picture {
    /// Its path from the folder of pictures.
    file: String,
    /// Of the window.
    screen: u32,
    scheme: Scheme,
    direction: Direction,
    part: Part,
    width: u32,
    height: u32,
}

/// What of a page is on a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Part {
    Screen,
    Foot,
    Whole,
}

impl Options {
    fn screens(&self) -> Vec<Screen> {
        let widths = if self.width.is_empty() {
            &WIDTHS[..]
        } else {
            &self.width
        };
        widths.iter().copied().map(Screen::of_width).collect()
    }

    fn schemes(&self) -> Vec<Scheme> {
        self.scheme
            .map_or(vec![Scheme::Light, Scheme::Dark], |only| vec![only])
    }

    /// The script turns a page once, so what runs from the left comes first.
    fn directions(&self) -> Vec<Direction> {
        self.direction
            .map_or(vec![Direction::Ltr, Direction::Rtl], |only| vec![only])
    }
}

impl Screen {
    /// As high as such devices are.
    fn of_width(width: u32) -> Self {
        let height = match width {
            ..600 => 812,
            600..1200 => 1024,
            _ => 900,
        };
        Self { width, height }
    }
}

/// Builds the portal, takes the pictures and writes the sheet, into a fresh `target/shots`.
///
/// # Errors
/// When a tool or the browser is missing, a step fails, or a page is not as it should be; then all other pictures are
/// taken all the same.
pub fn run(workspace: &Workspace, options: &Options) -> Result<(), Error> {
    let chromium = Chromium::find_or_install()?;
    let (tools, dist) = if let Some(dist) = &options.dist {
        (tools::for_driving(workspace)?, dist.clone())
    } else {
        let tools = tools::for_testing(workspace)?;
        portal::build(&tools)?;
        (tools, workspace.dist())
    };
    let bundle = Bundle::read(&dist)?;
    let pages = wanted(&bundle, options)?;

    let folder = workspace.shots();
    let served = workspace.shots_portal();
    let in_folder = |source| Error::Write {
        folder: folder.clone(),
        source,
    };
    let in_served = |source| Error::Write {
        folder: served.clone(),
        source,
    };
    folder::remove(&folder).map_err(in_folder)?;
    fs::create_dir_all(&folder).map_err(in_folder)?;
    folder::remove(&served).map_err(in_served)?;
    folder::link(&dist, &served).map_err(in_served)?;
    bundle.add_every_block(&served).map_err(in_served)?;

    let results = take(&tools, &chromium, &served, &folder, &bundle, options, &pages);
    folder::remove(&served).map_err(in_served)?;
    let mut results = results?;
    for page in &mut results {
        look(page, &folder);
    }
    let sheet = folder.join(SHEET);
    fs::write(&sheet, sheet::html(&results)).map_err(in_folder)?;
    report(&results, sheet)
}

/// The pages to show; says which kinds the content has no page of.
fn wanted(bundle: &Bundle, options: &Options) -> Result<Vec<Page>, Error> {
    let mut wanted = Vec::new();
    let kinds = Kind::value_variants().iter().copied();
    for kind in kinds.filter(|kind| options.only.is_empty() || options.only.contains(kind)) {
        match pages::find(kind, bundle) {
            Ok(mut page) => {
                page.is_whole |= options.full;
                wanted.push(page);
            }
            Err(reason) if options.only.is_empty() => eprintln!("no picture of {kind}: {reason}"),
            Err(reason) => return Err(Error::NoPage { kind, reason }),
        }
    }
    Ok(wanted)
}

fn take(
    tools: &Tools,
    chromium: &Chromium,
    served: &Path,
    folder: &Path,
    bundle: &Bundle,
    options: &Options,
    pages: &[Page],
) -> Result<Vec<Taken>, Error> {
    let host = serve(Host {
        policy: Policy::Site,
        compress: false,
        ..Host::new(served)
    })?;
    let job = Job {
        browser: &chromium.browser,
        sandbox: !chromium::is_root(),
        url: format!("http://app.localhost:{}/", host.address().port()),
        folder,
        language: bundle.site.language.as_str().into_owned(),
        asks: bundle.asks(),
        screens: options.screens(),
        schemes: options.schemes(),
        directions: options.directions(),
        pages,
    };
    Ok(script::run(tools, Path::new(SCRIPT), &job)?)
}

/// Adds what is wrong with the pictures themselves.
fn look(page: &mut Taken, folder: &Path) {
    for picture in &page.pictures {
        match image::open(folder.join(&picture.file)) {
            Ok(image) if is_blank(&image.to_rgb8()) => {
                page.faults.push(format!("{} is blank", picture.file));
            }
            Ok(_) => {}
            Err(error) => page
                .faults
                .push(format!("{} cannot be read: {error}", picture.file)),
        }
    }
}

/// Is it all one colour?
fn is_blank(image: &image::RgbImage) -> bool {
    let mut pixels = image.pixels();
    let first = pixels.next();
    pixels.all(|pixel| Some(pixel) == first)
}

fn report(results: &[Taken], sheet: PathBuf) -> Result<(), Error> {
    let named = |page: &Taken| {
        let kind = page.kind;
        let path = page.path.clone();
        let named = page
            .faults
            .iter()
            .map(move |fault| format!("{kind} (/{path}): {fault}"));
        named.collect::<Vec<_>>()
    };
    let faults: Vec<String> = results.iter().flat_map(named).collect();
    if !faults.is_empty() {
        return Err(Error::Faults { faults, sheet });
    }
    let pictures: usize = results.iter().map(|page| page.pictures.len()).sum();
    println!(
        "{pictures} pictures of {} kinds of page: open {}",
        results.len(),
        sheet.display()
    );
    Ok(())
}

#[cfg(test)]
mod tests;
