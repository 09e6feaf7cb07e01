//! Folders of Markdown, by the conventions of four generators.

use crate::support::{press, transcript, write};
use content::article::Article;
use content::day::Day;
use press::import::Imported;
use press::import::account::Fate;
use press::import::markdown::{Dialect, Options, read};

fn import(files: &[(&str, &str)], dialect: Option<Dialect>) -> Imported {
    let folder = tempfile::tempdir().expect("there is room for a temporary folder");
    for (name, text) in files {
        write(&folder.path().join(name), text);
    }
    let options = Options {
        dialect,
        now: Day::parse("2026-06-01").expect("it is a day"),
        media: None,
        map: Vec::new(),
    };
    let imported = read(folder.path(), &options).expect("the folder holds Markdown");
    assert!(imported.account.balances(), "{:?}", imported.account.tallies);
    imported
}

fn article<'i>(imported: &'i Imported, slug: &str) -> &'i Article {
    let found = imported
        .articles
        .iter()
        .find(|article| article.slug.as_ref() == slug);
    found.unwrap_or_else(|| {
        let slugs: Vec<_> = imported
            .articles
            .iter()
            .map(|article| article.slug.to_string())
            .collect();
        panic!("{slug} is not among {slugs:?}: {:#?}", imported.account.entries)
    })
}

fn json(article: &Article) -> serde_json::Value {
    serde_json::to_value(article).expect("an article is written as JSON")
}

fn reasons(imported: &Imported, fate: Fate) -> Vec<&str> {
    let entries = imported.account.entries.iter().filter(|entry| entry.fate == fate);
    entries.map(|entry| entry.reason.as_str()).collect()
}

/// How many texts are told of as not published.
fn withheld(imported: &Imported) -> usize {
    let reasons = reasons(imported, Fate::Dropped).into_iter();
    reasons
        .filter(|reason| reason.starts_with("it is not published: "))
        .count()
}

// Zola: TOML, taxonomies, sections with their own page, bundles with their files, links by source file.
#[test]
fn a_zola_site_keeps_its_sections_tags_bundles_and_links() {
    let imported = import(
        &[
            (
                "config.toml",
                "base_url = \"https://tide.example\"\ntitle = \"The Tide\"\ndefault_language = \"fr\"\n",
            ),
            (
                "content/blog/_index.md",
                "+++\ntitle = \"Our blog\"\ndescription = \"Notes\"\n+++\n",
            ),
            (
                "content/blog/ropes/index.md",
                "+++\ntitle = \"Ropes\"\ndate = 2026-01-02\naliases = [\"/old/ropes\"]\n[taxonomies]\ntags = [\"Craft\"]\npeople = [\"Ines\"]\n[extra]\ncolour = 1\n+++\n\nSee [bells](@/blog/bells.md#ring).\n\n![A knot](knot.png)\n\n{{ youtube(id=\"abc\") }}\n",
            ),
            ("content/blog/ropes/knot.png", "no picture"),
            (
                "content/blog/bells.md",
                "+++\ntitle = \"Bells\"\n+++\n\n## Ring {#ring}\n\nText.\n",
            ),
            ("content/about.md", "+++\ntitle = \"About\"\n+++\n\nUs.\n"),
            (
                "content/blog/secret.md",
                "+++\ntitle = \"Secret\"\ndraft = true\n+++\n\nNo.\n",
            ),
        ],
        None,
    );
    assert_eq!(imported.site.name, "The Tide");
    assert_eq!(imported.site.language.to_string(), "fr");
    assert_eq!(imported.site.sections[0].name, "Our blog");
    let ropes = json(article(&imported, "ropes"));
    assert_eq!(ropes["section"], "blog");
    assert!(
        ropes["body"].to_string().contains("\"/blog/bells/#ring\""),
        "{ropes:#}"
    );
    assert!(
        ropes["body"].to_string().contains("media/blog/ropes/knot.png"),
        "{ropes:#}"
    );
    assert!(
        ropes["body"].to_string().contains("\"service\":\"youtube\""),
        "{ropes:#}"
    );
    assert_eq!(ropes["aliases"][0], "/old/ropes");
    assert_eq!(imported.media.len(), 1);
    assert_eq!(article(&imported, "about").section, None);
    assert_eq!(imported.articles.len(), 3);
    let dropped = reasons(&imported, Fate::Dropped);
    assert!(
        dropped.contains(&"it is not published: it is a draft"),
        "{dropped:?}"
    );
    assert!(
        dropped.contains(&"press has nothing for the key “extra”"),
        "{dropped:?}"
    );
}

