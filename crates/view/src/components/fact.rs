//! Facts: a label with what it is about, in a list of such.

use crate::element::{Children, Element, Node, dd, div, dt};

/// One fact of a `dl`.
pub fn fact(label: Node, value: impl Children) -> Element {
    div().child((dt().child(label), dd().child(value)))
}
