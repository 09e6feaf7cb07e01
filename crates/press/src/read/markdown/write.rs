//! Articles as Markdown: the dialect of `docs/writing-content.md`, so that reading what was written gives the article.

mod text;
pub(crate) mod tidy;
pub(crate) mod toml;

use std::collections::{BTreeMap, VecDeque};

use content::article::{Article, Event};
use content::block::{
    Align, Audio, Block, Callout, Captions, Cell, Code, Details, Embed, Figure, File, Gallery, Heading,
    Image, List, Note, PullQuote, Table, Tone, Video,
};
use content::inline::{self as words, Inline, Mark, NoteReference, Run};
use content::site::Site;

use super::{CAPTION, begins_as_caption};
use crate::read::names::HeadingIds;
use text::Setting;

pub use self::tidy::tidy;

/// Between two blocks that would be one: two tables' words, or two lists.
const APART: &str = "<!-- -->";

/// The file of an article: front matter and text.
///
/// Its tags are written with the names that the site has for them. What the dialect has no words for is written as
/// text; [`tidy`] says what an article is like when it has been read again.
pub fn article(article: &Article, site: &Site) -> String {
    let mut writer = Writer::new(&article.body);
    let mut body = article.body.clone();
    let mut lead = None;
    if article.lead.iter().any(|piece| matches!(piece, Inline::Note(_))) {
        // Only the text can refer to notes. There, a first paragraph that is all emphasis is the lead.
        body.insert(
            0,
            Block::Paragraph(content::block::Paragraph {
                text: emphasised(&article.lead),
            }),
        );
    } else if !article.lead.is_empty() {
        lead = Some(writer.line(&article.lead));
    }
    let matter = front_matter(article, site, lead.as_deref(), &mut writer);
    let mut text = writer.body(&body);
    if !text.is_empty() {
        text.insert(0, '\n');
    }
    format!("+++\n{matter}+++\n{text}")
}

/// The text of blocks, with a line end after the last one.
pub fn blocks(blocks: &[Block]) -> String {
    Writer::new(blocks).body(blocks)
}

/// One line of Markdown, such as a caption.
pub fn line(text: &[Inline]) -> String {
    Writer::new(&[]).line(text)
}

fn emphasised(text: &[Inline]) -> Vec<Inline> {
    let with_mark = |piece: &Inline| match piece {
        Inline::Text(text) => Inline::Run(Run {
            text: text.clone(),
            marks: vec![Mark::Em],
            lang: None,
            link: None,
        }),
        Inline::Run(run) => {
            let mut run = run.clone();
            run.marks.insert(0, Mark::Em);
            Inline::Run(run)
        }
        other => other.clone(),
    };
    text.iter().map(with_mark).collect()
}

fn front_matter(article: &Article, site: &Site, lead: Option<&str>, writer: &mut Writer<'_>) -> String {
    let mut keys = toml::Keys::default();
    keys.text("title", &article.title);
    keys.some_text("lead", lead);
    keys.some_bare("published", article.published.map(|day| day.to_string()));
    keys.some_bare("updated", article.updated.map(|day| day.to_string()));
    keys.texts("authors", article.authors.iter().map(String::as_str));
    keys.some_text(
        "website",
        article.website.as_ref().map(|href| href.as_str()).as_deref(),
    );
    keys.some_text(
        "language",
        article
            .language
            .as_ref()
            .map(|language| language.as_str())
            .as_deref(),
    );
    // The original is the first, and the others name it.
    let original = article.translations.first().map(|first| first.slug.as_ref());
    keys.some_text(
        "translation_of",
        original.filter(|slug| *slug != article.slug.as_ref()),
    );
    keys.some_text("series", article.series.as_deref());
    keys.some_bare("deadline", article.deadline.map(|day| day.to_string()));
    let aliases: Vec<_> = article.aliases.iter().map(|alias| alias.as_str()).collect();
    keys.texts("aliases", aliases.iter().map(AsRef::as_ref));
    keys.texts("related", article.related.iter().map(AsRef::as_ref));
    if !article.tags.is_empty() {
        keys.table("tags");
        for tagging in &article.tags {
            let taxonomy = site.taxonomy(&tagging.taxonomy);
            let names = tagging.tags.iter().map(|tag| {
                taxonomy
                    .and_then(|taxonomy| taxonomy.tag(tag))
                    .map_or(tag.as_ref(), |tag| tag.name.as_str())
            });
            keys.texts(tagging.taxonomy.as_ref(), names);
        }
    }
    if let Some(image) = &article.image {
        keys.table("image");
        image_keys(image, &mut keys, writer);
    }
    if let Some(Event {
        start,
        end,
        zone,
        venue,
    }) = &article.event
    {
        keys.table("event");
        keys.text("start", &start.to_string());
        keys.some_text("end", end.map(|end| end.to_string()).as_deref());
        keys.some_text("zone", zone.as_deref());
        keys.some_text("venue", venue.as_deref());
    }
    keys.finish()
}

