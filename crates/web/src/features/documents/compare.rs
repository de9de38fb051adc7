//! Compares a copy at hand with the document. The file never leaves the device: only its digest is computed there.

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::features::documents::DocumentPublic;
use web_sys::File;

use super::digest::sha256;
use crate::format::file_size;
use crate::i18n::t;
use crate::shell::needs_script;
use crate::ui::{FileItem, FilePicker, FileState, Notice, Tone};

/// What the comparison told.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Outcome {
    Same,
    Other,
    /// The browser did not compute it.
    Unknown,
}

/// The field for the copy, and what the comparison told.
pub(super) fn compare(document: DocumentPublic) -> AnyView {
    let file = RwSignal::new(None::<FileItem>);
    let outcome = RwSignal::new(None::<Outcome>);
    let round = StoredValue::new(0_u32);
    let document = StoredValue::new(document);
    let pick = move |files: Vec<File>| {
        let Some(picked) = files.into_iter().next() else {
            return;
        };
        round.update_value(|round| *round += 1);
        let number = round.get_value();
        outcome.set(None);
        file.set(Some(item(&picked, number)));
        spawn_local(async move {
            let told = match sha256(&picked).await {
                Some(digest) if document.with_value(|it| it.has_digest(&digest)) => Outcome::Same,
                Some(_) => Outcome::Other,
                None => Outcome::Unknown,
            };
            // Another file may have been picked, or the page left, meanwhile.
            if round.try_get_value() == Some(number) {
                file.update(|file| {
                    if let Some(file) = file {
                        file.state = FileState::Done;
                    }
                });
                outcome.set(Some(told));
            }
        });
    };
    let remove = move |_| {
        round.update_value(|round| *round += 1);
        file.set(None);
        outcome.set(None);
    };
    let files = Signal::derive(move || file.get().into_iter().collect::<Vec<_>>());
    view! {
        <section class="l-stack">
            <h2>{t::VERIFY_COMPARE_TITLE.s()}</h2>
            <p>{t::VERIFY_COMPARE_TEXT.s()}</p>
            {needs_script()}
            <FilePicker name="copy" label=t::VERIFY_COMPARE_FILE.s() files=files on_pick=pick on_remove=remove/>
            <div role="status">{move || outcome.get().map(told)}</div>
        </section>
    }
    .into_any()
}

fn item(file: &File, id: u32) -> FileItem {
    let size = format!("{:.0}", file.size()).parse().unwrap_or_default();
    FileItem {
        id,
        name: file.name(),
        size: file_size(size),
        state: FileState::Waiting,
    }
}

fn told(outcome: Outcome) -> impl IntoView {
    let (tone, title, text) = match outcome {
        Outcome::Same => (Tone::Success, t::VERIFY_SAME_TITLE, t::VERIFY_SAME_TEXT),
        Outcome::Other => (Tone::Danger, t::VERIFY_OTHER_TITLE, t::VERIFY_OTHER_TEXT),
        Outcome::Unknown => (
            Tone::Warning,
            t::VERIFY_UNCOMPUTED_TITLE,
            t::VERIFY_UNCOMPUTED_TEXT,
        ),
    };
    view! { <Notice tone=tone title=title.s()>{text.s()}</Notice> }
}
