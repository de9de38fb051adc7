//! The clock's own step: a request that was not corrected in time is archived.

use serde_json::json;
use shared::features::portal_requests::{RequestAction, RequestState};
use uuid::Uuid;

use sea_orm::EntityTrait;

use super::entity::request;
use super::submit::field;
use super::{letters, store, workflow};
use crate::db::{PLATFORM, Scope};
use crate::error::{ApiError, ApiResult};
use crate::state::AppState;
use crate::write::{Caller, Change, Entry, Recorded, Tx, read_personal};

/// Archives every request whose term for corrections has passed; says how many.
pub(crate) async fn lapse_overdue(state: &AppState) -> ApiResult<usize> {
    let read = state.db.read(Scope::Platform).await?;
    let overdue = store::overdue_corrections(&read, state.clock.now()).await?;
    drop(read);
    let count = overdue.len();
    for id in overdue {
        let change = Lapse {
            id,
            public_url: state.settings.server.public_url.clone(),
        };
        state
            .write
            .run(Caller::system("portal_requests.lapse"), change)
            .await?;
    }
    Ok(count)
}

struct Lapse {
    id: Uuid,
    public_url: String,
}

impl Change for Lapse {
    type Output = ();

    fn scope(&self) -> Scope {
        Scope::Platform
    }

    async fn apply(&self, tx: &mut Tx<'_>) -> ApiResult<Recorded<()>> {
        let row = request::Entity::find_by_id(self.id)
            .one(tx.conn())
            .await?
            .ok_or_else(ApiError::not_found)?;
        let step = workflow::allowed(&row, RequestAction::Lapse)?;
        if row.due_at.is_none_or(|due| due >= tx.now()) {
            return Err(ApiError::conflict("El plazo todavía no vence."));
        }
        workflow::take(tx, &row, step, None, None).await?;
        let read = |field| read_personal(tx.conn(), tx.vault(), PLATFORM, row.id, field);
        if let (Some(name), Some(email)) = (read(field::NAME).await?, read(field::EMAIL).await?) {
            let letter =
                letters::lapsed(&name, &row.code, &row.municipality_name, &self.public_url);
            tx.mail(letters::mail("portal_request.lapsed", &email, letter))
                .await?;
        }
        let entry = Entry::new(PLATFORM, "portal_request.lapsed", "portal_request", row.id)
            .before(json!({ "state": row.state }))
            .after(json!({ "state": RequestState::Rejected }))
            .basis("TUO de la Ley 27444, art. 136");
        Ok(tx.record(entry).await?.with(()))
    }
}
