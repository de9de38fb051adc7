//! The clock's own step: a request that was not corrected in time is archived.

use sea_orm::EntityTrait;
use serde::{Deserialize, Serialize};
use serde_json::json;
use shared::features::portal_requests::{RequestAction, RequestState};
use uuid::Uuid;

use super::entity::request;
use super::submit::field;
use super::{letters, store, workflow};
use crate::db::{PLATFORM, Scope};
use crate::error::{ApiError, ApiResult};
use crate::jobs::{Failure, Job};
use crate::state::AppState;
use crate::write::{Caller, Change, Entry, Recorded, Tx, read_personal};

/// Archives every request whose term for corrections has passed.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct LapseOverdue;

impl Job for LapseOverdue {
    const KIND: &'static str = "portal_requests.lapse";

    async fn run(&self, state: &AppState) -> Result<(), Failure> {
        let read = state.db.read(Scope::Platform).await?;
        let overdue = store::overdue_corrections(&read, state.clock.now()).await?;
        drop(read);
        for id in overdue {
            let change = Lapse {
                id,
                public_url: state.settings.server.public_url.clone(),
            };
            state.write.run(Caller::system(Self::KIND), change).await?;
        }
        Ok(())
    }
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
