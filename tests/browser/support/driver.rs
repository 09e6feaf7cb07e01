//! The server that drives browsers, one for all tests of this program.

use std::io::{BufRead, BufReader};
use std::os::unix::process::CommandExt;
use std::process::{ChildStdin, ChildStdout, Command, Stdio};
use std::sync::OnceLock;

use xtask::chromium::Chromium;

use super::skip;

/// Runs the driver until this program ends, in whatever way: then the pipe on standard input closes. The shell
/// is the head of a process group, for a driver that ends alone leaves its browsers behind.
const KEEPER: &str = r#"
trap : TERM
"$1" --port=0 2>/dev/null &
driver=$!
exec >&- 2>&-
read -r _
kill -TERM 0
wait "$driver"
sleep 0.5
rm -rf "$TMPDIR"
kill -KILL 0
"#;

/// A server that drives browsers, and the browser it starts.
pub(super) struct Driver {
    pub(super) url: String,
    pub(super) chromium: Chromium,
    /// Closes with this program, which ends the server.
    _alive: ChildStdin,
    /// A server whose output nobody takes would stop.
    _output: BufReader<ChildStdout>,
}

/// The server, started by the first test that asks; none where there is no browser.
pub(super) fn driver() -> Option<&'static Driver> {
    static DRIVER: OnceLock<Result<Driver, String>> = OnceLock::new();
    match DRIVER.get_or_init(|| Driver::start(Chromium::find().map_err(|error| error.to_string())?)) {
        Ok(driver) => Some(driver),
        Err(reason) => {
            skip(reason);
            None
        }
    }
}

impl Driver {
    fn start(chromium: Chromium) -> Result<Self, String> {
        let folder = tempfile::tempdir().expect("the system has a folder for temporary files");
        let mut child = Command::new("sh")
            .args(["-c", KEEPER, "keeper"])
            .arg(&chromium.driver)
            // The shell removes it, as the browsers write into it until they end.
            .env("TMPDIR", folder.keep())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .process_group(0)
            .spawn()
            .map_err(|error| format!("cannot run sh: {error}"))?;
        let pipes = child.stdin.take().zip(child.stdout.take());
        let (alive, output) = pipes.expect("both were asked for, and are taken only here");
        let mut output = BufReader::new(output);
        let mut said = String::new();
        while output.read_line(&mut said).is_ok_and(|length| length > 0) {
            if let Some((_, port)) = said.rsplit_once("started successfully on port ") {
                let url = format!("http://127.0.0.1:{}", port.trim().trim_end_matches('.'));
                return Ok(Self {
                    url,
                    chromium,
                    _alive: alive,
                    _output: output,
                });
            }
        }
        Err(format!(
            "{} did not start; it said: {}",
            chromium.driver.display(),
            said.trim()
        ))
    }
}
