//! Rows of signed heads.

use sea_orm::entity::prelude::*;
use shared::features::journal::SignedHead;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "signed_heads")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub municipality_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub seq: i64,
    pub hash: String,
    pub signed_at: DateTimeUtc,
    pub key_id: String,
    pub signature: String,
}

impl ActiveModelBehavior for ActiveModel {}

impl From<Model> for SignedHead {
    fn from(row: Model) -> Self {
        Self {
            municipality_id: row.municipality_id,
            seq: row.seq,
            hash: row.hash,
            signed_at: row.signed_at,
            key_id: row.key_id,
            signature: row.signature,
        }
    }
}
