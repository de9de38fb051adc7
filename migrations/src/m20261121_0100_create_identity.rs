//! Persons who work with the platform, how they prove who they are, and what they may do: accounts, sessions, grants,
//! API keys, break-glass accesses.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer_null, date, date_null, integer, integer_null, string, string_null, text, text_null,
    timestamp_with_time_zone, timestamp_with_time_zone_null, uuid, uuid_null,
};

use crate::index::index;

/// Named explicitly because the file name is the name in the table of migrations.
pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m20261121_0100_create_identity"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in [
            accounts(),
            account_links(),
            recovery_codes(),
            sessions(),
            refresh_tokens(),
            attempts(),
            grants(),
            break_glass_accesses(),
            api_keys(),
            api_key_requests(),
        ] {
            manager.create_table(table).await?;
        }
        for index in indexes() {
            manager.create_index(index).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in [
            "api_key_requests",
            "api_keys",
            "break_glass_accesses",
            "grants",
            "attempts",
            "refresh_tokens",
            "sessions",
            "recovery_codes",
            "account_links",
            "accounts",
        ] {
            manager
                .drop_table(Table::drop().table(table).to_owned())
                .await?;
        }
        Ok(())
    }
}

/// One per natural person. Mail and document stand here as tag and mask; the values lie sealed in `personal_values`.
fn accounts() -> TableCreateStatement {
    Table::create()
        .table("accounts")
        .col(uuid("id").primary_key())
        .col(string("name"))
        .col(string("email_tag"))
        .col(string("email_mask"))
        .col(string("document_type"))
        .col(string("document_tag"))
        .col(string("document_mask"))
        .col(string_null("password_hash"))
        .col(string("status"))
        .col(integer_null("declaration_version"))
        .col(timestamp_with_time_zone_null("declared_at"))
        .col(timestamp_with_time_zone_null("factor_enrolled_at"))
        .col(big_integer_null("factor_last_step"))
        .col(timestamp_with_time_zone("created_at"))
        .col(timestamp_with_time_zone("updated_at"))
        .to_owned()
}

/// Links that a person receives by mail and uses once: invitation, password reset. Only the hash of the token is kept.
fn account_links() -> TableCreateStatement {
    Table::create()
        .table("account_links")
        .col(string("token_hash").primary_key())
        .col(uuid("account_id"))
        .col(string("purpose"))
        .col(timestamp_with_time_zone("created_at"))
        .col(timestamp_with_time_zone("expires_at"))
        .col(timestamp_with_time_zone_null("used_at"))
        .foreign_key(&mut of_account("account_links_account", "account_links"))
        .to_owned()
}

fn recovery_codes() -> TableCreateStatement {
    Table::create()
        .table("recovery_codes")
        .col(uuid("account_id"))
        .col(string("code_tag"))
        .col(timestamp_with_time_zone_null("used_at"))
        .primary_key(Index::create().col("account_id").col("code_tag"))
        .foreign_key(&mut of_account("recovery_codes_account", "recovery_codes"))
        .to_owned()
}

/// `municipality_id` is the workplace the session acts for; the nil id is the platform itself.
fn sessions() -> TableCreateStatement {
    Table::create()
        .table("sessions")
        .col(uuid("id").primary_key())
        .col(uuid("account_id"))
        .col(uuid("municipality_id"))
        .col(string("agent"))
        .col(timestamp_with_time_zone("created_at"))
        .col(timestamp_with_time_zone("last_seen_at"))
        .col(timestamp_with_time_zone("expires_at"))
        .col(timestamp_with_time_zone_null("factor_at"))
        .col(timestamp_with_time_zone_null("ended_at"))
        .col(string_null("ended_by"))
        .foreign_key(&mut of_account("sessions_account", "sessions"))
        .to_owned()
}

fn refresh_tokens() -> TableCreateStatement {
    Table::create()
        .table("refresh_tokens")
        .col(string("token_hash").primary_key())
        .col(uuid("session_id"))
        .col(timestamp_with_time_zone("created_at"))
        .col(timestamp_with_time_zone_null("used_at"))
        .foreign_key(
            ForeignKey::create()
                .name("refresh_tokens_session")
                .from("refresh_tokens", "session_id")
                .to("sessions", "id")
                .on_delete(ForeignKeyAction::Cascade),
        )
        .to_owned()
}

/// Failed attempts by account and by address, known or not; the subject is a keyed tag, never a mail or an address.
fn attempts() -> TableCreateStatement {
    Table::create()
        .table("attempts")
        .col(string("subject").primary_key())
        .col(integer("failures"))
        .col(timestamp_with_time_zone("last_at"))
        .col(timestamp_with_time_zone("locked_until"))
        .to_owned()
}

