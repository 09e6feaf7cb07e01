//! What the apps that show pages and the one of the privacy settings tell each other, through `boot.js`.

use wasm_bindgen::prelude::*;
use web_sys::Element;

use super::embeds::Place;

// boot.js has them.
#[wasm_bindgen]
extern "C" {
    /// Says that the site which is shown uses services of others: the text of its `site.json`, what its other tabs call their
    /// channel, and whether the reader has settled all that there is to ask.
    #[wasm_bindgen(js_namespace = feuilleton, js_name = privacy)]
    pub(crate) fn ask(site: &str, channel: &str, is_settled: bool);

    /// The preferences are to make room.
    #[wasm_bindgen(js_namespace = feuilleton, js_name = leave)]
    pub(crate) fn close_preferences();

    /// The text of the `site.json` that is shown.
    #[wasm_bindgen(js_namespace = feuilleton)]
    pub(crate) fn site() -> String;

    #[wasm_bindgen(js_namespace = feuilleton, js_name = settings)]
    fn hand_over(pressed: &JsValue, navigated: &JsValue, left: &JsValue);
}

/// Answers from now on: each button of the settings that is pressed, by the name on it and the embed that it stands at, each
/// page that is shown in the place of another, and each that could not be.
pub(crate) fn answer(on_press: fn(String, Option<Place>), on_page: fn(), on_failure: fn()) {
    let pressed = Closure::<dyn Fn(Element)>::new(move |button: Element| {
        let what = button.get_attribute("data-consent").unwrap_or_default();
        on_press(what, Place::around(&button));
    });
    let call = |then: fn()| Closure::<dyn Fn()>::new(then).into_js_value();
    hand_over(&pressed.into_js_value(), &call(on_page), &call(on_failure));
}
