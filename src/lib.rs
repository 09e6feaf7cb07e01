//! Feuilleton's browser app, of which two programs are made: one for reading, and one that can find as well. Natively there
//! is nothing to run: the tests beside it are what Cargo builds.
#![cfg(target_arch = "wasm32")]

mod app;
mod browser;
mod consent;
mod directory;
mod finder;
mod finding;
mod load;
mod navigation;
mod route;
mod session;
mod shell;
mod together;
mod tools;

/// A seventh of the code of the standard library's allocator, and as quick: docs/adr/0002 has the figures.
#[global_allocator]
static MEMORY: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

/// Starts the portal for those who read.
pub fn read() {
    app::start(None);
}

/// Starts the portal for those who are at `/find/`. It reads as well.
pub fn find() {
    app::start(Some(&finding::FINDER));
}
