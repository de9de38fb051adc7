//! What each kind of content says of itself: where it stands, its words, its fields.

mod event;
mod menu;
mod office;
mod page;
mod pte;
mod unit;
mod video;
