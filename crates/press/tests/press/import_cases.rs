//! Small inputs that imports once got wrong, each with what is right: an editor's report becomes one line. What is written
//! passes check and build, whatever the case is about.

use std::fs;
use std::path::Path;

use crate::support::{press, transcript, tree, write};

/// One input: its source, its files, and what must and must not stand in all that was written.
struct Case {
    name: &'static str,
    files: Vec<(&'static str, String)>,
    written: &'static [&'static str],
    absent: &'static [&'static str],
    told: &'static [&'static str],
}

/// Runs all cases and says which are wrong.
fn try_all(source: &str, input: &str, cases: Vec<Case>) {
    let mut wrong = Vec::new();
    for case in cases {
        let folder = tempfile::tempdir().expect("there is room for a temporary folder");
        for (name, text) in &case.files {
            write(&folder.path().join("old").join(name), text);
        }
        let said = run(
            folder.path(),
            &[
                "import",
                source,
                input,
                "-o",
                "new",
                "--verbose",
                "--media",
                "old",
            ],
        );
        let checked = press(folder.path(), &["check", "new"]);
        let built = press(folder.path(), &["build", "new", "--output", "bundle"]);
        for output in [checked, built] {
            if output.status.code() != Some(0) {
                wrong.push(format!("{}: {}", case.name, transcript(&output)));
            }
        }
        let written: String = tree(&folder.path().join("new"))
            .into_iter()
            .filter(|(name, _)| name != ".press-import")
            .map(|(name, bytes)| [&*name, "\n", &String::from_utf8_lossy(&bytes), "\n"].concat())
            .collect();
        let missing = case.written.iter().filter(|words| !written.contains(**words));
        let present = case.absent.iter().filter(|words| written.contains(**words));
        let untold = case.told.iter().filter(|words| !said.contains(**words));
        let all: Vec<_> = missing.chain(present).chain(untold).collect();
        if !all.is_empty() {
            wrong.push(format!("{}: {all:?}\n{written}\n{said}", case.name));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

fn run(folder: &Path, arguments: &[&str]) -> String {
    transcript(&press(folder, arguments))
}

/// An export of one site with these elements of its channel.
fn export(inside: &str) -> Vec<(&'static str, String)> {
    let text = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><rss version=\"2.0\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:wp=\"http://wordpress.org/export/1.2/\"><channel><title>Reed</title>\
         <link>https://reed.example</link><language>en-US</language><wp:wxr_version>1.2</wp:wxr_version>\
         <wp:base_blog_url>https://reed.example</wp:base_blog_url>\
         <wp:author><wp:author_login>mira</wp:author_login><wp:author_email>mira@old.example</wp:author_email><wp:author_display_name>Mira Sand</wp:author_display_name></wp:author>\
         <wp:author><wp:author_login>jon.reef</wp:author_login><wp:author_display_name>Jon Reef</wp:author_display_name></wp:author>{inside}</channel></rss>"
    );
    vec![("export.xml", text)]
}

fn post(id: u32, body: &str, more: &str) -> String {
    format!(
        "<item><title>Post {id}</title><link>https://reed.example/post-{id}/</link><dc:creator>mira</dc:creator>\
         <content:encoded><![CDATA[{body}]]></content:encoded><wp:post_id>{id}</wp:post_id><wp:post_date>2024-01-02 10:00:00</wp:post_date>\
         <wp:post_name>post-{id}</wp:post_name><wp:status>publish</wp:status><wp:post_type>post</wp:post_type>{more}</item>"
    )
}

fn term(taxonomy: &str, slug: &str, name: &str, description: &str) -> String {
    format!(
        "<wp:term><wp:term_id>9</wp:term_id><wp:term_taxonomy>{taxonomy}</wp:term_taxonomy><wp:term_slug>{slug}</wp:term_slug>\
         <wp:term_name>{name}</wp:term_name><wp:term_description>{description}</wp:term_description></wp:term>"
    )
}

// Plugins keep what they know of people in descriptions of terms.
#[test]
fn nobodys_data_comes_along_from_wordpress() {
    let author =
        |slug: &str, name: &str| format!("<category domain=\"author\" nicename=\"{slug}\">{name}</category>");
    let guest = "<item><title>Guest Gull</title><link>https://reed.example/?post_type=guest-author&amp;p=90</link><wp:post_id>90</wp:post_id>\
        <wp:post_name>cap-gull</wp:post_name><wp:status>publish</wp:status><wp:post_type>guest-author</wp:post_type></item>";
    try_all(
        "wordpress",
        "old/export.xml",
        vec![
            Case {
                name: "two authors",
                files: export(
                    &(term("author", "cap-mira", "mira", "Mira Sand mira 1 mira@old.example")
                        + &post(
                            1,
                            "Text.",
                            &(author("cap-mira", "mira") + &author("cap-jon-reef", "jon.reef")),
                        )),
                ),
                written: &["authors = [\"Mira Sand\", \"Jon Reef\"]"],
                absent: &["@old.example", "[[taxonomies]]", "cap-"],
                told: &["none is published unread"],
            },
            Case {
                name: "a guest",
                files: export(&(post(1, "Text.", &author("cap-gull", "gull")) + guest)),
                written: &["authors = [\"Mira Sand\", \"Guest Gull\"]"],
                absent: &["guest-author", "cap-"],
                told: &[],
            },
            Case {
                name: "a category of people",
                files: export(
                    &(term("staff", "desk", "Desk", "call 1 or desk@old.example")
                        + &post(
                            1,
                            "Text.",
                            "<category domain=\"staff\" nicename=\"desk\">Desk</category><category domain=\"post_tag\" nicename=\"m\">m@old.example</category>",
                        )),
                ),
                written: &["Desk"],
                absent: &["@old.example"],
                told: &["a tag is called like a person’s address"],
            },
            Case {
                name: "an address in the text",
                files: export(&post(
                    1,
                    "Write to <a href=\"mailto:desk@old.example\">desk@old.example</a>.",
                    "",
                )),
                written: &["desk@old.example"],
                absent: &[],
                told: &["an e-mail address stands in the text"],
            },
        ],
    );
}

// What stands in brackets is code, a film, a layout, or prose.
#[test]
fn brackets_of_wordpress_become_what_readers_saw() {
    try_all(
        "wordpress",
        "old/export.xml",
        vec![
            Case {
                name: "code",
                files: export(&post(
                    1,
                    "Run:\n\n[code language=\"ps\"]\nif ($a -lt 5) {\n\n    \"<b>low</b>\" &amp; [gallery]\n}\n[/code]\n\n[php]\n<?php\n  echo 1;\n[/php]\n\nDone.",
                    "",
                )),
                written: &[
                    "```ps\nif ($a -lt 5) {\n\n    \"<b>low</b>\" &amp; [gallery]\n}\n```",
                    "```php\n<?php\n  echo 1;\n```",
                ],
                absent: &["[/code]", "[/php]"],
                told: &[],
            },
            Case {
                name: "films",
                files: export(&post(
                    1,
                    "[youtube https://www.youtube.com/watch?v=Lf7xWq20TbA]\n\n[youtube=http://youtu.be/Mf7xWq20TbA&w=320]\n\n[vimeo 123456789]\n\n[tweet 12]",
                    "",
                )),
                written: &[
                    "id = \"Lf7xWq20TbA\"",
                    "id = \"Mf7xWq20TbA\"",
                    "id = \"123456789\"",
                    "https://twitter.com/i/status/12",
                ],
                absent: &["[youtube", "[vimeo", "[tweet"],
                told: &[],
            },
            Case {
                name: "layout",
                files: export(&post(
                    1,
                    "[vc_row css=\"x\"][vc_column][vc_column_text]Words of rope.[/vc_column_text][vc_custom_heading text=\"A heading\"][/vc_column][/vc_row]\n\n[et_pb_section][et_pb_text admin_label=\"Text\"]More.[/et_pb_text][/et_pb_section]\n\n[products limit=\"4\"]\n\nHe said [sic] and [the boat].",
                    "",
                )),
                written: &["Words of rope.", "A heading", "More.", "\\[sic\\]"],
                absent: &["vc_", "et_pb", "products", "admin_label"],
                told: &[
                    "[vc_row] lays out a page",
                    "[products] shows what only a shop knows",
                ],
            },
        ],
    );
}

// Databases hold zeros, cut addresses and languages in terms.
#[test]
fn odd_items_of_wordpress_are_read_as_their_site_showed_them() {
    let language = |tag: &str| {
        format!(
            "<category domain=\"language\" nicename=\"{tag}\">{tag}</category><category domain=\"post_translations\" nicename=\"pll_1\">pll_1</category>"
        )
    };
    let zero = post(
        3,
        "Text.",
        "<wp:post_date_gmt>2021-03-04 10:00:00</wp:post_date_gmt>",
    )
    .replace("2024-01-02 10:00:00", "0000-00-00 00:00:00");
    let cut = post(4, "Text.", "").replace("/post-4/", "/%d8%a7%d9/");
    try_all(
        "wordpress",
        "old/export.xml",
        vec![
            Case {
                name: "translations",
                files: export(&(post(1, "Tide.", &language("en")) + &post(2, "Flut.", &language("de")))),
                written: &["language = \"de\"", "translation_of = \"post-1\""],
                absent: &["pll_1", "language = \"en\"\n+++", "translation_of = \"post-2\""],
                told: &[],
            },
            Case {
                name: "a day of zeros",
                files: export(&zero),
                written: &["published = 2021-03-04"],
                absent: &["0000"],
                told: &[],
            },
            Case {
                name: "an address cut within a letter",
                files: export(&cut),
                written: &["title = \"Post 4\""],
                absent: &["%d9\""],
                told: &["is no path that a browser asks for"],
            },
        ],
    );
}

// wget keeps the query in the name and the host in the path; macOS takes letters apart.
#[test]
fn media_are_found_as_programs_fetch_them() {
    let png = include_bytes!("../fixtures/imported/media/rope.png");
    let address = "https://reed.example/wp-content/uploads/2024/01/bo%C3%A4t.png?w=1024";
    for place in [
        "reed.example/wp-content/uploads/2024/01/boät.png?w=1024",
        "reed.example/wp-content/uploads/2024/01/boät.png",
        "wp-content/uploads/2024/01/boa\u{308}t.png",
        "2024/01/boät.png",
        "boät.png",
    ] {
        let folder = tempfile::tempdir().expect("there is room for a temporary folder");
        let body = format!("<img src=\"{address}\" alt=\"A boat\">");
        write(
            &folder.path().join("export.xml"),
            &export(&post(1, &body, ""))[0].1,
        );
        let file = folder.path().join("fetched").join(place);
        fs::create_dir_all(file.parent().expect("it has one")).expect("the folder is writable");
        fs::write(&file, png).expect("the folder is writable");
        let without = run(
            folder.path(),
            &[
                "import",
                "wordpress",
                "export.xml",
                "-o",
                "without",
                "--missing",
                "list.txt",
            ],
        );
        let list = fs::read_to_string(folder.path().join("list.txt")).expect("it was asked for");
        assert_eq!(list.trim(), address, "{without}");
        run(
            folder.path(),
            &[
                "import",
                "wordpress",
                "export.xml",
                "-o",
                "new",
                "--media",
                "fetched",
            ],
        );
        let files = tree(&folder.path().join("new"));
        assert!(
            files.keys().any(|name| name.starts_with("media/")),
            "{place}: {:?}",
            files.keys()
        );
    }
}

// What is misread here is published.
#[test]
fn front_matter_is_read_however_it_is_written() {
    let hugo = |name: &'static str, text: &str| {
        vec![
            ("hugo.toml", "baseURL = \"https://reed.example/\"\n".to_owned()),
            (name, text.to_owned()),
            (
                "content/news/open.md",
                "---\ntitle: Open\n---\nText.\n".to_owned(),
            ),
        ]
    };
    let closed = |name: &'static str, text: &str| Case {
        name: "kept back",
        files: hugo(name, text),
        written: &["title = \"Open\""],
        absent: &["SECRET"],
        told: &["it is not published"],
    };
    let dated = |name: &'static str, written: &str| Case {
        name,
        files: hugo(
            "content/news/a.md",
            &format!("---\ntitle: A\ndate: {written}\n---\nText.\n"),
        ),
        written: &["published = 2024-01-02"],
        absent: &[],
        told: &[],
    };
    let mut cases = vec![
        closed("content/news/a.md", "\n---\ntitle: A\ndraft: true\n---\nSECRET\n"),
        closed(
            "content/news/a.md",
            "\u{FEFF}\n \n+++\ntitle = \"A\"\ndraft = true\n+++\nSECRET\n",
        ),
        closed(
            "content/news/a.md",
            "---\ntitle: A\ndate: Jan 02 2099\n---\nSECRET\n",
        ),
        closed(
            "content/news/a.md",
            "---\ntitle: A\nExpiryDate: 2 January 2020\n---\nSECRET\n",
        ),
        Case {
            name: "capitals",
            files: hugo(
                "content/news/a.md",
                "---\nTitle: A story\nDate: 2024-01-02\nTags: [harbour]\nLastMod: 2024-02-03\n---\nText.\n",
            ),
            written: &[
                "title = \"A story\"",
                "published = 2024-01-02",
                "harbour",
                "updated = 2024-02-03",
            ],
            absent: &[],
            told: &[],
        },
        Case {
            name: "tables of themes",
            files: hugo(
                "content/news/a.md",
                "+++\ntitle = \"A\"\n[params]\nsubtitle = \"A standfirst\"\nauthor = \"Ines\"\ncolour = 1\n+++\nText.\n",
            ),
            written: &["A standfirst", "authors = [\"Ines\"]"],
            absent: &["colour"],
            told: &["press has nothing for the key “params”"],
        },
        Case {
            name: "the page for what is not there",
            files: hugo("content/404.md", "---\ntitle: Nothing here\n---\nNOWHERE\n"),
            written: &["title = \"Open\""],
            absent: &["NOWHERE"],
            told: &["shown where nothing stands"],
        },
    ];
    for written in [
        "2024-1-2",
        "2024/01/02",
        "Jan 02 2024",
        "\"January 2, 2024\"",
        "2 January 2024",
        "Tue, 02 Jan 2024 10:00:00 GMT",
        "02.01.2024",
        "20240102",
        "2024-01-02T23:30:00-08:00",
    ] {
        cases.push(dated("a day", written));
    }
    try_all("markdown", "old", cases);
}

