//! The fields of a visit: who comes, whom he visits, why. The door and the correction ask the same.

use leptos::prelude::*;
use shared::features::interests::agenda::AgendaItemOut;
use shared::features::visits::desk::{MeetingIn, VisitorIn};
use shared::features::visits::lookup::LookupOut;
use shared::features::visits::officials::OfficialChoice;
use shared::features::visits::{DOCUMENT_TYPES, REASONS, VISITOR_KINDS};
use shared::registers::Choice as Declared;
use shared::text::fold::fold;

use crate::forms::{FormField, FormState};
use crate::i18n::t;
use crate::ui::{Choice, Combobox, InputWidth, Select, TextArea, TextInput};

/// Suggestions shown at once.
const SHOWN: usize = 8;

/// Who speaks for nobody but himself.
pub(super) const NATURAL_PERSON: &str = "natural_person";

/// The choices of a closed list.
pub(crate) fn choices(declared: &'static [Declared]) -> Vec<Choice> {
    let all = declared.iter();
    all.map(|choice| Choice::new(choice.code, choice.label))
        .collect()
}

/// The words for a code of a closed list.
pub(crate) fn label(declared: &'static [Declared], code: &str) -> String {
    let found = declared.iter().find(|choice| choice.code == code);
    found.map_or(code, |choice| choice.label).to_owned()
}

/// An activity of the agenda as a choice.
pub(crate) fn activity(item: AgendaItemOut) -> Choice {
    let label = format!("{} {}", item.slot.start_time, item.activity);
    Choice::new(item.id.to_string(), label)
}

/// A person at the door.
#[derive(Clone, Copy)]
pub(super) struct VisitorFields {
    pub(super) kind: FormField,
    pub(super) document: FormField,
    pub(super) name: FormField,
    pub(super) badge: FormField,
    pub(super) phone: FormField,
    pub(super) belongings: FormField,
}

impl VisitorFields {
    /// The fields under the prefix that the API gives them: `visitors[0].`.
    pub(super) fn new(form: FormState, prefix: &str, known: &VisitorIn) -> Self {
        let field = |name: &str, value: Option<&String>| {
            form.field(
                format!("{prefix}{name}"),
                value.cloned().unwrap_or_default(),
            )
        };
        Self {
            kind: field("document_type", Some(&known.document_type)),
            document: field("document", known.document.as_ref()),
            name: field("name", Some(&known.name)),
            badge: field("badge", known.badge.as_ref()),
            phone: field("phone", known.phone.as_ref()),
            belongings: field("belongings", known.belongings.as_ref()),
        }
    }

    pub(super) fn read(self) -> VisitorIn {
        VisitorIn {
            document_type: self.kind.text(),
            document: self.document.optional(),
            name: self.name.text(),
            badge: self.badge.optional(),
            phone: self.phone.optional(),
            belongings: self.belongings.optional(),
        }
    }

    pub(super) fn clear(self) {
        self.kind.value.set("dni".to_owned());
        for field in [
            self.document,
            self.name,
            self.badge,
            self.phone,
            self.belongings,
        ] {
            field.value.set(String::new());
        }
    }

    /// Document and name: what every visit has.
    pub(super) fn view(self, prefix: &str) -> impl IntoView + use<> {
        let name = |field: &str| format!("{prefix}{field}");
        view! {
            <div class="l-cluster door__document">
                <Select name=name("document_type") label=t::DOOR_DOCUMENT_TYPE.s() value=self.kind.value
                    options=choices(DOCUMENT_TYPES) error=self.kind.error/>
                <TextInput name=name("document") label=t::DOOR_DOCUMENT.s() autocomplete="off" maxlength=40
                    width=InputWidth::Medium value=self.document.value error=self.document.error/>
            </div>
            <TextInput name=name("name") label=t::DOOR_NAME.s() autocomplete="off" maxlength=150
                value=self.name.value error=self.name.error/>
        }
    }

    /// What is only asked where it matters.
    pub(super) fn rest(self, prefix: &str) -> impl IntoView + use<> {
        let name = |field: &str| format!("{prefix}{field}");
        view! {
            <TextInput name=name("badge") label=t::DOOR_BADGE.s() optional=true maxlength=30 width=InputWidth::Medium
                value=self.badge.value error=self.badge.error/>
            <TextInput name=name("phone") label=t::DOOR_PHONE.s() optional=true kind="tel" maxlength=30
                autocomplete="off" width=InputWidth::Medium value=self.phone.value error=self.phone.error/>
            <TextInput name=name("belongings") label=t::DOOR_BELONGINGS.s() optional=true maxlength=200
                value=self.belongings.value error=self.belongings.error/>
        }
    }
}

