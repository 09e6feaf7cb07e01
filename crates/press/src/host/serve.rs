//! Serves a built portal over HTTP as a correct static host does, security headers and compression included.
//!
//! Tests and measurements run against it, so what it sends is what a good host with precompressed files sends.

mod address;
mod compressed;
mod limits;
mod made;
mod range;
mod security;

use std::convert::Infallible;
use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::{Duration, SystemTime};

use http_body_util::Full;
use hyper::body::{Bytes, Incoming};
use hyper::header::{
    ACCEPT_ENCODING, ACCEPT_RANGES, ALLOW, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_RANGE,
    CONTENT_SECURITY_POLICY, CONTENT_TYPE, ETAG, HeaderMap, HeaderName, HeaderValue, IF_MATCH, IF_NONE_MATCH,
    LOCATION, RANGE, VARY,
};
use hyper::http::request::Parts;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Method, Request, StatusCode, Uri};
use hyper_util::rt::{TokioIo, TokioTimer};
use mime_guess::Mime;
use tokio::net::TcpStream;
use tokio::sync::{Semaphore, oneshot};

use address::{Found, find};
use compressed::{Cache, accepted};
use limits::Guarded;
use range::Wanted;

use crate::encoding::{Encoding, shrinks};
use crate::host::policy::{self, MEDIA_POLICY, STRICT_POLICY};
use crate::publish::assets::is_immutable;
use crate::remedy;

pub use limits::Limits;
pub use made::{Made, Maker};
pub use security::{IMMUTABLE, REVALIDATE, SECURITY_HEADERS};

type Response = hyper::Response<Full<Bytes>>;

/// The page for addresses that lead nowhere.
const NOT_FOUND_PAGE: &str = "404.html";

/// What to serve, and how.
#[derive(Clone, Debug)]
pub struct Options {
    /// The built folder.
    pub root: PathBuf,
    /// The address to listen on.
    pub address: IpAddr,
    /// The port to listen on; 0 takes any free one.
    pub port: u16,
    /// How many ports after it are tried as long as somebody else listens there.
    pub more_ports: u16,
    /// The path that the portal stands under: `/`, or one such as `/magazine/`.
    pub base: String,
    /// The content security policy to send.
    pub policy: Policy,
    /// Answer unknown addresses with 200 and `404.html`, as hosts do that serve one shell for every address.
    pub fallback_shell: bool,
    /// Compress text and WebAssembly at the highest level: the first request of a file takes longer.
    pub compress: bool,
    /// How long a connection may keep the server waiting.
    pub limits: Limits,
}

/// A content security policy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Policy {
    /// [`STRICT_POLICY`].
    Strict,
    /// [`MEDIA_POLICY`].
    Media,
    /// The one that the served portal's services need: [`policy::of_portal`].
    Site,
    /// Another one, for portals that embed other sites.
    Custom(String),
}

/// Why a folder cannot be served.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ServeError {
    /// The folder cannot be read.
    #[error("cannot serve {}: {source}; build the portal first, or name the folder that holds it", root.display())]
    Root {
        /// The folder.
        root: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// The base path is not one.
    #[error("cannot serve under \"{base}\": a base path begins and ends with a slash, such as /magazine/")]
    Base {
        /// The base path.
        base: String,
    },
    /// The policy cannot stand in a header.
    #[error("cannot send the policy \"{policy}\": a header holds one line of visible ASCII characters")]
    Policy {
        /// The policy.
        policy: String,
    },
    /// The address cannot be listened on.
    #[error("cannot listen on {address}: {source}; {}", remedy_of_listening(source))]
    Listen {
        /// The address.
        address: SocketAddr,
        /// What the system says.
        source: io::Error,
    },
    /// The server's threads cannot be started.
    #[error("cannot start the server's threads: {source}; free some memory or raise the limit of threads")]
    Threads {
        /// What the system says.
        source: io::Error,
    },
}

/// A port has no permissions of its own, as files have.
fn remedy_of_listening(error: &io::Error) -> &'static str {
    match error.kind() {
        io::ErrorKind::PermissionDenied => "name a port from 1024 on: those below are the system’s own",
        _ => remedy::of(error),
    }
}