// A taxonomy “year” would be refused, because the portal's own queries ask for years by this word.
#[test]
fn a_taxonomy_with_a_word_of_queries_gets_another_slug() {
    let imported = import(
        &[
            (
                "config.toml",
                "base_url = \"https://tide.example\"\ntitle = \"The Tide\"\n",
            ),
            ("content/blog/_index.md", "+++\ntitle = \"Blog\"\n+++\n"),
            (
                "content/blog/a.md",
                "+++\ntitle = \"A\"\n[taxonomies]\nyear = [\"1999\"]\nyears = [\"2000\"]\n+++\n\nWords.\n",
            ),
        ],
        Some(Dialect::Zola),
    );
    let tags = serde_json::json!([
        { "taxonomy": "year-2", "tags": ["1999"] },
        { "taxonomy": "years", "tags": ["2000"] }
    ]);
    assert_eq!(json(article(&imported, "a"))["tags"], tags);
    let names = imported
        .site
        .taxonomies
        .iter()
        .map(|taxonomy| (taxonomy.slug.as_ref(), &*taxonomy.name));
    assert_eq!(
        names.collect::<Vec<_>>(),
        [("year-2", "Year"), ("years", "Years")]
    );
}

// Hugo: three kinds of front matter, days of appearing and vanishing, shortcodes.
#[test]
fn a_hugo_site_keeps_its_shortcodes_and_withholds_what_is_not_due() {
    let imported = import(
        &[
            (
                "hugo.toml",
                "baseURL = \"https://tide.example/\"\ntitle = \"The Tide\"\n",
            ),
            (
                "content/posts/ropes.md",
                "{\"title\": \"Ropes\", \"date\": \"2026-01-02T10:00:00Z\", \"lastmod\": \"2026-01-03\", \"tags\": [\"Craft\"]}\n\n{{< figure src=\"/img/knot.png\" alt=\"A knot\" caption=\"Tied\" >}}\n\nSee [bells]({{< ref \"bells.md\" >}}).\n\n{{< vimeo 123 >}}\n\n{{% notice %}}Mind the `{{< gap >}}`.{{% /notice %}}\n",
            ),
            (
                "content/posts/bells.md",
                "---\ntitle: Bells\n---\n\n{{< highlight go >}}\nx := 1\n{{< /highlight >}}\n",
            ),
            (
                "content/posts/later.md",
                "+++\ntitle = \"Later\"\npublishDate = 2030-01-01\n+++\n",
            ),
            (
                "content/posts/over.md",
                "+++\ntitle = \"Over\"\nexpiryDate = 2020-01-01\n+++\n",
            ),
            ("static/img/knot.png", "no picture"),
        ],
        None,
    );
    let ropes = json(article(&imported, "ropes"));
    let body = ropes["body"].to_string();
    assert_eq!(ropes["updated"], "2026-01-03");
    assert!(
        body.contains("media/img/knot.png") && body.contains("Tied"),
        "{body}"
    );
    assert!(body.contains("\"/posts/bells/\""), "{body}");
    assert!(body.contains("\"service\":\"vimeo\""), "{body}");
    assert!(body.contains("{{< gap >}}"), "code keeps its braces: {body}");
    assert!(
        json(article(&imported, "bells"))["body"]
            .to_string()
            .contains("x := 1")
    );
    assert_eq!(imported.articles.len(), 2);
}

// What is misread here is published. Hugo's keys have any capitals, and each generator has words of its own.
#[test]
fn whatever_front_matter_keeps_from_the_public_stays_at_home() {
    let kept = [
        "draft: True",
        "draft: on",
        "draft: 1",
        "draft: banana",
        "Draft: yes",
        "draft: [true]",
        "draft: { reason: unsure }",
        "published: 0",
        "publish: never",
        "DRAFT: true",
        "isDraft: true",
        "is_draft: yes",
        "published: no",
        "Published: \"false\"",
        "publish: false",
        "permalink: false",
        "PublishDate: 2099-01-01",
        "publishDate: the first of May",
        "date: 2099/01/01",
        "pubDatetime: 2099-01-01T10:00:00Z",
        "ExpiryDate: 2020-01-01",
        "expiryDate: soon",
        "build: { render: never }",
        "_build:\n  render: false",
        "Headless: true",
        "render: false",
        "Status: private",
        "Password: tide",
        "cascade:\n  draft: true",
        "cascade:\n  - build:\n      render: never",
    ];
    for matter in kept {
        let secret = format!("---\ntitle: Secret\n{matter}\n---\n\nWords.\n");
        let imported = import(
            &[
                ("hugo.toml", "title = \"The Tide\"\n"),
                ("content/posts/bells.md", "---\ntitle: Bells\n---\n\nWords.\n"),
                ("content/posts/secret.md", &secret),
            ],
            None,
        );
        let titles: Vec<_> = imported.articles.iter().map(|article| &*article.title).collect();
        assert_eq!(titles, ["Bells"], "{matter}");
        assert_eq!(withheld(&imported), 1, "{matter}: {:?}", imported.account.entries);
    }
}

