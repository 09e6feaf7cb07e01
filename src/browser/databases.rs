//! The site's databases (`IndexedDB`).

use content::consent::NamePattern;
use js_sys::{Array, Promise, Reflect};
use wasm_bindgen::JsCast;

/// Deletes the databases of these names.
pub(crate) fn delete(names: Vec<NamePattern>) {
    let _ = begin(names);
}

fn begin(names: Vec<NamePattern>) -> Option<()> {
    let factory = Reflect::get(&super::window(), &"indexedDB".into()).ok()?;
    let list = super::method(&factory, "databases")?.call0(&factory).ok()?;
    let delete = super::method(&factory, "deleteDatabase")?;
    super::once_settled(list.dyn_into::<Promise>().ok()?, move |list| {
        let list: Array = list.and_then(|list| list.dyn_into().ok()).unwrap_or_default();
        for database in list.iter() {
            let name = Reflect::get(&database, &"name".into()).unwrap_or_default();
            let text = name.as_string().unwrap_or_default();
            if names.iter().any(|pattern| pattern.matches(&text)) {
                let _ = delete.call1(&factory, &name);
            }
        }
    });
    Some(())
}
