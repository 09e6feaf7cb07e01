//! What a text holds that its readers never saw: parts that a template leaves out, shortcodes that close what they frame, and
//! `<template>`.

use std::ops::Range;

use crate::read::markdown::template_tags::code_ranges;

/// Shortcodes, tags and components whose names say that what they frame is not for everybody.
const NAMES: [&str; 46] = [
    "private",
    "privat",
    "hidden",
    "hide",
    "draft",
    "entwurf",
    "brouillon",
    "borrador",
    "todo",
    "fixme",
    "wip",
    "internal",
    "intern",
    "secret",
    "confidential",
    "unpublished",
    "members",
    "subscribers",
    "patrons",
    "patreon",
    "paid",
    "paywall",
    "premium",
    "gated",
    "locked",
    "restricted",
    "protected",
    "password",
    "passwordprotect",
    "passwordprotected",
    "encrypt",
    "encrypted",
    "hugoencryptor",
    "editornote",
    "draftnote",
    "privatenote",
    "reviewnote",
    "notetoself",
    "loggedin",
    "signedin",
    "isloggedin",
    "issignedin",
    "authenticated",
    "requireauth",
    "authguard",
    "membercontent",
];

/// Those who see more than everybody does, as names of frames tell of them.
const READERS: [&str; 16] = [
    "member",
    "members",
    "subscriber",
    "subscribers",
    "patron",
    "patrons",
    "supporters",
    "paid",
    "premium",
    "admin",
    "admins",
    "staff",
    "team",
    "login",
    "loggedin",
    "auth",
];

/// Names in a condition that ask who reads, or how far the text is.
const ASKED: [&str; 27] = [
    "draft",
    "drafts",
    "isdraft",
    "showdrafts",
    "private",
    "isprivate",
    "preview",
    "ispreview",
    "development",
    "staging",
    "debug",
    "secret",
    "hidden",
    "ishidden",
    "internal",
    "isinternal",
    "member",
    "members",
    "ismember",
    "membersonly",
    "premium",
    "ispremium",
    "loggedin",
    "isloggedin",
    "signedin",
    "admin",
    "isadmin",
];

/// The text without what it hides, and each of those parts. Line ends stay, so that later lines keep their numbers.
pub(super) fn without(text: &str, is_mdx: bool) -> (String, Vec<String>) {
    if !["{{", "{%", "{:", "<"].iter().any(|sign| text.contains(sign)) {
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
            // What is shown may hide parts of its own.
            let (inner, within) = without(&whole[shown.clone()], is_mdx);
            kept.extend([&*line_ends(before), &*inner, &*line_ends(after)]);
            parts.push([before, after].concat());
            parts.extend(within);
            at = start + length;
        } else if let Some(length) = hiding_list(&text[start..]).filter(|_| begins_line(&kept)) {
            // A list of attributes is about the block above it, or about that below it where an empty line parts it from the other.
            let above = kept.trim_end_matches([' ', '\t', '\r']);
            if above.is_empty() || above.ends_with("\n\n") {
                let length = text[start..].find("\n\n").unwrap_or(text.len() - start);
                let hidden = &text[start..start + length];
                kept.push_str(&line_ends(hidden));
                parts.push(hidden.to_owned());
                at = start + length;
            } else {
                let block = kept.trim_end().rfind("\n\n").map_or(0, |end| end + 2);
                let hidden = kept.split_off(block);
                kept.push_str(&line_ends(&hidden));
                parts.push(hidden);
                at = start + length;
            }
        } else {
            kept.push_str(&text[start..=start]);
            at = start + 1;
        }
    }
    kept.push_str(&text[at..]);
    (kept, parts)
}

fn line_ends(part: &str) -> String {
    "\n".repeat(part.matches('\n').count())
}

/// The length of a list of attributes, `{: hidden="hidden"}`, by which browsers show nothing of what it is about.
fn hiding_list(text: &str) -> Option<usize> {
    let length = text.starts_with("{:").then(|| text.find('}')).flatten()? + 1;
    let inner = text[2..length - 1].trim_start_matches(':');
    (!inner.contains('\n') && says_hidden(inner)).then_some(length)
}

/// Does what stands behind this text begin a line?
fn begins_line(before: &str) -> bool {
    let line = before.rfind('\n').map_or(before, |end| &before[end + 1..]);
    line.trim().is_empty()
}

