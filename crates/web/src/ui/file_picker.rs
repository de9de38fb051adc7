//! Choosing files by drag, click or keyboard, and what became of each. Sending them is the caller's.

use leptos::prelude::*;
use web_sys::File;

use super::dom;
use super::field::{Field, FieldIds};
use super::icon::Icon;
use super::progress::Progress;
use crate::i18n::t;

/// Where a file stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileState {
    /// Chosen, not sent yet.
    Waiting,
    /// On its way; per cent sent.
    Sending(u32),
    /// Received and accepted.
    Done,
    /// Refused or lost, and why.
    Failed(String),
}

/// One chosen file, as the list shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileItem {
    /// Tells the files of one field apart.
    pub id: u32,
    /// Its name on the person's device.
    pub name: String,
    /// Its size, written for people: "240 kB".
    pub size: String,
    /// Where it stands.
    pub state: FileState,
}

/// A place to drop files, or to open the browser's own dialog.
#[component]
pub fn FilePicker(
    /// The field's name.
    #[prop(into)]
    name: String,
    /// What is asked for.
    #[prop(into)]
    label: String,
    /// Accepted kinds and largest size.
    #[prop(into, optional)]
    hint: String,
    /// What is wrong.
    #[prop(into, optional)]
    error: Signal<Option<String>>,
    /// May be left empty.
    #[prop(optional)]
    optional: bool,
    /// Accepted kinds for the browser's dialog, as ".pdf,image/*".
    #[prop(into, optional)]
    accept: String,
    /// More than one file.
    #[prop(optional)]
    multiple: bool,
    /// The chosen files.
    #[prop(into)]
    files: Signal<Vec<FileItem>>,
    /// Files were chosen or dropped.
    #[prop(into)]
    on_pick: Callback<Vec<File>>,
    /// A file is to be taken out; gets its id.
    #[prop(into)]
    on_remove: Callback<u32>,
) -> impl IntoView {
    let ids = FieldIds::new(&name, !hint.is_empty());
    let over = RwSignal::new(false);
    let pick = move |files: Vec<File>| {
        if !files.is_empty() {
            on_pick.run(files);
        }
    };
    let described = ids.clone();
    let zone = view! {
        <div
            class="drop"
            class:is-over=over
            on:dragover=move |event| {
                event.prevent_default();
                over.set(true);
            }
            on:dragleave=move |_| over.set(false)
            on:drop=move |event| {
                event.prevent_default();
                over.set(false);
                pick(dom::dropped(&event));
            }
        >
            <Icon name="upload" />
            <span class="drop__words">
                <span class="drop__action">{t::UI_FILE_CHOOSE.s()}</span>
                " "
                {t::UI_FILE_DROP.s()}
            </span>
            <input
                class="drop__input"
                type="file"
                id=ids.control()
                name=name.clone()
                accept=(!accept.is_empty()).then_some(accept)
                multiple=multiple
                aria-describedby=move || described.described_by(error.with(Option::is_some))
                aria-invalid=move || error.with(Option::is_some).then_some("true")
                on:change=move |event| pick(dom::picked(&event))
            />
        </div>
    };
    let items = move || {
        files
            .get()
            .into_iter()
            .map(|file| item(file, on_remove))
            .collect_view()
    };
    view! {
        <Field name=name.clone() label=label hint=hint error=error optional=optional>
            {zone}
            <ul class="files" role="list" aria-live="polite">{items}</ul>
        </Field>
    }
}

fn item(file: FileItem, on_remove: Callback<u32>) -> impl IntoView {
    let id = file.id;
    let (icon, state) = match file.state {
        FileState::Waiting => ("file", t::UI_FILE_WAITING.s().into_any()),
        FileState::Sending(percent) => {
            let label = t::UI_FILE_SENDING.with(&[("name", &file.name)]);
            (
                "file",
                view! { <Progress label=label hide_label=true value=f64::from(percent) /> }
                    .into_any(),
            )
        }
        FileState::Done => ("file-check", t::UI_FILE_DONE.s().into_any()),
        FileState::Failed(why) => {
            let failed =
                view! { <strong class="files__failed">{t::UI_FILE_FAILED.s()}" "{why}</strong> };
            ("file-x", failed.into_any())
        }
    };
    view! {
        <li class="files__item">
            <Icon name=icon />
            <div class="files__text">
                <span class="files__name">{file.name.clone()}</span>
                <span class="files__size">{file.size}</span>
                <div class="files__state">{state}</div>
            </div>
            <button
                type="button"
                class="icon-button"
                aria-label=t::UI_FILE_REMOVE.with(&[("name", &file.name)])
                on:click=move |_| on_remove.run(id)
            >
                <Icon name="x" />
            </button>
        </li>
    }
}
