//! What an index answers, beside what a look through all articles finds.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use search::build::{Builder, Files, Limits, Wishes};
use search::digest::{Digest, Document, Memory};
use search::manifest::Shape;
use search::name::MANIFEST;
use search::native::Native;
use search::plan::{Found, Step, Taken, ask};
use search::query::Query;
use search::shelf::Shelf;
use search::tokens::{Letters, plain, tokens};

/// Everything small, so that a few articles fill every kind of file.
const SMALL: Limits = Limits {
    file: 300,
    small: 150,
    words: 80,
    list: 24,
    best: 4,
    part: 8,
    heavy: 30,
    page: 4,
    cards: 4,
    small_site: 12,
};

fn document(title: &str, body: &str) -> Document {
    Document {
        title: title.to_owned(),
        body: body.to_owned(),
        ..Document::default()
    }
}

/// An index of documents by their numbers.
fn index(
    documents: &BTreeMap<u32, Document>,
    shape: Option<Shape>,
    limits: &Limits,
    language: &str,
) -> Files {
    let letters = Native::new([language]);
    let mut lengths = [0; 5];
    for document in documents.values() {
        lengths
            .iter_mut()
            .zip(document.lengths())
            .for_each(|(sum, length)| *sum += u64::from(length));
    }
    let count = u32::try_from(documents.len()).expect("there are few");
    let shape = shape.unwrap_or_else(|| Shape::new(lengths, count, limits));
    let mut builder = Builder::new(shape.clone(), *limits);
    let mut memory = Memory::default();
    for (number, document) in documents {
        let digest = Digest::new(document, &letters, shape.averages(), &mut memory);
        builder.add(*number, digest).expect("numbers ascend");
    }
    builder
        .finish(0, Vec::new(), Wishes::default())
        .expect("no two files have one name")
}

fn shelf(files: &Files) -> Shelf {
    Shelf::new(files.get(MANIFEST).expect("each index has a manifest")).expect("it is whole")
}

fn answer(files: &Files, shelf: &mut Shelf, words: &str, wants_all: bool) -> Found {
    let query = Query::new(words, &Native::default());
    loop {
        match ask(shelf, &query, wants_all) {
            Step::Found(found) => return found,
            Step::Fetch(wanted) => {
                assert!(!wanted.is_empty(), "a step that fetches nothing never ends");
                for file in wanted {
                    assert!(!shelf.has(file), "what is there is not asked for");
                    let bytes = files
                        .get(&file.to_string())
                        .expect("only files are asked for that there are");
                    shelf.put(file, bytes.clone()).expect("it is what its name says");
                }
            }
        }
    }
}

fn numbers(found: &Found) -> BTreeSet<u32> {
    found
        .hits
        .iter()
        .take(found.count as usize)
        .map(|hit| hit.number)
        .collect()
}

fn find(documents: &[Document], language: &str, words: &str) -> Found {
    let documents = (0..).zip(documents.iter().cloned()).collect();
    let files = index(&documents, None, &Limits::default(), language);
    answer(&files, &mut shelf(&files), words, false)
}

/// The words of an article and their stems, without marks; and its runs of signs.
struct Naive {
    words: BTreeMap<u32, BTreeMap<String, Option<String>>>,
    runs: BTreeMap<u32, Vec<String>>,
}

impl Naive {
    fn new(documents: &BTreeMap<u32, Document>, letters: &Native) -> Self {
        let (mut words, mut runs) = (BTreeMap::new(), BTreeMap::new());
        for (number, document) in documents {
            let (of_words, of_runs): (&mut BTreeMap<_, _>, &mut Vec<_>) = (
                words.entry(*number).or_default(),
                runs.entry(*number).or_default(),
            );
            for token in [&document.title, &document.body]
                .into_iter()
                .flat_map(|text| tokens(text, letters))
            {
                if token.is_run {
                    of_runs.push(token.text);
                } else {
                    let word = plain(&token.text, letters);
                    let stem = letters
                        .stems(&token.text)
                        .first()
                        .map(|stem| plain(stem, letters));
                    of_words.insert(word.clone(), stem.filter(|stem| *stem != word));
                }
            }
        }
        Self { words, runs }
    }

