//! What a municipality publishes, as it happens: one connection of server-sent events for each browser.

/// Where the events of a municipality are heard.
pub fn events_path(slug: &str) -> String {
    format!("/api/v1/m/{slug}/events")
}

/// The event that says that something was published or changed; what is shown is asked for again.
pub const CHANGED: &str = "changed";
