//! Rows of incidents.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "privacy_incidents")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub municipality_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub code: String,
    pub state: String,
    #[sea_orm(column_type = "Text")]
    pub title: String,
    pub known_at: DateTimeUtc,
    pub began_at: Option<DateTimeUtc>,
    pub ended_at: Option<DateTimeUtc>,
    #[sea_orm(column_type = "Text")]
    pub description: String,
    #[sea_orm(column_type = "Text")]
    pub categories: String,
    pub people: i64,
    pub may_harm: bool,
    #[sea_orm(column_type = "Text")]
    pub measures: String,
    pub authority_number: Option<String>,
    pub authority_told_at: Option<DateTimeUtc>,
    pub people_told_at: Option<DateTimeUtc>,
    #[sea_orm(column_type = "Text", nullable)]
    pub people_means: Option<String>,
    #[sea_orm(column_type = "Text", nullable)]
    pub conclusion: Option<String>,
    pub closed_at: Option<DateTimeUtc>,
    pub recorded_by: Uuid,
    pub recorded_at: DateTimeUtc,
    pub reminded: i64,
}

impl ActiveModelBehavior for ActiveModel {}
