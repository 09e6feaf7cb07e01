//! The portal's programs and scripts as small as they can be sent. wasm-bindgen tells each function that WebAssembly and its
//! glue share by a hash of sixteen digits, in both files, and nothing compresses less than a hash; `functions`, `panics` and
//! `minify` do the rest. docs/adr/0002 has the figures.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::convert::Infallible;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use lol_html::errors::RewritingError;
use lol_html::{RewriteStrSettings, element, rewrite_str};
use thiserror::Error;
use wasm_encoder::reencode::{Error as EncodingError, Reencode, utils};
use wasmparser::{Parser, Payload};

use crate::publish::assets;
use crate::{functions, hash, minify, panics};

/// Programs and scripts whose files are ready to be written.
pub(crate) struct Programs {
    /// Paths from `index.html`, and what stands in the files.
    pub(crate) files: Vec<(String, Vec<u8>)>,
    /// The names of the files that they stand for.
    pub(crate) parts: Vec<String>,
    /// The `index.html` that names them in place of those.
    pub(crate) template: String,
}

/// How the script of the portal names a program, and what its files are called.
struct Naming {
    glue: &'static str,
    wasm: &'static str,
    name: &'static str,
}

/// The program that pages are read with, and that of `/find/`.
const PROGRAMS: [Naming; 2] = [
    Naming {
        glue: "data-glue",
        wasm: "data-wasm",
        name: "program",
    },
    Naming {
        glue: "data-find-glue",
        wasm: "data-find-wasm",
        name: "find",
    },
];

