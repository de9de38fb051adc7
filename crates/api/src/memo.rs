//! What this process remembers of the database, each value as long as the topic it was read under stays unchanged.
//!
//! For small things that nearly every request needs: municipalities by slug, the catalogues, the places. Whole answers
//! are remembered elsewhere, encoded and bounded in bytes.

use std::any::{Any, TypeId};
use std::collections::HashMap;
use std::future::Future;
use std::sync::{Arc, PoisonError, RwLock};

use crate::bus::{Bus, Topic};
use crate::error::ApiResult;

/// More values than this are not kept: the country has fewer municipalities.
const MOST: usize = 8_192;

type Key = (TypeId, String);

#[derive(Clone)]
struct Kept {
    version: u64,
    value: Arc<dyn Any + Send + Sync>,
}

/// Values by their type and a key.
#[derive(Clone)]
pub(crate) struct Memo {
    bus: Bus,
    values: Arc<RwLock<HashMap<Key, Kept>>>,
}

impl Memo {
    /// Remembers nothing yet.
    pub(crate) fn new(bus: Bus) -> Self {
        Self {
            bus,
            values: Arc::default(),
        }
    }

    /// The value under a key, read again when the topic changed since. `None` is not remembered: whoever asks for what
    /// does not exist must not fill the memory.
    ///
    /// # Errors
    /// What `load` returns.
    pub(crate) async fn find<T: Send + Sync + 'static>(
        &self,
        topic: Topic,
        key: &str,
        load: impl Future<Output = ApiResult<Option<T>>>,
    ) -> ApiResult<Option<Arc<T>>> {
        // Before the read: a change during it makes the value old, not the other way round.
        let version = self.bus.version(topic);
        let key = (TypeId::of::<T>(), key.to_owned());
        if let Some(kept) = self.kept(&key).filter(|kept| kept.version == version)
            && let Ok(value) = kept.value.downcast()
        {
            return Ok(Some(value));
        }
        let Some(value) = load.await?.map(Arc::new) else {
            return Ok(None);
        };
        self.keep(key, version, value.clone());
        Ok(Some(value))
    }

    fn kept(&self, key: &Key) -> Option<Kept> {
        let values = self.values.read().unwrap_or_else(PoisonError::into_inner);
        values.get(key).cloned()
    }

    fn keep<T: Send + Sync + 'static>(&self, key: Key, version: u64, value: Arc<T>) {
        let mut values = self.values.write().unwrap_or_else(PoisonError::into_inner);
        if values.len() >= MOST {
            values.clear();
        }
        values.insert(key, Kept { version, value });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn read(memo: &Memo, value: Option<u32>) -> Option<u32> {
        let found = memo
            .find(Topic::Directory, "key", async { Ok(value) })
            .await;
        found.unwrap().map(|value| *value)
    }

    #[actix_web::test]
    async fn a_value_is_read_once_until_its_topic_changes() {
        let bus = Bus::default();
        let memo = Memo::new(bus.clone());
        assert_eq!(read(&memo, Some(1)).await, Some(1));
        assert_eq!(read(&memo, Some(2)).await, Some(1));
        bus.publish(&[Topic::Catalogs]);
        assert_eq!(read(&memo, Some(2)).await, Some(1));
        bus.publish(&[Topic::Directory]);
        assert_eq!(read(&memo, Some(2)).await, Some(2));
        bus.publish(&[Topic::Everything]);
        assert_eq!(read(&memo, None).await, None);
        assert_eq!(read(&memo, Some(3)).await, Some(3));
    }
}
