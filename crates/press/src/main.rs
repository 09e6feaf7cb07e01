//! The command line of press.

mod commands;

use std::collections::BTreeSet;
use std::fmt::Display;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand, ValueEnum};
use press::cache::Cache;
use press::canonical::Canonical;
use press::compress::{self, Tally};
use press::diagnostic::{self, Diagnostic};
use press::edition::{self, Means, Outcome};
use press::pictures::Pictures;
use press::progress::Progress;
use press::publish::bundle;
use press::publish::disk::Disk;
use press::publish::target::{Kind, Target};
use press::publish::{self, Occupied};
use press::release::Schedule;
use press::time_zone::Zone;
use press::{clock, shells};

/// Turns Markdown into the bundle that the portal reads.
#[derive(Parser)]
#[command(version, max_term_width = 100)]
struct Press {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Write the bundle, alone or into a built portal
    Build(Build),
    /// Say everything that is wrong with the content, and write nothing
    Check(Check),
    /// Turn what you have elsewhere into a content folder
    Import(commands::import::Import),
    /// Make a content folder to begin with
    New(New),
    /// Tell what the content consists of: numbers, sizes, what is missing and what is unused
    Inspect(Inspect),
    /// Write the JSON Schemas of the bundle's files
    Schema(Schema),
    /// Write a .br and a .gz file beside every text of a built portal, for hosts that serve precompressed files
    Compress(Compress),
    /// Print the content security policy that the site's services need, for the host
    Policy(Policy),
    /// Serve a built portal as a static host does
    Serve(Serve),
}

#[derive(Args)]
struct Build {
    /// The folder that holds site.toml
    content: PathBuf,
    #[command(flatten)]
    destination: Destination,
    /// Write what is right even where something is wrong
    #[arg(long)]
    keep_going: bool,
    /// Publish what is dated later, too
    #[arg(long)]
    future: bool,
    /// How to print what is wrong and what is held back
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// Compress the portal, too, for hosts that serve precompressed files
    #[arg(long, conflicts_with = "output")]
    precompress: bool,
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
    /// Write the bundle into this folder, which must be new, empty, or hold a bundle that press has written
    #[arg(long, value_name = "DIR")]
    output: Option<PathBuf>,
    /// Write the bundle and a page for every address into this folder, which trunk build has written; a hook of
    /// Trunk's need not name it
    #[arg(long, value_name = "DIST", env = "TRUNK_STAGING_DIR")]
    app: Option<PathBuf>,
}

