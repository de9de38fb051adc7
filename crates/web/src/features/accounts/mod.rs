//! The person's account: invitation, declaration of personal use, and "Mi cuenta".

mod account;
mod declaration;
mod invitation;
mod password;
mod second_factor;

pub use account::account;
pub use declaration::declaration_screen;
pub use invitation::invitation;
