//! Why something was not published.

use std::io;
use std::path::PathBuf;

use thiserror::Error;

use super::manifest::Kind;
use crate::code::Code;
use crate::diagnostic::{Explanation, Fault};
use crate::remedy;

/// Why a folder was not published into.
#[derive(Debug, Error)]
pub enum PublishError {
    /// The folder holds something that is no bundle of press's.
    #[error("{}: press has not written what is in this folder, and it would be lost (name an empty or a new folder)", .0.display())]
    NotOurs(PathBuf),
    /// Press has written something of another kind into it.
    #[error("{}: press has written {} into this folder (name another folder, or remove this one)", .0.display(), named(*.1))]
    OtherKind(PathBuf, Kind),
    /// The folder has no `index.html`.
    #[error("{}: this is no built portal, because it has no index.html (name the folder that trunk build has written)", .0.display())]
    NoPortal(PathBuf),
    /// The folder and the content folder are, or hold, one another.
    #[error("{}: this folder and the content folder must stand beside each other (name another folder)", .0.display())]
    Overlap(PathBuf),
    /// A file that the portal cannot do without has somebody else's in its place.
    #[error("{}: this file stands where the portal needs its own, and press has not written it (move it away)", .0.display())]
    InTheWay(PathBuf),
    /// The system refuses.
    #[error("{}: cannot be written: {} ({})", .0.display(), .1, remedy::of(.1))]
    Io(PathBuf, io::Error),
}

fn named(kind: Kind) -> &'static str {
    match kind {
        Kind::Bundle => "a bundle alone",
        Kind::Portal => "a whole site",
    }
}

/// A file stands where press was to write one, and press has not written it.
#[derive(Clone, Copy, Debug)]
pub struct Occupied;

impl Fault for Occupied {
    fn code(&self) -> Code {
        Code::FileInTheWay
    }

    fn explain(&self) -> Explanation {
        Explanation::warning(
            "press has not written this file, so it stays, and what was to stand here is not published",
            "move it away, or give the article or the alias another address",
        )
    }
}
