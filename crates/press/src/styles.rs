//! One style sheet for the portal, made of those that its `index.html` names: each file more keeps the first paint
//! waiting on a slow network, and together and minified they weigh less. The site's own `brand.css` stands at its end.

use std::cell::RefCell;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use content::route::CONTENT;
use lol_html::errors::RewritingError;
use lol_html::html_content::Element;
use lol_html::{RewriteStrSettings, element, rewrite_str};
use percent_encoding::percent_decode_str;

use crate::{hash, media, minify};

/// What a style sheet may only say in its first lines, or of the sheet that it stands in.
const BOUND_TO_ITS_FILE: [&str; 3] = ["@charset", "@import", "@namespace"];

/// The file of the content folder that makes the portal the site's own.
pub(crate) const BRAND: &str = "brand.css";

/// What stands between the portal's rules and the site's, so that a later build finds where these begin.
const SEAM: &str = "\n/* The site's own. */\n";

/// The style sheets of a portal as one.
pub(crate) struct Joined {
    /// Its name beside `index.html`.
    pub(crate) file: String,
    pub(crate) text: String,
    /// The names of the files that it stands for.
    pub(crate) parts: Vec<String>,
    /// The `index.html` that names it in place of them.
    pub(crate) template: String,
}

/// Why the style sheets cannot be joined.
#[derive(Debug)]
pub(crate) enum StyleError {
    /// One that `index.html` names cannot be read.
    Unreadable(PathBuf, io::Error),
    /// The site's own sheet cannot be read.
    UnreadableBrand(PathBuf, io::Error),
    /// The site's own sheet has a rule that counts only at the beginning of a file.
    Bound(PathBuf, &'static str),
    /// The rewriter gave up.
    Rewrite(RewritingError),
}

/// Joins the style sheets that lie beside `index.html`, and that of the content folder. `None` where there is nothing to
/// join: one file, or files that would mean something else in one.
pub(crate) fn join(template: &str, portal: &Path, content: &Path) -> Result<Option<Joined>, StyleError> {
    let brand = brand(content)?;
    let parts = named(template).map_err(StyleError::Rewrite)?;
    let read = |part: &String| {
        let path = portal.join(part);
        fs::read_to_string(&path).map_err(|error| StyleError::Unreadable(path, error))
    };
    let texts = parts.iter().map(read).collect::<Result<Vec<_>, _>>()?;
    let is_bound = |text: &String| BOUND_TO_ITS_FILE.iter().any(|rule| text.contains(rule));
    let own = |text: &String| text.split(SEAM).next().unwrap_or_default().to_owned();
    // As one, so that a later build finds nothing more to take out.
    let mut text = minify::style(&texts.iter().map(own).collect::<Vec<_>>().join("\n"));
    if let Some(brand) = brand {
        text.push_str(SEAM);
        text.push_str(&minify::style(&brand));
    }
    if parts.is_empty() || texts.iter().any(is_bound) || texts == [text.as_str()] {
        return Ok(None);
    }
    let file = format!("style-{}.css", hash::of(text.as_bytes()));
    let template = name_instead(template, &file).map_err(StyleError::Rewrite)?;
    Ok(Some(Joined {
        file,
        text,
        parts,
        template,
    }))
}

/// The media files that the site's own sheet names, wherever it does: a custom property may hold an address, too. A sheet
/// that cannot be read names nothing, and is told of when the sheets are joined.
pub(crate) fn named_by_brand(content: &Path) -> Vec<String> {
    let Ok(Some(brand)) = brand(content) else {
        return Vec::new();
    };
    let start = format!("{CONTENT}/{}/", media::FOLDER);
    let named = brand.match_indices(&start).map(|(at, _)| {
        let path = &brand[at + CONTENT.len() + 1..];
        let ends = |letter: char| letter.is_whitespace() || "\"')?#".contains(letter);
        let path = path.split(ends).next().unwrap_or_default();
        percent_decode_str(path).decode_utf8_lossy().into_owned()
    });
    named.collect()
}

fn brand(content: &Path) -> Result<Option<String>, StyleError> {
    let path = content.join(BRAND);
    let text = match fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(StyleError::UnreadableBrand(path, error)),
    };
    let bound = BOUND_TO_ITS_FILE.into_iter().find(|rule| text.contains(rule));
    match bound {
        Some(rule) => Err(StyleError::Bound(path, rule)),
        None => Ok(Some(text)),
    }
}

