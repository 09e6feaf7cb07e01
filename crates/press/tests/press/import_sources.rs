//! Ghost, Substack, Medium, Blogger and feeds as content folders, and archives that are none.

use std::fs;
use std::io::{Cursor, Write as _};
use std::path::Path;

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::support::{press, transcript, tree, write};

/// What an import of one file wrote, by name, with what it printed; check and build have passed.
fn imported(name: &str, bytes: &[u8], source: Option<&str>) -> (Vec<(String, String)>, String) {
    let folder = tempfile::tempdir().expect("there is room for a temporary folder");
    fs::write(folder.path().join(name), bytes).expect("the folder is writable");
    let mut arguments = vec!["import"];
    arguments.extend(source);
    arguments.extend([name, "-o", "new", "--verbose"]);
    let said = transcript(&press(folder.path(), &arguments));
    assert!(folder.path().join("new/site.toml").is_file(), "{name}: {said}");
    for command in [vec!["check", "new"], vec!["build", "new", "--output", "bundle"]] {
        let output = press(folder.path(), &command);
        assert_eq!(output.status.code(), Some(0), "{name}: {}", transcript(&output));
    }
    let files = tree(&folder.path().join("new")).into_iter();
    let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
    (files.map(|(name, bytes)| (name, text(bytes))).collect(), said)
}

fn file<'f>(files: &'f [(String, String)], name: &str) -> &'f str {
    let found = files.iter().find(|(file, _)| file == name);
    found.map_or_else(
        || {
            panic!(
                "{name} is not among {:?}",
                files.iter().map(|(file, _)| file).collect::<Vec<_>>()
            )
        },
        |(_, text)| text,
    )
}

fn all(files: &[(String, String)]) -> String {
    let parts = files
        .iter()
        .map(|(name, text)| [&**name, "\n", text, "\n"].concat());
    parts.collect()
}

fn zipped(entries: &[(&str, &str)]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in entries {
        archive
            .start_file(*name, SimpleFileOptions::default())
            .expect("an archive in memory can be written");
        archive.write_all(text.as_bytes()).expect("as above");
    }
    archive.finish().expect("as above").into_inner()
}

