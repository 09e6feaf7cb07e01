//! Drawings as draw.io saves them: each text in one is a page for browsers, with the text as it is drawn beside it for all others.
//! Press publishes no drawing with a page in it, so the page goes.

use std::ops::Range;

use roxmltree::Node;

use crate::read::media::markup;

/// The drawing without its pages. None where it has none, where one has nothing beside it, or where something else in it runs.
pub(super) fn without_pages(drawing: &str) -> Option<String> {
    let drawing = drawing.trim_start_matches('\u{FEFF}');
    let document = markup::parse(drawing).ok()?;
    let pages = document
        .descendants()
        .filter(|node| node.tag_name().name() == "foreignObject");
    let ranges: Option<Vec<Range<usize>>> = pages.map(|page| has_other(page).then(|| page.range())).collect();
    let ranges = ranges.filter(|ranges| !ranges.is_empty())?;
    let mut plain = String::with_capacity(drawing.len());
    let mut at = 0;
    for range in ranges {
        // A page within a page has gone with it.
        if range.start >= at {
            plain.push_str(&drawing[at..range.start]);
            at = range.end;
        }
    }
    plain.push_str(&drawing[at..]);
    let document = markup::parse(&plain).ok()?;
    markup::active(&document).is_none().then_some(plain)
}

/// Does the same stand beside the page, for those who show none?
fn has_other(page: Node<'_, '_>) -> bool {
    let is_other = |node: Node<'_, '_>| node.is_element() && node != page;
    page.parent()
        .is_some_and(|parent| parent.tag_name().name() == "switch" && parent.children().any(is_other))
        || page
            .ancestors()
            .skip(1)
            .any(|node| node.tag_name().name() == "foreignObject")
}

#[cfg(test)]
mod tests {
    use super::*;

    const DRAWN: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\"><rect/><switch><foreignObject><div xmlns=\"http://www.w3.org/1999/xhtml\">Quay</div></foreignObject><text>Quay</text></switch></svg>";

    #[test]
    fn what_a_page_shows_is_drawn_without_it() {
        let plain = without_pages(DRAWN).expect("the text stands beside the page");
        assert_eq!(
            plain,
            "<svg xmlns=\"http://www.w3.org/2000/svg\"><rect/><switch><text>Quay</text></switch></svg>"
        );
    }

    // Without the page nothing would be left, or what runs would still run.
    #[test]
    fn a_drawing_that_is_nothing_without_its_page_is_left_alone() {
        let running = DRAWN.replace("<rect/>", "<script>x()</script>");
        for drawing in [
            "<svg xmlns=\"http://www.w3.org/2000/svg\"><foreignObject><p/></foreignObject></svg>",
            "<svg xmlns=\"http://www.w3.org/2000/svg\"><switch><foreignObject/></switch></svg>",
            "<svg xmlns=\"http://www.w3.org/2000/svg\"><text>Quay</text></svg>",
            "no drawing",
            running.as_str(),
        ] {
            assert_eq!(without_pages(drawing), None, "{drawing}");
        }
    }
}
