//! A file of Markdown as its front matter and its text.

use std::path::{Path, PathBuf};

use super::keys;
use super::program::Program;
use crate::diagnostic::{Fault, Position};
use crate::import::html;
use crate::import::intake::title_of;
use crate::read::front_matter;
use crate::read::settings::{SyntaxFault, Table, parse_json, parse_toml, parse_yaml};

/// Every file of a site's source; what its generator made or fetched is none.
pub(super) fn files_below(folder: &Path) -> Vec<PathBuf> {
    let is_source = |entry: &walkdir::DirEntry| {
        let name = entry.file_name().to_string_lossy();
        entry.depth() == 0
            || !(name.starts_with('.')
                || entry.file_type().is_dir()
                    && (matches!(&*name, "node_modules" | "_site")
                        // Further down they are folders of texts as any other.
                        || entry.depth() == 1 && matches!(&*name, "vendor" | "themes" | "resources")))
    };
    let entries = walkdir::WalkDir::new(folder)
        .sort_by_file_name()
        .into_iter()
        .filter_entry(is_source)
        .filter_map(Result::ok);
    entries
        .filter(|entry| entry.file_type().is_file())
        .map(walkdir::DirEntry::into_path)
        .collect()
}

pub(in crate::import) fn is_markdown(path: &Path) -> bool {
    path.extension()
        .and_then(|extension| extension.to_str())
        .is_some_and(|extension| {
            matches!(
                &*extension.to_ascii_lowercase(),
                "md" | "markdown" | "mdx" | "mkd"
            )
        })
}

/// Is it a page in HTML, which has front matter?
pub(super) fn is_page_of_html(path: &Path) -> bool {
    let ends = is_html(path);
    let text = if ends {
        std::fs::read(path).unwrap_or_default()
    } else {
        Vec::new()
    };
    text.starts_with(b"---") || text.starts_with(b"+++")
}

/// Is it HTML, by its name?
pub(super) fn is_html(path: &Path) -> bool {
    path.extension()
        .is_some_and(|end| end.eq_ignore_ascii_case("html") || end.eq_ignore_ascii_case("htm"))
}

/// A text in HTML as one block of it for whoever reads Markdown: an empty line would end the block.
pub(super) fn as_block(html: &str) -> String {
    let mut made = String::with_capacity(html.len());
    made.push_str("<div>");
    let mut is_pre = false;
    for line in html.lines() {
        match (line.trim().is_empty(), is_pre) {
            (true, false) => {}
            (true, true) => {
                made.truncate(made.trim_end_matches('\n').len());
                made.push_str("&#10;\n");
            }
            (false, true) => made.extend([line, "\n"]),
            (false, false) => made.extend([line.trim_start(), "\n"]),
        }
        let lower = line.to_lowercase();
        is_pre = match (lower.rfind("<pre"), lower.rfind("</pre")) {
            (Some(open), Some(close)) => open > close,
            (Some(_), None) => true,
            (None, Some(_)) => false,
            (None, None) => is_pre,
        };
    }
    made.push_str("</div>\n");
    made
}

pub(super) type Cut<'t> = (Table, &'t str, u32);

/// Cuts front matter off: TOML, YAML or JSON. A file may have none.
pub(super) fn cut(text: &str) -> Result<Cut<'_>, (u32, String)> {
    // Empty lines before it hide front matter from some generators, and what it keeps back from nobody.
    let rest = text.trim_start_matches(|sign: char| sign.is_whitespace() || sign == '\u{feff}');
    let is_after_lines = rest.len() < text.len() && (rest.starts_with("---") || rest.starts_with("+++"));
    if is_after_lines
        && !matches!(
            front_matter::split(rest).matter,
            Err(front_matter::MatterFault::None | front_matter::MatterFault::Open(_))
        )
    {
        let skipped = text[..text.len() - rest.len()].matches('\n').count();
        let skipped = crate::diagnostic::count(skipped);
        return match cut(rest) {
            Ok((table, body, line)) => Ok((table, body, line + skipped)),
            Err((line, why)) => Err((line + skipped, why)),
        };
    }
    if let Some(cut) = cut_otherwise(text) {
        return cut;
    }
    let parts = front_matter::split(text);
    match parts.matter {
        Ok(table) => Ok((table, parts.body, parts.body_line)),
        Err(front_matter::MatterFault::None) => Ok((Table::default(), text, 1)),
        Err(fault) => Err((fault.position().line, fault.explain().what)),
    }
}