const GHOST: &str = r##"{
  "posts": [
    { "id": "1", "title": "Quay & rope", "slug": "quay", "html": "<p>Words, and <a href=\"__GHOST_URL__/bell/#part\">the bell</a>.</p><figure><img src=\"__GHOST_URL__/content/images/q.png\" alt=\"A quay\"><figcaption>The quay</figcaption></figure>",
      "status": "published", "visibility": "public", "type": "post", "published_at": "2024-01-02T10:00:00.000Z", "custom_excerpt": "A lead." },
    { "id": "2", "title": "Bell", "slug": "bell", "status": "published", "type": "post", "published_at": "2024-01-03T10:00:00.000Z",
      "lexical": "{\"root\":{\"children\":[{\"type\":\"paragraph\",\"children\":[{\"type\":\"extended-text\",\"text\":\"Bold\",\"format\":1},{\"type\":\"linebreak\"},{\"type\":\"link\",\"url\":\"https://example.net/\",\"children\":[{\"type\":\"text\",\"text\":\"away\"}]}]},{\"type\":\"heading\",\"tag\":\"h2\",\"children\":[{\"type\":\"text\",\"text\":\"Part\"}]},{\"type\":\"codeblock\",\"language\":\"js\",\"code\":\"let a = 1 < 2;\"},{\"type\":\"callout\",\"calloutText\":\"Mind the step\",\"calloutEmoji\":\"!\"},{\"type\":\"toggle\",\"heading\":\"More\",\"content\":\"<p>Folded.</p>\"},{\"type\":\"bookmark\",\"url\":\"https://example.net/b\",\"metadata\":{\"title\":\"A mark\"}},{\"type\":\"signup\",\"header\":\"Join us\"}]}}" },
    { "id": "3", "title": "Pole", "slug": "pole", "status": "published", "page": 1, "published_at": "2018-01-03T10:00:00.000Z",
      "mobiledoc": "{\"version\":\"0.3.1\",\"atoms\":[[\"soft-return\",\"\",{}]],\"cards\":[[\"image\",{\"src\":\"/content/images/p.png\",\"caption\":\"A pole\"}],[\"hr\",{}]],\"markups\":[[\"strong\"],[\"a\",[\"href\",\"/quay/\"]]],\"sections\":[[1,\"p\",[[0,[0],1,\"Strong\"],[1,[],0,0],[0,[1],1,\"quay\"]]],[10,0],[3,\"ul\",[[[0,[],0,\"one\"]],[[0,[],0,\"two\"]]]],[10,1]]}" },
    { "id": "4", "title": "Draft", "slug": "draft", "html": "<p>SECRETDRAFT</p>", "status": "draft" },
    { "id": "5", "title": "Paid", "slug": "paid", "html": "<p>SECRETPAID</p>", "status": "published", "visibility": "paid" },
    { "id": "6", "title": "Tiers", "slug": "tiers", "html": "<p>SECRETTIERS</p>", "status": "published", "visibility": "tiers" },
    { "id": "7", "title": "Later", "slug": "later", "html": "<p>SECRETLATER</p>", "status": "scheduled", "published_at": "2099-01-01T00:00:00.000Z" },
    { "id": "8", "title": "Letter", "slug": "letter", "html": "<p>SECRETLETTER</p>", "status": "sent" },
    { "id": "9", "title": "Half", "slug": "half", "html": "<p>Open.</p><!--members-only--><p>SECRETHALF</p>", "status": "published" }
  ],
  "posts_meta": [{ "post_id": "1", "feature_image_alt": "None" }],
  "users": [{ "id": "a", "name": "Ines Tavora", "email": "ines@old.example", "password": "SECRETHASH" }, { "id": "b", "name": "Jon Reef", "email": "jon@old.example" }],
  "posts_authors": [{ "post_id": "1", "author_id": "b", "sort_order": 1 }, { "post_id": "1", "author_id": "a", "sort_order": 0 }],
  "tags": [{ "id": "t", "name": "Harbour", "slug": "harbour", "description": "write to desk@old.example" }, { "id": "i", "name": "#internal", "slug": "hash-internal", "visibility": "internal" }],
  "posts_tags": [{ "post_id": "1", "tag_id": "t" }, { "post_id": "1", "tag_id": "i" }],
  "settings": [{ "key": "title", "value": "The Tide" }, { "key": "description", "value": "A paper" }, { "key": "lang", "value": "fr" }, { "key": "stripe_secret_key", "value": "SECRETKEY" }],
  "members": [{ "id": "m", "email": "reader@old.example" }],
  "api_keys": [{ "secret": "SECRETAPI" }]
}"##;

// A Ghost export is wrapped in one of three ways; each is the same site.
#[test]
fn a_ghost_export_keeps_what_everybody_could_read_and_nothing_else() {
    let wrapped = format!("{{\"db\":[{{\"meta\":{{\"version\":\"5.0.0\"}},\"data\":{GHOST}}}]}}");
    let half = format!("{{\"meta\":{{\"version\":\"2.0.0\"}},\"data\":{GHOST}}}");
    for export in [&wrapped, &half, GHOST] {
        let (files, said) = imported("ghost.json", export.as_bytes(), None);
        assert!(said.contains("ghost.json is read as ghost, because "), "{said}");
        let quay = file(&files, "posts/quay.md");
        assert!(quay.contains("title = \"Quay & rope\""), "{quay}");
        assert!(
            quay.contains("authors = [\"Ines Tavora\", \"Jon Reef\"]"),
            "{quay}"
        );
        assert!(
            quay.contains("lead = \"A lead.\"") || quay.contains("A lead."),
            "{quay}"
        );
        assert!(quay.contains("Harbour") && quay.contains("/quay/"), "{quay}");
        assert!(quay.contains("](/posts/bell/#part)"), "{quay}");
        let bell = file(&files, "posts/bell.md");
        for words in [
            "**Bold**",
            "[away](https://example.net/)",
            "```js\nlet a = 1 < 2;",
            "Mind the step",
            "Folded.",
            "[A mark]",
        ] {
            assert!(bell.contains(words), "{words}: {bell}");
        }
        let pole = file(&files, "pages/pole.md");
        for words in ["**Strong**", "[quay](/posts/quay/)", "- one", "A pole"] {
            assert!(pole.contains(words), "{words}: {pole}");
        }
        assert!(file(&files, "posts/half.md").contains("Open."));
        let all = all(&files);
        for closed in ["SECRET", "@old.example", "internal", "Join us"] {
            assert!(!all.contains(closed), "{closed}: {all}");
        }
        for told in [
            "it is a draft",
            "it is for “paid” alone",
            "it is for “tiers” alone",
            "for members alone",
        ] {
            assert!(said.contains(told), "{told}: {said}");
        }
        let site = file(&files, "site.toml");
        assert!(
            site.contains("name = \"The Tide\"") && site.contains("language = \"fr\""),
            "{site}"
        );
    }
}

