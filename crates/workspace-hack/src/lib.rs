//! No code: `Cargo.toml` names the features that tests ask for.
