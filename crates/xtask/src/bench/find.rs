//! `cargo xtask bench find`: how soon a magazine of a given size answers at `/find/`.

use std::io;
use std::path::{Path, PathBuf};

use press::edition::compose::compose;
use press::host::serve::{Options, serve};
use press::publish::pages;
use serde::{Deserialize, Serialize};

use super::{Error, magazine, median};
use crate::chromium::Chromium;
use crate::folder;
use crate::portal;
use crate::script;
use crate::tools;
use crate::workspace::Workspace;

#[derive(Serialize)]
struct Job {
    browser: PathBuf,
    runs: u32,
    url: String,
}

/// One choice, with milliseconds from the click.
#[derive(Deserialize)]
struct Answer {
    chosen: String,
    found: String,
    counted: f64,
    painted: f64,
}

/// Builds the portal, gives it a magazine of that size, and prints how long its answers take.
///
/// # Errors
/// When a tool or the browser is missing, or a step fails.
pub fn run(workspace: &Workspace, articles: usize, runs: u32) -> Result<(), Error> {
    let tools = tools::for_testing(workspace)?;
    let chromium = Chromium::find_or_install()?;
    portal::build(&tools)?;
    let root = workspace.bench().join("find");
    let in_preparing = |source: io::Error| Error::Prepare {
        folder: root.clone(),
        source,
    };
    folder::remove(&root).map_err(in_preparing)?;
    let (content, site) = (root.join("content"), root.join("portal"));
    magazine::write(&content, articles).map_err(in_preparing)?;
    folder::link(&workspace.dist(), &site).map_err(in_preparing)?;
    let other = |error: &dyn std::fmt::Display| in_preparing(io::Error::other(error.to_string()));
    let outcome = compose(&content).map_err(|error| other(&error))?;
    let edition = outcome.edition.ok_or_else(|| other(&"the magazine has errors"))?;
    pages::write(&edition, &content, &site, None).map_err(|error| other(&error))?;
    let server = serve(Options::new(&site))?;
    let job = Job {
        browser: chromium.browser,
        runs,
        url: format!("http://app.localhost:{}/find/", server.address().port()),
    };
    let visits: Vec<Vec<Answer>> = script::run(&tools, Path::new("tests/bench/find.mjs"), &job)?;
    println!("/find/ with {articles} articles in Chromium, all lists open: medians of {runs} visits, ms");
    println!(
        "{:<20}{:>16}{:>12}{:>12}",
        "chosen in", "found", "counted", "painted"
    );
    for (at, step) in visits
        .iter()
        .flatten()
        .take(visits.first().map_or(0, Vec::len))
        .enumerate()
    {
        let figure = |take: fn(&Answer) -> &f64| {
            let values = visits.iter().filter_map(|steps| steps.get(at)).map(take);
            median(values).unwrap_or_default()
        };
        println!(
            "{:<20}{:>16}{:>12.1}{:>12.1}",
            step.chosen,
            step.found,
            figure(|step| &step.counted),
            figure(|step| &step.painted)
        );
    }
    folder::remove(&root).map_err(in_preparing)
}
