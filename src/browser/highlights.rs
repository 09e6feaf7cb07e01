//! The CSS Custom Highlight API: words in the text of the page are marked without changing it.

use std::ops::Range;

use js_sys::{Array, Function, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, Node};

/// What style sheets call it: `::highlight(searched)`.
const NAME: &str = "searched";

/// What stands in the text of an article and is no part of it.
const APART: &str = "nav, button, dialog, .tools, .similar";

/// Marks words in the text of the article: `places` says where they stand in a piece of it, in bytes. Says whether there are any;
/// none where the browser does not know how.
pub(crate) fn mark(places: &dyn Fn(&str) -> Vec<Range<usize>>) -> bool {
    let ranges = Array::new();
    let Some((article, highlights)) = super::find("main article").zip(highlights()) else {
        return false;
    };
    gather(&article, places, &ranges);
    if ranges.length() == 0 {
        return false;
    }
    let maker = Reflect::get(&js_sys::global(), &"Highlight".into()).unwrap_or_default();
    let made = maker
        .dyn_into::<Function>()
        .and_then(|maker| Reflect::construct(&maker, &ranges));
    let set = super::method(&highlights, "set");
    let (Some(set), Ok(made)) = (set, made) else {
        return false;
    };
    set.call2(&highlights, &NAME.into(), &made).is_ok()
}

/// Marks nothing any more.
pub(crate) fn clear() {
    if let Some(highlights) = highlights()
        && let Some(delete) = super::method(&highlights, "delete")
    {
        let _ = delete.call1(&highlights, &NAME.into());
    }
}

fn highlights() -> Option<JsValue> {
    let css = Reflect::get(&js_sys::global(), &"CSS".into()).ok()?;
    let highlights = Reflect::get(&css, &"highlights".into()).ok()?;
    highlights.is_object().then_some(highlights)
}

fn gather(parent: &Node, places: &dyn Fn(&str) -> Vec<Range<usize>>, ranges: &Array) {
    let mut next = parent.first_child();
    while let Some(node) = next {
        next = node.next_sibling();
        if node.node_type() == Node::TEXT_NODE {
            let text = node.node_value().unwrap_or_default();
            for place in places(&text) {
                let units = |end: usize| {
                    let letters = text.char_indices().take_while(|(at, _)| *at < end);
                    letters.map(|(_, letter)| letter.len_utf16()).sum::<usize>()
                };
                let ends = [place.start, place.end].map(|end| u32::try_from(units(end)).unwrap_or(u32::MAX));
                let range = super::document().create_range();
                if let Ok(range) = range
                    && range.set_start(&node, ends[0]).is_ok()
                    && range.set_end(&node, ends[1]).is_ok()
                {
                    ranges.push(&range);
                }
            }
        } else if let Some(element) = node.dyn_ref::<Element>()
            && !element.matches(APART).unwrap_or_default()
        {
            gather(element, places, ranges);
        }
    }
}
