//! Dialogs on the browser's own `<dialog>`: it holds the focus, closes on Escape and gives the focus back.

use leptos::context::Provider;
use leptos::html;
use leptos::prelude::*;

use super::button::{Button, ButtonKind};
use super::dom;
use super::field::FieldScope;
use super::icon::Icon;
use crate::i18n::t;

/// A dialog. Its children are built when it opens for the first time and keep their state.
#[component]
pub fn Dialog(
    /// Unique on the page.
    id: &'static str,
    /// Whether it is open; closing it sets this to false.
    open: RwSignal<bool>,
    /// What it is about.
    #[prop(into)]
    title: Signal<String>,
    /// The content; buttons last, in a `dialog__actions` row.
    children: ChildrenFn,
) -> impl IntoView {
    let node = NodeRef::<html::Dialog>::new();
    Effect::new(move |_| {
        let Some(dialog) = node.get() else { return };
        match (open.get(), dialog.open()) {
            // Refused only while the element is not in the page; the next change of `open` tries again.
            (true, false) => {
                drop(dialog.show_modal());
                // The browser would choose the button that closes; the first control of the content is what it is for.
                request_animation_frame(move || dom::focus_within(&body_id(id)));
            }
            (false, true) => dialog.close(),
            _ => {}
        }
    });
    let was_open = Memo::new(move |was: Option<&bool>| open.get() || was.is_some_and(|was| *was));
    let title_id = format!("{id}-title");
    let named_by = title_id.clone();
    let content = move || was_open.get().then(|| children());
    view! {
        <dialog class="dialog" id=id node_ref=node aria-labelledby=named_by on:close=move |_| open.set(false)>
            <div class="dialog__head">
                <h2 class="dialog__title" id=title_id>{title}</h2>
                <button
                    type="button"
                    class="icon-button"
                    aria-label=t::UI_CLOSE.s()
                    on:click=move |_| open.set(false)
                >
                    <Icon name="x" />
                </button>
            </div>
            <div class="dialog__body" id=body_id(id)>
                <Provider value=FieldScope(id.to_owned())>{content}</Provider>
            </div>
        </dialog>
    }
}

fn body_id(id: &str) -> String {
    format!("{id}-body")
}

/// Asks before something that cannot be taken back. `confirm` is the verb: "Eliminar la página".
#[component]
pub fn ConfirmDialog(
    /// Unique on the page.
    id: &'static str,
    /// Whether it is open.
    open: RwSignal<bool>,
    /// The question.
    #[prop(into)]
    title: Signal<String>,
    /// The verb on the button.
    #[prop(into)]
    confirm: String,
    /// Destroys something.
    #[prop(optional)]
    danger: bool,
    /// The act is under way.
    #[prop(into, optional)]
    busy: Signal<bool>,
    /// The person confirms. Close the dialog by `open` when the act is done.
    #[prop(into)]
    on_confirm: Callback<()>,
    /// What will happen.
    children: ChildrenFn,
) -> impl IntoView {
    let kind = if danger {
        ButtonKind::Danger
    } else {
        ButtonKind::Primary
    };
    let children = StoredValue::new(children);
    let confirm = StoredValue::new(confirm);
    view! {
        <Dialog id=id open=open title=title>
            <div class="l-stack">{children.with_value(|children| children())}</div>
            <div class="dialog__actions">
                <Button on_click=move || open.set(false)>{t::UI_CANCEL.s()}</Button>
                <Button kind=kind busy=busy busy_text=t::UI_WORKING.s() on_click=on_confirm>
                    {confirm.get_value()}
                </Button>
            </div>
        </Dialog>
    }
}
