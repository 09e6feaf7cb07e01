//! MDX as its readers saw it, without its programs: imports and exports are gone, what they name stands where it is used,
//! and of components stay the words in them and in their attributes.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::ops::Range;

use super::admonitions::alert;
use super::script;
use crate::read::markdown::template_tags::code_ranges;

/// The attributes of components that hold words for readers.
const WORDS: [&str; 8] = [
    "title",
    "heading",
    "label",
    "summary",
    "caption",
    "text",
    "description",
    "name",
];

/// What was left out of a text, and in which of its lines, counted from 0.
pub(super) struct Plain {
    pub(super) text: String,
    pub(super) dropped: Vec<(u32, &'static str)>,
}

/// The text without what only its program reads. Lines stay where they were.
pub(super) fn plain(source: &str) -> Plain {
    let mut plain = Plain {
        text: String::new(),
        dropped: Vec::new(),
    };
    let (text, names) = without_modules(source, &mut plain.dropped);
    plain.text = without_components(&outdented(&text), &names, &mut plain.dropped);
    plain
}

/// Takes imports and exports out, which may go over several lines, and remembers what they name.
fn without_modules(
    source: &str,
    dropped: &mut Vec<(u32, &'static str)>,
) -> (String, BTreeMap<String, String>) {
    let mut text = String::with_capacity(source.len());
    let mut names = BTreeMap::new();
    let fences = fences(source);
    let lines: Vec<&str> = source.split_inclusive('\n').collect();
    let (mut number, mut at) = (0, 0);
    while let Some(line) = lines.get(number) {
        let is_import =
            line.starts_with("import ") && (line.contains(" from ") || line.contains(['"', '\'', '{']));
        let is_code = fences.iter().any(|fence| fence.contains(&at));
        if is_code || !is_import && !line.starts_with("export ") {
            text.push_str(line);
            at += line.len();
            number += 1;
            continue;
        }
        dropped.push((
            crate::diagnostic::count(number),
            "MDX imports and exports are programs, which no article holds",
        ));
        let count = statement(&lines[number..]);
        let whole = lines[number..number + count].concat();
        name(&whole, &mut names);
        text.extend(std::iter::repeat_n('\n', whole.matches('\n').count()));
        at += whole.len();
        number += count;
    }
    (text, names)
}

/// How many lines a statement has. One that has no end, as far as can be seen, ends with its paragraph.
fn statement(lines: &[&str]) -> usize {
    let mut whole = String::new();
    for (number, line) in lines.iter().enumerate() {
        whole.push_str(line);
        let is_named = !whole.starts_with("import ") || whole.contains(['"', '\'']);
        if is_named && script::is_whole(&whole) {
            return number + 1;
        }
    }
    let empty = lines.iter().position(|line| line.trim().is_empty());
    empty.unwrap_or(lines.len())
}

/// The bytes of fences of code, however far they are set in: those within components are none for whoever reads Markdown.
fn fences(source: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut open: Option<(usize, &str)> = None;
    let mut at = 0;
    for line in source.split_inclusive('\n') {
        let bare = line.trim();
        let marks = bare.len() - bare.trim_start_matches('`').len();
        let marks = marks.max(bare.len() - bare.trim_start_matches('~').len());
        let marks = &bare[..marks];
        match open {
            Some((start, mark)) if marks.starts_with(mark) && marks == bare => {
                found.push(start..at + line.len());
                open = None;
            }
            None if marks.len() >= 3 && !bare[marks.len()..].contains('`') => open = Some((at, marks)),
            _ => {}
        }
        at += line.len();
    }
    found.extend(open.map(|(start, _)| start..source.len()));
    found
}

/// The text with what stands within components as far to the left as they do: how far it is set in means nothing in MDX, and
/// would be code in Markdown.
fn outdented(source: &str) -> String {
    let mut made = String::with_capacity(source.len());
    // Of each component around a line what it is called, and how far the first line in it is set in.
    let mut around: Vec<(&str, Option<usize>)> = Vec::new();
    let mut left = 0;
    let mut fence: Option<&str> = None;
    for line in source.split_inclusive('\n') {
        let bare = line.trim();
        let indent = line.len() - line.trim_start().len();
        let mark = ["```", "~~~"].into_iter().find(|mark| bare.starts_with(mark));
        let name = tag_alone(bare).filter(|_| fence.is_none());
        let is_end = bare.starts_with("</") && around.last().is_some_and(|(own, _)| name == Some(own));
        if is_end {
            around.pop();
        } else if let Some((_, first @ None)) = around.last_mut()
            && !bare.is_empty()
        {
            *first = Some(indent);
        }
        let inner = around.iter().rev().find_map(|(_, first)| *first);
        let cut = inner.map_or(0, |inner| inner.saturating_sub(left)).min(indent);
        made.push_str(if bare.is_empty() { line } else { &line[cut..] });
        match (fence, mark) {
            (None, Some(mark)) => fence = Some(mark),
            (Some(open), Some(mark)) if open == mark => fence = None,
            _ => {}
        }
        if let Some(name) = name.filter(|_| !bare.starts_with("</")) {
            if around.is_empty() {
                left = indent;
            }
            around.push((name, None));
        }
    }
    made
}

/// The name of the component that a line opens or closes, and nothing else.
fn tag_alone(line: &str) -> Option<&str> {
    let inner = line.strip_prefix('<')?;
    let inner = inner.strip_prefix('/').unwrap_or(inner);
    let end = inner.find(|letter: char| !(letter.is_ascii_alphanumeric() || letter == '.'))?;
    let is_component = inner.starts_with(|letter: char| letter.is_ascii_uppercase());
    let is_alone = tag_length(line) == Some(line.len()) && !line.ends_with("/>");
    (is_component && is_alone).then(|| &inner[..end])
}

/// Remembers `import quay from './quay.png'` and `export const rate = 12`.
fn name(statement: &str, names: &mut BTreeMap<String, String>) {
    let statement = statement.trim().trim_end_matches(';');
    let found = match statement.strip_prefix("import ") {
        Some(rest) => rest.split_once(" from ").filter(|(name, _)| !name.contains('{')),
        None => statement
            .strip_prefix("export const ")
            .and_then(|rest| rest.split_once('=')),
    };
    if let Some((name, value)) = found
        && let Some(value) = literal(value.trim(), names)
    {
        let name = name.split(':').next().unwrap_or(name).trim();
        names.insert(name.to_owned(), value);
    }
}

/// The text or the number that an expression is, with what is known of the names in it.
fn literal(value: &str, names: &BTreeMap<String, String>) -> Option<String> {
    if let Some(known) = names.get(value.trim_end_matches(".src")) {
        return Some(known.clone());
    }
    if !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') {
        return Some(value.to_owned());
    }
    let quote = value
        .chars()
        .next()
        .filter(|letter| matches!(letter, '"' | '\'' | '`'))?;
    let inner = value[1..].strip_suffix(quote)?;
    if inner.contains([quote, '\\']) {
        return None;
    }
    if quote != '`' {
        return Some(inner.to_owned());
    }
    let mut made = String::new();
    let mut rest = inner;
    while let Some((before, after)) = rest.split_once("${") {
        let (name, after) = after.split_once('}')?;
        made.extend([before, names.get(name.trim())?]);
        rest = after;
    }
    made.push_str(rest);
    Some(made)
}

/// Takes components and expressions out of what is no code.
fn without_components(
    source: &str,
    names: &BTreeMap<String, String>,
    dropped: &mut Vec<(u32, &'static str)>,
) -> String {
    let mut code = code_ranges(source);
    code.extend(fences(source));
    let mut text = String::with_capacity(source.len());
    let mut at = 0;
    while let Some(start) = source[at..].find(['<', '{']).map(|found| at + found) {
        if let Some(range) = code.iter().find(|range| range.contains(&start)) {
            text.push_str(&source[at..range.end]);
            at = range.end;
            continue;
        }
        text.push_str(&source[at..start]);
        let rest = &source[start..];
        let line = || crate::diagnostic::count(source[..start].matches('\n').count());
        // What a box is like stands in braces as well.
        let is_of_box = || {
            let line = source[..start].rsplit('\n').next().unwrap_or_default();
            line.trim_start().starts_with(":::")
        };
        let found = if rest.starts_with('{') {
            expression(rest, names).filter(|_| !is_of_box())
        } else {
            component(rest, names)
        };
        if let Some(Piece { made, length, reason }) = found {
            if let Some(reason) = reason {
                dropped.push((line(), reason));
            }
            let lines = rest[..length]
                .matches('\n')
                .count()
                .saturating_sub(made.matches('\n').count());
            text.push_str(&made);
            text.extend(std::iter::repeat_n('\n', lines));
            at = start + length;
        } else {
            text.push_str(&rest[..1]);
            at = start + 1;
        }
    }
    text.push_str(&source[at..]);
    text
}

struct Piece {
    made: String,
    length: usize,
    reason: Option<&'static str>,
}

/// The length of what begins with a brace, to its own end.
fn braced(text: &str) -> Option<usize> {
    // Where quotes among words lead astray, braces alone are counted.
    closing(script::code(text).into_iter()).or_else(|| closing(text.char_indices()))
}

fn closing(letters: impl Iterator<Item = (usize, char)>) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, letter) in letters {
        match letter {
            '{' => depth += 1,
            '}' => {
                depth = depth.checked_sub(1)?;
                if depth == 0 {
                    return Some(at + 1);
                }
            }
            _ => {}
        }
    }
    None
}