/// A server at work. It stops when this value is dropped.
#[derive(Debug)]
pub struct Running {
    address: SocketAddr,
    base: String,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Options {
    /// The folder at `/` on any free port of this machine, under the strict policy, compressed.
    pub fn new(root: impl Into<PathBuf>) -> Self {
        Self {
            root: root.into(),
            address: IpAddr::V4(Ipv4Addr::LOCALHOST),
            port: 0,
            more_ports: 0,
            base: "/".to_owned(),
            policy: Policy::Strict,
            fallback_shell: false,
            compress: true,
            limits: Limits::default(),
        }
    }
}

impl Policy {
    fn header(&self, portal: &Path) -> Result<HeaderValue, ServeError> {
        let policy = match self {
            Self::Strict => STRICT_POLICY.to_owned(),
            Self::Media => MEDIA_POLICY.to_owned(),
            Self::Site => policy::of_portal(portal),
            Self::Custom(policy) => policy.clone(),
        };
        HeaderValue::from_str(&policy).map_err(|_| ServeError::Policy { policy })
    }
}

impl Running {
    /// The socket it listens on.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Where the portal begins, with the base path: `http://127.0.0.1:8080/`. One that listens on all addresses of the machine
    /// is reached on its own.
    pub fn url(&self) -> String {
        let host = match self.address.ip() {
            IpAddr::V4(ip) if ip.is_unspecified() => IpAddr::V4(Ipv4Addr::LOCALHOST),
            IpAddr::V6(ip) if ip.is_unspecified() => IpAddr::V6(Ipv6Addr::LOCALHOST),
            ip => ip,
        };
        format!(
            "http://{}{}",
            SocketAddr::new(host, self.address.port()),
            self.base
        )
    }

    /// Stops it, and returns once its port is free.
    pub fn stop(self) {
        drop(self);
    }

    /// Serves until the process ends.
    pub fn wait(mut self) {
        if let Some(thread) = self.thread.take() {
            // A panic of the server's thread has been printed already, and there is nothing left to wait for.
            let _ = thread.join();
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        if let (Some(stop), Some(thread)) = (self.stop.take(), self.thread.take()) {
            // Both fail only where the server's thread has ended already.
            let _ = stop.send(());
            let _ = thread.join();
        }
    }
}

/// Serves a folder from threads of its own, so that it works with and without an async runtime around it.
///
/// # Errors
/// When the folder, the base path, the policy or the address is unusable.
pub fn serve(options: Options) -> Result<Running, ServeError> {
    start(options, None)
}

/// The same with answers that are made as they are asked for; `root` is a folder that they may come from.
///
/// # Errors
/// As for [`serve`].
pub fn serve_made(options: Options, maker: Arc<dyn Maker>) -> Result<Running, ServeError> {
    start(options, Some(maker))
}

fn start(options: Options, maker: Option<Arc<dyn Maker>>) -> Result<Running, ServeError> {
    let base = options.base;
    if !(base.starts_with('/') && base.ends_with('/')) || base.contains("//") {
        return Err(ServeError::Base { base });
    }
    let root = match options.root.canonicalize() {
        Ok(root) if root.is_dir() => root,
        Ok(root) => {
            return Err(ServeError::Root {
                root,
                source: io::ErrorKind::NotADirectory.into(),
            });
        }
        Err(source) => {
            return Err(ServeError::Root {
                root: options.root,
                source,
            });
        }
    };
    let policy = (CONTENT_SECURITY_POLICY, options.policy.header(&root)?);
    let headers = SECURITY_HEADERS
        .map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value)));
    let headers = headers.into_iter().chain([policy]).collect();
    let wanted = SocketAddr::new(options.address, options.port);
    let in_listening = |source| ServeError::Listen {
        address: wanted,
        source,
    };
    let listener = bind(wanted, options.more_ports).map_err(in_listening)?;
    listener.set_nonblocking(true).map_err(in_listening)?;
    let address = listener.local_addr().map_err(in_listening)?;

    let host = Host {
        root,
        base: base.clone(),
        fallback_shell: options.fallback_shell,
        cache: options.compress.then(Cache::default),
        headers,
        maker,
    };
    let in_threads = |source| ServeError::Threads { source };
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .map_err(in_threads)?;
    let listener = {
        let _inside = runtime.enter();
        tokio::net::TcpListener::from_std(listener).map_err(in_listening)?
    };
    let (stop, stopped) = oneshot::channel();
    let thread = std::thread::Builder::new()
        .name("press serve".to_owned())
        .spawn(move || {
            let listening = runtime.spawn(listen(listener, Arc::new(host), options.limits));
            runtime.block_on(async {
                // Told or dropped: either way nobody wants the server any more.
                let _ = stopped.await;
                listening.abort();
                // The port is free once this has ended.
                let _ = listening.await;
            });
            // A browser may hold idle connections open for minutes: nobody waits for them.
            runtime.shutdown_background();
        })
        .map_err(in_threads)?;
    Ok(Running {
        address,
        base,
        stop: Some(stop),
        thread: Some(thread),
    })
}

/// Listens at an address, or at the next port of it that is free.
fn bind(wanted: SocketAddr, more: u16) -> io::Result<TcpListener> {
    let mut address = wanted;
    loop {
        match TcpListener::bind(address) {
            Err(error)
                if error.kind() == io::ErrorKind::AddrInUse
                    && address.port() < wanted.port().saturating_add(more) =>
            {
                address.set_port(address.port() + 1);
            }
            bound => return bound,
        }
    }
}

