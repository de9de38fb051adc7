//! What the staff format says of an official beyond what the desk needs.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{boolean, timestamp_with_time_zone, uuid};

/// Named explicitly because the file name is the name in the table of migrations.
pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m20261122_0772_create_official_staff"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(staff()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let drop = Table::drop().table("official_staff").to_owned();
        manager.drop_table(drop).await
    }
}

/// The row of the format stands sealed among the personal values, under the id of the official; what it says of decision
/// capacity is kept beside it as it was written.
fn staff() -> TableCreateStatement {
    Table::create()
        .table("official_staff")
        .col(uuid("municipality_id"))
        .col(uuid("official_id"))
        .col(boolean("decides"))
        .col(timestamp_with_time_zone("updated_at"))
        .primary_key(Index::create().col("municipality_id").col("official_id"))
        .foreign_key(
            ForeignKey::create()
                .name("fk_official_staff_official")
                .from("official_staff", ("municipality_id", "official_id"))
                .to("officials", ("municipality_id", "id")),
        )
        .to_owned()
}
