//! Files that the platform makes itself for anybody to take, beside those that people sent: under names, not digests, and
//! made again where they are missing.

use std::path::Path as FilePath;

use actix_web::web::Bytes;
use futures_util::stream::BoxStream;
use object_store::path::Path;
use object_store::{ObjectStoreExt as _, WriteMultipart};
use sha2::{Digest as _, Sha256};

use super::store::{PIECE, objects, read_piece};
use crate::settings;

/// Where they lie.
const FOLDER: &str = "public";

fn path(name: &str) -> Path {
    Path::from(format!("{FOLDER}/{name}"))
}

/// Writes a small one whole.
pub(crate) async fn put(files: &settings::Files, name: &str, bytes: Bytes) -> anyhow::Result<()> {
    objects(files)?.put(&path(name), bytes.into()).await?;
    Ok(())
}

/// Writes one from the disk, piece by piece; its digest and its size.
pub(crate) async fn put_file(
    files: &settings::Files,
    name: &str,
    source: &FilePath,
) -> anyhow::Result<(String, u64)> {
    let (mut hash, mut size) = (Sha256::new(), 0_u64);
    let mut file = tokio::fs::File::open(source).await?;
    let mut piece = vec![0; PIECE];
    let upload = objects(files)?.put_multipart(&path(name)).await?;
    let mut writer = WriteMultipart::new_with_chunk_size(upload, PIECE);
    while let Some(bytes) = read_piece(&mut file, &mut piece).await? {
        hash.update(bytes);
        size += u64::try_from(bytes.len())?;
        writer.wait_for_capacity(2).await?;
        writer.write(bytes);
    }
    writer.finish().await?;
    Ok((hex::encode(hash.finalize()), size))
}

/// All bytes of a small one; `None` where there is none.
pub(crate) async fn get(files: &settings::Files, name: &str) -> anyhow::Result<Option<Bytes>> {
    match objects(files)?.get(&path(name)).await {
        Ok(found) => Ok(Some(found.bytes().await?)),
        Err(object_store::Error::NotFound { .. }) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// One piece by piece, with its size; `None` where there is none.
pub(crate) async fn stream(
    files: &settings::Files,
    name: &str,
) -> anyhow::Result<Option<(u64, BoxStream<'static, object_store::Result<Bytes>>)>> {
    match objects(files)?.get(&path(name)).await {
        Ok(found) => Ok(Some((found.meta.size, found.into_stream()))),
        Err(object_store::Error::NotFound { .. }) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// Removes one; removing what is not there is no error.
pub(crate) async fn remove(files: &settings::Files, name: &str) -> anyhow::Result<()> {
    match objects(files)?.delete(&path(name)).await {
        Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
        Err(error) => Err(error.into()),
    }
}
