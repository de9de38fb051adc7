//! What kind of table each table is, from which grants and row-level security follow.

use TableKind::{AppendOnly, Platform, Public, Tenant};

/// Who may touch a table, and how rows are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TableKind {
    /// Private rows of one municipality each: `municipality_id NOT NULL`, forced row-level security.
    Tenant,
    /// Private rows of the platform: accounts, sessions, jobs.
    Platform,
    /// Holds nothing but published columns; the reader role may select.
    Public,
    /// Rows are added and never changed; the application may select and insert only.
    AppendOnly,
}

/// A table and its kind.
#[derive(Clone, Copy, Debug)]
pub struct Table {
    /// Name in the database.
    pub name: &'static str,
    /// What kind of table it is.
    pub kind: TableKind,
}

const fn table(name: &'static str, kind: TableKind) -> Table {
    Table { name, kind }
}

/// Every table. A table that is missing here fails a test and gets no grants.
pub const TABLES: &[Table] = &[
    table("account_links", Platform),
    table("accounts", Platform),
    table("agenda_items", Tenant),
    table("api_key_requests", Platform),
    table("api_keys", Platform),
    table("attempts", Platform),
    table("break_glass_accesses", Platform),
    table("catalog_rows", Public),
    table("content_items", Tenant),
    table("decision_capacities", Tenant),
    table("disposals", Tenant),
    table("domain_hosts", Public),
    table("domain_payments", Tenant),
    table("domains", Tenant),
    table("files", Tenant),
    table("golive_evidence", Tenant),
    table("golive_stages", Tenant),
    table("grants", Platform),
    table("idempotency_records", Platform),
    table("installation_facts", Platform),
    table("interest_answers", Tenant),
    table("issued_documents", Tenant),
    table("jobs", Platform),
    table("journal", AppendOnly),
    table("journal_heads", Platform),
    table("legal_holds", Tenant),
    table("merkle_nodes", Public),
    table("merkle_trees", Public),
    table("municipalities", Public),
    table("notices", Tenant),
    table("official_staff", Tenant),
    table("officials", Tenant),
    table("outbox_mails", Platform),
    table("personal_values", Tenant),
    table("places", Public),
    table("portal_request_events", Platform),
    table("portal_requests", Platform),
    table("portal_settings", Tenant),
    table("portal_suspensions", Tenant),
    table("practice_officials", Tenant),
    table("privacy_incidents", Tenant),
    table("public_batches", Public),
    table("public_documents", Public),
    table("public_files", Public),
    table("public_interest_acts", Public),
    table("public_official_agenda", Public),
    table("public_payments", Public),
    table("public_visits", Public),
    table("public_works", Public),
    table("recheck_runs", Platform),
    table("recovery_codes", Platform),
    table("refresh_tokens", Platform),
    table("register_import_chunks", Tenant),
    table("register_imports", Tenant),
    table("register_mappings", Tenant),
    table("register_versions", Tenant),
    table("sequences", Platform),
    table("service_reports", Public),
    table("sessions", Platform),
    table("signed_heads", Public),
    table("signed_tree_heads", Public),
    table("tenant_exports", Platform),
    table("ticket_messages", Tenant),
    table("tickets", Tenant),
    table("verifiable_documents", Public),
    table("visit_entries", Tenant),
    table("visit_settings", Tenant),
    table("watch_deliveries", Platform),
    table("watches", Platform),
];
