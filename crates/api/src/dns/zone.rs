//! A text file in the place of the DNS: one record a line, `name TXT "value"`, `name A 127.0.0.1`, `name CNAME other`.
//!
//! It is read at every look-up, so that a record written by hand is found at once.

use std::net::IpAddr;
use std::path::PathBuf;

use anyhow::Context;
use async_trait::async_trait;

use super::Dns;

/// Names of CNAME records that are followed one after the other.
const HOPS: usize = 8;

pub(super) struct ZoneFile(pub(super) PathBuf);

#[derive(Debug, PartialEq, Eq)]
struct Record {
    name: String,
    kind: String,
    value: String,
}

impl ZoneFile {
    async fn records(&self) -> anyhow::Result<Vec<Record>> {
        match tokio::fs::read_to_string(&self.0).await {
            Ok(text) => Ok(text.lines().filter_map(record).collect()),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Vec::new()),
            Err(error) => Err(error).context("no se pudo leer dns.zone_file"),
        }
    }
}

fn record(line: &str) -> Option<Record> {
    let line = line.trim();
    if line.starts_with(['#', ';']) {
        return None;
    }
    let (name, rest) = line.split_once(char::is_whitespace)?;
    let (kind, value) = rest.trim().split_once(char::is_whitespace)?;
    Some(Record {
        name: plain(name),
        kind: kind.to_ascii_uppercase(),
        value: value.trim().trim_matches('"').to_owned(),
    })
}

fn plain(name: &str) -> String {
    name.trim_end_matches('.').to_ascii_lowercase()
}

#[async_trait]
impl Dns for ZoneFile {
    async fn txt(&self, name: &str) -> anyhow::Result<Vec<String>> {
        let (name, records) = (plain(name), self.records().await?);
        let found = records
            .into_iter()
            .filter(|record| record.name == name && record.kind == "TXT");
        Ok(found.map(|record| record.value).collect())
    }

    async fn addresses(&self, name: &str) -> anyhow::Result<Vec<IpAddr>> {
        if let Ok(address) = name.parse() {
            return Ok(vec![address]);
        }
        let (mut name, records) = (plain(name), self.records().await?);
        for _ in 0..HOPS {
            let of_name = || records.iter().filter(|record| record.name == name);
            if let Some(alias) = of_name().find(|record| record.kind == "CNAME") {
                name = plain(&alias.value);
                continue;
            }
            let addresses = of_name().filter(|record| matches!(record.kind.as_str(), "A" | "AAAA"));
            return Ok(addresses
                .filter_map(|record| record.value.parse().ok())
                .collect());
        }
        Ok(Vec::new())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn zone(text: &str) -> (tempfile::TempDir, ZoneFile) {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("dns.zone");
        tokio::fs::write(&file, text).await.unwrap();
        (folder, ZoneFile(file))
    }

    #[actix_web::test]
    async fn records_are_found_by_name_whatever_its_case_and_final_dot() {
        let (_folder, zone) =
            zone("# demo\n_munica.X.pe.  TXT  \"munica-verification=1\"\nx.pe A 127.0.0.1").await;
        assert_eq!(
            zone.txt("_MUNICA.x.pe").await.unwrap(),
            ["munica-verification=1"]
        );
        assert_eq!(zone.addresses("x.pe.").await.unwrap().len(), 1);
        assert!(zone.txt("x.pe").await.unwrap().is_empty());
    }

    #[actix_web::test]
    async fn a_circle_of_aliases_leads_nowhere_and_a_missing_file_is_an_empty_zone() {
        let (_folder, circle) =
            zone("a.pe CNAME b.pe\nb.pe CNAME a.pe\nc.pe CNAME d.pe\nd.pe AAAA ::1").await;
        assert!(circle.addresses("a.pe").await.unwrap().is_empty());
        assert_eq!(circle.addresses("c.pe").await.unwrap().len(), 1);
        let none = ZoneFile(PathBuf::from("no-such-folder/no-such-file"));
        assert!(none.txt("a.pe").await.unwrap().is_empty());
    }
}
