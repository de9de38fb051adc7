//! What a new portal begins with, by the level of its municipality (Ley 27972): menu, organisation, first pages.
//!
//! Everything in it is ordinary content that the municipality changes as it likes; nothing is invented about it.

use shared::features::directory::MunicipalityKind;
use shared::features::portal_admin::{
    ContactIn, ContentItemIn, ContentKind, MenuItemIn, OfficeIn, OrgUnitIn, PageIn, PortalSettingsIn,
};
use uuid::Uuid;

use super::content_changes::insert;
use super::{publish, store};
use crate::error::ApiResult;
use crate::features::municipalities::Municipality;
use crate::write::Tx;

/// Siglas, name, and the units below.
pub(crate) type Unit = (
    &'static str,
    &'static str,
    &'static [(&'static str, &'static str)],
);

/// Organs that Ley 27972 and the national systems give every municipality.
const ORGANS: &[Unit] = &[
    ("CM", "Concejo Municipal", &[]),
    (
        "A",
        "Alcaldía",
        &[
            ("SG", "Secretaría General"),
            ("OCI", "Órgano de Control Institucional"),
        ],
    ),
    ("PPM", "Procuraduría Pública Municipal", &[]),
    (
        "GM",
        "Gerencia Municipal",
        &[
            ("OAJ", "Oficina de Asesoría Jurídica"),
            ("OPP", "Oficina de Planeamiento y Presupuesto"),
            ("OGA", "Oficina de Administración"),
        ],
    ),
];

/// Line organs of a provincial municipality: it also governs transport and the plan of the province.
const PROVINCIAL: &[Unit] = &[
    ("GDU", "Gerencia de Desarrollo Urbano", &[]),
    ("GTT", "Gerencia de Transporte y Tránsito", &[]),
    ("GDE", "Gerencia de Desarrollo Económico", &[]),
    ("GDS", "Gerencia de Desarrollo Social", &[]),
    ("GSP", "Gerencia de Servicios Públicos", &[]),
];

/// Line organs of a district municipality.
const DISTRICT: &[Unit] = &[
    (
        "GDUI",
        "Gerencia de Desarrollo Urbano e Infraestructura",
        &[],
    ),
    ("GAT", "Gerencia de Administración Tributaria", &[]),
    ("GDS", "Gerencia de Desarrollo Social", &[]),
    (
        "GSP",
        "Gerencia de Servicios Públicos y Gestión Ambiental",
        &[],
    ),
];

/// A municipality of a centro poblado has the organs of its provincial ordinance; these two it always has.
const POPULATED_CENTER: &[Unit] = &[("CM", "Concejo Municipal", &[]), ("A", "Alcaldía", &[])];

const MENU: &[(&str, &str, &[(&str, &str)])] = &[
    (
        "Municipalidad",
        "",
        &[
            ("Acerca de la municipalidad", "acerca"),
            ("Quién responde de qué", "responsables"),
            ("Oficinas y horarios", "oficinas"),
            ("Cómo llegar", "ubicacion"),
        ],
    ),
    ("Transparencia", "paginas/transparencia", &[]),
    ("Datos personales", "privacidad", &[]),
];

/// Fills a municipality that has just got its portal, and publishes it.
pub(crate) async fn begin(tx: &mut Tx<'_>, municipality: &Municipality) -> ApiResult<()> {
    let settings = PortalSettingsIn {
        brand_color: store::FIRST_COLOR.to_owned(),
        summary: None,
        contact: ContactIn::default(),
        coat_of_arms: None,
        header_image: None,
        weather: None,
    };
    store::save_settings(tx, municipality.id, &settings).await?;
    for (position, (label, href, below)) in (0..).zip(MENU) {
        let id = menu_item(tx, municipality.id, None, position, label, href).await?;
        for (position, (label, href)) in (0..).zip(*below) {
            menu_item(tx, municipality.id, Some(id), position, label, href).await?;
        }
    }
    let organs = match municipality.kind {
        MunicipalityKind::Provincial => [ORGANS, PROVINCIAL].concat(),
        MunicipalityKind::District => [ORGANS, DISTRICT].concat(),
        MunicipalityKind::PopulatedCenter => POPULATED_CENTER.to_vec(),
    };
    units(tx, municipality.id, &organs).await?;
    for (position, page) in (0..).zip(first_pages(municipality)) {
        let item = ContentItemIn {
            parent_id: None,
            is_visible: true,
            value: page,
        };
        insert(tx, municipality.id, &item, position).await?;
    }
    publish::republish(tx, municipality.id).await
}

