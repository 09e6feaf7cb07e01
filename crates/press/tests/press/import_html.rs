//! HTML from elsewhere as blocks: whatever it is, the blocks are such that a reader's browser can read them.

use std::collections::BTreeSet;

use content::article::Article;
use content::block::Block;
use content::href::{Href, MediaPath};
use content::json;
use content::slug::Slug;
use press::import::account::{Account, Place};
use press::import::html::{Context, Surroundings, blocks};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

/// A site of which every second file is at hand.
#[derive(Default)]
struct Elsewhere {
    asked: BTreeSet<String>,
}

impl Surroundings for Elsewhere {
    fn link(&mut self, url: &str) -> Option<Href> {
        Href::parse(url)
    }

    fn file(&mut self, url: &str) -> Option<MediaPath> {
        self.asked.insert(url.to_owned());
        url.len()
            .is_multiple_of(2)
            .then(|| MediaPath::parse("media/a.jpg"))
            .flatten()
    }
}

fn converted(html: &str) -> (Vec<Block>, Account) {
    let mut account = Account::default();
    let mut site = Elsewhere::default();
    let mut context = Context::new(&mut account, Place::default(), &mut site);
    context.add_note(
        "n".to_owned(),
        "A <em>note</em><sup data-fn=\"n\">1</sup>".to_owned(),
    );
    let blocks = blocks(html, &mut context);
    (blocks, account)
}

/// The blocks as the portal reads them again.
fn reread(body: Vec<Block>) -> Result<Article, json::DecodeError> {
    let empty = r#"{"slug":"a","title":"A"}"#;
    let mut article: Article = json::from_text(empty).expect("an article needs no more");
    article.slug = Slug::parse("a").expect("it is a slug");
    article.body = body;
    let text = serde_json::to_string(&article).expect("an article can be written");
    json::from_text(&text)
}

/// Pieces of HTML, in any order: most of the defects are tags that do not fit each other.
fn html() -> impl Strategy<Value = String> {
    let name = prop::sample::select(vec![
        "p",
        "div",
        "ul",
        "ol",
        "li",
        "table",
        "caption",
        "thead",
        "tr",
        "td",
        "th",
        "blockquote",
        "cite",
        "figure",
        "figcaption",
        "pre",
        "code",
        "h1",
        "h3",
        "h6",
        "a",
        "b",
        "em",
        "sup",
        "details",
        "summary",
        "dl",
        "dt",
        "dd",
        "q",
        "span",
        "svg",
        "script",
        "noscript",
        "template",
        "select",
        "option",
        "iframe",
        "object",
        "video",
        "audio",
        "source",
        "picture",
        "math",
        "form",
        "input",
        "ruby",
        "rt",
        "center",
        "main",
        "frameset",
        "html",
        "body",
    ]);
    let attribute = prop::sample::select(vec![
        "",
        " href=\"#x\"",
        " href=\"https://example.org/\"",
        " href=\"javascript:alert(1)\"",
        " id=\"x\"",
        " class=\"wp-block-gallery\"",
        " class=\"wp-block-pullquote\"",
        " class=\"wp-block-embed\"",
        " class=\"wp-block-file\"",
        " class=\"wp-block-verse\"",
        " class=\"wp-block-cover\" style=\"background-image:url(https://a.example/b.jpg)\"",
        " class=\"wp-caption\"",
        " class=\"wp-caption-text\"",
        " data-fn=\"n\"",
        " colspan=\"3\" rowspan=\"2\"",
        " src=\"https://www.youtube.com/embed/SQEQr7c0-dw\"",
        " src=\"https://example.org/f.mp3\" title=\"T\"",
        " lang=\"ar\"",
        " start=\"99999999999\"",
    ]);
    let piece = prop_oneof![
        (name.clone(), attribute).prop_map(|(name, attribute)| format!("<{name}{attribute}>")),
        name.prop_map(|name| format!("</{name}>")),
        Just("<img src=\"https://example.org/ab.jpg\" alt=\"Alt\">".to_owned()),
        Just("<img src=\"data:image/gif;base64,R0\">".to_owned()),
        Just("<br>".to_owned()),
        Just("<hr>".to_owned()),
        Just(" https://vimeo.com/12345 ".to_owned()),
        Just("&nbsp;&#0;&#xD800;&amp;".to_owned()),
        "[ -~\n]{0,12}",
        "\\PC{0,6}",
    ];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

// A body that the portal cannot read is a blank page; an element without a fate is a lie in the report.
#[test]
fn whatever_the_html_is_the_portal_reads_its_blocks_and_every_element_has_a_fate() {
    let config = Config {
        cases: 2_000,
        failure_persistence: None,
        ..Config::default()
    };
    let mut runner = TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    let result = runner.run(&html(), |html| {
        let (made, account) = converted(&html);
        prop_assert!(account.balances(), "{:?}", account.tallies);
        let again = reread(made.clone());
        prop_assert!(again.is_ok(), "{:?}", again.err());
        prop_assert_eq!(again.map(|article| article.body).unwrap_or_default(), made);
        Ok(())
    });
    if let Err(error) = result {
        panic!("{error}");
    }
}

// Thirty lists within each other are more than the bundle's format can hold.
#[test]
fn lists_that_stand_too_deep_are_flattened() {
    for (open, close) in [
        ("<ul><li>", "</li></ul>"),
        ("<blockquote>", "</blockquote>"),
        ("<details><summary>s</summary>", "</details>"),
    ] {
        let html = format!("{}innermost{}", open.repeat(90), close.repeat(90));
        let (made, account) = converted(&html);
        let text = serde_json::to_string(&made).expect("blocks can be written");
        assert!(text.contains("innermost"), "{text}");
        assert!(account.tallies["element"].changed > 0);
        reread(made).unwrap_or_else(|error| panic!("{open}: {error}"));
    }
}

#[test]
fn no_program_and_no_unsafe_address_comes_along() {
    let html = "<p onclick=\"x()\">a<script>alert(1)</script><a href=\"javascript:alert(2)\">b</a>\
                <a href=\"https://example.org/\">c</a></p><style>p{}</style><iframe src=\"javascript:alert(3)\"></iframe>";
    let (made, _) = converted(html);
    let text = serde_json::to_string(&made).expect("blocks can be written");
    assert!(text.contains("https://example.org/"), "{text}");
    for danger in ["alert", "javascript", "onclick", "p{}"] {
        assert!(!text.contains(danger), "{danger} in {text}");
    }
}

#[test]
fn cells_over_several_columns_and_rows_leave_the_others_in_their_columns() {
    let html = "<table><tr><th>a</th><th>b</th><th>c</th></tr>\
                <tr><td rowspan=2>1</td><td colspan=2>2</td></tr><tr><td>3</td><td>4</td></tr></table>";
    let (made, _) = converted(html);
    let [Block::Table(table)] = made.as_slice() else {
        panic!("{made:?}")
    };
    let rows: Vec<Vec<String>> = table
        .rows
        .iter()
        .map(|row| {
            row.iter()
                .map(|cell| content::inline::plain(&cell.text))
                .collect()
        })
        .collect();
    assert_eq!(rows, [["1", "2", ""], ["", "3", "4"]]);
}
