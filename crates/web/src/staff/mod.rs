//! What the screens of the staff app have in common: how an act is done and refused, how a form is sent, how a file goes
//! up, how a list is paged, and the history below a screen.
//!
//! What the public app needs as well stands in `ui`, `forms` and `fetch`.

mod act;
mod download;
mod due;
mod factor;
pub mod history;
mod labels;
mod lines;
mod list;
mod paged;
#[cfg(all(test, feature = "ssr"))]
mod tests;
mod time;
pub mod upload;

pub use act::{Act, send_form};
pub use download::Downloads;
pub use due::due;
pub use factor::{refusal, unguarded_refusal};
pub use history::{History, Journal, OwnHistory, entry_line, timeline};
pub use labels::{action_name, grant_status, request_action, request_state, role_name};
pub use lines::{as_lines, as_text};
pub use list::{opener, query, table_skeleton};
pub use paged::PagedList;
pub use time::{now, today};
pub use upload::FileField;

use leptos::prelude::*;

use crate::i18n::Text;
use crate::page::{PageMeta, set_page};
use crate::ui::{Breadcrumbs, PageTitle};

/// A screen: its name in the window, its heading, and what stands below.
pub fn screen(title: Text, lead: Text, content: impl IntoView + 'static) -> AnyView {
    screen_with(title.s().to_owned(), lead.s().to_owned(), (), content)
}

/// A screen whose words are data, with buttons beside its heading.
pub fn screen_with(
    title: String,
    lead: String,
    actions: impl IntoView + 'static,
    content: impl IntoView + 'static,
) -> AnyView {
    screen_under(Vec::new(), title, lead, actions, content)
}

/// A screen that is reached from others: words and address of each, the first one first.
pub fn screen_under(
    above: Vec<(String, String)>,
    title: String,
    lead: String,
    actions: impl IntoView + 'static,
    content: impl IntoView + 'static,
) -> AnyView {
    let name = title.clone();
    set_page(move || PageMeta::new(name.clone(), "").hidden(200));
    let current = title.clone();
    let crumbs = (!above.is_empty()).then(|| view! { <Breadcrumbs items=above current=current/> });
    view! {
        <div class="l-stack l-stack--l staff-screen">
            {crumbs}
            <PageTitle title=title lead=lead>{actions.into_any()}</PageTitle>
            {content.into_any()}
        </div>
    }
    .into_any()
}
