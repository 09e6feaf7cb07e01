//! A gate in front of a portal: it writes down every request that reaches the host, and holds answers back until
//! they are let through. So a slow network is a matter of order, not of time. It can also be the endpoint that takes
//! what a portal posts, which a host of files is not.

use std::io::{self, Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;

use super::PATIENCE;

/// The gate. It closes when it is dropped.
pub(super) struct Gate {
    address: SocketAddr,
    state: Arc<Shared>,
    thread: Option<JoinHandle<()>>,
}

#[derive(Default)]
struct Shared {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    /// The paths that were asked for, in order.
    asked: Vec<String>,
    /// Answers to paths with one of these parts are held back.
    held: Vec<String>,
    /// The paths whose answers are being held back.
    waiting: Vec<String>,
    /// What was posted, in order.
    posts: Vec<Post>,
    /// The status that answers what is posted; none where the host is to answer it.
    post_status: Option<u16>,
    /// Is nobody answered, as where there is no network?
    cut: bool,
    closed: bool,
}

/// Something that was posted to the host.
#[derive(Clone, Debug)]
pub(crate) struct Post {
    /// Where to.
    pub(crate) path: String,
    /// The lines of the head, without the first.
    pub(crate) head: Vec<String>,
    /// What.
    pub(crate) body: String,
    /// The status that it was answered with.
    pub(crate) status: u16,
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, State> {
        // A test that panics while it holds the lock has left nothing half done.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Writes the request down, and returns when its answer may go.
    fn pass(&self, path: &str) {
        let mut state = self.lock();
        state.asked.push(path.to_owned());
        state.waiting.push(path.to_owned());
        self.changed.notify_all();
        while !state.closed && !state.cut && state.held.iter().any(|part| path.contains(part.as_str())) {
            state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        if let Some(place) = state.waiting.iter().position(|waiting| waiting == path) {
            state.waiting.remove(place);
        }
    }
}

impl Gate {
    /// A gate before the server at an address.
    pub(super) fn before(server: SocketAddr) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("the machine has a free port");
        let address = listener.local_addr().expect("the socket is bound");
        let state = Arc::new(Shared::default());
        let shared = Arc::clone(&state);
        let thread = std::thread::spawn(move || {
            for connection in listener.incoming() {
                if shared.lock().closed {
                    return;
                }
                let Ok(connection) = connection else { continue };
                if shared.lock().cut {
                    continue;
                }
                let shared = Arc::clone(&shared);
                // A browser that hangs up in the middle is no fault of the portal's.
                std::thread::spawn(move || drop(relay(connection, server, &shared)));
            }
        });
        Self {
            address,
            state,
            thread: Some(thread),
        }
    }

    pub(super) fn address(&self) -> SocketAddr {
        self.address
    }

    /// Holds back the answers to all paths with this part.
    pub(super) fn hold(&self, part: &str) {
        self.state.lock().held.push(part.to_owned());
    }

    /// Lets everything through.
    pub(super) fn release(&self) {
        self.state.lock().held.clear();
        self.state.changed.notify_all();
    }

    /// From now on, hangs up on everybody, or answers again.
    pub(super) fn cut(&self, cut: bool) {
        self.state.lock().cut = cut;
        self.state.changed.notify_all();
    }

    /// The paths that were asked for since the last time this was asked, in order.
    pub(super) fn asked(&self) -> Vec<String> {
        std::mem::take(&mut self.state.lock().asked)
    }

    /// From now on, answers itself what is posted, with this status.
    pub(super) fn answer_posts(&self, status: u16) {
        self.state.lock().post_status = Some(status);
    }

    /// Everything that was posted so far, in order.
    pub(super) fn posts(&self) -> Vec<Post> {
        self.state.lock().posts.clone()
    }

    /// Waits until so many things were posted, in all.
    #[track_caller]
    pub(super) fn await_posts(&self, count: usize) {
        let is_missing = |state: &mut State| state.posts.len() < count;
        let waited = self
            .state
            .changed
            .wait_timeout_while(self.state.lock(), PATIENCE, is_missing);
        let (state, waited) = waited.unwrap_or_else(PoisonError::into_inner);
        assert!(
            !waited.timed_out(),
            "{count} posts were expected: {:?}",
            state.posts
        );
    }

    /// Waits until the answer to a path with this part is being held back.
    #[track_caller]
    pub(super) fn await_held(&self, part: &str) {
        let is_waiting = |state: &mut State| !state.waiting.iter().any(|path| path.contains(part));
        let waited = self
            .state
            .changed
            .wait_timeout_while(self.state.lock(), PATIENCE, is_waiting);
        let (state, waited) = waited.unwrap_or_else(PoisonError::into_inner);
        assert!(
            !waited.timed_out(),
            "{part} was not asked for; asked were {:?}",
            state.asked
        );
    }

    /// Waits until a path with this part was asked for.
    #[track_caller]
    pub(super) fn await_asked(&self, part: &str) {
        let is_missing = |state: &mut State| !state.asked.iter().any(|path| path.contains(part));
        let waited = self
            .state
            .changed
            .wait_timeout_while(self.state.lock(), PATIENCE, is_missing);
        let (state, waited) = waited.unwrap_or_else(PoisonError::into_inner);
        assert!(
            !waited.timed_out(),
            "{part} was not asked for; asked were {:?}",
            state.asked
        );
    }
}

impl Drop for Gate {
    fn drop(&mut self) {
        self.state.lock().closed = true;
        self.state.changed.notify_all();
        // Whoever waits for a connection wakes up by one.
        let _ = TcpStream::connect(self.address);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// Hands one request to the server, and its answer to the browser; the next request has a connection of its own.
fn relay(mut browser: TcpStream, server: SocketAddr, shared: &Shared) -> io::Result<()> {
    let mut head = Vec::new();
    let mut bytes = [0; 4096];
    while !head.windows(4).any(|end| end == b"\r\n\r\n") {
        match browser.read(&mut bytes)? {
            0 => return Ok(()),
            length => head.extend_from_slice(&bytes[..length]),
        }
    }
    let end = head
        .windows(4)
        .position(|end| end == b"\r\n\r\n")
        .unwrap_or(head.len());
    let body = head.split_off(end + 4);
    let head = String::from_utf8_lossy(&head);
    let path = head.split(' ').nth(1).unwrap_or_default();
    shared.pass(path);
    if shared.lock().cut {
        return Ok(());
    }
    let status = shared.lock().post_status.filter(|_| head.starts_with("POST "));
    if let Some(status) = status {
        return take(browser, path, &head, body, status, shared);
    }
    let mut upstream = TcpStream::connect(server)?;
    let lines = head.trim_end().split("\r\n");
    for line in lines.filter(|line| !line.to_ascii_lowercase().starts_with("connection:")) {
        write!(upstream, "{line}\r\n")?;
    }
    upstream.write_all(b"Connection: close\r\n\r\n")?;
    io::copy(&mut upstream, &mut browser)?;
    Ok(())
}

/// Reads the rest of what is posted, writes it down and answers it.
fn take(
    mut browser: TcpStream,
    path: &str,
    head: &str,
    mut body: Vec<u8>,
    status: u16,
    shared: &Shared,
) -> io::Result<()> {
    let lines: Vec<_> = head.trim_end().lines().skip(1).map(str::to_owned).collect();
    let length = lines.iter().find_map(|line| {
        let (name, value) = line.split_once(": ")?;
        name.eq_ignore_ascii_case("content-length").then_some(value)
    });
    let length = length.and_then(|length| length.trim().parse().ok()).unwrap_or(0);
    let mut bytes = [0; 4096];
    while body.len() < length {
        match browser.read(&mut bytes)? {
            0 => break,
            more => body.extend_from_slice(&bytes[..more]),
        }
    }
    shared.lock().posts.push(Post {
        path: path.to_owned(),
        head: lines,
        body: String::from_utf8_lossy(&body).into_owned(),
        status,
    });
    shared.changed.notify_all();
    write!(
        browser,
        "HTTP/1.1 {status} Taken\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
    )
}
