//! What is kept of a reader's decision: one short text in one cookie, or under one key.
//!
//! `docs/adr/0013-consent-record.md` has the form and its figures.

use super::set::ServiceSet;
use super::{Consent, MAX_SERVICES};

/// The digits, six bits each: those of base64url, none of which a cookie has to encode.
const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// The form that this code writes and reads.
const VERSION: u8 = b'1';

/// The length of what stands before the marks.
const HEAD: usize = 21;

/// How a decision was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// In the banner.
    Banner,
    /// In the preferences.
    Preferences,
    /// At an embed.
    Embed,
    /// It was made on the site's former system, and refused.
    Migration,
}

impl Method {
    /// The word that records use.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Banner => "banner",
            Self::Preferences => "preferences",
            Self::Embed => "embed",
            Self::Migration => "migration",
        }
    }
}

/// What a decision amounts to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Every service is allowed.
    All,
    /// No more than what the site needs to work.
    Necessary,
    /// Some are allowed.
    Custom,
}

impl Outcome {
    /// The word that records use.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Necessary => "necessary",
            Self::Custom => "custom",
        }
    }

    /// What it amounts to when these are allowed of those.
    pub fn of(allowed: ServiceSet, optional: ServiceSet) -> Self {
        if allowed.is_empty() {
            Self::Necessary
        } else if optional.minus(allowed).is_empty() {
            Self::All
        } else {
            Self::Custom
        }
    }
}

/// A reader's decision, as it is kept. It knows services by their [marks](super::Service::mark) alone, so that a service
/// that has changed is one that has not been answered for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// The random number that the reader and the site know it by, 48 bits.
    pub id: u64,
    /// The day of the decision, counted from 1 January 1970 in Coordinated Universal Time.
    pub day: u32,
    /// The revision that was decided about.
    pub revision: u32,
    /// How the decision was made.
    pub method: Method,
    /// Did the browser send Global Privacy Control then?
    pub gpc: bool,
    /// Has the record's endpoint taken it?
    pub delivered: bool,
    pub(super) allowed: Vec<u32>,
    pub(super) denied: Vec<u32>,
}

impl Record {
    /// How long a record may be together with its name and `=`, in bytes.
    pub const MAX: usize = 120;

    /// The days that a cookie can count.
    const MAX_DAY: u32 = (1 << 18) - 1;

    /// The services whose answer stands in it, and those among them that are allowed.
    pub fn answers(&self, consent: &Consent) -> (ServiceSet, ServiceSet) {
        let (mut answered, mut allowed) = (ServiceSet::NONE, ServiceSet::NONE);
        for place in consent.optional().iter() {
            let mark = consent.services[place].mark();
            // Of two answers to one question the refusal counts.
            if self.denied.contains(&mark) {
                answered = answered.with(place);
            } else if self.allowed.contains(&mark) {
                answered = answered.with(place);
                allowed = allowed.with(place);
            }
        }
        (answered, allowed)
    }

    /// Takes down the answers.
    pub(super) fn set_answers(&mut self, consent: &Consent, answered: ServiceSet, allowed: ServiceSet) {
        let marks = |set: ServiceSet| set.iter().map(|place| consent.services[place].mark()).collect();
        self.allowed = marks(allowed);
        self.denied = marks(answered.minus(allowed));
    }

    /// Its id as it is shown: eight digits of base64url.
    pub fn id_text(&self) -> String {
        let mut text = String::with_capacity(8);
        push(&mut text, self.id, 8);
        text
    }

    /// The text that is kept: visible ASCII that needs no encoding.
    pub fn encode(&self) -> String {
        let mut text = String::with_capacity(Self::MAX);
        text.push(char::from(VERSION));
        push(&mut text, u64::from(self.day.min(Self::MAX_DAY)), 3);
        push(&mut text, u64::from(self.revision), 4);
        let method = match self.method {
            Method::Banner => 0,
            Method::Preferences => 1,
            Method::Embed => 2,
            Method::Migration => 3,
        };
        let flags = method | u64::from(self.gpc) << 2 | u64::from(self.delivered) << 3;
        push(&mut text, flags, 1);
        push(&mut text, self.id, 8);
        let mut marks = String::new();
        let list = |marks: &mut String, list: &[u32]| {
            for mark in list {
                push(marks, u64::from(*mark), 4);
            }
        };
        list(&mut marks, &self.allowed);
        marks.push('.');
        list(&mut marks, &self.denied);
        let sum = checksum(text.as_bytes(), marks.as_bytes());
        push(&mut text, u64::from(sum), 4);
        text.push_str(&marks);
        text
    }

    /// Reads the text that was kept. None where it is no such text: cut off, changed, or of another version.
    pub fn decode(text: &str) -> Option<Self> {
        let bytes = text.as_bytes();
        if bytes.len() > Self::MAX || bytes.len() <= HEAD || bytes[0] != VERSION {
            return None;
        }
        let (head, marks) = bytes.split_at(HEAD);
        let sum = number(&head[17..])?;
        if sum != u64::from(checksum(&head[..17], marks)) {
            return None;
        }
        let flags = number(&head[8..9])?;
        let at = marks.iter().position(|byte| *byte == b'.')?;
        let (allowed, denied) = (list(&marks[..at])?, list(&marks[at + 1..])?);
        if flags > 15 || allowed.len() + denied.len() > MAX_SERVICES {
            return None;
        }
        Some(Self {
            id: number(&head[9..17])?,
            day: u32::try_from(number(&head[1..4])?).ok()?,
            revision: u32::try_from(number(&head[4..8])?).ok()?,
            method: match flags & 3 {
                0 => Method::Banner,
                1 => Method::Preferences,
                2 => Method::Embed,
                _ => Method::Migration,
            },
            gpc: flags & 4 != 0,
            delivered: flags & 8 != 0,
            allowed,
            denied,
        })
    }

    /// Is it still in force on that day? One from a day to come is none that this clock has written.
    pub fn holds(&self, today: u32, days: u32) -> bool {
        self.day <= today.saturating_add(1) && today < self.day.saturating_add(days)
    }
}

/// The lowest bits of a number as so many digits, the highest first.
fn push(text: &mut String, number: u64, digits: u32) {
    for digit in (0..digits).rev() {
        let six = (number >> (6 * digit)) & 63;
        text.push(char::from(DIGITS[usize::try_from(six).unwrap_or(0)]));
    }
}

fn number(digits: &[u8]) -> Option<u64> {
    digits.iter().try_fold(0, |number, digit| {
        let six = DIGITS.iter().position(|other| other == digit)?;
        Some(number << 6 | six as u64)
    })
}

fn list(digits: &[u8]) -> Option<Vec<u32>> {
    let marks = digits.chunks(4).map(|mark| match mark.len() {
        4 => number(mark).and_then(|mark| u32::try_from(mark).ok()),
        _ => None,
    });
    marks.collect()
}

/// 24 bits that tell a text cut off or changed by accident. Who changes it on purpose changes only the own answer.
fn checksum(head: &[u8], marks: &[u8]) -> u32 {
    let sum = head.iter().chain(marks).fold(7_u32, |sum, byte| {
        sum.wrapping_mul(0x0100_0193) ^ u32::from(*byte)
    });
    (sum ^ sum >> 24) & 0x00ff_ffff
}
