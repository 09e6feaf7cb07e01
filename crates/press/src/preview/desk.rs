//! What a preview shows at the moment, and how the next edition takes its place.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use content::route::Route;
use jiff::Timestamp;

use super::snapshot::Snapshot;
use super::watch::look_at_media;
use crate::clock;
use crate::diagnostic::{Diagnostic, Severity};
use crate::edition::bundle::Edition;
use crate::edition::compose::{Outcome, compose_with};
use crate::edition::means::Means;
use crate::edition::memory::{Memory, Previewing};
use crate::edition::pictures::Pictures;
use crate::edition::plan;
use crate::edition::schedule::{HeldBack, Schedule};
use crate::edition::search;
use crate::parallel;
use crate::progress::Progress;
use crate::publish::app::App;
use crate::publish::links;
use crate::read::release::Reason;

/// How an edition is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pace {
    /// With what takes long as it was before.
    Quick,
    /// As a build makes it.
    Exact,
}

/// What a preview shows, and what it is made from.
pub(super) struct Desk {
    content: PathBuf,
    app: App,
    memory: Memory,
    shown: Mutex<Shown>,
    renewed: Condvar,
    /// How often the folder was read because of a change.
    saves: Mutex<u64>,
}

/// What is shown.
#[derive(Clone, Default)]
pub(super) struct Shown {
    /// How many editions there have been.
    pub(super) version: u64,
    /// The newest edition.
    pub(super) site: Option<Arc<Snapshot>>,
    /// The newest one without an error, where the one that is shown has some: what that lacks is shown as it was.
    pub(super) before: Option<Arc<Snapshot>>,
    /// What is wrong, in the order in which it is printed.
    pub(super) wrong: Vec<Diagnostic>,
    /// What keeps the site from being made at all.
    pub(super) failure: Option<String>,
    /// What no build would publish by now: the path of its page and why.
    pub(super) early: Vec<(String, String)>,
    /// Changes with the bytes of media, which pages name by names that stay.
    pub(super) media: u64,
}

impl std::fmt::Debug for Desk {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "Desk({})", self.content.display())
    }
}

/// An edition that is ready to be shown.
struct Made {
    site: Option<Snapshot>,
    wrong: Vec<Diagnostic>,
    early: Vec<(String, String)>,
}

impl Desk {
    pub(super) fn new(content: PathBuf, app: App) -> Self {
        Self {
            content,
            app,
            memory: Memory::default(),
            shown: Mutex::default(),
            renewed: Condvar::new(),
            saves: Mutex::new(0),
        }
    }

    /// What is shown now.
    pub(super) fn shown(&self) -> Shown {
        lock(&self.shown).clone()
    }

    /// What is shown once it is another edition than that, or after a while.
    pub(super) fn shown_after(&self, version: u64, longest: Duration) -> Shown {
        let waited = self
            .renewed
            .wait_timeout_while(lock(&self.shown), longest, |shown| shown.version <= version);
        waited.unwrap_or_else(PoisonError::into_inner).0.clone()
    }

    /// Reads the folder and shows what it makes of it. An exact edition of a folder that has changed meanwhile is shown to
    /// nobody: the next one is on its way.
    pub(super) fn renew(&self, pace: Pace) {
        let save = {
            let mut saves = lock(&self.saves);
            if pace == Pace::Quick {
                *saves += 1;
            }
            *saves
        };
        let before = lock(&self.shown).site.clone();
        // Whatever happens to one edition, the next save makes another.
        let work = AssertUnwindSafe(|| self.make(pace, before.as_deref()));
        let outcome = catch_unwind(|| {
            if pace == Pace::Exact {
                parallel::apart(work)
            } else {
                work()
            }
        });
        let outcome = outcome.unwrap_or_else(|_| {
            Err("press failed on this content (its words stand in the terminal)".to_owned())
        });
        let stamp = look_at_media(&self.content);
        {
            let mut shown = lock(&self.shown);
            if pace == Pace::Exact && *lock(&self.saves) != save {
                return;
            }
            shown.version += 1;
            shown.media = stamp;
            match outcome {
                Ok(made) => shown.take(made),
                Err(failure) => shown.failure = Some(failure),
            }
        }
        self.renewed.notify_all();
    }

    fn make(&self, pace: Pace, before: Option<&Snapshot>) -> Result<Made, String> {
        let progress = Progress::silent();
        let means = Means {
            now: Some(clock::now().map_err(|error| error.to_string())?),
            shows_future: true,
            preview: Some(Previewing {
                memory: &self.memory,
                is_quick: pace == Pace::Quick,
            }),
            cache: None,
            pictures: Pictures::Examine,
            progress: &progress,
        };
        let Outcome {
            mut edition,
            mut diagnostics,
            schedule,
        } = compose_with(&self.content, &means).map_err(|error| error.to_string())?;
        if let Some(edition) = &mut edition {
            if pace == Pace::Exact {
                links::settle(&mut diagnostics, edition);
                plan::complete(&mut diagnostics, &self.content, edition);
                search::add(edition, None, &progress).map_err(|error| error.to_string())?;
            } else {
                // Whether a file is published there is known to the exact edition.
                diagnostics.retain(|diagnostic| diagnostic.link.is_none());
            }
        }
        let early = edition.as_ref().map(|edition| early(&schedule, edition));
        let site = edition.map(|edition| Snapshot::new(edition, &self.app, before));
        Ok(Made {
            site: site.transpose().map_err(|error| error.to_string())?,
            wrong: diagnostics,
            early: early.unwrap_or_default(),
        })
    }
}

impl Shown {
    fn take(&mut self, made: Made) {
        let has_errors = made.wrong.iter().any(|one| one.severity == Severity::Error);
        if !has_errors {
            self.before = None;
        } else if self.before.is_none() {
            self.before = self.site.take();
        }
        if let Some(site) = made.site {
            self.site = Some(Arc::new(site));
        } else if self.site.is_none() {
            self.site.clone_from(&self.before);
        }
        self.early = made.early;
        self.wrong = made.wrong;
        self.failure = None;
    }
}

/// The pages of what no build would publish by now, and why.
fn early(schedule: &Schedule, edition: &Edition) -> Vec<(String, String)> {
    let time = |at: Timestamp| {
        let at = at.to_zoned(schedule.zone().rules().clone());
        at.strftime("%Y-%m-%d %H:%M").to_string()
    };
    let of_one = |held: &HeldBack| {
        let article = edition
            .articles
            .iter()
            .find(|article| article.slug == held.slug)?;
        let path = Route::of(article.section.as_ref(), &article.slug).path();
        let why = match held.reason {
            Reason::Draft => "draft".to_owned(),
            Reason::Later(at) => format!("from {}", time(at)),
            Reason::Expired(at) => format!("until {}", time(at)),
        };
        Some((path, why))
    };
    schedule.early.iter().filter_map(of_one).collect()
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // What is shown is replaced field by field without anything that could fail between.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
