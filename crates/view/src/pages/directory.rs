//! All tags, those of a taxonomy, or all authors: names that lead to lists, in the order of the alphabet.

use std::cmp::Ordering;

use content::bundle::Author;
use content::listing::{List, by_name};
use content::route::Route;
use content::site::{Site, Tag, Taxonomy};
use content::slug::Slug;

use crate::View;
use crate::element::{Element, a, bdi, div, h1, h2, header, li, nodes, p, section, span, ul};
use crate::id::own;
use crate::text::Finding;

/// The alphabet of a language.
pub trait Alphabet {
    /// The order of two names.
    fn compare(&self, one: &str, other: &str) -> Ordering;

    /// Are two letters one for those who look a name up, whatever marks they have?
    fn is_same(&self, one: &str, other: &str) -> bool;

    /// The letter that a text begins with, as a capital; none where it begins with something else.
    fn initial(&self, text: &str) -> Option<String>;
}

/// So many names need letters to find one by.
const LONG: usize = 40;

/// What a page of names is made from.
#[derive(Clone, Debug)]
pub struct Directory {
    route: Route,
    parts: Vec<Part>,
}

#[derive(Clone, Debug)]
struct Part {
    /// The taxonomy, on a page that has several.
    taxonomy: Option<Slug>,
    letters: Vec<Letter>,
}

/// Names that begin with one letter.
#[derive(Clone, Debug)]
struct Letter {
    /// The letter; none where names are few, or none begins as another does.
    heading: Option<String>,
    entries: Vec<Entry>,
}

#[derive(Clone, Debug)]
struct Entry {
    list: List,
    name: String,
    count: Option<u32>,
}

impl Directory {
    /// The tags of a taxonomy, or of all of them, that articles carry. None where there is none.
    pub fn of_tags(taxonomy: Option<&Slug>, site: &Site, alphabet: &dyn Alphabet) -> Option<Self> {
        let parts = if let Some(taxonomy) = taxonomy {
            let entries = entries(site.taxonomy(taxonomy)?, site, alphabet);
            vec![Part {
                taxonomy: None,
                letters: by_letter(entries, alphabet),
            }]
        } else {
            let taxonomies = site.taxonomies.iter();
            let parts = taxonomies.map(|taxonomy| Part {
                taxonomy: Some(taxonomy.slug.clone()),
                letters: whole(entries(taxonomy, site, alphabet)),
            });
            parts.collect()
        };
        Self::of(Route::Tags(taxonomy.cloned()), parts)
    }

    /// Authors, as they stand in their file. None where there is none.
    pub fn of_authors(authors: Vec<Author>, alphabet: &dyn Alphabet) -> Option<Self> {
        let entries = authors.into_iter().map(|author| Entry {
            list: List::Author(author.slug),
            name: author.name,
            count: Some(author.count),
        });
        let letters = by_letter(entries.collect(), alphabet);
        Self::of(
            Route::Authors,
            vec![Part {
                taxonomy: None,
                letters,
            }],
        )
    }

    fn of(route: Route, mut parts: Vec<Part>) -> Option<Self> {
        parts.retain(|part| !part.letters.is_empty());
        (!parts.is_empty()).then_some(Self { route, parts })
    }
}

/// The tags that articles carry. press has put them in order; who writes `site.json` by hand need not.
fn entries(taxonomy: &Taxonomy, site: &Site, alphabet: &dyn Alphabet) -> Vec<Entry> {
    let mut tags: Vec<&Tag> = taxonomy.carried().collect();
    if !site.articles.is_empty() {
        tags = by_name(tags, |tag| &tag.name, &|one, other| alphabet.compare(one, other));
    }
    let entries = tags.into_iter().map(|tag| Entry {
        list: List::Tag {
            taxonomy: taxonomy.slug.clone(),
            tag: tag.slug.clone(),
        },
        name: tag.name.clone(),
        count: tag.count,
    });
    entries.collect()
}

fn whole(entries: Vec<Entry>) -> Vec<Letter> {
    if entries.is_empty() {
        return Vec::new();
    }
    vec![Letter {
        heading: None,
        entries,
    }]
}

/// Many names under their letters. Where most letters would have one name, as in Chinese, they help nobody.
fn by_letter(entries: Vec<Entry>, alphabet: &dyn Alphabet) -> Vec<Letter> {
    let starts = starts(&entries, alphabet);
    if entries.len() <= LONG || starts.len() * 2 > entries.len() {
        return whole(entries);
    }
    let mut letters: Vec<Letter> = Vec::with_capacity(starts.len());
    let mut starts = starts.into_iter().peekable();
    for (place, name) in entries.into_iter().enumerate() {
        if let Some((_, heading)) = starts.next_if(|(start, _)| *start == place) {
            letters.push(Letter {
                heading: Some(heading),
                entries: Vec::new(),
            });
        }
        if let Some(letter) = letters.last_mut() {
            letter.entries.push(name);
        }
    }
    letters
}

/// What stands for all names that begin with no letter.
const NO_LETTER: &str = "#";

/// Where each letter begins among sorted names.
fn starts(entries: &[Entry], alphabet: &dyn Alphabet) -> Vec<(usize, String)> {
    let mut starts: Vec<(usize, String)> = Vec::new();
    for (place, name) in entries.iter().enumerate() {
        let name = name.name.as_str();
        let mut letter = alphabet.initial(name).unwrap_or_else(|| NO_LETTER.to_owned());
        if let Some((_, before)) = starts.last_mut()
            && letter != NO_LETTER
            && before != NO_LETTER
        {
            // Two letters may be one that stands elsewhere: Ch comes after H in Czech.
            if !alphabet.is_same(&letter, before) && alphabet.compare(&letter, before) == Ordering::Less {
                letter.extend(name.chars().nth(1));
            }
            if alphabet.is_same(&letter, before) {
                // One without marks stands for those that have some.
                if alphabet.compare(&letter, before) == Ordering::Less {
                    *before = letter;
                }
                continue;
            }
        }
        if starts.last().is_none_or(|(_, before)| *before != letter) {
            starts.push((place, letter));
        }
    }
    starts
}

