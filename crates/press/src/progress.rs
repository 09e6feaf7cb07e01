//! How far a command is, for those who watch it: on a terminal only.

use std::fmt;

use indicatif::{ProgressBar, ProgressStyle};

/// A line on standard error that shows how far one step after the other is. Where nobody watches, it shows nothing.
pub struct Progress(ProgressBar);

impl fmt::Debug for Progress {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Progress")
    }
}

impl Progress {
    /// Shown where standard error is a terminal.
    pub fn on_terminal() -> Self {
        Self(ProgressBar::new(0))
    }

    /// Shown nowhere.
    pub fn silent() -> Self {
        Self(ProgressBar::hidden())
    }

    /// Begins a step of so many parts; 0 where nobody counts them.
    pub fn begin(&self, step: &'static str, parts: usize) {
        let template = if parts == 0 {
            "{msg}"
        } else {
            "{msg} {bar:30} {pos}/{len}"
        };
        if let Ok(style) = ProgressStyle::with_template(template) {
            self.0.set_style(style);
        }
        self.0.set_length(parts as u64);
        self.0.set_position(0);
        self.0.set_message(step);
    }

    /// One more part is done.
    pub fn advance(&self) {
        self.0.inc(1);
    }

    /// Takes the line away.
    pub fn end(&self) {
        self.0.finish_and_clear();
    }
}
