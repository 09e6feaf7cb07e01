//! Turns Markdown into the bundle that the portal reads.

pub mod article;
pub mod cache;
pub mod compress;
pub mod diagnostic;
pub mod edition;
pub mod front_matter;
pub mod hash;
pub mod import;
pub mod markdown;
pub mod media;
pub mod names;
pub mod output;
pub mod pictures;
pub mod serve;
pub mod settings;
pub mod shells;
pub mod site_file;
pub mod source;
