//! `press preview`: the site as it is going to be, in a browser that follows each save.

use std::path::PathBuf;

use clap::Args;
use press::preview::{self, Preview as Shown};
use press::publish::app::App;
use press::publish::template::app_of;

use super::told::mention;
use super::{End, Ended};

#[derive(Args)]
pub(crate) struct Preview {
    /// The folder that holds site.toml
    content: PathBuf,
    /// A built portal to show the content in, in place of the one that press carries
    #[arg(long, value_name = "DIST")]
    app: Option<PathBuf>,
    /// The port to listen on; where it is in use the next free one is taken, and 0 takes any free one
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// Open the preview in the browser
    #[arg(long)]
    open: bool,
    /// Look at the folder every two seconds alone, as on a network drive whose changes the system does not tell
    #[arg(long)]
    poll: bool,
}

/// There is no portal to show the content in.
#[derive(Debug, thiserror::Error)]
#[error(
    "this press carries no portal (name one that trunk build has written with --app, or install a press that was handed out)"
)]
struct NoApp;

impl Preview {
    pub(crate) fn run(self, quiet: bool) -> Ended {
        let app = match &self.app {
            Some(portal) => app_of(portal)?,
            None => App::of_this_program()?.ok_or(NoApp)?,
        };
        let shown = Shown::start(preview::Options {
            content: self.content,
            app,
            port: self.port,
            only_looks: self.poll,
        })?;
        if self.port != 0 && shown.port() != self.port {
            let (wanted, taken) = (self.port, shown.port());
            mention(
                &format!("Port {wanted} is in use, so this is port {taken}"),
                quiet,
            );
        }
        let url = shown.url();
        mention(
            &format!("The preview is at {url} and follows each save (Ctrl-C ends it)"),
            quiet,
        );
        if self.open {
            open(&url, quiet);
        }
        shown.wait();
        Ok(End::Fine)
    }
}

/// Opens the browser. A machine without one still serves.
fn open(url: &str, quiet: bool) {
    if let Err(error) = ::open::that_detached(url) {
        mention(
            &format!("No browser could be opened: {error} (open {url} yourself)"),
            quiet,
        );
    }
}
