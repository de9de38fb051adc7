//! The ways in of a demo: for each administrator of a municipality, or of its visits, a fresh link while he has not accepted his invitation.

use shared::access::Role;
use shared::time::lima_date;
use uuid::Uuid;

use super::changes::Giver;
use super::holders::InviteAgain;
use super::store;
use crate::db::Scope;
use crate::error::ApiResult;
use crate::features::accounts::store::Status;
use crate::features::accounts::{self, Invitations};
use crate::state::AppState;
use crate::write::Caller;

/// An administrator, and how he gets in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WayIn {
    /// His name.
    pub name: String,
    /// The mail he signs in with.
    pub email: String,
    /// The municipality.
    pub place: String,
    /// A link that works once; none where he has an account already.
    pub link: Option<String>,
}

/// The ways in of those who have a role in a municipality today.
pub(crate) async fn ways_in(
    state: &AppState,
    municipality: Uuid,
    place: &str,
    role: Role,
) -> ApiResult<Vec<WayIn>> {
    let today = lima_date(state.clock.now());
    let read = state.db.read(Scope::Platform).await?;
    let grants = store::unended_of_role(&read, municipality, role).await?;
    let ids = grants.iter().map(|grant| grant.account_id).collect();
    let people = accounts::by_ids(&read, ids).await?;
    let mut ways = Vec::new();
    for grant in grants.iter().filter(|grant| grant.starts_on <= today) {
        let Some(person) = people.get(&grant.account_id) else {
            continue;
        };
        let link = if person.status == Status::Invited.code() {
            Some(invite_again(state, municipality, place, grant.id).await?)
        } else {
            None
        };
        ways.push(WayIn {
            name: person.name.clone(),
            email: accounts::mail_of(&read, &state.vault, person.id).await?,
            place: place.to_owned(),
            link,
        });
    }
    Ok(ways)
}

async fn invite_again(
    state: &AppState,
    municipality: Uuid,
    place: &str,
    id: Uuid,
) -> ApiResult<String> {
    let invitations = Invitations::new(&state.settings);
    let change = InviteAgain {
        // The demo invites as an operator would, or the administrator of a portal.
        giver: Giver {
            account: Uuid::nil(),
            roles: vec![Role::PlatformOperator, Role::PortalAdmin],
        },
        municipality,
        place: place.to_owned(),
        id,
        invitations: invitations.clone(),
    };
    let token = state.write.run(Caller::system("demo"), change).await?;
    Ok(invitations.address(&token))
}
