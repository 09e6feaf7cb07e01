//! `press find`: what readers find, from the index that they ask.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use ::search::facets::Order;
use ::search::plan::{Hit, Taken};
use clap::Args;
use content::article::Article;
use content::find::{Filter, Query};
use content::slug::Slug;
use press::clock;
use press::diagnostic;
use press::edition::ask::{Answer, Index};
use press::edition::bundle::Edition;
use press::edition::compose::compose_with;
use press::edition::means::Means;
use press::edition::pictures::Pictures;
use press::edition::search;
use press::remedy;
use serde_json::{Value, json};

use super::told::{Format, print, print_text, progress};
use super::{End, Ended, Failure};

#[derive(Args)]
pub(crate) struct Find {
    /// The folder that holds site.toml
    content: PathBuf,
    /// What a reader types; what ends with a space has no word that goes on
    #[arg(required_unless_present = "queries")]
    words: Option<String>,
    /// Find only what meets this: themes=heritage, section=magazine or year=2026. Of one axis any will do, and each axis has to
    /// be met
    #[arg(long, value_name = "AXIS=VALUE")]
    filter: Vec<String>,
    /// Say why each article is found, and what was fetched for it
    #[arg(long)]
    explain: bool,
    /// How to print what is found
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// Answer each line of this file instead, with a line of JSON each
    #[arg(long, value_name = "FILE", conflicts_with = "words")]
    queries: Option<PathBuf>,
    /// How many articles are printed
    #[arg(long, value_name = "NUMBER", default_value_t = 10)]
    limit: usize,
    /// Find what is dated later, too
    #[arg(long)]
    future: bool,
}

/// Why nothing was looked for.
#[derive(Debug, thiserror::Error)]
enum FindError {
    #[error("{}: cannot be read: {} ({})", .0.display(), .1, remedy::of(.1))]
    Queries(PathBuf, #[source] io::Error),
    #[error("--filter {0}: this is no filter ({rule})", rule = Filter::RULE)]
    NoFilter(String),
    #[error("--filter {0}: the site has no such section, year or tag (press inspect tells which there are)")]
    UnknownFilter(String),
    #[error("{}: no article is published, so there is no index (press check says why)", .0.display())]
    NoIndex(PathBuf),
}

impl Find {
    pub(crate) fn run(&self, quiet: bool) -> Ended {
        let queries = self.queries.as_deref().map(read).transpose()?;
        let Some(mut edition) = self.edition(quiet)? else {
            return Ok(End::Faults);
        };
        let silent = press::progress::Progress::silent();
        search::add(&mut edition, None, &silent)?;
        let selection = self.selection(&edition)?;
        let none = || FindError::NoIndex(self.content.clone());
        let mut index = Index::of(&edition.files).ok_or_else(none)??;
        let articles: BTreeMap<&Slug, &Article> = edition
            .articles
            .iter()
            .map(|article| (&article.slug, article))
            .collect();
        for line in queries.iter().flat_map(|text| text.lines()) {
            let answered = self.answer(line, &mut index, selection.as_ref(), &articles);
            print_text(&(serde_json::to_string(&answered.json(line, self.explain))? + "\n"))?;
        }
        if let Some(words) = &self.words {
            let answered = self.answer(words, &mut index, selection.as_ref(), &articles);
            match self.format {
                Format::Text => print_text(&answered.text(self.explain))?,
                Format::Json => {
                    let text = serde_json::to_string_pretty(&answered.json(words, self.explain))?;
                    print_text(&(text + "\n"))?;
                }
            }
        }
        Ok(End::Fine)
    }

    fn edition(&self, quiet: bool) -> Result<Option<Edition>, Failure> {
        let progress = progress(quiet);
        let means = Means {
            now: Some(clock::now()?),
            shows_future: self.future,
            preview: None,
            cache: None,
            pictures: Pictures::Examine,
            progress: &progress,
        };
        let outcome = compose_with(&self.content, &means)?;
        if outcome.edition.is_none() {
            print(
                &outcome.diagnostics,
                Some("there is nothing to find".to_owned()),
                quiet,
            )?;
        }
        let (errors, _) = diagnostic::tally(&outcome.diagnostics);
        if errors > 0 && outcome.edition.is_some() {
            let left_out = super::told::number(errors, "error");
            let line = format!("press: {left_out} kept articles out of the index (press check tells them)\n");
            // Where standard error is closed there is nobody to tell.
            let _ = io::Write::write_all(&mut io::stderr(), line.as_bytes());
        }
        Ok(outcome.edition)
    }

    /// What is chosen; none where nothing is.
    fn selection(&self, edition: &Edition) -> Result<Option<Query>, FindError> {
        let mut selection = Query::ALL;
        for text in &self.filter {
            let filter = Filter::parse(text).ok_or_else(|| FindError::NoFilter(text.clone()))?;
            if edition.listing(&filter.list()).is_none() {
                return Err(FindError::UnknownFilter(text.clone()));
            }
            selection = selection.with(&filter, &edition.site);
        }
        Ok((!selection.is_empty()).then_some(selection))
    }

