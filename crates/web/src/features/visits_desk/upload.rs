//! The page `/admin/visitas/archivo-oficial`: what of a period would be loaded into the national register, what it would
//! refuse, and the file.

use leptos::prelude::*;
use shared::features::visits::official_file::{
    OFFICIAL_FILE_CHECK_PATH, OFFICIAL_FILE_PATH, OfficialFileCheck, RefusedVisit,
};

use super::{DAY, UPLOAD};
use crate::fetch::use_fetch_when;
use crate::format::{address, integer, short_date};
use crate::i18n::{plural, t};
use crate::routes::Params;
use crate::staff::{Downloads, opener, query, screen, table_skeleton};
use crate::ui::{Cell, Column, DataTable, DateField, Details, FilterBar, Notice, Tone};

/// The page.
pub(super) fn page(_params: &Params) -> AnyView {
    let (from, to) = (query("desde"), query("hasta"));
    let asked = move |path: &'static str| {
        let (from, to) = (from.get(), to.get());
        let is_whole = !from.is_empty() && !to.is_empty();
        is_whole.then(|| address(path, &[("from", &from), ("to", &to)]))
    };
    let found = use_fetch_when::<OfficialFileCheck>(move || asked(OFFICIAL_FILE_CHECK_PATH));
    let file = move || asked(OFFICIAL_FILE_PATH).unwrap_or_default();
    let downloads = Downloads::new();
    screen(
        t::VISIT_UPLOAD_TITLE,
        t::VISIT_UPLOAD_LEAD,
        view! {
            {period(from, to)}
            {found.show(table_skeleton, move |check| checked(check, file(), downloads))}
            {downloads.dialog()}
        },
    )
}

fn period(from: Memo<String>, to: Memo<String>) -> impl IntoView {
    let first = RwSignal::new(from.get_untracked());
    let last = RwSignal::new(to.get_untracked());
    let go = opener();
    let submit = Callback::new(move |()| {
        let (first, last) = (first.get_untracked(), last.get_untracked());
        go(&address(UPLOAD, &[("desde", &first), ("hasta", &last)]));
    });
    view! {
        <FilterBar label=t::VISIT_UPLOAD_PERIOD.s() chips=Vec::new() clear_href=UPLOAD on_submit=submit>
            <DateField name="desde" label=t::VISIT_UPLOAD_FROM.s() value=first/>
            <DateField name="hasta" label=t::VISIT_UPLOAD_TO.s() value=last/>
        </FilterBar>
    }
}

fn checked(check: OfficialFileCheck, file: String, downloads: Downloads) -> AnyView {
    let accepted = plural(
        check.accepted,
        t::VISIT_UPLOAD_ACCEPTED_ONE,
        t::VISIT_UPLOAD_ACCEPTED_MANY,
    );
    let ready = if check.accepted > 0 {
        view! {
            <Notice tone=Tone::Warning title=accepted><p>{t::VISIT_UPLOAD_WHOLE.s()}</p></Notice>
            <p class="l-cluster">{downloads.link(file, t::VISIT_UPLOAD_GET)}</p>
        }
        .into_any()
    } else {
        view! { <Notice tone=Tone::Info title=accepted><p>{t::VISIT_UPLOAD_NOTHING.s()}</p></Notice> }.into_any()
    };
    let refused = (check.refused > 0).then(|| refused(&check));
    let source = check.source.clone().map(|source| {
        let text = t::VISIT_UPLOAD_SOURCE.with(&[("source", &source)]);
        view! { <p class="u-small u-muted">{text}</p> }
    });
    let columns = check.columns.iter();
    let columns = columns.map(|heading| view! { <li>{heading.clone()}</li> });
    let columns = columns.collect_view();
    view! {
        <div class="l-stack">{ready}</div>
        {refused}
        <Details summary=t::VISIT_UPLOAD_COLUMNS.s()>
            <ol>{columns}</ol>
            {source}
        </Details>
    }
    .into_any()
}

fn refused(check: &OfficialFileCheck) -> AnyView {
    let title = plural(
        check.refused,
        t::VISIT_UPLOAD_REFUSED_ONE,
        t::VISIT_UPLOAD_REFUSED_MANY,
    );
    let heads = [
        t::DOOR_NAME,
        t::VISIT_DAY_DAY,
        t::DOOR_OFFICIAL,
        t::VISIT_UPLOAD_WHY,
    ];
    let heads: Vec<_> = heads.iter().map(|label| Column::text(label.s())).collect();
    let rows = check.items.iter().map(row).collect_view();
    let named = u64::try_from(check.items.len()).unwrap_or_default();
    let more = (named < check.refused).then(|| {
        let text = t::VISIT_UPLOAD_MORE.with(&[("n", &integer(named))]);
        view! { <p class="u-small u-muted">{text}</p> }
    });
    view! {
        <section class="l-stack" aria-labelledby="refused-title">
            <h2 id="refused-title">{title}</h2>
            <p>{t::VISIT_UPLOAD_REFUSED_TEXT.s()}</p>
            <DataTable id="refused" caption=t::VISIT_UPLOAD_WHY.s() hide_caption=true columns=heads>{rows}</DataTable>
            {more}
        </section>
    }
    .into_any()
}

fn row(visit: &RefusedVisit) -> AnyView {
    let href = format!("{DAY}/{}", visit.id);
    let when = format!(
        "{} {}",
        short_date(visit.visit_date),
        visit.entry_time.as_deref().unwrap_or_default()
    );
    let (name, official) = (visit.visitor_name.clone(), visit.official_name.clone());
    let why: Vec<_> = visit.faults.iter().map(|fault| fault.title()).collect();
    view! {
        <tr>
            <Cell label=t::DOOR_NAME.s() primary=true><a href=href>{name}</a></Cell>
            <Cell label=t::VISIT_DAY_DAY.s()>{when}</Cell>
            <Cell label=t::DOOR_OFFICIAL.s()>{official}</Cell>
            <Cell label=t::VISIT_UPLOAD_WHY.s()>{why.join(". ")}</Cell>
        </tr>
    }
    .into_any()
}
