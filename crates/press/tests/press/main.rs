//! press as its users run it, and its parts where a command line would hide what they do.
//!
//! One program, because linking one for each file takes longer than the tests.

mod assets;
mod authors_and_archive;
mod bad_content;
mod cache;
mod calendar;
mod captions;
mod command_line;
mod compress;
mod consent;
mod countries;
mod deploy;
mod directories;
mod find;
mod head;
mod held_back;
mod import_folder;
mod import_html;
mod import_json_feed;
mod import_markdown;
mod import_wordpress;
mod incremental;
mod inspect;
mod later_pages;
mod logo;
mod markdown_writer;
mod new_site;
mod pages;
mod painted_consent;
mod painted_pages;
mod pictures;
mod posts_18f;
mod publishing;
mod redirects;
mod related;
mod sample;
mod serve;
mod shells;
mod sitemap;
mod skipped;
mod support;
mod syndication;
mod texts;
mod this_press;
mod translations;
