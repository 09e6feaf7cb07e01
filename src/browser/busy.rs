//! Whether another page is on its way.

/// Tells assistive technology, and the style sheet, which shows it only after a while.
pub(crate) fn set(busy: bool) {
    if let Some(main) = super::find_id(view::id::MAIN) {
        let _ = main.set_attribute("aria-busy", if busy { "true" } else { "false" });
    }
}

/// Is another page on its way?
pub(crate) fn is_set() -> bool {
    super::find("main[aria-busy=true]").is_some()
}
