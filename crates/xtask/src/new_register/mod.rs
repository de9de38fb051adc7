//! A new register: its declaration and its migration to begin with, and a line in each list that must know it. What else
//! there is of a register (API, document, lists, forms, import, files, tests) follows from the declaration.

mod lists;

use std::fs;
use std::path::PathBuf;

use anyhow::{Context as _, Result, ensure};
use clap::Args as Arguments;

use crate::console::say;
use crate::project::Project;

const MODULE: &str = include_str!("module.txt");
const DECLARATION: &str = include_str!("declaration.txt");
const MIGRATION: &str = include_str!("migration.txt");

/// What the register is called.
#[derive(Arguments)]
pub(crate) struct Args {
    /// Its stable name: English, plural, snake_case (`licences`)
    id: String,
    /// Its short name below a portal, in Spanish (`licencias`)
    #[arg(long)]
    path: String,
    /// What people call it (`Licencias de funcionamiento`)
    #[arg(long)]
    title: String,
    /// What one record is called (`Licencia`)
    #[arg(long)]
    record: String,
}

impl Args {
    fn check(&self) -> Result<()> {
        let is_name = |text: &str, also: char| {
            let mut chars = text.chars();
            chars.next().is_some_and(|first| first.is_ascii_lowercase())
                && chars.all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == also)
        };
        ensure!(
            is_name(&self.id, '_'),
            "«{}» is no snake_case name",
            self.id
        );
        ensure!(is_name(&self.path, '-'), "«{}» is no address", self.path);
        for text in [&self.title, &self.record] {
            ensure!(
                !text.trim().is_empty() && !text.contains(['"', '\\', '\n']),
                "«{text}» is no title"
            );
        }
        Ok(())
    }

    fn fill(&self, template: &str, migration: &str) -> String {
        template
            .replace("{id}", &self.id)
            .replace("{path}", &self.path)
            .replace("{title}", &self.title)
            .replace("{record}", &self.record)
            .replace("{migration}", migration)
    }
}

/// Writes the files and the lines.
pub(crate) fn run(project: &Project, args: &Args) -> Result<()> {
    args.check()?;
    let root = &project.root;
    let folder = root.join("crates/shared/src/features").join(&args.id);
    ensure!(!folder.exists(), "{} is there already", folder.display());
    let known = fs::read_to_string(root.join("migrations/src/lib.rs"))?;
    let migration = lists::next_migration(&known, &args.id)?;
    let file = |path: &str| root.join(path);
    // Everything is thought out before anything is written.
    let mut written: Vec<(PathBuf, String)> = vec![
        (folder.join("mod.rs"), args.fill(MODULE, &migration)),
        (
            folder.join("register.rs"),
            args.fill(DECLARATION, &migration),
        ),
        (
            file("migrations/src").join(format!("{migration}.rs")),
            args.fill(MIGRATION, &migration),
        ),
    ];
    for (path, edit) in lists::EDITS {
        let text = fs::read_to_string(file(path)).with_context(|| (*path).to_owned())?;
        let edited = edit(&text, &args.id, &migration).with_context(|| (*path).to_owned())?;
        written.push((file(path), edited));
    }
    fs::create_dir_all(&folder)?;
    for (path, text) in &written {
        fs::write(path, text)?;
        say!("{}", path.strip_prefix(root).unwrap_or(path).display());
    }
    say!("");
    say!(
        "Now: columns, norm and doubts in the declaration; the same columns in the migration (the test"
    );
    say!(
        "`every_projection_has_the_columns_of_its_declaration` says which); a line in docs/glosario.md."
    );
    say!(
        "Then: cargo fmt, cargo xtask openapi, UPDATE_PERMISSIONS=1 cargo test -p api --test it -- authz"
    );
    Ok(())
}