/// Do attributes say that browsers do not show their element, or that a password does, in HTML, Markdown, shortcodes and MDX?
fn says_hidden(attributes: &str) -> bool {
    let letters = attributes.chars().filter(|letter| !letter.is_whitespace());
    let style: String = letters.flat_map(char::to_lowercase).collect();
    let plain = style.replace(['"', '\'', '{', '}'], "");
    if ["display:none", "visibility:hidden"]
        .iter()
        .any(|style| plain.contains(style))
    {
        return true;
    }
    let mut at = 0;
    while let Some(sign) = attributes[at..].find('=').map(|found| at + found) {
        let key = attributes[..sign].trim_end();
        let start = key
            .rfind(|letter: char| !letter.is_alphanumeric() && !"-_".contains(letter))
            .map_or(0, |before| {
                before + key[before..].chars().next().map_or(1, char::len_utf8)
            });
        let value = attributes[sign + 1..].trim_start();
        let quote = value.chars().next().filter(|sign| "\"'{".contains(*sign));
        let value = match quote {
            Some('{') => value[1..].split('}').next(),
            Some(quote) => value[1..].split(quote).next(),
            None => value.split([' ', '/', '>', '\n']).next(),
        };
        let value = value.unwrap_or_default().trim();
        let is_affirmed = matches!(&*value.to_lowercase(), "true" | "yes" | "1" | "hidden");
        match &*super::public::plain(&key[start..]) {
            "password" | "passwd" | "passphrase" | "passcode" | "pw" if !value.is_empty() => return true,
            "hidden" | "private" | "draft" | "secret" | "membersonly" if is_affirmed => return true,
            _ => {}
        }
        at = sign + 1;
    }
    false
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
        let attributes = &rest[end..];
        let is_component = name.starts_with(|letter: char| letter.is_ascii_uppercase());
        let is_closed = name.eq_ignore_ascii_case("template")
            || is_mdx && is_component && (is_hiding(name) || is_shown_never(name, attributes))
            || is_mdx && hides_itself(attributes);
        if !is_closed || text[..=text.find('>')?].ends_with("/>") {
            return None;
        }
        return end_of_element(text, name).map(none);
    }
    let tag = Tag::read(text)?;
    // A shortcode that names a person shows that one.
    let is_person = tag.name.starts_with("member") && tag.rest.contains("name=");
    if is_hiding(tag.name) && !is_person || !tag.is_template && says_hidden(tag.rest) {
        let close = tag.end(&text[tag.length..])?;
        return Some(none(tag.length + close.end));
    }
    let asked = tag.rest.replace('\'', "\"");
    let (is_never, is_always) = match tag.name {
        "if" => (is_never(&asked), is_always(&asked)),
        "unless" => (
            is_always(&asked) || asked.contains("== \"production\""),
            is_plainly_false(asked.trim()),
        ),
        _ => return None,
    };
    if !(is_never || is_always) || !tag.is_template {
        return None;
    }
    let (length, other) = condition(text, &tag)?;
    if is_never {
        return Some((length, other));
    }
    // What stands in the place of what is always shown is never shown. Where nothing does, nothing is hidden.
    let first = text[tag.length..other.start].rfind("{%")?;
    (!other.is_empty()).then_some((length, tag.length..tag.length + first))
}

/// Is a component one that shows what it frames if something is true that never is?
fn is_shown_never(name: &str, attributes: &str) -> bool {
    let is_condition = matches!(name, "If" | "Show" | "When" | "Conditional" | "Condition");
    let opening = attributes.split('>').next().unwrap_or_default();
    is_condition && opening.replace(' ', "").contains("={false}")
}

/// Does the opening tag of an element in MDX say that it is not shown?
fn hides_itself(attributes: &str) -> bool {
    let opening = attributes.split('>').next().unwrap_or_default();
    opening.contains('{') && says_hidden(opening)
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
    match divided(condition) {
        Some((first, true, rest)) => is_never(first) || is_never(rest),
        Some((first, false, rest)) => is_never(first) && is_never(rest),
        None => {
            is_plainly_false(condition) || condition.contains("!= \"production\"") || is_asking(condition)
        }
    }
}

/// Is it always true?
fn is_always(condition: &str) -> bool {
    let condition = condition.trim();
    match divided(condition) {
        Some((first, true, rest)) => is_always(first) && is_always(rest),
        Some((first, false, rest)) => is_always(first) || is_always(rest),
        None => matches!(condition, "true" | "1 == 1"),
    }
}

fn is_plainly_false(condition: &str) -> bool {
    matches!(
        condition,
        "false" | "nil" | "null" | "none" | "0 == 1" | "1 == 0" | "1 == 2"
    )
}

