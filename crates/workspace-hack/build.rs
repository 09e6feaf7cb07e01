//! Nothing to build: a package without a build script would not ask for the features of procedural macros.

fn main() {}
