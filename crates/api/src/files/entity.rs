//! Rows of files, and of those that are published.

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

/// Where a file stands with the antivirus.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Scan {
    /// Scanned, nothing found.
    Clean,
    /// There is no scanner here.
    NotScanned,
    /// The scanner did not answer: nobody gets it before a scan.
    Quarantined,
    /// Something was found: nobody gets it.
    Infected,
}

impl Scan {
    /// As it is stored.
    pub(crate) const fn code(self) -> &'static str {
        match self {
            Self::Clean => "clean",
            Self::NotScanned => "not_scanned",
            Self::Quarantined => "quarantined",
            Self::Infected => "infected",
        }
    }

    /// Whether anybody may have the file. An unknown text is not a yes.
    pub(crate) fn serves(code: &str) -> bool {
        code == Self::Clean.code() || code == Self::NotScanned.code()
    }
}
