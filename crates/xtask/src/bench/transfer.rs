//! What a first visit of the public app transfers: the page, and every file of ours that it asks for.

use std::collections::BTreeSet;

use anyhow::{Result, ensure};

use super::load::{Request, once};

/// Bytes of the page and of its files, brotli where the server has it.
pub(super) fn first_load(port: u16, path: &str) -> Result<Vec<(String, usize)>> {
    let plain = fetch(port, path)?;
    let html = super::pages::plain_text(port, path)?;
    let mut files = vec![(path.to_owned(), plain)];
    let mut addresses = named(&without_data(&html));
    let starts: Vec<_> = addresses
        .iter()
        .filter(|address| address.contains("-boot-"))
        .cloned()
        .collect();
    for start in starts {
        addresses.extend(named(&super::pages::plain_text(port, &start)?));
    }
    for address in addresses {
        let bytes = fetch(port, &address)?;
        files.push((address, bytes));
    }
    Ok(files)
}

/// The page without its block of data, which names the files of every app so that each finds its own.
fn without_data(html: &str) -> String {
    let mut parts = html.split("<script type=\"application/json\"");
    let mut rest = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        rest.push_str(part.split_once("</script>").map_or("", |(_, after)| after));
    }
    rest
}

/// The files of ours that a text names between quotation marks; a part of a file is the file.
fn named(text: &str) -> BTreeSet<String> {
    let quoted = text.split('"').filter(|text| {
        text.starts_with("/assets/") || text.starts_with('/') && text.ends_with("/theme.css")
    });
    quoted
        .map(|address| address.split('#').next().unwrap_or(address).to_owned())
        .collect()
}

fn fetch(port: u16, path: &str) -> Result<usize> {
    let answer = once(&Request::of(port, path))?;
    ensure!(answer.status == 200, "{path}: {}", answer.status);
    Ok(answer.body.len())
}
