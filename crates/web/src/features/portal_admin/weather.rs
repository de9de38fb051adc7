//! The weather of the header: entered with its hour and its source, hidden when it is old.

use leptos::prelude::*;
use shared::deadline::Calendar;
use shared::features::portal::WidgetKind;
use shared::features::portal::widgets::{Dates, is_fresh};
use shared::features::portal_admin::{PortalSettings, PortalSettingsIn, Weather};

use super::settings::{Settings, page, save, save_button};
use crate::format::date_time;
use crate::forms::FormState;
use crate::i18n::t;
use crate::routes::Params;
use crate::staff::{now as time_now, refusal};
use crate::ui::{Button, Form, InputWidth, Notice, TextInput, Tone};

/// The page `/admin/portal/clima`.
pub(super) fn weather(_params: &Params) -> AnyView {
    page(t::WEATHER_TITLE, t::WEATHER_LEAD, editor)
}

fn editor(now: PortalSettings, found: Settings) -> AnyView {
    let form = FormState::new();
    let before = now.weather.clone();
    let text = form.field(
        "weather.text",
        before
            .as_ref()
            .map(|it| it.text.clone())
            .unwrap_or_default(),
    );
    let source = form.field(
        "weather.source",
        before
            .as_ref()
            .map(|it| it.source.clone())
            .unwrap_or_default(),
    );
    let settings = StoredValue::new(PortalSettingsIn::from(now));
    let put = move |weather: Option<Weather>| {
        let body = PortalSettingsIn {
            weather,
            ..settings.get_value()
        };
        save(form, body, found);
    };
    let submit = Callback::new(move |()| {
        put(Some(Weather {
            text: text.text(),
            observed_at: time_now(),
            source: source.text(),
        }));
    });
    let take_out = move |()| put(None);
    let has_one = before.is_some();
    view! {
        {before.map(|weather| state(&weather))}
        {refusal(form)}
        <Form on_submit=submit>
            <TextInput name="weather.text" label=t::WEATHER_TEXT.s() hint=t::WEATHER_TEXT_HINT.s() maxlength=60
                width=InputWidth::Medium value=text.value error=text.error/>
            <TextInput name="weather.source" label=t::WEATHER_SOURCE.s() hint=t::WEATHER_SOURCE_HINT.s() maxlength=80
                width=InputWidth::Medium value=source.value error=source.error/>
            <p class="u-small u-muted">{t::WEATHER_NOW.s()}</p>
            <div class="l-cluster">
                {save_button(form)}
                {has_one.then(|| view! { <Button busy=form.busy() on_click=take_out>{t::WEATHER_REMOVE.s()}</Button> })}
            </div>
        </Form>
    }
    .into_any()
}

/// Whether neighbours see it now.
fn state(weather: &Weather) -> AnyView {
    let dates = Dates {
        since: weather.observed_at,
        until: None,
    };
    let life = WidgetKind::Weather.life();
    let fresh = is_fresh(life, dates, time_now(), &Calendar::national());
    let when = date_time(weather.observed_at);
    let (tone, text) = if fresh {
        (Tone::Success, t::WEATHER_SHOWN)
    } else {
        (Tone::Warning, t::WEATHER_HIDDEN)
    };
    let text = text.with(&[("text", &weather.text), ("when", &when)]);
    view! { <Notice tone=tone><p>{text}</p></Notice> }.into_any()
}
