//! Where the bytes lie: a folder or an S3-compatible service, at `{municipality_id}/{sha256}`.
//!
//! Bytes are stored before the change that names them and are named by their digest, so that storing them twice is
//! storing them once and an abandoned upload harms nobody; the sweep collects those.

use std::ops::Range;
use std::path::Path as FilePath;
use std::sync::Arc;

use actix_web::web::Bytes;
use anyhow::{Context, bail};
use chrono::{DateTime, Utc};
use futures_util::stream::BoxStream;
use futures_util::{StreamExt, TryStreamExt};
use object_store::aws::AmazonS3Builder;
use object_store::local::LocalFileSystem;
use object_store::path::Path;
use object_store::{GetOptions, ObjectStore, ObjectStoreExt, WriteMultipart};
use sha2::{Digest, Sha256};
use tokio::io::{AsyncReadExt as _, AsyncSeekExt as _, AsyncWriteExt as _};
use tokio::sync::Semaphore;
use uuid::Uuid;

use crate::settings;

/// Uploads that are judged at the same time; a decoded picture takes up to 192 MiB.
const JUDGED: usize = 2;

/// Written to see whether writing works.
const PROBE: &str = "public/status/probe";

/// The bytes of all files.
#[derive(Clone)]
pub(crate) struct FileStore {
    objects: Arc<dyn ObjectStore>,
    /// Taken while an upload is in memory.
    pub(super) slots: Arc<Semaphore>,
}

/// Bytes that are read from the disk at once; S3 takes no smaller parts than 5 MiB.
pub(super) const PIECE: usize = 8 << 20;

/// Fills a piece as far as the file goes; `None` at its end.
pub(super) async fn read_piece<'a>(
    file: &mut tokio::fs::File,
    piece: &'a mut [u8],
) -> anyhow::Result<Option<&'a [u8]>> {
    let mut filled = 0;
    while let Some(rest) = piece.get_mut(filled..).filter(|rest| !rest.is_empty()) {
        let read = file.read(rest).await?;
        if read == 0 {
            break;
        }
        filled += read;
    }
    Ok(piece.get(..filled).filter(|bytes| !bytes.is_empty()))
}

/// An object as a listing shows it.
#[derive(Clone, Debug)]
pub(super) struct Stored {
    pub(super) municipality: Uuid,
    pub(super) sha256: String,
    pub(super) modified_at: DateTime<Utc>,
}

/// The digest under which bytes are stored.
pub(crate) fn digest(bytes: &[u8]) -> String {
    hex::encode(Sha256::digest(bytes))
}

fn path(municipality: Uuid, sha256: &str) -> Path {
    Path::from(format!("{municipality}/{sha256}"))
}

impl FileStore {
    /// Opens the store that the settings describe.
    ///
    /// # Errors
    /// When the folder cannot be made or the address is of no known kind.
    pub(crate) fn open(settings: &settings::Files) -> anyhow::Result<Self> {
        Ok(Self {
            objects: objects(settings)?,
            slots: Arc::new(Semaphore::new(JUDGED)),
        })
    }

    /// Whether a file can be written and read back now.
    ///
    /// # Errors
    /// Why it cannot.
    pub(crate) async fn probe(&self) -> anyhow::Result<()> {
        let (place, written) = (Path::from(PROBE), Bytes::from_static(b"ok"));
        self.objects.put(&place, written.clone().into()).await?;
        let read = self.objects.get(&place).await?.bytes().await?;
        anyhow::ensure!(read == written, "what was read is not what was written");
        Ok(())
    }

    /// Stores bytes and says under which digest. Durable when it answers.
    pub(crate) async fn put(&self, municipality: Uuid, bytes: Bytes) -> anyhow::Result<String> {
        let sha256 = digest(&bytes);
        // Written even where it exists: that renews its age, by which the sweep judges.
        self.objects
            .put(&path(municipality, &sha256), bytes.into())
            .await?;
        Ok(sha256)
    }

    /// Stores a file of the disk, however large, piece by piece; its digest and its size.
    pub(crate) async fn put_file(
        &self,
        municipality: Uuid,
        source: &FilePath,
    ) -> anyhow::Result<(String, u64)> {
        let mut hash = Sha256::new();
        let mut size = 0_u64;
        let mut file = tokio::fs::File::open(source).await?;
        let mut piece = vec![0; PIECE];
        while let Some(bytes) = read_piece(&mut file, &mut piece).await? {
            hash.update(bytes);
            size += u64::try_from(bytes.len())?;
        }
        let sha256 = hex::encode(hash.finalize());
        file.rewind().await?;
        let upload = self
            .objects
            .put_multipart(&path(municipality, &sha256))
            .await?;
        let mut writer = WriteMultipart::new_with_chunk_size(upload, PIECE);
        while let Some(bytes) = read_piece(&mut file, &mut piece).await? {
            writer.wait_for_capacity(2).await?;
            writer.write(bytes);
        }
        writer.finish().await?;
        Ok((sha256, size))
    }

