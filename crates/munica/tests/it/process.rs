//! The program as a process of its own, in a folder of its own.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Output, Stdio};

use tempfile::TempDir;

/// A folder in which an installation lives.
pub(crate) struct Home(TempDir);

impl Home {
    pub(crate) fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    /// The program, not started yet: all it writes lies in the folder, and no setting comes from outside.
    pub(crate) fn munica(&self, words: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_munica"));
        for (name, _) in std::env::vars() {
            if name.starts_with("MUNICA_") {
                command.env_remove(name);
            }
        }
        command
            .args(words)
            .current_dir(self.0.path())
            .env("MUNICA_LOG__FILTER", "error")
            .stdin(Stdio::null());
        command
    }

    /// Where it lies.
    pub(crate) fn path(&self) -> &Path {
        self.0.path()
    }

    /// Runs it to its end.
    pub(crate) fn run(&self, words: &[&str]) -> Output {
        self.munica(words).output().unwrap()
    }
}

/// What it complained about.
pub(crate) fn complaint(output: &Output) -> String {
    assert!(!output.status.success());
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// A port that nobody listens on now.
pub(crate) fn free_port() -> u16 {
    let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    listener.local_addr().unwrap().port()
}

/// A process at work, killed when the test is over.
pub(crate) struct Running(Child);

impl Running {
    /// Starts it and waits for the line in which it says that it works.
    pub(crate) fn start(mut command: Command, sign: &str) -> Self {
        let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let running = Self(child);
        assert!(
            lines.any(|line| line.unwrap().contains(sign)),
            "it ended before it worked"
        );
        running
    }

    /// What a supervisor sends first.
    pub(crate) fn terminate(&self) {
        let status = Command::new("kill")
            .args(["-TERM", &self.0.id().to_string()])
            .status();
        assert!(status.unwrap().success());
    }

    /// Waits for its end.
    pub(crate) fn end(mut self) -> ExitStatus {
        self.0.wait().unwrap()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // It may have ended by itself.
        drop(self.0.kill());
        drop(self.0.wait());
    }
}

/// Reads an address: the whole answer as text.
pub(crate) fn get(port: u16, path: &str) -> String {
    send(port, &format!("GET {path}"), "Accept: text/html", "")
}

/// Posts a body under this header.
pub(crate) fn post(port: u16, path: &str, header: &str, body: &str) -> String {
    let length = format!("{header}\r\nContent-Length: {}", body.len());
    send(port, &format!("POST {path}"), &length, body)
}

fn send(port: u16, what: &str, headers: &str, body: &str) -> String {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
    write!(
        stream,
        "{what} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\nAccept-Encoding: identity\r\n{headers}\r\n\r\n{body}"
    )
    .unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}
