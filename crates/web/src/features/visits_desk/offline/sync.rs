//! Sending what waits: one tab at a time, one act after the other, each until it is answered.

use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::features::auth::{ME_PATH, Me};
use shared::features::visits::desk::{DeskOutcome, ENTRIES_PATH, EXITS_PATH};
use shared::features::visits::queue::{Fate, Kept, Waiting, next};
use shared::kit::problem::Problem;

use super::store::Store;
use super::{Device, OFFLINE};
use crate::browser::{Unavailable, alone};
use crate::fetch::{Method, Remote, RemoteState, SendOptions, send, use_fetch_when};
use crate::staff::now;

/// How often a device that keeps something looks for a line.
const PATIENCE: Duration = Duration::from_secs(20);

/// Goes on where the device was left, and sends whenever there may be a line.
pub(super) fn begin(device: Device) {
    Effect::new(move |_| {
        if device.is_desk.get() {
            spawn_local(async move {
                load(device).await;
                run(device);
            });
        }
    });
    // Whoever signs in sends what others left.
    Effect::new(move |_| heard(device, device.session.me().get()));
    // Cut off, the device asks by itself: the screen with what is typed on it stays.
    let asking = RwSignal::new(false);
    let asked: Remote<Me> = use_fetch_when(move || asking.get().then(|| ME_PATH.to_owned()));
    Effect::new(move |_| heard(device, asked.get()));
    let look = move || {
        if device.is_cut_off.get_untracked() && device.me.get_untracked().is_none() {
            asking.set(true);
            asked.refetch();
        }
        run(device);
    };
    let online = window_event_listener(leptos::ev::online, move |_| {
        device.has_line.set(true);
        look();
    });
    let offline = window_event_listener(leptos::ev::offline, move |_| device.has_line.set(false));
    let again = set_interval_with_handle(look, PATIENCE).ok();
    on_cleanup(move || {
        online.remove();
        offline.remove();
        if let Some(again) = again {
            again.clear();
        }
    });
}

/// What was heard of who is signed in.
fn heard(device: Device, state: RemoteState<Me>) {
    match state {
        RemoteState::Ready(me) => {
            device.me.set(Some(me));
            device.has_line.set(true);
            run(device);
        }
        RemoteState::Failed(problem) if problem.code == OFFLINE => device.has_line.set(false),
        RemoteState::Failed(problem) if problem.status == 401 => {
            device.me.set(None);
            forget_people(device);
        }
        _ => {}
    }
}

async fn load(device: Device) {
    let Ok(store) = opened(device).await else {
        return;
    };
    let left = store.seat().await.ok().flatten();
    match (device.seat.get_untracked(), left) {
        // The server was quicker than the drawers, and knows better than they do.
        (Some(seat), _) => put_away(device, &store, &seat).await,
        (None, Some(seat)) => {
            if let Some(name) = &seat.name {
                device.who.set(name.clone());
            }
            device.kept_at.set(Some(seat.as_of));
            device.seat.set(Some(seat));
        }
        (None, None) => {}
    }
    reload(device, &store).await;
}

async fn opened(device: Device) -> Result<Store, Unavailable> {
    if let Some(store) = device.store.get_value() {
        return Ok(store);
    }
    let store = Store::open().await?;
    device.store.set_value(Some(store.clone()));
    Ok(store)
}

async fn reload(device: Device, store: &Store) {
    if let Ok(queue) = store.queue().await {
        device.waiting.try_set(queue);
    }
}

/// Keeps an act on the device.
pub(super) async fn keep(device: Device, waiting: Waiting) -> Result<(), Unavailable> {
    let store = opened(device).await?;
    store.keep(&waiting).await?;
    reload(device, &store).await;
    run(device);
    Ok(())
}

/// Keeps what the desk needs to go on.
pub(in super::super) fn sit(device: Device, seat: super::Seat) {
    device.seat.set(Some(seat.clone()));
    spawn_local(async move {
        // As long as the drawers are shut it waits in memory: whoever opens them puts it away.
        if let Some(store) = device.store.get_value() {
            put_away(device, &store, &seat).await;
        }
    });
}

