//! Pictures of what is imported: those that lie somewhere, and those that have to be fetched.

use std::path::Path;
use std::process::Command;

use serde_json::json;

use crate::support::web::{Answer, Web};
use crate::support::{command, installed, press, transcript, tree, write};

/// A picture of one pixel.
const PIXEL: &[u8] = include_bytes!("../fixtures/imported/media/rope.png");

/// A text with a picture, as each source writes it: the source, the file, its text and the picture's address below the host.
fn sources(base: &str) -> Vec<(&'static str, &'static str, Vec<u8>, &'static str)> {
    let img = |path: &str| format!("<p>Words.</p><p><img src=\"{base}{path}\" alt=\"A bell\"></p>");
    let rss = |version: &str, inside: String| {
        format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?><rss version=\"2.0\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" xmlns:wp=\"http://wordpress.org/export/1.2/\"><channel><title>Reed</title><link>{base}</link><language>en</language>{version}\
            <item><title>Quay</title><link>{base}/quay/</link><content:encoded><![CDATA[{inside}]]></content:encoded>"
        )
    };
    let wordpress = rss(
        &format!("<wp:wxr_version>1.2</wp:wxr_version><wp:base_blog_url>{base}</wp:base_blog_url>"),
        img("/wp-content/uploads/2024/01/bell.png?w=1024"),
    ) + "<wp:post_id>1</wp:post_id><wp:post_date>2024-01-02 10:00:00</wp:post_date><wp:post_name>quay</wp:post_name><wp:status>publish</wp:status><wp:post_type>post</wp:post_type></item></channel></rss>";
    let feed = rss("", img("/bell%20one.png"))
        + "<pubDate>Tue, 02 Jan 2024 10:00:00 GMT</pubDate></item></channel></rss>";
    let json_feed = json!({ "version": "https://jsonfeed.org/version/1.1", "title": "Reed", "items": [
        { "id": "1", "url": format!("{base}/quay/"), "title": "Quay", "content_html": img("/caf%C3%A9/b%C3%A9ll.png?a=b&c=d") }
    ] });
    let ghost = json!({ "db": [{ "meta": { "version": "5.0.0" }, "data": { "posts": [
        { "id": "1", "title": "Quay", "slug": "quay", "html": "<p>Words.</p><figure><img src=\"__GHOST_URL__/content/images/bell.png\" alt=\"A bell\"></figure>", "status": "published", "visibility": "public", "type": "post", "published_at": "2024-01-02T10:00:00.000Z", "canonical_url": null }
    ], "settings": [{ "key": "title", "value": "Reed" }] } }] });
    let blogger = format!(
        "<?xml version='1.0' encoding='UTF-8'?><feed xmlns='http://www.w3.org/2005/Atom'><id>tag:blogger.com,1999:blog-1.archive</id><title>Reed</title><entry><id>tag:blogger.com,1999:blog-1.post-2</id><published>2024-01-02T10:00:00.000-08:00</published>\
        <category scheme=\"http://schemas.google.com/g/2005#kind\" term=\"http://schemas.google.com/blogger/2008/kind#post\"/><title type=\"text\">Quay</title><content type=\"html\">{}</content>\
        <link rel='alternate' href='{base}/2024/01/quay.html'/></entry></feed>",
        img("/s1600/bell.png").replace('<', "&lt;").replace('>', "&gt;")
    );
    let markdown = format!(
        "---\ntitle: Quay\n---\nWords.\n\n![A bell](/pictures/bell.png)\n\n![Another]({base}/far/鐘.png?v=2)\n"
    );
    vec![
        ("wordpress", "export.xml", wordpress.into_bytes(), "bell.png"),
        ("feed", "feed.xml", feed.into_bytes(), "bell"),
        (
            "jsonfeed",
            "feed.json",
            json_feed.to_string().into_bytes(),
            "b\u{e9}ll.png",
        ),
        ("ghost", "ghost.json", ghost.to_string().into_bytes(), "bell.png"),
        ("blogger", "blog.atom", blogger.into_bytes(), "bell.png"),
        (
            "markdown",
            "old/content/news/quay.md",
            markdown.into_bytes(),
            "bell.png",
        ),
    ]
}

fn pictures(folder: &Path) -> Vec<String> {
    let files = tree(&folder.join("new")).into_keys();
    files.filter(|name| name.starts_with("media/")).collect()
}

fn pixel_host() -> Web {
    Web::answering(|path| {
        let is_picture = path.contains(".png");
        if is_picture {
            Answer::file(PIXEL, "image/png")
        } else {
            Answer::status("404 Not Found")
        }
    })
}

