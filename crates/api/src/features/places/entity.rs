//! The row of a place.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "places")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub code: String,
    pub name: String,
    pub capital: Option<String>,
    pub valid_from: Option<Date>,
    pub valid_to: Option<Date>,
    pub reniec: Option<String>,
    pub latitude_e6: Option<i32>,
    pub longitude_e6: Option<i32>,
    pub updated_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
