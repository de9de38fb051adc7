//! The lists that must know a register, and how a line comes into each.

use anyhow::{Context as _, Result, ensure};

/// How a file is edited: its text, the register, the migration.
type Edit = fn(&str, &str, &str) -> Result<String>;

/// The files with their edits.
pub(super) const EDITS: &[(&str, Edit)] = &[
    ("crates/shared/src/features/mod.rs", feature),
    ("crates/shared/src/registers/mod.rs", register),
    ("migrations/src/lib.rs", migration),
    ("migrations/src/table.rs", table),
];

/// The name after the last migration's: the same day, the number after it.
pub(super) fn next_migration(known: &str, id: &str) -> Result<String> {
    let last = modules(known).last().context("there is no migration")?;
    let mut parts = last.splitn(3, '_');
    let (day, number) = parts
        .next()
        .zip(parts.next())
        .context("a migration is called mYYYYMMDD_NNNN_what")?;
    let number: u32 = number.parse()?;
    Ok(format!("{day}_{:04}_create_{id}", number + 1))
}

fn modules(text: &str) -> impl Iterator<Item = &str> {
    let named = text
        .lines()
        .filter_map(|line| line.strip_prefix("mod ")?.strip_suffix(';'));
    named.filter(|name| name.starts_with("m2"))
}

fn feature(text: &str, id: &str, _migration: &str) -> Result<String> {
    sorted(text, &format!("pub mod {id};"), |line| {
        line.starts_with("pub mod ")
    })
}

fn register(text: &str, id: &str, _migration: &str) -> Result<String> {
    let text = within(text, "use crate::features::{", "};", id)?;
    let entry = format!("&{id}::REGISTER");
    let (before, rest) = text
        .split_once("pub static REGISTERS: &[&Register] = &[")
        .context("there is no list of registers")?;
    let (entries, after) = rest
        .split_once("];")
        .context("the list of registers has no end")?;
    let entries = entries.trim_end().trim_end_matches(',');
    // Their order is the order in which people see them: the new one comes last.
    Ok(format!(
        "{before}pub static REGISTERS: &[&Register] = &[{entries},\n    {entry},\n];{after}"
    ))
}

fn migration(text: &str, _id: &str, migration: &str) -> Result<String> {
    let text = sorted(text, &format!("mod {migration};"), |line| {
        line.starts_with("mod m2")
    })?;
    let entry = format!("            Box::new({migration}::Migration),");
    last(&text, &entry, |line| {
        line.trim_start().starts_with("Box::new(m2")
    })
}

fn table(text: &str, id: &str, _migration: &str) -> Result<String> {
    let line = format!("    table(\"public_{id}\", Public),");
    sorted(text, &line, |line| line.starts_with("    table(\""))
}

/// Puts a line among those like it, which are sorted.
fn sorted(text: &str, line: &str, is_like: fn(&str) -> bool) -> Result<String> {
    ensure!(
        !text.lines().any(|known| known == line),
        "«{line}» is there already"
    );
    let mut smaller = text.lines().filter(|known| is_like(known) && *known < line);
    let Some(before) = smaller.next_back() else {
        let first = text.lines().find(|known| is_like(known));
        let first = first.context("there is no such list")?;
        return Ok(text.replacen(first, &format!("{line}\n{first}"), 1));
    };
    Ok(text.replacen(&format!("{before}\n"), &format!("{before}\n{line}\n"), 1))
}

/// Puts a line behind the last one like it.
fn last(text: &str, line: &str, is_like: fn(&str) -> bool) -> Result<String> {
    let mut like = text.lines().filter(|known| is_like(known));
    let before = like.next_back().context("there is no such list")?;
    Ok(text.replacen(&format!("{before}\n"), &format!("{before}\n{line}\n"), 1))
}

/// Puts a name into a list of names, sorted.
fn within(text: &str, open: &str, close: &str, name: &str) -> Result<String> {
    let (before, rest) = text
        .split_once(open)
        .with_context(|| format!("there is no «{open}»"))?;
    let (names, after) = rest
        .split_once(close)
        .context("a list of names has no end")?;
    let mut names: Vec<&str> = names
        .split(',')
        .map(str::trim)
        .filter(|it| !it.is_empty())
        .collect();
    names.push(name);
    names.sort_unstable();
    Ok(format!("{before}{open}{}{close}{after}", names.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_migration_follows_the_last_one() {
        let known = "mod guard;\nmod m20261122_0700_create_register_kit;\nmod m20261122_0703_create_works;\nmod table;\n";
        assert_eq!(
            next_migration(known, "licences").unwrap(),
            "m20261122_0704_create_licences"
        );
    }

    #[test]
    fn every_list_of_the_project_takes_a_new_register() {
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
            .ancestors()
            .nth(2)
            .unwrap();
        for (path, edit) in EDITS {
            let text = std::fs::read_to_string(root.join(path)).unwrap();
            let edited = edit(&text, "licences", "m29991231_0001_create_licences").unwrap();
            let added: Vec<&str> = edited
                .lines()
                .filter(|line| !text.lines().any(|known| known == *line))
                .collect();
            assert!(
                !added.is_empty() && added.iter().all(|line| line.contains("licences")),
                "{path}: {added:?}"
            );
            assert!(
                edit(&edited, "licences", "m29991231_0001_create_licences").is_err()
                    || path.contains("registers")
            );
        }
    }
}
