//! Shortcodes, `[gallery ids="1,2"]` and the like, as the HTML that they stand for.

use std::collections::BTreeSet;

use super::code;
use super::index::{Index, Item};
use super::layout::is_form;
use crate::import::account::{Account, Place};

/// The kind under which shortcodes stand in the account.
pub(super) const SHORTCODE: &str = "shortcode";

/// The shortcodes of WordPress itself. Whatever else stands in brackets is text.
const KNOWN: [&str; 16] = [
    "caption",
    "wp_caption",
    "gallery",
    "embed",
    "audio",
    "video",
    "playlist",
    "youtube",
    "vimeo",
    "soundcloud",
    "spotify",
    "dailymotion",
    "tweet",
    "twitter",
    "instagram",
    "ted",
];

/// What the shortcodes of one article may refer to.
pub(super) struct Shortcodes<'a> {
    pub(super) index: &'a Index,
    /// The number of the article.
    pub(super) item: u64,
    pub(super) account: &'a mut Account,
    pub(super) place: Place,
}

/// One shortcode, with what stands between it and its end.
struct Shortcode<'t> {
    name: &'t str,
    attributes: Vec<(String, String)>,
    content: &'t str,
}

impl Shortcode<'_> {
    fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes
            .iter()
            .find(|(key, value)| key == name && !value.is_empty())
            .map(|(_, value)| value.as_str())
    }

    /// The numbers in a list.
    fn numbers(&self, name: &str) -> Vec<u64> {
        let list = self.attribute(name).unwrap_or_default();
        list.split(',')
            .filter_map(|number| number.trim().parse().ok())
            .collect()
    }
}

/// The names of all shortcodes that end somewhere in a text.
pub(super) fn ends_in(text: &str) -> BTreeSet<&str> {
    let ends = text.match_indices("[/").map(|(at, _)| &text[at + 2..]);
    ends.filter_map(|rest| {
        let length = rest.find(|letter: char| letter == ']' || letter.is_whitespace())?;
        rest[length..].starts_with(']').then(|| &rest[..length])
    })
    .collect()
}

/// The brackets of one text.
pub(super) struct Brackets<'t> {
    /// Names of which an end may follow.
    ends: BTreeSet<&'t str>,
    /// Those of plugins that have begun, with what their ends become.
    pub(super) open: Vec<(&'t str, &'static str)>,
}

impl<'t> Brackets<'t> {
    fn of(text: &'t str) -> Self {
        Self {
            ends: ends_in(text),
            open: Vec::new(),
        }
    }

    /// What stands between the head of a bracket, behind which the text goes on so, and its end.
    pub(super) fn content(&mut self, name: &'t str, after: &'t str) -> Option<&'t str> {
        if !self.ends.contains(name) {
            return None;
        }
        let end = after.find(&format!("[/{name}]"));
        if end.is_none() {
            self.ends.remove(name);
        }
        end.map(|end| &after[..end])
    }
}

