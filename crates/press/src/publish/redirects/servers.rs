//! Redirects in the languages of hosts.
//!
//! What an author writes as an address gets into the settings of a server here. Paths are quoted, queries are regular
//! expressions in which everything but letters and digits is written by its number; there are no control characters.

use std::collections::BTreeMap;
use std::fmt::Write;

use content::site::Site;
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

use crate::edition::alias::Alias;
use crate::edition::bundle::Files;
use crate::edition::canonical::{base, encoded};
use crate::edition::portal::{CADDY, HOSTED, NGINX};
use crate::edition::redirects::Redirect;

/// The longest line that Cloudflare reads, in characters.
const MAX_LINE: usize = 1000;

/// What browsers escape in a query.
const IN_QUERY: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'\'')
    .add(b'<')
    .add(b'>');

/// The settings of every kind of server, for a site that stands at the path of its address.
pub(super) fn files(redirects: &[Redirect], site: &Site) -> Files {
    let base = base(site);
    let files = [
        hosted(redirects, &base),
        nginx(redirects, &base),
        caddy(redirects, &base),
    ];
    let named = [HOSTED, NGINX, CADDY].into_iter().zip(files);
    named
        .map(|(name, text)| (name.to_owned(), text.into_bytes()))
        .collect::<BTreeMap<_, _>>()
}

impl Redirect {
    /// Where it leads, from the root of the host.
    fn location(&self, base: &str) -> String {
        format!("{base}{}", self.target.path())
    }
}

/// A path below the site's root, from the root of the host and without escapes.
fn below(base: &str, path: &str) -> String {
    let base = percent_encoding::percent_decode_str(base).decode_utf8_lossy();
    format!("{}{path}", base.trim_end_matches('/'))
}

fn hosted(redirects: &[Redirect], base: &str) -> String {
    let mut text = "# Earlier addresses, for Netlify and Cloudflare Pages.\n".to_owned();
    for redirect in redirects {
        let (alias, to) = (&redirect.alias, redirect.location(base));
        // Both hosts take * and : for patterns; only one of them can tell queries apart.
        if alias.query.is_some() || alias.path.contains(['*', ':']) {
            continue;
        }
        for spelling in alias.spellings() {
            let line = format!("{} {to} 301", encoded(&below(base, &spelling)));
            if line.len() <= MAX_LINE {
                text.push_str(&line);
                text.push('\n');
            }
        }
    }
    text
}

fn nginx(redirects: &[Redirect], base: &str) -> String {
    let mut text = "# Earlier addresses, for nginx: in the server block of the site,\n\
                    #     include /path/to/redirects.nginx.conf;\n"
        .to_owned();
    for redirect in redirects {
        let (alias, to) = (&redirect.alias, redirect.location(base));
        // Writing to a string does not fail.
        let _ = match &alias.query {
            None => alias.spellings().iter().try_for_each(|spelling| {
                let path = quoted(&below(base, spelling));
                writeln!(text, "location = {path} {{ return 301 \"{to}\"; }}")
            }),
            Some(query) => {
                let pattern = pattern(alias, query, base);
                writeln!(
                    text,
                    "if ($request_uri ~ \"{pattern}\") {{ return 301 \"{to}\"; }}"
                )
            }
        };
    }
    text
}

fn caddy(redirects: &[Redirect], base: &str) -> String {
    let mut text = "# Earlier addresses, for Caddy: in the block of the site,\n\
                    #     import /path/to/redirects.Caddyfile\n"
        .to_owned();
    for (redirect, number) in redirects.iter().zip(1..) {
        let (alias, to) = (&redirect.alias, redirect.location(base));
        let matcher = match &alias.query {
            None => {
                let spellings: Vec<_> = alias
                    .spellings()
                    .iter()
                    .map(|spelling| literal(&below(base, spelling)))
                    .collect();
                format!("path_regexp `^(?:{})$`", spellings.join("|"))
            }
            Some(query) => format!(
                "vars_regexp {{http.request.uri}} `{}`",
                pattern(alias, query, base)
            ),
        };
        // Writing to a string does not fail.
        let _ = writeln!(
            text,
            "@moved-{number} {matcher}\nredir @moved-{number} \"{to}\" 301"
        );
    }
    text
}

/// Rules of Apache. It sees paths below the folder and without escapes, and queries as browsers send them.
pub(super) fn apache(redirects: &[Redirect], site: &Site) -> Vec<String> {
    let base = base(site);
    let mut lines = Vec::new();
    for redirect in redirects {
        let (alias, to) = (&redirect.alias, redirect.location(&base));
        if let Some(query) = &alias.query {
            let query = literal(&utf8_percent_encode(query, IN_QUERY).to_string());
            lines.push(format!("RewriteCond %{{QUERY_STRING}} \"(^|&){query}(&|$)\""));
        }
        let spellings = alias.spellings();
        let spellings = spellings
            .iter()
            .map(|spelling| literal(spelling.trim_start_matches('/')));
        let spellings: Vec<_> = spellings.collect();
        lines.push(format!(
            "RewriteRule \"^(?:{})$\" \"{to}\" [R=301,L,QSD]",
            spellings.join("|")
        ));
    }
    lines
}

/// A regular expression for a whole request with this query, alone or among others. Both servers see queries as
/// browsers send them.
fn pattern(alias: &Alias, query: &str, base: &str) -> String {
    let spellings: Vec<_> = alias
        .spellings()
        .iter()
        .map(|spelling| literal(&encoded(&below(base, spelling))))
        .collect();
    let query = literal(&utf8_percent_encode(query, IN_QUERY).to_string());
    format!("^(?:{})\\x3F(?:.*&)?{query}(?:&.*)?$", spellings.join("|"))
}

/// A regular expression that only this text matches; of a character that is escaped by its number, the case of the
/// number does not matter.
fn literal(text: &str) -> String {
    let mut pattern = String::with_capacity(text.len());
    let mut rest = text.chars();
    while let Some(c) = rest.next() {
        let number = rest
            .as_str()
            .get(..2)
            .filter(|number| c == '%' && number.bytes().all(|digit| digit.is_ascii_hexdigit()));
        if let Some(number) = number {
            let _ = write!(pattern, "(?i:%{number})");
            rest.nth(1);
        } else if !c.is_ascii() || c.is_ascii_alphanumeric() || matches!(c, '/' | '-' | '_' | '=' | '&') {
            pattern.push(c);
        } else {
            let _ = write!(pattern, "\\x{:02X}", u32::from(c));
        }
    }
    pattern
}

/// A text of nginx in its quotes.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}
