//! What a listener hears.

use std::time::Duration;

use actix_web::web::Bytes;
use futures_util::stream::{self, Stream};
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::RecvError;
use tokio::time::{Instant, sleep_until, timeout};
use uuid::Uuid;

use super::seats::Seat;
use crate::bus::Topic;
use crate::clock::SharedClock;
use crate::error::ApiError;
use crate::state::AppState;

/// Changes within this time are told together.
const PAUSE: Duration = Duration::from_secs(2);
/// Proxies end connections in which nothing is said for longer than half a minute.
const BREATH: Duration = Duration::from_secs(20);
/// What a listener hears first: after how many milliseconds to come back when the connection is lost.
const HELLO: &str = "retry: 5000\n\n";

struct Listener {
    topics: Receiver<Topic>,
    municipality: Uuid,
    seat: Seat,
    clock: SharedClock,
    /// Before this nothing is told again.
    quiet_until: Option<Instant>,
    has_greeted: bool,
}

/// The events of a municipality until the reader goes or the process stops.
pub(super) fn events(
    state: &AppState,
    municipality: Uuid,
    seat: Seat,
) -> impl Stream<Item = Result<Bytes, ApiError>> + use<> {
    let listener = Listener {
        // From here on nothing is missed: whoever reads the list after the greeting hears what comes later.
        topics: state.bus.subscribe(),
        municipality,
        seat,
        clock: state.clock.clone(),
        quiet_until: None,
        has_greeted: false,
    };
    stream::unfold(listener, |mut listener| async move {
        let said = listener.next().await?;
        Some((Ok(said), listener))
    })
}

impl Listener {
    /// What is said next; nothing when it is over.
    async fn next(&mut self) -> Option<Bytes> {
        if !self.has_greeted {
            self.has_greeted = true;
            return Some(Bytes::from_static(HELLO.as_bytes()));
        }
        let mut closing = self.seat.closing.clone();
        tokio::select! {
            // A sender that is gone will not say anything else either.
            _ = closing.wait_for(|closing| *closing) => None,
            heard = self.heard() => heard,
        }
    }

    async fn heard(&mut self) -> Option<Bytes> {
        match timeout(BREATH, self.change()).await {
            Err(_) => Some(Bytes::from_static(b":\n\n")),
            Ok(false) => None,
            Ok(true) => {
                if let Some(until) = self.quiet_until {
                    sleep_until(until).await;
                    // What came meanwhile is told with this.
                    while self.topics.try_recv().is_ok() {}
                }
                self.quiet_until = Some(Instant::now() + PAUSE);
                let at = self.clock.now().to_rfc3339();
                let event = format!("event: changed\ndata: {{\"changed_at\":\"{at}\"}}\n\n");
                Some(Bytes::from(event))
            }
        }
    }

    /// Waits for a change of this municipality; false when there will be none.
    async fn change(&mut self) -> bool {
        loop {
            match self.topics.recv().await {
                Ok(Topic::Tenant(id)) if id == self.municipality => return true,
                // Another process wrote, or more was said than could be kept: it may have been this one.
                Ok(Topic::Everything) | Err(RecvError::Lagged(_)) => return true,
                Ok(_) => {}
                Err(RecvError::Closed) => return false,
            }
        }
    }
}
