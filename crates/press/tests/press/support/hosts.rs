//! Hosts at work: nginx, Caddy, Apache, Python's and press's own, each with the settings that a test gives it.

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use press::host::serve::{Options, Policy, Running, SECURITY_HEADERS, serve};
use tempfile::TempDir;

use super::{installed, not_installed, write};

/// Where recipes and settings suppose that hosts find their folder.
const ROOT: &str = "/var/www/feuilleton";

/// How long a host may take to start.
const PATIENCE: Duration = Duration::from_secs(20);

const BROTLI_MODULE: &str = "/usr/lib/nginx/modules/ngx_http_brotli_static_module.so";

/// The modules that web space with Apache has.
const APACHE_MODULES: [&str; 11] = [
    "mpm_event",
    "authz_core",
    "autoindex",
    "deflate",
    "dir",
    "filter",
    "headers",
    "mime",
    "negotiation",
    "rewrite",
    "setenvif",
];

/// A folder that hosts serve, with a site at the path where it stands there.
pub(crate) struct Served {
    root: TempDir,
    pub(crate) base: &'static str,
}

/// A host at work.
pub(crate) struct Host {
    name: &'static str,
    pub(crate) base: &'static str,
    address: SocketAddr,
    _process: Process,
    _folder: Option<TempDir>,
}

