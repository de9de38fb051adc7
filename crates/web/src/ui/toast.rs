//! The outcome of an act, said once, in a corner. What must be read before going on is a notice or a dialog instead.

use std::time::Duration;

use leptos::prelude::*;

use super::icon::Icon;
use super::tone::Tone;
use crate::i18n::t;

/// How long good news stay. Bad news stay until they are closed.
const STAY: Duration = Duration::from_secs(8);

#[derive(Clone, Debug)]
struct Toast {
    id: u64,
    tone: Tone,
    text: String,
}

/// The messages shown now. Provided once by each app's shell, used by everybody.
#[derive(Clone, Copy)]
pub struct Toasts {
    list: RwSignal<Vec<Toast>>,
    last: StoredValue<u64>,
}

impl Toasts {
    /// Makes the toasts of this app and offers them to everything below. Called by the shells.
    pub fn provide() -> Self {
        let toasts = Self {
            list: RwSignal::default(),
            last: StoredValue::new(0),
        };
        provide_context(toasts);
        toasts
    }

    /// The toasts of this app; where no shell provides any, messages go nowhere.
    pub fn here() -> Self {
        use_context().unwrap_or_else(Self::provide)
    }

    /// Something worked.
    pub fn success(self, text: impl Into<String>) {
        self.push(Tone::Success, text.into());
    }

    /// Something did not work, and what to do.
    pub fn danger(self, text: impl Into<String>) {
        self.push(Tone::Danger, text.into());
    }

    /// Says `text`. News that need nobody's attention go away by themselves.
    pub fn push(self, tone: Tone, text: String) {
        self.last.update_value(|last| *last += 1);
        let id = self.last.get_value();
        self.list.update(|list| list.push(Toast { id, tone, text }));
        if matches!(tone, Tone::Neutral | Tone::Info | Tone::Success) {
            set_timeout(move || self.close(id), STAY);
        }
    }

    fn close(self, id: u64) {
        // The page may be gone when the time is over.
        let _ = self
            .list
            .try_update(|list| list.retain(|toast| toast.id != id));
    }
}

/// Where toasts appear. Stands once in each shell, always, so that screen readers know it.
#[component]
pub fn ToastRegion() -> impl IntoView {
    let toasts = Toasts::here();
    view! {
        <section class="toasts" aria-label=t::UI_TOASTS.s() aria-live="polite">
            <For each=move || toasts.list.get() key=|toast| toast.id let:toast>
                <div class=format!("toast toast--{}", toast.tone.class())>
                    <Icon name=toast.tone.icon() />
                    <p class="toast__text"><span class="u-vh">{toast.tone.word()}": "</span>{toast.text}</p>
                    <button
                        type="button"
                        class="icon-button"
                        aria-label=t::UI_CLOSE.s()
                        on:click=move |_| toasts.close(toast.id)
                    >
                        <Icon name="x" />
                    </button>
                </div>
            </For>
        </section>
    }
}
