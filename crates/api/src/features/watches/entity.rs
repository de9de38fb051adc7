//! Rows of watches and of what was sent to webhooks.

pub(crate) mod watch {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "watches")]
    pub(crate) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub channel: String,
        pub register: String,
        pub municipality_id: Option<Uuid>,
        #[sea_orm(column_type = "Text")]
        pub filters: String,
        pub rhythm: String,
        pub state: String,
        pub email_tag: Option<String>,
        pub client_tag: Option<String>,
        #[sea_orm(unique)]
        pub confirm_hash: Option<String>,
        #[sea_orm(unique)]
        pub end_hash: Option<String>,
        pub owner_id: Option<Uuid>,
        pub owner_kind: Option<String>,
        pub owner_home: Option<Uuid>,
        pub target: Option<Vec<u8>>,
        pub host: Option<String>,
        pub created_at: DateTimeUtc,
        pub expires_at: Option<DateTimeUtc>,
        pub confirmed_at: Option<DateTimeUtc>,
        pub told_to: Option<DateTimeUtc>,
        pub told_at: Option<DateTimeUtc>,
        pub due_at: Option<DateTimeUtc>,
        pub paused_at: Option<DateTimeUtc>,
        pub ended_at: Option<DateTimeUtc>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

pub(crate) mod delivery {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "watch_deliveries")]
    pub(crate) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub watch_id: Uuid,
        pub from_at: DateTimeUtc,
        pub to_at: DateTimeUtc,
        pub state: String,
        pub attempts: i16,
        #[sea_orm(column_type = "Text")]
        pub tries: String,
        pub created_at: DateTimeUtc,
        pub next_try_at: Option<DateTimeUtc>,
        pub settled_at: Option<DateTimeUtc>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}