/// Cuts front matter off that is not written between two lines of the same signs: JSON, what names its language, and what
/// Hexo reads without the first line. None where a text begins with none of them.
fn cut_otherwise(text: &str) -> Option<Result<Cut<'_>, (u32, String)>> {
    let line_of = |body: &str| {
        let before = &text[..text.len() - body.len()];
        crate::diagnostic::count(before.matches('\n').count()) + 1
    };
    let read = |read: Result<Table, (Position, SyntaxFault)>, body| match read {
        Ok(table) => Ok((table, body, line_of(body))),
        Err((position, fault)) => Err((position.line, fault.explain().what)),
    };
    let is_json = |text: &str| {
        let inner = text.strip_prefix('{').map(str::trim_start);
        inner.is_some_and(|inner| inner.starts_with(['"', '}']))
    };
    if is_json(text) {
        let found = parse_json(text, 1).map(|(table, length)| (table, &text[length..]));
        return Some(match found {
            Ok((table, body)) => read(Ok(table), body),
            Err(fault) => read(Err(fault), ""),
        });
    }
    let first = text.lines().next()?.trim_end();
    if let Some(language) = first.strip_prefix("---").map(str::trim)
        && !language.is_empty()
        && language.chars().all(|letter| letter.is_ascii_alphanumeric())
    {
        let start = text.find('\n')? + 1;
        let (matter, body) = until_line(&text[start..], "---")?;
        return Some(match language {
            "json" => read(parse_json(matter, 2).map(|(table, _)| table), body),
            "toml" => read(parse_toml(matter, 2), body),
            "yaml" | "yml" => read(parse_yaml(matter, 2), body),
            _ => read(Ok(Program::of(matter).literals()), body),
        });
    }
    // Lines of more than three hyphens, and the end of a document in YAML.
    if first.len() >= 3 && first.bytes().all(|byte| byte == b'-') {
        let start = text.find('\n')? + 1;
        let (matter, body) = until_line(&text[start..], first)
            .into_iter()
            .chain(until_line(&text[start..], "..."))
            .min_by_key(|(matter, _)| matter.len())?;
        // Whatever is no table of keys is a rule, and words.
        let table = parse_yaml(matter, 2)
            .ok()
            .filter(|table| table.entries().next().is_some());
        return table.map(|table| read(Ok(table), body));
    }
    // JSON without its braces, between lines of semicolons; the first of them may be missing.
    let rest = if first == ";;;" {
        &text[text.find('\n')? + 1..]
    } else {
        text
    };
    if first == ";;;" || first.starts_with('"') {
        let (matter, body) = until_line(rest, ";;;")?;
        let whole = format!("{{{}}}", matter.trim().trim_end_matches(','));
        return Some(read(parse_json(&whole, 1).map(|(table, _)| table), body));
    }
    let (matter, body) = until_line(text, "---")?;
    let is_key = |line: &str| {
        let key = line.split_once(':').map_or("", |(key, _)| key);
        key.starts_with(char::is_alphabetic)
            && key
                .chars()
                .all(|letter| letter.is_alphanumeric() || "-_".contains(letter))
    };
    let is_within = |line: &str| line.trim().is_empty() || line.starts_with([' ', '\t', '-', '#']);
    if !is_key(first) || !matter.lines().all(|line| is_key(line) || is_within(line)) {
        return None;
    }
    // A line of words with a colon, and one of hyphens below it, may be a heading.
    let table = parse_yaml(matter, 1).ok()?;
    let is_known = table.entries().any(|(key, _)| keys::is_read(key));
    is_known.then(|| read(Ok(table), body))
}

