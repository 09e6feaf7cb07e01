//! Text within a block.

mod support;

use content::inline::{Inline, Mark, NoteReference, Run, plain};

fn run(text: &str) -> Inline {
    Inline::Run(Run {
        text: text.to_owned(),
        marks: vec![Mark::Em],
        lang: None,
        link: None,
    })
}

// Cards, titles and the search for similar articles read leads without marks.
#[test]
fn plain_words_lose_marks_and_notes_and_keep_a_space_for_a_break() {
    let note = Inline::Note(NoteReference { note: "1".to_owned() });
    let text = [
        Inline::Text("Low ".to_owned()),
        run("water"),
        note,
        Inline::line_break(),
        run("rises"),
    ];
    assert_eq!(plain(&text), "Low water rises");
    assert_eq!(plain(&[]), "");
}

// The word in JSON and the word of `as_str` are made in different places.
#[test]
fn a_mark_is_found_again_by_its_word() {
    for word in ["strong", "em", "code", "sub", "sup", "strike"] {
        assert_eq!(Mark::from_word(word).map(Mark::as_str), Some(word));
    }
    for word in ["", "Strong", "bold", "script", " em"] {
        assert_eq!(Mark::from_word(word), None, "{word:?} is no mark");
    }
}

#[cfg(feature = "json")]
mod in_json {
    use content::json::{DecodeError, from_text};

    use super::*;

    fn read(text: &str) -> Result<Vec<Inline>, DecodeError> {
        from_text(text)
    }

    // The four forms that docs/bundle-format.md names.
    #[test]
    fn each_form_is_read_as_what_it_is() {
        let text = r#"["a",{"text":"b","marks":["em"]},{"note":"1"},{"break":true},{"text":"c"}]"#;
        let expected = vec![
            Inline::Text("a".to_owned()),
            run("b"),
            Inline::Note(NoteReference { note: "1".to_owned() }),
            Inline::line_break(),
            Inline::Run(Run {
                text: "c".to_owned(),
                marks: Vec::new(),
                lang: None,
                link: None,
            }),
        ];
        assert_eq!(read(text), Ok(expected));
    }

    // A generator that always writes the field must not lose the words beside it.
    #[test]
    fn a_break_that_is_false_is_no_break() {
        let expected = Inline::Run(Run {
            text: "a".to_owned(),
            marks: Vec::new(),
            lang: None,
            link: None,
        });
        assert_eq!(read(r#"[{"break":false,"text":"a"}]"#), Ok(vec![expected]));
        let error = read(r#"[{"break":false}]"#).expect_err("there are no words");
        assert_eq!(error.path, "$[0].text");
    }
}
