//! The records of a page that are ticked.

use leptos::prelude::*;
use shared::registers::wire::{RecordOut, RecordSeen};

use crate::i18n::t;
use crate::ui::Cell;

/// What is ticked.
#[derive(Clone, Copy)]
pub(super) struct Selection(RwSignal<Vec<RecordSeen>>);

impl Selection {
    /// Nothing.
    pub(super) fn new() -> Self {
        Self(RwSignal::default())
    }

    /// Unticks all of them.
    pub(super) fn clear(self) {
        // Boxes follow what is ticked; nothing is told where nothing was.
        if !self.0.with_untracked(Vec::is_empty) {
            self.0.set(Vec::new());
        }
    }

    /// How many.
    pub(super) fn count(self) -> usize {
        self.0.with(Vec::len)
    }

    /// Which, as they were seen.
    pub(super) fn records(self) -> Vec<RecordSeen> {
        self.0.get_untracked()
    }

    /// The box of a record.
    pub(super) fn cell(self, record: &RecordOut, name: String) -> AnyView {
        let seen = RecordSeen {
            id: record.id,
            version: record.version,
        };
        let is_ticked = move || self.0.with(|all| all.contains(&seen));
        let label = t::RECORDS_CHOOSE_ONE.with(&[("name", &name)]);
        view! {
            <Cell label=t::RECORDS_CHOOSE.s()>
                <input class="tick__box" type="checkbox" aria-label=label prop:checked=is_ticked
                    on:change:target=move |event| self.tick(seen, event.target().checked())/>
            </Cell>
        }
        .into_any()
    }

    fn tick(self, seen: RecordSeen, on: bool) {
        self.0.update(|all| {
            all.retain(|one| *one != seen);
            if on {
                all.push(seen);
            }
        });
    }
}
