//! What a file does not say about itself: its separator and the row of its headings.

mod header;
mod separator;

pub use header::{Header, header};
pub use separator::{Separator, Sniffed, separator};

#[cfg(test)]
mod tests;