/// An expression: what it names, else nothing. Template tags of others begin with two braces.
fn expression(rest: &str, names: &BTreeMap<String, String>) -> Option<Piece> {
    if rest.starts_with("{{") || rest.starts_with("{%") || rest.starts_with("{:") || rest.starts_with("{#") {
        return None;
    }
    let length = braced(rest)?;
    let inside = rest[1..length - 1].trim();
    let made = literal(inside, names);
    let reason = made
        .is_none()
        .then_some("what a program in the text would have made of it, nobody can say here");
    Some(Piece {
        made: made.unwrap_or_default(),
        length,
        reason,
    })
}

/// A tag: of a component its words stay, of HTML the whole with what it names.
fn component(rest: &str, names: &BTreeMap<String, String>) -> Option<Piece> {
    let after = &rest[1..];
    let (is_end, after) = after
        .strip_prefix('/')
        .map_or((false, after), |after| (true, after));
    let first = after.chars().next()?;
    let is_component = first.is_ascii_uppercase() || first == '>';
    if !is_component && !first.is_ascii_lowercase() {
        return None;
    }
    let length = tag_length(rest)?;
    if is_end {
        let name = rest[2..length - 1].trim();
        let made = if !is_component {
            rest[..length].to_owned()
        } else if is_box(name) {
            format!("{{{{< /{} >}}}}", name.to_lowercase())
        } else {
            String::new()
        };
        return Some(Piece {
            made,
            length,
            reason: None,
        });
    }
    let inside = rest[1..length - 1].trim_end_matches('/');
    let end = inside
        .find(|letter: char| letter.is_whitespace())
        .unwrap_or(inside.len());
    let (name, (attributes, is_unled)) = (&inside[..end], attributes(&inside[end..], names));
    let reason = is_unled
        .then_some("what a program makes of an address, nobody can say here; the words stay without a link");
    let value = |key: &str| {
        attributes
            .iter()
            .find(|(name, _)| name == key)
            .map(|(_, value)| value.as_str())
    };
    let made = match name {
        _ if !is_component => {
            let changed = attributes
                .iter()
                .any(|(_, value)| rest[..length].contains(&format!("{{{value}")))
                || rest[..length].contains("={");
            if !changed {
                return Some(Piece {
                    made: rest[..length].to_owned(),
                    length,
                    reason: None,
                });
            }
            written(name, &attributes)
        }
        "Image" | "Img" | "Picture" | "NextImage" => written("img", &attributes),
        "YouTube" | "Youtube" | "Vimeo" => {
            let id = value("id").or_else(|| value("videoId")).unwrap_or_default();
            format!("{{{{< {} id=\"{id}\" >}}}}", name.to_lowercase())
        }
        _ => {
            let link = value("href").or_else(|| value("to")).or_else(|| value("url"));
            let words: Vec<&str> = WORDS
                .iter()
                .filter_map(|key| value(key))
                .filter(|words| !words.is_empty())
                .collect();
            let ends = format!("</{name}>");
            let inner = rest[length..].split_once(ends.as_str()).map(|(inner, _)| inner);
            if is_box(name) && inner.is_some() {
                return Some(Piece {
                    made: as_tag(name, &attributes),
                    length,
                    reason: None,
                });
            }
            if let (true, Some(link), Some(inner)) = (words.is_empty(), link, inner)
                && let Some(made) = button(inner, link)
            {
                return Some(Piece {
                    made,
                    length: length + inner.len() + ends.len(),
                    reason: None,
                });
            }
            match (words.split_first(), link) {
                (None, _) => String::new(),
                (Some((first, more)), Some(link)) => {
                    let more = dashed(more);
                    format!("[{first}]({link}){more}  ")
                }
                (Some((first, more)), None) => {
                    let more = dashed(more);
                    format!("**{first}**{more}  ")
                }
            }
        }
    };
    Some(Piece { made, length, reason })
}

