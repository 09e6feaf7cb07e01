//! What two or more pages use. Components take values and never fetch.

pub mod blocks;
pub mod cards;
pub mod date;
pub mod display;
pub mod embed;
pub mod fact;
pub mod href;
pub mod inline;
pub mod lightbox;
pub mod marks;
pub mod pager;
pub mod picture;
pub mod tool;
