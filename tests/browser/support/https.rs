//! A portal over https, as readers have it: Caddy in front, with a certificate that it makes itself.

use std::fs;
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};

use tempfile::TempDir;

use super::{eventually, skip_optional};

/// A server that speaks https. It ends when it is dropped.
pub(super) struct Https {
    process: Child,
    port: u16,
    /// Where Caddy keeps its certificates.
    _folder: TempDir,
}

impl Https {
    /// One in front of a server, for a name of this machine; none where the test is to be skipped.
    pub(super) fn before(server: SocketAddr, name: &str) -> Option<Self> {
        // The port is free again when the listener is dropped, and nobody has connected to it.
        let free = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("the machine has a free port");
        let port = free.local_addr().expect("the socket is bound").port();
        drop(free);
        let folder = tempfile::tempdir().expect("the system has a folder for temporary files");
        let file = folder.path().join("Caddyfile");
        let settings = format!(
            "{{\nadmin off\nskip_install_trust\nauto_https disable_redirects\n}}\n\
             https://{name}:{port} {{\nbind 127.0.0.1\ntls internal\nreverse_proxy {server}\n}}\n"
        );
        fs::write(&file, settings).expect("the folder is ours");
        let process = Command::new("caddy")
            .args(["run", "--adapter", "caddyfile", "--config"])
            .arg(&file)
            .env("HOME", folder.path())
            .env("XDG_DATA_HOME", folder.path())
            .env("XDG_CONFIG_HOME", folder.path())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn();
        let Ok(process) = process else {
            skip_optional("there is no Caddy to speak https");
            return None;
        };
        let https = Self {
            process,
            port,
            _folder: folder,
        };
        eventually("Caddy to listen", || {
            TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_ok()
        });
        Some(https)
    }

    pub(super) fn port(&self) -> u16 {
        self.port
    }
}

impl Drop for Https {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
