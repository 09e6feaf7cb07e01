//! What whoever imports can do next: lines to be copied as they are.

use std::path::Path;

use super::Report;

/// How many keys are suggested.
const MAPS: usize = 3;

/// What was asked for, to be asked for again.
#[derive(Debug)]
pub struct Asked<'a> {
    /// The arguments of press.
    pub arguments: &'a [String],
    /// The folder that was written.
    pub output: &'a Path,
    /// A folder with media that was named.
    pub media: Option<&'a Path>,
    /// The file that was named for the addresses of what is missing.
    pub missing: Option<&'a Path>,
    /// Can another run fetch what is missing?
    pub can_fetch: bool,
}

impl Report<'_> {
    /// What can be done about what is missing.
    pub fn advice(&self, asked: &Asked<'_>) -> Vec<String> {
        let maps = self.account.maps.iter().take(MAPS).map(|map| {
            let (articles, key, meant) = (map.articles, &map.key, map.meant);
            format!(
                "{articles} articles have `{key}`: --map {}={meant} may be meant",
                quoted(key)
            )
        });
        let mut lines: Vec<String> = maps.collect();
        if self.missing_media.is_empty() {
            return lines;
        }
        let count = self.missing_media.len();
        let beside = |ending: &str| {
            let mut name = asked.output.as_os_str().to_owned();
            name.push(ending);
            quoted(&name.to_string_lossy())
        };
        let shown = |path: &Path| quoted(&path.to_string_lossy());
        let again: Vec<String> = asked.arguments.iter().map(|argument| quoted(argument)).collect();
        let again = format!("press {}", again.join(" "));
        let fetch = if asked.can_fetch {
            "; import again with --fetch, or"
        } else {
            "; fetch them, and import again"
        };
        let hostless = self
            .missing_media
            .iter()
            .filter(|address| address.starts_with('/'))
            .count();
        if hostless > 0 {
            lines.push(format!(
                "{hostless} of {count} media files have no host: import again with --site and the old address"
            ));
            return lines;
        }
        lines.push(format!("{count} media files are not at hand{fetch}:"));
        let list = asked.missing.map_or_else(|| beside(".missing"), shown);
        if asked.missing.is_none() {
            lines.push(format!("  {again} --missing {list}"));
        }
        let fetched = asked.media.map_or_else(|| beside(".fetched"), shown);
        // Names stay as addresses have them, in whatever script; a folder for each host parts what is called the same.
        lines.push(format!(
            "  wget -x --restrict-file-names=nocontrol -P {fetched} -i {list}"
        ));
        lines.push(match asked.media {
            Some(_) => format!("  {again}"),
            None => format!("  {again} --media {fetched}"),
        });
        lines
    }
}

/// A word as shells read it.
fn quoted(word: &str) -> String {
    shlex::try_quote(word).map_or_else(|_| word.to_owned(), std::borrow::Cow::into_owned)
}
