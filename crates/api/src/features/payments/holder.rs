//! A payment looked up by its holder. A number that does not exist, one of somebody else and a municipality that is not
//! there are answered alike.

use actix_web::http::header::{CACHE_CONTROL, HeaderName, HeaderValue};
use actix_web::{HttpRequest, HttpResponse, post, web};
use serde_json::json;
use shared::features::payments::{HOLDER_COLUMNS, HolderIn, HolderOut, HolderPayment, REGISTER};
use shared::registers::{Act, Filter, Query, Record, Test, Value};
use shared::rules::ruc_dni;
use shared::text::fold::collapse;
use uuid::Uuid;

use crate::db::Scope;
use crate::error::{ApiError, ApiResult};
use crate::features::auth::attempts;
use crate::features::municipalities;
use crate::http::input::Valid;
use crate::http::staff::Visitor;
use crate::problems::PublicWrite;
use crate::registers::{self, read};
use crate::state::AppState;
use crate::write::{Caller, Change, Entry, Recorded, Tx};

/// The columns by one of which a holder names his payment.
const NUMBERS: [&str; 2] = ["number", "siaf_file"];
/// Payments of one municipality that may bear the same number.
const MOST: u32 = 50;

/// Shows a payment to its holder: whoever has the DNI and a number of his papers. Beyond the limits of every address, five a
/// minute; misses delay the next look. Each look stands in the municipality's journal, without the DNI.
#[utoipa::path(tag = "payments", security(()), request_body = HolderIn, responses(
    (status = 200, description = "Los pagos con ese número que son del titular", body = HolderOut), PublicWrite
))]
#[post("/payments/holder")]
pub(crate) async fn find_holder_payments(
    request: HttpRequest,
    state: web::Data<AppState>,
    visitor: Visitor,
    body: Valid<HolderIn>,
) -> ApiResult<HttpResponse> {
    let look = found(&state, visitor.caller(&request), body.into_inner());
    let items = attempts::look_up(&state, &request, look).await?;
    let robots = HeaderName::from_static("x-robots-tag");
    Ok(HttpResponse::Ok()
        .insert_header((CACHE_CONTROL, HeaderValue::from_static("no-store")))
        .insert_header((robots, HeaderValue::from_static("noindex")))
        .json(HolderOut { items }))
}

async fn found(state: &AppState, caller: Caller, body: HolderIn) -> ApiResult<Vec<HolderPayment>> {
    let unknown =
        || ApiError::not_found().detail("No hay un pago con ese número a nombre de ese documento.");
    let municipality = municipalities::by_slug(state, body.municipality.trim()).await?;
    let municipality = municipality.filter(|it| it.status.has_portal());
    let municipality = municipality.ok_or_else(unknown)?.id;
    let look = Look {
        municipality,
        id: Uuid::now_v7(),
        candidates: candidates(state, municipality, &collapse(&body.number)).await?,
        document: body.document.trim().to_owned(),
    };
    let items = state.write.run(caller, look).await?;
    if items.is_empty() {
        return Err(unknown());
    }
    Ok(items)
}

/// The payments with this number, whoever was paid. Read before the change, so that a miss costs the writers nothing.
async fn candidates(state: &AppState, municipality: Uuid, number: &str) -> ApiResult<Vec<Uuid>> {
    let (engine, scope) = (&state.registers, read::Scope::Tenant(municipality));
    let mut found = Vec::new();
    for column in NUMBERS {
        let is = Test::Is(vec![Value::Text(number.to_owned())]);
        let query = Query {
            filters: vec![Filter { column, test: is }],
            limit: MOST,
            ..Query::default()
        };
        let statement = read::list(&REGISTER, engine.backend(), &state.vault, &query, scope)?;
        found.extend(
            engine
                .gather(statement, |row| row.uuid(read::at::ID))
                .await?,
        );
    }
    found.sort_unstable();
    found.dedup();
    Ok(found)
}

struct Look {
    municipality: Uuid,
    /// Names this look.
    id: Uuid,
    document: String,
    candidates: Vec<Uuid>,
}

impl Change for Look {
    type Output = Vec<HolderPayment>;

    fn scope(&self) -> Scope {
        Scope::Tenant(self.municipality)
    }

    async fn apply(&self, tx: &mut Tx<'_>) -> ApiResult<Recorded<Vec<HolderPayment>>> {
        let ids = self.candidates.clone();
        let mut rows = registers::current_of(tx.conn(), self.municipality, &REGISTER, ids).await?;
        rows.retain(|row| row.is_published && row.act != Act::Withdrawn.as_str());
        let records =
            registers::whole_of(tx.conn(), tx.vault(), &REGISTER, self.municipality, &rows).await?;
        let own = rows.iter().zip(&records);
        let own = own.filter(|(_, record)| is_of(record, &self.document));
        let items: Vec<_> = own.map(|(row, record)| shown(row.id, record)).collect();
        let ids: Vec<_> = items.iter().map(|item| item.id).collect();
        // Without the DNI: whoever was paid stands in the records that are named.
        let entry = Entry::new(
            self.municipality,
            "payment.looked_up_by_holder",
            "payment_lookup",
            self.id,
        );
        let entry = entry
            .after(json!({ "found": ids }))
            .basis("Ley 29733, art. 19");
        Ok(tx.record(entry).await?.with(items))
    }
}

/// Whether a payment is of the person with this DNI: as its holder, or as a supplier with a RUC that contains it.
fn is_of(record: &Record, document: &str) -> bool {
    let text = |column| record.get(column).text();
    text("holder_document") == Some(document)
        || text("supplier_ruc").and_then(ruc_dni) == Some(document)
}

fn shown(id: Uuid, record: &Record) -> HolderPayment {
    let mut values = record.json(&REGISTER);
    values.retain(|name, _| HOLDER_COLUMNS.contains(&name.as_str()));
    HolderPayment { id, values }
}
