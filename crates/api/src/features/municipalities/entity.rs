//! The row of a municipality. Every column is public.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "municipalities")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    #[sea_orm(unique)]
    pub slug: String,
    pub kind: String,
    pub name: String,
    #[sea_orm(unique)]
    pub ruc: Option<String>,
    pub ubigeo: String,
    pub populated_center: Option<String>,
    pub populated_center_key: String,
    pub department: String,
    pub province: String,
    pub district: String,
    #[sea_orm(column_type = "Text")]
    pub search_text: String,
    pub sort_key: String,
    pub status: String,
    pub mode: String,
    pub created_on: Option<Date>,
    #[sea_orm(unique)]
    pub domain: Option<String>,
    pub coat_of_arms_file: Option<Uuid>,
    pub siaf_code: Option<String>,
    pub consucode: Option<String>,
    pub registered_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    pub status_since: Option<DateTimeUtc>,
    pub status_due_at: Option<DateTimeUtc>,
}

impl ActiveModelBehavior for ActiveModel {}