/// A button, or another link of a few words.
fn button(inner: &str, link: &str) -> Option<String> {
    let words = inner.trim();
    let is_plain = !words.is_empty() && !inner.contains(['\n', '<', '[', '{']);
    is_plain.then(|| format!("[{words}]({link})"))
}

/// Is a component one whose kind is told by its name: a box, what folds, a quote?
fn is_box(name: &str) -> bool {
    let name = name.to_lowercase();
    let folds = ["accordion", "details", "expand", "collapse", "spoiler", "toggle"];
    // Of several, as in <Accordions>, each is one by itself.
    let is_one = !name.ends_with('s') || name == "details";
    is_one
        && (folds.iter().any(|word| name.contains(word)) || name.contains("quote") || alert(&name).is_some())
}

/// A component as the shortcode of the same name, which is understood after this.
fn as_tag(name: &str, attributes: &[(String, String)]) -> String {
    let mut tag = format!("{{{{< {}", name.to_lowercase());
    for (key, value) in attributes.iter().filter(|(_, value)| !value.is_empty()) {
        let quote = if value.contains('"') { '\'' } else { '"' };
        // Writing to a string does not fail.
        let _ = write!(tag, " {key}={quote}{value}{quote}");
    }
    tag + " >}}"
}

/// Further words behind the first, each after a dash.
fn dashed(words: &[&str]) -> String {
    words.iter().flat_map(|words| [" – ", words]).collect()
}

