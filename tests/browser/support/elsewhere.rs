//! Everywhere else: one server that stands for all hosts of the world but the portal's own.
//!
//! The browser is told that every name leads here ([`Elsewhere::rule`]), so whatever leaves the portal is written down,
//! whether anybody expected it or not: what a page asks for, what a frame asks for, what is sent while a page is
//! being left. A name that was never heard of arrives as well, and so does an attempt to speak https.
//!
//! What it answers is what services of others are like: a script (`/NAME.js`) that stores whatever a script can store,
//! reports five times a second and once more when the page is left; a frame (`/frame/ID`) that does the same in its own
//! house; a pixel and a font. A test may have it answer something else ([`Elsewhere::answer`]).

use std::io::{self, Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use super::PATIENCE;

/// How often a script or a frame that runs reports.
pub(crate) const BEAT: Duration = Duration::from_millis(200);

/// For how long nothing may arrive before it counts as silence: a script that runs would have reported ten times.
pub(crate) const SILENCE: Duration = Duration::from_secs(2);

/// A script as others write them. `NAME` is that of its file. It stores cookies of the host, of the domain above it and of a
/// path, keys, and a database; and when it has to go, it stores once more.
const SCRIPT: &str = "(() => {
  const own = document.currentScript;
  const { origin, pathname } = new URL(own.src);
  const name = pathname.slice(1, -3);
  const above = location.hostname.split('.').slice(-2).join('.');
  const keep = (key, where) => { document.cookie = `${name}_${key}=1; max-age=31536000; ${where}`; };
  keep('host', 'path=/');
  keep('parent', `path=/; domain=${above}`);
  keep('path', 'path=/magazine');
  keep('deep', `path=/magazine/; domain=${above}`);
  localStorage.setItem(`${name}_local`, '1');
  sessionStorage.setItem(`${name}_session`, '1');
  indexedDB.open(`${name}_db`).onsuccess = ({ target }) => target.result.close();
  window.standIns = { ...window.standIns, [name]: { nonce: own.nonce, runs: (window.standIns?.[name]?.runs ?? 0) + 1 } };
  new Image().src = `${origin}/pixel.gif`;
  setInterval(() => fetch(`${origin}/beat`, { method: 'POST', mode: 'no-cors', keepalive: true }).catch(() => {}), BEAT);
  addEventListener('pagehide', () => {
    navigator.sendBeacon(`${origin}/leave`);
    keep('late', 'path=/');
    localStorage.setItem(`${name}_late`, '1');
  });
})();
";

/// A frame as others write them.
const FRAME: &str = "<!doctype html><html lang=en><title>A frame</title>
<style>@font-face { font-family: theirs; src: url(/font.woff2); } body { font-family: theirs; }</style><img src=/thumb.gif alt=''>
<script>
  try { localStorage.setItem('frame', '1'); document.cookie = 'frame_own=1; SameSite=None; Secure'; } catch {}
  setInterval(() => fetch('/beat', { method: 'POST', keepalive: true }).catch(() => {}), BEAT);
  addEventListener('pagehide', () => navigator.sendBeacon('/leave'));
</script><p>A film.</p>";

/// A page of somebody else, to go to and come back from.
const PAGE: &str = "<!doctype html><html lang=en><title>Elsewhere</title><h1>Elsewhere</h1>";

/// One transparent pixel.
const PIXEL: &[u8] =
    b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\0\0\0!\xf9\x04\x01\0\0\0\0,\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;";

/// A font of one letter, made with fontTools' `FontBuilder`: browsers complain on the console about one they cannot read.
const FONT: &[u8] = include_bytes!("font.woff2");

/// The server. It stops when it is dropped.
pub(crate) struct Elsewhere {
    address: SocketAddr,
    shared: Arc<Shared>,
    thread: Option<JoinHandle<()>>,
}

/// A request that arrived.
#[derive(Clone, Debug)]
pub(crate) struct Hit {
    /// When.
    pub(crate) at: Instant,
    /// The name that was asked for, without a port.
    pub(crate) host: String,
    /// `GET`, `POST`; `TLS` for an attempt to speak https.
    pub(crate) method: String,
    /// The path with its query.
    pub(crate) path: String,
    /// What was posted.
    pub(crate) body: String,
}

