//! What a desk recorded without a network: it waits on the device, in order, until it was sent. Pure.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::clock::DeviceClock;
use super::desk::{CheckInIn, ExitIn};

/// Something that waits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Waiting {
    /// Its place in the queue: identifiers sort by time.
    pub id: Uuid,
    /// To which municipality it belongs; whoever works for another does not send it.
    pub municipality: Uuid,
    /// When it was recorded, by the device's clock.
    pub recorded_at: DateTime<Utc>,
    /// What.
    pub act: Kept,
    /// Why it was refused when it was sent; it waits for somebody then.
    pub refusal: Option<String>,
}

/// An act of the desk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kept {
    /// People came in.
    Entry(Box<CheckInIn>),
    /// People went out.
    Exit(ExitIn),
}

/// What is to be done with something after it was sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It is recorded: the device forgets it.
    Done,
    /// Nobody was there to take it: later.
    Later,
    /// Whoever is signed in may not send it, or nobody is.
    NeedsSession,
    /// It cannot be recorded as it is: somebody has to look at it.
    Refused,
}

impl Waiting {
    /// The visits that it is about.
    pub fn visits(&self) -> &[Uuid] {
        match &self.act {
            Kept::Entry(entry) => &entry.ids,
            Kept::Exit(exit) => &exit.visits,
        }
    }

    /// The same as it is sent at a moment, by the device's clock.
    pub fn sent_at(&self, now: DateTime<Utc>) -> Kept {
        let clock = Some(DeviceClock {
            recorded_at: self.recorded_at,
            // A clock that was put back meanwhile says nothing of how long it took.
            sent_at: now.max(self.recorded_at),
        });
        match self.act.clone() {
            Kept::Entry(entry) => Kept::Entry(Box::new(CheckInIn { clock, ..*entry })),
            Kept::Exit(exit) => Kept::Exit(ExitIn { clock, ..exit }),
        }
    }

    /// What an answer means for it. `status` 0 is no answer.
    pub fn fate(&self, status: u16) -> Fate {
        match (&self.act, status) {
            (_, 200..=299) => Fate::Done,
            // Somebody else marked the exit before: what was to be recorded is.
            (Kept::Exit(_), 409) => Fate::Done,
            (_, 401 | 403) => Fate::NeedsSession,
            (_, 0 | 408 | 425 | 429 | 500..=599) => Fate::Later,
            _ => Fate::Refused,
        }
    }
}

/// The next that can be sent for a municipality: in order, but nothing of a visit whose entry was refused.
pub fn next(queue: &[Waiting], municipality: Uuid) -> Option<&Waiting> {
    let mut blocked = BTreeSet::new();
    queue.iter().find(|waiting| {
        let is_blocked = waiting.visits().iter().any(|visit| blocked.contains(visit));
        let is_next =
            waiting.municipality == municipality && waiting.refusal.is_none() && !is_blocked;
        if !is_next {
            blocked.extend(waiting.visits().iter().copied());
        }
        is_next
    })
}

/// The visits whose exit waits to be sent.
pub fn leaving(queue: &[Waiting]) -> BTreeSet<Uuid> {
    let exits = queue.iter().filter_map(|waiting| match &waiting.act {
        Kept::Exit(exit) => Some(&exit.visits),
        Kept::Entry(_) => None,
    });
    exits.flatten().copied().collect()
}

#[cfg(test)]
mod tests {
    use super::super::desk::VisitorIn;
    use super::*;
    use proptest::prelude::*;

    const HERE: Uuid = Uuid::from_u128(1);

    fn at(second: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_795_000_000 + second, 0).unwrap()
    }

    fn waiting(number: u128, act: Kept) -> Waiting {
        Waiting {
            id: Uuid::from_u128(number),
            municipality: HERE,
            recorded_at: at(0),
            act,
            refusal: None,
        }
    }

    fn entry(number: u128, visit: u128) -> Waiting {
        let body = CheckInIn {
            visitors: vec![VisitorIn::default()],
            ids: vec![Uuid::from_u128(visit)],
            ..CheckInIn::default()
        };
        waiting(number, Kept::Entry(Box::new(body)))
    }

    fn exit(number: u128, visit: u128) -> Waiting {
        let body = ExitIn {
            visits: vec![Uuid::from_u128(visit)],
            ..ExitIn::default()
        };
        waiting(number, Kept::Exit(body))
    }

    #[test]
    fn an_exit_waits_while_its_entry_is_refused_and_others_go_on() {
        let mut queue = vec![entry(1, 10), exit(2, 10), entry(3, 11)];
        assert_eq!(next(&queue, HERE).unwrap().id, queue[0].id);
        queue[0].refusal = Some("El funcionario no estaba en el cargo".to_owned());
        assert_eq!(next(&queue, HERE).unwrap().id, queue[2].id);
        assert!(next(&queue, Uuid::from_u128(2)).is_none());
        assert!(leaving(&queue).contains(&Uuid::from_u128(10)));
    }

    #[test]
    fn an_answer_decides_what_becomes_of_it() {
        let (entry, exit) = (entry(1, 10), exit(2, 10));
        assert_eq!((entry.fate(201), exit.fate(200)), (Fate::Done, Fate::Done));
        assert_eq!(
            (entry.fate(409), exit.fate(409)),
            (Fate::Refused, Fate::Done)
        );
        assert_eq!((entry.fate(0), entry.fate(503)), (Fate::Later, Fate::Later));
        assert_eq!(entry.fate(401), Fate::NeedsSession);
        assert_eq!(
            (entry.fate(422), exit.fate(404)),
            (Fate::Refused, Fate::Refused)
        );
    }

    #[test]
    fn a_clock_that_was_put_back_does_not_send_before_it_recorded() {
        let Kept::Exit(sent) = exit(1, 10).sent_at(at(-60)) else {
            panic!("another act")
        };
        let clock = sent.clock.unwrap();
        assert_eq!((clock.recorded_at, clock.sent_at), (at(0), at(0)));
    }

    proptest! {
        /// Whatever is refused, nothing is sent twice and nothing before what it stands on.
        #[test]
        fn a_queue_is_sent_in_the_order_of_each_visit(acts in prop::collection::vec((0_u128..4, any::<bool>(), any::<bool>()), 0..20)) {
            let mut queue = Vec::new();
            for (number, (visit, is_exit, _)) in (0_u128..).zip(&acts) {
                queue.push(if *is_exit { exit(number, *visit) } else { entry(number, *visit) });
            }
            let refused: BTreeSet<Uuid> = queue.iter().zip(&acts).filter(|(_, act)| act.2).map(|(one, _)| one.id).collect();
            let mut sent: Vec<Waiting> = Vec::new();
            while let Some(one) = next(&queue, HERE).cloned() {
                if refused.contains(&one.id) {
                    let place = queue.iter().position(|other| other.id == one.id).unwrap();
                    queue[place].refusal = Some("no".to_owned());
                } else {
                    queue.retain(|other| other.id != one.id);
                    sent.push(one);
                }
            }
            for pair in sent.windows(2) {
                if pair[0].visits() == pair[1].visits() {
                    prop_assert!(pair[0].id < pair[1].id);
                }
            }
            for one in &sent {
                prop_assert!(!queue.iter().any(|left| left.id < one.id && left.visits() == one.visits()));
            }
        }
    }
}
