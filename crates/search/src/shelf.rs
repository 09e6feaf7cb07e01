//! The files of an index that are at hand.

use crate::bytes::{Fault, Reader};
use crate::directory::Directory;
use crate::manifest::{Manifest, Shape};
use crate::name::{File, Kind, Name};

/// The files that have arrived, and those that never will.
#[derive(Clone, Debug)]
pub struct Shelf {
    pub(crate) manifest: Manifest,
    /// In the order of their names.
    files: Vec<(File, Option<Vec<u8>>)>,
}

impl Shelf {
    /// A shelf with the manifest alone.
    ///
    /// # Errors
    /// When the bytes are no manifest, or of another version.
    pub fn new(manifest: &[u8]) -> Result<Self, Fault> {
        Ok(Self { manifest: Manifest::read(manifest)?, files: Vec::new() })
    }

    /// The manifest.
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// Puts a file there.
    ///
    /// # Errors
    /// When its bytes are not those that its name says, because it is cut off or the host has answered with something else.
    /// It then counts as missing.
    pub fn put(&mut self, file: File, bytes: Vec<u8>) -> Result<(), Fault> {
        let is_right = Name::of(&bytes) == file.name;
        self.insert(file, is_right.then_some(bytes));
        if is_right { Ok(()) } else { Err(Fault::OtherBytes) }
    }

    /// What an index that goes on from this one keeps, or the pages of the directory that are needed to say it.
    ///
    /// # Errors
    /// The files that are missing.
    pub fn shape(&self) -> Result<Shape, Vec<File>> {
        let look = &mut Look::new(self);
        let manifest = &self.manifest;
        let shape = Shape {
            averages: manifest.averages,
            periods: manifest.periods.clone(),
            heavy: manifest.heavy.clone(),
            firsts: manifest.levels.iter().map(|level| look.firsts(level)).collect(),
            words: manifest.words.each_ref().map(|words| look.firsts(words)),
        };
        if look.wanted.is_empty() { Ok(shape) } else { Err(std::mem::take(&mut look.wanted)) }
    }

    /// Notes that a file cannot be had: queries are answered without it, and say so.
    pub fn miss(&mut self, file: File) {
        self.insert(file, None);
    }

    fn place(&self, file: File) -> Result<usize, usize> {
        self.files.binary_search_by(|(other, _)| other.cmp(&file))
    }

    fn insert(&mut self, file: File, bytes: Option<Vec<u8>>) {
        self.files.retain(|(other, _)| *other != file);
        let place = self.files.partition_point(|(other, _)| *other < file);
        self.files.insert(place, (file, bytes));
    }

    /// What is known of a file: its bytes, that it cannot be had, or nothing.
    fn get(&self, file: File) -> Option<Option<&[u8]>> {
        let (_, bytes) = self.files.get(self.place(file).ok()?)?;
        Some(bytes.as_deref())
    }

    /// Forgets which files could not be had, so that they are asked for again.
    pub fn forgive(&mut self) {
        self.files.retain(|(_, bytes)| bytes.is_some());
    }

    /// Is the file there?
    pub fn has(&self, file: File) -> bool {
        self.bytes(file).is_some()
    }

    /// The bytes of a file that is there.
    pub fn bytes(&self, file: File) -> Option<&[u8]> {
        self.get(file).flatten()
    }
}

/// One look at a shelf: what is not there is noted.
pub(crate) struct Look<'s> {
    pub(crate) shelf: &'s Shelf,
    /// What is to be fetched.
    pub(crate) wanted: Vec<File>,
    /// Could something not be had, or not be read?
    pub(crate) is_short: bool,
}

impl<'s> Look<'s> {
    pub(crate) fn new(shelf: &'s Shelf) -> Self {
        Self { shelf, wanted: Vec::new(), is_short: false }
    }

