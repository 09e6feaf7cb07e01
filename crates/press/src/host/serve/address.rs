//! Which file an address means. Nothing outside the served folder is ever found.

use std::path::{Component, Path, PathBuf};

use percent_encoding::percent_decode_str;

/// What stands at an address.
pub(super) enum Found {
    /// A file.
    File(PathBuf),
    /// A folder with a page, asked for without the slash at its end.
    Folder,
    /// Nothing that may be served.
    Nothing,
}

/// Looks up a path, as it stands in the address behind the base path, below a canonical folder.
pub(super) fn find(root: &Path, path: &str) -> Found {
    let Some(file) = resolve(root, path) else {
        return Found::Nothing;
    };
    let wants_folder = path.is_empty() || path.ends_with('/');
    if wants_folder {
        return inside(root, file.join("index.html")).map_or(Found::Nothing, Found::File);
    }
    if file.is_dir() {
        return inside(root, file.join("index.html")).map_or(Found::Nothing, |_| Found::Folder);
    }
    inside(root, file).map_or(Found::Nothing, Found::File)
}

/// The place that a path names; none where a part of it is anything but a plain name.
fn resolve(root: &Path, path: &str) -> Option<PathBuf> {
    let mut place = root.to_owned();
    let path = path.strip_suffix('/').unwrap_or(path);
    if path.is_empty() {
        return Some(place);
    }
    for part in path.split('/') {
        let name = percent_decode_str(part).decode_utf8().ok()?;
        let mut components = Path::new(name.as_ref()).components();
        let is_plain = components.next() == Some(Component::Normal(name.as_ref().as_ref()))
            && components.next().is_none()
            && !name.contains(['/', '\\', '\0'])
            // What is hidden was never meant to be served; this one tells authorities who holds a certificate.
            && (!name.starts_with('.') || name == ".well-known");
        if !is_plain {
            return None;
        }
        place.push(name.as_ref());
    }
    Some(place)
}

/// The file, unless it is missing or a link leads out of the folder.
fn inside(root: &Path, file: PathBuf) -> Option<PathBuf> {
    let real = file.canonicalize().ok()?;
    (real.starts_with(root) && real.is_file()).then_some(file)
}
