//! Domains with the whole procedure: what a look-up found, whose the name is, the term, and payments as rows of their own.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer, date, date_null, integer_null, string, string_null, text, text_null,
    timestamp_with_time_zone, timestamp_with_time_zone_null, uuid, uuid_null,
};

use crate::index::index;

/// Named explicitly because the file name is the name in the table of migrations.
pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m20261121_0620_create_domains"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(domains()).await?;
        manager.create_table(domain_payments()).await?;
        manager.create_table(domain_hosts()).await?;
        for (name, table, columns, unique) in INDEXES {
            manager
                .create_index(index(name, table, columns, *unique))
                .await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["domain_hosts", "domain_payments", "domains"] {
            manager
                .drop_table(Table::drop().table(table).to_owned())
                .await?;
        }
        Ok(())
    }
}

const INDEXES: &[(&str, &str, &[&str], bool)] = &[
    // Set while control of the name is proved: two may ask for it, one can have it.
    ("domains_by_held_name", "domains", &["held_name"], true),
    // Set until the domain is refused or given up: a municipality has one at a time.
    (
        "domains_by_owner",
        "domains",
        &["municipality_id", "current_of"],
        true,
    ),
    (
        "domains_in_order",
        "domains",
        &["municipality_id", "requested_at", "id"],
        false,
    ),
    (
        "domain_payments_in_order",
        "domain_payments",
        &["municipality_id", "domain_id", "recorded_at", "id"],
        false,
    ),
];

fn domains() -> TableCreateStatement {
    Table::create()
        .table("domains")
        .col(uuid("municipality_id"))
        .col(uuid("id"))
        .col(string("name"))
        .col(string_null("held_name"))
        .col(uuid_null("current_of"))
        .col(string("state"))
        .col(string("challenge"))
        .col(timestamp_with_time_zone("requested_at"))
        .col(timestamp_with_time_zone_null("checked_at"))
        .col(text_null("finding"))
        .col(timestamp_with_time_zone_null("verified_at"))
        .col(timestamp_with_time_zone_null("activated_at"))
        .col(text_null("reason"))
        .col(date_null("term_from"))
        .col(date_null("renews_on"))
        .col(integer_null("reminded"))
        .col(text("transfer"))
        .primary_key(Index::create().col("municipality_id").col("id"))
        .to_owned()
}

fn domain_payments() -> TableCreateStatement {
    Table::create()
        .table("domain_payments")
        .col(uuid("municipality_id"))
        .col(uuid("id"))
        .col(uuid("domain_id"))
        .col(big_integer("amount_cents"))
        .col(date("paid_on"))
        .col(string("voucher"))
        .col(uuid_null("file_id"))
        .col(string("state"))
        .col(text_null("reason"))
        .col(timestamp_with_time_zone("recorded_at"))
        .col(timestamp_with_time_zone_null("decided_at"))
        .col(uuid_null("decided_by"))
        .primary_key(Index::create().col("municipality_id").col("id"))
        .foreign_key(
            ForeignKey::create()
                .from("domain_payments", ("municipality_id", "domain_id"))
                .to("domains", ("municipality_id", "id")),
        )
        .foreign_key(
            ForeignKey::create()
                .from("domain_payments", ("municipality_id", "file_id"))
                .to("files", ("municipality_id", "id")),
        )
        .to_owned()
}

/// Which host is whose, for everybody: what a request's host is looked up in.
fn domain_hosts() -> TableCreateStatement {
    Table::create()
        .table("domain_hosts")
        .col(string("name").primary_key())
        .col(uuid("municipality_id"))
        .col(string("slug"))
        .col(string("state"))
        .to_owned()
}