// Subscribers come with the posts in one archive.
#[test]
fn a_substack_archive_keeps_public_posts_and_no_subscriber() {
    let list = "post_id,post_date,is_published,email_sent_at,inbox_sent_at,type,audience,title,subtitle,podcast_url\n\
        11.quay,2024-01-02T10:00:00.000Z,true,,,newsletter,everyone,\"Quay, and rope\",A lead,\n\
        12.paid,2024-01-03T10:00:00.000Z,true,,,newsletter,only_paid,Paid,,\n\
        13.draft,,false,,,newsletter,everyone,Draft,,\n\
        14.sound,2024-01-04T10:00:00.000Z,true,,,podcast,everyone,Sound,,https://example.net/a.mp3\n";
    let bytes = zipped(&[
        ("posts.csv", list),
        (
            "posts/11.quay.html",
            "<p>Words and <a href=\"/p/sound\">sound</a>.</p>",
        ),
        ("posts/12.paid.html", "<p>SECRETPAID</p>"),
        ("posts/13.draft.html", "<p>SECRETDRAFT</p>"),
        ("posts/14.sound.html", "<p>Hear.</p>"),
        ("posts/11.opens.csv", "post_id,email\n11,reader@old.example\n"),
        ("email_list.tide.csv", "email\nreader@old.example\n"),
    ]);
    for source in [None, Some("substack")] {
        let (files, said) = imported("tide-review.zip", &bytes, source);
        let quay = file(&files, "posts/quay.md");
        assert!(
            quay.contains("\"Quay, and rope\"") && quay.contains("/p/quay"),
            "{quay}"
        );
        assert!(quay.contains("[sound](/posts/sound/)"), "{quay}");
        assert!(file(&files, "posts/sound.md").contains("https://example.net/a.mp3"));
        assert!(file(&files, "site.toml").contains("Tide review"));
        let all = all(&files);
        assert!(!all.contains("SECRET") && !all.contains("@old.example"), "{all}");
        assert!(
            said.contains("it is for “only_paid” alone") && said.contains("it is a draft"),
            "{said}"
        );
        assert!(said.contains("lists of subscribers"), "{said}");
    }
}

fn medium(title: &str, own_title: bool, text: &str, published: bool) -> String {
    let heading = if own_title {
        format!("<h3 class=\"graf graf--h3 graf--title\">{title}</h3>")
    } else {
        String::new()
    };
    let day = if published {
        "<a href=\"https://medium.com/p/1\"><time class=\"dt-published\" datetime=\"2024-01-02T10:00:00.000Z\">January 2</time></a>"
    } else {
        ""
    };
    format!(
        "<!DOCTYPE html><html><head><title>{title}</title></head><body><article class=\"h-entry\"><header><h1 class=\"p-name\">{title}</h1></header>\
        <section data-field=\"body\" class=\"e-content\"><section><div>{heading}<p class=\"graf\">{text}</p></div></section></section>\
        <footer><p>By <a href=\"https://medium.com/@ines\" class=\"p-author h-card\">Ines Tavora</a> on {day}</p>\
        <p><a href=\"https://medium.com/@ines/the-quay-12ab\" class=\"p-canonical\">Canonical link</a></p></footer></article></body></html>"
    )
}

