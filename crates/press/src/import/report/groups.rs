//! Entries of an account by what they are about, whatever names stand in their reasons.

use std::collections::BTreeMap;

use serde::Serialize;

use super::is_loss;
use crate::import::account::{Entry, Fate, Place};

/// How many examples a group has.
pub(super) const EXAMPLES: usize = 3;

/// What became of the elements of a group, the worst first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Told {
    /// Whole texts that readers saw are not there.
    Lost,
    /// Not there, as in the source.
    Withheld,
    /// Not there.
    Dropped,
    /// There in another shape.
    Changed,
}

impl Told {
    fn of(entry: &Entry) -> Self {
        match entry.fate {
            _ if is_loss(entry) => Self::Lost,
            Fate::Dropped if entry.withheld => Self::Withheld,
            Fate::Dropped => Self::Dropped,
            _ => Self::Changed,
        }
    }

    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Lost => "lost",
            Self::Withheld => "not public",
            Self::Dropped => "dropped",
            Self::Changed => "changed",
        }
    }
}

/// Elements of one kind with one fate for one reason.
#[derive(Debug, Serialize)]
pub(super) struct Group<'a> {
    pub(super) told: Told,
    pub(super) kind: &'static str,
    /// The reason; a name that differs from one element to the next is “…”.
    pub(super) reason: String,
    pub(super) count: usize,
    examples: Vec<Example<'a>>,
    /// Where its elements stand among the entries.
    #[serde(skip)]
    places: Vec<usize>,
}

#[derive(Debug, Serialize)]
struct Example<'a> {
    place: &'a Place,
    reason: &'a str,
}

impl Group<'_> {
    /// Its elements.
    pub(super) fn entries<'e>(&self, entries: &'e [Entry]) -> impl Iterator<Item = &'e Entry> {
        self.places.iter().filter_map(|at| entries.get(*at))
    }

    /// The group in a line.
    pub(super) fn line(&self) -> String {
        format!("{} × {}: {}", self.count, self.kind, self.reason)
    }
}

/// The groups of entries, the worst fates first, and of each the largest first.
pub(super) fn groups(entries: &[Entry]) -> Vec<Group<'_>> {
    let mut found: BTreeMap<(Told, &'static str, String), Vec<usize>> = BTreeMap::new();
    for (at, entry) in entries.iter().enumerate() {
        let key = (Told::of(entry), entry.kind, without_names(&entry.reason));
        found.entry(key).or_default().push(at);
    }
    let mut groups: Vec<_> = found
        .into_iter()
        .map(|((told, kind, shape), places)| {
            let of_group = || places.iter().filter_map(|at| entries.get(*at));
            let first = of_group().next().map(|entry| entry.reason.as_str());
            // Where all say the same, its names are told.
            let is_one = of_group().all(|entry| Some(entry.reason.as_str()) == first);
            let reason = first.filter(|_| is_one).map_or(shape, ToOwned::to_owned);
            let examples = of_group().take(EXAMPLES);
            let examples = examples.map(|entry| Example {
                place: &entry.place,
                reason: &entry.reason,
            });
            Group {
                told,
                kind,
                reason,
                count: places.len(),
                examples: examples.collect(),
                places,
            }
        })
        .collect();
    groups.sort_by_key(|group| (group.told, std::cmp::Reverse(group.count)));
    groups
}

