//! What lists have in common: their part of the address, and how they look before they are there.

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};

use crate::ui::{Skeleton, SkeletonKind};

/// A value of the address, followed; empty when it is not there.
pub fn query(name: &'static str) -> Memo<String> {
    let query = use_query_map();
    Memo::new(move |_| query.with(|query| query.get(name).unwrap_or_default().trim().to_owned()))
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
