//! The page «Cambios» of a register: two moments, and what was added, completed, corrected and withdrawn between them, value
//! by value and with its reason.

use chrono::{DateTime, Days, NaiveDateTime, NaiveTime, SecondsFormat, Utc};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};
use shared::registers::Register;
use shared::registers::changes::{ChangeOut, ChangesPage, Difference};
use shared::time::{lima_datetime, lima_instant};

use super::columns::{is_personal, naming};
use super::history::changed;
use super::place::{Whose, record_page};
use super::value::of_record;
use crate::features::portal::use_portal;
use crate::fetch::use_fetch_when;
use crate::format::{address, date_time};
use crate::i18n::{Text, t, written_tag};
use crate::page::{PageMeta, set_page};
use crate::portal_app::beyond;
use crate::routes::Params;
use crate::shell::skeleton;
use crate::staff::today;
use crate::ui::{
    Breadcrumbs, EmptyState, InputWidth, Notice, PageTitle, Pager, StatusBadge, TextInput, Tone,
};

/// Differences of a page.
const LIMIT: &str = "50";
/// Days that are shown before somebody chooses.
const USUAL: Days = Days::new(7);
/// How a field of day and hour writes a moment.
const TYPED: &str = "%Y-%m-%dT%H:%M";

/// The page `/registros/{register}/cambios`.
pub fn platform_changes(params: &Params) -> AnyView {
    match Register::named(&params.get("register")) {
        Some(register) => page(register, Whose::All),
        None => beyond(),
    }
}

/// The page `/m/{slug}/registros/{register}/cambios`.
pub fn tenant_changes(params: &Params) -> AnyView {
    let register = Register::named(&params.get("register"));
    match (register, use_portal()) {
        (Some(register), Some(portal)) => page(register, Whose::Of(Box::new(portal))),
        _ => beyond(),
    }
}

/// Where it stands.
pub(super) fn changes_page(register: &Register, whose: &Whose) -> String {
    format!("{}/{}/cambios", whose.registers(), register.path)
}

/// The same since a moment.
pub(super) fn changes_since(register: &Register, whose: &Whose, at: DateTime<Utc>) -> String {
    address(&changes_page(register, whose), &[("desde", &typed(at))])
}

/// What is asked, as the address says it: moments on the clocks of Lima.
#[derive(Clone, PartialEq, Eq)]
struct Asked {
    from: Option<DateTime<Utc>>,
    to: Option<DateTime<Utc>>,
    cursor: String,
    /// What was typed and is no moment, or no span.
    mistake: Option<Text>,
}

impl Asked {
    fn read(from: &str, to: &str, cursor: String) -> Self {
        let moment = |text: &str| NaiveDateTime::parse_from_str(text.trim(), TYPED).ok();
        let usual = today().checked_sub_days(USUAL).unwrap_or_default();
        let usual = lima_instant(usual.and_time(NaiveTime::MIN));
        let given = |text: &str| !text.trim().is_empty();
        let (first, second) = (moment(from).map(lima_instant), moment(to).map(lima_instant));
        let is_wrong = given(from) && first.is_none() || given(to) && second.is_none();
        let from = first.unwrap_or(usual);
        let mistake = if is_wrong {
            Some(t::REGISTERS_CHANGES_MOMENT)
        } else if second.is_some_and(|to| to < from) {
            Some(t::REGISTERS_CHANGES_ORDER)
        } else {
            None
        };
        Self {
            from: Some(from),
            to: second,
            cursor,
            mistake,
        }
    }

    /// Where the API answers; nowhere while something is wrong.
    fn api(&self, api: &str) -> Option<String> {
        let from = self.from.filter(|_| self.mistake.is_none())?;
        let written = |at: DateTime<Utc>| at.to_rfc3339_opts(SecondsFormat::Secs, true);
        let to = self.to.map(written).unwrap_or_default();
        let pairs = [
            ("from", written(from)),
            ("to", to),
            ("limit", LIMIT.to_owned()),
            ("cursor", self.cursor.clone()),
        ];
        let pairs = pairs
            .each_ref()
            .map(|(name, value)| (*name, value.as_str()));
        Some(address(&format!("{api}/changes"), &pairs))
    }

