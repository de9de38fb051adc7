//! Rows of officials, of what the desk knows of a visit, and of settings.

pub(crate) mod official {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "officials")]
    pub(crate) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub municipality_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        #[sea_orm(column_type = "Text")]
        pub name: String,
        #[sea_orm(column_type = "Text")]
        pub search_text: String,
        pub document_type: String,
        pub document_masked: String,
        pub document_tag: String,
        #[sea_orm(column_type = "Text")]
        pub post: String,
        #[sea_orm(column_type = "Text")]
        pub office: String,
        #[sea_orm(column_type = "Text")]
        pub resolution: String,
        pub valid_from: Date,
        pub valid_to: Option<Date>,
        #[sea_orm(column_type = "Text", nullable)]
        pub end_resolution: Option<String>,
        pub created_at: DateTimeUtc,
        pub updated_at: DateTimeUtc,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

pub(crate) mod staff {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "official_staff")]
    pub(crate) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub municipality_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub official_id: Uuid,
        /// What the staff format says; capacity itself rests on a resolution.
        pub decides: bool,
        pub updated_at: DateTimeUtc,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

pub(crate) mod practice_official {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "practice_officials")]
    pub(crate) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub municipality_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub official_id: Uuid,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

pub(crate) mod entry {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "visit_entries")]
    pub(crate) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub municipality_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub group_id: Uuid,
        pub official_id: Uuid,
        pub visitor_tag: Option<String>,
        pub document_masked: Option<String>,
        pub entity_tag: Option<String>,
        pub minors: i64,
        pub occurred_at: DateTimeUtc,
        pub recorded_at: DateTimeUtc,
        pub received_at: DateTimeUtc,
        pub device_at: Option<DateTimeUtc>,
        pub drift_ms: i64,
        #[sea_orm(column_type = "Text", nullable)]
        pub captured_by: Option<String>,
        #[sea_orm(column_type = "Text", nullable)]
        pub exit_captured_by: Option<String>,
        pub recorded_by: Option<Uuid>,
        #[sea_orm(column_type = "Text", nullable)]
        pub device: Option<String>,
        #[sea_orm(column_type = "Text", nullable)]
        pub gate: Option<String>,
        #[sea_orm(column_type = "Text", nullable)]
        pub badge: Option<String>,
        pub is_training: bool,
        pub is_withdrawn: bool,
        pub exited_at: Option<DateTimeUtc>,
        pub exit_recorded_at: Option<DateTimeUtc>,
        pub exit_recorded_by: Option<Uuid>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

pub(crate) mod settings {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "visit_settings")]
    pub(crate) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub municipality_id: Uuid,
        pub limit_minutes: i64,
        #[sea_orm(column_type = "Text")]
        pub places: String,
        #[sea_orm(column_type = "Text")]
        pub gates: String,
        pub is_full_document: bool,
        pub answer_days: i64,
        pub updated_at: DateTimeUtc,
    }

    impl ActiveModelBehavior for ActiveModel {}
}
