//! The functions of an app in an order in which each resembles the one before: what compresses a file finds a repetition
//! cheaper when it is near. docs/adr/0002 has the figures.

use std::convert::Infallible;

use wasm_encoder::reencode::{Error, Reencode};
use wasmparser::{Parser, Payload};

/// How many bytes in a row are a feature of a function.
const FEATURE: usize = 3;

/// The words of 64 bits that stand for the features of a function, each of which sets one bit.
const WORDS: usize = 32;

type Features = [u64; WORDS];

/// Writes a module anew, with its own functions in such an order. It does what it did.
///
/// # Errors
/// What is not WebAssembly.
pub(crate) fn by_resemblance(module: &[u8]) -> Result<Vec<u8>, Error<Infallible>> {
    let mut imported = 0;
    let mut bodies = Vec::new();
    for payload in Parser::new(0).parse_all(module) {
        match payload? {
            Payload::ImportSection(imports) => {
                for import in imports.into_imports() {
                    let is_function = matches!(
                        import?.ty,
                        wasmparser::TypeRef::Func(_) | wasmparser::TypeRef::FuncExact(_)
                    );
                    imported += usize::from(is_function);
                }
            }
            Payload::CodeSectionEntry(body) => bodies.push(features(body.as_bytes())),
            _ => {}
        }
    }
    let order = order(&bodies);
    let mut places = vec![0; order.len()];
    for (place, function) in order.iter().enumerate() {
        places[*function] = place;
    }
    let mut sorted = wasm_encoder::Module::new();
    Sorter {
        imported,
        order,
        places,
    }
    .parse_core_module(&mut sorted, Parser::new(0), module)?;
    Ok(sorted.finish())
}

fn features(body: &[u8]) -> Features {
    let mut features = [0; WORDS];
    for bytes in body.windows(FEATURE) {
        let number = bytes
            .iter()
            .fold(0, |number, byte| number << 8 | u32::from(*byte));
        // Fibonacci hashing: the upper bits of the product are spread evenly.
        let bit = (number.wrapping_mul(0x9E37_79B1) >> 16) as usize % (WORDS * 64);
        features[bit / 64] |= 1 << (bit % 64);
    }
    features
}

/// After each function comes the one of those left that shares the largest part of its features; of equals, the first.
fn order(bodies: &[Features]) -> Vec<usize> {
    let mut left: Vec<usize> = (0..bodies.len()).collect();
    let mut order = Vec::with_capacity(left.len());
    let mut at = 0;
    while at < left.len() {
        let function = left.remove(at);
        order.push(function);
        let mut best = (0, 1);
        at = 0;
        for (place, other) in left.iter().enumerate() {
            let (mut shared, mut all) = (0, 0);
            for (one, other) in bodies[function].iter().zip(&bodies[*other]) {
                shared += (one & other).count_ones();
                all += (one | other).count_ones();
            }
            if shared * best.1 > best.0 * all {
                best = (shared, all);
                at = place;
            }
        }
    }
    order
}

struct Sorter {
    /// How many functions the module has from outside, which come first.
    imported: usize,
    /// The numbers of its own before, as they come now.
    order: Vec<usize>,
    /// Where each of its own comes now.
    places: Vec<usize>,
}

impl Reencode for Sorter {
    type Error = Infallible;

    fn function_index(&mut self, function: u32) -> Result<u32, Error<Infallible>> {
        let own = (function as usize).checked_sub(self.imported);
        let place = own.and_then(|own| self.places.get(own));
        Ok(place.map_or(function, |place| {
            u32::try_from(self.imported + place).unwrap_or(function)
        }))
    }

    fn parse_function_section(
        &mut self,
        functions: &mut wasm_encoder::FunctionSection,
        section: wasmparser::FunctionSectionReader<'_>,
    ) -> Result<(), Error<Infallible>> {
        let types = section.into_iter().collect::<Result<Vec<_>, _>>()?;
        for function in &self.order.clone() {
            functions.function(self.type_index(types[*function])?);
        }
        Ok(())
    }

