//! One sort for everything: the standard library's is compiled anew, in kilobytes, for each type that it is given.

/// The places of things in the order of their keys, the smallest first; of equal keys in the order in which they stand.
pub(crate) fn places(keys: impl Iterator<Item = u32>) -> impl Iterator<Item = usize> {
    let mut packed: Vec<u64> = (0_u64..)
        .zip(keys)
        .map(|(place, key)| u64::from(key) << 32 | place)
        .collect();
    packed.sort_unstable();
    packed
        .into_iter()
        .filter_map(|packed| usize::try_from(packed & u64::from(u32::MAX)).ok())
}

/// The things in the order of their keys, the smallest first.
pub(crate) fn sorted<T: Clone>(things: &[T], key: impl Fn(&T) -> u32) -> Vec<T> {
    places(things.iter().map(key))
        .filter_map(|place| things.get(place).cloned())
        .collect()
}