/// Why the programs cannot be made ready.
#[derive(Debug, Error)]
pub enum ProgramError {
    /// A file that `index.html` names cannot be read.
    #[error("{}: cannot be read: {} (index.html names it as a part of the program; build the portal again)", .0.display(), .1)]
    Unreadable(PathBuf, io::Error),
    /// What should be WebAssembly is something else.
    #[error("{}: is not WebAssembly: {} (build the portal again)", .0.display(), .1)]
    NotWebAssembly(PathBuf, String),
    /// The glue does not take the program's functions where wasm-bindgen's does.
    #[error("{}: does not take the program’s functions as the glue of wasm-bindgen does (build the portal with the wasm-bindgen that Trunk.toml names)", .0.display())]
    UnknownGlue(PathBuf),
    /// The rewriter gave up.
    #[error("index.html: cannot be rewritten: {0} (simplify it)")]
    Rewrite(#[from] RewritingError),
}

/// Where the glue takes the program's functions, and how it is to take them: boot.js stands in every way into the
/// program, so that it knows when it has stopped, and keeps everybody out from then on.
const ENTRY: [&str; 2] = [
    "wasm = instance.exports;",
    "wasm = feuilleton.guarded(instance.exports);",
];

/// Makes the programs that lie beside `index.html` ready, and its scripts.
pub(crate) fn shorten(template: &str, portal: &Path) -> Result<Programs, ProgramError> {
    let mut programs = Programs {
        files: Vec::new(),
        parts: Vec::new(),
        template: template.to_owned(),
    };
    for naming in &PROGRAMS {
        shorten_one(naming, portal, &mut programs)?;
    }
    for (file, is_module) in scripts(template)? {
        let path = portal.join(&file);
        let text = match fs::read_to_string(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            text => text.map_err(|error| ProgramError::Unreadable(path, error))?,
        };
        let short = if is_module {
            minify::module(&text)
        } else {
            minify::script(&text)
        };
        programs.files.push((file, short.into_bytes()));
    }
    Ok(programs)
}

fn shorten_one(naming: &Naming, portal: &Path, programs: &mut Programs) -> Result<(), ProgramError> {
    let Some((glue_file, wasm_file)) = named(&programs.template, naming)? else {
        return Ok(());
    };
    let unreadable = |path: &Path, error| ProgramError::Unreadable(path.to_owned(), error);
    let path = portal.join(&glue_file);
    let mut glue = fs::read_to_string(&path).map_err(|error| unreadable(&path, error))?;
    let path = portal.join(&wasm_file);
    let mut wasm = fs::read(&path).map_err(|error| unreadable(&path, error))?;
    let not_wasm = |reason: String| ProgramError::NotWebAssembly(path.clone(), reason);
    let shared = shared_names(&wasm).map_err(|error| not_wasm(error.to_string()))?;
    let short = short_names(&glue, shared);
    if !short.is_empty() {
        wasm = rename_in_wasm(&wasm, &short).map_err(|error| not_wasm(error.to_string()))?;
        wasm = functions::by_resemblance(&wasm).map_err(|error| not_wasm(error.to_string()))?;
        panics::forget_panics(&mut wasm).map_err(|error| not_wasm(error.to_string()))?;
        let [entry, guarded] = ENTRY;
        if !glue.contains(entry) {
            return Err(ProgramError::UnknownGlue(portal.join(&glue_file)));
        }
        glue = rename_in_glue(&glue.replace(entry, guarded), &short);
    }
    let glue = minify::module(&glue).into_bytes();
    // One hash for both: they fit each other alone.
    let hash = hash::of(&[&glue[..], &wasm].concat());
    let name = |ending: &str| format!("{}{}-{hash}.{ending}", assets::FOLDER, naming.name);
    let files = [(name("js"), glue), (name("wasm"), wasm)];
    let parts = [glue_file, wasm_file];
    let names = [(&parts[0], &files[0].0), (&parts[1], &files[1].0)];
    programs.template = name_instead(&programs.template, names)?;
    programs.files.extend(files);
    programs.parts.extend(parts);
    Ok(())
}

/// The scripts beside the page that it starts by themselves, and whether they are modules.
fn scripts(template: &str) -> Result<Vec<(String, bool)>, RewritingError> {
    let found = RefCell::new(Vec::new());
    let settings =
        RewriteStrSettings::new().append_element_content_handler(element!("script[src]", |script| {
            let src = script.get_attribute("src").unwrap_or_default();
            let is_module = script.get_attribute("type").is_some_and(|kind| kind == "module");
            let file = src.strip_prefix("./").map(str::to_owned);
            // A page may name a script more than once.
            let mut found = found.borrow_mut();
            let file = file.filter(|file| found.iter().all(|(other, _)| other != file));
            found.extend(file.map(|file| (file, is_module)));
            Ok(())
        }));
    rewrite_str(template, settings)?;
    Ok(found.into_inner())
}

/// The glue and the WebAssembly of a program that the script of the portal names.
fn named(template: &str, naming: &Naming) -> Result<Option<(String, String)>, RewritingError> {
    let found = RefCell::new(None);
    let settings =
        RewriteStrSettings::new().append_element_content_handler(element!("script[data-glue]", |script| {
            let beside = |attribute| {
                let file = script.get_attribute(attribute)?;
                file.strip_prefix("./").map(str::to_owned)
            };
            if let (Some(glue), Some(wasm)) = (beside(naming.glue), beside(naming.wasm)) {
                found.replace(Some((glue, wasm)));
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

/// The names with a hash by which the module asks for functions and is asked for them.
fn shared_names(wasm: &[u8]) -> Result<Vec<String>, wasmparser::BinaryReaderError> {
    let mut names = Vec::new();
    for payload in Parser::new(0).parse_all(wasm) {
        match payload? {
            Payload::ImportSection(imports) => {
                for import in imports.into_imports() {
                    names.push(import?.name.to_owned());
                }
            }
            Payload::ExportSection(exports) => {
                for export in exports {
                    names.push(export?.name.to_owned());
                }
            }
            _ => {}
        }
    }
    names.retain(|name| has_hash(name));
    Ok(names)
}

/// Whether a tool has made up a name: those of the Web and of JavaScript hold no sixteen hexadecimal digits.
fn has_hash(name: &str) -> bool {
    name.split(|letter: char| !letter.is_ascii_hexdigit())
        .any(|digits| digits.len() >= 16)
}

/// A short name for each, that stands nowhere in the glue.
fn short_names(glue: &str, shared: Vec<String>) -> BTreeMap<String, String> {
    let taken: BTreeSet<&str> = words(glue)
        .filter(|(_, is_name)| *is_name)
        .map(|(word, _)| word)
        .collect();
    let mut free = (0_usize..)
        .map(|number| format!("_{number}"))
        .filter(|name| !taken.contains(name.as_str()));
    shared.into_iter().zip(&mut free).collect()
}

fn rename_in_glue(glue: &str, short: &BTreeMap<String, String>) -> String {
    words(glue)
        .map(|(word, _)| short.get(word).map_or(word, String::as_str))
        .collect()
}

/// The text in pieces: names as JavaScript spells them, and what stands between them.
fn words(text: &str) -> impl Iterator<Item = (&str, bool)> {
    let is_of_name = |letter: char| letter.is_alphanumeric() || matches!(letter, '_' | '$');
    let mut rest = text;
    std::iter::from_fn(move || {
        let is_name = is_of_name(rest.chars().next()?);
        let end = rest.find(|letter| is_of_name(letter) != is_name);
        let (word, others) = rest.split_at(end.unwrap_or(rest.len()));
        rest = others;
        Some((word, is_name))
    })
}

fn rename_in_wasm(wasm: &[u8], short: &BTreeMap<String, String>) -> Result<Vec<u8>, EncodingError> {
    let mut module = wasm_encoder::Module::new();
    Renamer(short).parse_core_module(&mut module, Parser::new(0), wasm)?;
    Ok(module.finish())
}

/// Writes a module as it was, but for these names.
struct Renamer<'a>(&'a BTreeMap<String, String>);

impl Renamer<'_> {
    fn short<'n>(&'n self, name: &'n str) -> &'n str {
        self.0.get(name).map_or(name, String::as_str)
    }
}

impl Reencode for Renamer<'_> {
    type Error = Infallible;

    fn parse_import_section(
        &mut self,
        imports: &mut wasm_encoder::ImportSection,
        section: wasmparser::ImportSectionReader<'_>,
    ) -> Result<(), EncodingError> {
        for import in section.into_imports() {
            let import = import?;
            let kind = self.entity_type(import.ty)?;
            imports.import(import.module, self.short(import.name), kind);
        }
        Ok(())
    }

    fn parse_export(
        &mut self,
        exports: &mut wasm_encoder::ExportSection,
        export: wasmparser::Export<'_>,
    ) -> Result<(), EncodingError> {
        let name = self.short(export.name).to_owned();
        utils::parse_export(
            self,
            exports,
            wasmparser::Export {
                name: &name,
                ..export
            },
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_encoder::{EntityType, ExportKind, ExportSection, ImportSection, Module, TypeSection};

    const APPEND: &str = "__wbg_append_0123456789abcdef";
    const CLOSURE: &str = "closures_____invoke__hfedcba9876543210_13";
    const TEMPLATE: &str = r#"<head><link rel="modulepreload" href="./app.js"><script src="./boot.js" data-glue="./app.js" data-wasm="./app.wasm"></script></head>"#;

    fn module() -> Vec<u8> {
        let mut types = TypeSection::new();
        types.ty().function([], []);
        let mut imports = ImportSection::new();
        imports.import("./app_bg.js", APPEND, EntityType::Function(0));
        imports.import("./app_bg.js", "__wbindgen_throw", EntityType::Function(0));
        let mut exports = ExportSection::new();
        exports.export("main", ExportKind::Func, 0);
        exports.export(CLOSURE, ExportKind::Func, 1);
        let mut module = Module::new();
        module.section(&types).section(&imports).section(&exports);
        module.finish()
    }

    fn portal(glue: &str, wasm: &[u8]) -> tempfile::TempDir {
        let portal = tempfile::tempdir().expect("a temporary folder can be made");
        let glue = format!("{glue}\n{}", ENTRY[0]);
        fs::write(portal.path().join("app.js"), glue).expect("a temporary folder can be written");
        fs::write(portal.path().join("app.wasm"), wasm).expect("a temporary folder can be written");
        portal
    }

    fn names(wasm: &[u8]) -> Vec<String> {
        let mut names = Vec::new();
        for payload in Parser::new(0).parse_all(wasm) {
            match payload.expect("the module is whole") {
                Payload::ImportSection(imports) => {
                    names.extend(
                        imports
                            .into_imports()
                            .map(|import| import.expect("it is whole").name.to_owned()),
                    );
                }
                Payload::ExportSection(exports) => {
                    names.extend(
                        exports
                            .into_iter()
                            .map(|export| export.expect("it is whole").name.to_owned()),
                    );
                }
                _ => {}
            }
        }
        names
    }

    // A function that one of the two files calls by another name than the other is a program that does not start.
    #[test]
    fn both_files_call_a_function_by_the_same_short_name() {
        let glue = format!(
            "const _0 = 1; globalThis.imports = {{ {APPEND}: (a) => a, __wbindgen_throw: _0 }}; function {CLOSURE}() {{ wasm.{CLOSURE}(); wasm.main() }} export {{ {CLOSURE} as start }};"
        );
        let portal = portal(&glue, &module());
        let program = shorten(TEMPLATE, portal.path()).expect("both files are there");
        let [(glue_file, glue), (wasm_file, wasm)] = &program.files[..] else {
            panic!("there is one program")
        };
        assert_eq!(
            String::from_utf8_lossy(glue),
            "const e=1;globalThis.imports={_1:e=>e,__wbindgen_throw:e};function t(){wasm._2();wasm.main()}export{t as start};wasm=feuilleton.guarded(instance.exports);"
        );
        assert_eq!(names(wasm), ["_1", "__wbindgen_throw", "main", "_2"]);
        let expected = format!(
            r#"<head><link rel="modulepreload" href="./{glue_file}"><script src="./boot.js" data-glue="./{glue_file}" data-wasm="./{wasm_file}"></script></head>"#
        );
        assert_eq!(program.template, expected);
        assert_eq!(program.parts, ["app.js", "app.wasm"]);
    }

    // A name of one program in the glue of the other would start neither.
    #[test]
    fn each_program_is_named_by_its_own_files() {
        let portal = portal(APPEND, &module());
        for ending in ["js", "wasm"] {
            let file = |name: &str| portal.path().join(format!("{name}.{ending}"));
            fs::copy(file("app"), file("find")).expect("a temporary folder can be written");
        }
        let template = TEMPLATE.replace(
            "></script>",
            r#" data-find-glue="./find.js" data-find-wasm="./find.wasm"></script>"#,
        );
        let programs = shorten(&template, portal.path()).expect("all files are there");
        let names: Vec<_> = programs.files.iter().map(|(name, _)| name.as_str()).collect();
        let [glue, wasm, find_glue, find_wasm] = names[..] else {
            panic!("two programs have four files, not {names:?}")
        };
        assert!(glue.starts_with("assets/program-") && find_glue.starts_with("assets/find-"));
        let expected = format!(
            r#"data-glue="./{glue}" data-wasm="./{wasm}" data-find-glue="./{find_glue}" data-find-wasm="./{find_wasm}""#
        );
        assert!(programs.template.contains(&expected), "{}", programs.template);
        assert_eq!(programs.parts, ["app.js", "app.wasm", "find.js", "find.wasm"]);
    }

    // A program that press has nothing to shorten in is one all the same, and its name has to change with its bytes.
    #[test]
    fn a_program_with_short_names_keeps_them_and_changes_its_own() {
        let first = portal("let a = 1;", b"\0asm\x01\0\0\0");
        let second = portal("let a = 2;", b"\0asm\x01\0\0\0");
        let [first, second] = [first, second].map(|portal| {
            let program = shorten(TEMPLATE, portal.path()).expect("both files are there");
            assert_eq!(program.files[1].1, b"\0asm\x01\0\0\0");
            program.files[1].0.clone()
        });
        assert!(
            first.starts_with("assets/program-") && first != second,
            "{first} {second}"
        );
    }

    // A host's error page in the place of the program, or half of it, would be published otherwise.
    #[test]
    fn what_is_no_webassembly_is_told_by_its_name() {
        let whole = module();
        for broken in [&b"<!doctype html>"[..], &whole[..whole.len() - 3]] {
            let portal = portal(APPEND, broken);
            let Err(ProgramError::NotWebAssembly(path, _)) = shorten(TEMPLATE, portal.path()) else {
                panic!("app.wasm is broken");
            };
            assert!(path.ends_with("app.wasm"));
        }
    }

    // A program that stops unheard takes clicks and answers none.
    #[test]
    fn glue_that_takes_the_functions_otherwise_is_told_by_its_name() {
        let portal = portal(APPEND, &module());
        fs::write(portal.path().join("app.js"), APPEND).expect("a temporary folder can be written");
        let Err(ProgramError::UnknownGlue(path)) = shorten(TEMPLATE, portal.path()) else {
            panic!("the glue has no way into the program");
        };
        assert!(path.ends_with("app.js"));
    }

    // A portal without its program would be published otherwise.
    #[test]
    fn a_missing_part_is_told_by_its_name() {
        let portal = portal(APPEND, &module());
        fs::remove_file(portal.path().join("app.js")).expect("it has been written");
        let Err(ProgramError::Unreadable(path, _)) = shorten(TEMPLATE, portal.path()) else {
            panic!("app.js is not there");
        };
        assert!(path.ends_with("app.js"));
    }
}
