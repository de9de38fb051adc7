//! A value that comes from the API: loading, ready or failed, and asked for again when its address changes.

use leptos::prelude::*;
use serde::de::DeserializeOwned;
use shared::kit::problem::Problem;

use super::Reply;

/// How far a value has come.
#[derive(Clone, Debug, PartialEq)]
pub enum RemoteState<T> {
    /// Not asked for yet.
    Idle,
    /// Asked for; show the skeleton.
    Loading,
    /// Here.
    Ready(T),
    /// Not to be had, and why.
    Failed(Problem),
}

/// A value that comes from the API.
pub struct Remote<T: Send + Sync + 'static> {
    state: RwSignal<RemoteState<T>>,
    busy: RwSignal<bool>,
    round: RwSignal<u32>,
    etag: RwSignal<Option<String>>,
}

impl<T: Send + Sync + 'static> Copy for Remote<T> {}
impl<T: Send + Sync + 'static> Clone for Remote<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Clone + Send + Sync + 'static> Remote<T> {
    /// The state, followed.
    pub fn get(self) -> RemoteState<T> {
        self.state.get()
    }

    /// The value where it is here, followed.
    pub fn ready(self) -> Option<T> {
        self.state.with(|state| match state {
            RemoteState::Ready(value) => Some(value.clone()),
            _ => None,
        })
    }

    /// Whether it is not to be had for this reason, followed.
    pub fn failed_with(self, code: &str) -> bool {
        self.state
            .with(|state| matches!(state, RemoteState::Failed(problem) if problem.code == code))
    }

    /// Whether a newer answer is on its way while the old one still shows.
    pub fn busy(self) -> bool {
        self.busy.get()
    }

    /// The version of the value that is shown, to be named when it is changed.
    pub fn etag(self) -> Option<String> {
        self.etag.get_untracked()
    }

    /// Asks again.
    pub fn refetch(self) {
        self.round.update(|round| *round += 1);
    }

    /// Puts a value in its place, as a write answered it.
    pub fn set(self, value: T) {
        self.state.set(RemoteState::Ready(value));
    }

    /// Puts what a write answered in its place, with its version.
    pub fn replace(self, reply: Reply<T>) {
        self.etag.set(reply.etag);
        self.set(reply.body);
    }

    /// Draws the state: `loading` while nothing is here, `ready` with the value, an error with a way to ask again.
    pub fn show<L: IntoView + 'static, V: IntoView + 'static>(
        self,
        loading: impl Fn() -> L + Send + Sync + 'static,
        ready: impl Fn(T) -> V + Send + Sync + 'static,
    ) -> impl IntoView {
        move || match self.get() {
            RemoteState::Idle => ().into_any(),
            RemoteState::Loading => loading().into_any(),
            RemoteState::Ready(value) => ready(value).into_any(),
            RemoteState::Failed(problem) => {
                crate::shell::failure(&problem, move || self.refetch()).into_any()
            }
        }
    }
}

/// Reads from the API, and again whenever a signal in `path` changes. The last asked-for answer wins.
pub fn use_fetch<T>(path: impl Fn() -> String + Send + Sync + 'static) -> Remote<T>
where
    T: DeserializeOwned + Clone + Send + Sync + 'static,
{
    use_fetch_when(move || Some(path()))
}

/// As [`use_fetch`]; asks nothing while `path` is `None`.
pub fn use_fetch_when<T>(path: impl Fn() -> Option<String> + Send + Sync + 'static) -> Remote<T>
where
    T: DeserializeOwned + Clone + Send + Sync + 'static,
{
    let state = match untrack(&path) {
        None => RemoteState::Idle,
        Some(path) => match crate::env::take_answer(&path).map(|answer| super::read(&answer)) {
            None => RemoteState::Loading,
            Some(Ok(value)) => RemoteState::Ready(value),
            Some(Err(problem)) => RemoteState::Failed(problem),
        },
    };
    let remote = Remote {
        state: RwSignal::new(state),
        busy: RwSignal::new(false),
        round: RwSignal::new(0),
        etag: RwSignal::new(None),
    };
    #[cfg(feature = "csr")]
    follow(remote, path);
    remote
}

#[cfg(feature = "csr")]
fn follow<T>(remote: Remote<T>, path: impl Fn() -> Option<String> + Send + Sync + 'static)
where
    T: DeserializeOwned + Clone + Send + Sync + 'static,
{
    let asked = StoredValue::new(0_u32);
    Effect::new(move |before: Option<()>| {
        let address = path();
        remote.round.track();
        let arrived_with_page =
            before.is_none() && !matches!(remote.state.get_untracked(), RemoteState::Loading);
        let number = asked.get_value() + 1;
        asked.set_value(number);
        match address {
            None => remote.state.set(RemoteState::Idle),
            Some(_) if arrived_with_page => {}
            Some(address) => leptos::task::spawn_local(async move {
                ask(remote, asked, number, &address).await;
            }),
        }
    });
}

/// Asks, and takes the answer only when nothing newer was asked for and the page still stands.
#[cfg(feature = "csr")]
async fn ask<T>(remote: Remote<T>, asked: StoredValue<u32>, number: u32, address: &str)
where
    T: DeserializeOwned + Clone + Send + Sync + 'static,
{
    let shows_value = remote
        .state
        .try_with_untracked(|state| matches!(state, RemoteState::Ready(_)));
    match shows_value {
        Some(true) => remote.busy.set(true),
        Some(false) => remote.state.set(RemoteState::Loading),
        None => return,
    }
    let (answer, etag) = match super::browser::get(address).await {
        Ok((answer, etag)) => (super::read(&answer), etag),
        Err(problem) => (Err(problem), None),
    };
    if asked.try_get_value() != Some(number) {
        return;
    }
    remote.busy.set(false);
    remote.etag.set(etag);
    remote.state.set(match answer {
        Ok(value) => RemoteState::Ready(value),
        Err(problem) => RemoteState::Failed(problem),
    });
}
