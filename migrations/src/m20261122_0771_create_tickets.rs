//! Questions of municipalities to the operator of the platform, each a thread.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    boolean, string, string_null, text, timestamp_with_time_zone, uuid, uuid_null,
};

use crate::index::index;

/// Named explicitly because the file name is the name in the table of migrations.
pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m20261122_0771_create_tickets"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(tickets()).await?;
        let columns = ["municipality_id", "state", "id"];
        let by_state = index("idx_tickets_state", "tickets", &columns, false);
        manager.create_index(by_state).await?;
        manager.create_table(messages()).await?;
        let columns = ["municipality_id", "ticket_id", "id"];
        let thread = index(
            "idx_ticket_messages_thread",
            "ticket_messages",
            &columns,
            false,
        );
        manager.create_index(thread).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["ticket_messages", "tickets"] {
            let drop = Table::drop().table(table).to_owned();
            manager.drop_table(drop).await?;
        }
        Ok(())
    }
}

/// `topic` and `subject` say what a question is about: a feature, and a thing of it.
fn tickets() -> TableCreateStatement {
    Table::create()
        .table("tickets")
        .col(uuid("municipality_id"))
        .col(uuid("id"))
        .col(string("code"))
        .col(string("topic"))
        .col(string_null("subject"))
        .col(text("title"))
        .col(string("state"))
        .col(uuid_null("asked_by"))
        .col(timestamp_with_time_zone("asked_at"))
        .col(timestamp_with_time_zone("updated_at"))
        .primary_key(Index::create().col("municipality_id").col("id"))
        .foreign_key(
            ForeignKey::create()
                .name("fk_tickets_municipality")
                .from("tickets", "municipality_id")
                .to("municipalities", "id"),
        )
        .to_owned()
}

/// What was written stands sealed among the personal values, under the id of the message.
fn messages() -> TableCreateStatement {
    Table::create()
        .table("ticket_messages")
        .col(uuid("municipality_id"))
        .col(uuid("id"))
        .col(uuid("ticket_id"))
        .col(boolean("is_answer"))
        .col(string_null("author"))
        .col(timestamp_with_time_zone("written_at"))
        .primary_key(Index::create().col("municipality_id").col("id"))
        .foreign_key(
            ForeignKey::create()
                .name("fk_ticket_messages_ticket")
                .from("ticket_messages", ("municipality_id", "ticket_id"))
                .to("tickets", ("municipality_id", "id")),
        )
        .to_owned()
}
