//! What is in the packages, as a list that programs read (CycloneDX, <https://cyclonedx.org/docs/1.6/json/>): each library with its
//! version, its licence, and the sum of the source that the registry has. Of the crate `cyclonedx-bom` it would need little,
//! and that brings second versions of several others.

use std::collections::{BTreeMap, BTreeSet};
use std::process::{Command, Stdio};

use serde_json::{Value, json};

use super::{Error, NAME};
use crate::tools::WASM_TARGET;
use crate::workspace::Workspace;

/// The packages that are handed out, and for which machine each is compiled: press for that of its users, the portal for browsers.
const ROOTS: [(&str, Option<&str>); 2] = [("press", None), ("feuilleton", Some(WASM_TARGET))];

/// The list for packages of a kind of machine. The same lock file gives the same list on any day.
///
/// # Errors
/// When Cargo does not say what the packages depend on.
pub(super) fn of(workspace: &Workspace, version: &str, triple: &str) -> Result<String, Error> {
    let sums = sums(workspace)?;
    let mut components = BTreeMap::new();
    let mut edges = BTreeMap::new();
    let mut roots = Vec::new();
    for (root, platform) in ROOTS {
        let graph = Graph::read(workspace, platform.unwrap_or(triple))?;
        let root = graph.root(root)?;
        roots.push(graph.reference(&root));
        for id in graph.behind(&root) {
            let needed = graph.needed(&id);
            let needed = needed.iter().map(|id| graph.reference(id));
            let known: &mut BTreeSet<_> = edges.entry(graph.reference(&id)).or_default();
            known.extend(needed);
            components.insert(graph.reference(&id), graph.component(&id, &sums));
        }
    }
    let top = format!("pkg:generic/{NAME}@{version}");
    edges.insert(top.clone(), roots.into_iter().collect());
    let edges = edges.into_iter();
    let list = json!({
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application", "bom-ref": top, "name": NAME, "version": version,
                "licenses": [{ "expression": env!("CARGO_PKG_LICENSE") }],
            },
        },
        "components": components.into_values().collect::<Vec<_>>(),
        "dependencies": edges.map(|(of, on)| json!({ "ref": of, "dependsOn": on })).collect::<Vec<_>>(),
    });
    Ok(format!("{list:#}\n"))
}

/// What Cargo says of the packages for a platform.
struct Graph {
    packages: BTreeMap<String, Value>,
    nodes: BTreeMap<String, Value>,
}

impl Graph {
    fn read(workspace: &Workspace, platform: &str) -> Result<Self, Error> {
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let output = Command::new(cargo)
            .args([
                "metadata",
                "--locked",
                "--format-version",
                "1",
                "--filter-platform",
                platform,
            ])
            .current_dir(workspace.root())
            .stderr(Stdio::inherit())
            .output()
            .map_err(|error| Error::Bom(format!("cargo cannot be started: {error}")))?;
        let metadata: Value = serde_json::from_slice(&output.stdout)
            .map_err(|_| Error::Bom("cargo metadata says why above".to_owned()))?;
        let by_id = |list: &Value| {
            let list = list.as_array().into_iter().flatten();
            list.filter_map(|one| Some((one["id"].as_str()?.to_owned(), one.clone())))
                .collect()
        };
        Ok(Self {
            packages: by_id(&metadata["packages"]),
            nodes: by_id(&metadata["resolve"]["nodes"]),
        })
    }

    fn root(&self, name: &str) -> Result<String, Error> {
        // A package of the workspace comes from no registry.
        let mut packages = self.packages.iter();
        let found = packages.find(|(_, package)| package["name"] == name && package["source"].is_null());
        let none = || Error::Bom(format!("there is no package {name} in the workspace"));
        found.map(|(id, _)| id.clone()).ok_or_else(none)
    }

    /// What a package needs to run, or to be compiled as a part of what runs: nothing of tests, and no build script.
    fn needed(&self, id: &str) -> Vec<String> {
        let needed = self.nodes.get(id).and_then(|node| node["deps"].as_array());
        let needed = needed.into_iter().flatten().filter(|one| {
            let kinds = one["dep_kinds"].as_array().into_iter().flatten();
            kinds.into_iter().any(|kind| kind["kind"].is_null())
        });
        needed
            .filter_map(|one| one["pkg"].as_str().map(str::to_owned))
            .collect()
    }

    /// A package and whatever stands behind it.
    fn behind(&self, root: &str) -> BTreeSet<String> {
        let mut found = BTreeSet::from([root.to_owned()]);
        let mut left = vec![root.to_owned()];
        while let Some(id) = left.pop() {
            left.extend(self.needed(&id).into_iter().filter(|id| found.insert(id.clone())));
        }
        found
    }

    fn text(&self, id: &str, field: &str) -> &str {
        let package = self.packages.get(id);
        package
            .and_then(|package| package[field].as_str())
            .unwrap_or_default()
    }

    /// How the list names a package.
    fn reference(&self, id: &str) -> String {
        format!("pkg:cargo/{}@{}", self.text(id, "name"), self.text(id, "version"))
    }

    fn component(&self, id: &str, sums: &BTreeMap<String, String>) -> Value {
        let reference = self.reference(id);
        let mut component = json!({
            "type": "library", "bom-ref": reference, "purl": reference,
            "name": self.text(id, "name"), "version": self.text(id, "version"),
        });
        let licence = self.text(id, "license");
        if !licence.is_empty() {
            // As Cargo had it before it took expressions of SPDX.
            component["licenses"] = json!([{ "expression": licence.replace('/', " OR ") }]);
        }
        if let Some(sum) = sums.get(&reference) {
            component["hashes"] = json!([{ "alg": "SHA-256", "content": sum }]);
        }
        let repository = self.text(id, "repository");
        if !repository.is_empty() {
            component["externalReferences"] = json!([{ "type": "vcs", "url": repository }]);
        }
        component
    }
}

/// The sums of sources, by the names of packages in the list.
fn sums(workspace: &Workspace) -> Result<BTreeMap<String, String>, Error> {
    let file = workspace.root().join("Cargo.lock");
    let text = std::fs::read_to_string(&file).map_err(|source| Error::Io { file, source })?;
    let lock: toml::Table = text
        .parse()
        .map_err(|error| Error::Bom(format!("Cargo.lock: {error}")))?;
    let packages = lock.get("package").and_then(toml::Value::as_array);
    let sum = |package: &toml::Value| {
        let of = |field| package.get(field).and_then(toml::Value::as_str);
        Some((
            format!("pkg:cargo/{}@{}", of("name")?, of("version")?),
            of("checksum")?.to_owned(),
        ))
    };
    Ok(packages.into_iter().flatten().filter_map(sum).collect())
}