#[derive(Args)]
struct Check {
    /// The folder that holds site.toml
    content: PathBuf,
    /// Exit with 1 where there are warnings, too
    #[arg(long)]
    strict: bool,
    /// Look at what is dated later as if it were published
    #[arg(long)]
    future: bool,
    /// How to print what is wrong
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

#[derive(Args)]
struct Inspect {
    /// The folder that holds site.toml
    content: PathBuf,
    /// How to print what was found
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

/// How results are printed.
#[derive(Clone, Copy, Default, ValueEnum)]
enum Format {
    /// Lines for people
    #[default]
    Text,
    /// One JSON value for programs
    Json,
}

#[derive(Args)]
struct New {
    /// The folder to make; it must be new or empty
    folder: PathBuf,
}

#[derive(Args)]
struct Schema {
    /// Write the schemas into this folder
    #[arg(long, value_name = "DIR")]
    output: PathBuf,
}

#[derive(Args)]
struct Compress {
    /// The folder that holds the built portal
    dir: PathBuf,
    /// Keep what is compressed in this folder, for the next time; by default the system's for caches
    #[arg(long, value_name = "DIR", env = "PRESS_CACHE")]
    cache: Option<PathBuf>,
}

#[derive(Args)]
struct Policy {
    /// The folder that holds site.toml
    content: PathBuf,
}

#[derive(Args)]
struct Serve {
    /// The folder that holds the built portal
    dir: PathBuf,
    /// The port to listen on; 0 takes any free one
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// The path that the portal stands under, such as /magazine/
    #[arg(long, default_value = "/")]
    base: String,
}

/// How a command ended.
enum End {
    /// Nothing is wrong.
    Fine,
    /// Something is wrong with the content.
    Faults,
}

fn main() -> ExitCode {
    let ended = match Press::parse().command {
        Command::Build(build) => build.run(),
        Command::Check(check) => check.run(),
        Command::Import(import) => clock::now()
            .map_err(boxed)
            .and_then(|now| import.run(now.in_zone(&Zone::UTC)))
            .map(|is_whole| if is_whole { End::Fine } else { End::Faults }),
        Command::New(new) => new.run(),
        Command::Inspect(inspect) => inspect.run(),
        Command::Schema(schema) => schema.run(),
        Command::Compress(compress) => compress.run(),
        Command::Policy(policy) => policy.run(),
        Command::Serve(serve) => serve.run(),
    };
    match ended {
        Ok(End::Fine) => ExitCode::SUCCESS,
        Ok(End::Faults) => ExitCode::from(1),
        Err(error) => {
            // Where standard error is closed there is nobody left to tell.
            let _ = writeln!(io::stderr(), "press: {error}");
            ExitCode::from(2)
        }
    }
}

type Ended = Result<End, Box<dyn Display>>;

impl Build {
    fn run(&self) -> Ended {
        let earlier = self.earlier.as_deref().filter(|_| self.destination.app.is_some());
        earlier.map_or(Ok(()), publish::look_into).map_err(boxed)?;
        // Before anything is read: of two builds the one that begins later is to read and to write later.
        let mut target = self.destination.open(&self.content)?;
        let cache = Cache::find(self.cache.as_deref()).map_err(boxed)?;
        let progress = Progress::on_terminal();
        let means = Means {
            now: Some(clock::now().map_err(boxed)?),
            shows_future: self.future,
            cache: self.cache.as_ref().map(|_| &cache),
            pictures: Pictures::Make(&cache),
            progress: &progress,
        };
        let outcome = edition::compose_with(&self.content, &means);
        let Outcome {
            edition,
            mut diagnostics,
            schedule,
        } = outcome.map_err(boxed)?;
        let (errors, _) = diagnostic::tally(&diagnostics);
        let edition = edition.filter(|_| errors == 0 || self.keep_going);
        if let (Some(edition), Some(_)) = (&edition, &self.destination.app)
            && let Err(fault) = Canonical::of(&edition.site)
        {
            diagnostics.push(Diagnostic::new(
                self.content.join("site.toml").display().to_string(),
                None,
                &fault,
            ));
        }
        if let Some(edition) = &edition {
            progress.begin("writing", 0);
            let written = self.write(edition, &mut target);
            progress.end();
            let occupied = written?;
            diagnostics.extend(occupied.into_iter().map(|file| {
                let name = file.display().to_string();
                Diagnostic::new(name, None, &Occupied)
            }));
            if self.precompress {
                compress::compress(&mut target, &cache).map_err(boxed)?;
            }
        }
        cache.prune();
        diagnostics.extend(cache.note());
        let count = edition.as_ref().map(|edition| edition.articles.len());
        match self.format {
            Format::Text => self.tell(&diagnostics, &schedule, count)?,
            Format::Json => self.tell_json(&diagnostics, &schedule, count)?,
        }
        Ok(if errors == 0 { End::Fine } else { End::Faults })
    }

    /// Returns the places that are occupied by files of others.
    fn write(
        &self,
        edition: &edition::Edition,
        target: &mut Target,
    ) -> Result<BTreeSet<PathBuf>, Box<dyn Display>> {
        if self.destination.app.is_some() {
            shells::write_into(edition, &self.content, target, self.earlier.as_deref()).map_err(boxed)
        } else {
            bundle::write_into(edition, target).map_err(boxed)?;
            Ok(BTreeSet::new())
        }
    }

