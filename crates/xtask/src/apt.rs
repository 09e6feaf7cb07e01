//! Debian's packages, where this process may install them. The services that come with some are not started.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::chromium::is_root;
use crate::command::{self, CommandError};

/// What packages ask before they start a service.
const POLICY: &str = "/usr/sbin/policy-rc.d";

/// Runs a program while a policy answers that no service may start. A policy of somebody else stays as it is.
///
/// It is a shell that removes the policy, because it does so at Ctrl-C as well, after the program has ended. Nothing can
/// be done at a kill: so the policy forbids nothing any more once the shell is gone, and the next run removes it.
const HELD_BACK: &str = r#"
policy=$1
shift
ours='# Written by `cargo xtask test`, to install packages without their services.'
if grep -qxF "$ours" "$policy" 2>/dev/null && "$policy"; then
    rm -f "$policy"
fi
if ! [ -e "$policy" ]; then
    trap 'rm -f "$policy"' EXIT
    trap 'exit 129' HUP
    trap 'exit 130' INT
    trap 'exit 143' TERM
    printf '%s\n' '#!/bin/sh' "$ours" "if kill -0 $$ 2>/dev/null; then exit 101; fi" >"$policy" || exit
    chmod 755 "$policy" || exit
fi
"$@"
"#;

/// May this process install packages? On Debian, its administrator may.
pub(crate) fn is_allowed() -> bool {
    let describes = |text: String| text.lines().any(|line| line == "ID=debian");
    let is_debian =
        Path::new("/usr/bin/apt-get").is_file() && fs::read_to_string("/etc/os-release").is_ok_and(describes);
    is_debian && is_root()
}

/// Installs packages and nothing that they only recommend.
pub(crate) fn install(packages: &[&str]) -> Result<(), CommandError> {
    let remedy = "check the network connection, the package sources, and that /usr/sbin can be written";
    let mut install = apt("install");
    install.args(["--yes", "--no-install-recommends"]).args(packages);
    command::run(&mut apt("update"), remedy)?;
    let line = command::line(&install);
    command::run_as(line, &mut held_back(Path::new(POLICY), &install), remedy)
}

fn apt(verb: &str) -> Command {
    let mut apt = Command::new("apt-get");
    apt.args(["--quiet", verb]);
    apt
}

/// A program that is run while no service may start.
fn held_back(policy: &Path, program: &Command) -> Command {
    let mut shell = Command::new("sh");
    shell
        .args(["-c", HELD_BACK, "sh"])
        .arg(policy)
        .arg(program.get_program())
        .args(program.get_args())
        .env("DEBIAN_FRONTEND", "noninteractive");
    shell
}

#[cfg(all(test, unix))]
mod tests {
    use std::os::unix::process::{CommandExt, ExitStatusExt};
    use std::path::PathBuf;
    use std::process::{Child, Stdio};
    use std::time::{Duration, Instant};

    use super::*;

    /// A policy of the test's own, and a program that installs for a minute.
    struct Installation {
        folder: tempfile::TempDir,
        child: Child,
    }

    impl Installation {
        fn begin() -> Self {
            let folder = tempfile::tempdir().expect("there is room for a temporary folder");
            let mut program = Command::new("sleep");
            program.arg("60");
            let shell = held_back(&policy(&folder), &program);
            // Whoever runs the tests in the background may have them ignore Ctrl-C.
            let mut group = Command::new("env");
            group
                .arg("--default-signal=HUP,INT,TERM")
                .arg(shell.get_program())
                .args(shell.get_args())
                .process_group(0);
            let child = group.stderr(Stdio::null()).spawn();
            let child = child.expect("every system has env");
            let begun = Self { folder, child };
            let deadline = Instant::now() + Duration::from_mins(1);
            while answer(&begun.policy()) != Some(101) {
                assert!(Instant::now() < deadline, "the policy never forbids anything");
                std::thread::sleep(Duration::from_millis(10));
            }
            begun
        }

        fn policy(&self) -> PathBuf {
            policy(&self.folder)
        }

        /// What the terminal does at Ctrl-C: all programs that stand in it hear of it.
        fn end(&mut self, signal: &str) {
            let group = format!("-{}", self.child.id());
            let killed = Command::new("kill").args(["-s", signal, "--", &group]).status();
            assert!(killed.is_ok_and(|status| status.success()));
            let status = self.child.wait().expect("it was started");
            assert!(!status.success(), "{status}");
            assert_eq!(status.signal().is_some(), signal == "KILL", "{status}");
        }
    }

    fn policy(folder: &tempfile::TempDir) -> PathBuf {
        folder.path().join("policy-rc.d")
    }

    /// What a policy says of a service; none where there is no policy.
    fn answer(policy: &Path) -> Option<i32> {
        Command::new(policy).status().ok()?.code()
    }

    // Whoever breaks an installation off would never again be able to start a service, and not know why.
    #[test]
    fn an_installation_that_is_broken_off_leaves_no_policy() {
        for signal in ["INT", "TERM", "HUP"] {
            let mut installation = Installation::begin();
            installation.end(signal);
            assert!(!installation.policy().exists(), "{signal}");
        }
    }

    // Nothing can tidy up after a kill; but what stays must not forbid anything, and not stay for ever.
    #[test]
    fn the_policy_of_a_killed_installation_forbids_nothing_and_is_removed_by_the_next() {
        let mut installation = Installation::begin();
        installation.end("KILL");
        assert_eq!(answer(&installation.policy()), Some(0));
        let status = held_back(&installation.policy(), &Command::new("true")).status();
        assert!(status.is_ok_and(|status| status.success()));
        assert!(!installation.policy().exists());
    }

    // An administrator's own policy is theirs, and a failed installation has failed.
    #[test]
    fn a_policy_of_somebody_else_stays_and_failures_are_told() {
        let folder = tempfile::tempdir().expect("there is room for a temporary folder");
        let policy = policy(&folder);
        let status = held_back(&policy, &Command::new("false")).status();
        assert_eq!(status.ok().and_then(|status| status.code()), Some(1));
        assert!(!policy.exists());
        let own = "#!/bin/sh\nexit 104\n";
        fs::write(&policy, own).expect("the folder is ours");
        let status = held_back(&policy, &Command::new("true")).status();
        assert!(status.is_ok_and(|status| status.success()));
        assert_eq!(fs::read_to_string(&policy).ok().as_deref(), Some(own));
    }
}