// Writers leave notes for themselves, and generators publish not every folder.
#[test]
fn what_generators_keep_to_themselves_stays_at_home() {
    let config = "title: Reed\ncollections:\n  recipes:\n    output: true\n  secrets:\n    output: false\n  plain:\n    sort_by: date\n";
    let jekyll = |config: &str| {
        vec![
            ("_config.yml", config.to_owned()),
            (
                "_posts/2024-01-02-open.md",
                "---\ntitle: Open\n---\nText.\n".to_owned(),
            ),
            (
                "_posts/no-day.md",
                "---\ntitle: SECRETPOST\n---\nText.\n".to_owned(),
            ),
            (
                "_secrets/a.md",
                "---\ntitle: SECRETCLOSED\n---\nText.\n".to_owned(),
            ),
            ("_plain/a.md", "---\ntitle: SECRETPLAIN\n---\nText.\n".to_owned()),
            (
                "_unnamed/a.md",
                "---\ntitle: SECRETUNNAMED\n---\nText.\n".to_owned(),
            ),
        ]
    };
    let mut with_recipe = jekyll(config);
    with_recipe.push(("_recipes/soup.md", "---\ntitle: Soup\n---\nText.\n".to_owned()));
    try_all("markdown", "old", vec![
        Case {
            name: "collections",
            files: with_recipe,
            written: &["title = \"Open\"", "title = \"Soup\""],
            absent: &["SECRET"],
            told: &["without a day in its name", "no page be made of “_secrets”"],
        },
        Case {
            name: "collections in a list",
            files: jekyll("title: Reed\ncollections: [plain, secrets]\n"),
            written: &["title = \"Open\""],
            absent: &["SECRET"],
            told: &[],
        },
        Case {
            name: "notes of Obsidian",
            files: vec![
                (".obsidian/app.json", "{}".to_owned()),
                ("Harbour/Bell.md", "Open. %% SECRET %% More.\n\n%%\nSECRET\n\nSECRET\n%%\n\n`100 %% 7`\n".to_owned()),
                ("Harbour/End.md", "Open.\n\n%% SECRET without an end\n".to_owned()),
            ],
            written: &["Open.", "More.", "100 %% 7"],
            absent: &["SECRET"],
            told: &["its writer alone was to read it"],
        },
        Case {
            name: "comments of MDX",
            files: vec![
                ("astro.config.mjs", "export default {}".to_owned()),
                ("src/content/blog/a.mdx", "---\ntitle: A\n---\nOpen. {/* SECRET */}\n\n{/*\n  SECRET\n*/}\n\n```\n{/* shown */}\n```\n".to_owned()),
            ],
            written: &["Open.", "{/* shown */}"],
            absent: &["SECRET"],
            told: &["its writer alone was to read it"],
        },
    ]);
}