    /// All bytes of a file; `None` where there is none.
    pub(crate) async fn get(
        &self,
        municipality: Uuid,
        sha256: &str,
    ) -> anyhow::Result<Option<Bytes>> {
        match self.objects.get(&path(municipality, sha256)).await {
            Ok(found) => Ok(Some(found.bytes().await?)),
            Err(object_store::Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// Copies a file to the disk, piece by piece, and checks its digest on the way; whether it is there and intact.
    pub(crate) async fn copy_to(
        &self,
        municipality: Uuid,
        sha256: &str,
        target: &FilePath,
    ) -> anyhow::Result<bool> {
        let found = match self.objects.get(&path(municipality, sha256)).await {
            Ok(found) => found,
            Err(object_store::Error::NotFound { .. }) => return Ok(false),
            Err(error) => return Err(error.into()),
        };
        let mut file = tokio::fs::File::create(target).await?;
        let mut hash = Sha256::new();
        let mut pieces = found.into_stream();
        while let Some(piece) = pieces.try_next().await? {
            hash.update(&piece);
            file.write_all(&piece).await?;
        }
        file.flush().await?;
        Ok(hex::encode(hash.finalize()) == sha256)
    }

    /// The digest of what really lies there, read piece by piece; `None` where nothing does.
    pub(crate) async fn measure(
        &self,
        municipality: Uuid,
        sha256: &str,
    ) -> anyhow::Result<Option<String>> {
        let found = match self.objects.get(&path(municipality, sha256)).await {
            Ok(found) => found,
            Err(object_store::Error::NotFound { .. }) => return Ok(None),
            Err(error) => return Err(error.into()),
        };
        let mut hash = Sha256::new();
        let mut pieces = found.into_stream();
        while let Some(piece) = pieces.try_next().await? {
            hash.update(&piece);
        }
        Ok(Some(hex::encode(hash.finalize())))
    }

    /// A file or a part of it, piece by piece.
    pub(super) async fn stream(
        &self,
        municipality: Uuid,
        sha256: &str,
        part: Option<Range<u64>>,
    ) -> anyhow::Result<BoxStream<'static, object_store::Result<Bytes>>> {
        let options = GetOptions {
            range: part.map(Into::into),
            ..GetOptions::default()
        };
        let found = self
            .objects
            .get_opts(&path(municipality, sha256), options)
            .await?;
        Ok(found.into_stream())
    }

    /// Removes a file's bytes; removing what is not there is no error.
    pub(super) async fn remove(&self, municipality: Uuid, sha256: &str) -> anyhow::Result<()> {
        match self.objects.delete(&path(municipality, sha256)).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }

    /// Removes all bytes of a municipality.
    pub(crate) async fn remove_all(&self, municipality: Uuid) -> anyhow::Result<()> {
        let folder = Path::from(municipality.to_string());
        // What was published of it in files of the night goes too.
        let published = Path::from(format!("public/bulk/{municipality}"));
        for folder in [folder, published] {
            let mut objects = self.objects.list(Some(&folder));
            while let Some(object) = objects.try_next().await? {
                self.objects.delete(&object.location).await?;
            }
        }
        Ok(())
    }

    /// Everything that is stored. What does not look like a file of ours is left out, and so left alone.
    pub(super) fn list(&self) -> BoxStream<'_, anyhow::Result<Stored>> {
        self.objects
            .list(None)
            .map_err(anyhow::Error::from)
            .try_filter_map(|meta| async move {
                let mut parts = meta.location.parts();
                let (Some(municipality), Some(sha256), None) =
                    (parts.next(), parts.next(), parts.next())
                else {
                    return Ok(None);
                };
                Ok(Uuid::parse_str(municipality.as_ref())
                    .ok()
                    .filter(|_| sha256.as_ref().len() == 64)
                    .map(|municipality| Stored {
                        municipality,
                        sha256: sha256.as_ref().to_owned(),
                        modified_at: meta.last_modified,
                    }))
            })
            .boxed()
    }
}

/// A place for objects: `file://folder`, or `s3://bucket` with the keys of the settings.
///
/// # Errors
/// When the folder cannot be made or the address is of no known kind.
pub(crate) fn objects(settings: &settings::Files) -> anyhow::Result<Arc<dyn ObjectStore>> {
    let url = settings.url.as_str();
    if let Some(folder) = url.strip_prefix("file://") {
        return Ok(Arc::new(local(FilePath::new(folder))?));
    }
    if let Some(bucket) = url.strip_prefix("s3://") {
        return Ok(Arc::new(s3(bucket, settings)?));
    }
    bail!("una dirección de archivos empieza con file:// o s3://: {url}")
}

fn local(folder: &FilePath) -> anyhow::Result<LocalFileSystem> {
    std::fs::create_dir_all(folder)
        .with_context(|| format!("no se pudo crear la carpeta {}", folder.display()))?;
    // A row that names a file must not outlive its bytes in a power cut.
    Ok(LocalFileSystem::new_with_prefix(folder)?.with_fsync(true))
}

fn s3(bucket: &str, settings: &settings::Files) -> anyhow::Result<object_store::aws::AmazonS3> {
    let mut builder = AmazonS3Builder::new()
        .with_bucket_name(bucket.trim_end_matches('/'))
        .with_region(&settings.s3_region)
        .with_access_key_id(settings.s3_access_key.expose())
        .with_secret_access_key(settings.s3_secret_key.expose());
    if !settings.s3_endpoint.is_empty() {
        builder = builder
            .with_endpoint(&settings.s3_endpoint)
            .with_allow_http(settings.s3_endpoint.starts_with("http://"));
    }
    builder
        .build()
        .context("la configuración de files.s3_* no es válida")
}
