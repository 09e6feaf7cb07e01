//! The content security policy that a site's services need, and no more.

use std::path::Path;

use content::bundle;
use content::consent::{Consent, Host, Load};
use content::json;
use content::site::Site;

use crate::diagnostic::{Diagnostic, Findings};
use crate::edition::EditionFault;
use crate::media::view::View;
use crate::serve::MEDIA_POLICY;
use crate::site_file;
use crate::source::{self, SiteFile, Source, SourceError};

/// The policy of a site with these privacy settings: [`MEDIA_POLICY`], and the hosts of its services where each of them
/// is needed.
///
/// A script's own host may send scripts; that host, the one it reports to and the further hosts of its service may be
/// asked for data and pictures. The host of a frame, and its service's further hosts, may stand in frames.
pub fn of(consent: Option<&Consent>) -> String {
    let (mut scripts, mut asked, mut frames) = (Vec::new(), Vec::new(), Vec::new());
    for service in consent.iter().flat_map(|consent| &consent.services) {
        let further = service.hosts.iter().map(|host| host.as_str().into_owned());
        match &service.load {
            Load::Script(script) => {
                scripts.push(script.src.host().to_owned());
                asked.push(script.src.host().to_owned());
                asked.extend(script.endpoint.iter().map(|endpoint| endpoint.host().to_owned()));
                asked.extend(further);
            }
            Load::Embed(frame) => {
                frames.push(frame.url.host().to_owned());
                frames.extend(further);
            }
        }
    }
    let mut policy = MEDIA_POLICY.to_owned();
    for (directive, hosts) in [
        ("script-src", &scripts),
        ("img-src", &asked),
        ("connect-src", &asked),
    ] {
        let start = format!("{directive} 'self'");
        policy = policy.replacen(&start, &format!("{start}{}", sources(hosts)), 1);
    }
    if !frames.is_empty() {
        let before = "base-uri";
        policy = policy.replacen(before, &format!("frame-src{}; {before}", sources(&frames)), 1);
    }
    policy
}

/// The policy of a portal that `press build` has written; [`MEDIA_POLICY`] where its `site.json` cannot be read.
pub fn of_portal(portal: &Path) -> String {
    let file = portal.join("content").join(bundle::SITE);
    let text = std::fs::read_to_string(file).unwrap_or_default();
    let site = json::from_text::<Site>(&text).ok();
    of(site.and_then(|site| site.consent).as_ref())
}

/// The policy of a content folder, and what is wrong with the file that it follows from.
///
/// # Errors
/// When the folder is no content folder at all.
pub fn of_content(content: &Path) -> Result<(Option<String>, Vec<Diagnostic>), SourceError> {
    let source = Source::list(content)?;
    let (SiteFile::Toml(path) | SiteFile::Json(path)) = &source.site;
    let mut findings = Findings::new(path.display().to_string());
    let text = source::text(path, &mut findings).unwrap_or_default();
    let site = match &source.site {
        SiteFile::Toml(_) => {
            site_file::read(&text, &View::new(&source.media), &mut findings).map(|declared| declared.site)
        }
        SiteFile::Json(_) => match json::from_text::<Site>(&text) {
            Ok(site) => {
                for fault in site.consent.iter().flat_map(|consent| &consent.faults) {
                    findings.add(None, &EditionFault::BadSite(fault.clone()));
                }
                Some(site)
            }
            Err(error) => {
                findings.add(None, &EditionFault::BadSite(error));
                None
            }
        },
    };
    let policy = site.map(|site| of(site.consent.as_ref()));
    Ok((policy, findings.into_diagnostics()))
}

/// Hosts as sources, each once, with a space before each.
fn sources(hosts: &[String]) -> String {
    let mut sources = String::new();
    for (at, host) in hosts.iter().enumerate() {
        if hosts[..at].contains(host) {
            continue;
        }
        let is_here = Host::parse(host).is_some_and(|host| host.is_loopback());
        sources.push_str(if is_here { " http://" } else { " https://" });
        sources.push_str(host);
    }
    sources
}
