//! All that keeps a form from being sent, in one place, each with a way to its field.

use leptos::prelude::*;
use shared::kit::problem::FieldError;

use super::dom;
use super::field::control_id;
use super::icon::Icon;
use crate::i18n::t;

const ID: &str = "error-summary";

/// The errors of a form. It takes the focus whenever errors are set; an empty list hides it.
#[component]
pub fn ErrorSummary(
    /// What is wrong, in the order of the form.
    #[prop(into)]
    errors: Signal<Vec<FieldError>>,
) -> impl IntoView {
    Effect::new(move |_| {
        if errors.with(|errors| !errors.is_empty()) {
            request_animation_frame(|| dom::focus(ID));
        }
    });
    let items = move || errors.get().into_iter().map(item).collect_view();
    view! {
        <Show when=move || errors.with(|errors| !errors.is_empty())>
            <section class="error-summary" id=ID tabindex="-1" aria-labelledby="error-summary-title">
                <h2 class="error-summary__title" id="error-summary-title">
                    <Icon name="octagon-alert" />
                    {t::UI_ERRORS_TITLE.s()}
                </h2>
                <ul>{items}</ul>
            </section>
        </Show>
    }
}

fn item(error: FieldError) -> impl IntoView {
    let id = control_id(&error.field);
    let href = format!("#{id}");
    let label = RwSignal::new(None::<String>);
    let of = id.clone();
    // The fields of a step are drawn after the summary.
    Effect::new(move |_| {
        let of = of.clone();
        request_animation_frame(move || drop(label.try_set(dom::label_of(&of))));
    });
    let label = move || label.get().map(|label| format!("{label}: "));
    view! {
        <li>
            <a
                href=href
                on:click=move |event| {
                    event.prevent_default();
                    dom::focus(&id);
                }
            >
                {label}
                {error.message}
            </a>
        </li>
    }
}
