//! Many municipalities with many invented visits: on what the platform is measured. Only in a demo.

mod visits;

use anyhow::{Context as _, ensure};
use serde_json::json;
use shared::access::Role;
use shared::features::accounts::{DocumentType, PersonIn};
use shared::features::directory::{MunicipalityKind, PortalStatus};
use shared::features::grants::{GrantIn, Resolution};
use shared::features::portal::PortalMode;
use shared::features::visits::REGISTER;
use shared::time::lima_date;
use shared::ubigeo::{Level, Ubigeo};
use uuid::Uuid;

use crate::bus::Topic;
use crate::db::Scope;
use crate::error::{ApiError, ApiResult};
use crate::features::accounts::Invitations;
use crate::features::golive;
use crate::features::grants::{Gift, WayIn, give, ways_in};
use crate::features::municipalities::{self, Municipality, New};
use crate::features::{places, portal};
use crate::registers::Prepared;
use crate::registers::batch::{self, Batch};
use crate::registers::read::{self, Scope as Whose};
use crate::state::AppState;
use crate::write::{Caller, Change, Entry, Recorded, Tx};

/// Records that are made and compared at a time.
const PIECE: usize = 1_000;

/// How much there shall be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Crowd {
    /// Municipalities, the first districts by their code.
    pub municipalities: usize,
    /// Visits of each.
    pub visits: u64,
    /// From which they are invented.
    pub seed: u64,
}

/// Fills up to what is asked for, and answers with the ways in of those who administer the visits of each municipality. What
/// is there already stays.
///
/// # Errors
/// When this is no demo, the database does not answer or so many cannot be made.
pub async fn seed_crowd(state: &AppState, crowd: Crowd) -> anyhow::Result<Vec<WayIn>> {
    ensure!(
        state.settings.is_demo(),
        "las multitudes inventadas son solo para una demostración"
    );
    ensure!(
        crowd.visits <= visits::MOST,
        "hay como máximo {} visitas distintas por municipalidad",
        visits::MOST
    );
    let places = places::all(state).await?;
    let today = lima_date(state.clock.now());
    let districts = places
        .iter()
        .filter(|place| place.code.level() == Level::District && place.is_in_force(today));
    let mut ways = Vec::new();
    for (place, code) in districts
        .map(|place| place.code.clone())
        .take(crowd.municipalities)
        .enumerate()
    {
        let municipality = municipality(state, code).await?;
        let place = u64::try_from(place)?;
        let present = present(state, municipality.id).await?;
        if present < crowd.visits {
            enter(
                state,
                &municipality,
                (crowd.seed, place),
                present..crowd.visits,
            )
            .await?;
        }
        ways.extend(
            ways_in(
                state,
                municipality.id,
                &municipality.slug,
                Role::VisitsAdmin,
            )
            .await?,
        );
    }
    ensure!(
        ways.len() >= crowd.municipalities,
        "no hay tantos distritos"
    );
    Ok(ways)
}

/// The municipality of a district, with a portal and somebody who administers its visits.
async fn municipality(state: &AppState, ubigeo: Ubigeo) -> anyhow::Result<Municipality> {
    if let Some(known) = find(state, &ubigeo).await? {
        return Ok(known);
    }
    let open = Open {
        ubigeo: ubigeo.clone(),
        invitations: Invitations::new(&state.settings),
    };
    let opened = state.write.run(Caller::system("seed"), open).await;
    opened.context("no se pudo crear una municipalidad de la multitud")?;
    let made = find(state, &ubigeo).await?;
    made.context("una municipalidad de la multitud no está donde se creó")
}

async fn find(state: &AppState, ubigeo: &Ubigeo) -> anyhow::Result<Option<Municipality>> {
    let (conn, kind) = (state.db.public(), MunicipalityKind::District);
    Ok(municipalities::find_at(conn, ubigeo.as_str(), kind, None).await?)
}

struct Open {
    ubigeo: Ubigeo,
    invitations: Invitations,
}

impl Change for Open {
    type Output = ();

    fn scope(&self) -> Scope {
        Scope::Platform
    }