/// What stands before the first line that is this alone, and what stands behind it.
fn until_line<'t>(text: &'t str, line: &str) -> Option<(&'t str, &'t str)> {
    let mut at = 0;
    for own in text.split_inclusive('\n') {
        if own.trim_end() == line {
            return Some((&text[..at], &text[at + own.len()..]));
        }
        at += own.len();
    }
    None
}

/// The title: that of the front matter, else the first heading, else the file's name. A first heading that says the
/// title again is taken out; its line stays empty, so that later lines keep their numbers.
pub(super) fn title(title: Option<String>, body: &str, stem: &str) -> (String, String) {
    let title = title.filter(|title| !title.trim().is_empty());
    let of_name = || {
        let name = title_of(stem);
        if name.is_empty() {
            "Untitled".to_owned()
        } else {
            name
        }
    };
    let first = body.lines().find(|line| !line.trim().is_empty());
    let heading = first
        .filter(|line| *line == "#" || line.starts_with("# "))
        .map(|line| line[1..].trim());
    let is_title = heading.is_some_and(|heading| title.as_deref().is_none_or(|title| title == heading));
    match (heading, first) {
        (Some(heading), Some(line)) if is_title => {
            let plain = html::plain(&comrak::markdown_to_html(
                heading,
                &crate::read::markdown::options(),
            ));
            // A heading of a picture alone is the picture.
            let kept = if plain.is_empty() { heading } else { "" };
            let body = body.replacen(line, kept, 1);
            let plain = Some(plain).filter(|plain| !plain.is_empty());
            (title.or(plain).unwrap_or_else(of_name), body)
        }
        _ => (title.unwrap_or_else(of_name), body.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str) -> (Option<String>, String) {
        let (table, body, _) = cut(text).expect("the front matter can be read");
        (table.text("published").map(ToOwned::to_owned), body.to_owned())
    }

    // Whatever signs stand around the keys: where they are taken for text, what they keep back is published.
    #[test]
    fn front_matter_is_read_in_every_way_in_which_generators_write_it() {
        for text in [
            "title: C\npublished: false\n---\nText.\n",
            ";;;\n\"title\": \"C\",\n\"published\": false\n;;;\nText.\n",
            "\"title\": \"C\",\n\"published\": false\n;;;\nText.\n",
            "---json\n{ \"published\": false }\n---\nText.\n",
            "---toml\npublished = false\n---\nText.\n",
            "---js\n{ published: false }\n---\nText.\n",
            "----\npublished: false\n----\nText.\n",
            "---\npublished: false\n...\nText.\n",
            "\n\u{feff}---\npublished: false\n---\nText.\n",
        ] {
            assert_eq!(
                said(text),
                (Some("false".to_owned()), "Text.\n".to_owned()),
                "{text}"
            );
        }
    }

    // A heading with a colon, or a tag of a template, is text.
    #[test]
    fn what_only_looks_like_front_matter_is_text() {
        for text in ["Note: mind this\n---\nText.\n", "{% include a.html %}\nText.\n"] {
            assert_eq!(said(text), (None, text.to_owned()));
        }
    }

    // An article without words in its title is still one.
    #[test]
    fn a_title_without_words_gives_way_to_the_name_of_the_file() {
        let named = |title: &str, body: &str| super::title(Some(title.to_owned()), body, "low-tide");
        assert_eq!(named("", "# ![](x.png)\n").0, "Low tide");
        assert_eq!(
            named(" ", "#\n\nText.\n"),
            ("Low tide".to_owned(), "\n\nText.\n".to_owned())
        );
    }
}
