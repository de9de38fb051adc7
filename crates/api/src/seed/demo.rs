//! The tenants of the demo, with the portals that `demo_content` dresses.

use anyhow::{Context, ensure};
use serde_json::json;
use shared::features::directory::{MunicipalityKind, PortalStatus};
use shared::features::portal::PortalMode;
use shared::time::lima_date;
use shared::ubigeo::Ubigeo;

use super::demo_content;
use crate::db::{PLATFORM, Scope};
use crate::error::{ApiError, ApiResult};
use crate::features::accounts::Invitations;
use crate::features::domains;
use crate::features::grants::{Gift, WayIn, give, ways_in};
use crate::features::municipalities::{self, Filter, Municipality, New};
use crate::features::portal;
use crate::state::AppState;
use crate::write::{Caller, Change, Entry, Recorded, Tx};

/// Level, district, RUC of the public register, state.
const TENANTS: [(MunicipalityKind, &str, &str, &str, PortalStatus); 5] = [
    (
        MunicipalityKind::Provincial,
        "200101",
        "20154477374",
        "Municipalidad Provincial de Piura",
        PortalStatus::ReadyForDomain,
    ),
    (
        MunicipalityKind::Provincial,
        "070101",
        "20131369558",
        "Municipalidad Provincial del Callao",
        PortalStatus::ReadyForDomain,
    ),
    (
        MunicipalityKind::District,
        "200104",
        "20172618864",
        "Municipalidad Distrital de Castilla",
        PortalStatus::Configuring,
    ),
    (
        MunicipalityKind::District,
        "070105",
        "20131379600",
        "Municipalidad Distrital de La Punta",
        PortalStatus::ReadyForDomain,
    ),
    (
        MunicipalityKind::District,
        "230110",
        "20519610214",
        "Municipalidad Distrital de Coronel Gregorio Albarracín Lanchipa",
        PortalStatus::Created,
    ),
];

/// Makes the tenants of the demo, or turns the municipalities of a register into them. Those that are in the demo
/// already stay as they are.
///
/// # Errors
/// When this is no demo, the database does not answer or the places are missing.
pub async fn seed_demo(state: &AppState) -> anyhow::Result<()> {
    ensure!(
        state.settings.is_demo(),
        "las municipalidades de demostración son solo para una demostración"
    );
    let conn = state.db.public();
    for (kind, code, ..) in &TENANTS {
        if find(conn, *kind, code)
            .await?
            .is_none_or(|known| known.mode != PortalMode::Demo)
        {
            let seed = SeedDemo {
                invitations: Invitations::new(&state.settings),
            };
            let seeded = state.write.run(Caller::system("seed"), seed).await;
            return seeded.context("no se pudieron crear las municipalidades de demostración");
        }
    }
    Ok(())
}

/// How the administrators of the demo get in. Whoever has not accepted his invitation gets a new link, and the one before
/// no longer works.
///
/// # Errors
/// When the database does not answer.
pub async fn administrators(state: &AppState) -> anyhow::Result<Vec<WayIn>> {
    let mut ways = Vec::new();
    for (kind, code, ..) in &TENANTS {
        if let Some(known) = find(state.db.public(), *kind, code).await? {
            ways.extend(ways_in(state, known.id, &known.name).await?);
        }
    }
    Ok(ways)
}

struct SeedDemo {
    invitations: Invitations,
}

impl Change for SeedDemo {
    type Output = ();

    fn scope(&self) -> Scope {
        Scope::Platform
    }

    async fn apply(&self, tx: &mut Tx<'_>) -> ApiResult<Recorded<()>> {
        let mut slugs = Vec::new();
        for (kind, code, ruc, name, status) in &TENANTS {
            match find(tx.conn(), *kind, code).await? {
                Some(known) if known.mode == PortalMode::Demo => {}
                Some(known) => {
                    municipalities::set_mode(tx, known.id, PortalMode::Demo).await?;
                    municipalities::set_status(tx, known.id, *status).await?;
                    open(tx, &known, &self.invitations).await?;
                    slugs.push(known.slug);
                }
                None => {
                    let new = New {
                        kind: *kind,
                        ubigeo: code.parse::<Ubigeo>().map_err(ApiError::internal)?,
                        populated_center: None,
                        name: Some((*name).to_owned()),
                        ruc: Some((*ruc).to_owned()),
                        status: *status,
                        mode: PortalMode::Demo,
                        siaf_code: None,
                        consucode: None,
                    };
                    let created = municipalities::create(tx, new).await?;
                    open(tx, &created, &self.invitations).await?;
                    slugs.push(created.slug);
                }
            }
        }
        let entry =
            Entry::new(PLATFORM, "demo.seeded", "demo", "tenants").after(json!({ "slugs": slugs }));
        Ok(tx.record(entry).await?.with(()))
    }
}

/// Slug and domain of the tenant whose demo also shows a domain of its own. Browsers take every name below `localhost` for this machine.
pub const DEMO_DOMAIN: (&str, &str) = ("munilapunta", "www.munilapunta.localhost");

async fn open(
    tx: &mut Tx<'_>,
    municipality: &Municipality,
    invitations: &Invitations,
) -> ApiResult<()> {
    portal::begin(tx, municipality).await?;
    let dress = demo_content::dress(&municipality.slug, tx.now());
    portal::dress(tx, municipality.id, dress).await?;
    let (slug, domain) = DEMO_DOMAIN;
    if municipality.slug == slug {
        domains::serve_in_demo(tx, municipality, domain).await?;
    }
    let today = lima_date(tx.now());
    for grant in demo_content::people(&municipality.slug, today) {
        let gift = Gift {
            municipality: municipality.id,
            place: &municipality.name,
            grant: &grant,
            granted_by: None,
            invitations,
        };
        give(tx, &gift).await?;
    }
    Ok(())
}

async fn find(
    conn: &impl sea_orm::ConnectionTrait,
    kind: MunicipalityKind,
    code: &str,
) -> ApiResult<Option<Municipality>> {
    let filter = Filter {
        within: code.parse().into_iter().collect(),
        kind: Some(kind),
        ..Filter::default()
    };
    let found = municipalities::list(conn, &filter, None, 1).await?;
    Ok(found.into_iter().next())
}