enum Process {
    Child(Child),
    Own(#[expect(dead_code, reason = "it serves until it is dropped")] Running),
}

pub(crate) struct Answer {
    pub(crate) status: u16,
    headers: BTreeMap<String, String>,
    pub(crate) body: Vec<u8>,
}

impl Drop for Process {
    fn drop(&mut self) {
        if let Self::Child(child) = self {
            // Both fail only where the host has ended already.
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

impl Served {
    /// A folder with nothing in it yet.
    pub(crate) fn at(base: &'static str) -> Self {
        let root = tempfile::tempdir().expect("there is room for a temporary folder");
        let served = Self { root, base };
        fs::create_dir_all(served.site()).expect("the folder is writable");
        served
    }

    /// Where the site stands.
    pub(crate) fn site(&self) -> PathBuf {
        self.root.path().join(self.base.trim_matches('/'))
    }

    /// The bytes of a file of the site.
    pub(crate) fn file(&self, name: &str) -> Vec<u8> {
        fs::read(self.site().join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    /// nginx with these settings.
    pub(crate) fn nginx(&self, settings: &str) -> Option<Host> {
        let program = installed("nginx")?;
        if !Path::new(BROTLI_MODULE).is_file() {
            return not_installed("libnginx-mod-http-brotli-static");
        }
        let folder = tempfile::tempdir().expect("there is room for a temporary folder");
        let port = free_port();
        let own = folder.path().display();
        let settings = changed(settings, "listen 80;", &format!("listen 127.0.0.1:{port};"));
        write(&folder.path().join("site.conf"), self.rooted(&settings));
        let temporary: String = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
            .map(|kind| format!("{kind}_temp_path {own}/{kind};\n"))
            .concat();
        let main = format!(
            "daemon off; master_process off; pid {own}/pid; error_log stderr notice;\n\
             load_module {BROTLI_MODULE};\nevents {{}}\nhttp {{\ninclude /etc/nginx/mime.types;\n\
             default_type application/octet-stream; access_log off;\n{temporary}include {own}/site.conf;\n}}\n"
        );
        write(&folder.path().join("nginx.conf"), main);
        let mut command = Command::new(program);
        command.arg("-c").arg(folder.path().join("nginx.conf"));
        let (process, _) = started(command.stderr(Stdio::piped()), "getrlimit");
        Some(self.host("nginx", port, process, Some(folder)))
    }

    /// Caddy with these settings of the site with that name.
    pub(crate) fn caddy(&self, settings: &str, name: &str) -> Option<Host> {
        let program = installed("caddy")?;
        let folder = tempfile::tempdir().expect("there is room for a temporary folder");
        let port = free_port();
        let here = format!("\nhttp://127.0.0.1:{port} {{");
        let settings = self.rooted(&changed(settings, &format!("\n{name} {{"), &here));
        let file = folder.path().join("Caddyfile");
        write(
            &file,
            format!("{{\n\tadmin off\n\tauto_https off\n}}\n{settings}"),
        );
        let mut command = Command::new(program);
        command
            .args(["run", "--adapter", "caddyfile", "--config"])
            .arg(&file);
        for variable in ["HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"] {
            command.env(variable, folder.path());
        }
        let (process, _) = started(command.stderr(Stdio::piped()), "serving initial configuration");
        Some(self.host("caddy", port, process, Some(folder)))
    }

    /// Apache as web space has it: the settings are those that stand in the folder of the site.
    pub(crate) fn apache(&self) -> Option<Host> {
        let program = installed("apache2")?;
        let folder = tempfile::tempdir().expect("there is room for a temporary folder");
        let (own, root, port) = (folder.path().display(), self.root.path().display(), free_port());
        let modules: String = APACHE_MODULES
            .map(|name| format!("LoadModule {name}_module /usr/lib/apache2/modules/mod_{name}.so\n"))
            .concat();
        let main = format!(
            "ServerRoot {own}\nServerName localhost\nListen 127.0.0.1:{port}\nPidFile {own}/pid\nMutex file:{own}\n\
             DefaultRuntimeDir {own}\nErrorLog {own}/log\n{modules}TypesConfig /etc/mime.types\nDocumentRoot {root}\n\
             <Directory {root}>\nAllowOverride All\nRequire all granted\n</Directory>\n"
        );
        write(&folder.path().join("apache.conf"), main);
        let mut command = Command::new(program);
        command.arg("-X").arg("-f").arg(folder.path().join("apache.conf"));
        let child = command.stderr(Stdio::null()).spawn();
        let process = Process::Child(child.expect("the program can be started"));
        // It does not say when it is ready.
        let deadline = Instant::now() + PATIENCE;
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            let said = || fs::read_to_string(folder.path().join("log")).unwrap_or_default();
            assert!(Instant::now() < deadline, "Apache did not start: {}", said());
            std::thread::sleep(Duration::from_millis(10));
        }
        Some(self.host("apache", port, process, Some(folder)))
    }

    /// Python's host.
    pub(crate) fn python(&self) -> Option<Host> {
        let mut command = Command::new(installed("python3")?);
        command.args(["-u", "-m", "http.server", "--bind", "127.0.0.1", "--directory"]);
        command
            .arg(self.root.path())
            .arg("0")
            .stdout(Stdio::piped())
            .stderr(Stdio::null());
        let (process, line) = started(&mut command, "Serving HTTP on");
        let port = line
            .split(' ')
            .find_map(|word| word.parse().ok())
            .expect("Python names its port");
        Some(self.host("python3", port, process, None))
    }

    /// press's own host.
    pub(crate) fn press(&self) -> Host {
        let options = Options {
            base: self.base.to_owned(),
            policy: Policy::Media,
            ..Options::new(self.site())
        };
        let server = serve(options).expect("the options are sound");
        Host {
            name: "press",
            base: self.base,
            address: server.address(),
            _process: Process::Own(server),
            _folder: None,
        }
    }

    /// Settings for this folder, in the place of the one that they suppose.
    fn rooted(&self, settings: &str) -> String {
        assert!(settings.contains(ROOT), "{settings}");
        settings.replace(ROOT, &self.root.path().display().to_string())
    }

    fn host(&self, name: &'static str, port: u16, process: Process, folder: Option<TempDir>) -> Host {
        Host {
            name,
            base: self.base,
            address: ([127, 0, 0, 1], port).into(),
            _process: process,
            _folder: folder,
        }
    }
}

impl Host {
    /// What it answers at a path below the base.
    pub(crate) fn ask(&self, method: &str, path: &str, headers: &[(&str, &str)]) -> Answer {
        let mut stream = TcpStream::connect(self.address).expect("the host listens");
        let mut request = format!(
            "{method} {}{path} HTTP/1.1\r\nhost: {}\r\nconnection: close\r\n",
            self.base, self.address
        );
        for (name, value) in headers {
            request.extend([name, ": ", value, "\r\n"]);
        }
        request.push_str("\r\n");
        stream.write_all(request.as_bytes()).expect("the host reads");
        let mut bytes = Vec::new();
        stream
            .read_to_end(&mut bytes)
            .expect("the host answers and closes");
        let end = bytes
            .windows(4)
            .position(|part| part == b"\r\n\r\n")
            .expect("headers end");
        let head = std::str::from_utf8(&bytes[..end]).expect("headers are ASCII");
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok());
        Answer {
            status: status.expect("a status line comes first"),
            headers: head
                .lines()
                .filter_map(|line| line.split_once(": "))
                .map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned()))
                .collect(),
            body: bytes[end + 4..].to_vec(),
        }
    }

    pub(crate) fn read(&self, path: &str) -> Answer {
        self.ask("GET", path, &[])
    }

    /// Where a message of a test is about.
    pub(crate) fn at(&self, path: &str) -> String {
        format!("{} at {}: {path}", self.name, self.base)
    }

    /// The path that an answer leads on to. Hosts may say the whole address.
    pub(crate) fn leads_to(&self, answer: &Answer) -> Option<String> {
        let own = format!("http://{}", self.address);
        let location = answer.header("location")?;
        Some(location.strip_prefix(&own).unwrap_or(location).to_owned())
    }

    /// Fails where an answer lacks a header of the security, or says another policy.
    pub(crate) fn assert_secure(&self, answer: &Answer, path: &str, policy: &str) {
        let policy = ("content-security-policy", policy);
        for (name, value) in SECURITY_HEADERS.into_iter().chain([policy]) {
            assert_eq!(answer.header(name), Some(value), "{}: {name}", self.at(path));
        }
    }
}

impl Answer {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(String::as_str)
    }
}

/// A text with one thing in it changed, which must be there once.
pub(crate) fn changed(text: &str, from: &str, to: &str) -> String {
    assert_eq!(text.matches(from).count(), 1, "{from}: {text}");
    text.replace(from, to)
}

fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port is free");
    listener
        .local_addr()
        .expect("a bound socket has an address")
        .port()
}

/// Starts a host, and waits for the line in which it says that it is ready.
fn started(command: &mut Command, ready: &str) -> (Process, String) {
    let mut child = command.spawn().expect("the program can be started");
    let (out, err) = (child.stdout.take(), child.stderr.take());
    let process = Process::Child(child);
    let output: Box<dyn Read + Send> = match (out, err) {
        (Some(out), _) => Box::new(out),
        (None, Some(err)) => Box::new(err),
        (None, None) => panic!("the test reads one of the two"),
    };
    let mut lines = BufReader::new(output).lines().map_while(Result::ok);
    let mut said = Vec::new();
    for line in lines.by_ref() {
        if line.contains(ready) {
            // A host that nobody listens to any more would end with its next word.
            std::thread::spawn(move || lines.for_each(drop));
            return (process, line);
        }
        said.push(line);
    }
    panic!("the host did not start:\n{}", said.join("\n"));
}
