//! Drawings: SVG files, which browsers show as pictures and run as pages where somebody opens them alone.

use roxmltree::Node;

use super::fault::PictureFault;
use crate::read::media::markup;

/// Is this a drawing, as far as its beginning tells?
pub(super) fn is_drawing(bytes: &[u8]) -> bool {
    let start = String::from_utf8_lossy(&bytes[..bytes.len().min(4096)]);
    start.trim_start_matches('\u{FEFF}').trim_start().starts_with('<') && start.contains("<svg")
}

/// Width and height in CSS pixels of a drawing without anything that runs.
pub(super) fn measure(bytes: &[u8]) -> Result<(u32, u32), PictureFault> {
    let text = std::str::from_utf8(bytes).map_err(|_| PictureFault::Corrupt("it is not UTF-8".to_owned()))?;
    let document = markup::parse(text).map_err(|error| PictureFault::Corrupt(error.to_string()))?;
    if let Some(what) = markup::active(&document) {
        return Err(PictureFault::Active(what));
    }
    size(document.root_element()).ok_or(PictureFault::NoSize)
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
