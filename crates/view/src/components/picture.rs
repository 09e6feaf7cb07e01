//! Pictures with their words.

use content::article::Thumbnail;
use content::block::Image;

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

/// A figure: picture, caption, credit. Words that are missing leave nothing behind.
pub fn figure_of(image: &Image, urgency: Urgency, view: &View<'_>) -> Element {
    let caption = caption_of(image, view);
    figure()
        .class("figure")
        .child((picture(image, urgency, view), caption))
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
pub fn picture(image: &Image, urgency: Urgency, view: &View<'_>) -> Element {
    let sources = image.width.filter(|_| !image.sources.is_empty()).map(|width| {
        let entry = |src: &str, width: u32| [&view.file(src), " ", &width.to_string(), "w"].concat();
        let mut set: Vec<_> = image
            .sources
            .iter()
            .map(|source| entry(&source.src.as_str(), source.width))
            .collect();
        set.push(entry(&image.src.as_str(), width));
        set.join(", ")
    });
    let sizes = sources.is_some().then_some("(min-width: 60rem) 56rem, 100vw");
    // An image starts to load when it gets its src: what governs the loading has to stand before it.
    img()
        .attr("loading", (urgency == Urgency::Lazy).then_some("lazy"))
        .attr("fetchpriority", (urgency == Urgency::High).then_some("high"))
        .attr("decoding", "async")
        .attr("width", image.width.map(|width| width.to_string()))
        .attr("height", image.height.map(|height| height.to_string()))
        .attr("alt", image.alt.clone().unwrap_or_default())
        .attr("sizes", sizes)
        .attr("srcset", sources)
        .src(view.file(&image.src.as_str()))
}

/// A picture in one size. It has no words where those beside it say what it is, as on a card.
pub fn thumbnail(image: &Thumbnail, alternative: String, urgency: Urgency, view: &View<'_>) -> Element {
    img()
        .attr("loading", (urgency == Urgency::Lazy).then_some("lazy"))
        .attr("fetchpriority", (urgency == Urgency::High).then_some("high"))
        .attr("decoding", "async")
        .attr("width", image.width.map(|width| width.to_string()))
        .attr("height", image.height.map(|height| height.to_string()))
        .attr("alt", alternative)
        .src(view.file(&image.src.as_str()))
}
