//! How far the page is scrolled.

/// The distance from the top in CSS pixels.
pub(crate) fn position() -> f64 {
    super::window().scroll_y().unwrap_or(0.0)
}

/// Scrolls at once, whatever the style sheet says of smoothness.
pub(crate) fn to(position: f64) {
    let options = web_sys::ScrollToOptions::new();
    options.set_top(position);
    options.set_behavior(web_sys::ScrollBehavior::Instant);
    super::window().scroll_to_with_scroll_to_options(&options);
}
