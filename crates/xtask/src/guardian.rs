//! Cleans up behind this program, however it ends.
//!
//! A small shell waits for the end of its input, which the system closes when this program is gone: also after Ctrl-C
//! and `kill -9`, which no destructor survives.

use std::ffi::OsStr;
use std::os::unix::process::CommandExt;
use std::process::{Child, Command, Stdio};

use anyhow::{Context, Result};

/// Runs its script when it is dropped, or when this program dies.
pub(crate) struct Guardian(Child);

impl Guardian {
    /// `script` is for the shell; it sees `args` as `$1` and so on.
    pub(crate) fn new<A: AsRef<OsStr>>(
        script: &str,
        args: impl IntoIterator<Item = A>,
    ) -> Result<Self> {
        let child = Command::new("sh")
            .args([
                "-c",
                &format!("trap '' INT TERM HUP; cat >/dev/null; cd /; {script}"),
                "guardian",
            ])
            .args(args)
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            // Ctrl-C goes to a whole process group: the guardian must outlive it.
            .process_group(0)
            .spawn()
            .context("cannot start sh")?;
        Ok(Self(child))
    }
}

impl Drop for Guardian {
    fn drop(&mut self) {
        drop(self.0.stdin.take());
        // Nobody is left to hear that the cleaning failed.
        drop(self.0.wait());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_script_runs_when_the_guardian_goes() {
        let file = std::env::temp_dir().join(format!("munica-guardian-{}", std::process::id()));
        std::fs::write(&file, "").unwrap();
        let guardian = Guardian::new("rm \"$1\"", [&file]).unwrap();
        assert!(file.exists());
        drop(guardian);
        assert!(!file.exists());
    }
}
