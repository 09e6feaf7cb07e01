//! The body of an article: a closed tree of typed blocks. No string in it is ever parsed as markup.

use crate::href::{Href, MediaPath};
use crate::inline::Inline;
use crate::json::{DecodeError, Fields, MAX_STRING, Place, Problem, Slot, Value, record, word};
use crate::language::Language;
use crate::slug::Slug;

macro_rules! blocks {
    ($( $(#[$meta:meta])* $variant:ident($type:ident) = $kind:literal, )*) => {
        /// One block. In JSON its `kind` says which.
        #[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[serde(tag = "kind")]
        pub enum Block {
            $( $(#[$meta])* #[serde(rename = $kind)] $variant($type), )*
            /// A kind that this version does not know: its words are shown.
            #[serde(untagged)]
            #[cfg_attr(feature = "schema", schemars(skip))]
            Unknown(Unknown),
        }

        impl Block {
            /// The kind as it is written in JSON.
            pub fn kind(&self) -> &str {
                match self { $( Self::$variant(_) => $kind, )* Self::Unknown(block) => &block.kind }
            }
        }

        impl Slot for Block {
            fn blank() -> Self {
                Self::Separator(Separator {})
            }

            fn fill(&mut self, value: Value, place: &Place<'_>) -> Result<(), DecodeError> {
                let mut fields = Fields::of(value, place);
                let mut kind = String::new();
                fields.read("kind", &mut kind);
                if !fields.is_right() {
                    return fields.end();
                }
                let rest = fields.into_value();
                let slot: &mut dyn Slot = match kind.as_str() {
                    $( $kind => {
                        *self = Self::$variant(Slot::blank());
                        match self { Self::$variant(slot) => slot, _ => return Ok(()) }
                    } )*
                    _ => {
                        *self = Self::Unknown(Unknown::of(kind, &rest, *place)?);
                        return Ok(());
                    }
                };
                slot.fill(rest, place)
            }
        }
    };
}

blocks! {
    /// A paragraph.
    Paragraph(Paragraph) = "paragraph",
    /// A heading within the article.
    Heading(Heading) = "heading",
    /// An ordered or unordered list.
    List(List) = "list",
    /// Words of somebody else.
    Quote(Quote) = "quote",
    /// The article's own words, shown large.
    PullQuote(PullQuote) = "pull-quote",
    /// One picture.
    Figure(Figure) = "figure",
    /// Several pictures.
    Gallery(Gallery) = "gallery",
    /// Preformatted text.
    Code(Code) = "code",
    /// A table.
    Table(Table) = "table",
    /// Something that another service plays.
    Embed(Embed) = "embed",
    /// Sound.
    Audio(Audio) = "audio",
    /// Moving pictures.
    Video(Video) = "video",
    /// A file to take away.
    File(File) = "file",
    /// A note beside the text.
    Callout(Callout) = "callout",
    /// Folded text.
    Details(Details) = "details",
    /// A break between two parts.
    Separator(Separator) = "separator",
    /// The article's footnotes.
    Footnotes(Footnotes) = "footnotes",
}

/// What the ids of the portal's own elements begin with. No words become such an id, and none may be chosen for a heading.
pub const OWN_IDS: &str = "portal_";

record! {
    /// A paragraph.
    pub struct Paragraph {
        /// Its text.
        pub text: Vec<Inline>,
    }

    /// A heading within the article; the title is the page's only level 1.
    pub struct Heading {
        /// 2 to 6.
        pub level: Level,
        /// The anchor, unique in the article; any script, no spaces, not beginning with `portal_`.
        pub id: String,
        /// Its text.
        pub text: Vec<Inline>,
    }

    /// An ordered or unordered list.
    pub struct List {
        /// Numbered?
        pub ordered: bool,
        /// The first number, where it is not 1.
        pub start: Option<u32>,
        /// What each item holds.
        pub items: Vec<Vec<Block>>,
    }

    /// Words of somebody else.
    pub struct Quote {
        /// The words.
        pub body: Vec<Block>,
    }

    /// The article's own words, shown large.
    pub struct PullQuote {
        /// The words.
        pub text: Vec<Inline>,
        /// Who said them.
        pub attribution: Option<String>,
    }

    /// One picture.
    pub struct Figure {
        /// The picture.
        pub image: Image,
    }

    /// Several pictures.
    pub struct Gallery {
        /// The pictures, in order.
        pub images: Vec<Image>,
        /// A caption for all of them.
        pub caption: Vec<Inline>,
    }

    /// A picture with all its words.
    pub struct Image {
        /// The largest file.
        pub src: MediaPath,
        /// What it shows, for those who do not see it; empty where it only decorates.
        pub alt: Option<String>,
        /// A caption.
        pub caption: Vec<Inline>,
        /// Whose picture it is.
        pub credit: Option<String>,
        /// Width of `src` in pixels.
        pub width: Option<u32>,
        /// Height of `src` in pixels.
        pub height: Option<u32>,
        /// The same picture in smaller files.
        pub sources: Vec<Source>,
    }

    /// One more file of the same picture.
    pub struct Source {
        /// The file.
        pub src: MediaPath,
        /// Its width in pixels.
        pub width: u32,
    }

    /// Preformatted text.
    pub struct Code {
        /// The language, as its author named it.
        pub language: Option<String>,
        /// The text.
        pub text: String,
    }

    /// A table.
    pub struct Table {
        /// What it shows.
        pub caption: Vec<Inline>,
        /// The cells of the header row, where there is one.
        pub head: Vec<Cell>,
        /// The rows below it.
        pub rows: Vec<Vec<Cell>>,
    }

    /// One cell of a table.
    pub struct Cell {
        /// Its text.
        pub text: Vec<Inline>,
        /// Does it name its row?
        pub header: bool,
        /// How the text stands in it.
        pub align: Option<Align>,
    }

    /// Something that another service plays; shown as a link until the reader wants it.
    pub struct Embed {
        /// The service, such as `youtube`.
        pub service: Slug,
        /// What the service calls it.
        pub id: String,
        /// What it is.
        pub title: Option<String>,
        /// Where it can be seen without us.
        pub link: Option<Href>,
    }

    /// Sound.
    pub struct Audio {
        /// The file.
        pub src: MediaPath,
        /// What it is.
        pub title: Option<String>,
        /// What is heard, in words.
        pub transcript: Option<String>,
    }

    /// Moving pictures.
    pub struct Video {
        /// The file.
        pub src: MediaPath,
        /// What it is.
        pub title: Option<String>,
        /// A picture shown before it plays.
        pub poster: Option<MediaPath>,
        /// Width in pixels.
        pub width: Option<u32>,
        /// Height in pixels.
        pub height: Option<u32>,
        /// What is heard and seen, in words.
        pub transcript: Option<String>,
        /// What is heard, in words that are shown while it plays; the first are shown until somebody turns them off.
        pub captions: Vec<Captions>,
    }

    /// The captions of moving pictures in one language.
    pub struct Captions {
        /// The file, which is WebVTT.
        pub src: MediaPath,
        /// Their language.
        pub language: Language,
        /// What players call them, such as the name that the language has itself.
        pub label: Option<String>,
    }

    /// A file to take away.
    pub struct File {
        /// The file.
        pub src: MediaPath,
        /// What it is.
        pub title: String,
        /// Its size in bytes.
        pub bytes: Option<u32>,
    }

    /// A note beside the text.
    pub struct Callout {
        /// How it is meant.
        pub tone: Tone,
        /// Its title; else the tone is named.
        pub title: Option<String>,
        /// What it says.
        pub body: Vec<Block>,
    }

    /// Folded text.
    pub struct Details {
        /// What stays in sight.
        pub summary: String,
        /// What unfolds.
        pub body: Vec<Block>,
    }

    /// The article's footnotes, in the order of their numbers.
    pub struct Footnotes {
        /// The notes.
        pub notes: Vec<Note>,
    }

    /// One footnote.
    pub struct Note {
        /// What references call it.
        pub id: String,
        /// What it says.
        pub body: Vec<Block>,
    }

    /// A block of a kind that this version does not know.
    pub struct Unknown {
        /// The kind it claims.
        pub kind: String,
        /// The words found in it.
        pub text: String,
    }
}

impl Unknown {
    fn of(kind: String, value: &Value, place: Place<'_>) -> Result<Self, DecodeError> {
        let text = value.words();
        if text.len() > MAX_STRING {
            return Err(DecodeError::new(place, Problem::TooLong));
        }
        Ok(Self { kind, text })
    }
}

/// A break between two parts.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Separator {}

impl Slot for Separator {
    fn blank() -> Self {
        Self {}
    }

    fn fill(&mut self, _: Value, _: &Place<'_>) -> Result<(), DecodeError> {
        Ok(())
    }
}

word! {
    /// How the text of a cell stands.
    pub enum Align, "an alignment is one of start, center, end" {
        /// At the start of the line.
        Start = "start",
        /// In the middle.
        Center = "center",
        /// At the end of the line.
        End = "end",
    }
}

word! {
    /// How a callout is meant.
    pub enum Tone, "a tone is one of note, tip, important, warning, caution" {
        /// Worth knowing.
        Note = "note",
        /// Helpful.
        Tip = "tip",
        /// Needed.
        Important = "important",
        /// Mind this.
        Warning = "warning",
        /// This may harm.
        Caution = "caution",
    }
}

/// The level of a heading within an article, 2 to 6.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(try_from = "u8", into = "u8")]
pub struct Level(#[cfg_attr(feature = "schema", schemars(range(min = 2, max = 6)))] u8);

impl Level {
    const RULE: &str = "a heading's level is 2 to 6";

    /// The level, if it is one.
    pub fn new(level: u8) -> Option<Self> {
        (2..=6).contains(&level).then_some(Self(level))
    }

    /// 2 to 6.
    pub fn get(self) -> u8 {
        self.0
    }
}

impl TryFrom<u8> for Level {
    type Error = &'static str;

    fn try_from(level: u8) -> Result<Self, Self::Error> {
        Self::new(level).ok_or(Self::RULE)
    }
}

impl From<Level> for u8 {
    fn from(level: Level) -> Self {
        level.0
    }
}

impl Slot for Level {
    fn blank() -> Self {
        Self(2)
    }

    fn fill(&mut self, value: Value, place: &Place<'_>) -> Result<(), DecodeError> {
        let mut level = 0_u32;
        level.fill(value, place)?;
        *self = u8::try_from(level)
            .ok()
            .and_then(Self::new)
            .ok_or_else(|| DecodeError::invalid(*place, Self::RULE, &level.to_string()))?;
        Ok(())
    }
}
