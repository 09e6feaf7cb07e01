//! Editions that several tests look at.

use std::fs;
use std::path::{Path, PathBuf};

use press::edition::bundle::Edition;
use press::edition::compose;

use super::write;

/// Words that end elements, strings and lines, turn text around or are forbidden in XML, as TOML writes them.
pub(crate) const HOSTILE: &str =
    r#"a</script><!--]]>\u202E🙂 \"b\" 'c' &amp; \\n;,:{}\n\tDTEND:x\r\u0001\u0085\uFFFE <b>d</b>"#;

/// The same words as they are shown: on one line, without what nobody can see.
pub(crate) const SHOWN: &str = "a</script><!--]]>\u{202E}🙂 \"b\" 'c' &amp; \\n;,:{} DTEND:x <b>d</b>";

/// The demo content.
pub(crate) fn demo() -> Edition {
    compose(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../content"))
}

/// The posts of 18F as one section, where they have been downloaded. Of two posts with one name the second is left out.
pub(crate) fn posts_18f() -> Option<Edition> {
    let posts = super::shared("data/18f-posts")?;
    let folder = site("", &[]);
    for post in fs::read_dir(&posts).expect("the folder was there a moment ago") {
        let path = post.expect("the folder can be listed").path();
        let text = fs::read(&path).expect("the post can be read");
        let name = path.file_name().expect("a post is a file");
        write(&folder.path().join("content/magazine").join(name), text);
    }
    Some(compose(&folder.path().join("content")))
}

/// A site at `https://example.org/sub/` with a section `magazine`, a taxonomy `themes` and the given files.
pub(crate) fn site(more: &str, files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = super::content(files);
    let path = folder.path().join("content/site.toml");
    let settings = fs::read_to_string(&path).expect("the file was written a moment ago");
    write(
        &path,
        format!("address = \"https://example.org/sub/\"\n{more}\n{settings}"),
    );
    folder
}

/// The edition of such a site.
pub(crate) fn of_site(more: &str, files: &[(&str, &str)]) -> Edition {
    compose(&site(more, files).path().join("content"))
}

/// The edition of a content folder.
pub(crate) fn compose(content: &Path) -> Edition {
    let outcome = compose::compose(content).expect("it is a content folder");
    outcome.edition.expect("its site can be read")
}

/// The front matter of an article and a text below it.
pub(crate) fn article(keys: &str) -> String {
    format!("+++\n{keys}\n+++\n\nThe text of it.\n")
}

/// A file of the demo content.
pub(crate) fn demo_file(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../content")
        .join(name)
}