    /// The articles that have a word, or one with its stem, or one that begins so.
    fn having(&self, word: &str, is_run: bool, is_open: bool) -> BTreeSet<u32> {
        if is_run {
            let runs = self
                .runs
                .iter()
                .filter(|(_, runs)| runs.iter().any(|run| run.contains(word)));
            return runs.map(|(number, _)| *number).collect();
        }
        let mut keys = BTreeSet::from([word.to_owned()]);
        loop {
            let all = self.words.values().flatten();
            let stems = all
                .filter(|(word, _)| keys.contains(*word))
                .filter_map(|(_, stem)| stem.clone());
            let more: BTreeSet<String> = stems.chain(keys.iter().cloned()).collect();
            if more == keys {
                break;
            }
            keys = more;
        }
        let is_one = |key: &String| keys.contains(key) || is_open && key.starts_with(word);
        let articles = self.words.iter().filter(|(_, words)| {
            let mut all = words
                .iter()
                .flat_map(|(word, stem)| std::iter::once(word).chain(stem));
            all.any(is_one)
        });
        articles.map(|(number, _)| *number).collect()
    }
}

/// Words with common beginnings, endings, accents and signs.
const WORDS: [&str; 26] = [
    "harbour",
    "harbours",
    "harbouring",
    "bell",
    "bells",
    "belling",
    "tide",
    "tides",
    "tidal",
    "café",
    "cafés",
    "Łódź",
    "the",
    "of",
    "sea",
    "seas",
    "seaside",
    "run",
    "running",
    "runs",
    "東京",
    "大学",
    "東京大学",
    "京都大学",
    "ของ",
    "x9",
];

fn documents() -> impl Strategy<Value = BTreeMap<u32, Document>> {
    let text = |most| {
        prop::collection::vec(prop::sample::select(&WORDS[..]), 0..most).prop_map(|words| words.join(" "))
    };
    let document = (text(4), text(14)).prop_map(|(title, body)| document(&title, &body));
    // Numbers with gaps, as they are where articles are gone.
    prop::collection::vec((document, 1_u32..3), 1..60).prop_map(|documents| {
        let mut next = 0;
        let numbered = documents.into_iter().map(|(document, step)| {
            next += step;
            (next - 1, document)
        });
        numbered.collect()
    })
}

