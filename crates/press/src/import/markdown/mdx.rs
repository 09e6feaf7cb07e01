//! MDX as its readers saw it, without its programs: imports and exports are gone, what they name stands where it is used,
//! and of components stay the words in them and in their attributes.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::admonitions::alert;
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
    plain.text = without_components(&text, &names, &mut plain.dropped);
    plain
}

/// Takes imports and exports out, which may go over several lines, and remembers what they name.
fn without_modules(
    source: &str,
    dropped: &mut Vec<(u32, &'static str)>,
) -> (String, BTreeMap<String, String>) {
    let mut text = String::with_capacity(source.len());
    let mut names = BTreeMap::new();
    let mut fence: Option<String> = None;
    let mut module: Option<String> = None;
    for (number, line) in (0..).zip(source.split_inclusive('\n')) {
        let bare = line.trim_start();
        if module.is_none() {
            let marks: String = bare
                .chars()
                .take_while(|letter| matches!(letter, '`' | '~'))
                .collect();
            match &fence {
                Some(open)
                    if marks.len() >= open.len()
                        && marks.starts_with(open.as_str())
                        && bare.trim() == marks =>
                {
                    fence = None;
                }
                None if marks.len() >= 3 => fence = Some(marks),
                _ => {}
            }
            let is_import =
                line.starts_with("import ") && (line.contains(" from ") || line.contains(['"', '\'', '{']));
            if fence.is_none() && (is_import || line.starts_with("export ")) {
                dropped.push((
                    number,
                    "MDX imports and exports are programs, which no article holds",
                ));
                module = Some(String::new());
            }
        }
        let Some(inside) = &mut module else {
            text.push_str(line);
            continue;
        };
        inside.push_str(line);
        text.push('\n');
        if is_whole(inside) {
            name(inside, &mut names);
            module = None;
        }
    }
    if !source.ends_with('\n') && text.ends_with('\n') && !source.is_empty() {
        text.pop();
    }
    (text, names)
}

/// Has a statement as many brackets closed as opened?
fn is_whole(statement: &str) -> bool {
    let count = |signs: [char; 3]| statement.matches(signs).count();
    let is_closed = count(['{', '(', '[']) <= count(['}', ')', ']']);
    let is_import = statement.starts_with("import ");
    is_closed && (!is_import || statement.contains(['"', '\'']))
}

/// Remembers `import quay from './quay.png'` and `export const rate = 12`.
fn name(statement: &str, names: &mut BTreeMap<String, String>) {
    let statement = statement.trim().trim_end_matches(';');
    let found = match statement.strip_prefix("import ") {
        Some(rest) => rest.split_once(" from ").filter(|(name, _)| !name.contains('{')),
        None => statement
            .strip_prefix("export const ")
            .and_then(|rest| rest.split_once('='))
            .filter(|(_, value)| !value.contains(['{', '(', '[', '\n', '`'])),
    };
    if let Some((name, value)) = found {
        let value = value.trim().trim_matches(['"', '\'']);
        names.insert(name.trim().to_owned(), value.to_owned());
    }
}

/// Takes components and expressions out of what is no code.
fn without_components(
    source: &str,
    names: &BTreeMap<String, String>,
    dropped: &mut Vec<(u32, &'static str)>,
) -> String {
    let code = code_ranges(source);
    let mut text = String::with_capacity(source.len());
    let mut at = 0;
    while let Some(start) = source[at..].find(['<', '{']).map(|found| at + found) {
        // A fence within a component is none for whoever reads Markdown, so it is looked for line by line as well.
        if let Some(range) = code.iter().find(|range| range.contains(&start)) {
            text.push_str(&source[at..range.end]);
            at = range.end;
            continue;
        }
        text.push_str(&source[at..start]);
        let rest = &source[start..];
        let line = || crate::diagnostic::count(source[..start].matches('\n').count());
        let found = if rest.starts_with('{') {
            expression(rest, names)
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
    let mut depth = 0_usize;
    for (at, letter) in text.char_indices() {
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
    let text = inside.trim_matches(['"', '\'', '`']);
    let is_text = text.len() + 2 == inside.len() && !text.contains(['"', '\'', '`', '$']);
    let made = names
        .get(inside)
        .cloned()
        .or_else(|| is_text.then(|| text.to_owned()));
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
    let (name, attributes) = (&inside[..end], attributes(&inside[end..], names));
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
    Some(Piece {
        made,
        length,
        reason: None,
    })
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

fn attributes(text: &str, names: &BTreeMap<String, String>) -> Vec<(String, String)> {
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
            let known = names.get(inside.trim_end_matches(".src"));
            let plain = inside.trim_matches(['"', '\'', '`']);
            let is_plain = plain.len() < inside.len() || inside.bytes().all(|byte| byte.is_ascii_digit());
            if let Some(value) = known.cloned().or_else(|| is_plain.then(|| plain.to_owned())) {
                found.push((name.to_owned(), value));
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
    found
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
