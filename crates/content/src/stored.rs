//! What is stored in a browser is called so that the portals of one host do not take each other's.

/// What stands between a key and the root of a portal that does not stand at `/`.
pub(crate) const MARK: char = '~';

/// The key of web storage of the portal at a root such as `/` or `/sub/`. `display.js` makes it in the same way.
pub fn key(name: &str, root: &str) -> String {
    let mut key = name.to_owned();
    if root != "/" {
        key.push(MARK);
        key.push_str(root);
    }
    key
}
