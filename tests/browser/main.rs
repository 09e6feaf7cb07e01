//! The built portal in a real browser. `cargo xtask test` builds it first and installs the browser where it
//! may; without either, these tests say what is missing and pass, unless `REQUIRE_BROWSERS=1`.
#![cfg(target_os = "linux")]

mod accessibility;
mod brand;
mod cards;
mod consent;
mod dated;
mod deep_links;
mod early;
mod elsewhere;
mod faults;
mod finding;
mod harness;
mod headings;
mod journeys;
mod keyboard;
mod kinds;
mod languages;
mod long_session;
mod long_words;
mod navigation;
mod offline;
mod one_file;
mod pictures;
mod preloads;
mod prerendered;
mod preview;
mod print;
mod reading;
mod real_content;
mod requests;
mod samples;
mod search;
mod security;
mod start;
mod steady;
mod stopped;
mod support;
mod tools;
mod updates;
mod walks;
