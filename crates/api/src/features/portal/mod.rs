//! A municipality's portal: what its administrators arrange, and what neighbours read of it.
//!
//! Appearance and contact are one row, menu, pages, offices, units, videos, transparency and calendar are items of `content_items`. Whatever
//! changes, the public documents of the municipality are written anew in the same transaction, so a change is visible at
//! once and the public never reads a private table. A new portal begins with the template of its level
//! (Ley 27972; Directiva 001-2017-PCM/SGP for the themes of transparency).

mod agenda;
mod checklist;
mod content;
mod content_changes;
mod entity;
mod lifecycle;
mod links;
mod officers;
mod public;
mod publish;
mod settings;
mod store;
mod template;
mod theme;
mod views;

use crate::http::operations::Operations;

pub(crate) use checklist::open_steps;
pub(crate) use lifecycle::entered;
pub(crate) use publish::contact_of;
pub(crate) use template::{Dress, Unit, begin, dress, wear};

pub(crate) fn configure(operations: &mut Operations<'_, '_>) {
    operations
        .service(public::get_portal)
        .service(public::list_portal_pages)
        .service(public::get_portal_page)
        .service(public::list_portal_offices)
        .service(public::list_portal_org_units)
        .service(public::list_portal_videos)
        .service(public::list_portal_transparency)
        .service(agenda::get_portal_agenda)
        .service(agenda::get_portal_agenda_feed)
        .service(theme::get_portal_theme)
        .service(settings::get_portal_settings)
        .service(settings::list_portal_history)
        .service(settings::update_portal_settings)
        .service(checklist::get_checklist)
        .service(lifecycle::declare_portal_ready);
    content::configure(operations);
}
