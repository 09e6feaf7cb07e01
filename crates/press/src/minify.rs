//! Style sheets and scripts without what only their authors need: docs/adr/0002 has the figures. What cannot be read stays as
//! it is.

use lightningcss::stylesheet::{MinifyOptions, ParserOptions, PrinterOptions, StyleSheet};
use lightningcss::targets::{Features, Targets};
use oxc_allocator::Allocator;
use oxc_codegen::{Codegen, CodegenOptions};
use oxc_mangler::{MangleOptions, Mangler};
use oxc_parser::Parser;
use oxc_span::SourceType;

use crate::diagnostic::Position;

/// What is said in older words. A browser that does not know `light-dark()` would have no colours at all: a variable with a
/// function that is unknown is no reason to take an earlier value. It becomes two variables, which each `color-scheme` of the
/// sheet turns on and off; so a reader's own choice of colours holds there, too, and in a site's own sheet.
fn targets() -> Targets {
    Targets {
        include: Features::LightDark,
        ..Targets::default()
    }
}

/// A style sheet.
pub(crate) fn style(text: &str) -> String {
    let short = || {
        let mut sheet = StyleSheet::parse(text, ParserOptions::default()).ok()?;
        let options = MinifyOptions {
            targets: targets(),
            ..MinifyOptions::default()
        };
        sheet.minify(options).ok()?;
        let options = PrinterOptions {
            minify: true,
            targets: targets(),
            ..PrinterOptions::default()
        };
        Some(sheet.to_css(options).ok()?.code)
    };
    short().unwrap_or_else(|| text.to_owned())
}

/// What is no CSS in a style sheet, if anything is: where it is known, and the parser's own words.
pub(crate) fn fault_of_style(text: &str) -> Option<(Option<Position>, String)> {
    let error = StyleSheet::parse(text, ParserOptions::default()).err()?;
    let position = error.loc.map(|at| Position {
        line: at.line + 1,
        column: Some(at.column),
    });
    Some((position, error.kind.to_string()))
}

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
