//! The search and the filters of a register, from its declaration. A plain GET form: without script the browser itself
//! leads to the address that the fields say.

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use shared::registers::{Choice as Declared, Column, Kind, Register};

use super::asked::Asked;
use crate::i18n::{Text, t};
use crate::ui::{Choice, Details, FilterBar, Icon, InputWidth, Select, TextInput};

/// A field with what is typed into it.
struct Input {
    /// Its name: a parameter of the address.
    name: String,
    label: String,
    shape: Shape,
    typed: RwSignal<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shape {
    Day,
    Number,
    Amount { unit: &'static str },
    OneOf(&'static [Declared]),
    YesNo,
    Words,
    Exact,
}

/// The form with what the list is narrowed to below it.
pub(crate) fn form(register: &'static Register, list: String, asked: Memo<Asked>) -> AnyView {
    let words = RwSignal::new(asked.with_untracked(|asked| asked.field("q")));
    let (period, more) = (period(register, asked), filters(register, asked));
    let fields: Vec<(String, RwSignal<String>)> = period
        .iter()
        .chain(&more)
        .map(|input| (input.name.clone(), input.typed))
        .chain([("q".to_owned(), words)])
        .collect();
    let names: Vec<String> = fields.iter().map(|(name, _)| name.clone()).collect();
    let follow = fields.clone();
    Effect::new(move |_| {
        asked.with(|asked| {
            for (name, typed) in &follow {
                typed.set(asked.field(name));
            }
        });
    });
    let navigate = use_navigate();
    let (page, beside) = (list.clone(), names.clone());
    let go = Callback::new(move |()| {
        let typed = fields
            .iter()
            .map(|(name, typed)| (name.clone(), typed.get_untracked()));
        let kept = asked.with_untracked(|asked| asked.beside(&beside));
        let next = Asked::read(register, typed.chain(kept));
        let options = NavigateOptions {
            scroll: false,
            ..NavigateOptions::default()
        };
        navigate(&next.typed(&page), options);
    });
    let chips_of = list.clone();
    let chips = Signal::derive(move || asked.with(|asked| asked.chips(&chips_of)));
    let is_used = |input: &Input| !input.typed.with_untracked(String::is_empty);
    let open = more.iter().any(is_used);
    let period = period.into_iter().map(|one| field(one, asked));
    let period = period.collect_view();
    let more = (!more.is_empty()).then(|| {
        let fields = more.into_iter().map(|one| field(one, asked));
        let fields = fields.collect_view();
        view! {
            <div class="register-form__more">
                <Details summary=t::REGISTERS_FILTERS_MORE.s() open=open>
                    <div class="register-form__fields">{fields}</div>
                </Details>
            </div>
        }
    });
    view! {
        <div class="register-form">
            <FilterBar label=t::REGISTERS_FILTERS.with(&[("register", register.title)]) chips=chips clear_href=list on_submit=go>
                {search(register, words)}
                {period}
                {more}
                {move || asked.with(|asked| hidden(asked, &names))}
            </FilterBar>
        </div>
    }
    .into_any()
}

/// The search, as large as on a home page.
fn search(register: &'static Register, words: RwSignal<String>) -> impl IntoView {
    let searched = register.public_columns().filter(|one| one.is_searchable);
    let searched: Vec<_> = searched.map(|one| one.label).collect();
    let hint = t::REGISTERS_SEARCH_HINT.with(&[("columns", &searched.join(", "))]);
    view! {
        <div class="search search--large register-form__search">
            <label class="search__label" for="register-search">{t::REGISTERS_SEARCH.s()}</label>
            <div class="search__row">
                <input class="search__input" type="search" id="register-search" name="q" autocomplete="off" maxlength="100"
                    enterkeyhint="search" aria-describedby="register-search-hint"
                    value=words.get_untracked() prop:value=words
                    on:input:target=move |event| words.set(event.target().value())/>
                <button type="submit" class="search__button">
                    <Icon name="search"/>
                    <span class="search__word">{t::UI_SEARCH.s()}</span>
                </button>
            </div>
            <p class="u-small u-muted" id="register-search-hint">{hint}</p>
        </div>
    }
}

/// What a form carries along without a field of its own.
fn hidden(asked: &Asked, fields: &[String]) -> impl IntoView + use<> {
    let carried = asked.beside(fields).into_iter();
    let carried =
        carried.map(|(name, value)| view! { <input type="hidden" name=name value=value/> });
    carried.collect_view()
}

fn input(asked: Memo<Asked>, name: String, label: String, shape: Shape) -> Input {
    let typed = RwSignal::new(asked.with_untracked(|asked| asked.field(&name)));
    Input {
        name,
        label,
        shape,
        typed,
    }
}

/// The two days between which the register's date lies.
fn period(register: &'static Register, asked: Memo<Asked>) -> Vec<Input> {
    let Some(date) = register.column(register.date()) else {
        return Vec::new();
    };
    let ends = [("from", t::REGISTERS_FROM), ("to", t::REGISTERS_TO)];
    let end = |(name, text): (&str, Text)| {
        let label = text.with(&[("column", date.label)]);
        input(asked, name.to_owned(), label, Shape::Day)
    };
    ends.map(end).into()
}

/// The fields of every other column by which the declaration lets lists be narrowed.
fn filters(register: &'static Register, asked: Memo<Asked>) -> Vec<Input> {
    let columns = register.public_columns();
    let columns = columns.filter(|one| one.is_filterable && one.name != register.date());
    columns.flat_map(|one| of_column(one, asked)).collect()
}

fn of_column(column: &'static Column, asked: Memo<Asked>) -> Vec<Input> {
    let range = |below: &str, above: &str, shape: Shape| -> Vec<Input> {
        let ends = [(below, t::REGISTERS_FROM), (above, t::REGISTERS_TO)];
        let end = |(suffix, text): (&str, Text)| {
            let label = text.with(&[("column", column.label)]);
            input(asked, format!("{}{suffix}", column.name), label, shape)
        };
        ends.map(end).into()
    };
    let one = |suffix: &str, label: &str, shape: Shape| {
        let name = format!("{}{suffix}", column.name);
        vec![input(asked, name, label.to_owned(), shape)]
    };
    match column.kind {
        Kind::Date => range("_min", "_max", Shape::Day),
        Kind::Integer => range("_min", "_max", Shape::Number),
        Kind::Money => range("_desde", "_hasta", Shape::Amount { unit: "S/" }),
        Kind::Percent => range("_desde", "_hasta", Shape::Amount { unit: "%" }),
        Kind::Choice(choices) => one("", column.label, Shape::OneOf(choices)),
        Kind::Bool => one("", column.label, Shape::YesNo),
        Kind::Text(_) => one(
            "_contains",
            &t::REGISTERS_CONTAINS.with(&[("column", column.label)]),
            Shape::Words,
        ),
        Kind::Ruc | Kind::Document => one("", column.label, Shape::Exact),
        // Nobody looks for one of these.
        Kind::Time | Kind::Instant | Kind::Degrees | Kind::Url | Kind::Link(_) => Vec::new(),
    }
}

fn field(one: Input, asked: Memo<Asked>) -> AnyView {
    let Input {
        name,
        label,
        shape,
        typed,
    } = one;
    let named = name.clone();
    let error = Signal::derive(move || asked.with(|asked| asked.mistake(&named)));
    let any = t::REGISTERS_ANY.s();
    match shape {
        Shape::Day => view! {
            <TextInput name=name label=label value=typed error=error optional=true kind="date" width=InputWidth::Medium/>
        }
        .into_any(),
        Shape::Number => view! {
            <TextInput name=name label=label value=typed error=error optional=true inputmode="numeric"/>
        }
        .into_any(),
        Shape::Amount { unit } => view! {
            <TextInput name=name label=label value=typed error=error optional=true inputmode="decimal" prefix=unit/>
        }
        .into_any(),
        Shape::OneOf(choices) => {
            let choices = choices.iter().map(|one| Choice::new(one.code, one.label));
            let choices: Vec<_> = choices.collect();
            let of = name.clone();
            // Of several values the chips tell; one field cannot hold them.
            let is_one = Memo::new(move |_| asked.with(|asked| !asked.has_several(&of)));
            let select = move || {
                let (name, label) = (name.clone(), label.clone());
                let choices = choices.clone();
                view! {
                    <Select name=name label=label value=typed error=error optional=true empty=any
                        options=choices/>
                }
            };
            view! { {move || is_one.get().then(&select)} }.into_any()
        }
        Shape::YesNo => {
            let choices = vec![
                Choice::new("true", t::REGISTERS_YES.s()),
                Choice::new("false", t::REGISTERS_NO.s()),
            ];
            view! { <Select name=name label=label value=typed error=error optional=true empty=any options=choices/> }
                .into_any()
        }
        Shape::Words => view! {
            <TextInput name=name label=label value=typed error=error optional=true maxlength=100/>
        }
        .into_any(),
        Shape::Exact => view! {
            <TextInput name=name label=label value=typed error=error optional=true maxlength=24/>
        }
        .into_any(),
    }
}
