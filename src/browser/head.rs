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
    let found = super::find("link[rel=canonical]");
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

/// The canonical address.
pub(crate) fn canonical() -> Option<String> {
    super::find("link[rel=canonical]")?.get_attribute("href")
}

/// Says something at the root of the document, by an attribute.
fn set_root(name: &str, value: &str) {
    if let Some(root) = super::document().document_element() {
        super::set_attribute(&root, name, value);
    }
}

/// Says at the root of the document how the page is to look, and to the browser which colours it is to use itself.
pub(crate) fn set_display(words: &str, schemes: &str) {
    set_root("data-display", words);
    if let Some(meta) = super::find("meta[name=color-scheme]") {
        super::set_attribute(&meta, "content", schemes);
    }
}
