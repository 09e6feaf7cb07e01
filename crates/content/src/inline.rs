//! Text within a block: runs with marks, line breaks, footnote references.

use crate::href::Href;
use crate::json::{Decode, DecodeError, Fields, Place, Value, record, word};
use crate::language::Language;

/// One piece of text. In JSON a plain string stands for a run without marks.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(untagged)]
pub enum Inline {
    /// Plain text.
    Text(String),
    /// A footnote reference.
    Note(NoteReference),
    /// A line break.
    Break(LineBreak),
    /// Text with marks, a language or a link.
    Run(Run),
}

record! {
    /// Text with marks, a language or a link. Neighbours with the same link are one link.
    pub struct Run {
        /// The words.
        pub text: String,
        /// Marks, outermost first.
        pub marks: Vec<Mark>,
        /// The language, where it differs from what surrounds it.
        pub lang: Option<Language>,
        /// Where the words lead.
        pub link: Option<Href>,
    }

    /// A reference to a note of the article's footnotes block.
    pub struct NoteReference {
        /// The id of the note.
        pub note: String,
    }
}

/// A line break within a paragraph.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LineBreak {
    /// Always true.
    pub r#break: bool,
}

word! {
    /// What is special about a run of text.
    pub enum Mark, "a mark is one of strong, em, code, sub, sup, strike" {
        /// Strong importance.
        Strong = "strong",
        /// Emphasis.
        Em = "em",
        /// Code.
        Code = "code",
        /// Below the line.
        Sub = "sub",
        /// Above the line.
        Sup = "sup",
        /// No longer true.
        Strike = "strike",
    }
}

impl Inline {
    /// A line break.
    pub fn line_break() -> Self {
        Self::Break(LineBreak { r#break: true })
    }
}

impl Decode for Inline {
    fn decode(value: Value, place: Place<'_>) -> Result<Self, DecodeError> {
        let Value::Object(_) = value else {
            return crate::json::string(value, place).map(Self::Text);
        };
        let mut fields = Fields::of(value, place)?;
        if let Some(note) = fields.take("note") {
            let note = crate::json::string(note, Place::Field(&place, "note"))?;
            return Ok(Self::Note(NoteReference { note }));
        }
        if fields.decode("break", place)? {
            return Ok(Self::line_break());
        }
        Run::decode(fields.into_value(), place).map(Self::Run)
    }
}

/// The words without marks; a line break becomes a space.
pub fn plain(text: &[Inline]) -> String {
    let mut words = String::new();
    for piece in text {
        match piece {
            Inline::Text(text) => words.push_str(text),
            Inline::Run(run) => words.push_str(&run.text),
            Inline::Break(_) => words.push(' '),
            Inline::Note(_) => {}
        }
    }
    words
}
