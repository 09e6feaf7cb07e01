//! Copies of whole folders that cost no space.

use std::fs;
use std::io;
use std::path::Path;

/// Makes a copy of a folder out of hard links, or of true copies where a link is impossible, as between two
/// disks. Whoever changes a file of the copy must remove it first, or the original changes with it.
///
/// # Errors
/// What the system says about the first file that it cannot copy.
pub fn link(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            link(&entry.path(), &target)?;
        } else if fs::hard_link(entry.path(), &target).is_err() {
            fs::copy(entry.path(), &target)?;
        }
    }
    Ok(())
}

/// Removes a folder with all that it holds, if it exists.
///
/// # Errors
/// What the system says.
pub fn remove(folder: &Path) -> io::Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}
