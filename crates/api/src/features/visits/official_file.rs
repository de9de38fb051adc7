//! `/admin/visits/official-file`: the visits of a period in the layout of the national register's upload, with whole
//! document numbers. Which visits that register would refuse is told before. Making the file is an act of the journal.

use actix_web::http::header::CONTENT_DISPOSITION;
use actix_web::{HttpRequest, HttpResponse, get, web};
use serde_json::json;
use sha2::{Digest as _, Sha256};
use shared::access::perm;
use shared::features::visits::REGISTER;
use shared::features::visits::official_file::{
    MOST_DAYS, MOST_NAMED, OfficialFileCheck, OfficialFileQuery, RefusedVisit,
};
use shared::registers::Format;
use uuid::Uuid;

use super::official_layout::{self, Layout};
use super::official_rows::{self, Row};
use crate::db::Scope;
use crate::error::{ApiError, ApiResult, Code};
use crate::features::municipalities;
use crate::http::etag;
use crate::http::input::Params;
use crate::http::staff::Staff;
use crate::problems::{Binary, StaffRead};
use crate::state::AppState;
use crate::write::{Change, Entry, Recorded, Tx};

type Administrator = Staff<perm::VisitsCorrect>;

/// Which visits of a period would be loaded and which the national register would refuse, with the columns of the file.
#[utoipa::path(tag = "visits", security(("session" = ["visits:correct"])), params(OfficialFileQuery),
    responses((status = 200, description = "Lo que se cargaría", body = OfficialFileCheck), StaffRead))]
#[get("/admin/visits/official-file")]
pub(super) async fn check_official_file(
    state: web::Data<AppState>,
    staff: Administrator,
    Params(period): Params<OfficialFileQuery>,
) -> ApiResult<HttpResponse> {
    sound(period)?;
    let municipality = staff.municipality()?;
    let layout = official_layout::layout(&state).await?;
    let rows = official_rows::read(&state, municipality, period).await?;
    let (refused, accepted): (Vec<_>, Vec<_>) =
        rows.into_iter().partition(|row| !row.faults.is_empty());
    let count = |rows: &[Row]| u64::try_from(rows.len()).map_err(ApiError::internal);
    let check = OfficialFileCheck {
        from: period.from,
        to: period.to,
        columns: layout.headings(),
        source: layout.source,
        accepted: count(&accepted)?,
        refused: count(&refused)?,
        items: refused
            .into_iter()
            .take(MOST_NAMED)
            .filter_map(refusal)
            .collect(),
    };
    etag::row(&check)
}

/// The visits of a period that would be accepted, as a workbook: a title, the headings of the national register, the visits.
/// It holds whole document numbers: that it was made stands in the journal, and it asks for a recent second factor.
#[utoipa::path(tag = "visits", security(("session" = ["visits:correct"])), params(OfficialFileQuery),
    responses((status = 200, description = "El libro", body = inline(Binary),
        content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"), StaffRead))]
#[get("/admin/visits/official-file.xlsx")]
pub(super) async fn get_official_file(
    state: web::Data<AppState>,
    request: HttpRequest,
    staff: Administrator,
    Params(period): Params<OfficialFileQuery>,
) -> ApiResult<HttpResponse> {
    staff.require_recent_factor(state.clock.now())?;
    sound(period)?;
    let municipality = staff.municipality()?;
    let owner = municipalities::find(state.db.public(), municipality).await?;
    let owner = owner.ok_or_else(ApiError::not_found)?;
    let layout = official_layout::layout(&state).await?;
    // Before the act, which nobody shall wait for: reading, opening and writing take a while.
    let rows = official_rows::read(&state, municipality, period).await?;
    let whole = rows.len();
    let mut rows: Vec<_> = rows
        .into_iter()
        .filter(|row| row.faults.is_empty())
        .collect();
    official_rows::open_documents(&state, municipality, &mut rows).await?;
    let (records, left_out) = (rows.len(), whole - rows.len());
    let bytes = book(layout, owner.name.clone(), period, rows).await?;
    let made = Made {
        municipality,
        period,
        records,
        left_out,
        digest: hex::encode(Sha256::digest(&bytes)),
    };
    state.write.run(staff.caller(&request), made).await?;
    let name = format!("{}-visitas-{}-{}.xlsx", owner.slug, period.from, period.to);
    Ok(HttpResponse::Ok()
        .content_type(Format::Xlsx.media_type())
        .insert_header((
            CONTENT_DISPOSITION,
            format!("attachment; filename=\"{name}\""),
        ))
        .body(bytes))
}

fn sound(period: OfficialFileQuery) -> ApiResult<()> {
    let wrong = |detail: &'static str| ApiError::new(Code::Malformed).detail(detail);
    if period.to < period.from {
        return Err(wrong("El último día es anterior al primero."));
    }
    if (period.to - period.from).num_days() >= MOST_DAYS {
        return Err(wrong("Elija un periodo de 366 días como máximo."));
    }
    Ok(())
}

fn refusal(row: Row) -> Option<RefusedVisit> {
    Some(RefusedVisit {
        id: row.id,
        visit_date: row.visit_date?,
        entry_time: row.text("entry_time").map(str::to_owned),
        visitor_name: row.text("visitor_name").unwrap_or_default().to_owned(),
        official_name: row.text("official_name").map(str::to_owned),
        faults: row.faults,
    })
}

async fn book(
    layout: Layout,
    owner: String,
    period: OfficialFileQuery,
    rows: Vec<Row>,
) -> ApiResult<Vec<u8>> {
    let written = web::block(move || layout.write(&owner, period, &rows)).await;
    written.map_err(ApiError::internal)?
}

/// Somebody took the file away.
struct Made {
    municipality: Uuid,
    period: OfficialFileQuery,
    records: usize,
    left_out: usize,
    digest: String,
}

impl Change for Made {
    type Output = ();

    fn scope(&self) -> Scope {
        Scope::Tenant(self.municipality)
    }

    async fn apply(&self, tx: &mut Tx<'_>) -> ApiResult<Recorded<()>> {
        let action = "visit.official_file_made";
        let entry = Entry::new(self.municipality, action, REGISTER.id, self.municipality)
            .after(json!({
                "from": self.period.from, "to": self.period.to, "records": self.records,
                "left_out": self.left_out, "sha256": self.digest,
            }))
            .basis(REGISTER.legal_basis);
        Ok(tx.record(entry).await?.with(()))
    }
}