/// Whom they visit, for whom and why.
#[derive(Clone, Copy)]
pub(super) struct MeetingFields {
    pub(super) official: RwSignal<Option<OfficialChoice>>,
    /// What is typed to find the official.
    pub(super) official_text: FormField,
    pub(super) kind: FormField,
    pub(super) entity: FormField,
    pub(super) ruc: FormField,
    pub(super) reason: FormField,
    detail: FormField,
    place: FormField,
    remark: FormField,
    agenda: FormField,
}

/// Writes a value that is known into a field in which nothing stands.
pub(super) fn propose(field: FormField, value: Option<&String>) {
    if let Some(value) = value
        && field.text().is_empty()
    {
        field.value.set(value.clone());
    }
}

/// An official as one line.
pub(super) fn official_label(official: &OfficialChoice) -> String {
    format!("{} – {}", official.name, official.post)
}

impl MeetingFields {
    pub(super) fn new(
        form: FormState,
        known: &MeetingIn,
        official: Option<OfficialChoice>,
    ) -> Self {
        let field = |name: &str, value: Option<&String>| {
            form.field(
                format!("meeting.{name}"),
                value.cloned().unwrap_or_default(),
            )
        };
        let text = official.as_ref().map(official_label).unwrap_or_default();
        Self {
            official_text: form.field("meeting.official_id", text),
            official: RwSignal::new(official),
            kind: field("visitor_kind", Some(&known.visitor_kind)),
            entity: field("entity", known.entity.as_ref()),
            ruc: field("ruc", known.ruc.as_ref()),
            reason: field("reason", Some(&known.reason)),
            detail: field("reason_detail", known.reason_detail.as_ref()),
            place: field("place", known.place.as_ref()),
            remark: field("remark", known.remark.as_ref()),
            agenda: form.field(
                "meeting.agenda_item_id",
                known
                    .agenda_item_id
                    .map(|id| id.to_string())
                    .unwrap_or_default(),
            ),
        }
    }

    pub(super) fn read(self) -> MeetingIn {
        let speaks_for_itself = self.kind.text() == NATURAL_PERSON;
        let entity = |field: FormField| field.optional().filter(|_| !speaks_for_itself);
        // What was typed after the choice is no choice.
        let text = self.official_text.text();
        let official = self.official.get_untracked();
        let official = official.filter(|official| official_label(official) == text);
        MeetingIn {
            official_id: official.map(|official| official.id).unwrap_or_default(),
            visitor_kind: self.kind.text(),
            entity: entity(self.entity),
            ruc: entity(self.ruc),
            reason: self.reason.text(),
            reason_detail: self.detail.optional(),
            place: self.place.optional(),
            remark: self.remark.optional(),
            agenda_item_id: self.agenda.text().parse().ok(),
        }
    }

    /// Fills in what is known of the last meeting, where nobody wrote something else.
    pub(super) fn propose(self, found: &LookupOut, official: Option<OfficialChoice>) {
        if let Some(kind) = &found.visitor_kind
            && self.kind.text() == NATURAL_PERSON
        {
            self.kind.value.set(kind.clone());
        }
        if found.visitor_kind.as_ref() == Some(&self.kind.text()) {
            propose(self.entity, found.entity.as_ref());
            propose(self.ruc, found.ruc.as_ref());
        }
        // A reason that says nothing is not proposed again.
        propose(
            self.reason,
            found.reason.as_ref().filter(|reason| *reason != "other"),
        );
        if let Some(official) = official
            && self.official_text.text().is_empty()
        {
            self.choose(official);
        }
    }

    /// Whether it is known whom they visit and why.
    pub(super) fn is_complete(self) -> bool {
        self.official.with_untracked(Option::is_some) && !self.reason.text().is_empty()
    }

    pub(super) fn choose(self, official: OfficialChoice) {
        self.official_text.value.set(official_label(&official));
        self.official.set(Some(official));
    }

    pub(super) fn clear(self) {
        self.official.set(None);
        self.kind.value.set(NATURAL_PERSON.to_owned());
        let texts = [
            self.official_text,
            self.entity,
            self.ruc,
            self.reason,
            self.detail,
            self.place,
            self.remark,
            self.agenda,
        ];
        for field in texts {
            field.value.set(String::new());
        }
    }

