//! A municipality's own domain: asked for, proved by a DNS record, served, renewed, handed over.
//!
//! The procedure is the table [`STEPS`]. The municipality's side stands in [`admin`], the operators' in [`desk`].

pub mod admin;
pub mod desk;
mod procedure;

pub use admin::{
    DOMAIN_CHECK_PATH, DOMAIN_PATH, DOMAIN_PAYMENTS_PATH, DomainAdmin, DomainIn, DomainOut,
    PaymentIn, PaymentOut, PaymentState, TransferMark, TransferStep, TransferStepIn,
    transfer_step_path,
};
pub use desk::{
    CERTIFICATE_CHECK_PATH, DESK_HISTORY_PATH, DESK_PATH, DomainDesk, DomainListItem, ReasonIn,
    desk_path, desk_step_path, payment_step_path,
};
pub use procedure::{DomainAction, DomainActor, DomainState, REMINDERS, STEPS, Step, step};
