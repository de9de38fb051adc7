//! Text made comparable: one fold for search, one sort key, one way to make slugs, for both databases and the browser.

pub mod fold;
pub mod slug;