// Replies and drafts lie among the posts.
#[test]
fn a_medium_archive_keeps_stories_without_replies_and_drafts() {
    let (story, reply, draft) = (
        medium("The quay", true, "Words of the quay.", true),
        medium(
            "I agree SECRETREPLY",
            false,
            "I agree SECRETREPLY with all of it.",
            true,
        ),
        medium("Draft", true, "SECRETDRAFT", false),
    );
    let bytes = zipped(&[
        ("posts/2024-01-02_The-quay-12ab.html", &story),
        ("posts/2024-01-03_I-agree-34cd.html", &reply),
        (
            "posts/2024-01-03_Thanks-78ab.html",
            &medium("Thank you, Jon", false, "Jon, thank you SECRET.", true),
        ),
        ("posts/draft_Draft-56ef.html", &draft),
        ("profile/profile.html", "<p>ines@old.example</p>"),
        ("README.html", "<p>x</p>"),
    ]);
    let (files, said) = imported("medium.zip", &bytes, None);
    let quay = file(&files, "posts/the-quay.md");
    assert!(
        quay.contains("authors = [\"Ines Tavora\"]") && quay.contains("2024-01-02"),
        "{quay}"
    );
    assert_eq!(
        quay.matches("The quay").count(),
        1,
        "the title stands once: {quay}"
    );
    assert!(quay.contains("/the-quay-12ab"), "{quay}");
    let all = all(&files);
    assert!(!all.contains("SECRET") && !all.contains("@old"), "{all}");
    assert!(
        said.contains("it is a reply") && said.contains("it is a draft"),
        "{said}"
    );
}

// Medium takes the first words of a story for its title where it has none, as it does with replies.
#[test]
fn a_story_of_medium_without_a_heading_is_no_reply() {
    let long = format!("Untitled essay starts here and goes on {}.", "word ".repeat(220));
    let with_list = "Second essay starts here.</p><ul><li>One</li></ul><p>And goes on.";
    let bytes = zipped(&[
        (
            "posts/2024-01-02_Untitled-essay-12ab.html",
            &medium("Untitled essay starts here", false, &long, true),
        ),
        (
            "posts/2024-01-03_Second-essay-34cd.html",
            &medium("Second essay starts here", false, with_list, true),
        ),
    ]);
    let (files, _) = imported("medium.zip", &bytes, None);
    let all = all(&files);
    assert!(all.contains("word word") && all.contains("- One"), "{all}");
}

// What a program of Substack draws from an element's own words is part of the text, and so are notes at its end.
#[test]
fn texts_of_substack_keep_notes_and_posts_of_others_and_their_links_follow() {
    let quay = "<p>Words<a class=\"footnote-anchor\" id=\"footnote-anchor-1\" href=\"#footnote-1\">1</a> and \
        <a href=\"https://reed.substack.com/p/bell\">bells</a>, <a href=\"https://other.substack.com/p/else\">others</a>.</p>\
        <div class=\"tweet\" data-attrs=\"{&quot;url&quot;:&quot;https://twitter.com/a/status/1&quot;,&quot;full_text&quot;:&quot;Seen at sea&quot;,&quot;name&quot;:&quot;Jon&quot;}\"></div>\
        <div class=\"latex-rendered\" data-attrs=\"{&quot;persistentExpression&quot;:&quot;x^2&quot;}\"></div>\
        <div class=\"footnote\"><a id=\"footnote-1\" href=\"#footnote-anchor-1\">1</a><div class=\"footnote-content\"><p>Of the note.</p></div></div>\
        <div class=\"paywall-jump\" data-component-name=\"PaywallToDOM\"></div><p>SECRET</p>";
    let bytes = zipped(&[
        (
            "posts.csv",
            "post_id,post_date,is_published,type,audience,title,subtitle,podcast_url\n\
             1.quay,2024-01-02T10:00:00.000Z,true,newsletter,everyone,Quay,,\n\
             2.bell,2024-01-03T10:00:00.000Z,true,podcast,everyone,Bell,,https://api.substack.com/feed/podcast/5/private/SECRET.mp3\n",
        ),
        ("posts/1.quay.html", quay),
        ("posts/2.bell.html", "<p>It rings.</p>"),
    ]);
    let (files, said) = imported("substack.zip", &bytes, None);
    let quay = file(&files, "posts/quay.md");
    for part in [
        "Words[^1]",
        "[^1]: Of the note.",
        "/posts/bell/",
        "> Seen at sea",
        "x^2",
        "other.substack.com/p/else",
    ] {
        assert!(quay.contains(part), "{part}: {quay}");
    }
    assert!(!all(&files).contains("SECRET"), "{said}");
    assert!(said.contains("what stands behind the paywall"), "{said}");
}

const BLOGGER_KIND: &str = "http://schemas.google.com/g/2005#kind";

