//! What the device of a desk keeps, and where.

use std::rc::Rc;

use shared::features::visits::queue::Waiting;

use super::Seat;
use crate::browser::{Sealed, Unavailable};

const DATABASE: &str = "munica-desk";
const QUEUE: &str = "queue";
const SEAT: &str = "seat";

/// The drawers of a desk.
#[derive(Clone)]
pub(super) struct Store(Rc<Sealed>);

impl Store {
    pub(super) async fn open() -> Result<Self, Unavailable> {
        let sealed = Sealed::open(DATABASE, &[QUEUE, SEAT]).await?;
        Ok(Self(Rc::new(sealed)))
    }

    pub(super) async fn queue(&self) -> Result<Vec<Waiting>, Unavailable> {
        self.0.all(QUEUE).await
    }

    pub(super) async fn keep(&self, waiting: &Waiting) -> Result<(), Unavailable> {
        self.0.put(QUEUE, &waiting.id.to_string(), waiting).await
    }

    pub(super) async fn forget(&self, waiting: &Waiting) -> Result<(), Unavailable> {
        self.0.remove(QUEUE, &waiting.id.to_string()).await
    }

    pub(super) async fn seat(&self) -> Result<Option<Seat>, Unavailable> {
        self.0.get(SEAT, SEAT).await
    }

    pub(super) async fn sit(&self, seat: &Seat) -> Result<(), Unavailable> {
        self.0.put(SEAT, SEAT, seat).await
    }
}
