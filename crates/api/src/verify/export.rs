//! A journal and its signed heads as files that anyone can verify without us.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

use anyhow::{Context, bail};
use futures_util::TryStreamExt as _;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use shared::features::journal::SignedHead;
use shared::kit::page::Page;
use uuid::Uuid;

use crate::db::PLATFORM;
use crate::features::journal::{SignedHeadColumn, SignedHeadEntity, public_keys};
use crate::features::municipalities;
use crate::journal::entity::line;
use crate::state::AppState;

/// Names of the files of an export.
pub const EXPORTED: [&str; 4] = [JOURNAL, HEADS, KEYS, README];
const JOURNAL: &str = "diario.ndjson";
const HEADS: &str = "cabezas.ndjson";
const KEYS: &str = "llaves.json";
const README: &str = "LEAME.txt";

const HOW: &str = "Registro de actos de una municipalidad o de la plataforma.

diario.ndjson    un asiento por línea, encadenado con el anterior
cabezas.ndjson   las cabezas firmadas de este registro, una por línea
llaves.json      las llaves públicas con que se firmaron

Para comprobarlo, sin conexión y sin la plataforma:

  munica verify --journal diario.ndjson --heads cabezas.ndjson --keys llaves.json

Compare también con las cabezas que guardó por su cuenta (el correo diario, la página
/registro-publico): así se nota si alguien escribió de nuevo todo el registro.
";

/// Writes a journal, its heads, the keys and how to check them into a folder. `whose` is the identifier or the slug of a
/// municipality; the platform's own journal without it. Nothing is overwritten.
///
/// # Errors
/// When there is no such municipality, the database does not answer or a file cannot be written.
pub async fn export_to(state: &AppState, whose: Option<&str>, folder: &Path) -> anyhow::Result<()> {
    let Some(whose) = whose else {
        return export_into(state, PLATFORM, folder).await;
    };
    let conn = state.db.public();
    let found = match whose.parse() {
        Ok(id) => municipalities::find(conn, id).await,
        Err(_) => municipalities::find_by_slug(conn, whose).await,
    };
    match found? {
        Some(found) => export_into(state, found.id, folder).await,
        None => bail!("no existe la municipalidad {whose}"),
    }
}

/// As [`export_to`], of a journal that is known (zeros for the platform's own).
pub(crate) async fn export_into(
    state: &AppState,
    municipality: Uuid,
    folder: &Path,
) -> anyhow::Result<()> {
    std::fs::create_dir_all(folder)
        .with_context(|| format!("no se pudo crear {}", folder.display()))?;
    let create = |name: &str| {
        let path = folder.join(name);
        let file = File::create_new(&path);
        let file = file.with_context(|| format!("no se pudo escribir {}", path.display()))?;
        anyhow::Ok(BufWriter::new(file))
    };
    let (mut journal, mut heads) = (create(JOURNAL)?, create(HEADS)?);
    export_journal(state, municipality, &mut journal, &mut heads).await?;
    let keys = Page::complete(public_keys(&state.keys));
    let mut keys_file = create(KEYS)?;
    keys_file.write_all(&serde_json::to_vec_pretty(&keys)?)?;
    let mut readme = create(README)?;
    readme.write_all(HOW.as_bytes())?;
    for mut file in [journal, heads, keys_file, readme] {
        file.flush()?;
    }
    Ok(())
}

/// Writes the entries of a journal (zeros for the platform's own), one canonical line each, and its signed heads.
///
/// # Errors
/// When the database does not answer or a file cannot be written.
pub(super) async fn export_journal(
    state: &AppState,
    municipality: Uuid,
    journal: &mut (impl Write + Send),
    heads: &mut (impl Write + Send),
) -> anyhow::Result<()> {
    let snapshot = state.db.snapshot().await?;
    let mut lines = line::Entity::find()
        .filter(line::Column::MunicipalityId.eq(municipality))
        .order_by_asc(line::Column::Seq)
        .stream(&snapshot)
        .await?;
    while let Some(line) = lines.try_next().await? {
        journal.write_all(line.body.as_bytes())?;
        journal.write_all(b"\n")?;
    }
    drop(lines);
    let mut rows = SignedHeadEntity::find()
        .filter(SignedHeadColumn::MunicipalityId.eq(municipality))
        .order_by_asc(SignedHeadColumn::Seq)
        .stream(&snapshot)
        .await?;
    while let Some(row) = rows.try_next().await? {
        heads.write_all(&SignedHead::from(row).line()?)?;
        heads.write_all(b"\n")?;
    }
    Ok(())
}
