//! The text of a block as Markdown: marks where Markdown's rules let them stand, tags of HTML where they do not.

use content::href::{Href, MediaPath};
use content::inline::{Inline, Mark, NoteReference};
use content::language::Language;

use super::tidy;

/// Where a text stands, and with it what must be escaped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Setting {
    /// Lines of their own.
    Paragraph,
    /// One line, after hashes or other words.
    Heading,
    /// Between two bars.
    Cell,
    /// One line that is read as a text of its own, and can refer to no notes.
    Line,
}

/// The Markdown of a text. `refer` gives the number of a note.
pub(super) fn write(
    pieces: &[Inline],
    setting: Setting,
    mut refer: impl FnMut(&NoteReference) -> Option<u32>,
) -> String {
    let pieces = tidy::text(pieces.to_vec());
    let mut tokens = Tokens {
        setting,
        list: Vec::new(),
    };
    let mut stretch: Vec<(Vec<Wrap<'_>>, &str)> = Vec::new();
    for piece in &pieces {
        match piece {
            Inline::Text(text) => stretch.push((Vec::new(), text)),
            Inline::Run(run) => {
                let link = run.link.iter().map(Wrap::Link);
                let lang = run.lang.iter().map(Wrap::Lang);
                let marks = run.marks.iter().map(|mark| Wrap::Mark(*mark));
                stretch.push((link.chain(lang).chain(marks).collect(), &run.text));
            }
            Inline::Break(_) => {
                tokens.group(&std::mem::take(&mut stretch), 0);
                let text = if setting == Setting::Paragraph {
                    "\\\n"
                } else {
                    "<br>"
                };
                tokens.list.push(Token::Raw(text.to_owned()));
            }
            Inline::Note(note) => {
                tokens.group(&std::mem::take(&mut stretch), 0);
                if let Some(number) = (setting != Setting::Line).then(|| refer(note)).flatten() {
                    tokens.list.push(Token::Raw(format!("[^{number}]")));
                }
            }
        }
    }
    tokens.group(&stretch, 0);
    tokens.finish()
}

/// A text without marks.
pub(super) fn plain(text: &str, setting: Setting) -> String {
    write(&[Inline::Text(text.to_owned())], setting, |_| None)
}

/// A line of Markdown as it stands after the name of a fence or the tone of a callout, where entities and escapes
/// are read once more.
pub(super) fn info(line: &str) -> String {
    line.replace('\\', "\\\\")
        .replace('&', "&amp;")
        .replace('`', "&#96;")
}

/// A line of Markdown as the title of a picture, likewise.
pub(super) fn title(line: &str) -> String {
    line.replace('\\', "\\\\")
        .replace('&', "&amp;")
        .replace('"', "&quot;")
}

/// The language of code as the first line of its fence; one that would be a block of its own is not written.
pub(super) fn code_info(language: Option<&str>) -> String {
    let language = language.unwrap_or_default();
    if language.is_empty()
        || language.contains(char::is_whitespace)
        || crate::read::markdown::fence::is_block(language)
    {
        return String::new();
    }
    info(language)
}

/// The target of a link as authors write it.
pub(super) fn target(href: &Href) -> String {
    let text = href.as_str();
    text.strip_prefix("/content/")
        .filter(|path| path.starts_with("media/") && MediaPath::parse(path).is_some())
        .unwrap_or(&text)
        .to_owned()
}

/// What stands around a run, outermost first.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Wrap<'a> {
    Link(&'a Href),
    Lang(&'a Language),
    Mark(Mark),
}

enum Token {
    /// Words, escaped when their neighbours are known.
    Words(String),
    /// What is written as it stands.
    Raw(String),
    /// The beginning or the end of a mark; the number is that of its other end.
    Open(Mark, usize),
    Close,
}

struct Tokens {
    setting: Setting,
    list: Vec<Token>,
}

impl Tokens {
    /// Runs that share what stands around them are written within one of it.
    fn group(&mut self, runs: &[(Vec<Wrap<'_>>, &str)], level: usize) {
        let mut at = 0;
        while let Some((wraps, text)) = runs.get(at) {
            let Some(wrap) = wraps.get(level) else {
                self.list.push(Token::Words((*text).to_owned()));
                at += 1;
                continue;
            };
            let same = runs[at..]
                .iter()
                .take_while(|(wraps, _)| wraps.get(level) == Some(wrap))
                .count();
            let group = &runs[at..at + same];
            at += same;
            match wrap {
                Wrap::Link(href) => {
                    if let [(wraps, text)] = group
                        && wraps.len() == 1
                        && let Some(bare) = bare_link(text, href)
                    {
                        self.list.push(Token::Raw(bare));
                        continue;
                    }
                    self.list.push(Token::Raw("[".to_owned()));
                    self.group(group, level + 1);
                    self.list.push(Token::Raw(format!("]({})", destination(href))));
                }
                Wrap::Lang(language) => {
                    self.list.push(Token::Raw(format!("<span lang=\"{language}\">")));
                    self.group(group, level + 1);
                    self.list.push(Token::Raw("</span>".to_owned()));
                }
                Wrap::Mark(mark) => {
                    if let (Mark::Code, [(wraps, text)]) = (mark, group)
                        && wraps.len() == level + 1
                        && let Some(span) = code_span(text, self.setting)
                    {
                        self.list.push(Token::Raw(span));
                        continue;
                    }
                    let open = self.list.len();
                    self.list.push(Token::Open(*mark, 0));
                    self.group(group, level + 1);
                    let close = self.list.len();
                    self.list.push(Token::Close);
                    self.list[open] = Token::Open(*mark, close);
                }
            }
        }
    }

    fn finish(mut self) -> String {
        for at in 0..self.list.len() {
            let Token::Words(words) = &self.list[at] else {
                continue;
            };
            let before = at.checked_sub(1).map(|at| &self.list[at]);
            let starts_line = match before {
                None => self.setting != Setting::Heading || self.list.is_empty(),
                Some(Token::Raw(text)) => text.ends_with('\n'),
                Some(_) => false,
            };
            let edge = |token: Option<&Token>| match token {
                None => true,
                Some(Token::Raw(text)) => text == "\\\n" || text == "<br>",
                Some(_) => false,
            };
            let surroundings = Surroundings {
                setting: self.setting,
                starts_line,
                begins: edge(before),
                ends: edge(self.list.get(at + 1)),
                after_note: matches!(before, Some(Token::Raw(text)) if text.starts_with("[^")),
            };
            self.list[at] = Token::Raw(escape(words, surroundings));
        }
        for at in 0..self.list.len() {
            let Token::Open(mark, close) = self.list[at] else {
                continue;
            };
            let (opening, closing) = self.delimiters(mark, at, close);
            self.list[at] = Token::Raw(opening.to_owned());
            self.list[close] = Token::Raw(closing.to_owned());
        }
        let texts = self.list.into_iter().map(|token| match token {
            Token::Raw(text) | Token::Words(text) => text,
            Token::Open(..) | Token::Close => String::new(),
        });
        texts.collect()
    }

    /// What begins and ends a mark, so that `CommonMark`'s rules for delimiter runs make the mark of it.
    fn delimiters(&self, mark: Mark, open: usize, close: usize) -> (&'static str, &'static str) {
        let candidates: &[&'static str] = match mark {
            Mark::Em => &["*", "_"],
            Mark::Strong => &["**", "__"],
            Mark::Strike => &["~~"],
            Mark::Code | Mark::Sub | Mark::Sup => &[],
        };
        let before = open.checked_sub(1).map_or(' ', |at| self.last_of(at));
        let (first, last) = (self.first_of(open + 1), self.last_of(close - 1));
        let after = if close + 1 < self.list.len() {
            self.first_of(close + 1)
        } else {
            ' '
        };
        for candidate in candidates {
            let delimiter = candidate.chars().next().unwrap_or_default();
            // An asterisk or an underscore that was chosen before would no longer stand where it was looked at: comrak
            // sees past tildes what lies beyond them.
            let is_taken =
                |letter: char| letter == delimiter || delimiter == '~' && matches!(letter, '*' | '_');
            let is_alone = ![before, first, last, after].into_iter().any(is_taken);
            // Between letters an underscore marks nothing.
            let needs_edge = delimiter == '_';
            if is_alone && stands(before, first, needs_edge) && stands(after, last, needs_edge) {
                return (candidate, candidate);
            }
        }
        match mark {
            Mark::Em => ("<em>", "</em>"),
            Mark::Strong => ("<strong>", "</strong>"),
            Mark::Strike => ("<s>", "</s>"),
            Mark::Code => ("<code>", "</code>"),
            Mark::Sub => ("<sub>", "</sub>"),
            Mark::Sup => ("<sup>", "</sup>"),
        }
    }

    fn first_of(&self, at: usize) -> char {
        match self.list.get(at) {
            Some(Token::Raw(text)) => text.chars().next().unwrap_or(' '),
            _ => '<',
        }
    }

    fn last_of(&self, at: usize) -> char {
        match self.list.get(at) {
            Some(Token::Raw(text)) => text.chars().next_back().unwrap_or(' '),
            _ => '>',
        }
    }
}

/// May a delimiter stand between these two letters, the second of them within the mark?
fn stands(outside: char, inside: char, needs_edge: bool) -> bool {
    // comrak looks past tildes at what stands beyond them.
    let edge = outside.is_whitespace() || outside.is_ascii_punctuation() && outside != '~';
    !inside.is_whitespace() && inside != '~' && (edge || inside.is_alphanumeric() && !needs_edge)
}

/// A link whose words are its address.
fn bare_link(text: &str, href: &Href) -> Option<String> {
    let address = href.as_str();
    let plain = |text: &str, more: &str| {
        text.bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || more.as_bytes().contains(&byte))
    };
    let is_url = (address.starts_with("https://") || address.starts_with("http://"))
        && *address == *text
        && plain(text, "-._~:/?#@!$'()*+,;=%");
    let is_mail = address.strip_prefix("mailto:") == Some(text)
        && plain(text, ".-_@+")
        && text.split_once('@').is_some_and(|(name, host)| {
            !name.is_empty()
                && host.split('.').all(|part| {
                    part.starts_with(|c: char| c.is_ascii_alphanumeric())
                        && !part.ends_with('-')
                        && plain(part, "-")
                })
        });
    (is_url || is_mail).then(|| format!("<{text}>"))
}

fn destination(href: &Href) -> String {
    let mut text = String::new();
    let target = target(href);
    let mut letters = target.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '(' | ')' | '<' | '>' => {
                text.push('\\');
                text.push(letter);
            }
            '&' if letters
                .peek()
                .is_some_and(|next| next.is_ascii_alphanumeric() || *next == '#') =>
            {
                text.push_str("&amp;");
            }
            '{' | '|' | '`' => text.push_str(&entity(letter)),
            _ => text.push(letter),
        }
    }
    text
}

/// Code between backticks, where nothing in it would be read as something else.
fn code_span(text: &str, setting: Setting) -> Option<String> {
    let odd = text.is_empty()
        || text.contains(|letter: char| letter.is_control())
        || ["{%", "{{", "{:"].iter().any(|tag| text.contains(tag))
        || text.ends_with('{')
        || setting == Setting::Cell && text.contains(['|', '\\'])
        || setting != Setting::Paragraph && text.contains('#');
    if odd {
        return None;
    }
    let mut longest = 0;
    let mut run = 0;
    for letter in text.chars() {
        run = if letter == '`' { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    let fence = "`".repeat(longest + 1);
    let is_blank = text.chars().all(|letter| letter == ' ');
    let pads = text.starts_with('`')
        || text.ends_with('`')
        || (text.starts_with(' ') && text.ends_with(' ') && !is_blank);
    let pad = if pads { " " } else { "" };
    Some(format!("{fence}{pad}{text}{pad}{fence}"))
}

/// Where words stand.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each says one thing of a place, and none follows from another"
)]
struct Surroundings {
    setting: Setting,
    /// Does a block begin or go on here?
    starts_line: bool,
    /// Is there nothing before, or a line break?
    begins: bool,
    /// Is there nothing after, or a line break?
    ends: bool,
    after_note: bool,
}

fn escape(text: &str, at: Surroundings) -> String {
    let letters: Vec<char> = text.chars().collect();
    let mut escaped = String::with_capacity(text.len() + 8);
    let marker = if at.starts_line && at.setting != Setting::Cell {
        number_marker(&letters)
    } else {
        None
    };
    for (index, letter) in letters.iter().copied().enumerate() {
        let before = index.checked_sub(1).map(|before| letters[before]);
        let after = letters.get(index + 1).copied();
        let first = index == 0;
        let last = after.is_none();
        let word = |letter: Option<char>| letter.is_some_and(char::is_alphanumeric);
        let needs_backslash = match letter {
            '\\' | '`' | '*' | '[' | ']' | '<' | '~' | '@' => true,
            '_' => !(word(before) && word(after)),
            '>' | '+' | '-' | '=' => first && at.starts_line,
            '|' => at.setting == Setting::Cell || first && at.starts_line,
            '#' => at.setting != Setting::Paragraph || first && at.starts_line,
            '!' => last,
            ':' => after == Some('/') || first && (at.after_note || at.starts_line),
            '.' => {
                marker == Some(index)
                    || index >= 3
                        && letters[index - 3..index]
                            .iter()
                            .all(|letter| letter.eq_ignore_ascii_case(&'w'))
            }
            ')' => marker == Some(index),
            _ => false,
        };
        match letter {
            '\0' => escaped.push('\u{FFFD}'),
            ' ' if (first && at.begins) || (last && at.ends) => escaped.push_str(&entity(' ')),
            ' ' => escaped.push(' '),
            '\u{A0}' => escaped.push_str("&nbsp;"),
            letter if letter.is_control() || letter.is_whitespace() => escaped.push_str(&entity(letter)),
            '&' if after.is_some_and(|next| next.is_ascii_alphanumeric() || next == '#') => {
                escaped.push_str("&amp;");
            }
            '{' if after.is_none_or(|next| matches!(next, '{' | '%' | ':')) => escaped.push_str(&entity('{')),
            letter => {
                if needs_backslash {
                    escaped.push('\\');
                }
                escaped.push(letter);
            }
        }
    }
    escaped
}

/// Where the point stands that would make a list of a line that begins with a number.
fn number_marker(letters: &[char]) -> Option<usize> {
    let digits = letters
        .iter()
        .take_while(|letter| letter.is_ascii_digit())
        .count();
    ((1..=9).contains(&digits) && matches!(letters.get(digits), Some('.' | ')'))).then_some(digits)
}

fn entity(letter: char) -> String {
    format!("&#{};", u32::from(letter))
}
