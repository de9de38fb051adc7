//! Cleans up behind this program, however it ends.
//!
//! A small shell waits for the end of its input, which the system closes when this program is gone: also after Ctrl-C
//! and `kill -9`, which no destructor survives.

use std::ffi::OsStr;
use std::os::unix::process::CommandExt;
use std::path::Path;
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

    /// Ends the programs that still work in a folder, and removes it. A server is told by its working folder and not by
    /// its number, which the system may have given to another one meanwhile; where there is no `/proc`, only the folder
    /// goes.
    pub(crate) fn of_folder(folder: &Path) -> Result<Self> {
        let folder = folder.canonicalize().context("the folder is not there")?;
        Self::new(
            "for one in /proc/[0-9]*; do
                [ \"$(readlink \"$one/cwd\")\" = \"$1\" ] && kill -9 \"${one#/proc/}\"
            done; rm -rf \"$1\"",
            [folder],
        )
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

    #[test]
    fn a_program_that_was_left_behind_in_the_folder_ends_with_it() {
        let folder = std::env::temp_dir().join(format!("munica-left-{}", std::process::id()));
        std::fs::create_dir(&folder).unwrap();
        let guardian = Guardian::of_folder(&folder).unwrap();
        let mut sleep = Command::new("sleep");
        let mut left = sleep.arg("600").current_dir(&folder).spawn().unwrap();
        drop(guardian);
        assert!(!left.wait().unwrap().success());
        assert!(!folder.exists());
    }
}
