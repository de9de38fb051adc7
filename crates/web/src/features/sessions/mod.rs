//! The person's own sessions: see them, end them.

use leptos::prelude::*;
use serde::de::IgnoredAny;
use shared::features::auth::{SESSIONS_PATH, SessionOut, Sessions};

use crate::fetch::{Method, Remote, SendOptions, use_fetch};
use crate::format::date_time;
use crate::i18n::t;
use crate::shell::skeleton;
use crate::staff::Act;
use crate::ui::{Button, ButtonKind, Icon, StatusBadge, Tone};

/// The list with its acts.
pub fn list() -> AnyView {
    let found = use_fetch::<Sessions>(|| SESSIONS_PATH.to_owned());
    let act = Act::new();
    let end_others = move |()| {
        act.run::<(), IgnoredAny>(
            Method::Post,
            format!("{SESSIONS_PATH}/end-others"),
            (),
            SendOptions::default(),
            move |_| found.refetch(),
        );
    };
    let content = found.show(
        || skeleton(4),
        move |sessions| {
            let others = sessions.items.iter().any(|session| !session.current);
            let rows = sessions.items.into_iter().map(|session| row(session, act, found));
            view! {
                <ul role="list" class="staff-rows">{rows.collect_view()}</ul>
                {others.then(|| view! {
                    <p><Button kind=ButtonKind::Danger busy=act.busy() on_click=end_others>{t::SESSIONS_END_OTHERS.s()}</Button></p>
                })}
            }
        },
    );
    view! {
        <div class="l-stack">
            {act.view()}
            {content}
        </div>
    }
    .into_any()
}

fn row(session: SessionOut, act: Act, found: Remote<Sessions>) -> impl IntoView {
    let id = session.id;
    let end = move |()| {
        act.run::<(), IgnoredAny>(
            Method::Post,
            format!("{SESSIONS_PATH}/{id}/end"),
            (),
            SendOptions::default(),
            move |_| found.refetch(),
        );
    };
    let seen = t::SESSIONS_SEEN.with(&[
        ("since", &date_time(session.created_at)),
        ("seen", &date_time(session.last_seen_at)),
    ]);
    let side = if session.current {
        view! { <StatusBadge tone=Tone::Success label=t::SESSIONS_CURRENT.s()/> }.into_any()
    } else {
        view! { <Button busy=act.busy() on_click=end>{t::SESSIONS_END.s()}</Button> }.into_any()
    };
    view! {
        <li class="l-cluster l-cluster--between">
            <div class="l-cluster">
                <Icon name="monitor"/>
                <div>
                    <p>{session.agent}</p>
                    <p class="u-small u-muted">{seen}</p>
                </div>
            </div>
            {side}
        </li>
    }
}
