//! The built portal in a real browser. `cargo xtask test` builds it first and installs the browser where it
//! may; without either, these tests say what is missing and pass, unless `REQUIRE_BROWSERS=1`.
#![cfg(target_os = "linux")]

mod harness;
mod reading;
mod samples;
mod start;
mod support;