// Google has given the same blog in two formats.
#[test]
fn both_backups_of_blogger_keep_posts_and_pages_and_leave_comments() {
    let entry = |kind: &str, title: &str, more: &str| {
        format!(
            "<entry><id>tag:blogger.com,1999:blog-1.post-2</id><published>2024-01-02T10:00:00.000-08:00</published>\
            <category scheme=\"{BLOGGER_KIND}\" term=\"http://schemas.google.com/blogger/2008/kind#{kind}\"/>\
            <category scheme=\"http://www.blogger.com/atom/ns#\" term=\"Harbour\"/><title type=\"text\">{title}</title>\
            <content type=\"html\">&lt;p&gt;Words of {title}.&lt;/p&gt;</content>\
            <author><name>Ines Tavora</name><email>noreply@old.example</email></author>{more}</entry>"
        )
    };
    let old = format!(
        "<?xml version='1.0' encoding='UTF-8'?><feed xmlns='http://www.w3.org/2005/Atom' xmlns:app='http://purl.org/atom/app#'><title>Reed</title>{}{}{}{}{}</feed>",
        entry(
            "post",
            "Quay",
            "<link rel='alternate' href='https://reed.example/2024/01/quay.html'/>"
        ),
        entry(
            "page",
            "About",
            "<link rel='alternate' href='https://reed.example/p/about.html'/>"
        ),
        entry(
            "post",
            "SECRETDRAFT",
            "<app:control><app:draft>yes</app:draft></app:control>"
        ),
        entry("comment", "SECRETCOMMENT", ""),
        entry("settings", "SECRETSETTING", ""),
    );
    let taken = |kind: &str, status: &str, title: &str, name: &str| {
        format!(
            "<entry><id>tag:blogger.com,1999:blog-1.post-2</id><blogger:type>{kind}</blogger:type><blogger:status>{status}</blogger:status>\
            <author><name>Ines Tavora</name></author><title>{title}</title><content type='html'>&lt;p&gt;Words of {title}.&lt;/p&gt;</content>\
            <published>2024-01-02T10:00:00Z</published><category scheme='tag:blogger.com,1999:blog-1' term='Harbour'/><blogger:filename>{name}</blogger:filename></entry>"
        )
    };
    let new = format!(
        "<?xml version='1.0' encoding='utf-8'?><feed xmlns='http://www.w3.org/2005/Atom' xmlns:blogger='http://schemas.google.com/blogger/2018'><id>tag:blogger.com,1999:blog-1</id><title>Reed</title>{}{}{}{}{}</feed>",
        taken("POST", "LIVE", "Quay", "/2024/01/quay.html"),
        taken("PAGE", "LIVE", "About", "/p/about.html"),
        taken("POST", "DRAFT", "SECRETDRAFT", ""),
        taken("POST", "SOFT_TRASHED", "SECRETTRASH", "/2024/01/t.html"),
        taken("COMMENT", "LIVE", "SECRETCOMMENT", ""),
    );
    let archive = zipped(&[
        ("Takeout/Blogger/Blogs/Reed/feed.atom", &new),
        ("Takeout/archive_browser.html", "x"),
    ]);
    for (name, bytes) in [
        ("blog.xml", old.as_bytes()),
        ("feed.atom", new.as_bytes()),
        ("takeout.zip", &archive),
    ] {
        let (files, said) = imported(name, bytes, None);
        assert!(said.contains("read as blogger"), "{said}");
        let quay = file(&files, "posts/quay.md");
        assert!(
            quay.contains("/2024/01/quay.html") && quay.contains("Harbour"),
            "{name}: {quay}"
        );
        assert!(quay.contains("authors = [\"Ines Tavora\"]"), "{name}: {quay}");
        assert!(file(&files, "pages/about.md").contains("Words of About."));
        let all = all(&files);
        assert!(
            !all.contains("SECRET") && !all.contains("@old.example"),
            "{name}: {all}"
        );
        assert!(said.contains("comments, and who wrote them"), "{said}");
    }
}

