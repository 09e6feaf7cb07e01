//! The site's databases (`IndexedDB`).

use js_sys::{Array, Promise, Reflect};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;

/// Deletes the databases of which that is true of the name.
pub(crate) async fn delete(is_meant: impl Fn(&str) -> bool) -> Option<()> {
    let factory = Reflect::get(&super::window(), &"indexedDB".into()).ok()?;
    let list: Promise = super::method(&factory, "databases")?
        .call0(&factory)
        .ok()?
        .dyn_into()
        .ok()?;
    let delete = super::method(&factory, "deleteDatabase")?;
    for database in Array::from(&JsFuture::from(list).await.ok()?).iter() {
        let name = Reflect::get(&database, &"name".into()).ok()?;
        if name.as_string().is_some_and(|name| is_meant(&name)) {
            let _ = delete.call1(&factory, &name);
        }
    }
    Some(())
}
