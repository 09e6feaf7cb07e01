//! The portal as Trunk has just built it: the apps and scripts that its `index.html` names become small where they stand.

use std::cell::RefCell;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use lol_html::errors::RewritingError;
use lol_html::{RewriteStrSettings, element, rewrite_str};
use thiserror::Error;

use crate::app::{self, AppFault};
use crate::minify;

/// How the script of the portal names the glue and the WebAssembly of each app: that which pages are read with, that of
/// `/find/`, and that of the privacy settings.
const PROGRAMS: [[&str; 2]; 3] = [
    ["data-glue", "data-wasm"],
    ["data-find-glue", "data-find-wasm"],
    ["data-consent-glue", "data-consent-wasm"],
];

/// The place of the last.
const SETTINGS: usize = 2;

/// What the app of the privacy settings asks of a script. It stands beside the apps, and comes to the head of its glue.
const CALLS: &str = "settings.js";

/// Why the portal is not made smaller.
#[derive(Debug, Error)]
pub(crate) enum ShrinkError {
    /// A file cannot be read.
    #[error("{}: cannot be read: {} (build the portal again)", .0.display(), .1)]
    Unreadable(PathBuf, io::Error),
    /// A file cannot be written.
    #[error("{}: cannot be written: {} (build the portal again)", .0.display(), .1)]
    Unwritable(PathBuf, io::Error),
    /// What should be WebAssembly is something else.
    #[error("{}: is not WebAssembly: {} (build the portal again)", .0.display(), .1)]
    NotWebAssembly(PathBuf, String),
    /// The glue does not take the app's functions where wasm-bindgen's does.
    #[error("{}: does not take the app’s functions as the glue of wasm-bindgen does (build the portal with the wasm-bindgen that Trunk.toml names)", .0.display())]
    UnknownGlue(PathBuf),
    /// `index.html` cannot be read as HTML.
    #[error("index.html: cannot be read: {0} (simplify it)")]
    Html(#[from] RewritingError),
}

/// What an `index.html` names that lies beside it.
#[derive(Default)]
struct Named {
    /// The glue and the WebAssembly of each app, and whether it is that of the privacy settings.
    apps: Vec<([String; 2], bool)>,
    /// The scripts that the page starts by itself, and whether they are modules.
    scripts: Vec<(String, bool)>,
}

/// Makes the apps and scripts of a portal small.
///
/// # Errors
/// When one is not what Trunk builds, or cannot be read or written.
pub(crate) fn shrink(portal: &Path) -> Result<(), ShrinkError> {
    let index = portal.join("index.html");
    let html = fs::read_to_string(&index).map_err(|error| ShrinkError::Unreadable(index, error))?;
    let named = named(&html)?;
    for ([glue, wasm], is_of_settings) in named.apps {
        let glue = portal.join(glue);
        if is_of_settings {
            take_in(&portal.join(CALLS), &glue)?;
        }
        shrink_app(&glue, &portal.join(wasm))?;
    }
    for (file, is_module) in named.scripts {
        let path = portal.join(file);
        let text = match fs::read_to_string(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            text => text.map_err(|error| ShrinkError::Unreadable(path.clone(), error))?,
        };
        let short = if is_module {
            minify::module(&text)
        } else {
            minify::script(&text)
        };
        write(&path, short.as_bytes())?;
    }
    Ok(())
}

/// Puts a script at the head of another, and removes it where it was.
fn take_in(calls: &Path, glue: &Path) -> Result<(), ShrinkError> {
    let read = |path: &Path| {
        fs::read_to_string(path).map_err(|error| ShrinkError::Unreadable(path.to_owned(), error))
    };
    let both = [read(calls)?, read(glue)?].concat();
    write(glue, both.as_bytes())?;
    fs::remove_file(calls).map_err(|error| ShrinkError::Unwritable(calls.to_owned(), error))
}

fn shrink_app(glue_path: &Path, wasm_path: &Path) -> Result<(), ShrinkError> {
    let unreadable = |path: &Path, error| ShrinkError::Unreadable(path.to_owned(), error);
    let glue = fs::read_to_string(glue_path).map_err(|error| unreadable(glue_path, error))?;
    let wasm = fs::read(wasm_path).map_err(|error| unreadable(wasm_path, error))?;
    let (glue, wasm) = app::shorten(glue, wasm).map_err(|fault| match fault {
        AppFault::NotWebAssembly(reason) => ShrinkError::NotWebAssembly(wasm_path.to_owned(), reason),
        AppFault::UnknownGlue => ShrinkError::UnknownGlue(glue_path.to_owned()),
    })?;
    write(glue_path, minify::module(&glue).as_bytes())?;
    write(wasm_path, &wasm)
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), ShrinkError> {
    fs::write(path, bytes).map_err(|error| ShrinkError::Unwritable(path.to_owned(), error))
}

fn named(html: &str) -> Result<Named, RewritingError> {
    let found = RefCell::new(Named::default());
    let handler = element!("script[src]", |script| {
        let beside = |attribute| {
            let file = script.get_attribute(attribute)?;
            file.strip_prefix("./").map(str::to_owned)
        };
        let mut found = found.borrow_mut();
        for (number, [glue, wasm]) in PROGRAMS.into_iter().enumerate() {
            if let (Some(glue), Some(wasm)) = (beside(glue), beside(wasm)) {
                found.apps.push(([glue, wasm], number == SETTINGS));
            }
        }
        let is_module = script.get_attribute("type").is_some_and(|kind| kind == "module");
        // A page may name a script more than once.
        let file = beside("src").filter(|file| found.scripts.iter().all(|(other, _)| other != file));
        found.scripts.extend(file.map(|file| (file, is_module)));
        Ok(())
    });
    let settings = RewriteStrSettings::new().append_element_content_handler(handler);
    rewrite_str(html, settings)?;
    Ok(found.into_inner())
}

#[cfg(test)]
mod tests {
    use super::*;

