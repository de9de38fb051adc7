//! A journal and its signed heads as files that anyone can verify without us.

use std::io::Write;

use futures_util::TryStreamExt as _;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use shared::features::journal::SignedHead;
use uuid::Uuid;

use crate::features::journal::{SignedHeadColumn, SignedHeadEntity};
use crate::journal::entity::line;
use crate::state::AppState;

/// Writes the entries of a journal (zeros for the platform's own), one canonical line each, and its signed heads.
///
/// # Errors
/// When the database does not answer or a file cannot be written.
pub async fn export_journal(
    state: &AppState,
    municipality: Uuid,
    journal: &mut (impl Write + Send),
    heads: &mut (impl Write + Send),
) -> anyhow::Result<()> {
    let snapshot = state.db.snapshot().await?;
    let mut lines = line::Entity::find()
        .filter(line::Column::MunicipalityId.eq(municipality))
        .order_by_asc(line::Column::Seq)
        .stream(&snapshot)
        .await?;
    while let Some(line) = lines.try_next().await? {
        journal.write_all(line.body.as_bytes())?;
        journal.write_all(b"\n")?;
    }
    drop(lines);
    let mut rows = SignedHeadEntity::find()
        .filter(SignedHeadColumn::MunicipalityId.eq(municipality))
        .order_by_asc(SignedHeadColumn::Seq)
        .stream(&snapshot)
        .await?;
    while let Some(row) = rows.try_next().await? {
        heads.write_all(&SignedHead::from(row).line()?)?;
        heads.write_all(b"\n")?;
    }
    Ok(())
}
