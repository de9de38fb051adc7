//! The pages `/docs/errors` and `/docs/errors/{code}`, to which the `type` of a problem leads: what an error means and
//! what to do.

#[cfg(test)]
mod tests;

use leptos::prelude::*;
use shared::features::errors::{ERRORS_PAGE, ERRORS_PATH, ErrorKind, error_page};
use shared::kit::page::Page;

use crate::fetch::{RemoteState, use_fetch};
use crate::i18n::t;
use crate::page::{PageMeta, set_page};
use crate::routes::Params;
use crate::shell::{failed_page, not_found, skeleton};
use crate::ui::{Breadcrumbs, KeyValue, KeyValueList, PageTitle};

/// The page `/docs/errors`.
pub fn list(_params: &Params) -> AnyView {
    set_page(|| PageMeta::new(t::ERRORS_TITLE.s(), t::ERRORS_LEAD.s()).at(ERRORS_PAGE));
    let found = use_fetch::<Page<ErrorKind>>(|| ERRORS_PATH.to_owned());
    view! {
        <div class="l-container l-container--text l-section l-stack l-stack--l">
            <PageTitle title=t::ERRORS_TITLE.s() lead=t::ERRORS_LEAD.s()/>
            {found.show(|| skeleton(12), |page| page.items.into_iter().map(entry).collect_view())}
        </div>
    }
    .into_any()
}

fn entry(kind: ErrorKind) -> impl IntoView {
    let (href, id) = (error_page(&kind.code), kind.code.clone());
    view! {
        <section class="l-stack l-stack--s" id=id>
            <h2><a href=href>{kind.title}</a></h2>
            <p class="u-small u-muted"><code>{kind.code}</code>" · HTTP "{kind.status}</p>
            <p>{kind.meaning}</p>
        </section>
    }
}

/// The page `/docs/errors/{code}`.
pub fn one(params: &Params) -> AnyView {
    let code = params.get("code");
    let found = use_fetch::<Page<ErrorKind>>(|| ERRORS_PATH.to_owned());
    (move || match found.get() {
        RemoteState::Ready(page) => match page.items.into_iter().find(|kind| kind.code == code) {
            Some(kind) => explained(kind),
            None => not_found(),
        },
        RemoteState::Failed(problem) => failed_page(&problem, move || found.refetch()),
        RemoteState::Idle | RemoteState::Loading => {
            set_page(|| PageMeta::new(t::STATE_LOADING.s(), ""));
            view! { <div class="l-container l-section">{skeleton(5)}</div> }.into_any()
        }
    })
    .into_any()
}

fn explained(kind: ErrorKind) -> AnyView {
    let about = kind.clone();
    set_page(move || {
        let title = t::ERRORS_ONE.with(&[("title", &about.title), ("code", &about.code)]);
        PageMeta::new(title, about.meaning.clone()).at(error_page(&about.code))
    });
    let above = vec![(t::ERRORS_TITLE.s().to_owned(), ERRORS_PAGE.to_owned())];
    view! {
        <article class="l-container l-container--text l-section l-stack l-stack--l">
            <Breadcrumbs items=above current=kind.code.clone()/>
            <PageTitle title=kind.title lead=kind.meaning/>
            <KeyValueList>
                <KeyValue label=t::ERRORS_CODE.s()><code>{kind.code}</code></KeyValue>
                <KeyValue label=t::ERRORS_STATUS.s()><span class="u-num">{kind.status}</span></KeyValue>
            </KeyValueList>
            <p>{t::ERRORS_REQUEST_ID.s()}</p>
        </article>
    }
    .into_any()
}
