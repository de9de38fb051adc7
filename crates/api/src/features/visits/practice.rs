//! What was practised in training: counted while it lasts, taken away when the register goes into production.

use std::collections::BTreeSet;

use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter};
use serde_json::json;
use shared::features::golive::PracticeReport;
use shared::features::visits::REGISTER;
use shared::registers::Act;
use shared::time::lima_date;
use uuid::Uuid;

use super::entity::{entry, practice_official};
use super::practice_seed::practised_with;
use super::{staff, store};
use crate::error::{ApiError, ApiResult};
use crate::registers::version;
use crate::write::{Entry, Tx};

fn of(municipality: Uuid) -> sea_orm::Select<entry::Entity> {
    entry::Entity::find()
        .filter(entry::Column::MunicipalityId.eq(municipality))
        .filter(entry::Column::IsTraining.eq(true))
}

/// What was practised so far.
pub(crate) async fn practice(
    conn: &impl ConnectionTrait,
    municipality: Uuid,
) -> ApiResult<PracticeReport> {
    // What was loaded to practise with was recorded by nobody.
    let own = Condition::any()
        .add(entry::Column::RecordedBy.is_not_null())
        .add(entry::Column::ExitRecordedBy.is_not_null());
    let entries = of(municipality).filter(own).all(conn).await?;
    let limit = store::settings(conn, municipality).await?.limit_minutes;
    let corrections = version::Entity::find()
        .filter(version::Column::MunicipalityId.eq(municipality))
        .filter(version::Column::Register.eq(REGISTER.id))
        .filter(version::Column::IsPublished.eq(false))
        .filter(version::Column::Act.eq(Act::Corrected.as_str()))
        .filter(version::Column::Id.is_in(entries.iter().map(|entry| entry.id)));
    let count = |test: &dyn Fn(&entry::Model) -> bool| {
        let found = entries.iter().filter(|entry| test(entry)).count();
        u64::try_from(found).map_err(ApiError::internal)
    };
    let is_late = |entry: &entry::Model| {
        let delay = (entry.recorded_at - entry.occurred_at).num_seconds();
        entry.recorded_by.is_some() && delay > i64::from(limit) * 60
    };
    let people: BTreeSet<_> = entries.iter().filter_map(|it| it.recorded_by).collect();
    let days: BTreeSet<_> = entries.iter().map(|it| lima_date(it.recorded_at)).collect();
    let len = |len: usize| u64::try_from(len).map_err(ApiError::internal);
    Ok(PracticeReport {
        entries: count(&|entry| entry.recorded_by.is_some())?,
        exits: count(&|entry| entry.exit_recorded_by.is_some())?,
        late: count(&is_late)?,
        corrections: corrections.count(conn).await?,
        withdrawals: count(&|entry| entry.is_withdrawn)?,
        people: len(people.len())?,
        days: len(days.len())?,
    })
}

/// Takes away what was practised: the desk shows none of it any more, and what was typed of the visitors goes. That it was
/// there stays in the journal, as everything does.
pub(crate) async fn end_practice(tx: &mut Tx<'_>, municipality: Uuid) -> ApiResult<()> {
    let report = practice(tx.conn(), municipality).await?;
    let entries = of(municipality).all(tx.conn()).await?;
    for entry in &entries {
        tx.erase_personal(municipality, entry.id).await?;
    }
    entry::Entity::delete_many()
        .filter(entry::Column::MunicipalityId.eq(municipality))
        .filter(entry::Column::IsTraining.eq(true))
        .exec(tx.conn())
        .await?;
    for id in practised_with(tx, municipality).await? {
        practice_official::Entity::delete_by_id((municipality, id))
            .exec(tx.conn())
            .await?;
        let official = store::official(tx.conn(), municipality, id).await?;
        staff::remove(tx, &official).await?;
    }
    let entry = Entry::new(
        municipality,
        "golive.practice_ended",
        "register",
        REGISTER.id,
    )
    .before(json!(report))
    .basis(REGISTER.legal_basis);
    let _receipt = tx.record(entry).await?;
    Ok(())
}
