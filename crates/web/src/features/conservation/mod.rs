//! Conservation: what is due, legal holds, disposals by two operators, and whether the stored files are whole.

mod disposals;
mod holds;
mod overview;
mod retain;

pub use overview::page;
pub use retain::hold_section;

use shared::features::conservation::RecordKind;

use crate::i18n::t;

/// Whose records, as people read it.
fn owner(municipality: Option<String>) -> String {
    municipality.unwrap_or_else(|| t::CONSERVE_PLATFORM.s().to_owned())
}

/// A kind of records.
const fn kind(kind: RecordKind) -> &'static str {
    kind.label()
}
