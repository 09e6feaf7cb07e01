//! Publishing: one build at a time, in one order, and nothing of others is touched.
//!
//! Everything is written aside first, so that a full disk or a fault changes nothing. Then each file takes its place in one
//! step: what pages name before the pages, and removals last, by the manifest alone. Whenever that is broken off, every page
//! that stands finds what it names, and the next build ends where this one would have.

pub mod app;
pub mod apps;
pub mod assets;
pub mod bundle;
pub mod companions;
pub mod compress;
pub mod disk;
pub mod fault;
pub mod feeds;
pub mod head;
pub mod links;
mod lock;
pub(crate) mod manifest;
pub mod media_sizes;
mod offline;
pub mod pages;
pub mod prerender;
pub(crate) mod publication;
pub mod redirects;
mod shared_file;
pub mod sitemap;
pub mod styles;
pub mod target;
pub mod template;
