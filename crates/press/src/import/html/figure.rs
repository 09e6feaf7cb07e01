//! Pictures: single ones, those with captions, and galleries; and what else stands in a figure.

use content::block::{Block, Figure, File, Gallery, Image, Paragraph};
use content::href::Href;
use content::inline::Inline;
use content::json::MAX_STRING;
use ego_tree::NodeRef;
use scraper::Node;
use scraper::node::Element;

use super::{At, Context, Flow, embed, has_class, is_gallery_class, one_line, push_text, words};
use crate::read::markdown::html::{elements_of, is_block, name_of, text_of};
use crate::read::markdown::inline::{Runs, Style};
use crate::read::markdown::placed;

impl Context<'_> {
    /// A picture with its caption; a link where its file is not at hand.
    pub(super) fn picture(
        &mut self,
        node: NodeRef<'_, Node>,
        element: &Element,
        caption: Vec<Inline>,
        flow: &mut Flow,
    ) {
        let link = self.link_around(node, element);
        match self.image(element, caption, link.as_ref()) {
            Shown::Image(image) => flow.set(Block::Figure(Figure { image })),
            Shown::Words(words) => push_text(&words, &Style::default(), flow),
            Shown::Missing(url, caption, alt) => {
                self.missing("img", &url, caption, alt.as_deref(), flow);
                if let Some(link) = link {
                    link_of_missing(link, flow);
                }
            }
            Shown::Nothing(caption) => {
                if let Some(block) = paragraph(caption) {
                    flow.set(block);
                }
            }
        }
    }

    /// Where a picture leads that is a link, and to more than a picture.
    fn link_around(&mut self, node: NodeRef<'_, Node>, element: &Element) -> Option<Href> {
        let mut around = node
            .ancestors()
            .take_while(|node| !name_of(*node).is_some_and(is_block));
        let url = around.find_map(|node| node.value().as_element()?.attr("href"))?;
        let url = url.trim();
        if url.is_empty() || url.starts_with('#') || element.attr("data-link") == Some(url) {
            return None;
        }
        let link = self.surroundings.link(url)?;
        let leads_on = !placed::is_picture(url) && !placed::is_picture(&link.as_str());
        leads_on.then_some(link)
    }

    /// What is shown of a picture. It is in the account, but for one whose file is missing.
    fn image(&mut self, element: &Element, caption: Vec<Inline>, link: Option<&Href>) -> Shown {
        let alt = element
            .attr("alt")
            .map(one_line)
            .filter(|alt| alt.len() <= MAX_STRING);
        if has_class(element, |class| matches!(class, "emoji" | "wp-smiley" | "latex"))
            && let Some(alt) = &alt
        {
            self.change("<img>: a picture of a sign becomes the sign");
            return Shown::Words(alt.clone());
        }
        if [element.attr("width"), element.attr("height")]
            .iter()
            .all(|size| *size == Some("1"))
        {
            self.drop("<img>: a picture of one pixel counts readers");
            return Shown::Nothing(caption);
        }
        let Some(url) = picture_address(element) else {
            let inline = element.attr("src").is_some_and(|src| src.starts_with("data:"));
            self.drop(if inline {
                "<img>: the picture is written into the text itself; save it as a file"
            } else {
                "<img>: it names no file"
            });
            return Shown::Nothing(caption);
        };
        match self.surroundings.file(&url) {
            Some(src) => {
                self.keep();
                let mut image = Image {
                    alt,
                    caption,
                    ..Image::of(src)
                };
                if let Some(link) = link {
                    placed::linked(&mut image, link);
                }
                Shown::Image(image)
            }
            None => Shown::Missing(url, caption, alt),
        }
    }

    /// A picture behind the words of a cover.
    pub(super) fn background(&mut self, url: &str, flow: &mut Flow) {
        flow.flush();
        match self.surroundings.file(url) {
            Some(src) => {
                self.keep();
                let image = Image::of(src);
                flow.push(Block::Figure(Figure { image }));
            }
            None => self.missing("img", url, Vec::new(), None, flow),
        }
        flow.flush();
    }

    /// `figure`, and the older `div` around a picture and its caption.
    pub(super) fn figure(
        &mut self,
        node: NodeRef<'_, Node>,
        element: &Element,
        style: &Style,
        at: At,
        flow: &mut Flow,
    ) {
        if has_class(element, |class| class == "wp-block-pullquote") {
            self.pull_quote(node, at, flow);
            return;
        }
        if has_class(element, is_gallery_class) {
            self.gallery(node, element, style, at, flow);
            return;
        }
        let caption = node.children().find(|child| is_caption(*child));
        let is_embed = has_class(element, |class| {
            class == "wp-block-embed" || class.starts_with("wp-block-embed-")
        });
        let main = node.descendants().skip(1).find(|node| {
            matches!(
                name_of(*node),
                Some("img" | "audio" | "video" | "table" | "iframe" | "object" | "pre" | "blockquote")
            )
        });
        let pictures = elements_of(node, "img").count();
        if pictures > 1 && main.and_then(name_of) == Some("img") {
            self.gallery(node, element, style, at, flow);
            return;
        }
        self.keep();
        flow.flush();
        let (caption_text, others) = match caption {
            Some(caption) => {
                self.keep();
                self.skipped.insert(caption.id());
                self.text(caption, at)
            }
            None => (Vec::new(), Vec::new()),
        };
        let main_element = main.and_then(|main| main.value().as_element());
        let only_main = main.is_some_and(|main| !has_words_outside(node, main, caption));
        match (main, main_element.map(Element::name)) {
            (Some(main), Some("img")) if only_main => {
                self.keep_around(node, main, caption);
                let element = main.value().as_element();
                if let Some(element) = element {
                    self.picture(main, element, caption_text, flow);
                }
            }
            (Some(main), Some("table")) if only_main => {
                self.keep_around(node, main, caption);
                self.table(main, Some(caption_text), at, flow);
            }
            (Some(main), Some("audio" | "video")) if only_main => {
                self.keep_around(node, main, caption);
                if let Some(element) = main.value().as_element() {
                    self.media(main, element, Some(caption_text), flow);
                }
            }
            (None, _) if is_embed => {
                let words = words::spaced_text(node);
                let address = words
                    .split_whitespace()
                    .find(|word| word.starts_with("http"))
                    .map(ToOwned::to_owned);
                let outside = caption.map_or(0, |caption| text_of(caption).split_whitespace().count());
                match address {
                    Some(url) if words::count(&words) == outside + 1 => {
                        self.keep_around(node, node, caption);
                        self.embed_address(&url, caption_text, flow);
                    }
                    _ => {
                        self.block(node, style, at, flow);
                        flow.blocks.extend(paragraph(caption_text));
                    }
                }
            }
            _ => {
                self.block(node, style, at, flow);
                flow.blocks.extend(paragraph(caption_text));
            }
        }
        flow.flush();
        flow.blocks.extend(others);
    }

    /// Several pictures. Those whose files are not at hand follow as links.
    pub(super) fn gallery(
        &mut self,
        node: NodeRef<'_, Node>,
        element: &Element,
        style: &Style,
        at: At,
        flow: &mut Flow,
    ) {
        let pictures: Vec<_> = elements_of(node, "img").collect();
        let own_caption = node.children().find(|child| is_caption(*child));
        let captions: Vec<_> = pictures
            .iter()
            .map(|(picture, _)| caption_of(node, *picture).filter(|caption| Some(*caption) != own_caption))
            .collect();
        let all_captions: Vec<_> = captions.iter().flatten().copied().chain(own_caption).collect();
        let counted = all_captions
            .iter()
            .map(|caption| words::count(&words::spaced_text(*caption)))
            .sum::<usize>();
        if pictures.is_empty() || counted < words::count(&words::spaced_text(node)) {
            self.keep();
            if name_of(node).is_some_and(|name| matches!(name, "ul" | "ol" | "menu")) {
                self.list(node, element, style, at, flow);
            } else {
                self.block(node, style, at, flow);
            }
            return;
        }
        flow.flush();
        self.keep();
        for within in node.descendants().skip(1) {
            let in_caption = std::iter::once(within)
                .chain(within.ancestors())
                .any(|node| all_captions.contains(&node));
            if within.value().is_element() && name_of(within) != Some("img") && !in_caption {
                self.keep();
            }
        }
        let mut images = Vec::new();
        let mut rest = Flow::default();
        for ((picture, element), caption) in pictures.into_iter().zip(captions) {
            let (text, others) = match caption {
                Some(caption) => {
                    self.keep();
                    self.text(caption, at)
                }
                None => (Vec::new(), Vec::new()),
            };
            let link = self.link_around(picture, element);
            match self.image(element, text, link.as_ref()) {
                Shown::Image(image) => images.push(image),
                Shown::Words(words) => push_text(&words, &Style::default(), &mut rest),
                Shown::Missing(url, caption, alt) => {
                    self.missing("img", &url, caption, alt.as_deref(), &mut rest);
                }
                Shown::Nothing(caption) => {
                    if let Some(block) = paragraph(caption) {
                        rest.set(block);
                    }
                }
            }
            rest.flush();
            rest.blocks.extend(others);
        }
        let caption = match own_caption {
            Some(caption) => {
                self.keep();
                let (text, others) = self.text(caption, at);
                rest.flush();
                rest.blocks.extend(others);
                text
            }
            None => Vec::new(),
        };
        if images.is_empty() {
            flow.blocks.extend(rest.into_blocks());
            flow.blocks.extend(paragraph(caption));
            return;
        }
        if images.len() == 1 && caption.is_empty() {
            flow.blocks
                .extend(images.into_iter().map(|image| Block::Figure(Figure { image })));
        } else {
            flow.push(Block::Gallery(Gallery { images, caption }));
        }
        flow.blocks.extend(rest.into_blocks());
    }

    /// A file to take away, as WordPress's file block writes it: its name as a link, and a button.
    pub(super) fn file(&mut self, node: NodeRef<'_, Node>, style: &Style, at: At, flow: &mut Flow) {
        let is_button = |element: &Element| has_class(element, |class| class == "wp-block-file__button");
        let named = elements_of(node, "a").find(|(_, element)| !is_button(element));
        let button = elements_of(node, "a").find(|(_, element)| is_button(element));
        self.keep();
        let title = named
            .map(|(node, _)| one_line(&text_of(node)))
            .unwrap_or_default();
        let url = named
            .and_then(|(_, element)| element.attr("href"))
            .unwrap_or_default();
        let file = self.surroundings.file(&embed::absolute(url));
        if let Some((button, _)) = button {
            self.skipped.insert(button.id());
            self.change("<a>: the button beside a file says what the link before it says");
        }
        match (file, named) {
            (Some(src), Some((named, _))) if !title.is_empty() && title.len() <= MAX_STRING => {
                self.keep();
                self.keep_within(named);
                flow.push(Block::File(File {
                    src,
                    title,
                    bytes: None,
                }));
                self.skipped.insert(named.id());
                self.block(node, style, at, flow);
            }
            _ => self.block(node, style, at, flow),
        }
    }

    /// Counts what stands around the main part of a figure.
    fn keep_around(
        &mut self,
        node: NodeRef<'_, Node>,
        main: NodeRef<'_, Node>,
        caption: Option<NodeRef<'_, Node>>,
    ) {
        for within in node.descendants().skip(1) {
            let belongs = |part: NodeRef<'_, Node>| {
                part != node && (within == part || within.ancestors().any(|node| node == part))
            };
            if within.value().is_element() && !belongs(main) && !caption.is_some_and(belongs) {
                self.keep();
            }
        }
    }
}

