//! The app of the privacy settings, which is started where there is something to do. `docs/adr/0020` has the figures.

#[cfg(target_arch = "wasm32")]
fn main() {
    feuilleton::keep();
}

/// Natively there is nothing to run.
#[cfg(not(target_arch = "wasm32"))]
fn main() {}
