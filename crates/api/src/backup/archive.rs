//! The file itself: written and read on a thread of its own, entry by entry.

use std::fs::{self, File, OpenOptions};
use std::io::{BufReader, BufWriter, Read as _, Write as _};
use std::path::{Path, PathBuf};

use anyhow::{Context, anyhow};
use tokio::sync::mpsc;
use tokio::task::JoinHandle;

/// Entries that may wait between the database and the disk; each is about a mebibyte or one file.
const WAITING: usize = 4;

/// A named piece of an archive.
pub(super) struct Entry {
    pub(super) name: String,
    pub(super) bytes: Vec<u8>,
}

/// An archive being written. It has its name only once it is complete.
pub(super) struct Writer {
    sender: mpsc::Sender<Entry>,
    thread: JoinHandle<anyhow::Result<()>>,
}

impl Writer {
    pub(super) fn create(path: &Path) -> Self {
        let (sender, receiver) = mpsc::channel(WAITING);
        let path = path.to_owned();
        let thread = tokio::task::spawn_blocking(move || write(&path, receiver));
        Self { sender, thread }
    }

    pub(super) async fn add(&self, name: String, bytes: Vec<u8>) -> anyhow::Result<()> {
        let entry = Entry { name, bytes };
        // The reason why the other end is gone is told by `finish`.
        self.sender
            .send(entry)
            .await
            .map_err(|_| anyhow!("no se pudo escribir el respaldo"))
    }

    /// Waits until everything is on the disk.
    pub(super) async fn finish(self) -> anyhow::Result<()> {
        drop(self.sender);
        self.thread.await?
    }
}

/// The name of the last entry; without it the writing was cut off.
pub(super) const SEAL: &str = "manifest.sig";

fn write(path: &Path, mut entries: mpsc::Receiver<Entry>) -> anyhow::Result<()> {
    let draft = draft(path);
    let file = private(&draft).with_context(|| format!("no se pudo crear {}", draft.display()))?;
    let mut encoder = zstd::Encoder::new(BufWriter::new(file), 3)?;
    encoder.include_checksum(true)?;
    let mut tar = tar::Builder::new(encoder);
    let mut complete = false;
    while let Some(entry) = entries.blocking_recv() {
        let mut header = tar::Header::new_gnu();
        header.set_size(u64::try_from(entry.bytes.len())?);
        header.set_mode(0o600);
        tar.append_data(&mut header, &entry.name, entry.bytes.as_slice())?;
        complete = entry.name == SEAL;
    }
    if !complete {
        fs::remove_file(&draft)?;
        return Ok(());
    }
    let mut out = tar.into_inner()?.finish()?;
    out.flush()?;
    out.get_ref().sync_all()?;
    fs::rename(&draft, path)?;
    sync_folder(path)
}

/// Makes a name durable.
pub(super) fn sync_folder(path: &Path) -> anyhow::Result<()> {
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    File::open(folder.unwrap_or(Path::new(".")))?.sync_all()?;
    Ok(())
}

fn draft(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".partial");
    name.into()
}

/// An archive holds everything but the keys: only its owner reads it.
fn private(path: &Path) -> std::io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// Reads an archive to its very end, so that its checksum is compared too.
pub(super) fn read(
    path: &Path,
    mut visit: impl FnMut(Entry) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    let file = File::open(path).with_context(|| format!("no se pudo abrir {}", path.display()))?;
    let mut tar = tar::Archive::new(zstd::Decoder::new(BufReader::new(file))?);
    for entry in tar.entries()? {
        let mut entry = entry?;
        let name = entry
            .path()?
            .to_str()
            .context("un nombre no es texto")?
            .to_owned();
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes)?;
        visit(Entry { name, bytes })?;
    }
    std::io::copy(&mut tar.into_inner(), &mut std::io::sink())?;
    Ok(())
}

/// As [`read`], for whoever takes the entries in his own time.
pub(super) fn stream(path: &Path) -> (mpsc::Receiver<Entry>, JoinHandle<anyhow::Result<()>>) {
    let (sender, receiver) = mpsc::channel(WAITING);
    let path = path.to_owned();
    let thread = tokio::task::spawn_blocking(move || {
        read(&path, |entry| {
            sender
                .blocking_send(entry)
                .map_err(|_| anyhow!("la lectura se interrumpió"))
        })
    });
    (receiver, thread)
}