/// A template tag with its name alone: what it is called is its kind, and what is handed to it differs each time.
fn without_arguments(reason: &str) -> String {
    const PAIRS: [(&str, &str, &str); 7] = [
        ("{{<", ">}}", " "),
        ("{{%", "%}}", " "),
        ("{{", "}}", " "),
        ("{%", "%}", " "),
        ("{:", "}", " "),
        ("[", "]", ""),
        ("<", ">", ""),
    ];
    let mut shape = String::with_capacity(reason.len());
    let mut rest = reason;
    while let Some(at) = rest.find(['{', '[', '<']) {
        let (before, from) = rest.split_at(at);
        shape.push_str(before);
        let pair = PAIRS.iter().find(|(start, ..)| from.starts_with(start));
        let within = pair.and_then(|pair| Some((pair, from[pair.0.len()..].split_once(pair.1)?.0)));
        let Some(((start, end, space), inner)) = within else {
            shape.push_str(&from[..1]);
            rest = &from[1..];
            continue;
        };
        let mut words = inner.split_whitespace();
        let name = words.next().filter(|_| !matches!(*start, "{{" | "{:"));
        let name = name.filter(|name| !name.contains(['"', '=', '(', '|']));
        let kept = match (name, words.next()) {
            (Some(name), None) => name.to_owned(),
            (Some(name), Some(_)) => format!("{name} …"),
            (None, _) => "…".to_owned(),
        };
        shape.extend([*start, space, &kept, space, end]);
        rest = &from[start.len() + inner.len() + end.len()..];
    }
    shape.push_str(rest);
    shape
}

/// A reason without what it quotes, and without addresses and numbers.
fn without_names(reason: &str) -> String {
    let reason = without_arguments(reason);
    let mut shape = String::with_capacity(reason.len());
    let mut depth = 0_usize;
    for letter in reason.chars() {
        match letter {
            '“' => {
                if depth == 0 {
                    shape.push_str("“…");
                }
                depth += 1;
            }
            '”' => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    shape.push(letter);
                }
            }
            _ if depth == 0 => shape.push(letter),
            _ => {}
        }
    }
    let words = shape.split(' ').map(|word| {
        let bare = word.trim_end_matches([',', ';', ':', ')']);
        let is_name = bare.contains("://") || bare.len() > 1 && bare.starts_with(['/', '#']);
        let is_number = !bare.is_empty() && bare.bytes().all(|byte| byte.is_ascii_digit());
        if is_name || is_number {
            format!("…{}", &word[bare.len()..])
        } else {
            word.to_owned()
        }
    });
    words.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::{groups, without_names};
    use crate::import::account::{Account, Place};

    // A report that tells a thousand dead links by a thousand reasons tells nothing.
    #[test]
    fn reasons_that_differ_in_names_alone_are_one_group() {
        let mut account = Account::default();
        for name in ["deck", "layout", "deck", "kicker “of old”"] {
            account.drop(
                "key",
                format!("press has nothing for the key “{name}”"),
                &Place::default(),
            );
        }
        account.withhold("post", "it is a draft", &Place::default());
        account.drop("post", "it is broken", &Place::default());
        account.change("link", "“a” leads to /a/b, as 12 others", &Place::default());
        let groups = groups(&account.entries);
        let lines: Vec<_> = groups.iter().map(super::Group::line).collect();
        assert_eq!(
            lines,
            [
                "1 × post: it is broken",
                "1 × post: it is a draft",
                "4 × key: press has nothing for the key “…”",
                "1 × link: “a” leads to /a/b, as 12 others",
            ]
        );
        assert_eq!(groups[2].examples.len(), 3);
        for (reason, shape) in [
            ("“a” leads to /a/b, as 12 others", "“…” leads to …, as … others"),
            (
                "the template tag {{ \"jayhuie\" | team_link }} is removed",
                "the template tag {{ … }} is removed",
            ),
            (
                "the template tag {% image \"a\" %} is removed",
                "the template tag {% image … %} is removed",
            ),
            (
                "the template tag {% raw %} is removed",
                "the template tag {% raw %} is removed",
            ),
            (
                "{{< figure src=\"a\" >}} is removed",
                "{{< figure … >}} is removed",
            ),
            ("<iframe src=\"x\"> is left out", "<iframe …> is left out"),
            ("<dt>: a term", "<dt>: a term"),
            ("[gallery ids=\"1\"] is gone", "[gallery …] is gone"),
            ("a list {x is open", "a list {x is open"),
        ] {
            assert_eq!(without_names(reason), shape);
        }
    }
}
