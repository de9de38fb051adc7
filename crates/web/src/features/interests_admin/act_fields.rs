//! The fields of an act: before whom and when, who manages what for whom, and why it is told late.

use leptos::prelude::*;
use shared::features::interests::acts::{InterestActIn, ManagerIn};
use shared::features::interests::{MANAGER_KINDS, MODALITIES, VENUES};
use shared::features::visits::DOCUMENT_TYPES;
use shared::features::visits::desk::DeskVisitDetail;
use uuid::Uuid;

use crate::features::visits_desk::{WhenFields, choices};
use crate::forms::{FormField, FormState};
use crate::i18n::t;
use crate::staff::today;
use crate::ui::{Checkbox, Choice, Details, InputWidth, RadioGroup, Select, TextArea, TextInput};

/// The fields.
#[derive(Clone, Copy)]
pub(super) struct ActFields {
    visit: Option<Uuid>,
    official: FormField,
    agenda: FormField,
    held: WhenFields,
    name: FormField,
    document_type: FormField,
    document: FormField,
    kind: FormField,
    is_professional: RwSignal<bool>,
    represented: FormField,
    ruc: FormField,
    matter: FormField,
    decision: FormField,
    documents: FormField,
    agreements: FormField,
    modality: FormField,
    venue: FormField,
    place: FormField,
    is_omission: RwSignal<bool>,
    reason: FormField,
}

impl ActFields {
    /// Empty, or with what a visit tells of it.
    pub(super) fn new(form: FormState, from: Option<DeskVisitDetail>) -> Self {
        let known = |read: fn(&DeskVisitDetail) -> Option<String>| {
            from.as_ref().and_then(read).unwrap_or_default()
        };
        let speaks_for_others = from
            .as_ref()
            .is_some_and(|it| it.meeting.visitor_kind != "natural_person");
        let kind = if speaks_for_others {
            "third_party"
        } else {
            "own"
        };
        let document_type = match known(|it| Some(it.visitor.document_type.clone())) {
            text if text.is_empty() => "dni".to_owned(),
            text => text,
        };
        Self {
            visit: from.as_ref().map(|it| it.visit.id),
            official: form.field(
                "official_id",
                known(|it| Some(it.meeting.official_id.to_string())),
            ),
            agenda: form.field(
                "agenda_item_id",
                known(|it| it.meeting.agenda_item_id.map(|id| id.to_string())),
            ),
            held: WhenFields::new(form, "held_at", from.as_ref().map(|it| it.visit.entered_at)),
            name: form.field("manager.name", known(|it| Some(it.visitor.name.clone()))),
            document_type: form.field("manager.document_type", document_type),
            document: form.field("manager.document", known(|it| it.visitor.document.clone())),
            kind: form.field("manager.kind", kind),
            is_professional: RwSignal::new(false),
            represented: form.field("manager.represented", known(|it| it.meeting.entity.clone())),
            ruc: form.field(
                "manager.represented_ruc",
                known(|it| it.meeting.ruc.clone()),
            ),
            matter: form.field("matter", known(|it| it.meeting.reason_detail.clone())),
            decision: form.field("decision_sought", ""),
            documents: form.field("documents", ""),
            agreements: form.field("agreements", ""),
            modality: form.field("modality", "in_person"),
            venue: form.field("venue", "seat"),
            place: form.field("place", known(|it| it.meeting.place.clone())),
            is_omission: RwSignal::new(false),
            reason: form.field("late_reason", ""),
        }
    }

    /// The day that is typed, followed; nothing while it is none.
    pub(super) fn day(self) -> Option<String> {
        self.held.day().map(|day| day.to_string())
    }

    /// The official that is chosen, followed.
    pub(super) fn official(self) -> String {
        self.official.value.get()
    }

    /// What is typed; `None` where day or hour are missing, which then says so.
    pub(super) fn read(self, form: FormState) -> Option<InterestActIn> {
        let Some(held_at) = self.held.read() else {
            form.refuse_field("held_at", t::FORM_REQUIRED.s());
            return None;
        };
        let in_person = self.modality.text() == "in_person";
        let for_others = self.kind.text() == "third_party";
        Some(InterestActIn {
            official_id: self.official.text().parse().unwrap_or_default(),
            visit_id: self.visit,
            agenda_item_id: self.agenda.text().parse().ok(),
            held_at,
            manager: ManagerIn {
                name: self.name.text(),
                document_type: self.document_type.text(),
                document: self.document.optional(),
                kind: self.kind.text(),
                is_professional: self.is_professional.get_untracked(),
                represented: self.represented.optional().filter(|_| for_others),
                represented_ruc: self.ruc.optional().filter(|_| for_others),
            },
            matter: self.matter.text(),
            decision_sought: self.decision.text(),
            documents: self.documents.optional(),
            agreements: self.agreements.optional(),
            modality: self.modality.text(),
            venue: self.venue.optional().filter(|_| in_person),
            place: self.place.optional().filter(|_| in_person),
            is_omission: self.is_omission.get_untracked(),
            late_reason: self.reason.optional(),
        })
    }

