//! Terms of open cases after the calendar changed: what would change, and the act that changes it.

use leptos::prelude::*;
use shared::features::deadlines::{
    CaseKind, DeadlineChange, RECOMPUTE_PATH, RecomputeIn, RecomputePreview,
};

use crate::fetch::{Method, Remote, SendOptions, use_fetch};
use crate::format::{date_time, integer};
use crate::forms::FormState;
use crate::i18n::{plural, t};
use crate::routes::Params;
use crate::staff::{History, refusal, screen, send_form, table_skeleton};
use crate::ui::{
    Button, ButtonKind, Cell, Column, DataTable, EmptyState, Form, Notice, TextArea, Toasts, Tone,
};

/// The page `/admin/plazos`.
pub fn page(_params: &Params) -> AnyView {
    let found = use_fetch::<RecomputePreview>(|| RECOMPUTE_PATH.to_owned());
    let content = found.show(table_skeleton, move |preview| shown(preview, found));
    screen(
        t::DEADLINES_TITLE,
        t::DEADLINES_LEAD,
        view! {
            <Notice tone=Tone::Info title=t::DEADLINES_RULE_TITLE.s()><p>{t::DEADLINES_RULE_TEXT.s()}</p></Notice>
            <div class="l-stack l-stack--l">{content}</div>
            <History kind="deadlines"/>
        },
    )
}

fn shown(preview: RecomputePreview, found: Remote<RecomputePreview>) -> AnyView {
    if preview.changes.is_empty() {
        let text = t::DEADLINES_NONE_TEXT.with(&[("n", &integer(preview.open))]);
        return view! { <EmptyState icon="circle-check" title=t::DEADLINES_NONE_TITLE.s() text=text/> }
            .into_any();
    }
    let count = u64::try_from(preview.changes.len()).unwrap_or_default();
    let moves = plural(count, t::DEADLINES_MOVES_ONE, t::DEADLINES_MOVES_MANY);
    view! {
        <section class="l-stack">
            <h2>{moves}</h2>
            {table(preview.changes)}
        </section>
        <section class="l-stack staff-form">
            <h2>{t::DEADLINES_APPLY.s()}</h2>
            {form(found)}
        </section>
    }
    .into_any()
}

fn table(items: Vec<DeadlineChange>) -> AnyView {
    let heads = [
        t::DESK_CODE,
        t::DESK_MUNICIPALITY,
        t::DEADLINES_FROM,
        t::DEADLINES_DUE,
        t::DEADLINES_NEW,
    ];
    let columns: Vec<_> = heads.iter().map(|label| Column::text(label.s())).collect();
    let rows = items.into_iter().map(|one| {
        let href = match one.kind {
            CaseKind::PortalRequest => format!("/admin/solicitudes/{}", one.id),
        };
        view! {
            <tr>
                <Cell label=t::DESK_CODE.s() primary=true><a href=href>{one.code}</a></Cell>
                <Cell label=t::DESK_MUNICIPALITY.s()>{one.title}</Cell>
                <Cell label=t::DEADLINES_FROM.s()>{date_time(one.counted_from)}</Cell>
                <Cell label=t::DEADLINES_DUE.s()>{date_time(one.due_at)}</Cell>
                <Cell label=t::DEADLINES_NEW.s()><strong>{date_time(one.new_due_at)}</strong></Cell>
            </tr>
        }
    });
    view! {
        <DataTable id="deadlines" caption=t::DEADLINES_TITLE.s() hide_caption=true columns=columns>{rows.collect_view()}</DataTable>
    }
    .into_any()
}

fn form(found: Remote<RecomputePreview>) -> AnyView {
    let toasts = Toasts::here();
    let form = FormState::new();
    let reason = form.field("reason", "");
    let submit = Callback::new(move |()| {
        let body = RecomputeIn {
            reason: reason.text(),
        };
        let options = found.etag().map(SendOptions::if_match).unwrap_or_default();
        let done = move |_: RecomputePreview| {
            toasts.success(t::DEADLINES_DONE.s());
            found.refetch();
        };
        send_form(
            form,
            Method::Post,
            RECOMPUTE_PATH.to_owned(),
            body,
            options,
            done,
        );
    });
    view! {
        {refusal(form)}
        <Form on_submit=submit>
            <TextArea name="reason" label=t::MUNI_REASON.s() hint=t::DEADLINES_REASON_HINT.s() rows=3 max_chars=300
                value=reason.value error=reason.error/>
            <Button kind=ButtonKind::Primary submit=true busy=form.busy() busy_text=t::UI_WORKING.s()>{t::DEADLINES_APPLY.s()}</Button>
        </Form>
    }
    .into_any()
}
