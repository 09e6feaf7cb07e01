//! What a reader sees of Markdown: read by another reader of Markdown than the one that makes the articles, with what generators
//! put in between taken out by signs alone.

use std::fmt::Write;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::{Part, Said, html};

/// Attributes of tags that hold words for readers, however short.
const WORDED: [&str; 8] = [
    "title",
    "summary",
    "text",
    "label",
    "caption",
    "heading",
    "alt",
    "description",
];

/// Takes in what Markdown says. MDX holds programs and components as well.
pub(super) fn add(markdown: &str, is_mdx: bool, said: &mut Said) {
    let mut tags = String::new();
    let plain = without_tags(markdown, is_mdx, &mut tags);
    said.add(Part::Tag, &tags);
    let mut options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_GFM
        | Options::ENABLE_DEFINITION_LIST;
    if plain.contains("[[") {
        options |= Options::ENABLE_WIKILINKS;
    }
    let mut page = String::with_capacity(plain.len() * 2);
    // Numbers of notes are made up by whoever shows them.
    let events = Parser::new_ext(&plain, options).map(|event| match event {
        Event::FootnoteReference(_) => Event::Text(" ".into()),
        Event::Start(Tag::FootnoteDefinition(_)) => Event::Html("<div>".into()),
        Event::End(TagEnd::FootnoteDefinition) => Event::Html("</div>".into()),
        other => other,
    });
    pulldown_cmark::html::push_html(&mut page, events);
    html::add(&page, said);
}

/// The text without tags of templates, components and lists of attributes, but those in code; the words in their attributes go
/// to `tags`.
fn without_tags(markdown: &str, is_mdx: bool, tags: &mut String) -> String {
    let mut plain = String::with_capacity(markdown.len());
    let mut fence: Option<String> = None;
    let mut program = false;
    let mut rest = markdown;
    while !rest.is_empty() {
        let is_at_line = plain.is_empty() || plain.ends_with('\n');
        if is_at_line {
            let end = rest.find('\n').map_or(rest.len(), |end| end + 1);
            let line = &rest[..end];
            if let Some(mark) = &fence {
                if line.trim().starts_with(mark.as_str())
                    && line.trim().trim_start_matches(['`', '~']).is_empty()
                {
                    fence = None;
                }
                plain.push_str(line);
                rest = &rest[end..];
                continue;
            }
            if let Some(mark) = mark_of_fence(line) {
                // What stands behind the marks names a language, and nobody reads it.
                fence = Some(mark.clone());
                let quoted = &line[..line.len() - line.trim_start_matches(['>', ' ', '\t']).len()];
                let _ = writeln!(plain, "{quoted}{mark}");
                rest = &rest[end..];
                continue;
            }
            program = is_mdx
                && (program && !line.trim().is_empty()
                    || line.starts_with("import ")
                    || line.starts_with("export "));
            if program {
                plain.push('\n');
                rest = &rest[end..];
                continue;
            }
            // `:::note[Title]`, `!!! note "Title"`, `> [!info] Title`: the name of a box is no word of its text.
            if let Some(titles) = titles_of_box(line) {
                let indent = &line[..line.len() - line.trim_start_matches(['>', ' ', '\t']).len()];
                let _ = writeln!(plain, "{indent}{titles}\n{indent}");
                rest = &rest[end..];
                continue;
            }
        }
        let Some(at) = rest.find(['{', '`', '<', '%', '\n']) else {
            plain.push_str(rest);
            break;
        };
        let (before, from) = rest.split_at(at);
        plain.push_str(before);
        let length = tag_at(from, is_mdx, markdown, tags);
        let length = match length {
            Some(length) => {
                plain.push(' ');
                length
            }
            None if from.starts_with('`') => {
                let length = code_at(from);
                plain.push_str(&from[..length]);
                length
            }
            None => {
                plain.push_str(&from[..1]);
                1
            }
        };
        rest = &from[length..];
    }
    plain
}

/// The marks that a fence begins with; none where the line begins none.
fn mark_of_fence(line: &str) -> Option<String> {
    let line = line.trim_start_matches(['>', ' ', '\t']);
    let mark = line.chars().next().filter(|mark| matches!(mark, '`' | '~'))?;
    let marks: String = line.chars().take_while(|letter| *letter == mark).collect();
    (marks.len() >= 3 && !line[marks.len()..].contains('`')).then_some(marks)
}

