//! Turns Markdown into the bundle that the portal reads.
//!
//! The rooms stand along the way of the data: [`read`], [`edition`], [`publish`], [`host`], [`preview`]. [`import`] ends where `read` begins.
//! What stands beside them is the ground, which knows none of them. docs/architecture.md says what each may know.

pub mod clock;
pub mod code;
mod css;
pub mod diagnostic;
pub mod edition;
pub mod encoding;
pub mod hash;
pub mod host;
pub mod import;
pub mod parallel;
pub mod preview;
pub mod progress;
pub mod publish;
pub mod read;
pub mod remedy;
pub mod staging;
pub mod time_zone;
mod trusted_types;
