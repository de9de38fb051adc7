//! Who is behind a session and what he may do, read from the database at every request: a role that was taken away, an
//! account that was disabled and a session that was ended count at the next request, whatever the token says.

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::ActiveValue::Set;
use sea_orm::{ConnectionTrait, EntityTrait};
use shared::access::{Permission, Role};
use shared::features::auth::{BreakGlassState, NextStep};
use shared::time::lima_date;
use uuid::Uuid;

use super::entity::session;
use crate::db::{PLATFORM, Scope};
use crate::error::{ApiError, ApiResult, Code};
use crate::features::accounts::entity::account;
use crate::features::accounts::store::{self as accounts, Status};
use crate::features::break_glass::store as break_glass;
use crate::features::grants::store::{self as grants, Held};
use crate::http::principal::{Credential, OpenAccess, Principal};
use crate::http::token::Bearer;
use crate::settings::Settings;
use crate::state::AppState;
use crate::write::{Bookkeeping, Books};

/// The person behind a verified token.
///
/// # Errors
/// 401 when the session or account is no longer in force.
pub(crate) async fn identify(state: &AppState, bearer: Bearer) -> ApiResult<Principal> {
    let invalid = || ApiError::new(Code::InvalidCredentials);
    let now = state.clock.now();
    let conn = state.db.read(Scope::Platform).await?;
    let row = session::Entity::find_by_id(bearer.session)
        .one(&conn)
        .await?;
    let row = row
        .filter(|row| row.account_id == bearer.account && lives(row, now, &state.settings))
        .ok_or_else(invalid)?;
    let account = accounts::find(&conn, row.account_id).await?;
    let account = account
        .filter(|account| account.status == Status::Active.code())
        .ok_or_else(invalid)?;
    let principal = principal(&conn, &state.settings, &account, &row, now).await?;
    drop(conn);
    note_seen(state, &row, now).await;
    Ok(principal)
}

/// Whether a session has neither been ended nor come to its limits.
pub(super) fn lives(row: &session::Model, now: DateTime<Utc>, settings: &Settings) -> bool {
    let idle = TimeDelta::minutes(settings.identity.idle_minutes);
    row.ended_at.is_none() && now < row.expires_at && now - row.last_seen_at < idle
}

async fn principal(
    conn: &impl ConnectionTrait,
    settings: &Settings,
    account: &account::Model,
    row: &session::Model,
    now: DateTime<Utc>,
) -> ApiResult<Principal> {
    let held = grants::held_by(conn, account.id, lima_date(now)).await?;
    let operator = held.iter().any(|held| held.role == Role::PlatformOperator);
    let glass = if operator {
        break_glass::open_of(conn, account.id, now).await?
    } else {
        Vec::new()
    };
    let mut workplaces: Vec<Uuid> = Vec::new();
    let broken_into = glass.iter().map(|access| access.municipality_id);
    for place in held.iter().map(|held| held.municipality).chain(broken_into) {
        if !workplaces.contains(&place) {
            workplaces.push(place);
        }
    }
    // A workplace whose last role or access ended gives way to one that is left.
    let chosen = workplaces
        .iter()
        .find(|place| **place == row.municipality_id);
    let workplace = chosen.or(workplaces.first()).copied().unwrap_or(PLATFORM);
    let here: Vec<&Held> = held
        .iter()
        .filter(|held| held.municipality == workplace)
        .collect();
    let mut roles: Vec<Role> = here.iter().map(|held| held.role).collect();
    let access = glass
        .iter()
        .find(|access| access.municipality_id == workplace)
        .filter(|_| roles.is_empty());
    if access.is_some() {
        roles.push(Role::InternalAuditor);
    }
    Ok(Principal {
        id: account.id,
        name: account.name.clone(),
        credential: Credential::Session {
            id: row.id,
            factor_at: row.factor_at,
        },
        workplace,
        workplaces,
        permissions: permissions(&roles),
        roles,
        next: next_step(settings, account, &held),
        second_factor: account.factor_enrolled_at.is_some(),
        break_glass: access.map(|access| OpenAccess {
            id: access.id,
            state: BreakGlassState {
                until: access.until,
                reason: access.reason.clone(),
            },
        }),
    })
}

fn permissions(roles: &[Role]) -> Vec<Permission> {
    let allowed = |permission: &Permission| roles.iter().any(|role| role.allows(*permission));
    Permission::ALL.iter().copied().filter(allowed).collect()
}

/// What a person must do first: the declaration in force, then the second factor, which outside a demo is mandatory for
/// everybody who changes anything.
pub(super) fn next_step(settings: &Settings, account: &account::Model, held: &[Held]) -> NextStep {
    if account.declaration_version != Some(crate::features::accounts::declaration::VERSION) {
        return NextStep::Declaration;
    }
    let writes = held.iter().any(|held| held.role.writes());
    if !settings.is_demo() && writes && account.factor_enrolled_at.is_none() {
        return NextStep::Enrol;
    }
    NextStep::Done
}

/// Notes that the session is in use, at most once a minute. That it cannot be noted is no reason to refuse a read.
async fn note_seen(state: &AppState, row: &session::Model, now: DateTime<Utc>) {
    if now - row.last_seen_at < TimeDelta::minutes(1) {
        return;
    }
    if let Err(error) = state.write.bookkeep(SessionSeen { id: row.id }).await {
        tracing::warn!(error = %error, "the use of a session was not noted");
    }
}

/// No act: the person did something else, and the session was in use meanwhile.
struct SessionSeen {
    id: Uuid,
}

impl Bookkeeping for SessionSeen {
    type Output = ();

    fn scope(&self) -> Scope {
        Scope::Platform
    }

    async fn apply(&self, books: &Books<'_>) -> ApiResult<()> {
        session::Entity::update(session::ActiveModel {
            id: Set(self.id),
            last_seen_at: Set(books.now()),
            ..Default::default()
        })
        .exec(books.conn())
        .await?;
        Ok(())
    }
}
