//! What stands in place of a suspended portal: since when, why, by which document, and how to reach the municipality.

use leptos::prelude::*;
use shared::features::portal::{SuspensionPublic, suspension_path};

use super::blocks::contact;
use crate::fetch::use_fetch;
use crate::format::{in_lima, long_date};
use crate::i18n::t;
use crate::page::{PageMeta, set_page};
use crate::shell::public::{Site, public_shell};
use crate::shell::{platform_path, skeleton};
use crate::ui::{Icon, KeyValue, KeyValueList};

/// Status of the document: what was there will be there again, so search engines keep its addresses.
const STATUS: u16 = 503;

/// The notice, inside the frame of the platform: the municipality's own is not shown meanwhile.
pub(super) fn suspended(slug: &str) -> AnyView {
    let path = suspension_path(slug);
    let notice = use_fetch::<SuspensionPublic>(move || path.clone());
    set_page(move || {
        let name = notice.ready().map(|notice| notice.name).unwrap_or_default();
        PageMeta {
            site: name,
            ..PageMeta::new(t::SUSPENDED_TITLE.s(), t::SUSPENDED_LEAD.s()).hidden(STATUS)
        }
    });
    public_shell(&Site::platform(), notice.show(|| skeleton(8), page))
}

fn page(notice: SuspensionPublic) -> AnyView {
    let document = t::OFFICERS_RESOLUTION_OF.with(&[
        ("number", &notice.resolution_number),
        ("date", &long_date(notice.resolution_date)),
    ]);
    let since = long_date(in_lima(notice.since).date());
    view! {
        <div class="l-container l-container--text l-section l-stack l-stack--l">
            <div class="l-stack">
                <p class="suspended__mark"><Icon name="lock"/>{t::SUSPENDED_TITLE.s()}</p>
                <h1 tabindex="-1">{notice.name}</h1>
                <p class="u-lead">{t::SUSPENDED_LEAD.s()}</p>
            </div>
            <KeyValueList>
                <KeyValue label=t::SUSPENDED_SINCE.s()>{since}</KeyValue>
                <KeyValue label=t::MUNI_REASON.s()>{notice.reason}</KeyValue>
                <KeyValue label=t::SUSPENDED_BY.s()>{t::SUSPENDED_OPERATOR.s()}" · "{document}</KeyValue>
            </KeyValueList>
            <section class="l-stack">
                <h2>{t::SUSPENDED_CONTACT.s()}</h2>
                {contact(&notice.contact, t::SUSPENDED_NO_CONTACT)}
            </section>
            <ul>
                <li><a href=platform_path("/municipalidades")>{t::NOT_FOUND_DIRECTORY.s()}</a></li>
                <li><a href=platform_path("/acerca")>{t::FOOTER_ABOUT.s()}</a></li>
            </ul>
        </div>
    }
    .into_any()
}
