//! Every change to a folder that is published, one step at a time. A step is done or it is not, and after each of them what
//! stands can be read: so a test can end the program, or fill the disk, at any of them.

use std::fs;
use std::io::{self, Write};
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

/// What befalls a build.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Accident {
    /// The program is ended after so many steps: none that follows is taken, not even one that would tidy up.
    Killed(usize),
    /// There is no room after so many steps: whatever needs some fails.
    Full(usize),
}

/// Where the steps are taken.
#[derive(Debug, Default)]
pub struct Disk {
    accident: Option<Accident>,
    steps: AtomicUsize,
    folders: Mutex<()>,
}

impl Disk {
    /// A disk to which this happens, for tests.
    pub fn with(accident: Accident) -> Self {
        Self {
            accident: Some(accident),
            ..Self::default()
        }
    }

    /// How many steps were taken, or tried.
    pub fn steps(&self) -> usize {
        self.steps.load(Ordering::Relaxed)
    }

    /// Makes a folder and those that it stands in, each by a step, whoever else wants them at the same time: the number of
    /// steps depends on what is missing alone.
    pub(crate) fn make_folder(&self, path: &Path) -> io::Result<()> {
        if path.is_dir() {
            return Ok(());
        }
        let _one_at_a_time = self.folders.lock().unwrap_or_else(PoisonError::into_inner);
        let missing: Vec<_> = path
            .ancestors()
            .take_while(|folder| !folder.as_os_str().is_empty() && !folder.is_dir())
            .collect();
        for folder in missing.into_iter().rev() {
            self.step(true)?;
            fs::create_dir_all(folder)?;
        }
        Ok(())
    }

    /// Writes a file that nobody reads yet, down to the disk.
    pub(crate) fn write(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        self.fill(path, &mut &*bytes, bytes.len() as u64)
    }

    /// The same with what another file holds.
    pub(crate) fn copy(&self, from: &Path, to: &Path) -> io::Result<()> {
        let mut from = fs::File::open(from)?;
        let length = from.metadata()?.len();
        self.fill(to, &mut from, length)
    }

    fn fill(&self, path: &Path, from: &mut impl io::Read, length: u64) -> io::Result<()> {
        let step = self.step(true);
        let is_cut = step.is_err() && self.is_cut();
        if is_cut || step.is_ok() {
            let mut file = fs::File::create(path)?;
            let part = if is_cut { length / 2 } else { length };
            io::copy(&mut io::Read::take(from, part), &mut file)?;
            file.flush()?;
            step?;
            return file.sync_all();
        }
        step
    }

    /// Gives a file the place of another, or a free one.
    pub(crate) fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.step(false)?;
        fs::rename(from, to)
    }

    /// Removes a file. One that is not there is removed already.
    pub(crate) fn remove(&self, path: &Path) -> io::Result<()> {
        self.step(false)?;
        match fs::remove_file(path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            other => other,
        }
    }

    /// Removes a folder; false where something is in it, or it is not there.
    pub(crate) fn remove_empty(&self, path: &Path) -> bool {
        self.step(false).is_ok() && fs::remove_dir(path).is_ok()
    }

    /// Removes a folder of press's own with all that is in it.
    pub(crate) fn remove_all(&self, path: &Path) -> io::Result<()> {
        if !path.exists() {
            return Ok(());
        }
        self.step(false)?;
        fs::remove_dir_all(path)
    }

    fn step(&self, needs_room: bool) -> io::Result<()> {
        let before = self.steps.fetch_add(1, Ordering::Relaxed);
        match self.accident {
            Some(Accident::Killed(after)) if before >= after => {
                Err(io::Error::other("the program was ended"))
            }
            Some(Accident::Full(after)) if needs_room && before >= after => {
                Err(io::ErrorKind::StorageFull.into())
            }
            _ => Ok(()),
        }
    }

    /// Is the step that has just failed the first that did? Half of what it was to write is on the disk then.
    fn is_cut(&self) -> bool {
        let Some(Accident::Killed(after) | Accident::Full(after)) = self.accident else {
            return false;
        };
        self.steps() == after + 1
    }
}
