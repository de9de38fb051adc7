//! Where a municipality was: the notice that it left, or that there is no such page.

use leptos::prelude::*;
use shared::features::journal::heads_path;
use shared::features::tenant_exports::{RemovalNotice, removal_notice_path};

use crate::fetch::{RemoteState, use_fetch};
use crate::format::long_date;
use crate::i18n::t;
use crate::page::{PageMeta, set_page};
use crate::shell::{not_found, skeleton};
use crate::ui::{KeyValue, KeyValueList, PageTitle};

/// What stands at the address of a municipality without a portal.
pub(super) fn left(slug: &str) -> AnyView {
    let path = removal_notice_path(slug);
    let found = use_fetch::<RemovalNotice>(move || path.clone());
    (move || match found.get() {
        RemoteState::Ready(notice) => page(notice),
        RemoteState::Failed(_) => not_found(),
        RemoteState::Idle | RemoteState::Loading => {
            set_page(|| PageMeta::new(t::STATE_LOADING.s(), "").hidden(404));
            view! { <div class="l-container l-section">{skeleton(6)}</div> }.into_any()
        }
    })
    .into_any()
}

fn page(notice: RemovalNotice) -> AnyView {
    let name = notice.name.clone();
    // Gone for good: search engines forget the address.
    set_page(move || PageMeta::new(name.clone(), t::LEFT_LEAD.s()).hidden(410));
    let heads = heads_path(&notice.slug);
    view! {
        <article class="l-container l-container--text l-section l-stack l-stack--l">
            <PageTitle title=notice.name lead=t::LEFT_LEAD.s()/>
            <KeyValueList>
                <KeyValue label=t::LEFT_ON.s()>{long_date(notice.removed_on)}</KeyValue>
                <KeyValue label=t::CONSERVE_REASON.s()>{notice.reason}</KeyValue>
                <KeyValue label=t::HOLD_BASIS.s()>{notice.legal_basis}</KeyValue>
                <KeyValue label=t::LEFT_JOURNAL.s()>
                    {notice.journal_seq.to_string()}" · "<code class="digest">{notice.journal_hash}</code>
                </KeyValue>
                <KeyValue label=t::LEFT_ARCHIVE.s()><code class="digest">{notice.archive_sha256}</code></KeyValue>
            </KeyValueList>
            <p>{t::LEFT_TEXT.s()}" "<a href=heads rel="external">{t::LEFT_HEADS.s()}</a></p>
        </article>
    }
    .into_any()
}
