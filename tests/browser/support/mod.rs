//! What every browser test needs: a served portal, a browser to read it in, and ways to look at both.

mod axe;
mod browser;
mod content;
mod device;
mod driver;
mod elsewhere;
mod gate;
mod https;
mod portal;
mod reader;
mod walk;

pub(crate) use browser::{Browser, Key, Scheme};
pub(crate) use content::Content;
pub(crate) use device::Cookie;
pub(crate) use elsewhere::{BEAT, Elsewhere, Hit};
pub(crate) use portal::{Folder, Portal};

use std::time::{Duration, Instant};

use press::host::serve::Policy;
use xtask::chromium;

/// How long anything may take to become what a test waits for, on a busy machine.
const PATIENCE: Duration = Duration::from_secs(15);

/// A browser for the portal as it was built; none where the test is to be skipped.
pub(crate) fn reader() -> Option<Browser> {
    Browser::on(Portal::as_built()?)
}

/// The same where the page itself opens tabs. No test reaches them before their page begins, so that the service worker starts
/// there, and the policy has to let it.
pub(crate) fn reader_with_tabs() -> Option<Browser> {
    Browser::on(Portal::as_built()?.with_policy(Policy::Site))
}

/// Waits until something is so, and fails if it never is.
#[track_caller]
pub(crate) fn eventually(what: &str, is_so: impl Fn() -> bool) {
    let deadline = Instant::now() + PATIENCE;
    while !is_so() {
        assert!(Instant::now() < deadline, "waited {PATIENCE:?} for {what}");
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// Says why the test tests nothing, or fails it where browsers are required.
fn skip(reason: &str) {
    assert!(
        !chromium::is_required(),
        "{reason}, and {}=1 allows no skipping",
        chromium::REQUIRE
    );
    skip_optional(reason);
}

/// Says why a test that needs more than a browser tests nothing.
pub(crate) fn skip_optional(reason: &str) {
    xtask::test::skip(reason);
}
