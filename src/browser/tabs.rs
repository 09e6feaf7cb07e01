//! Word to the site's other tabs.

use std::cell::OnceCell;

use wasm_bindgen::JsValue;
use web_sys::BroadcastChannel;

thread_local! {
    static CHANNEL: OnceCell<BroadcastChannel> = const { OnceCell::new() };
}

/// Calls back when another tab says something on the channel of that name.
pub(crate) fn watch(name: &str, on_word: impl Fn() + 'static) {
    let Ok(channel) = BroadcastChannel::new(name) else {
        return;
    };
    super::listen(&channel, "message", move |_| on_word());
    CHANNEL.with(|own| {
        let _ = own.set(channel);
    });
}

/// Says to the other tabs that something has changed.
pub(crate) fn tell() {
    CHANNEL.with(|channel| {
        if let Some(channel) = channel.get() {
            let _ = channel.post_message(&JsValue::TRUE);
        }
    });
}