/// Answers each connection in a task of its own. Whoever says nothing, or takes nothing, is waited for only so long, and of those whom
/// there is no room for the system keeps some until there is.
async fn listen(listener: tokio::net::TcpListener, host: Arc<Host>, limits: Limits) {
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(limits.head);
    let room = Arc::new(Semaphore::new(limits.connections));
    loop {
        let Ok(place) = Arc::clone(&room).acquire_owned().await else {
            // It is never closed.
            return;
        };
        let stream = TokioIo::new(Guarded::new(accept(&listener).await, limits.answer));
        let host = Arc::clone(&host);
        let service = service_fn(move |request| answer(Arc::clone(&host), request));
        let connection = http.serve_connection(stream, service);
        tokio::spawn(async move {
            // One that breaks off concerns nobody else.
            let _ = connection.await;
            drop(place);
        });
    }
}

/// The next connection. What fails with one that has ended already is no matter; where the system has no more room for
/// connections, some are over after a while.
async fn accept(listener: &tokio::net::TcpListener) -> TcpStream {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    loop {
        match listener.accept().await {
            Ok((stream, _)) => return stream,
            Err(error) if [ConnectionAborted, ConnectionRefused, ConnectionReset].contains(&error.kind()) => {
            }
            Err(_) => tokio::time::sleep(Duration::from_secs(1)).await,
        }
    }
}

struct Host {
    root: PathBuf,
    base: String,
    fallback_shell: bool,
    /// Absent where nothing is to be compressed.
    cache: Option<Cache>,
    /// What every answer carries.
    headers: Vec<(HeaderName, HeaderValue)>,
    /// Who makes answers, where they do not stand in the folder.
    maker: Option<Arc<dyn Maker>>,
}

/// One state of a file: whoever changes the file changes at least one of the two.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Version {
    modified: SystemTime,
    length: u64,
}

async fn answer(host: Arc<Host>, request: Request<Incoming>) -> Result<Response, Infallible> {
    let always = host.headers.clone();
    let (
        Parts {
            method,
            uri,
            mut headers,
            ..
        },
        _,
    ) = request.into_parts();
    // Parts are parts of what is sent, and to HEAD nothing is.
    if method != Method::GET {
        headers.remove(RANGE);
    }
    let answered = match method {
        Method::GET | Method::HEAD => tokio::task::spawn_blocking(move || host.answer(&uri, &headers)).await,
        _ => Ok(not_allowed()),
    };
    let mut response = answered.unwrap_or_else(|_| {
        plain(
            StatusCode::INTERNAL_SERVER_ERROR,
            "The server failed on this address.",
        )
    });
    for (name, value) in always {
        response.headers_mut().entry(name).or_insert(value);
    }
    Ok(response)
}

impl Host {
    fn answer(&self, uri: &Uri, headers: &HeaderMap) -> Response {
        let Some(path) = uri.path().strip_prefix(&self.base) else {
            if uri.path().strip_suffix('/').unwrap_or(uri.path()) == self.base.trim_end_matches('/') {
                return redirect(&self.base, uri.query());
            }
            return plain(
                StatusCode::NOT_FOUND,
                &format!("The portal stands under {}", self.base),
            );
        };
        if let Some(maker) = &self.maker {
            return self.answer_made(&**maker, path, uri, headers);
        }
        match find(&self.root, path) {
            Found::File(file) => self.send(&file, path, StatusCode::OK, headers),
            Found::Folder => redirect(&format!("{}/", uri.path()), uri.query()),
            Found::Nothing => {
                let status = if self.fallback_shell {
                    StatusCode::OK
                } else {
                    StatusCode::NOT_FOUND
                };
                self.send(&self.root.join(NOT_FOUND_PAGE), NOT_FOUND_PAGE, status, headers)
            }
        }
    }

    fn send(&self, file: &Path, path: &str, status: StatusCode, headers: &HeaderMap) -> Response {
        self.try_send(file, path, status, headers)
            .unwrap_or_else(|_| plain(StatusCode::NOT_FOUND, "There is nothing at this address."))
    }

