//! What administrators write. One list and one editor for every kind; a kind says its words and its fields.

mod editor;
mod fields;
mod kinds;
mod list;
mod order;
mod preview;
mod values;

use chrono::NaiveDate;
use serde::Serialize;
use serde::de::DeserializeOwned;
use shared::access::Permission;
use shared::features::portal_admin::{ContentKind, content_history_path};
use shared::kit::check::Check;

use crate::i18n::Text;
use crate::shell::staff::StaffPage;
use crate::staff::OwnHistory;
use editor::editor;
use fields::Field;
use list::list;

/// A kind of content with its own fields.
pub(crate) trait Editable:
    Check + Clone + Default + Serialize + DeserializeOwned + Send + Sync + 'static
{
    /// Its kind, which decides its addresses.
    const KIND: ContentKind;
    /// Where its list stands in the staff app.
    const PAGE: &'static str;
    /// Where one of its items is changed.
    const ITEM_PAGE: &'static str;
    /// What one needs to change it.
    const PERMISSION: Permission;
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

/// What was done to a kind, for those who change it without reading the whole journal.
fn own_history<T: Editable>() -> OwnHistory {
    OwnHistory::part(T::PERMISSION, content_history_path(T::KIND))
}

/// The page with the list of a kind.
pub(super) const fn list_page<T: Editable>() -> StaffPage {
    StaffPage::shown(
        T::PAGE,
        Some(T::PERMISSION),
        (T::WORDS.title, T::WORDS.icon),
        list::<T>,
    )
}

/// The page of one item of a kind.
pub(super) const fn item_page<T: Editable>() -> StaffPage {
    StaffPage::below(T::ITEM_PAGE, Some(T::PERMISSION), editor::<T>)
}