    pub(super) fn view(
        self,
        deciding: Signal<Vec<Choice>>,
        agenda: Signal<Vec<Choice>>,
    ) -> impl IntoView {
        view! {
            {self.held.view(t::ACTS_DAY.s(), t::ACTS_HOUR.s(), false)}
            <Select name="official_id" label=t::INTERESTS_OFFICIAL.s() hint=t::ACTS_OFFICIAL_HINT.s()
                value=self.official.value options=deciding error=self.official.error/>
            {self.manager()}
            {self.subject()}
            {self.meeting(agenda)}
            <Details summary=t::ACTS_LATE.s() open=Signal::derive(move || self.is_late())>
                <Checkbox name="is_omission" label=t::ACTS_OMISSION.s() hint=t::ACTS_OMISSION_HINT.s()
                    checked=self.is_omission/>
                <TextArea name="late_reason" label=t::ACTS_LATE_REASON.s() hint=t::ACTS_LATE_REASON_HINT.s()
                    optional=true rows=2 max_chars=300 value=self.reason.value error=self.reason.error/>
            </Details>
        }
    }

    /// Whether it has to be said why this is told now.
    fn is_late(self) -> bool {
        let was_before = self.held.day().is_some_and(|day| day < today());
        was_before || self.is_omission.get() || self.reason.error.with(Option::is_some)
    }

    /// Who manages, and whose interests.
    fn manager(self) -> impl IntoView {
        let for_others = move || self.kind.value.with(|kind| kind == "third_party");
        let represented = move || {
            for_others().then(|| {
                view! {
                    <TextInput name="manager.represented" label=t::INTERESTS_REPRESENTED.s() maxlength=200
                        value=self.represented.value error=self.represented.error/>
                    <TextInput name="manager.represented_ruc" label=t::DOOR_RUC.s() optional=true inputmode="numeric"
                        maxlength=11 width=InputWidth::Medium value=self.ruc.value error=self.ruc.error/>
                }
            })
        };
        view! {
            <fieldset class="l-stack staff-group">
                <legend>{t::INTERESTS_MANAGER.s()}</legend>
                <div class="l-cluster">
                    <Select name="manager.document_type" label=t::DOOR_DOCUMENT_TYPE.s() value=self.document_type.value
                        options=choices(DOCUMENT_TYPES) error=self.document_type.error/>
                    <TextInput name="manager.document" label=t::DOOR_DOCUMENT.s() autocomplete="off" maxlength=20
                        width=InputWidth::Medium value=self.document.value error=self.document.error/>
                </div>
                <TextInput name="manager.name" label=t::DOOR_NAME.s() autocomplete="off" maxlength=150
                    value=self.name.value error=self.name.error/>
                <RadioGroup name="manager.kind" label=t::ACTS_KIND.s() value=self.kind.value
                    options=choices(MANAGER_KINDS) error=self.kind.error/>
                {represented}
                <Checkbox name="manager.is_professional" label=t::ACTS_PROFESSIONAL.s() checked=self.is_professional/>
            </fieldset>
        }
    }

    /// What it is about.
    fn subject(self) -> impl IntoView {
        view! {
            <TextArea name="matter" label=t::INTERESTS_MATTER.s() rows=2 max_chars=300 value=self.matter.value
                error=self.matter.error/>
            <TextArea name="decision_sought" label=t::INTERESTS_DECISION.s() rows=2 max_chars=300
                value=self.decision.value error=self.decision.error/>
            <TextArea name="documents" label=t::ACTS_DOCUMENTS.s() optional=true rows=2 max_chars=500
                value=self.documents.value error=self.documents.error/>
            <TextArea name="agreements" label=t::ACTS_AGREEMENTS.s() optional=true rows=2 max_chars=500
                value=self.agreements.value error=self.agreements.error/>
        }
    }

    /// How and where they met.
    fn meeting(self, agenda: Signal<Vec<Choice>>) -> impl IntoView {
        let in_person = move || self.modality.value.with(|modality| modality == "in_person");
        let place = move || {
            in_person().then(|| {
                view! {
                    <RadioGroup name="venue" label=t::ACTS_VENUE.s() hint=t::ACTS_VENUE_HINT.s() value=self.venue.value
                        options=choices(VENUES) error=self.venue.error/>
                    <TextInput name="place" label=t::DOOR_PLACE.s() optional=true maxlength=150 value=self.place.value
                        error=self.place.error/>
                }
            })
        };
        view! {
            <RadioGroup name="modality" label=t::ACTS_MODALITY.s() value=self.modality.value
                options=choices(MODALITIES) error=self.modality.error/>
            {place}
            <Select name="agenda_item_id" label=t::ACTS_AGENDA.s() hint=t::ACTS_AGENDA_HINT.s() optional=true
                value=self.agenda.value options=agenda error=self.agenda.error/>
        }
    }
}
