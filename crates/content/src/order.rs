//! One sort for everything.
//!
//! The standard library's sort is compiled anew for each type it is given, at 3 to 5 kB of WebAssembly a time; the
//! portal needs half a dozen. So places are sorted, not values, and by one comparison behind a pointer.

use std::cmp::Ordering;

/// The places 0 to `length`, in the order of what stands there. Equal ones keep their order.
pub(crate) fn places(length: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut places: Vec<usize> = (0..length).collect();
    places.sort_by(|a, b| compare(*a, *b));
    places
}

/// The values in order. Equal ones keep their order.
pub(crate) fn sorted<T>(values: Vec<T>, compare: &dyn Fn(&T, &T) -> Ordering) -> Vec<T> {
    let places = places(values.len(), &|a, b| compare(&values[a], &values[b]));
    let mut slots: Vec<Option<T>> = values.into_iter().map(Some).collect();
    places
        .into_iter()
        .filter_map(|place| slots[place].take())
        .collect()
}
