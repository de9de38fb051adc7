//! Who sends a request, as far as it could be established.

use chrono::{DateTime, Utc};
use shared::access::{Permission, Role};
use shared::features::api_keys::KeyScope;
use shared::features::auth::{BreakGlassState, NextStep};
use shared::journal::entry::{Actor, ActorKind};
use uuid::Uuid;

use crate::db::PLATFORM;

/// How the sender identified himself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Credential {
    /// A signed-in person, by cookie.
    Session {
        /// The session.
        id: Uuid,
        /// When the second factor was shown last in it.
        factor_at: Option<DateTime<Utc>>,
    },
    /// A program, by key.
    Key {
        /// What the key may be used for.
        scopes: Vec<KeyScope>,
    },
}

/// A break-glass access that is open.
#[derive(Clone, Debug)]
pub(crate) struct OpenAccess {
    /// Which one.
    pub(crate) id: Uuid,
    /// What its operator is told of it.
    pub(crate) state: BreakGlassState,
}

/// Who sends a request, read from the database at this request.
#[derive(Clone, Debug)]
pub(crate) struct Principal {
    /// The account or key.
    pub(crate) id: Uuid,
    /// Name of the person or key.
    pub(crate) name: String,
    /// How he identified himself.
    pub(crate) credential: Credential,
    /// The municipality the request works for, or [`PLATFORM`].
    pub(crate) workplace: Uuid,
    /// Everywhere he holds a role, the workplace included.
    pub(crate) workplaces: Vec<Uuid>,
    /// Roles in force in the workplace.
    pub(crate) roles: Vec<Role>,
    /// What he may do in the workplace.
    pub(crate) permissions: Vec<Permission>,
    /// What must be done before anything else.
    pub(crate) next: NextStep,
    /// Whether a second factor is enrolled.
    pub(crate) second_factor: bool,
    /// The break-glass access that the request uses.
    pub(crate) break_glass: Option<OpenAccess>,
}

impl Principal {
    /// Whether he may do this here.
    pub(crate) fn allows(&self, permission: Permission) -> bool {
        self.permissions.contains(&permission)
    }

    /// The role by which he may do this, for the journal.
    pub(crate) fn role_for(&self, permission: Permission) -> Option<Role> {
        let allowing = self.roles.iter().find(|role| role.allows(permission));
        allowing.or(self.roles.first()).copied()
    }

    /// The session, where it is one.
    pub(crate) fn session_id(&self) -> Option<Uuid> {
        match self.credential {
            Credential::Session { id, .. } => Some(id),
            Credential::Key { .. } => None,
        }
    }

    /// As the journal names him. Names of officials are public (Ley 27806, art. 5); of citizens none is written.
    pub(crate) fn actor(&self) -> Actor {
        let kind = match self.credential {
            Credential::Key { .. } => ActorKind::ApiClient,
            Credential::Session { .. }
                if self.workplace == PLATFORM || self.break_glass.is_some() =>
            {
                ActorKind::Operator
            }
            Credential::Session { .. } => ActorKind::Staff,
        };
        Actor {
            kind,
            id: Some(self.id.to_string()),
            name: Some(self.name.clone()),
        }
    }
}
