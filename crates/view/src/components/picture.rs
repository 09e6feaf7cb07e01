//! Pictures with their words.

use content::article::Thumbnail;
use content::block::{Image, Source};
use content::href::MediaPath;

use crate::View;
use crate::components::inline::inline;
use crate::element::{Element, figcaption, figure, img, span};

/// When a picture is asked for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Urgency {
    /// At once: it stands in the first view.
    High,
    /// With everything else: it is small, and stands in every view.
    Soon,
    /// When it comes near the window.
    Lazy,
}

/// How wide a picture is laid out, after the style sheets, in a window with a scroll bar. No browser is asked to see for
/// itself (`auto`): it would choose anew, and against the address of that moment, whenever it lays the page out.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Sizes {
    /// The large card at the head of a list.
    Lead,
    /// A card among others.
    Card,
    /// The small picture beside the words of a card.
    Small,
    /// The same, beside the lead of the front page.
    Beside,
    /// One of only one or two beside the lead, which grow to its height where there is room.
    Grown,
    /// A picture that is wider than the text.
    Wide,
    /// A picture in the text.
    Text,
    /// One of two pictures of a gallery.
    Pair,
    /// One of more.
    Gallery,
    /// A picture that fills the window.
    Window,
}

impl Sizes {
    fn as_str(self) -> &'static str {
        match self {
            Self::Lead => "(min-width: 60rem) min(57vw, 49rem), 92vw",
            Self::Card => {
                "(min-width: 86rem) 19rem, (min-width: 72rem) 22vw, (min-width: 58rem) 30vw, (min-width: 38rem) 45vw, 92vw"
            }
            Self::Small => "7.5rem",
            Self::Beside => "(min-width: 60rem) 10.5rem, 7.5rem",
            Self::Grown => "(min-width: 60rem) min(32vw, 28rem), 7.5rem",
            Self::Wide => "(min-width: 60rem) 56rem, (min-width: 48rem) 92vw, 100vw",
            Self::Text => "(min-width: 40rem) 36rem, 92vw",
            Self::Pair => "(min-width: 61rem) 28rem, (min-width: 33rem) 45vw, 92vw",
            Self::Gallery => {
                "(min-width: 61rem) 18rem, (min-width: 49rem) 30vw, (min-width: 33rem) 45vw, 92vw"
            }
            Self::Window => "100vw",
        }
    }
}

/// A figure: picture, caption, credit. Words that are missing leave nothing behind.
pub fn figure_of(image: &Image, sizes: Sizes, urgency: Urgency, view: &View<'_>) -> Element {
    let caption = caption_of(image, view);
    figure()
        .class("figure")
        .child((picture(image, sizes, urgency, view), caption))
}

/// What stands under a picture, if anything does.
pub fn caption_of(image: &Image, view: &View<'_>) -> Option<Element> {
    (!image.caption.is_empty() || image.credit.is_some()).then(|| {
        figcaption().child((
            inline(&image.caption, view),
            image
                .credit
                .clone()
                .map(|credit| span().class("credit").child(credit)),
        ))
    })
}

/// A picture without its words.
pub fn picture(image: &Image, sizes: Sizes, urgency: Urgency, view: &View<'_>) -> Element {
    let file = File {
        src: &image.src,
        width: image.width,
        height: image.height,
        sources: &image.sources,
    };
    file.view(image.alt.clone().unwrap_or_default(), sizes, urgency, view)
}

/// A picture that has no words where those beside it say what it is, as on a card.
pub fn thumbnail(
    image: &Thumbnail,
    alternative: String,
    sizes: Sizes,
    urgency: Urgency,
    view: &View<'_>,
) -> Element {
    let file = File {
        src: &image.src,
        width: image.width,
        height: image.height,
        sources: &image.sources,
    };
    file.view(alternative, sizes, urgency, view)
}

/// A file, and others with the same picture.
struct File<'a> {
    src: &'a MediaPath,
    width: Option<u32>,
    height: Option<u32>,
    sources: &'a [Source],
}

impl File<'_> {
    fn view(&self, alternative: String, sizes: Sizes, urgency: Urgency, view: &View<'_>) -> Element {
        let set = self.width.filter(|_| !self.sources.is_empty()).map(|width| {
            let entry = |src: &MediaPath, width: u32| {
                [&view.file(&src.as_str()), " ", &width.to_string(), "w"].concat()
            };
            let mut set: Vec<_> = self
                .sources
                .iter()
                .map(|source| entry(&source.src, source.width))
                .collect();
            set.push(entry(self.src, width));
            set.join(", ")
        });
        let sizes = set.is_some().then(|| sizes.as_str());
        // An image starts to load when it gets its src: what governs the loading has to stand before it.
        img()
            .attr("loading", (urgency == Urgency::Lazy).then_some("lazy"))
            .attr("fetchpriority", (urgency == Urgency::High).then_some("high"))
            .attr("decoding", "async")
            .attr("width", self.width.map(|width| width.to_string()))
            .attr("height", self.height.map(|height| height.to_string()))
            .attr("alt", alternative)
            .attr("sizes", sizes)
            .attr("srcset", set)
            .src(view.file(&self.src.as_str()))
    }
}
