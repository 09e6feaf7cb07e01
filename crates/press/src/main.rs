//! The command line of press.

mod commands;

use std::collections::BTreeSet;
use std::error::Error;
use std::fs;
use std::io::{self, Write};
use std::net::IpAddr;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, CommandFactory, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use press::cache::Cache;
use press::clock;
use press::compress::{self, Tally};
use press::diagnostic::{self, Diagnostic, Severity};
use press::edition::{self, Means, Outcome};
use press::pictures::Pictures;
use press::plan;
use press::progress::Progress;
use press::publish::bundle;
use press::publish::disk::Disk;
use press::publish::target::{Kind, Target};
use press::publish::{self, Occupied};
use press::read::release::Schedule;
use press::remedy;
use press::shells;

/// Turns Markdown into the bundle that the portal reads.
#[derive(Parser)]
#[command(version, max_term_width = 100)]
struct Press {
    #[command(subcommand)]
    command: Command,
    /// Print nothing but errors; what was asked for as JSON, a policy or completions is printed all the same
    #[arg(long, short, global = true)]
    quiet: bool,
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
    /// Print what a shell needs to complete press's arguments
    Completions(Completions),
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
    /// The address to listen on: this machine alone by default; 0.0.0.0 or :: lets others on the network in
    #[arg(long, default_value = "127.0.0.1")]
    address: IpAddr,
    /// The port to listen on; 0 takes any free one
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// The path that the portal stands under, such as /magazine/
    #[arg(long, default_value = "/")]
    base: String,
}

#[derive(Args)]
struct Completions {
    /// The shell
    shell: Shell,
}

/// How a command ended.
enum End {
    /// Nothing is wrong.
    Fine,
    /// Something is wrong with the content.
    Faults,
}

