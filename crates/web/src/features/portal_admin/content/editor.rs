//! One item: new, changed, hidden, removed.

use leptos::prelude::*;
use serde::de::IgnoredAny;
use shared::features::portal_admin::{
    ContentItemIn, ContentItemOut, content_item_path, content_path,
};
use uuid::Uuid;

use super::fields::draw;
use super::{Editable, own_history};
use crate::features::portal_admin::PAGE;
use crate::fetch::{Method, Remote, SendOptions, use_fetch};
use crate::forms::FormState;
use crate::i18n::t;
use crate::routes::Params;
use crate::shell::skeleton;
use crate::shell::staff::nothing_here;
use crate::staff::{Act, History, opener, refusal, screen_under, send_form};
use crate::ui::{Button, ButtonKind, Checkbox, ConfirmDialog, Form, LinkButton, Toasts};

type Item<T> = Remote<ContentItemOut<T>>;

/// The page of one item; `nuevo` instead of an identifier for a new one.
pub(crate) fn editor<T: Editable>(params: &Params) -> AnyView {
    let id = params.get("id");
    let (content, history) = match (id.as_str(), id.parse::<Uuid>()) {
        ("nuevo", _) => (form::<T>(None, None), None),
        (_, Ok(known)) => {
            let found = use_fetch::<ContentItemOut<T>>(move || content_item_path(T::KIND, known));
            let shown = found.show(
                || skeleton(8),
                move |item| form::<T>(Some(item), Some(found)),
            );
            let own = own_history::<T>();
            let history = view! { <History kind=T::KIND.as_str() id=id.clone() own=own/> };
            (shown.into_any(), Some(history))
        }
        _ => return nothing_here(),
    };
    let above = vec![
        (t::SETUP_TITLE.s().to_owned(), PAGE.to_owned()),
        (T::WORDS.title.s().to_owned(), T::PAGE.to_owned()),
    ];
    let title = if history.is_some() {
        t::CONTENT_EDIT
    } else {
        T::WORDS.add
    };
    screen_under(
        above,
        title.s().to_owned(),
        String::new(),
        (),
        view! {
            <div class="l-stack staff-form">{content}</div>
            {history}
        },
    )
}

fn form<T: Editable>(item: Option<ContentItemOut<T>>, found: Option<Item<T>>) -> AnyView {
    let form = FormState::new();
    let visible = RwSignal::new(item.as_ref().is_none_or(|item| item.is_visible));
    Effect::new(move |before: Option<()>| {
        visible.track();
        if before.is_some() {
            form.touch();
        }
    });
    let fields = draw::<T>(form, item.as_ref().map(|item| &item.value));
    let read = StoredValue::new(fields.read);
    let (toasts, go) = (Toasts::here(), opener());
    let known = item.as_ref().map(|item| (item.id, item.parent_id));
    let submit = Callback::new(move |()| {
        let Some(value) = read.with_value(|read| read()) else {
            return;
        };
        let body = ContentItemIn {
            parent_id: known.and_then(|(_, parent)| parent),
            is_visible: visible.get_untracked(),
            value,
        };
        let (method, path) = match known {
            Some((id, _)) => (Method::Put, content_item_path(T::KIND, id)),
            None => (Method::Post, content_path(T::KIND)),
        };
        let etag = found.and_then(Remote::etag);
        let options = etag.map_or_else(SendOptions::once, SendOptions::if_match);
        let go = go.clone();
        send_form(form, method, path, body, options, move |_: IgnoredAny| {
            toasts.success(t::STAFF_SAVED_VISIBLE.s());
            go(T::PAGE);
        });
    });
    let removal = known
        .zip(found)
        .map(|((id, _), found)| remove::<T>(id, found));
    view! {
        {refusal(form)}
        <Form on_submit=submit>
            {fields.view}
            <Checkbox name="is_visible" label=t::CONTENT_VISIBLE.s() hint=t::CONTENT_VISIBLE_HINT.s() checked=visible/>
            <div class="l-cluster">
                <Button kind=ButtonKind::Primary submit=true icon="save" busy=form.busy() busy_text=t::STAFF_SAVING.s()>
                    {t::STAFF_SAVE.s()}
                </Button>
                <LinkButton href=T::PAGE kind=ButtonKind::Quiet>{t::UI_CANCEL.s()}</LinkButton>
            </div>
        </Form>
        {removal}
    }
    .into_any()
}

fn remove<T: Editable>(id: Uuid, found: Item<T>) -> AnyView {
    let (act, open) = (Act::new(), RwSignal::new(false));
    let (toasts, go) = (Toasts::here(), opener());
    let confirm = move |()| {
        let options = found.etag().map(SendOptions::if_match).unwrap_or_default();
        let go = go.clone();
        act.run::<(), IgnoredAny>(
            Method::Delete,
            content_item_path(T::KIND, id),
            (),
            options,
            move |_| {
                open.set(false);
                toasts.success(t::CONTENT_REMOVED.s());
                go(T::PAGE);
            },
        );
    };
    view! {
        <p><Button kind=ButtonKind::Danger icon="trash-2" on_click=move |()| open.set(true)>{t::CONTENT_REMOVE.s()}</Button></p>
        <ConfirmDialog id="content-remove" open=open title=t::CONTENT_REMOVE_TITLE.s() confirm=t::CONTENT_REMOVE.s()
            danger=true busy=act.busy() on_confirm=confirm>
            <p>{t::CONTENT_REMOVE_TEXT.s()}</p>
            {act.view()}
        </ConfirmDialog>
    }
    .into_any()
}
