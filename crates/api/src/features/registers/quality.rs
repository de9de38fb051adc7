//! How good the data of a register is, counted over what counts now.

use actix_web::HttpResponse;
use shared::registers::Register;
use shared::registers::quality::{ColumnQuality, DoubtOut, QualityOut, score, share};

use super::view::View;
use crate::error::{ApiError, ApiResult};
use crate::http::etag;
use crate::http::input::{NoParams, Params};
use crate::registers::read::{self, Scope};
use crate::state::AppState;

/// How good the data of a register is, of one municipality or of all: what is missing, says nothing, can hardly be, or came
/// late.
pub(super) async fn get(
    register: &'static Register,
    view: View,
    _none: Params<NoParams>,
) -> ApiResult<HttpResponse> {
    let quality = quality(&view.state, register, view.scope()).await?;
    etag::public(&view.request, &quality, view.counted())
}

async fn quality(
    state: &AppState,
    register: &'static Register,
    scope: Scope,
) -> ApiResult<QualityOut> {
    let backend = state.registers.backend();
    let counts = read::quality(register, backend, &state.vault, scope);
    let width = 2 + 2 * register.judged_columns().count() + register.doubts.len();
    let counts = numbers(state, &counts, width).await?;
    let count = |at: usize| counts.get(at).copied().unwrap_or_default();
    let records = count(0);
    let (mut missing, mut empty, mut guarded) = (0, 0, 0);
    let mut columns = Vec::new();
    for (column, without, catch_all) in read::counted(register) {
        let (without, nothing) = (count(without), count(catch_all));
        missing += without;
        empty += nothing;
        if !column.catch_all.is_empty() {
            guarded += records.saturating_sub(without);
        }
        if without + nothing > 0 {
            columns.push(ColumnQuality {
                column: column.name.to_owned(),
                label: column.label.to_owned(),
                missing: without,
                catch_all: nothing,
            });
        }
    }
    columns.sort_by_key(|it| std::cmp::Reverse(it.missing + it.catch_all));
    let values = records * u64::try_from(register.judged_columns().count()).unwrap_or_default();
    let any = 1 + 2 * register.judged_columns().count();
    let doubts = register.doubts.iter().zip(any + 1..);
    let doubts = doubts.map(|(doubt, at)| DoubtOut {
        code: doubt.code.to_owned(),
        label: doubt.label.to_owned(),
        records: count(at),
    });
    let lateness = read::lateness(register, backend, &state.vault, scope);
    let lateness = numbers(state, &lateness, 2).await?;
    let (late, entered) = match lateness.as_slice() {
        [late, entered] => (*late, *entered),
        _ => (0, 0),
    };
    let shares = [
        share(values.saturating_sub(missing), values),
        share(guarded.saturating_sub(empty), guarded),
        share(records.saturating_sub(count(any)), records),
        share(entered.saturating_sub(late), entered),
    ];
    let [completeness, telling, plausible, on_time] = shares;
    Ok(QualityOut {
        records,
        score: (records > 0).then(|| score(shares)),
        completeness,
        telling,
        plausible,
        on_time,
        columns,
        doubts: doubts.filter(|doubt| doubt.records > 0).collect(),
        late,
        patience: register.periodicity.patience(),
    })
}

/// The numbers of a statement's only row.
async fn numbers(
    state: &AppState,
    statement: &read::Statement,
    width: usize,
) -> ApiResult<Vec<u64>> {
    let mut found = Vec::with_capacity(width);
    state
        .registers
        .read(statement, |row| {
            for at in 0..width {
                let number = row.number(at)?.unwrap_or_default();
                found.push(u64::try_from(number).map_err(ApiError::internal)?);
            }
            Ok(())
        })
        .await?;
    Ok(found)
}
