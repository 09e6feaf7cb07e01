//! What can be wrong with the text of an article.

use content::block::OWN_IDS;

use crate::code::Code;
use crate::diagnostic::{Explanation, Fault};
use crate::read::locale;

/// What can be wrong with the text of an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TextFault {
    /// Blocks stand in blocks beyond the limit.
    TooDeep(usize),
    /// A heading of level 1 beside the title.
    TopHeading,
    /// A heading without words.
    EmptyHeading,
    /// A heading more than one level below the one before it; both levels.
    LevelJump(u8, u8),
    /// An anchor that the portal needs for itself.
    ReservedAnchor(String),
    /// A reference to a footnote that nobody has written.
    NoNote(String),
    /// A picture without alternative text.
    NoAlt(String),
    /// A picture where only a line of text can stand.
    PictureInLine(String),
    /// A link around a picture.
    LinkedPicture(String),
    /// A link that might do harm or cannot be followed from everywhere.
    UnsafeLink(String),
    /// A footnote that nothing refers to.
    UnusedNote(String),
    /// A second footnote of one name.
    SecondNote(String),
    /// A template tag.
    TemplateTag(String),
    /// A template tag with a path in it.
    TemplatePath(String, String),
    /// A block of HTML, and what it became.
    HtmlBlock(String),
    /// A block of HTML that holds no text.
    EmptyHtml,
    /// A tag of HTML within text.
    HtmlTag(String),
    /// A script or a style sheet within text.
    Program(String),
    /// An element that browsers do not show.
    Unseen(String),
    /// A tag of HTML that is opened and never closed.
    HtmlOpen(String),
    /// A `lang` attribute that names no language.
    NoLanguage(String),
    /// A block within a fence that can hold only text.
    OnlyText(&'static str),
    /// A `details` fence without a summary.
    NoSummary,
    /// A gallery without pictures.
    EmptyGallery,
}

impl Fault for TextFault {
    fn code(&self) -> Code {
        match self {
            Self::TooDeep(_) => Code::NestedTooDeep,
            Self::TopHeading => Code::HeadingTopLevel,
            Self::EmptyHeading => Code::HeadingEmpty,
            Self::LevelJump(..) => Code::HeadingLevelJump,
            Self::ReservedAnchor(_) => Code::ReservedHeading,
            Self::NoNote(_) => Code::UnknownFootnote,
            Self::NoAlt(_) => Code::PictureNoAlt,
            Self::PictureInLine(_) => Code::PictureInLine,
            Self::LinkedPicture(_) => Code::PictureLinked,
            Self::UnsafeLink(_) => Code::UnsafeLink,
            Self::UnusedNote(_) => Code::UnusedFootnote,
            Self::SecondNote(_) => Code::SecondFootnote,
            Self::TemplateTag(_) => Code::TemplateTag,
            Self::TemplatePath(..) => Code::TemplatePath,
            Self::HtmlBlock(_) => Code::HtmlBlock,
            Self::EmptyHtml | Self::Unseen(_) => Code::HtmlEmpty,
            Self::HtmlTag(_) => Code::HtmlTag,
            Self::Program(_) => Code::HtmlProgram,
            Self::HtmlOpen(_) => Code::HtmlNeverClosed,
            Self::NoLanguage(_) => Code::WordsNoLanguage,
            Self::OnlyText(_) => Code::FenceOnlyText,
            Self::NoSummary => Code::DetailsNoSummary,
            Self::EmptyGallery => Code::GalleryEmpty,
        }
    }

