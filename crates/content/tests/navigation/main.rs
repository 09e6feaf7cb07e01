//! Navigation: where the reader is, what is shown there, and that the two agree in the end.

mod browser;
mod memory;
mod rules;
mod table;
mod values;
mod walks;
