//! What an answer was derived from, and so for how long it may be remembered.

use chrono::{DateTime, Utc};

use crate::bus::{Bus, Topic};

/// What an answer was derived from; set by the handler as an extension of the response. Without topics it is not
/// remembered.
///
/// A remembered answer is known by its address and its [`Variant`](super::Variant): one that depends on anything else may
/// name no topic. One that turns at a known instant (a value of the day) names the instant.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DependsOn {
    topics: Vec<Topic>,
    until: Option<DateTime<Utc>>,
}

impl DependsOn {
    /// Nothing that ever changes while this program runs.
    pub fn program() -> Self {
        Self::from(&[Topic::Everything])
    }

    /// Also turns at this instant.
    #[must_use]
    pub fn until(mut self, instant: DateTime<Utc>) -> Self {
        self.until = Some(self.until.map_or(instant, |until| until.min(instant)));
        self
    }

    /// What both are derived from; not to be remembered if one of them is not.
    #[must_use]
    pub fn and(mut self, other: &Self) -> Self {
        if !self.is_lasting() || !other.is_lasting() {
            return Self::default();
        }
        for topic in &other.topics {
            if !self.topics.contains(topic) {
                self.topics.push(*topic);
            }
        }
        match other.until {
            Some(instant) => self.until(instant),
            None => self,
        }
    }

    /// Whether the answer may be remembered at all.
    pub(super) fn is_lasting(&self) -> bool {
        !self.topics.is_empty()
    }

    /// Whether what was derived at this moment of the bus still stands.
    pub(super) fn is_fresh(
        &self,
        stamp: u64,
        bus: &Bus,
        now: impl FnOnce() -> DateTime<Utc>,
    ) -> bool {
        let unchanged = self.topics.iter().all(|topic| bus.version(*topic) <= stamp);
        unchanged && self.until.is_none_or(|until| now() < until)
    }
}

impl<const N: usize> From<&[Topic; N]> for DependsOn {
    fn from(topics: &[Topic; N]) -> Self {
        Self {
            topics: topics.to_vec(),
            until: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    #[test]
    fn what_is_derived_from_two_answers_changes_with_either_and_turns_with_the_first() {
        let list = DependsOn::from(&[Topic::Directory]).until(at("2026-11-22T05:00:00Z"));
        let values = DependsOn::from(&[Topic::Catalogs]).until(at("2026-11-21T20:00:00Z"));
        let page = list.and(&values);
        let bus = Bus::default();
        let (now, later) = (at("2026-11-21T19:59:59Z"), at("2026-11-21T20:00:00Z"));
        assert!(page.is_fresh(0, &bus, || now));
        assert!(!page.is_fresh(0, &bus, || later));
        bus.publish(&[Topic::Catalogs]);
        assert!(!page.is_fresh(0, &bus, || now));
        assert!(page.is_fresh(bus.now(), &bus, || now));
    }

    #[test]
    fn a_page_with_one_answer_that_may_not_be_remembered_is_not_either() {
        let page = DependsOn::program().and(&DependsOn::default());
        assert!(!page.is_lasting());
        assert!(!page.and(&DependsOn::program()).is_lasting());
    }
}
