//! Where what was fetched stands: where an import looks for it again.

use std::path::{Component, Path, PathBuf};

use percent_encoding::percent_decode_str;
use url::Url;

/// How long the name of a file may be, in bytes.
const MAX_NAME: usize = 200;

/// The place of an address below the folder, as `host/path`, with its query in the name; none where it would be no file there.
pub(super) fn of(address: &str) -> Option<PathBuf> {
    let url = Url::parse(address).ok()?;
    let host = url.host_str()?;
    // As it is written: an import looks for what stands in its texts.
    let host = match url.port() {
        Some(port) => format!("{host}:{port}"),
        None => host.to_owned(),
    };
    let path = percent_decode_str(url.path()).decode_utf8().ok()?;
    let mut name = path.trim_start_matches('/').to_owned();
    if let Some(query) = url.query().filter(|query| !query.is_empty()) {
        name = format!("{name}?{}", query.replace('/', "%2F"));
    }
    let place = Path::new(&host).join(&name);
    let is_plain = !name.is_empty()
        && !name.ends_with('/')
        && !name.contains(['\0', '\\'])
        && place
            .components()
            .all(|part| matches!(part, Component::Normal(name) if name.len() <= MAX_NAME));
    is_plain.then_some(place)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::of;

    // Whoever names a picture names where it is written.
    #[test]
    fn no_address_leads_out_of_the_folder() {
        for (address, place) in [
            ("https://old.example/a/b.jpg", Some("old.example/a/b.jpg")),
            ("https://old.example:8443/b.jpg#x", Some("old.example:8443/b.jpg")),
            (
                "https://old.example/b%C3%A9.jpg?w=2",
                Some("old.example/bé.jpg?w=2"),
            ),
            (
                "https://old.example/b.jpg?u=/../../x",
                Some("old.example/b.jpg?u=%2F..%2F..%2Fx"),
            ),
            ("https://old.example/../../b.jpg", Some("old.example/b.jpg")),
            ("https://old.example/%2e%2e/b.jpg", Some("old.example/b.jpg")),
            ("https://old.example/a%2f..%2f..%2f..%2fb.jpg", None),
            ("https://old.example/a%5cb.jpg", None),
            ("https://old.example/a%00b.jpg", None),
            ("https://old.example/", None),
            ("https://old.example/a/", None),
            ("data:image/png;base64,AA", None),
            ("a/b.jpg", None),
        ] {
            assert_eq!(of(address).as_deref(), place.map(Path::new), "{address}");
        }
    }
}