#[derive(Default)]
struct Shared {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    hits: Vec<Hit>,
    /// Answers to paths with one of these parts are held back.
    held: Vec<String>,
    /// Parts of paths, and the status and the script that are answered to them.
    answers: Vec<(String, u16, String)>,
    closed: bool,
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, State> {
        // A test that panics while it holds the lock has left nothing half done.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Elsewhere {
    /// A world in which nothing has happened yet.
    pub(crate) fn open() -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("the machine has a free port");
        let address = listener.local_addr().expect("the socket is bound");
        let shared = Arc::new(Shared::default());
        let state = Arc::clone(&shared);
        let thread = std::thread::spawn(move || {
            for connection in listener.incoming() {
                if state.lock().closed {
                    return;
                }
                let Ok(connection) = connection else { continue };
                let state = Arc::clone(&state);
                // A browser that hangs up in the middle, as it does when a page is left, is no fault.
                std::thread::spawn(move || drop(answer(connection, &state)));
            }
        });
        Self {
            address,
            shared,
            thread: Some(thread),
        }
    }

    /// The browser's argument by which every name leads here but that of the portal.
    pub(super) fn rule(&self, portal: &str) -> String {
        format!("--host-resolver-rules=MAP * {}, EXCLUDE {portal}", self.address)
    }

    /// The same for the whole of Chromium, which asks now and then by itself who is signed in. No page of the tests has
    /// anything of that host.
    pub(super) fn rule_of_a_whole_browser(&self, portal: &str) -> String {
        let own = "MAP accounts.google.com ~NOTFOUND";
        self.rule(portal).replacen("MAP *", &format!("{own}, MAP *"), 1)
    }

    /// Everything that has arrived so far.
    pub(crate) fn hits(&self) -> Vec<Hit> {
        self.shared.lock().hits.clone()
    }

    /// What has arrived after a moment.
    pub(crate) fn hits_after(&self, moment: Instant) -> Vec<Hit> {
        let mut hits = self.hits();
        hits.retain(|hit| hit.at > moment);
        hits
    }

    /// The hosts that were asked for anything after a moment, each once, in order of their names.
    pub(crate) fn hosts_after(&self, moment: Instant) -> Vec<String> {
        let mut hosts: Vec<_> = self.hits_after(moment).into_iter().map(|hit| hit.host).collect();
        hosts.sort();
        hosts.dedup();
        hosts
    }

    /// Waits until a host is asked for a path with this part after a moment.
    #[track_caller]
    pub(crate) fn await_hit(&self, host: &str, part: &str, moment: Instant) {
        let is_missing = |state: &mut State| {
            !state
                .hits
                .iter()
                .any(|hit| hit.at > moment && hit.host == host && hit.path.contains(part))
        };
        let waited = self
            .shared
            .changed
            .wait_timeout_while(self.shared.lock(), PATIENCE, is_missing);
        let (state, waited) = waited.unwrap_or_else(PoisonError::into_inner);
        assert!(
            !waited.timed_out(),
            "{host} was not asked for {part}; asked were {:?}",
            state.hits
        );
    }

    /// From now on answers all paths with this part with a status and a script.
    pub(crate) fn answer(&self, part: &str, status: u16, script: &str) {
        let mut state = self.shared.lock();
        state.answers.retain(|(other, ..)| other != part);
        state.answers.push((part.to_owned(), status, script.to_owned()));
    }

    /// Holds back the answers to all paths with this part.
    pub(crate) fn hold(&self, part: &str) {
        self.shared.lock().held.push(part.to_owned());
    }

    /// Lets all answers through.
    pub(crate) fn release(&self) {
        self.shared.lock().held.clear();
        self.shared.changed.notify_all();
    }

    /// Watches for [`SILENCE`] from now on, and says what arrived in that time: whoever runs would have reported.
    pub(crate) fn listen(&self) -> Vec<Hit> {
        self.listen_for(SILENCE)
    }

    /// Watches for a time, until something arrives, and says what that was.
    pub(crate) fn listen_for(&self, time: Duration) -> Vec<Hit> {
        let moment = Instant::now();
        let is_silent = |state: &mut State| !state.hits.iter().any(|hit| hit.at > moment);
        let waited = self
            .shared
            .changed
            .wait_timeout_while(self.shared.lock(), time, is_silent);
        drop(waited.unwrap_or_else(PoisonError::into_inner));
        self.hits_after(moment)
    }
}

