//! The least program that asks the index.

use wasm_bindgen::prelude::wasm_bindgen;

#[cfg(feature = "ask")]
mod asking {
    use search::name::File;
    use search::plan::{Step, ask, card_file};
    use search::query::Query;
    use search::shelf::Shelf;
    use search::tokens::Letters;
    use wasm_bindgen::prelude::wasm_bindgen;

    struct Browser;

    impl Letters for Browser {
        fn compose(&self, text: &str) -> String {
            js_sys::JsString::from(text).normalize("NFKC").into()
        }

        fn decompose(&self, text: &str) -> String {
            js_sys::JsString::from(text).normalize("NFKD").into()
        }

        #[cfg(feature = "stemmers")]
        fn stems(&self, word: &str) -> Vec<String> {
            use rust_stemmers::{Algorithm::*, Stemmer};
            let all = [
                Arabic, Danish, Dutch, English, Finnish, French, German, Greek, Hungarian, Italian, Norwegian, Portuguese,
                Romanian, Russian, Spanish, Swedish, Tamil, Turkish,
            ];
            all.iter().map(|one| Stemmer::create(*one).stem(word).into_owned()).collect()
        }
    }

    #[wasm_bindgen]
    pub struct Search {
        shelf: Option<Shelf>,
        wanted: Vec<File>,
    }

    #[wasm_bindgen]
    impl Search {
        #[wasm_bindgen(constructor)]
        pub fn new(manifest: &[u8]) -> Self {
            Self { shelf: Shelf::new(manifest).ok(), wanted: Vec::new() }
        }

        pub fn put(&mut self, place: usize, bytes: Vec<u8>) -> bool {
            match (&mut self.shelf, self.wanted.get(place)) {
                (Some(shelf), Some(file)) => shelf.put(*file, bytes).is_ok(),
                _ => false,
            }
        }

        pub fn ask(&mut self, words: &str) -> Vec<u32> {
            let Some(shelf) = &self.shelf else { return Vec::new() };
            match ask(shelf, &Query::new(words, &Browser), false) {
                Step::Fetch(files) => {
                    self.wanted = files;
                    Vec::new()
                }
                Step::Found(found) => {
                    self.wanted = found.hits.iter().filter_map(|hit| card_file(shelf, hit.number).ok()).collect();
                    found.hits.iter().map(|hit| hit.number).collect()
                }
            }
        }

        /// What filters leave: how many articles, and how many meet each filter.
        #[cfg(feature = "facets")]
        pub fn choose(&mut self, filters: &[u8], chosen: &str) -> Vec<u32> {
            use content::find::{Filter, Query};
            use search::facets;
            let Some(shelf) = &mut self.shelf else { return Vec::new() };
            let chosen = chosen.split('&').filter_map(Filter::parse);
            let query = chosen.fold(Query::ALL, |query, filter| query.without(&filter));
            if shelf.filters().is_none() && shelf.put_filters(filters).is_err() {
                return Vec::new();
            }
            match facets::ask(shelf, &query, None, facets::Order::Newest) {
                facets::Step::Fetch(files) => {
                    self.wanted = files;
                    Vec::new()
                }
                facets::Step::Found(found) => {
                    self.wanted = found.cards;
                    let counts = found.counts.iter().map(|(_, count)| *count);
                    std::iter::once(found.count).chain(found.numbers).chain(counts).collect()
                }
            }
        }

        pub fn wanted(&self, place: usize) -> String {
            self.wanted.get(place).map(|file| file.path()).unwrap_or_default()
        }
    }
}

/// Something must be there without any of it.
#[wasm_bindgen]
pub fn nothing(text: &str) -> String {
    text.to_owned()
}
