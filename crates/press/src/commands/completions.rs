//! `press completions`: what a shell needs to complete press's arguments.

use clap::{Args, Command};
use clap_complete::Shell;

use super::told::print_text;
use super::{End, Ended};

#[derive(Args)]
pub(crate) struct Completions {
    /// The shell
    shell: Shell,
}

impl Completions {
    pub(crate) fn run(&self, mut press: Command) -> Ended {
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut press, "press", &mut script);
        print_text(&String::from_utf8_lossy(&script))?;
        Ok(End::Fine)
    }
}