impl Shortcodes<'_> {
    /// The text with its shortcodes as HTML. Code and tags are left alone; `[[gallery]]` is the words `[gallery]`.
    pub(super) fn expand(&mut self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let mut brackets = Brackets::of(text);
        let (mut line, mut counted_to) = (0, 0);
        let mut at = 0;
        while let Some(found) = text[at..].find(['[', '<']) {
            let start = at + found;
            out.push_str(&text[at..start]);
            let rest = &text[start..];
            at = start
                + if rest.starts_with('<') {
                    let length = untouched(rest);
                    out.push_str(&rest[..length]);
                    length
                } else {
                    line += crate::diagnostic::count(text[counted_to..start].matches('\n').count());
                    counted_to = start;
                    self.bracket(rest, line, &mut brackets, &mut out)
                };
        }
        out.push_str(&text[at..]);
        out
    }

    /// Writes what a text means that begins with a bracket, and says how much of it that was.
    fn bracket<'t>(
        &mut self,
        rest: &'t str,
        line: u32,
        brackets: &mut Brackets<'t>,
        out: &mut String,
    ) -> usize {
        let place = Place {
            line: self.place.line + line,
            ..self.place.clone()
        };
        if let Some(inner) = rest.strip_prefix("[[")
            && let Some(end) = inner.find("]]")
            && (KNOWN.contains(&name_at(inner)) || code::holds_code(name_at(inner)))
        {
            out.push('[');
            out.push_str(&inner[..end]);
            out.push(']');
            return end + 4;
        }
        let name = name_at(&rest[1..]);
        let after = &rest[1 + name.len()..];
        let begins = !name.is_empty()
            && after.starts_with(|next: char| matches!(next, ']' | '/' | '=') || next.is_whitespace());
        let end = after.find(']').filter(|_| begins);
        let Some(end) = end else {
            let ended = self.foreign_end(rest, brackets, &place);
            if let Some((html, length)) = ended.or_else(|| self.layout_end(rest, &place)) {
                out.push_str(html);
                return length;
            }
            out.push('[');
            return 1;
        };
        let tag_end = 1 + name.len() + end + 1;
        let inner = after[..end].trim();
        if let Some((html, length)) = self.encoded(name, &rest[tag_end..], brackets, &place) {
            out.push_str(&html);
            return tag_end + length;
        }
        if let Some(html) = self.layout(name, inner, &place) {
            out.push_str(&html);
            // What stands in a form belongs to it.
            let end = format!("[/{name}]");
            if is_form(name)
                && let Some(length) = rest[tag_end..].find(&end)
            {
                return tag_end + length + end.len();
            }
            return tag_end;
        }
        if !KNOWN.contains(&name) {
            let found = self.foreign(name, inner, &rest[tag_end..], brackets, &place);
            let (html, length) = found.unwrap_or_else(|| (rest[..tag_end].to_owned(), 0));
            out.push_str(&html);
            return tag_end + length;
        }
        let closes = inner.ends_with('/');
        let inner = inner.trim_end_matches('/');
        let mut content = "";
        let mut whole = tag_end;
        if !closes
            && name != "gallery"
            && let Some(within) = brackets.content(name, &rest[tag_end..])
        {
            content = within;
            whole = tag_end + content.len() + name.len() + "[/]".len();
        }
        let shortcode = Shortcode {
            name,
            attributes: attributes(inner),
            content,
        };
        self.account.read(SHORTCODE);
        match self.html(&shortcode) {
            Ok(html) => {
                self.account.keep(SHORTCODE);
                out.push_str(&html);
            }
            Err(reason) => {
                self.account.drop(SHORTCODE, format!("[{name}] {reason}"), &place);
                out.push_str(content);
            }
        }
        whole
    }

    /// The HTML of a shortcode, or why there is none.
    fn html(&mut self, shortcode: &Shortcode<'_>) -> Result<String, &'static str> {
        match shortcode.name {
            "caption" | "wp_caption" => Ok(caption(shortcode)),
            "gallery" => self.gallery(shortcode),
            "embed" => {
                let url = [Some(shortcode.content), shortcode.attribute("src")]
                    .into_iter()
                    .flatten()
                    .map(str::trim)
                    .find(|url| url.starts_with("http"));
                url.map(embed).ok_or("names no address")
            }
            "playlist" => self.playlist(shortcode),
            "audio" | "video" => self.player(shortcode.name, shortcode),
            service => address_of(service, shortcode)
                .map(|url| embed(&url))
                .ok_or("names no address"),
        }
    }

    fn gallery(&self, shortcode: &Shortcode<'_>) -> Result<String, &'static str> {
        let mut pictures = self.chosen(shortcode);
        pictures.retain(|item| !is_sound(&item.file) && !is_film(&item.file));
        gallery_html(&pictures).ok_or("shows pictures that the export does not name")
    }

    fn playlist(&self, shortcode: &Shortcode<'_>) -> Result<String, &'static str> {
        let wants_films = shortcode.attribute("type") == Some("video");
        let html: String = self
            .chosen(shortcode)
            .into_iter()
            .filter(|item| {
                if wants_films {
                    is_film(&item.file)
                } else {
                    is_sound(&item.file)
                }
            })
            .map(|item| {
                player_html(
                    if wants_films { "video" } else { "audio" },
                    &item.file,
                    &item.title,
                    "",
                )
            })
            .collect();
        if html.is_empty() {
            return Err("plays files that the export does not name");
        }
        Ok(html)
    }

    /// The attachments that a gallery or a list names, or those that belong to the article.
    fn chosen(&self, shortcode: &Shortcode<'_>) -> Vec<&Item> {
        for name in ["ids", "include"] {
            let numbers = shortcode.numbers(name);
            if !numbers.is_empty() {
                let attachments = numbers.into_iter().filter_map(|id| self.index.item(id));
                return attachments.filter(|item| item.kind == "attachment").collect();
            }
        }
        let of = shortcode
            .attribute("id")
            .and_then(|id| id.parse().ok())
            .unwrap_or(self.item);
        let left_out = shortcode.numbers("exclude");
        let mut items = self.index.attachments_of(of);
        items.retain(|item| !left_out.contains(&item.id));
        items
    }

    fn player(&self, kind: &str, shortcode: &Shortcode<'_>) -> Result<String, &'static str> {
        let formats: &[&str] = if kind == "audio" {
            &["src", "mp3", "m4a", "ogg", "wav", "flac", "wma", ""]
        } else {
            &["src", "mp4", "m4v", "webm", "ogv", "wmv", "flv", ""]
        };
        let named = formats
            .iter()
            .find_map(|name| shortcode.attribute(name))
            .or_else(|| Some(shortcode.content.trim()).filter(|url| url.starts_with("http")));
        let own = || {
            let items = self.index.attachments_of(self.item);
            let is_kind = if kind == "audio" { is_sound } else { is_film };
            items
                .into_iter()
                .map(|item| item.file.as_str())
                .find(|file| is_kind(file))
        };
        let src = named.or_else(own).ok_or("names no file")?;
        if kind == "video" && !is_film(src) {
            return Ok(embed(src));
        }
        Ok(player_html(
            kind,
            src,
            "",
            shortcode.attribute("poster").unwrap_or_default(),
        ))
    }
}

/// Attachments as a gallery; none where there is no picture.
pub(super) fn gallery_html(pictures: &[&Item]) -> Option<String> {
    (!pictures.is_empty()).then_some(())?;
    let mut html = "<figure class=\"gallery\">".to_owned();
    for item in pictures {
        html.push_str("<figure><img src=\"");
        html.push_str(&escaped(&item.file));
        html.push_str("\" alt=\"");
        html.push_str(&escaped(item.field("_wp_attachment_image_alt")));
        html.push_str("\" data-link=\"");
        html.push_str(&escaped(&item.link));
        html.push_str("\">");
        let caption = item.caption.trim();
        if !caption.is_empty() {
            html.push_str("<figcaption>");
            html.push_str(&one_line(caption));
            html.push_str("</figcaption>");
        }
        html.push_str("</figure>");
    }
    html.push_str("</figure>");
    Some(html)
}

/// A picture and the words under it. Since version 3.4 they follow the picture; before, they were an attribute.
fn caption(shortcode: &Shortcode<'_>) -> String {
    let content = shortcode.content.trim();
    let picture_end = content.find("<img").and_then(|start| {
        let end = start + content[start..].find('>')? + 1;
        let rest = &content[end..];
        let closed = rest.trim_start();
        let skipped = rest.len() - closed.len();
        Some(if closed.starts_with("</a>") {
            end + skipped + "</a>".len()
        } else {
            end
        })
    });
    let (picture, words) = content.split_at(picture_end.unwrap_or(content.len()));
    let words = shortcode.attribute("caption").unwrap_or(words).trim();
    if words.is_empty() || picture_end.is_none() {
        return content.to_owned();
    }
    format!(
        "<figure class=\"wp-caption\">{picture}<figcaption>{}</figcaption></figure>",
        one_line(words)
    )
}

/// The address that the shortcode of a service names: as its own value, as `url`, or by what the service calls it.
fn address_of(service: &str, shortcode: &Shortcode<'_>) -> Option<String> {
    let named = [
        "url", "src", "href", "id", "video", "video_id", "videoid", "clip_id", "",
    ]
    .iter();
    let value = named
        .filter_map(|name| shortcode.attribute(name))
        .chain([shortcode.content.trim()])
        .map(|value| value.trim_start_matches('=').trim_matches(['"', '\'']))
        .find(|value| !value.is_empty())?;
    let value = value.replace("&amp;", "&");
    if value.starts_with("http://") || value.starts_with("https://") {
        return Some(value);
    }
    let is_name = value
        .chars()
        .all(|letter| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_' | ':' | '/'));
    let address = match service {
        "youtube" => format!("https://www.youtube.com/watch?v={value}"),
        "vimeo" => format!("https://vimeo.com/{value}"),
        "dailymotion" => format!("https://www.dailymotion.com/video/{value}"),
        "tweet" | "twitter" => format!("https://twitter.com/i/status/{value}"),
        "instagram" => format!("https://www.instagram.com/p/{value}/"),
        _ => return None,
    };
    is_name.then_some(address)
}

/// What shows an address of another service.
pub(super) fn embed(url: &str) -> String {
    format!(
        "<figure class=\"wp-block-embed\"><div>{}</div></figure>",
        escaped(url.trim())
    )
}

/// Addresses that stand alone in their line as embeds.
pub(super) fn embed_lines(text: &str) -> String {
    let mut verbatim = false;
    let lines: Vec<String> = text
        .split('\n')
        .map(|line| {
            if line.contains("<pre") || line.contains("<code") {
                verbatim = true;
            }
            let is_verbatim = verbatim;
            if line.contains("</pre") || line.contains("</code") {
                verbatim = false;
            }
            let url = line.trim();
            let is_address = !is_verbatim
                && (url.starts_with("http://") || url.starts_with("https://"))
                && !url.contains(|letter: char| {
                    letter.is_whitespace() || matches!(letter, '<' | '>' | '"' | '[' | ']')
                });
            // A body writes `&` in an address as it is or escaped.
            if is_address {
                embed(&url.replace("&amp;", "&"))
            } else {
                line.to_owned()
            }
        })
        .collect();
    lines.join("\n")
}

pub(super) fn player_html(kind: &str, src: &str, title: &str, poster: &str) -> String {
    let mut html = format!("<{kind} src=\"{}\"", escaped(src));
    for (name, value) in [("title", title), ("poster", poster)] {
        if !value.is_empty() {
            html.extend([" ", name, "=\"", &escaped(value), "\""]);
        }
    }
    format!("<figure>{html}></{kind}></figure>")
}

fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The text as the value of an attribute or between tags.
pub(super) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('"', "&quot;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

fn has_extension(url: &str, extensions: &[&str]) -> bool {
    let path = url.split(['?', '#']).next().unwrap_or_default();
    let extension = path
        .rsplit_once('.')
        .map(|(_, extension)| extension.to_ascii_lowercase());
    extension.is_some_and(|extension| extensions.contains(&extension.as_str()))
}

pub(super) fn is_sound(url: &str) -> bool {
    has_extension(
        url,
        &["mp3", "m4a", "ogg", "oga", "opus", "wav", "flac", "wma", "aac"],
    )
}

pub(super) fn is_film(url: &str) -> bool {
    has_extension(
        url,
        &[
            "mp4", "m4v", "mov", "webm", "ogv", "wmv", "flv", "avi", "mpg", "3gp",
        ],
    )
}

/// The name that a text begins with.
pub(super) fn name_at(text: &str) -> &str {
    let end = text
        .find(|letter: char| !(letter.is_ascii_alphanumeric() || matches!(letter, '_' | '-')))
        .unwrap_or(text.len());
    &text[..end]
}

/// How much of a text that begins with `<` is a tag, or code with its tags.
fn untouched(rest: &str) -> usize {
    let inner = &rest[1..];
    if !inner.starts_with(|next: char| next.is_ascii_alphabetic() || matches!(next, '/' | '!')) {
        return 1;
    }
    if rest.starts_with("<!--") {
        return rest.find("-->").map_or(rest.len(), |end| end + 3);
    }
    let name = name_at(inner).to_ascii_lowercase();
    if matches!(name.as_str(), "pre" | "code" | "script" | "style" | "textarea") {
        let closing = format!("</{name}");
        if let Some(end) = rest.find(&closing) {
            return end + closing.len();
        }
    }
    rest.find('>').map_or(1, |end| end + 1)
}

/// The attributes of a shortcode: named ones with or without quotes, and one without a name.
pub(super) fn attributes(text: &str) -> Vec<(String, String)> {
    let mut attributes = Vec::new();
    let mut rest = text.trim_start();
    while !rest.is_empty() {
        let name_end = rest
            .find(|letter: char| letter == '=' || letter.is_whitespace() || letter == '"')
            .unwrap_or(rest.len());
        let after_name = rest[name_end..].trim_start();
        let (name, value_start) = match after_name.strip_prefix('=') {
            Some(value) if name_end > 0 && !rest[..name_end].contains("://") => {
                (rest[..name_end].to_ascii_lowercase(), value.trim_start())
            }
            _ => (String::new(), rest),
        };
        let quote = value_start
            .chars()
            .next()
            .filter(|sign| matches!(sign, '"' | '\''));
        let (value, after) = match quote {
            Some(quote) => {
                let inner = &value_start[1..];
                inner.split_once(quote).unwrap_or((inner, ""))
            }
            None => value_start
                .split_once(char::is_whitespace)
                .unwrap_or((value_start, "")),
        };
        attributes.push((name, value.trim().to_owned()));
        rest = after.trim_start();
    }
    attributes
}
