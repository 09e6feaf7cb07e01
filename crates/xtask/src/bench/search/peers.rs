//! The same articles and the same questions for Pagefind and MiniSearch, in one run: what a reader fetches and waits for, and
//! what is found, in Chromium; and what making the index takes.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use ::press::edition::bundle::Edition;
use ::press::edition::search::document;
use ::press::host::serve::{Options, serve};
use content::route::Route;
use fastrand::Rng;
use serde::{Deserialize, Serialize};

use super::{Corpus, Error, FIRST, SEED, SLIPS, share, slip};
use crate::bench::press::{self, Used, run_measured};
use crate::bench::{kilobytes, median};
use crate::chromium::Chromium;
use crate::folder;
use crate::script;
use crate::tools::{self, Tools};
use crate::workspace::Workspace;

const PORTAL: &str = "Feuilleton";
const PEERS: [(&str, &str); 2] = [("Pagefind", "pagefind"), ("MiniSearch", "minisearch")];

/// First queries of each number of words.
const COLD: usize = 9;

/// Questions of each kind.
const ASKED: usize = 60;

#[derive(Serialize)]
struct Job {
    browser: PathBuf,
    sites: Vec<Site>,
    cold: BTreeMap<&'static str, Vec<String>>,
    warm: Vec<String>,
    found: Vec<String>,
}

#[derive(Serialize)]
struct Site {
    name: &'static str,
    url: String,
    is_portal: bool,
}

/// What a site has answered.
#[derive(Deserialize)]
struct Answers {
    name: String,
    cold: BTreeMap<String, Vec<Cold>>,
    /// Milliseconds, by how many times slower the processor was.
    warm: BTreeMap<String, Vec<f64>>,
    memory: f64,
    found: Vec<First>,
}

/// What the first query of a reader costs.
#[derive(Deserialize)]
struct Cold {
    bytes: f64,
    requests: f64,
    steps: f64,
    milliseconds: f64,
}

/// How many articles are found, and the addresses of the first.
#[derive(Deserialize)]
struct First {
    count: usize,
    urls: Vec<String>,
}

/// A question whose answer is known.
enum Question {
    /// A beginning of so many letters, and how many articles have a word that begins so.
    Beginning(usize, usize),
    /// A word with a slip: the word that is meant.
    Slip(String),
    /// Three words of an article, one of them perhaps with a slip: its address.
    Item(String, bool),
}

/// The corpus as peers read it.
#[derive(Serialize)]
struct ForPeers {
    language: String,
    articles: Vec<ArticleForPeers>,
}

#[derive(Serialize)]
struct ArticleForPeers {
    url: String,
    title: String,
    lead: String,
    tags: Vec<String>,
    authors: Vec<String>,
    body: String,
}

