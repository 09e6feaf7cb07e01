//! What composing may use beside the content.

use crate::clock::Now;
use crate::edition::cache::Cache;
use crate::edition::memory::Previewing;
use crate::edition::pictures::Pictures;
use crate::progress::Progress;

/// What composing may use beside the content.
#[derive(Debug)]
pub struct Means<'a> {
    /// The moment of the build; without one, nothing is dated later and nothing has expired.
    pub now: Option<Now>,
    /// Is what is dated later to be shown?
    pub shows_future: bool,
    /// Is it for a preview, which shows drafts, too, and remembers what it has read?
    pub preview: Option<Previewing<'a>>,
    /// What earlier builds have made of articles.
    pub cache: Option<&'a Cache>,
    /// What is to become of pictures.
    pub pictures: Pictures<'a>,
    /// Who is told how far it is.
    pub progress: &'a Progress,
}
