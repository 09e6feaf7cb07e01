//! Files that press writes and a deployer may have, too: what the deployer wrote stays, above a line by which press
//! knows its own.

use std::fs;

use crate::edition::bundle::Files;
use crate::edition::portal;
use crate::publish::fault::PublishError;
use crate::publish::publication::Publication;

/// Their names in the portal's root. Both formats take lines that begin with `#` for comments.
const SHARED: [&str; 2] = [portal::ROBOTS, portal::HOSTED];

const MARK: &str = "# press writes what follows anew with each build\n";

/// Readies those that press writes now or has written: what the deployer wrote in them is kept in `files`, or given back
/// where press has nothing to say any more.
pub(crate) fn join(publication: &mut Publication<'_>, files: &mut Files) -> Result<(), PublishError> {
    for file in SHARED {
        let Ok(text) = fs::read_to_string(publication.target().path(file)) else {
            if let Some(bytes) = files.get_mut(file) {
                bytes.splice(..0, MARK.bytes());
            }
            continue;
        };
        let (own, is_marked) = match text.split_once(MARK) {
            Some((own, _)) => (own, true),
            None => (&*text, false),
        };
        let own = own.trim_end();
        if let Some(bytes) = files.get_mut(file) {
            publication.take(file);
            let gap = if own.is_empty() { "" } else { "\n\n" };
            bytes.splice(..0, [own, gap, MARK].concat().into_bytes());
        } else if !is_marked {
            publication.leave(file);
        } else if !own.is_empty() {
            publication.give_back(file, format!("{own}\n").as_bytes())?;
        }
    }
    Ok(())
}
