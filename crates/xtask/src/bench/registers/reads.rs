//! Lists, records and searches.

use anyhow::{Context, Result};

use super::super::load::{Request, once};
use super::super::subject::{Subject, Yardstick};
use super::super::{Args, Programs, ratios};
use super::{Figure, READERS, Ways, both, page, visits};

/// Names that are looked for, some of them as people type them.
const NAMES: [&str; 6] = [
    "nunez",
    "NÑAÑAQUE",
    "vilchez",
    "De la Cruz",
    "alburqueque dina",
    "ipanaqué ro",
];
/// Days back from which a list is asked.
const DAYS: [u64; 4] = [0, 30, 200, 700];

/// Measures each of them, with what is asked changing from request to request.
pub(super) fn run(
    args: &Args,
    programs: &Programs,
    subject: &Subject,
    ways: &Ways,
) -> Result<Vec<Figure>> {
    let compare = |name, addresses| compare(name, args, programs, subject, addresses);
    let slugs: Vec<&str> = ways.iter().map(|[slug, ..]| slug.as_str()).collect();
    let pages = each(&slugs, |slug| {
        let upto = DAYS
            .iter()
            .map(|days| Ok(format!("{}?limit=50&to={}", visits(slug), day(*days)?)));
        upto.collect()
    })?;
    let deep = each(&slugs, |slug| Ok(vec![deep(subject, slug)?]))?;
    let records = each(&slugs, |slug| {
        let found = page(subject.port, &format!("{}?limit=20", visits(slug)))?;
        let items = found
            .get("items")
            .and_then(|items| items.as_array())
            .context("no items")?;
        let ids = items.iter().filter_map(|item| item.get("id")?.as_str());
        Ok(ids.map(|id| format!("{}/{id}", visits(slug))).collect())
    })?;
    let searches = each(&slugs, |slug| {
        let named = NAMES
            .iter()
            .map(|name| format!("{}?limit=20&q={}", visits(slug), encoded(name)));
        Ok(named.collect())
    })?;
    Ok(vec![
        compare("page of 50, by date", pages)?,
        compare("page of 50, deep in the list", deep)?,
        compare("record by id", records)?,
        compare("search of a name, 20 and the total", searches)?,
    ])
}

/// A public page that is asked for again and again, beside a constant answer.
pub(super) fn repeated(
    args: &Args,
    programs: &Programs,
    subject: &Subject,
    ways: &Ways,
) -> Result<()> {
    let [slug, ..] = ways.first().context("nobody is there")?;
    let mut own = Request::of(subject.port, format!("{}?limit=50", visits(slug)));
    own.connections = READERS;
    once(&own)?;
    let bytes = once(&own)?.body.len();
    let yardstick = Yardstick::start(&programs.yardstick)?;
    let mut alone = Request::of(yardstick.port, format!("/constant/{bytes}"));
    alone.connections = READERS;
    let (rate, ratios) = ratios(&own, &[&alone], args)?;
    Figure::new("the same page again (to constant)", rate, &ratios).tell(bytes);
    Ok(())
}

fn compare(
    name: &'static str,
    args: &Args,
    programs: &Programs,
    subject: &Subject,
    addresses: Vec<String>,
) -> Result<Figure> {
    let (own, bare, _yardstick) = both(programs, subject, addresses)?;
    let bytes = once(&own)?.body.len();
    let (rate, ratios) = ratios(&own, &[&bare], args)?;
    let figure = Figure::new(name, rate, &ratios);
    figure.tell(bytes);
    Ok(figure)
}

fn each(slugs: &[&str], of: impl Fn(&str) -> Result<Vec<String>>) -> Result<Vec<String>> {
    let all = slugs
        .iter()
        .map(|slug| of(slug))
        .collect::<Result<Vec<_>>>()?;
    Ok(all.concat())
}

/// Where a list of a thousand pages would be at its tenth part of the way: by cursors, as people get there.
fn deep(subject: &Subject, slug: &str) -> Result<String> {
    let mut cursor = String::new();
    for _ in 0..5 {
        let address = format!("{}?limit=1000{cursor}", visits(slug));
        let found = page(subject.port, &address)?;
        match found.get("next_cursor").and_then(|cursor| cursor.as_str()) {
            Some(next) => cursor = format!("&cursor={}", encoded(next)),
            None => break,
        }
    }
    Ok(format!("{}?limit=50{cursor}", visits(slug)))
}

/// A day so long ago, as `yyyy-mm-dd`.
fn day(back: u64) -> Result<String> {
    let now = std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)?
        .as_secs();
    let days = i64::try_from(now / 86_400 - back)?;
    // Civil from days (Howard Hinnant), for dates after 1970.
    let shifted = days + 719_468;
    let (era, of_era) = (shifted / 146_097, shifted % 146_097);
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let (month, later) = if month < 10 {
        (month + 3, 0)
    } else {
        (month - 9, 1)
    };
    Ok(format!(
        "{:04}-{month:02}-{day:02}",
        year + era * 400 + later
    ))
}

/// As an address has it.
fn encoded(text: &str) -> String {
    let bytes = text.bytes().map(|byte| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' => {
            char::from(byte).to_string()
        }
        byte => format!("%{byte:02X}"),
    });
    bytes.collect()
}
