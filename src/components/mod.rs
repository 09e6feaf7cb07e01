//! What two or more pages use. Components take values and never fetch.

pub(crate) mod blocks;
pub(crate) mod cards;
pub(crate) mod date;
pub(crate) mod href;
pub(crate) mod inline;
pub(crate) mod picture;
