//! Places for bytes: a local folder or an S3-compatible service, behind one trait.

use std::sync::Arc;

use anyhow::{Context, bail};
use object_store::aws::AmazonS3Builder;
use object_store::local::LocalFileSystem;
use object_store::{ObjectStore, ObjectStoreExt as _, path::Path};

use crate::settings::Files;

/// A place for bytes.
pub(crate) type Storage = Arc<dyn ObjectStore>;

/// Opens `file://folder` (made where it is missing) or `s3://bucket`, whose keys stand in `[files]`.
///
/// # Errors
/// When the address is of neither kind, or the folder cannot be made.
pub(crate) fn open(url: &str, keys: &Files) -> anyhow::Result<Storage> {
    if let Some(folder) = url.strip_prefix("file://") {
        std::fs::create_dir_all(folder).with_context(|| format!("no se pudo crear {folder}"))?;
        return Ok(Arc::new(
            LocalFileSystem::new_with_prefix(folder)?.with_fsync(true),
        ));
    }
    let Some(bucket) = url.strip_prefix("s3://") else {
        bail!("la dirección de almacenamiento empieza con file:// o s3://: {url}");
    };
    // The one of the process may be installed already, which is as good.
    drop(rustls::crypto::ring::default_provider().install_default());
    let store = AmazonS3Builder::new()
        .with_bucket_name(bucket)
        .with_endpoint(keys.s3_endpoint.as_str())
        .with_allow_http(keys.s3_endpoint.starts_with("http://"))
        .with_region(keys.s3_region.as_str())
        .with_access_key_id(keys.s3_access_key.expose())
        .with_secret_access_key(keys.s3_secret_key.expose())
        .build()
        .context("el almacenamiento S3 no está bien configurado")?;
    Ok(Arc::new(store))
}

/// Reads an object whole; `None` where there is none.
///
/// # Errors
/// When the place does not answer.
pub(crate) async fn read(store: &Storage, path: &str) -> anyhow::Result<Option<Vec<u8>>> {
    match store.get(&Path::from(path)).await {
        Ok(object) => Ok(Some(object.bytes().await?.to_vec())),
        Err(object_store::Error::NotFound { .. }) => Ok(None),
        Err(error) => Err(error).with_context(|| format!("no se pudo leer {path}")),
    }
}

/// Writes an object in place of what was there.
///
/// # Errors
/// When the place does not answer.
pub(crate) async fn write(store: &Storage, path: &str, bytes: Vec<u8>) -> anyhow::Result<()> {
    store
        .put(&Path::from(path), bytes.into())
        .await
        .with_context(|| format!("no se pudo escribir {path}"))?;
    Ok(())
}

/// Removes an object; one that is not there is as good as removed.
///
/// # Errors
/// When the place does not answer.
pub(crate) async fn remove(store: &Storage, path: &str) -> anyhow::Result<()> {
    match store.delete(&Path::from(path)).await {
        Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
        Err(error) => Err(error).with_context(|| format!("no se pudo borrar {path}")),
    }
}
