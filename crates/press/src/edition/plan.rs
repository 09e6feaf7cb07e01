//! What a build writes into a portal beside the bundle, looked at before it is written: whatever `build` would refuse or leave
//! out, `check` tells.

use std::path::Path;

use crate::code::Code;
use crate::diagnostic::{self, Diagnostic, Explanation, Fault};
use crate::edition::bundle::Edition;
use crate::edition::canonical::Canonical;
use crate::edition::redirects;
use crate::read::brand;
use crate::read::folder::SiteFile;

/// Earlier addresses that no page can answer: how many there are, and one of them.
struct NeedServer(usize, String);

impl Fault for NeedServer {
    fn code(&self) -> Code {
        Code::AliasNeedsServer
    }

    fn explain(&self) -> Explanation {
        let Self(count, first) = self;
        let what = if *count == 1 {
            format!("the earlier address {first} has a query, which no page can answer")
        } else {
            format!("{count} earlier addresses have a query, as {first} has, which no page can answer")
        };
        Explanation::note(
            what,
            "nothing, where nginx or Caddy serves the site and reads the redirects that press writes for it",
        )
    }
}

/// Adds what is wrong with the portal of an edition to what is wrong with its content.
pub fn complete(diagnostics: &mut Vec<Diagnostic>, content: &Path, edition: &Edition) {
    let site_name = SiteFile::path_in(content).display().to_string();
    let mut tell = |fault: &dyn Fault| diagnostics.push(Diagnostic::new(&*site_name, None, fault));
    if let Err(fault) = Canonical::of(&edition.site) {
        tell(&fault);
    }
    if let Some((count, first)) = redirects::with_query(edition) {
        tell(&NeedServer(count, first));
    }
    diagnostics.extend(brand::check(content).into_diagnostics());
    diagnostic::sort(diagnostics);
}
