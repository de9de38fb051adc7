//! Lists that are read page by page. What a list is narrowed to and where one stands are in the address, so that it can be
//! sent to a colleague.

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use serde::de::DeserializeOwned;
use shared::kit::page::Page;

use super::{query, table_skeleton};
use crate::fetch::{Remote, use_fetch};
use crate::format::address;
use crate::i18n::t;
use crate::ui::{Chip, Pager};

/// Rows of a page.
const LIMIT: &str = "50";

/// A list of the staff app with `N` filters.
pub struct PagedList<T: Send + Sync + 'static, const N: usize> {
    page: &'static str,
    names: [&'static str; N],
    /// What the list is narrowed to, in the order of the names; empty where it is not.
    pub values: [Memo<String>; N],
    cursor: Memo<String>,
    /// The page as it arrives.
    pub found: Remote<Page<T>>,
}

impl<T: Send + Sync + 'static, const N: usize> Copy for PagedList<T, N> {}
impl<T: Send + Sync + 'static, const N: usize> Clone for PagedList<T, N> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T, const N: usize> PagedList<T, N>
where
    T: DeserializeOwned + Clone + Send + Sync + 'static,
{
    /// Reads the list that stands on `page` from `api`. Each filter has a name in the address of the page and one in
    /// that of the API.
    pub fn read(
        page: &'static str,
        api: &'static str,
        filters: [(&'static str, &'static str); N],
    ) -> Self {
        let names = filters.map(|(name, _)| name);
        let (values, cursor) = (names.map(query), query("cursor"));
        let found = use_fetch(move || {
            let (values, cursor) = (values.map(|value| value.get()), cursor.get());
            let names = filters.map(|(_, name)| name);
            let mut pairs = zip(&names, &values);
            pairs.extend([("cursor", cursor.as_str()), ("limit", LIMIT)]);
            address(api, &pairs)
        });
        Self {
            page,
            names,
            values,
            cursor,
            found,
        }
    }

    /// The rows as `rows` draws them, and the way to the next page.
    pub fn view<V: IntoView + 'static>(
        self,
        rows: impl Fn(Vec<T>) -> V + Send + Sync + 'static,
    ) -> impl IntoView {
        let results = self.found.show(table_skeleton, move |page| {
            view! {
                {rows(page.items)}
                {self.pager(page.next_cursor)}
            }
        });
        let found = self.found;
        view! {
            <div class="l-stack" aria-live="polite" aria-busy=move || found.busy().to_string()>{results}</div>
        }
    }

    /// Whether the list is narrowed at all.
    pub fn is_narrowed(self) -> bool {
        let mut values = self.values.iter();
        values.any(|value| value.with_untracked(|value| !value.is_empty()))
    }

    /// What is typed into the fields of the filters: what the address says, until somebody types.
    pub fn typed(self) -> [RwSignal<String>; N] {
        self.values.map(|value| {
            let typed = RwSignal::new(value.get_untracked());
            Effect::new(move |_| typed.set(value.get()));
            typed
        })
    }

    /// Goes to the list as it is typed.
    pub fn narrow(self, typed: [RwSignal<String>; N]) -> Callback<()> {
        let navigate = use_navigate();
        Callback::new(move |()| {
            let values = typed.map(|field| field.get_untracked().trim().to_owned());
            navigate(&self.href(&values), NavigateOptions::default());
        })
    }

    /// A chip for each filter that has a value, as `label` calls it; it leads to the list without that filter.
    pub fn chips(
        self,
        label: impl Fn(&str, &str) -> Option<String> + Send + Sync + 'static,
    ) -> Signal<Vec<Chip>> {
        Signal::derive(move || {
            let values = self.values.map(|value| value.get());
            let given = self.names.iter().zip(&values).enumerate();
            let given = given.filter(|(_, (_, value))| !value.is_empty());
            given
                .filter_map(|(index, (name, value))| {
                    let mut without = values.clone();
                    without.get_mut(index)?.clear();
                    Some(Chip {
                        label: label(name, value)?,
                        href: self.href(&without),
                    })
                })
                .collect()
        })
    }

    fn href(self, values: &[String; N]) -> String {
        address(self.page, &zip(&self.names, values))
    }

    /// The way to the next page and back to the first.
    fn pager(self, next: Option<String>) -> AnyView {
        let values = self.values.map(|value| value.get_untracked());
        let back = self.cursor.with_untracked(|cursor| !cursor.is_empty());
        let on = next.map(|next| {
            let mut pairs = zip(&self.names, &values);
            pairs.push(("cursor", &next));
            address(self.page, &pairs)
        });
        if !back && on.is_none() {
            return ().into_any();
        }
        let first = back.then(|| self.href(&values));
        view! {
            {first.map(|href| view! { <p><a href=href>{t::DIRECTORY_PAGER_FIRST.s()}</a></p> })}
            <Pager label=t::DIRECTORY_PAGER.s() previous=None next=on/>
        }
        .into_any()
    }
}

fn zip<'a, const N: usize>(
    names: &[&'static str; N],
    values: &'a [String; N],
) -> Vec<(&'static str, &'a str)> {
    let pairs = names.iter().zip(values);
    pairs.map(|(name, value)| (*name, value.as_str())).collect()
}
