//! The section "Datos abiertos": the call for this view, files of it, what its columns mean, and under which terms.

use leptos::prelude::*;
use shared::registers::Register;

use super::asked::Asked;
use super::bulk::bulk;
use super::dictionary::dictionary;
use super::place::Whose;
use crate::env;
use crate::i18n::t;
use crate::ui::{CopyButton, Details, KeyValue, KeyValueList};

/// Ends of the addresses at which a register is had as a file, and what stands there.
const FILES: [(&str, &str); 6] = [
    ("csv", "text/csv"),
    (
        "xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
    ("json", "application/json"),
    ("ndjson", "application/x-ndjson"),
    ("geojson", "application/geo+json"),
    ("ics", "text/calendar"),
];

/// The files of a register: of places only where it has some.
pub(super) fn files(
    register: &'static Register,
) -> impl Iterator<Item = (&'static str, &'static str)> {
    let has_places = register.geometry.is_some();
    FILES
        .into_iter()
        .filter(move |(end, _)| has_places || *end != "geojson")
}

/// The section.
pub(super) fn open_data(register: &'static Register, whose: Whose, asked: Memo<Asked>) -> AnyView {
    let api = whose.api(register);
    let origin = env::boot().origin.clone();
    let address = api.clone();
    let call = Signal::derive(move || {
        let path = asked.with(|asked| asked.href(&address));
        format!("{origin}{path}")
    });
    let ways = files(register).map(|(end, _)| {
        let file = format!("{api}.{end}");
        let href = move || asked.with(|asked| asked.href(&file));
        let name = end.to_uppercase();
        view! { <li><a class="button button--secondary" href=href rel="external" download="">{name}</a></li> }
    });
    let licence = register.licence;
    let bulk = bulk(register, &whose);
    view! {
        <section class="l-stack" id="datos-abiertos" aria-labelledby="open-data-title">
            <h2 id="open-data-title">{t::REGISTERS_OPEN.s()}</h2>
            <p>{t::REGISTERS_OPEN_TEXT.s()}</p>
            <ul class="l-cluster" role="list" aria-label=t::REGISTERS_FILES.s()>{ways.collect_view()}</ul>
            <div class="l-stack l-stack--s">
                <h3>{t::REGISTERS_CALL.s()}</h3>
                <pre class="register-call" tabindex="0"><code>{call}</code></pre>
                <p><CopyButton text=call label=t::REGISTERS_CALL_COPY.s()/></p>
            </div>
            {bulk}
            <KeyValueList>
                <KeyValue label=t::REGISTERS_RHYTHM.s()>{register.periodicity.title()}</KeyValue>
                <KeyValue label=t::REGISTERS_LICENCE.s()>
                    <a href=licence.url() rel="external license">{licence.title()}</a>
                </KeyValue>
            </KeyValueList>
            <Details summary=t::REGISTERS_DICTIONARY.s()>{dictionary(register)}</Details>
        </section>
    }
    .into_any()
}
