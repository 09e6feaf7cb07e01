//! Articles made for tests.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use crate::support::{Folder, Portal};

/// Puts the article with every kind of block where the portal has another.
pub(crate) fn write_every_kind(folder: &Folder) {
    folder.write("content/articles/the-ropeworks.json", every_kind().to_string());
}

/// The portal with that article; none where the test is to be skipped.
pub(crate) fn with_every_kind() -> Option<Portal> {
    Portal::changed(write_every_kind)
}

/// An article with every kind of block and every mark, as `docs/bundle-format.md` has them.
pub(crate) fn every_kind() -> Value {
    let paragraph = |words: &str| json!({ "kind": "paragraph", "text": [words] });
    let marked = |words: &str, mark: &str| json!({ "text": words, "marks": [mark] });
    let image = |caption: &str| {
        json!({ "src": "media/the-ropeworks-640.avif", "alt": "A shed", "width": 640, "height": 400,
            "caption": [caption], "credit": "Drawing: Nobody" })
    };
    json!({
        "slug": "the-ropeworks", "section": "magazine", "title": "Every kind",
        "lead": ["All of them, ", marked("once", "em")],
        "body": [
            { "kind": "paragraph", "text": [
                marked("strong", "strong"), " ", marked("em", "em"), " ", marked("code", "code"), " ",
                marked("sub", "sub"), " ", marked("sup", "sup"), " ", marked("strike", "strike"), " ",
                { "text": "both", "marks": ["strong", "em"] }, { "break": true },
                { "text": "marée", "lang": "fr" }, " ", { "text": "بحر", "lang": "ar" }, " ",
                { "text": "one ", "link": "/magazine/" },
                { "text": "link", "link": "/magazine/", "marks": ["em"] }, " ",
                { "text": "away", "link": "https://example.org/" }, { "note": "1" },
            ] },
            { "kind": "heading", "level": 2, "id": "历史", "text": ["Level two"] },
            { "kind": "heading", "level": 3, "id": "three", "text": ["Level three"] },
            { "kind": "heading", "level": 4, "id": "four", "text": ["Level four"] },
            { "kind": "heading", "level": 5, "id": "five", "text": ["Level five"] },
            { "kind": "heading", "level": 6, "id": "six", "text": ["Level six"] },
            { "kind": "list", "ordered": true, "start": 3, "items": [
                [paragraph("third"), { "kind": "list", "items": [[paragraph("nested")]] }],
                [paragraph("fourth"), paragraph("with more")],
            ] },
            { "kind": "quote", "body": [paragraph("Words of somebody else.")] },
            { "kind": "pull-quote", "text": ["Our own words."], "attribution": "Ines Tavora" },
            { "kind": "figure", "image": image("A caption") },
            { "kind": "gallery", "images": [image("first"), image("second")], "caption": ["Both"] },
            { "kind": "code", "language": "rust", "text": "fn main() {\n    println!(\"<b>no markup</b>\");\n}" },
            { "kind": "table", "caption": ["Heights"],
                "head": [{ "text": ["Port"] }, { "text": ["Metres"], "align": "end" }],
                "rows": [[{ "text": ["Avel"], "header": true }, { "text": ["4.1"], "align": "end" }]] },
            { "kind": "embed", "service": "youtube", "id": "abc", "title": "The tide", "link": "https://example.org/v" },
            { "kind": "audio", "src": "media/harbour-bell.mp3", "title": "The bell", "transcript": "Two strokes." },
            { "kind": "video", "src": "media/rope-laying.mp4", "title": "The rope", "poster": "media/ropeworks-floor.avif",
                "width": 640, "height": 360 },
            { "kind": "file", "src": "media/programme.pdf", "title": "Programme", "bytes": 48213 },
            { "kind": "callout", "tone": "tip", "title": "Bring boots", "body": [paragraph("Mud.")] },
            { "kind": "callout", "tone": "warning", "body": [paragraph("Deep mud.")] },
            { "kind": "details", "summary": "How we counted", "body": [paragraph("Twice.")] },
            { "kind": "separator" },
            { "kind": "timeline", "title": "A kind of tomorrow", "items": [{ "text": "its words" }], "src": "not words" },
            { "kind": "footnotes", "notes": [{ "id": "1", "body": [paragraph("The note.")] }] },
        ],
    })
}

/// A magazine of 60 articles, the newest first named “Piece 60”.
pub(crate) fn sixty(content: &Path) {
    let write = |name: &str, text: String| fs::write(content.join(name), text).expect("the folder is ours");
    fs::create_dir_all(content.join("magazine")).expect("the folder is ours");
    let site =
        "name = \"Sixty\"\nlanguage = \"en\"\n[[sections]]\nslug = \"magazine\"\nname = \"Magazine\"\n";
    write("site.toml", site.to_owned());
    for number in 1..=60 {
        let (month, day) = (1 + number / 28, 1 + number % 28);
        let text = format!(
            "+++\ntitle = \"Piece {number}\"\npublished = 2026-0{month}-{day:02}\n+++\n\nWords of piece {number}.\n"
        );
        write(&format!("magazine/piece-{number}.md"), text);
    }
}
