//! Earlier addresses that lead on: as HTML files for any host, and as settings for hosts that redirect themselves.

mod servers;

use std::collections::BTreeMap;

use quick_xml::escape::escape;

use crate::edition::bundle::{Edition, Files};
use crate::edition::canonical::Canonical;
use crate::edition::redirects::{Redirect, redirects, with_page};

/// The redirects of an edition as files: one in HTML for each earlier address, and one for each kind of server.
pub fn files(edition: &Edition) -> Files {
    let redirects = redirects(edition);
    let mut files = BTreeMap::new();
    if redirects.is_empty() {
        return files;
    }
    let canonical = Canonical::of(&edition.site).ok();
    for (file, redirect) in with_page(edition, &redirects) {
        let page = page(redirect, &file, canonical.as_ref());
        files.insert(file, page.into_bytes());
    }
    files.extend(servers::files(&redirects, &edition.site));
    files
}

/// The same as rules of Apache, for the folder that the site stands in.
pub(crate) fn apache(edition: &Edition) -> Vec<String> {
    servers::apache(&redirects(edition), &edition.site)
}

/// A page that leads on. Its links go up from where it stands, so that it works wherever the site does.
fn page(redirect: &Redirect, file: &str, canonical: Option<&Canonical>) -> String {
    let up = match file.matches('/').count() {
        0 => "./".to_owned(),
        depth => "../".repeat(depth),
    };
    let link = format!("{up}{}", redirect.target.path());
    let absolute = canonical.map_or_else(|| link.clone(), |canonical| canonical.route(&redirect.target));
    let (link, absolute, title) = (escape(&link), escape(&absolute), escape(&redirect.title));
    let (language, direction) = &redirect.language;
    format!(
        "<!doctype html>\n<html lang=\"{language}\" dir=\"{direction}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{title}</title>\n\
         <link rel=\"canonical\" href=\"{absolute}\">\n<meta name=\"robots\" content=\"noindex\">\n\
         <meta http-equiv=\"refresh\" content=\"0; url={link}\">\n</head>\n<body>\n\
         <p><a href=\"{link}\">{title}</a></p>\n</body>\n</html>\n"
    )
}
