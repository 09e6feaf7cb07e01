//! `press new`: a content folder to begin with, which shows what an article can hold.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

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
}

impl New {
    pub(crate) fn run(&self, quiet: bool) -> Ended {
        write(&self.folder)?;
        let folder = self.folder.display();
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
