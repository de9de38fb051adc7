//! Who is signed in to the staff app, and what the session may do. The API decides; this only decides what is shown.

use leptos::prelude::*;
use shared::access::Permission;
use shared::features::auth::{ME_PATH, Me};

use crate::fetch::{Remote, use_fetch};

/// The session of the staff app; in the context of every staff page.
#[derive(Clone, Copy)]
pub struct Session {
    me: Remote<Me>,
}

impl Session {
    /// Asks who is signed in.
    pub fn open() -> Self {
        Self {
            me: use_fetch(|| ME_PATH.to_owned()),
        }
    }

    /// The answer as it arrives.
    pub fn me(self) -> Remote<Me> {
        self.me
    }

    /// Whether the session may do this, followed.
    pub fn can(self, permission: Permission) -> bool {
        self.me.ready().is_some_and(|me| allows(&me, permission))
    }

    /// Asks again, after the person changed the municipality worked for or opened a break-glass access.
    pub fn refresh(self) {
        self.me.refetch();
    }
}

/// The session of the page.
pub fn use_session() -> Session {
    use_context().unwrap_or_else(Session::open)
}

/// Whether a session may do this.
pub fn allows(me: &Me, permission: Permission) -> bool {
    me.permissions.iter().any(|code| code == permission.code())
}