fn image_keys(image: &Image, keys: &mut toml::Keys, writer: &mut Writer<'_>) {
    keys.text("src", &image.src.as_str());
    keys.some_text("alt", image.alt.as_deref());
    if !image.caption.is_empty() {
        keys.text("caption", &writer.line(&image.caption));
    }
    keys.some_text("credit", image.credit.as_deref());
}

/// Writes the texts of one article, in the order in which they are read: ids and numbers depend on it.
struct Writer<'a> {
    headings: HeadingIds,
    /// Those that have not been referred to. A note belongs to the one text that refers to it.
    notes: BTreeMap<&'a str, &'a Note>,
    /// Numbers given so far.
    referred: u32,
    /// What the text at hand refers to: one body, or the inside of one fence.
    sheet: Sheet<'a>,
}

#[derive(Default)]
struct Sheet<'a> {
    labels: BTreeMap<&'a str, u32>,
    waiting: VecDeque<(u32, &'a Note)>,
}

impl<'a> Writer<'a> {
    fn new(body: &'a [Block]) -> Self {
        let mut notes = BTreeMap::new();
        tidy::collect_notes(body, &mut notes);
        Self {
            headings: HeadingIds::default(),
            notes,
            referred: 0,
            sheet: Sheet::default(),
        }
    }

    /// The body of the article. Notes that nothing refers to stand after it as text.
    fn body(&mut self, blocks: &[Block]) -> String {
        let mut text = self.sheet(blocks);
        while let Some((_, note)) = self.notes.pop_first() {
            let more = self.sheet(&note.body);
            if !text.is_empty() && !more.is_empty() {
                text.push('\n');
            }
            text.push_str(&more);
        }
        text
    }

    /// A text with the notes it refers to.
    fn sheet(&mut self, blocks: &[Block]) -> String {
        let outer = std::mem::take(&mut self.sheet);
        let mut parts = self.children(blocks, None);
        while let Some((number, note)) = self.sheet.waiting.pop_front() {
            let body = self.children(&note.body, None).join("\n\n");
            parts.push(indented(&format!("[^{number}]: "), "    ", &body));
        }
        self.sheet = outer;
        let mut text = parts.join("\n\n");
        if !text.is_empty() {
            text.push('\n');
        }
        text
    }

    fn children(&mut self, blocks: &[Block], within: Option<&Block>) -> Vec<String> {
        let mut parts = Vec::with_capacity(blocks.len());
        let mut before: Option<(&Block, bool)> = None;
        for block in blocks {
            let same_list = matches!((before, block), (Some((Block::List(a), _)), Block::List(b)) if a.ordered == b.ordered);
            let flipped = same_list && before.is_some_and(|(_, flipped)| !flipped);
            let text = self.block(block, flipped, within);
            if text.is_empty() && !matches!(block, Block::Code(_)) {
                continue;
            }
            if let (Some((Block::Table(table), _)), Block::Paragraph(paragraph)) = (before, block)
                && table.caption.is_empty()
                && begins_as_caption(&tidy::text(paragraph.text.clone()))
            {
                parts.push(APART.to_owned());
            }
            parts.push(text);
            before = Some((block, flipped));
        }
        parts
    }