/// The length of a tag, whose values may hold braces and signs.
fn tag_length(text: &str) -> Option<usize> {
    let mut quote = None;
    let mut depth = 0_i32;
    for (at, letter) in text.char_indices() {
        match (quote, letter) {
            (Some(open), letter) if letter == open => quote = None,
            (None, '"' | '\'') => quote = Some(letter),
            (None, '{') => depth += 1,
            (None, '}') => depth -= 1,
            (None, '>') if depth <= 0 => return Some(at + 1),
            _ => {}
        }
        if at > 20_000 {
            return None;
        }
    }
    None
}

/// The attributes of a tag, and whether there is an address among those that nobody can tell.
fn attributes(text: &str, names: &BTreeMap<String, String>) -> (Vec<(String, String)>, bool) {
    let mut is_unled = false;
    let mut found = Vec::new();
    let mut rest = text.trim_start();
    while !rest.is_empty() {
        let end = rest
            .find(|letter: char| letter.is_whitespace() || letter == '=')
            .unwrap_or(rest.len());
        if end == 0 {
            break;
        }
        let name = &rest[..end];
        rest = &rest[end..];
        let Some(value) = rest.strip_prefix('=') else {
            found.push((name.to_owned(), String::new()));
            rest = rest.trim_start();
            continue;
        };
        if value.starts_with('{') {
            let length = braced(value).unwrap_or(value.len());
            let inside = value[1..length].trim_end_matches('}').trim();
            match literal(inside, names) {
                Some(value) => found.push((name.to_owned(), value)),
                None => is_unled |= matches!(name, "href" | "to" | "url" | "src"),
            }
            rest = value[length..].trim_start();
        } else if let Some(quote) = value.chars().next().filter(|letter| matches!(letter, '"' | '\'')) {
            let (inside, after) = value[1..].split_once(quote).unwrap_or((&value[1..], ""));
            found.push((name.to_owned(), inside.to_owned()));
            rest = after.trim_start();
        } else {
            let end = value.find(char::is_whitespace).unwrap_or(value.len());
            found.push((name.to_owned(), value[..end].to_owned()));
            rest = value[end..].trim_start();
        }
    }
    (found, is_unled)
}