// People copy what is printed. What does not work word for word is worse than nothing: they have no pictures and know not why.
#[test]
fn the_printed_recipe_for_pictures_works_word_for_word_for_every_source() {
    if installed("wget").is_none() {
        return;
    }
    let web = pixel_host();
    let bin = Path::new(env!("CARGO_BIN_EXE_press"))
        .parent()
        .expect("a program stands in a folder");
    let path = std::env::var("PATH").unwrap_or_default();
    for (source, name, bytes, picture) in sources(&web.base()) {
        for missing in [None, Some("what is missing")] {
            let folder = tempfile::tempdir().expect("there is room for a temporary folder");
            write(&folder.path().join(name), &bytes);
            if source == "markdown" {
                write(
                    &folder.path().join("old/hugo.toml"),
                    format!("baseURL = \"{}/\"\n", web.base()),
                );
            }
            let input = if source == "markdown" { "old" } else { name };
            let mut arguments = vec!["import", source, input, "-o", "new"];
            let site = web.base();
            if source == "ghost" {
                // An export of Ghost has paths alone.
                let said = transcript(&press(folder.path(), &arguments));
                assert!(said.contains("1 of 1 media files have no host"), "{said}");
                arguments.extend(["--site", &site]);
            }
            arguments.extend(missing.iter().flat_map(|file| ["--missing", file]));
            let said = transcript(&press(folder.path(), &arguments));
            let recipe: Vec<&str> = said
                .lines()
                .filter_map(|line| line.strip_prefix("  "))
                .filter(|line| line.starts_with(['p', 'w']))
                .collect();
            assert_eq!(recipe.len(), 3 - missing.iter().count(), "{source}: {said}");
            assert!(pictures(folder.path()).is_empty(), "{source}: {said}");
            for line in recipe {
                let output = command_line(line, folder.path())
                    .env("PATH", format!("{}:{path}", bin.display()))
                    .output();
                let output = output.expect("there is a shell");
                assert!(
                    output.status.success(),
                    "{source}: {line}: {}",
                    transcript(&output)
                );
            }
            let found = pictures(folder.path());
            assert!(
                found.iter().any(|name| name.contains(picture)),
                "{source}: {found:?}"
            );
            let checked = transcript(&press(folder.path(), &["check", "new"]));
            assert!(!checked.contains("media-missing"), "{source}: {checked}");
        }
    }
}

fn command_line(line: &str, folder: &Path) -> Command {
    let mut shell = Command::new("sh");
    shell.args(["-c", line]).current_dir(folder);
    for (key, value) in command(folder).get_envs() {
        if let Some(value) = value {
            shell.env(key, value);
        }
    }
    shell
}

// A picture that lies in the folder and is not found is fetched in vain, or gone with the old host.
#[test]
fn a_picture_is_found_wherever_its_generator_would_have_looked() {
    let text = |src: &str| format!("---\ntitle: Quay\n---\nWords.\n\n![A bell]({src})\n");
    for (settings, theme_file, src) in [
        (
            "theme = \"reed\"\n",
            "themes/reed/static/img/bell.png",
            "/img/bell.png",
        ),
        (
            "theme = [\"sea\", \"reed\"]\n",
            "themes/reed/static/img/bell.png",
            "/img/bell.png",
        ),
        ("", "static/news/quay/bell.png", "bell.png"),
        ("", "static/news/quay/img/bell.png", "img/bell.png"),
        ("", "static/be\u{301}ll.png", "/b\u{e9}ll.png"),
        ("", "static/b\u{e9}ll.png", "/be\u{301}ll.png"),
        ("", "content/news/be\u{301}ll.png", "b\u{e9}ll.png"),
        ("", "static/bell.png", "/bell.png?v=2"),
        ("", "static/bell.png", "/bell.png?w=3#part"),
        ("", "static/the bell.png", "/the%20bell.png"),
        ("", "static/b\u{e9}ll.png", "/b%C3%A9ll.png"),
        (
            "",
            "static/be\u{301}ll.png",
            "https://old.example/b%C3%A9ll.png?v=1",
        ),
        ("", "static/bell#1.png", "/bell%231.png"),
    ] {
        let folder = tempfile::tempdir().expect("there is room for a temporary folder");
        write(
            &folder.path().join("old/hugo.toml"),
            format!("baseURL = \"https://old.example/\"\n{settings}"),
        );
        write(&folder.path().join("old/content/news/quay.md"), text(src));
        write(&folder.path().join("old").join(theme_file), PIXEL);
        let said = transcript(&press(folder.path(), &["import", "markdown", "old", "-o", "new"]));
        assert!(said.contains("1 articles and 1 media files"), "{src}: {said}");
        let checked = transcript(&press(folder.path(), &["check", "new"]));
        assert!(!checked.contains("media-missing"), "{src}: {checked}");
    }
}
