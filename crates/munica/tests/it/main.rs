//! The program as its supervisor sees it: started, asked, told to stop.

#![expect(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "helpers of tests may fail a test"
)]

mod export;
mod pages;
mod process;
mod schema;
mod serve;
mod settings;
mod stop;
