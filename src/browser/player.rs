//! Sound and moving pictures of the site's own.

use wasm_bindgen::JsCast;

/// Puts a player in the place that waits for this file, and starts it.
pub(crate) fn start(tag: &str, file: &str) {
    let document = super::document();
    let Ok(places) = document.query_selector_all("[data-player]") else {
        return;
    };
    for index in 0..places.length() {
        let Some(place) = places
            .get(index)
            .and_then(|node| node.dyn_into::<web_sys::Element>().ok())
        else {
            continue;
        };
        if place.get_attribute("data-player").as_deref() != Some(file) {
            continue;
        }
        if let Ok(player) = document.create_element(tag) {
            for (name, value) in [
                ("controls", ""),
                ("autoplay", ""),
                ("playsinline", ""),
                ("src", file),
            ] {
                let _ = player.set_attribute(name, value);
            }
            place.set_text_content(None);
            let _ = place.append_child(&player);
            // The button that was pressed is gone, and the focus must not go with it.
            let _ = player.unchecked_ref::<web_sys::HtmlElement>().focus();
        }
    }
}
