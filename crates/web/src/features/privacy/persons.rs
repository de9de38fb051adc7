//! The screen where the data-protection officer finds what registers tell of a person, and erases it.

use leptos::prelude::*;
use shared::features::privacy::{
    ERASURES_PATH, ErasedOut, ErasureIn, PERSON_RECORDS_PATH, PersonIn, PersonRecord,
    PersonRecords, RecordNamed,
};
use shared::registers::Register;
use shared::time::short_date;

use crate::fetch::{Method, SendOptions};
use crate::forms::FormState;
use crate::i18n::{Text, plural, t};
use crate::routes::Params;
use crate::staff::{History, refusal, screen_under, send_form};
use crate::ui::{
    Button, ButtonKind, Cell, Column, DataTable, EmptyState, Form, InputWidth, Notice, StatusBadge,
    TextArea, TextInput, Toasts, Tone,
};

/// What was found, and for which document.
type Found = RwSignal<Option<(String, PersonRecords)>>;

/// The page `/admin/privacidad/registros`.
pub fn persons(_params: &Params) -> AnyView {
    let above = vec![(t::INCIDENT_TITLE.s().to_owned(), super::OWN.page.to_owned())];
    let title = t::ERASURE_TITLE.s().to_owned();
    let found: Found = RwSignal::new(None);
    let content = view! {
        <div class="staff-form">{asking(found)}</div>
        <div aria-live="polite">{move || found.get().map(|(document, records)| answer(found, document, records))}</div>
        <History kind="erasure"/>
    };
    screen_under(above, title, t::ERASURE_LEAD.s().to_owned(), (), content)
}

fn asking(found: Found) -> AnyView {
    let form = FormState::new();
    let document = form.field("document", "");
    let submit = Callback::new(move |()| {
        let body = PersonIn {
            document: document.text(),
        };
        let asked = body.document.clone();
        let done = move |records: PersonRecords| found.set(Some((asked, records)));
        let path = PERSON_RECORDS_PATH.to_owned();
        send_form(form, Method::Post, path, body, SendOptions::default(), done);
    });
    view! {
        {refusal(form)}
        <Form on_submit=submit>
            <TextInput name="document" label=t::ERASURE_DOCUMENT.s() hint=t::ERASURE_DOCUMENT_HINT.s() maxlength=20
                autocomplete="off" width=InputWidth::Medium value=document.value error=document.error/>
            <Button kind=ButtonKind::Primary submit=true icon="search" busy=form.busy() busy_text=t::UI_WORKING.s()>
                {t::ERASURE_FIND.s()}
            </Button>
        </Form>
    }
    .into_any()
}

fn answer(found: Found, document: String, records: PersonRecords) -> AnyView {
    if records.items.is_empty() {
        return view! { <EmptyState icon="circle-check" title=t::ERASURE_NONE.s() text=t::ERASURE_NONE_TEXT.s()/> }
            .into_any();
    }
    let chosen: Vec<_> = records.items.iter().map(named).collect();
    let chosen = RwSignal::new(chosen);
    let heads = [
        t::ERASURE_CHOOSE,
        t::ERASURE_REGISTER,
        t::ERASURE_DAY,
        t::ERASURE_STATE,
    ];
    let columns: Vec<_> = heads.iter().map(|label| Column::text(label.s())).collect();
    let rows = records.items.iter().map(|record| row(record, chosen));
    let rows = rows.collect_view();
    let more = (records.more > 0).then(|| {
        let count = records.more.to_string();
        view! { <p>{t::ERASURE_MORE.with(&[("n", &count)])}</p> }
    });
    let lookups = (records.lookups > 0).then(|| {
        let count = u64::from(records.lookups);
        view! { <p>{plural(count, t::ERASURE_LOOKUPS_ONE, t::ERASURE_LOOKUPS_MANY)}</p> }
    });
    view! {
        <section class="l-stack">
            <h2>{t::ERASURE_FOUND.s()}</h2>
            <DataTable id="person-records" caption=t::ERASURE_FOUND.s() hide_caption=true columns=columns>{rows}</DataTable>
            {more}
            {lookups}
            {erasing(found, document, chosen)}
        </section>
    }
    .into_any()
}

fn named(record: &PersonRecord) -> RecordNamed {
    RecordNamed {
        register: record.register.clone(),
        id: record.id,
    }
}

fn row(record: &PersonRecord, chosen: RwSignal<Vec<RecordNamed>>) -> impl IntoView + use<> {
    let title = Register::find(&record.register).map_or("", |register| register.title);
    // What a register has in place of a day stands as it is.
    let date = record
        .date
        .parse()
        .map_or_else(|_| record.date.clone(), short_date);
    let label = format!("{title}, {date}");
    let (own, ticked) = (named(record), named(record));
    let state = state(record);
    let tick = move |on: bool| {
        chosen.update(|all| {
            all.retain(|one| *one != own);
            if on {
                all.push(own.clone());
            }
        });
    };
    view! {
        <tr>
            <Cell label=t::ERASURE_CHOOSE.s()>
                <input class="tick__box" type="checkbox" aria-label=label
                    prop:checked=move || chosen.with(|all| all.contains(&ticked))
                    on:change:target=move |event| tick(event.target().checked())/>
            </Cell>
            <Cell label=t::ERASURE_REGISTER.s() primary=true>{title}</Cell>
            <Cell label=t::ERASURE_DAY.s()>{date}</Cell>
            <Cell label=t::ERASURE_STATE.s()><StatusBadge tone=Tone::Neutral label=state.s()/></Cell>
        </tr>
    }
}

const fn state(record: &PersonRecord) -> Text {
    match (record.is_published, record.is_withdrawn) {
        (_, true) => t::ERASURE_WITHDRAWN,
        (true, false) => t::ERASURE_PUBLIC,
        (false, false) => t::ERASURE_PRIVATE,
    }
}

fn erasing(found: Found, document: String, chosen: RwSignal<Vec<RecordNamed>>) -> AnyView {
    let form = FormState::new();
    let (norm, reason) = (
        form.field("norm", t::ERASURE_NORM_USUAL.s()),
        form.field("reason", ""),
    );
    let toasts = Toasts::here();
    let submit = Callback::new(move |()| {
        let body = ErasureIn {
            document: document.clone(),
            records: chosen.get_untracked(),
            norm: norm.text(),
            reason: reason.text(),
        };
        let done = move |out: ErasedOut| {
            let count = u64::from(out.records);
            toasts.success(plural(count, t::ERASURE_DONE_ONE, t::ERASURE_DONE_MANY));
            found.set(None);
        };
        let path = ERASURES_PATH.to_owned();
        send_form(form, Method::Post, path, body, SendOptions::once(), done);
    });
    view! {
        <Notice tone=Tone::Warning title=t::ERASURE_WARNING.s()><p>{t::ERASURE_WARNING_TEXT.s()}</p></Notice>
        {refusal(form)}
        <Form on_submit=submit>
            <TextInput name="norm" label=t::ERASURE_NORM.s() hint=t::ERASURE_NORM_HINT.s() maxlength=120
                value=norm.value error=norm.error/>
            <TextArea name="reason" label=t::ERASURE_REASON.s() hint=t::ERASURE_REASON_HINT.s() rows=2 max_chars=500
                value=reason.value error=reason.error/>
            <Button kind=ButtonKind::Danger submit=true busy=form.busy() busy_text=t::UI_WORKING.s()>
                {t::ERASURE_ACTION.s()}
            </Button>
        </Form>
    }
    .into_any()
}