    fn block(&mut self, block: &Block, flipped: bool, within: Option<&Block>) -> String {
        match block {
            Block::Paragraph(paragraph) => self.inline(&paragraph.text, Setting::Paragraph),
            Block::Heading(heading) => self.heading(heading),
            Block::List(list) => self.list(list, flipped, block),
            Block::Quote(quote) => {
                let parts = self.children(&quote.body, Some(block));
                if parts.is_empty() {
                    String::new()
                } else {
                    indented("> ", "> ", &parts.join("\n\n"))
                }
            }
            Block::PullQuote(quote) => self.pull_quote(quote),
            Block::Figure(Figure { image }) => self.figure(image),
            Block::Gallery(gallery) => self.gallery(gallery),
            Block::Code(code) => fence(&text::code_info(code.language.as_deref()), &code_text(code)),
            Block::Table(table) => self.table(table),
            Block::Embed(Embed {
                service,
                id,
                title,
                link,
            }) => {
                let mut keys = toml::Keys::default();
                keys.text("service", service.as_ref());
                keys.text("id", id);
                keys.some_text("title", title.as_deref());
                keys.some_text("link", link.as_ref().map(text::target).as_deref());
                fence("embed", &keys.finish())
            }
            Block::Audio(Audio {
                src,
                title,
                transcript,
            }) => {
                let mut keys = toml::Keys::default();
                keys.text("src", &src.as_str());
                keys.some_text("title", title.as_deref());
                keys.some_text("transcript", transcript.as_deref());
                fence("audio", &keys.finish())
            }
            Block::Video(Video {
                src,
                title,
                poster,
                transcript,
                captions,
                ..
            }) => {
                let mut keys = toml::Keys::default();
                keys.text("src", &src.as_str());
                keys.some_text("title", title.as_deref());
                keys.some_text("poster", poster.as_ref().map(|poster| poster.as_str()).as_deref());
                keys.some_text("transcript", transcript.as_deref());
                if !captions.is_empty() {
                    keys.lines("captions", captions.iter().map(captions_of).collect());
                }
                fence("video", &keys.finish())
            }
            Block::File(File { src, title, .. }) => {
                let mut keys = toml::Keys::default();
                keys.text("src", &src.as_str());
                keys.text("title", title);
                fence("file", &keys.finish())
            }
            Block::Callout(callout) => self.callout(callout, block),
            Block::Details(Details { summary, body }) => {
                let body = self.sheet(body);
                let summary = text::info(&self.line(&[Inline::Text(summary.clone())]));
                fence(&format!("details {summary}"), &body)
            }
            // Within a list it must be none that a bullet could belong to.
            Block::Separator(_) if within.is_some() => "***".to_owned(),
            Block::Separator(_) => "---".to_owned(),
            // They stand at the end of what refers to them.
            Block::Footnotes(_) => String::new(),
            Block::Unknown(unknown) => self.inline(&[Inline::Text(unknown.text.clone())], Setting::Paragraph),
        }
    }

    fn heading(&mut self, heading: &Heading) -> String {
        let text = self.inline(&heading.text, Setting::Heading);
        if text.is_empty() {
            return text;
        }
        let plain = words::plain(&heading.text);
        let hashes = "#".repeat(usize::from(heading.level.get()));
        let ends_as_id = super::written_id(&heading.text).is_some();
        if self.headings.would_be(&plain) == heading.id && !ends_as_id {
            self.headings.next(&plain);
            return format!("{hashes} {text}");
        }
        if let Some(id) = self.headings.claim(&heading.id) {
            let id = text::plain(&id, Setting::Heading);
            format!("{hashes} {text} {{#{id}}}")
        } else {
            self.headings.next(&plain);
            format!("{hashes} {text}")
        }
    }

    fn list(&mut self, list: &List, flipped: bool, block: &Block) -> String {
        let mut items = Vec::with_capacity(list.items.len());
        let mut number = list.start.unwrap_or(1).min(super::MAX_NUMBER);
        let mut is_tight = true;
        for item in &list.items {
            let marker = match (list.ordered, flipped) {
                (true, false) => format!("{number}."),
                (true, true) => format!("{number})"),
                (false, false) => "-".to_owned(),
                (false, true) => "+".to_owned(),
            };
            number = (number + 1).min(super::MAX_NUMBER);
            let parts = self.children(item, Some(block));
            is_tight &= match item.as_slice() {
                [] | [Block::Paragraph(_)] => true,
                // Only a list that begins with words, and at 1, may follow them without an empty line.
                [Block::Paragraph(_), Block::List(list)] => {
                    parts.len() == 2
                        && (!list.ordered || list.start.is_none())
                        && list.items.first().is_some_and(|item| !item.is_empty())
                }
                _ => false,
            };
            let rest = " ".repeat(marker.len() + 1);
            let text = match parts.as_slice() {
                [words, list] if is_tight => format!("{words}\n{list}"),
                parts => parts.join("\n\n"),
            };
            // Three hyphens in a line are a separator: an item of nothing but markers begins a line below its own.
            let first = text.split('\n').next().unwrap_or_default();
            let is_markers = !list.ordered
                && first.matches('-').count() > 1
                && !first.contains(|c| !matches!(c, '-' | ' '));
            items.push(if is_markers {
                format!("{marker}\n{}", indented(&rest, &rest, &text))
            } else {
                indented(&format!("{marker} "), &rest, &text)
            });
        }
        items.join(if is_tight { "\n" } else { "\n\n" })
    }

