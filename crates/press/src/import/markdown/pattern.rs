//! Patterns of addresses, such as `/blog/:year/:month/:slug/`.

use content::day::Day;

use super::page::Page;

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// What an address is made of.
pub(super) struct Parts<'p> {
    pub(super) page: &'p Page,
    pub(super) title: &'p str,
    /// The slug that its front matter gives it.
    pub(super) slug: Option<&'p str>,
    /// The address that its front matter gives it.
    pub(super) permalink: Option<&'p str>,
    pub(super) categories: Vec<&'p str>,
    pub(super) published: Option<Day>,
}

impl Parts<'_> {
    /// Its name in addresses: its slug, else the name of its file.
    pub(super) fn name(&self) -> &str {
        self.slug.unwrap_or(&self.page.stem)
    }

    /// What a word of a pattern stands for, where all generators mean the same by it.
    fn common(&self, word: &str) -> Option<String> {
        let of_day = |write: &dyn Fn(Day) -> String| self.published.map(write);
        Some(match word {
            "year" => of_day(&|day| format!("{:04}", day.year()))?,
            "short_year" => of_day(&|day| format!("{:02}", day.year() % 100))?,
            "month" => of_day(&|day| format!("{:02}", day.month()))?,
            "i_month" => of_day(&|day| day.month().to_string())?,
            "day" => of_day(&|day| format!("{:02}", day.day()))?,
            "i_day" => of_day(&|day| day.day().to_string())?,
            "monthname" => of_day(&|day| MONTHS[usize::from(day.month() - 1) % 12].to_owned())?,
            "yearday" | "y_day" => {
                let day = self.published?;
                let first = Day::new(day.year(), 1, 1)?;
                let number = first.until(day) + 1;
                if word == "y_day" {
                    format!("{number:03}")
                } else {
                    number.to_string()
                }
            }
            _ => return None,
        })
    }

    /// Fills a pattern: `own` says what the generator's own words stand for. None where a word stands for nothing known.
    pub(super) fn fill(&self, pattern: &str, own: &dyn Fn(&str) -> Option<String>) -> Option<String> {
        let mut path = String::new();
        let mut rest = pattern;
        while let Some((before, after)) = rest.split_once(':') {
            path.push_str(before);
            let is_word = |letter: char| letter.is_ascii_alphanumeric() || letter == '_';
            let mut end = after.find(|letter| !is_word(letter)).unwrap_or(after.len());
            if after[end..].starts_with('[')
                && let Some(close) = after[end..].find(']')
            {
                end += close + 1;
            }
            let word = &after[..end];
            path.push_str(&own(word).or_else(|| self.common(word))?);
            rest = &after[end..];
        }
        path.push_str(rest);
        Some(from_root(&path))
    }
}

/// A path from the root, with single slashes.
pub(super) fn from_root(path: &str) -> String {
    let mut whole = "/".to_owned();
    for letter in path.chars() {
        if letter != '/' || !whole.ends_with('/') {
            whole.push(letter);
        }
    }
    whole
}

/// A path of folders and a name, as addresses that end in a slash have it.
pub(super) fn joined<'p>(parts: impl IntoIterator<Item = &'p str>) -> String {
    let parts: Vec<_> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    from_root(&(parts.join("/") + "/"))
}

/// A part of a path as most generators write it: in small letters, with hyphens for spaces, signs gone.
pub(super) fn plain(text: &str) -> String {
    let mut made = String::new();
    for letter in text.trim().chars() {
        if letter.is_alphanumeric() || matches!(letter, '.' | '_' | '~' | '+') {
            made.extend(letter.to_lowercase());
        } else if (letter.is_whitespace() || letter == '-') && !made.ends_with('-') {
            made.push('-');
        }
    }
    made
}
