//! When something in the content folder has changed. The system tells; and because it may not, or stop doing so, the folder
//! is looked at every two seconds as well.

use std::collections::hash_map::DefaultHasher;
use std::ffi::OsStr;
use std::hash::{Hash, Hasher};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};

use notify::{Event, RecommendedWatcher, RecursiveMode, Watcher as _};
use walkdir::WalkDir;

/// An editor saves in steps, and a folder is pasted in file by file: so long nothing more has to come.
const STILL: Duration = Duration::from_millis(30);

/// So long at most.
const LONGEST: Duration = Duration::from_millis(300);

/// How often the folder is looked at.
const LOOK: Duration = Duration::from_secs(2);

/// Who waits for changes.
pub(super) struct Watcher {
    folder: PathBuf,
    only_looks: bool,
    /// What the system tells; none where it cannot.
    told: Option<(RecommendedWatcher, Receiver<Told>)>,
    /// What stood there when it was last looked at.
    seen: u64,
}

enum Told {
    Changed,
    /// It cannot tell of everything any more.
    Failed,
}

impl Watcher {
    /// Begins to watch.
    pub(super) fn new(folder: &Path, only_looks: bool) -> Self {
        let mut watcher = Self {
            folder: folder.to_owned(),
            only_looks,
            told: None,
            seen: 0,
        };
        watcher.begin();
        watcher.seen = look(folder);
        watcher
    }

    fn begin(&mut self) {
        self.told = if self.only_looks {
            None
        } else {
            watched(&self.folder).ok()
        };
    }

    /// Waits until something has changed, or for a while. Says whether something has.
    pub(super) fn wait(&mut self) -> bool {
        let Some((_, told)) = &self.told else {
            std::thread::sleep(LOOK);
            return self.look();
        };
        match told.recv_timeout(LOOK) {
            Ok(Told::Changed) => {
                let begun = Instant::now();
                while begun.elapsed() < LONGEST && told.recv_timeout(STILL).is_ok() {}
                self.seen = look(&self.folder);
                true
            }
            Err(RecvTimeoutError::Timeout) => {
                let has_changed = self.look();
                if has_changed {
                    // It should have been told: the folder may be another one by now.
                    self.begin();
                }
                has_changed
            }
            Ok(Told::Failed) | Err(RecvTimeoutError::Disconnected) => {
                self.begin();
                self.look();
                true
            }
        }
    }

    fn look(&mut self) -> bool {
        let seen = look(&self.folder);
        seen != std::mem::replace(&mut self.seen, seen)
    }
}

/// Has the system tell of a folder.
fn watched(folder: &Path) -> notify::Result<(RecommendedWatcher, Receiver<Told>)> {
    let (told, changes) = mpsc::channel();
    let mut watcher = notify::recommended_watcher(move |event| tell(&told, event))?;
    watcher.watch(folder, RecursiveMode::Recursive)?;
    Ok((watcher, changes))
}

fn tell(told: &Sender<Told>, event: notify::Result<Event>) {
    let what = match event {
        // Reading is no change, and press reads everything after each of them.
        Ok(event) if event.kind.is_access() && !event.need_rescan() => return,
        Ok(event) if !event.paths.is_empty() && event.paths.iter().all(|path| is_hidden(path)) => return,
        Ok(event) if !event.need_rescan() => Told::Changed,
        Ok(_) | Err(_) => Told::Failed,
    };
    // Nobody waits any more where the preview has ended.
    let _ = told.send(what);
}

/// Editors keep what is their own in such files.
fn is_hidden(path: &Path) -> bool {
    path.file_name()
        .is_some_and(|name| name.as_encoded_bytes().starts_with(b"."))
}

/// What stands in a folder, in a number: names, times and lengths.
fn look(folder: &Path) -> u64 {
    stamp_of(folder, |_| true)
}

/// The same of what a page shows without saying so: media.
pub(super) fn look_at_media(content: &Path) -> u64 {
    stamp_of(&content.join("media"), |name| {
        !name.as_encoded_bytes().ends_with(b".md")
    })
}

fn stamp_of(folder: &Path, counts: impl Fn(&OsStr) -> bool) -> u64 {
    let mut stamp = DefaultHasher::new();
    let entries = WalkDir::new(folder)
        .follow_links(true)
        .sort_by_file_name()
        .into_iter()
        .filter_entry(|entry| entry.depth() == 0 || !is_hidden(entry.path()));
    for entry in entries.flatten().filter(|entry| counts(entry.file_name())) {
        entry.path().hash(&mut stamp);
        if let Ok(data) = entry.metadata()
            && data.is_file()
        {
            (data.modified().ok(), data.len()).hash(&mut stamp);
        }
    }
    stamp.finish()
}
