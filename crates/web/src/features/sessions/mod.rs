//! The person's own sessions: see them, end them.

use leptos::prelude::*;
use serde::de::IgnoredAny;
use shared::features::auth::{SESSIONS_PATH, SessionOut, Sessions};

use crate::fetch::{Method, Remote, SendOptions, use_fetch};
use crate::format::date_time;
use crate::i18n::t;
use crate::shell::skeleton;
use crate::staff::Act;
use crate::ui::{Button, ButtonKind, ConfirmDialog, Icon, StatusBadge, Tone};

/// The list with its acts.
pub fn list() -> AnyView {
    let found = use_fetch::<Sessions>(|| SESSIONS_PATH.to_owned());
    let (act, open) = (Act::new(), RwSignal::new(false));
    let end_others = move |()| {
        act.run::<(), IgnoredAny>(
            Method::Post,
            format!("{SESSIONS_PATH}/end-others"),
            (),
            SendOptions::default(),
            move |_| {
                open.set(false);
                found.refetch();
            },
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
                    <p><Button kind=ButtonKind::Danger on_click=move |()| open.set(true)>{t::SESSIONS_END_OTHERS.s()}</Button></p>
                })}
            }
        },
    );
    view! {
        <div class="l-stack">
            {act.view()}
            {content}
            <ConfirmDialog id="end-others" open=open title=t::SESSIONS_END_OTHERS_TITLE.s()
                confirm=t::SESSIONS_END_OTHERS.s() danger=true busy=act.busy() on_confirm=end_others>
                <p>{t::SESSIONS_END_OTHERS_TEXT.s()}</p>
                {act.view()}
            </ConfirmDialog>
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
                    <p>{device(&session.agent)}</p>
                    <p class="u-small u-muted">{seen}</p>
                </div>
            </div>
            {side}
        </li>
    }
}

/// Browsers and systems by what their user agents contain, the more particular first.
const BROWSERS: [(&str, &str); 5] = [
    ("Edg/", "Edge"),
    ("OPR/", "Opera"),
    ("Firefox/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
];
const SYSTEMS: [(&str, &str); 6] = [
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "Mac"),
    ("Linux", "Linux"),
];

/// The device in the words of people: `Chrome en Android`; as it calls itself where it is none of the known.
fn device(agent: &str) -> String {
    let known = |names: &[(&str, &'static str)]| {
        let found = names.iter().find(|(mark, _)| agent.contains(mark));
        found.map(|(_, name)| *name)
    };
    match (known(&BROWSERS), known(&SYSTEMS)) {
        (Some(browser), Some(system)) => {
            t::SESSIONS_DEVICE.with(&[("browser", browser), ("system", system)])
        }
        _ => agent.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::device;

    #[test]
    fn a_session_is_recognised_by_browser_and_system() {
        let phone = "Mozilla/5.0 (Linux; Android 14; SM-A145M) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Mobile Safari/537.36";
        assert_eq!(device(phone), "Chrome en Android");
        let desk =
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:132.0) Gecko/20100101 Firefox/132.0";
        assert_eq!(device(desk), "Firefox en Windows");
        assert_eq!(device("curl/8.5.0"), "curl/8.5.0");
    }
}
