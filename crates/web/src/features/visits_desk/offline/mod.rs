//! The desk without a network: what is recorded waits on the device, sealed, and is sent when there is a line again, by
//! whoever is signed in then.

mod line;
mod seat;
#[cfg(feature = "csr")]
mod store;
#[cfg(feature = "csr")]
mod sync;
mod waiting;

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use shared::features::auth::Me;
use shared::features::visits::desk::{CheckInIn, DeskVisit, ENTRIES_PATH, EXITS_PATH, ExitIn};
use shared::features::visits::queue::{Kept, Waiting, leaving};
use shared::kit::problem::Problem;
use uuid::Uuid;

use crate::fetch::{Method, SendOptions, send};
use crate::i18n::t;
use crate::session::{Session, use_session};
use crate::staff::now;

pub(super) use line::{cut_off as cut_off_notice, state};
pub(super) use seat::{Seat, switch};
#[cfg(feature = "csr")]
pub(super) use sync::sit;

/// What the device of a desk knows by itself. In the context of every staff page.
#[derive(Clone, Copy)]
pub(crate) struct Device {
    session: Session,
    /// Who is signed in, as far as the device could ask.
    me: RwSignal<Option<Me>>,
    /// Whether nobody could be asked who is signed in, because the line is down.
    pub(crate) is_cut_off: Memo<bool>,
    /// Whether this device is a desk that keeps what it records without a network.
    pub(super) is_desk: RwSignal<bool>,
    /// What it needs to go on without a network.
    pub(super) seat: RwSignal<Option<Seat>>,
    /// Of when that is which lies on the device itself; nothing while nothing does.
    kept_at: RwSignal<Option<DateTime<Utc>>>,
    /// What waits to be sent.
    pub(super) waiting: RwSignal<Vec<Waiting>>,
    /// Whether there is a line, as far as the device knows.
    pub(super) has_line: RwSignal<bool>,
    /// Whether something is being sent.
    pub(super) is_sending: RwSignal<bool>,
    /// Counts what was sent, so that lists are read again.
    pub(super) sent: RwSignal<u32>,
    /// Who records while nobody is signed in.
    pub(super) who: RwSignal<String>,
    #[cfg(feature = "csr")]
    store: StoredValue<Option<store::Store>, LocalStorage>,
}

/// What became of an act.
pub(super) enum Taken<T> {
    /// It is recorded.
    Recorded(T),
    /// It waits on this device.
    Kept,
}

impl Device {
    /// Looks whether this device is a desk, and goes on where it was left.
    pub(crate) fn open(session: Session) -> Self {
        let is_desk = RwSignal::new(seat::is_desk());
        let seat = RwSignal::new(None::<Seat>);
        let is_cut_off = Memo::new(move |_| {
            let is_offline = session.me().failed_with(OFFLINE);
            is_offline && is_desk.get() && seat.with(Option::is_some)
        });
        let device = Self {
            session,
            me: RwSignal::new(None),
            is_cut_off,
            is_desk,
            seat,
            kept_at: RwSignal::default(),
            waiting: RwSignal::default(),
            has_line: RwSignal::new(true),
            is_sending: RwSignal::new(false),
            sent: RwSignal::new(0),
            who: RwSignal::default(),
            #[cfg(feature = "csr")]
            store: StoredValue::new_local(None),
        };
        #[cfg(feature = "csr")]
        sync::begin(device);
        device
    }

    /// The device of the page.
    pub(super) fn of_page() -> Self {
        use_context().unwrap_or_else(|| Self::open(use_session()))
    }

    /// For which municipality the desk works: that of the session, or the one it was set up for.
    fn municipality(self) -> Option<Uuid> {
        match self.me.get_untracked() {
            Some(me) => me.tenant.map(|tenant| tenant.id),
            None => self.seat.get_untracked().map(|seat| seat.municipality.id),
        }
    }

    /// Whether what is recorded now stays on the device.
    pub(super) fn is_off_line(self) -> bool {
        self.is_desk.get_untracked() && !self.has_line.get_untracked()
    }

    /// Leaves the screen of a desk without a session, as soon as there is a line.
    pub(super) fn go_on(self) {
        self.session.refresh();
    }

    fn who_records(self) -> Option<String> {
        let signed_in = self.me.get_untracked().map(|me| me.name);
        let typed = self.who.get_untracked().trim().to_owned();
        signed_in.or_else(|| Some(typed).filter(|typed| !typed.is_empty()))
    }