// The same words, where they keep nothing back.
#[test]
fn front_matter_that_keeps_nothing_back_lets_the_article_through() {
    for matter in [
        "draft: False",
        "Draft: off",
        "published: yes",
        "publish: true",
        "publishDate: 2020-01-01",
        "date: 2020/01/01",
        "ExpiryDate: 2099-01-01",
        "build: { render: always, list: never }",
        "status: publish",
        "cascade: { draft: false }",
        "password: \"\"",
        "permalink: /old/",
        "draft:",
        "draft: []",
        "cascade: { params: { colour: red } }",
    ] {
        let text = format!("---\ntitle: Open\n{matter}\n---\n\nWords.\n");
        let imported = import(
            &[
                ("hugo.toml", "title = \"The Tide\"\n"),
                ("content/posts/open.md", &text),
            ],
            None,
        );
        assert_eq!(
            imported.articles.len(),
            1,
            "{matter}: {:?}",
            imported.account.entries
        );
        if !matter.starts_with("cascade") {
            let dropped = reasons(&imported, Fate::Dropped);
            assert_eq!(dropped, Vec::<&str>::new(), "{matter}");
        }
    }
}

// A whole section may be kept back, and then not even its name goes public.
#[test]
fn what_a_section_keeps_back_is_kept_back_below_it() {
    let imported = import(
        &[
            ("hugo.toml", "title = \"The Tide\"\n"),
            ("content/posts/bells.md", "---\ntitle: Bells\n---\n\nWords.\n"),
            (
                "content/hushed/_index.md",
                "---\ntitle: Hushed\ndescription: Nobody is to know.\ncascade:\n  draft: true\n---\n",
            ),
            ("content/hushed/one.md", "---\ntitle: One\n---\n\nWords.\n"),
            ("content/hushed/deep/two.md", "---\ntitle: Two\n---\n\nWords.\n"),
        ],
        None,
    );
    let titles: Vec<_> = imported.articles.iter().map(|article| &*article.title).collect();
    assert_eq!(titles, ["Bells"]);
    let site = serde_json::to_string(&imported.site).expect("a site is written as JSON");
    assert!(
        !site.to_lowercase().contains("hushed") && !site.contains("Nobody"),
        "{site}"
    );
    assert_eq!(withheld(&imported), 3, "{:?}", imported.account.entries);
}

// Jekyll: days in names, Liquid, drafts, permalinks and attribute lists.
#[test]
fn a_jekyll_site_keeps_its_posts_pages_and_old_addresses() {
    let imported = import(
        &[
            (
                "_config.yml",
                "title: The Tide\ndescription: Sea\nurl: https://tide.example\n",
            ),
            (
                "_posts/2026-01-02-ropes.md",
                "---\ntitle: Ropes\ncategories: [craft]\nredirect_from: /r/\n---\n\nSee [bells]({% post_url 2026-01-03-bells %}) and [us]({{ site.baseurl }}/about/).\n{: .lead}\n\n{% highlight ruby %}\nputs 1\n{% endhighlight %}\n",
            ),
            (
                "_posts/2026-01-03-bells.md",
                "---\ntitle: Bells\n---\n\n<div>Some <b>bold</b> HTML</div>\n",
            ),
            (
                "_posts/2026-01-04-no.md",
                "---\ntitle: No\npublished: false\n---\n\nNo.\n",
            ),
            ("_posts/2030-01-04-later.md", "---\ntitle: Later\n---\n\nNo.\n"),
            ("_drafts/idea.md", "---\ntitle: Idea\n---\n\nNo.\n"),
            ("about.md", "---\ntitle: About\npermalink: /about/\n---\n\nUs.\n"),
            ("README.md", "About the repository\n"),
        ],
        None,
    );
    assert_eq!(imported.articles.len(), 3);
    assert_eq!(imported.site.tagline.as_deref(), Some("Sea"));
    let ropes = json(article(&imported, "ropes"));
    let body = ropes["body"].to_string();
    assert!(
        body.contains("\"/posts/bells/\"") && body.contains("\"/about/\""),
        "{body}"
    );
    assert!(body.contains("puts 1"), "{body}");
    assert_eq!(ropes["published"], "2026-01-02");
    assert_eq!(
        ropes["aliases"],
        serde_json::json!(["/r/", "/craft/2026/01/02/ropes.html"])
    );
    let post = imported.account.tallies["post"];
    assert_eq!((post.read, post.kept, post.dropped), (7, 3, 4));
}