    fn tell(
        &self,
        diagnostics: &[Diagnostic],
        schedule: &Schedule,
        count: Option<usize>,
    ) -> Result<(), Box<dyn Display>> {
        let written = match count {
            Some(_) => format!("written to {}", self.destination.folder().display()),
            None => "nothing was written".to_owned(),
        };
        let parts = [Some(schedule.to_string()), count.map(articles), Some(written)];
        print(diagnostics, parts.into_iter().flatten())
    }

    fn tell_json(
        &self,
        diagnostics: &[Diagnostic],
        schedule: &Schedule,
        count: Option<usize>,
    ) -> Result<(), Box<dyn Display>> {
        let folder = count.map(|_| self.destination.folder().display().to_string());
        let mut told = schedule.json();
        told["articles"] = count.unwrap_or(0).into();
        told["written_to"] = folder.into();
        told["diagnostics"] = diagnostic::json(diagnostics).map_err(boxed)?;
        let text = serde_json::to_string_pretty(&told).map_err(boxed)?;
        print_text(&(text + "\n"))
    }
}

impl Destination {
    fn open(&self, content: &Path) -> Result<Target, Box<dyn Display>> {
        let kind = if self.app.is_some() {
            Kind::Portal
        } else {
            Kind::Bundle
        };
        open(self.folder(), kind, Some(content))
    }