    /// People come in.
    pub(super) async fn enter<T: serde::de::DeserializeOwned>(
        self,
        mut entry: CheckInIn,
    ) -> Result<Taken<T>, Problem> {
        entry.ids = entry.visitors.iter().map(|_| new_id()).collect();
        entry.device = seat::name();
        let sent = self.attempt(ENTRIES_PATH, &entry).await;
        self.or_keep(sent, || {
            entry.captured_by = self.who_records();
            Kept::Entry(Box::new(entry))
        })
        .await
    }

    /// People go out.
    pub(super) async fn leave<T: serde::de::DeserializeOwned>(
        self,
        mut exit: ExitIn,
    ) -> Result<Taken<T>, Problem> {
        // What the server does not know yet it cannot close.
        let is_waiting = self.waiting.with_untracked(|waiting| {
            let mut visits = waiting.iter().flat_map(Waiting::visits);
            visits.any(|visit| exit.visits.contains(visit))
        });
        let sent = if is_waiting {
            Err(cut_off())
        } else {
            self.attempt(EXITS_PATH, &exit).await
        };
        self.or_keep(sent, || {
            exit.captured_by = self.who_records();
            Kept::Exit(exit)
        })
        .await
    }

    async fn attempt<B: serde::Serialize, T: serde::de::DeserializeOwned>(
        self,
        path: &str,
        body: &B,
    ) -> Result<T, Problem> {
        if self.is_off_line() {
            return Err(cut_off());
        }
        let reply = send::<B, T>(Method::Post, path, body, SendOptions::once()).await?;
        Ok(reply.body)
    }

    async fn or_keep<T>(
        self,
        sent: Result<T, Problem>,
        act: impl FnOnce() -> Kept,
    ) -> Result<Taken<T>, Problem> {
        match sent {
            Ok(answer) => Ok(Taken::Recorded(answer)),
            Err(problem) if problem.code == OFFLINE && self.is_desk.get_untracked() => {
                let waiting = Waiting {
                    id: new_id(),
                    municipality: self.municipality().ok_or(problem)?,
                    recorded_at: now(),
                    act: act(),
                    refusal: None,
                };
                self.keep(waiting).await?;
                Ok(Taken::Kept)
            }
            Err(problem) => Err(problem),
        }
    }

    #[cfg(feature = "csr")]
    async fn keep(self, waiting: Waiting) -> Result<(), Problem> {
        sync::keep(self, waiting).await.map_err(|_| not_kept())
    }

    #[cfg(feature = "ssr")]
    #[expect(clippy::unused_async, reason = "the browser waits for its database")]
    async fn keep(self, _waiting: Waiting) -> Result<(), Problem> {
        Err(not_kept())
    }

    /// Who is inside: what the server said last, with what was recorded here since.
    pub(super) fn inside(self, known: Vec<DeskVisit>, is_training: bool) -> Vec<DeskVisit> {
        let officials = self
            .seat
            .get()
            .map(|seat| seat.officials)
            .unwrap_or_default();
        self.waiting.with(|waiting| {
            let gone = leaving(waiting);
            let came = waiting.iter().filter_map(|one| match &one.act {
                Kept::Entry(entry) if entry.is_training == is_training => Some((one, entry)),
                _ => None,
            });
            let came = came.flat_map(|(one, entry)| seat::visits(one, entry, &officials));
            let mut all: Vec<_> = came.chain(known).collect();
            let mut seen = std::collections::BTreeSet::new();
            all.retain(|visit| {
                visit.exited_at.is_none() && !gone.contains(&visit.id) && seen.insert(visit.id)
            });
            all
        })
    }
}

/// The code of a request that reached nobody.
pub(crate) const OFFLINE: &str = "offline";

fn cut_off() -> Problem {
    problem(OFFLINE, t::PROBLEM_OFFLINE.s())
}

/// The browser keeps nothing: then nothing may be lost in silence.
fn not_kept() -> Problem {
    problem("not_kept", t::DESK_NOT_KEPT.s())
}

fn problem(code: &str, title: &str) -> Problem {
    Problem {
        kind: "about:blank".to_owned(),
        title: title.to_owned(),
        status: 0,
        code: code.to_owned(),
        request_id: String::new(),
        detail: None,
        errors: Vec::new(),
    }
}

#[cfg(feature = "csr")]
fn new_id() -> Uuid {
    Uuid::now_v7()
}

/// On the server nothing is recorded.
#[cfg(feature = "ssr")]
const fn new_id() -> Uuid {
    Uuid::nil()
}
