//! Rows of imports, of their staged pieces, and of what headings meant last time.

pub(super) mod import {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "register_imports")]
    pub(in super::super) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub municipality_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub register: String,
        pub state: String,
        pub file_id: Option<Uuid>,
        pub file_name: String,
        pub sha256: String,
        pub staging: i64,
        pub plan: Option<Vec<u8>>,
        #[sea_orm(column_type = "Text", nullable)]
        pub failure: Option<String>,
        pub total: i64,
        pub done: i64,
        pub chunks: i64,
        pub added: i64,
        pub changed: i64,
        pub same: i64,
        pub ignored: i64,
        pub rejected: i64,
        pub flagged: i64,
        pub mended: i64,
        pub overtaken: i64,
        pub left_alone: i64,
        pub batch_id: Uuid,
        pub undo_batch_id: Uuid,
        pub digest: Option<Vec<u8>>,
        #[sea_orm(column_type = "Text", nullable)]
        pub reason: Option<String>,
        #[sea_orm(column_type = "Text", nullable)]
        pub undo_reason: Option<String>,
        pub started_by: Option<Uuid>,
        pub started_by_name: Option<String>,
        pub started_at: DateTimeUtc,
        pub confirmed_by: Option<Uuid>,
        pub confirmed_at: Option<DateTimeUtc>,
        pub applied_at: Option<DateTimeUtc>,
        pub undone_at: Option<DateTimeUtc>,
        pub undo_after: Option<i64>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

pub(super) mod chunk {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "register_import_chunks")]
    pub(in super::super) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub municipality_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub import_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub number: i64,
        pub added: i64,
        pub changed: i64,
        pub same: i64,
        pub ignored: i64,
        pub rejected: i64,
        pub sealed: Vec<u8>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

pub(super) mod mapping {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "register_mappings")]
    pub(in super::super) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub municipality_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub register: String,
        #[sea_orm(column_type = "Text")]
        pub body: String,
        pub updated_at: DateTimeUtc,
    }

    impl ActiveModelBehavior for ActiveModel {}
}
