//! The body of an item as HTML: what the comments of the block editor say is counted, and classic text gets its
//! paragraphs.

use serde_json::Value;

use super::closed;
use super::paragraphs::paragraphs;
use super::shortcodes::{Shortcodes, embed_lines, escaped};
use crate::import::account::Place;
use crate::import::words::Said;

/// The kind under which stands what a text keeps from readers.
const CLOSED: &str = "closed part";

/// The kind under which blocks stand in the account.
const BLOCK: &str = "block";

/// The kind of what divides a body.
const MARKER: &str = "page marker";

/// How deep blocks that articles share may stand in each other.
const MAX_SHARED: usize = 8;

/// What becomes of a block.
enum Fate {
    /// Its HTML says all of it.
    Kept,
    /// Its HTML is kept, and this is lost.
    Changed(&'static str),
    /// It has no HTML, or none that is text.
    Dropped(&'static str),
}

/// The comment that begins or ends a block.
pub(super) struct Delimiter<'t> {
    pub(super) name: &'t str,
    pub(super) attributes: &'t str,
    pub(super) closes: bool,
    pub(super) is_void: bool,
    /// Where it stands.
    pub(super) start: usize,
    pub(super) end: usize,
}

impl Shortcodes<'_> {
    /// The body of an article as HTML.
    pub(super) fn html_of_body(&mut self, body: &str) -> String {
        let body = self.opened(body);
        self.count_markers(&body);
        let body = self.with_code(&body);
        self.html_of(&body, 0)
    }

    /// The text without what it keeps from readers.
    pub(super) fn opened(&mut self, text: &str) -> String {
        let opened = closed::open(text);
        for part in opened.closed {
            let place = Place {
                line: self.place.line + part.line,
                ..self.place.clone()
            };
            self.account.read(CLOSED);
            self.account.withhold(CLOSED, part.reason, &place);
            self.account.words.withhold(&Said::with_shortcodes(&part.text));
        }
        opened.text
    }

    fn html_of(&mut self, body: &str, shared: usize) -> String {
        if !body.contains("<!-- wp:") && !body.contains("<!--wp:") {
            return self.classic(body);
        }
        let first_line = self.place.line;
        let mut out = String::with_capacity(body.len());
        let mut open: Vec<&str> = Vec::new();
        let mut at = 0;
        let mut counted_to = 0;
        while let Some(delimiter) = next_delimiter(body, at) {
            self.between(&body[at..delimiter.start], open.last().copied(), &mut out);
            let lines = body[counted_to..delimiter.start].matches('\n').count();
            counted_to = delimiter.start;
            self.place.line += crate::diagnostic::count(lines);
            at = delimiter.end;
            let name = delimiter.name.strip_prefix("core/").unwrap_or(delimiter.name);
            if delimiter.closes {
                if let Some(place) = open.iter().rposition(|other| *other == name) {
                    open.truncate(place);
                }
                continue;
            }
            self.account.read(BLOCK);
            match fate_of(name, delimiter.is_void) {
                Fate::Kept => {
                    if let Some(html) = self.html_of_void(name, delimiter.attributes, shared) {
                        out.push_str(&html);
                    }
                    self.account.keep(BLOCK);
                }
                Fate::Changed(reason) => {
                    if let Some(html) = self.html_of_void(name, delimiter.attributes, shared) {
                        out.push_str(&html);
                    }
                    self.account
                        .change(BLOCK, format!("{name}: {reason}"), &self.place);
                }
                Fate::Dropped(reason) => {
                    self.account.drop(BLOCK, format!("{name}: {reason}"), &self.place);
                    if !delimiter.is_void {
                        at = end_of(body, &delimiter).unwrap_or(delimiter.end);
                        continue;
                    }
                }
            }
            if !delimiter.is_void {
                open.push(name);
            }
        }
        self.between(&body[at..], open.last().copied(), &mut out);
        self.place.line = first_line;
        out
    }

    /// What stands between two delimiters: HTML of the block around it, or classic text.
    fn between(&mut self, text: &str, around: Option<&str>, out: &mut String) {
        let is_classic = matches!(around, None | Some("freeform" | "shortcode" | "classic"));
        if text.trim().is_empty() {
            out.push_str(text);
        } else if is_classic {
            out.push_str(&self.classic(text));
        } else if around == Some("code") || around == Some("html") {
            out.push_str(text);
        } else {
            out.push_str(&self.expand(text));
        }
    }

    fn classic(&mut self, text: &str) -> String {
        let text = embed_lines(text);
        paragraphs(&self.expand(&text))
    }

