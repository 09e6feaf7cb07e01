//! The threads that articles are read and written on.

use std::sync::LazyLock;

use rayon::{ThreadPool, ThreadPoolBuilder};

/// As much as the main thread has: a text may nest as deep on every thread.
const STACK: usize = 8 * 1024 * 1024;

/// One thread per processor, or as many as the variable `RAYON_NUM_THREADS` says.
static POOL: LazyLock<Option<ThreadPool>> =
    LazyLock::new(|| ThreadPoolBuilder::new().stack_size(STACK).build().ok());

/// Runs something whose parallel iterators are to use the threads.
///
/// Where the system gives no threads, it runs on this one.
pub fn run<T: Send>(work: impl FnOnce() -> T + Send) -> T {
    match &*POOL {
        Some(pool) => pool.install(work),
        None => work(),
    }
}
