//! What of a report fits one screen, whatever was imported.

use std::fmt::Write;

use super::Report;

/// How many lines a screen has, but for the one that the shell asks in.
const LINES: usize = 23;

/// How many columns a screen has.
const COLUMNS: usize = 80;

/// The fewest lines for what was not kept.
const FEWEST: usize = 4;

/// What is said beside the account.
#[derive(Debug, Default)]
pub struct Screen<'a> {
    /// Where the content folder was written.
    pub target: &'a str,
    /// Lines that stand as they are, to be copied: how media are fetched, and what else can be done.
    pub advice: &'a [String],
    /// How many lines stand on the screen already.
    pub lines_before: usize,
}

impl Report<'_> {
    /// The report on a screen of 24 lines of 80 columns: what was written, how many words are there, the largest groups of what
    /// is not as it was, and advice.
    pub fn screen(&self, screen: &Screen<'_>) -> String {
        let heading = self.heading(screen.target);
        let heading: Vec<String> = heading.iter().flat_map(|line| two_rows(line)).collect();
        let taken: usize = screen.advice.iter().map(|line| rows(line)).sum();
        let fixed = screen.lines_before + heading.len() + taken;
        let room = LINES.saturating_sub(fixed).max(FEWEST);
        let mut lines = heading;
        let is_short = self.groups.len() > room;
        let shown = if is_short { room - 1 } else { self.groups.len() };
        for group in self.groups.iter().take(shown) {
            lines.push(cut(&format!("{:>10}  {}", group.told.word(), group.line())));
        }
        if is_short {
            let left = self.groups.iter().skip(shown);
            let elements: usize = left.map(|group| group.count).sum();
            let kinds = self.groups.len() - shown;
            lines.push(format!("            and {elements} more of {kinds} other kinds"));
        }
        lines.extend(screen.advice.iter().cloned());
        let mut text = String::new();
        for line in lines {
            // Writing to a text cannot fail.
            let _ = writeln!(text, "{line}");
        }
        text
    }
}

/// A line that fits a row of the screen.
fn cut(line: &str) -> String {
    if unicode_width(line) <= COLUMNS {
        return line.to_owned();
    }
    let mut width = 0;
    let mut kept: String = line
        .chars()
        .take_while(|letter| {
            width += unicode_width(letter.encode_utf8(&mut [0; 4]));
            width < COLUMNS
        })
        .collect();
    kept.push('…');
    kept
}

/// A line in two rows of the screen at the most, which it breaks between words.
fn two_rows(line: &str) -> Vec<String> {
    if unicode_width(line) <= COLUMNS {
        return vec![line.to_owned()];
    }
    let spaces = line.match_indices(' ').map(|(at, _)| at);
    let fitting = spaces.take_while(|at| unicode_width(&line[..*at]) <= COLUMNS);
    match fitting.last() {
        Some(at) => vec![line[..at].to_owned(), cut(&format!(" {}", &line[at..]))],
        None => vec![cut(line)],
    }
}

/// How many rows a line takes that stands as it is.
fn rows(line: &str) -> usize {
    unicode_width(line).div_ceil(COLUMNS).max(1)
}

fn unicode_width(text: &str) -> usize {
    use unicode_width::UnicodeWidthStr;
    text.width()
}
