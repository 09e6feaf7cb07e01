//! What press writes as Markdown it reads as the same article.

#[path = "../../../content/tests/support/mod.rs"]
mod values;

use content::article::Article;
use content::block::Block;
use content::site::Site;
use press::diagnostic::{Findings, Severity};
use press::read::article::{Name, name, read};
use press::read::markdown::write;
use press::read::media::Media;
use press::read::media::view::View;
use proptest::prelude::*;

/// Reads the text of an article as press does; every picture and file that it names is taken to be there.
fn reread(article: &Article, text: &str) -> (Article, Vec<String>) {
    let name = Name {
        slug: article.slug.clone(),
        section: article.section.clone(),
        published: None,
    };
    let draft = read(
        name,
        text,
        None,
        &View::new(&Media::assumed()),
        Findings::new("a.md"),
    );
    let errors = draft.findings.into_diagnostics();
    let errors = errors.iter().filter(|found| found.severity == Severity::Error);
    (draft.article, errors.map(ToString::to_string).collect())
}

/// Without what the files of the media folder say, and the other articles, which no text can.
fn without_measures(mut article: Article) -> Article {
    fn image(image: &mut content::block::Image) {
        image.width = None;
        image.height = None;
        image.sources.clear();
    }
    fn blocks(body: &mut [Block]) {
        for block in body {
            match block {
                Block::Figure(figure) => image(&mut figure.image),
                Block::Gallery(gallery) => gallery.images.iter_mut().for_each(image),
                Block::File(file) => file.bytes = None,
                Block::List(list) => list.items.iter_mut().for_each(|item| blocks(item)),
                Block::Quote(quote) => blocks(&mut quote.body),
                Block::Callout(callout) => blocks(&mut callout.body),
                Block::Details(details) => blocks(&mut details.body),
                Block::Footnotes(notes) => notes.notes.iter_mut().for_each(|note| blocks(&mut note.body)),
                _ => {}
            }
        }
    }
    article.image.iter_mut().for_each(image);
    blocks(&mut article.body);
    article.tags.clear();
    article.bylines.clear();
    article.translations.clear();
    article.calendar = false;
    article.similar.clear();
    article.minutes = None;
    article.before = None;
    article.after = None;
    article
}

fn site() -> Site {
    values::site()
}

/// Writes what was read, reads it again and compares.
fn assert_survives(read: &Article) {
    let text = write::article(read, &site());
    let (again, errors) = reread(read, &text);
    assert_eq!(errors, Vec::<String>::new(), "{text}");
    let (again, read) = (without_measures(again), without_measures(read.clone()));
    assert!(again == read, "{}\nwritten as\n{text}", difference(&again, &read));
}

