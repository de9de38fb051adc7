//! A payment to a natural person, asked for by whoever was paid: the number of the document never finds anything by itself.
//!
//! Two things are asked for that stand together only on the holder's papers: the DNI and the number of the cheque, of the
//! transfer or of the SIAF file. The answer says no more than the public list does, only that the payment is the holder's.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json};
use uuid::Uuid;

use crate::rules;

/// Where a payment is looked up by its holder (POST [`HolderIn`]).
pub const HOLDER_PATH: &str = "/api/v1/payments/holder";

/// The columns that the holder is shown; all are public.
pub const HOLDER_COLUMNS: [&str; 8] = [
    "issued_on",
    "number",
    "description",
    "amount_cents",
    "means",
    "state",
    "siaf_file",
    "voucher",
];

/// What the holder of a payment has.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct HolderIn {
    /// The municipality that paid, by its name in addresses.
    #[cfg_attr(
        feature = "api",
        schema(min_length = 1, max_length = 80, example = "munipiura")
    )]
    pub municipality: String,
    /// The holder's DNI. It is not kept.
    #[cfg_attr(
        feature = "api",
        schema(pattern = r"^\s*[0-9]{8}\s*$", example = "40123456")
    )]
    pub document: String,
    /// Number of the cheque, of the transfer or of the SIAF file, as the holder's papers print it.
    #[cfg_attr(
        feature = "api",
        schema(min_length = 1, max_length = 30, example = "0004512")
    )]
    pub number: String,
}

/// The payments that are the holder's; never none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct HolderOut {
    /// The payments with that number, of that holder.
    pub items: Vec<HolderPayment>,
}

/// A payment as its holder sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct HolderPayment {
    /// The record.
    pub id: Uuid,
    /// The columns of [`HOLDER_COLUMNS`], by name.
    #[cfg_attr(feature = "api", schema(value_type = Object))]
    pub values: Map<String, Json>,
}

crate::checks!(HolderIn, |this, check| {
    check
        .field("municipality", rules::length(&this.municipality, 1, 80))
        .field("document", rules::dni(&this.document))
        .field("number", rules::length(&this.number, 1, 30));
});

#[cfg(test)]
mod tests {
    use super::HOLDER_COLUMNS;
    use crate::features::payments::REGISTER;
    use crate::registers::Privacy;

    #[test]
    fn the_holder_is_shown_nothing_that_the_list_hides() {
        for name in HOLDER_COLUMNS {
            let column = REGISTER.column(name).unwrap();
            assert_eq!(column.privacy, Privacy::Public, "{name}");
        }
    }
}
