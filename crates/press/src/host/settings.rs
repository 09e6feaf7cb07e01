//! The settings of hosts for one site: its policy, how long what may be kept, redirects, the page for wrong addresses. They are
//! the recipes of `docs/deploy/`, which tests try on real hosts, with what this site needs in the place of what most need.

mod limits;

use std::fmt::Write;

use clap::ValueEnum;
use content::site::Site;
use serde_json::json;

use super::policy::{self, MEDIA_POLICY};
use crate::edition::bundle::{Edition, Files};
use crate::edition::canonical::{Canonical, base};
use crate::publish::redirects;

pub use limits::{HostLimit, limits};

const APACHE: &str = include_str!("../../../../docs/deploy/htaccess");
const NGINX: &str = include_str!("../../../../docs/deploy/nginx.conf");
const CADDY: &str = include_str!("../../../../docs/deploy/Caddyfile");
const HOSTED: &str = include_str!("../../../../docs/deploy/_headers");

/// Which pages a browser may fetch as soon as a reader presses a link, as a file: in a page the policy would forbid it.
const SPECULATION: &str = "speculation-rules.json";

/// The type that browsers take it by.
const SPECULATION_TYPE: &str = "application/speculationrules+json";

/// The folders in the rules for keeping, as the recipes write them for a site at the root of its host.
const KEPT: &str = "^/(assets|";

/// A host, or a kind of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, ValueEnum)]
pub enum Kind {
    /// Web space with Apache: .htaccess
    Apache,
    /// nginx: site.nginx.conf
    Nginx,
    /// Caddy: site.Caddyfile
    Caddy,
    /// Netlify: _headers
    Netlify,
    /// Cloudflare Pages: _headers
    Cloudflare,
    /// GitHub Pages: .nojekyll
    Github,
}

/// The settings of some hosts for an edition, by their names in the folder of the site.
pub fn files(edition: &Edition, hosts: &[Kind]) -> Files {
    let policy = policy::of(&edition.site);
    let place = Place::of(&edition.site);
    let redirects = redirects::files(edition);
    let mut files = Files::new();
    for host in hosts {
        let (name, text) = match host {
            Kind::Apache => (".htaccess", apache(&place, &policy, edition)),
            Kind::Nginx => ("site.nginx.conf", nginx(&place, &policy, &redirects)),
            Kind::Caddy => ("site.Caddyfile", caddy(&place, &policy, &redirects)),
            Kind::Netlify | Kind::Cloudflare => ("_headers", hosted(&place, &policy)),
            Kind::Github => (".nojekyll", String::new()),
        };
        files.insert(name.to_owned(), text.into_bytes());
    }
    // GitHub Pages sends no header that would name it.
    if hosts.iter().any(|host| *host != Kind::Github) {
        let rules = speculation(&place.base);
        files.insert(SPECULATION.to_owned(), rules.into_bytes());
    }
    files
}

/// Where a site stands.
struct Place {
    /// The name of its host, where it is known.
    host: Option<String>,
    /// The path of its root: `/`, or one such as `/magazine/`.
    base: String,
}

impl Place {
    fn of(site: &Site) -> Self {
        match Canonical::of(site) {
            Ok(canonical) => Self {
                host: Some(canonical.host().to_owned()),
                base: base(site),
            },
            Err(_) => Self {
                host: None,
                base: "/".to_owned(),
            },
        }
    }
}

/// Pages alone, and only when a reader has pressed a link: whoever passes over one costs nobody anything.
fn speculation(base: &str) -> String {
    let rules = json!({
        "prefetch": [{
            "where": {
                "and": [
                    { "href_matches": format!("{base}*") },
                    { "not": { "href_matches": format!("{base}content/*") } },
                    { "not": { "href_matches": format!("{base}*.*") } },
                ],
            },
            "eagerness": "conservative",
        }],
    });
    format!("{rules:#}\n")
}

/// The header that names that file.
fn speculation_header(base: &str) -> String {
    format!("\"{base}{SPECULATION}\"")
}

