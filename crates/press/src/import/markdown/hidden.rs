//! What a text holds that its readers never saw: parts that a template leaves out, shortcodes that close what they frame, and
//! `<template>`.

use std::ops::Range;

use crate::read::markdown::template_tags::code_ranges;

/// Shortcodes, tags and components whose names say that what they frame is not for everybody.
const NAMES: [&str; 25] = [
    "private",
    "hidden",
    "hide",
    "draft",
    "todo",
    "fixme",
    "wip",
    "internal",
    "secret",
    "confidential",
    "unpublished",
    "members",
    "membersonly",
    "subscribers",
    "subscribersonly",
    "paywall",
    "premium",
    "protected",
    "password",
    "encrypt",
    "encrypted",
    "editornote",
    "draftnote",
    "privatenote",
    "reviewnote",
];

/// Words in a condition that ask who reads, or how far the text is.
const ASKED: [&str; 14] = [
    "draft",
    "private",
    "preview",
    "development",
    "staging",
    "debug",
    "secret",
    "hidden",
    "internal",
    "member",
    "premium",
    "loggedin",
    "logged_in",
    "admin",
];

/// The text without what it hides, and each of those parts. Line ends stay, so that later lines keep their numbers.
pub(super) fn without(text: &str, is_mdx: bool) -> (String, Vec<String>) {
    if !text.contains("{{") && !text.contains("{%") && !text.contains('<') {
        return (text.to_owned(), Vec::new());
    }
    let code = code_ranges(text);
    let mut kept = String::with_capacity(text.len());
    let mut parts = Vec::new();
    let mut at = 0;
    while let Some(start) = text[at..].find(['{', '<']).map(|found| at + found) {
        kept.push_str(&text[at..start]);
        if let Some(range) = code.iter().find(|range| range.contains(&start)) {
            kept.push_str(&text[start..range.end]);
            at = range.end;
            continue;
        }
        if let Some((length, shown)) = hidden_at(&text[start..], is_mdx) {
            let whole = &text[start..start + length];
            let (before, after) = (&whole[..shown.start], &whole[shown.end..]);
            let line_ends = |part: &str| "\n".repeat(part.matches('\n').count());
            kept.extend([&*line_ends(before), &whole[shown], &*line_ends(after)]);
            parts.push([before, after].concat());
            at = start + length;
        } else {
            kept.push_str(&text[start..=start]);
            at = start + 1;
        }
    }
    kept.push_str(&text[at..]);
    (kept, parts)
}

/// The length of what is hidden here, and which part of it is shown all the same: what stands behind `else`.
fn hidden_at(text: &str, is_mdx: bool) -> Option<(usize, Range<usize>)> {
    let none = |length: usize| (length, length..length);
    // Readers of Markdown take a remark of several paragraphs within a line for words; its writer did not.
    if text.starts_with("<!--") {
        let length = text.find("-->")? + 3;
        return text[..length].contains("\n\n").then(|| none(length));
    }
    if let Some(rest) = text.strip_prefix('<') {
        let end = rest.find(|letter: char| !letter.is_ascii_alphanumeric())?;
        let name = &rest[..end];
        let is_closed = name.eq_ignore_ascii_case("template")
            || is_mdx && name.starts_with(|letter: char| letter.is_ascii_uppercase()) && is_hiding(name);
        if !is_closed || text[..=text.find('>')?].ends_with("/>") {
            return None;
        }
        return end_of_element(text, name).map(none);
    }
    let tag = Tag::read(text)?;
    if is_hiding(tag.name) {
        let close = tag.end(&text[tag.length..])?;
        return Some(none(tag.length + close.end));
    }
    let asked = tag.rest.replace('\'', "\"");
    let is_false = match tag.name {
        "if" => is_never(&asked),
        "unless" => asked == "true" || asked.contains("== \"production\""),
        _ => false,
    };
    if !is_false || !tag.is_template {
        return None;
    }
    condition(text, &tag)
}

/// The length of an element with what stands in it; those of the same name in it have ends of their own.
fn end_of_element(text: &str, name: &str) -> Option<usize> {
    let (open, close) = (format!("<{name}"), format!("</{name}>"));
    let mut depth = 0_usize;
    let mut at = 0;
    loop {
        let end = at + text[at..].find(&close)?;
        let opened = text[at..end].match_indices(&open).filter(|(start, _)| {
            let after = text[at + start + open.len()..].chars().next();
            after.is_some_and(|letter| letter.is_whitespace() || matches!(letter, '>' | '/'))
        });
        depth += opened.count();
        depth = depth.checked_sub(1)?;
        at = end + close.len();
        if depth == 0 {
            return Some(at);
        }
    }
}

