//! What the developer commands do, as functions that the tests of the built portal use too.

mod apt;
pub mod bench;
pub mod check;
pub mod chromium;
pub mod command;
pub mod dist;
pub mod first_view;
pub mod folder;
pub mod packages;
pub mod portal;
pub mod script;
pub mod serve;
pub mod servers;
pub mod shots;
pub mod test;
pub mod tools;
pub mod workspace;
