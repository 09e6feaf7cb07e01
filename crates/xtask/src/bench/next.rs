//! `cargo xtask bench next`: how soon the next page is there after a click, beside the same pages made with React and Preact.

use std::path::{Path, PathBuf};

use ::press::host::serve::{Options, serve};
use serde::{Deserialize, Serialize};

use super::peers::Peer;
use super::{CARDS, Error, article, median};
use crate::chromium::Chromium;
use crate::portal;
use crate::script;
use crate::tools;
use crate::workspace::Workspace;

/// What is clicked: how the table calls it, and where it stands on portal and peers.
const LINKS: [Link; 2] = [
    Link {
        what: "similar card",
        selector: CARDS,
    },
    Link {
        what: "tag",
        selector: ".tags a[href]",
    },
];

/// For how many milliseconds a button is held down, as a quick hand does it.
const PRESS: u32 = 60;

#[derive(Serialize)]
struct Job<'a> {
    browser: &'a Path,
    runs: u32,
    slowdown: u32,
    press: u32,
    pages: &'a [Page],
    links: [Link; 2],
}

#[derive(Clone, Copy, Serialize)]
struct Link {
    what: &'static str,
    selector: &'static str,
}

#[derive(Serialize)]
struct Page {
    name: &'static str,
    url: String,
    /// Does the reader ask for less motion?
    still: bool,
}

/// For each kind of link, milliseconds from the click until the next heading stands, and until it is seen.
#[derive(Deserialize)]
struct Measured {
    name: String,
    clicks: Vec<Vec<(f64, f64)>>,
}

/// Builds portal and peers, and prints the figures.
///
/// # Errors
/// When a tool or the browser is missing, or a step fails.
pub fn run(workspace: &Workspace, runs: u32) -> Result<(), Error> {
    let tools = tools::for_testing(workspace)?;
    let chromium = Chromium::find_or_install()?;
    portal::build(&tools)?;
    let article = article(&workspace.dist())?;
    let of_peer = |peer: Peer| -> Result<Options, Error> {
        Ok(Options {
            fallback_shell: true,
            ..Options::new(peer.build(workspace, &tools)?)
        })
    };
    let started = [
        ("Feuilleton", false, serve(Options::new(workspace.dist()))?),
        (
            "Feuilleton, less motion",
            true,
            serve(Options::new(workspace.dist()))?,
        ),
        ("React peer", false, serve(of_peer(Peer::React)?)?),
        ("Preact peer", false, serve(of_peer(Peer::Preact)?)?),
    ];
    let pages = started.iter().map(|(name, still, server)| Page {
        name,
        url: format!("http://app.localhost:{}/{article}", server.address().port()),
        still: *still,
    });
    let pages: Vec<_> = pages.collect();
    for slowdown in [1, 4] {
        let results = measure(&tools, &chromium.browser, runs, slowdown, &pages)?;
        println!(
            "\nFrom /{article} in Chromium, processor {slowdown} times slower, held for {PRESS} ms: medians of {runs} clicks from letting go, ms"
        );
        print(&results);
    }
    Ok(())
}

fn measure(
    tools: &tools::Tools,
    browser: &PathBuf,
    runs: u32,
    slowdown: u32,
    pages: &[Page],
) -> Result<Vec<Measured>, Error> {
    let job = Job {
        browser,
        runs,
        slowdown,
        press: PRESS,
        pages,
        links: LINKS,
    };
    Ok(script::run(tools, Path::new("tests/bench/next.mjs"), &job)?)
}

fn print(results: &[Measured]) {
    print!("{:<28}", "");
    for link in LINKS {
        print!(
            "{:>24}{:>24}",
            format!("{}: there", link.what),
            format!("{}: seen", link.what)
        );
    }
    println!();
    for measured in results {
        print!("{:<28}", measured.name);
        for clicks in &measured.clicks {
            let there = median(clicks.iter().map(|(there, _)| there));
            let seen = median(clicks.iter().map(|(_, seen)| seen));
            for figure in [there, seen] {
                match figure {
                    Some(figure) => print!("{figure:>24.0}"),
                    None => print!("{:>24}", "-"),
                }
            }
        }
        println!();
    }
}