/// A recipe with the policy of the site, and with its place in those rules that name it.
fn fitted(recipe: &str, place: &Place, policy: &str) -> String {
    let kept = format!("^{}(assets|", literal(&place.base));
    let text = recipe.replace(MEDIA_POLICY, policy).replace(KEPT, &kept);
    text.replace("/404.html", &format!("{}404.html", place.base))
}

/// The path of a site in a regular expression.
fn literal(path: &str) -> String {
    path.replace('.', "\\.")
}

/// A line more behind the one that begins so, as deep as that one.
fn behind(text: &str, line: &str, more: &[String]) -> String {
    let mut out = String::with_capacity(text.len());
    for one in text.lines() {
        out.push_str(one);
        out.push('\n');
        if one.trim_start().starts_with(line) {
            let depth = &one[..one.len() - one.trim_start().len()];
            for more in more {
                // Writing to a string does not fail.
                let _ = writeln!(out, "{depth}{more}");
            }
        }
    }
    out
}

fn apache(place: &Place, policy: &str, edition: &Edition) -> String {
    let text = fitted(APACHE, place, policy).replace("RewriteBase /", &format!("RewriteBase {}", place.base));
    let header = speculation_header(&place.base).replace('"', "\\\"");
    let text = behind(
        &text,
        "Header always set Cross-Origin-Opener-Policy",
        &[format!("Header always set Speculation-Rules \"{header}\"")],
    );
    let text = behind(&text, "RewriteBase ", &redirects::apache(edition));
    format!("{text}\n<Files \"{SPECULATION}\">\n\tForceType {SPECULATION_TYPE}\n</Files>\n")
}

fn nginx(place: &Place, policy: &str, redirects: &Files) -> String {
    let mut text = fitted(NGINX, place, policy);
    let mut more = Vec::new();
    if let Some(host) = &place.host {
        text = text.replace("server_name example.org;", &format!("server_name {host};"));
    }
    if redirects.contains_key("redirects.nginx.conf") {
        more.push(format!(
            "include /var/www/feuilleton{}redirects.nginx.conf;",
            place.base
        ));
    }
    let header = speculation_header(&place.base);
    let text = behind(&text, "root /var/www/", &more);
    behind(
        &text,
        "add_header Cross-Origin-Opener-Policy",
        &[
            format!("add_header Speculation-Rules '{header}' always;"),
            format!(
                "location = {}{SPECULATION} {{ types {{}} default_type {SPECULATION_TYPE}; }}",
                place.base
            ),
        ],
    )
}

fn caddy(place: &Place, policy: &str, redirects: &Files) -> String {
    let mut text = fitted(CADDY, place, policy);
    if let Some(host) = &place.host {
        text = text.replace("\nexample.org {", &format!("\n{host} {{"));
    }
    let mut more = vec![
        format!("@speculation path {}{SPECULATION}", place.base),
        // The host would say its own type after it otherwise.
        "header @speculation {".to_owned(),
        format!("\tContent-Type {SPECULATION_TYPE}"),
        "\tdefer".to_owned(),
        "}".to_owned(),
    ];
    if redirects.contains_key("redirects.Caddyfile") {
        more.push(format!(
            "import /var/www/feuilleton{}redirects.Caddyfile",
            place.base
        ));
    }
    let header = speculation_header(&place.base);
    let text = behind(&text, "root * /var/www/", &more);
    behind(
        &text,
        "Cross-Origin-Opener-Policy",
        &[format!("Speculation-Rules `{header}`")],
    )
}

fn hosted(place: &Place, policy: &str) -> String {
    let text = behind(
        &fitted(HOSTED, place, policy),
        "Cross-Origin-Opener-Policy:",
        &[format!("Speculation-Rules: {}", speculation_header(&place.base))],
    );
    format!("{text}\n/{SPECULATION}\n  Content-Type: {SPECULATION_TYPE}\n")
}
