//! Text within a block: runs with marks, line breaks, footnote references.

use crate::href::Href;
use crate::json::{DecodeError, Fields, Place, Slot, Value, record, word};
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

impl Slot for Inline {
    fn blank() -> Self {
        Self::Text(String::new())
    }

    fn fill(&mut self, value: Value, place: &Place<'_>) -> Result<(), DecodeError> {
        let Value::Object(_) = value else {
            *self = Self::Text(crate::json::string(value, *place)?);
            return Ok(());
        };
        let mut fields = Fields::of(value, place);
        let (mut note, mut is_break) = (None::<String>, false);
        fields.read("note", &mut note);
        if note.is_none() {
            fields.read("break", &mut is_break);
        }
        if !fields.is_right() {
            return fields.end();
        }
        if let Some(note) = note {
            *self = Self::Note(NoteReference { note });
        } else if is_break {
            *self = Self::line_break();
        } else {
            let mut run = Run::blank();
            run.fill(fields.into_value(), place)?;
            *self = Self::Run(run);
        }
        Ok(())
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