fn main() -> ExitCode {
    let Press { command, quiet } = Press::parse();
    let ended = match command {
        Command::Build(build) => build.run(quiet),
        Command::Check(check) => check.run(quiet),
        Command::Import(import) => import.run(quiet),
        Command::New(new) => new.run(quiet),
        Command::Inspect(inspect) => inspect.run(quiet),
        Command::Schema(schema) => schema.run(),
        Command::Compress(compress) => compress.run(quiet),
        Command::Policy(policy) => policy.run(quiet),
        Command::Serve(serve) => serve.run(quiet),
        Command::Completions(completions) => completions.run(),
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

/// Whatever keeps a command from being carried out.
type Failure = Box<dyn Error>;

type Ended = Result<End, Failure>;

/// Why a command's own file was not written.
#[derive(Debug, thiserror::Error)]
enum FileError {
    /// A schema.
    #[error("{}: cannot be written: {} ({})", .0.display(), .1, remedy::of(.1))]
    Schema(PathBuf, #[source] io::Error),
    /// The report of an import, whose content folder stands.
    #[error(
        "{}: the report cannot be written: {} ({}; the content folder is written)",
        .0.display(), .1, remedy::of(.1)
    )]
    Report(PathBuf, #[source] io::Error),
}

impl Build {
    fn run(&self, quiet: bool) -> Ended {
        let earlier = self.earlier.as_deref().filter(|_| self.destination.app.is_some());
        earlier.map_or(Ok(()), publish::look_into)?;
        // Before anything is read: of two builds the one that begins later is to read and to write later.
        let mut target = self.destination.open(&self.content, quiet)?;
        let cache = Cache::find(self.cache.as_deref())?;
        let progress = progress(quiet);
        let means = Means {
            now: Some(clock::now()?),
            shows_future: self.future,
            cache: self.cache.as_ref().map(|_| &cache),
            pictures: Pictures::Make(&cache),
            progress: &progress,
        };
        let Outcome {
            edition,
            mut diagnostics,
            schedule,
        } = edition::compose_with(&self.content, &means)?;
        if let (Some(edition), Some(_)) = (&edition, &self.destination.app) {
            plan::complete(&mut diagnostics, &self.content, edition);
        }
        let (errors, _) = diagnostic::tally(&diagnostics);
        let edition = edition.filter(|_| errors == 0 || self.keep_going);
        if let Some(edition) = &edition {
            progress.begin("writing", 0);
            let written = self.write(edition, &mut target);
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
        cache.prune();
        diagnostics.extend(cache.note());
        let count = edition.as_ref().map(|edition| edition.articles.len());
        match self.format {
            Format::Text => self.tell(&diagnostics, &schedule, count, quiet)?,
            Format::Json => self.tell_json(diagnostics, &schedule, count, quiet)?,
        }
        Ok(if errors == 0 { End::Fine } else { End::Faults })
    }

    /// Returns the places that are occupied by files of others.
    fn write(&self, edition: &edition::Edition, target: &mut Target) -> Result<BTreeSet<PathBuf>, Failure> {
        if self.destination.app.is_some() {
            return Ok(shells::write_into(
                edition,
                &self.content,
                target,
                self.earlier.as_deref(),
            )?);
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
    fn open(&self, content: &Path, quiet: bool) -> Result<Target, Failure> {
        let kind = if self.app.is_some() {
            Kind::Portal
        } else {
            Kind::Bundle
        };
        open(self.folder(), kind, Some(content), quiet)
    }

    fn folder(&self) -> &Path {
        self.output
            .as_deref()
            .or(self.app.as_deref())
            .unwrap_or(Path::new(""))
    }
}

impl Check {
    fn run(&self, quiet: bool) -> Ended {
        let progress = progress(quiet);
        let means = Means {
            now: Some(clock::now()?),
            shows_future: self.future,
            cache: None,
            pictures: Pictures::Examine,
            progress: &progress,
        };
        let Outcome {
            edition,
            mut diagnostics,
            schedule,
        } = edition::compose_with(&self.content, &means)?;
        if let Some(edition) = &edition {
            diagnostics.extend(edition.note_of_unpublished(&self.content));
            plan::complete(&mut diagnostics, &self.content, edition);
        }
        let (errors, warnings) = diagnostic::tally(&diagnostics);
        match self.format {
            Format::Text => {
                let count = edition.as_ref().map(|edition| articles(edition.articles.len()));
                let parts = [Some(schedule.to_string()), count];
                print(&diagnostics, parts.into_iter().flatten(), quiet)?;
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

impl New {
    fn run(&self, quiet: bool) -> Ended {
        press::new::write(&self.folder)?;
        let folder = self.folder.display();
        mention(
            &format!("{folder} is made; press check {folder} says whether it is right"),
            quiet,
        );
        Ok(End::Fine)
    }
}

impl Inspect {
    fn run(&self, quiet: bool) -> Ended {
        let progress = Progress::silent();
        let means = Means {
            now: Some(clock::now()?),
            shows_future: false,
            cache: None,
            pictures: Pictures::Examine,
            progress: &progress,
        };
        let outcome = edition::compose_with(&self.content, &means)?;
        let (errors, _) = diagnostic::tally(&outcome.diagnostics);
        let Some(edition) = outcome.edition else {
            print(
                &outcome.diagnostics,
                Some("there is nothing to inspect".to_owned()),
                quiet,
            )?;
            return Ok(End::Faults);
        };
        let report = press::inspect::inspect(&edition)?;
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

impl Schema {
    fn run(&self) -> Ended {
        let failed = |path: &Path, error| FileError::Schema(path.to_owned(), error);
        fs::create_dir_all(&self.output).map_err(|error| failed(&self.output, error))?;
        for (name, schema) in content::schema::schemas() {
            let path = self.output.join(name);
            let text = serde_json::to_string_pretty(&schema)? + "\n";
            fs::write(&path, text).map_err(|error| failed(&path, error))?;
        }
        Ok(End::Fine)
    }
}

impl Compress {
    fn run(&self, quiet: bool) -> Ended {
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

impl Policy {
    fn run(&self, quiet: bool) -> Ended {
        let (policy, diagnostics) = press::policy::of_content(&self.content)?;
        let (errors, _) = diagnostic::tally(&diagnostics);
        // A policy without a service that is written wrongly would keep it out for ever.
        let Some(policy) = policy.filter(|_| errors == 0) else {
            print(&diagnostics, Some("there is no policy".to_owned()), quiet)?;
            return Ok(End::Faults);
        };
        print_text(&format!("Content-Security-Policy: {policy}\n"))?;
        Ok(End::Fine)
    }
}

impl Serve {
    fn run(self, quiet: bool) -> Ended {
        let options = press::serve::Options {
            address: self.address,
            port: self.port,
            base: self.base,
            policy: press::serve::Policy::Site,
            ..press::serve::Options::new(self.dir)
        };
        let server = press::serve::serve(options)?;
        let url = server.url();
        if self.address.is_unspecified() {
            let port = server.address().port();
            mention(
                &format!(
                    "The portal is at {url}, and at port {port} of this machine’s other addresses (Ctrl-C ends it)"
                ),
                quiet,
            );
        } else {
            mention(&format!("The portal is at {url} (Ctrl-C ends it)"), quiet);
        }
        server.wait();
        Ok(End::Fine)
    }
}

/// Opens a folder to publish into. Whoever waits for another build is told so.
fn open(folder: &Path, kind: Kind, content: Option<&Path>, quiet: bool) -> Result<Target, Failure> {
    let waiting = |holder: &str| {
        if !quiet {
            let folder = folder.display();
            // Where standard error is closed there is nobody to tell.
            let _ = writeln!(
                io::stderr(),
                "press: {folder}: {holder} is writing into this folder; waiting until it is done"
            );
        }
    };
    Ok(Target::open(folder, kind, content, Disk::default(), &waiting)?)
}

impl Completions {
    fn run(&self) -> Ended {
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut Press::command(), "press", &mut script);
        print_text(&String::from_utf8_lossy(&script))?;
        Ok(End::Fine)
    }
}

fn progress(quiet: bool) -> Progress {
    if quiet {
        Progress::silent()
    } else {
        Progress::on_terminal()
    }
}

/// What is told of diagnostics: all of them, or the errors alone.
fn told_of(mut diagnostics: Vec<Diagnostic>, quiet: bool) -> Vec<Diagnostic> {
    diagnostics.retain(|diagnostic| !quiet || diagnostic.severity == Severity::Error);
    diagnostics
}

/// Prints diagnostics and the line that closes them, with whatever is to be said there.
fn print(
    diagnostics: &[Diagnostic],
    results: impl IntoIterator<Item = String>,
    quiet: bool,
) -> Result<(), Failure> {
    let told = told_of(diagnostics.to_owned(), quiet);
    let mut lines: Vec<_> = told.iter().map(ToString::to_string).collect();
    if !quiet {
        let (errors, warnings) = diagnostic::tally(diagnostics);
        let faults = [number(errors, "error"), number(warnings, "warning")].join(", ");
        let results = results.into_iter().filter(|words| !words.is_empty());
        let closing: Vec<_> = std::iter::once(faults).chain(results).collect();
        lines.push(closing.join("; "));
    }
    let lines: Vec<_> = lines.into_iter().map(|line| line + "\n").collect();
    print_text(&lines.concat())
}

/// Prints what was asked for.
fn print_text(text: &str) -> Result<(), Failure> {
    match io::stdout().write_all(text.as_bytes()) {
        // Whoever closes the pipe, as `head` does, has read enough.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        other => Ok(other?),
    }
}

/// Says in a line what was done. Where standard output is closed it is done all the same.
fn mention(line: &str, quiet: bool) {
    if !quiet {
        let _ = writeln!(io::stdout(), "{line}");
    }
}

fn articles(count: usize) -> String {
    number(count, "article")
}

fn number(count: usize, noun: &str) -> String {
    let ending = if count == 1 { "" } else { "s" };
    format!("{count} {noun}{ending}")
}
