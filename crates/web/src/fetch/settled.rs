//! A text once its writer has paused: suggestions ask once a word and not once a letter.

use std::time::Duration;

use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;

/// Long enough for the next letter, short enough not to be waited for.
const PAUSE: Duration = Duration::from_millis(250);

/// The text as it was at the last pause. On the server, where nobody types, the text itself.
pub fn settled(text: RwSignal<String>) -> Signal<String> {
    let settled = RwSignal::new(text.get_untracked());
    let waiting = StoredValue::new(None::<TimeoutHandle>);
    let stop = move || {
        if let Some(handle) = waiting.try_get_value().flatten() {
            handle.clear();
        }
    };
    Effect::new(move |before: Option<()>| {
        let now = text.get();
        if before.is_none() {
            return;
        }
        stop();
        // The page may be gone when the pause is over.
        let settle = move || drop(settled.try_set(now));
        waiting.set_value(set_timeout_with_handle(settle, PAUSE).ok());
    });
    on_cleanup(stop);
    settled.into()
}
