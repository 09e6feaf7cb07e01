//! What a decision tells the site, so that the site can show that it was made.

use super::Consent;
use super::record::{Method, Outcome, Record};
use super::set::ServiceSet;
use crate::language::Language;

/// A decision as the site is told of it: who it was nobody can tell, and the reader can name it by its id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// The record's random number, 48 bits.
    pub id: u64,
    /// When it was made, in seconds since 1970; where that has been forgotten, the beginning of its day.
    pub time: u64,
    /// The revision that was decided about.
    pub revision: u32,
    /// How it was made.
    pub method: Method,
    /// Did the browser send Global Privacy Control?
    pub gpc: bool,
    /// The services that were answered for.
    pub answered: ServiceSet,
    /// Those of them that are allowed.
    pub allowed: ServiceSet,
}

impl Receipt {
    pub(super) fn of(record: &Record, consent: &Consent, time: u64) -> Self {
        let (answered, allowed) = record.answers(consent);
        Self {
            id: record.id,
            time,
            revision: record.revision,
            method: record.method,
            gpc: record.gpc,
            answered,
            allowed,
        }
    }

    /// What it amounts to.
    pub fn outcome(&self, consent: &Consent) -> Outcome {
        Outcome::of(self.allowed, consent.optional())
    }

    /// The body of the request, and what readers can copy: JSON without an address, a user agent or a URL.
    ///
    /// `text` is the hash of the words that the reader saw ([`hash_of_words`](super::hash_of_words)), `language` theirs.
    pub fn body(&self, consent: &Consent, language: &Language, text: u32) -> String {
        let mut body = String::with_capacity(400);
        let mut id = String::new();
        for shift in (0..12).rev() {
            id.push(hex(self.id >> (4 * shift)));
        }
        let mut hash = String::new();
        for shift in (0..8).rev() {
            hash.push(hex(u64::from(text) >> (4 * shift)));
        }
        // Nothing in it needs escaping: numbers, words of the code, slugs and a language tag.
        let texts = [
            ("{\"id\":\"", id.as_str()),
            ("\",\"time\":", &self.time.to_string()),
            (",\"revision\":", &self.revision.to_string()),
            (",\"text\":\"", &hash),
            ("\",\"language\":\"", &language.as_str()),
            ("\",\"choice\":{\"outcome\":\"", self.outcome(consent).as_str()),
        ];
        for (before, value) in texts {
            body.push_str(before);
            body.push_str(value);
        }
        for (before, set) in [
            ("\",\"allowed\":[", self.allowed),
            ("],\"denied\":[", self.answered.minus(self.allowed)),
        ] {
            body.push_str(before);
            for (number, place) in set.iter().enumerate() {
                body.push_str(if number == 0 { "\"" } else { ",\"" });
                body.push_str(consent.services[place].id.as_ref());
                body.push('"');
            }
        }
        body.push_str("]},\"method\":\"");
        body.push_str(self.method.as_str());
        body.push_str(if self.gpc {
            "\",\"gpc\":true}"
        } else {
            "\",\"gpc\":false}"
        });
        body
    }
}

fn hex(number: u64) -> char {
    let digit = b"0123456789abcdef"[usize::try_from(number & 15).unwrap_or(0)];
    char::from(digit)
}
