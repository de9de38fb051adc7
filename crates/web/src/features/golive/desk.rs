//! The operators' desk: how far each municipality has come, and what waits for a decision.

use leptos::context::Provider;
use leptos::prelude::*;
use shared::features::golive::{
    GOLIVE_DESK_PATH, GoLiveListItem, GoLiveOut, StageOut, StageReturnIn, StageState,
    desk_decision_path, desk_evidence_path, desk_path,
};
use shared::features::visits::REGISTER;
use uuid::Uuid;

use super::{checklist, declared, parts, progress, title};
use crate::fetch::{Method, Remote, SendOptions, use_fetch};
use crate::format::{address, short_date};
use crate::forms::FormState;
use crate::i18n::t;
use crate::routes::Params;
use crate::shell::skeleton;
use crate::staff::{Act, PagedList, refusal, screen, screen_under, send_form};
use crate::ui::{
    Button, ButtonKind, Cell, Column, DataTable, Details, EmptyState, FieldScope, FilterBar, Form,
    StatusBadge, TextArea, TextInput, Toasts, Tone,
};

/// Where the list stands.
const PAGE: &str = "/admin/puestas-en-marcha";

type List = PagedList<GoLiveListItem, 2>;
type Desk = Remote<GoLiveOut>;

/// The page `/admin/puestas-en-marcha`.
pub(crate) fn list(_params: &Params) -> AnyView {
    let list = List::read(
        PAGE,
        GOLIVE_DESK_PATH,
        [("q", "q"), ("pendientes", "waiting")],
    );
    screen(
        t::GOLIVE_DESK_TITLE,
        t::GOLIVE_DESK_LEAD,
        view! {
            {tabs(list)}
            {filters(list)}
            {list.view(table)}
        },
    )
}

fn tabs(list: List) -> impl IntoView {
    let [_, waiting] = list.values;
    let tab = move |value: &'static str, label: &'static str| {
        let href = address(PAGE, &[("pendientes", value)]);
        let current = move || waiting.with(|waiting| waiting == value).then_some("page");
        view! { <li><a class="staff-tab" href=href aria-current=current>{label}</a></li> }
    };
    view! {
        <nav aria-label=t::DESK_STATES.s()>
            <ul role="list" class="staff-tabs">
                {tab("", t::DESK_STATE_ALL.s())}
                {tab("true", t::GOLIVE_DESK_WAITING.s())}
            </ul>
        </nav>
    }
}

fn filters(list: List) -> impl IntoView {
    let typed = list.typed();
    let [text, _] = typed;
    let go = list.narrow(typed);
    let chips = list.chips(|name, value| (name == "q").then(|| format!("«{value}»")));
    view! {
        <FilterBar label=t::GOLIVE_DESK_FILTER.s() chips=chips clear_href=PAGE on_submit=go>
            <TextInput name="q" label=t::DESK_MUNICIPALITY.s() value=text kind="search" optional=true/>
        </FilterBar>
    }
}

fn table(items: Vec<GoLiveListItem>) -> AnyView {
    if items.is_empty() {
        return view! { <EmptyState title=t::GOLIVE_DESK_NONE.s() text=t::GOLIVE_DESK_NONE_TEXT.s()/> }
            .into_any();
    }
    let heads = [
        t::DESK_MUNICIPALITY,
        t::GOLIVE_STAGES,
        t::GOLIVE_DESK_WAITING,
        t::GOLIVE_DESK_NEXT,
        t::GOLIVE_DESK_SINCE,
    ];
    let columns: Vec<_> = heads.iter().map(|label| Column::text(label.s())).collect();
    let rows = items.into_iter().map(row).collect_view();
    view! {
        <DataTable id="golives" caption=t::GOLIVE_DESK_TITLE.s() hide_caption=true columns=columns>{rows}</DataTable>
    }
    .into_any()
}

fn row(item: GoLiveListItem) -> impl IntoView {
    let href = format!("{PAGE}/{}", item.municipality_id);
    let done = format!("{} / {}", item.accepted, item.total);
    let waiting = item.waiting.iter().map(|code| title(*code));
    let waiting = waiting.collect::<Vec<_>>().join(", ");
    let waiting = if waiting.is_empty() {
        "–".into_any()
    } else {
        view! { <StatusBadge tone=Tone::Warning label=waiting/> }.into_any()
    };
    let next = item.next.map_or("–", title);
    let since = item
        .production_since
        .map_or_else(|| "–".to_owned(), short_date);
    view! {
        <tr>
            <Cell label=t::DESK_MUNICIPALITY.s() primary=true><a href=href>{item.municipality}</a></Cell>
            <Cell label=t::GOLIVE_STAGES.s()>{done}</Cell>
            <Cell label=t::GOLIVE_DESK_WAITING.s()>{waiting}</Cell>
            <Cell label=t::GOLIVE_DESK_NEXT.s()>{next}</Cell>
            <Cell label=t::GOLIVE_DESK_SINCE.s()>{since}</Cell>
        </tr>
    }
}

