//! Human codes: gapless per municipality, kind and year, taken in the transaction that uses them.

use chrono::Datelike as _;
use sea_orm::sea_query::{Expr, ExprTrait as _, OnConflict};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};
use shared::time::lima_date;
use uuid::Uuid;

use crate::error::{ApiError, ApiResult};
use crate::write::Tx;

mod entity {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "sequences")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub municipality_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub name: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub year: i32,
        pub value: i64,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// The next code of a kind in the year that it is in Lima: `POR-2026-000123`.
pub(crate) async fn next_code(tx: &Tx<'_>, municipality: Uuid, prefix: &str) -> ApiResult<String> {
    let year = lima_date(tx.now()).year();
    let first = entity::ActiveModel {
        municipality_id: Set(municipality),
        name: Set(prefix.to_owned()),
        year: Set(year),
        value: Set(0),
    };
    let key = [
        entity::Column::MunicipalityId,
        entity::Column::Name,
        entity::Column::Year,
    ];
    entity::Entity::insert(first)
        .on_conflict(OnConflict::columns(key).do_nothing().to_owned())
        .exec_without_returning(tx.conn())
        .await?;
    // The update locks the row until the commit: no two transactions see the same number.
    entity::Entity::update_many()
        .col_expr(
            entity::Column::Value,
            Expr::col(entity::Column::Value).add(1),
        )
        .filter(entity::Column::MunicipalityId.eq(municipality))
        .filter(entity::Column::Name.eq(prefix))
        .filter(entity::Column::Year.eq(year))
        .exec(tx.conn())
        .await?;
    let row = entity::Entity::find_by_id((municipality, prefix.to_owned(), year))
        .one(tx.conn())
        .await?;
    let value = row
        .ok_or_else(|| ApiError::internal(anyhow::anyhow!("a sequence has no row")))?
        .value;
    Ok(format!("{prefix}-{year}-{value:06}"))
}
