//! The browser apps of Munica: the public pages and the staff app, from one crate with an entry point for each app.
//!
//! Compiled twice: with `csr` for the browser, with `ssr` for the server, which writes a public page's first content
//! with the same components ([`ssr::render`]). A page says what it needs with [`fetch::use_fetch`] and what it is with
//! [`page::set_page`]; it never asks on which side it runs.

// A view is one nested type; the server's rendering walks it deeper than the compiler's default allows.
#![recursion_limit = "256"]

pub mod admin_app;
pub mod env;
pub mod features;
pub mod fetch;
pub mod format;
pub mod forms;
pub mod i18n;
pub mod live;
pub mod page;
pub mod portal_app;
mod public_pages;
pub mod routes;
pub mod session;
pub mod shell;
pub mod staff;
mod staff_pages;
pub mod ui;

#[cfg(feature = "csr")]
pub mod browser;
#[cfg(feature = "ssr")]
pub mod ssr;
