//! Privacy settings: what is understood, what is kept, what follows, and what is never loaded.
#![cfg(feature = "json")]

mod addresses;
mod cleanup;
mod complianz;
mod definitions;
mod google;
mod names;
mod outbox;
mod properties;
mod record;
mod rules;
mod settled;
#[path = "../support/mod.rs"]
mod support;
mod table;
mod values;
