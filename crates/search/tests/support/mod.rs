//! What the tests of the index share.

use search::build::Limits;

/// Everything small, so that a few articles fill every kind of file.
pub(crate) const SMALL: Limits = Limits {
    file: 300,
    small: 150,
    words: 80,
    list: 24,
    best: 4,
    part: 8,
    heavy: 30,
    page: 4,
    cards: 4,
    small_site: 30,
    one_level: 12,
    card_page: 2,
    root_page: 2,
    block: 64,
    few: 3,
    rows: 5,
    facets: 40,
    pair_blocks: 2,
    pair: 3,
};
