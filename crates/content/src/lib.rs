//! What an article, a site and a bundle are: the pure core that the portal and press share.
//!
//! No I/O, no clock, no globals, no DOM. Today's date is an argument; text arrives as a [`json::Value`].

pub mod article;
pub mod block;
pub mod bundle;
pub mod check;
pub mod consent;
pub mod day;
pub mod display;
pub mod files;
pub mod find;
pub mod fold;
pub mod href;
pub mod inline;
pub mod json;
pub mod language;
pub mod list;
pub mod listing;
pub mod navigation;
mod order;
pub mod related;
pub mod route;
pub mod saved;
#[cfg(feature = "schema")]
pub mod schema;
pub mod site;
pub mod slug;
pub mod stored;
pub mod text;
pub mod words;
