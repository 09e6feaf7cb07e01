//! The app of `/find/`: the portal with what only those need who find by several tags. `docs/adr/0015` has the figures.

#[cfg(target_arch = "wasm32")]
fn main() {
    feuilleton::find();
}

/// Natively there is nothing to run.
#[cfg(not(target_arch = "wasm32"))]
fn main() {}
