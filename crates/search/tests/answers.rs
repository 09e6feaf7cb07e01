//! What an index answers, beside what a look through all articles finds.

mod support;

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use search::build::{Builder, Files, Limits, Wishes};
use search::digest::{Digest, Document, Memory};
use search::manifest::Shape;
use search::marks::Wanted;
use search::name::MANIFEST;
use search::native::Native;
use search::plan::{Found, Step, Taken, ask};
use search::query::Query;
use search::shelf::Shelf;
use search::tokens::{Letters, plain, tokens};
use support::SMALL;

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
    let mut lengths = [0; 5];
    for document in documents.values() {
        lengths
            .iter_mut()
            .zip(document.lengths())
            .for_each(|(sum, length)| *sum += u64::from(length));
    }
    let shape = shape.unwrap_or_else(|| Shape::new(lengths, count(documents), limits));
    with_shape(documents, shape, limits, language)
}

fn with_shape(documents: &BTreeMap<u32, Document>, shape: Shape, limits: &Limits, language: &str) -> Files {
    let letters = Native::new([language]);
    let mut builder = Builder::new(shape.clone(), *limits);
    let mut memory = Memory::default();
    for (number, document) in documents {
        let digest = Digest::new(document, &letters, shape.averages(), &mut memory);
        builder.add(*number, digest).expect("numbers ascend");
    }
    builder
        .finish(0, Vec::new(), Wishes::default(), None)
        .expect("no two files have one name")
}

fn count(documents: &BTreeMap<u32, Document>) -> u32 {
    u32::try_from(documents.len()).expect("there are few")
}

/// The shape of an index that is begun with these documents. However many they are, their fields count as equally long, so that
/// two indices rank alike.
fn even(documents: &BTreeMap<u32, Document>, limits: &Limits) -> Shape {
    let count = count(documents);
    Shape::new([8 * u64::from(count); 5], count, limits)
}

/// What an index that goes on from this one keeps.
fn shape(files: &Files) -> Shape {
    let mut shelf = shelf(files);
    loop {
        match shelf.shape() {
            Ok(shape) => return shape,
            Err(wanted) => {
                for file in wanted {
                    let bytes = files[&file.to_string()].clone();
                    shelf.put(file, bytes).expect("it is what its name says");
                }
            }
        }
    }
}

