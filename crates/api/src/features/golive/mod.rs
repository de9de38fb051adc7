//! How municipalities go live with a register that has a plan for it (`shared::features::golive::PLANS`): stages with form,
//! attendants and evidence, which the municipality sends and an operator accepts or sends back (Directiva 001-2022-PCM/SIP).
//!
//! Until the stage of production is accepted nothing of the register is published: whatever writes a public record asks
//! [`require_production`] in its own transaction. Forms and attendants are personal values under the id of the stage.

mod admin;
mod changes;
mod desk;
mod due;
mod entity;
mod evidence;
mod gate;
mod letters;
mod store;
mod view;

use crate::http::operations::Operations;

pub(crate) use due::{stages_to_decide, stages_to_send};
pub(crate) use gate::{in_production, not_in_production, production, require_production};
pub(crate) use store::seed_production;

/// Registers the operations.
pub(crate) fn configure(operations: &mut Operations<'_, '_>) {
    operations
        .service(admin::get_golive)
        .service(admin::get_golive_practice)
        .service(admin::seed_golive_practice)
        .service(admin::get_golive_stage)
        .service(admin::save_golive_stage)
        .service(admin::submit_golive_stage)
        .service(evidence::get_golive_evidence)
        .service(desk::list_golives)
        .service(desk::get_municipality_golive)
        .service(desk::accept_golive_stage)
        .service(desk::return_golive_stage)
        .service(evidence::get_municipality_golive_evidence);
}
