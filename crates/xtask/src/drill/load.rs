//! Writers who hammer a site until it breaks, and what must be there afterwards.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Result, bail, ensure};
use serde_json::Value;

use super::act::{Act, Scene, among};
use super::site::Site;
use crate::http::Answer;

/// Who write at the same time.
const WRITERS: usize = 8;

/// Acts of a round; without an answer where nobody knows.
pub(super) type Sent = Vec<(Act, Option<Answer>)>;

/// What was written so far.
pub(super) struct Done {
    next: AtomicU64,
    /// Personal values that were there before the first act.
    values: u64,
    /// Acts of which nobody knew, and which were sent again.
    pub(super) unknown: u64,
}

impl Done {
    /// Begins to count.
    pub(super) fn begin(report: &Value) -> Self {
        Self {
            next: AtomicU64::new(0),
            values: number(report.get("personal_values")),
            unknown: 0,
        }
    }

    /// Acts that were sent, each of them acknowledged by now.
    pub(super) fn acts(&self) -> u64 {
        self.next.load(Ordering::SeqCst)
    }

    /// Asks again for every act of a round: what was acknowledged must be answered as it was, and what nobody knew is sent
    /// until it is acknowledged.
    pub(super) fn ask_again(&mut self, port: u16, sent: Sent) -> Result<()> {
        for (act, before) in sent {
            let after = acknowledged(port, &act)?;
            match before {
                None => self.unknown += 1,
                Some(before) => ensure!(
                    lasting(&before) == lasting(&after),
                    "{}: acknowledged as {before:?}, later {after:?}",
                    act.key
                ),
            }
        }
        Ok(())
    }

    /// Every act stands in the journals once, and so do the values it kept: none was written by half.
    pub(super) fn each_once(&self, site: &Site) -> Result<()> {
        let report = site.verified()?;
        let mut values = self.values;
        for (kind, count) in among(self.acts()) {
            let found = number(report.get("acts").and_then(|acts| acts.get(kind.action)));
            ensure!(
                found == count,
                "{}: {count} were acknowledged, the journals hold {found}",
                kind.action
            );
            values += count * kind.values;
        }
        let kept = number(report.get("personal_values"));
        ensure!(
            kept == values,
            "the acts kept {values} personal values, the database holds {kept}"
        );
        Ok(())
    }
}

fn number(value: Option<&Value>) -> u64 {
    value.and_then(Value::as_u64).unwrap_or(0)
}

/// Lets writers write until `blow`, which is told how many answers there were so far, has done what it does.
pub(super) fn hammer(
    port: u16,
    done: &Done,
    scene: &Scene,
    blow: impl FnOnce(&AtomicU64) -> Result<()>,
) -> Result<Sent> {
    let (stop, answered) = (AtomicBool::new(false), AtomicU64::new(0));
    std::thread::scope(|scope| {
        let writers: Vec<_> = (0..WRITERS)
            .map(|_| scope.spawn(|| write_until(port, &done.next, scene, &answered, &stop)))
            .collect();
        let struck = blow(&answered);
        stop.store(true, Ordering::SeqCst);
        struck?;
        let mut sent = Vec::new();
        for writer in writers {
            let Ok(acts) = writer.join() else {
                bail!("a writer panicked");
            };
            sent.extend(acts?);
        }
        Ok(sent)
    })
}

fn write_until(
    port: u16,
    next: &AtomicU64,
    scene: &Scene,
    answered: &AtomicU64,
    stop: &AtomicBool,
) -> Result<Sent> {
    let mut sent = Vec::new();
    while !stop.load(Ordering::SeqCst) {
        let act = Act::numbered(next.fetch_add(1, Ordering::SeqCst), scene);
        let answer = match act.send(port) {
            Ok(answer) if (200..300).contains(&answer.status) => Some(answer),
            // It could not, or does not know whether it could.
            Ok(answer) if answer.status >= 500 => None,
            Ok(answer) => bail!("{}: {} {}", act.key, answer.status, answer.body),
            // The server is gone: whether it had time to commit is to be found out.
            Err(_) => None,
        };
        let gone = answer.is_none();
        answered.fetch_add(u64::from(!gone), Ordering::SeqCst);
        sent.push((act, answer));
        if gone {
            break;
        }
    }
    Ok(sent)
}

/// Sends an act until it is acknowledged.
fn acknowledged(port: u16, act: &Act) -> Result<Answer> {
    let start = Instant::now();
    loop {
        let answer = act.send(port);
        match answer {
            Ok(answer) if (200..300).contains(&answer.status) => return Ok(answer),
            other if start.elapsed() > Duration::from_secs(30) => {
                bail!("{}: not acknowledged afterwards: {other:?}", act.key)
            }
            _ => std::thread::sleep(Duration::from_millis(50)),
        }
    }
}

/// What must be the same in every answer to an act: its documents are looked up anew for each, and may not be made yet.
fn lasting(answer: &Answer) -> (u16, Value) {
    let mut body = serde_json::from_str(&answer.body).unwrap_or(Value::Null);
    if let Some(fields) = body.as_object_mut() {
        fields.remove("documents");
    }
    (answer.status, body)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_documents_may_differ_between_two_answers() {
        let answer = |body: &str| {
            lasting(&Answer {
                status: 201,
                head: String::new(),
                body: body.to_owned(),
            })
        };
        let first = answer(r#"{"code":"1","documents":[]}"#);
        assert_eq!(first, answer(r#"{"code":"1","documents":[{"url":"/y"}]}"#));
        assert_ne!(first, answer(r#"{"code":"2","documents":[]}"#));
    }
}
