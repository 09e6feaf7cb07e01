//! Clicks: on links that the app follows itself, and on the buttons that it answers. All others are the browser's.

use content::navigation::Address;
use wasm_bindgen::prelude::*;

/// What a click asks for.
pub(crate) enum Click {
    /// An address of the site.
    Link(Link),
    /// The player of sound or moving pictures that waits there.
    Play(super::player::Waiting),
    /// The page that could not be loaded, once more.
    Retry,
    /// A tool of the page.
    Tool(super::tool::Tool),
}

/// A link of the site that was followed.
pub(crate) struct Link {
    /// Its whole address from the root of the host, as a URL has it.
    pub(crate) url: String,
    /// The same in its parts.
    pub(crate) address: Address,
    /// The same as the page writes it.
    pub(crate) written: String,
}

/// Calls back for each plain click on a link of the site or a button of ours. A click with a modifier or another button, a
/// link with a target or a download, a path from the site's root that is `elsewhere` and another site stay the browser's.
///
/// Calls back, too, with each of these links that is about to be followed.
pub(crate) fn watch(
    is_elsewhere: impl Fn(&str) -> bool + Copy + 'static,
    on_click: impl Fn(Click) + 'static,
    on_near: impl Fn(Link) + 'static,
) {
    super::listen(&super::document(), "near", move |event| {
        let link = event.target().and_then(|target| target.dyn_into().ok());
        if let Some(link) = link.and_then(|link| link_of(&link, &is_elsewhere)) {
            on_near(link);
        }
    });
    super::listen(&super::document(), "click", move |event| {
        if let Some(click) = click_of(&event, &is_elsewhere) {
            on_click(click);
            // Last: should the app stop on the way, the browser follows the link itself.
            event.prevent_default();
        }
    });
}

fn click_of(event: &web_sys::Event, is_elsewhere: &dyn Fn(&str) -> bool) -> Option<Click> {
    if !is_plain(event) {
        return None;
    }
    let target: web_sys::Element = event.target()?.dyn_into().ok()?;
    if let Some(tool) = super::tool::Tool::around(&target) {
        return Some(Click::Tool(tool));
    }
    if let Some(button) = target.closest("button").ok()? {
        return button_of(&button);
    }
    link_of(&target.closest("a[href]").ok()??, is_elsewhere).map(Click::Link)
}

#[inline(never)]
fn link_of(link: &web_sys::Element, is_elsewhere: &dyn Fn(&str) -> bool) -> Option<Link> {
    let url = address_of(link)?;
    let address = super::history::address_of(&url);
    let path = address.page.split('?').next().unwrap_or_default();
    if is_elsewhere(path.strip_prefix(super::base::path())?) {
        return None;
    }
    Some(Link {
        address,
        written: link.get_attribute("href").unwrap_or_default(),
        url,
    })
}

// boot.js has them.
#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = feuilleton, js_name = isPlain)]
    fn is_plain(event: &web_sys::Event) -> bool;

    #[wasm_bindgen(js_namespace = feuilleton, js_name = addressOf)]
    fn address_of(link: &web_sys::Element) -> Option<String>;
}

fn button_of(button: &web_sys::Element) -> Option<Click> {
    if button.has_attribute("data-retry") {
        return Some(Click::Retry);
    }
    super::player::Waiting::around(button).map(Click::Play)
}
