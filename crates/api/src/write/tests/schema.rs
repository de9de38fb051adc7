//! That what the migrations build is what the entities and the table of kinds say.

use std::collections::BTreeMap;

use migrations::{Migrator, MigratorTrait, TABLES, TableKind};
use sea_orm::{ConnectOptions, ConnectionTrait, Database, TransactionTrait};

use crate::db::catalog::{self, Table};
use crate::write::testing::{TestState, on_postgres};

fn by_name(tables: Vec<Table>) -> BTreeMap<String, Table> {
    let named = tables.into_iter().map(|table| (table.name.clone(), table));
    named.collect()
}

#[tokio::test]
async fn every_table_says_what_kind_of_table_it_is() {
    let test = TestState::open().await;
    let tables = by_name(catalog::tables(&test.owner().await).await.unwrap());
    let declared: Vec<&str> = TABLES.iter().map(|table| table.name).collect();
    assert!(declared.is_sorted(), "TABLES is sorted by name");
    assert_eq!(
        tables.keys().map(String::as_str).collect::<Vec<_>>(),
        declared
    );
    for declared in TABLES {
        let table = &tables[declared.name];
        assert!(!table.key.is_empty(), "{} has no key", table.name);
        if matches!(declared.kind, TableKind::Tenant | TableKind::AppendOnly) {
            let column = table
                .columns
                .iter()
                .find(|column| column.name == "municipality_id");
            assert!(
                column.is_some_and(|column| !column.nullable),
                "{}",
                table.name
            );
        }
    }
}

/// Built from the entities alone, in a place of their own, the tables must have the same columns.
#[tokio::test]
async fn the_entities_have_the_columns_that_the_migrations_build() {
    let test = TestState::open().await;
    let owner = test.owner().await;
    let migrated = by_name(catalog::tables(&owner).await.unwrap());
    let from_entities = if on_postgres() {
        let transaction = owner.begin().await.unwrap();
        transaction
            .execute_unprepared("CREATE SCHEMA entities; SET LOCAL search_path TO entities")
            .await
            .unwrap();
        let schema = owner.get_schema_registry("api::*");
        schema.apply(&transaction).await.unwrap();
        let tables = catalog::tables(&transaction).await.unwrap();
        transaction.rollback().await.unwrap();
        tables
    } else {
        let mut options = ConnectOptions::new("sqlite::memory:");
        options.max_connections(1);
        let memory = Database::connect(options).await.unwrap();
        memory
            .get_schema_registry("api::*")
            .apply(&memory)
            .await
            .unwrap();
        catalog::tables(&memory).await.unwrap()
    };
    assert!(
        from_entities.len() >= 6,
        "the registry of entities is empty"
    );
    for entity in from_entities {
        let table = &migrated[&entity.name];
        assert_eq!(sorted(&entity), sorted(table), "{}", entity.name);
        assert_eq!(entity.key, table.key, "{}", entity.name);
    }
}

fn sorted(table: &Table) -> Vec<String> {
    let mut columns: Vec<String> = table
        .columns
        .iter()
        .map(|column| format!("{} {:?} {}", column.name, column.kind, column.nullable))
        .collect();
    columns.sort();
    columns
}

/// An old program may meet a newer schema and an operator may go back: every migration is undone without a trace.
#[tokio::test]
async fn the_migrations_go_up_and_down_and_up_again() {
    let test = TestState::open().await;
    let owner = test.owner().await;
    let before = catalog::tables(&owner).await.unwrap();
    Migrator::down(&owner, None).await.unwrap();
    assert_eq!(catalog::tables(&owner).await.unwrap(), []);
    Migrator::up(&owner, None).await.unwrap();
    migrations::guard(&owner).await.unwrap();
    assert_eq!(catalog::tables(&owner).await.unwrap(), before);
}
