//! The page to which the mail to an official leads: he says of an act whether it happened so. Plain forms that need no
//! script; opening the page changes nothing, since programs that look through mails open links too.

mod answer;
#[cfg(test)]
#[cfg(feature = "ssr")]
mod tests;

pub use answer::page;
