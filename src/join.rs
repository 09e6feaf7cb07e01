//! Work that waits for answers, side by side.

use std::future::poll_fn;
use std::pin::pin;
use std::task::Poll;

/// Does the work, and other work at the same time; done when both are.
pub(crate) async fn join<T>(work: impl Future<Output = T>, other: impl Future<Output = ()>) -> T {
    let (mut work, mut other) = (pin!(work), pin!(other));
    let (mut result, mut other_done) = (None, false);
    poll_fn(|context| {
        if result.is_none()
            && let Poll::Ready(value) = work.as_mut().poll(context)
        {
            result = Some(value);
        }
        other_done = other_done || other.as_mut().poll(context).is_ready();
        if other_done {
            result.take().map_or(Poll::Pending, Poll::Ready)
        } else {
            Poll::Pending
        }
    })
    .await
}

/// Waits until what was to be done already has been, as the effects of signals that were set.
pub(crate) async fn after_effects() {
    let mut is_last = false;
    poll_fn(|context| {
        if std::mem::replace(&mut is_last, true) {
            return Poll::Ready(());
        }
        context.waker().wake_by_ref();
        Poll::Pending
    })
    .await;
}

/// Does all the work at the same time; what it comes to stands in the order in which it was done.
pub(crate) async fn join_all<T>(work: impl Iterator<Item = impl Future<Output = T>>) -> Vec<T> {
    let mut waiting: Vec<_> = work.map(Box::pin).collect();
    let mut done = Vec::new();
    poll_fn(|context| {
        waiting.retain_mut(|work| match work.as_mut().poll(context) {
            Poll::Ready(value) => {
                done.push(value);
                false
            }
            Poll::Pending => true,
        });
        if waiting.is_empty() {
            Poll::Ready(())
        } else {
            Poll::Pending
        }
    })
    .await;
    done
}
