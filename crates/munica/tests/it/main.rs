//! The program as its supervisor sees it: started, asked, told to stop.

#![expect(clippy::unwrap_used, reason = "helpers of tests may fail a test")]

mod process;
mod schema;
mod serve;
mod settings;
mod stop;
