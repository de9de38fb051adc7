//! Pages with keyset cursors: how many entries, from where on.

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use sea_orm::{Select, Value};
use serde::Serialize;
use serde::de::DeserializeOwned;
use shared::kit::page::{DEFAULT_LIMIT, MAX_LIMIT, Page, PageQuery};

use crate::error::{ApiError, ApiResult, Code};

/// The entries of a page, from the query parameter `limit`.
///
/// # Errors
/// 400 outside 1 to [`MAX_LIMIT`].
pub(crate) fn limit(asked: Option<u32>) -> ApiResult<u32> {
    let limit = asked.unwrap_or(DEFAULT_LIMIT);
    if (1..=MAX_LIMIT).contains(&limit) {
        return Ok(limit);
    }
    Err(ApiError::new(Code::Malformed)
        .detail(format!("El parámetro «limit» va de 1 a {MAX_LIMIT}")))
}

/// The key of the last entry of a page, as an opaque text.
///
/// # Errors
/// When the key is not JSON.
pub(crate) fn encode<K: Serialize>(key: &K) -> ApiResult<String> {
    Ok(BASE64_URL_SAFE_NO_PAD.encode(serde_json::to_vec(key)?))
}

/// The key a cursor stands for.
///
/// # Errors
/// 400 when it is none of ours.
pub(crate) fn decode<K: DeserializeOwned>(cursor: &str) -> ApiResult<K> {
    let bytes = BASE64_URL_SAFE_NO_PAD.decode(cursor).ok();
    let key = bytes.and_then(|bytes| serde_json::from_slice(&bytes).ok());
    key.ok_or_else(|| {
        ApiError::new(Code::Malformed)
            .detail("El parámetro «cursor» no es válido; tome el de la página anterior")
    })
}

/// A page out of one entry more than it holds: the entry too many says that there is a next page.
///
/// # Errors
/// When a key is not JSON.
pub(crate) fn page<T, K: Serialize>(
    mut items: Vec<T>,
    limit: u32,
    total: Option<u64>,
    key: impl Fn(&T) -> K,
) -> ApiResult<Page<T>> {
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let more = items.len() > limit;
    items.truncate(limit);
    let last = items.last().filter(|_| more);
    let next_cursor = last.map(|item| encode(&key(item))).transpose()?;
    Ok(Page {
        items,
        next_cursor,
        total,
    })
}

/// A page of a selection, newest first, by a column that grows with time: identifiers do, as they are given in the order
/// of arrival, and so do the numbers of a journal.
///
/// # Errors
/// 400 for a limit or a cursor that is none.
pub(crate) async fn newest<E, K>(
    conn: &impl ConnectionTrait,
    select: Select<E>,
    column: E::Column,
    key: impl Fn(&E::Model) -> K,
    query: &PageQuery,
) -> ApiResult<Page<E::Model>>
where
    E: EntityTrait,
    K: Serialize + DeserializeOwned + Into<Value>,
{
    let limit = limit(query.limit)?;
    let before = query.cursor.as_deref().map(decode::<K>).transpose()?;
    let mut select = select.order_by_desc(column).limit(u64::from(limit) + 1);
    if let Some(before) = before {
        select = select.filter(column.lt(before));
    }
    page(select.all(conn).await?, limit, None, key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cursor_leads_to_the_entry_after_the_last_one_shown() {
        let page = page(vec![1, 2, 3], 2, Some(7), |item| *item).unwrap();
        assert_eq!(page.items, [1, 2]);
        let cursor = page.next_cursor.unwrap();
        assert_eq!(decode::<i32>(&cursor).unwrap(), 2);
        assert!(
            super::page(vec![1, 2], 2, None, |item| *item)
                .unwrap()
                .next_cursor
                .is_none()
        );
    }

    #[test]
    fn a_made_up_cursor_is_malformed() {
        for cursor in ["", "x", "bnVsbA", "W10", "ñ", "W10="] {
            let error = decode::<(String, u32)>(cursor).unwrap_err();
            assert_eq!(error.code, Code::Malformed, "{cursor}");
        }
        for asked in [0, 101, u32::MAX] {
            assert_eq!(limit(Some(asked)).unwrap_err().code, Code::Malformed);
        }
    }
}
