//! What all registers share: the private versions of their records, and the Merkle tree of each register.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer, big_integer_null, binary, boolean, string, text, text_null,
    timestamp_with_time_zone, timestamp_with_time_zone_null, uuid, uuid_null,
};

use crate::index::index;

/// Named explicitly because the file name is the name in the table of migrations.
pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m20261122_0700_create_register_kit"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(versions()).await?;
        let current = "idx_register_versions_key";
        let columns = ["municipality_id", "register", "natural_key"];
        manager
            .create_index(index(current, "register_versions", &columns, false))
            .await?;
        let batch = "idx_register_versions_batch";
        let columns = ["municipality_id", "batch_id"];
        manager
            .create_index(index(batch, "register_versions", &columns, false))
            .await?;
        manager.create_table(trees()).await?;
        manager.create_table(nodes()).await?;
        manager.create_table(heads()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in [
            "signed_tree_heads",
            "merkle_nodes",
            "merkle_trees",
            "register_versions",
        ] {
            let drop = Table::drop().table(table).to_owned();
            manager.drop_table(drop).await?;
        }
        Ok(())
    }
}

/// Every version of every record, as it was entered. Personal values that the public does not read stand sealed elsewhere.
fn versions() -> TableCreateStatement {
    Table::create()
        .table("register_versions")
        .col(uuid("municipality_id"))
        .col(string("register"))
        .col(uuid("id"))
        .col(big_integer("version"))
        .col(timestamp_with_time_zone("recorded_from"))
        .col(timestamp_with_time_zone_null("recorded_to"))
        .col(string("act"))
        .col(text_null("act_reason"))
        .col(boolean("is_published"))
        .col(big_integer_null("leaf"))
        .col(uuid_null("batch_id"))
        .col(uuid_null("recorded_by"))
        .col(timestamp_with_time_zone_null("device_at"))
        .col(text("natural_key"))
        .col(text("body"))
        .primary_key(
            Index::create()
                .col("municipality_id")
                .col("register")
                .col("id")
                .col("version"),
        )
        .foreign_key(
            ForeignKey::create()
                .name("fk_register_versions_municipality")
                .from("register_versions", "municipality_id")
                .to("municipalities", "id"),
        )
        .to_owned()
}

/// How far the tree of each register has grown: its complete subtrees, from which the next leaf follows without reading.
fn trees() -> TableCreateStatement {
    Table::create()
        .table("merkle_trees")
        .col(uuid("municipality_id"))
        .col(string("register"))
        .col(big_integer("size"))
        .col(binary("frontier"))
        .col(timestamp_with_time_zone("updated_at"))
        .primary_key(Index::create().col("municipality_id").col("register"))
        .foreign_key(
            ForeignKey::create()
                .name("fk_merkle_trees_municipality")
                .from("merkle_trees", "municipality_id")
                .to("municipalities", "id"),
        )
        .to_owned()
}

/// The nodes of complete subtrees, leaves included, from which proofs are made.
fn nodes() -> TableCreateStatement {
    Table::create()
        .table("merkle_nodes")
        .col(uuid("municipality_id"))
        .col(string("register"))
        .col(big_integer("level"))
        .col(big_integer("position"))
        .col(binary("hash"))
        .primary_key(
            Index::create()
                .col("municipality_id")
                .col("register")
                .col("level")
                .col("position"),
        )
        .foreign_key(
            ForeignKey::create()
                .name("fk_merkle_nodes_tree")
                .from("merkle_nodes", ("municipality_id", "register"))
                .to("merkle_trees", ("municipality_id", "register")),
        )
        .to_owned()
}

/// What was signed of the trees, never changed.
fn heads() -> TableCreateStatement {
    Table::create()
        .table("signed_tree_heads")
        .col(uuid("municipality_id"))
        .col(string("register"))
        .col(big_integer("size"))
        .col(string("root"))
        .col(timestamp_with_time_zone("signed_at"))
        .col(string("key_id"))
        .col(string("signature"))
        .primary_key(
            Index::create()
                .col("municipality_id")
                .col("register")
                .col("size"),
        )
        .foreign_key(
            ForeignKey::create()
                .name("fk_signed_tree_heads_tree")
                .from("signed_tree_heads", ("municipality_id", "register"))
                .to("merkle_trees", ("municipality_id", "register")),
        )
        .to_owned()
}