/// What a portal of the demo shows beyond its template.
#[derive(Default)]
pub(crate) struct Dress {
    pub(crate) brand_color: &'static str,
    pub(crate) summary: &'static str,
    pub(crate) contact: ContactIn,
    pub(crate) offices: Vec<OfficeIn>,
    /// In place of the organisation of the template.
    pub(crate) units: Option<&'static [Unit]>,
}

/// Dresses a portal that has just begun, and publishes it.
pub(crate) async fn dress(tx: &mut Tx<'_>, municipality: Uuid, dress: Dress) -> ApiResult<()> {
    if dress.brand_color.is_empty() {
        return Ok(());
    }
    let settings = PortalSettingsIn {
        brand_color: dress.brand_color.to_owned(),
        summary: Some(dress.summary.to_owned()),
        contact: dress.contact,
        coat_of_arms: None,
        header_image: None,
        weather: None,
    };
    store::save_settings(tx, municipality, &settings).await?;
    for (position, office) in (0..).zip(dress.offices) {
        let item = ContentItemIn { parent_id: None, is_visible: true, value: office };
        insert(tx, municipality, &item, position).await?;
    }
    if let Some(own) = dress.units {
        store::clear(tx, municipality, ContentKind::OrgUnits).await?;
        units(tx, municipality, own).await?;
    }
    publish::republish(tx, municipality).await
}

async fn units(tx: &Tx<'_>, municipality: Uuid, units: &[Unit]) -> ApiResult<()> {
    for (position, (siglas, name, below)) in (0..).zip(units) {
        let id = unit(tx, municipality, None, position, siglas, name).await?;
        for (position, (siglas, name)) in (0..).zip(*below) {
            unit(tx, municipality, Some(id), position, siglas, name).await?;
        }
    }
    Ok(())
}

async fn menu_item(
    tx: &Tx<'_>,
    municipality: Uuid,
    parent_id: Option<Uuid>,
    position: i32,
    label: &str,
    href: &str,
) -> ApiResult<Uuid> {
    let value = MenuItemIn {
        label: label.to_owned(),
        href: href.to_owned(),
    };
    let item = ContentItemIn {
        parent_id,
        is_visible: true,
        value,
    };
    Ok(insert(tx, municipality, &item, position).await?.id)
}

async fn unit(
    tx: &Tx<'_>,
    municipality: Uuid,
    parent_id: Option<Uuid>,
    position: i32,
    siglas: &str,
    name: &str,
) -> ApiResult<Uuid> {
    let value = OrgUnitIn {
        siglas: siglas.to_owned(),
        name: name.to_owned(),
    };
    let item = ContentItemIn {
        parent_id,
        is_visible: true,
        value,
    };
    Ok(insert(tx, municipality, &item, position).await?.id)
}

fn first_pages(municipality: &Municipality) -> Vec<PageIn> {
    let place = format!(
        "{}, {}, {}",
        municipality.district, municipality.province, municipality.department
    );
    vec![
        PageIn {
            slug: "acerca".to_owned(),
            title: format!("Acerca de la {}", municipality.name),
            summary: format!("Quiénes somos y qué hacemos en {place}."),
            body: format!(
                "La {} es un órgano de gobierno local con autonomía política, económica y administrativa en los asuntos \
                 de su competencia (Ley 27972, Ley Orgánica de Municipalidades).\n\n\
                 Esta página la completa la municipalidad.",
                municipality.name
            ),
        },
        PageIn {
            slug: "transparencia".to_owned(),
            title: "Transparencia".to_owned(),
            summary: "La información que toda entidad pública publica, y dónde está.".to_owned(),
            body: "La municipalidad publica su información en el [Portal de Transparencia Estándar]\
                   (https://www.transparencia.gob.pe), según el TUO de la Ley 27806.\n\n\
                   Para pedir información que no esté publicada, acérquese a la municipalidad o escriba a su funcionario \
                   responsable de acceso a la información."
                .to_owned(),
        },
    ]
}