    /// The same page with another cursor.
    fn href(&self, page: &str, cursor: &str) -> String {
        let from = self.from.map(typed).unwrap_or_default();
        let to = self.to.map(typed).unwrap_or_default();
        address(
            page,
            &[("desde", &from), ("hasta", &to), ("cursor", cursor)],
        )
    }
}

fn typed(at: DateTime<Utc>) -> String {
    lima_datetime(at).format(TYPED).to_string()
}

fn page(register: &'static Register, whose: Whose) -> AnyView {
    let query = use_query_map();
    let asked = Memo::new(move |_| {
        let get = |name: &str| query.with(|query| query.get(name).unwrap_or_default());
        Asked::read(&get("desde"), &get("hasta"), get("cursor"))
    });
    let title = format!(
        "{}: {}",
        register.title,
        t::REGISTERS_CHANGES.s().to_lowercase()
    );
    let own = changes_page(register, &whose);
    let (about, at, heading) = (whose.clone(), own.clone(), title.clone());
    let is_asked = Memo::new(move |_| query.with(|query| query.get("desde").is_some()));
    set_page(move || {
        let meta = PageMeta::new(title.clone(), t::REGISTERS_CHANGES_LEAD.s()).at(at.clone());
        let meta = about.page(meta);
        if is_asked.get() || is_personal(register) {
            meta.hidden(200)
        } else {
            meta
        }
    });
    let api = whose.api(register);
    let found = use_fetch_when::<ChangesPage>(move || asked.with(|asked| asked.api(&api)));
    let above = vec![
        whose.home(),
        (t::REGISTERS_TITLE.s().to_owned(), whose.registers()),
        (register.title.to_owned(), whose.list(register)),
    ];
    let form = form(own.clone(), asked);
    let mistake = move || {
        let mistake = asked.with(|asked| asked.mistake)?;
        Some(view! { <Notice tone=Tone::Warning>{mistake.s()}</Notice> })
    };
    let drawn = move |page: ChangesPage| {
        asked.with_untracked(|asked| differences(register, &whose, (asked, &own), page))
    };
    view! {
        <div class="l-container l-section l-stack l-stack--l">
            <Breadcrumbs items=above current=t::REGISTERS_CHANGES.s()/>
            <PageTitle title=heading lead=t::REGISTERS_CHANGES_LEAD.s()/>
            {form}
            <div aria-live="polite">{mistake}</div>
            <div aria-live="polite" aria-busy=move || found.busy().to_string()>{found.show(|| skeleton(12), drawn)}</div>
        </div>
    }
    .into_any()
}

/// A plain GET form, so that it also works without script.
fn form(page: String, asked: Memo<Asked>) -> AnyView {
    let text = |at: Option<DateTime<Utc>>| at.map(typed).unwrap_or_default();
    let first = asked.get_untracked();
    let (from, to) = (
        RwSignal::new(text(first.from)),
        RwSignal::new(text(first.to)),
    );
    Effect::new(move |_| {
        let asked = asked.get();
        from.set(text(asked.from));
        to.set(text(asked.to));
    });
    let navigate = use_navigate();
    let action = page.clone();
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let (from, to) = (from.get_untracked(), to.get_untracked());
        let href = address(&page, &[("desde", &from), ("hasta", &to)]);
        navigate(&href, NavigateOptions::default());
    };
    view! {
        <form class="form" action=action method="get" on:submit=submit>
            <TextInput name="desde" label=t::REGISTERS_CHANGES_FROM.s() kind="datetime-local" width=InputWidth::Medium
                value=from/>
            <TextInput name="hasta" label=t::REGISTERS_CHANGES_TO.s() hint=t::REGISTERS_CHANGES_TO_HINT.s() kind="datetime-local"
                optional=true width=InputWidth::Medium value=to/>
            <p><button type="submit" class="button button--primary">{t::REGISTERS_CHANGES_ACTION.s()}</button></p>
        </form>
    }
    .into_any()
}

