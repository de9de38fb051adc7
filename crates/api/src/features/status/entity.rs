//! Rows of what the parts of the service last said of themselves.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "service_reports")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub component: String,
    pub well: bool,
    pub moment: Option<DateTimeUtc>,
    pub reported_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
