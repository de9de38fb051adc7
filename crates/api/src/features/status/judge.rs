//! How a part is doing, judged by what it said last and how long ago.

use chrono::{DateTime, TimeDelta, Utc};
use shared::features::status::{Component, ComponentState, ComponentStatus};

use super::entity::Model;

/// A worker that said nothing for this long is late, and for this long is gone.
const SILENT: [TimeDelta; 2] = [TimeDelta::minutes(3), TimeDelta::minutes(15)];
/// Mails leave within this time.
const MAIL: TimeDelta = TimeDelta::minutes(15);
/// Heads are signed every hour: an entry that no signed head covers after two is a fault, not a delay.
const SIGNED: TimeDelta = TimeDelta::hours(2);
/// A backup a day, and half a day of grace.
const BACKUP: TimeDelta = TimeDelta::hours(36);

/// How the parts are doing: what they said, the last signed head, and the database, which just answered.
pub(super) fn judge(
    said: &[Model],
    signed_at: Option<DateTime<Utc>>,
    now: DateTime<Utc>,
) -> Vec<ComponentStatus> {
    let last = |component: Component| said.iter().find(|row| row.component == component.as_str());
    let worker = worker(last(Component::Worker), now);
    let alive = worker == ComponentState::Working;
    let of_worker = |component| last(component).filter(|_| alive);
    let part = |component, state, at| ComponentStatus {
        component,
        state,
        at,
    };
    let moment = |component| last(component).and_then(|row| row.moment);
    let outbox = of_worker(Component::Outbox).map(|row| row.moment);
    let storage = of_worker(Component::Storage).map(|row| row.well);
    vec![
        part(Component::Database, ComponentState::Working, Some(now)),
        part(Component::Worker, worker, moment(Component::Worker)),
        part(
            Component::Outbox,
            outbox.map_or(ComponentState::Unknown, |oldest| late(oldest, now, MAIL)),
            moment(Component::Outbox).filter(|_| alive),
        ),
        part(
            Component::Backup,
            match moment(Component::Backup) {
                None => ComponentState::Unknown,
                last => late(last, now, BACKUP),
            },
            moment(Component::Backup),
        ),
        // Only heads that moved are signed: how old the last signature is says nothing, how long an entry waits does.
        part(
            Component::Journal,
            match of_worker(Component::Journal).map(|row| row.moment) {
                None => ComponentState::Unknown,
                Some(Some(since)) if now - since > SIGNED => ComponentState::Failing,
                Some(_) => ComponentState::Working,
            },
            signed_at,
        ),
        part(
            Component::Storage,
            match storage {
                None => ComponentState::Unknown,
                Some(true) => ComponentState::Working,
                Some(false) => ComponentState::Failing,
            },
            moment(Component::Storage),
        ),
    ]
}

/// The database does not answer, and so nothing else is known.
pub(super) fn without_database() -> Vec<ComponentStatus> {
    let state = |component| match component {
        Component::Database => ComponentState::Failing,
        _ => ComponentState::Unknown,
    };
    let parts = Component::ALL.iter().map(|component| ComponentStatus {
        component: *component,
        state: state(*component),
        at: None,
    });
    parts.collect()
}

fn worker(said: Option<&Model>, now: DateTime<Utc>) -> ComponentState {
    let [late, gone] = SILENT;
    match said.map(|row| now - row.reported_at) {
        None => ComponentState::Unknown,
        Some(silence) if silence > gone => ComponentState::Failing,
        Some(silence) if silence > late => ComponentState::Delayed,
        Some(_) => ComponentState::Working,
    }
}

fn late(since: Option<DateTime<Utc>>, now: DateTime<Utc>, allowed: TimeDelta) -> ComponentState {
    match since {
        Some(since) if now - since > allowed => ComponentState::Delayed,
        _ => ComponentState::Working,
    }
}
