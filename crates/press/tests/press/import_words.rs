//! How many words of what readers saw an import has kept, counted apart from it, and why the others are missing.

use std::fs;

use serde_json::Value;

use crate::support::{press, transcript, write};

/// Imports files and gives what the report says of words.
fn words(files: &[(&str, &str)], source: &str, input: &str) -> Value {
    let folder = tempfile::tempdir().expect("there is room for a temporary folder");
    for (name, text) in files {
        write(&folder.path().join(name), text);
    }
    let output = press(
        folder.path(),
        &[
            "import",
            source,
            input,
            "-o",
            "new",
            "--format",
            "json",
            "--report",
            "report.json",
        ],
    );
    let report = fs::read_to_string(folder.path().join("report.json"));
    let report = report.unwrap_or_else(|_| panic!("{}", transcript(&output)));
    let report: Value = serde_json::from_str(&report).expect("the report is JSON");
    report["words"].clone()
}

fn feed(html: &str) -> String {
    let html = serde_json::to_string(html).expect("a text can be written");
    format!(
        "{{ \"version\": \"https://jsonfeed.org/version/1.1\", \"title\": \"F\", \"items\": [{{ \"id\": \"1\", \"title\": \"A title\", \"content_html\": {html} }}] }}"
    )
}

// An editor who is told that all words are there will not look for those that are not. Each kind of loss has its own name.
#[test]
fn what_is_missing_is_told_by_where_it_stood() {
    for (html, read, kept, causes) in [
        ("<p>Five words of <b>pla</b>in text.</p>", 7, 7, &[][..]),
        (
            "<p>One.</p><form><select><option>Your name</option></select></form>",
            5,
            3,
            &[("forms", 2)],
        ),
        (
            "<p>One.</p><script>var two = 'three';</script><style>p { color: red }</style>",
            3,
            3,
            &[],
        ),
        (
            "<table><tr><th>Tide</th><td>low &amp; high</td></tr></table>",
            5,
            5,
            &[],
        ),
        (
            "<p>One.</p><svg><title>unseen</title><text>Lock two</text></svg>",
            5,
            3,
            &[("drawings", 2)],
        ),
        ("<pre><code>let rope = 1;</code></pre>", 5, 5, &[]),
        ("<p>https://old.example/a/b</p>", 2, 2, &[]),
    ] {
        let words = words(&[("feed.json", &feed(html))], "jsonfeed", "feed.json");
        assert_eq!(
            (&words["read"], &words["kept"]),
            (&read.into(), &kept.into()),
            "{html}: {words}"
        );
        let missing = words["missing"].as_object().expect("it is a table");
        let missing: Vec<_> = missing
            .iter()
            .map(|(cause, words)| (cause.as_str(), words.as_u64()))
            .collect();
        let causes: Vec<_> = causes
            .iter()
            .map(|(cause, words)| (*cause, Some(*words)))
            .collect();
        assert_eq!(missing, causes, "{html}");
    }
}

// Words that stand in a text twice must be there twice, and those that an import makes up stand for none of them.
#[test]
fn made_up_words_make_good_for_no_lost_ones() {
    let html = "<p>rope</p><img src=\"https://old.example/rope.png\" alt=\"\"><select><option>rope</option><option>rope</option></select>";
    let words = words(&[("feed.json", &feed(html))], "jsonfeed", "feed.json");
    let (read, kept) = (words["read"].as_u64(), words["kept"].as_u64());
    assert_eq!(read, Some(5), "{words}");
    assert!(kept < read, "{words}");
}

// One sentence in Chinese, Japanese or Thai is one word between spaces: what is lost of it would be told as nothing.
#[test]
fn scripts_without_spaces_are_counted_by_their_letters() {
    let html = "<p>锚链和钟</p><p>鐘の綱</p><p>ระฆัง</p><select><option>锚链</option></select>";
    let words = words(&[("feed.json", &feed(html))], "jsonfeed", "feed.json");
    // Two words of the title, four, three and four letters, and two that are lost.
    assert_eq!(
        (&words["read"], &words["kept"]),
        (&15.into(), &13.into()),
        "{words}"
    );
}

// A drafted text, a broken file and a page in another language than Markdown are no words of the articles, and told apart.
#[test]
fn whole_texts_that_are_missing_count_with_all_their_words() {
    let files = [
        ("site/hugo.toml", "title = \"Reed\"\n"),
        (
            "site/content/news/quay.md",
            "---\ntitle: Quay\n---\nFour words of text.\n",
        ),
        (
            "site/content/news/draft.md",
            "---\ntitle: Secret\ndraft: true\n---\nThree more words.\n",
        ),
        (
            "site/content/news/broken.md",
            "---\ntitle: [open\n---\nThis file is broken.\n",
        ),
        (
            "site/content/news/old.adoc",
            "= Old\n\nThe bell of the old lock was cast in the year of the flood, and it hung above the quay until the gates were moved.\n",
        ),
        (
            "site/layouts/index.html",
            "---\n---\nno page no page no page no page no page no page no page no page no page no page no page",
        ),
    ];
    let words = words(&files, "markdown", "site");
    assert_eq!(words["kept"], 5, "{words}");
    assert_eq!(words["withheld"], 4, "{words}");
    let missing = words["missing"].as_object().expect("it is a table");
    assert!(
        missing["texts that cannot be read"].as_u64() >= Some(4),
        "{words}"
    );
    assert_eq!(missing["files of a kind that is not read"], 26, "{words}");
    assert_eq!(missing.len(), 2, "{words}");
}

