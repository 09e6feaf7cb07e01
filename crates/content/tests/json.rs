//! Decoding: what it reads, what it refuses, and which place it names.
#![cfg(feature = "json")]

mod support;

use content::article::Article;
use content::bundle::{self, Chunk, Listing};
use content::json::{self, Decode, DecodeError, MAX_DEPTH, MAX_STRING, Place, Problem, Value};
use content::site::Site;
use proptest::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;
use support::{article, articles, cards, sites, words};

/// A site as the portal reads it, with the check of its version.
#[derive(Debug)]
struct WholeSite(Site);

impl Decode for WholeSite {
    fn decode(value: Value, _: Place<'_>) -> Result<Self, DecodeError> {
        bundle::decode_site(value).map(Self)
    }
}

fn read(text: &str) -> Result<Article, DecodeError> {
    json::from_text(text)
}

fn written(value: &impl Serialize) -> String {
    serde_json::to_string(value).expect("the types of the bundle are written as JSON")
}

/// The error of an article with these further fields.
fn refused(fields: &str) -> DecodeError {
    let text = format!(r#"{{"slug":"tides","title":"Tides",{fields}}}"#);
    read(&text).expect_err(fields)
}

/// What is read equals what was written, and what serde reads by itself.
fn agrees<T: Decode + DeserializeOwned + Serialize + PartialEq + std::fmt::Debug>(
    value: &T,
) -> Result<(), TestCaseError> {
    let text = written(value);
    let decoded = json::from_text::<T>(&text);
    let deserialized = serde_json::from_str::<T>(&text);
    prop_assert_eq!(decoded.as_ref(), Ok(value), "decoded from {}", text);
    prop_assert_eq!(
        &deserialized.expect("serde reads what it wrote"),
        value,
        "deserialized from {}",
        text
    );
    Ok(())
}

/// Any JSON, with names and words of the format in it more often than chance would put them there.
fn any_json() -> impl Strategy<Value = serde_json::Value> {
    let name = prop::sample::select(vec![
        "slug",
        "title",
        "body",
        "kind",
        "text",
        "marks",
        "link",
        "note",
        "break",
        "items",
        "image",
        "images",
        "src",
        "level",
        "id",
        "rows",
        "head",
        "caption",
        "tags",
        "published",
        "format",
        "name",
        "language",
        "event",
        "start",
        "unknown",
    ]);
    let word = prop::sample::select(vec![
        "tides",
        "paragraph",
        "heading",
        "list",
        "quote",
        "timeline",
        "strong",
        "https://a.example/",
        "media/a.avif",
        "2026-03-14",
        "en",
        "javascript:alert(1)",
        "",
        " ",
        "潮",
    ]);
    let leaf = prop_oneof![
        Just(serde_json::Value::Null),
        any::<bool>().prop_map(Into::into),
        prop_oneof![
            Just(-1.0),
            Just(0.5),
            Just(3.0),
            Just(4_294_967_296.0),
            Just(1e300)
        ]
        .prop_map(Into::into),
        (0..9_u32).prop_map(Into::into),
        word.prop_map(Into::into),
    ];
    leaf.prop_recursive(5, 40, 5, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Into::into),
            prop::collection::vec((name.clone(), inner), 0..7).prop_map(|fields| {
                let fields = fields.into_iter().map(|(name, value)| (name.to_owned(), value));
                serde_json::Value::Object(fields.collect())
            }),
        ]
    })
}