    fn parse_code_section(
        &mut self,
        code: &mut wasm_encoder::CodeSection,
        section: wasmparser::CodeSectionReader<'_>,
    ) -> Result<(), Error<Infallible>> {
        let bodies = section.into_iter().collect::<Result<Vec<_>, _>>()?;
        for function in &self.order.clone() {
            self.parse_function_body(code, bodies[*function].clone())?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_encoder::{
        CodeSection, EntityType, ExportKind, ExportSection, Function, FunctionSection, ImportSection, Module,
        TypeSection, ValType,
    };

    /// A module with one import and four functions, in twos of a kind, each of which calls the next.
    fn module() -> Vec<u8> {
        let mut types = TypeSection::new();
        types.ty().function([], []);
        types.ty().function([], [ValType::I64]);
        let mut imports = ImportSection::new();
        imports.import("outside", "called", EntityType::Function(0));
        let mut functions = FunctionSection::new();
        let mut exports = ExportSection::new();
        let mut code = CodeSection::new();
        for number in 0..4_u32 {
            functions.function(number % 2);
            exports.export(&format!("f{number}"), ExportKind::Func, number + 1);
            let mut body = Function::new([]);
            let mut instructions = body.instructions();
            for _ in 0..20 {
                if number % 2 == 0 {
                    instructions.f64_const(wasm_encoder::Ieee64::from(1.5)).drop();
                } else {
                    instructions.i64_const(-1_000_000_007).drop();
                }
            }
            if number % 2 == 1 {
                instructions.i64_const(i64::from(number));
            }
            if number < 3 {
                instructions.call(number + 2);
                if number % 2 == 0 {
                    instructions.drop();
                }
            } else {
                instructions.call(0);
            }
            instructions.end();
            code.function(&body);
        }
        let mut module = Module::new();
        module.section(&types).section(&imports).section(&functions);
        module.section(&exports).section(&code);
        module.finish()
    }

    /// What each export is: the type of the function, its constants, and what the functions that it calls are.
    fn meanings(module: &[u8]) -> Vec<String> {
        let (mut types, mut exports, mut bodies) = (Vec::new(), Vec::new(), Vec::new());
        for payload in Parser::new(0).parse_all(module) {
            match payload.expect("the module is whole") {
                Payload::FunctionSection(section) => {
                    types.extend(section.into_iter().map(|kind| kind.expect("it is whole")));
                }
                Payload::ExportSection(section) => {
                    exports.extend(section.into_iter().map(|export| export.expect("it is whole")));
                }
                Payload::CodeSectionEntry(body) => bodies.push(body),
                _ => {}
            }
        }
        let mut meanings = Vec::new();
        for export in exports {
            let (mut meaning, mut function) = (vec![export.name.to_owned()], export.index);
            while let Some(own) = function.checked_sub(1) {
                let body = &bodies[own as usize];
                meaning.push(format!("type {}", types[own as usize]));
                for operator in body.get_operators_reader().expect("it has operators") {
                    match operator.expect("it is whole") {
                        wasmparser::Operator::Call { function_index } => function = function_index,
                        operator => meaning.push(format!("{operator:?}")),
                    }
                }
            }
            meanings.push(meaning.join("\n"));
        }
        meanings
    }

    // A call that leads to another function than before is an app that does something else.
    #[test]
    fn each_export_does_what_it_did_when_functions_of_a_kind_stand_side_by_side() {
        let before = module();
        let after = by_resemblance(&before).expect("it is WebAssembly");
        assert_eq!(meanings(&after), meanings(&before));
        assert_eq!(meanings(&after).len(), 4);
        let kinds = |module: &[u8]| {
            let bodies = Parser::new(0)
                .parse_all(module)
                .filter_map(|payload| match payload {
                    Ok(Payload::CodeSectionEntry(body)) => Some(body.as_bytes()[1]),
                    _ => None,
                });
            bodies.collect::<Vec<_>>()
        };
        let [first, second] = [kinds(&before)[0], kinds(&before)[1]];
        assert_eq!(kinds(&before), [first, second, first, second]);
        assert_eq!(kinds(&after), [first, first, second, second]);
    }

    // A build has to give the same bytes wherever it runs, and a second one must find nothing to do.
    #[test]
    fn the_same_module_gives_the_same_bytes() {
        let once = by_resemblance(&module()).expect("it is WebAssembly");
        assert_eq!(once, by_resemblance(&module()).expect("it is WebAssembly"));
    }

    // Half an app would be published otherwise.
    #[test]
    fn what_is_cut_off_is_an_error() {
        let whole = module();
        assert!(by_resemblance(&whole[..whole.len() - 3]).is_err());
    }
}
