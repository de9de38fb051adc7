//! The pages to which the mails of watches lead: confirming one, and ending it. Both are plain forms and need no script;
//! opening them changes nothing, since programs that look through mails open links too.

mod link;
#[cfg(test)]
#[cfg(feature = "ssr")]
mod tests;

pub use link::{confirm, end};