// Each generator is known by its files, and has its own folders and addresses.
#[test]
fn every_dialect_is_found_and_told_with_its_reason() {
    let file = |name: &'static str, text: &str| (name, text.to_owned());
    try_all(
        "markdown",
        "old",
        vec![
            Case {
                name: "Hexo",
                files: vec![
                    file(
                        "_config.yml",
                        "title: Reed\nurl: https://reed.example\npermalink: :year/:month/:day/:title/\n",
                    ),
                    file(
                        "source/_posts/quay.md",
                        "---\ntitle: Quay\ndate: 2024-01-02 10:00:00\ncategories: [harbour]\n---\nText.\n",
                    ),
                    file("source/_drafts/no.md", "---\ntitle: SECRET\n---\nText.\n"),
                    file("source/about/index.md", "---\ntitle: About\n---\nText.\n"),
                ],
                written: &["posts/quay.md", "pages/about.md", "\"/2024/01/02/quay/\""],
                absent: &["SECRET"],
                told: &["a site of Hexo, because there is source/_posts"],
            },
            Case {
                name: "Docusaurus",
                files: vec![
                    file("docusaurus.config.js", "export default {}"),
                    file("blog/2024-01-02-quay.md", "---\ntitle: Quay\n---\nText.\n"),
                    file(
                        "blog/2024-01-03-no.md",
                        "---\ntitle: SECRET\nunlisted: true\n---\nText.\n",
                    ),
                    file("docs/rope.mdx", "---\ntitle: Rope\n---\nText.\n"),
                    file("docs/_part.md", "SECRET\n"),
                    file("README.md", "SECRET\n"),
                ],
                written: &["blog/quay.md", "docs/rope.md", "\"/blog/2024/01/02/quay/\""],
                absent: &["SECRET"],
                told: &["a site of Docusaurus, because there is docusaurus.config.js"],
            },
            Case {
                name: "Eleventy",
                files: vec![
                    file("eleventy.config.js", "export default {}"),
                    file("content/blog/quay.md", "---\ntitle: Quay\n---\nText.\n"),
                    file("content/notes/notes.json", "{ \"permalink\": false }"),
                    file("content/notes/no.md", "---\ntitle: SECRET\n---\nText.\n"),
                    file("content/wip/wip.11tydata.json", "{ \"draft\": true }"),
                    file("content/wip/deep/no.md", "---\ntitle: SECRET\n---\nText.\n"),
                    file("content/_includes/part.md", "SECRET\n"),
                ],
                written: &["blog/quay.md"],
                absent: &["SECRET"],
                told: &[
                    "a site of Eleventy, because there is eleventy.config.js",
                    "it has no address",
                ],
            },
            Case {
                name: "Hugo with names that begin with days",
                files: vec![
                    file("config.yml", "title: Reed\nbaseURL: https://reed.example/\n"),
                    file("content/news/2024-01-02-a.md", "---\ntitle: A\n---\nText.\n"),
                ],
                written: &["news/a.md", "name = \"Reed\""],
                absent: &[],
                told: &["a site of Hugo, because there is config.yml"],
            },
        ],
    );
}

// Two texts that claim one address, and an embed that nobody describes, never cost an article.
#[test]
fn what_collides_gives_way_and_no_article_is_lost() {
    try_all("markdown", "old", vec![Case {
        name: "aliases and embeds",
        files: vec![
            ("hugo.toml", "baseURL = \"https://reed.example/\"\n".to_owned()),
            ("content/news/a.md", "---\ntitle: A\naliases: [/old/, /news/b/, '/x%d8', '/y#z']\n---\n{{< tweet user=\"x\" id=\"1\" >}}\n".to_owned()),
            ("content/news/b.md", "---\ntitle: B\naliases: [/old/]\n---\n{{< gist user 12 >}}\n\nText.\n".to_owned()),
        ],
        written: &["title = \"A\"", "title = \"B\"", "\"/old/\"", "https://twitter.com/x/status/1", "https://gist.github.com/user/12"],
        absent: &["```embed", "\"/news/b/\"", "#z", "%d8"],
        told: &["leads on to the article", "a link leads there"],
    }]);
}