    /// The bytes of a file; none where it is not there yet, or never will be.
    pub(crate) fn file(&mut self, kind: Kind, name: Name) -> Option<&'s [u8]> {
        let file = File { kind, name };
        match self.shelf.get(file) {
            Some(Some(bytes)) => return Some(bytes),
            Some(None) => self.is_short = true,
            None if self.wanted.contains(&file) => {}
            None => self.wanted.push(file),
        }
        None
    }

    /// What was read; a fault counts as a file that cannot be had.
    pub(crate) fn read<T>(&mut self, read: Result<T, Fault>) -> Option<T> {
        self.is_short |= read.is_err();
        read.ok()
    }

    /// The names of the files that may have keys from one to another, at most so many.
    pub(crate) fn names(&mut self, directory: &Directory, low: &[u8], high: &[u8], most: usize) -> Vec<Name> {
        let mut names = Vec::new();
        for place in directory.covering(low, high) {
            let Some(name) = directory.names.get(place).copied() else { break };
            if directory.is_paged() {
                let page = self.page(name);
                for place in page.iter().flat_map(|page| page.covering(low, high)) {
                    names.extend(page.as_ref().and_then(|page| page.names.get(place)));
                }
            } else {
                names.push(name);
            }
            if names.len() > most {
                self.is_short = true;
                names.truncate(most);
                break;
            }
        }
        names
    }

    /// The name of a file by its place.
    pub(crate) fn name_at(&mut self, directory: &Directory, place: usize) -> Option<Name> {
        if !directory.is_paged() {
            return directory.names.get(place).copied();
        }
        let page = self.page(*directory.names.get(place / directory.each)?)?;
        page.names.get(place % directory.each).copied()
    }

    /// The first keys of all files.
    fn firsts(&mut self, directory: &Directory) -> Vec<Vec<u8>> {
        if !directory.is_paged() {
            return directory.firsts.clone();
        }
        let pages = directory.names.iter().filter_map(|name| self.page(*name));
        pages.flat_map(|page| page.firsts).collect()
    }

    fn page(&mut self, name: Name) -> Option<Directory> {
        let bytes = self.file(Kind::Page, name)?;
        self.read(Directory::read(&mut Reader::new(bytes)))
    }
}