// Astro: collections, its own names of keys, MDX.
#[test]
fn an_astro_collection_keeps_its_words_without_its_programs() {
    let imported = import(
        &[
            (
                "src/content/blog/ropes.mdx",
                "---\ntitle: Ropes\npubDate: 2026-01-02\nupdatedDate: 2026-01-05\nheroImage: ./knot.png\n---\nimport Box from '../Box.astro';\n\n<Box>Words *within*</Box>\n\nAnd after.\n",
            ),
            ("src/content/blog/knot.png", "no picture"),
            ("src/pages/about.md", "---\ntitle: About\n---\n\nUs.\n"),
        ],
        None,
    );
    let ropes = json(article(&imported, "ropes"));
    assert_eq!(ropes["section"], "blog");
    assert_eq!(ropes["updated"], "2026-01-05");
    assert_eq!(
        ropes["image"]["src"],
        "media/src/content/blog/knot.png".replace("src/content/", "")
    );
    let body = ropes["body"].to_string();
    assert!(
        body.contains("within") && body.contains("And after.") && !body.contains("import"),
        "{body}"
    );
    assert_eq!(article(&imported, "about").section, None);
    let words = imported.account.words.count(&imported.site, &imported.articles);
    assert_eq!(words.kept, words.read, "{words:?}");
}

// One file that cannot be read must not cost the others; its sentence has the line.
#[test]
fn each_bad_file_is_told_of_and_the_others_come_along() {
    let folder = tempfile::tempdir().expect("there is room for a temporary folder");
    let cases: [(&str, &[u8], u32, &str); 5] = [
        ("bad-yaml", b"---\ntitle: a\nb: [\n---\n\nx\n", 4, "no valid YAML"),
        (
            "bad-toml",
            b"+++\ntitle = \"a\"\nb = \n+++\n\nx\n",
            3,
            "no valid TOML",
        ),
        ("bad-json", b"{\"title\": \"a\",\n", 2, "no valid JSON"),
        ("not-utf8", b"---\ntitle: a\n---\n\n\xFF\n", 5, "not UTF-8"),
        ("open", b"---\ntitle: a\n", 1, "no end"),
    ];
    for (name, bytes, ..) in &cases {
        write(&folder.path().join(format!("_posts/2026-01-02-{name}.md")), bytes);
    }
    write(
        &folder.path().join("_posts/2026-01-02-deep.md"),
        format!("---\ntitle: Deep\n---\n\n{}deep\n", "> ".repeat(5000)),
    );
    write(
        &folder.path().join("_posts/2026-01-02-good.md"),
        "---\ntitle: Good\ndate: never\n---\n\nText.\n",
    );
    let options = Options {
        dialect: None,
        now: Day::parse("2026-06-01").expect("it is a day"),
        media: None,
        map: Vec::new(),
    };
    let imported = read(folder.path(), &options).expect("the folder holds Markdown");
    assert_eq!(imported.articles.len(), 2);
    for (name, _, line, why) in cases {
        let entry = imported
            .account
            .entries
            .iter()
            .find(|entry| entry.place.file.contains(name));
        let entry = entry.unwrap_or_else(|| panic!("{name} is told of"));
        assert!(entry.reason.contains(why), "{name}: {}", entry.reason);
        assert_eq!(entry.place.line, line, "{name}: {}", entry.reason);
    }
    assert_eq!(article(&imported, "good").published, Day::parse("2026-01-02"));
    let dropped = reasons(&imported, Fate::Dropped);
    assert!(
        dropped.iter().any(|reason| reason.contains("“never” is no day")),
        "{dropped:?}"
    );
    assert!(
        dropped.iter().any(|reason| reason.contains("32 deep")),
        "{dropped:?}"
    );
}

