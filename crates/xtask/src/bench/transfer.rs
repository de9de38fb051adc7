//! What a first visit of the public app transfers: the page, and every file of ours that it asks for.

use std::collections::BTreeSet;

use anyhow::{Context, Result, ensure};

use super::load::{Request, once};

/// Bytes of the page and of its files, brotli where the server has it.
pub(super) fn first_load(port: u16, path: &str) -> Result<Vec<(String, usize)>> {
    let plain = fetch(port, path)?;
    let html = crate::bench::plain_text(port, path)?;
    let mut files = vec![(path.to_owned(), plain)];
    let mut addresses = BTreeSet::new();
    for attribute in ["href=\"", "src=\""] {
        for rest in html.split(attribute).skip(1) {
            let address = rest.split('"').next().context("an attribute without end")?;
            if address.starts_with("/assets/") || address.ends_with("/theme.css") {
                addresses.insert(address.to_owned());
            }
        }
    }
    for address in addresses {
        let bytes = fetch(port, &address)?;
        files.push((address, bytes));
    }
    Ok(files)
}

fn fetch(port: u16, path: &str) -> Result<usize> {
    let answer = once(&Request {
        port,
        path: path.to_owned(),
        known: None,
    })?;
    ensure!(answer.status == 200, "{path}: {}", answer.status);
    Ok(answer.body.len())
}
