//! The table of keys: whose, what for, how long, and the act on each.

use leptos::prelude::*;
use shared::features::api_keys::{ApiKeyOut, KeyScope};

use crate::format::date_time;
use crate::i18n::{Text, t};
use crate::staff::now;
use crate::ui::{Button, ButtonKind, Cell, Column, DataTable, EmptyState, StatusBadge};

/// The keys, or what to say where there are none; the button of one that works puts it into `chosen` and opens the question.
pub(super) fn table(
    items: Vec<ApiKeyOut>,
    empty: Text,
    open: RwSignal<bool>,
    chosen: RwSignal<Option<ApiKeyOut>>,
) -> AnyView {
    if items.is_empty() {
        return view! { <EmptyState icon="key-round" title=t::KEYS_EMPTY_TITLE.s() text=empty.s()/> }.into_any();
    }
    let heads = [
        t::KEYS_NAME,
        t::KEYS_PURPOSE,
        t::KEYS_USED,
        t::KEYS_EXPIRES,
        t::MUNI_ACTS,
    ];
    let columns: Vec<_> = heads.iter().map(|label| Column::text(label.s())).collect();
    let rows = items
        .into_iter()
        .map(|key| row(key, open, chosen))
        .collect_view();
    view! {
        <DataTable id="keys" caption=t::KEYS_TITLE.s() hide_caption=true columns=columns>{rows}</DataTable>
    }
    .into_any()
}

fn row(key: ApiKeyOut, open: RwSignal<bool>, chosen: RwSignal<Option<ApiKeyOut>>) -> impl IntoView {
    let used = key
        .last_used_at
        .map_or_else(|| t::KEYS_NEVER.s().to_owned(), date_time);
    let over = key.revoked_at.map(|_| t::KEYS_STATE_REVOKED);
    let over = over.or_else(|| (key.expires_at < now()).then_some(t::KEYS_STATE_ENDED));
    let (name, hint, purpose) = (key.name.clone(), key.hint.clone(), key.purpose.clone());
    let ends = date_time(key.expires_at);
    let sends = key.scopes.contains(&KeyScope::FormsSend);
    let scope = if sends { t::KEYS_SENDS } else { t::KEYS_READS };
    let reason = key.revoke_reason.clone();
    let act = match over {
        Some(state) => view! { <StatusBadge label=state.s()/> }.into_any(),
        None => {
            let key = key.clone();
            let click = move |()| {
                chosen.set(Some(key.clone()));
                open.set(true);
            };
            view! { <Button kind=ButtonKind::Danger on_click=click>{t::KEYS_REVOKE.s()}</Button> }
                .into_any()
        }
    };
    view! {
        <tr>
            <Cell label=t::KEYS_NAME.s() primary=true>{name}<span class="u-small u-muted staff-below"><code>{hint}"…"</code></span></Cell>
            <Cell label=t::KEYS_PURPOSE.s()>{purpose}<span class="u-small u-muted staff-below">{scope.s()}</span></Cell>
            <Cell label=t::KEYS_USED.s()>{used}</Cell>
            <Cell label=t::KEYS_EXPIRES.s()>{ends}</Cell>
            <Cell label=t::MUNI_ACTS.s()>
                {act}
                {reason.map(|reason| view! { <span class="u-small u-muted staff-below">{reason}</span> })}
            </Cell>
        </tr>
    }
}
