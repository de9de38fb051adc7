//! `/avisos-de-datos/confirmar/{token}` and `/avisos-de-datos/terminar/{token}`.

use leptos::prelude::*;
use shared::features::watches::{
    CONFIRM_PAGE, END_PAGE, Rhythm, WatchLinkOut, WatchState, WatchedOut, confirm_path, end_path,
    link_path,
};

use crate::features::registers;
use crate::fetch::{Remote, RemoteState, use_fetch_when};
use crate::format::query_value;
use crate::i18n::{Text, t};
use crate::page::{PageMeta, set_page};
use crate::routes::Params;
use crate::shell::skeleton;
use crate::ui::{EmptyState, KeyValue, KeyValueList, LinkButton, Notice, PageTitle, Tone};

/// What a page does to the watch of its link.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Act {
    Confirm,
    End,
}

impl Act {
    const fn title(self) -> Text {
        match self {
            Self::Confirm => t::WATCHES_CONFIRM_TITLE,
            Self::End => t::WATCHES_END_TITLE,
        }
    }

    const fn text(self) -> Text {
        match self {
            Self::Confirm => t::WATCHES_CONFIRM_TEXT,
            Self::End => t::WATCHES_END_TEXT,
        }
    }

    const fn page(self) -> &'static str {
        match self {
            Self::Confirm => CONFIRM_PAGE,
            Self::End => END_PAGE,
        }
    }
}

/// The page `/avisos-de-datos/confirmar/{token}`.
pub fn confirm(params: &Params) -> AnyView {
    page(Act::Confirm, params)
}

/// The page `/avisos-de-datos/terminar/{token}`.
pub fn end(params: &Params) -> AnyView {
    page(Act::End, params)
}

fn page(act: Act, params: &Params) -> AnyView {
    // As it stands in an address, whatever was typed there.
    let token = query_value(&params.get("token"));
    let asked = token.clone();
    let found =
        use_fetch_when::<WatchLinkOut>(move || (!asked.is_empty()).then(|| link_path(&asked)));
    set_page(move || {
        PageMeta::new(act.title().s(), act.text().s())
            .at(act.page())
            .hidden(200)
    });
    view! {
        <div class="l-container l-container--text l-section l-stack l-stack--l">
            <PageTitle title=act.title().s()/>
            {if token.is_empty() { gone() } else { shown(act, token, found) }}
        </div>
    }
    .into_any()
}

fn shown(act: Act, token: String, found: Remote<WatchLinkOut>) -> AnyView {
    let content = move || match found.get() {
        RemoteState::Ready(link) => stands(act, &token, &link),
        RemoteState::Failed(problem) if problem.status == 410 => gone(),
        RemoteState::Failed(problem) => {
            let text = problem.detail.unwrap_or_default();
            view! { <Notice tone=Tone::Danger title=problem.title>{text}</Notice> }.into_any()
        }
        _ => skeleton(4).into_any(),
    };
    view! { <div class="l-stack l-stack--l" aria-live="polite">{content}</div> }.into_any()
}

/// What is watched, and the one thing that can be done.
fn stands(act: Act, token: &str, link: &WatchLinkOut) -> AnyView {
    let told = link.watched.clone().map(|it| watched(it, link.rhythm));
    let rest = match (link.state, act) {
        (WatchState::Ended, _) => done(t::WATCHES_ENDED_TITLE, t::WATCHES_ENDED_TEXT),
        (WatchState::Pending, Act::Confirm) => {
            let path = confirm_path(token);
            form(path, act.text(), t::WATCHES_CONFIRM_ACTION)
        }
        (_, Act::Confirm) => done(t::WATCHES_CONFIRMED_TITLE, t::WATCHES_CONFIRMED_TEXT),
        (_, Act::End) => form(end_path(token), act.text(), t::WATCHES_END_ACTION),
    };
    view! {
        {told}
        {rest}
    }
    .into_any()
}

/// A plain form: the server does what it says and leads back here.
fn form(path: String, text: Text, action: Text) -> AnyView {
    view! {
        <form class="form" action=path method="post">
            <p>{text.s()}</p>
            <p><button type="submit" class="button button--primary">{action.s()}</button></p>
        </form>
    }
    .into_any()
}

fn done(title: Text, text: Text) -> AnyView {
    view! {
        <Notice tone=Tone::Success title=title.s()>{text.s()}</Notice>
        <p><LinkButton href=registers::PAGE>{t::WATCHES_REGISTERS.s()}</LinkButton></p>
    }
    .into_any()
}

fn watched(watched: WatchedOut, rhythm: Rhythm) -> AnyView {
    let whose = watched
        .municipality
        .map_or_else(|| t::REGISTERS_ALL_OF.s().to_owned(), |owner| owner.name);
    let narrowed = watched.narrowed_by.into_iter();
    let narrowed = narrowed.map(|it| view! { <KeyValue label=it.label>{it.text}</KeyValue> });
    let narrowed = narrowed.collect_view();
    let (page, title) = (watched.page, watched.title);
    view! {
        <KeyValueList>
            <KeyValue label=t::WATCHES_REGISTER.s()>
                <a href=page>{title}</a>
            </KeyValue>
            <KeyValue label=t::WATCHES_WHOSE.s()>{whose}</KeyValue>
            {narrowed}
            <KeyValue label=t::WATCHES_RHYTHM.s()>{rhythm_name(rhythm).s()}</KeyValue>
        </KeyValueList>
    }
    .into_any()
}

const fn rhythm_name(rhythm: Rhythm) -> Text {
    match rhythm {
        Rhythm::Hourly => t::WATCHES_HOURLY,
        Rhythm::Daily => t::WATCHES_DAILY,
    }
}

fn gone() -> AnyView {
    view! {
        <EmptyState icon="mail" title=t::WATCHES_GONE_TITLE.s() text=t::WATCHES_GONE_TEXT.s()>
            <a href=registers::PAGE>{t::WATCHES_REGISTERS.s()}</a>
        </EmptyState>
    }
    .into_any()
}
