//! What a content folder says: its files, read one by one, and what is wrong with each.

pub mod article;
pub mod bounds;
pub(crate) mod brand;
pub mod consent;
pub mod countries;
pub(crate) mod event;
pub mod folder;
pub mod front_matter;
pub(crate) mod languages;
pub(crate) mod locale;
pub mod markdown;
pub mod media;
pub mod names;
pub mod release;
pub mod search;
pub mod settings;
pub mod site_file;
pub mod stamp;
pub mod text;
pub(crate) mod words;
