//! Suspensions and extensions: what may lie between a term and its end.

use leptos::prelude::*;

use super::Asked;
use super::form::text;
use crate::i18n::{Text, t};
use crate::ui::{Details, InputWidth, TextInput};

type Days = (RwSignal<String>, RwSignal<String>);

/// The fields, as they are typed.
#[derive(Clone, Copy)]
pub(super) struct More {
    suspensions: [Days; 2],
    extensions: [RwSignal<String>; 2],
}

/// Names of the fields of each suspension and of each extension, and what they are called.
const SUSPENSIONS: [[(&str, Text); 2]; 2] = [
    [
        ("suspended_from", t::DEADLINE_SUSPENDED_FROM),
        ("suspended_to", t::DEADLINE_SUSPENDED_TO),
    ],
    [
        ("suspended_from_2", t::DEADLINE_SUSPENDED_FROM_2),
        ("suspended_to_2", t::DEADLINE_SUSPENDED_TO_2),
    ],
];
const EXTENSIONS: [(&str, Text); 2] = [
    ("extension", t::DEADLINE_EXTENSION),
    ("extension_2", t::DEADLINE_EXTENSION_2),
];

impl More {
    pub(super) fn new() -> Self {
        let text = || RwSignal::new(String::new());
        Self {
            suspensions: [(text(), text()), (text(), text())],
            extensions: [text(), text()],
        }
    }

    pub(super) fn show(self, asked: &Asked) {
        for ((from, to), days) in self.suspensions.into_iter().zip(&asked.suspensions) {
            from.set(days.0.clone());
            to.set(days.1.clone());
        }
        for (value, more) in self.extensions.into_iter().zip(&asked.extensions) {
            value.set(more.clone());
        }
    }

    pub(super) fn read(self) -> ([(String, String); 2], [String; 2]) {
        let days = self.suspensions.map(|(from, to)| (text(from), text(to)));
        (days, self.extensions.map(text))
    }

    /// A suspension has both its days.
    pub(super) fn is_complete(self) -> bool {
        let (days, _) = self.read();
        days.iter()
            .all(|(from, to)| from.is_empty() == to.is_empty())
    }

    pub(super) fn view(self, open: bool, missing: RwSignal<bool>) -> AnyView {
        let suspensions = self
            .suspensions
            .into_iter()
            .zip(SUSPENSIONS)
            .map(|((from, to), [first, last])| {
                view! {
                    {day(first, from, missing, to)}
                    {day(last, to, missing, from)}
                }
            })
            .collect_view();
        let extensions = self
            .extensions
            .into_iter()
            .zip(EXTENSIONS)
            .map(|(value, (name, label))| {
                view! {
                    <TextInput name=name label=label.s() hint=t::DEADLINE_EXTENSION_HINT.s() value=value
                        inputmode="numeric" maxlength=5 width=InputWidth::Short optional=true/>
                }
            })
            .collect_view();
        view! {
            <Details summary=t::DEADLINE_MORE.s() open=open>
                <p>{t::DEADLINE_MORE_TEXT.s()}</p>
                {suspensions}
                {extensions}
            </Details>
        }
        .into_any()
    }
}

/// One day of a suspension, which the other one cannot do without.
fn day(
    (name, label): (&'static str, Text),
    value: RwSignal<String>,
    missing: RwSignal<bool>,
    other: RwSignal<String>,
) -> impl IntoView {
    let error = Signal::derive(move || {
        let half =
            value.with(|text| text.trim().is_empty()) && other.with(|text| !text.trim().is_empty());
        (missing.get() && half).then(|| t::FORM_REQUIRED.s().to_owned())
    });
    view! {
        <TextInput name=name label=label.s() value=value kind="date" width=InputWidth::Medium optional=true error=error/>
    }
}
