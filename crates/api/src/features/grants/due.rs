//! Roles that end soon, and persons who have not accepted theirs: what their administrators have to see to.

use chrono::{Days, NaiveDate};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use serde::{Deserialize, Serialize};
use serde_json::json;
use shared::access::Role;
use shared::features::notices::NoticeKind;
use shared::time::lima_date;
use uuid::Uuid;

use super::labels::label;
use super::{entity as grant, store};
use crate::db::Scope;
use crate::error::{ApiError, ApiResult};
use crate::features::accounts::store::{self as accounts, Status};
use crate::features::notices::{self, Notice, To};
use crate::features::today::NOTICE_DAYS;
use crate::jobs::{Failure, Job};
use crate::state::AppState;
use crate::write::{Caller, Change, Entry, Recorded, Tx};

/// Grants of a municipality, or of the platform, that end by themselves within thirty days.
pub(crate) async fn ending(
    conn: &impl ConnectionTrait,
    municipality: Uuid,
    today: NaiveDate,
) -> ApiResult<Vec<grant::Model>> {
    let query = ending_anywhere(today).filter(grant::Column::MunicipalityId.eq(municipality));
    Ok(query.all(conn).await?)
}

fn ending_anywhere(today: NaiveDate) -> sea_orm::Select<grant::Entity> {
    grant::Entity::find()
        .filter(store::in_force(today))
        .filter(grant::Column::EndsOn.lte(today + Days::new(NOTICE_DAYS)))
}

/// How many persons with a role in a municipality have not accepted their invitation.
pub(crate) async fn invited(
    conn: &impl ConnectionTrait,
    municipality: Uuid,
    today: NaiveDate,
) -> ApiResult<u64> {
    let mut people: Vec<Uuid> = store::unended(conn, municipality)
        .await?
        .into_iter()
        .filter(|row| row.ends_on.is_none_or(|ends| today <= ends))
        .map(|row| row.account_id)
        .collect();
    people.sort_unstable();
    people.dedup();
    let found = accounts::by_ids(conn, people).await?;
    let waiting = found
        .values()
        .filter(|person| person.status == Status::Invited.code());
    u64::try_from(waiting.count()).map_err(ApiError::internal)
}

/// Tells the administrators once of each role that ends within thirty days.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct RemindEnding;

impl Job for RemindEnding {
    const KIND: &'static str = "grants.remind";

    async fn run(&self, state: &AppState) -> Result<(), Failure> {
        let read = state.db.read(Scope::Platform).await?;
        let today = lima_date(state.clock.now());
        let mut untold = Vec::new();
        for row in ending_anywhere(today).all(&read).await? {
            let link = link(store::role(&row.role)?, row.id);
            let kind = NoticeKind::GrantEnding;
            if !notices::is_told(&read, row.municipality_id, kind, &link).await? {
                untold.push(row.id);
            }
        }
        drop(read);
        for id in untold {
            state
                .write
                .run(Caller::system(Self::KIND), Remind { id })
                .await?;
        }
        Ok(())
    }
}

struct Remind {
    id: Uuid,
}

impl Change for Remind {
    type Output = ();

    fn scope(&self) -> Scope {
        Scope::Platform
    }

    async fn apply(&self, tx: &mut Tx<'_>) -> ApiResult<Recorded<()>> {
        let row = grant::Entity::find_by_id(self.id).one(tx.conn()).await?;
        let row = row.ok_or_else(ApiError::not_found)?;
        let role = store::role(&row.role)?;
        let keeper = match role {
            Role::PlatformOperator => Role::PlatformOperator,
            _ => Role::PortalAdmin,
        };
        let holder = accounts::find(tx.conn(), row.account_id).await?;
        let name = holder.map(|account| account.name).unwrap_or_default();
        tx.notify(Notice {
            municipality: row.municipality_id,
            to: To::Role(keeper),
            kind: NoticeKind::GrantEnding,
            about: format!("{name}, {}", label(role)),
            link: link(role, row.id),
        })
        .await?;
        let entry = Entry::new(row.municipality_id, "grant.reminded", "grant", row.id)
            .after(json!({ "role": row.role, "ends_on": row.ends_on }));
        Ok(tx.record(entry).await?.with(()))
    }
}

/// The list that the keeper of a role may open, and which of its rows is meant.
fn link(role: Role, id: Uuid) -> String {
    let list = match role {
        Role::PlatformOperator => "/admin/operadores",
        _ => "/admin/usuarios",
    };
    format!("{list}#rol-{id}")
}
