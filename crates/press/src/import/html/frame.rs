//! Frames, players, sound and video.

use content::block::{Audio, Block, Captions, Paragraph, Video};
use content::inline::Inline;
use content::json::MAX_STRING;
use ego_tree::NodeRef;
use scraper::Node;
use scraper::node::Element;

use super::{At, Context, Flow, embed, one_line, push_text, words};
use crate::read::languages;
use crate::read::markdown::html::{elements_of, name_of};
use crate::read::markdown::inline::{Runs, Style};

impl Context<'_> {
    /// `iframe`, `embed` and `object`: an embed where the portal knows the service, else a link.
    pub(super) fn frame(
        &mut self,
        node: NodeRef<'_, Node>,
        element: &Element,
        style: &Style,
        at: At,
        flow: &mut Flow,
    ) {
        let name = element.name().to_owned();
        let Some(url) = frame_address(node, element) else {
            self.drop(format!("<{name}>: it names no address"));
            if name == "object" {
                self.block(node, style, at, flow);
            }
            return;
        };
        let title = element
            .attr("title")
            .map(one_line)
            .filter(|title| !title.is_empty());
        if let Some(embed) = embed::of_url(&url, title.clone().filter(|title| title.len() <= MAX_STRING)) {
            self.keep();
            flow.push(Block::Embed(embed));
        } else {
            let url = embed::page_of(&url).unwrap_or(url);
            let label = title.unwrap_or_else(|| url.clone());
            match self.surroundings.link(&url) {
                Some(link) => {
                    self.change(format!(
                        "<{name}>: the portal plays nothing of that host; a link to it stays"
                    ));
                    let style = Style {
                        link: Some(link),
                        ..Style::default()
                    };
                    flow.flush();
                    push_text(&label, &style, flow);
                    flow.flush();
                }
                None => self.drop(format!("<{name}>: its address is none that a link may have")),
            }
        }
        for within in node.descendants().skip(1) {
            if within.value().is_element() {
                self.keep();
            }
        }
    }

    /// The block that shows what an address leads to: an embed or a link. The address stands in the text itself.
    pub(super) fn embed_address(&mut self, url: &str, caption: Vec<Inline>, flow: &mut Flow) {
        let title = (!caption.is_empty()).then(|| super::plain_of(&caption));
        flow.flush();
        if let Some(embed) = embed::of_url(url, title.filter(|title| title.len() <= MAX_STRING)) {
            flow.push(Block::Embed(embed));
            return;
        }
        let style = Style {
            link: self.surroundings.link(url),
            ..Style::default()
        };
        push_text(url, &style, flow);
        flow.flush();
        if !caption.is_empty() {
            flow.push(Block::Paragraph(Paragraph { text: caption }));
        }
    }

    /// `audio` and `video`: a block where the file is at hand, else a link.
    pub(super) fn media(
        &mut self,
        node: NodeRef<'_, Node>,
        element: &Element,
        caption: Option<Vec<Inline>>,
        flow: &mut Flow,
    ) {
        let name = element.name().to_owned();
        let within = node.descendants().skip(1);
        let within = within.filter_map(|node| node.value().as_element());
        for _ in within.filter(|element| element.name() != "track") {
            self.keep();
        }
        let captions = self.captions(node);
        let source = elements_of(node, "source").find_map(|(_, source)| source.attr("src"));
        let src = element
            .attr("src")
            .filter(|src| !src.trim().is_empty())
            .or(source);
        let caption = caption.unwrap_or_default();
        let Some(src) = src.map(embed::absolute) else {
            self.drop(format!("<{name}>: it names no file"));
            flow.flush();
            flow.blocks.extend(paragraph(caption));
            return;
        };
        let (title, rest) = if caption.is_empty() {
            let title = element
                .attr("title")
                .map(one_line)
                .filter(|title| !title.is_empty());
            (title, Vec::new())
        } else {
            (Some(super::plain_of(&caption)), Vec::new())
        };
        let title = title.filter(|title| title.len() <= MAX_STRING);
        let Some(file) = self.surroundings.file(&src) else {
            self.missing(&name, &src, caption, title.as_deref(), flow);
            return;
        };
        self.keep();
        if name == "audio" {
            flow.push(Block::Audio(Audio {
                src: file,
                title,
                transcript: None,
            }));
        } else {
            let poster = element.attr("poster").map(embed::absolute);
            flow.push(Block::Video(Video {
                src: file,
                title,
                poster: poster.and_then(|poster| self.surroundings.file(&poster)),
                width: None,
                height: None,
                transcript: None,
                captions,
            }));
        }
        flow.blocks.extend(paragraph(rest));
    }

    /// The captions of a video, each language once, as far as their files are at hand.
    fn captions(&mut self, node: NodeRef<'_, Node>) -> Vec<Captions> {
        let mut captions: Vec<Captions> = Vec::new();
        for (_, track) in elements_of(node, "track") {
            let is_heard = matches!(track.attr("kind"), None | Some("captions" | "subtitles"));
            let language = track.attr("srclang").and_then(crate::read::locale::parse);
            let src = track.attr("src").map(embed::absolute);
            let src = src.filter(|src| {
                let path = src.split(['?', '#']).next();
                let suffix = path.and_then(|path| path.rsplit_once('.'));
                suffix.is_some_and(|(_, suffix)| suffix.eq_ignore_ascii_case("vtt"))
            });
            let file = src
                .filter(|_| is_heard)
                .and_then(|src| self.surroundings.file(&src));
            match (file, language) {
                (Some(src), Some(language)) if captions.iter().all(|other| other.language != language) => {
                    let label = track
                        .attr("label")
                        .map(one_line)
                        .filter(|label| !label.is_empty());
                    captions.push(Captions {
                        src,
                        label: Some(label.unwrap_or_else(|| languages::own_name(&language))),
                        language,
                    });
                    self.keep();
                }
                _ => self.drop("<track>: its file or its language is not at hand".to_owned()),
            }
        }
        captions
    }

    /// A link in place of a file that is not at hand. It says what the caption says, else the label, else the
    /// file's name.
    pub(super) fn missing(
        &mut self,
        name: &str,
        url: &str,
        caption: Vec<Inline>,
        label: Option<&str>,
        flow: &mut Flow,
    ) {
        let Some(link) = self.surroundings.link(url) else {
            self.drop(format!("<{name}>: its address is none that a link may have"));
            if let Some(block) = paragraph(caption) {
                flow.set(block);
            }
            return;
        };
        self.change(format!(
            "<{name}>: the file {url} is not at hand; a link to it stands in its place"
        ));
        let text = if caption.is_empty() {
            let file_name = url
                .split(['?', '#'])
                .next()
                .and_then(|path| path.rsplit('/').next());
            let label = label
                .filter(|label| !label.trim().is_empty())
                .or(file_name.filter(|name| !name.is_empty()))
                .unwrap_or(url);
            let mut runs = Runs::default();
            runs.push(
                &one_line(label),
                &Style {
                    link: Some(link),
                    ..Style::default()
                },
            );
            runs.finish()
        } else {
            let mut runs = Runs::default();
            for piece in caption {
                match piece {
                    Inline::Text(text) => runs.push(
                        &text,
                        &Style {
                            link: Some(link.clone()),
                            ..Style::default()
                        },
                    ),
                    Inline::Run(run) => runs.push(
                        &run.text,
                        &Style {
                            marks: run.marks,
                            lang: run.lang,
                            link: run.link.or_else(|| Some(link.clone())),
                        },
                    ),
                    other => runs.push_all(vec![other]),
                }
            }
            runs.finish()
        };
        for block in words::parts_that_fit(text).into_iter().filter_map(paragraph) {
            flow.set(block);
        }
    }
}

fn paragraph(text: Vec<Inline>) -> Option<Block> {
    (!text.is_empty()).then_some(Block::Paragraph(Paragraph { text }))
}

fn frame_address(node: NodeRef<'_, Node>, element: &Element) -> Option<String> {
    let own = ["src", "data-src", "data-lazy-src", "data"]
        .into_iter()
        .find_map(|name| element.attr(name))
        .filter(|src| !src.starts_with("about:"));
    let within = || {
        node.descendants().skip(1).find_map(|node| {
            let element = node.value().as_element()?;
            match name_of(node)? {
                "embed" => element.attr("src"),
                "param" if matches!(element.attr("name"), Some("movie" | "src" | "url")) => {
                    element.attr("value")
                }
                _ => None,
            }
        })
    };
    let url = own.or_else(within)?.trim();
    (!url.is_empty()).then(|| embed::absolute(url))
}
