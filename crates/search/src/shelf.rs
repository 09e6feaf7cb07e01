//! The files of an index that are at hand.

use crate::bytes::{Fault, Reader};
use crate::directory::Directory;
use crate::filters::Filters;
use crate::manifest::{Manifest, Shape};
use crate::name::{File, Kind, Name};

/// The files that have arrived, and those that never will.
#[derive(Clone, Debug)]
pub struct Shelf {
    pub(crate) manifest: Manifest,
    has_manifest: bool,
    /// With what its bytes are.
    filters: Option<(Filters, Name)>,
    /// In the order of their names.
    files: Vec<(File, Option<Vec<u8>>)>,
}

impl Shelf {
    /// A shelf with the manifest alone.
    ///
    /// # Errors
    /// When the bytes are no manifest, or of another version.
    pub fn new(manifest: &[u8]) -> Result<Self, Fault> {
        Ok(Self {
            manifest: Manifest::read(manifest)?,
            has_manifest: true,
            filters: None,
            files: Vec::new(),
        })
    }

    /// A shelf without a manifest, with the file of filters alone: it answers filters, but no words.
    ///
    /// # Errors
    /// When the bytes are no such file, or of another version.
    pub fn of_filters(filters: &[u8]) -> Result<Self, Fault> {
        Ok(Self {
            manifest: Manifest::default(),
            has_manifest: false,
            filters: Some((Filters::read(filters)?, Name::of(filters))),
            files: Vec::new(),
        })
    }

    /// Adds the manifest to a shelf that has none, so that words can be asked for as well.
    ///
    /// # Errors
    /// When the bytes are no manifest, or of another build than the filters: then both are to be fetched again.
    pub fn put_manifest(&mut self, bytes: &[u8]) -> Result<(), Fault> {
        let manifest = Manifest::read(bytes)?;
        let filters = self.filters.as_ref().map(|(_, name)| *name);
        if filters.is_some() && filters != manifest.filters {
            return Err(Fault::OtherBytes);
        }
        self.manifest = manifest;
        self.has_manifest = true;
        Ok(())
    }

    /// Adds the file of filters to a shelf that has the manifest.
    ///
    /// # Errors
    /// When the bytes are no such file, or of another build than the manifest: then both are to be fetched again.
    pub fn put_filters(&mut self, bytes: &[u8]) -> Result<(), Fault> {
        let name = Name::of(bytes);
        if self.has_manifest && self.manifest.filters != Some(name) {
            return Err(Fault::OtherBytes);
        }
        self.filters = Some((Filters::read(bytes)?, name));
        Ok(())
    }

    /// The file of filters, where it is there.
    pub fn filters(&self) -> Option<&Filters> {
        self.filters.as_ref().map(|(filters, _)| filters)
    }

    /// Is the manifest there? Without it no words are found.
    pub fn has_manifest(&self) -> bool {
        self.has_manifest
    }

    /// The directory of cards, and how many stand in each file.
    pub(crate) fn cards(&self) -> (&Directory, u32) {
        match &self.filters {
            Some((filters, _)) if !self.has_manifest => (&filters.cards, filters.cards_each),
            _ => (&self.manifest.cards, self.manifest.cards_each),
        }
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
            words: manifest
                .words
                .each_ref()
                .map(|levels| levels.iter().map(|level| look.firsts(level)).collect()),
        };
        if look.wanted.is_empty() {
            Ok(shape)
        } else {
            Err(std::mem::take(&mut look.wanted))
        }
    }

    /// Notes that a file cannot be had: queries are answered without it, and say so.
    pub fn miss(&mut self, file: File) {
        self.insert(file, None);
    }

    fn place(&self, file: File) -> Result<usize, usize> {
        self.files.binary_search_by(|(other, _)| other.cmp(&file))
    }

    /// Puts bytes there as they are.
    pub(crate) fn insert(&mut self, file: File, bytes: Option<Vec<u8>>) {
        self.files.retain(|(other, _)| *other != file);
        let place = self.files.partition_point(|(other, _)| *other < file);
        self.files.insert(place, (file, bytes));
    }

    /// Forgets which files could not be had, so that they are asked for again.
    pub fn forgive(&mut self) {
        self.files.retain(|(_, bytes)| bytes.is_some());
    }

    /// Is the file there?
    pub fn has(&self, file: File) -> bool {
        self.bytes(file).is_some()
    }

    /// Was it asked for in vain?
    pub fn is_missed(&self, file: File) -> bool {
        self.place(file).is_ok() && !self.has(file)
    }

    /// The bytes of a file that is there.
    pub fn bytes(&self, file: File) -> Option<&[u8]> {
        self.files.get(self.place(file).ok()?)?.1.as_deref()
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
        Self {
            shelf,
            wanted: Vec::new(),
            is_short: false,
        }
    }

    /// The bytes of a file; none where it is not there yet, or never will be.
    pub(crate) fn file(&mut self, kind: Kind, name: Name) -> Option<&'s [u8]> {
        let file = File { kind, name };
        if let Some(bytes) = self.shelf.bytes(file) {
            return Some(bytes);
        }
        if self.shelf.place(file).is_ok() {
            self.is_short = true;
        } else if !self.wanted.contains(&file) {
            self.wanted.push(file);
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
            let Some(name) = directory.names.get(place).copied() else {
                break;
            };
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

    /// All files, each with its first key.
    pub(crate) fn files(&mut self, directory: &Directory) -> Vec<(Name, Vec<u8>)> {
        let of = |directory: &Directory| -> Vec<(Name, Vec<u8>)> {
            let names = directory.names.iter().copied();
            names.zip(directory.firsts.iter().cloned()).collect()
        };
        if !directory.is_paged() {
            return of(directory);
        }
        let mut all = Vec::new();
        for name in &directory.names {
            if let Some(page) = self.page(*name) {
                all.extend(of(&page));
            }
        }
        all
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
