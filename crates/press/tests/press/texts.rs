//! Small rules of names, front matter and text that the fixtures do not show one by one.

use content::article::Article;
use content::block::Block;
use content::inline::plain;
use press::diagnostic::Findings;
use press::read::article::{Name, name, read};
use press::read::media::Media;
use press::read::media::view::View;
use press::read::names::{HeadingIds, nearest, slugify};
use proptest::prelude::*;

fn article(text: &str) -> (Article, Vec<String>) {
    let (name, _) = name("a", None).expect("the letter is a slug");
    let draft = read(
        name,
        text,
        None,
        &View::new(&Media::default()),
        Findings::new("a.md"),
    );
    let said = draft
        .findings
        .into_diagnostics()
        .iter()
        .map(ToString::to_string)
        .collect();
    (draft.article, said)
}

fn body(markdown: &str) -> Vec<Block> {
    article(&format!("+++\ntitle = \"A\"\n+++\n{markdown}")).0.body
}

// Editors write dates into file names so that folders sort; the address has the words only.
#[test]
fn a_date_before_a_file_name_is_its_day_and_not_its_slug() {
    let parts = |stem| {
        name(stem, None)
            .map(|(Name { slug, published, .. }, _)| (slug.to_string(), published.map(|day| day.to_string())))
    };
    assert_eq!(
        parts("2026-03-14-tides"),
        Ok(("tides".to_owned(), Some("2026-03-14".to_owned())))
    );
    assert_eq!(
        parts("2026-02-30-tides"),
        Ok(("2026-02-30-tides".to_owned(), None))
    );
    assert_eq!(parts("2026-03-14"), Ok(("2026-03-14".to_owned(), None)));
}

// Jekyll writes times and zones into dates; the day is what the portal shows.
#[test]
fn the_day_of_a_time_is_the_day_as_it_is_written() {
    for date in ["2015-03-17", "2015-03-17 23:30:00 -4", "2015-03-17T23:30:00Z"] {
        let (article, said) = article(&format!("---\ntitle: A\ndate: {date}\n---\n"));
        assert_eq!(
            article.published.map(|day| day.to_string()).as_deref(),
            Some("2015-03-17"),
            "{said:?}"
        );
    }
}

// Windows editors end lines with two characters, and some put an invisible one before the first.
#[test]
fn windows_line_ends_and_byte_order_marks_are_passed_over() {
    let folder = crate::support::content(&[(
        "magazine/a.md",
        "\u{FEFF}+++\r\ntitle = \"A\"\r\n+++\r\n\r\nOne\r\ntwo.\r\n",
    )]);
    let output = crate::support::press(folder.path(), &["build", "content", "--output", "out"]);
    assert_eq!(
        crate::support::transcript(&output),
        "exit 0\n0 errors, 0 warnings; 1 article; written to out\n"
    );
    let article = crate::support::json(&folder.path().join("out/articles/a.json"));
    assert_eq!(article["body"][0]["text"][0], "One two.");
}

// Only a paragraph that is all emphasis is a lead; one that merely begins with it is text.
#[test]
fn a_paragraph_with_some_emphasis_is_no_lead() {
    let (article, _) = article("+++\ntitle = \"A\"\n+++\n*Some* words.\n");
    assert!(article.lead.is_empty() && article.body.len() == 1);
}

// Two parts of a series differ in their last word, which a slug of limited length would lose.
#[test]
fn long_names_that_differ_at_their_end_have_different_slugs() {
    let long = "words ".repeat(30);
    let (one, two) = (slugify(&format!("{long} one")), slugify(&format!("{long} two")));
    assert!(one.is_some() && two.is_some() && one != two);
}

// A link to a heading must survive a second heading of the same words, also where that has a number already.
#[test]
fn heading_ids_are_unique_and_keep_their_script() {
    let mut ids = HeadingIds::default();
    let made = ["Notes", "Notes 2", "Notes", "历史", "!", "?"].map(|text| ids.next(text));
    assert_eq!(
        made,
        ["notes", "notes-2", "notes-3", "历史", "section", "section-2"]
    );
}