    fn explain(&self) -> Explanation {
        match self {
            Self::TooDeep(limit) => Explanation::error(
                format!("quotes, lists or other blocks stand more than {limit} deep in each other"),
                "take some of them apart",
            ),
            Self::TopHeading => Explanation::warning(
                "a heading of level 1 became one of level 2, because the title is the page’s only level 1",
                "write ## before it",
            ),
            Self::EmptyHeading => Explanation::warning(
                "a heading has no words and is left out",
                "give it words or remove it",
            ),
            Self::LevelJump(before, level) => Explanation::warning(
                format!("a heading of level {level} follows one of level {before}, so a level is left out"),
                format!("write {} before it", "#".repeat(usize::from(*before) + 1)),
            ),
            Self::ReservedAnchor(id) => Explanation::error(
                format!(
                    "a heading cannot have the anchor “{id}”, because ids that begin with {OWN_IDS} are the portal’s own"
                ),
                "choose another, or leave it out",
            ),
            Self::NoNote(name) => Explanation::warning(
                format!("there is no footnote “{name}”, so the reference shows as it is written"),
                format!("write the note in a paragraph that begins with [^{name}]:"),
            ),
            Self::NoAlt(src) => Explanation::warning(
                format!("the picture “{src}” has no alternative text"),
                "say what it shows, as in ![what it shows](media/a.avif), or alt = \"\" where it only decorates",
            ),
            Self::PictureInLine(src) => Explanation::warning(
                format!(
                    "the picture “{src}” stands where only a line of text can; its alternative text is kept"
                ),
                "put it into the body",
            ),
            Self::LinkedPicture(link) => Explanation::warning(
                format!("a picture cannot be a link; the link to {link} is gone"),
                "put the link into the caption",
            ),
            Self::UnsafeLink(link) => Explanation::warning(
                format!("the link “{link}” is none that a page can have; its text is kept"),
                "begin it with https://, http://, mailto:, tel:, / or #, and write spaces as %20",
            ),
            Self::UnusedNote(name) => Explanation::warning(
                format!("nothing refers to the footnote “{name}”, so it is left out"),
                format!("write [^{name}] in the text or remove the note"),
            ),
            Self::SecondNote(name) => Explanation::warning(
                format!("there is a second footnote “{name}”, which is left out"),
                "give it another name",
            ),
            Self::TemplateTag(tag) => Explanation::warning(
                format!("the template tag {tag} is removed"),
                "write what it stands for",
            ),
            Self::TemplatePath(tag, path) => Explanation::warning(
                format!("the template tag {tag} is taken as {path}"),
                "write the path itself",
            ),
            Self::HtmlBlock(became) => {
                Explanation::warning(format!("HTML was turned into {became}"), "write it in Markdown")
            }
            Self::EmptyHtml => Explanation::warning("HTML that holds no text is left out", "remove it"),
            Self::HtmlTag(tag) => Explanation::warning(
                format!("the HTML tag {tag} is removed and its text kept"),
                "write it in Markdown, or remove the tag",
            ),
            Self::Program(tag) => Explanation::warning(
                format!("what stands in <{tag}> is left out"),
                "remove it: no article can hold programs",
            ),
            Self::Unseen(tag) => Explanation::warning(
                format!("what stands in <{tag}> is hidden from readers, and is left out"),
                "remove it, or show it",
            ),
            Self::HtmlOpen(tag) => Explanation::warning(
                format!("the HTML tag <{tag}> is never closed; it counts to the end of its paragraph"),
                format!("write </{tag}>"),
            ),
            Self::NoLanguage(name) => Explanation::warning(
                format!("these words are marked as “{name}”, which is no language, so the mark is left out"),
                locale::remedy(name),
            ),
            Self::OnlyText(fence) => Explanation::warning(
                format!("a {fence} fence holds text only; what else stands in it is left out"),
                "put it before or after the fence",
            ),
            Self::NoSummary => Explanation::error(
                "this details fence has no summary",
                "write the summary after the word details, on the same line",
            ),
            Self::EmptyGallery => Explanation::warning(
                "this gallery shows no picture",
                "list pictures in it, or remove it",
            ),
        }
    }

    fn is_loss(&self) -> bool {
        matches!(
            self,
            Self::TooDeep(_)
                | Self::EmptyHeading
                | Self::LinkedPicture(_)
                | Self::UnsafeLink(_)
                | Self::UnusedNote(_)
                | Self::SecondNote(_)
                | Self::TemplateTag(_)
                | Self::EmptyHtml
                | Self::Program(_)
                | Self::Unseen(_)
                | Self::OnlyText(_)
                | Self::NoSummary
                | Self::EmptyGallery
        )
    }
}
