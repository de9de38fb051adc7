//! What administrators write. One list and one editor for every kind; a kind says its words and its fields.

mod editor;
mod kinds;
mod list;
mod order;
mod preview;

pub use editor::editor;
pub use list::list;

use leptos::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;
use shared::features::portal_admin::ContentKind;
use shared::kit::check::Check;

use crate::forms::FormState;
use crate::i18n::Text;

/// The fields of an editor: how they look, and what they say.
pub struct Fields<T> {
    /// The fields.
    pub view: AnyView,
    /// The value as typed now; `None` where a field cannot be read, which then says so itself.
    pub read: Box<dyn Fn() -> Option<T> + Send + Sync>,
}

/// A kind of content with its own fields.
pub trait Editable: Check + Clone + Serialize + DeserializeOwned + Send + Sync + 'static {
    /// Its kind, which decides its addresses.
    const KIND: ContentKind;
    /// Where its list stands in the staff app.
    const PAGE: &'static str;
    /// How the journal calls it.
    const SUBJECT: &'static str;
    /// Its words.
    const WORDS: Words;
    /// What the list shows of an item.
    fn label(&self) -> String;
    /// A second line; empty for none.
    fn detail(&self) -> String;
    /// The fields of an item, or of a new one.
    fn fields(form: FormState, now: Option<&Self>) -> Fields<Self>;
}

/// How a kind is called.
#[derive(Clone, Copy)]
pub struct Words {
    /// The list.
    pub title: Text,
    /// What it is for.
    pub lead: Text,
    /// The button that adds one.
    pub add: Text,
    /// The icon of an empty list.
    pub icon: &'static str,
}
