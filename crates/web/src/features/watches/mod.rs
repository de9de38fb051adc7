//! The pages to which the mails of watches lead: confirming one, and ending it. Both are plain forms and need no script;
//! opening them changes nothing, since programs that look through mails open links too. And the screens of webhooks, for
//! whoever works here.

mod desk;
mod desk_one;
mod link;
#[cfg(test)]
#[cfg(feature = "ssr")]
mod tests;

pub use desk::{PAGE as HOOKS_PAGE, page as hooks};
pub use desk_one::one as hook;
pub use link::{confirm, end};