fn query() -> impl Strategy<Value = (Vec<&'static str>, bool)> {
    (
        prop::collection::vec(prop::sample::select(&WORDS[..]), 1..4),
        any::<bool>(),
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    // The index is there to be quick, never to be another opinion.
    #[test]
    fn an_answer_has_the_articles_that_a_look_through_all_of_them_finds(
        documents in documents(), (words, is_open) in query(), is_small in any::<bool>(), cut in 1_usize..4,
    ) {
        let letters = Native::new(["en"]);
        let naive = Naive::new(&documents, &letters);
        let limits = if is_small { SMALL } else { Limits::default() };
        let files = index(&documents, None, &limits, "en");
        let mut text = words.join(" ");
        if is_open {
            // What is being typed ends anywhere.
            let keep = text.chars().count().saturating_sub(cut).max(1);
            text = text.chars().take(keep).collect();
        } else {
            text.push(' ');
        }
        let found = answer(&files, &mut shelf(&files), &text, true);
        let tokens: Vec<_> = tokens(&text, &letters);
        let last = tokens.len() - 1;
        let is_open = is_open && text.ends_with(|letter: char| letter.is_alphanumeric());
        let each: Vec<BTreeSet<u32>> = tokens.iter().enumerate().map(|(place, token)| {
            let word = if token.is_run { token.text.clone() } else { plain(&token.text, &letters) };
            // A word that is there twice may go on where it is the last one.
            let is_last = tokens[last].text == token.text;
            naive.having(&word, token.is_run, is_open && (place == last || is_last))
        }).collect();
        if each.iter().all(|having| !having.is_empty()) {
            let all = each.iter().skip(1).fold(each[0].clone(), |all, other| &all & other);
            prop_assert!(found.is_whole && !found.is_short);
            if all.is_empty() {
                prop_assert!(found.is_relaxed && found.count > 0, "{text}: {found:?}");
            } else {
                prop_assert_eq!(numbers(&found), all.clone(), "{}", text);
                prop_assert_eq!(found.count as usize, all.len());
            }
        }
        // No result twice, none that is no article.
        let hits: BTreeSet<u32> = found.hits.iter().map(|hit| hit.number).collect();
        prop_assert_eq!(hits.len(), found.hits.len());
        prop_assert!(hits.iter().all(|number| documents.contains_key(number)));
        // Counts of words are those of a look through all articles, too.
        for (asked, token) in found.words.iter().zip(&tokens) {
            if asked.taken == Taken::AsTyped && tokens.iter().filter(|other| other.text == token.text).count() == 1 {
                let place = tokens.iter().position(|other| other == token).expect("it is one of them");
                prop_assert_eq!(asked.count as usize, each[place].len(), "{}", asked.typed);
            }
        }
    }

    // Readers who come after a build find what those would who come after a build from nothing.
    #[test]
    fn an_index_that_goes_on_answers_as_one_from_nothing(
        documents in documents(), more in documents(), (words, _) in query(),
    ) {
        let before = index(&documents, None, &SMALL, "en");
        let mut shelf_before = shelf(&before);
        let shape = loop {
            match shelf_before.shape() {
                Ok(shape) => break shape,
                Err(wanted) => for file in wanted {
                    shelf_before.put(file, before[&file.to_string()].clone()).expect("it is what its name says");
                },
            }
        };
        let end = documents.keys().last().map_or(0, |last| last + 1);
        let mut all = documents;
        all.extend(more.into_iter().map(|(number, document)| (end + number, document)));
        let (on, anew) = (index(&all, Some(shape), &SMALL, "en"), index(&all, None, &SMALL, "en"));
        let text = words.join(" ") + " ";
        let on = answer(&on, &mut shelf(&on), &text, true);
        let anew = answer(&anew, &mut shelf(&anew), &text, true);
        prop_assert_eq!(numbers(&on), numbers(&anew));
        prop_assert_eq!(on.is_relaxed, anew.is_relaxed);
    }

    // A query comes from the address, which anybody can write.
    #[test]
    fn no_query_is_too_strange(text in any::<String>()) {
        let found = find(&[document("Harbour bells", "ring")], "en", &text);
        prop_assert!(!found.is_short);
    }
}

// The same content has to give the same bytes, or every deployment would renew every file.
#[test]
fn the_same_articles_give_the_same_bytes() {
    let documents: BTreeMap<u32, Document> = (0..300)
        .map(|number| {
            (
                number,
                document(&format!("Bells {number}"), &format!("tide{} sea", number % 17)),
            )
        })
        .collect();
    assert_eq!(
        index(&documents, None, &SMALL, "en"),
        index(&documents, None, &SMALL, "en")
    );
}

// Each file that changes is fetched anew by every reader who has it.
#[test]
fn one_article_more_leaves_most_files_as_they_are() {
    let text = |number: u32| {
        let words = (0..60).map(|word| format!("w{}", (number * 7919 + word * word * 104_729) % 3001));
        words.collect::<Vec<_>>().join(" ")
    };
    let mut documents: BTreeMap<u32, Document> = (0..3000)
        .map(|number| (number, document(&format!("Number {number}"), &text(number))))
        .collect();
    let limits = Limits::default();
    let mut before = index(&documents, None, &limits, "en");
    for number in 3000..3004 {
        let shape = shelf(&before)
            .shape()
            .expect("a directory of so few files has no pages");
        documents.insert(number, document("One more", &text(number)));
        let after = index(&documents, Some(shape), &limits, "en");
        let all: usize = after.values().map(Vec::len).sum();
        let new: usize = after
            .iter()
            .filter(|(name, bytes)| before.get(*name) != Some(bytes))
            .map(|(_, bytes)| bytes.len())
            .sum();
        assert!(new * 20 < all, "{new} of {all} bytes are new");
        before = after;
    }
}

// What readers type is not what writers wrote: another form, other accents, capitals, a slip.
#[test]
fn a_word_is_found_in_every_form_in_which_readers_type_it() {
    let documents = [
        document("Running the ferries", "Crossings of the strait"),
        document("Thành phố Đà Nẵng", "Bờ biển"),
        document(
            "Nothing of it",
            "Łódź, Straße, Crème brûlée, l’eau de Paris’s wells, Œuvre",
        ),
        document("Filler", "words and more words"),
    ];
    for (typed, number) in [
        ("run ", 0),
        ("RUNNING", 0),
        ("ferry ", 0),
        ("crossing ", 0),
        ("runni", 0),
        ("da nang", 1),
        ("Đà Nẵng", 1),
        ("bo bien", 1),
        ("lodz", 2),
        ("strasse", 2),
        ("creme brulee", 2),
        ("cre\u{301}me", 2),
        ("eau", 2),
        ("paris", 2),
        ("oeuvre", 2),
        ("stra\u{ad}it", 0),
        ("\u{202e}strait\u{202c}", 0),
    ] {
        let found = find(&documents, "en", typed);
        assert_eq!(
            found.hits.first().map(|hit| hit.number),
            Some(number),
            "{typed}: {found:?}"
        );
    }
}

// Where words are not parted, what is looked for must stand there, and not only its signs.
#[test]
fn compounds_are_found_where_they_stand_and_nowhere_else() {
    for (sentences, queries) in [
        (
            [
                "東京大学の図書館",
                "京都大学と東京の大学",
                "大学は東京にある",
                "北海道の港町",
            ],
            [("東京大学", vec![0]), ("東京", vec![0, 1, 2]), ("港", vec![3])],
        ),
        (
            [
                "中华人民共和国的港口",
                "人民的港口城市",
                "共和国人民",
                "海边的城市",
            ],
            [
                ("人民共和国", vec![0]),
                ("港口城市", vec![1]),
                ("城市", vec![1, 3]),
            ],
        ),
        (
            ["มหาวิทยาลัยเชียงใหม่", "ทะเลและท่าเรือ", "เรือในทะเล", "ภูเขาสูง"],
            [("ท่าเรือ", vec![1]), ("ทะเล", vec![1, 2]), ("เชียงใหม่", vec![0])],
        ),
        (
            ["부산항구의 종소리", "항구 도시 인천", "종이 울린다", "산과 바다"],
            [("항구", vec![0, 1]), ("종소리", vec![0]), ("바다", vec![3])],
        ),
    ] {
        let documents = sentences.map(|sentence| document("頁", sentence));
        for (typed, wanted) in queries {
            let found = find(&documents, "ja", typed);
            assert_eq!(numbers(&found), wanted.into_iter().collect(), "{typed}");
        }
    }
}

// Who types a title wants that page.
#[test]
fn the_exact_title_comes_first() {
    let mut documents: Vec<Document> = (0..12)
        .map(|number| {
            document(
                &format!("The history of bells and ropes, part {number}"),
                "history of bells bells history",
            )
        })
        .collect();
    documents.push(document("The history of bells", "ropes"));
    documents.push(document("鐘の歴史", "縄"));
    documents.push(document("鐘の歴史と縄", "鐘の歴史 鐘の歴史"));
    for (typed, number) in [
        ("the history of bells", 12),
        ("History of the bells", 12),
        ("鐘の歴史", 13),
    ] {
        let found = find(&documents, "en", typed);
        let first = found.hits.first().expect("it is there");
        if typed != "History of the bells" {
            assert!(first.is_title && first.number == number, "{typed}: {first:?}");
        }
    }
}

// Words that follow each other mean more than the same words far apart.
#[test]
fn words_side_by_side_come_before_the_same_words_apart() {
    let apart = "data of the town, which is open on weekdays, and then some more words of another kind";
    let documents = [
        document(
            "One",
            "open data of the town, and then some more words of another kind, which is weekdays on",
        ),
        document("Two", apart),
        document("Three", apart),
    ];
    let found = find(&documents, "en", "open data ");
    assert_eq!(
        found.hits.first().map(|hit| (hit.number, hit.beside)),
        Some((0, 1))
    );
}

// One unknown word empties the results of others; a slip in it, too.
#[test]
fn a_word_that_nobody_wrote_empties_no_result() {
    let documents = [
        document("Harbour bells", "The bells of the harbour ring"),
        document("Harbour lights", "Lights of the harbour"),
        document("Elsewhere", "Mountains and snow"),
    ];
    for (typed, meant) in [
        ("harbour qqqqqqqq ", Taken::Unknown),
        ("harbour mountians ", Taken::Instead(vec!["mountains".to_owned()])),
        ("harbour nells ", Taken::Instead(vec!["bells".to_owned()])),
        ("harbour ebl ", Taken::Unknown),
    ] {
        let found = find(&documents, "en", typed);
        assert!(found.count > 0, "{typed}");
        assert_eq!(found.words[1].taken, meant, "{typed}");
        assert_eq!(found.words[0].taken, Taken::AsTyped);
    }
    let found = find(&documents, "en", "harbour mountains ");
    assert!(found.is_relaxed && found.count == 3, "{found:?}");
}

// The address of a page can be made by a machine.
#[test]
fn a_query_of_any_length_is_answered_and_said_to_be_cut() {
    let documents = [document("Harbour bells", "ring")];
    for typed in [
        "harbour ".repeat(20_000),
        "harbour".repeat(20_000),
        "東".repeat(100_000),
    ] {
        assert!(find(&documents, "en", &typed).is_cut);
    }
    assert!(!find(&documents, "en", "harbour bells").is_cut);
    let many = (0..40)
        .map(|word| format!("w{word}"))
        .collect::<Vec<_>>()
        .join(" ");
    assert!(find(&documents, "en", &many).is_cut);
}

// Such queries are typed, pasted and attacked with every day.
#[test]
fn nothing_to_look_for_finds_nothing_and_markup_is_words() {
    let documents = [document("Harbour <b>bells</b>", "ring")];
    for typed in ["", " ", "!?", "\u{202e}\u{2066}", "\u{fffd}\u{fffd}", "\0"] {
        let found = find(&documents, "en", typed);
        assert_eq!((found.count, found.words.len()), (0, 0), "{typed:?}");
    }
    assert_eq!(find(&documents, "en", "<script>alert('bells')</script>").count, 1);
    // Only words that stand everywhere.
    let many: Vec<Document> = (0..100)
        .map(|number| document("The and of", &format!("the {number}")))
        .collect();
    assert_eq!(find(&many, "en", "the and of ").count, 100);
}

// Editors know what their readers call things.
#[test]
fn synonyms_are_found_and_what_is_pinned_comes_first() {
    let letters = Native::new(["en"]);
    let documents = [
        document("Boats", "A boat in the bay"),
        document("Ships", "A ship at sea"),
        document("Bays", "The bay and the boat, boat, boat"),
    ];
    let shape = Shape::new([3, 0, 0, 0, 18], 3, &Limits::default());
    let mut builder = Builder::new(shape.clone(), Limits::default());
    for (number, document) in (0..).zip(&documents) {
        let digest = Digest::new(document, &letters, shape.averages(), &mut Memory::default());
        builder.add(number, digest).expect("numbers ascend");
    }
    let wishes = Wishes {
        synonyms: vec![vec!["boat".to_owned(), "ship".to_owned()]],
        pinned: vec![("boat".to_owned(), vec![2, 1])],
    };
    let files = builder
        .finish(3, Vec::new(), wishes)
        .expect("no two files have one name");
    let found = answer(&files, &mut shelf(&files), "ship ", false);
    assert_eq!(numbers(&found), BTreeSet::from([0, 1, 2]));
    let found = answer(&files, &mut shelf(&files), "Boat ", false);
    let order: Vec<_> = found.hits.iter().map(|hit| (hit.number, hit.is_pinned)).collect();
    assert_eq!(order, [(2, true), (1, true), (0, false)]);
}

// Filters count what is found, so that counts beside them are exact: everything that is counted has to be at hand.
#[test]
fn all_of_a_very_common_word_are_at_hand_where_all_are_wanted() {
    let documents: BTreeMap<u32, Document> = (0..200)
        .map(|number| (number, document("Bells", &format!("tide {}", number % 2))))
        .collect();
    let files = index(&documents, None, &SMALL, "en");
    let some = answer(&files, &mut shelf(&files), "tide ", false);
    assert_eq!((some.count, some.is_whole), (200, false));
    assert!(some.hits.len() < 200);
    let all = answer(&files, &mut shelf(&files), "tide ", true);
    assert_eq!((all.count, all.is_whole, all.hits.len()), (200, true, 200));
}