/// Kind Platform, not Tenant: sign-in reads the grants of a person across municipalities before there is a tenant.
/// Every other reader names the municipality. The nil id stands for grants of the platform. The resolution may be a file of
/// the platform, where it came with the request for the portal: hence no composite reference.
fn grants() -> TableCreateStatement {
    Table::create()
        .table("grants")
        .col(uuid("id").primary_key())
        .col(uuid("municipality_id"))
        .col(uuid("account_id"))
        .col(string("role"))
        .col(string_null("theme"))
        .col(string("resolution_number"))
        .col(date("resolution_date"))
        .col(uuid_null("resolution_file_id"))
        .col(date("starts_on"))
        .col(date_null("ends_on"))
        .col(uuid_null("granted_by"))
        .col(timestamp_with_time_zone("created_at"))
        .col(timestamp_with_time_zone_null("ended_at"))
        .col(text_null("end_reason"))
        .foreign_key(&mut of_account("grants_account", "grants"))
        .foreign_key(
            ForeignKey::create()
                .name("grants_resolution")
                .from("grants", "resolution_file_id")
                .to("files", "id"),
        )
        .to_owned()
}

fn break_glass_accesses() -> TableCreateStatement {
    Table::create()
        .table("break_glass_accesses")
        .col(uuid("id").primary_key())
        .col(uuid("municipality_id"))
        .col(uuid("account_id"))
        .col(text("reason"))
        .col(timestamp_with_time_zone("opened_at"))
        .col(timestamp_with_time_zone("until"))
        .col(timestamp_with_time_zone_null("closed_at"))
        .foreign_key(&mut of_account(
            "break_glass_account",
            "break_glass_accesses",
        ))
        .to_owned()
}

/// Keys of municipalities and, with the nil id, of outsiders who only read.
fn api_keys() -> TableCreateStatement {
    Table::create()
        .table("api_keys")
        .col(uuid("id").primary_key())
        .col(uuid("municipality_id"))
        .col(string("name"))
        .col(text("purpose"))
        .col(string("key_hash"))
        .col(string("hint"))
        .col(string("scopes"))
        .col(string_null("email_tag"))
        .col(uuid_null("created_by"))
        .col(timestamp_with_time_zone("created_at"))
        .col(timestamp_with_time_zone("expires_at"))
        .col(timestamp_with_time_zone_null("last_used_at"))
        .col(timestamp_with_time_zone_null("revoked_at"))
        .to_owned()
}

/// Outsiders who asked for a key and have not confirmed their mail yet; the mail lies sealed in `personal_values`.
fn api_key_requests() -> TableCreateStatement {
    Table::create()
        .table("api_key_requests")
        .col(uuid("id").primary_key())
        .col(string("token_hash"))
        .col(string("name"))
        .col(text("purpose"))
        .col(string("email_tag"))
        .col(timestamp_with_time_zone("created_at"))
        .col(timestamp_with_time_zone("expires_at"))
        .col(timestamp_with_time_zone_null("used_at"))
        .to_owned()
}

fn of_account(name: &str, table: &str) -> ForeignKeyCreateStatement {
    ForeignKey::create()
        .name(name)
        .from(table.to_owned(), "account_id")
        .to("accounts", "id")
        .on_delete(ForeignKeyAction::Cascade)
        .to_owned()
}

fn indexes() -> Vec<IndexCreateStatement> {
    vec![
        index("accounts_by_email", "accounts", &["email_tag"], true),
        index(
            "accounts_by_document",
            "accounts",
            &["document_type", "document_tag"],
            true,
        ),
        index(
            "account_links_by_account",
            "account_links",
            &["account_id", "purpose"],
            false,
        ),
        index("sessions_by_account", "sessions", &["account_id"], false),
        index(
            "refresh_tokens_by_session",
            "refresh_tokens",
            &["session_id"],
            false,
        ),
        index(
            "grants_by_municipality",
            "grants",
            &["municipality_id", "role"],
            false,
        ),
        index("grants_by_account", "grants", &["account_id"], false),
        index(
            "break_glass_by_municipality",
            "break_glass_accesses",
            &["municipality_id", "opened_at"],
            false,
        ),
        index(
            "break_glass_by_account",
            "break_glass_accesses",
            &["account_id", "until"],
            false,
        ),
        index(
            "api_keys_by_municipality",
            "api_keys",
            &["municipality_id", "created_at"],
            false,
        ),
        index("api_keys_by_hash", "api_keys", &["key_hash"], true),
        index(
            "api_key_requests_by_token",
            "api_key_requests",
            &["token_hash"],
            true,
        ),
    ]
}
