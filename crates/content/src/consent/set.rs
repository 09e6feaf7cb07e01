//! Sets of services, by their place in [`Consent::services`](super::Consent::services).

/// Some of a site's services. A service is named by its place in the site's list, counted from 0.
///
/// One machine word, because a site has at most [`MAX_SERVICES`](super::MAX_SERVICES).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ServiceSet(u32);

impl ServiceSet {
    /// No service.
    pub const NONE: Self = Self(0);

    /// Is the service among them?
    pub fn contains(self, service: usize) -> bool {
        service < 32 && self.0 & (1 << service) != 0
    }

    /// The same with one more service; a place beyond the list changes nothing.
    #[must_use]
    pub fn with(self, service: usize) -> Self {
        if service < 32 {
            Self(self.0 | (1 << service))
        } else {
            self
        }
    }

    /// Those of either set.
    #[must_use]
    pub fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Those of both sets.
    #[must_use]
    pub fn intersection(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// Those that the other set has not.
    #[must_use]
    pub fn minus(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// Is there none?
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The places, in the order of the list.
    pub fn iter(self) -> impl Iterator<Item = usize> {
        Places(self.0)
    }
}

/// Goes through the places of a set, from one bit to the next.
struct Places(u32);

impl Iterator for Places {
    type Item = usize;

    fn next(&mut self) -> Option<usize> {
        let place = self.0.trailing_zeros();
        // Takes off the lowest bit.
        self.0 &= self.0.checked_sub(1)?;
        Some(place as usize)
    }
}
