//! What every import promises: `press check` finds no error in what it wrote, `press build` takes it unedited, and each
//! article of the source is there or was withheld with a reason.

use std::fs;
use std::path::Path;

use content::day::Moment;
use press::edition::compose::compose;
use press::import::account::Fate;
use press::import::markdown::{Options, read};
use press::import::{Imported, folder, furnish, mend, wordpress};
use proptest::prelude::*;

use crate::support::{press, shared, transcript, write};

/// Imports, checks and builds what `arguments` name, in that order; what came of each.
fn carried_out(arguments: &[&str]) -> (String, Result<(), String>) {
    let folder = tempfile::tempdir().expect("there is room for a temporary folder");
    let content = folder.path().join("content");
    let content = content.to_str().expect("temporary folders have plain names");
    let mut import = vec!["import"];
    import.extend(arguments);
    import.extend(["-o", content]);
    let output = press(folder.path(), &import);
    let said = transcript(&output);
    if !Path::new(content).is_dir() {
        return (said.clone(), Err(said));
    }
    for command in [
        vec!["check", content],
        vec!["build", content, "--output", "bundle"],
    ] {
        let output = press(folder.path(), &command);
        if output.status.code() != Some(0) {
            return (said, Err(format!("{command:?}: {}", transcript(&output))));
        }
    }
    (said, Ok(()))
}

