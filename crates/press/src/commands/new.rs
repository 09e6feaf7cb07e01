//! `press new`: a content folder to begin with, which shows what an article can hold.

use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

use clap::Args;
use press::remedy;
use press::staging::{Staging, WriteError};

use super::told::mention;
use super::{End, Ended};

const FILES: [(&str, &[u8]); 7] = [
    ("site.toml", include_bytes!("../../starter/site.toml")),
    (
        "magazine/a-first-article.md",
        include_bytes!("../../starter/magazine/a-first-article.md"),
    ),
    (
        "magazine/what-a-table-can-say.md",
        include_bytes!("../../starter/magazine/what-a-table-can-say.md"),
    ),
    (
        "notes/a-short-note.md",
        include_bytes!("../../starter/notes/a-short-note.md"),
    ),
    (
        "pages/accessibility.md",
        include_bytes!("../../starter/pages/accessibility.md"),
    ),
    ("pages/about.md", include_bytes!("../../starter/pages/about.md")),
    (
        "media/open-studio.avif",
        include_bytes!("../../starter/media/open-studio.avif"),
    ),
];

#[derive(Args)]
pub(crate) struct New {
    /// The folder to make; it must be new or empty
    folder: PathBuf,
    /// Write .github/workflows/site.yml as well, by which GitHub builds and publishes the site after each push and each day;
    /// with it the folder may be a content folder already
    #[arg(long)]
    workflow: bool,
}

/// The workflow, and where GitHub looks for it: from the top of the repository, where press is called.
const WORKFLOW: &str = include_str!("../../starter/site.yml");
const WORKFLOW_FILE: &str = ".github/workflows/site.yml";

impl New {
    pub(crate) fn run(&self, quiet: bool) -> Ended {
        let workflow = if self.workflow {
            Some(workflow_for(&self.folder)?)
        } else {
            None
        };
        let folder = self.folder.display();
        // A site that is written already gets its workflow.
        let is_there = workflow.is_some() && self.folder.join("site.toml").is_file();
        if !is_there {
            write(&self.folder)?;
        }
        if let Some(text) = workflow {
            write_workflow(&text)?;
            mention(
                &format!("{WORKFLOW_FILE} publishes {folder} after each push, and each day"),
                quiet,
            );
        }
        if is_there {
            return Ok(End::Fine);
        }
        mention(
            &format!("{folder} is made; press check {folder} says whether it is right"),
            quiet,
        );
        Ok(End::Fine)
    }
}

/// Why no folder was made.
#[derive(Debug, thiserror::Error)]
enum NewError {
    /// There is something in the folder.
    #[error("{}: there is something in this folder already (name a new or an empty one)", .0.display())]
    NotEmpty(PathBuf),
    /// No folder can stand there.
    #[error("{}: no folder can be made here: {} ({})", .0.display(), .1, remedy::of(.1))]
    NoFolder(PathBuf, #[source] io::Error),
    /// There is a workflow already.
    #[error("{WORKFLOW_FILE}: there is a workflow of this name already (change it, or move it away)")]
    HasWorkflow,
    /// The workflow would not find the folder.
    #[error("{}: a workflow finds the content within its repository alone (call press at the top of the repository, and name the folder from there)", .0.display())]
    Outside(PathBuf),
    /// The workflow cannot be written.
    #[error("{WORKFLOW_FILE}: cannot be written: {} ({})", .0, remedy::of(.0))]
    Workflow(#[source] io::Error),
    /// The system refuses to write.
    #[error(transparent)]
    Write(#[from] WriteError),
}

/// Makes a content folder with a few articles.
///
/// # Errors
/// When the folder is not empty or cannot be written. It then holds what it held before.
fn write(folder: &Path) -> Result<(), NewError> {
    match fs::read_dir(folder) {
        Ok(mut entries) => {
            if entries.next().is_some() {
                return Err(NewError::NotEmpty(folder.to_owned()));
            }
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) => return Err(NewError::NoFolder(folder.to_owned(), error)),
    }
    let staging = Staging::beside(folder)?;
    for (name, bytes) in FILES {
        staging.write(name, bytes)?;
    }
    Ok(staging.replace()?)
}

/// The workflow for a folder of the repository that press is called at the top of.
fn workflow_for(folder: &Path) -> Result<String, NewError> {
    if Path::new(WORKFLOW_FILE).exists() {
        return Err(NewError::HasWorkflow);
    }
    let outside = || NewError::Outside(folder.to_owned());
    let parts: Option<Vec<_>> = folder
        .components()
        .filter(|part| *part != Component::CurDir)
        .map(|part| match part {
            Component::Normal(name) => name.to_str(),
            _ => None,
        })
        .collect();
    let name = parts.ok_or_else(outside)?.join("/");
    let name = if name.is_empty() { "." } else { &name };
    // It stands in quotes of YAML.
    let name = name.replace('\\', "\\\\").replace('"', "\\\"");
    let text = WORKFLOW.replace("FOLDER", &name);
    Ok(text.replace("VERSION", env!("CARGO_PKG_VERSION")))
}

fn write_workflow(text: &str) -> Result<(), NewError> {
    let file = Path::new(WORKFLOW_FILE);
    let folder = file.parent().unwrap_or(file);
    let written = fs::create_dir_all(folder).and_then(|()| fs::write(file, text));
    written.map_err(NewError::Workflow)
}
