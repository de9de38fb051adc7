//! The schema of Munica, for SQLite and PostgreSQL: migrations in order, and what kind of table each one is.
//!
//! Migrations are frozen once released: they name columns themselves and never read an entity, which may change. A test
//! of the API compares what they build with the entities.

pub use sea_orm_migration::prelude::MigratorTrait;

use sea_orm_migration::prelude::*;

mod guard;
mod index;
mod m20261121_0001_create_write_service;
mod m20261121_0100_create_identity;
mod m20261121_0200_create_municipalities;
mod m20261121_0201_create_places;
mod m20261121_0202_create_catalogs;
mod m20261121_0300_extend_files;
mod m20261121_0310_create_issued_documents;
mod m20261121_0400_create_signed_heads;
mod m20261121_0401_create_conservation;
mod m20261121_0500_create_portals;
mod m20261121_0600_create_notices;
mod m20261121_0610_create_portal_suspensions;
mod m20261121_0620_create_domains;
mod m20261121_0630_create_recheck_runs;
mod m20261121_0631_create_tenant_exports;
mod m20261121_0632_create_privacy_incidents;
mod m20261121_0650_create_service_reports;
mod m20261121_0660_tie_grants;
mod m20261121_0661_create_installation_facts;
mod m20261121_0662_await_use_of_files;
mod m20261121_0670_keep_reasons_of_keys;
mod m20261121_0680_show_corrections;
mod m20261122_0700_create_register_kit;
mod m20261122_0701_create_visits;
mod m20261122_0702_create_payments;
mod m20261122_0703_create_works;
mod m20261122_0710_create_register_imports;
mod m20261122_0720_create_officials;
mod m20261122_0721_create_visit_entries;
mod m20261122_0722_create_visit_settings;
mod m20261122_0730_name_who_captured;
mod m20261122_0740_create_watches;
mod m20261122_0760_create_decision_capacities;
mod m20261122_0761_create_interest_acts;
mod m20261122_0762_create_official_agenda;
mod m20261122_0763_tie_visits_to_agenda;
mod m20261122_0764_set_answer_days;
mod m20261122_0770_create_golive;
mod m20261122_0771_create_tickets;
mod m20261122_0772_create_official_staff;
mod m20261122_0773_create_practice_officials;
mod m20261122_0780_mark_erasures;
mod m20261123_0010_probe_the_journal;
mod m20261123_0020_order_batches;
mod m20261123_0030_order_visits;
mod projection;
mod table;

pub use guard::guard;
pub use table::{TABLES, Table, TableKind};

/// Runs the migrations in order.
#[derive(Debug)]
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m20261121_0001_create_write_service::Migration),
            Box::new(m20261121_0100_create_identity::Migration),
            Box::new(m20261121_0200_create_municipalities::Migration),
            Box::new(m20261121_0201_create_places::Migration),
            Box::new(m20261121_0202_create_catalogs::Migration),
            Box::new(m20261121_0300_extend_files::Migration),
            Box::new(m20261121_0310_create_issued_documents::Migration),
            Box::new(m20261121_0400_create_signed_heads::Migration),
            Box::new(m20261121_0401_create_conservation::Migration),
            Box::new(m20261121_0500_create_portals::Migration),
            Box::new(m20261121_0600_create_notices::Migration),
            Box::new(m20261121_0610_create_portal_suspensions::Migration),
            Box::new(m20261121_0620_create_domains::Migration),
            Box::new(m20261121_0630_create_recheck_runs::Migration),
            Box::new(m20261121_0631_create_tenant_exports::Migration),
            Box::new(m20261121_0632_create_privacy_incidents::Migration),
            Box::new(m20261121_0650_create_service_reports::Migration),
            Box::new(m20261121_0660_tie_grants::Migration),
            Box::new(m20261121_0661_create_installation_facts::Migration),
            Box::new(m20261121_0662_await_use_of_files::Migration),
            Box::new(m20261121_0670_keep_reasons_of_keys::Migration),
            Box::new(m20261121_0680_show_corrections::Migration),
            Box::new(m20261122_0700_create_register_kit::Migration),
            Box::new(m20261122_0701_create_visits::Migration),
            Box::new(m20261122_0702_create_payments::Migration),
            Box::new(m20261122_0703_create_works::Migration),
            Box::new(m20261122_0710_create_register_imports::Migration),
            Box::new(m20261122_0720_create_officials::Migration),
            Box::new(m20261122_0721_create_visit_entries::Migration),
            Box::new(m20261122_0722_create_visit_settings::Migration),
            Box::new(m20261122_0730_name_who_captured::Migration),
            Box::new(m20261122_0740_create_watches::Migration),
            Box::new(m20261122_0760_create_decision_capacities::Migration),
            Box::new(m20261122_0761_create_interest_acts::Migration),
            Box::new(m20261122_0762_create_official_agenda::Migration),
            Box::new(m20261122_0763_tie_visits_to_agenda::Migration),
            Box::new(m20261122_0764_set_answer_days::Migration),
            Box::new(m20261122_0770_create_golive::Migration),
            Box::new(m20261122_0771_create_tickets::Migration),
            Box::new(m20261122_0772_create_official_staff::Migration),
            Box::new(m20261122_0773_create_practice_officials::Migration),
            Box::new(m20261122_0780_mark_erasures::Migration),
            Box::new(m20261123_0010_probe_the_journal::Migration),
            Box::new(m20261123_0020_order_batches::Migration),
            Box::new(m20261123_0030_order_visits::Migration),
        ]
    }
}