/// The page `/admin/puestas-en-marcha/{id}`.
pub(crate) fn detail(params: &Params) -> AnyView {
    let id: Uuid = params.get("id").parse().unwrap_or_default();
    let found = use_fetch::<GoLiveOut>(move || desk_path(id, REGISTER.id));
    let content = found.show(|| skeleton(10), move |plan| content(id, &plan, found));
    screen_under(
        vec![(t::GOLIVE_DESK_TITLE.s().to_owned(), PAGE.to_owned())],
        t::GOLIVE_TITLE.s().to_owned(),
        t::GOLIVE_DESK_DETAIL_LEAD.s().to_owned(),
        (),
        content,
    )
}

fn content(id: Uuid, plan: &GoLiveOut, found: Desk) -> AnyView {
    let waiting = plan
        .stages
        .iter()
        .filter(|it| it.state == StageState::Submitted);
    let waiting = waiting
        .map(|stage| decision(id, stage, found))
        .collect_view();
    let written = plan
        .stages
        .iter()
        .filter(|it| it.state != StageState::Submitted);
    let written = written.filter(|it| it.updated_at.is_some());
    let written = written.map(|stage| shown(id, stage)).collect_view();
    view! {
        <h2>{plan.municipality.clone()}</h2>
        {progress(plan)}
        {waiting}
        <section class="l-stack">
            <h2>{t::GOLIVE_STAGES.s()}</h2>
            {checklist(&plan.stages, |_| None)}
        </section>
        {written}
    }
    .into_any()
}

fn whole(id: Uuid, stage: &StageOut) -> AnyView {
    let Some((_, known)) = declared(stage.stage) else {
        return ().into_any();
    };
    parts::written(known, stage, |evidence| {
        desk_evidence_path(id, REGISTER.id, evidence)
    })
}

fn shown(id: Uuid, stage: &StageOut) -> AnyView {
    let body = whole(id, stage);
    view! { <Details summary=title(stage.stage)>{body}</Details> }.into_any()
}

/// A stage that waits: what was sent, and the two ways it may go.
fn decision(id: Uuid, stage: &StageOut, found: Desk) -> AnyView {
    let code = stage.stage;
    let path = |what: &str| desk_decision_path(id, REGISTER.id, code, what);
    let (accept, back) = (path("acceptance"), path("return"));
    let (act, toasts) = (Act::new(), Toasts::here());
    let click = move |()| {
        act.run::<(), StageOut>(
            Method::Post,
            accept.clone(),
            (),
            SendOptions::default(),
            move |_| {
                toasts.success(t::GOLIVE_DESK_ACCEPTED.s());
                found.refetch();
            },
        );
    };
    let heading = format!("golive-{}", code.as_str());
    let labelled = heading.clone();
    view! {
        <section class="l-stack" aria-labelledby=labelled>
            <h2 id=heading>{title(code)}</h2>
            {whole(id, stage)}
            {act.view()}
            <p>
                <Button kind=ButtonKind::Primary busy=act.busy() busy_text=t::UI_WORKING.s() on_click=click>
                    {t::GOLIVE_DESK_ACCEPT.with(&[("stage", title(code))])}
                </Button>
            </p>
            <Details summary=t::GOLIVE_DESK_RETURN.with(&[("stage", title(code))])>
                {return_form(code.as_str(), back, found)}
            </Details>
        </section>
    }
    .into_any()
}

fn return_form(code: &'static str, path: String, found: Desk) -> AnyView {
    let form = FormState::new();
    let reason = form.field("reason", "");
    let submit = Callback::new(move |()| {
        let body = StageReturnIn {
            reason: reason.text(),
        };
        let (path, options) = (path.clone(), SendOptions::once());
        send_form(
            form,
            Method::Post,
            path,
            body,
            options,
            move |_: StageOut| {
                found.refetch();
            },
        );
    });
    view! {
        <Provider value=FieldScope(code.to_owned())>
            <div class="l-stack staff-form">
                {refusal(form)}
                <Form on_submit=submit>
                    <TextArea name="reason" label=t::GOLIVE_DESK_REASON.s() hint=t::GOLIVE_DESK_REASON_HINT.s() rows=4
                        max_chars=1000 value=reason.value error=reason.error/>
                    <Button kind=ButtonKind::Danger submit=true busy=form.busy() busy_text=t::UI_WORKING.s()>
                        {t::GOLIVE_DESK_SEND_BACK.s()}
                    </Button>
                </Form>
            </div>
        </Provider>
    }
    .into_any()
}
