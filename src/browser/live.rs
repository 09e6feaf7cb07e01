//! The live region, which a screen reader reads out when its words change.

/// Puts words into the live region.
pub(crate) fn say(words: &str) {
    if let Some(region) = super::document().get_element_by_id("live") {
        region.set_text_content(Some(words));
    }
}