/// Builds the index of each peer and a portal with the same articles, asks all of them, and prints the figures side by side.
///
/// # Errors
/// When a tool or the browser is missing, or a step fails.
pub(super) fn run(
    workspace: &Workspace,
    content: &Path,
    edition: &Edition,
    corpus: &Corpus<'_>,
    common: &BTreeSet<&str>,
) -> Result<(), Error> {
    let tools = tools::for_testing(workspace)?;
    let chromium = Chromium::find_or_install()?;
    crate::portal::build(&tools)?;
    let root = workspace.bench().join("search-peers");
    let in_preparing = |source| Error::Prepare {
        folder: root.clone(),
        source,
    };
    folder::remove(&root).map_err(in_preparing)?;
    let portal = root.join("portal");
    folder::link(&workspace.dist(), &portal).map_err(in_preparing)?;
    let mut build = Command::new(press::built(workspace, press::PROFILE)?);
    build.arg("build").arg(content).arg("--app").arg(&portal);
    build.env("XDG_CACHE_HOME", root.join("cache"));
    let mut used = vec![run_measured(&mut build)?];
    let addresses = addresses(edition);
    let text =
        serde_json::to_vec(&for_peers(edition, &addresses)).map_err(|error| in_preparing(error.into()))?;
    fs::write(root.join("corpus.json"), text).map_err(in_preparing)?;
    let mut started = vec![(PORTAL, serve(Options::new(&portal))?)];
    for (name, peer) in PEERS {
        let folder = root.join(peer);
        used.push(built(&tools, peer, &root.join("corpus.json"), &folder)?);
        started.push((name, serve(Options::new(folder))?));
    }
    let mut rng = Rng::with_seed(SEED + 5);
    let mut words = |count: usize, queries: usize| -> Vec<String> {
        let items = (0..queries).filter_map(|_| corpus.item(&mut rng, count, common));
        items.map(|(_, words)| words.join(" ")).collect()
    };
    let cold = BTreeMap::from([("one", words(1, COLD)), ("four", words(4, COLD))]);
    let mut warm: Vec<String> = (1..=4).flat_map(|count| words(count, ASKED / 4)).collect();
    warm.extend(common.iter().take(5).map(ToString::to_string));
    warm.extend(["a", "e", "s"].map(str::to_owned));
    let questions = questions(corpus, common, &addresses);
    let sites = started.iter().map(|(name, server)| {
        let is_portal = *name == PORTAL;
        let path = if is_portal { "find/" } else { "" };
        Site {
            name,
            url: format!("http://app.localhost:{}/{path}", server.address().port()),
            is_portal,
        }
    });
    let job = Job {
        browser: chromium.browser,
        sites: sites.collect(),
        cold,
        warm,
        found: questions.iter().map(|(query, _)| query.clone()).collect(),
    };
    let answers: Vec<Answers> = script::run(&tools, Path::new("tests/bench/search.mjs"), &job)?;
    print(&answers, &used, &questions, corpus);
    folder::remove(&root).map_err(in_preparing)
}

/// Lets a peer make its index.
fn built(tools: &Tools, peer: &str, corpus: &Path, out: &Path) -> Result<Used, Error> {
    let mut node = tools.node();
    node.arg("tests/search-peers/build.mjs")
        .arg(peer)
        .arg(corpus)
        .arg(out);
    Ok(run_measured(&mut node)?)
}

/// The address of each article.
fn addresses(edition: &Edition) -> HashMap<String, String> {
    let articles = edition.articles.iter();
    articles
        .map(|article| {
            let slug = article.slug.clone();
            let route = match article.section.clone() {
                Some(section) => Route::Article { section, slug },
                None => Route::Page(slug),
            };
            (article.slug.to_string(), format!("/{}", route.path()))
        })
        .collect()
}

fn for_peers(edition: &Edition, addresses: &HashMap<String, String>) -> ForPeers {
    let articles = edition.articles.iter().map(|article| {
        let document = document(article, &edition.site, &edition.search);
        ArticleForPeers {
            url: addresses
                .get(&article.slug.to_string())
                .cloned()
                .unwrap_or_default(),
            title: document.title,
            lead: document.lead,
            tags: document.tags,
            authors: document.authors,
            body: document.body,
        }
    });
    ForPeers {
        language: edition.site.language.to_string(),
        articles: articles.collect(),
    }
}

fn questions(
    corpus: &Corpus<'_>,
    common: &BTreeSet<&str>,
    addresses: &HashMap<String, String>,
) -> Vec<(String, Question)> {
    let mut rng = Rng::with_seed(SEED + 6);
    let mut questions = Vec::new();
    for number in 0..ASKED {
        let Some((slug, words)) = corpus.item(&mut rng, 3, common) else {
            continue;
        };
        let address = addresses.get(&slug.to_string()).cloned().unwrap_or_default();
        let kind = number % SLIPS.len();
        let mut slipped = words.clone();
        slipped[1] = slip(&words[1], kind, &mut rng);
        questions.push((words.join(" ") + " ", Question::Item(address.clone(), false)));
        questions.push((slipped.join(" ") + " ", Question::Item(address, true)));
        questions.push((
            slip(&words[0], kind, &mut rng) + " ",
            Question::Slip(words[0].clone()),
        ));
        let letters = 2 + number % 3;
        let start: String = words[2].chars().take(letters).collect();
        let wanted = corpus.beginning(&start);
        questions.push((start, Question::Beginning(letters, wanted)));
    }
    questions
}

