//! Stands in for the crate of this name.
//!
//! Leptos depends on it through server functions, which a portal without a server has not. The crate exports three classes to
//! JavaScript, so the linker keeps them and all that they call, though nobody ever does: docs/adr/0002 has the figure. What
//! server functions need to compile is here, and says what is wrong should anybody call it.

use std::pin::Pin;
use std::task::{Context, Poll};

use futures_core::Stream;
use wasm_bindgen::{JsValue, throw_str};

const NOBODY: &str =
    "server functions stream, and a portal has none: take crates/wasm-streams out of Cargo.toml";

/// A stream of the browser, which nobody reads.
#[derive(Debug)]
pub struct ReadableStream;

impl ReadableStream {
    /// Throws.
    pub fn from_raw(_: web_sys::ReadableStream) -> Self {
        throw_str(NOBODY)
    }

    /// Throws.
    pub fn from_stream(_: impl Stream<Item = Result<JsValue, JsValue>> + 'static) -> Self {
        throw_str(NOBODY)
    }

    /// Throws.
    pub fn into_raw(self) -> web_sys::ReadableStream {
        throw_str(NOBODY)
    }

    /// Ends at once.
    pub fn into_stream(self) -> IntoStream {
        IntoStream
    }
}

/// What a stream gives: nothing.
#[derive(Debug)]
pub struct IntoStream;

impl Stream for IntoStream {
    type Item = Result<JsValue, JsValue>;

    fn poll_next(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(None)
    }
}