impl Drop for Elsewhere {
    fn drop(&mut self) {
        self.shared.lock().closed = true;
        self.shared.changed.notify_all();
        // Whoever waits for a connection wakes up by one.
        let _ = TcpStream::connect(self.address);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn answer(mut browser: TcpStream, shared: &Shared) -> io::Result<()> {
    let mut head = Vec::new();
    let mut bytes = [0; 4096];
    while !head.windows(4).any(|end| end == b"\r\n\r\n") {
        match browser.read(&mut bytes)? {
            // A connection that says nothing was opened in advance; what it was opened for comes on its own.
            0 if head.is_empty() => return Ok(()),
            0 => break,
            length => head.extend_from_slice(&bytes[..length]),
        }
        // The first byte of a handshake of https: there is no certificate to go on with, but it tells the name.
        if head.first() == Some(&0x16) {
            shared.note(&name_in(&head), "TLS", "", "");
            return Ok(());
        }
    }
    let end = head.windows(4).position(|end| end == b"\r\n\r\n");
    let mut body = end.map_or_else(Vec::new, |end| head.split_off(end + 4));
    let text = String::from_utf8_lossy(&head).into_owned();
    let mut words = text.split(' ');
    let method = words.next().unwrap_or_default();
    let path = words.next().unwrap_or_default();
    let field = |wanted: &str| {
        text.lines()
            .find_map(|line| {
                line.split_once(": ")
                    .filter(|(name, _)| name.eq_ignore_ascii_case(wanted))
            })
            .map_or("", |(_, value)| value.trim())
    };
    let host = field("host").split(':').next().unwrap_or_default();
    let length = field("content-length").parse().unwrap_or(0);
    while body.len() < length {
        match browser.read(&mut bytes)? {
            0 => break,
            length => body.extend_from_slice(&bytes[..length]),
        }
    }
    shared.note(host, method, path, &String::from_utf8_lossy(&body));
    shared.pass(path);

    let beat = BEAT.as_millis().to_string();
    let file = path.split('?').next().unwrap_or_default();
    let ending = file.rsplit_once('.').map(|(_, ending)| ending);
    let own = shared
        .lock()
        .answers
        .iter()
        .find(|(part, ..)| path.contains(part.as_str()))
        .cloned();
    let status = own.as_ref().map_or(200, |(_, status, _)| *status);
    let (kind, body) = if let Some((.., script)) = own {
        ("text/javascript", script.into_bytes())
    } else if ending == Some("js") {
        ("text/javascript", SCRIPT.replace("BEAT", &beat).into_bytes())
    } else if file.starts_with("/frame/") {
        ("text/html", FRAME.replace("BEAT", &beat).into_bytes())
    } else if ending == Some("gif") {
        ("image/gif", PIXEL.to_vec())
    } else if ending == Some("woff2") {
        ("font/woff2", FONT.to_vec())
    } else if method == "POST" {
        ("text/plain", Vec::new())
    } else {
        ("text/html", PAGE.as_bytes().to_vec())
    };
    let head = format!(
        "HTTP/1.1 {status} Answer\r\nContent-Type: {kind}\r\nContent-Length: {}\r\nAccess-Control-Allow-Origin: *\r\n\
         Set-Cookie: visitor=1; Path=/; Max-Age=31536000; SameSite=None; Secure\r\n\
         Cache-Control: no-store\r\nConnection: close\r\n\r\n",
        body.len()
    );
    browser.write_all(head.as_bytes())?;
    browser.write_all(&body)
}

impl Shared {
    /// Returns when the answer to a path may go.
    fn pass(&self, path: &str) {
        let is_held =
            |state: &mut State| !state.closed && state.held.iter().any(|part| path.contains(part.as_str()));
        drop(self.changed.wait_while(self.lock(), is_held));
    }

    fn note(&self, host: &str, method: &str, path: &str, body: &str) {
        self.lock().hits.push(Hit {
            at: Instant::now(),
            host: host.to_owned(),
            method: method.to_owned(),
            path: path.to_owned(),
            body: body.to_owned(),
        });
        self.changed.notify_all();
    }
}

/// The host's name in a handshake: the extension of kind 0, whose three lengths fit each other (RFC 6066, section 3).
fn name_in(handshake: &[u8]) -> String {
    let name = handshake.windows(9).enumerate().find_map(|(start, head)| {
        let number = |at: usize| usize::from(u16::from_be_bytes([head[at], head[at + 1]]));
        let length = number(7);
        let fits = number(0) == 0 && number(2) == length + 5 && number(4) == length + 3 && head[6] == 0;
        handshake
            .get(start + 9..start + 9 + length)
            .filter(|name| fits && !name.is_empty())
    });
    String::from_utf8_lossy(name.unwrap_or_default()).into_owned()
}
