//! Full-text search without a server: press makes an index of small files, and a browser asks it file by file.
//!
//! Pure: no I/O, no clock, no randomness. The same code takes texts apart when an index is made and when it is asked, so the
//! two cannot disagree. [`plan::ask`] is a function from the files that are there to what is found, or to the files that are
//! missing for it. docs/search.md tells the format and the ranking in words.

#[cfg(feature = "build")]
pub mod build;
pub mod bytes;
#[cfg(feature = "build")]
pub mod digest;
mod directory;
mod entry;
pub mod facets;
#[cfg(feature = "build")]
pub mod filing;
pub mod filters;
mod forms;
#[cfg(all(test, feature = "build"))]
mod hostile;
mod lists;
#[cfg(feature = "build")]
mod making;
pub mod manifest;
pub mod marks;
pub mod name;
#[cfg(feature = "build")]
pub mod native;
mod order;
pub mod plan;
pub mod query;
pub mod rank;
mod set;
pub mod shelf;
mod terms;
pub mod tokens;
mod typos;
