//! What the search of a portal and that of the platform have in common: the box, what was found, and how it is listed.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use shared::text::fold::fold;

use crate::fetch::{Remote, RemoteState};
use crate::i18n::{Text, plural, t};
use crate::shell::{external, search_at, skeleton};
use crate::ui::{EmptyState, Notice, SearchBox, Tone};

/// Something that may be found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// What it is: a page, an office.
    pub kind: Text,
    /// Its name.
    pub title: String,
    /// What else is said of it; may be empty.
    pub text: String,
    /// Where it stands.
    pub href: String,
}

/// What is there so far, whether more is on its way, and whether something could not be had.
pub struct Found {
    /// The entries, best first.
    pub entries: Vec<Entry>,
    /// Whether a source has not answered yet.
    pub loading: bool,
    /// Whether a source could not be read.
    pub failed: bool,
}

impl Found {
    /// What needs no source.
    pub fn of(entries: Vec<Entry>) -> Self {
        Self {
            entries,
            loading: false,
            failed: false,
        }
    }

    /// Adds the entries of a source.
    pub fn take<T>(&mut self, source: Remote<T>, entries: impl FnOnce(T) -> Vec<Entry>)
    where
        T: Clone + Send + Sync + 'static,
    {
        match source.get() {
            RemoteState::Ready(value) => self.entries.extend(entries(value)),
            RemoteState::Failed(_) => self.failed = true,
            RemoteState::Idle | RemoteState::Loading => self.loading = true,
        }
    }
}

/// What the address asks for: `?q=`.
pub fn asked() -> Memo<String> {
    let query = use_query_map();
    Memo::new(move |_| query.with(|query| query.get("q").unwrap_or_default()))
}

/// The box. It follows the address, and leads to the same page with what was typed.
pub fn form(id: &'static str, label: Text, action: String, asked: Memo<String>) -> AnyView {
    let typed = RwSignal::new(asked.get_untracked());
    Effect::new(move |_| typed.set(asked.get()));
    let go = search_at(&action, typed);
    view! {
        <SearchBox id=id label=label.s() value=typed large=true action=action on_search=go/>
    }
    .into_any()
}

/// The entries in which every word stands, those with all words in the title first.
pub fn matching(words: &str, entries: Vec<Entry>) -> Vec<Entry> {
    let folded = fold(words);
    let words: Vec<&str> = folded.split_whitespace().collect();
    let has_all = |text: &str| words.iter().all(|word| text.contains(word));
    let (mut by_title, mut by_text) = (Vec::new(), Vec::new());
    for entry in entries {
        if has_all(&fold(&entry.title)) {
            by_title.push(entry);
        } else if has_all(&fold(&format!("{} {}", entry.title, entry.text))) {
            by_text.push(entry);
        }
    }
    by_title.append(&mut by_text);
    by_title
}

/// The list of what was found, with what is missing from it.
pub fn results(found: Found) -> AnyView {
    let count = u64::try_from(found.entries.len()).unwrap_or_default();
    let failed = found.failed.then(|| {
        view! { <Notice tone=Tone::Warning title=t::SEARCH_FAILED_TITLE.s()>{t::SEARCH_FAILED_TEXT.s()}</Notice> }
    });
    let loading = found.loading.then(|| skeleton(4));
    let list = if found.entries.is_empty() {
        (!found.loading && !found.failed).then(|| {
            view! { <EmptyState icon="search" title=t::SEARCH_EMPTY_TITLE.s() text=t::SEARCH_EMPTY_TEXT.s()/> }.into_any()
        })
    } else {
        Some(
            view! {
                <p class="u-muted">{plural(count, t::SEARCH_COUNT_ONE, t::SEARCH_COUNT_MANY)}</p>
                {list(found.entries)}
            }
            .into_any(),
        )
    };
    view! { <div class="l-stack">{failed}{list}{loading}</div> }.into_any()
}

/// Entries one below the other.
pub(super) fn list(entries: Vec<Entry>) -> AnyView {
    let items = entries.into_iter().map(hit).collect_view();
    view! { <ul class="search-hits" role="list">{items}</ul> }.into_any()
}

fn hit(entry: Entry) -> impl IntoView {
    let rel = external(&entry.href).then_some("external");
    view! {
        <li class="search-hits__hit">
            <p class="u-small u-muted">{entry.kind.s()}</p>
            <h2 class="search-hits__title"><a href=entry.href rel=rel>{entry.title}</a></h2>
            {(!entry.text.is_empty()).then(|| view! { <p>{entry.text}</p> })}
        </li>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(title: &str, text: &str) -> Entry {
        Entry {
            kind: t::SEARCH_KIND_PAGE,
            title: title.into(),
            text: text.into(),
            href: String::new(),
        }
    }

    #[test]
    fn words_are_found_without_accents_and_titles_come_first() {
        let entries = vec![
            entry("Mesa de partes", "Recepción de documentos"),
            entry("Recepción", ""),
            entry("Videos", ""),
        ];
        let titles: Vec<_> = matching("RECEPCION", entries)
            .into_iter()
            .map(|entry| entry.title)
            .collect();
        assert_eq!(titles, ["Recepción", "Mesa de partes"]);
    }
}
