//! The functions that an app and its glue share, under short names in both. wasm-bindgen tells each by a hash of sixteen
//! digits, and nothing compresses less than a hash; `functions` and `panics` do the rest. docs/adr/0002 has the figures.

use std::collections::{BTreeMap, BTreeSet};
use std::convert::Infallible;

use wasm_encoder::reencode::{Error as EncodingError, Reencode, utils};
use wasmparser::{Parser, Payload};

use crate::{functions, panics};

/// Why an app cannot be made smaller.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum AppFault {
    /// What should be WebAssembly is something else, for this reason.
    NotWebAssembly(String),
    /// The glue does not take the app's functions where wasm-bindgen's does.
    UnknownGlue,
}

/// Where the glue takes the app's functions, and how it is to take them: boot.js stands in every way into the
/// app, so that it knows when it has stopped, and keeps everybody out from then on.
const ENTRY: [&str; 2] = [
    "wasm = instance.exports;",
    "wasm = feuilleton.guarded(instance.exports);",
];

/// The glue and the WebAssembly of an app, which fit each other alone. One that has short names already stays as it is.
pub(crate) fn shorten(glue: String, wasm: Vec<u8>) -> Result<(String, Vec<u8>), AppFault> {
    let shared = shared_names(&wasm).map_err(not_wasm)?;
    let short = short_names(&glue, shared);
    if short.is_empty() {
        return Ok((glue, wasm));
    }
    let mut wasm = rename_in_wasm(&wasm, &short).map_err(not_wasm)?;
    wasm = functions::by_resemblance(&wasm).map_err(not_wasm)?;
    panics::forget_panics(&mut wasm).map_err(not_wasm)?;
    let [entry, guarded] = ENTRY;
    if !glue.contains(entry) {
        return Err(AppFault::UnknownGlue);
    }
    Ok((rename_in_glue(&glue.replace(entry, guarded), &short), wasm))
}

fn not_wasm(error: impl ToString) -> AppFault {
    AppFault::NotWebAssembly(error.to_string())
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
    use crate::minify;
    use wasm_encoder::{EntityType, ExportKind, ExportSection, ImportSection, Module, TypeSection};

    const APPEND: &str = "__wbg_append_0123456789abcdef";
    const CLOSURE: &str = "closures_____invoke__hfedcba9876543210_13";

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

    /// Glue with that text, which takes the app's functions as wasm-bindgen's does.
    fn glue(text: &str) -> String {
        format!("{text}\n{}", ENTRY[0])
    }

    // A function that one of the two files calls by another name than the other is an app that does not start.
    #[test]
    fn both_files_call_a_function_by_the_same_short_name() {
        let glue = glue(&format!(
            "const _0 = 1; globalThis.imports = {{ {APPEND}: (a) => a, __wbindgen_throw: _0 }}; function {CLOSURE}() {{ wasm.{CLOSURE}(); wasm.main() }} export {{ {CLOSURE} as start }};"
        ));
        let (glue, wasm) = shorten(glue, module()).expect("it is an app");
        assert_eq!(
            minify::module(&glue),
            "const e=1;globalThis.imports={_1:e=>e,__wbindgen_throw:e};function t(){wasm._2();wasm.main()}export{t as start};wasm=feuilleton.guarded(instance.exports);"
        );
        assert_eq!(names(&wasm), ["_1", "__wbindgen_throw", "main", "_2"]);
    }

    // There is nothing to shorten in it, and nothing may be lost.
    #[test]
    fn an_app_with_short_names_keeps_them() {
        let (glue, wasm) = (glue("let a = 1;"), b"\0asm\x01\0\0\0".to_vec());
        assert_eq!(shorten(glue.clone(), wasm.clone()), Ok((glue, wasm)));
    }

    // A host's error page in the place of the app, or half of it, would be published otherwise.
    #[test]
    fn what_is_no_webassembly_is_a_fault() {
        let whole = module();
        for broken in [&b"<!doctype html>"[..], &whole[..whole.len() - 3]] {
            let Err(AppFault::NotWebAssembly(_)) = shorten(glue(APPEND), broken.to_vec()) else {
                panic!("it is broken");
            };
        }
    }

    // An app that stops unheard takes clicks and answers none.
    #[test]
    fn glue_that_takes_the_functions_otherwise_is_a_fault() {
        assert_eq!(shorten(APPEND.to_owned(), module()), Err(AppFault::UnknownGlue));
    }
}
