//! The tenants of the demo, with the portals that `demo_content` dresses.

use anyhow::{Context, ensure};
use serde_json::json;
use shared::access::Role;
use shared::features::directory::{MunicipalityKind, PortalStatus};
use shared::features::portal::PortalMode;
use shared::reference::{CatalogRow, Confidence};
use shared::time::lima_date;
use shared::ubigeo::Ubigeo;
use uuid::Uuid;

use super::emblems::{self, Bare};
use super::{demo_content, demo_records};
use crate::db::{PLATFORM, Scope};
use crate::error::{ApiError, ApiResult};
use crate::features::accounts::Invitations;
use crate::features::catalogs;
use crate::features::domains;
use crate::features::golive;
use crate::features::grants::{Gift, WayIn, give, ways_in};
use crate::features::municipalities::{self, Filter, Municipality, New};
use crate::features::portal;
use crate::state::AppState;
use crate::write::{Caller, Change, Entry, Recorded, Tx};

/// The district of the one that is at the beginning of its way with the visitor register, so that a demo shows it.
const BEGINNER: &str = "230110";
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
            let bare =
                seeded.context("no se pudieron crear las municipalidades de demostración")?;
            let first = bare.iter().map(|one| one.municipality).next();
            emblems::put_on(state, bare).await?;
            return match first {
                Some(municipality) => demo_records::enter(state, municipality).await,
                None => Ok(()),
            };
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
            ways.extend(ways_in(state, known.id, &known.name, Role::PortalAdmin).await?);
        }
    }
    Ok(ways)
}

struct SeedDemo {
    invitations: Invitations,
}

impl Change for SeedDemo {
    /// The portals that were dressed, with their colour.
    type Output = Vec<Bare>;

    fn scope(&self) -> Scope {
        Scope::Platform
    }

    async fn apply(&self, tx: &mut Tx<'_>) -> ApiResult<Recorded<Vec<Bare>>> {
        let (mut slugs, mut bare) = (Vec::new(), Vec::new());
        for (kind, code, ruc, name, status) in &TENANTS {
            match find(tx.conn(), *kind, code).await? {
                Some(known) if known.mode == PortalMode::Demo => {}
                Some(known) => {
                    municipalities::set_mode(tx, known.id, PortalMode::Demo).await?;
                    municipalities::set_status(tx, known.id, *status).await?;
                    bare.extend(open(tx, &known, &self.invitations).await?);
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
                    bare.extend(open(tx, &created, &self.invitations).await?);
                    slugs.push(created.slug);
                }
            }
        }
        exchange_rate(tx).await?;
        let entry =
            Entry::new(PLATFORM, "demo.seeded", "demo", "tenants").after(json!({ "slugs": slugs }));
        Ok(tx.record(entry).await?.with(bare))
    }
}

/// Slug and domain of the tenant whose demo also shows a domain of its own. Browsers take every name below `localhost` for this machine.
pub const DEMO_DOMAIN: (&str, &str) = ("munilapunta", "www.munilapunta.localhost");

async fn open(
    tx: &mut Tx<'_>,
    municipality: &Municipality,
    invitations: &Invitations,
) -> ApiResult<Option<Bare>> {
    portal::begin(tx, municipality).await?;
    if municipality.ubigeo != BEGINNER {
        golive::seed_production(tx, municipality.id).await?;
    }
    let dress = demo_content::dress(&municipality.slug, tx.now());
    let bare = (!dress.brand_color.is_empty()).then_some(Bare {
        municipality: municipality.id,
        color: dress.brand_color.to_owned(),
    });
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
    Ok(bare)
}

/// An example of the day before, unless the operator has entered any: the header shows what a rate looks like, and one of
/// today may still be entered.
async fn exchange_rate(tx: &mut Tx<'_>) -> ApiResult<()> {
    const CATALOG: &str = "exchange_rates";
    let used = catalogs::used(tx.conn()).await?;
    if used.iter().any(|used| used == CATALOG) {
        return Ok(());
    }
    let day = lima_date(tx.now()).pred_opt();
    let row = CatalogRow {
        code: "usd".to_owned(),
        valid_from: day,
        valid_to: day,
        value: json!({ "buy_e4": 34_050, "sell_e4": 34_120 }),
        legal_basis: None,
        source: Some(demo_content::EXAMPLE.to_owned()),
        confidence: Confidence::Seed,
    };
    catalogs::insert(tx, CATALOG, Uuid::now_v7(), 1, row).await?;
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
