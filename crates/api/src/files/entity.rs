//! Rows of files, of those that are published, and of the re-checks.

pub(crate) mod file {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "files")]
    pub(crate) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub municipality_id: Uuid,
        pub sha256: String,
        pub size: i64,
        pub media_type: String,
        pub name: String,
        pub width: Option<i32>,
        pub height: Option<i32>,
        pub is_public: bool,
        pub created_at: DateTimeUtc,
        pub checked_at: Option<DateTimeUtc>,
        pub intact: bool,
        pub scan: String,
        pub awaits_use: bool,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// The published files, with nothing but what is published.
pub(crate) mod public_file {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "public_files")]
    pub(crate) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub municipality_id: Uuid,
        pub sha256: String,
        pub size: i64,
        pub media_type: String,
        pub name: String,
        pub width: Option<i32>,
        pub height: Option<i32>,
        pub intact: bool,
        pub created_at: DateTimeUtc,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// What each monthly re-check found.
pub(crate) mod recheck_run {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "recheck_runs")]
    pub(crate) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub started_at: DateTimeUtc,
        pub finished_at: DateTimeUtc,
        pub checked: i64,
        pub damaged: i64,
        pub unread: i64,
    }

    impl ActiveModelBehavior for ActiveModel {}
}
