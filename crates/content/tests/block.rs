//! Blocks.

mod support;

use content::block::{Align, Level, Tone};

// The title is the page's only level 1, and HTML has six.
#[test]
fn a_heading_within_an_article_has_level_2_to_6() {
    let levels: Vec<u8> = (0..=255).filter_map(Level::new).map(Level::get).collect();
    assert_eq!(levels, [2, 3, 4, 5, 6]);
}

// The style sheet and `press` use these words.
#[test]
fn tones_and_alignments_are_found_again_by_their_words() {
    for word in ["note", "tip", "important", "warning", "caution"] {
        assert_eq!(Tone::from_word(word).map(Tone::as_str), Some(word));
    }
    for word in ["start", "center", "end"] {
        assert_eq!(Align::from_word(word).map(Align::as_str), Some(word));
    }
    assert_eq!((Tone::from_word("NOTE"), Align::from_word("left")), (None, None));
}

#[cfg(feature = "json")]
mod in_json {
    use content::block::{Block, Unknown};
    use content::json::from_text;
    use proptest::prelude::*;

    use super::support::blocks;

    fn unknown(text: &str) -> Unknown {
        match from_text::<Block>(text) {
            Ok(Block::Unknown(block)) => block,
            other => panic!("{text} became {other:?}"),
        }
    }

    proptest! {
        // `kind` is what press and the schema name; the match that writes it and the one that reads it are two.
        #[test]
        fn the_kind_is_what_json_says(block in blocks()) {
            let value = serde_json::to_value(&block).expect("a block is written");
            prop_assert_eq!(value["kind"].as_str(), Some(block.kind()));
            prop_assert_eq!(from_text::<Block>(&value.to_string()), Ok(block));
        }
    }

    // An old tab, or a deployer who updates content first: the reader gets the words.
    #[test]
    fn a_block_of_an_unknown_kind_shows_its_words() {
        let block = unknown(
            r#"{"kind":"timeline","title":"Years","src":"media/a.json","events":[
                {"id":"one","text":["1901, ",{"text":"a storm","marks":["em"],"link":"/storm/"}]},
                {"label":"1902","icon":"wave","body":[{"kind":"paragraph","text":["calm"]}]}
            ],"colour":"blue","width":3}"#,
        );
        assert_eq!(block.kind, "timeline");
        assert_eq!(block.text, "Years 1901, a storm 1902 calm");
    }

    // A name is no word: nobody wants to read `media/a.json` in a text.
    #[test]
    fn names_in_an_unknown_block_are_not_shown() {
        let block =
            unknown(r#"{"kind":"map","src":"media/a.json","id":"x","marks":["strong"],"layers":["a","b"]}"#);
        assert_eq!(block.text, "");
    }

    // Its words are joined by single spaces, whatever stands around and between them.
    #[test]
    fn the_words_of_an_unknown_block_are_joined_by_single_spaces() {
        let block =
            unknown(r#"{"kind":"verse","text":[" a ","","  ","b\n"],"body":[[["c"]]],"caption":null}"#);
        assert_eq!(block.text, "a b c");
    }
}
