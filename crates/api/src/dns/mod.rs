//! Looking names up: a port, with the DNS of the system behind it, and a zone file for demos and tests.
//!
//! The zone file says so itself: what stands in it is true on this machine only, and a production refuses to start with
//! it.

mod system;
mod zone;

use std::net::IpAddr;
use std::sync::Arc;

use async_trait::async_trait;

use crate::settings::{self, DnsResolver};

/// Whatever looks names up. A name that does not exist, or has no such record, is an empty answer and no error.
#[async_trait]
pub(crate) trait Dns: Send + Sync {
    /// The TXT records of a name, each with its parts joined.
    ///
    /// # Errors
    /// When no name server answers.
    async fn txt(&self, name: &str) -> anyhow::Result<Vec<String>>;

    /// The addresses to which a name leads, through CNAME records too.
    ///
    /// # Errors
    /// When no name server answers.
    async fn addresses(&self, name: &str) -> anyhow::Result<Vec<IpAddr>>;
}

/// The resolver that the settings describe.
pub(crate) fn open(settings: &settings::Dns, demo: bool) -> Arc<dyn Dns> {
    let file = match settings.resolver {
        DnsResolver::Auto => demo,
        DnsResolver::System => false,
        DnsResolver::File => true,
    };
    if file {
        Arc::new(zone::ZoneFile(settings.zone_file.clone()))
    } else {
        Arc::new(system::SystemDns)
    }
}
