//! A short hash of texts: FNV-1a, 32 bits, as its authors describe it (draft-eastlake-fnv).

/// A hash in the making.
#[derive(Clone, Copy)]
pub(super) struct Hash(u32);

impl Hash {
    pub(super) fn new() -> Self {
        Self(0x811c_9dc5)
    }

    /// Takes in a text and that it ends here: “a”, “bc” and “ab”, “c” are two things.
    pub(super) fn add(&mut self, text: &str) {
        for byte in text.bytes() {
            self.byte(byte);
        }
        self.byte(0xff);
    }

    fn byte(&mut self, byte: u8) {
        self.0 = (self.0 ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    }

    pub(super) fn get(self) -> u32 {
        self.0
    }
}

/// The hash of the words that a reader has agreed to, for the record that is kept of it.
pub fn hash_of_words<'a>(words: impl Iterator<Item = &'a str>) -> u32 {
    let mut hash = Hash::new();
    words.for_each(|text| hash.add(text));
    hash.get()
}
