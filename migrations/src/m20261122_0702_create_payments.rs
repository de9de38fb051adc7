//! What the register of payments to suppliers publishes.

use sea_orm_migration::prelude::*;

use crate::projection::{
    self,
    Holds::{Number, NumberKey, Text},
};

/// Named explicitly because the file name is the name in the table of migrations.
pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m20261122_0702_create_payments"
    }
}

const COLUMNS: &[(&str, projection::Holds)] = &[
    ("issued_on", Text),
    ("number", Text),
    ("number_fold", Text),
    ("supplier_name", Text),
    ("supplier_name_fold", Text),
    ("supplier_ruc", Text),
    ("supplier_ruc_tag", Text),
    ("description", Text),
    ("amount_cents", Number),
    ("amount_cents_key", NumberKey),
    ("means", Text),
    ("state", Text),
    ("source", Text),
    ("source_fold", Text),
    ("siaf_file", Text),
    ("siaf_file_fold", Text),
    ("purchase_order", Text),
    ("purchase_order_fold", Text),
    ("project_code", Text),
    ("project_code_fold", Text),
    ("voucher", Text),
    ("bank_account", Text),
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        projection::create(manager, "public_payments", COLUMNS).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        projection::drop(manager, "public_payments").await
    }
}