/// Words of a post by other means than press's: tags, addresses and signs are cut out of the text.
fn words_of_source(text: &str) -> Vec<String> {
    let body = text.splitn(3, "---\n").nth(2).unwrap_or_default();
    let mut plain = String::new();
    let mut rest = body;
    while let Some(first) = rest.chars().next() {
        let cut = |open: &str, close: &str| {
            let inner = rest.strip_prefix(open)?;
            Some(open.len() + inner.find(close)? + close.len())
        };
        let skipped = cut("<!--", "-->")
            .or_else(|| cut("{%", "%}"))
            .or_else(|| cut("{{", "}}"))
            .or_else(|| cut("{:", "}"))
            .or_else(|| {
                cut("<", ">").filter(|_| rest[1..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '/'))
            });
        let length = skipped.unwrap_or(first.len_utf8());
        plain.push_str(if skipped.is_some() { " " } else { &rest[..length] });
        rest = &rest[length..];
    }
    let mut kept = String::new();
    let mut rest = plain.as_str();
    while let Some(at) = rest.find("](") {
        kept.push_str(&rest[..at]);
        kept.push(' ');
        let after = &rest[at..];
        rest = after.find(')').map_or("", |end| &after[end + 1..]);
    }
    kept.push_str(rest);
    split(&kept)
}

fn split(text: &str) -> Vec<String> {
    text.split(|letter: char| !letter.is_ascii_alphanumeric())
        .filter(|word| word.len() > 2)
        .map(str::to_lowercase)
        .collect()
}

/// Every text of an article's body, in order.
fn words_of_json(value: &serde_json::Value, words: &mut Vec<String>) {
    match value {
        serde_json::Value::String(text) => words.extend(split(text)),
        serde_json::Value::Array(items) => items.iter().for_each(|item| words_of_json(item, words)),
        serde_json::Value::Object(fields) => {
            for (key, value) in fields {
                if !matches!(
                    key.as_str(),
                    "kind" | "id" | "src" | "link" | "marks" | "note" | "service"
                ) {
                    words_of_json(value, words);
                }
            }
        }
        _ => {}
    }
}

/// How many of the words stand in the other list in the same order.
fn in_order(words: &[String], within: &[String]) -> usize {
    let same = similar::capture_diff_slices(similar::Algorithm::Myers, words, within);
    let same = same.iter().filter(|part| part.tag() == similar::DiffTag::Equal);
    same.map(|part| part.old_range().len()).sum()
}

// Real posts have what no fixture thinks of: all of them come along, and nearly all of their words, in order.
#[test]
fn all_posts_of_18f_come_along_with_their_words() {
    let Some(posts) = crate::support::shared("data/18f-posts") else {
        return;
    };
    let folder = tempfile::tempdir().expect("there is room for a temporary folder");
    let source = posts.to_str().expect("the path is UTF-8");
    let output = press(folder.path(), &["import", "markdown", source, "-o", "new"]);
    assert_eq!(output.status.code(), Some(0), "{:.4000}", transcript(&output));
    let checked = press(folder.path(), &["check", "new"]);
    assert_eq!(checked.status.code(), Some(0), "{:.4000}", transcript(&checked));
    let outcome =
        press::edition::compose::compose(&folder.path().join("new")).expect("the folder holds a site.toml");
    let articles = outcome.edition.expect("the site can be read").articles;
    assert_eq!(articles.len(), 509);
    let (mut all, mut kept) = (0, 0);
    for file in std::fs::read_dir(&posts).expect("the folder was there a moment ago") {
        let path = file.expect("the folder can be listed").path();
        let stem = path
            .file_stem()
            .and_then(|stem| stem.to_str())
            .expect("the posts are named in ASCII");
        let (day, name) = stem
            .match_indices('-')
            .nth(2)
            .map(|(at, _)| stem.split_at(at))
            .expect("the posts are dated");
        // One of them has a single digit for its day.
        let day = Day::parse(&day.replace("2024-12-5", "2024-12-05"));
        let slug = press::read::names::slugify(name).expect("the name has letters");
        let slug = slug.as_ref();
        let same = |article: &&Article| {
            article.slug.as_ref() == slug
                || article
                    .slug
                    .as_ref()
                    .strip_prefix(slug)
                    .is_some_and(|rest| rest.len() == 2)
        };
        let candidates: Vec<&Article> = articles.iter().filter(same).collect();
        let article = candidates
            .iter()
            .find(|article| article.published == day)
            .or(candidates.first());
        let article = article.unwrap_or_else(|| panic!("{stem} came along"));
        let text = std::fs::read_to_string(&path).expect("the post can be read");
        let source = words_of_source(&text);
        let mut there = Vec::new();
        words_of_json(&json(article)["lead"], &mut there);
        words_of_json(&json(article)["body"], &mut there);
        all += source.len();
        kept += in_order(&source, &there);
    }
    println!("{kept} of {all} words");
    assert!(kept * 1000 >= all * 995, "{kept} of {all} words");
}