// What generators put into Markdown is not text; what they show of it is.
#[test]
fn tags_of_templates_are_no_words_and_the_words_in_them_are() {
    for (name, body, read, kept) in [
        ("a.md", "Text {{< ref \"b.md\" >}} and {{ site.title }}.\n", 3, 3),
        (
            "a.md",
            "{{< odd title=\"Two words\" >}}\nInside.\n{{< /odd >}}\n",
            4,
            4,
        ),
        ("a.md", "```go-html-template\n{{ .Title }} {{ end }}\n```\n", 3, 3),
        (
            "a.md",
            "A link [to there](/x/y \"unseen\"), `code` and <em>HTML</em>.\n",
            8,
            8,
        ),
        ("a.md", "Text.\n{: .note}\n\n## Head {#part}\n", 3, 3),
        (
            "a.mdx",
            "import A from './a'\n\nText {/* unseen */} <A client:load />.\n",
            2,
            2,
        ),
        (
            "a.md",
            "> [!note] Mind\n> the step\n\n:::tip[Take care]\nof it\n:::\n",
            8,
            8,
        ),
        ("a.md", "Words[^1].\n\n[^1]: Note.\n", 3, 3),
    ] {
        let file = format!("site/content/news/{name}");
        let text = format!("---\ntitle: T\n---\n{body}");
        let words = words(&[("site/hugo.toml", ""), (&file, &text)], "markdown", "site");
        assert_eq!(
            (&words["read"], &words["kept"]),
            (&read.into(), &kept.into()),
            "{body}: {words}"
        );
    }
}

// Shortcodes of WordPress are no text, but what stands between them is, and code is whatever it holds.
#[test]
fn shortcodes_are_no_words_and_the_words_between_them_are() {
    for (body, read, kept) in [
        ("[vc_row width=\"1/2\"]Three plain words[/vc_row] [sic] end", 6, 6),
        ("[code language=\"html\"]<b>let</b> it[/code]", 5, 5),
        ("A bare word\n\n[gallery ids=\"1,2\"]", 4, 4),
    ] {
        let export = format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?><rss version=\"2.0\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" xmlns:wp=\"http://wordpress.org/export/1.2/\"><channel><title>Reed</title><link>https://reed.example</link><language>en</language><wp:wxr_version>1.2</wp:wxr_version><wp:base_blog_url>https://reed.example</wp:base_blog_url>\
            <item><title>T</title><link>https://reed.example/a/</link><content:encoded><![CDATA[{body}]]></content:encoded><wp:post_id>1</wp:post_id><wp:post_date>2024-01-02 10:00:00</wp:post_date><wp:post_name>a</wp:post_name><wp:status>publish</wp:status><wp:post_type>post</wp:post_type></item></channel></rss>"
        );
        let words = words(&[("export.xml", &export)], "wordpress", "export.xml");
        assert_eq!(
            (&words["read"], &words["kept"]),
            (&read.into(), &kept.into()),
            "{body}: {words}"
        );
    }
}

// What press makes of an editor's own format is no measure of what stood in it.
#[test]
fn words_of_ghost_are_counted_in_what_its_editor_kept() {
    let lexical = r#"{"root":{"type":"root","children":[
        {"type":"paragraph","children":[{"type":"extended-text","text":"Bo","format":1},{"type":"extended-text","text":"ld words"}]},
        {"type":"callout","calloutText":"<p>Mind the step</p>"},
        {"type":"signup","header":"Join us now"}]}}"#;
    let mobiledoc = r#"{"version":"0.3.1","atoms":[],"cards":[["image",{"src":"/p.png","caption":"A pole"}],["email",{"html":"<p>Dear reader</p>"}]],"markups":[["strong"]],
        "sections":[[1,"p",[[0,[0],1,"Stro"],[0,[],0,"ng"]]],[10,0],[10,1],[3,"ul",[[[0,[],0,"one"]],[[0,[],0,"two"]]]]]}"#;
    let export = serde_json::json!({ "db": [{ "meta": { "version": "5.0.0" }, "data": { "posts": [
        { "id": "1", "title": "Quay", "slug": "quay", "status": "published", "type": "post", "lexical": lexical },
        { "id": "2", "title": "Pole", "slug": "pole", "status": "published", "type": "post", "mobiledoc": mobiledoc },
        { "id": "3", "title": "Closed", "slug": "closed", "status": "published", "visibility": "paid", "type": "post", "html": "<p>Three more words</p>" },
        { "id": "4", "title": "Half", "slug": "half", "status": "published", "type": "post", "html": "<p>Open.</p><!--members-only--><p>Shut.</p>" }
    ], "settings": [] } }] });
    let words = words(&[("ghost.json", &export.to_string())], "ghost", "ghost.json");
    assert_eq!(
        (&words["read"], &words["kept"]),
        (&14.into(), &14.into()),
        "{words}"
    );
    assert_eq!(words["withheld"], 4, "{words}");
}
