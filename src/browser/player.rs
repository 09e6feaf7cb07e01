//! Sound and moving pictures of the site's own.

use view::element::track;
use wasm_bindgen::JsCast;

/// A place on the page where a player is going to stand.
pub(crate) struct Waiting(web_sys::Element);

impl Waiting {
    /// The place that an element stands in, if it is one.
    pub(crate) fn around(element: &web_sys::Element) -> Option<Self> {
        element.closest("[data-player]").ok()?.map(Self)
    }

    /// Puts the player there, and starts it.
    pub(crate) fn start(&self) {
        let Self(place) = self;
        let attribute = |name| place.get_attribute(name).unwrap_or_default();
        if let Ok(player) = super::document().create_element(&attribute("data-player")) {
            for (name, value) in [
                ("controls", ""),
                ("autoplay", ""),
                ("playsinline", ""),
                ("src", &attribute("data-file")),
            ] {
                let _ = player.set_attribute(name, value);
            }
            let captions = attribute("data-captions");
            let mut parts = captions.split('\n').map(ToOwned::to_owned);
            // The first are shown until somebody turns them off.
            let mut is_shown = Some("");
            while let (Some(src), language @ Some(_), label) = (parts.next(), parts.next(), parts.next()) {
                let track = track()
                    .attr("kind", "captions")
                    .src(src)
                    .attr("srclang", language)
                    .attr("label", label)
                    .attr("default", is_shown.take());
                super::page::append_to(&player, track);
            }
            place.set_text_content(None);
            let _ = place.append_child(&player);
            // The button that was pressed is gone, and the focus must not go with it.
            let _ = player.unchecked_ref::<web_sys::HtmlElement>().focus();
        }
    }
}
