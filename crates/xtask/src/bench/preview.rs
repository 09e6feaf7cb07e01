//! `cargo xtask bench preview`: how long after a save a preview answers with what was saved, for magazines of several sizes.
//! Together with reading the page again, which a browser does in a few tens of milliseconds, it is what a writer waits for.

use std::fs;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use super::magazine;
use super::press::{Error, PROFILE, built, first_file, portal};
use crate::folder;
use crate::workspace::Workspace;

/// So many saves are measured.
const SAVES: usize = 7;

/// Builds press, and measures a preview of magazines of these sizes.
///
/// # Errors
/// When press cannot be built or fails, or the folders cannot be written.
pub fn run(workspace: &Workspace, sizes: &[usize]) -> Result<(), Error> {
    let press = built(workspace, PROFILE)?;
    println!(
        "{:>8}{:>15}{:>20}{:>16}{:>16}{:>10}",
        "articles", "ready, ms", "save to shown, ms", "the slowest, ms", "exact after, ms", "peak MB"
    );
    for articles in sizes {
        let root = workspace.bench().join(format!("preview-{articles}"));
        let prepare = |source| Error::Prepare {
            folder: root.clone(),
            source,
        };
        folder::remove(&root).map_err(prepare)?;
        let (content, app) = (root.join("content"), root.join("app"));
        magazine::write(&content, *articles).map_err(prepare)?;
        portal(workspace, &app).map_err(prepare)?;
        measure(&press, &content, &app, *articles).map_err(|error| Error::Failed {
            what: error.to_string(),
            line: format!(
                "{} preview {} --app {}",
                press.display(),
                content.display(),
                app.display()
            ),
        })?;
        folder::remove(&root).map_err(prepare)?;
    }
    Ok(())
}

/// A preview at work, which ends with this value.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        // Both fail only where it has ended already.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn measure(press: &Path, content: &Path, app: &Path, articles: usize) -> io::Result<()> {
    let begun = Instant::now();
    let mut command = Command::new(press);
    command
        .arg("preview")
        .arg(content)
        .arg("--app")
        .arg(app)
        .args(["--port", "0"]);
    let mut child = Running(command.stdout(Stdio::piped()).spawn()?);
    let out = child.0.stdout.take().ok_or(io::ErrorKind::BrokenPipe)?;
    let line = BufReader::new(out)
        .lines()
        .next()
        .ok_or(io::ErrorKind::UnexpectedEof)??;
    let address = line
        .split_once("http://")
        .and_then(|(_, rest)| rest.split('/').next());
    let address = address.ok_or(io::ErrorKind::InvalidData)?.to_owned();
    let ready = begun.elapsed();
    // The first edition, and the exact one.
    let mut version = wait(&address, wait(&address, 0)?)?;

    let sections = ["magazine", "events", "resources"].map(|section| content.join(section));
    let found = sections.iter().find_map(|section| first_file(section).ok());
    let file = found.ok_or(io::ErrorKind::NotFound)?;
    let text = fs::read_to_string(&file)?;
    let page = page_of(content, &file);
    let (mut shown, mut exact) = (Vec::new(), Vec::new());
    for save in 0..SAVES {
        let words = format!("Saved for the {save}th time.");
        let begun = Instant::now();
        fs::write(&file, format!("{text}\n{words}\n"))?;
        version = wait(&address, version)?;
        while !get(&address, &page, None)?.contains(&words) {
            version = wait(&address, version)?;
        }
        shown.push(begun.elapsed());
        version = wait(&address, version)?;
        exact.push(begun.elapsed());
    }
    for times in [&mut shown, &mut exact] {
        times.sort();
    }
    let ms = |time: Option<&Duration>| time.map_or(0, Duration::as_millis);
    println!(
        "{articles:>8}{:>15}{:>20}{:>16}{:>16}{:>10}",
        ready.as_millis(),
        ms(shown.get(SAVES / 2)),
        ms(shown.last()),
        ms(exact.get(SAVES / 2)),
        peak(child.0.id()),
    );
    Ok(())
}

/// The address of the page of a file: its section, and its name without the day.
fn page_of(content: &Path, file: &Path) -> String {
    let path = file.strip_prefix(content).unwrap_or(file).with_extension("");
    let section = path.parent().unwrap_or(Path::new("")).display().to_string();
    let name = path
        .file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    format!("/{section}/{name}/")
}

/// Waits for an edition after that one, and says which it is.
fn wait(address: &str, version: u64) -> io::Result<u64> {
    loop {
        let answer = get(address, "/.press/events", Some(version))?;
        let id = answer
            .lines()
            .find_map(|line| line.strip_prefix("id: ")?.trim().parse().ok());
        if let Some(id) = id {
            return Ok(id);
        }
    }
}

fn get(address: &str, path: &str, last: Option<u64>) -> io::Result<String> {
    let mut stream = TcpStream::connect(address)?;
    let last = last
        .map(|last| format!("last-event-id: {last}\r\n"))
        .unwrap_or_default();
    write!(
        stream,
        "GET {path} HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\n{last}\r\n"
    )?;
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// The most memory that a process has had, in megabytes; 0 where the system does not say.
fn peak(process: u32) -> u64 {
    let status = fs::read_to_string(PathBuf::from(format!("/proc/{process}/status"))).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok());
    kilobytes.unwrap_or(0) / 1000
}
