//! A host to try a portal on, and what a host needs to know of one.

pub mod policy;
pub mod serve;
pub mod settings;
