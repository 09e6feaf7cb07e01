//! The account of an import in words and in JSON: what fits a screen, and everything.

mod advice;
mod groups;
mod screen;

use std::fmt::Write;

use serde::Serialize;

pub use self::advice::Asked;
use self::groups::{Group, groups};
pub use self::screen::Screen;
use super::Imported;
use super::account::{Account, Entry, Fate, Place};
use super::words::Count;

/// What an import came to.
#[derive(Debug, Serialize)]
pub struct Report<'a> {
    articles: usize,
    media: usize,
    missing_media: &'a [String],
    words: Count,
    words_kept_percent: f64,
    groups: Vec<Group<'a>>,
    #[serde(flatten)]
    account: &'a Account,
}

impl<'a> Report<'a> {
    /// Of what was read.
    pub fn new(imported: &'a Imported) -> Self {
        let account = &imported.account;
        let words = account.words.count(&imported.site, &imported.articles);
        Self {
            articles: imported.articles.len(),
            media: imported.media.len(),
            missing_media: &imported.missing_media,
            words_kept_percent: percent(&words),
            words,
            groups: groups(&account.entries),
            account,
        }
    }

    /// Could something not be imported that the source has published?
    pub fn has_losses(&self) -> bool {
        self.account.entries.iter().any(is_loss)
    }

    /// The report as JSON, with every entry, and with the groups of them.
    ///
    /// # Errors
    /// None that these values can cause.
    pub fn json(&self) -> serde_json::Result<String> {
        serde_json::to_string_pretty(self).map(|text| text + "\n")
    }

    /// The whole report in words. `target` is where the content folder was written; each kind has three examples, or with
    /// `verbose` every place.
    pub fn text(&self, target: &str, verbose: bool) -> String {
        let mut text = self.heading(target).join("\n") + "\n\n";
        let kinds = self.account.tallies.keys().map(|kind| kind.chars().count());
        let width = kinds.max().unwrap_or(0).max(4);
        // Writing to a text cannot fail.
        let _ = writeln!(
            text,
            "{:width$}  {:>7} {:>7} {:>7} {:>7}",
            "", "read", "kept", "changed", "dropped"
        );
        for (kind, tally) in &self.account.tallies {
            let _ = writeln!(
                text,
                "{kind:width$}  {:>7} {:>7} {:>7} {:>7}",
                tally.read, tally.kept, tally.changed, tally.dropped
            );
        }
        for (fate, heading) in [
            (groups::Told::Lost, "Not imported"),
            (groups::Told::Withheld, "Not public, and left behind"),
            (groups::Told::Dropped, "Dropped"),
            (groups::Told::Changed, "Changed"),
        ] {
            let mut of_fate = self.groups.iter().filter(|group| group.told == fate).peekable();
            if of_fate.peek().is_some() {
                let _ = writeln!(text, "\n{heading}:");
            }
            for group in of_fate {
                let _ = writeln!(text, "  {}", group.line());
                let entries = group.entries(&self.account.entries);
                let shown = if verbose { usize::MAX } else { groups::EXAMPLES };
                for entry in entries.take(shown) {
                    let place = show(&entry.place);
                    if entry.reason == group.reason {
                        let _ = writeln!(text, "    {place}");
                    } else {
                        let _ = writeln!(text, "    {place}: {}", entry.reason);
                    }
                }
                if group.count > shown {
                    let more = group.count - shown;
                    let _ = writeln!(text, "    and {more} more (--verbose names them)");
                }
            }
        }
        if !self.missing_media.is_empty() {
            let _ = writeln!(text, "\nMedia that are not at hand:");
            for address in self.missing_media {
                let _ = writeln!(text, "  {address}");
            }
        }
        text
    }

    /// What was written, and the words.
    fn heading(&self, target: &str) -> Vec<String> {
        let mut lines = vec![format!(
            "{} articles and {} media files are written to {target}",
            self.articles, self.media
        )];
        let Count {
            read,
            kept,
            missing,
            withheld,
        } = &self.words;
        lines.push(format!(
            "{kept} of {read} words that readers saw are kept ({:.2} %)",
            self.words_kept_percent
        ));
        let mut missing: Vec<_> = missing.iter().collect();
        missing.sort_by_key(|(_, words)| std::cmp::Reverse(**words));
        if !missing.is_empty() {
            let missing = missing
                .into_iter()
                .map(|(cause, words)| format!("{words} in {cause}"));
            lines.push(format!("missing: {}", missing.collect::<Vec<_>>().join("; ")));
        }
        if *withheld > 0 {
            lines.push(format!(
                "{withheld} further words are not public, and stay behind"
            ));
        }
        lines
    }
}

/// Could what the entry is of not be imported, though the source has published it?
fn is_loss(entry: &Entry) -> bool {
    // Broken XML takes the item with it that it stands in.
    let is_whole = matches!(entry.kind, "post" | "page" | "file" | "XML");
    entry.fate == Fate::Dropped && !entry.withheld && is_whole
}

fn show(place: &Place) -> String {
    let mut text = place.file.clone();
    if place.line > 0 {
        let _ = write!(text, ":{}", place.line);
    }
    match (text.is_empty(), place.item.is_empty()) {
        (_, true) => text,
        (true, false) => place.item.clone(),
        (false, false) => format!("{text} ({})", place.item),
    }
}

#[expect(
    clippy::cast_precision_loss,
    reason = "no source has so many words that a percentage would show it"
)]
fn percent(words: &Count) -> f64 {
    if words.read == 0 {
        return 100.0;
    }
    words.kept as f64 * 100.0 / words.read as f64
}
