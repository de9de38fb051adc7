//! The name servers of the system.

use std::net::IpAddr;
use std::time::Duration;

use anyhow::Context;
use async_trait::async_trait;
use hickory_resolver::TokioResolver;
use hickory_resolver::net::NetError;
use hickory_resolver::proto::rr::RData;

use super::Dns;

/// More records than this under one name are nobody's proof.
const MOST: usize = 20;

/// Which servers these are is read at every look-up: seldom enough, and a change of the machine's network counts at once.
pub(super) struct SystemDns;

fn resolver() -> anyhow::Result<TokioResolver> {
    let mut builder = TokioResolver::builder_tokio()
        .context("no se pudo leer qué servidores DNS usa el sistema")?;
    let options = builder.options_mut();
    // Somebody who just set his record must not be told from memory that it is not there.
    options.cache_size = 0;
    options.timeout = Duration::from_secs(4);
    options.attempts = 2;
    Ok(builder.build()?)
}

#[async_trait]
impl Dns for SystemDns {
    async fn txt(&self, name: &str) -> anyhow::Result<Vec<String>> {
        let Some(found) = there(resolver()?.txt_lookup(absolute(name)).await)? else {
            return Ok(Vec::new());
        };
        let text = |data: &RData| match data {
            RData::TXT(txt) => {
                let bytes: Vec<u8> = txt.txt_data.iter().flatten().copied().collect();
                Some(String::from_utf8_lossy(&bytes).into_owned())
            }
            _ => None,
        };
        let records = found.answers().iter();
        Ok(records
            .filter_map(|record| text(&record.data))
            .take(MOST)
            .collect())
    }

    async fn addresses(&self, name: &str) -> anyhow::Result<Vec<IpAddr>> {
        let found = there(resolver()?.lookup_ip(absolute(name)).await)?;
        Ok(found
            .map(|found| found.iter().take(MOST).collect())
            .unwrap_or_default())
    }
}

/// With the dot at the end the search list of the machine is not tried.
fn absolute(name: &str) -> String {
    format!("{}.", name.trim_end_matches('.'))
}

fn there<T>(looked_up: Result<T, NetError>) -> anyhow::Result<Option<T>> {
    match looked_up {
        Ok(found) => Ok(Some(found)),
        Err(error) if error.is_nx_domain() || error.is_no_records_found() => Ok(None),
        Err(error) => Err(error.into()),
    }
}
