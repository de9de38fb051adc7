//! A small database on this device. What lies in it is sealed with a key of the browser that no script can read out: whoever
//! copies the disk gets nothing. Whoever holds the unlocked device gets everything.

use idb::{Database, DatabaseEvent as _, Factory, ObjectStoreParams, Query, TransactionMode};
use js_sys::{Object, Reflect, Uint8Array};
use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{CryptoKey, SubtleCrypto};

/// The drawer of the key.
const KEYS: &str = "keys";
/// The key in it.
const KEY: &str = "seal";
/// Bytes of the number that AES-GCM uses once.
const NONCE: usize = 12;

/// The browser does not let us keep anything, or what was kept cannot be opened.
#[derive(Debug)]
pub(crate) struct Unavailable;

type Outcome<T> = Result<T, Unavailable>;

impl From<JsValue> for Unavailable {
    fn from(_: JsValue) -> Self {
        Self
    }
}

impl From<idb::Error> for Unavailable {
    fn from(_: idb::Error) -> Self {
        Self
    }
}

impl From<serde_json::Error> for Unavailable {
    fn from(_: serde_json::Error) -> Self {
        Self
    }
}

/// The database, open.
pub(crate) struct Sealed {
    database: Database,
    key: CryptoKey,
}

impl Sealed {
    /// Opens the database of this name with its drawers, and makes both where they are not there.
    pub(crate) async fn open(name: &str, drawers: &'static [&'static str]) -> Outcome<Self> {
        let mut request = Factory::new()?.open(name, Some(1))?;
        request.on_upgrade_needed(move |event| {
            let Ok(database) = event.database() else {
                return;
            };
            for drawer in drawers.iter().chain(&[KEYS]) {
                // One that is there already is none of ours to make.
                drop(database.create_object_store(drawer, ObjectStoreParams::new()));
            }
        });
        let database = request.await?;
        let key = key(&database).await?;
        Ok(Self { database, key })
    }

    /// Keeps a value under a name, in place of what was there.
    pub(crate) async fn put(&self, drawer: &str, id: &str, value: &impl Serialize) -> Outcome<()> {
        let sealed = self.seal(&serde_json::to_vec(value)?).await?;
        let transaction = self
            .database
            .transaction(&[drawer], TransactionMode::ReadWrite)?;
        let store = transaction.object_store(drawer)?;
        store.put(&sealed, Some(&JsValue::from_str(id)))?.await?;
        transaction.await?;
        Ok(())
    }

    /// A value; none where there is none, or where it cannot be opened.
    pub(crate) async fn get<T: DeserializeOwned>(
        &self,
        drawer: &str,
        id: &str,
    ) -> Outcome<Option<T>> {
        let transaction = self
            .database
            .transaction(&[drawer], TransactionMode::ReadOnly)?;
        let store = transaction.object_store(drawer)?;
        let found = store.get(Query::Key(JsValue::from_str(id)))?.await?;
        match found {
            Some(sealed) => Ok(self.unseal(&sealed).await),
            None => Ok(None),
        }
    }

    /// Every value of a drawer, in the order of their names. What cannot be opened is left where it is.
    pub(crate) async fn all<T: DeserializeOwned>(&self, drawer: &str) -> Outcome<Vec<T>> {
        let transaction = self
            .database
            .transaction(&[drawer], TransactionMode::ReadOnly)?;
        let found = transaction
            .object_store(drawer)?
            .get_all(None, None)?
            .await?;
        let mut all = Vec::new();
        for sealed in found {
            all.extend(self.unseal(&sealed).await);
        }
        Ok(all)
    }

    /// Takes a value away.
    pub(crate) async fn remove(&self, drawer: &str, id: &str) -> Outcome<()> {
        let transaction = self
            .database
            .transaction(&[drawer], TransactionMode::ReadWrite)?;
        let store = transaction.object_store(drawer)?;
        store.delete(Query::Key(JsValue::from_str(id)))?.await?;
        transaction.await?;
        Ok(())
    }

    async fn seal(&self, plain: &[u8]) -> Outcome<Uint8Array> {
        let nonce = Uint8Array::new_with_length(u32::try_from(NONCE).unwrap_or_default());
        let crypto = leptos::prelude::window().crypto()?;
        crypto.get_random_values_with_array_buffer_view(&nonce)?;
        let sealed = subtle()?.encrypt_with_object_and_u8_array(
            &algorithm(Some(&nonce))?,
            &self.key,
            plain,
        )?;
        let sealed = Uint8Array::new(&JsFuture::from(sealed).await?);
        let whole = Uint8Array::new_with_length(nonce.length() + sealed.length());
        whole.set(&nonce, 0);
        whole.set(&sealed, nonce.length());
        Ok(whole)
    }

    async fn unseal<T: DeserializeOwned>(&self, sealed: &JsValue) -> Option<T> {
        let bytes = sealed.dyn_ref::<Uint8Array>()?.to_vec();
        let (nonce, sealed) = bytes.split_at_checked(NONCE)?;
        let algorithm = algorithm(Some(&Uint8Array::from(nonce))).ok()?;
        let subtle = subtle().ok()?;
        let opened = subtle.decrypt_with_object_and_u8_array(&algorithm, &self.key, sealed);
        let plain = JsFuture::from(opened.ok()?).await.ok()?;
        serde_json::from_slice(&Uint8Array::new(&plain).to_vec()).ok()
    }
}

/// The key of this device, made where there is none.
async fn key(database: &Database) -> Outcome<CryptoKey> {
    let name = JsValue::from_str(KEY);
    let transaction = database.transaction(&[KEYS], TransactionMode::ReadOnly)?;
    let found = transaction
        .object_store(KEYS)?
        .get(Query::Key(name.clone()))?
        .await?;
    if let Some(key) = found {
        return key.dyn_into().map_err(Unavailable::from);
    }
    let uses = js_sys::Array::of2(&"encrypt".into(), &"decrypt".into());
    // It cannot be read out: the browser keeps it and only uses it.
    let made = subtle()?.generate_key_with_object(&algorithm(None)?, false, &uses)?;
    let key: CryptoKey = JsFuture::from(made).await?.dyn_into()?;
    let transaction = database.transaction(&[KEYS], TransactionMode::ReadWrite)?;
    transaction
        .object_store(KEYS)?
        .put(&key, Some(&name))?
        .await?;
    transaction.await?;
    Ok(key)
}

fn subtle() -> Outcome<SubtleCrypto> {
    Ok(leptos::prelude::window().crypto()?.subtle())
}

/// AES-GCM of 256 bits.
fn algorithm(nonce: Option<&Uint8Array>) -> Outcome<Object> {
    let algorithm = Object::new();
    Reflect::set(&algorithm, &"name".into(), &"AES-GCM".into())?;
    Reflect::set(&algorithm, &"length".into(), &256.into())?;
    if let Some(nonce) = nonce {
        Reflect::set(&algorithm, &"iv".into(), nonce)?;
    }
    Ok(algorithm)
}
