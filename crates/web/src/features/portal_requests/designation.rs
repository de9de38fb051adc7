//! The third step: by what the person is designated, and its scan, which goes up at once with its progress.

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::features::files::{UPLOADS_PATH, UploadOut, UploadPurpose};
use shared::features::portal_requests::DesignationKind;
use shared::kit::problem::Problem;
use web_sys::File;

use super::form::RequestForm;
use crate::fetch::upload;
use crate::format::file_size;
use crate::i18n::t;
use crate::ui::{
    Choice, DateField, FileItem, FilePicker, FileState, InputWidth, RadioGroup, TextInput,
};

/// By what the person is designated.
pub(super) fn designation(form: RequestForm) -> AnyView {
    let limit = file_size(UploadPurpose::Scan.limit());
    let mut hint =
        t::REQUEST_SCAN_HINT.with(&[("kinds", UploadPurpose::Scan.describe()), ("limit", &limit)]);
    if form.keeps_scan {
        hint = format!("{} {hint}", t::REQUEST_SCAN_KEPT.s());
    }
    let files = Signal::derive(move || form.file.get().into_iter().collect::<Vec<_>>());
    let pick = move |files: Vec<File>| {
        if let Some(file) = files.into_iter().next() {
            take(form, file);
        }
    };
    let remove = move |_| {
        form.file.set(None);
        form.scan.value.set(String::new());
    };
    view! {
        <RadioGroup name="responsible.designation.kind" label=t::REQUEST_DESIGNATION.s() value=form.designation.value
            error=form.designation.error options=kinds()/>
        <TextInput name="responsible.designation.number" label=t::REQUEST_NUMBER.s() hint=t::REQUEST_NUMBER_HINT.s()
            maxlength=80 width=InputWidth::Medium value=form.number.value error=form.number.error/>
        <DateField name="responsible.designation.date" label=t::REQUEST_DATE.s() value=form.date.value error=form.date.error/>
        <FilePicker name="scan" label=t::REQUEST_SCAN.s() hint=hint accept=UploadPurpose::Scan.accept() files=files
            error=form.scan.error on_pick=pick on_remove=remove/>
    }
    .into_any()
}

fn kinds() -> Vec<Choice> {
    vec![
        Choice::new(
            DesignationKind::Resolution.code(),
            t::REQUEST_BY_RESOLUTION.s(),
        ),
        Choice::new(DesignationKind::Contract.code(), t::REQUEST_BY_CONTRACT.s()),
    ]
}

/// Sends the file at once; another file, or taking it out, makes its answer count for nothing.
fn take(form: RequestForm, file: File) {
    form.picked.update_value(|picked| *picked += 1);
    let number = form.picked.get_value();
    let size = whole_bytes(file.size());
    let item = FileItem {
        id: number,
        name: file.name(),
        size: file_size(size),
        state: FileState::Sending(0),
    };
    form.scan.value.set(String::new());
    form.file.set(Some(item));
    if size > UploadPurpose::Scan.limit() {
        let limit = file_size(UploadPurpose::Scan.limit());
        let why = t::REQUEST_SCAN_TOO_LARGE.with(&[("limit", &limit)]);
        return settle(form, number, FileState::Failed(why));
    }
    spawn_local(async move {
        let progress = move |percent| settle(form, number, FileState::Sending(percent));
        let answer = upload::<UploadOut>(UPLOADS_PATH, &file, progress).await;
        match answer {
            Ok(received) if is_current(form, number) => {
                form.scan.value.set(received.upload_id);
                settle(form, number, FileState::Done);
            }
            Ok(_) => {}
            Err(problem) => settle(form, number, FileState::Failed(reason(problem))),
        }
    });
}

fn is_current(form: RequestForm, number: u32) -> bool {
    form.file
        .try_with_untracked(|file| file.as_ref().is_some_and(|file| file.id == number))
        .unwrap_or(false)
}

fn settle(form: RequestForm, number: u32, state: FileState) {
    if is_current(form, number) {
        form.file.update(|file| {
            if let Some(file) = file {
                file.state = state;
            }
        });
    }
}

/// What the API says about the file itself, else what it says at all.
fn reason(problem: Problem) -> String {
    let of_file = problem.errors.into_iter().next();
    of_file.map_or(problem.title, |error| error.message)
}

/// The browser tells sizes as a float; no file the form takes is near its limits.
fn whole_bytes(size: f64) -> u64 {
    format!("{size:.0}").parse().unwrap_or(u64::MAX)
}
