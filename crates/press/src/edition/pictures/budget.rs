//! How much is worked on at once: decoded, a picture takes a hundred times the bytes of its file.

use std::sync::{Condvar, Mutex, PoisonError};

/// Pixels that may be in work at the same time. What is taken is given back when the share is dropped.
#[derive(Debug)]
pub(super) struct Budget {
    whole: u64,
    free: Mutex<u64>,
    given_back: Condvar,
}

/// What a picture has taken.
#[derive(Debug)]
pub(super) struct Share<'a> {
    budget: &'a Budget,
    pixels: u64,
}

impl Budget {
    pub(super) fn new(pixels: u64) -> Self {
        Self {
            whole: pixels,
            free: Mutex::new(pixels),
            given_back: Condvar::new(),
        }
    }

    /// Takes this many pixels, and waits until they are free. Whatever is larger than the whole takes the whole.
    pub(super) fn take(&self, pixels: u64) -> Share<'_> {
        let pixels = pixels.min(self.whole);
        // No thread can leave the number half-changed, so what a panic has left behind is right.
        let free = self.free.lock().unwrap_or_else(PoisonError::into_inner);
        let waited = self.given_back.wait_while(free, |free| *free < pixels);
        *waited.unwrap_or_else(PoisonError::into_inner) -= pixels;
        Share { budget: self, pixels }
    }
}

impl Drop for Share<'_> {
    fn drop(&mut self) {
        *self.budget.free.lock().unwrap_or_else(PoisonError::into_inner) += self.pixels;
        self.budget.given_back.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Barrier;
    use std::sync::atomic::{AtomicU64, Ordering};
    use std::thread;

    use super::*;

    // Two of the largest at once are what a machine of a build service does not survive.
    #[test]
    fn no_more_is_in_work_than_the_whole() {
        let budget = Budget::new(100);
        let (in_work, most) = (AtomicU64::new(0), AtomicU64::new(0));
        thread::scope(|scope| {
            for pixels in (0..64).map(|number| [100, 30, 250, 1][number % 4]) {
                let (budget, in_work, most) = (&budget, &in_work, &most);
                scope.spawn(move || {
                    let share = budget.take(pixels);
                    let now = in_work.fetch_add(share.pixels, Ordering::SeqCst) + share.pixels;
                    most.fetch_max(now, Ordering::SeqCst);
                    thread::yield_now();
                    in_work.fetch_sub(share.pixels, Ordering::SeqCst);
                });
            }
        });
        assert!(most.into_inner() <= 100);
        drop(budget.take(100));
    }

    // Ordinary pictures must not wait for each other: each of these waits, in work, for the others.
    #[test]
    fn smaller_ones_go_on_side_by_side() {
        let budget = Budget::new(100);
        let all_in_work = Barrier::new(4);
        thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    let _share = budget.take(25);
                    all_in_work.wait();
                });
            }
        });
    }
}
