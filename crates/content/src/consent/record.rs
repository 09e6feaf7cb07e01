//! What is kept of a reader's decision: one short text in one cookie, or under one key.
//!
//! `docs/adr/0013-consent-record.md` has the form and its figures.

use super::set::ServiceSet;
use super::{Consent, MAX_SERVICES};
use crate::language::Language;

/// The digits, six bits each: those of base64url, none of which a cookie has to encode.
const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// The form that this code writes.
const VERSION: u8 = b'2';

/// The form that it reads as well: the day alone, and whether the record was still to be posted.
const FIRST_VERSION: u8 = b'1';

pub(super) const SECONDS_OF_A_DAY: u64 = 24 * 60 * 60;

/// Of up to so many services each mark is kept whole, of more its lowest bits.
const WHOLE: usize = 14;

/// The lowest bits of a number, as many as three digits hold.
const LOW: u32 = 0x3_ffff;

fn kept_bits(services: usize) -> u32 {
    if services > WHOLE { LOW } else { u32::MAX }
}

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
    /// The record was deleted. No record says this, but a receipt does.
    Deletion,
}

impl Method {
    /// The word that records use.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Banner => "banner",
            Self::Preferences => "preferences",
            Self::Embed => "embed",
            Self::Migration => "migration",
            Self::Deletion => "deletion",
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
    /// When the decision was made, in seconds since 1970.
    pub time: u64,
    /// The day from which the answers count, counted from 1 January 1970 in Coordinated Universal Time: one service that is
    /// allowed at an embed keeps the day of the answers before it.
    pub day: u32,
    /// The revision that was decided about.
    pub revision: u32,
    /// How the decision was made.
    pub method: Method,
    /// Did the browser send Global Privacy Control then?
    pub gpc: bool,
    /// The hash of the words that the reader was asked with; 0 where that is not known.
    pub words: u32,
    /// The language of these words, where that is known.
    pub language: Option<Language>,
    /// Is it of the first version, and has the endpoint not taken it?
    pub(super) is_owed: bool,
    pub(super) allowed: Vec<u32>,
    pub(super) denied: Vec<u32>,
}

impl Record {
    /// How long a record may be together with its name and `=`, in bytes.
    pub const MAX: usize = 120;

    /// How long the text is, in bytes, when the longest name that it can have stands before it.
    const MAX_TEXT: usize = 95;

