//! The page `/admin/visitas/fotocheck/{id}`: what is printed for a visitor to wear.

use leptos::prelude::*;
use shared::features::visits::desk::{BadgeOut, badge_path};
use shared::time::short_time;
use uuid::Uuid;

use super::DOOR;
use crate::fetch::use_fetch;
use crate::format::{in_lima, short_date};
use crate::i18n::t;
use crate::routes::Params;
use crate::shell::skeleton;
use crate::staff::screen_under;
use crate::ui::Button;

/// The page.
pub(super) fn page(params: &Params) -> AnyView {
    let id: Uuid = params.get("id").parse().unwrap_or_default();
    let found = use_fetch::<BadgeOut>(move || badge_path(id));
    let print = move |()| {
        // A browser that cannot print leaves the badge on the screen.
        drop(window().print());
    };
    screen_under(
        vec![(t::DOOR_TITLE.s().to_owned(), DOOR.to_owned())],
        t::BADGE_TITLE.s().to_owned(),
        t::BADGE_LEAD.s().to_owned(),
        view! { <span class="no-print"><Button icon="printer" on_click=print>{t::BADGE_PRINT.s()}</Button></span> },
        found.show(|| skeleton(4), badge),
    )
}

fn badge(badge: BadgeOut) -> AnyView {
    let visit = badge.visit;
    let day = short_date(in_lima(visit.entered_at).date());
    let entered = t::BADGE_ENTERED.with(&[("date", &day), ("time", &short_time(visit.entered_at))]);
    let number = visit
        .badge
        .map(|number| view! { <p class="badge-card__number">{number}</p> });
    let training = visit
        .is_training
        .then(|| view! { <p><strong>{t::DOOR_TRAINING.s()}</strong></p> });
    view! {
        <article class="badge-card">
            <p class="badge-card__kind">{t::BADGE_VISITOR.s()}</p>
            {number}
            <p class="badge-card__name">{visit.visitor_name}</p>
            <p>{t::BADGE_VISITS.s()}" "{visit.official_name}</p>
            <p>{visit.office}</p>
            <p>{entered}</p>
            {training}
            <div class="badge-card__code" role="img" aria-label=t::BADGE_CODE.s() inner_html=svg(&badge.qr_svg)></div>
        </article>
    }
    .into_any()
}

/// The drawing without the declaration that stands before it.
fn svg(document: &str) -> String {
    let start = document.find("<svg");
    let drawing = start.and_then(|start| document.get(start..));
    drawing.unwrap_or_default().to_owned()
}
