//! The portal in the browser, of which three apps are made: one for reading, one that can find as well, and one for the
//! privacy settings, which runs beside either. Natively there is nothing to run: the tests beside it are what Cargo builds.
#![cfg(target_arch = "wasm32")]

mod app;
mod browser;
mod consent;
mod directory;
mod finder;
mod finding;
mod join;
mod load;
mod navigation;
mod one_file;
mod route;
mod session;
mod shell;
mod tools;

/// A seventh of the code of the standard library's allocator, and as quick: docs/adr/0002 has the figures.
#[global_allocator]
static MEMORY: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

/// Starts the portal for those who read.
pub fn read() {
    app::start(None);
}

/// Starts the privacy settings.
pub fn keep() {
    consent::start();
}

/// Starts the portal for those who are at `/find/`. It reads as well.
pub fn find() {
    app::start(Some(&finding::FINDER));
}
