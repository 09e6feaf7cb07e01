//! Whether an article may be published, and when: drafts, what is dated later and what has expired are held back.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::clock::Now;
use crate::diagnostic::Position;
use crate::read::stamp::Stamp;
use crate::time_zone::Zone;

/// What an article says of whether and when it may be read.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Release {
    /// Where it is called a draft, if it is.
    pub draft: Option<Position>,
    /// From when on it may be read.
    pub from: Option<Dated>,
    /// From when on it may be read no more.
    pub until: Option<Dated>,
}

/// A day or a time, and where it is written; one in a file's name stands nowhere in the file.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct Dated {
    /// The day or the time.
    pub stamp: Stamp,
    /// Where it is written.
    pub position: Option<Position>,
}

/// What a build holds back.
#[derive(Clone, Debug)]
pub struct Gate {
    /// The moment of the build; without one, nothing is dated later and nothing has expired.
    pub now: Option<Now>,
    /// The zone of days and times that name none.
    pub zone: Zone,
    /// Is what is dated later to be shown?
    pub shows_future: bool,
    /// Are drafts to be shown?
    pub shows_drafts: bool,
}

/// Why an article is held back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// It is a draft.
    Draft,
    /// It is dated later.
    Later(Timestamp),
    /// It was to be read until then.
    Expired(Timestamp),
}

impl Reason {
    pub(crate) fn at(self) -> Option<Timestamp> {
        match self {
            Self::Draft => None,
            Self::Later(at) | Self::Expired(at) => Some(at),
        }
    }

    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Later(_) => "later",
            Self::Expired(_) => "expired",
        }
    }
}

impl Release {
    /// Why the article is held back; none of one that may be read.
    pub fn held_back(&self, gate: &Gate) -> Option<(Reason, Option<Position>)> {
        if self.draft.is_some() && !gate.shows_drafts {
            return Some((Reason::Draft, self.draft));
        }
        let now = gate.now?.timestamp();
        if let Some((at, position)) = gate.time_of(self.until).filter(|(at, _)| *at <= now) {
            return Some((Reason::Expired(at), position));
        }
        let (at, position) = gate.time_of(self.from).filter(|(at, _)| *at > now)?;
        (!gate.shows_future).then_some((Reason::Later(at), position))
    }

    /// When the article is to be read no more.
    pub fn ends(&self, gate: &Gate) -> Option<Timestamp> {
        gate.time_of(self.until).map(|(at, _)| at)
    }

    /// Does it end before it begins?
    pub fn is_empty(&self, gate: &Gate) -> bool {
        let (from, until) = (gate.time_of(self.from), gate.time_of(self.until));
        matches!((from, until), (Some((from, _)), Some((until, _))) if until <= from)
    }
}

impl Gate {
    /// The same without exceptions.
    #[must_use]
    pub(crate) fn closed(&self) -> Self {
        Self {
            shows_future: false,
            shows_drafts: false,
            ..self.clone()
        }
    }

    fn time_of(&self, dated: Option<Dated>) -> Option<(Timestamp, Option<Position>)> {
        let dated = dated?;
        Some((dated.stamp.instant(&self.zone), dated.position))
    }
}
