//! How many listen at once, and that they are let go when the process stops.

use std::sync::Arc;

use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};

use crate::error::{ApiError, ApiResult, Code};

/// Listeners of one process. Each is a connection that others cannot have.
const MOST: usize = 2_000;
/// Seconds after which somebody who found no place may ask again.
const RETRY: u64 = 30;

/// The places of those who listen.
#[derive(Clone, Debug)]
pub(crate) struct Seats {
    free: Arc<Semaphore>,
    closing: watch::Sender<bool>,
}

/// A place; given back when it is dropped.
#[derive(Debug)]
pub(super) struct Seat {
    _permit: OwnedSemaphorePermit,
    /// Becomes true when everybody has to go.
    pub(super) closing: watch::Receiver<bool>,
}

impl Default for Seats {
    fn default() -> Self {
        Self {
            free: Arc::new(Semaphore::new(MOST)),
            closing: watch::channel(false).0,
        }
    }
}

impl Seats {
    /// Takes a place.
    ///
    /// # Errors
    /// 503 when all are taken.
    pub(super) fn take(&self) -> ApiResult<Seat> {
        let permit = Arc::clone(&self.free).try_acquire_owned();
        let permit = permit.map_err(|_| {
            ApiError::new(Code::Unavailable)
                .detail("Ya hay demasiadas conexiones que escuchan. La lista se puede leer como siempre.")
                .retry_after(RETRY)
        })?;
        Ok(Seat {
            _permit: permit,
            closing: self.closing.subscribe(),
        })
    }

    /// Ends every connection, so that none holds up a process that was told to stop.
    pub(crate) fn close(&self) {
        self.closing.send_replace(true);
    }

    /// How many listen.
    #[cfg(test)]
    pub(super) fn taken(&self) -> usize {
        MOST - self.free.available_permits()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_given_back_and_those_who_find_none_are_told() {
        let seats = Seats::default();
        let taken: Vec<_> = (0..MOST).map(|_| seats.take().unwrap()).collect();
        assert_eq!(seats.taken(), MOST);
        let refused = seats.take().unwrap_err();
        assert_eq!(refused.problem().code, "unavailable");
        drop(taken);
        assert_eq!(seats.taken(), 0);
        let seat = seats.take().unwrap();
        seats.close();
        assert!(*seat.closing.borrow());
    }
}