fn differences(
    register: &'static Register,
    whose: &Whose,
    (asked, own): (&Asked, &str),
    page: ChangesPage,
) -> AnyView {
    let moments = [("from", date_time(page.from)), ("to", date_time(page.to))];
    let moments = moments.each_ref().map(|(name, at)| (*name, at.as_str()));
    let span = t::REGISTERS_CHANGES_SPAN.with(&moments);
    if page.items.is_empty() {
        return view! {
            <p>{span}</p>
            <EmptyState icon="history" title=t::REGISTERS_CHANGES_NONE.s() text=t::REGISTERS_CHANGES_NONE_TEXT.s()/>
        }
        .into_any();
    }
    let items = page
        .items
        .iter()
        .map(|change| item(register, whose, change));
    let items = items.collect_view();
    let next = page.next_cursor.map(|cursor| asked.href(own, &cursor));
    let first = (!asked.cursor.is_empty()).then(|| asked.href(own, ""));
    view! {
        <div class="l-stack">
            <p>{span}</p>
            <ol class="timeline" role="list">{items}</ol>
            {first.map(|href| view! { <p><a href=href>{t::DIRECTORY_PAGER_FIRST.s()}</a></p> })}
            <Pager label=t::REGISTERS_CHANGES_PAGER.s() previous=None next=next/>
        </div>
    }
    .into_any()
}

fn item(register: &'static Register, whose: &Whose, change: &ChangeOut) -> impl IntoView + use<> {
    let (tone, label) = match change.change {
        Difference::Added => (Tone::Success, t::REGISTERS_CHANGES_ADDED),
        Difference::Completed => (Tone::Info, t::REGISTERS_CHANGES_COMPLETED),
        Difference::Corrected => (Tone::Warning, t::REGISTERS_CHANGES_CORRECTED),
        Difference::Withdrawn => (Tone::Danger, t::REGISTERS_CHANGES_WITHDRAWN),
    };
    let shown = change.after.as_ref().or(change.before.as_ref());
    let name = shown.and_then(|record| of_record(naming(register)?, record));
    let name = name.unwrap_or_else(|| change.id.to_string());
    let owner = shown.and_then(|record| record.municipality.clone());
    let slug = owner.as_ref().map(|owner| owner.slug.clone());
    let slug = slug.or_else(|| whose.slug()).unwrap_or_default();
    let href = record_page(&slug, register, change.id);
    let owner = owner.filter(|_| whose.slug().is_none());
    let owner = owner.map(|owner| view! { <p class="u-small u-muted">{owner.name}</p> });
    let reason = change.reason.as_ref().map(|reason| {
        let text = t::REGISTERS_REASON.with(&[("reason", reason)]);
        view! { <p lang=written_tag()>{text}</p> }
    });
    let values = change.before.as_ref().zip(change.after.as_ref());
    let values = values.and_then(|(before, after)| changed(register, before, after));
    let is_withdrawn = change.change == Difference::Withdrawn;
    let class = if is_withdrawn {
        "timeline__item is-past register-withdrawn"
    } else {
        "timeline__item is-past"
    };
    view! {
        <li class=class>
            <span class="timeline__mark" aria-hidden="true"></span>
            <div class="timeline__body l-stack l-stack--s">
                <p class="timeline__date">{date_time(change.changed_at)}</p>
                <p class="timeline__title" lang=written_tag()>
                    <StatusBadge tone=tone label=label.s()/>" "
                    <a class="register-way" href=href>{register.record}": "{name}</a>
                </p>
                {owner}
                {reason}
                {values}
            </div>
        </li>
    }
}

#[cfg(test)]
mod tests {
    use super::Asked;

    #[test]
    fn moments_are_those_of_lima_and_wrong_ones_ask_nothing() {
        let asked = Asked::read("2026-11-21T10:00", "2026-11-22T00:00", String::new());
        assert_eq!(
            asked.api("/x").as_deref(),
            Some("/x/changes?from=2026-11-21T15%3A00%3A00Z&to=2026-11-22T05%3A00%3A00Z&limit=50")
        );
        for (from, to) in [
            ("ayer", ""),
            ("2026-11-21T10:00", "mañana"),
            ("2026-11-22T10:00", "2026-11-21T10:00"),
        ] {
            let asked = Asked::read(from, to, String::new());
            assert!(asked.mistake.is_some());
            assert_eq!(asked.api("/x"), None, "{from} {to}");
        }
        assert!(Asked::read("", "", String::new()).api("/x").is_some());
    }
}