// Whatever words a heading has, its id is none of those that the portal's own elements have.
#[test]
fn no_words_become_an_id_of_the_portals() {
    let mut ids = HeadingIds::default();
    for words in [
        "Portal live",
        "portal_live",
        "PORTAL_MAIN",
        "_portal_ _main_",
        "portal_",
    ] {
        let id = ids.next(words);
        assert!(!id.starts_with("portal_"), "{words}: {id}");
    }
    assert_eq!(ids.claim("portal_live"), None);
    assert_eq!(ids.claim("portal-2"), Some("portal-2".to_owned()));
}

// A suggestion that is far from what was written sends people the wrong way.
#[test]
fn only_a_name_that_is_nearly_right_gets_a_suggestion() {
    assert_eq!(nearest("publishd", ["updated", "published"]), Some("published"));
    assert_eq!(nearest("layout", ["lead", "language"]), None);
}

// Code about templates must show the templates.
#[test]
fn template_tags_in_code_are_text() {
    for code in [
        "`{{ a }}`",
        "```\n{% a %}\n```",
        "    {{ a }}",
        "```html\n{{ a }}\n```\n\n`{% b %}`",
    ] {
        let (_, said) = article(&format!("+++\ntitle = \"A\"\n+++\n{code}\n"));
        assert!(said.is_empty(), "{code}: {said:?}");
    }
}

// A caption may begin like a list or a heading; it is a line all the same.
#[test]
fn a_line_that_looks_like_a_block_is_plain_text() {
    let (article, said) = article("+++\ntitle = \"A\"\nlead = \"2026. A year in pictures\"\n+++\n");
    assert_eq!(plain(&article.lead), "2026. A year in pictures", "{said:?}");
}

// The first cell of a table may well begin with the word; only a paragraph after a table is its caption.
#[test]
fn a_caption_without_a_table_is_a_paragraph() {
    assert!(matches!(body("Table: alone\n").as_slice(), [Block::Paragraph(_)]));
    assert!(matches!(
        body("| a |\n|---|\n| b |\n\nTable: its caption\n").as_slice(),
        [Block::Table(_)]
    ));
}

proptest! {
    // Whatever bytes an export holds, press must say something sensible rather than stop.
    #[test]
    fn no_text_makes_press_panic(text in any::<String>()) {
        body(&text);
        article(&text);
    }

    // Text made of the characters that mean something gets deeper into the parsers than random text does.
    #[test]
    fn no_markup_makes_press_panic(
        pieces in prop::collection::vec(
            prop::sample::select(vec![
                "*", "**", "_", "`", "```", "\n", "\n\n", "> ", "- ", "1. ", "# ", "[", "](", ")", "![", "[^1]", "[^1]: ",
                "|", "|---|\n", "<em>", "</em>", "<a href=\"/\">", "</a>", "<table>", "<tr><td>", "<details>", "<img src=a>",
                "<div>\n", "{% ", " %}", "{{ ", " }}", "{: ", "}", "\"/a\"", "raw", "endraw", "~~", "é", "历", "    ", "\t",
                "```figure\n", "src = \"a\"\n", "```details a\n", "> [!NOTE] a\n", "---\n", "Table: ", "word", " ", "\\",
            ]),
            0..60,
        ),
    ) {
        let text = pieces.concat();
        body(&text);
        article(&format!("---\n{text}"));
        article(&format!("+++\n{text}\n+++\n{text}"));
    }

    // A slug that press makes is always one that the portal reads.
    #[test]
    fn a_made_slug_is_a_slug(text in any::<String>()) {
        if let Some(slug) = slugify(&text) {
            prop_assert!(content::slug::Slug::parse(slug.as_ref()).is_some());
        }
    }
}
