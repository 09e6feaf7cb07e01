//! The pages that were read last, so that the way back needs no network.

/// How many pages stay in memory.
pub(super) const PAGES: usize = 10;

/// How many bytes their files may have together. The latest page stays, whatever its size.
pub(super) const BYTES: usize = 4 << 20;

/// The latest pages, each under its address.
#[derive(Clone, Debug)]
pub struct Memory<P> {
    /// The latest last.
    pages: Vec<(String, usize, P)>,
}

impl<P> Memory<P> {
    /// An empty memory.
    pub const fn new() -> Self {
        Self { pages: Vec::new() }
    }

    /// Keeps a page under an address, with the number of bytes that its files have.
    pub fn keep(&mut self, address: String, bytes: usize, page: P) {
        self.pages.retain(|(known, ..)| *known != address);
        self.pages.push((address, bytes, page));
        let mut total: usize = self.pages.iter().map(|(_, bytes, _)| bytes).sum();
        while self.pages.len() > PAGES || total > BYTES && self.pages.len() > 1 {
            total -= self.pages.remove(0).1;
        }
    }

    /// The page of an address.
    pub fn page(&self, address: &str) -> Option<&P> {
        let mut pages = self.pages.iter();
        pages.find(|(known, ..)| known == address).map(|(.., page)| page)
    }
}

impl<P> Default for Memory<P> {
    fn default() -> Self {
        Self::new()
    }
}
