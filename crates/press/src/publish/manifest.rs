//! What press has written into a folder. Only that is replaced and removed; whatever else stands there is somebody else's.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

/// The version of the manifest's own format.
const VERSION: u32 = 1;

/// What a folder is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// A bundle alone.
    Bundle,
    /// A portal, with a bundle and a page for every address.
    Portal,
}

/// Every file that press has written, by its path from the folder, with slashes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Manifest {
    version: u32,
    kind: Kind,
    /// Those whose names do not tell their bytes.
    #[serde(default)]
    pub(crate) files: BTreeSet<String>,
    /// Those whose names change with their bytes, which stay for readers of earlier pages.
    #[serde(default)]
    pub(crate) assets: BTreeMap<String, Asset>,
    /// Those that stand compressed beside others.
    #[serde(default)]
    pub(crate) compressed: BTreeSet<String>,
}

/// A file whose name changes with its bytes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Asset {
    /// How many builds ago it was written last.
    pub(crate) age: u32,
    /// The articles that show it. It goes with the last of them; where there are none, it is the site's own.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub(crate) articles: BTreeSet<String>,
}

impl Manifest {
    /// Nothing is written yet.
    pub(crate) fn new(kind: Kind) -> Self {
        Self {
            version: VERSION,
            kind,
            files: BTreeSet::new(),
            assets: BTreeMap::new(),
            compressed: BTreeSet::new(),
        }
    }

    /// Reads one of a folder of that kind; none where it is damaged, or of another kind or version. It may come from
    /// anywhere: what leads out of the folder is passed over.
    pub(crate) fn parse(bytes: &[u8], kind: Kind) -> Option<Self> {
        let mut manifest: Self = serde_json::from_slice(bytes).ok()?;
        if manifest.version != VERSION || manifest.kind != kind {
            return None;
        }
        manifest.files.retain(|file| is_within(file));
        manifest.assets.retain(|file, _| is_within(file));
        manifest.compressed.retain(|file| is_within(file));
        Some(manifest)
    }

    /// As it stands in its file.
    pub(crate) fn text(&self) -> Vec<u8> {
        let mut text = serde_json::to_vec_pretty(self)
            .expect("a manifest has string keys only and nothing that fails to serialise");
        text.push(b'\n');
        text
    }

    /// Has press written this file?
    pub(crate) fn names(&self, file: &str) -> bool {
        self.is_original(file) || self.compressed.contains(file)
    }

    /// Is it one that press has written, and no compressed one?
    pub(crate) fn is_original(&self, file: &str) -> bool {
        self.files.contains(file) || self.assets.contains_key(file)
    }

    /// All files but the compressed ones.
    pub(crate) fn originals(&self) -> impl Iterator<Item = &String> {
        self.files.iter().chain(self.assets.keys())
    }

    /// What is true while one manifest is being replaced by another: press may have written anything of both.
    pub(crate) fn with(&self, other: &Self) -> Self {
        let mut both = self.clone();
        both.files.extend(other.files.iter().cloned());
        both.compressed.extend(other.compressed.iter().cloned());
        for (file, asset) in &other.assets {
            both.assets.entry(file.clone()).or_insert_with(|| asset.clone());
        }
        both
    }
}

/// What hosts read in the root of a site and do not serve.
const READ_BY_HOSTS: [&str; 2] = [".htaccess", ".nojekyll"];

/// Is it a path of a file below the folder that hosts serve? They serve nothing hidden but what is well known.
pub(crate) fn is_within(file: &str) -> bool {
    if READ_BY_HOSTS.contains(&file) {
        return true;
    }
    let is_shown = |part: &str| !part.starts_with('.') || part == ".well-known";
    let parts_are_names = file.split('/').all(|part| !part.is_empty() && is_shown(part));
    parts_are_names && !file.contains('\\') && (cfg!(not(windows)) || !file.contains(':'))
}

#[cfg(test)]
mod tests {
    use super::*;

    // Whoever can write a manifest could have any file removed that press may remove.
    #[test]
    fn a_path_that_leads_elsewhere_is_passed_over() {
        let text = r#"{"version":1,"kind":"portal","files":["a/b.html",".press/manifest.json",".well-known/x","../x","/etc/x","a/../../x","a\\x","",".git/config","a//b",".htaccess","a/.htaccess"],
            "assets":{"assets/a.css":{"age":1},"../a.css":{"age":1}},"compressed":["a.br","../a.br"]}"#;
        let manifest = Manifest::parse(text.as_bytes(), Kind::Portal).expect("it is a manifest");
        assert_eq!(
            manifest.files.into_iter().collect::<Vec<_>>(),
            [".htaccess", ".well-known/x", "a/b.html"]
        );
        assert_eq!(manifest.assets.into_keys().collect::<Vec<_>>(), ["assets/a.css"]);
        assert_eq!(manifest.compressed.into_iter().collect::<Vec<_>>(), ["a.br"]);
    }

    // A manifest that is read wrongly would have somebody else's files removed.
    #[test]
    fn a_manifest_of_another_kind_or_version_is_none() {
        for text in [
            "",
            "{",
            "{}",
            r#"{"assets":{}}"#,
            r#"{"version":2,"kind":"portal"}"#,
            r#"{"version":1,"kind":"bundle"}"#,
            r#"{"version":1,"kind":"portal","files":{}}"#,
        ] {
            assert_eq!(Manifest::parse(text.as_bytes(), Kind::Portal), None, "{text}");
        }
    }
}
