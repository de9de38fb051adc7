//! The memory of answers, bounded in bytes. What was asked for since its last turn stays, the rest goes first.
//!
//! Addresses with a query, of which anybody can make up as many as he likes, have a quarter of it for themselves: they
//! never push out a page that has a name.

use std::collections::{HashMap, VecDeque};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, PoisonError, RwLock};

use actix_web::http::Uri;
use actix_web::http::header::HeaderMap;
use actix_web::web::Bytes;
use chrono::{DateTime, Utc};

use super::depends::DependsOn;
use super::encoding::Encoding;
use crate::bus::Bus;

/// What an entry weighs beside its body and key: headers, topics, the tables.
const OVERHEAD: usize = 1_024;

/// Which answer it is.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Key {
    path_and_query: String,
    variant: String,
    encoding: Encoding,
}

impl Key {
    pub(super) fn new(uri: &Uri, variant: String, encoding: Encoding) -> Self {
        let path_and_query = uri.path_and_query().map_or("/", |path| path.as_str());
        Self {
            path_and_query: path_and_query.to_owned(),
            variant,
            encoding,
        }
    }

    fn has_query(&self) -> bool {
        self.path_and_query.contains('?')
    }
}

/// An answer as it leaves.
#[derive(Clone, Debug)]
pub(super) struct Answer {
    pub(super) headers: HeaderMap,
    pub(super) body: Bytes,
    /// The moment of the bus before it was derived.
    pub(super) stamp: u64,
    pub(super) depends: DependsOn,
}

struct Kept {
    answer: Arc<Answer>,
    used: AtomicBool,
}

impl Kept {
    fn weight(&self, key: &Key) -> usize {
        self.answer.body.len() + key.path_and_query.len() + key.variant.len() + OVERHEAD
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
    /// Those of addresses without a query.
    named: Shelf,
    /// Those of addresses with one.
    asked: Shelf,
}

impl Answers {
    /// Remembers up to this many bytes; none at 0.
    pub(crate) fn new(budget: usize) -> Self {
        let asked = budget / 4;
        Self {
            named: Shelf::new(budget - asked),
            asked: Shelf::new(asked),
        }
    }

    /// The answer under a key, unless something it depends on changed.
    pub(super) fn get(
        &self,
        key: &Key,
        bus: &Bus,
        now: impl FnOnce() -> DateTime<Utc>,
    ) -> Option<Arc<Answer>> {
        let answer = self.shelf(key).get(key)?;
        let fresh = answer.depends.is_fresh(answer.stamp, bus, now);
        fresh.then_some(answer)
    }

    /// Remembers an answer, in place of what stood under its key.
    pub(super) fn put(&self, key: Key, answer: Answer) {
        self.shelf(&key).put(key, answer);
    }

    fn shelf(&self, key: &Key) -> &Shelf {
        if key.has_query() {
            &self.asked
        } else {
            &self.named
        }
    }
}

#[derive(Clone)]
struct Shelf {
    budget: usize,
    inner: Arc<RwLock<Inner>>,
}

impl Shelf {
    fn new(budget: usize) -> Self {
        Self {
            budget,
            inner: Arc::default(),
        }
    }

    fn get(&self, key: &Key) -> Option<Arc<Answer>> {
        let inner = self.inner.read().unwrap_or_else(PoisonError::into_inner);
        let kept = inner.kept.get(key)?;
        kept.used.store(true, Ordering::Relaxed);
        Some(Arc::clone(&kept.answer))
    }

    fn put(&self, key: Key, answer: Answer) {
        let kept = Kept {
            answer: Arc::new(answer),
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
    use crate::bus::Topic;

    const KIB: usize = 1_024;

    fn key(path: &str) -> Key {
        Key::new(&path.parse().unwrap(), String::new(), Encoding::Identity)
    }

    fn put(answers: &Answers, path: &str, bytes: usize) {
        let answer = Answer {
            headers: HeaderMap::new(),
            body: vec![b'x'; bytes].into(),
            stamp: 0,
            depends: DependsOn::from(&[Topic::Directory]),
        };
        answers.put(key(path), answer);
    }

    fn is_kept(answers: &Answers, path: &str, bus: &Bus) -> bool {
        answers.get(&key(path), bus, Utc::now).is_some()
    }

    fn assert_bounded(shelf: &Shelf) {
        let inner = shelf.inner.read().unwrap();
        assert!(inner.bytes <= shelf.budget && inner.kept.len() == inner.turns.len());
        let weights: usize = inner.kept.iter().map(|(key, kept)| kept.weight(key)).sum();
        assert_eq!(inner.bytes, weights);
    }

    #[test]
    fn the_memory_stays_within_its_budget_and_keeps_what_is_asked_for() {
        let (answers, bus) = (Answers::new(128 * KIB), Bus::default());
        put(&answers, "/often", 9 * KIB);
        for turn in 0..100 {
            put(&answers, &format!("/{turn}"), 9 * KIB);
            assert!(is_kept(&answers, "/often", &bus), "{turn}");
        }
        assert_bounded(&answers.named);
    }

    #[test]
    fn made_up_queries_push_out_no_page_that_has_a_name() {
        let (answers, bus) = (Answers::new(128 * KIB), Bus::default());
        put(&answers, "/m/munipiura", 9 * KIB);
        for turn in 0..200 {
            put(&answers, &format!("/municipalidades?q={turn}"), 2 * KIB);
        }
        assert!(is_kept(&answers, "/m/munipiura", &bus));
        assert_bounded(&answers.asked);
        let inner = answers.asked.inner.read().unwrap();
        assert!(inner.kept.len() < 12);
    }

    #[test]
    fn an_answer_that_would_push_out_the_others_is_not_remembered() {
        let (answers, bus) = (Answers::new(128 * KIB), Bus::default());
        put(&answers, "/big", 20 * KIB);
        assert!(!is_kept(&answers, "/big", &bus));
    }

    #[test]
    fn an_answer_is_gone_with_the_change_of_what_it_depends_on() {
        let (answers, bus) = (Answers::new(128 * KIB), Bus::default());
        put(&answers, "/list", KIB);
        bus.publish(&[Topic::Catalogs]);
        assert!(is_kept(&answers, "/list", &bus));
        bus.publish(&[Topic::Directory]);
        assert!(!is_kept(&answers, "/list", &bus));
    }
}