    fn folder(&self) -> &Path {
        self.output
            .as_deref()
            .or(self.app.as_deref())
            .unwrap_or(Path::new(""))
    }
}

impl Check {
    fn run(&self) -> Ended {
        let progress = Progress::on_terminal();
        let means = Means {
            now: Some(clock::now().map_err(boxed)?),
            shows_future: self.future,
            cache: None,
            pictures: Pictures::Examine,
            progress: &progress,
        };
        let outcome = edition::compose_with(&self.content, &means).map_err(boxed)?;
        let count = outcome.edition.as_ref().map(|edition| edition.articles.len());
        match self.format {
            Format::Text => {
                let parts = [Some(outcome.schedule.to_string()), count.map(articles)];
                print(&outcome.diagnostics, parts.into_iter().flatten())?;
            }
            Format::Json => {
                let told = diagnostic::json(&outcome.diagnostics).map_err(boxed)?;
                let text = serde_json::to_string_pretty(&told).map_err(boxed)?;
                print_text(&(text + "\n"))?;
            }
        }
        let (errors, warnings) = diagnostic::tally(&outcome.diagnostics);
        Ok(if errors > 0 || (self.strict && warnings > 0) {
            End::Faults
        } else {
            End::Fine
        })
    }
}

impl New {
    fn run(&self) -> Ended {
        press::new::write(&self.folder).map_err(boxed)?;
        let folder = self.folder.display();
        // Where standard output is closed the folder is made all the same.
        let _ = writeln!(
            io::stdout(),
            "{folder} is made; press check {folder} says whether it is right"
        );
        Ok(End::Fine)
    }
}

impl Inspect {
    fn run(&self) -> Ended {
        let progress = Progress::silent();
        let means = Means {
            now: Some(clock::now().map_err(boxed)?),
            shows_future: false,
            cache: None,
            pictures: Pictures::Examine,
            progress: &progress,
        };
        let outcome = edition::compose_with(&self.content, &means).map_err(boxed)?;
        let (errors, _) = diagnostic::tally(&outcome.diagnostics);
        let Some(edition) = outcome.edition else {
            print(
                &outcome.diagnostics,
                Some("there is nothing to inspect".to_owned()),
            )?;
            return Ok(End::Faults);
        };
        let report = press::inspect::inspect(&edition).map_err(boxed)?;
        match self.format {
            Format::Text => print_text(&report.to_string())?,
            Format::Json => {
                let text = serde_json::to_string_pretty(&report).map_err(boxed)?;
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

impl Schema {
    fn run(&self) -> Ended {
        let failed = |path: &Path, error: &dyn Display| -> Box<dyn Display> {
            Box::new(format!(
                "{}: cannot be written: {error} (name another folder)",
                path.display()
            ))
        };
        fs::create_dir_all(&self.output).map_err(|error| failed(&self.output, &error))?;
        for (name, schema) in content::schema::schemas() {
            let path = self.output.join(name);
            let mut text = serde_json::to_string_pretty(&schema).map_err(|error| failed(&path, &error))?;
            text.push('\n');
            fs::write(&path, text).map_err(|error| failed(&path, &error))?;
        }
        Ok(End::Fine)
    }
}

impl Compress {
    fn run(&self) -> Ended {
        let mut target = open(&self.dir, Kind::Portal, None)?;
        let cache = Cache::find(self.cache.as_deref()).map_err(boxed)?;
        let Tally {
            written,
            unchanged,
            removed,
        } = compress::compress(&mut target, &cache).map_err(boxed)?;
        cache.prune();
        if let Some(note) = cache.note() {
            // Where standard error is closed the files stand all the same.
            let _ = writeln!(io::stderr(), "{note}");
        }
        // Where standard output is closed the files stand all the same.
        let _ = writeln!(
            io::stdout(),
            "{} written, {unchanged} unchanged, {removed} removed",
            number(written, "compressed file")
        );
        Ok(End::Fine)
    }
}

impl Policy {
    fn run(&self) -> Ended {
        let (policy, diagnostics) = press::policy::of_content(&self.content).map_err(boxed)?;
        let (errors, _) = diagnostic::tally(&diagnostics);
        // A policy without a service that is written wrongly would keep it out for ever.
        let Some(policy) = policy.filter(|_| errors == 0) else {
            print(&diagnostics, Some("there is no policy".to_owned()))?;
            return Ok(End::Faults);
        };
        print_text(&format!("Content-Security-Policy: {policy}\n"))?;
        Ok(End::Fine)
    }
}

impl Serve {
    fn run(self) -> Ended {
        let options = press::serve::Options {
            port: self.port,
            base: self.base,
            policy: press::serve::Policy::Site,
            ..press::serve::Options::new(self.dir)
        };
        let server = press::serve::serve(options).map_err(boxed)?;
        // Where standard output is closed the portal is served all the same.
        let _ = writeln!(io::stdout(), "The portal is at {} (Ctrl-C ends it)", server.url());
        server.wait();
        Ok(End::Fine)
    }
}

/// Opens a folder to publish into. Whoever waits for another build is told so.
fn open(folder: &Path, kind: Kind, content: Option<&Path>) -> Result<Target, Box<dyn Display>> {
    let waiting = |holder: &str| {
        let folder = folder.display();
        // Where standard error is closed there is nobody to tell.
        let _ = writeln!(
            io::stderr(),
            "press: {folder}: {holder} is writing into this folder; waiting until it is done"
        );
    };
    Target::open(folder, kind, content, Disk::default(), &waiting).map_err(boxed)
}

/// Prints diagnostics and the line that closes them, with whatever is to be said there.
fn print(
    diagnostics: &[Diagnostic],
    results: impl IntoIterator<Item = String>,
) -> Result<(), Box<dyn Display>> {
    let (errors, warnings) = diagnostic::tally(diagnostics);
    let faults = [number(errors, "error"), number(warnings, "warning")].join(", ");
    let results = results.into_iter().filter(|words| !words.is_empty());
    let closing: Vec<_> = std::iter::once(faults).chain(results).collect();
    let mut lines: Vec<_> = diagnostics.iter().map(ToString::to_string).collect();
    lines.push(closing.join("; "));
    print_text(&(lines.join("\n") + "\n"))
}

fn print_text(text: &str) -> Result<(), Box<dyn Display>> {
    match io::stdout().write_all(text.as_bytes()) {
        // Whoever closes the pipe, as `head` does, has read enough.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        other => other.map_err(boxed),
    }
}

fn articles(count: usize) -> String {
    number(count, "article")
}

fn number(count: usize, noun: &str) -> String {
    let ending = if count == 1 { "" } else { "s" };
    format!("{count} {noun}{ending}")
}

fn boxed(error: impl Display + 'static) -> Box<dyn Display> {
    Box::new(error)
}
