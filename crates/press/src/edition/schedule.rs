//! All that a build holds back, and when that changes.

use std::fmt;

use content::slug::Slug;
use jiff::Timestamp;

use crate::code::Code;
use crate::diagnostic::{Diagnostic, Explanation, Fault, Position};
use crate::read::release::Reason;
use crate::time_zone::Zone;

/// An article that is held back.
#[derive(Clone, Debug)]
pub struct HeldBack {
    /// Its file.
    pub file: String,
    /// Where the file says so.
    pub position: Option<Position>,
    /// Its name in addresses.
    pub slug: Slug,
    /// Why.
    pub reason: Reason,
}

/// All that is held back, and when that changes.
#[derive(Clone, Debug)]
pub struct Schedule {
    /// What is held back, by file.
    pub held_back: Vec<HeldBack>,
    /// What is shown all the same, as a preview and `--future` do, by file.
    pub early: Vec<HeldBack>,
    /// The article of those published that is the next to expire.
    pub next_to_expire: Option<Change>,
    zone: Zone,
}

/// A moment at which the site changes by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The file of the article.
    pub file: String,
    /// The moment.
    pub at: Timestamp,
}

impl Schedule {
    /// Nothing is held back yet.
    pub fn new(zone: Zone) -> Self {
        Self {
            held_back: Vec::new(),
            early: Vec::new(),
            next_to_expire: None,
            zone,
        }
    }

    /// The zone in which days begin.
    pub fn zone(&self) -> &Zone {
        &self.zone
    }

    /// The article that is due next.
    pub fn next_due(&self) -> Option<Change> {
        let due = self.held_back.iter().filter_map(|held| match held.reason {
            Reason::Later(at) => Some((at, &held.file)),
            _ => None,
        });
        let (at, file) = due.min()?;
        Some(Change {
            file: file.clone(),
            at,
        })
    }

    /// Takes note of an article that is published until then.
    pub fn expires(&mut self, file: &str, at: Timestamp) {
        if self.next_to_expire.as_ref().is_none_or(|next| at < next.at) {
            self.next_to_expire = Some(Change {
                file: file.to_owned(),
                at,
            });
        }
    }

    /// A line for each article that is held back.
    pub fn notes(&self) -> impl Iterator<Item = Diagnostic> {
        self.held_back
            .iter()
            .map(|held| Diagnostic::new(&*held.file, held.position, &Told(held.reason, &self.zone)))
    }

    /// The same for programs.
    pub fn json(&self) -> serde_json::Value {
        let time = |at: Timestamp| self.at(at).strftime("%Y-%m-%dT%H:%M:%S%:z").to_string();
        let change = |change: Option<&Change>| {
            change.map(|change| serde_json::json!({ "file": change.file, "at": time(change.at) }))
        };
        let held = self.held_back.iter().map(|held| {
            serde_json::json!({
                "file": held.file,
                "slug": held.slug,
                "reason": held.reason.word(),
                "at": held.reason.at().map(time),
            })
        });
        serde_json::json!({
            "held_back": held.collect::<Vec<_>>(),
            "next_due": change(self.next_due().as_ref()),
            "next_to_expire": change(self.next_to_expire.as_ref()),
        })
    }

    fn at(&self, at: Timestamp) -> jiff::Zoned {
        at.to_zoned(self.zone.rules().clone())
    }
}

/// What is held back and when that changes, in one line; empty where nothing is and nothing does.
impl fmt::Display for Schedule {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut parts = Vec::new();
        if !self.held_back.is_empty() {
            let count = |word| {
                self.held_back
                    .iter()
                    .filter(|held| held.reason.word() == word)
                    .count()
            };
            let kinds = [
                (count("draft"), "draft", "drafts"),
                (count("later"), "dated later", "dated later"),
                (count("expired"), "expired", "expired"),
            ];
            let kinds = kinds.into_iter().filter(|(count, ..)| *count > 0);
            let kinds =
                kinds.map(|(count, one, many)| format!("{count} {}", if count == 1 { one } else { many }));
            let kinds = kinds.collect::<Vec<_>>().join(", ");
            parts.push(format!("{} held back ({kinds})", self.held_back.len()));
        }
        if let Some(Change { file, at }) = self.next_due() {
            parts.push(format!("the next is due {}: {file}", Time(&self.at(at))));
        }
        if let Some(Change { file, at }) = &self.next_to_expire {
            parts.push(format!("the next to expire, {}: {file}", Time(&self.at(*at))));
        }
        out.write_str(&parts.join("; "))
    }
}

/// A moment as people write it: `on 2026-12-01`, `on 2026-12-01 at 09:40 (Europe/Lisbon)`.
struct Time<'a>(&'a jiff::Zoned);

impl fmt::Display for Time<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "on {}", self.0.date())?;
        if self.0.time() != jiff::civil::Time::midnight() {
            write!(out, " at {}", self.0.strftime("%H:%M"))?;
        }
        match self.0.time_zone().iana_name() {
            Some(zone) if zone != "UTC" => write!(out, " ({zone})"),
            _ => Ok(()),
        }
    }
}

/// A reason in words.
struct Told<'a>(Reason, &'a Zone);

impl Fault for Told<'_> {
    fn code(&self) -> Code {
        match self.0 {
            Reason::Draft => Code::HeldBackDraft,
            Reason::Later(_) => Code::HeldBackLater,
            Reason::Expired(_) => Code::HeldBackExpired,
        }
    }

    fn explain(&self) -> Explanation {
        let time = |at: Timestamp| Time(&at.to_zoned(self.1.rules().clone())).to_string();
        match self.0 {
            Reason::Draft => Explanation::note(
                "this is a draft, and held back",
                "remove the key draft to publish it",
            ),
            Reason::Later(at) => Explanation::note(
                format!("this is held back: it is to appear {}", time(at)),
                "build the site again then; --future shows it now",
            ),
            Reason::Expired(at) => Explanation::note(
                format!("this is held back: it expired {}", time(at)),
                "remove the key expires to publish it again",
            ),
        }
    }
}
