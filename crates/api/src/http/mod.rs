//! What every request passes through, and what handlers read from it.

/// Marks a request that this process makes to itself for the first content of a page: it has no address to limit.
#[derive(Clone, Copy, Debug)]
pub struct InProcess;

pub use cache::{DependsOn, Variant};
pub use etag::of as etag_of;

pub(crate) mod access_log;
pub(crate) mod cache;
pub(crate) mod client;
pub(crate) mod cookies;
pub(crate) mod etag;
pub(crate) mod forms;
pub mod host;
pub(crate) mod idempotency;
pub(crate) mod input;
pub(crate) mod method;
pub(crate) mod operations;
pub(crate) mod origin;
pub(crate) mod principal;
pub(crate) mod rate_limit;
pub(crate) mod request_id;
pub(crate) mod security_headers;
pub(crate) mod session;
pub(crate) mod staff;
pub(crate) mod tenant;
pub(crate) mod token;
