//! A preview: the site as it is going to be, in the browser of whoever writes it, soon after each save.
//!
//! Nothing is written. An edition stands in memory, pages are made of it as they are asked for, and a script that only a
//! preview serves has the browser show what has changed. Each save makes two editions: the first with the similar
//! content and the search index of before, which takes moments, and when it has been quiet for a while the exact one.

mod desk;
mod site;
mod snapshot;
mod watch;

use std::net::{IpAddr, Ipv4Addr};
use std::path::PathBuf;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::sync::{Arc, Weak};
use std::time::Duration;

use crate::clock::{self, ClockError};
use crate::host::serve::{self, Running, ServeError, serve_made};
use crate::publish::app::App;
use crate::remedy;
use desk::{Desk, Pace};
use site::Site;
use watch::Watcher;

/// How many ports after the wanted one are tried.
const MORE_PORTS: u16 = 50;

/// For how long nothing has to be saved before the exact edition is made.
const QUIET: Duration = Duration::from_millis(500);

/// What to preview, and where.
#[derive(Clone, Debug)]
pub struct Options {
    /// The content folder.
    pub content: PathBuf,
    /// The app that the site is made with.
    pub app: App,
    /// The port to listen on, or the first of those that are tried; 0 takes any free one.
    pub port: u16,
    /// Is the folder looked at from time to time alone, as where the system cannot tell of changes?
    pub only_looks: bool,
}

/// Why there is no preview.
#[derive(Debug, thiserror::Error)]
pub enum PreviewError {
    /// There is no folder to watch.
    #[error("{}: there is no such folder (name the folder that holds site.toml, or make one with press new)", .0.display())]
    NoFolder(PathBuf),
    /// Nobody knows what time it is.
    #[error(transparent)]
    Clock(#[from] ClockError),
    /// Nothing can be served.
    #[error(transparent)]
    Serve(#[from] ServeError),
    /// There is no thread to watch from.
    #[error("the content cannot be watched: {} ({})", .0, remedy::of(.0))]
    Thread(#[from] std::io::Error),
}

/// A preview at work. It stops when this value is dropped.
#[derive(Debug)]
pub struct Preview {
    server: Running,
    /// Nobody else keeps it: what works for it ends with it.
    _desk: Arc<Desk>,
}

impl Preview {
    /// Makes the first edition and serves it. What is wrong with the content stands in the pages.
    ///
    /// # Errors
    /// When the folder is none, or cannot be served.
    pub fn start(options: Options) -> Result<Self, PreviewError> {
        let Options {
            content,
            app,
            port,
            only_looks,
        } = options;
        if !content.is_dir() {
            return Err(PreviewError::NoFolder(content));
        }
        clock::now()?;
        // Before the first edition: what is saved while it is made is seen.
        let watcher = Watcher::new(&content, only_looks);
        let desk = Arc::new(Desk::new(content.clone(), app));
        desk.renew(Pace::Quick);
        let server = serve_made(
            serve::Options {
                address: IpAddr::V4(Ipv4Addr::LOCALHOST),
                port,
                more_ports: if port == 0 { 0 } else { MORE_PORTS },
                ..serve::Options::new(content)
            },
            Arc::new(Site::new(Arc::downgrade(&desk))),
        )?;
        let (saved, waiting) = mpsc::channel();
        // The first edition lacks what the exact one has.
        let _ = saved.send(());
        let (quick, exact) = (Arc::downgrade(&desk), Arc::downgrade(&desk));
        thread("press preview", move || renew_at_once(&quick, watcher, &saved))?;
        thread("press preview, exactly", move || renew_exactly(&exact, &waiting))?;
        Ok(Self { server, _desk: desk })
    }

    /// Where it is: `http://127.0.0.1:8080/`.
    pub fn url(&self) -> String {
        self.server.url()
    }

    /// Its port.
    pub fn port(&self) -> u16 {
        self.server.address().port()
    }

    /// Serves until the process ends.
    pub fn wait(self) {
        self.server.wait();
    }
}

fn thread(name: &str, work: impl FnOnce() + Send + 'static) -> std::io::Result<()> {
    // A text may nest as deep as on the threads of a build.
    let thread = std::thread::Builder::new()
        .name(name.to_owned())
        .stack_size(8 * 1024 * 1024);
    thread.spawn(work).map(|_| ())
}

fn renew_at_once(desk: &Weak<Desk>, mut watcher: Watcher, saved: &mpsc::Sender<()>) {
    loop {
        let has_changed = watcher.wait();
        let Some(desk) = desk.upgrade() else { return };
        if has_changed {
            desk.renew(Pace::Quick);
            let _ = saved.send(());
        }
    }
}

fn renew_exactly(desk: &Weak<Desk>, saves: &Receiver<()>) {
    while saves.recv().is_ok() {
        loop {
            match saves.recv_timeout(QUIET) {
                Ok(()) => {}
                Err(RecvTimeoutError::Timeout) => break,
                Err(RecvTimeoutError::Disconnected) => return,
            }
        }
        let Some(desk) = desk.upgrade() else { return };
        desk.renew(Pace::Exact);
    }
}
