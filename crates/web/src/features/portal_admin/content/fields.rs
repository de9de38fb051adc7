//! The fields of a kind as a table: one drawing and one reading for all of them.

use leptos::prelude::*;

use super::Editable;
use super::preview::markdown;
use crate::forms::{FormField, FormState};
use crate::i18n::{Text, t};
use crate::ui::{
    Checkbox, Choice, DateField, InputWidth, Select, TabItem, TabPanel, Tabs, TextArea, TextInput,
};

/// How a field is filled in.
#[derive(Clone, Copy)]
pub(super) enum Input {
    /// One line: the browser's kind of keyboard, how wide, how long.
    Line(&'static str, InputWidth, u32),
    /// Several lines: how many are shown, how long.
    Lines(u32, usize),
    /// A day.
    Date,
    /// One of a list.
    Choice(fn() -> Vec<Choice>),
    /// Yes or no; `true` stands for yes.
    Tick,
    /// A text with marks, and how it will look.
    Markdown,
}

impl Input {
    /// One line of ordinary text.
    pub(super) const fn text(most: u32) -> Self {
        Self::Line("text", InputWidth::Full, most)
    }
}

/// How the text of a field follows from that of another.
type Derive = fn(&str) -> String;

/// One field of a kind.
pub(crate) struct Field<T: 'static> {
    /// The member of the value, as the API names it in `errors`: `title`.
    name: &'static str,
    label: Text,
    hint: Option<Text>,
    input: Input,
    optional: bool,
    /// The field whose text follows this one until somebody writes one, and how.
    suggests: Option<(&'static str, Derive)>,
    get: fn(&T) -> String,
    /// Puts what was typed into the value; `false` where it cannot be read.
    set: fn(&mut T, String) -> bool,
}

impl<T> Field<T> {
    /// A field that has to be filled in.
    pub(super) const fn new(
        name: &'static str,
        label: Text,
        input: Input,
        get: fn(&T) -> String,
        set: fn(&mut T, String) -> bool,
    ) -> Self {
        Self {
            name,
            label,
            hint: None,
            input,
            optional: false,
            suggests: None,
            get,
            set,
        }
    }

    /// The same with a word on how to fill it in.
    pub(super) const fn hint(mut self, hint: Text) -> Self {
        self.hint = Some(hint);
        self
    }

    /// The same, and it may be left empty.
    pub(super) const fn optional(mut self) -> Self {
        self.optional = true;
        self
    }

    /// The same, and another field follows it.
    pub(super) const fn suggests(mut self, other: &'static str, how: Derive) -> Self {
        self.suggests = Some((other, how));
        self
    }
}

/// A field by the name of its member: `field!(title, t::CONTENT_PAGE_TITLE, Input::text(120))`.
macro_rules! field {
    ($member:ident, $label:expr, $input:expr) => {
        $crate::features::portal_admin::content::fields::Field::<Self>::new(
            stringify!($member),
            $label,
            $input,
            |it| $crate::features::portal_admin::content::values::Typed::shown(&it.$member),
            |it, text| {
                let typed = $crate::features::portal_admin::content::values::Typed::read(text);
                typed.map(|value| it.$member = value).is_some()
            },
        )
    };
}

pub(super) use field;

/// The fields of an item, or of a new one.
pub(super) struct Drawn<T> {
    /// How they look.
    pub(super) view: AnyView,
    /// The value as typed now; `None` where a field cannot be read, which then says so itself.
    pub(super) read: Box<dyn Fn() -> Option<T> + Send + Sync>,
}

/// Draws the fields of a kind.
pub(super) fn draw<T: Editable>(form: FormState, now: Option<&T>) -> Drawn<T> {
    let typed: Vec<(&'static Field<T>, FormField)> = T::FIELDS
        .iter()
        .map(|field| {
            let initial = now.map(field.get).unwrap_or_default();
            (field, form.field(path(field.name), initial))
        })
        .collect();
    let value_of = |name: &str| {
        let found = typed.iter().find(|(field, _)| field.name == name);
        found.map(|(_, typed)| typed.value)
    };
    let view = typed
        .iter()
        .map(|(field, typed)| {
            let follower = field
                .suggests
                .and_then(|(other, how)| Some((value_of(other)?, how)));
            control(field, *typed, follower)
        })
        .collect_view()
        .into_any();
    let before = now.cloned().unwrap_or_default();
    let read = move || {
        let mut value = before.clone();
        for (field, typed) in &typed {
            if !(field.set)(&mut value, typed.text()) {
                form.refuse_field(&path(field.name), t::FORM_REQUIRED.s());
                return None;
            }
        }
        Some(value)
    };
    Drawn {
        view,
        read: Box::new(read),
    }
}

fn path(name: &str) -> String {
    format!("value.{name}")
}

type Follower = Option<(RwSignal<String>, Derive)>;

fn control<T>(field: &'static Field<T>, typed: FormField, follower: Follower) -> AnyView {
    let (name, label) = (path(field.name), field.label.s());
    let hint = field.hint.map(Text::s).unwrap_or_default();
    let (optional, value, error) = (field.optional, typed.value, typed.error);
    match field.input {
        Input::Line(kind, width, most) => {
            let left = move || {
                if let Some((other, how)) = follower
                    && other.with_untracked(String::is_empty)
                {
                    other.set(how(&typed.text()));
                }
            };
            view! {
                <TextInput name=name label=label hint=hint optional=optional kind=kind width=width maxlength=most
                    on_blur=left value=value error=error/>
            }
            .into_any()
        }
        Input::Lines(rows, most) => view! {
            <TextArea name=name label=label hint=hint optional=optional rows=rows max_chars=most value=value error=error/>
        }
        .into_any(),
        Input::Date => {
            view! { <DateField name=name label=label hint=hint optional=optional value=value error=error/> }.into_any()
        }
        Input::Choice(choices) => view! {
            <Select name=name label=label hint=hint optional=optional value=value error=error options=choices()/>
        }
        .into_any(),
        Input::Tick => {
            let checked = RwSignal::new(value.with_untracked(|text| text == "true"));
            Effect::new(move |before: Option<()>| {
                let yes = checked.get();
                if before.is_some() {
                    value.set(if yes { "true" } else { "" }.to_owned());
                }
            });
            view! { <Checkbox name=name label=label hint=hint error=error checked=checked/> }.into_any()
        }
        Input::Markdown => written(name, label, hint, typed),
    }
}

/// The text as it is written, and as it will look.
fn written(name: String, label: &'static str, hint: &'static str, body: FormField) -> AnyView {
    let selected = RwSignal::new("write".to_owned());
    let items = vec![
        TabItem::new("write", t::CONTENT_PAGE_WRITE.s()),
        TabItem::new("preview", t::CONTENT_PAGE_PREVIEW.s()),
    ];
    view! {
        <div class="l-stack l-stack--s">
            <Tabs id="page-body" label=label items=items selected=selected/>
            <TabPanel id="page-body" key="write" selected=selected>
                <TextArea name=name.clone() label=label hint=hint rows=16 max_chars=40000 value=body.value error=body.error/>
            </TabPanel>
            <TabPanel id="page-body" key="preview" selected=selected>
                <div class="card staff-text">{move || markdown(&body.value.get())}</div>
            </TabPanel>
        </div>
    }
    .into_any()
}
