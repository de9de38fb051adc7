//! The memory of answers, bounded in bytes. What was asked for since its last turn stays, the rest goes first.

use std::collections::{HashMap, VecDeque};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, PoisonError, RwLock};

use actix_web::http::Uri;
use actix_web::http::header::HeaderMap;
use actix_web::web::Bytes;
use chrono::{DateTime, Utc};

use super::encoding::Encoding;
use crate::bus::{Bus, Topic};

/// What an entry weighs beside its body and key: headers, topics, the tables.
const OVERHEAD: usize = 1_024;

/// Which answer it is.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Key {
    path_and_query: String,
    encoding: Encoding,
}

impl Key {
    pub(super) fn new(uri: &Uri, encoding: Encoding) -> Self {
        let path_and_query = uri.path_and_query().map_or("/", |path| path.as_str());
        Self {
            path_and_query: path_and_query.to_owned(),
            encoding,
        }
    }
}

/// An answer as it leaves.
#[derive(Clone, Debug)]
pub(super) struct Answer {
    pub(super) headers: HeaderMap,
    pub(super) body: Bytes,
    /// The moment of the bus before it was derived.
    pub(super) stamp: u64,
    pub(super) topics: Vec<Topic>,
    /// The instant from which it is another.
    pub(super) until: Option<DateTime<Utc>>,
}

impl Answer {
    fn is_fresh(&self, bus: &Bus, now: DateTime<Utc>) -> bool {
        let still = self.until.is_none_or(|until| now < until);
        still
            && self
                .topics
                .iter()
                .all(|topic| bus.version(*topic) <= self.stamp)
    }
}

struct Kept {
    answer: Answer,
    used: AtomicBool,
}

impl Kept {
    fn weight(&self, key: &Key) -> usize {
        self.answer.body.len() + key.path_and_query.len() + OVERHEAD
    }
}

#[derive(Default)]
struct Inner {
    kept: HashMap<Key, Kept>,
    /// Each key once, in the order of its next turn to be looked at.
    turns: VecDeque<Key>,
    bytes: usize,
}

/// The answers this process remembers.
#[derive(Clone)]
pub(crate) struct Answers {
    budget: usize,
    inner: Arc<RwLock<Inner>>,
}

impl Answers {
    /// Remembers up to this many bytes; none at 0.
    pub(crate) fn new(budget: usize) -> Self {
        Self {
            budget,
            inner: Arc::default(),
        }
    }

    /// The answer under a key, unless something it depends on changed or its time is over.
    pub(super) fn get(&self, key: &Key, bus: &Bus, now: DateTime<Utc>) -> Option<Answer> {
        let inner = self.inner.read().unwrap_or_else(PoisonError::into_inner);
        let kept = inner
            .kept
            .get(key)
            .filter(|kept| kept.answer.is_fresh(bus, now))?;
        kept.used.store(true, Ordering::Relaxed);
        Some(kept.answer.clone())
    }

    /// Remembers an answer, in place of what stood under its key.
    pub(super) fn put(&self, key: Key, answer: Answer) {
        let kept = Kept {
            answer,
            used: AtomicBool::new(false),
        };
        let weight = kept.weight(&key);
        // One answer may not push out all others.
        if weight > self.budget / 8 {
            return;
        }
        let mut inner = self.inner.write().unwrap_or_else(PoisonError::into_inner);
        inner.bytes += weight;
        match inner.kept.insert(key.clone(), kept) {
            Some(old) => inner.bytes -= old.weight(&key),
            None => inner.turns.push_back(key),
        }
        while inner.bytes > self.budget && inner.evict_one() {}
    }
}

impl Inner {
    /// Takes the next key's turn: an entry that was used since gets another one, else it goes. False when none is left.
    fn evict_one(&mut self) -> bool {
        let Some(key) = self.turns.pop_front() else {
            return false;
        };
        let used = self
            .kept
            .get(&key)
            .is_some_and(|kept| kept.used.swap(false, Ordering::Relaxed));
        if used {
            self.turns.push_back(key);
        } else if let Some(kept) = self.kept.remove(&key) {
            self.bytes -= kept.weight(&key);
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const KIB: usize = 1_024;

    fn noon() -> DateTime<Utc> {
        "2026-11-21T12:00:00Z".parse().unwrap()
    }

    fn key(path: &str) -> Key {
        Key::new(&path.parse().unwrap(), Encoding::Identity)
    }

    fn put(answers: &Answers, path: &str, bytes: usize) {
        let answer = Answer {
            headers: HeaderMap::new(),
            body: vec![b'x'; bytes].into(),
            stamp: 0,
            topics: vec![Topic::Directory],
            until: "2026-11-21T15:00:00Z".parse().ok(),
        };
        answers.put(key(path), answer);
    }

    #[test]
    fn the_memory_stays_within_its_budget_and_keeps_what_is_asked_for() {
        let (answers, bus) = (Answers::new(100 * KIB), Bus::default());
        put(&answers, "/often", 9 * KIB);
        for turn in 0..100 {
            put(&answers, &format!("/{turn}"), 9 * KIB);
            assert!(
                answers.get(&key("/often"), &bus, noon()).is_some(),
                "{turn}"
            );
        }
        let inner = answers.inner.read().unwrap();
        assert!(inner.bytes <= 100 * KIB && inner.kept.len() == inner.turns.len());
        let weights: usize = inner.kept.iter().map(|(key, kept)| kept.weight(key)).sum();
        assert_eq!(inner.bytes, weights);
    }

    #[test]
    fn an_answer_that_would_push_out_the_others_is_not_remembered() {
        let (answers, bus) = (Answers::new(100 * KIB), Bus::default());
        put(&answers, "/big", 20 * KIB);
        assert!(answers.get(&key("/big"), &bus, noon()).is_none());
    }

    #[test]
    fn an_answer_is_gone_when_its_time_is_over() {
        let (answers, bus) = (Answers::new(100 * KIB), Bus::default());
        put(&answers, "/today", KIB);
        let later = |hours| noon() + chrono::TimeDelta::hours(hours);
        assert!(answers.get(&key("/today"), &bus, later(2)).is_some());
        assert!(answers.get(&key("/today"), &bus, later(3)).is_none());
    }

    #[test]
    fn an_answer_is_gone_with_the_change_of_what_it_depends_on() {
        let (answers, bus) = (Answers::new(100 * KIB), Bus::default());
        put(&answers, "/list", KIB);
        bus.publish(&[Topic::Catalogs]);
        assert!(answers.get(&key("/list"), &bus, noon()).is_some());
        bus.publish(&[Topic::Directory]);
        assert!(answers.get(&key("/list"), &bus, noon()).is_none());
    }
}
