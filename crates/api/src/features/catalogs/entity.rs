//! One version of a row of a catalogue.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "catalog_rows")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub version: i32,
    pub catalog: String,
    pub code: String,
    pub valid_from: Option<Date>,
    pub valid_to: Option<Date>,
    #[sea_orm(column_type = "Text")]
    pub value: String,
    pub legal_basis: Option<String>,
    pub source: Option<String>,
    pub confidence: String,
    pub recorded_from: DateTimeUtc,
    pub recorded_to: Option<DateTimeUtc>,
}

impl ActiveModelBehavior for ActiveModel {}