    /// The services whose answer stands in it, and those among them that are allowed.
    pub fn answers(&self, consent: &Consent) -> (ServiceSet, ServiceSet) {
        let (mut answered, mut allowed) = (ServiceSet::NONE, ServiceSet::NONE);
        let bits = kept_bits(self.number_of_marks());
        for place in consent.optional().iter() {
            let mark = consent.services[place].mark() & bits;
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
        let bits = kept_bits(answered.iter().count());
        let marks = |set: ServiceSet| {
            set.iter()
                .map(|place| consent.services[place].mark() & bits)
                .collect()
        };
        self.allowed = marks(allowed);
        self.denied = marks(answered.minus(allowed));
    }

    fn number_of_marks(&self) -> usize {
        self.allowed.len() + self.denied.len()
    }

    /// The text that is kept: visible ASCII that needs no encoding.
    pub fn encode(&self) -> String {
        self.encode_with(None)
    }

    /// The same with a seal ([`Consent::seal`]) behind the language, where there is room for it. Portals of before there were
    /// seals take the two for a language that they do not know.
    pub(super) fn encode_with(&self, seal: Option<u32>) -> String {
        let mut text = String::with_capacity(Self::MAX);
        push(&mut text, self.time, 6);
        push(
            &mut text,
            (self.time / SECONDS_OF_A_DAY).saturating_sub(self.day.into()),
            2,
        );
        let method = match self.method {
            Method::Banner => 0,
            Method::Preferences => 1,
            Method::Embed => 2,
            Method::Migration | Method::Deletion => 3,
        };
        let is_cut = self.number_of_marks() > WHOLE;
        let more = (1..4)
            .map(|digit| u32::from(self.revision >> (6 * digit) != 0))
            .sum::<u32>();
        let flags = method | u32::from(self.gpc) << 2 | u32::from(is_cut) << 3 | more << 4;
        push(&mut text, flags.into(), 1);
        push(&mut text, self.revision.into(), more + 1);
        push(&mut text, self.id, 8);
        push(&mut text, self.words.into(), 6);
        let (mut marks, mut said) = (String::new(), String::new());
        for list in [&self.allowed, &self.denied] {
            marks.push('.');
            for mark in list {
                push(&mut marks, u64::from(*mark), if is_cut { 3 } else { 4 });
            }
        }
        // Of what is kept it is what can be missed most easily.
        let language = self.language.as_ref().map(Language::as_str).unwrap_or_default();
        let seal = seal.map(sealed).unwrap_or_default();
        for more in [seal, language.into_owned()] {
            if 4 + text.len() + said.len() + more.len() + marks.len() <= Self::MAX_TEXT {
                said.insert_str(0, &more);
            }
        }
        text.push_str(&said);
        text.push_str(&marks);
        let mut whole = String::with_capacity(Self::MAX);
        whole.push(char::from(VERSION));
        push(&mut whole, checksum(&[VERSION], text.as_bytes()).into(), 3);
        whole.push_str(&text);
        whole
    }

    /// Reads the text that was kept. None where it is no such text: cut off, changed, or of another version.
    pub fn decode(text: &str) -> Option<Self> {
        let bytes = text.as_bytes();
        let (version, rest) = bytes.split_first()?;
        let is_first = *version == FIRST_VERSION;
        let mut read = Digits {
            rest,
            is_wrong: bytes.len() > Self::MAX || !(is_first || *version == VERSION),
        };
        let (time, day, flags, revision, id, sum);
        let (mut words, mut language) = (0, "");
        if is_first {
            day = read.next(3);
            time = day * SECONDS_OF_A_DAY;
            revision = read.next(4);
            flags = read.next(1);
            id = read.next(8);
            sum = read.next(4) ^ u64::from(checksum(bytes.get(..17)?, read.rest));
            read.is_wrong |= flags > 15;
        } else {
            sum = read.next(3) ^ u64::from(checksum(&[VERSION], read.rest) & LOW);
            time = read.next(6);
            day = (time / SECONDS_OF_A_DAY).wrapping_sub(read.next(2));
            flags = read.next(1);
            revision = read.next((flags >> 4) + 1);
            id = read.next(8);
            words = read.next(6);
            language = std::str::from_utf8(read.until_dot()).ok()?;
            language = language.split('_').next().unwrap_or_default();
        }
        let width = if !is_first && flags & 8 != 0 { 3 } else { 4 };
        let allowed = read.list(width);
        let _ = read.until_dot();
        let denied = read.list(width);
        let record = Self {
            id,
            time,
            day: small(day),
            revision: small(revision),
            method: match flags & 3 {
                0 => Method::Banner,
                1 => Method::Preferences,
                2 => Method::Embed,
                _ => Method::Migration,
            },
            gpc: flags & 4 != 0,
            words: small(words),
            language: Language::parse(language),
            is_owed: is_first && flags & 8 == 0,
            allowed,
            denied,
        };
        let is_right = sum == 0 && !read.is_wrong && record.number_of_marks() <= MAX_SERVICES;
        is_right.then_some(record)
    }

    /// Is it of the time when all portals of a host kept one text?
    pub fn was_shared(text: &str) -> bool {
        text.starts_with('1')
    }

    /// Is it still in force on that day? One from a day to come is none that this clock has written.
    pub fn holds(&self, today: u32, days: u32) -> bool {
        self.day <= today.saturating_add(1) && today < self.day.saturating_add(days)
    }
}

/// A seal as it is written.
#[inline(never)]
fn sealed(seal: u32) -> String {
    let mut text = "_".to_owned();
    push(&mut text, seal.into(), 4);
    text
}

/// Is it the text of a record that refuses everything, with that seal, and when was that decided? In seconds since 1970.
pub(super) fn refused_at(text: &str, seal: u32) -> Option<u64> {
    let bytes = text.as_bytes();
    let end = bytes.windows(2).position(|two| two == b"..")?;
    let mut read = Digits {
        rest: bytes[..end].get(4..)?,
        is_wrong: Record::was_shared(text) || !bytes[..end].ends_with(sealed(seal).as_bytes()),
    };
    let time = read.next(6);
    (!read.is_wrong).then_some(time)
}

/// The lowest bits of a number as so many digits, the highest first.
#[inline(never)]
pub(super) fn push(text: &mut String, number: u64, digits: u32) {
    for digit in (0..digits).rev() {
        let six = (number >> (6 * digit)) & 63;
        text.push(char::from(DIGITS[usize::try_from(six).unwrap_or(0)]));
    }
}

/// What is still to be read of a text, and whether it was none that was written so.
struct Digits<'a> {
    rest: &'a [u8],
    is_wrong: bool,
}

impl<'a> Digits<'a> {
    /// The number that the next digits are.
    #[inline(never)]
    fn next(&mut self, digits: u64) -> u64 {
        let mut number = 0;
        for _ in 0..digits {
            let first = self.rest.split_first();
            let six = first.and_then(|(first, rest)| {
                self.rest = rest;
                DIGITS.iter().position(|digit| digit == first)
            });
            self.is_wrong |= six.is_none();
            number = number << 6 | six.unwrap_or(0) as u64;
        }
        number
    }

    /// Numbers of that many digits, up to the next dot or the end.
    fn list(&mut self, digits: u64) -> Vec<u32> {
        let mut list = Vec::new();
        while !self.is_wrong && self.rest.first().is_some_and(|byte| *byte != b'.') {
            list.push(small(self.next(digits)));
        }
        list
    }

    /// What stands before the next dot, which goes as well.
    fn until_dot(&mut self) -> &'a [u8] {
        let at = self.rest.iter().position(|byte| *byte == b'.');
        self.is_wrong |= at.is_none();
        let (before, rest) = self.rest.split_at(at.unwrap_or(0));
        self.rest = rest.get(1..).unwrap_or_default();
        before
    }
}

fn small(number: u64) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// 24 bits that tell a text cut off or changed by accident. Who changes it on purpose changes only the own answer.
fn checksum(head: &[u8], rest: &[u8]) -> u32 {
    let sum = head.iter().chain(rest).fold(7_u32, |sum, byte| {
        sum.wrapping_mul(0x0100_0193) ^ u32::from(*byte)
    });
    (sum ^ sum >> 24) & 0x00ff_ffff
}