/// Without it the desk works as long as there is a line, and does not say that it could go on without.
async fn put_away(device: Device, store: &Store, seat: &super::Seat) {
    if store.sit(seat).await.is_ok() {
        device.kept_at.try_set(Some(seat.as_of));
    }
}

/// Whoever was signed in is not any more: the names of those inside go with him.
fn forget_people(device: Device) {
    if let Some(seat) = device.seat.get_untracked() {
        let seat = super::Seat {
            inside: Vec::new(),
            name: None,
            ..seat
        };
        sit(device, seat);
    }
}

/// Changes or forgets what waits, by hand.
pub(super) fn put_right(device: Device, waiting: Waiting, is_over: bool) {
    spawn_local(async move {
        let Some(store) = device.store.get_value() else {
            return;
        };
        let done = if is_over {
            store.forget(&waiting).await
        } else {
            store.keep(&waiting).await
        };
        if done.is_ok() {
            reload(device, &store).await;
            run(device);
        }
    });
}

/// Sends what waits, where there is a line and somebody signed in.
pub(super) fn run(device: Device) {
    let is_ready = device.is_desk.get_untracked()
        && !device.is_sending.get_untracked()
        && device.waiting.with_untracked(|waiting| !waiting.is_empty())
        && device.me.with_untracked(Option::is_some);
    if !is_ready {
        return;
    }
    device.is_sending.set(true);
    spawn_local(async move {
        let sent = alone("munica-desk-queue", move || send_all(device)).await;
        device.is_sending.try_set(false);
        if sent == Some(true) {
            device.sent.try_update(|sent| *sent += 1);
        }
    });
}

/// Whether anything was recorded.
async fn send_all(device: Device) -> bool {
    let Some(store) = device.store.get_value() else {
        return false;
    };
    let mut has_sent = false;
    loop {
        // Another tab may have sent some of it meanwhile.
        reload(device, &store).await;
        let me = device.me.try_get_untracked().flatten();
        let municipality = me.and_then(|me| me.tenant).map(|tenant| tenant.id);
        let found = device.waiting.try_with_untracked(|waiting| {
            municipality.and_then(|municipality| next(waiting, municipality).cloned())
        });
        let Some(Some(waiting)) = found else { break };
        let answer = deliver(&waiting).await;
        let status = answer
            .as_ref()
            .map_or_else(|problem| problem.status, |()| 200);
        let put_down = match waiting.fate(status) {
            Fate::Done => {
                has_sent = true;
                store.forget(&waiting).await
            }
            Fate::Later => {
                device.has_line.try_set(status != 0);
                break;
            }
            Fate::NeedsSession => break,
            Fate::Refused => {
                let refusal = answer.err().map(|problem| why(&problem));
                store.keep(&Waiting { refusal, ..waiting }).await
            }
        };
        device.has_line.try_set(true);
        if put_down.is_err() {
            break;
        }
    }
    reload(device, &store).await;
    has_sent
}

async fn deliver(waiting: &Waiting) -> Result<(), Problem> {
    let options = SendOptions::default;
    match waiting.sent_at(now()) {
        Kept::Entry(entry) => {
            send::<_, DeskOutcome>(Method::Post, ENTRIES_PATH, &entry, options()).await?;
        }
        Kept::Exit(exit) => {
            send::<_, DeskOutcome>(Method::Post, EXITS_PATH, &exit, options()).await?;
        }
    }
    Ok(())
}

/// What was refused, as people read it.
fn why(problem: &Problem) -> String {
    let fields: Vec<_> = problem
        .errors
        .iter()
        .map(|error| error.message.as_str())
        .collect();
    if fields.is_empty() {
        problem
            .detail
            .clone()
            .unwrap_or_else(|| problem.title.clone())
    } else {
        fields.join(" ")
    }
}
