//! What the platform owes everybody: whether it works, what it does with personal data, how accessible it is.

mod accessibility;
mod privacy;
mod service;
#[cfg(all(test, feature = "ssr"))]
mod tests;

pub use accessibility::accessibility;
pub use privacy::privacy;
pub use service::service;

use leptos::prelude::*;

use crate::i18n::Text;

/// A heading and its paragraph.
fn section(title: Text, text: Text) -> impl IntoView {
    view! {
        <section class="l-stack l-stack--s">
            <h2>{title.s()}</h2>
            <p>{text.s()}</p>
        </section>
    }
}
