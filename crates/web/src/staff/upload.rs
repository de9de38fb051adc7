//! A field that sends its file at once, with its progress; what it answers stands for the file in the form.

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::features::files::UploadPurpose;
use shared::features::portal_admin::{StaffFile, staff_upload_path};
use web_sys::File;

use crate::fetch::upload;
use crate::i18n::t;
use crate::ui::{FileItem, FilePicker, FileState};

/// One file that staff send.
#[component]
pub fn FileField(
    /// The field's name.
    #[prop(into)]
    name: String,
    /// What is asked for.
    #[prop(into)]
    label: String,
    /// What is wrong.
    #[prop(into, optional)]
    error: Signal<Option<String>>,
    /// What the file may be.
    purpose: UploadPurpose,
    /// May be left out.
    #[prop(optional)]
    optional: bool,
    /// The file that was received last.
    file: RwSignal<Option<StaffFile>>,
) -> impl IntoView {
    let items = RwSignal::new(Vec::<FileItem>::new());
    let round = StoredValue::new(0_u32);
    let state = move |number: u32, state: FileState| {
        // The page may be gone, or another file was chosen.
        _ = items.try_update(|items| {
            for item in items.iter_mut().filter(|item| item.id == number) {
                item.state = state.clone();
            }
        });
    };
    let pick = move |files: Vec<File>| {
        let Some(chosen) = files.into_iter().next() else {
            return;
        };
        round.update_value(|round| *round += 1);
        let number = round.get_value();
        file.set(None);
        items.set(vec![FileItem {
            id: number,
            name: chosen.name(),
            size: kilobytes(chosen.size()),
            state: FileState::Sending(0),
        }]);
        spawn_local(async move {
            let path = staff_upload_path(code(purpose));
            let progress = move |percent| state(number, FileState::Sending(percent));
            match upload::<StaffFile>(&path, &chosen, progress).await {
                Ok(received) if round.try_get_value() == Some(number) => {
                    state(number, FileState::Done);
                    file.set(Some(received));
                }
                Ok(_) => {}
                Err(problem) => {
                    let why = problem.errors.first().map(|error| error.message.clone());
                    let why = why.or(problem.detail).unwrap_or(problem.title);
                    state(number, FileState::Failed(why));
                }
            }
        });
    };
    let remove = move |_: u32| {
        round.update_value(|round| *round += 1);
        items.set(Vec::new());
        file.set(None);
    };
    let hint = t::STAFF_FILE_HINT.with(&[
        ("kinds", purpose.describe()),
        ("limit", &(purpose.limit() / 1_048_576).to_string()),
    ]);
    view! {
        <FilePicker name=name label=label hint=hint error=error optional=optional accept=purpose.accept()
            files=items on_pick=pick on_remove=remove/>
    }
}

const fn code(purpose: UploadPurpose) -> &'static str {
    match purpose {
        UploadPurpose::Image => "image",
        UploadPurpose::Document => "document",
        UploadPurpose::Scan => "scan",
    }
}

fn kilobytes(bytes: f64) -> String {
    format!("{:.0} kB", (bytes / 1024.0).ceil())
}
