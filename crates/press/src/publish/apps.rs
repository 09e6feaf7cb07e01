//! The portal's apps and scripts as files of press's own. An app's glue and its WebAssembly fit each other alone, so both
//! are named by one hash: no cache holds one of them with the other of an earlier build.

use std::cell::RefCell;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use lol_html::errors::RewritingError;
use lol_html::html_content::Element;
use lol_html::{HandlerResult, RewriteStrSettings, element, rewrite_str};
use thiserror::Error;

use super::assets;
use crate::hash;

/// Apps and scripts whose files are ready to be written.
pub(crate) struct Apps {
    /// Paths from `index.html`, and what stands in the files.
    pub(crate) files: Vec<(String, Vec<u8>)>,
    /// The names of the files that they stand for.
    pub(crate) parts: Vec<String>,
    /// The `index.html` that names them in place of those.
    pub(crate) template: String,
}

/// How the script of the portal names an app, and what its files are called.
struct Naming {
    glue: &'static str,
    wasm: &'static str,
    name: &'static str,
}

/// The app that pages are read with, that of `/find/`, and that of the privacy settings. Lists that block banners of consent
/// go by names.
const PROGRAMS: [Naming; 3] = [
    Naming {
        glue: "data-glue",
        wasm: "data-wasm",
        name: "app",
    },
    Naming {
        glue: "data-find-glue",
        wasm: "data-find-wasm",
        name: "find",
    },
    Naming {
        glue: "data-consent-glue",
        wasm: "data-consent-wasm",
        name: "settings",
    },
];

