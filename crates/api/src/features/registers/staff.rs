//! What staff do with the records of a register.

use std::marker::PhantomData;

use actix_web::{HttpRequest, HttpResponse, web};
use serde_json::{Map, Value as Json, json};
use shared::access::Perm;
use shared::kit::problem::FieldError;
use shared::registers::wire::{
    CorrectionIn, RecordIn, RecordSeen, StaffRecordOut, WithdrawalIn, WithdrawalsIn, WithdrawnOut,
};
use shared::registers::{Act, Record, Register};
use uuid::Uuid;

use crate::db::Scope;
use crate::error::{ApiError, ApiResult, Code};
use crate::features::interests::require_decider;
use crate::features::{golive, visits};
use crate::http::etag::{self, Expected};
use crate::http::input::Valid;
use crate::http::staff::Staff;
use crate::registers::{self, About, Place};
use crate::state::AppState;
use crate::write::{Change, Entry, Recorded, Tx};

/// One record, whole; that somebody looked stands in the journal.
pub(super) async fn get<P: Perm>(
    register: &'static Register,
    state: web::Data<AppState>,
    request: HttpRequest,
    staff: Staff<P>,
    id: web::Path<Uuid>,
) -> ApiResult<HttpResponse> {
    let place = Place {
        register,
        municipality: staff.municipality()?,
        id: *id,
    };
    let found = state.write.run(staff.caller(&request), Look { place });
    etag::row(&found.await?)
}

/// Enters a record.
pub(super) async fn create<P: Perm>(
    register: &'static Register,
    state: web::Data<AppState>,
    request: HttpRequest,
    staff: Staff<P>,
    body: Valid<RecordIn>,
) -> ApiResult<HttpResponse> {
    let caller = staff.caller_with(&request, &body);
    let place = Place {
        register,
        municipality: staff.municipality()?,
        id: Uuid::now_v7(),
    };
    let values = body.into_inner().values;
    let entered = state.write.run(caller, Create { place, values }).await?;
    let path = format!("/api/v1/admin/registers/{}/{}", register.id, entered.id);
    let mut response = etag::row(&entered)?;
    *response.status_mut() = actix_web::http::StatusCode::CREATED;
    let path = actix_web::http::header::HeaderValue::from_str(&path).map_err(ApiError::internal)?;
    response
        .headers_mut()
        .insert(actix_web::http::header::LOCATION, path);
    Ok(response)
}

/// Enters it again, as it should have been.
pub(super) async fn correct<P: Perm>(
    register: &'static Register,
    state: web::Data<AppState>,
    request: HttpRequest,
    staff: Staff<P>,
    id: web::Path<Uuid>,
    body: Valid<CorrectionIn>,
) -> ApiResult<HttpResponse> {
    let place = Place {
        register,
        municipality: staff.municipality()?,
        id: *id,
    };
    let CorrectionIn { values, reason } = body.into_inner();
    let change = Revise {
        place,
        values: Some(values),
        reason,
        expected: Expected::of(&request)?,
        by: PhantomData::<P>,
    };
    etag::row(&state.write.run(staff.caller(&request), change).await?)
}

/// Says that it counts no longer.
pub(super) async fn withdraw<P: Perm>(
    register: &'static Register,
    state: web::Data<AppState>,
    request: HttpRequest,
    staff: Staff<P>,
    id: web::Path<Uuid>,
    body: Valid<WithdrawalIn>,
) -> ApiResult<HttpResponse> {
    let place = Place {
        register,
        municipality: staff.municipality()?,
        id: *id,
    };
    let change = Revise {
        place,
        values: None,
        reason: body.into_inner().reason,
        expected: Expected::of(&request)?,
        by: PhantomData::<P>,
    };
    etag::row(&state.write.run(staff.caller(&request), change).await?)
}

/// Says of several that they count no longer: of all of them, or of none.
pub(super) async fn withdraw_many<P: Perm>(
    register: &'static Register,
    state: web::Data<AppState>,
    request: HttpRequest,
    staff: Staff<P>,
    body: Valid<WithdrawalsIn>,
) -> ApiResult<HttpResponse> {
    let caller = staff.caller_with(&request, &body);
    let WithdrawalsIn { records, reason } = body.into_inner();
    let change = WithdrawMany {
        register,
        municipality: staff.municipality()?,
        records,
        reason,
    };
    Ok(HttpResponse::Ok().json(state.write.run(caller, change).await?))
}

struct Look {
    place: Place,
}

impl Change for Look {
    type Output = StaffRecordOut;

    fn scope(&self) -> Scope {
        Scope::Tenant(self.place.municipality)
    }

    async fn apply(&self, tx: &mut Tx<'_>) -> ApiResult<Recorded<StaffRecordOut>> {
        let out = out(tx, self.place).await?;
        let register = self.place.register.id;
        let entry = Entry::new(
            self.place.municipality,
            "record.looked_at",
            register,
            self.place.id,
        )
        .after(json!({ "version": out.version }));
        Ok(tx.record(entry).await?.with(out))
    }
}

struct Create {
    place: Place,
    values: Map<String, Json>,
}

impl Change for Create {
    type Output = StaffRecordOut;

