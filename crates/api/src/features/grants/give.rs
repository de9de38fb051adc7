//! Giving a role inside a change: the account is found or made, the grant written, journaled and published, the person told.

use chrono::NaiveDate;
use sea_orm::ActiveValue::Set;
use sea_orm::EntityTrait;
use serde_json::json;
use shared::access::Role;
use shared::features::grants::GrantIn;
use shared::time::{lima_date, long_date};
use uuid::Uuid;

use super::entity as grant;
use super::labels::label;
use super::{publish, rules, store};
use crate::error::{ApiError, ApiResult, Code};
use crate::features::accounts::entity::account;
use crate::features::accounts::store::{self as accounts, Status};
use crate::features::accounts::{Invitations, find_or_create, invite};
use crate::outbox::Letter;
use crate::write::{Entry, Mail, Receipt, Tx};

/// A role to give. Whether the giver may is checked by whoever builds this.
pub(crate) struct Gift<'a> {
    /// Where it counts, or the platform.
    pub(crate) municipality: Uuid,
    /// Its name, for the mail.
    pub(crate) place: &'a str,
    /// What is given, to whom, by which resolution.
    pub(crate) grant: &'a GrantIn,
    /// Who gives it; `None` for the platform itself.
    pub(crate) granted_by: Option<Uuid>,
    /// Where an invitation leads.
    pub(crate) invitations: &'a Invitations,
}

/// A role that was given.
pub(crate) struct Given {
    /// The grant.
    pub(crate) id: Uuid,
    /// The token of the invitation, where the person has not accepted one yet.
    pub(crate) token: Option<String>,
    /// The journal line of the grant.
    pub(crate) receipt: Receipt,
}

/// Gives a role. The change must be of `Scope::Platform`: accounts belong to no municipality.
///
/// # Errors
/// 422 where the person or the dates do not hold, 409 where somebody else holds a role that only one may hold.
pub(crate) async fn give(tx: &mut Tx<'_>, gift: &Gift<'_>) -> ApiResult<Given> {
    let grant = gift.grant;
    if !rules::fits(grant.role, gift.municipality) {
        return Err(ApiError::field(
            "role",
            "not_here",
            "Este rol no se asigna aquí.",
        ));
    }
    check_dates(grant, lima_date(tx.now()))?;
    let account = find_or_create(tx, &grant.person, "person").await?;
    if gift.granted_by == Some(account.id) {
        return Err(ApiError::conflict("Nadie se asigna un rol a sí mismo"));
    }
    check_room(tx, gift, account.id).await?;
    let id = insert(tx, gift, account.id).await?;
    let entry = Entry::new(gift.municipality, "grant.given", "grant", id)
        .after(json!({
            "account_id": account.id,
            "name": account.name,
            "role": grant.role,
            "theme": grant.theme,
            "resolution": { "number": grant.resolution.number, "date": grant.resolution.date },
            "starts_on": grant.starts_on,
            "ends_on": grant.ends_on,
        }))
        .basis(grant.resolution.number.clone());
    let receipt = tx.record(entry).await?;
    publish::responsibles(tx, gift.municipality).await?;
    let token = tell(tx, gift, &account).await?;
    Ok(Given { id, token, receipt })
}

fn check_dates(grant: &GrantIn, today: NaiveDate) -> ApiResult<()> {
    shared::rules::date_not_future(grant.resolution.date, today)
        .map_err(|violation| ApiError::violation("resolution.date", violation))?;
    if grant.ends_on.is_some_and(|ends| ends < today) {
        return Err(ApiError::field(
            "ends_on",
            "past",
            "La fecha final ya pasó.",
        ));
    }
    Ok(())
}

/// No second holder of a role for one, no second grant of the same role to the same person.
async fn check_room(tx: &Tx<'_>, gift: &Gift<'_>, account: Uuid) -> ApiResult<()> {
    let grant = gift.grant;
    let term = (grant.starts_on, grant.ends_on);
    let rows = store::unended_of_role(tx.conn(), gift.municipality, grant.role).await?;
    let rival = rows
        .iter()
        .filter(|row| rules::overlap((row.starts_on, row.ends_on), term))
        .find(|row| {
            let same = row.account_id == account && row.theme == grant.theme;
            same || rules::single(grant.role)
        });
    match rival {
        None => Ok(()),
        Some(row) if row.account_id == account => {
            Err(ApiError::new(Code::Duplicate)
                .detail("La persona ya tiene este rol en esas fechas"))
        }
        Some(_) => Err(ApiError::conflict(
            "Otra persona tiene este rol en esas fechas: termine primero su asignación",
        )),
    }
}

async fn insert(tx: &Tx<'_>, gift: &Gift<'_>, account: Uuid) -> ApiResult<Uuid> {
    let id = Uuid::now_v7();
    let given = gift.grant;
    grant::Entity::insert(grant::ActiveModel {
        id: Set(id),
        municipality_id: Set(gift.municipality),
        account_id: Set(account),
        role: Set(given.role.code().to_owned()),
        theme: Set(given.theme.clone()),
        resolution_number: Set(given.resolution.number.trim().to_owned()),
        resolution_date: Set(given.resolution.date),
        resolution_file_id: Set(given.resolution.file_id),
        starts_on: Set(given.starts_on),
        ends_on: Set(given.ends_on),
        granted_by: Set(gift.granted_by),
        created_at: Set(tx.now()),
        ended_at: Set(None),
        end_reason: Set(None),
    })
    .exec_without_returning(tx.conn())
    .await?;
    Ok(id)
}

/// Invites a new person; tells one who already signs in.
async fn tell(
    tx: &mut Tx<'_>,
    gift: &Gift<'_>,
    account: &account::Model,
) -> ApiResult<Option<String>> {
    let reason = reason(gift.grant.role, gift.place, &gift.grant.resolution.number);
    if account.status != Status::Active.code() {
        let token = invite(tx, gift.invitations, account, gift.municipality, reason).await?;
        return Ok(Some(token));
    }
    let to = accounts::mail_of(tx.conn(), tx.vault(), account.id).await?;
    let letter = Letter {
        subject: "Tiene un nuevo rol en Munica".to_owned(),
        name: account.name.clone(),
        paragraphs: vec![
            reason,
            format!("Cuenta desde el {}.", long_date(gift.grant.starts_on)),
        ],
        action: None,
        footer: "Si no corresponde, avise a su municipalidad.".to_owned(),
    };
    let mail = Mail {
        municipality: gift.municipality,
        template: "grants.given",
        to,
        letter,
    };
    tx.mail(mail).await?;
    Ok(None)
}

/// Why the person is written to.
pub(super) fn reason(role: Role, place: &str, resolution: &str) -> String {
    let article = if place.starts_with("Municipalidad") {
        "la "
    } else {
        ""
    };
    format!(
        "Usted tiene ahora el rol «{}» en {article}{place} ({resolution}).",
        label(role)
    )
}
