//! Brackets of plugins and themes that nobody here knows: they go, and what readers saw of them stays.
//!
//! Prose has words in brackets as well. A plugin's have an end of their own, or say something by name (`id="3"`).

use percent_encoding::percent_decode_str;

use super::shortcodes::{
    Brackets, SHORTCODE, Shortcodes, attributes, embed, escaped, is_film, is_sound, name_at, player_html,
};
use crate::import::account::Place;

/// Brackets around what is quoted.
const QUOTES: &[&str] = &["blockquote", "pull_quote", "pullquote", "quote", "su_quote"];

/// Brackets around notes, which stand within a sentence.
const NOTES: &[&str] = &["efn_note", "fn", "footnote", "mfn", "ref", "sidenote"];

/// Brackets that only part what stands above them from what stands below.
const LONE: &[&str] = &[
    "br",
    "break",
    "clear",
    "clearboth",
    "divider",
    "hr",
    "separator",
    "space",
    "spacer",
];

/// What the names of brackets hold that play or show what stands elsewhere.
const PLAYERS: &[&str] = &[
    "audio",
    "embed",
    "iframe",
    "map",
    "media",
    "player",
    "soundcloud",
    "spotify",
    "video",
    "vimeo",
    "youtube",
];

/// Attributes that name what is played.
pub(super) const PLAYED: &[&str] = &[
    "url",
    "src",
    "link",
    "href",
    "video_url",
    "video",
    "mp4",
    "audio",
    "mp3",
    "source",
    "id",
    "",
];

/// What the names end with of brackets whose content is kept encoded.
const ENCODED: &[&str] = &[
    "_code",
    "_html",
    "_raw_js",
    "codeblock",
    "raw_html",
    "raw_js",
    "syntax_highlighter",
];

/// How a bracket begins and ends in HTML.
struct Ends(&'static str, &'static str);

impl Shortcodes<'_> {
    /// The HTML of a bracket that nobody knows, and how much of the text behind its head that is; none where it is prose.
    pub(super) fn foreign<'t>(
        &mut self,
        name: &'t str,
        inner: &str,
        after: &'t str,
        brackets: &mut Brackets<'t>,
        place: &Place,
    ) -> Option<(String, usize)> {
        let is_name = name.starts_with(|first: char| first.is_ascii_lowercase()) || name.contains(['_', '-']);
        is_name.then_some(())?;
        let content = brackets.content(name, after).filter(|_| !is_void(inner));
        let given = attributes(inner.trim_end_matches('/'));
        let is_set = given.iter().any(|(key, _)| !key.is_empty());
        let inside = content.map(str::trim).filter(|inside| !inside.is_empty());
        let is_address =
            inside.is_some_and(|inside| inside.starts_with("http") && !inside.contains(['<', '[']));
        let plays = match inside {
            None => played(name, &given),
            Some(inside) if is_address => played(name, &[(String::new(), inside.to_owned())]),
            Some(_) => None,
        };
        // Nobody writes words in brackets so.
        let is_code = LONE.contains(&name) && inner.trim_matches('/').is_empty()
            || is_void(inner)
            || name.contains('_') && inner.is_empty();
        (content.is_some() || is_set || plays.is_some() || is_code).then_some(())?;
        self.account.read(SHORTCODE);
        if let Some(html) = plays {
            let reason = format!("[{name}] belongs to a plugin or a theme; what it plays is kept");
            self.account.change(SHORTCODE, reason, place);
            let rest = content.map_or(0, |content| content.len() + name.len() + "[/]".len());
            return Some((html, rest));
        }
        let html = self.words_of_attributes(name, &given);
        if content.is_none() && html.is_empty() {
            let reason = format!("[{name}] shows what only a plugin or a theme knows");
            self.account.drop(SHORTCODE, reason, place);
            return Some((html, 0));
        }
        let reason = format!("[{name}] belongs to a plugin or a theme; its words are kept");
        self.account.change(SHORTCODE, reason, place);
        let Some(content) = content else {
            return Some((html, 0));
        };
        if let Some(link) = link_of(name, inner, &given) {
            brackets.open.push((name, "</a>"));
            return Some((format!("<a href=\"{}\">", escaped(link)), 0));
        }
        let Ends(begin, end) = ends(name, content, !html.is_empty());
        brackets.open.push((name, end));
        Some(([&html, begin].concat(), 0))
    }

    /// What the end of such a bracket leaves, and how much of a text it is.
    pub(super) fn foreign_end(
        &mut self,
        rest: &str,
        brackets: &mut Brackets<'_>,
        place: &Place,
    ) -> Option<(&'static str, usize)> {
        let name = name_at(rest.strip_prefix("[/")?);
        rest[2 + name.len()..].starts_with(']').then_some(())?;
        let at = brackets.open.iter().rposition(|(open, _)| *open == name)?;
        let (_, html) = brackets.open.remove(at);
        self.account.read(SHORTCODE);
        let reason = format!("[/{name}] ends what belongs to a plugin or a theme");
        self.account.change(SHORTCODE, reason, place);
        Some((html, 2 + name.len() + 1))
    }

    /// The HTML in a bracket that keeps its content encoded, as page builders do, and how much of the text behind the head that is.
    pub(super) fn encoded<'t>(
        &mut self,
        name: &'t str,
        after: &'t str,
        brackets: &mut Brackets<'t>,
        place: &Place,
    ) -> Option<(String, usize)> {
        let is_named = ENCODED.iter().any(|end| name.ends_with(end));
        let starts_so = after
            .trim_start()
            .starts_with(|first: char| first.is_ascii_alphanumeric());
        (is_named || starts_so).then_some(())?;
        let whole = brackets.content(name, after)?;
        let content = whole.trim();
        let decoded = decoded(content);
        let is_html = decoded.as_ref().is_some_and(|html| html.contains('<'));
        (is_named && super::layout::is_layout(name) || is_html).then_some(())?;
        let length = whole.len() + name.len() + "[/]".len();
        self.account.read(SHORTCODE);
        if name.ends_with("_js") {
            let reason = format!("[{name}] is a program, and press runs no foreign ones");
            self.account.drop(SHORTCODE, reason, place);
            return Some((String::new(), length));
        }
        self.account.keep(SHORTCODE);
        let html = decoded.unwrap_or_else(|| content.to_owned());
        if name.ends_with("highlighter") {
            return Some((format!("\n\n<pre>\n{}</pre>\n\n", escaped(&html)), length));
        }
        let html = self.opened(&html);
        Some((format!("\n\n<div>{html}</div>\n\n"), length))
    }
}

