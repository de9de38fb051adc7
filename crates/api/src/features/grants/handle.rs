//! What the handlers of grants have in common, wherever the roles are given: in a municipality or on the platform.

use actix_web::{HttpRequest, HttpResponse};
use chrono::NaiveDate;
use shared::access::{Perm, Role};
use shared::features::grants::{
    GRANTS_PATH, GrantEndIn, GrantIn, GrantOut, GrantStatus, OperatorIn, Resolution,
};
use shared::kit::page::Page;
use shared::time::lima_date;
use uuid::Uuid;

use super::changes::{End, Give, Giver};
use super::entity as grant;
use super::holders::{InviteAgain, ResetFactor, SignOut};
use super::{places, store};
use crate::db::{PLATFORM, Scope};
use crate::error::{ApiError, ApiResult};
use crate::features::accounts::Invitations;
use crate::features::accounts::entity::account;
use crate::features::accounts::store::{self as accounts, Status};
use crate::files;
use crate::http::input::Valid;
use crate::http::staff::Staff;
use crate::state::AppState;

/// How the platform is called in mails.
const PLATFORM_NAME: &str = "la plataforma Munica";

/// One request about the grants of a municipality or of the platform.
pub(super) struct Desk<'a, P> {
    pub(super) request: &'a HttpRequest,
    pub(super) state: &'a AppState,
    pub(super) staff: &'a Staff<P>,
    /// Where the role counts; [`PLATFORM`] for operators.
    pub(super) municipality: Uuid,
}

impl<P: Perm> Desk<'_, P> {
    /// Gives a role and answers the grant. Asks for a recent second factor.
    pub(super) async fn give<T>(&self, body: &Valid<T>, grant: GrantIn) -> ApiResult<HttpResponse> {
        self.staff.require_recent_factor(self.state.clock.now())?;
        let change = Give {
            giver: self.giver(),
            municipality: self.municipality,
            place: self.place().await?,
            scans_of: match self.staff.scope() {
                Scope::Platform => PLATFORM,
                _ => self.municipality,
            },
            grant,
            invitations: Invitations::new(&self.state.settings),
        };
        let caller = self.staff.caller_with(self.request, body);
        let id = self.state.write.run(caller, change).await?;
        let view = one(self.state, self.municipality, id).await?;
        Ok(HttpResponse::Created()
            .insert_header(("Location", format!("{GRANTS_PATH}/{id}")))
            .json(view))
    }

    /// A role from today, as an operator gives it.
    pub(super) fn as_grant(&self, role: Role, body: &OperatorIn) -> GrantIn {
        GrantIn {
            person: body.person.clone(),
            role,
            theme: None,
            resolution: body.resolution.clone(),
            starts_on: lima_date(self.state.clock.now()),
            ends_on: body.ends_on,
        }
    }

    /// Ends a role from this moment. Asks for a recent second factor.
    pub(super) async fn end(&self, id: Uuid, body: &Valid<GrantEndIn>) -> ApiResult<HttpResponse> {
        self.staff.require_recent_factor(self.state.clock.now())?;
        let change = End {
            giver: self.giver(),
            municipality: self.municipality,
            id,
            reason: body.reason.clone(),
        };
        let caller = self.staff.caller_with(self.request, body);
        self.state.write.run(caller, change).await?;
        Ok(HttpResponse::NoContent().finish())
    }

    /// Sends the invitation of a holder once more.
    pub(super) async fn invite_again(&self, id: Uuid) -> ApiResult<HttpResponse> {
        let change = InviteAgain {
            giver: self.giver(),
            municipality: self.municipality,
            place: self.place().await?,
            id,
            invitations: Invitations::new(&self.state.settings),
        };
        let caller = self.staff.caller(self.request);
        self.state.write.run(caller, change).await?;
        Ok(HttpResponse::NoContent().finish())
    }

    /// Ends every session of a holder. Asks for a recent second factor.
    pub(super) async fn sign_out(&self, id: Uuid) -> ApiResult<HttpResponse> {
        self.staff.require_recent_factor(self.state.clock.now())?;
        let change = SignOut {
            giver: self.giver(),
            municipality: self.municipality,
            id,
        };
        let caller = self.staff.caller(self.request);
        self.state.write.run(caller, change).await?;
        Ok(HttpResponse::NoContent().finish())
    }

    /// Takes away the second factor that a holder lost. Asks for a recent second factor.
    pub(super) async fn reset_factor(&self, id: Uuid) -> ApiResult<HttpResponse> {
        self.staff.require_recent_factor(self.state.clock.now())?;
        let change = ResetFactor {
            giver: self.giver(),
            municipality: self.municipality,
            place: self.place().await?,
            id,
            public_url: self.state.settings.server.public_url.clone(),
        };
        let caller = self.staff.caller(self.request);
        self.state.write.run(caller, change).await?;
        Ok(HttpResponse::NoContent().finish())
    }

    fn giver(&self) -> Giver {
        let principal = self.staff.principal();
        Giver {
            account: principal.id,
            roles: principal.roles.clone(),
        }
    }

    /// How the mails call where the role counts.
    async fn place(&self) -> ApiResult<String> {
        if self.municipality == PLATFORM {
            return Ok(PLATFORM_NAME.to_owned());
        }
        let conn = self.state.db.read(Scope::Platform).await?;
        let found = places::named(&conn, vec![self.municipality]).await?;
        let first = found.into_iter().next();
        first
            .map(|place| place.name)
            .ok_or_else(ApiError::not_found)
    }
}

