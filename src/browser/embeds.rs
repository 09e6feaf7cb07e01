//! The places in an article where something of another host can stand.

use web_sys::Element;

/// One such place.
pub(crate) struct Place(Element);

impl Place {
    /// All that stand on the page.
    pub(crate) fn all() -> Vec<Self> {
        let Ok(found) = super::document().query_selector_all(".embed[data-service]") else {
            return Vec::new();
        };
        super::elements(&found).map(Self).collect()
    }

    /// The place that an element stands in.
    pub(crate) fn around(element: &Element) -> Option<Self> {
        element.closest(".embed[data-service]").ok()?.map(Self)
    }

    /// The service that is asked.
    pub(crate) fn service(&self) -> String {
        self.0.get_attribute("data-service").unwrap_or_default()
    }

    /// What the service calls it.
    pub(crate) fn id(&self) -> String {
        self.0.get_attribute("data-embed").unwrap_or_default()
    }

    /// What stands there, in the words of the article.
    pub(crate) fn title(&self) -> Option<String> {
        self.0.query_selector("figcaption").ok()??.text_content()
    }

    /// The box that a frame fills, while there is none in it.
    pub(super) fn free_box(&self) -> Option<Element> {
        let place = Some(&self.0).filter(|place| !place.has_attribute("data-loaded"))?;
        let _ = place.set_attribute("data-loaded", "");
        place.query_selector(".embed-box").ok()?
    }

    /// Takes the frame away again.
    pub(crate) fn clear(&self) {
        let _ = self.0.remove_attribute("data-loaded");
        if let Ok(Some(frame)) = self.0.query_selector("iframe") {
            frame.remove();
        }
    }

    /// Does the focus stand in it?
    pub(super) fn has_focus(&self) -> bool {
        super::document()
            .active_element()
            .is_some_and(|focused| self.0.contains(Some(&focused)))
    }
}