/// Does the head of a bracket say that the bracket has no end? An address may end with the same sign.
pub(super) fn is_void(head: &str) -> bool {
    head.strip_suffix('/')
        .is_some_and(|before| before.is_empty() || before.ends_with([' ', '"', '\'', '\t', '\n']))
}

/// Where a link leads that is written in brackets, as forums have it.
fn link_of<'v>(name: &str, inner: &'v str, given: &'v [(String, String)]) -> Option<&'v str> {
    matches!(name, "a" | "link" | "url").then_some(())?;
    let own = inner
        .strip_prefix('=')
        .map(|value| value.trim_matches(['"', '\'', ' ']));
    let named = given
        .iter()
        .find(|(key, _)| matches!(key.as_str(), "href" | "url" | "to"));
    let link = own.or(named.map(|(_, value)| value.as_str()))?;
    (link.starts_with("http") || link.starts_with('/')).then_some(link)
}

/// What a bracket becomes around its content: a quote, a note in its sentence, words in their line, or lines of their own.
fn ends(name: &str, content: &str, is_headed: bool) -> Ends {
    if QUOTES.contains(&name) {
        return Ends(
            "\n\n<blockquote class=\"wp-block-pullquote\">",
            "</blockquote>\n\n",
        );
    }
    match name {
        "b" => return Ends("<strong>", "</strong>"),
        "i" => return Ends("<em>", "</em>"),
        _ if NOTES.contains(&name) => return Ends(" (", ")"),
        _ => {}
    }
    let has_blocks = [
        "<p",
        "<div",
        "<h",
        "<ul",
        "<ol",
        "<table",
        "<figure",
        "<blockquote",
    ]
    .iter()
    .any(|tag| content.contains(tag));
    if is_headed || has_blocks || content.contains(['\n', '[']) {
        Ends("\n\n", "\n\n")
    } else {
        Ends("", "")
    }
}

/// The HTML of what a bracket plays that is called after a player.
pub(super) fn played(name: &str, given: &[(String, String)]) -> Option<String> {
    let name = name.to_ascii_lowercase();
    PLAYERS.iter().any(|player| name.contains(player)).then_some(())?;
    let value = |key: &&str| {
        let mut same = given
            .iter()
            .filter(|(own, value)| own == key && !value.is_empty());
        same.next().map(|(_, value)| value.replace("&amp;", "&"))
    };
    let address = |value: String| {
        let is_whole = ["https://", "http://", "//"]
            .iter()
            .any(|start| value.starts_with(start));
        let is_id = value.len() > 5
            && value
                .chars()
                .all(|letter| letter.is_ascii_alphanumeric() || "-_".contains(letter));
        match value {
            value if is_whole && !value.contains(char::is_whitespace) => Some(value),
            value if is_id && name.contains("youtube") => {
                Some(format!("https://www.youtube.com/watch?v={value}"))
            }
            value if is_id && name.contains("vimeo") => Some(format!("https://vimeo.com/{value}")),
            _ => None,
        }
    };
    let address = PLAYED.iter().filter_map(value).find_map(address)?;
    Some(if is_sound(&address) {
        player_html("audio", &address, "", "")
    } else if is_film(&address) {
        player_html("video", &address, "", "")
    } else {
        format!("\n\n{}\n\n", embed(&address))
    })
}

/// What was encoded in base64, and within that for addresses.
fn decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let (mut bits, mut count) = (0_u32, 0);
    let text = text.trim_end_matches('=');
    (text.len() >= 8).then_some(())?;
    for letter in text.bytes() {
        let value = match letter {
            b'A'..=b'Z' => letter - b'A',
            b'a'..=b'z' => letter - b'a' + 26,
            b'0'..=b'9' => letter - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            b'\r' | b'\n' => continue,
            _ => return None,
        };
        bits = bits << 6 | u32::from(value);
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push(u8::try_from(bits >> count & 0xFF).ok()?);
            bits &= (1 << count) - 1;
        }
    }
    let text = String::from_utf8(bytes).ok()?;
    if text.contains(|letter: char| letter.is_control() && !letter.is_whitespace()) {
        return None;
    }
    let is_percent = text.contains("%3C") || text.contains("%3c");
    Some(if is_percent {
        percent_decode_str(&text).decode_utf8().ok()?.into_owned()
    } else {
        text
    })
}

#[cfg(test)]
mod tests {
    use super::decoded;

    // Page builders keep HTML so that no editor touches it: in base64, and one of them encoded for addresses within.
    #[test]
    fn what_is_kept_encoded_is_read() {
        assert_eq!(decoded("JTNDcCUzRUElM0MlMkZwJTNF").as_deref(), Some("<p>A</p>"));
        assert_eq!(decoded("PHA+QiBjPC9wPg==").as_deref(), Some("<p>B c</p>"));
        assert_eq!(decoded("no code at all"), None);
        assert_eq!(decoded("words"), None);
    }
}