/// The grants of a municipality or of the platform, the last one first.
pub(super) async fn list(state: &AppState, municipality: Uuid) -> ApiResult<Page<GrantOut>> {
    let today = lima_date(state.clock.now());
    let conn = state.db.read(Scope::Platform).await?;
    let rows = store::all(&conn, municipality).await?;
    let people = rows.iter().map(|row| row.account_id).collect();
    let people = accounts::by_ids(&conn, people).await?;
    drop(conn);
    let views = rows.into_iter().filter_map(|row| {
        let person = people.get(&row.account_id)?;
        Some(view(row, person, today))
    });
    Ok(Page::complete(views.collect::<ApiResult<_>>()?))
}

/// The grants of one role in a municipality, as operators see them. Of the scans, those that the platform holds: what a
/// municipality keeps is not theirs to open.
pub(super) async fn list_of(
    state: &AppState,
    municipality: Uuid,
    role: Role,
) -> ApiResult<Page<GrantOut>> {
    let conn = state.db.read(Scope::Platform).await?;
    if places::named(&conn, vec![municipality]).await?.is_empty() {
        return Err(ApiError::not_found());
    }
    drop(conn);
    let mut page = list(state, municipality).await?;
    page.items.retain(|grant| grant.role == role);
    let conn = state.db.read(Scope::Platform).await?;
    for grant in &mut page.items {
        if let Some(file) = grant.resolution.file_id
            && files::find(&conn, PLATFORM, file).await?.is_none()
        {
            grant.resolution.file_id = None;
        }
    }
    Ok(Page::complete(page.items))
}

async fn one(state: &AppState, municipality: Uuid, id: Uuid) -> ApiResult<GrantOut> {
    let conn = state.db.read(Scope::Platform).await?;
    let row = store::find(&conn, municipality, id)
        .await?
        .ok_or_else(ApiError::not_found)?;
    let person = accounts::find(&conn, row.account_id)
        .await?
        .ok_or_else(ApiError::not_found)?;
    drop(conn);
    view(row, &person, lima_date(state.clock.now()))
}

fn view(row: grant::Model, person: &account::Model, today: NaiveDate) -> ApiResult<GrantOut> {
    let status = if row.ended_at.is_some() {
        GrantStatus::Ended
    } else if today < row.starts_on {
        GrantStatus::Upcoming
    } else if row.ends_on.is_some_and(|ends| ends < today) {
        GrantStatus::Lapsed
    } else {
        GrantStatus::Active
    };
    Ok(GrantOut {
        id: row.id,
        account_id: row.account_id,
        name: person.name.clone(),
        email: person.email_mask.clone(),
        document: person.document_mask.clone(),
        accepted: person.status == Status::Active.code(),
        disabled: person.status == Status::Disabled.code(),
        second_factor: person.factor_enrolled_at.is_some(),
        role: store::role(&row.role)?,
        theme: row.theme,
        resolution: Resolution {
            number: row.resolution_number,
            date: row.resolution_date,
            file_id: row.resolution_file_id,
        },
        starts_on: row.starts_on,
        ends_on: row.ends_on,
        status,
        ended_at: row.ended_at,
        end_reason: row.end_reason,
    })
}
