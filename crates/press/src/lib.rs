//! Turns Markdown into the bundle that the portal reads.

pub mod article;
pub mod clock;
pub mod calendar;
pub mod canonical;
pub mod diagnostic;
pub mod edition;
pub mod front_matter;
pub mod hash;
pub mod head;
pub mod import;
pub mod markdown;
pub mod media;
pub mod names;
pub mod new;
pub mod output;
pub mod paint;
pub mod plain;
pub mod publication;
pub mod redirects;
pub mod serve;
pub mod settings;
pub mod shells;
pub mod site_file;
pub mod sitemap;
pub mod source;
pub mod syndication;
