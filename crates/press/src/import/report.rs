//! The account of an import in words and in JSON.

use std::collections::BTreeMap;
use std::fmt::Write;

use serde::Serialize;

use super::Imported;
use super::account::{Account, Entry, Fate, Place};

/// How many places a reason is told with, unless all of them are wanted.
const SHOWN: usize = 3;

/// How many missing files are named, likewise.
const SHOWN_MEDIA: usize = 10;

/// What an import came to.
#[derive(Debug, Serialize)]
pub struct Report<'a> {
    articles: usize,
    media: usize,
    missing_media: &'a [String],
    words_kept_percent: f64,
    #[serde(flatten)]
    account: &'a Account,
}

impl<'a> Report<'a> {
    /// Of what was read.
    pub fn new(imported: &'a Imported) -> Self {
        Self {
            articles: imported.articles.len(),
            media: imported.media.len(),
            missing_media: &imported.missing_media,
            words_kept_percent: percent(&imported.account),
            account: &imported.account,
        }
    }

    /// Could something not be imported that the source has published?
    pub fn has_losses(&self) -> bool {
        // Broken XML takes the item with it that it stands in.
        let is_whole = |kind| matches!(kind, "post" | "page" | "file" | "XML");
        let is_published = |entry: &Entry| !entry.withheld && is_whole(entry.kind);
        let mut entries = self.account.entries.iter();
        entries.any(|entry| entry.fate == Fate::Dropped && is_published(entry))
    }

    /// The report as JSON, with every entry.
    ///
    /// # Errors
    /// None that these values can cause.
    pub fn json(&self) -> serde_json::Result<String> {
        serde_json::to_string_pretty(self).map(|text| text + "\n")
    }

    /// The report in words. `target` is where the content folder was written, `verbose` asks for every place.
    pub fn text(&self, target: &str, verbose: bool) -> String {
        let mut text = String::new();
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
        for (fate, heading) in [(Fate::Dropped, "Dropped"), (Fate::Changed, "Changed")] {
            let reasons = self.reasons(fate);
            if reasons.is_empty() {
                continue;
            }
            let _ = writeln!(text, "\n{heading}:");
            for ((kind, reason), places) in reasons {
                let _ = writeln!(text, "  {} times, {kind}: {reason}", places.len());
                let shown = if verbose { places.len() } else { SHOWN };
                for place in places.iter().take(shown) {
                    let _ = writeln!(text, "    {}", show(place));
                }
                if places.len() > shown {
                    let _ = writeln!(
                        text,
                        "    and {} more (--verbose names them)",
                        places.len() - shown
                    );
                }
            }
        }
        if !self.missing_media.is_empty() {
            let _ = writeln!(
                text,
                "\n{} media files are not at hand. Save these addresses in a file and fetch them with\n  \
                 wget --force-directories --directory-prefix FETCHED --input-file FILE\n\
                 then import again with --media FETCHED:",
                self.missing_media.len()
            );
            let shown = if verbose {
                self.missing_media.len()
            } else {
                SHOWN_MEDIA
            };
            for address in self.missing_media.iter().take(shown) {
                let _ = writeln!(text, "  {address}");
            }
            if self.missing_media.len() > shown {
                let _ = writeln!(
                    text,
                    "  and {} more (--verbose names them)",
                    self.missing_media.len() - shown
                );
            }
        }
        let _ = writeln!(
            text,
            "\n{} articles and {} media files are written to {target}; {} of {} words are kept ({:.2} %)",
            self.articles,
            self.media,
            self.account.words_kept,
            self.account.words_read,
            self.words_kept_percent
        );
        text
    }

    /// The places by kind and reason, in the order of both.
    fn reasons(&self, fate: Fate) -> BTreeMap<(&str, &str), Vec<&Place>> {
        let mut reasons: BTreeMap<(&str, &str), Vec<&Place>> = BTreeMap::new();
        for entry in self.account.entries.iter().filter(|entry| entry.fate == fate) {
            reasons
                .entry((entry.kind, entry.reason.as_str()))
                .or_default()
                .push(&entry.place);
        }
        reasons
    }
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
fn percent(account: &Account) -> f64 {
    if account.words_read == 0 {
        return 100.0;
    }
    account.words_kept as f64 * 100.0 / account.words_read as f64
}