/// The title: what the names are.
pub fn title(page: &Directory, words: &'static Finding, view: &View<'_>) -> String {
    match &page.route {
        Route::Tags(Some(taxonomy)) => taxonomy_name(taxonomy, view),
        Route::Authors => view.text.bare(view.text.authors()).to_owned(),
        _ => words.tags().bare(),
    }
}

/// The page.
pub fn page(page: &Directory, words: &'static Finding, view: &View<'_>) -> Element {
    let above = matches!(page.route, Route::Tags(Some(_))).then(|| {
        let all = a().href(view.route(&Route::Tags(None))).say(words.tags(), view);
        p().class("kicker").child(all)
    });
    div().class("list directory").child((
        header()
            .class("list-head")
            .child((above, h1().child(title(page, words, view)))),
        page.parts
            .iter()
            .map(|shown| part(shown, view))
            .collect::<Vec<_>>(),
    ))
}

fn part(part: &Part, view: &View<'_>) -> Element {
    let heading = part.taxonomy.as_ref().map(|taxonomy| {
        let address = view.route(&Route::Tags(Some(taxonomy.clone())));
        h2().child(a().href(address).child(taxonomy_name(taxonomy, view)))
    });
    let ways = (1..).zip(&part.letters).filter_map(|(number, letter)| {
        let heading = letter.heading.clone()?;
        Some(li().child(a().href(["#", &id(number)].concat()).child(heading)))
    });
    let ways: Vec<_> = ways.collect();
    let letters = (1..).zip(&part.letters).map(|(number, letter)| {
        let entries = ul().class("names").child(
            letter
                .entries
                .iter()
                .map(|one| entry(one, view))
                .collect::<Vec<_>>(),
        );
        match &letter.heading {
            Some(heading) => {
                nodes(section().child((h2().attr("id", id(number)).child(heading.clone()), entries)))
            }
            None => nodes(entries),
        }
    });
    section().child((
        heading,
        (!ways.is_empty()).then(|| ul().class("links").child(ways)),
        letters.collect::<Vec<_>>(),
    ))
}

fn id(number: u32) -> String {
    own(&["letter-", &number.to_string()].concat())
}

fn entry(one: &Entry, view: &View<'_>) -> Element {
    let count = one.count.map(|count| {
        let number = view.number(count.into());
        (" ", span().class("tally").child(number))
    });
    li().child(
        a().class("option")
            .href(view.route(&Route::List(one.list.clone(), 1)))
            .child((bdi().child(one.name.clone()), count)),
    )
}

fn taxonomy_name(taxonomy: &Slug, view: &View<'_>) -> String {
    let known = view.site.taxonomy(taxonomy);
    known.map(|taxonomy| taxonomy.name.clone()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The alphabet of a language in which an acute accent is only a mark, and ch a letter after h.
    struct Simple;

    fn key(text: &str) -> String {
        text.to_lowercase().replace("ch", "h\u{fffd}").replace('é', "e")
    }

    impl Alphabet for Simple {
        fn compare(&self, one: &str, other: &str) -> Ordering {
            key(one)
                .cmp(&key(other))
                .then_with(|| one.to_lowercase().cmp(&other.to_lowercase()))
        }

        fn is_same(&self, one: &str, other: &str) -> bool {
            key(one) == key(other)
        }

        fn initial(&self, text: &str) -> Option<String> {
            let letter = text.chars().next().filter(|letter| letter.is_alphabetic())?;
            Some(letter.to_uppercase().collect())
        }
    }

    fn entries_of(names: &[&str]) -> Vec<Entry> {
        let entries = names.iter().map(|name| Entry {
            list: List::Home,
            name: (*name).to_owned(),
            count: Some(1),
        });
        entries.collect()
    }

    // Readers look for Égypte under E, for Chile after Hungary where the language has it so, and for 2019 at one place.
    #[test]
    fn names_begin_with_the_letter_under_which_readers_look() {
        let entries = entries_of(&[
            "“Zero”",
            "2019",
            "3 seas",
            "Écosse",
            "Égypte",
            "Espagne",
            "Haiti",
            "Chad",
            "Chile",
            "iran",
            "Italy",
        ]);
        let starts: Vec<_> = starts(&entries, &Simple)
            .into_iter()
            .map(|(place, letter)| format!("{place} {letter}"))
            .collect();
        assert_eq!(starts, ["0 #", "3 E", "6 H", "7 Ch", "9 I"]);
    }

    // Few names need no letters, and a letter for each name is noise.
    #[test]
    fn letters_stand_over_many_names_that_share_them() {
        let few: Vec<_> = (0..LONG).map(|number| format!("A{number}")).collect();
        let many: Vec<_> = (0..=LONG).map(|number| format!("A{number}")).collect();
        let each: Vec<_> = ('\u{4e00}'..).take(LONG + 1).map(String::from).collect();
        for (entries, letters) in [(few, 0), (many, 1), (each, 0)] {
            let entries: Vec<_> = entries.iter().map(String::as_str).collect();
            let parts = by_letter(entries_of(&entries), &Simple);
            let headed = parts.iter().filter(|letter| letter.heading.is_some()).count();
            assert_eq!(headed, letters);
            let kept: usize = parts.iter().map(|letter| letter.entries.len()).sum();
            assert_eq!(kept, entries.len(), "none is lost");
        }
    }
}
