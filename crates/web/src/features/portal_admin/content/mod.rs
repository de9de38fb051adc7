//! What administrators write. One list and one editor for every kind; a kind says its words and its fields.

mod editor;
mod fields;
mod kinds;
mod list;
mod order;
mod preview;

pub(crate) use editor::editor;
pub(crate) use list::list;

use chrono::NaiveDate;
use serde::Serialize;
use serde::de::DeserializeOwned;
use shared::features::portal_admin::ContentKind;
use shared::kit::check::Check;

use crate::i18n::Text;
use fields::Field;

/// A kind of content with its own fields.
pub(crate) trait Editable:
    Check + Clone + Default + Serialize + DeserializeOwned + Send + Sync + 'static
{
    /// Its kind, which decides its addresses.
    const KIND: ContentKind;
    /// Where its list stands in the staff app.
    const PAGE: &'static str;
    /// Its words.
    const WORDS: Words;
    /// Its fields, in their order.
    const FIELDS: &'static [Field<Self>];
    /// What the list shows of an item.
    fn label(&self) -> String;
    /// A second line; empty for none.
    fn detail(&self) -> String;
    /// The day by which its list is ordered, the last one first; the order is the municipality's where it has none.
    fn day(&self) -> Option<NaiveDate> {
        None
    }
}

/// How a kind is called.
#[derive(Clone, Copy)]
pub(crate) struct Words {
    /// The list.
    pub(crate) title: Text,
    /// What it is for.
    pub(crate) lead: Text,
    /// The button that adds one.
    pub(crate) add: Text,
    /// The icon of an empty list.
    pub(crate) icon: &'static str,
}
