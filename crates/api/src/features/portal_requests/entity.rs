//! Rows of the requests and of what happened to them.

pub(crate) mod request {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "portal_requests")]
    pub(crate) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        #[sea_orm(unique)]
        pub code: String,
        pub kind: String,
        pub ubigeo: String,
        pub populated_center: Option<String>,
        pub ruc: Option<String>,
        pub municipality_name: String,
        pub place: String,
        pub dni_tag: String,
        pub post: String,
        pub designation_kind: String,
        pub designation_number: String,
        pub designation_date: Date,
        pub scan_id: Option<Uuid>,
        pub state: String,
        #[sea_orm(column_type = "Text", nullable)]
        pub observations: Option<String>,
        pub proposed_by: Option<Uuid>,
        pub submitted_at: DateTimeUtc,
        /// Since when whoever has to act has to.
        pub turn_since: DateTimeUtc,
        pub due_at: Option<DateTimeUtc>,
        pub municipality_id: Option<Uuid>,
        pub receipt_code: Option<String>,
        pub certificate_code: Option<String>,
        /// What was corrected since the submission, as JSON.
        #[sea_orm(column_type = "Text", nullable)]
        pub changes: Option<String>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

pub(crate) mod event {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "portal_request_events")]
    pub(crate) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub request_id: Uuid,
        pub at: DateTimeUtc,
        pub action: Option<String>,
        pub state: String,
        pub actor_id: Option<Uuid>,
        #[sea_orm(column_type = "Text", nullable)]
        pub note: Option<String>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}
