//! The views of a register beside its list: what they have in common, and the ways between them.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use shared::registers::Register;

use super::asked::Asked;
use super::form::form;
use super::list::mistakes;
use super::place::Whose;
use crate::i18n::{Text, t, written_tag};
use crate::page::{PageMeta, set_page};
use crate::ui::{Breadcrumbs, PageTitle, TabLink, TabLinks};

/// A way to look at a register.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum View {
    /// Record by record.
    List,
    /// In numbers.
    Charts,
    /// Where its records lie.
    Map,
}

impl View {
    const ALL: [Self; 3] = [Self::List, Self::Charts, Self::Map];

    /// Where it stands.
    pub(super) fn address(self, register: &Register, whose: &Whose) -> String {
        let below = |name| format!("{}/{}/{name}", whose.registers(), register.path);
        match self {
            Self::List => whose.list(register),
            Self::Charts => below("graficos"),
            Self::Map => below("mapa"),
        }
    }

    const fn name(self) -> Text {
        match self {
            Self::List => t::REGISTERS_VIEW_LIST,
            Self::Charts => t::REGISTERS_CHART,
            Self::Map => t::REGISTERS_MAP,
        }
    }

    /// Whether a register can be looked at so: over all municipalities every one has a map, that of the departments.
    fn is_of(self, register: &Register, whose: &Whose) -> bool {
        self != Self::Map || register.geometry.is_some() || matches!(whose, Whose::All)
    }
}

/// What is asked of a register by the address of the page.
pub(super) fn asked_here(register: &'static Register) -> Memo<Asked> {
    let query = use_query_map();
    Memo::new(move |_| {
        let params = query.get().into_iter();
        Asked::read(
            register,
            params.map(|(name, value)| (name.into_owned(), value)),
        )
    })
}

/// The ways between the views, which keep what is asked.
pub(super) fn ways(
    register: &'static Register,
    whose: &Whose,
    asked: Memo<Asked>,
    current: View,
) -> AnyView {
    let views = View::ALL
        .into_iter()
        .filter(|view| view.is_of(register, whose));
    let links = views.map(|view| {
        let address = view.address(register, whose);
        TabLink {
            label: view.name().s().to_owned(),
            href: Signal::derive(move || asked.with(|asked| asked.href(&address))),
            current: view == current,
        }
    });
    view! { <TabLinks label=t::REGISTERS_VIEWS.s() links=links.collect()/> }.into_any()
}

/// A page of a register that is not its list: the same head and the same filters above another content.
pub(super) fn page(
    register: &'static Register,
    whose: Whose,
    view: View,
    content: fn(&'static Register, &Whose, Memo<Asked>) -> AnyView,
) -> AnyView {
    let asked = asked_here(register);
    let (about, own) = (whose.clone(), view.address(register, &whose));
    let at = own.clone();
    let title = format!("{}: {}", register.title, view.name().s().to_lowercase());
    let heading = title.clone();
    set_page(move || {
        let meta = PageMeta::new(title.clone(), register.description).at(at.clone());
        let meta = about.page(meta);
        if asked.with(Asked::is_narrowed) {
            meta.hidden(200)
        } else {
            meta
        }
    });
    let above = vec![
        whose.home(),
        (t::REGISTERS_TITLE.s().to_owned(), whose.registers()),
        (register.title.to_owned(), whose.list(register)),
    ];
    view! {
        <div class="l-container l-section l-stack l-stack--l">
            <Breadcrumbs items=above current=view.name().s()/>
            <div class="l-stack l-stack--s" lang=written_tag()>
                <PageTitle title=heading lead=register.description/>
            </div>
            {ways(register, &whose, asked, view)}
            {form(register, own, asked)}
            <div aria-live="polite">{move || asked.with(mistakes)}</div>
            {content(register, &whose, asked)}
        </div>
    }
    .into_any()
}