/// Where two articles differ, as lines of JSON.
fn difference(a: &Article, b: &Article) -> String {
    let lines = |article| serde_json::to_string_pretty(article).expect("an article is written as JSON");
    let (a, b) = (lines(a), lines(b));
    let same = a.lines().zip(b.lines()).take_while(|(a, b)| a == b).count();
    let part = |text: &str| {
        text.lines()
            .skip(same.saturating_sub(6))
            .take(16)
            .collect::<Vec<_>>()
            .join("\n")
    };
    format!("read again:\n{}\nread first:\n{}", part(&a), part(&b))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    // Whatever article a bundle can hold: once it has been written and read, nothing more may change.
    #[test]
    fn an_article_that_was_read_is_written_so_that_it_is_read_again(mut article in values::articles()) {
        article.title = format!("T {}", article.title);
        let text = write::article(&article, &site());
        let (read, _) = reread(&article, &text);
        assert_survives(&read);
    }

    // Text made of the characters that mean something in Markdown.
    #[test]
    fn markup_that_was_read_is_written_so_that_it_is_read_again(
        pieces in prop::collection::vec(
            prop::sample::select(vec![
                "*", "**", "_", "__", "`", "```", "\n", "\n\n", "> ", "- ", "+ ", "1. ", "2) ", "# ", "## ", "[", "](", ")", "![",
                "[^1]", "\n\n[^1]: ", "|", "\n|---|\n", "<em>", "</em>", "<a href=\"/\">", "</a>", "<table>", "<tr><td>", "<th>",
                "<sub>", "</sub>", "<code>", "</code>", "<br>", "<span lang=fr>", "</span>", "<strong>", "</strong>",
                "<details>", "<summary>", "</summary>", "<img src=media/a>", "<div>\n", "~~", "é", "历", "    ", "\t", "  \n", "\\\n",
                "```figure\nsrc = \"media/a\"\n", "```details a\n", "````pull-quote b\n", "> [!NOTE] a\n", "---\n", "Table: ", "word",
                " ", "\\", "&amp;", "&#32;", "&#10;", "&", "#", "{#a}", "!", ":", "://", "http", "www.a.b", "a@b.c", "{", "}", "%", "{:",
                "===", "---", "<!-- -->", "\u{a0}", "“", ".", ",", "\"", "https://a.b/c",
            ]),
            0..40,
        ),
    ) {
        assert_body_survives(&pieces.concat());
    }

    // The importer compares what it wrote with what it meant: tidying must say what reading gives.
    #[test]
    fn tidying_changes_nothing_that_was_read(mut article in values::articles()) {
        article.title = format!("T {}", article.title);
        let text = write::article(&article, &site());
        let (read, _) = reread(&article, &text);
        prop_assert_eq!(write::tidy(&read), read);
    }

    // Characters must come through whatever they are: this is the alphabet of Markdown and some of Unicode.
    #[test]
    fn every_text_of_a_paragraph_comes_through(text in "[ -~\u{a0}é历—“”]{0,24}") {
        let mut article = values::article("a", "A");
        article.lead = vec![content::inline::Inline::Text("Lead".to_owned())];
        article.body = vec![values::paragraph(&text)];
        let written = write::article(&article, &site());
        let (read, _) = reread(&article, &written);
        prop_assert_eq!(&read, &write::tidy(&article), "{}", written);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(20_000))]

    // Marks alone: that delimiters of one meet those of another is rare among everything else.
    #[test]
    fn marks_that_overlap_are_written_so_that_they_are_read_again(
        pieces in prop::collection::vec(
            prop::sample::select(vec![
                "*", "**", "***", "_", "__", "~~", "<em>", "</em>", "<strong>", "</strong>", "<s>", "</s>", "<sub>", "</sub>",
                "<code>", "</code>", "`", "[", "](/)", "<span lang=fr>", "</span>", "<br>", "\\", "word", "é", "历", " ", "1", ".", "“",
            ]),
            0..16,
        ),
    ) {
        assert_body_survives(&pieces.concat());
    }
}

/// Reads a body of an article, and looks whether it survives being written.
fn assert_body_survives(body: &str) {
    let (name, _) = name("a", None).expect("the letter is a slug");
    let text = format!("+++\ntitle = \"A\"\n+++\n{body}");
    let draft = read(
        name,
        &text,
        None,
        &View::new(&Media::assumed()),
        Findings::new("a.md"),
    );
    assert_survives(&draft.article);
}

// comrak looks past tildes at what lies beyond them: tildes chosen later change where a delimiter stands that was chosen before.
#[test]
fn no_tildes_are_written_beside_the_delimiters_of_another_mark() {
    for body in [
        "*<em>~~**</em>1. word~~_",
        "<em><s>.</s></em><s>a</s>",
        "a<s><em>.</em></s><em>b</em>",
        "<strong><s>“</s></strong><s>word</s>",
    ] {
        assert_body_survives(body);
    }
}

/// Every article of a content folder is written and read again; the number of them.
fn assert_folder_survives(folder: &std::path::Path) -> usize {
    let outcome = press::edition::compose::compose(folder).expect("the folder holds a site.toml");
    let edition = outcome.edition.expect("the site can be read");
    for article in &edition.articles {
        let text = write::article(article, &edition.site);
        let (again, errors) = reread(article, &text);
        assert_eq!(errors, Vec::<String>::new(), "{}\n{text}", article.slug);
        let (again, article) = (without_measures(again), without_measures(article.clone()));
        assert!(
            again == article,
            "{}\n{}\n{text}",
            article.slug,
            difference(&again, &article)
        );
    }
    edition.articles.len()
}

// Real articles use the dialect as people do, tables, notes and galleries among it.
#[test]
fn every_demo_article_survives_being_written() {
    let demo = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../content");
    assert!(assert_folder_survives(&demo) > 40);
    assert!(assert_folder_survives(&crate::support::fixtures().join("sample")) > 3);
    assert!(assert_folder_survives(&crate::support::fixtures().join("imported")) > 1);
}

// Five hundred posts by people who never heard of press.
#[test]
fn every_post_of_18f_survives_being_written() {
    let Some(posts) = crate::support::shared("data/18f-posts") else {
        return;
    };
    let folder = crate::support::content(&[]);
    for post in std::fs::read_dir(&posts).expect("the folder was there a moment ago") {
        let path = post.expect("the folder can be listed").path();
        let name = path.file_name().expect("a file has a name");
        let text = std::fs::read(&path).expect("the post can be read");
        crate::support::write(&folder.path().join("content/magazine").join(name), text);
    }
    assert!(assert_folder_survives(&folder.path().join("content")) > 500);
}
