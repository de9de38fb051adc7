//! Calls to addresses that somebody outside named: the only way out for them.
//!
//! A call goes to `https`, to addresses that everybody reaches, judged after the name was looked up and at every call; the
//! connection is made to the very addresses that were judged, so that a name which leads elsewhere a moment later leads
//! nowhere. Redirects are not followed, a proxy of the machine is not used, the answer's body is not read.

mod public;

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use reqwest::header::{HeaderMap, HeaderValue};
use reqwest::redirect::Policy;
use reqwest::{Client, Url};

use crate::dns::Dns;
use crate::settings;

use self::public::is_public;

/// How long a receiver may take, from the look-up of its name to the head of its answer.
const PATIENCE: Duration = Duration::from_secs(10);
/// Ports below this one belong to other services than that of the web.
const FREE_PORTS: u16 = 1024;

/// Calls addresses that others named.
#[derive(Clone)]
pub(crate) struct Outbound {
    dns: Arc<dyn Dns>,
    /// Whether this machine may be called too, without TLS: for trying out.
    loopback: bool,
}

/// Why an address is not called, or did not answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// It is no address of the web, or has a user, a fragment or a port that is none of its own.
    Address,
    /// Its name leads nowhere.
    Unknown,
    /// It leads into a network that is not everybody's.
    NotPublic,
    /// Nobody answered in time.
    Late,
    /// No connection, or no valid certificate.
    Unreachable,
}

impl Fault {
    /// In Spanish, for whoever named the address.
    pub(crate) const fn text(self) -> &'static str {
        match self {
            Self::Address => {
                "Escriba una dirección https completa, sin usuario ni «#», con el puerto 443 o uno desde el 1024."
            }
            Self::Unknown => "El nombre de la dirección no existe en el DNS.",
            Self::NotPublic => "La dirección lleva a una red que no es pública.",
            Self::Late => "No respondió en diez segundos.",
            Self::Unreachable => "No se pudo conectar, o el certificado no es válido.",
        }
    }
}

impl Outbound {
    /// As the settings say.
    pub(crate) fn open(settings: &settings::Webhooks, dns: Arc<dyn Dns>) -> Self {
        Self {
            dns,
            loopback: settings.loopback,
        }
    }

    /// Whether an address is one that would be called now.
    ///
    /// # Errors
    /// Why it is not.
    pub(crate) async fn judge(&self, address: &str) -> Result<Url, Fault> {
        let url = Url::parse(address.trim()).map_err(|_| Fault::Address)?;
        self.form(&url)?;
        self.addresses(&url).await?;
        Ok(url)
    }

    /// Posts a body and answers with the status of the answer, whichever it is.
    ///
    /// # Errors
    /// When the address is not called, or does not answer.
    pub(crate) async fn post(
        &self,
        address: &str,
        headers: Vec<(&'static str, String)>,
        body: Vec<u8>,
    ) -> Result<u16, Fault> {
        let call = self.call(address, headers, body);
        let outcome = tokio::time::timeout(PATIENCE, call).await;
        outcome.unwrap_or(Err(Fault::Late))
    }

    async fn call(
        &self,
        address: &str,
        headers: Vec<(&'static str, String)>,
        body: Vec<u8>,
    ) -> Result<u16, Fault> {
        let url = Url::parse(address).map_err(|_| Fault::Address)?;
        self.form(&url)?;
        let addresses = self.addresses(&url).await?;
        let mut named = HeaderMap::new();
        for (name, value) in headers {
            let value = HeaderValue::from_str(&value).map_err(|_| Fault::Address)?;
            named.insert(name, value);
        }
        // A client of its own: connections to what was judged for one call are not there for the next.
        let client = Client::builder()
            .no_proxy()
            .redirect(Policy::none())
            .pool_max_idle_per_host(0)
            .user_agent("Munica-Webhooks/1")
            .https_only(url.scheme() == "https")
            .resolve_to_addrs(url.host_str().unwrap_or_default(), &addresses)
            .build()
            .map_err(|_| Fault::Unreachable)?;
        let answer = client.post(url).headers(named).body(body).send().await;
        answer
            .map(|answer| answer.status().as_u16())
            .map_err(|_| Fault::Unreachable)
    }

    fn form(&self, url: &Url) -> Result<(), Fault> {
        let is_plain = url.username().is_empty() && url.password().is_none();
        let is_whole = url.host_str().is_some() && url.fragment().is_none();
        let port = url.port_or_known_default().unwrap_or_default();
        let scheme = match url.scheme() {
            "https" => port == 443 || port >= FREE_PORTS,
            "http" => self.loopback && port >= FREE_PORTS,
            _ => false,
        };
        if is_plain && is_whole && scheme {
            Ok(())
        } else {
            Err(Fault::Address)
        }
    }

    /// Where an address leads, if all of it is public. A name with one address of ours among its own is refused whole.
    async fn addresses(&self, url: &Url) -> Result<Vec<SocketAddr>, Fault> {
        let host = url.host_str().unwrap_or_default();
        let bare = host.trim_start_matches('[').trim_end_matches(']');
        let found = match bare.parse::<IpAddr>() {
            Ok(address) => vec![address],
            Err(_) => {
                let found = self.dns.addresses(host).await;
                found.map_err(|_| Fault::Unknown)?
            }
        };
        if found.is_empty() {
            return Err(Fault::Unknown);
        }
        // Without TLS nothing but this machine is called.
        let is_plain = url.scheme() == "http";
        let may = |address: &IpAddr| {
            let itself = self.loopback && address.to_canonical().is_loopback();
            itself || !is_plain && is_public(*address)
        };
        if !found.iter().all(may) {
            return Err(Fault::NotPublic);
        }
        let port = url.port_or_known_default().unwrap_or(443);
        let pinned = found
            .into_iter()
            .map(|address| SocketAddr::new(address, port));
        Ok(pinned.collect())
    }
}

impl std::fmt::Debug for Outbound {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Outbound")
    }
}
