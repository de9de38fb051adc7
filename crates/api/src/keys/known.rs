//! Which key ring a database was written with. A new ring beside old data would silently make every personal value
//! unreadable and every later archive useless, so a start without the right ring is refused.

use anyhow::{bail, ensure};
use chrono::{DateTime, Utc};
use hmac::{Hmac, KeyInit, Mac};
use sea_orm::{EntityTrait, PaginatorTrait};
use sha2::Sha256;
use std::path::Path;

use super::{FILE, Keyring, Purpose};
use crate::db::{Db, Scope};
use crate::installation;
use crate::journal::entity::head;

/// What a database says of the ring it was written with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Known {
    /// Nothing: it is new.
    New,
    /// Nothing, and yet there are journals.
    Written,
    /// The fingerprint of the ring.
    Ring(String),
}

/// Asks the database.
pub(crate) async fn known(db: &Db) -> anyhow::Result<Known> {
    let read = db.read(Scope::Platform).await?;
    if let Some(fingerprint) = installation::fact(&read, installation::KEYRING).await? {
        return Ok(Known::Ring(fingerprint));
    }
    let journals = head::Entity::find().count(&read).await?;
    Ok(if journals == 0 {
        Known::New
    } else {
        Known::Written
    })
}

impl Keyring {
    /// The ring of a database: read, or made where the database is new.
    ///
    /// # Errors
    /// When there is data and no ring, or another ring.
    pub(crate) fn of(folder: &Path, known: &Known, now: DateTime<Utc>) -> anyhow::Result<Self> {
        if *known != Known::New && !folder.join(FILE).exists() {
            bail!(
                "la base de datos tiene datos y sus llaves no están en {}: recupérelas con «munica keys import» antes de arrancar",
                folder.display()
            );
        }
        let ring = Self::open_or_create(folder, now)?;
        if let Known::Ring(fingerprint) = known {
            ensure!(
                ring.fingerprint()? == *fingerprint,
                "las llaves de {} no son las de esta base de datos: ponga las suyas con «munica keys import»",
                folder.display()
            );
        }
        Ok(ring)
    }

    /// Tells rings apart and says nothing about their secrets. It rests on the one key that never rotates.
    pub(crate) fn fingerprint(&self) -> anyhow::Result<String> {
        let key = self.current(Purpose::Tag)?;
        let mut mac = <Hmac<Sha256> as KeyInit>::new_from_slice(key.secret())?;
        mac.update(b"munica keyring fingerprint");
        Ok(hex::encode(mac.finalize().into_bytes()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::installation::entity;
    use crate::state::AppState;
    use crate::testing::Stand;
    use uuid::Uuid;

    async fn start_again(stand: &Stand) -> anyhow::Result<AppState> {
        let settings = stand.state.settings.as_ref().clone();
        AppState::open(settings, stand.clock.clone()).await
    }

    #[tokio::test]
    async fn a_start_beside_data_whose_keys_are_lost_is_refused_and_makes_no_new_ones() {
        let stand = Stand::new().await;
        let folder = stand.state.settings.keys.folder.clone();
        std::fs::remove_file(folder.join(FILE)).unwrap();
        let error = start_again(&stand).await.unwrap_err().to_string();
        assert!(error.contains("munica keys import"), "{error}");
        assert_eq!(error.lines().count(), 1);
        assert!(!folder.join(FILE).exists());
    }

    #[tokio::test]
    async fn the_ring_of_another_installation_is_refused() {
        let stand = Stand::new().await;
        let folder = &stand.state.settings.keys.folder;
        std::fs::remove_file(folder.join(FILE)).unwrap();
        Keyring::open_or_create(folder, Utc::now()).unwrap();
        let error = start_again(&stand).await.unwrap_err().to_string();
        assert!(
            error.contains("no son las de esta base de datos"),
            "{error}"
        );
    }

    #[tokio::test]
    async fn a_start_with_its_own_rotated_ring_goes_on() {
        let stand = Stand::new().await;
        let later = Utc::now() + chrono::TimeDelta::days(1);
        for purpose in [Purpose::Head, Purpose::Value, Purpose::Session] {
            stand.state.keys.rotate(purpose, later).unwrap();
        }
        start_again(&stand).await.unwrap();
    }

    #[tokio::test]
    async fn journals_without_a_remembered_ring_count_as_data() {
        let stand = Stand::new().await;
        let act = stand.act(Uuid::now_v7(), |_| Box::pin(async { Ok(()) }));
        act.await.unwrap();
        let owner = sea_orm::Database::connect(&stand.db.owner_url)
            .await
            .unwrap();
        entity::Entity::delete_many().exec(&owner).await.unwrap();
        std::fs::remove_file(stand.state.settings.keys.folder.join(FILE)).unwrap();
        assert!(start_again(&stand).await.is_err());
    }
}
