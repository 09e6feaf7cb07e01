//! Fences that are blocks of their own: figures, galleries, quotes, folded text, embeds and files.

use content::block::{
    Align, Audio, Block, Captions, Cell, Details, Embed, Figure, File, Gallery, Paragraph, PullQuote, Table,
    Video,
};
use content::href::MediaPath;
use content::inline as words;
use content::language::Language;
use content::slug::Slug;

use super::inline::Runs;
use super::{Converter, EmbedPlace, Origin, PictureWords, TextFault, push_paragraph};
use crate::diagnostic::Position;
use crate::read::languages;
use crate::read::locale;
use crate::read::media::Media;
use crate::read::media::captions::CaptionsFault;
use crate::read::settings::{Node, Reader, Value, parse_toml};

/// Is a fence with that first line a block? Any other is code.
pub(super) fn is_block(info: &str) -> bool {
    let (name, _) = split(info);
    matches!(
        name,
        "figure" | "gallery" | "pull-quote" | "details" | "table" | "embed" | "audio" | "video" | "file"
    )
}

fn split(info: &str) -> (&str, &str) {
    let info = info.trim();
    info.split_once(char::is_whitespace)
        .map_or((info, ""), |(name, rest)| (name, rest.trim()))
}

impl Converter<'_> {
    pub(super) fn fence(
        &mut self,
        info: &str,
        literal: &str,
        position: Position,
        depth: usize,
        blocks: &mut Vec<Block>,
    ) {
        let (name, rest) = split(info);
        let first_line = position.line + 1;
        match name {
            "pull-quote" => self.pull_quote(rest, literal, first_line, depth, blocks),
            "details" => {
                let body = self.sheet(literal, Origin::LineEnds(first_line), depth + 1);
                let summary = words::plain(&self.line(rest, position));
                if summary.is_empty() {
                    self.findings.add(position, &TextFault::NoSummary);
                } else {
                    blocks.push(Block::Details(Details { summary, body }));
                }
            }
            _ => match parse_toml(literal, first_line) {
                Ok(table) => {
                    // The reader reports while the converter does too: it gets findings of its own.
                    let mut findings = self.findings.beside();
                    let mut reader = Reader::new(table, position, &mut findings);
                    self.keys(name, &mut reader, position, blocks);
                    reader.finish();
                    self.findings.take_in(findings);
                }
                Err((position, fault)) => self.findings.add(Position::line(position.line), &fault),
            },
        }
    }

    fn pull_quote(
        &mut self,
        rest: &str,
        literal: &str,
        first_line: u32,
        depth: usize,
        blocks: &mut Vec<Block>,
    ) {
        let attribution = Some(words::plain(&self.line(rest, Position::line(first_line - 1))));
        let mut runs = Runs::default();
        for block in self.sheet(literal, Origin::LineEnds(first_line), depth + 1) {
            let Block::Paragraph(paragraph) = block else {
                self.findings
                    .add(Position::line(first_line), &TextFault::OnlyText("pull-quote"));
                continue;
            };
            if !runs.is_empty() {
                runs.push_break();
            }
            runs.push_all(paragraph.text);
        }
        let text = runs.finish();
        if !text.is_empty() {
            let attribution = attribution.filter(|attribution| !attribution.is_empty());
            blocks.push(Block::PullQuote(PullQuote { text, attribution }));
        }
    }

    fn keys(&mut self, name: &str, reader: &mut Reader<'_>, position: Position, blocks: &mut Vec<Block>) {
        match name {
            "figure" => {
                let Some(words) = self.picture_keys(reader) else {
                    return;
                };
                match self.picture(words, position) {
                    Ok(image) => blocks.push(Block::Figure(Figure { image })),
                    Err(words) => push_words(words, blocks),
                }
            }
            "gallery" => self.gallery(reader, position, blocks),
            "table" => self.table_keys(reader, blocks),
            "embed" => {
                let service = reader.required(&["service"], r#"service = "youtube""#);
                let service_at = service.as_ref().map(|(_, at)| *at);
                let service = service
                    .and_then(|(text, at)| reader.parse("service", &text, at, Slug::parse, Slug::RULE));
                let id = reader.required(&["id"], r#"id = "abc123", what the service calls it"#);
                let title = text(reader, "title");
                let link = reader.words(&["link"]).and_then(|(url, at)| self.href(&url, at));
                if let (Some(service), Some(service_at), Some((id, id_at))) = (service, service_at, id) {
                    self.embeds.push(EmbedPlace {
                        service: service.clone(),
                        service_at,
                        id: id.clone(),
                        id_at,
                    });
                    blocks.push(Block::Embed(Embed {
                        service,
                        id,
                        title,
                        link,
                    }));
                }
            }
            "audio" => {
                let (src, title) = (self.file_key(reader, "src"), text(reader, "title"));
                let transcript = text(reader, "transcript");
                match src {
                    Some((src, _)) => blocks.push(Block::Audio(Audio {
                        src,
                        title,
                        transcript,
                    })),
                    None => [title, transcript]
                        .into_iter()
                        .flatten()
                        .for_each(|text| push_plain(text, blocks)),
                }
            }
            "video" => {
                let (src, title) = (self.file_key(reader, "src"), text(reader, "title"));
                let poster = reader
                    .words(&["poster"])
                    .and_then(|(src, at)| self.poster(&src, at));
                let transcript = text(reader, "transcript");
                let captions = self.captions_key(reader);
                match src {
                    Some((src, _)) => {
                        let video = Video {
                            src,
                            title,
                            poster,
                            width: None,
                            height: None,
                            transcript,
                            captions,
                        };
                        blocks.push(Block::Video(video));
                    }
                    None => [title, transcript]
                        .into_iter()
                        .flatten()
                        .for_each(|text| push_plain(text, blocks)),
                }
            }
            _ => {
                let (src, title) = (self.file_key(reader, "src"), text(reader, "title"));
                match src {
                    Some((src, bytes)) => {
                        let title = title.unwrap_or_else(|| file_name(&src));
                        blocks.push(Block::File(File { src, title, bytes }));
                    }
                    None => title.into_iter().for_each(|text| push_plain(text, blocks)),
                }
            }
        }
    }

    fn gallery(&mut self, reader: &mut Reader<'_>, position: Position, blocks: &mut Vec<Block>) {
        let caption = reader.words(&["caption"]);
        let caption = caption.map(|(text, at)| self.line(&text, at)).unwrap_or_default();
        let mut images = Vec::new();
        let mut missing = Vec::new();
        for node in reader.tables("images") {
            let at = node.position;
            let Some(words) = self.picture_within(reader, "images", node) else {
                continue;
            };
            match self.picture(words, at) {
                Ok(image) => images.push(image),
                Err(words) => missing.push(words),
            }
        }
        if images.is_empty() {
            self.findings.add(position, &TextFault::EmptyGallery);
            push_paragraph(blocks, caption);
        } else {
            blocks.push(Block::Gallery(Gallery { images, caption }));
        }
        for words in missing {
            push_words(words, blocks);
        }
    }

    /// A table whose rows have header cells, or differ in length or alignment.
    fn table_keys(&mut self, reader: &mut Reader<'_>, blocks: &mut Vec<Block>) {
        let caption = reader.words(&["caption"]);
        let caption = caption.map(|(text, at)| self.line(&text, at)).unwrap_or_default();
        let head = reader.take(&["head"]);
        let head = head
            .map(|node| self.cells(reader, "head", node))
            .unwrap_or_default();
        let mut rows = Vec::new();
        for node in reader.tables("rows") {
            rows.push(self.cells(reader, "rows", node));
        }
        blocks.push(Block::Table(Table { caption, head, rows }));
    }

    fn cells(&mut self, reader: &mut Reader<'_>, key: &str, node: Node) -> Vec<Cell> {
        let items = match node.value {
            Value::List(items) => items,
            _ => vec![node],
        };
        let mut cells = Vec::with_capacity(items.len());
        for item in items {
            let at = item.position;
            let mut cell = Cell {
                text: Vec::new(),
                header: false,
                align: None,
            };
            if let Value::Text(text) = &item.value {
                cell.text = self.line(text, at);
            } else if let Some(mut table) = reader.within(key, item) {
                cell.text = table
                    .words(&["text"])
                    .map(|(text, at)| self.line(&text, at))
                    .unwrap_or_default();
                cell.header = table.truth(&["header"]).is_some_and(|(is_header, _)| is_header);
                cell.align = table.parsed(
                    &["align"],
                    Align::from_word,
                    "an alignment is one of start, center, end",
                );
                table.finish();
            }
            cells.push(cell);
        }
        cells
    }

    /// The picture that the table `node` under `key` tells of.
    pub(crate) fn picture_within(
        &mut self,
        reader: &mut Reader<'_>,
        key: &str,
        node: Node,
    ) -> Option<PictureWords> {
        let mut table = reader.within(key, node)?;
        let words = self.picture_keys(&mut table);
        table.finish();
        words
    }

    fn picture_keys(&mut self, reader: &mut Reader<'_>) -> Option<PictureWords> {
        let src = reader.required(&["src"], r#"src = "media/a.avif""#);
        let alt = reader.text(&["alt"]).map(|(alt, _)| alt);
        let caption = reader
            .words(&["caption"])
            .map(|(text, at)| self.line(&text, at))
            .unwrap_or_default();
        let credit = text(reader, "credit");
        src.map(|(src, _)| PictureWords {
            src,
            alt,
            caption,
            credit,
        })
    }

    fn file_key(&mut self, reader: &mut Reader<'_>, key: &'static str) -> Option<(MediaPath, Option<u32>)> {
        let (src, at) = reader.required(&[key], r#"src = "media/…""#)?;
        self.media_file(&src, at)
    }

    /// The captions of a video: a file in the language of the article, a table that says the language, or a list of such.
    fn captions_key(&mut self, reader: &mut Reader<'_>) -> Vec<Captions> {
        let Some(node) = reader.take(&["captions"]) else {
            return Vec::new();
        };
        let items = match node.value {
            Value::List(items) => items,
            _ => vec![node],
        };
        let mut captions = Vec::with_capacity(items.len());
        for item in items {
            let at = item.position;
            match item.value {
                Value::Nothing => {}
                Value::Text(src) if src.trim().is_empty() => {}
                Value::Text(src) => self.add_captions(&src, None, None, at, &mut captions),
                Value::List(_) | Value::Table(_) => {
                    let Some(mut table) = reader.within("captions", item) else {
                        continue;
                    };
                    let src = table.required(&["src"], r#"src = "media/a.vtt""#);
                    let language = locale::read(&mut table, &["language", "lang", "srclang"]);
                    let label = text(&mut table, "label");
                    table.finish();
                    if let Some((src, at)) = src {
                        self.add_captions(&src, language, label, at, &mut captions);
                    }
                }
            }
        }
        captions
    }

    pub(super) fn add_captions(
        &mut self,
        src: &str,
        language: Option<Language>,
        label: Option<String>,
        position: Position,
        captions: &mut Vec<Captions>,
    ) {
        let Some(language) = language.or_else(|| self.language.clone()) else {
            self.findings.add(position, &CaptionsFault::NoLanguage);
            return;
        };
        if captions.iter().any(|other| other.language == language) {
            self.findings.add(position, &CaptionsFault::Twice(language));
            return;
        }
        match self.media.captions(&self.source(src)) {
            Ok(src) => captions.push(Captions {
                src,
                label: Some(label.unwrap_or_else(|| languages::own_name(&language))),
                language,
            }),
            Err(fault) => self.findings.add(position, &fault),
        }
    }

    fn poster(&mut self, src: &str, position: Position) -> Option<MediaPath> {
        match self.media.picture(&self.source(src)) {
            Ok((path, _)) => Some(path),
            Err(fault) => {
                self.findings.add(position, &fault);
                None
            }
        }
    }

    fn media_file(&mut self, src: &str, position: Position) -> Option<(MediaPath, Option<u32>)> {
        match self.media.file(&self.source(src)) {
            Ok((path, file)) => Some((path, Media::bytes(file))),
            Err(fault) => {
                self.findings.add(position, &fault);
                None
            }
        }
    }
}

fn text(reader: &mut Reader<'_>, key: &'static str) -> Option<String> {
    reader.words(&[key]).map(|(text, _)| text)
}

/// What stays of a picture that there is not: its caption, else what it would have shown.
fn push_words(words: PictureWords, blocks: &mut Vec<Block>) {
    if words.caption.is_empty() {
        push_plain(words.alt.unwrap_or_default(), blocks);
    } else {
        push_paragraph(blocks, words.caption);
    }
}

fn push_plain(text: String, blocks: &mut Vec<Block>) {
    if !text.is_empty() {
        blocks.push(Block::Paragraph(Paragraph {
            text: vec![words::Inline::Text(text)],
        }));
    }
}

fn file_name(src: &MediaPath) -> String {
    let path = src.as_str();
    path.rsplit('/').next().unwrap_or(&path).to_owned()
}
