//! The values of the header: which of them neighbours see, in what order, and how long each is fresh.

use leptos::prelude::*;
use shared::features::portal::WidgetKind;
use shared::features::portal::widgets::WidgetChoice;
use shared::features::portal_admin::{PortalSettings, PortalSettingsIn};

use super::settings::{Settings, page, save, save_button};
use crate::forms::FormState;
use crate::i18n::{Text, t};
use crate::routes::Params;
use crate::staff::refusal;
use crate::ui::{Checkbox, Form, Icon, LinkButton};

/// The page `/admin/portal/cabecera`.
pub(super) fn widgets(_params: &Params) -> AnyView {
    page(t::WIDGETS_TITLE, t::WIDGETS_LEAD, editor)
}

/// One line: which value, and whether it is shown.
type Line = (WidgetKind, RwSignal<bool>);

fn editor(now: PortalSettings, found: Settings) -> AnyView {
    let form = FormState::new();
    let lines = RwSignal::new(
        now.widgets
            .iter()
            .map(|choice| (choice.kind, RwSignal::new(choice.is_visible)))
            .collect::<Vec<Line>>(),
    );
    Effect::new(move |before: Option<()>| {
        lines.with(|lines| lines.iter().for_each(|(_, shown)| shown.track()));
        if before.is_some() {
            form.touch();
        }
    });
    let submit = Callback::new(move |()| {
        let choice = |(kind, shown): Line| WidgetChoice {
            kind,
            is_visible: shown.get_untracked(),
        };
        let body = PortalSettingsIn {
            widgets: lines.get_untracked().into_iter().map(choice).collect(),
            ..PortalSettingsIn::from(now.clone())
        };
        save(form, body, found);
    });
    let rows = move || {
        let all = lines.get();
        let last = all.len().saturating_sub(1);
        all.into_iter()
            .enumerate()
            .map(|(at, line)| row(line, at, last, lines))
            .collect_view()
    };
    view! {
        {refusal(form)}
        <Form on_submit=submit>
            <ol role="list" class="staff-rows">{rows}</ol>
            <div class="l-cluster">
                {save_button(form)}
                <LinkButton href="/admin/portal/clima" icon="sun">{t::WIDGETS_WEATHER.s()}</LinkButton>
            </div>
        </Form>
    }
    .into_any()
}

fn row((kind, shown): Line, at: usize, last: usize, lines: RwSignal<Vec<Line>>) -> impl IntoView {
    let (label, rule) = words(kind);
    let step = move |to: usize| move |_| lines.update(|lines| lines.swap(at, to));
    let name = [("name", label.s())];
    view! {
        <li class="l-cluster l-cluster--between">
            <Checkbox name=kind.as_str() label=label.s() hint=rule.s() checked=shown/>
            <div class="staff-tree__steps">
                <button type="button" class="icon-button" aria-label=t::CONTENT_UP.with(&name) disabled=at == 0
                    on:click=step(at.saturating_sub(1))><Icon name="arrow-up"/></button>
                <button type="button" class="icon-button" aria-label=t::CONTENT_DOWN.with(&name) disabled=at == last
                    on:click=step((at + 1).min(last))><Icon name="arrow-down"/></button>
            </div>
        </li>
    }
}

/// The name of a value, and when it is hidden.
const fn words(kind: WidgetKind) -> (Text, Text) {
    match kind {
        WidgetKind::YearName => (t::WIDGET_YEAR_NAME, t::WIDGETS_YEAR_RULE),
        WidgetKind::Uit => (t::WIDGET_UIT, t::WIDGETS_UIT_RULE),
        WidgetKind::ExchangeRate => (t::WIDGET_EXCHANGE_RATE, t::WIDGETS_RATE_RULE),
        WidgetKind::Weather => (t::WIDGET_WEATHER, t::WIDGETS_WEATHER_RULE),
    }
}
