//! Who is inside: one gesture marks an exit, one more takes it back.

use leptos::prelude::*;
use shared::features::visits::desk::{DeskOutcome, DeskVisit, ExitIn, ReopenIn, reopening_path};
use shared::text::fold::fold;
use shared::time::short_time;
use uuid::Uuid;

use super::door::Door;
use super::fields::finds;
use super::offline::Taken;
use crate::fetch::{Method, Reply, SendOptions};
use crate::i18n::{plural, t};
use crate::shell::skeleton;
use crate::staff::Act;
use crate::ui::{Button, ButtonKind, EmptyState, TextInput, Toasts};

/// Marking exits.
#[derive(Clone, Copy)]
pub(super) struct Exits {
    door: Door,
    act: Act,
    last: RwSignal<Vec<DeskVisit>>,
    toasts: Toasts,
}

impl Exits {
    pub(super) fn new(door: Door) -> Self {
        Self {
            door,
            act: Act::new(),
            last: RwSignal::default(),
            toasts: Toasts::here(),
        }
    }

    /// They go out now.
    pub(super) fn leave(self, visits: Vec<Uuid>) {
        let body = ExitIn {
            visits,
            ..ExitIn::default()
        };
        let done = move |taken: Taken<DeskOutcome>| match taken {
            Taken::Recorded(outcome) => {
                let names = names(&outcome.items);
                self.toasts.success(t::DOOR_LEFT.with(&[("name", &names)]));
                self.last.set(outcome.items);
                self.door.inside.refetch();
            }
            Taken::Kept => self.toasts.success(t::DESK_KEPT.s()),
        };
        let device = self.door.device;
        self.act
            .attempt(async move { device.leave(body).await }, done);
    }

    /// They are still inside.
    fn take_back(self, visit: Uuid) {
        let body = ReopenIn {
            reason: t::DOOR_UNDO_REASON.s().to_owned(),
        };
        let done = move |_: Reply<DeskVisit>| {
            self.last
                .update(|last| last.retain(|other| other.id != visit));
            self.door.inside.refetch();
        };
        let path = reopening_path(visit);
        self.act
            .run(Method::Post, path, body, SendOptions::once(), done);
    }

    /// Who went out last, with the way back.
    fn undo(self) -> impl IntoView {
        let one = move |visit: DeskVisit| {
            let time = visit.exited_at.map(short_time).unwrap_or_default();
            let text = t::DOOR_LEFT_AT.with(&[("name", &visit.visitor_name), ("time", &time)]);
            let id = visit.id;
            view! {
                <li class="l-cluster l-cluster--between">
                    <span>{text}</span>
                    <Button kind=ButtonKind::Quiet icon="rotate-cw" on_click=move |()| self.take_back(id)>
                        {t::DOOR_UNDO.s()}
                    </Button>
                </li>
            }
        };
        let rows = move || self.last.get().into_iter().map(one).collect_view();
        let has_some = move || self.last.with(|last| !last.is_empty());
        move || {
            has_some()
                .then(|| view! { <ul class="staff-rows door__left" role="list">{rows()}</ul> })
        }
    }
}

fn names(visits: &[DeskVisit]) -> String {
    let names: Vec<_> = visits
        .iter()
        .map(|visit| visit.visitor_name.as_str())
        .collect();
    names.join(", ")
}

/// The column.
pub(super) fn column(door: Door) -> AnyView {
    let exits = Exits::new(door);
    let typed = RwSignal::new(String::new());
    let count = move || {
        let inside = door.now_inside().unwrap_or_default();
        let persons = inside.len();
        let minors: u32 = inside.iter().map(|it| it.minors).sum();
        let persons = u64::try_from(persons).unwrap_or_default();
        let minors = (minors > 0).then(|| {
            let text = plural(u64::from(minors), t::DOOR_MINORS_ONE, t::DOOR_MINORS_MANY);
            view! { <p class="u-small u-muted">{text}</p> }
        });
        let text = plural(persons, t::DOOR_INSIDE_ONE, t::DOOR_INSIDE_MANY);
        view! { <h2 id="door-inside" aria-live="polite">{text}</h2>{minors} }
    };
    let list = move || match door.now_inside() {
        Some(inside) => rows(inside, typed, exits),
        // Not known yet, or not to be had.
        None => door.inside.show(|| skeleton(4), |_| ()).into_any(),
    };
    view! {
        {count}
        {exits.act.view()}
        {exits.undo()}
        <TextInput name="inside" label=t::DOOR_FIND_INSIDE.s() kind="search" optional=true autocomplete="off" value=typed/>
        {list}
    }
    .into_any()
}

fn rows(visits: Vec<DeskVisit>, typed: RwSignal<String>, exits: Exits) -> AnyView {
    if visits.is_empty() {
        return view! { <EmptyState icon="users" title=t::DOOR_NOBODY.s() text=t::DOOR_NOBODY_TEXT.s()/> }.into_any();
    }
    let shown = move || {
        let typed = typed.with(|typed| fold(typed));
        let found = visits.iter().filter(|visit| {
            let badge = visit.badge.as_deref().unwrap_or_default();
            finds(&typed, &[&visit.visitor_name, &visit.official_name, badge])
        });
        let rows = found.map(|visit| {
            let group = visits
                .iter()
                .filter(|other| other.group_id == visit.group_id);
            row(visit, group.map(|other| other.id).collect(), exits)
        });
        rows.collect_view()
    };
    view! { <ul class="staff-rows door__list" role="list">{shown}</ul> }.into_any()
}

fn row(visit: &DeskVisit, group: Vec<Uuid>, exits: Exits) -> impl IntoView + use<> {
    let id = visit.id;
    let badge_page = format!("/admin/visitas/fotocheck/{id}");
    let correct = format!("{}/{id}", super::DAY);
    let name = visit.visitor_name.clone();
    let since = t::DOOR_SINCE.with(&[("time", &short_time(visit.entered_at))]);
    let leave = t::DOOR_LEAVE_OF.with(&[("name", &name)]);
    let badge = visit
        .badge
        .clone()
        .map(|badge| view! { " · "<span class="u-num">{badge}</span> });
    let size = group.len();
    // The group leaves by its first row.
    let together = (size > 1 && visit.group_id == id).then(|| {
        let text = t::DOOR_LEAVE_GROUP.with(&[("n", &size.to_string())]);
        view! { <Button on_click=move |()| exits.leave(group.clone())>{text}</Button> }
    });
    // What the server does not know yet has no page of its own.
    let pages = if visit.version == 0 {
        view! { <span class="u-small staff-below">{t::DESK_WAITS.s()}</span> }.into_any()
    } else {
        view! {
            <div class="u-small l-cluster">
                <a href=badge_page>{t::DOOR_PRINT_BADGE.s()}</a>
                <a href=correct>{t::DOOR_CORRECT.s()}</a>
            </div>
        }
        .into_any()
    };
    view! {
        <li class="door__row">
            <div class="door__who">
                <strong>{name}</strong>
                <span class="u-small u-muted staff-below">{visit.entity.clone()}</span>
                <span class="u-small staff-below">{visit.official_name.clone()}{badge}</span>
                <span class="u-small u-muted staff-below">{since}</span>
                {pages}
            </div>
            <div class="door__acts">
                <Button busy=exits.act.busy() on_click=move |()| exits.leave(vec![id])>
                    {t::DOOR_LEAVE.s()}<span class="u-vh">" "{leave}</span>
                </Button>
                {together}
            </div>
        </li>
    }
}