/// Why the apps cannot be taken over.
#[derive(Debug, Error)]
pub enum AppError {
    /// A file that `index.html` names cannot be read.
    #[error("{}: cannot be read: {} (index.html names it as a part of the app; build the portal again)", .0.display(), .1)]
    Unreadable(PathBuf, io::Error),
    /// The rewriter gave up.
    #[error("index.html: cannot be rewritten: {0} (simplify it)")]
    Rewrite(#[from] RewritingError),
}

/// Takes over the apps that lie beside `index.html`, and its scripts.
pub(crate) fn take_over(template: &str, portal: &Path) -> Result<Apps, AppError> {
    let mut apps = Apps {
        files: Vec::new(),
        parts: Vec::new(),
        template: template.to_owned(),
    };
    for naming in &PROGRAMS {
        take_over_one(naming, portal, &mut apps)?;
    }
    for file in scripts(template)? {
        let path = portal.join(&file);
        match fs::read(&path) {
            Ok(bytes) => apps.files.push((file, bytes)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(AppError::Unreadable(path, error)),
        }
    }
    Ok(apps)
}

fn take_over_one(naming: &Naming, portal: &Path, apps: &mut Apps) -> Result<(), AppError> {
    let Some(parts) = named(&apps.template, naming)? else {
        return Ok(());
    };
    let read = |part: &String| {
        let path = portal.join(part);
        fs::read(&path).map_err(|error| AppError::Unreadable(path, error))
    };
    let [glue, wasm] = [read(&parts[0])?, read(&parts[1])?];
    let hash = hash::of_parts(&[&glue, &wasm]);
    let name = |ending: &str| format!("{}{}-{hash}.{ending}", assets::FOLDER, naming.name);
    let files = [(name("js"), glue), (name("wasm"), wasm)];
    let names = [(&parts[0], &files[0].0), (&parts[1], &files[1].0)];
    apps.template = name_instead(&apps.template, names)?;
    apps.files.extend(files);
    apps.parts.extend(parts);
    Ok(())
}

/// Names the app of `/find/` as the one that the page starts.
pub(crate) fn start_finder(script: &mut Element<'_, '_>) -> HandlerResult {
    let [reader, finder, _] = &PROGRAMS;
    for (at, from) in [(reader.glue, finder.glue), (reader.wasm, finder.wasm)] {
        if let Some(file) = script.get_attribute(from) {
            script.set_attribute(at, &file)?;
            script.remove_attribute(from);
        }
    }
    Ok(())
}

/// The scripts beside the page that it starts by themselves.
fn scripts(template: &str) -> Result<Vec<String>, RewritingError> {
    let found = RefCell::new(Vec::new());
    let settings =
        RewriteStrSettings::new().append_element_content_handler(element!("script[src]", |script| {
            let src = script.get_attribute("src").unwrap_or_default();
            let file = src.strip_prefix("./").map(str::to_owned);
            // A page may name a script more than once.
            let mut found = found.borrow_mut();
            let file = file.filter(|file| !found.contains(file));
            found.extend(file);
            Ok(())
        }));
    rewrite_str(template, settings)?;
    Ok(found.into_inner())
}

/// The glue and the WebAssembly of an app that the script of the portal names.
fn named(template: &str, naming: &Naming) -> Result<Option<[String; 2]>, RewritingError> {
    let found = RefCell::new(None);
    let settings =
        RewriteStrSettings::new().append_element_content_handler(element!("script[data-glue]", |script| {
            let beside = |attribute| {
                let file = script.get_attribute(attribute)?;
                file.strip_prefix("./").map(str::to_owned)
            };
            if let (Some(glue), Some(wasm)) = (beside(naming.glue), beside(naming.wasm)) {
                found.replace(Some([glue, wasm]));
            }
            Ok(())
        }));
    rewrite_str(template, settings)?;
    Ok(found.into_inner())
}

fn name_instead(template: &str, names: [(&String, &String); 2]) -> Result<String, RewritingError> {
    let handler = element!("head > link[href], script[data-glue]", |element| {
        let of_scripts = PROGRAMS.iter().flat_map(|naming| [naming.glue, naming.wasm]);
        for attribute in of_scripts.chain(["href"]) {
            let Some(value) = element.get_attribute(attribute) else {
                continue;
            };
            let beside = value.strip_prefix("./");
            if let Some((_, file)) = names.iter().find(|(part, _)| beside == Some(part.as_str())) {
                element.set_attribute(attribute, &format!("./{file}"))?;
            }
        }
        Ok(())
    });
    rewrite_str(
        template,
        RewriteStrSettings::new().append_element_content_handler(handler),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEMPLATE: &str = r#"<head><link rel="modulepreload" href="./app.js"><script src="./boot.js" data-glue="./app.js" data-wasm="./app.wasm"></script></head>"#;

    fn portal(glue: &str) -> tempfile::TempDir {
        let portal = tempfile::tempdir().expect("a temporary folder can be made");
        fs::write(portal.path().join("app.js"), glue).expect("a temporary folder can be written");
        fs::write(portal.path().join("app.wasm"), b"\0asm\x01\0\0\0")
            .expect("a temporary folder can be written");
        portal
    }

    // A page that names what is not there stays without its app.
    #[test]
    fn the_page_names_the_files_in_place_of_their_parts() {
        let portal = portal("let a = 1;");
        let app = take_over(TEMPLATE, portal.path()).expect("both files are there");
        let [(glue_file, glue), (wasm_file, wasm)] = &app.files[..] else {
            panic!("there is one app")
        };
        assert_eq!(
            (&glue[..], &wasm[..]),
            (&b"let a = 1;"[..], &b"\0asm\x01\0\0\0"[..])
        );
        let expected = format!(
            r#"<head><link rel="modulepreload" href="./{glue_file}"><script src="./boot.js" data-glue="./{glue_file}" data-wasm="./{wasm_file}"></script></head>"#
        );
        assert_eq!(app.template, expected);
        assert_eq!(app.parts, ["app.js", "app.wasm"]);
    }

    // A name of one app in the glue of the other would start neither.
    #[test]
    fn each_app_is_named_by_its_own_files() {
        let portal = portal("let a = 1;");
        for ending in ["js", "wasm"] {
            let file = |name: &str| portal.path().join(format!("{name}.{ending}"));
            fs::copy(file("app"), file("find")).expect("a temporary folder can be written");
        }
        let template = TEMPLATE.replace(
            "></script>",
            r#" data-find-glue="./find.js" data-find-wasm="./find.wasm"></script>"#,
        );
        let apps = take_over(&template, portal.path()).expect("all files are there");
        let names: Vec<_> = apps.files.iter().map(|(name, _)| name.as_str()).collect();
        let [glue, wasm, find_glue, find_wasm] = names[..] else {
            panic!("two apps have four files, not {names:?}")
        };
        assert!(glue.starts_with("assets/app-") && find_glue.starts_with("assets/find-"));
        let expected = format!(
            r#"data-glue="./{glue}" data-wasm="./{wasm}" data-find-glue="./{find_glue}" data-find-wasm="./{find_wasm}""#
        );
        assert!(apps.template.contains(&expected), "{}", apps.template);
        assert_eq!(apps.parts, ["app.js", "app.wasm", "find.js", "find.wasm"]);
    }

    // The name of an app has to change with its bytes, and with those of its glue.
    #[test]
    fn an_app_with_other_glue_has_another_name() {
        let [first, second] = ["let a = 1;", "let a = 2;"].map(|glue| {
            let portal = portal(glue);
            let app = take_over(TEMPLATE, portal.path()).expect("both files are there");
            assert_eq!(app.files[1].1, b"\0asm\x01\0\0\0");
            app.files[1].0.clone()
        });
        assert!(
            first.starts_with("assets/app-") && first != second,
            "{first} {second}"
        );
    }

    // A portal without its app would be published otherwise.
    #[test]
    fn a_missing_part_is_told_by_its_name() {
        let portal = portal("let a = 1;");
        fs::remove_file(portal.path().join("app.js")).expect("it has been written");
        let Err(AppError::Unreadable(path, _)) = take_over(TEMPLATE, portal.path()) else {
            panic!("app.js is not there");
        };
        assert!(path.ends_with("app.js"));
    }
}
