//! The site of a content folder without its articles.

use std::path::Path;

use content::json;
use content::site::Site;

use crate::diagnostic::{Diagnostic, Findings};
use crate::edition::fault::EditionFault;
use crate::read::folder::{SiteFile, Source, SourceError};
use crate::read::media::view::View;
use crate::read::site_file;
use crate::read::text;

/// The site, where it can be read, and what is wrong with its file.
///
/// # Errors
/// When the folder is no content folder at all.
pub fn read(content: &Path) -> Result<(Option<Site>, Vec<Diagnostic>), SourceError> {
    let source = Source::list(content)?;
    let (SiteFile::Toml(path) | SiteFile::Json(path)) = &source.site;
    let mut findings = Findings::new(path.display().to_string());
    let text = text::read(path, &mut findings).unwrap_or_default();
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
    Ok((site, findings.into_diagnostics()))
}
