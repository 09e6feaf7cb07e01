//! Developer commands: `cargo xtask serve | test | check | dist | bench | shots`.

use std::error::Error;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use xtask::workspace::Workspace;
use xtask::{bench, check, dist, serve, shots, test};

#[derive(Parser)]
#[command(name = "cargo xtask", about = "Developer commands of Feuilleton")]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Builds the portal with the demo content and serves it
    Serve {
        /// The first port to try
        #[arg(long, default_value_t = 8080)]
        port: u16,
    },
    /// Runs every test, in real browsers too
    Test,
    /// Checks format, lints and source rules only: quick
    Check,
    /// Builds what is handed to others into target/packages: press as one file that carries the portal, for tar, npm and pip
    Dist(dist::Options),
    /// Measures the built portal: bytes by part, and times beside a React peer on a slow phone
    Bench {
        #[command(subcommand)]
        what: Option<Measured>,
        /// Visits of each kind; figures are their medians
        #[arg(long, default_value_t = 7)]
        runs: u32,
    },
    /// Takes pictures of every kind of page into target/shots, and a sheet to look through them
    Shots(shots::Options),
}

#[derive(Subcommand)]
enum Measured {
    /// Measures how soon /find/ answers instead
    Find {
        /// The size of the magazine, in articles
        #[arg(long, default_value_t = 2_000)]
        articles: usize,
    },
    /// Measures the next click instead: how soon an article and the list of a tag are there, beside React and Preact peers
    Next,
    /// Measures press instead: time and memory for magazines of several sizes
    Press {
        /// The sizes, in articles
        #[arg(long, value_delimiter = ',', default_values_t = [1_000, 10_000, 100_000])]
        articles: Vec<usize>,
        /// The profile that press is built in, if not `native`; `dev` is that of Trunk's hook
        #[arg(long)]
        profile: Option<String>,
    },
    /// Measures a preview instead: how long after a save it shows what was saved
    Preview {
        /// The sizes of the magazines, in articles
        #[arg(long, value_delimiter = ',', default_values_t = [100, 1_000, 10_000])]
        articles: Vec<usize>,
    },
    /// Measures the search index natively instead: bytes, turns, times, and what is found
    Search {
        /// Content folders to index
        #[arg(long = "content", value_name = "DIR")]
        contents: Vec<PathBuf>,
        /// Sizes of generated magazines to index
        #[arg(long, value_delimiter = ',')]
        articles: Vec<usize>,
        /// Queries of each kind
        #[arg(long, default_value_t = 400)]
        queries: usize,
        /// Lets Pagefind and MiniSearch index and answer the same, in Chromium
        #[arg(long)]
        peers: bool,
    },
    /// Measures filters instead: what a choice fetches of magazines that stand in memory alone, and whether all counts are exact
    Facets {
        /// How many articles the magazines have
        #[arg(long, value_delimiter = ',', default_values_t = [10_000, 100_000, 1_000_000])]
        articles: Vec<usize>,
        /// How many selections are compared with a look through all articles
        #[arg(long, default_value_t = 1000)]
        selections: usize,
    },
    /// Measures similar content instead: how many of the articles that texts link to are shown as similar
    Similar {
        /// Content folders whose articles link to each other
        #[arg(required = true, value_name = "DIR")]
        contents: Vec<PathBuf>,
    },
}

fn main() -> ExitCode {
    if let Some(ended) = dist::as_cargo() {
        return ended;
    }
    match run(Arguments::parse().task) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(task: Task) -> Result<(), Box<dyn Error>> {
    let workspace = Workspace::new();
    match task {
        Task::Serve { port } => serve::run(&workspace, port)?,
        Task::Test => test::run(&workspace)?,
        Task::Check => check::run(&workspace)?,
        Task::Dist(options) => dist::run(&workspace, &options)?,
        Task::Bench { what: None, runs } => bench::run(&workspace, runs)?,
        Task::Bench {
            what: Some(Measured::Find { articles }),
            runs,
        } => bench::find::run(&workspace, articles, runs)?,
        Task::Bench {
            what: Some(Measured::Next),
            runs,
        } => bench::next::run(&workspace, runs)?,
        Task::Bench {
            what: Some(Measured::Press { articles, profile }),
            ..
        } => bench::press::run(&workspace, &articles, profile.as_deref())?,
        Task::Bench {
            what: Some(Measured::Preview { articles }),
            ..
        } => bench::preview::run(&workspace, &articles)?,
        Task::Bench {
            what:
                Some(Measured::Search {
                    contents,
                    articles,
                    queries,
                    peers,
                }),
            ..
        } => bench::search::run(&workspace, &contents, &articles, queries, peers)?,
        Task::Bench {
            what: Some(Measured::Facets { articles, selections }),
            ..
        } => bench::facets::run(&articles, selections)?,
        Task::Bench {
            what: Some(Measured::Similar { contents }),
            ..
        } => bench::similar::run(&contents)?,
        Task::Shots(options) => shots::run(&workspace, &options)?,
    }
    Ok(())
}
