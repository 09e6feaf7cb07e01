//! Style sheets without what only their authors need: docs/adr/0002 has the figures. What cannot be read stays as it is.

use lightningcss::stylesheet::{MinifyOptions, ParserOptions, PrinterOptions, StyleSheet};
use lightningcss::targets::{Features, Targets};

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
