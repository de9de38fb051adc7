//! What the request-level tests stand on: an application with its own database, and answers that are easy to judge.

mod answer;
mod app;
pub(crate) mod corpus;
mod db;
mod demo;
mod staff;

pub(crate) use answer::Answer;
pub(crate) use app::{Opened, TestApp};
pub(crate) use staff::{PASSWORD, Staff, grant};