    fn try_send(
        &self,
        file: &Path,
        path: &str,
        status: StatusCode,
        headers: &HeaderMap,
    ) -> io::Result<Response> {
        let metadata = file.metadata()?;
        let version = Version {
            modified: metadata.modified()?,
            length: metadata.len(),
        };
        let mime = mime_guess::from_path(file).first_or_octet_stream();
        let cache = self.cache.as_ref().filter(|_| shrinks(&mime));
        // Parts are counted in the bytes of the file itself.
        let encoding = cache
            .filter(|_| !range::is_asked(headers))
            .map_or(Encoding::Identity, |_| accepted(headers.get(ACCEPT_ENCODING)));

        let mut response = Response::new(Full::default());
        *response.status_mut() = status;
        let answers = response.headers_mut();
        answers.insert(CONTENT_TYPE, content_type(&mime));
        let caching = if is_immutable(path) { IMMUTABLE } else { REVALIDATE };
        answers.insert(CACHE_CONTROL, HeaderValue::from_static(caching));
        if cache.is_some() {
            answers.insert(VARY, HeaderValue::from_static("accept-encoding"));
        }
        if status == StatusCode::OK {
            let tag = version.tag(encoding);
            if headers.contains_key(IF_MATCH) && !names_tag(headers, &IF_MATCH, &tag) {
                return Ok(plain(
                    StatusCode::PRECONDITION_FAILED,
                    "What was here is another file by now.",
                ));
            }
            let known = names_tag(headers, &IF_NONE_MATCH, &tag);
            answers.insert(ETAG, tag.clone());
            answers.insert(ACCEPT_RANGES, HeaderValue::from_static("bytes"));
            if known {
                *response.status_mut() = StatusCode::NOT_MODIFIED;
                response.headers_mut().remove(CONTENT_TYPE);
                return Ok(response);
            }
            match range::wanted(headers, version.length, &tag) {
                Wanted::Whole => {}
                Wanted::Part(first, last) => {
                    *response.body_mut() = Full::from(range::read(file, first, last)?);
                    return Ok(partial(response, &format!("{first}-{last}"), version));
                }
                Wanted::Nothing => {
                    let mut response = partial(response, "*", version);
                    *response.status_mut() = StatusCode::RANGE_NOT_SATISFIABLE;
                    return Ok(response);
                }
            }
        }
        if let Some(name) = encoding.name() {
            answers.insert(CONTENT_ENCODING, HeaderValue::from_static(name));
        }
        let body = match cache {
            Some(cache) => cache.read(file, version, encoding)?,
            None => Bytes::from(std::fs::read(file)?),
        };
        *response.body_mut() = Full::new(body);
        Ok(response)
    }
}

impl Version {
    fn tag(self, encoding: Encoding) -> HeaderValue {
        let age = self
            .modified
            .duration_since(SystemTime::UNIX_EPOCH)
            .unwrap_or_default()
            .as_nanos();
        let tag = format!(
            "\"{age:x}-{:x}-{}\"",
            self.length,
            encoding.name().unwrap_or("plain")
        );
        HeaderValue::from_str(&tag).expect("hexadecimal digits, dashes and quotes may stand in a header")
    }
}

/// An answer that is a part of a file.
fn partial(mut response: Response, part: &str, version: Version) -> Response {
    let range = format!("bytes {part}/{}", version.length);
    let range = HeaderValue::from_str(&range).expect("digits, dashes and stars may stand in a header");
    *response.status_mut() = StatusCode::PARTIAL_CONTENT;
    response.headers_mut().insert(CONTENT_RANGE, range);
    response
}

/// Does a header name this tag? One that is weak is what `If-Match` may not go by.
fn names_tag(headers: &HeaderMap, name: &HeaderName, tag: &HeaderValue) -> bool {
    let lines = headers.get_all(name).iter().filter_map(|line| line.to_str().ok());
    let mut known = lines.flat_map(|line| line.split(',')).map(str::trim);
    known.any(|known| {
        let strong = if *name == IF_MATCH {
            known
        } else {
            known.strip_prefix("W/").unwrap_or(known)
        };
        strong == "*" || strong.as_bytes() == tag.as_bytes()
    })
}

fn content_type(mime: &Mime) -> HeaderValue {
    let is_text = mime.type_() == mime_guess::mime::TEXT;
    let text = if is_text {
        format!("{mime}; charset=utf-8")
    } else {
        mime.to_string()
    };
    HeaderValue::from_str(&text).expect("mime types are visible ASCII characters")
}

fn redirect(path: &str, query: Option<&str>) -> Response {
    let location = query.map_or_else(|| path.to_owned(), |query| format!("{path}?{query}"));
    let mut response = plain(StatusCode::MOVED_PERMANENTLY, "");
    let location = HeaderValue::from_str(&location).expect("a path that was parsed from a request is ASCII");
    response.headers_mut().insert(LOCATION, location);
    response
}

fn not_allowed() -> Response {
    let mut response = plain(StatusCode::METHOD_NOT_ALLOWED, "");
    response
        .headers_mut()
        .insert(ALLOW, HeaderValue::from_static("GET,HEAD"));
    response
}

fn plain(status: StatusCode, text: &str) -> Response {
    let mut response = Response::new(Full::from(text.to_owned()));
    *response.status_mut() = status;
    let mime = HeaderValue::from_static("text/plain; charset=utf-8");
    response.headers_mut().insert(CONTENT_TYPE, mime);
    response
        .headers_mut()
        .insert(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    response
}
