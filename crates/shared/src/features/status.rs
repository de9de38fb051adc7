//! How the platform is doing, as everybody may know: no names of machines, no addresses, no counts of work.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::kit::text_enum::text_enum;

/// Where the state of the service is read.
pub const STATUS_PATH: &str = "/api/v1/status";

text_enum! {
    /// A part of the service.
    Component {
        /// The database.
        Database = "database",
        /// What happens after an act: mails, jobs.
        Worker = "worker",
        /// Mails that wait to leave.
        Outbox = "outbox",
        /// The last complete backup.
        Backup = "backup",
        /// The signed heads of the journals.
        Journal = "journal",
        /// Where files lie.
        Storage = "storage",
    }
}

text_enum! {
    /// How a part is doing.
    ComponentState {
        /// As it should.
        Working = "working",
        /// It works, later than it should.
        Delayed = "delayed",
        /// It does not work.
        Failing = "failing",
        /// Nothing recent is known of it.
        Unknown = "unknown",
    }
}

/// How a part of the service is doing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct ComponentStatus {
    /// Which part.
    pub component: Component,
    /// How it is doing.
    pub state: ComponentState,
    /// The moment that tells: the last sign of life of the worker, since when the oldest mail waits, the last backup, the
    /// last signed head, the last successful writing of a file. `null` where there is none.
    pub at: Option<DateTime<Utc>>,
}

/// How the service is doing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct ServiceStatus {
    /// When this was looked at.
    pub checked_at: DateTime<Utc>,
    /// Version of the program.
    #[cfg_attr(feature = "api", schema(example = "0.1.0"))]
    pub version: String,
    /// Each part, in a fixed order.
    pub components: Vec<ComponentStatus>,
}
