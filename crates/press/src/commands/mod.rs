//! The verbs of press, each in a file of its own.

pub(crate) mod build;
pub(crate) mod check;
pub(crate) mod completions;
pub(crate) mod compress;
pub(crate) mod find;
pub(crate) mod import;
pub(crate) mod inspect;
pub(crate) mod new;
pub(crate) mod policy;
pub(crate) mod preview;
pub(crate) mod schema;
pub(crate) mod serve;
mod target;
mod told;

use std::error::Error;

/// How a command ended.
pub(crate) enum End {
    /// Nothing is wrong.
    Fine,
    /// Something is wrong with the content.
    Faults,
}

/// Whatever keeps a command from being carried out.
pub(crate) type Failure = Box<dyn Error>;

pub(crate) type Ended = Result<End, Failure>;
