//! What changes while a page is open. The app keeps one connection of events, however many parts of the page hear it, and
//! none while nobody looks.

use crate::fetch::Remote;

/// Asks for a value again whenever its municipality publishes something, unless `paused`. Never while the focus is inside
/// `region` (a selector): what is being read or typed there stays until the focus leaves.
pub fn keep_fresh<T>(
    slug: impl Fn() -> Option<String> + Send + Sync + 'static,
    region: &'static str,
    paused: impl Fn() -> bool + Send + Sync + 'static,
    remote: Remote<T>,
) where
    T: Clone + Send + Sync + 'static,
{
    #[cfg(feature = "csr")]
    browser::keep_fresh(slug, region, paused, move || {
        if !remote.busy() {
            remote.refetch();
        }
    });
    #[cfg(not(feature = "csr"))]
    {
        // The server writes a page once.
        drop((slug, paused));
        let _ = (region, remote);
    }
}

#[cfg(feature = "csr")]
mod browser {
    use std::cell::RefCell;

    use leptos::prelude::*;
    use shared::features::events::{CHANGED, events_path};
    use wasm_bindgen::JsCast as _;
    use wasm_bindgen::prelude::Closure;
    use web_sys::EventSource;

    /// The connection, and what it has said so far.
    struct Connection {
        slug: String,
        source: Option<EventSource>,
        listeners: u32,
        rounds: ArcRwSignal<u32>,
    }

    thread_local! {
        static CONNECTION: RefCell<Option<Connection>> = const { RefCell::new(None) };
    }

    pub(super) fn keep_fresh(
        slug: impl Fn() -> Option<String> + 'static,
        region: &'static str,
        paused: impl Fn() -> bool + 'static,
        refresh: impl Fn() + Clone + 'static,
    ) {
        let waiting = StoredValue::new(false);
        let again = refresh.clone();
        // `focusout` comes before the next element has the focus.
        let left = window_event_listener(leptos::ev::focusout, move |_| {
            let again = again.clone();
            request_animation_frame(move || {
                if waiting.try_get_value() == Some(true) && !has_focus(region) {
                    waiting.set_value(false);
                    again();
                }
            });
        });
        on_cleanup(move || left.remove());
        Effect::new(move |before: Option<Option<Heard>>| {
            let slug = slug()?;
            let heard = match before.flatten().filter(|heard| heard.slug == slug) {
                Some(heard) => heard,
                None => Heard::new(slug),
            };
            let round = heard.rounds.get();
            let is_news = heard.seen.replace(round) != round;
            if is_news && !paused() {
                if has_focus(region) {
                    waiting.set_value(true);
                } else {
                    untrack(&refresh);
                }
            }
            Some(heard)
        });
    }

    /// One part of the page that hears the connection, until it is dropped.
    struct Heard {
        slug: String,
        rounds: ArcRwSignal<u32>,
        seen: std::cell::Cell<u32>,
    }

    impl Heard {
        fn new(slug: String) -> Self {
            watch_visibility();
            let rounds = CONNECTION.with_borrow_mut(|connection| {
                let known = connection
                    .as_mut()
                    .filter(|connection| connection.slug == slug);
                if let Some(connection) = known {
                    connection.listeners += 1;
                    return connection.rounds.clone();
                }
                if let Some(other) = connection.take() {
                    close(other.source.as_ref());
                }
                let rounds = ArcRwSignal::new(0);
                *connection = Some(Connection {
                    source: open(&slug, rounds.clone()),
                    slug: slug.clone(),
                    listeners: 1,
                    rounds: rounds.clone(),
                });
                rounds
            });
            let seen = rounds.get_untracked().into();
            Self { slug, rounds, seen }
        }
    }

    impl Drop for Heard {
        fn drop(&mut self) {
            CONNECTION.with_borrow_mut(|connection| {
                let Some(open) = connection.as_mut().filter(|it| it.slug == self.slug) else {
                    return;
                };
                open.listeners = open.listeners.saturating_sub(1);
                if open.listeners == 0 {
                    close(open.source.as_ref());
                    *connection = None;
                }
            });
        }
    }

    fn open(slug: &str, rounds: ArcRwSignal<u32>) -> Option<EventSource> {
        if document().hidden() {
            return None;
        }
        let source = EventSource::new(&events_path(slug)).ok()?;
        let told = Closure::<dyn Fn()>::new(move || rounds.update(|round| *round += 1));
        let function = told.as_ref().unchecked_ref();
        drop(source.add_event_listener_with_callback(CHANGED, function));
        // The page lives as long as the connection, give or take one: nothing to free before.
        told.forget();
        Some(source)
    }

    fn close(source: Option<&EventSource>) {
        if let Some(source) = source {
            source.close();
        }
    }

    /// Lets the connection go while nobody looks. Whoever comes back may have missed something.
    fn watch_visibility() {
        thread_local! {
            static WATCHED: std::cell::Cell<bool> = const { std::cell::Cell::new(false) };
        }
        if WATCHED.replace(true) {
            return;
        }
        let changed = Closure::<dyn Fn()>::new(|| {
            let missed = CONNECTION.with_borrow_mut(|connection| {
                let connection = connection.as_mut()?;
                if document().hidden() {
                    close(connection.source.take().as_ref());
                    return None;
                }
                if connection.source.is_some() {
                    return None;
                }
                connection.source = open(&connection.slug, connection.rounds.clone());
                Some(connection.rounds.clone())
            });
            if let Some(rounds) = missed {
                rounds.update(|round| *round += 1);
            }
        });
        let function = changed.as_ref().unchecked_ref();
        drop(document().add_event_listener_with_callback("visibilitychange", function));
        changed.forget();
    }

    fn has_focus(region: &str) -> bool {
        let active = document().active_element();
        active.is_some_and(|element| element.closest(region).ok().flatten().is_some())
    }
}
