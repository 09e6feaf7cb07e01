//! The media as one article sees them: what it asks is written down, so that its result can be kept.
//!
//! An article's result depends on media only through the answers that it was given. As long as they are the same, it
//! is, whatever else happens in the folder.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::path::Path;

use content::href::MediaPath;
use serde::{Deserialize, Serialize};

use super::captions::CaptionsFault;
use super::{Media, MediaFault};
use crate::hash;

/// What an article can ask.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Question {
    /// Is there a file of that name, and how large is it?
    File(String),
    /// Is there a picture of that name, and how large is it?
    Picture(String),
    /// Are there captions of that name, and what is wrong with them?
    Captions(String),
}

/// A question and a hash of its answer.
pub type Answered = (Question, String);

/// The media as one article sees them.
#[derive(Debug)]
pub struct View<'m> {
    media: &'m Media,
    asked: RefCell<BTreeMap<Question, String>>,
}

impl<'m> View<'m> {
    /// Nothing has been asked yet.
    pub fn new(media: &'m Media) -> Self {
        Self {
            media,
            asked: RefCell::default(),
        }
    }

    /// [`Media::file`].
    ///
    /// # Errors
    /// As there.
    pub fn file(&self, src: &str) -> Result<(MediaPath, &'m Path), MediaFault> {
        let found = self.media.file(src);
        self.note(Question::File(src.to_owned()), told_of_file(&found));
        found
    }

    /// [`Media::picture`].
    ///
    /// # Errors
    /// As there.
    pub fn picture(&self, src: &str) -> Result<(MediaPath, &'m Path), MediaFault> {
        let found = self.media.picture(src);
        self.note(Question::Picture(src.to_owned()), told_of_file(&found));
        found
    }

    /// [`Media::captions`].
    ///
    /// # Errors
    /// As there.
    pub fn captions(&self, src: &str) -> Result<MediaPath, CaptionsFault> {
        let found = self.media.captions(src);
        self.note(Question::Captions(src.to_owned()), told_of_captions(&found));
        found
    }

    fn note(&self, question: Question, answer: String) {
        let mut asked = self.asked.borrow_mut();
        match asked.get_mut(&question) {
            // The file has changed under our hands: no later answer must seem to be this one.
            Some(earlier) if *earlier != answer => earlier.clear(),
            Some(_) => {}
            None => {
                asked.insert(question, answer);
            }
        }
    }

    /// All that has been asked, with the answers.
    pub fn into_answered(self) -> Vec<Answered> {
        self.asked.into_inner().into_iter().collect()
    }
}

impl Media {
    /// Would all of it be answered in the same way?
    pub fn still_answers(&self, answered: &[Answered]) -> bool {
        answered
            .iter()
            .all(|(question, answer)| self.answer(question) == *answer)
    }

    fn answer(&self, question: &Question) -> String {
        match question {
            Question::File(src) => told_of_file(&self.file(src)),
            Question::Picture(src) => told_of_file(&self.picture(src)),
            Question::Captions(src) => told_of_captions(&self.captions(src)),
        }
    }
}

/// A hash of all that an answer tells, but for the place on this machine.
fn told_of_file(found: &Result<(MediaPath, &Path), MediaFault>) -> String {
    let told = found.as_ref().map(|(path, file)| (path, Media::bytes(file)));
    hash::whole(format!("{told:?}").as_bytes())
}

fn told_of_captions(found: &Result<MediaPath, CaptionsFault>) -> String {
    hash::whole(format!("{found:?}").as_bytes())
}
