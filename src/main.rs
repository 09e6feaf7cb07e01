//! The app that pages are read with.

#[cfg(target_arch = "wasm32")]
fn main() {
    feuilleton::read();
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    eprintln!("The portal runs in a browser: `cargo xtask serve` builds and serves it.");
}