/// Each kind of input that once came out of an import broken, whichever kind it is; they stand beside the checkout.
#[test]
fn whatever_is_imported_passes_check_and_build_unedited() {
    let Some(cases) = shared("cases") else { return };
    let mut broken = Vec::new();
    for (source, folder) in [("wordpress", "wordpress"), ("markdown", "markdown")] {
        let entries = fs::read_dir(cases.join(folder)).expect("the cases have a folder for each source");
        for entry in entries.flatten() {
            let is_input = entry.path().is_dir() == (source == "markdown");
            let path = entry.path().display().to_string();
            if is_input && let (_, Err(why)) = carried_out(&[source, &path]) {
                broken.push(format!("{path}: {why}"));
            }
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

/// Half a magazine, whose shortcodes name a service that no site here describes.
#[test]
fn a_real_magazine_passes_check_and_build_unedited() {
    let Some(data) = shared("data/digitalgov-half") else {
        return;
    };
    let path = data.display().to_string();
    let (said, outcome) = carried_out(&["markdown", &path]);
    assert_eq!(outcome, Ok(()));
    assert!(said.contains("1016 articles and "), "{said}");
}

fn imported(files: &[(String, String)]) -> Imported {
    let folder = tempfile::tempdir().expect("there is room for a temporary folder");
    for (name, text) in files {
        write(&folder.path().join(name), text);
    }
    let options = Options {
        dialect: None,
        now: content::day::Day::parse("2026-06-01").expect("it is a day"),
        media: None,
        map: Vec::new(),
    };
    read(folder.path(), &options).expect("the folder holds Markdown")
}

// What people write is any of these beside, and within, any other.
const PIECES: [&str; 40] = [
    "Words of *rope*.\n\n",
    "# One\n\n## Two\n\n## Two\n\n",
    "## find {#find}\n\n",
    "{{< tweet user=\"a\" id=\"1\" >}}\n\n",
    "{{< gist a 1 >}}\n\n",
    "{{< youtube id=\"abcdefgh\" >}}\n\n",
    "<details>\n\nNothing says what it is.\n\n</details>\n\n",
    "<iframe src=\"https://player.example/1\"></iframe>\n\n",
    "```embed\nservice = \"nobody\"\nid = \"1\"\n```\n\n",
    "```embed\nservice = \"youtube\"\n```\n\n",
    "```callout\n```\n\n",
    "> > > > quoted\n\n",
    "- a\n  - b\n    - c\n\n",
    "| a | b |\n|---|---|\n| c | d |\n\n",
    "![](missing.png)\n\n",
    "[away](/nowhere/#part) [here](#nothing)\n\n",
    "Note[^1] and none[^2].\n\n[^1]: Said.\n\n",
    "{% raw %}{{ x }}{% endraw %}\n\n",
    "---\n\n+++\n\n",
    "<table><tr><td>\n\na\n\n</td></tr></table>\n\n",
    ":::note\nInside\n:::\n\n",
    "$$\nx\n$$\n\n",
    "<a name=\"saved\"></a>\n\n",
    "Term\n: What it means.\n\n",
    "- [ ] open\n- [x] done\n\n",
    "これは**「重要」**です。\n\n",
    "<ruby>灯<rt>ひ</rt></ruby> and <x-y>z</x-y>\n\n",
    "[![a](b.png)](https://shop.example/)\n*below*\n\n",
    "words ![a](b.png) words ![](c.mp4)\n\n",
    "<div>\n\n<section>\n\n",
    "</div>\n\n</section>\n\n",
    "<ul>\n<li>\n\nitem\n\n",
    "<video src=\"a.mp4\"></video> <audio src=\"a.mp3\"></audio>\n\n",
    "<iframe src=\"https://www.youtube.com/embed/abcdefgh\"></iframe>\n\n",
    "{{< expand \"more\" >}}\n> - a\n{{< /expand >}}\n\n",
    "{{< card title=\"a [b]\" href=\"/x y/\" text=\"c\" >}}\n\n",
    "Inline.^[A *note*.]\n\n",
    "<div markdown=\"1\">\n# a\n</div>\n\n",
    ":::unknown\na\n:::\n\n",
    "```\nno end\n",
];

const KEYS: [&str; 20] = [
    "aliases: [/old/, /a/, '/a%2', '/x#y', '//b', '/find/', '/news/']\n",
    "url: /same/\n",
    "tags: [find, page, C#, '!', '  ']\n",
    "categories: {a: b}\n",
    "authors: [{name: A}, '', a, A]\n",
    "image: {src: ''}\n",
    "cover: a.png\n",
    "event: soon\n",
    "website: nowhere\n",
    "series: [x]\n",
    "language: xx-nowhere\n",
    "lastmod: never\n",
    "description: '# no heading'\n",
    "slug: find\n",
    "start: 2026-05-03T19:00Z\nend: 2020-01-01\nvenue: [a, b]\n",
    "eventDate: soon\nlocation: {x: y}\n",
    "places: [North]\n",
    "time: '25:00'\ndtstart: 20260101\n",
    "aliases: ['//evil.example/', '/a b/', '#x']\n",
    "translationKey: same\n",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    // However an article is put together, press publishes it as it was imported, and none is lost.
    #[test]
    fn any_mixture_of_markup_and_keys_is_published_unedited(
        articles in prop::collection::vec(
            (
                prop::collection::vec(0..KEYS.len(), 0..4),
                prop::collection::vec(0..PIECES.len(), 0..6),
            ),
            1..5,
        )
    ) {
        let files: Vec<_> = articles.iter().enumerate().map(|(at, (keys, pieces))| {
            let mut keys = keys.clone();
            keys.sort_unstable();
            keys.dedup();
            let keys: String = keys.into_iter().map(|key| KEYS[key]).collect();
            let body: String = pieces.iter().map(|piece| PIECES[*piece]).collect();
            (format!("content/news/a{at}.md"), format!("---\ntitle: A{at}\n{keys}---\n{body}"))
        }).collect();
        let mut imported = imported(&files);
        let target = tempfile::tempdir().expect("there is room for a temporary folder");
        let target = target.path().join("content");
        mend::mend(&mut imported, &target, &|folder| {
            compose(folder).map(|outcome| outcome.diagnostics).unwrap_or_default()
        }).expect("the folder can be written");
        folder::write(&mut imported, &target).expect("the folder can be written");
        let outcome = compose(&target).expect("it is a content folder");
        prop_assert!(!outcome.has_errors(), "{:?}", outcome.diagnostics);
        let entries = imported.account.entries.iter();
        let dropped = entries.filter(|entry| entry.kind == "post" && entry.fate == Fate::Dropped).count();
        prop_assert_eq!(imported.articles.len() + dropped, files.len());
        prop_assert!(imported.account.balances());
    }
}

// The same of texts that plugins, themes and editors have left in WordPress.
const MARKUP: [&str; 24] = [
    "Words of <em>rope</em>.\n\n",
    "<h2 id=\"a\">One</h2>\n<h2 id=\"a\">One</h2>\n<h3 id=\"portal_x\"><a name=\"b\"></a></h3>\n",
    "<a href=\"#a\">up</a> <a href=\"/p1/#a\">there</a> <a href=\"/p1/#none\">nowhere</a> <a href=\"/#x\">home</a>\n\n",
    "[vc_row][vc_column width=\"1/2\"][vc_btn title=\"a\" link=\"url:%2Fx|\"]\n\n",
    "[toggle title=\"a\"]b\n\n",
    "[/toggle][/vc_row][/nothing]\n\n",
    "[code lang=\"x\"]<b>[/code]\n\n",
    "[gallery ids=\"1,2\"]\n\n",
    "[youtube abcdefgh] [embed]https://x.example/[/embed]\n\n",
    "<a href=\"https://shop.example/\"><img src=\"/wp-content/uploads/a.png\" alt=\"a\"></a><br><em>b</em>\n\n",
    "words <img src=\"data:x\"> words <img src=\"//x.example/a.png\"> words\n\n",
    "<table><tr><td rowspan=9><ul><li>a</table>\n\n",
    "<ruby>灯<rt>ひ</ruby> <x:y>z</x:y>\n\n",
    "<form><input type=checkbox> a<button>b</button></form>\n\n",
    "<ul><li><input type=\"checkbox\" checked> a</ul>\n\n",
    "<dl><dt>a<dd>b</dl>\n\n",
    "<details><summary></summary>a</details>\n\n",
    "<!-- wp:paragraph --><p>a</p><!-- /wp:paragraph -->\n\n",
    "<!-- wp:nothing {\"a\":1} /-->\n\n",
    "<pre>\n  a\n</pre>\n\n",
    "[^a] \\[x\\] {#id} | a | b |\n\n",
    "<blockquote><blockquote>a\n\n",
    "<script>x()</script><style>y</style>\n\n",
    "<h2></h2><p></p><a></a>\n\n",
];

const TITLES: [&str; 8] = [
    "Tide",
    "Tide",
    "العالم",
    "日本語の",
    "",
    "<b>x</b>",
    "find",
    "100%",
];

const MORE: [&str; 8] = [
    "",
    "<wp:postmeta><wp:meta_key>_wpml_import_language_code</wp:meta_key><wp:meta_value>de</wp:meta_value></wp:postmeta>",
    "<wp:postmeta><wp:meta_key>_icl_lang_duplicate_of</wp:meta_key><wp:meta_value>1</wp:meta_value></wp:postmeta>",
    "<category domain=\"language\" nicename=\"fr\">fr</category><category domain=\"post_translations\" nicename=\"g\">g</category>",
    "<category domain=\"post_tag\" nicename=\"%d8%b9\">ع</category>",
    "<category domain=\"category\" nicename=\"find\">find</category>",
    "<wp:postmeta><wp:meta_key>_thumbnail_id</wp:meta_key><wp:meta_value>99</wp:meta_value></wp:postmeta>",
    "<wp:post_password>x</wp:post_password>",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, ..ProptestConfig::default() })]

    // However an export is put together, what was public in it is published unedited.
    #[test]
    fn any_mixture_of_an_export_is_published_unedited(
        items in prop::collection::vec(
            (
                prop::collection::vec(0..MARKUP.len(), 0..6),
                0..TITLES.len(),
                0..MORE.len(),
                prop::sample::select(vec!["publish", "publish", "publish", "draft", "private"]),
                prop::sample::select(vec!["post", "post", "page", "recipe"]),
            ),
            1..6,
        )
    ) {
        let items: Vec<String> = (1..).zip(&items).map(|(id, (pieces, title, more, status, kind))| {
            let body: String = pieces.iter().map(|piece| MARKUP[*piece]).collect();
            let (title, more) = (TITLES[*title], MORE[*more]);
            format!(
                "<item><title><![CDATA[{title}]]></title><link>https://reed.example/p{id}/</link><wp:post_id>{id}</wp:post_id>\
                 <wp:post_date>2024-01-02 10:00:00</wp:post_date><wp:post_name></wp:post_name><wp:status>{status}</wp:status>\
                 <wp:post_type>{kind}</wp:post_type><content:encoded><![CDATA[{body}]]></content:encoded>{more}</item>"
            )
        }).collect();
        let items = items.concat();
        let export = format!(
            "<rss xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" xmlns:wp=\"http://wordpress.org/export/1.2/\"><channel>\
             <title>Reed</title><wp:wxr_version>1.2</wp:wxr_version><wp:base_blog_url>https://reed.example</wp:base_blog_url>{items}</channel></rss>"
        );
        let folder = tempfile::tempdir().expect("there is room for a temporary folder");
        let file = folder.path().join("export.xml");
        write(&file, &export);
        let now = Moment::parse("2026-06-01").expect("it is a moment");
        let mut imported = wordpress::read(&[file], &wordpress::Options::new(now)).expect("it is an export");
        furnish::furnish(&mut imported);
        let target = folder.path().join("content");
        mend::mend(&mut imported, &target, &|folder| {
            compose(folder).map(|outcome| outcome.diagnostics).unwrap_or_default()
        }).expect("the folder can be written");
        folder::write(&mut imported, &target).expect("the folder can be written");
        let outcome = compose(&target).expect("it is a content folder");
        prop_assert!(!outcome.has_errors(), "{:?}", outcome.diagnostics);
        let public = export.matches("<item>").count()
            - export.split("<item>").skip(1).filter(|item| {
                !item.contains(">publish<") || item.contains("post_password")
            }).count();
        prop_assert_eq!(imported.articles.len(), public);
        prop_assert!(imported.account.balances());
    }
}
