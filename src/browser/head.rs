//! What the document says of itself: title, language, direction, canonical address.

use content::language::Direction;

/// Sets the document's title.
pub(crate) fn set_title(title: &str) {
    let document = super::document();
    if document.title() != title {
        document.set_title(title);
    }
}

/// Sets the document's language and direction.
pub(crate) fn set_language(language: &str, direction: Direction) {
    if let Some(root) = super::document().document_element() {
        super::set_attribute(&root, "lang", language);
        super::set_attribute(&root, "dir", direction.as_str());
    }
}

/// Sets the canonical address, or takes it away from a page that has none.
pub(crate) fn set_canonical(address: Option<&str>) {
    let document = super::document();
    let found = document.query_selector("link[rel=canonical]").ok().flatten();
    let Some(address) = address else {
        if let Some(link) = found {
            link.remove();
        }
        return;
    };
    let link = found.or_else(|| {
        let link = document.create_element("link").ok()?;
        link.set_attribute("rel", "canonical").ok()?;
        document.head()?.append_child(&link).ok()?;
        Some(link)
    });
    if let Some(link) = link {
        super::set_attribute(&link, "href", address);
    }
}

/// Says at the root of the document which services are allowed.
pub(super) fn set_allowed(services: &str) {
    set_root("data-consent", services);
}

/// Says something at the root of the document, by an attribute.
fn set_root(name: &str, value: &str) {
    if let Some(root) = super::document().document_element() {
        super::set_attribute(&root, name, value);
    }
}

/// Sets the colours and the size of the text, by their words at the root of the document, and the colours that the browser
/// itself is to use.
pub(crate) fn set_display([theme, text]: [&str; 2], schemes: &str) {
    set_root("data-theme", theme);
    set_root("data-text", text);
    if let Ok(Some(meta)) = super::document().query_selector("meta[name=color-scheme]") {
        super::set_attribute(&meta, "content", schemes);
    }
}

/// The words for colours and text at the root of the document, with a space between them.
pub(crate) fn display() -> String {
    let root = super::document().document_element();
    let word = |name| root.as_ref()?.get_attribute(name);
    [
        &*word("data-theme").unwrap_or_default(),
        &*word("data-text").unwrap_or_default(),
    ]
    .join(" ")
}