// Of one blog there are feeds in three formats; each gives the same article.
#[test]
fn feeds_of_every_format_become_articles() {
    let rss = "<?xml version=\"1.0\"?><rss version=\"2.0\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><channel><title>Reed</title><link>https://reed.example/</link><description>A paper</description>\
        <item><title>Quay &amp; rope</title><link>https://reed.example/2024/quay/</link><guid isPermaLink=\"false\">https://reed.example/?p=7</guid><dc:creator>Ines Tavora</dc:creator><author>ines@old.example (Ines Tavora)</author><category>Harbour</category><pubDate>Tue, 02 Jan 2024 10:00:00 GMT</pubDate><description>Words of the […]</description><content:encoded><![CDATA[<p>Words of the quay, and <a href=\"/2024/quay/#part\">a part</a>.</p>]]></content:encoded></item></channel></rss>";
    let atom = "<?xml version=\"1.0\"?><feed xmlns=\"http://www.w3.org/2005/Atom\"><title>Reed</title><link href=\"https://reed.example/\"/><id>x</id><updated>2024-01-02T10:00:00Z</updated>\
        <entry><title>Quay &amp; rope</title><link href=\"https://reed.example/2024/quay/\"/><id>tag:reed.example,2024:7</id><author><name>Ines Tavora</name><email>ines@old.example</email></author><category term=\"Harbour\"/><published>2024-01-02T10:00:00Z</published><updated>2024-01-02T10:00:00Z</updated><content type=\"html\">&lt;p&gt;Words of the quay.&lt;/p&gt;</content></entry></feed>";
    let rdf = "<?xml version=\"1.0\"?><rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" xmlns=\"http://purl.org/rss/1.0/\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><channel rdf:about=\"https://reed.example/\"><title>Reed</title><link>https://reed.example/</link><description>A paper</description></channel>\
        <item rdf:about=\"https://reed.example/2024/quay/\"><title>Quay &amp; rope</title><link>https://reed.example/2024/quay/</link><description>Words of the quay.</description></item></rdf:RDF>";
    for (name, feed) in [("rss.xml", rss), ("atom.xml", atom), ("rdf.xml", rdf)] {
        let (files, said) = imported(name, feed.as_bytes(), None);
        assert!(said.contains("read as feed"), "{said}");
        let quay = file(&files, "posts/quay.md");
        assert!(quay.contains("title = \"Quay & rope\""), "{name}: {quay}");
        assert!(quay.contains("\"/2024/quay/\""), "{name}: {quay}");
        assert_eq!(quay.matches("Words of the").count(), 1, "{name}: {quay}");
        assert!(!all(&files).contains("@old.example"), "{name}");
        if name != "rdf.xml" {
            assert!(
                quay.contains("Ines Tavora") && quay.contains("Harbour") && quay.contains("2024-01-02"),
                "{name}: {quay}"
            );
        }
    }
}

// WordPress cuts large exports into parts, and people keep them compressed.
#[test]
fn parts_of_one_wordpress_export_are_joined_whatever_they_are_packed_in() {
    let part = |id: u32, text: &str| {
        format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?><rss version=\"2.0\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" xmlns:wp=\"http://wordpress.org/export/1.2/\"><channel><title>Reed</title><link>https://reed.example</link><language>en</language><wp:wxr_version>1.2</wp:wxr_version><wp:base_blog_url>https://reed.example</wp:base_blog_url>\
            <item><title>Part {id}</title><link>https://reed.example/part-{id}/</link><content:encoded><![CDATA[{text}]]></content:encoded><wp:post_id>{id}</wp:post_id><wp:post_date>2024-01-02 10:00:00</wp:post_date><wp:post_name>part-{id}</wp:post_name><wp:status>publish</wp:status><wp:post_type>post</wp:post_type></item></channel></rss>"
        )
    };
    let one = part(1, "See <a href=\"https://reed.example/part-2/\">two</a>.");
    let two = part(2, "Back to <a href=\"https://reed.example/part-1/\">one</a>.");
    let folder = tempfile::tempdir().expect("there is room for a temporary folder");
    let put = |name: &str, bytes: &[u8]| {
        fs::write(folder.path().join(name), bytes).expect("the folder is writable");
    };
    put("1.xml", one.as_bytes());
    put("2.xml", two.as_bytes());
    put(
        "both.zip",
        &zipped(&[("1.xml", &one), ("2.xml", &two), ("__MACOSX/._1.xml", "no")]),
    );
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    gzip.write_all(two.as_bytes()).expect("memory can be written");
    put("2.xml.gz", &gzip.finish().expect("memory can be written"));
    for (target, sources) in [
        ("a", &["1.xml", "2.xml"][..]),
        ("b", &["both.zip"]),
        ("c", &["1.xml", "2.xml.gz"]),
        ("d", &["1.xml", "both.zip"]),
    ] {
        let mut arguments = vec!["import", "wordpress"];
        arguments.extend(sources);
        arguments.extend(["-o", target]);
        let output = press(folder.path(), &arguments);
        assert_eq!(output.status.code(), Some(0), "{}", transcript(&output));
        let text =
            |name: &str| fs::read_to_string(folder.path().join(target).join(name)).expect("it was imported");
        assert!(text("posts/part-1.md").contains("](/posts/part-2/)"), "{target}");
        assert!(text("posts/part-2.md").contains("](/posts/part-1/)"), "{target}");
    }
}

