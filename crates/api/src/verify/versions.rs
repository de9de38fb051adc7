//! Verifying the published versions of a register out of a file, without a database and without us: the file of versions,
//! signed heads, public keys.

use std::io::BufRead as _;
use std::path::Path;

use anyhow::{Context as _, ensure};
use shared::merkle::frontier::Frontier;
use shared::merkle::wire::SignedTreeHead;
use shared::registers::Register;
use shared::registers::proof::check;
use shared::registers::wire::VersionOut;

use super::file::{open, read_keys};
use super::{Fault, Report, heads};
use crate::db::PLATFORM;

/// Verifies files: `versions` is what `…/{register}/versions.ndjson` answers, `heads` one signed head a line as
/// `…/tree/head` answers it (those of other registers are left aside), `keys` what `/api/v1/keys` answers. Every head of the
/// register must be the root of as many versions as it says; versions beyond the last head hold by their digests only.
///
/// # Errors
/// When a file cannot be read, or no head is of this register.
pub fn versions(
    register: &'static Register,
    versions: &Path,
    heads: &Path,
    keys: &Path,
) -> anyhow::Result<Report> {
    let mut report = Report {
        registers: 1,
        ..Report::default()
    };
    let keys = read_keys(keys)?;
    let mut signed = Vec::new();
    for (number, line) in (1..).zip(open(heads)?.lines()) {
        let line = line?;
        if line.trim().is_empty() {
            continue;
        }
        let Ok(head) = serde_json::from_str::<SignedTreeHead>(&line) else {
            report.find(PLATFORM, Fault::Line(number));
            continue;
        };
        if head.tree.register != register.id {
            continue;
        }
        report.heads += 1;
        if heads::is_tree_signed(&head, &keys) {
            signed.push(head);
        } else {
            report.find_leaf(
                head.tree.municipality_id,
                register,
                head.tree.size - 1,
                "la firma de su cabeza no es válida",
            );
        }
    }
    let municipality = signed.first().map(|head| head.tree.municipality_id);
    let Some(municipality) = municipality else {
        ensure!(
            !report.is_clean(),
            "ninguna cabeza firmada es de este registro"
        );
        return Ok(report);
    };
    ensure!(
        signed
            .iter()
            .all(|head| head.tree.municipality_id == municipality),
        "las cabezas son de varias municipalidades"
    );
    let mut grown = Frontier::default();
    for line in open(versions)?.lines() {
        let line = line.context("el archivo de versiones no se puede leer")?;
        let at = i64::try_from(grown.size())?;
        let Ok(version) = serde_json::from_str::<VersionOut>(&line) else {
            report.find(municipality, Fault::Line(grown.size() + 1));
            return Ok(report);
        };
        report.versions += 1;
        let leaf = match check(register, municipality, &version) {
            Ok(_) if version.record.leaf_index != at => Err("falta".to_owned()),
            Ok(leaf) => Ok(leaf),
            Err(broken) => Err(broken.to_string()),
        };
        match leaf {
            Ok(leaf) => drop(grown.append(leaf)),
            Err(broken) => {
                report.find_leaf(municipality, register, at, &broken);
                return Ok(report);
            }
        }
        let size = at + 1;
        for head in signed.iter().filter(|head| head.tree.size == size) {
            if head.tree.root != grown.root() {
                report.find_leaf(
                    municipality,
                    register,
                    at,
                    "el árbol hasta aquí no es el que se firmó",
                );
            }
        }
    }
    let size = i64::try_from(grown.size())?;
    for head in signed.iter().filter(|head| head.tree.size > size) {
        let what = format!(
            "faltan versiones: la cabeza firmada tiene {}",
            head.tree.size
        );
        report.find_leaf(municipality, register, size, &what);
    }
    Ok(report)
}
