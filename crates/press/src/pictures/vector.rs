//! Drawings: SVG files, which browsers show as pictures and run as pages where somebody opens them alone.

use roxmltree::{Document, Node, ParsingOptions};

use super::fault::PictureFault;

/// Elements of a drawing; far more than any that a page can show at once.
const MAX_NODES: u32 = 1_000_000;

/// Is this a drawing, as far as its beginning tells?
pub(super) fn is_drawing(bytes: &[u8]) -> bool {
    let start = String::from_utf8_lossy(&bytes[..bytes.len().min(4096)]);
    start.trim_start_matches('\u{FEFF}').trim_start().starts_with('<') && start.contains("<svg")
}

/// Width and height in CSS pixels of a drawing without anything that runs.
pub(super) fn measure(bytes: &[u8]) -> Result<(u32, u32), PictureFault> {
    let text = std::str::from_utf8(bytes).map_err(|_| PictureFault::Corrupt("it is not UTF-8".to_owned()))?;
    let options = ParsingOptions {
        // Drawing programs write one; the parser bounds what its entities may grow to.
        allow_dtd: true,
        nodes_limit: MAX_NODES,
        ..ParsingOptions::default()
    };
    let document = Document::parse_with_options(text.trim_start_matches('\u{FEFF}'), options)
        .map_err(|error| PictureFault::Corrupt(error.to_string()))?;
    if let Some(what) = document.descendants().find_map(active) {
        return Err(PictureFault::Active(what));
    }
    size(document.root_element()).ok_or(PictureFault::NoSize)
}

/// What runs in an element, if something does.
fn active(node: Node<'_, '_>) -> Option<String> {
    if !node.is_element() {
        return None;
    }
    let name = node.tag_name().name();
    if [
        "script",
        "foreignObject",
        "iframe",
        "object",
        "embed",
        "handler",
        "listener",
    ]
    .iter()
    .any(|runs| name.eq_ignore_ascii_case(runs))
    {
        return Some(format!("<{name}>"));
    }
    node.attributes().find_map(|attribute| {
        let (name, value) = (attribute.name(), attribute.value());
        let is_handler = name.len() > 2 && name.get(..2).is_some_and(|on| on.eq_ignore_ascii_case("on"));
        let scheme: String = value
            .chars()
            .filter(|c| !c.is_control() && !c.is_whitespace())
            .take("javascript:".len())
            .collect();
        let runs = is_handler
            || scheme.eq_ignore_ascii_case("javascript:")
            || (name == "href" && value.trim_start().to_ascii_lowercase().starts_with("data:text/"));
        runs.then(|| format!("the attribute {name}=\"…\""))
    })
}

fn size(root: Node<'_, '_>) -> Option<(u32, u32)> {
    if root.tag_name().name() != "svg" {
        return None;
    }
    let given = |name| root.attribute(name).and_then(pixels);
    let view_box: Vec<f64> = root
        .attribute("viewBox")
        .unwrap_or_default()
        .split([' ', ',', '\t', '\n'])
        .filter_map(|part| part.parse().ok())
        .collect();
    let ratio = match view_box[..] {
        [_, _, width, height] if width > 0.0 && height > 0.0 => Some((width, height)),
        _ => None,
    };
    let (width, height) = match (given("width"), given("height"), ratio) {
        (Some(width), Some(height), _) => (width, height),
        (Some(width), None, Some((w, h))) => (width, width * h / w),
        (None, Some(height), Some((w, h))) => (height * w / h, height),
        (None, None, Some(size)) => size,
        _ => return None,
    };
    Some((whole(width)?, whole(height)?))
}

/// A length in CSS pixels; none of one that depends on where the drawing stands.
fn pixels(length: &str) -> Option<f64> {
    let length = length.trim();
    let digits = length.trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == '%');
    let scale = match &length[digits.len()..] {
        "" | "px" => 1.0,
        "in" => 96.0,
        "cm" => 96.0 / 2.54,
        "mm" => 96.0 / 25.4,
        "pt" => 96.0 / 72.0,
        "pc" => 16.0,
        _ => return None,
    };
    let number: f64 = digits.parse().ok()?;
    (number > 0.0).then_some(number * scale)
}

fn whole(length: f64) -> Option<u32> {
    let rounded = length.round().max(1.0);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "the range is checked, and the number is whole"
    )]
    (rounded <= 1_000_000.0).then_some(rounded as u32)
}
