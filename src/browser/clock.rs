//! The reader's clock.

use content::day::Day;
use wasm_bindgen::prelude::*;

/// Today, where the reader is.
pub(crate) fn today() -> Option<Day> {
    let now = date();
    let part = |number: u32| u8::try_from(number % 100).ok();
    Day::new(u16::try_from(now / 10_000).ok()?, part(now / 100)?, part(now)?)
}

/// The time in seconds since 1970, and a random number.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "both are whole numbers that a double holds exactly"
)]
pub(crate) fn now_and_random() -> (u64, u64) {
    let random = js_sys::Math::random() * 9_007_199_254_740_992.0;
    ((js_sys::Date::now() / 1000.0) as u64, random as u64)
}

/// Calls back after so many milliseconds.
pub(crate) fn after(milliseconds: u32, then: impl FnOnce() + 'static) {
    let then = once(Box::new(then));
    let milliseconds = i32::try_from(milliseconds).unwrap_or(i32::MAX);
    let window = super::window();
    let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(&then, milliseconds);
}

/// Calls back once what has changed on the page can be seen. In a tab that nobody looks at nothing is painted, and it is
/// called at once.
pub(crate) fn after_paint(then: impl FnOnce() + 'static) {
    call_after_paint(&once(Box::new(then)));
}

#[wasm_bindgen]
extern "C" {
    /// Year, month and day as one number.
    #[wasm_bindgen(js_namespace = feuilleton, js_name = today)]
    fn date() -> u32;

    #[wasm_bindgen(js_namespace = feuilleton, js_name = afterPaint)]
    fn call_after_paint(then: &js_sys::Function);
}

#[inline(never)]
fn once(then: Box<dyn FnOnce()>) -> js_sys::Function {
    Closure::once_into_js(then).unchecked_into()
}
