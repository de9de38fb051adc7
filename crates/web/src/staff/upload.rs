//! A field that sends its file at once, with its progress; what it answers stands for the file in the form.

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::features::files::{UploadPurpose, platform_upload_path};
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
    /// It becomes a file of the platform; else of the municipality the session works for.
    #[prop(optional)]
    platform: bool,
    /// The file that was received last.
    file: RwSignal<Option<StaffFile>>,
) -> impl IntoView {
    let sending = Sending {
        purpose,
        platform,
        file,
        items: RwSignal::default(),
        round: StoredValue::new(0),
    };
    let pick = move |files: Vec<File>| {
        if let Some(chosen) = files.into_iter().next() {
            sending.start(chosen);
        }
    };
    let remove = move |_: u32| {
        sending.begin(Vec::new());
    };
    let hint = t::STAFF_FILE_HINT.with(&[
        ("kinds", purpose.describe()),
        ("limit", &(purpose.limit() / 1_048_576).to_string()),
    ]);
    view! {
        <FilePicker name=name label=label hint=hint error=error optional=optional accept=purpose.accept()
            files=sending.items on_pick=pick on_remove=remove/>
    }
}

/// One field's file on its way. Another file, or taking it out, makes the answer for the one before count for nothing.
#[derive(Clone, Copy)]
struct Sending {
    purpose: UploadPurpose,
    platform: bool,
    file: RwSignal<Option<StaffFile>>,
    items: RwSignal<Vec<FileItem>>,
    round: StoredValue<u32>,
}

impl Sending {
    /// Forgets what was there and shows `items` instead.
    fn begin(self, items: Vec<FileItem>) {
        self.file.set(None);
        self.items.set(items);
    }

    fn start(self, chosen: File) {
        self.round.update_value(|round| *round += 1);
        let number = self.round.get_value();
        self.begin(vec![FileItem {
            id: number,
            name: chosen.name(),
            size: kilobytes(chosen.size()),
            state: FileState::Sending(0),
        }]);
        spawn_local(async move {
            let path = if self.platform {
                platform_upload_path(self.purpose.code())
            } else {
                staff_upload_path(self.purpose.code())
            };
            let progress = move |percent| self.show(number, FileState::Sending(percent));
            match upload::<StaffFile>(&path, &chosen, progress).await {
                Ok(received) if self.stands(number) => {
                    self.show(number, FileState::Done);
                    self.file.set(Some(received));
                }
                Ok(_) => {}
                Err(problem) => {
                    let why = problem.errors.first().map(|error| error.message.clone());
                    let why = why.or(problem.detail).unwrap_or(problem.title);
                    self.show(number, FileState::Failed(why));
                }
            }
        });
    }

    /// Whether this file is still the one that is shown; not when the page was left.
    fn stands(self, number: u32) -> bool {
        self.items
            .try_with_untracked(|items| items.iter().any(|item| item.id == number))
            .unwrap_or(false)
    }

    fn show(self, number: u32, state: FileState) {
        // The page may have been left meanwhile.
        _ = self.items.try_update(|items| {
            for item in items.iter_mut().filter(|item| item.id == number) {
                item.state = state.clone();
            }
        });
    }
}

fn kilobytes(bytes: f64) -> String {
    format!("{:.0} kB", (bytes / 1024.0).ceil())
}