    fn pull_quote(&mut self, quote: &PullQuote) -> String {
        let body = self.sheet(&[Block::Paragraph(content::block::Paragraph {
            text: quote.text.clone(),
        })]);
        if body.is_empty() {
            return body;
        }
        let attribution = quote.attribution.clone().unwrap_or_default();
        let attribution = text::info(&self.line(&[Inline::Text(attribution)]));
        fence(format!("pull-quote {attribution}").trim_end(), &body)
    }

    fn figure(&mut self, image: &Image) -> String {
        let src = image.src.as_str();
        let is_plain = image.credit.is_none()
            && image
                .alt
                .as_deref()
                .is_none_or(|alt| !alt.is_empty() && !alt.contains(char::is_control))
            && src
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'.' | b'-' | b'_'))
            && src.starts_with("media/");
        if is_plain {
            let alt = text::plain(image.alt.as_deref().unwrap_or_default(), Setting::Line);
            let caption = self.line(&image.caption);
            return if caption.is_empty() {
                format!("![{alt}]({src})")
            } else {
                format!("![{alt}]({src} \"{}\")", text::title(&caption))
            };
        }
        let mut keys = toml::Keys::default();
        image_keys(image, &mut keys, self);
        fence("figure", &keys.finish())
    }

    fn gallery(&mut self, gallery: &Gallery) -> String {
        let mut keys = toml::Keys::default();
        let caption = self.line(&gallery.caption);
        if gallery.images.is_empty() {
            return self.inline(&gallery.caption, Setting::Paragraph);
        }
        keys.some_text(
            "caption",
            Some(caption.as_str()).filter(|caption| !caption.is_empty()),
        );
        let mut images = Vec::with_capacity(gallery.images.len());
        for image in &gallery.images {
            let mut own = toml::Keys::default();
            image_keys(image, &mut own, self);
            images.push(own.inline());
        }
        keys.lines("images", images);
        fence("gallery", &keys.finish())
    }

    fn callout(&mut self, callout: &Callout, block: &Block) -> String {
        let tone = match callout.tone {
            Tone::Note => "NOTE",
            Tone::Tip => "TIP",
            Tone::Important => "IMPORTANT",
            Tone::Warning => "WARNING",
            Tone::Caution => "CAUTION",
        };
        let title = callout.title.clone().unwrap_or_default();
        let title = text::info(&self.line(&[Inline::Text(title)]));
        let mut text = format!("[!{tone}] {title}").trim_end().to_owned();
        let parts = self.children(&callout.body, Some(block));
        if !parts.is_empty() {
            text.push('\n');
            text.push_str(&parts.join("\n\n"));
        }
        indented("> ", "> ", &text)
    }

    fn table(&mut self, table: &Table) -> String {
        let columns = table.head.len().max(table.rows.first().map_or(0, Vec::len));
        if !is_even(table, columns) {
            return self.table_fence(table);
        }
        let mut lines = Vec::with_capacity(table.rows.len() + 2);
        let head = if table.head.is_empty() {
            "|".to_owned() + &"  |".repeat(columns.max(1))
        } else {
            self.row(&table.head)
        };
        lines.push(head);
        let first = if table.head.is_empty() {
            table.rows.first().map_or(&[][..], Vec::as_slice)
        } else {
            &table.head
        };
        let mut rule = "|".to_owned();
        for column in 0..columns.max(1) {
            rule.push_str(match first.get(column).and_then(|cell| cell.align) {
                None => "---|",
                Some(Align::Start) => ":--|",
                Some(Align::Center) => ":-:|",
                Some(Align::End) => "--:|",
            });
        }
        lines.push(rule);
        for row in &table.rows {
            let row = self.row(row);
            lines.push(row);
        }
        let mut text = lines.join("\n");
        if !table.caption.is_empty() {
            let caption = self.inline(&table.caption, Setting::Heading);
            text = format!("{text}\n\n{CAPTION} {caption}");
        }
        text
    }

    fn row(&mut self, cells: &[Cell]) -> String {
        let mut text = "|".to_owned();
        for cell in cells {
            text.push(' ');
            text.push_str(&self.inline(&cell.text, Setting::Cell));
            text.push_str(" |");
        }
        text
    }

    /// A table that lines of cells cannot show.
    fn table_fence(&mut self, table: &Table) -> String {
        let mut keys = toml::Keys::default();
        let caption = self.line(&table.caption);
        keys.some_text(
            "caption",
            Some(caption.as_str()).filter(|caption| !caption.is_empty()),
        );
        let head = self.cells(&table.head);
        if !table.head.is_empty() {
            keys.bare("head", &head);
        }
        let mut rows = Vec::with_capacity(table.rows.len());
        for row in &table.rows {
            rows.push(self.cells(row));
        }
        keys.lines("rows", rows);
        fence("table", &keys.finish())
    }

    fn cells(&mut self, cells: &[Cell]) -> String {
        let mut texts = Vec::with_capacity(cells.len());
        for cell in cells {
            let text = self.line(&cell.text);
            if !cell.header && cell.align.is_none() {
                texts.push(toml::text(&text));
                continue;
            }
            let mut keys = toml::Keys::default();
            keys.text("text", &text);
            if cell.header {
                keys.bare("header", "true");
            }
            keys.some_text(
                "align",
                cell.align.map(|align| match align {
                    Align::Start => "start",
                    Align::Center => "center",
                    Align::End => "end",
                }),
            );
            texts.push(keys.inline());
        }
        format!("[{}]", texts.join(", "))
    }

    /// A text that stands alone in one line, where it can refer to no notes.
    fn line(&mut self, text: &[Inline]) -> String {
        self.inline(text, Setting::Line)
    }

    fn inline(&mut self, pieces: &[Inline], setting: Setting) -> String {
        text::write(pieces, setting, |note| self.refer(note))
    }

    /// The number of a note, given when it is first referred to.
    fn refer(&mut self, reference: &NoteReference) -> Option<u32> {
        if let Some(number) = self.sheet.labels.get(reference.note.as_str()) {
            return Some(*number);
        }
        let (id, note) = self.notes.remove_entry(reference.note.as_str())?;
        self.referred += 1;
        self.sheet.labels.insert(id, self.referred);
        self.sheet.waiting.push_back((self.referred, note));
        Some(self.referred)
    }
}

