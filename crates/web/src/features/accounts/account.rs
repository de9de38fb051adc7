//! "Mi cuenta": password, second factor, sessions, and the places one works for.

use leptos::prelude::*;
use serde::de::IgnoredAny;
use shared::features::auth::{Me, OWN_HISTORY_PATH, WORKPLACE_PATH, WorkplaceIn};

use super::{password, second_factor};
use crate::features::sessions;
use crate::fetch::{Method, SendOptions};
use crate::i18n::t;
use crate::routes::Params;
use crate::session::use_session;
use crate::shell::staff::role_label;
use crate::staff::{Act, History, OwnHistory, screen};
use crate::ui::{Button, Details, KeyValue, KeyValueList};

/// The page `/admin/cuenta`.
pub fn account(_params: &Params) -> AnyView {
    let session = use_session();
    let content = move || {
        session.me().ready().map(|me| view! {
        <div class="l-stack l-stack--l">
            {person(&me)}
            {workplaces(&me)}
            <section class="l-stack">
                <h2>{t::ACCOUNT_SESSIONS.s()}</h2>
                {sessions::list()}
            </section>
            <section class="l-stack">
                <h2>{t::ACCOUNT_FACTOR.s()}</h2>
                {second_factor::section(me.second_factor)}
            </section>
            <section class="l-stack">
                <h2>{t::ACCOUNT_PASSWORD.s()}</h2>
                <Details summary=t::ACCOUNT_PASSWORD_CHANGE.s()>{password::change(&me)}</Details>
            </section>
        </div>
    })
    };
    screen(
        t::STAFF_ACCOUNT,
        t::ACCOUNT_LEAD,
        view! {
            {content}
            <History kind="account" own=OwnHistory::apart(OWN_HISTORY_PATH)/>
        },
    )
}

fn person(me: &Me) -> AnyView {
    let roles: Vec<_> = me.roles.iter().map(|role| role_label(*role).s()).collect();
    let (name, email, roles) = (me.name.clone(), me.email.clone(), roles.join(", "));
    view! {
        <KeyValueList>
            <KeyValue label=t::ACCOUNT_NAME.s()>{name}</KeyValue>
            <KeyValue label=t::SIGN_IN_EMAIL.s()>{email}</KeyValue>
            <KeyValue label=t::ACCOUNT_ROLES.s()>{roles}</KeyValue>
        </KeyValueList>
    }
    .into_any()
}

/// Where the session may work; nothing to choose for those with one place.
fn workplaces(me: &Me) -> AnyView {
    if me.memberships.is_empty() {
        return ().into_any();
    }
    let act = Act::new();
    let places = me.memberships.clone().into_iter().map(|place| {
        let choose = move |()| {
            let body = WorkplaceIn {
                municipality_id: Some(place.id),
            };
            act.run::<_, IgnoredAny>(
                Method::Post,
                WORKPLACE_PATH.to_owned(),
                body,
                SendOptions::default(),
                |_| {
                    // Everything shown belongs to the other place: load the app anew.
                    drop(window().location().set_href("/admin"));
                },
            );
        };
        view! {
            <li class="l-cluster l-cluster--between">
                <span>{place.name}</span>
                <Button busy=act.busy() on_click=choose>{t::ACCOUNT_WORK_HERE.s()}</Button>
            </li>
        }
    });
    view! {
        <section class="l-stack">
            <h2>{t::ACCOUNT_PLACES.s()}</h2>
            {act.view()}
            <ul role="list" class="staff-rows">{places.collect_view()}</ul>
        </section>
    }
    .into_any()
}
