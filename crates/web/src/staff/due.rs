//! When something is due, in a list.

use chrono::{DateTime, Utc};
use leptos::prelude::*;

use super::now;
use crate::format::date_time;
use crate::i18n::t;
use crate::ui::{StatusBadge, Tone};

/// When somebody has to act; what is late says so.
pub fn due(at: Option<DateTime<Utc>>) -> AnyView {
    let Some(at) = at else {
        return "–".into_any();
    };
    if at < now() {
        let label = t::DESK_OVERDUE.with(&[("date", &date_time(at))]);
        return view! { <StatusBadge tone=Tone::Danger label=label/> }.into_any();
    }
    date_time(at).into_any()
}
