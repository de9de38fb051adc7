//! Lists that are read page by page; where one stands is in the address.

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};

use crate::format::address;
use crate::i18n::t;
use crate::ui::{Pager, Skeleton, SkeletonKind};

/// A value of the address, followed; empty when it is not there.
pub fn query(name: &'static str) -> Memo<String> {
    let query = use_query_map();
    Memo::new(move |_| query.with(|query| query.get(name).unwrap_or_default().trim().to_owned()))
}

/// The way to the next page and back to the first. `pairs` are the filters that stay.
pub fn cursor_pager(
    page: &'static str,
    pairs: &[(&str, &str)],
    cursor: &str,
    next: Option<String>,
) -> AnyView {
    let back = (!cursor.is_empty()).then(|| address(page, pairs));
    let on = next.map(|next| {
        let mut all = pairs.to_vec();
        all.push(("cursor", &next));
        address(page, &all)
    });
    if back.is_none() && on.is_none() {
        return ().into_any();
    }
    view! {
        {back.map(|href| view! { <p><a href=href>{t::DIRECTORY_PAGER_FIRST.s()}</a></p> })}
        <Pager label=t::DIRECTORY_PAGER.s() previous=None next=on/>
    }
    .into_any()
}

/// The shape of a table that is on its way.
pub fn table_skeleton() -> impl IntoView {
    view! { <Skeleton kind=SkeletonKind::Table count=6/> }
}

/// Goes to another page of the app, from inside a handler.
pub fn opener() -> impl Fn(&str) + Clone + Send + Sync + 'static {
    let navigate = use_navigate();
    move |to: &str| navigate(to, NavigateOptions::default())
}
