//! The threads that articles are read and written on.

use std::cell::Cell;
use std::sync::LazyLock;

use rayon::{ThreadPool, ThreadPoolBuilder};

/// As much as the main thread has: a text may nest as deep on every thread.
const STACK: usize = 8 * 1024 * 1024;

/// One thread per processor, or as many as the variable `RAYON_NUM_THREADS` says.
static POOL: LazyLock<Option<ThreadPool>> =
    LazyLock::new(|| ThreadPoolBuilder::new().stack_size(STACK).build().ok());

/// Threads for what nobody waits for, so that what somebody waits for does not queue behind it.
static APART: LazyLock<Option<ThreadPool>> =
    LazyLock::new(|| ThreadPoolBuilder::new().stack_size(STACK).build().ok());

thread_local! {
    static IS_APART: Cell<bool> = const { Cell::new(false) };
}

/// Runs something on this thread whose parallel iterators are to keep to threads that nobody waits for.
pub(crate) fn apart<T>(work: impl FnOnce() -> T) -> T {
    IS_APART.set(true);
    let done = work();
    IS_APART.set(false);
    done
}

/// Runs something whose parallel iterators are to use the threads.
///
/// Where the system gives no threads, it runs on this one.
pub fn run<T: Send>(work: impl FnOnce() -> T + Send) -> T {
    let pool = if IS_APART.get() { &*APART } else { &*POOL };
    match pool {
        Some(pool) => pool.install(work),
        None => work(),
    }
}
