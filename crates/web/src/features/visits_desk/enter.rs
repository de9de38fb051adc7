//! Who comes in. A scanner types digits and Enter: the first Enter looks the document up, the second one checks in.

use leptos::prelude::*;
use shared::features::visits::desk::{CheckInIn, DeskOutcome, MeetingIn, VisitorIn};
use shared::features::visits::lookup::{LOOKUP_PATH, LookupIn, LookupOut, LookupSource};
use shared::features::visits::scan::{Scan, scan};
use shared::time::{short_date, short_time};

use super::door::Door;
use super::fields::{MeetingFields, NATURAL_PERSON, VisitorFields, propose};
use super::inside::Exits;
use super::offline::Taken;
use super::when::{LateFields, WhenFields};
use crate::fetch::{Method, SendOptions};
use crate::format::in_lima;
use crate::forms::{FormField, FormState};
use crate::i18n::t;
use crate::staff::{Act, refusal};
use crate::ui::{
    Button, ButtonKind, Details, Form, InputWidth, Notice, TextInput, Toasts, Tone, control_id, dom,
};

const FIRST: &str = "visitors[0].";

/// The form of the door.
#[derive(Clone, Copy)]
struct Enter {
    door: Door,
    form: FormState,
    visitor: VisitorFields,
    companions: RwSignal<Vec<(usize, VisitorFields)>>,
    meeting: MeetingFields,
    minors: FormField,
    entered: WhenFields,
    exited: WhenFields,
    late: LateFields,
    /// The document that was looked up, so that the second Enter checks in.
    looked: RwSignal<String>,
    found: RwSignal<Option<LookupOut>>,
    lookup: Act,
    exits: Exits,
}

/// The form.
pub(super) fn form(door: Door) -> AnyView {
    let form = FormState::new();
    let nobody = VisitorIn {
        document_type: "dni".to_owned(),
        ..VisitorIn::default()
    };
    let nothing = MeetingIn {
        visitor_kind: NATURAL_PERSON.to_owned(),
        ..MeetingIn::default()
    };
    let enter = Enter {
        door,
        form,
        visitor: VisitorFields::new(form, FIRST, &nobody),
        companions: RwSignal::default(),
        meeting: MeetingFields::new(form, &nothing, None),
        minors: form.field("minors", ""),
        entered: WhenFields::new(form, "entered_at", None),
        exited: WhenFields::new(form, "exited_at", None),
        late: LateFields::new(form),
        looked: RwSignal::default(),
        found: RwSignal::default(),
        lookup: Act::new(),
        exits: Exits::new(door),
    };
    enter.look_entities_up();
    #[cfg(feature = "csr")]
    request_animation_frame(focus_document);
    enter.view()
}

fn focus_document() {
    dom::focus(&control_id("visitors[0].document"));
}

impl Enter {
    /// Enter in any field: first the lookup of a document that is new, then the entry.
    fn submit(self) {
        let typed = self.visitor.document.text();
        match scan(&typed) {
            Scan::Badge(id) => {
                self.visitor.document.value.set(String::new());
                self.exits.leave(vec![id]);
                return;
            }
            Scan::Document { kind, number } if self.visitor.kind.text() == "dni" => {
                self.visitor.kind.value.set(kind.to_owned());
                self.visitor.document.value.set(number);
            }
            _ => {}
        }
        let key = self.key();
        let looked = self.looked.get_untracked();
        // Whoever wrote everything by hand waits for nobody; but another document is another person.
        let is_written = looked.is_empty() && !self.visitor.name.text().is_empty();
        if self.visitor.document.text().is_empty() || looked == key || is_written {
            self.send();
        } else {
            self.look_up(key);
        }
    }

    fn key(self) -> String {
        format!(
            "{} {}",
            self.visitor.kind.text(),
            self.visitor.document.text()
        )
    }

