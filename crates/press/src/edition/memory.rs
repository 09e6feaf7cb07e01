//! What a preview remembers from one edition of a folder to the next, so that a save makes anew what follows from it and
//! nothing else. Nothing is believed of a file by its time: what is remembered of a text is for those bytes alone.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use content::article::{Article, Similar};
use content::slug::Slug;

use crate::read::article::{Draft, Name};
use crate::read::media::Media;
use crate::read::media::view::{Answered, View};

/// What is remembered between two editions.
#[derive(Debug, Default)]
pub struct Memory {
    drafts: Mutex<HashMap<String, Remembered>>,
    similar: Mutex<HashMap<Slug, Vec<Similar>>>,
}

/// How a preview composes.
#[derive(Clone, Copy, Debug)]
pub struct Previewing<'a> {
    /// What it remembers.
    pub memory: &'a Memory,
    /// Is similar content to be that of before, which is soon there? What it says of an article that has changed may be old.
    pub is_quick: bool,
}

/// An article, and all that it was made from.
#[derive(Debug)]
struct Remembered {
    name: Name,
    text: String,
    site: String,
    answered: Vec<Answered>,
    draft: Draft,
}

impl Memory {
    /// The article of a file: that of before, as long as its text, its site and what it asked of the media are the same.
    pub(super) fn draft(
        &self,
        file: &str,
        name: Name,
        text: &str,
        site: &str,
        media: &Media,
        make: impl FnOnce(Name, &View<'_>) -> Draft,
    ) -> Draft {
        // Taken out while it is looked at: other threads read other files.
        let before = lock(&self.drafts).remove(file);
        if let Some(before) = before
            && before.text == text
            && before.name == name
            && before.site == site
            && media.still_answers(&before.answered)
        {
            let draft = before.draft.clone();
            lock(&self.drafts).insert(file.to_owned(), before);
            return draft;
        }
        let view = View::new(media);
        let draft = make(name.clone(), &view);
        let remembered = Remembered {
            name,
            text: text.to_owned(),
            site: site.to_owned(),
            answered: view.into_answered(),
            draft: draft.clone(),
        };
        lock(&self.drafts).insert(file.to_owned(), remembered);
        draft
    }

    /// What was similar to each of these articles before, without those that are gone.
    pub(super) fn similar(&self, articles: &[Article]) -> Vec<Vec<Similar>> {
        let known: HashMap<&Slug, &Article> =
            articles.iter().map(|article| (&article.slug, article)).collect();
        let similar = lock(&self.similar);
        let of_one = |article: &Article| {
            let before = similar.get(&article.slug).into_iter().flatten();
            before
                .filter(|similar| known.contains_key(&similar.card.slug))
                .cloned()
                .collect()
        };
        articles.iter().map(of_one).collect()
    }

    /// Remembers what is similar to each.
    pub(super) fn keep_similar(&self, articles: &[Article], found: &[Vec<Similar>]) {
        let slugs = articles.iter().map(|article| article.slug.clone());
        *lock(&self.similar) = slugs.zip(found.iter().cloned()).collect();
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // An entry is put in or taken out in one step.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
