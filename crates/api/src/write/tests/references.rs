//! Keys, indexes and references as the database itself has them: whose a row is comes first, and what names a file or a row
//! of a municipality cannot point at nothing, or across municipalities.

use migrations::{TABLES, TableKind};
use sea_orm::{ConnectionTrait, DbBackend};

use super::rows;
use crate::db::catalog;
use crate::write::testing::TestState;

/// Keys and indexes of private tables that begin with something else than the municipality.
const ACROSS_MUNICIPALITIES: [(&str, &str); 6] = [
    // The address of a file names no municipality, and tables of the platform refer to files of either.
    ("files", "id"),
    // The platform's worker and its metrics ask for these of all municipalities at once.
    ("files", "scan,id"),
    ("files", "intact,id"),
    // A domain name is one municipality's in the whole platform.
    ("domains", "held_name"),
    // The link of a mail does not say whose it is, and the clock looks for terms of all municipalities that are over.
    ("interest_answers", "token_hash"),
    ("interest_answers", "state,due_at"),
];

/// Columns that name a file.
fn names_a_file(column: &str) -> bool {
    column == "file_id" || column == "scan_id" || column.ends_with("_file_id")
}

fn is_private(table: &str) -> bool {
    let own = TABLES.iter().find(|own| own.name == table);
    own.is_some_and(|own| matches!(own.kind, TableKind::Tenant | TableKind::AppendOnly))
}

/// Table and columns of every key and index.
async fn indexes(conn: &impl ConnectionTrait) -> Vec<(String, String)> {
    let sql = match conn.get_database_backend() {
        DbBackend::Sqlite => {
            "SELECT t.name, (SELECT group_concat(name, ',') FROM
                (SELECT name FROM pragma_index_info(i.name) ORDER BY seqno))
             FROM pragma_table_list t JOIN pragma_index_list(t.name) i
             WHERE t.schema = 'main' AND t.type = 'table' ORDER BY t.name, i.name"
        }
        _ => {
            "SELECT t.relname::text, string_agg(a.attname::text, ',' ORDER BY k.place)
             FROM pg_index i JOIN pg_class t ON t.oid = i.indrelid
             CROSS JOIN LATERAL unnest(i.indkey::int2[]) WITH ORDINALITY k(number, place)
             JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = k.number
             WHERE t.relnamespace = current_schema()::regnamespace
             GROUP BY t.relname, i.indexrelid ORDER BY t.relname"
        }
    };
    let found = rows(conn, sql).await.into_iter();
    let pair = |row: sea_orm::QueryResult| {
        (
            row.try_get_by_index(0).unwrap(),
            row.try_get_by_index(1).unwrap(),
        )
    };
    found.map(pair).collect()
}

/// Child, its columns, and parent of every reference.
async fn references(conn: &impl ConnectionTrait) -> Vec<[String; 3]> {
    let sql = match conn.get_database_backend() {
        DbBackend::Sqlite => {
            "SELECT child, group_concat(own, ','), parent FROM
                (SELECT t.name AS child, f.id AS id, f.\"from\" AS own, f.\"table\" AS parent
                 FROM pragma_table_list t JOIN pragma_foreign_key_list(t.name) f
                 WHERE t.schema = 'main' AND t.type = 'table' ORDER BY t.name, f.id, f.seq)
             GROUP BY child, id, parent"
        }
        _ => {
            "SELECT child.relname::text, string_agg(a.attname::text, ',' ORDER BY k.place), parent.relname::text
             FROM pg_constraint f JOIN pg_class child ON child.oid = f.conrelid
             JOIN pg_class parent ON parent.oid = f.confrelid
             CROSS JOIN LATERAL unnest(f.conkey) WITH ORDINALITY k(number, place)
             JOIN pg_attribute a ON a.attrelid = child.oid AND a.attnum = k.number
             WHERE f.contype = 'f' AND child.relnamespace = current_schema()::regnamespace
             GROUP BY child.relname, parent.relname, f.oid"
        }
    };
    let found = rows(conn, sql).await.into_iter();
    let three = |row: sea_orm::QueryResult| [0, 1, 2].map(|at| row.try_get_by_index(at).unwrap());
    found.map(three).collect()
}

#[tokio::test]
async fn keys_and_indexes_of_private_tables_begin_with_the_municipality() {
    let test = TestState::open().await;
    let mut across: Vec<(String, String)> = indexes(&test.owner().await).await;
    across.retain(|(table, columns)| {
        is_private(table) && columns.split(',').next() != Some("municipality_id")
    });
    across.sort();
    let mut known = ACROSS_MUNICIPALITIES.map(|(table, columns)| (table.into(), columns.into()));
    known.sort();
    assert_eq!(across, known);
}

#[tokio::test]
async fn references_between_private_tables_name_the_municipality() {
    let test = TestState::open().await;
    let found = references(&test.owner().await).await;
    let between = |[child, _, parent]: &&[String; 3]| is_private(child) && is_private(parent);
    let between: Vec<_> = found.iter().filter(between).collect();
    assert!(between.len() >= 5, "{between:?}");
    for [child, columns, _] in between {
        assert!(
            columns.starts_with("municipality_id,"),
            "{child}: {columns}"
        );
    }
}

#[tokio::test]
async fn what_names_a_file_refers_to_one() {
    let test = TestState::open().await;
    let owner = test.owner().await;
    let found = references(&owner).await;
    let mut named = 0;
    for table in catalog::tables(&owner).await.unwrap() {
        let columns = table.columns.iter().map(|column| &column.name);
        for column in columns.filter(|column| names_a_file(column)) {
            named += 1;
            let refers = |[child, columns, parent]: &[String; 3]| {
                *child == table.name
                    && parent == "files"
                    && columns.split(',').next_back() == Some(column)
            };
            assert!(found.iter().any(refers), "{}.{column}", table.name);
        }
    }
    assert!(named >= 6, "{named}");
}
