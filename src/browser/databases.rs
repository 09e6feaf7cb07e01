//! The site's databases (`IndexedDB`).

use content::consent::NamePattern;
use js_sys::{Array, Promise, Reflect};
use wasm_bindgen::prelude::*;

// Browsers may lack the list, and forbid all of it.
#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = indexedDB, catch)]
    fn databases() -> Result<Promise, JsValue>;

    #[wasm_bindgen(js_namespace = indexedDB, js_name = deleteDatabase, catch)]
    fn delete_database(name: &str) -> Result<JsValue, JsValue>;
}

/// Deletes the databases of these names.
pub(crate) fn delete(names: Vec<NamePattern>) {
    let Ok(list) = databases() else { return };
    super::once_settled(list, move |list| {
        let list: Array = list.and_then(|list| list.dyn_into().ok()).unwrap_or_default();
        for database in list.iter() {
            let name = Reflect::get(&database, &"name".into());
            let name = name.ok().and_then(|name| name.as_string()).unwrap_or_default();
            if names.iter().any(|pattern| pattern.matches(&name)) {
                let _ = delete_database(&name);
            }
        }
    });
}