/// The parts of a condition, and whether both have to be true. Liquid reads the last of them first.
fn divided(condition: &str) -> Option<(&str, bool, &str)> {
    let and = condition.find(" and ").map(|at| (at, " and ".len(), true));
    let or = condition.find(" or ").map(|at| (at, " or ".len(), false));
    let (at, length, is_and) = and.into_iter().chain(or).min()?;
    Some((&condition[..at], is_and, &condition[at + length..]))
}

fn is_asking(condition: &str) -> bool {
    let condition = condition.to_lowercase();
    let is_denied = ["!=", "not ", "false"]
        .iter()
        .any(|sign| condition.contains(sign));
    let mut names = condition.split(|letter: char| !letter.is_alphanumeric() && !"-_".contains(letter));
    !is_denied && names.any(|name| ASKED.contains(&&*super::public::plain(name)))
}

fn is_hiding(name: &str) -> bool {
    let name = super::public::plain(name);
    let is_of_readers = |name: Option<&str>| name.is_some_and(|name| READERS.contains(&name));
    NAMES.contains(&&*name)
        || name == "member"
        || is_of_readers(name.strip_suffix("only"))
        || is_of_readers(name.strip_suffix("required"))
        || is_of_readers(name.strip_prefix("if"))
        || is_of_readers(name.strip_prefix("requires").or(name.strip_prefix("require")))
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

    // Themes have many names for the same; a person whom a page is about is no reader.
    #[test]
    fn a_frame_for_some_readers_is_known_by_the_words_of_its_name() {
        for name in [
            "hugo-encryptor",
            "subscriber-only",
            "member",
            "paid",
            "login-required",
            "note-to-self",
            "if-admin",
            "entwurf",
        ] {
            assert_eq!(
                kept(&format!("a {{{{< {name} >}}}}S{{{{< /{name} >}}}}b")),
                "a b",
                "{name}"
            );
        }
        assert_eq!(kept("a{{< x password=\"y\" >}}S{{< /x >}}b"), "ab");
        assert_eq!(kept("a{{< box hidden=\"true\" >}}S{{< /box >}}b"), "ab");
        for open in [
            "{{< member name=\"Ines\" >}}a{{< /member >}}",
            "{{< box hidden=\"false\" >}}a{{< /box >}}",
            "{{< print-only >}}a{{< /print-only >}}",
        ] {
            assert_eq!(kept(open), open);
        }
    }

    // Programs say it with braces, and components by what they ask.
    #[test]
    fn what_mdx_does_not_show_is_not_there() {
        for text in [
            "a<p hidden={true}>S</p>b",
            "a<div style={{display: \"none\"}}>S</div>b",
            "a<If condition={false}>S</If>b",
            "a<SignedIn>S</SignedIn>b",
            "a<AdminOnly>S</AdminOnly>b",
            "a<RequireAuth>S</RequireAuth>b",
        ] {
            assert_eq!(without(text, true).0, "ab", "{text}");
        }
        for open in [
            "<If condition={true}>a</If>",
            "<p hidden={false}>a</p>",
            "<Chart a={1} b=\"x\">a</Chart>",
        ] {
            assert_eq!(without(open, true).0, open);
        }
    }

    // The list stands below what it is about, which has ended by then.
    #[test]
    fn a_list_of_attributes_hides_the_block_above_it() {
        assert_eq!(kept("a\n\nS\nS\n{: hidden=\"hidden\"}\nb"), "a\n\n\n\n\nb");
        assert_eq!(kept("S\n{: style=\"display:none\"}\n"), "\n\n");
        assert_eq!(kept("a\n\n{: hidden=\"hidden\"}\nS\n\nb"), "a\n\n\n\n\nb");
        let open = "a\n{: .wide #hidden}\n";
        assert_eq!(kept(open), open);
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
        assert_eq!(kept("{% if false and true %}S{% endif %}b"), "b");
        assert_eq!(kept("{% if true %}b{% else %}S{% endif %}c"), "bc");
        assert_eq!(kept("{% unless false %}b{% else %}S{% endunless %}c"), "bc");
        assert_eq!(
            kept("{% if true %}{% if false %}S{% endif %}b{% else %}S{% endif %}"),
            "b"
        );
        for open in [
            "{% if page.image %}a{% endif %}",
            "{% if true %}a{% endif %}",
            "{% unless false %}a{% endunless %}",
            "{% if false or page.image %}a{% endif %}",
            "{% if site.member_count %}a{% endif %}",
            "{% if page.hidden_gems %}a{% endif %}",
            "{% if page.previewer and page.remember %}a{% endif %}",
            "{% if page.admin_area %}a{% endif %}",
        ] {
            assert_eq!(kept(open), open);
        }
        assert_eq!(kept("`{% if false %}`"), "`{% if false %}`");
    }
}
