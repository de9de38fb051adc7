//! How far municipalities have come with a register, stage by stage, and the evidence of each.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    string, string_null, text_null, timestamp_with_time_zone, timestamp_with_time_zone_null, uuid,
    uuid_null,
};
use sea_orm_migration::sea_orm::ConnectionTrait;

use crate::index::index;

/// Named explicitly because the file name is the name in the table of migrations.
pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m20261122_0770_create_golive"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(stages()).await?;
        let columns = ["municipality_id", "register", "stage"];
        let once = index("idx_golive_stages_once", "golive_stages", &columns, true);
        manager.create_index(once).await?;
        manager.create_table(evidence()).await?;
        let columns = ["municipality_id", "stage_id", "id"];
        let of_stage = index(
            "idx_golive_evidence_stage",
            "golive_evidence",
            &columns,
            false,
        );
        manager.create_index(of_stage).await?;
        keep_production(manager).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["golive_evidence", "golive_stages"] {
            let drop = Table::drop().table(table).to_owned();
            manager.drop_table(drop).await?;
        }
        Ok(())
    }
}

/// The form and the attendants stand sealed among the personal values, under the id of the stage.
fn stages() -> TableCreateStatement {
    Table::create()
        .table("golive_stages")
        .col(uuid("municipality_id"))
        .col(uuid("id"))
        .col(string("register"))
        .col(string("stage"))
        .col(string("state"))
        .col(text_null("practice"))
        .col(text_null("reason"))
        .col(timestamp_with_time_zone_null("submitted_at"))
        .col(uuid_null("submitted_by"))
        .col(string_null("submitted_by_name"))
        .col(timestamp_with_time_zone_null("decided_at"))
        .col(uuid_null("decided_by"))
        .col(timestamp_with_time_zone("updated_at"))
        .primary_key(Index::create().col("municipality_id").col("id"))
        .foreign_key(
            ForeignKey::create()
                .name("fk_golive_stages_municipality")
                .from("golive_stages", "municipality_id")
                .to("municipalities", "id"),
        )
        .to_owned()
}

fn evidence() -> TableCreateStatement {
    Table::create()
        .table("golive_evidence")
        .col(uuid("municipality_id"))
        .col(uuid("id"))
        .col(uuid("stage_id"))
        .col(string("kind"))
        .col(uuid("file_id"))
        .col(timestamp_with_time_zone("added_at"))
        .primary_key(Index::create().col("municipality_id").col("id"))
        .foreign_key(
            ForeignKey::create()
                .name("fk_golive_evidence_stage")
                .from("golive_evidence", ("municipality_id", "stage_id"))
                .to("golive_stages", ("municipality_id", "id")),
        )
        .foreign_key(
            ForeignKey::create()
                .name("fk_golive_evidence_file")
                .from("golive_evidence", ("municipality_id", "file_id"))
                .to("files", ("municipality_id", "id")),
        )
        .to_owned()
}

/// Whoever has published visits is in production: his stages before were gone through on paper. The id of the one row that
/// says so is the municipality's own.
async fn keep_production(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let now = Expr::current_timestamp();
    let known = Query::select()
        .distinct()
        .column("municipality_id")
        .expr_as(Expr::col("municipality_id"), "id")
        .expr(Expr::val("visits"))
        .expr(Expr::val("production"))
        .expr(Expr::val("accepted"))
        .expr(now)
        .from("public_visits")
        .to_owned();
    let mut insert = Query::insert();
    insert.into_table("golive_stages").columns([
        "municipality_id",
        "id",
        "register",
        "stage",
        "state",
        "updated_at",
    ]);
    insert
        .select_from(known)
        .map_err(|error| DbErr::Migration(error.to_string()))?;
    manager.get_connection().execute(&insert).await?;
    Ok(())
}