/// What readers see of a line that begins or ends a box.
fn titles_of_box(line: &str) -> Option<String> {
    let bare = line.trim_start_matches(['>', ' ', '\t']).trim_end();
    if let Some(rest) = bare.strip_prefix(":::") {
        let rest = rest.trim_start_matches(':').trim_start();
        let name = rest.len()
            - rest
                .trim_start_matches(|letter: char| letter.is_alphanumeric() || letter == '-')
                .len();
        let rest = rest[name..].trim();
        return Some(
            rest.split_once('{')
                .map_or(rest, |(title, _)| title)
                .trim_matches(['[', ']'])
                .to_owned(),
        );
    }
    for marks in ["!!! ", "??? ", "???+ "] {
        if let Some(rest) = bare.strip_prefix(marks) {
            return Some(
                rest.split_once('"')
                    .map_or("", |(_, title)| title)
                    .trim_end_matches('"')
                    .to_owned(),
            );
        }
    }
    let (name, title) = bare.strip_prefix("[!")?.split_once(']')?;
    let is_name = name
        .chars()
        .all(|letter| letter.is_alphanumeric() || "-| ".contains(letter));
    (line.trim_start().starts_with('>') && is_name)
        .then(|| title.trim_start_matches(['+', '-']).trim().to_owned())
}

/// How long the tag is that stands here, in bytes; none where none does. What it says to readers goes to `tags`.
fn tag_at(text: &str, is_mdx: bool, whole: &str, tags: &mut String) -> Option<usize> {
    let closed = |end: &str| text.find(end).map(|at| at + end.len());
    if text.starts_with("{% comment") {
        return closed("endcomment").and_then(|at| Some(at + text[at..].find("%}")? + 2));
    }
    if text.starts_with("{#") && text.starts_with("{# ") {
        return closed("#}");
    }
    if text.starts_with("<!--") {
        return closed("-->");
    }
    // Notes of a vault are for their writer alone.
    if text.starts_with("%%") && whole.contains("[[") {
        return Some(text[2..].find("%%")? + 4);
    }
    let pairs = [("{{", "}}"), ("{%", "%}"), ("{:", "}"), ("{.", "}"), ("{#", "}")];
    let length = if let Some((_, end)) = pairs.iter().find(|(start, _)| text.starts_with(start)) {
        let length = closed(end)?;
        let length = length + usize::from(text[length..].starts_with('}'));
        // Lists of attributes stand in one line.
        (end.len() > 1 || !text[..length].contains('\n')).then_some(length)?
    } else if text.starts_with('{') && is_mdx {
        balanced(text, '{', '}')?
    } else if text.starts_with('<')
        && text[1..]
            .trim_start_matches('/')
            .starts_with(|letter: char| letter.is_ascii_uppercase())
    {
        end_of_component(text)?
    } else {
        return None;
    };
    let tag = &text[..length];
    if !tag.starts_with("{#") && !tag.starts_with("{:") && !tag.starts_with("{.") && !tag.starts_with("{/*") {
        say(tag, tags);
    }
    Some(length)
}

/// Where braces that open here are closed.
fn balanced(text: &str, open: char, close: char) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, letter) in text.char_indices() {
        if letter == open {
            depth += 1;
        } else if letter == close {
            depth -= 1;
            if depth == 0 {
                return Some(at + 1);
            }
        }
    }
    None
}

/// Where the tag of a component ends: behind its attributes, which may hold anything in quotes and braces.
fn end_of_component(text: &str) -> Option<usize> {
    let (mut quote, mut depth) = (None, 0_usize);
    for (at, letter) in text.char_indices() {
        match (quote, letter) {
            (Some(open), letter) if open == letter => quote = None,
            (None, '"' | '\'') if depth == 0 => quote = Some(letter),
            (None, '{') => depth += 1,
            (None, '}') => depth = depth.saturating_sub(1),
            (None, '>') if depth == 0 => return Some(at + 1),
            _ => {}
        }
    }
    None
}

/// What stands in quotes within a tag, if it looks like words: of two or more, or of an attribute that holds words.
fn say(tag: &str, tags: &mut String) {
    let mut rest = tag;
    while let Some(at) = rest.find(['"', '“']) {
        let name = rest[..at].trim_end().trim_end_matches(['=', ':', '{']).trim_end();
        let name = name
            .rsplit(|letter: char| !letter.is_alphanumeric())
            .next()
            .unwrap_or_default();
        let quoted = rest[at..].trim_start_matches(['"', '“']);
        let Some(end) = quoted.find(['"', '”']) else {
            return;
        };
        let words = quoted[..end].trim();
        let is_worded = WORDED.iter().any(|known| name.eq_ignore_ascii_case(known));
        let is_address = words.starts_with(['/', '#', '.']) || words.contains("://");
        if (is_worded || words.contains(' ')) && !is_address {
            let _ = writeln!(tags, "{words}");
        }
        rest = &quoted[end..];
        rest = rest.strip_prefix(['"', '”']).unwrap_or(rest);
    }
}

/// How long the code is that begins with these marks; the marks alone where nothing closes them.
fn code_at(text: &str) -> usize {
    let marks = text.len() - text.trim_start_matches('`').len();
    let paragraph = text.find("\n\n").unwrap_or(text.len());
    let mut from = marks;
    while let Some(at) = text[from..paragraph.max(from)].find(&text[..marks]) {
        let start = from + at;
        let found = text[start..].len() - text[start..].trim_start_matches('`').len();
        if found == marks {
            return start + marks;
        }
        from = start + found;
    }
    marks
}
