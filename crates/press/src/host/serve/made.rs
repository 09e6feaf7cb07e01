//! Answers that are made as they are asked for, as those of a preview, under the headers of every other answer.

use std::path::PathBuf;

use http_body_util::Full;
use hyper::body::Bytes;
use hyper::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HeaderMap, HeaderValue};
use hyper::{StatusCode, Uri};

use super::{Host, IMMUTABLE, REVALIDATE, Response, content_type, plain, redirect};
use crate::publish::assets::is_immutable;

/// Who makes answers. It is asked on threads that may wait.
pub trait Maker: Send + Sync {
    /// What stands at a path, below the base and without its escapes. `last` is the last event that a listener has had.
    fn make(&self, path: &str, query: Option<&str>, last: Option<&str>) -> Made;
    /// The content security policy of the moment.
    fn policy(&self) -> String;
}

/// What stands at a path.
#[derive(Debug)]
pub enum Made {
    /// These bytes, of the type that the name says.
    Bytes {
        /// The status: 200, or 404 with a page for it.
        is_found: bool,
        /// A name with the ending of the type.
        name: String,
        /// The bytes.
        bytes: Vec<u8>,
    },
    /// A file.
    File(PathBuf),
    /// An event of a stream, which the listener then asks for more of.
    Event(String),
    /// A folder that was asked for without the slash at its end.
    Folder,
}

impl Host {
    /// The answer of whoever makes them.
    pub(super) fn answer_made(
        &self,
        maker: &dyn Maker,
        path: &str,
        uri: &Uri,
        headers: &HeaderMap,
    ) -> Response {
        let decoded = percent_encoding::percent_decode_str(path).decode_utf8_lossy();
        let last = headers.get("last-event-id").and_then(|id| id.to_str().ok());
        let mut response = match maker.make(&decoded, uri.query(), last) {
            Made::Bytes {
                is_found,
                name,
                bytes,
            } => {
                let mut response = Response::new(Full::new(Bytes::from(bytes)));
                if !is_found {
                    *response.status_mut() = StatusCode::NOT_FOUND;
                }
                let mime = mime_guess::from_path(&name).first_or_octet_stream();
                response.headers_mut().insert(CONTENT_TYPE, content_type(&mime));
                let caching = if is_immutable(path) { IMMUTABLE } else { REVALIDATE };
                let caching = HeaderValue::from_static(caching);
                response.headers_mut().insert(CACHE_CONTROL, caching);
                response
            }
            Made::File(file) => self.send(&file, path, StatusCode::OK, headers),
            Made::Event(text) => {
                let mut response = plain(StatusCode::OK, &text);
                let mime = HeaderValue::from_static("text/event-stream");
                response.headers_mut().insert(CONTENT_TYPE, mime);
                response
            }
            Made::Folder => redirect(&format!("{}/", uri.path()), uri.query()),
        };
        if let Ok(policy) = HeaderValue::from_str(&maker.policy()) {
            response.headers_mut().insert(CONTENT_SECURITY_POLICY, policy);
        }
        response
    }
}
