//! What a decision tells the site, so that the site can show that it was made.

use super::Consent;
use super::record::{Outcome, Record};
use super::set::ServiceSet;
use crate::language::Language;

/// A decision as the site is told of it: who it was nobody can tell, and the reader can name it by its id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Receipt<'r> {
    /// The record of it.
    pub record: &'r Record,
    /// The services that were answered for.
    pub answered: ServiceSet,
    /// Those of them that are allowed.
    pub allowed: ServiceSet,
}

/// What a receipt that is posted begins with; the id, twelve digits, follows.
const BEGIN: &str = "{\"id\":\"";

/// What stands between the id and the time.
const TIME: &str = "\",\"time\":";

/// When the decision of a receipt was made that was posted so, in seconds since 1970; 0 where it is no receipt.
pub(super) fn time_of(body: &str) -> u64 {
    let rest = body
        .strip_prefix(BEGIN)
        .and_then(|rest| rest.as_bytes().get(12 + TIME.len()..));
    let digits = rest
        .unwrap_or_default()
        .iter()
        .take_while(|byte| byte.is_ascii_digit());
    digits.fold(0, |time: u64, digit| {
        time.wrapping_mul(10).wrapping_add(u64::from(digit - b'0'))
    })
}

impl<'r> Receipt<'r> {
    pub(super) fn of(record: &'r Record, consent: &Consent) -> Self {
        let (answered, allowed) = record.answers(consent);
        Self {
            record,
            answered,
            allowed,
        }
    }

    /// What it amounts to.
    pub fn outcome(&self, consent: &Consent) -> Outcome {
        Outcome::of(self.allowed, consent.optional())
    }

    /// The body of the request, and what readers can copy: JSON without an address, a user agent or a URL.
    pub fn body(&self, consent: &Consent) -> String {
        let record = self.record;
        let mut body = String::with_capacity(400);
        let (id, words) = (hex(record.id, 12), hex(record.words.into(), 8));
        let language = record.language.as_ref().map(Language::as_str);
        // Nothing in it needs escaping: numbers, words of the code, slugs and a language tag.
        let texts = [
            (BEGIN, id.as_str()),
            (TIME, &record.time.to_string()),
            (",\"revision\":", &record.revision.to_string()),
            (",\"text\":\"", &words),
            ("\",\"language\":\"", language.as_deref().unwrap_or_default()),
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
        body.push_str(record.method.as_str());
        body.push_str(if record.gpc {
            "\",\"gpc\":true}"
        } else {
            "\",\"gpc\":false}"
        });
        body
    }
}

fn hex(number: u64, digits: u32) -> String {
    let digit = |place| char::from_digit(u32::try_from(number >> (4 * place) & 15).unwrap_or(0), 16);
    (0..digits).rev().filter_map(digit).collect()
}
