//! What a municipality practises with before production: officials and visitors of fiction, whose visits nobody sees outside.

use chrono::{TimeDelta, Utc};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::json;
use shared::features::visits::REGISTER;
use shared::features::visits::desk::{CheckInIn, LateIn, MeetingIn, VisitorIn};
use shared::features::visits::officials::OfficialIn;
use shared::time::lima_date;
use uuid::Uuid;

use super::check_in::CheckIn;
use super::entity::{entry, practice_official};
use super::officials_changes as officials;
use crate::error::{ApiError, ApiResult};
use crate::features::golive;
use crate::write::{Change as _, Entry, Receipt, Tx};

/// Name and post of each official.
const OFFICIALS: [(&str, &str); 3] = [
    ("Práctica Ficticia, Alicia", "Gerente de práctica"),
    ("Práctica Ficticio, Bernardo", "Subgerente de práctica"),
    ("Práctica Ficticia, Carmela", "Secretaria de práctica"),
];
/// Each visitor, the official whom he visits, and how many minutes ago he came.
const VISITORS: [(&str, usize, i64); 4] = [
    ("Visitante Ficticio, Damián", 0, 5),
    ("Visitante Ficticia, Elena", 0, 8),
    ("Visitante Ficticio, Fabián", 1, 2),
    ("Visitante Ficticia, Gloria", 2, 90),
];

/// Loads them, once.
///
/// # Errors
/// 409 when they are there already, or the register is in production.
pub(crate) async fn seed_practice(tx: &mut Tx<'_>, municipality: Uuid) -> ApiResult<Receipt> {
    if golive::in_production(tx.conn(), municipality, &REGISTER).await? {
        return Err(ApiError::conflict(
            "El registro ya está en producción: los datos de práctica son para antes.",
        ));
    }
    if !practised_with(tx, municipality).await?.is_empty() {
        return Err(ApiError::conflict(
            "Los datos de práctica ya están cargados.",
        ));
    }
    let mut officials = Vec::new();
    for (index, (name, post)) in OFFICIALS.iter().enumerate() {
        let id = Uuid::now_v7();
        let said = OfficialIn {
            name: (*name).to_owned(),
            document_type: "other".to_owned(),
            document: Some(format!("PRACTICA{index}")),
            post: (*post).to_owned(),
            office: "Oficina de práctica".to_owned(),
            resolution: "Dato de práctica, sin resolución".to_owned(),
            valid_from: lima_date(tx.now() - TimeDelta::days(1)),
            ..OfficialIn::default()
        };
        officials::enter(tx, municipality, id, &said).await?;
        let row = practice_official::ActiveModel {
            municipality_id: Set(municipality),
            official_id: Set(id),
        };
        practice_official::Entity::insert(row)
            .exec_without_returning(tx.conn())
            .await?;
        officials.push(id);
    }
    let mut visits = Vec::new();
    for (index, (name, official, minutes)) in VISITORS.iter().enumerate() {
        let official = officials.get(*official).copied().unwrap_or_default();
        visits.push(enter(tx, municipality, (index, *name), official, *minutes).await?);
    }
    // Nobody practised these: they do not count.
    entry::Entity::update_many()
        .col_expr(entry::Column::RecordedBy, Expr::value(None::<Uuid>))
        .filter(entry::Column::MunicipalityId.eq(municipality))
        .filter(entry::Column::Id.is_in(visits.clone()))
        .exec(tx.conn())
        .await?;
    let entry = Entry::new(
        municipality,
        "golive.practice_seeded",
        "register",
        REGISTER.id,
    )
    .after(json!({ "officials": officials, "visits": visits }))
    .basis(REGISTER.legal_basis);
    tx.record(entry).await
}

/// The officials of fiction of a municipality.
pub(super) async fn practised_with(tx: &Tx<'_>, municipality: Uuid) -> ApiResult<Vec<Uuid>> {
    let rows = practice_official::Entity::find()
        .filter(practice_official::Column::MunicipalityId.eq(municipality))
        .all(tx.conn())
        .await?;
    Ok(rows.into_iter().map(|row| row.official_id).collect())
}

async fn enter(
    tx: &mut Tx<'_>,
    municipality: Uuid,
    (index, name): (usize, &str),
    official_id: Uuid,
    minutes: i64,
) -> ApiResult<Uuid> {
    let id = Uuid::now_v7();
    let late = LateIn {
        interruption: None,
        reason: "Dato de práctica: se anotó tarde".to_owned(),
    };
    let entered: chrono::DateTime<Utc> = tx.now() - TimeDelta::minutes(minutes);
    let check_in = CheckIn {
        municipality,
        account: Uuid::nil(),
        body: CheckInIn {
            visitors: vec![VisitorIn {
                document_type: "other".to_owned(),
                document: Some(format!("VISITA{index}")),
                name: name.to_owned(),
                ..VisitorIn::default()
            }],
            meeting: MeetingIn {
                official_id,
                visitor_kind: "natural_person".to_owned(),
                reason: "procedure".to_owned(),
                ..MeetingIn::default()
            },
            entered_at: Some(entered),
            late: (minutes > 60).then_some(late),
            is_training: true,
            ..CheckInIn::default()
        },
        ids: vec![id],
    };
    let _entered = check_in.apply(tx).await?;
    Ok(id)
}