    fn look_up(self, key: String) {
        if self.door.device.is_off_line() {
            // Nobody can be asked: the person writes.
            self.looked.set(key);
            request_animation_frame(|| dom::focus(&control_id("visitors[0].name")));
            return;
        }
        let body = LookupIn {
            document_type: self.visitor.kind.text(),
            document: self.visitor.document.text(),
            is_training: self.door.is_training.get_untracked(),
        };
        let broken = shared::kit::check::Check::check(&body);
        if !broken.is_empty() {
            let broken = broken.into_iter().map(|mut error| {
                error.field = format!("{FIRST}{}", error.field);
                error
            });
            self.form.tell(broken.collect());
            return;
        }
        self.form.tell(Vec::new());
        if !self.looked.get_untracked().is_empty() {
            // What was told of somebody else.
            self.visitor.name.value.set(String::new());
            self.meeting.clear();
            self.looked.set(String::new());
            self.found.set(None);
        }
        let from = dom::focused_id();
        let (path, options) = (LOOKUP_PATH.to_owned(), SendOptions::default());
        self.lookup
            .run(Method::Post, path, body, options, move |reply| {
                // Who came in meanwhile, or another document: nobody waits for this answer any more.
                if self.key() == key {
                    self.looked.set(key);
                    self.fill(reply.body, &from);
                }
            });
    }

    /// What is known is proposed; what was written meanwhile stands, and what is not known stays for the person to write.
    fn fill(self, found: LookupOut, from: &str) {
        propose(self.visitor.name, found.name.as_ref());
        let officials = untrack(|| self.officials());
        let last = officials
            .into_iter()
            .find(|it| Some(it.id) == found.official_id);
        self.meeting.propose(&found, last);
        self.found.set(Some(found));
        let now = dom::focused_id();
        if !now.is_empty() && now != from {
            // Whoever writes on in another field is not taken out of it.
            return;
        }
        let next = if self.visitor.name.text().is_empty() {
            control_id("visitors[0].name")
        } else if self.meeting.is_complete() {
            "door-submit".to_owned()
        } else {
            control_id("meeting.official_id")
        };
        request_animation_frame(move || dom::focus(&next));
    }

    fn officials(self) -> Vec<shared::features::visits::officials::OfficialChoice> {
        self.door.choices()
    }

    /// The name of an entity whose RUC is complete.
    fn look_entities_up(self) {
        let ruc = self.meeting.ruc;
        let act = Act::new();
        Effect::new(move |before: Option<String>| {
            let number = ruc.value.get();
            let is_new = before.is_some_and(|before| before != number);
            if is_new
                && shared::rules::ruc(&number).is_ok()
                && self.meeting.entity.text().is_empty()
            {
                let body = LookupIn {
                    document_type: "ruc".to_owned(),
                    document: number.clone(),
                    is_training: self.door.is_training.get_untracked(),
                };
                let (path, options) = (LOOKUP_PATH.to_owned(), SendOptions::default());
                act.run(
                    Method::Post,
                    path,
                    body,
                    options,
                    move |reply: crate::fetch::Reply<LookupOut>| {
                        propose(self.meeting.entity, reply.body.name.as_ref());
                    },
                );
            }
            number
        });
    }

    fn body(self) -> CheckInIn {
        let companions = self.companions.get_untracked().into_iter();
        let companions = companions.map(|(_, visitor)| visitor.read());
        CheckInIn {
            visitors: std::iter::once(self.visitor.read())
                .chain(companions)
                .collect(),
            minors: self.minors.text().parse().unwrap_or_default(),
            meeting: self.meeting.read(),
            entered_at: self.entered.read(),
            exited_at: self.exited.read(),
            late: self.late.read(),
            gate: Some(self.door.gate.get_untracked()).filter(|gate| !gate.is_empty()),
            is_training: self.door.is_training.get_untracked(),
            ..CheckInIn::default()
        }
    }

    fn send(self) {
        let toasts = Toasts::here();
        let done = move |taken: Taken<DeskOutcome>| {
            match taken {
                Taken::Recorded(outcome) => {
                    let names = outcome.items.iter();
                    let names: Vec<_> = names.map(|visit| visit.visitor_name.as_str()).collect();
                    toasts.success(t::DOOR_ENTERED.with(&[("name", &names.join(", "))]));
                    self.door.inside.refetch();
                }
                Taken::Kept => toasts.success(t::DESK_KEPT.s()),
            }
            self.clear();
        };
        let device = self.door.device;
        self.form.submit(
            self.body(),
            move |body| async move { device.enter(body).await },
            done,
        );
    }

    fn clear(self) {
        self.visitor.clear();
        self.companions.set(Vec::new());
        self.meeting.clear();
        self.minors.value.set(String::new());
        self.entered.clear();
        self.exited.clear();
        self.late.clear();
        self.looked.set(String::new());
        self.found.set(None);
        request_animation_frame(focus_document);
    }

