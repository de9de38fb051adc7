//! What was done to what a screen shows, as the journal has it.

use leptos::prelude::*;
use serde_json::Value;
use shared::access::Permission;
use shared::features::journal::{HISTORY_PATH, HistoryEntry, PLATFORM_HISTORY_PATH};
use shared::journal::entry::ActorKind;
use shared::kit::page::Page;

use super::labels::{action_name, role_name};
use crate::fetch::use_fetch_when;
use crate::format::{address, date_time};
use crate::i18n::{Text, t};
use crate::session::{Session, use_session};
use crate::shell::skeleton;
use crate::ui::{Details, EmptyState, Moment, Timeline, TimelineItem};

/// The journal that a session reads: its municipality's, or the platform's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Journal {
    /// Where it is read.
    pub path: &'static str,
    /// The page that shows it.
    pub page: &'static str,
}

impl Journal {
    /// Of a municipality.
    pub const TENANT: Self = Self {
        path: HISTORY_PATH,
        page: "/admin/registro",
    };
    /// Of the platform.
    pub const PLATFORM: Self = Self {
        path: PLATFORM_HISTORY_PATH,
        page: "/admin/registro-de-la-plataforma",
    };

    /// What the session may read, followed.
    pub fn of(session: Session) -> Option<Self> {
        if session.can(Permission::JournalRead) {
            Some(Self::TENANT)
        } else {
            session
                .can(Permission::PlatformJournalRead)
                .then_some(Self::PLATFORM)
        }
    }
}

/// A history of its own, for those who do not read the whole journal but change what the screen shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnHistory {
    path: String,
    /// Who may read it; everybody who sees the screen where none is named.
    permission: Option<Permission>,
}

impl OwnHistory {
    /// A part of the journal, for those with this permission.
    pub fn part(permission: Permission, path: String) -> Self {
        Self {
            path,
            permission: Some(permission),
        }
    }

    /// Entries that do not stand in the journal which the session reads; everybody who sees the screen reads them.
    pub fn apart(path: &str) -> Self {
        Self {
            path: path.to_owned(),
            permission: None,
        }
    }

    fn is_apart(&self) -> bool {
        self.permission.is_none()
    }

    fn opens_to(&self, session: Session) -> bool {
        self.permission
            .is_none_or(|permission| session.can(permission))
    }
}

/// The last entries of the journal about one thing. Nothing for those who may read neither the journal nor this part.
#[component]
pub fn History(
    /// The kind of thing, as the journal names it: `portal_request`.
    #[prop(into)]
    kind: String,
    /// Its identifier; of the whole kind when empty.
    #[prop(into, optional)]
    id: Signal<String>,
    /// Where the entries of this screen are read by those who do not read the journal.
    #[prop(optional)]
    own: Option<OwnHistory>,
) -> impl IntoView {
    let session = use_session();
    let apart = own.as_ref().is_some_and(OwnHistory::is_apart);
    let journal = Memo::new(move |_| Journal::of(session).filter(|_| !apart));
    let asked = kind.clone();
    let source = Memo::new(move |_| {
        let id = id.get();
        let (path, kind) = match (journal.get(), &own) {
            (Some(journal), _) => (journal.path, asked.as_str()),
            (None, Some(own)) if own.opens_to(session) => (own.path.as_str(), ""),
            (None, _) => return None,
        };
        let pairs = [("subject_type", kind), ("subject_id", &id), ("limit", "10")];
        Some(address(path, &pairs))
    });
    let entries = use_fetch_when::<Page<HistoryEntry>>(move || source.get());
    let all = Signal::derive(move || {
        let page = journal.get().map(|journal| journal.page);
        page.map(|page| address(page, &[("tipo", &kind)]))
    });
    view! {
        <Show when=move || source.with(Option::is_some)>
            <Details summary=t::JOURNAL_PANEL.s()>
                {entries.show(|| skeleton(3), |page| timeline(&page.items))}
                {move || all.get().map(|all| view! { <p><a href=all>{t::JOURNAL_ALL.s()}</a></p> })}
            </Details>
        </Show>
    }
}

/// Entries of the journal below each other.
pub fn timeline(entries: &[HistoryEntry]) -> AnyView {
    if entries.is_empty() {
        return view! { <EmptyState icon="history" title=t::JOURNAL_EMPTY_TITLE.s() text=t::JOURNAL_EMPTY_TEXT.s()/> }
            .into_any();
    }
    let items = entries.iter().map(moment).collect();
    view! { <Timeline items=items/> }.into_any()
}

fn moment(entry: &HistoryEntry) -> TimelineItem {
    TimelineItem {
        moment: Moment::Past,
        date: date_time(entry.occurred_at),
        title: action_name(&entry.action),
        text: entry_line(entry),
    }
}

/// Who did it, in which role, and what changed: `Ana Quispe (Responsable del portal): Título, Texto de la página`.
pub fn entry_line(entry: &HistoryEntry) -> String {
    let name = entry.actor.name.clone().or_else(|| entry.actor.id.clone());
    let mut line = match (entry.actor.kind, name) {
        (ActorKind::System, _) => t::JOURNAL_PLATFORM.s().to_owned(),
        (_, Some(name)) => match &entry.role {
            Some(role) => format!("{name} ({})", role_name(role)),
            None => name,
        },
        (_, None) => t::JOURNAL_NOBODY.s().to_owned(),
    };
    let changed = changed(entry.before.as_ref(), entry.after.as_ref());
    if !changed.is_empty() {
        line.push_str(&format!(": {}", changed.join(", ")));
    }
    line
}

/// What is not as it was, in words: members that the screens name. A new or a removed thing has nothing to compare.
fn changed(before: Option<&Value>, after: Option<&Value>) -> Vec<&'static str> {
    let Some((before, after)) = before.zip(after) else {
        return Vec::new();
    };
    let differs = |pointer: &str| before.pointer(pointer) != after.pointer(pointer);
    MEMBERS
        .into_iter()
        .filter(|(member, _)| {
            differs(&format!("/{member}")) || differs(&format!("/value/{member}"))
        })
        .map(|(_, name)| name.s())
        .collect()
}

/// Members of what is changed most, as the forms call them.
const MEMBERS: [(&str, Text); 15] = [
    ("address", t::CONTACT_ADDRESS),
    ("body", t::CONTENT_PAGE_BODY),
    ("brand_color", t::LOOK_COLOR),
    ("coat_of_arms", t::LOOK_ARMS),
    ("description", t::CONTENT_EVENT_ABOUT),
    ("email", t::CONTACT_EMAIL),
    ("hours", t::CONTACT_HOURS),
    ("is_visible", t::CONTENT_VISIBLE),
    ("label", t::CONTENT_MENU_LABEL),
    ("name", t::CONTENT_UNIT_NAME),
    ("phone", t::CONTACT_PHONE),
    ("siglas", t::CONTENT_UNIT_SIGLAS),
    ("status", t::DESK_STATE),
    ("summary", t::CONTENT_PAGE_SUMMARY),
    ("title", t::CONTENT_PAGE_TITLE),
];

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn only_what_changed_is_named_and_in_the_words_of_the_forms() {
        let before =
            json!({"is_visible": true, "value": {"title": "Uno", "body": "x", "inner": 1}});
        let after = json!({"is_visible": true, "value": {"title": "Dos", "body": "x", "inner": 2}});
        assert_eq!(
            changed(Some(&before), Some(&after)),
            [t::CONTENT_PAGE_TITLE.s()]
        );
        assert!(changed(None, Some(&after)).is_empty());
    }
}
