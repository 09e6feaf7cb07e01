//! Files that press writes and a deployer may have, too: what the deployer wrote stays, above a line by which press
//! knows its own.

use std::fs;
use std::path::Path;

use crate::redirects::servers;
use crate::sitemap;

/// Their names in the portal's root. Both formats take lines that begin with `#` for comments.
const SHARED: [&str; 2] = [sitemap::ROBOTS, servers::HOSTED];

const MARK: &str = "# press writes what follows anew with each build\n";

/// What the deployer wrote in such a file; none where that is nothing, or the file is press's alone.
pub(crate) fn of_deployer(portal: &Path, file: &str) -> Option<String> {
    if !SHARED.contains(&file) {
        return None;
    }
    let text = fs::read_to_string(portal.join(file)).ok()?;
    let own = text.split_once(MARK).map_or(&*text, |(own, _)| own).trim_end();
    (!own.is_empty()).then(|| format!("{own}\n"))
}

/// What such a file is to hold: what the deployer wrote, then what press writes. Other files are press's alone.
pub(crate) fn with_deployers(portal: &Path, file: &str, bytes: Vec<u8>) -> Vec<u8> {
    if !SHARED.contains(&file) {
        return bytes;
    }
    let own = of_deployer(portal, file)
        .map(|own| own + "\n")
        .unwrap_or_default();
    [own.as_bytes(), MARK.as_bytes(), &bytes].concat()
}