fn print(answers: &[Answers], used: &[Used], questions: &[(String, Question)], corpus: &Corpus<'_>) {
    print!("\n{:<52}", "side by side, in Chromium");
    for site in answers {
        print!("{:>14}", site.name);
    }
    println!();
    let row = |name: &str, figure: &dyn Fn(&Answers) -> String| {
        print!("{name:<52}");
        for site in answers {
            print!("{:>14}", figure(site));
        }
        println!();
    };
    for (name, what) in [("one", "one word"), ("four", "four words")] {
        let of = |site: &Answers, take: fn(&Cold) -> &f64| {
            median(site.cold.get(name).into_iter().flatten().map(take)).unwrap_or_default()
        };
        row(&format!("first query, {what}: kB"), &|site| {
            kilobytes(whole(of(site, |cold| &cold.bytes)))
        });
        row("  requests; one after another", &|site| {
            format!(
                "{}; {}",
                of(site, |cold| &cold.requests),
                of(site, |cold| &cold.steps)
            )
        });
        row("  ms to ten results on slow 4G", &|site| {
            format!("{:.0}", of(site, |cold| &cold.milliseconds))
        });
    }
    for (rate, what) in [("1", "warm query"), ("4", "processor 4 times slower")] {
        row(&format!("{what}, ms: half, 99 of 100"), &|site| {
            let mut times = site.warm.get(rate).cloned().unwrap_or_default();
            times.sort_by(f64::total_cmp);
            let at = |share: usize| times.get(times.len() * share / 100).copied().unwrap_or_default();
            format!("{:.1}, {:.1}", at(50), at(99))
        });
    }
    row("memory of the page, MB", &|site| {
        format!("{:.1}", site.memory / 1e6)
    });
    for letters in 2..=4 {
        row(
            &format!("found by a beginning of {letters} letters, of all"),
            &|site| {
                let (mut wanted, mut found) = (0, 0);
                for ((_, question), first) in questions.iter().zip(&site.found) {
                    if let Question::Beginning(length, all) = question
                        && *length == letters
                    {
                        wanted += all;
                        found += first.count.min(*all);
                    }
                }
                share(found, wanted)
            },
        );
    }
    row("one slip: an article with the word in the first ten", &|site| {
        let (mut asked, mut met) = (0, 0);
        for ((_, question), first) in questions.iter().zip(&site.found) {
            if let Question::Slip(word) = question {
                asked += 1;
                met += usize::from(first.urls.iter().any(|url| corpus.has(url, word)));
            }
        }
        share(met, asked)
    });
    for (has_slip, what) in [
        (false, "known item, MRR@10"),
        (true, "known item with a slip, MRR@10"),
    ] {
        row(what, &|site| {
            let (mut asked, mut sum) = (0.0_f64, 0.0);
            for ((_, question), first) in questions.iter().zip(&site.found) {
                if let Question::Item(address, slipped) = question
                    && *slipped == has_slip
                {
                    asked += 1.0;
                    let places = (1_u32..).zip(first.urls.iter().take(FIRST));
                    let place = places.into_iter().find(|(_, url)| *url == address);
                    sum += place.map_or(0.0, |(place, _)| 1.0 / f64::from(place));
                }
            }
            format!("{:.3}", sum / asked.max(1.0))
        });
    }
    let build = |name: &str, figure: &dyn Fn(&Used) -> String| {
        print!("{name:<52}");
        for used in used {
            print!("{:>14}", figure(used));
        }
        println!();
    };
    build("build, seconds (Feuilleton: the whole site)", &|used| {
        format!("{:.1}", used.taken.as_secs_f64())
    });
    build("  memory, MB", &|used| (used.peak / 1_000_000).to_string());
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "bytes of a download are whole, not negative and far below 2^53"
)]
fn whole(bytes: f64) -> usize {
    bytes as usize
}
