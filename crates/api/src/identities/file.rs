//! Identities out of a CSV or XLSX with the columns type (where there are several), number and name. It is read when first
//! asked and again when it changes, and stays in memory: it is meant for thousands of rows, not for a country.

use std::collections::HashMap;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use anyhow::Context as _;
use async_trait::async_trait;
use shared::rules::normalize_document;
use shared::text::fold::{collapse, fold};
use tabular::mapping::{Column, Saved, propose};
use tabular::rows::{Options, Table};
use tabular::sniff;
use tokio::sync::Mutex;

use super::{Identities, Identity};

const COLUMNS: &[Column<'static>] = &[
    Column {
        key: "tipo",
        names: &["tipo de documento", "tipo doc", "tipodoc"],
    },
    Column {
        key: "numero",
        names: &[
            "numero de documento",
            "documento",
            "doc",
            "dni",
            "ruc",
            "nro documento",
        ],
    },
    Column {
        key: "nombre",
        names: &[
            "apellidos y nombres",
            "nombres",
            "razon social",
            "nombre completo",
        ],
    },
];

/// Rows above which the headings are not looked for.
const HEAD: usize = 25;

/// Names by type and number.
type Names = HashMap<(&'static str, String), String>;

pub(super) struct FileIdentities {
    path: PathBuf,
    read: Mutex<Option<(SystemTime, Arc<Names>)>>,
}

impl FileIdentities {
    pub(super) fn at(path: PathBuf) -> Self {
        Self {
            path,
            read: Mutex::default(),
        }
    }

    async fn names(&self) -> anyhow::Result<Arc<Names>> {
        let shown = self.path.display();
        let changed = std::fs::metadata(&self.path).and_then(|found| found.modified());
        let changed = changed.with_context(|| format!("identities: {shown}"))?;
        let mut read = self.read.lock().await;
        if let Some((at, names)) = read.as_ref()
            && *at == changed
        {
            return Ok(names.clone());
        }
        let path = self.path.clone();
        let names = tokio::task::spawn_blocking(move || load(&path)).await??;
        let names = Arc::new(names);
        *read = Some((changed, names.clone()));
        Ok(names)
    }
}

#[async_trait]
impl Identities for FileIdentities {
    async fn find(&self, document_type: &str, number: &str) -> anyhow::Result<Identity> {
        let Some(kind) = kind_of(document_type, number) else {
            return Ok(Identity::Unknown);
        };
        let key = (kind, normalize_document(number));
        let name = self.names().await?.get(&key).cloned();
        Ok(name.map_or(Identity::Unknown, Identity::Known))
    }
}

fn load(path: &Path) -> anyhow::Result<Names> {
    let shown = path.display();
    let file = File::open(path).with_context(|| format!("identities: {shown}"))?;
    let mut table = Table::open(file, Options::default()).context("identities")?;
    let head = table.head(HEAD).context("identities")?;
    let header = sniff::header(&head, COLUMNS);
    let header = header.with_context(|| format!("identities: {shown} has no row of headings"))?;
    let proposed = propose(&header.headings, COLUMNS, &Saved::new());
    let place = |key: &str| {
        let mut found = proposed.iter();
        let found = found.find(|it| it.column.is_some_and(|(known, _)| known == key));
        found.map(|it| it.position)
    };
    let missing = || format!("identities: {shown} needs the columns número and nombre");
    let number = place("numero").with_context(missing)?;
    let name = place("nombre").with_context(missing)?;
    let kind = place("tipo");
    let mut names = Names::new();
    for row in table.rows().context("identities")? {
        let Ok(row) = row else { continue };
        if row.number <= header.row {
            continue;
        }
        let written = normalize_document(&row.cell(number).to_string());
        let name = collapse(&row.cell(name).to_string());
        let told = kind.map(|at| row.cell(at).to_string()).unwrap_or_default();
        let kind = kind_of(&told, &written);
        if let Some(kind) = kind.filter(|_| !name.is_empty()) {
            names.insert((kind, padded(kind, written)), name);
        }
    }
    Ok(names)
}

/// The type that a file or a form means; without one it follows from the number.
fn kind_of(told: &str, number: &str) -> Option<&'static str> {
    match fold(told).as_str() {
        "dni" | "1" => Some("dni"),
        "ruc" | "6" => Some("ruc"),
        "ce" | "4" | "carne de extranjeria" => Some("ce"),
        "passport" | "pasaporte" | "7" => Some("passport"),
        "" if number.len() == 11 => Some("ruc"),
        "" if (7..=8).contains(&number.len()) => Some("dni"),
        _ => None,
    }
}

/// Spreadsheets eat the zeros with which a DNI begins.
fn padded(kind: &str, number: String) -> String {
    match kind {
        "dni" => format!("{number:0>8}"),
        _ => number,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_file_answers_for_what_it_has_and_for_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("identidades.csv");
        let file = "Tipo doc;Documento;Apellidos y nombres\nDNI;1234567;Quispe Ficticia, Rosa\n\
                    RUC;20100070970;Constructora Ficticia SAC\n";
        std::fs::write(&path, file).unwrap();
        let identities = FileIdentities::at(path);
        let found = identities.find("dni", "01234567").await.unwrap();
        assert_eq!(found, Identity::Known("Quispe Ficticia, Rosa".to_owned()));
        let found = identities.find("ruc", "20100070970").await.unwrap();
        assert_eq!(
            found,
            Identity::Known("Constructora Ficticia SAC".to_owned())
        );
        for (kind, number) in [
            ("dni", "99999999"),
            ("passport", "01234567"),
            ("other", "1"),
        ] {
            assert_eq!(
                identities.find(kind, number).await.unwrap(),
                Identity::Unknown
            );
        }
    }

    #[tokio::test]
    async fn a_file_that_is_not_there_is_a_fault_and_no_answer() {
        let identities = FileIdentities::at(PathBuf::from("/nada/nada.csv"));
        assert!(identities.find("dni", "01234567").await.is_err());
    }
}
