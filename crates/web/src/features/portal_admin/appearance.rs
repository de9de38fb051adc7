//! Colour with its contrast, coat of arms, header image, and the sentence about the municipality.

use leptos::prelude::*;
use shared::color::{
    AA_TEXT, DARK_PAPERS, LIGHT_PAPERS, Rgb, brand_contrast, nearest_brand, tints,
};
use shared::features::portal_admin::{PortalSettings, PortalSettingsIn};

use super::image::ImageFields;
use super::settings::{Settings, page, save, save_button};
use crate::forms::FormState;
use crate::i18n::t;
use crate::routes::Params;
use crate::staff::refusal;
use crate::ui::{Button, Form, InputWidth, Notice, StatusBadge, TextArea, TextInput, Tone};

/// The page `/admin/portal/apariencia`.
pub(super) fn appearance(_params: &Params) -> AnyView {
    page(t::LOOK_TITLE, t::LOOK_LEAD, editor)
}

fn editor(now: PortalSettings, found: Settings) -> AnyView {
    let form = FormState::new();
    let color = form.field("brand_color", now.brand_color.clone());
    let summary = form.field("summary", now.summary.clone().unwrap_or_default());
    let arms = ImageFields::new(form, "coat_of_arms", now.coat_of_arms.clone());
    let header = ImageFields::new(form, "header_image", now.header_image.clone());
    let submit = Callback::new(move |()| {
        let body = PortalSettingsIn {
            brand_color: color.text(),
            summary: summary.optional(),
            coat_of_arms: arms.value(),
            header_image: header.value(),
            ..PortalSettingsIn::from(now.clone())
        };
        save(form, body, found);
    });
    view! {
        {refusal(form)}
        <Form on_submit=submit>
            <fieldset class="l-stack staff-group">
                <legend>{t::LOOK_COLOR.s()}</legend>
                <div class="l-cluster staff-color">
                    <TextInput name="brand_color" label=t::LOOK_COLOR_CODE.s() hint=t::LOOK_COLOR_HINT.s() maxlength=7
                        width=InputWidth::Medium value=color.value error=color.error/>
                    {swatch(color.value)}
                </div>
                {move || contrast(color.value)}
            </fieldset>
            <TextArea name="summary" label=t::LOOK_SUMMARY.s() hint=t::LOOK_SUMMARY_HINT.s() optional=true rows=3
                max_chars=300 value=summary.value error=summary.error/>
            {arms.view(t::LOOK_ARMS.s())}
            {header.view(t::LOOK_HEADER.s())}
            {save_button(form)}
        </Form>
    }
    .into_any()
}

/// The browser's own colour control, which writes into the same field.
fn swatch(value: RwSignal<String>) -> impl IntoView {
    view! {
        <input type="color" class="staff-swatch" aria-label=t::LOOK_COLOR_PICK.s()
            value=value.get_untracked() prop:value=value
            on:input:target=move |event| value.set(event.target().value())/>
    }
}

/// How the colour reads, before anything is saved; the server refuses what does not pass, so the nearest colour that
/// does is one press away.
fn contrast(color: RwSignal<String>) -> AnyView {
    let Ok(brand) = color.with(|text| text.trim().parse::<Rgb>()) else {
        return view! { <p class="u-muted">{t::LOOK_COLOR_UNREADABLE.s()}</p> }.into_any();
    };
    let ratio = brand_contrast(brand);
    let passes = ratio >= AA_TEXT;
    // Rounded down: 4.46 must not read as enough.
    let ratio = format!("{:.1}", (ratio * 10.0).floor() / 10.0);
    let (tone, label) = if passes {
        (Tone::Success, t::LOOK_CONTRAST_GOOD)
    } else {
        (Tone::Warning, t::LOOK_CONTRAST_LOW)
    };
    let shown = nearest_brand(brand);
    let samples = [LIGHT_PAPERS, DARK_PAPERS]
        .iter()
        .zip([t::LOOK_LIGHT, t::LOOK_DARK])
        .filter_map(|(papers, name)| Some((papers.first()?, tints(shown, papers)?, name)))
        .map(|(paper, tints, name)| sample(*paper, tints, name.s()))
        .collect_view();
    view! {
        <div class="l-stack" aria-live="polite">
            <p><StatusBadge tone=tone label=label.with(&[("ratio", &ratio)])/></p>
            {(!passes).then(|| proposal(shown, color))}
            <div class="l-grid l-grid--narrow">{samples}</div>
        </div>
    }
    .into_any()
}

/// The nearest colour that passes, and the button that takes it.
fn proposal(near: Rgb, color: RwSignal<String>) -> impl IntoView {
    let take = move |()| color.set(near.to_string());
    let text = t::LOOK_CONTRAST_TEXT.with(&[("color", &near.to_string())]);
    view! {
        <Notice tone=Tone::Warning>
            <div class="l-stack l-stack--s">
                <p>{text}</p>
                <p><Button icon="palette" on_click=take>{t::LOOK_CONTRAST_TAKE.with(&[("color", &near.to_string())])}</Button></p>
            </div>
        </Notice>
    }
}

/// The colours as an image: presentation attributes need no inline style, which the content policy forbids.
fn sample(paper: Rgb, tints: shared::color::Tints, name: &'static str) -> impl IntoView {
    let label = t::LOOK_SAMPLE.with(&[("theme", name)]);
    view! {
        <svg class="staff-sample" viewBox="0 0 200 96" role="img" aria-label=label>
            <rect width="200" height="96" fill=paper.to_string()></rect>
            <text x="14" y="30" font-size="14" fill=tints.text.to_string()>{name}</text>
            <rect x="14" y="46" width="96" height="34" rx="4" fill=tints.text.to_string()></rect>
            <text x="62" y="68" font-size="13" text-anchor="middle" fill=tints.on_text.to_string()>{t::LOOK_SAMPLE_BUTTON.s()}</text>
            <rect x="122" y="46" width="64" height="34" rx="4" fill=tints.soft.to_string()></rect>
            <text x="154" y="68" font-size="13" text-anchor="middle" fill=tints.strong.to_string()>"Aa"</text>
        </svg>
    }
}
