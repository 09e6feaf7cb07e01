//! `localStorage` and `sessionStorage`. Reading either may throw, where a reader has forbidden it.

use web_sys::Storage;

/// What stands under a key of `localStorage`; an error where the browser refuses to say.
pub(crate) fn read(key: &str) -> Result<Option<String>, ()> {
    local().ok_or(())?.get_item(key).map_err(|_| ())
}

/// Keeps a text under a key of `localStorage`; false where the browser does not.
pub(crate) fn write(key: &str, text: &str) -> bool {
    local().is_some_and(|storage| storage.set_item(key, text).is_ok())
}

/// The keys of both.
pub(crate) fn keys() -> Vec<String> {
    let mut keys = Vec::new();
    for storage in both() {
        let length = storage.length().unwrap_or(0);
        keys.extend((0..length).filter_map(|index| storage.key(index).ok().flatten()));
    }
    keys
}

/// Removes a key from both.
pub(crate) fn remove(key: &str) {
    for storage in both() {
        let _ = storage.remove_item(key);
    }
}

fn both() -> impl Iterator<Item = Storage> {
    let session = super::window().session_storage().ok().flatten();
    [local(), session].into_iter().flatten()
}

fn local() -> Option<Storage> {
    super::window().local_storage().ok().flatten()
}