    fn accompany(self) {
        let nobody = VisitorIn {
            document_type: "dni".to_owned(),
            ..VisitorIn::default()
        };
        let number = self.companions.with_untracked(Vec::len) + 1;
        let fields = VisitorFields::new(self.form, &format!("visitors[{number}]."), &nobody);
        self.companions.update(|all| all.push((number, fields)));
        let id = control_id(&format!("visitors[{number}].document"));
        request_animation_frame(move || dom::focus(&id));
    }

    fn view(self) -> AnyView {
        let busy = Signal::derive(move || self.form.busy().get() || self.lookup.busy().get());
        let places = move || {
            let settings = self.door.names();
            settings.map(|settings| settings.places).unwrap_or_default()
        };
        view! {
            {refusal(self.form)}
            {self.lookup.view()}
            <Form on_submit=Callback::new(move |()| self.submit())>
                {self.visitor.view(FIRST)}
                {move || self.found.get().map(|found| answer(&found))}
                {self.meeting.view(move || self.officials(), places)}
                {self.meeting.agenda(move || self.door.announced())}
                {self.group()}
                <div class="door__submit" id="door-submit">
                    <Button kind=ButtonKind::Primary submit=true busy=busy busy_text=t::UI_WORKING.s()>
                        {t::DOOR_SUBMIT.s()}
                    </Button>
                </div>
                <Details summary=t::DOOR_MORE.s()>
                    {self.visitor.rest(FIRST)}
                    {self.meeting.remark()}
                </Details>
                <Details summary=t::DOOR_EARLIER.s()>
                    <p class="u-small u-muted">{t::DOOR_EARLIER_TEXT.s()}</p>
                    {self.entered.view(t::DOOR_ENTERED_DAY.s(), t::DOOR_ENTERED_HOUR.s(), true)}
                    {self.exited.view(t::DOOR_EXITED_DAY.s(), t::DOOR_EXITED_HOUR.s(), true)}
                    {self.late.view()}
                </Details>
            </Form>
        }
        .into_any()
    }

    /// Whoever comes along: adults by name, minors as a number.
    fn group(self) -> impl IntoView {
        let one = move |(number, fields): (usize, VisitorFields)| {
            let prefix = format!("visitors[{number}].");
            let legend = t::DOOR_COMPANION.with(&[("n", &number.to_string())]);
            view! {
                <fieldset class="l-stack staff-group">
                    <legend>{legend}</legend>
                    {fields.view(&prefix)}
                </fieldset>
            }
        };
        let remove = move |()| {
            self.companions.update(|all| {
                all.pop();
            })
        };
        let has_some = move || self.companions.with(|all| !all.is_empty());
        view! {
            <For each=move || self.companions.get() key=|(number, _)| *number children=one/>
            <div class="l-cluster">
                <Button icon="plus" on_click=move |()| self.accompany()>{t::DOOR_ACCOMPANY.s()}</Button>
                {move || has_some().then(|| view! {
                    <Button kind=ButtonKind::Quiet on_click=remove>{t::DOOR_UNACCOMPANY.s()}</Button>
                })}
            </div>
            <TextInput name="minors" label=t::DOOR_MINORS.s() hint=t::DOOR_MINORS_HINT.s() optional=true
                inputmode="numeric" maxlength=2 width=InputWidth::Short value=self.minors.value error=self.minors.error/>
        }
    }
}

/// What is known of the document, and from where.
fn answer(found: &LookupOut) -> AnyView {
    let inside = found.inside_since.map(|since| {
        let text = t::DOOR_ALREADY_INSIDE.with(&[("time", &short_time(since))]);
        view! { <Notice tone=Tone::Warning><p>{text}</p></Notice> }
    });
    let source = match found.source {
        LookupSource::Visits => {
            let day = found.last_visit_at.map(|at| short_date(in_lima(at).date()));
            t::DOOR_FROM_VISITS.with(&[("date", &day.unwrap_or_default())])
        }
        LookupSource::File => t::DOOR_FROM_FILE.s().to_owned(),
        LookupSource::Unknown => t::DOOR_FROM_NOBODY.s().to_owned(),
        LookupSource::NotLookedUp => t::DOOR_NOT_LOOKED_UP.s().to_owned(),
    };
    view! {
        {inside}
        <p class="u-small u-muted" role="status">{source}</p>
    }
    .into_any()
}
