//! Who decides, by which resolution and from when to when. An official's row had only a first day, without a resolution.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{date, date_null, text, text_null, timestamp_with_time_zone, uuid};

use crate::index::index;

/// Named explicitly because the file name is the name in the table of migrations.
pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m20261122_0760_create_decision_capacities"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(capacities()).await?;
        let columns = ["municipality_id", "official_id"];
        let index = index(
            "idx_decision_capacities_official",
            "decision_capacities",
            &columns,
            false,
        );
        manager.create_index(index).await?;
        let mut officials = Table::alter();
        officials.table("officials").drop_column("decides_from");
        manager.alter_table(officials.to_owned()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut officials = Table::alter();
        officials
            .table("officials")
            .add_column(date_null("decides_from"));
        manager.alter_table(officials.to_owned()).await?;
        let drop = Table::drop().table("decision_capacities").to_owned();
        manager.drop_table(drop).await
    }
}

/// The mail to which questions go stands sealed among the personal values.
fn capacities() -> TableCreateStatement {
    Table::create()
        .table("decision_capacities")
        .col(uuid("municipality_id"))
        .col(uuid("id"))
        .col(uuid("official_id"))
        .col(text("resolution"))
        .col(date("valid_from"))
        .col(date_null("valid_to"))
        .col(text_null("end_resolution"))
        .col(timestamp_with_time_zone("created_at"))
        .col(timestamp_with_time_zone("updated_at"))
        .primary_key(Index::create().col("municipality_id").col("id"))
        .foreign_key(
            ForeignKey::create()
                .name("fk_decision_capacities_official")
                .from("decision_capacities", ("municipality_id", "official_id"))
                .to("officials", ("municipality_id", "id")),
        )
        .to_owned()
}
