//! The states of an import and the steps between them, as a table.

use crate::kit::text_enum::text_enum;

text_enum! {
    /// How far an import has come.
    ImportState {
        /// The file is being read.
        Reading = "reading",
        /// It was read: what it would change can be looked at.
        Ready = "ready",
        /// It cannot be read, and says why.
        Unreadable = "unreadable",
        /// Its records are being written; nobody sees them yet.
        Applying = "applying",
        /// Its records are public.
        Applied = "applied",
        /// Its records are being withdrawn.
        Undoing = "undoing",
        /// Its records are withdrawn, but for those that were corrected since.
        Undone = "undone",
        /// It was given up before anything was written.
        Discarded = "discarded",
    }
}

text_enum! {
    /// What is done to an import.
    ImportAction {
        /// Somebody says what its columns mean; the file is read again.
        Map = "map",
        /// The file was read to its end.
        Finish = "finish",
        /// The file turned out not to be one that can be read.
        Refuse = "refuse",
        /// Somebody agrees with what it would change.
        Confirm = "confirm",
        /// All its records are written: they become public.
        Show = "show",
        /// Somebody takes it back.
        Undo = "undo",
        /// All its records are taken back.
        Withdraw = "withdraw",
        /// Somebody gives it up.
        Discard = "discard",
    }
}

impl ImportState {
    /// As people read it.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Reading => "Leyendo el archivo",
            Self::Ready => "Por confirmar",
            Self::Unreadable => "No se pudo leer",
            Self::Applying => "Importando",
            Self::Applied => "Importado",
            Self::Undoing => "Deshaciendo",
            Self::Undone => "Deshecho",
            Self::Discarded => "Descartado",
        }
    }

    /// Whether the platform is at work on it.
    pub const fn is_moving(self) -> bool {
        matches!(self, Self::Reading | Self::Applying | Self::Undoing)
    }

    /// Whether nothing more happens to it.
    pub const fn is_final(self) -> bool {
        matches!(self, Self::Undone | Self::Discarded)
    }
}

/// Every step: from, what is done, to.
const STEPS: &[(ImportState, ImportAction, ImportState)] = {
    use ImportAction as A;
    use ImportState as S;
    &[
        (S::Reading, A::Finish, S::Ready),
        (S::Reading, A::Refuse, S::Unreadable),
        (S::Reading, A::Map, S::Reading),
        (S::Reading, A::Discard, S::Discarded),
        (S::Ready, A::Map, S::Reading),
        (S::Ready, A::Confirm, S::Applying),
        (S::Ready, A::Discard, S::Discarded),
        (S::Unreadable, A::Map, S::Reading),
        (S::Unreadable, A::Discard, S::Discarded),
        (S::Applying, A::Show, S::Applied),
        (S::Applied, A::Undo, S::Undoing),
        (S::Undoing, A::Withdraw, S::Undone),
    ]
};

/// Where a step leads; nowhere when it cannot be taken from there.
pub fn next(from: ImportState, action: ImportAction) -> Option<ImportState> {
    let found = STEPS
        .iter()
        .find(|(state, step, _)| (*state, *step) == (from, action));
    found.map(|(_, _, to)| *to)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_state_is_reached_and_nothing_leads_out_of_a_final_one() {
        for state in ImportState::ALL {
            let is_reached = STEPS.iter().any(|(_, _, to)| to == state);
            assert!(is_reached || *state == ImportState::Reading, "{state:?}");
            let leads_out = STEPS.iter().any(|(from, _, _)| from == state);
            assert_eq!(leads_out, !state.is_final(), "{state:?}");
        }
    }

    #[test]
    fn what_is_public_is_never_discarded_and_nothing_is_written_twice() {
        for state in [
            ImportState::Applying,
            ImportState::Applied,
            ImportState::Undoing,
        ] {
            assert_eq!(next(state, ImportAction::Discard), None);
            assert_eq!(next(state, ImportAction::Confirm), None);
            assert_eq!(next(state, ImportAction::Map), None);
        }
    }

    #[test]
    fn each_action_leads_somewhere_from_exactly_one_place_or_more() {
        for action in ImportAction::ALL {
            assert!(
                STEPS.iter().any(|(_, step, _)| step == action),
                "{action:?}"
            );
        }
    }
}
