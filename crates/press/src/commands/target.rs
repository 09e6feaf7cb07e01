//! The folder that a command publishes into.

use std::io::{self, Write};
use std::path::Path;

use press::publish::app::App;
use press::publish::disk::Disk;
use press::publish::target::{Kind, Target};

use super::Failure;

/// Opens a folder to publish into. Whoever waits for another build is told so.
pub(super) fn open(
    folder: &Path,
    kind: Kind,
    content: Option<&Path>,
    quiet: bool,
) -> Result<Target, Failure> {
    let waiting = waiting(folder, quiet);
    Ok(Target::open(folder, kind, content, Disk::default(), &waiting)?)
}

/// The same for a whole site, with the app that it is made with.
pub(super) fn open_site(folder: &Path, app: App, content: &Path, quiet: bool) -> Result<Target, Failure> {
    let waiting = waiting(folder, quiet);
    Ok(Target::open_site(
        folder,
        app,
        content,
        Disk::default(),
        &waiting,
    )?)
}

fn waiting(folder: &Path, quiet: bool) -> impl Fn(&str) {
    move |holder: &str| {
        if !quiet {
            let folder = folder.display();
            // Where standard error is closed there is nobody to tell.
            let _ = writeln!(
                io::stderr(),
                "press: {folder}: {holder} is writing into this folder; waiting until it is done"
            );
        }
    }
}