#[cfg(all(test, feature = "build"))]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::build::{Builder, Files, Limits, Wishes};
    use crate::digest::{Digest, Document, Memory};
    use crate::manifest::Shape;
    use crate::name::{FOLDER, MANIFEST};
    use crate::native::Native;
    use crate::plan::{Step, ask, card_file};
    use crate::query::Query;

    /// A small index that has every kind of file.
    fn files() -> Files {
        let letters = Native::new(["en"]);
        let limits = Limits {
            file: 400, small: 200, words: 60, list: 20, best: 4, part: 16, heavy: 12, page: 3, cards: 4, small_site: 8,
        };
        let shape = Shape::new([80, 0, 0, 0, 240], 40, &limits);
        let mut builder = Builder::new(shape.clone(), limits);
        let mut memory = Memory::default();
        for number in 0..40_u32 {
            let document = Document {
                title: format!("Harbour {number} 東京大学"),
                body: format!("the bells ring{} for tide{} {number}", number % 3, number % 7),
                ..Document::default()
            };
            let digest = Digest::new(&document, &letters, shape.averages(), &mut memory);
            builder.add(number, digest).expect("numbers ascend");
        }
        let cards = (0..10).map(|cards: u8| vec![cards]).collect();
        builder.finish(40, cards, Wishes::default()).expect("no two files have one name")
    }

    /// Asks for everything, with the files that `give` gives.
    fn walk(manifest: &[u8], give: &dyn Fn(&str) -> Option<Vec<u8>>) -> usize {
        let Ok(mut shelf) = Shelf::new(manifest) else { return 0 };
        let mut asked = 0;
        for words in ["harbour", "h", "ha", "harb", "the bells ", "tide1 ring2", "harbuor ", "東京大学", "東", "大学京", "zzzzzzzzz "] {
            let query = Query::new(words, &Native::default());
            for wants_all in [false, true] {
                for _ in 0..20 {
                    let Step::Fetch(wanted) = ask(&shelf, &query, wants_all) else { break };
                    for file in wanted {
                        asked += 1;
                        shelf.insert(file, give(&file.to_string()));
                    }
                }
            }
        }
        for number in [0, 39, 40, u32::MAX] {
            if let Err(wanted) = card_file(&shelf, number) {
                for file in wanted {
                    shelf.insert(file, give(&file.to_string()));
                }
                drop(card_file(&shelf, number));
            }
        }
        drop(shelf.shape());
        asked
    }

    // A walk that asks for nothing would prove nothing.
    #[test]
    fn the_walk_asks_for_files_of_every_kind() {
        let files = files();
        let asked = std::cell::RefCell::new(Vec::new());
        let manifest = files.get(MANIFEST).expect("each index has one");
        walk(manifest, &|path| {
            asked.borrow_mut().push(path.to_owned());
            Some(files.get(path).expect("nothing is asked for that is not there").clone())
        });
        for kind in ["terms", "lists", "words", "pages"] {
            let folder = format!("{FOLDER}{kind}/");
            assert!(asked.borrow().iter().any(|path| path.starts_with(&folder)), "{kind}");
        }
    }

    proptest! {
        // What a host, a proxy or an old tab delivers is anything at all, and the page must stand.
        #[test]
        fn whatever_the_bytes_nothing_panics(
            at in any::<prop::sample::Index>(),
            with in prop::collection::vec(any::<u8>(), 0..12),
            kind in 0_usize..4,
            manifest_too in any::<bool>(),
        ) {
            let files = files();
            let spoil = |bytes: &[u8]| {
                let mut bytes = bytes.to_vec();
                let place = at.index(bytes.len() + 1);
                match kind {
                    0 => bytes.truncate(place),
                    1 => bytes.iter_mut().skip(place).zip(&with).for_each(|(byte, other)| *byte = *other),
                    2 => drop(bytes.splice(place..place, with.iter().copied())),
                    _ => bytes.clone_from(&with),
                }
                bytes
            };
            let manifest = files.get(MANIFEST).expect("each index has one");
            let manifest = if manifest_too { spoil(manifest) } else { manifest.clone() };
            walk(&manifest, &|path| files.get(path).map(|bytes| spoil(bytes)));
        }

        // The same for what has nothing of an index.
        #[test]
        fn bytes_of_anything_else_are_a_fault_and_no_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            let with_head = [b"FSI\x01".as_slice(), &bytes].concat();
            for bytes in [&bytes, &with_head] {
                if let Err(fault) = Shelf::new(bytes) {
                    prop_assert!(fault.to_string().contains("index"), "{}", fault);
                }
            }
        }
    }

    // A host that answers every address with its start page would fill the results with nonsense.
    #[test]
    fn a_file_of_other_bytes_counts_as_missing() {
        let files = files();
        let mut shelf = Shelf::new(files.get(MANIFEST).expect("each index has one")).expect("it is whole");
        let query = Query::new("harbour ", &Native::default());
        let Step::Fetch(wanted) = ask(&shelf, &query, false) else { panic!("nothing is there yet") };
        for file in wanted {
            assert_eq!(shelf.put(file, b"<!doctype html>".to_vec()), Err(Fault::OtherBytes));
        }
        let mut step = ask(&shelf, &query, false);
        while let Step::Fetch(wanted) = step {
            wanted.into_iter().for_each(|file| shelf.miss(file));
            step = ask(&shelf, &query, false);
        }
        let Step::Found(found) = step else { unreachable!("the loop ends with what is found") };
        assert!(found.is_short && found.count == 0);
        shelf.forgive();
        assert!(matches!(ask(&shelf, &query, false), Step::Fetch(_)), "what is forgiven is asked for again");
    }
}
