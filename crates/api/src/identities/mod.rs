//! Looking identities up: a port to services that know whose a document is.
//!
//! There are two adapters: one that says honestly that nobody was asked, and one that reads a file which the entity was
//! given. A service of the State is a third to write. What a source does not know is unknown, never made up.

mod file;

use std::sync::Arc;

use async_trait::async_trait;

use crate::settings::{self, IdentitySource};

/// What a source says of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Identity {
    /// Whose it is: the person's or entity's name, as the source writes it.
    Known(String),
    /// The source was asked and does not have it.
    Unknown,
    /// There is no source.
    NotLookedUp,
}

/// Whatever knows identities.
#[async_trait]
pub(crate) trait Identities: Send + Sync {
    /// Looks a document up; its type is one of those of the visitor register, its number has no spaces.
    ///
    /// # Errors
    /// When the source does not answer.
    async fn find(&self, document_type: &str, number: &str) -> anyhow::Result<Identity>;
}

/// The source that the settings describe.
pub(crate) fn open(settings: &settings::Identities) -> Arc<dyn Identities> {
    match settings.source {
        IdentitySource::Manual => Arc::new(Manual),
        IdentitySource::File => Arc::new(file::FileIdentities::at(settings.file.clone())),
    }
}

/// Nobody is asked: the person at the desk reads the document.
struct Manual;

#[async_trait]
impl Identities for Manual {
    async fn find(&self, _document_type: &str, _number: &str) -> anyhow::Result<Identity> {
        Ok(Identity::NotLookedUp)
    }
}