/// Can lines of cells show the table? Each row then has the cells of the first, aligned alike.
fn is_even(table: &Table, columns: usize) -> bool {
    let first = if table.head.is_empty() {
        table.rows.first()
    } else {
        Some(&table.head)
    };
    let is_regular = |row: &Vec<Cell>| {
        row.len() == columns
            && row.iter().enumerate().all(|(column, cell)| {
                let above = first.and_then(|row| row.get(column));
                !cell.header && above.is_some_and(|above| above.align == cell.align)
            })
    };
    let has_words = |cell: &Cell| !cell.text.is_empty();
    let is_head = table.head.is_empty() || is_regular(&table.head) && table.head.iter().any(has_words);
    is_head && (columns > 0 || table.rows.is_empty()) && table.rows.iter().all(is_regular)
}

fn code_text(code: &Code) -> String {
    format!("{}\n", code.text)
}

fn captions_of(captions: &Captions) -> String {
    let mut keys = toml::Keys::default();
    keys.text("src", &captions.src.as_str());
    keys.text("language", &captions.language.as_str());
    keys.some_text("label", captions.label.as_deref());
    keys.inline()
}

/// A fence longer than any within its text, which ends with a line end or is empty.
fn fence(info: &str, text: &str) -> String {
    let mut longest = 2;
    let mut run = 0;
    for letter in text.chars() {
        run = if letter == '`' { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    let fence = "`".repeat(longest + 1);
    format!("{fence}{info}\n{text}{fence}")
}

/// A text whose first line begins with one thing and every other line with another.
fn indented(first: &str, rest: &str, text: &str) -> String {
    let mut lines = Vec::new();
    for (number, line) in text.split('\n').enumerate() {
        let start = if number == 0 { first } else { rest };
        lines.push(if line.is_empty() {
            start.trim_end().to_owned()
        } else {
            format!("{start}{line}")
        });
    }
    lines.join("\n")
}