    const INDEX: &str = r#"<head><script src="./display.js" async="" blocking="render"></script><script type="module" src="./boot.js" data-glue="./app.js" data-wasm="./app.wasm" data-find-glue="./find.js" data-find-wasm="./find.wasm" data-consent-glue="./consent.js" data-consent-wasm="./consent.wasm"></script></head>"#;

    const GLUE: &str = "let imports_0123456789abcdef = 1;\nwasm = instance.exports;\n";

    fn portal() -> tempfile::TempDir {
        let portal = tempfile::tempdir().expect("a temporary folder can be made");
        for (file, text) in [
            ("index.html", INDEX),
            ("display.js", "const shared = 1 + 1;\n"),
            ("boot.js", "const own = 1;\nstart(own);\n"),
            ("app.js", GLUE),
            ("find.js", GLUE),
            ("consent.js", GLUE),
            ("settings.js", "const { fire } = feuilleton;\nfire();\n"),
            ("app.wasm", "\0asm\x01\0\0\0"),
            ("find.wasm", "\0asm\x01\0\0\0"),
            ("consent.wasm", "\0asm\x01\0\0\0"),
        ] {
            fs::write(portal.path().join(file), text).expect("a temporary folder can be written");
        }
        portal
    }

    fn read(portal: &tempfile::TempDir, file: &str) -> String {
        fs::read_to_string(portal.path().join(file)).expect("the file is there")
    }

    // What comes after takes every file from where Trunk has put it.
    #[test]
    fn each_file_becomes_small_where_it_stands() {
        let portal = portal();
        shrink(portal.path()).expect("all files are there");
        assert_eq!(read(&portal, "index.html"), INDEX);
        assert_eq!(read(&portal, "display.js"), "const shared=1+1;");
        assert_eq!(read(&portal, "boot.js"), "const e=1;start(e);");
        for app in ["app", "find"] {
            assert_eq!(
                read(&portal, &format!("{app}.js")),
                "let e=1;wasm=instance.exports;"
            );
            assert_eq!(read(&portal, &format!("{app}.wasm")), "\0asm\x01\0\0\0");
        }
    }

    // A file of its own would be asked for by itself, and one that stays is published.
    #[test]
    fn what_the_settings_ask_of_a_script_comes_into_their_glue() {
        let portal = portal();
        shrink(portal.path()).expect("all files are there");
        let glue = read(&portal, "consent.js");
        assert!(glue.starts_with("const{fire:"), "{glue}");
        assert!(glue.ends_with("wasm=instance.exports;"), "{glue}");
        assert!(!portal.path().join("settings.js").exists());
    }

    // A host's error page in the place of the app, or half of it, would be published otherwise.
    #[test]
    fn what_is_no_webassembly_is_told_by_its_name() {
        let portal = portal();
        fs::write(portal.path().join("app.wasm"), "<!doctype html>").expect("it can be written");
        let Err(ShrinkError::NotWebAssembly(path, _)) = shrink(portal.path()) else {
            panic!("app.wasm is a page");
        };
        assert!(path.ends_with("app.wasm"));
    }

    // A portal without its app would be published otherwise.
    #[test]
    fn a_missing_part_is_told_by_its_name() {
        let portal = portal();
        fs::remove_file(portal.path().join("find.js")).expect("it has been written");
        let Err(ShrinkError::Unreadable(path, _)) = shrink(portal.path()) else {
            panic!("find.js is not there");
        };
        assert!(path.ends_with("find.js"));
    }
}