    fn answer<'a>(
        &self,
        words: &str,
        index: &mut Index<'_>,
        selection: Option<&Query>,
        articles: &BTreeMap<&'a Slug, &'a Article>,
    ) -> Answered<'a> {
        let query = Index::query(words);
        let answer = index.ask(&query, selection.is_some());
        let counted = answer.found.count as usize;
        let mut count = answer.found.count;
        let mut chosen: Vec<(&Hit, bool)> = Vec::new();
        if let Some(selection) = selection {
            for page in 1.. {
                let asked = selection.on_page(page);
                let (found, _) = index.select(&asked, Some(&answer.found), Order::Best);
                count = found.count;
                let numbers = found.numbers.iter().map(|number| (number, true));
                let numbers = numbers.chain(found.others.iter().map(|number| (number, false)));
                let before = chosen.len();
                chosen.extend(numbers.filter_map(|(number, is_counted)| {
                    let hit = answer.found.hits.iter().find(|hit| hit.number == *number);
                    hit.map(|hit| (hit, is_counted))
                }));
                if chosen.len() >= self.limit || chosen.len() == before {
                    break;
                }
            }
        } else {
            let hits = answer.found.hits.iter().enumerate();
            chosen.extend(hits.map(|(place, hit)| (hit, place < counted)));
        }
        let mut hits = Vec::new();
        for (hit, is_counted) in chosen.into_iter().take(self.limit) {
            let slug = index.card(hit.number).0.map(|card| card.slug);
            if let Some(article) = slug.and_then(|slug| articles.get(&slug).copied()) {
                hits.push((hit.clone(), article, is_counted));
            }
        }
        Answered { answer, count, hits }
    }
}

fn read(path: &Path) -> Result<String, FindError> {
    fs::read_to_string(path).map_err(|error| FindError::Queries(path.to_owned(), error))
}

/// A query with its answer.
struct Answered<'a> {
    answer: Answer,
    /// How many articles are found that meet the filters.
    count: u32,
    /// The first of them: how, which, and whether it is counted.
    hits: Vec<(Hit, &'a Article, bool)>,
}

impl Answered<'_> {
    fn words_of(&self, bits: u32) -> Vec<&str> {
        let words = (0_u32..).zip(&self.answer.found.words);
        let words = words.filter(|(place, _)| bits & (1 << place) != 0);
        words.map(|(_, word)| word.typed.as_str()).collect()
    }

    fn files(&self) -> BTreeSet<String> {
        self.answer
            .turns
            .iter()
            .flatten()
            .map(ToString::to_string)
            .collect()
    }

    fn text(&self, explains: bool) -> String {
        let found = &self.answer.found;
        let mut text = format!("{} found", super::told::articles(self.count as usize));
        if found.is_relaxed {
            text.push_str(", with most of the words");
        }
        text.push('\n');
        for word in &found.words {
            if let Some(told) = told(&word.taken) {
                let _ = writeln!(text, "“{}” {told}", word.typed);
            }
        }
        for (hit, article, is_counted) in &self.hits {
            let day = article
                .published
                .map(|day| format!(" ({day})"))
                .unwrap_or_default();
            let section = article
                .section
                .as_ref()
                .map(|slug| format!("{slug}/"))
                .unwrap_or_default();
            let less = if *is_counted { "" } else { "  [fewer words]" };
            let _ = writeln!(
                text,
                "  /{section}{}/  {}{day}{less}",
                article.slug, article.title
            );
            if explains {
                let _ = writeln!(text, "      {}", self.why(hit));
            }
        }
        if explains {
            for word in &found.words {
                let _ = writeln!(
                    text,
                    "“{}”: {} articles, worth {:.2}",
                    word.typed, word.count, word.rarity
                );
            }
            for (turn, files) in (1..).zip(&self.answer.turns) {
                let files: Vec<_> = files.iter().map(ToString::to_string).collect();
                let _ = writeln!(text, "turn {turn}: {}", files.join(", "));
            }
        }
        text
    }

    fn why(&self, hit: &Hit) -> String {
        let mut why = format!("{:.3}: {}", hit.score, self.words_of(hit.words).join(", "));
        if hit.is_pinned {
            why.push_str("; pinned");
        }
        if hit.is_title {
            why.push_str("; its title");
        }
        if hit.beside > 0 {
            let _ = write!(why, "; {} side by side", hit.beside);
        }
        why
    }

    fn json(&self, query: &str, explains: bool) -> Value {
        let found = &self.answer.found;
        let words = found.words.iter().map(|word| {
            let instead = match &word.taken {
                Taken::Instead(words) => words.as_slice(),
                _ => &[],
            };
            json!({ "typed": word.typed, "articles": word.count, "taken": kind(&word.taken), "instead": instead })
        });
        let hits = self.hits.iter().map(|(hit, article, is_counted)| {
            let mut told = json!({
                "slug": article.slug, "section": article.section, "title": article.title, "score": hit.score,
                "counted": is_counted,
            });
            if explains {
                told["words"] = self.words_of(hit.words).into();
                told["title_matches"] = hit.is_title.into();
                told["side_by_side"] = hit.beside.into();
                told["pinned"] = hit.is_pinned.into();
            }
            told
        });
        let mut told = json!({
            "query": query, "count": self.count, "exact": found.is_whole, "relaxed": found.is_relaxed,
            "cut": found.is_cut, "words": words.collect::<Vec<_>>(), "hits": hits.collect::<Vec<_>>(),
        });
        if explains {
            told["files"] = self.files().into_iter().collect::<Vec<_>>().into();
            told["turns"] = self.answer.turns.len().into();
        }
        told
    }
}

fn kind(taken: &Taken) -> &'static str {
    match taken {
        Taken::AsTyped => "as typed",
        Taken::Instead(_) => "instead",
        Taken::Unknown => "unknown",
        Taken::Common => "common",
    }
}

/// What is said of a word that was not simply looked for.
fn told(taken: &Taken) -> Option<String> {
    match taken {
        Taken::AsTyped => None,
        Taken::Instead(words) => Some(format!("stands nowhere; looked for {}", words.join(", "))),
        Taken::Unknown => Some("stands nowhere".to_owned()),
        Taken::Common => Some("stands nearly everywhere, and need not be there".to_owned()),
    }
}