// What comes from elsewhere may have been made to harm: each such archive is one clear line, and nothing is written.
#[test]
fn archives_that_are_no_exports_are_refused_in_one_line() {
    let outside = zipped(&[("posts.csv", "post_id\n"), ("../../outside.html", "x")]);
    // The library that writes archives here takes no such name.
    let elsewhere = tempfile::tempdir().expect("there is room for a temporary folder");
    let victim = elsewhere.path().join("victim.html");
    write(&victim, "mine");
    let absolute = victim.display().to_string();
    let harmless = absolute.replacen('/', "x", 1);
    let mut rooted = zipped(&[("posts.csv", "post_id\n"), (&harmless, "theirs")]);
    for at in 0..rooted.len() - harmless.len() {
        if rooted[at..].starts_with(harmless.as_bytes()) {
            rooted[at] = b'/';
        }
    }
    let zeros = "0".repeat(64 * 1024 * 1024);
    let bomb = zipped(&[("posts.csv", &zeros)]);
    let mut closed = zipped(&[("posts.csv", "post_id\n")]);
    // The bit by which an entry says that it needs a password, in its own header and in the list at the end.
    let list = closed
        .windows(4)
        .rposition(|four| four == b"PK\x01\x02")
        .expect("every archive has one");
    closed[6] |= 1;
    closed[list + 8] |= 1;
    let names: Vec<String> = (0..50_001).map(|number| format!("posts/{number}.html")).collect();
    let mut many = vec![("posts.csv", "post_id\n")];
    many.extend(names.iter().map(|name| (&**name, "")));
    let many = zipped(&many);
    let mut cut = zipped(&[("posts.csv", "post_id\n")]);
    cut.truncate(cut.len() / 2);
    for (name, bytes, why) in [
        ("outside.zip", &outside, "leads out of its folder"),
        ("rooted.zip", &rooted, "leads out of its folder"),
        ("bomb.zip", &bomb, "unpacks to more than"),
        ("closed.zip", &closed, "needs a password"),
        ("many.zip", &many, "has 50002 entries"),
        ("cut.zip", &cut, "is broken"),
    ] {
        let folder = tempfile::tempdir().expect("there is room for a temporary folder");
        fs::write(folder.path().join(name), bytes).expect("the folder is writable");
        let output = press(folder.path(), &["import", "substack", name, "-o", "new"]);
        let said = transcript(&output);
        assert_eq!(output.status.code(), Some(2), "{name}: {said}");
        assert!(said.contains(name) && said.contains(why), "{name}: {said}");
        assert!(!Path::new(&folder.path().join("new")).exists(), "{name}");
    }
    assert_eq!(fs::read_to_string(&victim).ok().as_deref(), Some("mine"));
}

// Whoever names a file alone is told what it was taken for, or that nobody can tell.
#[test]
fn a_file_that_nobody_knows_is_said_with_the_sources_there_are() {
    for (name, text) in [
        ("a.txt", "words"),
        ("b.json", "{\"a\": 1}"),
        ("c.xml", "<html></html>"),
        ("d.json", "{"),
    ] {
        let folder = tempfile::tempdir().expect("there is room for a temporary folder");
        write(&folder.path().join(name), text);
        let said = transcript(&press(folder.path(), &["import", name, "-o", "new"]));
        assert!(
            said.contains("nobody can tell what this is") && said.contains("press import wordpress"),
            "{name}: {said}"
        );
    }
}