    pub(super) fn view(
        self,
        officials: impl Fn() -> Vec<OfficialChoice> + Copy + Send + Sync + 'static,
        places: impl Fn() -> Vec<String> + Copy + Send + Sync + 'static,
    ) -> impl IntoView {
        let speaks = move || self.kind.value.with(|kind| kind != NATURAL_PERSON);
        let entity = move || {
            speaks().then(|| {
                view! {
                    <TextInput name="meeting.ruc" label=t::DOOR_RUC.s() hint=t::DOOR_RUC_HINT.s() optional=true
                        inputmode="numeric" maxlength=11 width=InputWidth::Medium value=self.ruc.value error=self.ruc.error/>
                    <TextInput name="meeting.entity" label=t::DOOR_ENTITY.s() maxlength=200 value=self.entity.value
                        error=self.entity.error/>
                }
            })
        };
        view! {
            <Select name="meeting.visitor_kind" label=t::DOOR_KIND.s() value=self.kind.value
                options=choices(VISITOR_KINDS) error=self.kind.error/>
            {entity}
            {self.official_field(officials)}
            <Select name="meeting.reason" label=t::DOOR_REASON.s() value=self.reason.value options=choices(REASONS)
                error=self.reason.error/>
            {self.detail_field()}
            {self.place_field(places)}
        }
    }

    fn official_field(
        self,
        officials: impl Fn() -> Vec<OfficialChoice> + Copy + Send + Sync + 'static,
    ) -> impl IntoView {
        let options = Signal::derive(move || {
            let typed = self.official_text.value.with(|text| fold(text));
            let all = officials().into_iter();
            let found = all.filter(|it| finds(&typed, &[&it.name, &it.post, &it.office]));
            let options = found.take(SHOWN).map(|it| {
                let label = official_label(&it);
                Choice::new(it.id.to_string(), label).hint(it.office)
            });
            options.collect::<Vec<_>>()
        });
        let choose = move |choice: Choice| {
            let all = untrack(officials).into_iter();
            let mut found = all.filter(|it| it.id.to_string() == choice.value);
            self.official.set(found.next());
        };
        view! {
            <Combobox name="meeting.official_id" label=t::DOOR_OFFICIAL.s() hint=t::DOOR_OFFICIAL_HINT.s()
                query=self.official_text.value options=options error=self.official_text.error on_select=choose/>
        }
    }

    fn detail_field(self) -> impl IntoView {
        move || {
            // «Otros motivos» says nothing by itself.
            let is_other = self.reason.value.with(|reason| reason == "other");
            let hint = if is_other {
                t::DOOR_DETAIL_OTHER.s()
            } else {
                ""
            };
            view! {
                <TextInput name="meeting.reason_detail" label=t::DOOR_DETAIL.s() hint=hint optional=!is_other
                    maxlength=300 value=self.detail.value error=self.detail.error/>
            }
        }
    }

    fn place_field(
        self,
        places: impl Fn() -> Vec<String> + Copy + Send + Sync + 'static,
    ) -> impl IntoView {
        let options = Signal::derive(move || {
            let typed = self.place.value.with(|text| fold(text));
            let found = places().into_iter().filter(|place| finds(&typed, &[place]));
            let options = found
                .take(SHOWN)
                .map(|place| Choice::new(place.clone(), place));
            options.collect::<Vec<_>>()
        });
        view! {
            <Combobox name="meeting.place" label=t::DOOR_PLACE.s() optional=true query=self.place.value options=options
                error=self.place.error on_select=|_| ()/>
        }
    }

    /// In which activity of the official's agenda it happens, where he announced some for the day.
    pub(super) fn agenda(
        self,
        items: impl Fn() -> Vec<AgendaItemOut> + Copy + Send + Sync + 'static,
    ) -> impl IntoView {
        let options = Signal::derive(move || {
            let official = self.official.get().map(|official| official.id);
            let mut own = items();
            own.retain(|item| item.takes_place() && Some(item.official_id) == official);
            own.into_iter().map(activity).collect::<Vec<_>>()
        });
        let has_some = Memo::new(move |_| options.with(|options| !options.is_empty()));
        move || {
            has_some.get().then(|| {
                view! {
                    <Select name="meeting.agenda_item_id" label=t::DOOR_AGENDA.s() hint=t::DOOR_AGENDA_HINT.s()
                        optional=true value=self.agenda.value options=options error=self.agenda.error/>
                }
            })
        }
    }

    /// What else the public should know.
    pub(super) fn remark(self) -> impl IntoView {
        view! {
            <TextArea name="meeting.remark" label=t::DOOR_REMARK.s() hint=t::DOOR_REMARK_HINT.s() optional=true rows=2
                max_chars=500 value=self.remark.value error=self.remark.error/>
        }
    }
}

/// Whether every word that was typed begins somewhere in these texts.
pub(super) fn finds(typed: &str, texts: &[&str]) -> bool {
    let text = fold(&texts.join(" "));
    typed.split_whitespace().all(|word| text.contains(word))
}