/// What is shown of a picture.
enum Shown {
    Image(Image),
    /// A sign that was drawn.
    Words(String),
    /// The address of a file that is not at hand, with the caption and the alternative text.
    Missing(String, Vec<Inline>, Option<String>),
    /// Nothing but the caption.
    Nothing(Vec<Inline>),
}

fn paragraph(text: Vec<Inline>) -> Option<Block> {
    (!text.is_empty()).then_some(Block::Paragraph(Paragraph { text }))
}

fn is_caption(node: NodeRef<'_, Node>) -> bool {
    node.value().as_element().is_some_and(|element| {
        element.name() == "figcaption"
            || has_class(element, |class| {
                matches!(
                    class,
                    "wp-caption-text" | "gallery-caption" | "blocks-gallery-caption"
                )
            })
    })
}

/// The caption of one picture of a gallery: that of the innermost element around it which holds one.
fn caption_of<'t>(gallery: NodeRef<'t, Node>, picture: NodeRef<'t, Node>) -> Option<NodeRef<'t, Node>> {
    let around = picture.ancestors().take_while(|node| *node != gallery);
    around
        .take_while(|node| elements_of(*node, "img").count() == 1)
        .find_map(|node| node.descendants().find(|node| is_caption(*node)))
}

/// The address of the file itself, also of a picture that a program was to load later.
fn picture_address(element: &Element) -> Option<String> {
    let names = [
        "src",
        "data-src",
        "data-lazy-src",
        "data-original",
        "data-orig-file",
    ];
    let plain = names
        .iter()
        .filter_map(|name| element.attr(name))
        .map(str::trim)
        .find(|url| !url.is_empty() && !url.starts_with("data:"));
    let largest = || {
        let sources = ["srcset", "data-srcset", "data-lazy-srcset"]
            .iter()
            .find_map(|name| element.attr(name))?;
        sources.rsplit(',').next()?.split_whitespace().next()
    };
    plain.or_else(largest).map(embed::absolute)
}

/// Is there text in a figure besides its main part and its caption?
fn has_words_outside(
    node: NodeRef<'_, Node>,
    main: NodeRef<'_, Node>,
    caption: Option<NodeRef<'_, Node>>,
) -> bool {
    let all = words::count(&words::spaced_text(node));
    let within = words::count(&words::spaced_text(main));
    let caption = caption.map_or(0, |caption| words::count(&words::spaced_text(caption)));
    all > within + caption
}

/// What a picture led to whose file is not at hand.
fn link_of_missing(link: Href, flow: &mut Flow) {
    let words = placed::shown(&link);
    let style = Style {
        link: Some(link),
        ..Style::default()
    };
    let mut runs = Runs::default();
    runs.push(&words, &style);
    if let Some(block) = paragraph(runs.finish()) {
        flow.set(block);
    }
}
