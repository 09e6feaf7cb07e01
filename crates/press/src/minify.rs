//! Style sheets and scripts without what only their authors need: docs/adr/0002 has the figures. What cannot be read stays as
//! it is.

use lightningcss::stylesheet::{MinifyOptions, ParserOptions, PrinterOptions, StyleSheet};

/// A style sheet.
pub(crate) fn style(text: &str) -> String {
    let short = || {
        let mut sheet = StyleSheet::parse(text, ParserOptions::default()).ok()?;
        sheet.minify(MinifyOptions::default()).ok()?;
        let options = PrinterOptions {
            minify: true,
            ..PrinterOptions::default()
        };
        Some(sheet.to_css(options).ok()?.code)
    };
    short().unwrap_or_else(|| text.to_owned())
}

/// A script.
pub(crate) fn script(text: &str) -> String {
    minifier::js::minify(text).map_or_else(|_| text.to_owned(), |short| short.to_string())
}
