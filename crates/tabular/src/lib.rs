//! Spreadsheets as officials have them: CSV in whatever encoding and with whatever separator, and XLSX.
//!
//! Reading goes in four steps, each usable alone: [`rows::Table`] opens a file (deciding [`decode`] and [`sniff`]) and
//! yields its rows one by one, [`sniff::header`] finds the headings, [`mapping`] proposes a column for each of them, and
//! [`parse`] turns a cell into a value, saying what it mended. [`mod@write`] is the way back. Nothing here knows a register,
//! a database or a request, and no file is ever held whole; messages are for the person whose file it is.

pub mod cell;
pub mod decode;
pub mod error;
pub mod limits;
pub mod mapping;
pub mod parse;
pub mod rows;
pub mod sniff;
pub mod write;
