//! The file itself: written and read on a thread of its own, entry by entry.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufReader, BufWriter, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, anyhow, ensure};
use sha2::{Digest, Sha256};
use tokio::sync::mpsc;
use tokio::task::JoinHandle;

/// Entries that may wait between the database and the disk; each is about a mebibyte or one file.
const WAITING: usize = 4;

/// A named piece of an archive.
pub(crate) struct Entry {
    pub(crate) name: String,
    pub(crate) bytes: Vec<u8>,
}

/// An archive being written. It has its name only once it is complete.
pub(crate) struct Writer {
    sender: mpsc::Sender<Entry>,
    thread: JoinHandle<anyhow::Result<()>>,
}

impl Writer {
    pub(crate) fn create(path: &Path) -> Self {
        let (sender, receiver) = mpsc::channel(WAITING);
        let path = path.to_owned();
        let thread = tokio::task::spawn_blocking(move || write(&path, receiver));
        Self { sender, thread }
    }

    pub(crate) async fn add(&self, name: String, bytes: Vec<u8>) -> anyhow::Result<()> {
        let entry = Entry { name, bytes };
        // The reason why the other end is gone is told by `finish`.
        self.sender
            .send(entry)
            .await
            .map_err(|_| anyhow!("no se pudo escribir el respaldo"))
    }

    /// Waits until everything is on the disk.
    pub(crate) async fn finish(self) -> anyhow::Result<()> {
        drop(self.sender);
        self.thread.await?
    }
}

/// The name of the last entry; without it the writing was cut off.
pub(crate) const SEAL: &str = "manifest.sig";

fn write(path: &Path, mut entries: mpsc::Receiver<Entry>) -> anyhow::Result<()> {
    let draft = draft(path);
    let file = private(&draft).with_context(|| format!("no se pudo crear {}", draft.display()))?;
    let mut encoder = zstd::Encoder::new(Hashing::new(BufWriter::new(file)), 3)?;
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
    let (mut out, digest) = tar.into_inner()?.finish()?.finish();
    out.write_all(&TRAILER)?;
    out.write_all(&digest)?;
    out.flush()?;
    out.get_ref().sync_all()?;
    fs::rename(&draft, path)?;
    sync_folder(path)
}

/// The digest of the whole file stands at its end, in a frame that decompressors skip: the compressed form has bits that
/// mean nothing, and no checksum of the content notices when one of them turns.
const TRAILER: [u8; 8] = [0x50, 0x2a, 0x4d, 0x18, 32, 0, 0, 0];

/// Passes bytes on and keeps their digest.
struct Hashing<W> {
    inner: W,
    digest: Sha256,
}

impl<W> Hashing<W> {
    fn new(inner: W) -> Self {
        Self {
            inner,
            digest: Sha256::new(),
        }
    }

    fn finish(self) -> (W, [u8; 32]) {
        (self.inner, self.digest.finalize().into())
    }
}

impl<W: Write> Write for Hashing<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.inner.write(bytes)?;
        self.digest.update(bytes.get(..written).unwrap_or_default());
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

/// Compares the file with the digest at its end; the length of what comes before.
fn check_digest(mut file: impl Read + Seek) -> anyhow::Result<u64> {
    let length = file.seek(SeekFrom::End(0))?;
    let length = length.checked_sub(40).context("el archivo está cortado")?;
    file.rewind()?;
    let mut hashing = Hashing::new(io::sink());
    io::copy(&mut (&mut file).take(length), &mut hashing)?;
    let mut trailer = Vec::new();
    file.read_to_end(&mut trailer)?;
    let (_, digest) = hashing.finish();
    ensure!(
        trailer == [TRAILER.as_slice(), &digest].concat(),
        "el archivo no es lo que fue"
    );
    file.rewind()?;
    Ok(length)
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
fn private(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// Reads an archive to its very end, so that its checksum is compared too.
pub(crate) fn read(
    path: &Path,
    mut visit: impl FnMut(Entry) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    let file = File::open(path).with_context(|| format!("no se pudo abrir {}", path.display()))?;
    let length = check_digest(&file)?;
    let mut tar = tar::Archive::new(zstd::Decoder::new(BufReader::new(file.take(length)))?);
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
    io::copy(&mut tar.into_inner(), &mut io::sink())?;
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
