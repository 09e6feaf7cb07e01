//! One sort for everything.
//!
//! The standard library's sort is compiled anew for each type it is given, at 3 to 5 kB of WebAssembly a time; the
//! portal needs half a dozen. So places are sorted, not values, and by one comparison behind a pointer. That one sort is
//! written out here: merging runs of twice the length each time takes a tenth of the code, and as many comparisons.

use std::cmp::Ordering;

/// The places 0 to `length`, in the order of what stands there. Equal ones keep their order.
pub(crate) fn places(length: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut places: Vec<usize> = (0..length).collect();
    let mut run = 1;
    while run < length {
        let mut merged = Vec::with_capacity(length);
        for start in (0..length).step_by(2 * run) {
            let middle = length.min(start + run);
            let end = length.min(middle + run);
            let (mut left, mut right) = (start, middle);
            while merged.len() < end {
                // Of two equal ones the left comes first.
                let is_left = right == end
                    || (left < middle && compare(places[left], places[right]) != Ordering::Greater);
                let next = if is_left { &mut left } else { &mut right };
                merged.push(places[*next]);
                *next += 1;
            }
        }
        places = merged;
        run *= 2;
    }
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::places;

    proptest! {
        // The standard library's sort is the judge, of the order and of what is equal.
        #[test]
        fn places_stand_as_a_stable_sort_puts_them(values in proptest::collection::vec(0_u8..20, 0..200)) {
            let mut wanted: Vec<usize> = (0..values.len()).collect();
            wanted.sort_by_key(|place| values[*place]);
            prop_assert_eq!(places(values.len(), &|a, b| values[a].cmp(&values[b])), wanted);
        }
    }
}