    /// The HTML of blocks that have none of their own, but say in their comment what they show.
    fn html_of_void(&mut self, name: &str, attributes: &str, shared: usize) -> Option<String> {
        if !matches!(name, "block" | "social-link" | "navigation-link") {
            return None;
        }
        let attributes: Value = serde_json::from_str(attributes).ok()?;
        if name == "block" {
            let id = attributes.get("ref")?.as_u64()?;
            let index = self.index;
            let item = index.item(id).filter(|item| item.status == "publish")?;
            if shared >= MAX_SHARED || item.has_password {
                return None;
            }
            let text = self.opened(&item.shared);
            return Some(self.html_of(&text, shared + 1));
        }
        let url = attributes.get("url")?.as_str()?;
        let label = ["label", "service"]
            .into_iter()
            .find_map(|key| attributes.get(key)?.as_str())
            .unwrap_or(url);
        Some(format!(
            "<p><a href=\"{}\">{}</a></p>",
            escaped(url),
            escaped(label)
        ))
    }

    fn count_markers(&mut self, body: &str) {
        let markers = [
            (
                "<!--more",
                "the list of articles shows the lead, so nothing is cut here",
            ),
            ("<!--nextpage-->", "an article is one page"),
            (
                "<!--noteaser-->",
                "the list of articles shows the lead, so there is nothing to hide",
            ),
        ];
        for (marker, reason) in markers {
            for (start, _) in body.match_indices(marker) {
                let line = crate::diagnostic::count(body[..start].matches('\n').count());
                let place = Place {
                    line: self.place.line + line,
                    ..self.place.clone()
                };
                self.account.read(MARKER);
                self.account.drop(MARKER, reason, &place);
            }
        }
    }
}

/// The next delimiter at or after the place.
pub(super) fn next_delimiter(body: &str, mut at: usize) -> Option<Delimiter<'_>> {
    loop {
        let start = at + body.get(at..)?.find("<!--")?;
        at = start + 4;
        let inner = body[at..].trim_start();
        let (inner, closes) = inner
            .strip_prefix('/')
            .map_or((inner, false), |inner| (inner, true));
        let Some(inner) = inner.strip_prefix("wp:") else {
            continue;
        };
        let end = inner.find("-->")?;
        let text = inner[..end].trim();
        let (text, is_void) = text
            .strip_suffix('/')
            .map_or((text, false), |text| (text.trim_end(), true));
        let (name, attributes) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
        return Some(Delimiter {
            name,
            attributes: attributes.trim(),
            closes,
            is_void,
            start,
            end: body.len() - inner.len() + end + 3,
        });
    }
}

/// Where a block ends that is left out, with those of its name that stand in it.
pub(super) fn end_of(body: &str, block: &Delimiter<'_>) -> Option<usize> {
    let mut depth = 1;
    let mut at = block.end;
    while let Some(delimiter) = next_delimiter(body, at) {
        at = delimiter.end;
        if delimiter.name != block.name || delimiter.is_void {
            continue;
        }
        depth = if delimiter.closes { depth - 1 } else { depth + 1 };
        if depth == 0 {
            return Some(at);
        }
    }
    None
}

fn fate_of(name: &str, is_void: bool) -> Fate {
    match name {
        "paragraph" | "heading" | "list" | "list-item" | "quote" | "pullquote" | "image" | "gallery"
        | "code" | "preformatted" | "verse" | "table" | "separator" | "audio" | "video" | "file"
        | "embed" | "details" | "html" | "freeform" | "classic" | "shortcode" | "footnotes" | "subhead" => {
            Fate::Kept
        }
        "button" | "buttons" => Fate::Changed("a button becomes a link"),
        "column" | "columns" | "text-columns" => Fate::Changed("columns follow each other"),
        "group" | "row" | "stack" | "grid" => Fate::Changed("the group is gone, what stands in it is kept"),
        "media-text" => Fate::Changed("the words follow the picture"),
        "cover" | "cover-image" => Fate::Changed("the words stand under the picture"),
        "block" => Fate::Changed("a block that articles share becomes the text of this one"),
        "social-link" | "navigation-link" => Fate::Changed("it becomes a link"),
        "social-links" => Fate::Changed("the links follow each other"),
        "spacer" => Fate::Dropped("it is only empty space"),
        "more" | "nextpage" => Fate::Dropped("an article is one page, and lists show its lead"),
        "latest-posts"
        | "latest-comments"
        | "archives"
        | "calendar"
        | "categories"
        | "search"
        | "tag-cloud"
        | "rss"
        | "loginout"
        | "page-list"
        | "query"
        | "navigation"
        | "site-title"
        | "site-tagline"
        | "site-logo"
        | "post-title"
        | "post-content"
        | "post-date"
        | "post-excerpt"
        | "post-featured-image"
        | "post-terms"
        | "post-author"
        | "comments"
        | "post-comments"
        | "template-part"
        | "pattern"
        | "legacy-widget"
        | "widget-group"
        | "avatar"
        | "read-more"
        | "term-description" => {
            Fate::Dropped("WordPress makes it anew for every reader; the portal has lists of its own")
        }
        name if name.starts_with("core-embed/") => Fate::Kept,
        _ if is_void => Fate::Dropped("it belongs to a plugin, and the export has nothing of what it shows"),
        _ => Fate::Changed("it belongs to a plugin or a theme; its HTML is read like any other"),
    }
}
