//! Telling: every quarter of an hour, those whose turn it is.

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde::{Deserialize, Serialize};
use shared::features::watches::{DeliveryState, MAX_LINES, WatchState, end_path};
use shared::registers::changes::ChangesPage;
use uuid::Uuid;

use super::deliver::Deliver;
use super::entity::{delivery, watch};
use super::store::{self, EMAIL};
use super::watched::{Watched, rhythm, schedule};
use super::{end_token, letters};
use crate::db::{PLATFORM, Scope};
use crate::error::ApiResult;
use crate::features::registers;
use crate::jobs::{Failure, Job, NewJob};
use crate::outbox::Letter;
use crate::registers::read::Span;
use crate::state::AppState;
use crate::write::{
    Bookkeeping, Books, Caller, Change, Mail, Recorded, Tx, Unrecorded, read_personal,
};

/// Watches that one run tells; the others have their turn at the next.
const MOST: u64 = 2_000;
/// How old a change must be. A version carries the moment at which its transaction began: one that is still being written
/// would otherwise lie before a moment up to which everybody was told already.
const SETTLED: TimeDelta = TimeDelta::seconds(60);

/// The look for watches whose turn it is.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct Tell;

/// What watches have in common that are told the same.
type Part = (String, Option<Uuid>, String, Option<DateTime<Utc>>);

impl Job for Tell {
    const KIND: &'static str = "watches.tell";

    async fn run(&self, state: &AppState) -> Result<(), Failure> {
        let now = state.clock.now();
        let read = state.db.read(Scope::Platform).await?;
        let due = store::due(&read, now, MOST).await?;
        drop(read);
        let mut parts: BTreeMap<Part, Vec<watch::Model>> = BTreeMap::new();
        for row in due {
            let part = (
                row.register.clone(),
                row.municipality_id,
                row.filters.clone(),
                row.told_to,
            );
            parts.entry(part).or_default().push(row);
        }
        let mut failure = None;
        for rows in parts.into_values() {
            // What one part cannot be read for is no reason to leave the others untold.
            if let Err(error) = tell(state, rows, now).await {
                tracing::error!(error = %error, "a watched part of a register was not told");
                failure = Some(error);
            }
        }
        failure.map_or(Ok(()), |error| Err(error.into()))
    }
}

/// Tells watches of one part, all up to the same moment.
async fn tell(state: &AppState, rows: Vec<watch::Model>, now: DateTime<Utc>) -> ApiResult<()> {
    let Some(first) = rows.first() else {
        return Ok(());
    };
    let watched = Watched::of(state, first).await?;
    let to = now - SETTLED;
    let from = first.told_to.unwrap_or(first.created_at);
    let page = if watched.is_shown() && from < to {
        let whose = (watched.register, watched.municipality_id());
        let limit = u32::try_from(MAX_LINES)
            .unwrap_or(u32::MAX)
            .saturating_add(1);
        let query = watched.query.clone();
        let body = registers::difference(state, whose, query, Span { from, to }, limit).await?;
        Some(serde_json::from_slice::<ChangesPage>(&body)?)
    } else {
        None
    };
    let Some(page) = page.filter(|page| !page.items.is_empty()) else {
        // Of a register that is not shown at present everything is told once it is shown again.
        let told_to = (watched.is_shown() && from < to).then_some(to);
        return nothing(state, &rows, told_to, now).await;
    };
    let origin = &state.settings.server.public_url;
    for row in &rows {
        let end = end_token(&state.vault, row.id)?;
        let change = TellOne {
            id: row.id,
            span: Span { from, to },
            expected: row.told_to,
            due_at: schedule(rhythm(row)?).next(now),
            letter: letters::notice(&watched, &page, (origin, &end))?,
            way_out: format!("{origin}{}", end_path(&end)),
            about: watched.municipality_id().unwrap_or(PLATFORM),
        };
        state.write.run(Caller::system(Tell::KIND), change).await?;
    }
    Ok(())
}

/// Notes that there was nothing to tell.
async fn nothing(
    state: &AppState,
    rows: &[watch::Model],
    told_to: Option<DateTime<Utc>>,
    now: DateTime<Utc>,
) -> ApiResult<()> {
    let mut by_rhythm: BTreeMap<DateTime<Utc>, Vec<Uuid>> = BTreeMap::new();
    for row in rows {
        let due_at = schedule(rhythm(row)?).next(now);
        by_rhythm.entry(due_at).or_default().push(row.id);
    }
    for (due_at, ids) in by_rhythm {
        let note = NothingChanged {
            ids,
            told_to,
            due_at,
        };
        state.write.bookkeep(note).await?;
    }
    Ok(())
}

