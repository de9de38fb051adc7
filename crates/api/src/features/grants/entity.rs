//! Rows of grants: who holds which role, where, since when, until when, by which resolution.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "grants")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub municipality_id: Uuid,
    pub account_id: Uuid,
    pub role: String,
    pub theme: Option<String>,
    pub resolution_number: String,
    pub resolution_date: Date,
    pub resolution_file_id: Option<Uuid>,
    pub starts_on: Date,
    pub ends_on: Option<Date>,
    pub granted_by: Option<Uuid>,
    pub created_at: DateTimeUtc,
    pub ended_at: Option<DateTimeUtc>,
    #[sea_orm(column_type = "Text", nullable)]
    pub end_reason: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}