/// A condition with what it hides: up to its end, or to what stands in its place.
fn condition(text: &str, tag: &Tag<'_>) -> Option<(usize, Range<usize>)> {
    let end = format!("end{}", tag.name);
    let mut depth = 0_usize;
    let mut at = tag.length;
    let mut shown = None;
    while let Some(start) = text[at..].find("{%").map(|found| at + found) {
        let inner = Tag::read(&text[start..])?;
        match inner.name {
            name if name == tag.name => depth += 1,
            "else" | "elsif" if depth == 0 && shown.is_none() => shown = Some(start + inner.length),
            name if name == end && depth == 0 => {
                let length = start + inner.length;
                return Some((length, shown.map_or(length..length, |from| from..start)));
            }
            name if name == end => depth -= 1,
            _ => {}
        }
        at = start + inner.length;
    }
    None
}

/// Is a condition never true for readers, as far as anybody can tell?
fn is_never(condition: &str) -> bool {
    let condition = condition.trim();
    matches!(
        condition,
        "false" | "nil" | "null" | "none" | "0 == 1" | "1 == 0" | "1 == 2"
    ) || condition.contains("!= \"production\"")
        || is_asking(condition)
}

fn is_asking(condition: &str) -> bool {
    let condition = condition.to_lowercase();
    let is_denied = ["!=", "not ", "false"]
        .iter()
        .any(|sign| condition.contains(sign));
    !is_denied && ASKED.iter().any(|word| condition.contains(word))
}

fn is_hiding(name: &str) -> bool {
    let name = super::public::plain(name);
    NAMES.contains(&&*name)
}

/// A tag of a template, or a shortcode.
struct Tag<'t> {
    name: &'t str,
    rest: &'t str,
    length: usize,
    /// `{% … %}`.
    is_template: bool,
}

impl<'t> Tag<'t> {
    fn read(text: &'t str) -> Option<Self> {
        let forms = [("{{<", ">}}"), ("{{%", "%}}"), ("{%", "%}")];
        let (open, close) = forms.into_iter().find(|(open, _)| text.starts_with(open))?;
        let length = text.find(close)?;
        let inner = text.get(open.len()..length)?.trim_matches('-').trim();
        let end = inner
            .find(|letter: char| letter.is_whitespace() || letter == '(')
            .unwrap_or(inner.len());
        Some(Self {
            name: &inner[..end],
            rest: inner[end..].trim(),
            length: length + close.len(),
            is_template: open == "{%",
        })
    }

    /// Where the tag stands that ends this one.
    fn end(&self, after: &str) -> Option<Range<usize>> {
        let names = [
            format!("/{}", self.name),
            format!("end{}", self.name),
            format!("end_{}", self.name),
        ];
        let mut at = 0;
        while let Some(start) = after[at..].find('{').map(|found| at + found) {
            let found = Tag::read(&after[start..]);
            if let Some(tag) = found {
                let whole = [tag.name, tag.rest].concat();
                if names.iter().any(|name| *name == whole || name == tag.name) {
                    return Some(start..start + tag.length);
                }
                at = start + tag.length;
            } else {
                at = start + 1;
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(text: &str) -> String {
        without(text, false).0
    }

    // Whoever frames a part with such a name keeps it from readers, whatever the theme makes of it.
    #[test]
    fn what_is_framed_as_private_is_not_there() {
        assert_eq!(kept("a {{< private >}}S{{< /private >}} b"), "a  b");
        assert_eq!(kept("a {{% todo %}}\nS\n{{% /todo %}} b"), "a \n\n b");
        assert_eq!(kept("a {% draft %}S{% enddraft %} b"), "a  b");
        assert_eq!(kept("a <template>S</template> b"), "a  b");
        assert_eq!(kept("a <!-- S\n\nS --> b"), "a \n\n b");
    }

    // What a template never shows is not shown; what stands in its place is.
    #[test]
    fn a_condition_that_is_never_true_hides_its_part_alone() {
        assert_eq!(kept("{% if false %}S{% endif %}b"), "b");
        assert_eq!(kept("{% if page.draft %}S{% else %}b{% endif %}c"), "bc");
        assert_eq!(kept("{% if false %}{% if x %}S{% endif %}S{% endif %}b"), "b");
        assert_eq!(
            kept("{% unless jekyll.environment == \"production\" %}S{% endunless %}b"),
            "b"
        );
        assert_eq!(
            kept("{% if jekyll.environment != 'production' %}S{% endif %}b"),
            "b"
        );
        let open = "{% if page.draft == false %}a{% endif %}";
        assert_eq!(kept(open), open);
        let open = "{% unless page.draft %}a{% endunless %}";
        assert_eq!(kept(open), open);
        let open = "{% if page.image %}a{% endif %}";
        assert_eq!(kept(open), open);
        assert_eq!(kept("`{% if false %}`"), "`{% if false %}`");
    }
}