/// Up to which moment there was nothing to tell. The platform's note on its own work, nobody's act.
struct NothingChanged {
    ids: Vec<Uuid>,
    told_to: Option<DateTime<Utc>>,
    due_at: DateTime<Utc>,
}

impl Bookkeeping for NothingChanged {
    type Output = ();

    fn scope(&self) -> Scope {
        Scope::Platform
    }

    async fn apply(&self, books: &Books<'_>) -> ApiResult<()> {
        let mut update = watch::Entity::update_many()
            .col_expr(watch::Column::DueAt, Expr::value(self.due_at))
            .filter(watch::Column::Id.is_in(self.ids.iter().copied()))
            .filter(watch::Column::State.eq(WatchState::Confirmed.as_str()));
        if let Some(told_to) = self.told_to {
            update = update.col_expr(watch::Column::ToldTo, Expr::value(told_to));
        }
        update.exec(books.conn()).await?;
        Ok(())
    }
}

/// Tells one watch: its mail or its delivery is queued in the transaction that notes up to which moment it was told, so
/// that nothing is told twice and nothing is left out.
struct TellOne {
    id: Uuid,
    span: Span,
    /// Up to which moment it had been told when the register was read.
    expected: Option<DateTime<Utc>>,
    due_at: DateTime<Utc>,
    letter: Letter,
    way_out: String,
    /// Which municipality the mail is about.
    about: Uuid,
}

impl Change for TellOne {
    type Output = ();

    fn scope(&self) -> Scope {
        Scope::Platform
    }

    async fn apply(&self, tx: &mut Tx<'_>) -> ApiResult<Recorded<()>> {
        let row = store::find(tx.conn(), self.id).await?;
        let in_turn = |row: &watch::Model| {
            row.state == WatchState::Confirmed.as_str() && row.told_to == self.expected
        };
        // Ended meanwhile, or told by another process.
        let Some(row) = row.filter(in_turn) else {
            return Ok(tx.unrecorded(Unrecorded::NothingToTell).with(()));
        };
        let mut note = watch::ActiveModel {
            id: Set(row.id),
            due_at: Set(Some(self.due_at)),
            ..Default::default()
        };
        if row.channel == EMAIL {
            let to = read_personal(tx.conn(), tx.vault(), PLATFORM, row.id, "email").await?;
            if let Some(to) = to {
                let mail = Mail {
                    municipality: self.about,
                    template: "watches.notice",
                    to,
                    letter: self.letter.clone(),
                };
                tx.mail_of_list(mail, self.way_out.clone()).await?;
            }
        } else if store::is_under_way(tx.conn(), row.id).await? {
            // One after the other: what came meanwhile is in the next difference.
            watch::Entity::update(note).exec(tx.conn()).await?;
            return Ok(tx.unrecorded(Unrecorded::SubscriberTold).with(()));
        } else {
            queue(tx, row.id, self.span).await?;
        }
        note.told_to = Set(Some(self.span.to));
        note.told_at = Set(Some(tx.now()));
        watch::Entity::update(note).exec(tx.conn()).await?;
        Ok(tx.unrecorded(Unrecorded::SubscriberTold).with(()))
    }
}

/// Queues a delivery, to be sent at once.
pub(super) async fn queue(tx: &mut Tx<'_>, watch: Uuid, span: Span) -> ApiResult<()> {
    let id = Uuid::now_v7();
    delivery::Entity::insert(delivery::ActiveModel {
        id: Set(id),
        watch_id: Set(watch),
        from_at: Set(span.from),
        to_at: Set(span.to),
        state: Set(DeliveryState::Waiting.as_str().to_owned()),
        attempts: Set(0),
        tries: Set("[]".to_owned()),
        created_at: Set(tx.now()),
        next_try_at: Set(Some(tx.now())),
        settled_at: Set(None),
    })
    .exec_without_returning(tx.conn())
    .await?;
    let job = Deliver { id, attempt: 0 };
    tx.job(NewJob::new(PLATFORM, job)).await
}
