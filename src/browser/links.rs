//! Clicks: on links that the app follows itself, and on the buttons that it answers. All others are the browser's.

use wasm_bindgen::JsCast;

/// What a click asks for.
pub(crate) enum Click {
    /// Another page, by its whole address.
    Page(String),
    /// A place in the page that is shown, by its id.
    Fragment(String),
    /// The player of sound or moving pictures that waits there.
    Play(super::player::Waiting),
    /// The page that could not be loaded, once more.
    Retry,
    /// A tool of the page.
    Tool(super::tool::Tool),
    /// Something about the privacy settings, by the name on the button, and the embed it stands at.
    Consent(String, Option<super::embeds::Place>),
}

/// Calls back for each plain click on a link of the site or a button of ours. A click with a modifier or another button, a
/// link with a target or a download, a path from the site's root that is `elsewhere` and another site stay the browser's.
pub(crate) fn watch(is_elsewhere: impl Fn(&str) -> bool + 'static, on_click: impl Fn(Click) + 'static) {
    super::listen(&super::document(), "click", move |event| {
        if let Some(click) = click_of(event.unchecked_ref(), &is_elsewhere) {
            on_click(click);
            // Last: should the program stop on the way, the browser follows the link itself.
            event.prevent_default();
        }
    });
}

fn click_of(event: &web_sys::MouseEvent, is_elsewhere: &dyn Fn(&str) -> bool) -> Option<Click> {
    let plain = event.button() == 0
        && !event.default_prevented()
        && !(event.meta_key() || event.ctrl_key() || event.shift_key() || event.alt_key());
    if !plain {
        return None;
    }
    let target: web_sys::Element = event.target()?.dyn_into().ok()?;
    if let Some(tool) = super::tool::Tool::around(&target) {
        return Some(Click::Tool(tool));
    }
    if let Some(button) = target.closest("button").ok()? {
        return button_of(&button);
    }
    let link: web_sys::HtmlAnchorElement = target.closest("a[href]").ok()??.dyn_into().ok()?;
    if !link.target().is_empty() || link.has_attribute("download") {
        return None;
    }
    let location = super::window().location();
    let path = link.pathname();
    let relative = path.strip_prefix(super::base::path())?;
    if link.origin() != location.origin().ok()? || is_elsewhere(relative) {
        return None;
    }
    let same_page = path == location.pathname().ok()? && link.search() == location.search().ok()?;
    let hash = link.hash();
    match hash.strip_prefix('#') {
        Some(id) if same_page => Some(Click::Fragment(super::history::decode(id))),
        _ => Some(Click::Page([path.as_str(), &link.search(), &hash].concat())),
    }
}

fn button_of(button: &web_sys::Element) -> Option<Click> {
    if button.has_attribute("data-retry") {
        return Some(Click::Retry);
    }
    if let Some(what) = button.get_attribute("data-consent") {
        return Some(Click::Consent(what, super::embeds::Place::around(button)));
    }
    super::player::Waiting::around(button).map(Click::Play)
}