/// JSON with another value at one place of it, counted from the front.
fn replace(value: &mut serde_json::Value, place: &mut usize, with: &serde_json::Value) {
    if *place == 0 {
        *value = with.clone();
    }
    *place = place.wrapping_sub(1);
    if *place == usize::MAX {
        return;
    }
    let inner: Vec<&mut serde_json::Value> = match value {
        serde_json::Value::Array(items) => items.iter_mut().collect(),
        serde_json::Value::Object(fields) => fields.iter_mut().map(|(_, value)| value).collect(),
        _ => Vec::new(),
    };
    for value in inner {
        replace(value, place, with);
        if *place == usize::MAX {
            return;
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    // Two readers of one format, written in different ways: where they differ, one is wrong.
    #[test]
    fn an_article_is_read_as_serde_reads_it(article in articles()) {
        agrees(&article)?;
    }

    // The same for the other files of the bundle.
    #[test]
    fn a_list_and_its_chunks_are_read_as_serde_reads_them(
        cards in prop::collection::vec(cards(), 0..4),
        count in any::<u32>(),
        older in prop::collection::vec("[0-9a-f]{16}", 0..3),
        upcoming in prop::collection::vec(cards(), 0..2),
        name in prop::option::of(words()),
        description in prop::option::of(words()),
    ) {
        agrees(&Chunk { cards: cards.clone() })?;
        agrees(&Listing { count, cards, older, upcoming, name, description })?;
    }

    // The same for the site; `decode_site` adds its check of the version and changes nothing else.
    #[test]
    fn a_site_is_read_as_serde_reads_it(site in sites()) {
        agrees(&site)?;
        prop_assert_eq!(json::from_text::<WholeSite>(&written(&site)).map(|WholeSite(site)| site), Ok(site));
    }

    // A damaged file must end in an error or in something that can be written and read again; never in a panic.
    #[test]
    fn damage_ends_in_an_error_or_in_an_article(article in articles(), place in 0..60_usize, with in any_json()) {
        let mut value = serde_json::to_value(&article).expect("it is written");
        replace(&mut value, &mut { place }, &with);
        if let Ok(read) = json::from_text::<Article>(&value.to_string()) {
            agrees(&read)?;
        }
    }

    // The same for JSON that never was an article, read as each kind of file.
    #[test]
    fn any_json_ends_in_an_error_or_in_content(value in any_json()) {
        let text = value.to_string();
        if let Ok(article) = json::from_text::<Article>(&text) {
            agrees(&article)?;
        }
        if let Ok(WholeSite(site)) = json::from_text::<WholeSite>(&text) {
            agrees(&site)?;
        }
        if let Ok(listing) = json::from_text::<Listing>(&text) {
            agrees(&listing)?;
        }
    }

    // Text that is no JSON is an error at the root, whatever it is.
    #[test]
    fn any_text_ends_in_an_error_or_in_content(text in any::<String>()) {
        if let Err(error) = json::from_text::<Article>(&text) {
            prop_assert!(error.path.starts_with('$'));
        }
    }
}

// An editor mends the file by this path: it has to lead to the very value.
#[test]
fn a_missing_field_is_named_with_its_path() {
    let cases = [
        (r#"{"title":"Tides"}"#, "$.slug"),
        (r#"{"slug":"tides"}"#, "$.title"),
        (r#"{"slug":"tides","title":null}"#, "$.title"),
        (
            r#"{"slug":"tides","title":"Tides","body":[{"kind":"separator"},{"text":["x"]}]}"#,
            "$.body[1].kind",
        ),
        (
            r#"{"slug":"tides","title":"Tides","event":{"venue":"Quay"}}"#,
            "$.event.start",
        ),
        (
            r#"{"slug":"tides","title":"Tides","lead":["a",{"marks":["em"]}]}"#,
            "$.lead[1].text",
        ),
        (
            r#"{"slug":"tides","title":"Tides","body":[{"kind":"list","items":[[],[{"kind":"figure","image":{}}]]}]}"#,
            "$.body[0].items[1][0].image.src",
        ),
    ];
    for (text, path) in cases {
        let error = read(text).expect_err(text);
        assert_eq!(
            (error.path.as_str(), &error.problem),
            (path, &Problem::Missing),
            "{text}"
        );
        assert_eq!(error.to_string(), format!("{path}: this field is missing"));
    }
}

// A wrong type is told with what is wanted and what stands there.
#[test]
fn a_value_of_another_type_is_named_with_its_path() {
    let cases = [
        (r#""lead":"words""#, "$.lead: expected an array, found a string"),
        (
            r#""authors":[1]"#,
            "$.authors[0]: expected a string, found a number",
        ),
        (r#""body":{}"#, "$.body: expected an array, found an object"),
        (
            r#""body":["words"]"#,
            "$.body[0]: expected an object, found a string",
        ),
        (
            r#""body":[{"kind":7}]"#,
            "$.body[0].kind: expected a string, found a number",
        ),
        (
            r#""body":[{"kind":"paragraph","text":[["a"]]}]"#,
            "$.body[0].text[0]: expected a string, found an array",
        ),
        (
            r#""body":[{"kind":"paragraph","text":[{"note":true}]}]"#,
            "$.body[0].text[0].note: expected a string, found a boolean",
        ),
        (
            r#""body":[{"kind":"paragraph","text":[{"break":"yes"}]}]"#,
            "$.body[0].text[0].break: expected true or false, found a string",
        ),
        (
            r#""body":[{"kind":"list","ordered":1}]"#,
            "$.body[0].ordered: expected true or false, found a number",
        ),
        (
            r#""body":[{"kind":"list","items":["a"]}]"#,
            "$.body[0].items[0]: expected an array, found a string",
        ),
        (
            r#""image":{"src":"media/a.avif","width":"wide"}"#,
            "$.image.width: expected a number, found a string",
        ),
        (
            r#""image":{"src":"media/a.avif","width":-1}"#,
            "$.image.width: expected a whole number of 0 or more, found another number",
        ),
        (
            r#""image":{"src":"media/a.avif","width":1.5}"#,
            "$.image.width: expected a whole number of 0 or more, found another number",
        ),
        (
            r#""image":{"src":"media/a.avif","width":4294967296}"#,
            "$.image.width: expected a whole number of 0 or more, found another number",
        ),
        (
            r#""image":{"src":"media/a.avif","width":1e300}"#,
            "$.image.width: expected a whole number of 0 or more, found another number",
        ),
        (r#""event":[]"#, "$.event: expected an object, found an array"),
    ];
    for (fields, message) in cases {
        assert_eq!(refused(fields).to_string(), message);
    }
}

// The type is right and the value is not: the message has the rule, the place and the value.
#[test]
fn a_value_that_breaks_a_rule_is_named_with_its_path_and_the_rule() {
    let cases = [
        (r#""section":"The Magazine""#, "$.section", "The Magazine"),
        (r#""published":"14/03/2026""#, "$.published", "14/03/2026"),
        (
            r#""website":"javascript:alert(1)""#,
            "$.website",
            "javascript:alert(1)",
        ),
        (r#""language":"english_GB""#, "$.language", "english_GB"),
        (
            r#""tags":[{"taxonomy":"themes","tags":["a","B"]}]"#,
            "$.tags[0].tags[1]",
            "B",
        ),
        (r#""event":{"start":"tomorrow"}"#, "$.event.start", "tomorrow"),
        (
            r#""image":{"src":"https://elsewhere.example/a.png"}"#,
            "$.image.src",
            "https://elsewhere.example/a.png",
        ),
        (
            r#""body":[{"kind":"heading","level":1,"id":"a","text":["A"]}]"#,
            "$.body[0].level",
            "1",
        ),
        (
            r#""body":[{"kind":"heading","level":300,"id":"a","text":["A"]}]"#,
            "$.body[0].level",
            "300",
        ),
        (
            r#""body":[{"kind":"callout","tone":"shouting"}]"#,
            "$.body[0].tone",
            "shouting",
        ),
        (
            r#""body":[{"kind":"table","rows":[[{"text":["a"],"align":"left"}]]}]"#,
            "$.body[0].rows[0][0].align",
            "left",
        ),
        (
            r#""body":[{"kind":"paragraph","text":[{"text":"a","marks":["bold"]}]}]"#,
            "$.body[0].text[0].marks[0]",
            "bold",
        ),
        (
            r#""body":[{"kind":"paragraph","text":[{"text":"a","link":"//evil.example"}]}]"#,
            "$.body[0].text[0].link",
            "//evil.example",
        ),
    ];
    for (fields, path, value) in cases {
        let error = refused(fields);
        assert_eq!(error.path, path, "{fields}");
        let Problem::Invalid { rule, found } = &error.problem else {
            panic!("{error} breaks no rule")
        };
        assert_eq!(found, value);
        assert_eq!(error.to_string(), format!("{path}: {rule}, found “{value}”"));
    }
}

// The value is shown to editors: a page of it would hide the message.
#[test]
fn a_wrong_value_is_shown_shortened() {
    let error = refused(&format!(r#""section":"{}""#, "Ü".repeat(5000)));
    assert!(error.to_string().len() < 300, "{error}");
}

fn nested(levels: usize, open: &str, close: &str) -> String {
    format!(
        r#"{{"slug":"tides","title":"Tides","body":[{}{}]}}"#,
        open.repeat(levels),
        close.repeat(levels)
    )
}

const NESTS: [(&str, &str, &str); 4] = [
    ("details", r#"{"kind":"details","summary":"s","body":["#, "]}"),
    ("quote", r#"{"kind":"quote","body":["#, "]}"),
    ("list", r#"{"kind":"list","items":[["#, "]]}"),
    ("unknown", r#"{"kind":"onion","body":["#, "]}"),
];

// An attacker's article, or a broken converter's: the stack has to hold, and the message has to say what it is.
#[test]
fn ten_thousand_nested_blocks_are_refused_without_a_stack_overflow() {
    for (kind, open, close) in NESTS {
        let error = read(&nested(10_000, open, close)).expect_err(kind);
        assert_eq!(error.problem, Problem::TooDeep, "{kind}: {error}");
        assert_eq!(
            error.to_string().rsplit(": ").next(),
            Some("nested more than 96 levels deep")
        );
    }
    let error = read(&"[".repeat(1_000_000)).expect_err("brackets");
    assert_eq!(error.problem, Problem::TooDeep);
}

// Below what the JSON parser itself refuses, the path leads to the first level that is too deep.
#[test]
fn the_first_level_that_is_too_deep_is_named() {
    let error = read(&nested(50, NESTS[1].1, NESTS[1].2)).expect_err("a hundred levels");
    assert_eq!(error.problem, Problem::TooDeep);
    assert_eq!(
        error.path.matches(['.', '[']).count(),
        MAX_DEPTH + 1,
        "{}",
        error.path
    );
    assert!(error.path.starts_with("$.body[0].body[0]"), "{}", error.path);
}

// What people write by hand stays far below the limit: thirty blocks within each other are read.
#[test]
fn thirty_blocks_within_each_other_are_read() {
    for (kind, open, close) in NESTS {
        let levels = 30;
        let text = format!(
            r#"{{"slug":"tides","title":"Tides","body":[{}{{"kind":"paragraph","text":["deep"]}}{}]}}"#,
            open.repeat(levels),
            close.repeat(levels)
        );
        let article = read(&text).expect(kind);
        assert!(written(&article).contains("deep"), "{kind}");
    }
}

// Five megabytes in one string would stop a phone; wherever it stands, it is refused by its path.
#[test]
fn a_string_beyond_the_limit_is_refused_by_its_path() {
    let long = "a".repeat(5_000_000);
    for (fields, path) in [
        (format!(r#""section":"{long}""#), "$.section"),
        (format!(r#""authors":["A","{long}"]"#), "$.authors[1]"),
        (
            format!(r#""body":[{{"kind":"code","text":"{long}"}}]"#),
            "$.body[0].text",
        ),
        (
            format!(r#""body":[{{"kind":"paragraph","text":["{long}"]}}]"#),
            "$.body[0].text[0]",
        ),
        (format!(r#""body":[{{"kind":"{long}"}}]"#), "$.body[0].kind"),
        (
            format!(r#""body":[{{"kind":"timeline","text":"{long}"}}]"#),
            "$.body[0]",
        ),
    ] {
        let error = refused(&fields);
        assert_eq!((error.path.as_str(), &error.problem), (path, &Problem::TooLong));
    }
    let most = "a".repeat(MAX_STRING);
    let text = format!(r#"{{"slug":"tides","title":"{most}"}}"#);
    assert_eq!(read(&text).map(|article| article.title.len()), Ok(MAX_STRING));
}

// A later version may add fields, and generators have notes of their own.
#[test]
fn a_field_that_the_format_does_not_know_is_passed_over() {
    let text = r#"{"slug":"tides","title":"Tides","mood":{"deep":[1,2,{"x":null}]},"Title":"no"}"#;
    assert_eq!(
        read(text),
        Ok(article("tides", "Tides")).map(|mut article| {
            article.section = None;
            article
        })
    );
}

// `null` is how many generators write what is not there; the page must never print it.
#[test]
fn null_means_the_same_as_a_missing_field() {
    let full = r#"{"slug":"tides","title":"Tides","lead":null,"authors":null,"image":null,"body":null,"deadline":null}"#;
    assert_eq!(read(full), read(r#"{"slug":"tides","title":"Tides"}"#));
}

// Half a download, or the host's own error page under the file's name.
#[test]
fn text_that_is_no_json_says_so() {
    for text in [
        "",
        "<!doctype html>",
        r#"{"slug":"tides","#,
        "{slug: 'tides'}",
        "\u{FEFF}{}",
    ] {
        let error = read(text).expect_err(text);
        assert_eq!(error.path, "$");
        assert!(matches!(error.problem, Problem::Syntax(_)), "{error}");
        assert!(error.to_string().starts_with("$: not JSON: "), "{error}");
    }
}

// A string is written with all its characters, and a page shows them as they are: nothing is parsed out of them.
#[test]
fn text_is_kept_to_the_letter() {
    let title = "</script><img src=x onerror=alert(1)>\u{202E}\u{0}None null 潮 é e\u{301}";
    let mut told = article("tides", title);
    told.section = None;
    assert_eq!(
        read(&written(&told)).map(|article| article.title),
        Ok(title.to_owned())
    );
}