/// The index of documents that came in batches of these sizes, each build going on from the one before as press does.
fn grown(documents: &BTreeMap<u32, Document>, batches: &[usize], limits: &Limits) -> Files {
    let mut before: Option<Files> = None;
    let (mut taken, mut batches) = (0, batches.iter().cycle());
    while taken < documents.len() {
        taken = documents
            .len()
            .min(taken + batches.next().expect("it goes round"));
        let here: BTreeMap<u32, Document> = documents
            .iter()
            .take(taken)
            .map(|(number, document)| (*number, document.clone()))
            .collect();
        let end = here.keys().last().map_or(0, |last| last + 1);
        let kept = before.as_ref().map(shape);
        let kept = kept.filter(|shape| count(&here) >= limits.one_level && shape.does_for(end, count(&here)));
        let shape = kept.unwrap_or_else(|| even(&here, limits));
        before = Some(with_shape(&here, shape, limits, "en"));
    }
    before.expect("there are documents")
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
        let shape = shape(&before);
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

    // Levels are there so that one article more renews little. Whatever is asked, slips and beginnings too, the answer is that of
    // an index of one level: which words are meant, how many articles there are, and in which order they come.
    #[test]
    fn an_index_that_grew_answers_as_one_of_a_single_level(
        documents in documents(), batches in prop::collection::vec(1_usize..9, 1..30), (words, is_open) in query(),
        slip in prop::option::of(any::<prop::sample::Index>()), is_small in any::<bool>(),
    ) {
        // Files are small, and lists whole: of one that is cut each level has other places.
        let limits = Limits {
            file: 1200,
            small: 600,
            words: 400,
            list: 8 * 1024,
            best: 1024,
            one_level: 8,
            small_site: if is_small { 1000 } else { 24 },
            ..SMALL
        };
        let grown = grown(&documents, &batches, &limits);
        let anew = with_shape(&documents, even(&documents, &Limits { one_level: u32::MAX, ..limits }), &limits, "en");
        let mut text = words.join(" ");
        if let Some(slip) = slip {
            let at = slip.index(text.chars().count());
            text = text.chars().enumerate().map(|(place, letter)| if place == at { 'q' } else { letter }).collect();
        }
        if !is_open {
            text.push(' ');
        }
        let (mut on, mut of_one) = (shelf(&grown), shelf(&anew));
        prop_assert_eq!(answer(&grown, &mut on, &text, true), answer(&anew, &mut of_one, &text, true), "{}", text);
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

// Each file that changes is fetched anew by every reader who has it, on a small site too, where an article is a larger part of all.
#[test]
fn one_article_more_leaves_most_files_as_they_are() {
    // Half of the words are those of many articles, half are rare, as in prose.
    let text = |number: u32| {
        let words = (0..120).map(|word| match word % 2 {
            0 => format!("w{}", (number * 7919 + word * word * 104_729) % 601),
            _ => format!("r{}", (number * 104_729 + word * 7919) % 9001),
        });
        words.collect::<Vec<_>>().join(" ")
    };
    let limits = Limits::default();
    for (count, of_hundred) in [(100, 25), (200, 14), (500, 8), (1000, 6), (3000, 4)] {
        let mut documents: BTreeMap<u32, Document> = (0..count)
            .map(|number| (number, document(&format!("Number {number}"), &text(number))))
            .collect();
        let mut before = index(&documents, None, &limits, "en");
        let (mut all, mut new) = (0, 0);
        for number in count..count + 8 {
            let shape = shape(&before);
            documents.insert(number, document("One more", &text(number)));
            let after = index(&documents, Some(shape), &limits, "en");
            all += after.values().map(Vec::len).sum::<usize>();
            let is_new = |(name, bytes): &(&String, &Vec<u8>)| before.get(*name) != Some(bytes);
            new += after
                .iter()
                .filter(is_new)
                .map(|(_, bytes)| bytes.len())
                .sum::<usize>();
            before = after;
        }
        println!(
            "{count} articles: {new} of {all} bytes are new, {} of 1000",
            1000 * new / all
        );
        assert!(
            new * 100 < all * of_hundred,
            "{count} articles: {new} of {all} bytes are new"
        );
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
        .finish(3, Vec::new(), wishes, None)
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

/// What is marked in a text after a query over one article.
fn marked(article: &str, language: &str, words: &str, text: &str) -> Vec<String> {
    let found = find(&[document("", article)], language, words);
    let query = Query::new(words, &Native::default());
    let marks = Wanted::of(&query, &found).marks(text, &Native::default());
    marks
        .into_iter()
        .map(|mark| text[mark.range].to_owned())
        .collect()
}

// A reader sees why something was found: what the index takes for the word is marked, and nothing else.
#[test]
fn the_words_that_were_found_are_marked() {
    for (article, language, words, text, expected) in [
        (
            "rope",
            "en",
            "rope",
            "Ropes, a rope; europe",
            vec!["Ropes", "rope"],
        ),
        (
            "the ropewalk",
            "en",
            "rop",
            "A ropewalk and ropes",
            vec!["ropewalk", "ropes"],
        ),
        (
            "ferry, ferries",
            "en",
            "ferry ",
            "The ferry, two ferries, a ferment",
            vec!["ferry", "ferries"],
        ),
        (
            "lighthouse",
            "en",
            "lihgthouse",
            "A lighthouse",
            vec!["lighthouse"],
        ),
        ("Łódź", "pl", "lodz", "W Łodzi, Łódź", vec!["Łodzi", "Łódź"]),
        ("海上的灯塔", "zh", "灯塔", "海上的灯塔，灯", vec!["灯塔"]),
        ("المنارة", "ar", "المنارة", "في المنارة", vec!["المنارة"]),
        ("rope", "en", "zzqq", "rope", vec![]),
    ] {
        assert_eq!(
            marked(article, language, words, text),
            expected,
            "{words} in {text}"
        );
    }
}

// A word between quotation marks is what was typed: nothing is taken for it.
#[test]
fn nothing_is_taken_for_a_word_between_quotation_marks() {
    let documents = [document("The lighthouse", ""), document("Rope", "")];
    for words in [
        "\"lihgthouse\"",
        "“lihgthouse”",
        "«lihgthouse»",
        "„lihgthouse“",
        "\"lighth\"",
    ] {
        let found = find(&documents, "en", words);
        assert_eq!(
            (found.count, &found.words[0].taken),
            (0, &Taken::Unknown),
            "{words}"
        );
    }
    for words in ["lihgthouse", "\"lihgthouse", "lihgthouse\"", "\"\" lihgthouse"] {
        assert_eq!(find(&documents, "en", words).count, 1, "{words}");
    }
    let found = find(&documents, "en", "\"lihgthouse\" rope");
    assert_eq!((found.count, found.is_relaxed), (1, true));
    assert_eq!(find(&documents, "en", "\"lighthouse\"").count, 1);
}

// Of a long text a few lines are shown: those that say most of what was asked.
#[test]
fn an_excerpt_is_the_part_with_most_of_the_words() {
    let text = format!(
        "{} rope stands here alone\n{} the keeper of the lighthouse winds a rope around the rail, and goes {}\nkeeper",
        "before ".repeat(40),
        "earlier ".repeat(40),
        "later ".repeat(60)
    );
    let found = find(&[document("", &text)], "en", "keeper lighthouse rope");
    let query = Query::new("keeper lighthouse rope", &Native::default());
    let excerpt = Wanted::of(&query, &found)
        .excerpt(&text, &Native::default())
        .expect("they stand there");
    let marked: Vec<_> = excerpt
        .marks
        .iter()
        .map(|range| &excerpt.text[range.clone()])
        .collect();
    assert_eq!(marked, ["keeper", "lighthouse", "rope"]);
    assert!(excerpt.goes_before && excerpt.goes_on);
    assert!(
        excerpt.text.len() <= 220 && excerpt.text.starts_with("earlier "),
        "{excerpt:?}"
    );
}

proptest! {
    // Texts and queries come from anybody: marks are places of the text, in order, and an excerpt is a part of it.
    #[test]
    fn marks_and_excerpts_are_parts_of_the_text(words in ".{0,40}", before in ".{0,80}", after in ".{0,400}") {
        let letters = Native::default();
        let query = Query::new(&words, &letters);
        let wanted = Wanted::literal(&query);
        let text = [&before, " ", &words, " ", &after].concat();
        let mut end = 0;
        for mark in wanted.marks(&text, &letters) {
            prop_assert!(mark.range.start >= end && text.get(mark.range.clone()).is_some());
            end = mark.range.end;
        }
        if let Some(excerpt) = wanted.excerpt(&text, &letters) {
            prop_assert!(text.contains(&excerpt.text) && !excerpt.text.is_empty());
            for range in excerpt.marks {
                prop_assert!(excerpt.text.get(range).is_some());
            }
        }
    }
}
