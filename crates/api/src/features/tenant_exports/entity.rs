//! Rows of exports.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "tenant_exports")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub municipality_id: Uuid,
    #[sea_orm(column_type = "Text")]
    pub reason: String,
    pub status: String,
    pub requested_by: String,
    pub requested_at: DateTimeUtc,
    pub verified_at: Option<DateTimeUtc>,
    pub file_id: Option<Uuid>,
    pub sha256: Option<String>,
    pub size: Option<i64>,
    pub rows: Option<i64>,
    pub files: Option<i64>,
    pub journal_seq: Option<i64>,
    pub missing_files: i64,
}

impl ActiveModelBehavior for ActiveModel {}
