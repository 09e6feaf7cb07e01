//! What a site needs to be read without a network: the service worker, and the script that starts it beside pages. Where a site is
//! not to be, the worker that takes itself away stands in the place of the other, for those who have that. docs/adr/0029 has why.

use serde_json::json;

use super::assets;
use crate::edition::bundle::Edition;
use crate::hash;
use crate::publish::prerender::finding_words_of;

const WORKER: &str = include_str!("../../../../offline/worker.js");
const GONE: &str = include_str!("../../../../offline/gone.js");
const PAGE: &str = include_str!("../../../../offline/page.js");

/// The attribute of the portal's script that names the script for pages.
pub(crate) const ATTRIBUTE: &str = "data-offline";

/// The worker of a site.
pub(crate) fn worker(edition: &Edition) -> Vec<u8> {
    short(if edition.site.offline { WORKER } else { GONE }).into_bytes()
}

/// The script that stands beside the pages of a site, with the words of the site before it, and its name; none where the site is
/// not kept on devices.
pub(crate) fn script(edition: &Edition) -> Option<(String, Vec<u8>)> {
    if !edition.site.offline {
        return None;
    }
    let words = finding_words_of(&edition.site);
    let words = json!({
        "these": words.offline_these().bare(),
        "saved": words.offline_saved().bare(),
        "list": words.offline_list().bare(),
    });
    let bytes = format!("const said = {words};\n{}", short(PAGE)).into_bytes();
    let name = format!("{}offline-{}.js", assets::FOLDER, hash::of(&bytes));
    Some((name, bytes))
}

/// A script without the lines that only its authors need. No text in these scripts goes over several lines.
fn short(script: &str) -> String {
    let lines = script.lines().map(str::trim);
    let lines = lines.filter(|line| !line.is_empty() && !line.starts_with("//"));
    lines.flat_map(|line| [line, "\n"]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    // Readers download it, and a line too many that is left out stops it.
    #[test]
    fn a_script_loses_its_comments_and_nothing_else() {
        assert_eq!(short("// Why.\n\n  f(1); // one\n"), "f(1); // one\n");
        for script in [WORKER, GONE, PAGE] {
            assert_eq!(short(script).matches('`').count() % 2, 0);
            let open = |line: &&str| line.matches('`').count() % 2 == 1;
            assert_eq!(script.lines().find(open), None, "a text goes over several lines");
        }
    }
}