    fn scope(&self) -> Scope {
        Scope::Tenant(self.place.municipality)
    }

    async fn apply(&self, tx: &mut Tx<'_>) -> ApiResult<Recorded<StaffRecordOut>> {
        let Place {
            register,
            municipality,
            ..
        } = self.place;
        golive::require_production(tx.conn(), municipality, register).await?;
        let record = record(register, &self.values, None)?;
        require_decider(tx.conn(), municipality, register, &record, None).await?;
        let about = About {
            is_published: true,
            ..About::default()
        };
        let (receipt, _) = registers::create(tx, self.place, &record, about).await?;
        Ok(receipt.with(out(tx, self.place).await?))
    }
}

struct Revise<P> {
    place: Place,
    /// What it should have been; withdrawn without.
    values: Option<Map<String, Json>>,
    reason: String,
    expected: Expected,
    by: PhantomData<P>,
}

impl<P: Perm> Change for Revise<P> {
    type Output = StaffRecordOut;

    fn scope(&self) -> Scope {
        Scope::Tenant(self.place.municipality)
    }

    async fn apply(&self, tx: &mut Tx<'_>) -> ApiResult<Recorded<StaffRecordOut>> {
        let before = out(tx, self.place).await?;
        self.expected.check(&before)?;
        let about = About {
            reason: Some(self.reason.trim().to_owned()),
            ..About::default()
        };
        let (receipt, _) = match &self.values {
            Some(values) => {
                let Place {
                    register,
                    municipality,
                    id,
                } = self.place;
                let row = registers::current(tx.conn(), municipality, register, id).await?;
                let standing = registers::whole(tx.conn(), tx.vault(), register, &row).await?;
                let record = record(register, values, Some(&standing))?;
                let before_it = Some(&standing);
                require_decider(tx.conn(), municipality, register, &record, before_it).await?;
                let done = registers::correct(tx, self.place, &record, before.version, about);
                let done = done.await?;
                visits::follow(tx, self.place, Some(&record)).await?;
                done
            }
            None => {
                let done = registers::withdraw(tx, self.place, before.version, about).await?;
                visits::follow(tx, self.place, None).await?;
                done
            }
        };
        Ok(receipt.with(out(tx, self.place).await?))
    }
}

struct WithdrawMany {
    register: &'static Register,
    municipality: Uuid,
    records: Vec<RecordSeen>,
    reason: String,
}

impl Change for WithdrawMany {
    type Output = WithdrawnOut;

    fn scope(&self) -> Scope {
        Scope::Tenant(self.municipality)
    }

    async fn apply(&self, tx: &mut Tx<'_>) -> ApiResult<Recorded<WithdrawnOut>> {
        let mut last = None;
        for (seen, index) in self.records.iter().zip(0_u32..) {
            let place = Place {
                register: self.register,
                municipality: self.municipality,
                id: seen.id,
            };
            let about = About {
                reason: Some(self.reason.trim().to_owned()),
                ..About::default()
            };
            let outcome = registers::withdraw(tx, place, seen.version, about).await;
            let (receipt, _) = outcome.map_err(|error| of_record(error, index))?;
            visits::follow(tx, place, None).await?;
            last = Some((receipt, index + 1));
        }
        let (receipt, withdrawn) = last.ok_or_else(ApiError::not_found)?;
        Ok(receipt.with(WithdrawnOut { withdrawn }))
    }
}

/// Which of several could not be withdrawn, and why.
fn of_record(error: ApiError, index: u32) -> ApiError {
    let field = format!("records[{index}]");
    match error.code {
        Code::NotFound => ApiError::field(&field, "unknown", "Ese registro no existe."),
        Code::Conflict => ApiError::field(&field, "withdrawn", "Ese registro ya fue retirado."),
        Code::Stale => ApiError::field(
            &field,
            "changed",
            "Ese registro cambió mientras tanto: vuelva a verlo antes de retirarlo.",
        ),
        _ => error,
    }
}

/// The values of a form as a record; what is wrong is named by its field. What only a procedure writes stays as it stands.
fn record(
    register: &'static Register,
    values: &Map<String, Json>,
    standing: Option<&Record>,
) -> ApiResult<Record> {
    let record = Record::of(register, values);
    let record = record.and_then(|record| record.by_hand(register, standing));
    record.map_err(|errors| {
        let errors = errors.into_iter().map(|error| {
            FieldError::new(
                format!("values.{}", error.column),
                error.code,
                error.message,
            )
        });
        ApiError::invalid(errors.collect())
    })
}

/// The record as it stands in this transaction.
async fn out(tx: &Tx<'_>, place: Place) -> ApiResult<StaffRecordOut> {
    let row = registers::current(tx.conn(), place.municipality, place.register, place.id).await?;
    let record = registers::whole(tx.conn(), tx.vault(), place.register, &row).await?;
    let act: Act = row
        .act
        .parse()
        .map_err(|()| ApiError::internal(anyhow::anyhow!("unknown act {}", row.act)))?;
    Ok(StaffRecordOut {
        id: row.id,
        version: row.version,
        act,
        act_reason: row.act_reason,
        leaf_index: row.leaf,
        values: record.json(place.register),
    })
}
