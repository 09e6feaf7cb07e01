//! What hosts refuse to take: too many files, or files that are too large. It is better known before a site is uploaded.

use std::path::Path;

use walkdir::WalkDir;

use super::Kind;
use crate::code::Code;
use crate::diagnostic::{Diagnostic, Explanation, Fault};

/// A megabyte, as hosts count.
const MIB: u64 = 1024 * 1024;

/// What a host takes, as its documentation says (November 2026).
struct Limits {
    name: &'static str,
    files: Option<usize>,
    /// Bytes of one file.
    file: Option<u64>,
    /// Bytes of all.
    all: Option<u64>,
    /// Lines of `_redirects`.
    redirects: Option<usize>,
}

impl Kind {
    fn limits(self) -> Option<Limits> {
        let none = |name| Limits {
            name,
            files: None,
            file: None,
            all: None,
            redirects: None,
        };
        match self {
            Self::Cloudflare => Some(Limits {
                files: Some(20_000),
                file: Some(25 * MIB),
                redirects: Some(2_000),
                ..none("Cloudflare Pages")
            }),
            Self::Github => Some(Limits {
                file: Some(100 * MIB),
                all: Some(1024 * MIB),
                ..none("GitHub Pages")
            }),
            Self::Apache | Self::Nginx | Self::Caddy | Self::Netlify => None,
        }
    }
}

/// A host does not take a site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HostLimit {
    what: String,
    remedy: &'static str,
}

impl Fault for HostLimit {
    fn code(&self) -> Code {
        Code::HostLimit
    }

    fn explain(&self) -> Explanation {
        Explanation::warning(self.what.clone(), self.remedy)
    }
}

/// What of a site that stands in a folder these hosts do not take.
pub fn limits(folder: &Path, hosts: &[Kind]) -> Vec<Diagnostic> {
    let mut told = Vec::new();
    let hosts: Vec<_> = hosts.iter().filter_map(|host| host.limits()).collect();
    if hosts.is_empty() {
        return told;
    }
    let files: Vec<_> = files(folder).collect();
    let bytes: u64 = files.iter().map(|(_, length)| length).sum();
    let lines = std::fs::read_to_string(folder.join("_redirects")).map_or(0, |text| {
        let is_rule = |line: &&str| !line.trim().is_empty() && !line.starts_with('#');
        text.lines().filter(is_rule).count()
    });
    for host in hosts {
        let name = host.name;
        let mut tell = |file: &Path, what: String, remedy| {
            let fault = HostLimit { what, remedy };
            told.push(Diagnostic::new(file.display().to_string(), None, &fault));
        };
        if let Some(most) = host.files.filter(|most| files.len() > *most) {
            let what = format!("{name} takes {most} files, and the site has {}", files.len());
            tell(
                folder,
                what,
                "choose another host, or publish fewer articles there",
            );
        }
        if let Some(most) = host.all.filter(|most| bytes > *most) {
            let (is, most) = (bytes / MIB, most / MIB);
            let what = format!("{name} takes {most} MiB, and the site has {is}");
            tell(
                folder,
                what,
                "choose another host, or make pictures and media smaller",
            );
        }
        if let Some(most) = host.redirects.filter(|most| lines > *most) {
            let what = format!("{name} reads {most} redirects, and there are {lines}");
            tell(
                &folder.join("_redirects"),
                what,
                "nothing, where readers may be led on by pages; else choose another host",
            );
        }
        for (file, length) in files
            .iter()
            .filter(|(_, length)| host.file.is_some_and(|most| *length > most))
        {
            let (is, most) = (length / MIB, host.file.unwrap_or_default() / MIB);
            let what = format!("{name} takes no file of more than {most} MiB, and this one has {is}");
            tell(
                file,
                what,
                "make it smaller, or leave it with a host for large files and link to it",
            );
        }
    }
    told
}

/// The files that are uploaded, with their lengths. What is hidden stays at home, but for what hosts read.
fn files(folder: &Path) -> impl Iterator<Item = (std::path::PathBuf, u64)> {
    let entries = WalkDir::new(folder).sort_by_file_name().into_iter();
    let entries = entries
        .filter_entry(|entry| entry.file_name() != ".press")
        .flatten();
    let files = entries.filter(|entry| entry.file_type().is_file());
    files.map(|file| {
        let length = file.metadata().map_or(0, |data| data.len());
        (file.into_path(), length)
    })
}
