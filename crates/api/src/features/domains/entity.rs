//! Rows of domains, of their payments, and of what everybody may know of a host.

pub(crate) mod domain {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "domains")]
    pub(crate) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub municipality_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub name: String,
        /// The name, while control of it is proved: nobody else may have it then.
        #[sea_orm(unique)]
        pub held_name: Option<String>,
        /// The municipality, until the domain is refused or given up: it has one at a time.
        #[sea_orm(unique)]
        pub current_of: Option<Uuid>,
        pub state: String,
        pub challenge: String,
        pub requested_at: DateTimeUtc,
        pub checked_at: Option<DateTimeUtc>,
        /// What the last look-up found, as JSON.
        #[sea_orm(column_type = "Text", nullable)]
        pub finding: Option<String>,
        pub verified_at: Option<DateTimeUtc>,
        pub activated_at: Option<DateTimeUtc>,
        /// Why it was refused.
        #[sea_orm(column_type = "Text", nullable)]
        pub reason: Option<String>,
        /// First day of the year that runs.
        pub term_from: Option<Date>,
        pub renews_on: Option<Date>,
        /// Days before the renewal of the last reminder for this year.
        pub reminded: Option<i32>,
        /// The steps of the transfer that are done, as JSON.
        #[sea_orm(column_type = "Text")]
        pub transfer: String,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

pub(crate) mod payment {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "domain_payments")]
    pub(crate) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub municipality_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub domain_id: Uuid,
        pub amount_cents: i64,
        pub paid_on: Date,
        pub voucher: String,
        pub file_id: Option<Uuid>,
        pub state: String,
        #[sea_orm(column_type = "Text", nullable)]
        pub reason: Option<String>,
        pub recorded_at: DateTimeUtc,
        pub decided_at: Option<DateTimeUtc>,
        pub decided_by: Option<Uuid>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

pub(crate) mod host {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "domain_hosts")]
    pub(crate) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub name: String,
        pub municipality_id: Uuid,
        pub slug: String,
        pub state: String,
    }

    impl ActiveModelBehavior for ActiveModel {}
}
