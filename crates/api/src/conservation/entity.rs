//! Rows of holds and disposals.

pub(crate) mod legal_hold {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "legal_holds")]
    pub(crate) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub municipality_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub kind: String,
        pub subject_id: Option<Uuid>,
        #[sea_orm(column_type = "Text")]
        pub reason: String,
        pub legal_basis: String,
        pub placed_by: String,
        pub placed_at: DateTimeUtc,
        pub lifted_by: Option<String>,
        pub lifted_at: Option<DateTimeUtc>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

pub(crate) mod disposal {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "disposals")]
    pub(crate) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub municipality_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub kind: String,
        pub cutoff: DateTimeUtc,
        #[sea_orm(column_type = "Text")]
        pub reason: String,
        pub legal_basis: String,
        #[sea_orm(column_type = "Text", nullable)]
        pub archive_digest: Option<String>,
        pub status: String,
        pub proposed_by: String,
        pub proposed_at: DateTimeUtc,
        pub decided_by: Option<String>,
        pub decided_at: Option<DateTimeUtc>,
        pub disposed_rows: Option<i64>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}
