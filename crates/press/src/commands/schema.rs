//! `press schema`: the JSON Schemas of the bundle's files.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use clap::Args;
use press::remedy;

use super::{End, Ended};

#[derive(Args)]
pub(crate) struct Schema {
    /// Write the schemas into this folder
    #[arg(long, value_name = "DIR")]
    output: PathBuf,
}

/// Why a schema was not written.
#[derive(Debug, thiserror::Error)]
#[error("{}: cannot be written: {error} ({})", .path.display(), remedy::of(.error))]
struct SchemaError {
    path: PathBuf,
    #[source]
    error: io::Error,
}

impl Schema {
    pub(crate) fn run(&self) -> Ended {
        let failed = |path: &Path, error| SchemaError {
            path: path.to_owned(),
            error,
        };
        fs::create_dir_all(&self.output).map_err(|error| failed(&self.output, error))?;
        for (name, schema) in content::schema::schemas() {
            let path = self.output.join(name);
            let text = serde_json::to_string_pretty(&schema)? + "\n";
            fs::write(&path, text).map_err(|error| failed(&path, error))?;
        }
        Ok(End::Fine)
    }
}
