//! The list of one kind, with its order.

use leptos::prelude::*;
use serde::de::IgnoredAny;
use shared::features::portal_admin::{ContentItemOut, content_order_path, content_path};
use shared::kit::page::Page;
use uuid::Uuid;

use super::order::{Line, Step, lines, moved};
use super::{Editable, own_history};
use crate::features::portal_admin::PAGE;
use crate::fetch::{Method, Remote, SendOptions, use_fetch};
use crate::i18n::{Text, t};
use crate::routes::Params;
use crate::shell::skeleton;
use crate::staff::{Act, History, screen_under};
use crate::ui::{ButtonKind, EmptyState, Icon, LinkButton, StatusBadge, dom};

/// What was moved last, until it is drawn in its new place.
type Moving = StoredValue<Option<(Uuid, Step)>>;
type Items<T> = Remote<Page<ContentItemOut<T>>>;

/// The page of a kind: `/admin/portal/menu` and its like.
pub(crate) fn list<T: Editable>(_params: &Params) -> AnyView {
    let found = use_fetch::<Page<ContentItemOut<T>>>(|| content_path(T::KIND));
    let act = Act::new();
    let moving = StoredValue::new(None::<(Uuid, Step)>);
    Effect::new(move |_| {
        found.get();
        if let Some((id, step)) = moving.try_update_value(Option::take).flatten() {
            request_animation_frame(move || follow(id, step));
        }
    });
    let (words, own) = (T::WORDS, own_history::<T>());
    let add = || {
        let href = format!("{}/nuevo", T::PAGE);
        view! { <LinkButton href=href kind=ButtonKind::Primary icon="plus">{T::WORDS.add.s()}</LinkButton> }
    };
    let rows = found.show(
        || skeleton(6),
        move |page| {
            if page.items.is_empty() {
                return view! {
                    <EmptyState icon=words.icon title=t::CONTENT_EMPTY_TITLE.s() text=words.lead.s()>{add()}</EmptyState>
                }
                .into_any();
            }
            let items = StoredValue::new(page.items.clone());
            let mut shown = lines(&page.items);
            shown.sort_by_key(|line| std::cmp::Reverse(line.item.value.day()));
            let rows = shown
                .into_iter()
                .map(|line| row::<T>(line, items, found, (act, moving)))
                .collect_view();
            view! { <ol role="list" class="staff-rows staff-tree">{rows}</ol> }.into_any()
        },
    );
    screen_under(
        vec![(t::SETUP_TITLE.s().to_owned(), PAGE.to_owned())],
        words.title.s().to_owned(),
        words.lead.s().to_owned(),
        add(),
        view! {
            {act.view()}
            <div aria-busy=move || (found.busy() || act.busy().get()).to_string()>{rows}</div>
            <History kind=T::KIND.as_str() own=own/>
        },
    )
}

fn row<T: Editable>(
    line: Line<T>,
    items: StoredValue<Vec<ContentItemOut<T>>>,
    found: Items<T>,
    (act, moving): (Act, Moving),
) -> impl IntoView {
    let item = line.item;
    let id = item.id;
    let label = item.value.label();
    let detail = item.value.detail();
    let href = format!("{}/{id}", T::PAGE);
    let steps: &[(Step, &'static str, Text)] = if item.value.day().is_some() {
        &[]
    } else if T::KIND.is_tree() {
        &TREE_STEPS
    } else {
        &LIST_STEPS
    };
    let buttons = steps
        .iter()
        .map(|(step, icon, words)| {
            let step = *step;
            let name = words.with(&[("name", &label)]);
            let possible = items.with_value(|items| moved(items, id, step).is_some());
            let click = move |_| {
                let Some(order) = items.with_value(|items| moved(items, id, step)) else {
                    return;
                };
                let options = found.etag().map(SendOptions::if_match).unwrap_or_default();
                act.run::<_, IgnoredAny>(Method::Put, content_order_path(T::KIND), order, options, move |_| {
                    moving.set_value(Some((id, step)));
                    found.refetch();
                });
            };
            view! {
                <button type="button" class="icon-button" id=button_id(id, step) aria-label=name disabled=!possible
                    on:click=click>
                    <Icon name=icon/>
                </button>
            }
        })
        .collect_view();
    let hidden = (!item.is_visible).then(|| view! { <StatusBadge label=t::CONTENT_HIDDEN.s()/> });
    view! {
        <li class=format!("staff-tree__row staff-tree__row--{}", line.depth.min(4))>
            <div class="staff-tree__words">
                <a href=href>{label}</a>
                {(!detail.is_empty()).then(|| view! { <span class="u-small u-muted staff-below">{detail}</span> })}
            </div>
            {hidden}
            <div class="staff-tree__steps">{buttons}</div>
        </li>
    }
}

fn button_id(id: Uuid, step: Step) -> String {
    format!("{}-{id}", step.code())
}

/// The focus goes with what was moved, so that the same key moves it on; at the end of its way, to another of its steps.
fn follow(id: Uuid, step: Step) {
    let steps = [step, Step::Up, Step::Down, Step::In, Step::Out];
    let target = steps
        .into_iter()
        .find(|step| dom::is_enabled(&button_id(id, *step)));
    if let Some(step) = target {
        dom::focus(&button_id(id, step));
    }
}

const LIST_STEPS: [(Step, &str, Text); 2] = [
    (Step::Up, "arrow-up", t::CONTENT_UP),
    (Step::Down, "arrow-down", t::CONTENT_DOWN),
];
const TREE_STEPS: [(Step, &str, Text); 4] = [
    (Step::Up, "arrow-up", t::CONTENT_UP),
    (Step::Down, "arrow-down", t::CONTENT_DOWN),
    (Step::In, "arrow-right", t::CONTENT_IN),
    (Step::Out, "arrow-left", t::CONTENT_OUT),
];
