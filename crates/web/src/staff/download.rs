//! Files that staff take away. Some ask for a second factor shown a moment ago: then a dialog asks for the code, and the
//! file follows. Any other refusal stands in the same dialog.

use leptos::prelude::*;

use super::act::Act;
use super::factor::refused;
use crate::fetch::download;
use crate::i18n::{Text, t};
use crate::ui::Dialog;

/// The links of one screen, with the dialog that they share.
#[derive(Clone, Copy)]
pub struct Downloads {
    act: Act,
    wanted: RwSignal<String>,
}

impl Default for Downloads {
    fn default() -> Self {
        Self::new()
    }
}

impl Downloads {
    /// Of a screen; the dialog has to stand on it once.
    pub fn new() -> Self {
        Self {
            act: Act::new(),
            wanted: RwSignal::new(String::new()),
        }
    }

    /// A link to a file of the API.
    pub fn link(self, path: String, label: Text) -> impl IntoView {
        let (href, own) = (path.clone(), path.clone());
        let under_way =
            Memo::new(move |_| self.act.busy().get() && self.wanted.with(|wanted| *wanted == own));
        view! {
            <a
                href=href
                rel="external"
                download=""
                aria-busy=move || under_way.get().to_string()
                on:click=move |event| {
                    event.prevent_default();
                    self.take(path.clone());
                }
            >
                {label.s()}
            </a>
            <span class="u-small u-muted" role="status">{move || under_way.get().then(|| t::UI_WORKING.s())}</span>
        }
    }

    /// Where a code is asked for and refusals are shown.
    pub fn dialog(self) -> impl IntoView {
        let (open, problem) = (RwSignal::new(false), self.act.problem());
        Effect::new(move |_| {
            let is_refused = problem.with(Option::is_some);
            if open.get_untracked() != is_refused {
                open.set(is_refused);
            }
        });
        // Whoever closes the dialog has read it.
        Effect::new(move |_| {
            if !open.get() && problem.with_untracked(Option::is_some) {
                problem.set(None);
            }
        });
        let again = Callback::new(move |()| self.take(self.wanted.get_untracked()));
        view! {
            <Dialog id="download" open=open title=t::EXPORT_DOWNLOAD.s()>{move || refused(problem, Some(again))}</Dialog>
        }
    }

    fn take(self, path: String) {
        if self.act.busy().get_untracked() {
            return;
        }
        self.wanted.set(path.clone());
        self.act
            .attempt(async move { download(&path).await }, |()| {});
    }
}
