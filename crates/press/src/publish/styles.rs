//! One style sheet for the portal, made of those that its `index.html` names: each file more keeps the first paint
//! waiting on a slow network, and together and minified they weigh less. The site's own `brand.css` stands at its end.
//! Those that are `disabled` are asked for by few pages, and become one of their own.

mod addresses;
mod minify;

use std::cell::RefCell;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use lol_html::errors::RewritingError;
use lol_html::html_content::{ContentType, Element};
use lol_html::{RewriteStrSettings, element, rewrite_str};
use thiserror::Error;

use crate::css::bound_rule;
use crate::edition::bundle::BrandError;
use crate::hash;
use crate::publish::assets;

/// What a template calls the style sheet, whose name follows from the site, too.
pub(crate) const PLACEHOLDER: &str = "./assets/style.css";

/// The style sheets of a portal as one.
pub(crate) struct Joined {
    pub(crate) text: String,
    /// That of the pages of the app of `/find/`: its name and its rules.
    pub(crate) find: Option<(String, String)>,
    /// The names of the files that they stand for.
    pub(crate) parts: Vec<String>,
    /// The `index.html` that names them in place of those.
    pub(crate) template: String,
}

/// Why the style sheets cannot be joined.
#[derive(Debug, Error)]
pub enum StyleError {
    /// One that `index.html` names cannot be read.
    #[error("{}: cannot be read: {} (index.html names it as a style sheet; build the portal again)", .0.display(), .1)]
    Unreadable(PathBuf, io::Error),
    /// The site's own sheet cannot be published.
    #[error(transparent)]
    Brand(#[from] BrandError),
    /// The rewriter gave up.
    #[error("index.html: cannot be rewritten: {0} (simplify it)")]
    Rewrite(#[from] RewritingError),
}

/// Joins the style sheets that lie beside `index.html`. `None` where there are none, or where they would mean something
/// else in one.
pub(crate) fn join(template: &str, portal: &Path) -> Result<Option<Joined>, StyleError> {
    let mut parts = named(template, PLAIN)?;
    let of_find = named(template, DISABLED)?;
    let read = |part: &String| {
        let path = portal.join(part);
        fs::read_to_string(&path).map_err(|error| StyleError::Unreadable(path, error))
    };
    let read_all = |parts: &[String]| parts.iter().map(read).collect::<Result<Vec<_>, _>>();
    let (texts, texts_of_find) = (read_all(&parts)?, read_all(&of_find)?);
    let is_bound = |text: &String| bound_rule(text).is_some();
    if parts.is_empty() || texts.iter().chain(&texts_of_find).any(is_bound) {
        return Ok(None);
    }
    // As one, so that what they share is said once.
    let as_one = |texts: &[String]| addresses::one_folder_down(&minify::style(&texts.join("\n")));
    let mut template = name_instead(template, PLAIN, PLACEHOLDER)?;
    let find = (!of_find.is_empty()).then(|| {
        let text = as_one(&texts_of_find);
        (
            format!("{}find-{}.css", assets::FOLDER, hash::of(text.as_bytes())),
            text,
        )
    });
    if let Some((file, _)) = &find {
        template = name_instead(&template, DISABLED, &format!("./{file}"))?;
    }
    parts.extend(of_find);
    Ok(Some(Joined {
        text: as_one(&texts),
        find,
        parts,
        template,
    }))
}

/// The style sheet of a site: its name, its rules, and the template that names it. None where neither the portal nor the site
/// has rules.
pub(crate) fn of_site(
    template: &str,
    portal: Option<&str>,
    brand: Option<&str>,
) -> Result<Option<(String, String, String)>, RewritingError> {
    let own = brand.map(|own| addresses::one_folder_down(&minify::style(own)));
    let texts: Vec<_> = portal.into_iter().chain(own.as_deref()).collect();
    if texts.is_empty() {
        return Ok(None);
    }
    let text = texts.join("\n");
    let file = format!("{}style-{}.css", assets::FOLDER, hash::of(text.as_bytes()));
    let href = format!("./{file}");
    let handler = if portal.is_some() {
        element!(format!("link[href=\"{PLACEHOLDER}\"]"), |link| {
            Ok(link.set_attribute("href", &href)?)
        })
    } else {
        element!("head", |head| {
            head.append(
                &format!("<link rel=\"stylesheet\" href=\"{href}\">"),
                ContentType::Html,
            );
            Ok(())
        })
    };
    let settings = RewriteStrSettings::new().append_element_content_handler(handler);
    let template = rewrite_str(template, settings)?;
    Ok(Some((file, text, template)))
}

/// A sheet for some media or with a title is chosen by the browser.
const PLAIN: &str = "head > link[rel=stylesheet]:not([media]):not([title]):not([disabled])";

/// What no page asks for until it is told to: those of the app of `/find/` have it as a sheet, all others in a template, from where
/// `boot.js` takes it.
pub(crate) const DISABLED: &str = "head > link[rel=stylesheet][disabled]";

/// The name of a sheet that lies beside the page. One from elsewhere is not ours to move.
fn beside(link: &Element<'_, '_>) -> Option<String> {
    let href = link.get_attribute("href")?;
    let name = href.strip_prefix("./")?;
    (!name.contains(['/', '?', '#', '%'])).then(|| name.to_owned())
}

fn named(template: &str, which: &str) -> Result<Vec<String>, RewritingError> {
    let names = RefCell::new(Vec::new());
    let settings = RewriteStrSettings::new().append_element_content_handler(element!(which, |link| {
        names.borrow_mut().extend(beside(link));
        Ok(())
    }));
    rewrite_str(template, settings)?;
    Ok(names.into_inner())
}

fn name_instead(template: &str, which: &str, href: &str) -> Result<String, RewritingError> {
    let mut is_first = true;
    let settings = RewriteStrSettings::new().append_element_content_handler(element!(which, |link| {
        if beside(link).is_some() {
            if std::mem::take(&mut is_first) {
                link.set_attribute("href", href)?;
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
        let joined = join(TWO, portal.path())
            .expect("both files are there")
            .expect("there are two of them");
        assert_eq!(joined.text, "@layer x;@layer y{p{margin:0}}");
        assert_eq!(joined.parts, ["a.css", "b.css"]);
        let (file, text, template) = of_site(&joined.template, Some(&joined.text), None)
            .expect("it can be rewritten")
            .expect("the portal has rules");
        assert_eq!(text, joined.text);
        let expected = format!(
            "<head><link rel=\"stylesheet\" href=\"./{file}\" /><title>T</title>\n<link rel=\"stylesheet\" media=\"print\" href=\"./print.css\"></head>"
        );
        assert_eq!(template, expected);
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
    fn a_sheet_with_an_import_keeps_its_own_file_and_the_brand_has_one() {
        let portal = portal(&[("a.css", "p { margin: 0 }"), ("b.css", "@import \"c.css\";")]);
        let joined = join(TWO, portal.path()).expect("both files are there");
        assert!(joined.is_none());
        let (file, text, template) = of_site(TWO, None, Some("p { color: teal }"))
            .expect("it can be rewritten")
            .expect("the site has rules");
        assert_eq!(text, "p{color:teal}");
        assert!(
            template.contains("./b.css") && template.contains(&format!("href=\"./{file}\"></head>")),
            "{template}"
        );
    }

    // Whoever reads an article would pay for the rules of pages that few open.
    #[test]
    fn sheets_that_are_disabled_become_one_of_their_own() {
        let portal = portal(&[
            ("a.css", "@layer x, y;"),
            ("b.css", "@layer y { p { margin: 0 } }"),
            ("c.css", "@layer x { a { background: url(c.png) } }"),
            ("d.css", "@layer x { b { margin: 0 } }"),
        ]);
        let template = TWO.replace(
            "</head>",
            "<link rel=\"stylesheet\" href=\"./c.css\" disabled><link rel=\"stylesheet\" href=\"./d.css\" disabled></head>",
        );
        let joined = join(&template, portal.path())
            .expect("all files are there")
            .expect("there are four of them");
        assert_eq!(joined.text, "@layer x;@layer y{p{margin:0}}");
        let (file, text) = joined.find.expect("two are disabled");
        assert_eq!(text, "@layer x{a{background:url(../c.png)}b{margin:0}}");
        assert_eq!(joined.parts, ["a.css", "b.css", "c.css", "d.css"]);
        assert!(file.starts_with("assets/find-"), "{file}");
        let named = format!("<link rel=\"stylesheet\" href=\"./{file}\" disabled></head>");
        assert!(joined.template.ends_with(&named), "{}", joined.template);
    }

    // A page without its styles would be published otherwise.
    #[test]
    fn a_missing_sheet_is_told_by_its_name() {
        let portal = portal(&[("a.css", "p { margin: 0 }")]);
        let Err(StyleError::Unreadable(path, _)) = join(TWO, portal.path()) else {
            panic!("b.css is not there");
        };
        assert!(path.ends_with("b.css"));
    }

    // A brand that comes first is overruled by what it means to change.
    #[test]
    fn the_brand_stands_at_the_end() {
        let (_, text, _) = of_site(
            "<head></head>",
            Some("p{margin:0}"),
            Some(":root { --accent: teal }"),
        )
        .expect("it can be rewritten")
        .expect("there are rules");
        assert_eq!(text, "p{margin:0}\n:root{--accent:teal}");
    }
}
