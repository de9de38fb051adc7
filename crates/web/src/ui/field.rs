//! What every form control has around it: label, hint, error, and the wiring between them.

use leptos::prelude::*;

use super::icon::Icon;
use crate::i18n::t;

/// Which of several forms of a page the fields below belong to, as context: forms name their fields alike, ids are unique.
#[derive(Clone, Debug)]
pub struct FieldScope(pub String);

/// The ids by which a control and its texts find each other; derived from the field's name, within [`FieldScope`].
#[derive(Clone, Debug)]
pub struct FieldIds {
    control: String,
    has_hint: bool,
}

impl FieldIds {
    /// Ids of the field `name`.
    pub fn new(name: &str, has_hint: bool) -> Self {
        Self {
            control: control_id(name),
            has_hint,
        }
    }

    /// Id of the control; error summaries link to it.
    pub fn control(&self) -> String {
        self.control.clone()
    }

    /// Id of the hint.
    pub fn hint(&self) -> String {
        format!("{}-hint", self.control)
    }

    /// Id of the error.
    pub fn error(&self) -> String {
        format!("{}-error", self.control)
    }

    /// The value of `aria-describedby`: hint, then error, as far as there are any.
    pub fn described_by(&self, has_error: bool) -> Option<String> {
        match (self.has_hint, has_error) {
            (true, true) => Some(format!("{} {}", self.hint(), self.error())),
            (true, false) => Some(self.hint()),
            (false, true) => Some(self.error()),
            (false, false) => None,
        }
    }
}

/// The id of the control of the field `name`.
pub fn control_id(name: &str) -> String {
    match use_context::<FieldScope>() {
        Some(FieldScope(scope)) => format!("f-{scope}-{name}"),
        None => format!("f-{name}"),
    }
}

/// Label, hint and error around one control, whose id is [`control_id`] of the name.
#[component]
pub fn Field(
    /// The field's name, as the API names it in `errors[].field`.
    #[prop(into)]
    name: String,
    /// What is asked for.
    #[prop(into)]
    label: String,
    /// How to answer, before any error.
    #[prop(into, optional)]
    hint: String,
    /// What is wrong and how to repair it.
    #[prop(into, optional)]
    error: Signal<Option<String>>,
    /// May be left empty. What must be filled has no mark: most fields must.
    #[prop(optional)]
    optional: bool,
    /// The control.
    children: Children,
) -> impl IntoView {
    let ids = FieldIds::new(&name, !hint.is_empty());
    view! {
        <div class="field" class:has-error=move || error.with(Option::is_some)>
            <label class="field__label" for=ids.control()>
                {label} " " {optional.then(|| view! { <OptionalMark /> })}
            </label>
            <FieldHint id=ids.hint() text=hint />
            <FieldError id=ids.error() error=error />
            {children()}
        </div>
    }
}

/// "(opcional)" after a label.
#[component]
pub(super) fn OptionalMark() -> impl IntoView {
    view! { <span class="field__optional">{t::UI_OPTIONAL.s()}</span> }
}

/// The hint below a label; nothing when there is none.
#[component]
pub(super) fn FieldHint(id: String, text: String) -> impl IntoView {
    (!text.is_empty()).then(|| view! { <p class="field__hint" id=id>{text}</p> })
}

/// The error above a control; the element is always there, so that its text is announced.
#[component]
pub(super) fn FieldError(id: String, error: Signal<Option<String>>) -> impl IntoView {
    view! {
        <p class="field__error" id=id>
            {move || {
                error.get().map(|text| {
                    view! {
                        <Icon name="circle-alert" />
                        <span><span class="u-vh">{t::UI_ERROR_PREFIX.s()}" "</span>{text}</span>
                    }
                })
            }}
        </p>
    }
}

/// A form whose rules are ours: the browser's own bubbles stay away, a submit runs `on_submit`.
#[component]
pub fn Form(
    /// What a submit does.
    #[prop(into)]
    on_submit: Callback<()>,
    /// The fields and the button.
    children: Children,
) -> impl IntoView {
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        on_submit.run(());
    };
    view! { <form class="form" novalidate on:submit=submit>{children()}</form> }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_control_points_at_its_hint_and_at_its_error_only_while_there_is_one() {
        let ids = FieldIds::new("correo", true);
        assert_eq!(ids.described_by(false).as_deref(), Some("f-correo-hint"));
        assert_eq!(
            ids.described_by(true).as_deref(),
            Some("f-correo-hint f-correo-error")
        );
        assert_eq!(FieldIds::new("correo", false).described_by(false), None);
    }
}