    async fn apply(&self, tx: &mut Tx<'_>) -> ApiResult<Recorded<()>> {
        let new = New {
            kind: MunicipalityKind::District,
            ubigeo: self.ubigeo.clone(),
            populated_center: None,
            name: None,
            ruc: None,
            status: PortalStatus::ReadyForDomain,
            mode: PortalMode::Demo,
            siaf_code: None,
            consucode: None,
        };
        let municipality = municipalities::create(tx, new).await?;
        portal::begin(tx, &municipality).await?;
        golive::seed_production(tx, municipality.id).await?;
        let gift = Gift {
            municipality: municipality.id,
            place: &municipality.name,
            grant: &administrator(&self.ubigeo, lima_date(tx.now())),
            granted_by: None,
            invitations: &self.invitations,
        };
        let given = give(tx, &gift).await?;
        Ok(given.receipt.with(()))
    }
}

/// Who administers the visits, a person of fiction.
fn administrator(ubigeo: &Ubigeo, today: chrono::NaiveDate) -> GrantIn {
    GrantIn {
        person: PersonIn {
            name: format!("Administración de visitas {ubigeo} (persona de ficción)"),
            document_type: DocumentType::Dni,
            document_number: format!("98{ubigeo}"),
            email: format!("visitas.{ubigeo}@multitud.example"),
        },
        role: Role::VisitsAdmin,
        theme: None,
        resolution: Resolution {
            number: "Resolución de ejemplo N.° 001-DEMO".to_owned(),
            date: today,
            file_id: None,
        },
        starts_on: today,
        ends_on: None,
    }
}

/// How many visits a municipality has.
async fn present(state: &AppState, municipality: Uuid) -> anyhow::Result<u64> {
    let engine = &state.registers;
    let query = shared::registers::Query::default();
    let count = read::total(
        &REGISTER,
        engine.backend(),
        &state.vault,
        &query,
        Whose::Tenant(municipality),
    )?;
    let mut present = 0;
    engine
        .read(&count, |row| {
            present = row.number(0)?.unwrap_or_default();
            Ok(())
        })
        .await?;
    Ok(u64::try_from(present)?)
}

async fn enter(
    state: &AppState,
    municipality: &Municipality,
    (seed, place): (u64, u64),
    numbers: std::ops::Range<u64>,
) -> anyhow::Result<()> {
    let of = Batch {
        register: &REGISTER,
        municipality: municipality.id,
        id: Uuid::now_v7(),
        at: state.clock.now(),
        by: None,
        reason: None,
    };
    let (vault, batch) = (state.vault.clone(), of.clone());
    let rows = tokio::task::spawn_blocking(move || {
        let records = numbers.map(|number| visits::visit(seed, place, number, batch.at));
        let records = records.collect::<Result<Vec<_>, _>>();
        let records = records.map_err(|errors| {
            ApiError::internal(anyhow::anyhow!("an invented visit: {errors:?}"))
        })?;
        batch.entered(&vault, &records)
    });
    let rows = rows.await??;
    state
        .write
        .run(Caller::system("seed"), Enter { of, rows })
        .await?;
    Ok(())
}

struct Enter {
    of: Batch,
    rows: Vec<Prepared>,
}

impl Change for Enter {
    type Output = ();

    fn scope(&self) -> Scope {
        Scope::Tenant(self.of.municipality)
    }

    async fn apply(&self, tx: &mut Tx<'_>) -> ApiResult<Recorded<()>> {
        let (of, now) = (&self.of, tx.now());
        batch::begin(tx.conn(), of, false).await?;
        let (mut chain, mut added) = (Vec::new(), 0);
        for piece in self.rows.chunks(PIECE) {
            let written = batch::enter(tx.conn(), of, piece, &chain, now).await?;
            chain = written.chain;
            added += written.rows;
        }
        let (size, root) = batch::tree(tx.conn(), of, now).await?;
        tx.touch(Topic::Tenant(of.municipality));
        // As an import that was applied, which it is but for the file.
        let entry = Entry::new(
            of.municipality,
            "register_import.applied",
            "register_import",
            of.id,
        );
        let entry = entry.basis(of.register.legal_basis).after(json!({
            "register": of.register.id, "batch": of.id, "added": added, "changed": 0, "overtaken": 0,
            "commitments": hex::encode(&chain), "tree_size": size, "tree_root": root,
        }));
        Ok(tx.record(entry).await?.with(()))
    }
}
