//! What the official says of an act: by the link of a mail he confirms or rejects it, and his silence is shown
//! (DS 120-2019-PCM).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::deadline::{Term, Unit};
use crate::kit::text_enum::text_enum;
use crate::registers::wire::OwnerOut;

/// Below which the links of mails are opened and answered.
pub const ANSWER_LINKS_PATH: &str = "/api/v1/interests/answers/";
/// The page to which the mail leads; the token follows.
pub const ANSWER_PAGE: &str = "/gestion-de-intereses/respuesta";
/// Working days for an answer, where a municipality did not set its own.
pub const DEFAULT_ANSWER_DAYS: u16 = 5;
/// Most working days for an answer.
pub const MAX_ANSWER_DAYS: u16 = 30;

/// The term for an answer.
pub fn answer_term(days: u16) -> Term {
    Term::new(u32::from(days), Unit::BusinessDays)
}

/// The act to which a link leads ([`AnswerLinkOut`]).
pub fn answer_path(token: &str) -> String {
    format!("{ANSWER_LINKS_PATH}{token}")
}

/// Where the link confirms.
pub fn confirm_path(token: &str) -> String {
    format!("{}/confirm", answer_path(token))
}

/// Where the link rejects.
pub fn reject_path(token: &str) -> String {
    format!("{}/reject", answer_path(token))
}

text_enum! {
    /// What became of the question to an official.
    AnswerState {
        /// He did not answer yet.
        Waiting = "waiting",
        /// He confirmed.
        Confirmed = "confirmed",
        /// He rejected.
        Rejected = "rejected",
        /// The term ended without a word.
        NoAnswer = "no_answer",
        /// The act was withdrawn: there is nothing to answer.
        Void = "void",
    }
}

impl AnswerState {
    /// Whether a question in this state may come to that one: only one that waits does, and to any of the others.
    pub fn leads_to(self, other: Self) -> bool {
        self == Self::Waiting && other != Self::Waiting
    }
}

/// An act as the link of a mail shows it: what the public reads of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct AnswerLinkOut {
    /// Whose register.
    pub municipality: OwnerOut,
    /// The page of the act in the public register.
    pub page: String,
    /// The official who is asked.
    pub official_name: String,
    /// On which day it was.
    pub act_date: NaiveDate,
    /// At which hour: `09:30`.
    pub act_time: String,
    /// Who managed.
    pub manager_name: String,
    /// Whose interests, where they are not his own.
    pub represented: Option<String>,
    /// What it was about.
    pub matter: String,
    /// The decision that is sought.
    pub decision_sought: String,
    /// The last day for an answer.
    pub due_on: NaiveDate,
    /// What became of it.
    pub state: AnswerState,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_given_once() {
        for from in AnswerState::ALL {
            for to in AnswerState::ALL {
                let may = *from == AnswerState::Waiting && to != from;
                assert_eq!(from.leads_to(*to), may);
            }
        }
    }
}
