//! One picture of the portal: the one in use, another one, what it shows.

use leptos::prelude::*;
use shared::features::files::UploadPurpose;
use shared::features::portal_admin::{PortalImage, PortalImageIn, StaffFile};

use crate::forms::{FormField, FormState};
use crate::i18n::t;
use crate::staff::FileField;
use crate::ui::{Checkbox, TextInput};

/// The state of one picture's fields.
#[derive(Clone, Copy)]
pub(super) struct ImageFields {
    name: &'static str,
    now: StoredValue<Option<PortalImage>>,
    file: RwSignal<Option<StaffFile>>,
    alt: FormField,
    remove: RwSignal<bool>,
}

impl ImageFields {
    /// The fields of the picture under this member of the settings.
    pub(super) fn new(form: FormState, name: &'static str, now: Option<PortalImage>) -> Self {
        let alt = now
            .as_ref()
            .map(|image| image.alt.clone())
            .unwrap_or_default();
        let fields = Self {
            name,
            now: StoredValue::new(now),
            file: RwSignal::new(None),
            alt: form.field(format!("{name}.alt"), alt),
            remove: RwSignal::new(false),
        };
        Effect::new(move |_| {
            if fields.file.get().is_some() || fields.remove.get() {
                form.touch();
            }
        });
        fields
    }

    /// What is to be set.
    pub(super) fn value(self) -> Option<PortalImageIn> {
        if self.remove.get_untracked() {
            return None;
        }
        let sent = self.file.get_untracked().map(|file| file.id);
        let kept = self
            .now
            .with_value(|now| now.as_ref().map(|image| image.file_id));
        Some(PortalImageIn {
            file_id: sent.or(kept)?,
            alt: self.alt.text(),
        })
    }

    /// The fields.
    pub(super) fn view(self, label: &'static str) -> AnyView {
        let url = move || match (self.remove.get(), self.file.get()) {
            (true, _) => None,
            (false, Some(file)) => Some(file.url),
            (false, None) => self
                .now
                .with_value(|now| now.as_ref().map(|image| image.url.clone())),
        };
        let alt = self.alt;
        let shown = move || {
            url().map(|url| {
            view! { <img class="staff-picture" src=url alt=alt.value width="160" height="120"/> }
        })
        };
        let has_one = self.now.with_value(Option::is_some);
        view! {
            <fieldset class="l-stack staff-group">
                <legend>{label}</legend>
                {shown}
                <FileField name=format!("{}.file_id", self.name) label=t::LOOK_IMAGE_FILE.s() purpose=UploadPurpose::Image
                    optional=true file=self.file/>
                <TextInput name=format!("{}.alt", self.name) label=t::LOOK_IMAGE_ALT.s() hint=t::LOOK_IMAGE_ALT_HINT.s()
                    maxlength=160 value=self.alt.value error=self.alt.error/>
                {has_one.then(|| view! {
                    <Checkbox name=format!("{}.remove", self.name) label=t::LOOK_IMAGE_REMOVE.s() checked=self.remove/>
                })}
            </fieldset>
        }
        .into_any()
    }
}