/// A sheet for some media or with a title is chosen by the browser.
const PLAIN: &str = "head > link[rel=stylesheet]:not([media]):not([title])";

/// The name of a sheet that lies beside the page. One from elsewhere is not ours to move.
fn beside(link: &Element<'_, '_>) -> Option<String> {
    let href = link.get_attribute("href")?;
    let name = href.strip_prefix("./")?;
    (!name.contains(['/', '?', '#', '%'])).then(|| name.to_owned())
}

fn named(template: &str) -> Result<Vec<String>, RewritingError> {
    let names = RefCell::new(Vec::new());
    let settings = RewriteStrSettings::new().append_element_content_handler(element!(PLAIN, |link| {
        names.borrow_mut().extend(beside(link));
        Ok(())
    }));
    rewrite_str(template, settings)?;
    Ok(names.into_inner())
}

fn name_instead(template: &str, file: &str) -> Result<String, RewritingError> {
    let mut is_first = true;
    let settings = RewriteStrSettings::new().append_element_content_handler(element!(PLAIN, |link| {
        if beside(link).is_some() {
            if std::mem::take(&mut is_first) {
                link.set_attribute("href", &format!("./{file}"))?;
            } else {
                link.remove();
            }
        }
        Ok(())
    }));
    rewrite_str(template, settings)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn portal(files: &[(&str, &str)]) -> tempfile::TempDir {
        let portal = tempfile::tempdir().expect("a temporary folder can be made");
        for (name, text) in files {
            fs::write(portal.path().join(name), text).expect("a temporary folder can be written");
        }
        portal
    }

    const TWO: &str = r#"<head><link rel="stylesheet" href="./a.css" /><title>T</title>
<link rel="stylesheet" href="./b.css"><link rel="stylesheet" media="print" href="./print.css"></head>"#;

    // Each request more is a turn on a connection, and the rules must keep their order.
    #[test]
    fn style_sheets_beside_the_page_become_one_in_their_order() {
        let portal = portal(&[
            ("a.css", "@layer x, y;"),
            ("b.css", "@layer y { p { margin: 0 } }"),
        ]);
        let joined = join(TWO, portal.path(), Path::new("nowhere"))
            .expect("both files are there")
            .expect("there are two of them");
        assert_eq!(joined.text, "@layer x;@layer y{p{margin:0}}");
        assert_eq!(joined.parts, ["a.css", "b.css"]);
        let name = &joined.file;
        let expected = format!(
            "<head><link rel=\"stylesheet\" href=\"./{name}\" /><title>T</title>\n<link rel=\"stylesheet\" media=\"print\" href=\"./print.css\"></head>"
        );
        assert_eq!(joined.template, expected);
    }

    // A sum without its spaces is none, and takes the type of the whole page with it.
    #[test]
    fn what_is_minified_means_the_same() {
        let sheet = "/* Why. */\n:root { --step: clamp(1rem, .8rem + .3vw, 2rem); --paper: light-dark(#fff, #000); }\n\
            .a :is(.b, .c) { content: \" ×\" / \"\"; }\n";
        assert_eq!(
            minify::style(sheet),
            ":root{--step:clamp(1rem, .8rem + .3vw, 2rem);--paper:var(--lightningcss-light,#fff)var(--lightningcss-dark,#000)}.a :is(.b,.c){content:\" ×\" / \"\"}"
        );
        let unreadable = "p { color: }}} @nothing";
        assert_eq!(minify::style(unreadable), unreadable);
    }

    // Colours that the browser cannot read leave no page pale: they leave it without any, and what stands over it transparent.
    #[test]
    fn colours_of_light_and_dark_are_said_so_that_older_browsers_read_them() {
        let sheet = ":root { color-scheme: light dark; &[data-display~=\"light\"] { color-scheme: light; } \
            &[data-display~=\"dark\"] { color-scheme: dark; } --paper: light-dark(#fff, #000); } p { color: light-dark(red, blue); }";
        let text = minify::style(sheet);
        assert!(!text.contains("light-dark("), "{text}");
        for part in [
            ":root{--lightningcss-light:initial;--lightningcss-dark: ;color-scheme:light dark}",
            "@media (prefers-color-scheme:dark){:root{--lightningcss-light: ;--lightningcss-dark:initial}}",
            "&[data-display~=light]{--lightningcss-light:initial;--lightningcss-dark: ;color-scheme:light}",
            "&[data-display~=dark]{--lightningcss-light: ;--lightningcss-dark:initial;color-scheme:dark}",
            "--paper:var(--lightningcss-light,#fff)var(--lightningcss-dark,#000)",
            "p{color:var(--lightningcss-light,red)var(--lightningcss-dark,#00f)}",
        ] {
            assert!(text.contains(part), "{part} is not in: {text}");
        }
    }

    // An `@import` counts only before all other rules: behind another sheet it would silently do nothing.
    #[test]
    fn a_sheet_with_an_import_keeps_its_own_file() {
        let portal = portal(&[("a.css", "p { margin: 0 }"), ("b.css", "@import \"c.css\";")]);
        assert!(
            join(TWO, portal.path(), Path::new("nowhere"))
                .expect("both files are there")
                .is_none()
        );
    }

    // A page without its styles would be published otherwise.
    #[test]
    fn a_missing_sheet_is_told_by_its_name() {
        let portal = portal(&[("a.css", "p { margin: 0 }")]);
        let Err(StyleError::Unreadable(path, _)) = join(TWO, portal.path(), Path::new("nowhere")) else {
            panic!("b.css is not there");
        };
        assert!(path.ends_with("b.css"));
    }

    const ONE: &str = r#"<head><link rel="stylesheet" href="./a.css"></head>"#;

    // A brand that comes first is overruled by what it means to change, and one of an earlier build must not stay.
    #[test]
    fn the_brand_stands_at_the_end_and_a_later_one_takes_its_place() {
        let portal = portal(&[("a.css", "p { margin: 0 }")]);
        let content = self::portal(&[(BRAND, ":root { --accent: teal }")]);
        let first = join(ONE, portal.path(), content.path())
            .expect("both files are there")
            .expect("a brand is something to join");
        assert_eq!(
            first.text,
            "p{margin:0}\n/* The site's own. */\n:root{--accent:teal}"
        );
        fs::write(portal.path().join(&first.file), &first.text).expect("a temporary folder can be written");
        let again = join(&first.template, portal.path(), content.path()).expect("both files are there");
        assert!(again.is_none(), "nothing has changed");
        fs::write(content.path().join(BRAND), ":root { --accent: plum }")
            .expect("a temporary folder can be written");
        let second = join(&first.template, portal.path(), content.path())
            .expect("both files are there")
            .expect("the brand has changed");
        assert_eq!(
            second.text,
            "p{margin:0}\n/* The site's own. */\n:root{--accent:plum}"
        );
        let without = join(&first.template, portal.path(), Path::new("nowhere"))
            .expect("the portal's file is there")
            .expect("the brand is gone");
        assert_eq!(without.text, "p{margin:0}");
    }

    // Behind other rules an `@import` does nothing, and nobody would know why.
    #[test]
    fn a_brand_with_an_import_is_told_by_its_name() {
        let portal = portal(&[("a.css", "p { margin: 0 }")]);
        let content = self::portal(&[(BRAND, "@import \"other.css\";")]);
        let Err(StyleError::Bound(path, rule)) = join(ONE, portal.path(), content.path()) else {
            panic!("an import is no rule of a brand");
        };
        assert!(path.ends_with(BRAND));
        assert_eq!(rule, "@import");
    }
}
