//! The stemmers of the languages that a site's articles are written in.

use std::borrow::Cow;
use std::collections::HashMap;

use content::article::Article;
use content::site::Site;
use search::native::Native;

/// One for each language.
pub(super) struct Stemmers<'a> {
    site: &'a Site,
    known: HashMap<&'a str, Native>,
    none: Native,
}

impl<'a> Stemmers<'a> {
    /// Those that these articles need.
    pub(super) fn new(site: &'a Site, articles: impl IntoIterator<Item = &'a Article>) -> Self {
        let mut known = HashMap::new();
        for article in articles {
            let language = language(site, article);
            known.entry(language).or_insert_with(|| Native::new([language]));
        }
        let none = Native::default();
        Self { site, known, none }
    }

    /// The language of an article, and its stemmer.
    pub(super) fn of<'b>(&'b self, article: &'b Article) -> (&'b str, &'b Native) {
        let language = language(self.site, article);
        (language, self.known.get(language).unwrap_or(&self.none))
    }
}

fn language<'a>(site: &'a Site, article: &'a Article) -> &'a str {
    match article.language.as_ref().unwrap_or(&site.language).as_str() {
        Cow::Borrowed(tag) => tag,
        // Natively a tag is always at hand.
        Cow::Owned(_) => "",
    }
}
