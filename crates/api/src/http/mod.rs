//! What every request passes through, and what handlers read from it.

pub(crate) mod access_log;
pub(crate) mod cache;
pub(crate) mod etag;
pub(crate) mod input;
pub(crate) mod request_id;
pub(crate) mod security_headers;
pub(crate) mod tenant;
