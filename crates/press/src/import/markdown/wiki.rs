//! Links by name, as Obsidian and wikis write them: `[[The bell#Rope|shown]]`, `![[quay.png]]`.

use crate::read::markdown::template_tags::code_ranges;
use crate::read::names::HeadingIds;

/// The text with such links as those of Markdown. `find` gives the address of a text by its name. Elsewhere than in a vault
/// two brackets may be two brackets: what names nothing stays as it is.
pub(super) fn as_links(text: &str, is_vault: bool, find: &dyn Fn(&str) -> Option<String>) -> String {
    if !text.contains("[[") {
        return text.to_owned();
    }
    let code = code_ranges(text);
    let mut made = String::with_capacity(text.len());
    let mut at = 0;
    while let Some(start) = text[at..].find("[[").map(|found| at + found) {
        if let Some(range) = code.iter().find(|range| range.contains(&start)) {
            made.push_str(&text[at..range.end]);
            at = range.end;
            continue;
        }
        made.push_str(&text[at..start]);
        let inside = &text[start + 2..];
        let inner = inside.find("]]").map(|end| &inside[..end]);
        let inner = inner.filter(|inner| !inner.contains('\n') && !inner.is_empty());
        let is_shown = made.ends_with('!');
        let link = inner.and_then(|inner| link(inner, is_shown, is_vault, find));
        if let (Some(link), Some(inner)) = (link, inner) {
            if is_shown {
                made.pop();
            }
            made.push_str(&link);
            at = start + inner.len() + 4;
        } else {
            made.push_str("[[");
            at = start + 2;
        }
    }
    made.push_str(&text[at..]);
    made
}

/// A text of a vault without the signs that are no words: those around what is marked, and the ids of paragraphs.
pub(super) fn without_signs(text: &str) -> String {
    if !text.contains("==") && !text.contains(" ^") {
        return text.to_owned();
    }
    let code = code_ranges(text);
    let mut made = String::with_capacity(text.len());
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let is_code = |from: usize| code.iter().any(|range| range.contains(&from));
        let start = at;
        at += line.len();
        let end = line.trim_end().len();
        let (mut words, rest) = line.split_at(end);
        if let Some((before, id)) = words.rsplit_once(" ^") {
            let is_id = !id.is_empty() && id.chars().all(|sign| sign.is_ascii_alphanumeric() || sign == '-');
            if is_id && !is_code(start + before.len()) {
                words = before;
            }
        }
        let signs: Vec<usize> = words
            .match_indices("==")
            .map(|(sign, _)| sign)
            .filter(|sign| !is_code(start + sign))
            .collect();
        let mut from = 0;
        for pair in signs.chunks_exact(2) {
            let inner = &words[pair[0] + 2..pair[1]];
            let is_marked = !inner.is_empty() && inner.trim() == inner;
            if is_marked {
                made.push_str(&words[from..pair[0]]);
                made.push_str(inner);
                from = pair[1] + 2;
            }
        }
        made.push_str(&words[from..]);
        made.push_str(rest);
    }
    made
}

fn link(
    inner: &str,
    is_shown: bool,
    is_vault: bool,
    find: &dyn Fn(&str) -> Option<String>,
) -> Option<String> {
    // In a table the bar is escaped.
    let inner = inner.replace("\\|", "|");
    let (target, words) = inner
        .split_once('|')
        .map_or((&*inner, None), |(target, words)| (target, Some(words)));
    let (name, part) = target.split_once('#').unwrap_or((target, ""));
    let (name, part) = (name.trim(), part.trim());
    if is_shown && is_document(name) {
        let words = words.map(str::trim).filter(|words| !words.is_empty());
        return is_vault.then(|| format!("[{}](<{name}>)", words.unwrap_or(name)));
    }
    if is_shown && is_file(name) {
        // What stands after the bar is a width, or says what the picture shows.
        let alt = words.filter(|words| !words.trim().starts_with(|letter: char| letter.is_ascii_digit()));
        return is_vault.then(|| format!("![{}](<{name}>)", alt.unwrap_or_default().trim()));
    }
    let shown = words.map(str::trim).filter(|words| !words.is_empty());
    let shown = shown.map_or_else(
        || match (name.is_empty(), part.is_empty()) {
            (false, true) => name.rsplit('/').next().unwrap_or(name).to_owned(),
            (true, _) => part.to_owned(),
            (false, false) => format!("{name} › {part}"),
        },
        ToOwned::to_owned,
    );
    // A part that begins so is a paragraph, and has no address.
    let part = part
        .rsplit('#')
        .next()
        .filter(|part| !part.is_empty() && !part.starts_with('^'));
    let fragment = part
        .map(|part| format!("#{}", HeadingIds::default().would_be(part)))
        .unwrap_or_default();
    if name.is_empty() {
        return Some(format!("[{shown}]({fragment})")).filter(|_| !fragment.is_empty());
    }
    if is_vault && is_file(name) {
        return Some(format!("[{shown}](<{name}>)"));
    }
    match find(name) {
        Some(address) => Some(format!("[{shown}](<{address}{fragment}>)")),
        None => is_vault.then_some(shown),
    }
}

/// Does the name end as those of files do that are neither notes nor pictures, films or sound?
fn is_document(name: &str) -> bool {
    name.rsplit_once('.').is_some_and(|(_, end)| {
        matches!(
            &*end.to_ascii_lowercase(),
            "pdf" | "docx" | "xlsx" | "pptx" | "odt" | "ods" | "odp" | "epub" | "zip" | "csv"
        )
    })
}

/// Does the name end as those of files do that are no notes?
fn is_file(name: &str) -> bool {
    is_document(name)
        || name.rsplit_once('.').is_some_and(|(_, end)| {
            let end = end.to_ascii_lowercase();
            matches!(
                &*end,
                "png"
                    | "jpg"
                    | "jpeg"
                    | "gif"
                    | "webp"
                    | "avif"
                    | "svg"
                    | "bmp"
                    | "mp3"
                    | "mp4"
                    | "wav"
                    | "webm"
                    | "ogg"
                    | "m4a"
            )
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn linked(text: &str, is_vault: bool) -> String {
        as_links(text, is_vault, &|name| {
            (name == "The bell").then(|| "/notes/the-bell/".to_owned())
        })
    }

    #[test]
    fn a_name_leads_to_its_note_with_its_words_and_its_part() {
        assert_eq!(linked("[[The bell]]", false), "[The bell](</notes/the-bell/>)");
        assert_eq!(
            linked("[[The bell#A rope|it]].", true),
            "[it](</notes/the-bell/#a-rope>)."
        );
        assert_eq!(
            linked("[[The bell#^a1]]", true),
            "[The bell › ^a1](</notes/the-bell/>)"
        );
        assert_eq!(linked("![[quay.png|300]]", true), "![](<quay.png>)");
        assert_eq!(linked("![[tides.pdf]]", true), "[tides.pdf](<tides.pdf>)");
    }

    #[test]
    fn signs_of_a_vault_leave_words_and_sums() {
        assert_eq!(without_signs("A ==bright== day ^b-1\n"), "A bright day\n");
        for text in ["a == b and c == d\n", "`==x==`\n", "2 ^ 3\n"] {
            assert_eq!(without_signs(text), text);
        }
    }

    // What names nothing is words in a vault, and whatever it was elsewhere.
    #[test]
    fn a_name_of_nothing_is_no_link() {
        assert_eq!(linked("[[Nowhere|there]]", true), "there");
        for text in ["[[Nowhere]]", "`[[The bell]]`", "a[[1]", "[[\n]]"] {
            assert_eq!(linked(text, false), text);
        }
    }
}