/// A tag of HTML with its attributes. What a program says of looks is nothing here.
fn written(name: &str, attributes: &[(String, String)]) -> String {
    let mut tag = format!("<{name}");
    for (key, value) in attributes {
        if matches!(
            &**key,
            "style" | "className" | "class" | "loading" | "format" | "quality"
        ) {
            continue;
        }
        tag += &[" ", key, "=\"", &value.replace('"', "&quot;"), "\""].concat();
    }
    tag + ">"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_program_names_stands_where_it_is_used() {
        let made = plain(
            "import quay from './quay.png';\nimport {\n  Tabs,\n} from 'x';\n\nexport const rate = 12;\n\n<Image src={quay} alt=\"Low\" />\n\nAt {rate}.\n",
        );
        assert_eq!(
            made.text,
            "\n\n\n\n\n\n\n<img src=\"./quay.png\" alt=\"Low\">\n\nAt 12.\n"
        );
        assert_eq!(made.dropped.len(), 3);
    }

    #[test]
    fn words_in_attributes_of_components_stay() {
        assert_eq!(
            plain("<Tab label=\"Rope\">Of rope.</Tab>\n").text,
            "**Rope**  Of rope.\n"
        );
        assert_eq!(
            plain("<Card title=\"Quay\" description=\"Boats\" href=\"/b/\" />\n").text,
            "[Quay](/b/) – Boats  \n"
        );
    }

    // Brackets within a text are no brackets of the program: they once swallowed all that followed.
    #[test]
    fn a_statement_ends_at_its_end_whatever_stands_in_its_texts() {
        assert_eq!(
            plain("export const s = \"a ( b\";\n\nWords.\n").text,
            "\n\nWords.\n"
        );
        assert_eq!(plain("export const s =\n  'a';\nAt {s}.\n").text, "\n\nAt a.\n");
        assert_eq!(plain("export const s = {\n\nWords.\n").text, "\n\nWords.\n");
    }

    // What is set in is no code in MDX, and braces in code are braces.
    #[test]
    fn code_within_components_stays_as_it_is() {
        let made = plain("<Steps>\n    ```js\n    a({y})\n    ```\n</Steps>\n").text;
        assert_eq!(made, "\n```js\na({y})\n```\n\n");
        let made = plain("1. a\n\n   <Steps>\n     b\n   </Steps>\n").text;
        assert_eq!(made, "1. a\n\n   \n   b\n   \n");
    }

    // No address is better than a wrong one.
    #[test]
    fn an_address_that_a_program_makes_is_none_unless_its_names_are_known() {
        let made = plain("<a href={`/b/${s}`}>W</a> <a href={b + '/x'}>V</a>\n");
        assert_eq!(made.text, "<a>W</a> <a>V</a>\n");
        assert_eq!(made.dropped.len(), 2);
        let made = plain("export const s = 'low';\n<a href={`/b/${s}`}>W</a>\n");
        assert_eq!(made.text, "\n<a href=\"/b/low\">W</a>\n");
    }

    // A fence holds programs as they are, and a sum has no braces that mean anything.
    #[test]
    fn code_stays_as_it_is() {
        for text in [
            "```js\nimport a from 'b';\n<A b={c} />\n```\n",
            "`{a}` and `<B>`\n",
            "a < b\n",
        ] {
            assert_eq!(plain(text).text, text);
        }
    }
}
