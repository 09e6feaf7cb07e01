//! Scripts without what only their authors need: docs/adr/0002 has the figures. What cannot be read stays as it is.

use oxc_allocator::Allocator;
use oxc_codegen::{Codegen, CodegenOptions};
use oxc_mangler::{MangleOptions, Mangler};
use oxc_parser::Parser;
use oxc_span::SourceType;

/// A module; its own names are nobody else's.
pub(crate) fn module(text: &str) -> String {
    code(text, SourceType::mjs(), true)
}

/// A script whose outermost names it shares with all others of a page.
pub(crate) fn script(text: &str) -> String {
    code(text, SourceType::cjs(), false)
}

fn code(text: &str, kind: SourceType, is_own: bool) -> String {
    let allocator = Allocator::default();
    let read = Parser::new(&allocator, text, kind).parse();
    if read.panicked || !read.diagnostics.is_empty() {
        return text.to_owned();
    }
    let options = MangleOptions {
        top_level: Some(is_own),
        ..MangleOptions::default()
    };
    let mangled = Mangler::new().with_options(options).build(&read.program);
    Codegen::new()
        .with_options(CodegenOptions::minify())
        .with_scoping(Some(mangled.scoping))
        .with_private_member_mappings(Some(mangled.class_private_mappings))
        .build(&read.program)
        .code
}

#[cfg(test)]
mod tests {
    use super::*;

    // Two scripts of a page that both call something `e` stop each other.
    #[test]
    fn a_script_keeps_its_outermost_names_and_a_module_does_not() {
        let text =
            "// Why.\nconst shared = 1;\nfunction twice(number) { return number * 2 + shared; }\ntwice(2);\n";
        assert!(
            script(text).starts_with("const shared=1;function twice(e){"),
            "{}",
            script(text)
        );
        let module = module(text);
        assert!(
            !module.contains("shared") && !module.contains("twice") && !module.contains("Why"),
            "{module}"
        );
    }

    // Half a script would be published otherwise.
    #[test]
    fn what_is_no_script_stays_as_it_is() {
        let text = "function { half a script";
        assert_eq!(module(text), text);
        assert_eq!(script(text), text);
    }
}
