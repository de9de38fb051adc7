//! The size table that is printed and kept beside the bundle.

use std::fmt::Write as _;
use std::io::Write as _;

use anyhow::Result;

use crate::assets::{Assets, FIRST_LOAD_BUDGET, in_first_load};
use crate::weight::Weight;

/// Crates shown per app.
const SHOWN: usize = 12;

/// Prints sizes per file, the first load against its budget, and what each app consists of.
pub(crate) fn print(assets: &Assets, weights: &[(&str, Weight)]) -> Result<()> {
    let mut text = String::new();
    writeln!(
        text,
        "{:<42} {:>11} {:>11}",
        "file (* = first load of the public app)", "bytes", "brotli"
    )?;
    for (name, asset) in assets.iter() {
        let mark = if in_first_load(name) { "*" } else { " " };
        writeln!(
            text,
            "{mark} {name:<40} {:>11} {:>11}",
            grouped(asset.bytes),
            grouped(asset.brotli)
        )?;
    }
    let first = assets.first_load();
    let share = first * 100 / FIRST_LOAD_BUDGET;
    let (first, budget) = (grouped(first), grouped(FIRST_LOAD_BUDGET));
    writeln!(
        text,
        "first load of the public app, brotli: {first} of {budget} bytes ({share} %), without the document"
    )?;
    for (app, weight) in weights {
        writeln!(text, "{app}: {}", composition(weight))?;
    }
    std::io::stdout().write_all(text.as_bytes())?;
    Ok(())
}

/// The heaviest crates with their share of code and data, as linked.
fn composition(weight: &Weight) -> String {
    let total = weight.data + weight.crates.iter().map(|(_, bytes)| bytes).sum::<usize>();
    let data = ("data".to_owned(), weight.data);
    let mut parts: Vec<&(String, usize)> = weight.crates.iter().chain([&data]).collect();
    parts.sort_by_key(|(_, bytes)| std::cmp::Reverse(*bytes));
    let shares: Vec<String> = parts
        .iter()
        .take(SHOWN)
        .map(|(name, bytes)| format!("{name} {}%", bytes * 100 / total.max(1)))
        .collect();
    shares.join(", ")
}

/// `1234567` → `1,234,567`.
fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::grouped;

    #[test]
    fn thousands_are_separated() {
        assert_eq!(
            ["0", "999", "1,000", "1,234,567"].map(str::to_owned),
            [0, 999, 1000, 1_234_567].map(grouped)
        );
    }
}
