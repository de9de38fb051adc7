//! What the migrations built against what the declarations say.

use std::collections::{BTreeMap, BTreeSet};

use sea_orm::DbBackend;
use shared::registers::{Kind, REGISTERS};
use uuid::Uuid;

use super::projection::publish;
use super::testing::example;
use super::{batch, store};
use crate::db::catalog::{self, Kind as Stored};
use crate::testing::steps;
use crate::write::testing::TestState;

/// The columns that every projection has.
const COMMON: [&str; 15] = [
    "n",
    "municipality_id",
    "id",
    "version",
    "recorded_from",
    "recorded_to",
    "act",
    "act_reason",
    "batch_id",
    "leaf",
    "digest",
    "proof",
    "ordinal",
    "search",
    "erased",
];

#[tokio::test]
async fn every_projection_has_the_columns_of_its_declaration_and_no_others() {
    let test = TestState::open().await;
    let tables = catalog::tables(&test.owner().await).await.unwrap();
    for register in REGISTERS {
        let table = tables.iter().find(|table| table.name == register.table());
        let table = table.unwrap_or_else(|| panic!("{} has no table", register.id));
        let published = publish(
            register,
            Uuid::now_v7(),
            &example(register),
            &BTreeMap::new(),
            &test.state.vault,
        );
        let published = published.unwrap();
        let mut declared: BTreeSet<_> = COMMON.map(str::to_owned).into();
        declared.extend(published.columns.iter().map(|(name, _)| name.clone()));
        let built: BTreeSet<_> = table
            .columns
            .iter()
            .map(|column| column.name.clone())
            .collect();
        assert_eq!(built, declared, "{}: a migration is missing", register.id);
        for column in register.public_columns() {
            let stored = table
                .columns
                .iter()
                .find(|one| one.name == column.name)
                .unwrap();
            let kind = if column.kind.is_number() {
                Stored::Int
            } else {
                Stored::Text
            };
            assert_eq!(stored.kind, kind, "{}.{}", register.id, column.name);
        }
    }
}

#[tokio::test]
async fn nothing_that_is_not_public_is_published() {
    let test = TestState::open().await;
    for register in REGISTERS {
        let record = example(register);
        let vault = &test.state.vault;
        let published =
            publish(register, Uuid::now_v7(), &record, &BTreeMap::new(), vault).unwrap();
        for column in register.columns.iter().filter(|column| !column.is_public()) {
            let value = record.get(column.name).to_string();
            let is_there = published
                .columns
                .iter()
                .any(|(_, shown)| shown.to_string() == value);
            assert!(
                !is_there && !published.search.contains(&value.to_lowercase()),
                "{}",
                column.name
            );
        }
        for column in register
            .columns
            .iter()
            .filter(|column| column.kind == Kind::Document)
        {
            let value = record.get(column.name).to_string();
            assert!(
                !published.search.contains(&value),
                "{}: {}",
                register.id,
                published.search
            );
        }
    }
}

/// What a piece of a file asks must not grow with the register: an import would take four times as long for twice the rows.
#[tokio::test]
async fn a_piece_of_a_file_finds_its_records_without_reading_the_others() {
    let test = TestState::open().await;
    // PostgreSQL plans by what a table holds, and these hold nothing.
    if test.state.db.backend() != DbBackend::Sqlite {
        return;
    }
    let (municipality, file) = (Uuid::now_v7(), Uuid::now_v7());
    for register in REGISTERS {
        let keys = (0..500).map(|key: u32| key.to_string());
        let by_key = steps(&test.state.db, store::keyed(municipality, register, keys)).await;
        let search = "SEARCH register_versions USING INDEX idx_register_versions_key \
                      (municipality_id=? AND register=? AND natural_key=?)";
        assert!(by_key.iter().any(|step| step == search), "{by_key:?}");
    }
    let page = steps(
        &test.state.db,
        batch::page((municipality, file), Some(500), 500),
    )
    .await;
    let search = "SEARCH register_versions USING INDEX idx_register_versions_batch \
                  (municipality_id=? AND batch_id=? AND leaf>?)";
    assert_eq!(page, [search], "nothing is sorted");
}
