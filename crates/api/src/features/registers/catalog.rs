//! The registers of a municipality as a catalogue of open data: DCAT-AP, and the `data.json` that other portals harvest.

use actix_web::{HttpRequest, HttpResponse, get, web};
use chrono::{DateTime, SecondsFormat, Utc};
use serde_json::{Map, Value as Json, json};
use shared::registers::wire::records_path;
use shared::registers::{Format, REGISTERS, Register};

use super::public::updated_at;
use super::schema;
use crate::bus::Topic;
use crate::error::ApiResult;
use crate::features::portal::contact_of;
use crate::http::etag;
use crate::http::input::{NoParams, Params};
use crate::http::tenant::Tenant;
use crate::problems::Named;
use crate::state::AppState;

const EU: &str = "http://publications.europa.eu/resource/authority";
const MEDIA_TYPES: &str = "https://www.iana.org/assignments/media-types";

/// The catalogue of a municipality's open data (DCAT-AP, JSON-LD).
#[utoipa::path(tag = "registers", security(()), params(("slug" = String, Path)),
    responses((status = 200, description = "El catálogo", content_type = "application/ld+json", body = Object), Named))]
#[get("/m/{slug}/registers/catalog.jsonld")]
pub(super) async fn get_data_catalog(
    state: web::Data<AppState>,
    request: HttpRequest,
    tenant: Tenant,
    _: Params<NoParams>,
) -> ApiResult<HttpResponse> {
    let about = About::of(&state, tenant).await?;
    let body = serde_json::to_vec(&about.catalog())?;
    Ok(about.answer(&request, "application/ld+json", body))
}

/// The same catalogue in the form that portals of open data harvest (`data.json`, Project Open Data 1.1).
#[utoipa::path(tag = "registers", security(()), params(("slug" = String, Path)),
    responses((status = 200, description = "El catálogo", body = Object), Named))]
#[get("/m/{slug}/registers/data.json")]
pub(super) async fn get_data_json(
    state: web::Data<AppState>,
    request: HttpRequest,
    tenant: Tenant,
    _: Params<NoParams>,
) -> ApiResult<HttpResponse> {
    let about = About::of(&state, tenant).await?;
    let body = serde_json::to_vec(&about.data_json())?;
    Ok(about.answer(&request, "application/json", body))
}

/// What the catalogue tells.
struct About {
    tenant: Tenant,
    origin: String,
    /// Where questions go.
    email: String,
    /// Each register, and when something was published in it last.
    registers: Vec<(&'static Register, Option<DateTime<Utc>>)>,
}

impl About {
    async fn of(state: &AppState, tenant: Tenant) -> ApiResult<Self> {
        let tenant = tenant.with_portal()?;
        let contact = contact_of(state.db.public(), tenant.id).await?;
        let platform = &state.settings.mail.reply_to;
        let platform = platform
            .rsplit_once('<')
            .map_or(platform.as_str(), |(_, it)| it);
        let mut registers = Vec::new();
        for register in REGISTERS {
            registers.push((*register, updated_at(state, register, tenant.id).await?));
        }
        Ok(Self {
            email: contact
                .email
                .unwrap_or_else(|| platform.trim_end_matches('>').to_owned()),
            origin: state.settings.server.public_url.clone(),
            registers,
            tenant,
        })
    }

    fn answer(&self, request: &HttpRequest, media_type: &str, body: Vec<u8>) -> HttpResponse {
        let topics = [Topic::Tenant(self.tenant.id), Topic::Directory];
        etag::public_body(request, media_type, body, &topics)
    }

    /// Where people read the register.
    fn page(&self, register: &Register) -> String {
        format!(
            "{}/m/{}/registros/{}",
            self.origin, self.tenant.slug, register.id
        )
    }

    /// Where programs do.
    fn api(&self, register: &Register) -> String {
        format!(
            "{}{}",
            self.origin,
            records_path(&self.tenant.slug, register)
        )
    }

    fn portal(&self) -> String {
        format!("{}/m/{}", self.origin, self.tenant.slug)
    }

    fn catalog(&self) -> Json {
        let newest = self.registers.iter().filter_map(|(_, at)| *at).max();
        let datasets = self.registers.iter();
        let datasets: Vec<_> = datasets
            .map(|(register, at)| self.dataset(register, *at))
            .collect();
        let name = &self.tenant.name;
        let mut catalog = json!({
            "@context": {
                "dcat": "http://www.w3.org/ns/dcat#", "dct": "http://purl.org/dc/terms/",
                "foaf": "http://xmlns.com/foaf/0.1/", "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
                "vcard": "http://www.w3.org/2006/vcard/ns#", "xsd": "http://www.w3.org/2001/XMLSchema#",
            },
            "@id": format!("{}{}/catalog.jsonld", self.origin, registers_path(&self.tenant.slug)),
            "@type": "dcat:Catalog",
            "dct:title": spanish(&format!("Datos abiertos: {name}")),
            "dct:description": spanish("Los registros públicos de la municipalidad, para descargar y reutilizar."),
            "dct:publisher": self.publisher(),
            "dct:language": { "@id": format!("{EU}/language/SPA") },
            "foaf:homepage": { "@id": self.portal() },
            "dcat:dataset": datasets,
        });
        insert_modified(&mut catalog, newest);
        catalog
    }

    fn dataset(&self, register: &'static Register, modified: Option<DateTime<Utc>>) -> Json {
        let page = self.page(register);
        let files: Vec<_> = Format::of(register)
            .map(|format| self.distribution(register, format, modified))
            .collect();
        let mut dataset = json!({
            "@id": page,
            "@type": "dcat:Dataset",
            "dct:identifier": format!("{}-{}", self.tenant.slug, register.id),
            "dct:title": spanish(register.title),
            "dct:description": spanish(register.description),
            "dct:publisher": self.publisher(),
            "dct:language": { "@id": format!("{EU}/language/SPA") },
            "dct:accrualPeriodicity": { "@id": format!("{EU}/frequency/{}", register.periodicity.frequency()) },
            "dct:accessRights": { "@id": format!("{EU}/access-right/PUBLIC") },
            "dct:license": { "@id": register.licence.url() },
            "dct:provenance": { "@type": "dct:ProvenanceStatement", "rdfs:label": spanish(register.legal_basis) },
            "dct:conformsTo": { "@id": format!("{}/schema", self.api(register)), "@type": "dct:Standard" },
            "dcat:contactPoint": {
                "@type": "vcard:Organization", "vcard:fn": self.tenant.name,
                "vcard:hasEmail": { "@id": format!("mailto:{}", self.email) },
                "vcard:hasURL": { "@id": self.portal() },
            },
            "dcat:keyword": keywords(register).into_iter().map(|word| spanish(&word)).collect::<Vec<_>>(),
            "dcat:landingPage": { "@id": self.page(register) },
            "dcat:distribution": files,
        });
        insert_modified(&mut dataset, modified);
        dataset
    }

    fn distribution(
        &self,
        register: &'static Register,
        format: Format,
        modified: Option<DateTime<Utc>>,
    ) -> Json {
        let url = format!("{}.{}", self.api(register), format.extension());
        let mut file = json!({
            "@id": url,
            "@type": "dcat:Distribution",
            "dct:title": spanish(&format!("{}: {}", register.title, format.title())),
            "dcat:accessURL": { "@id": url },
            "dcat:downloadURL": { "@id": url },
            "dcat:mediaType": { "@id": format!("{MEDIA_TYPES}/{}", format.media_type()) },
            "dct:license": { "@id": register.licence.url() },
        });
        // The vocabulary of the EU knows no lines of JSON.
        if format != Format::Ndjson
            && let Some(file) = file.as_object_mut()
        {
            let kind = format.extension().to_uppercase();
            let kind = json!({ "@id": format!("{EU}/file-type/{kind}") });
            file.insert("dct:format".to_owned(), kind);
        }
        insert_modified(&mut file, modified);
        file
    }

    fn publisher(&self) -> Json {
        json!({ "@id": self.portal(), "@type": "foaf:Agent", "foaf:name": spanish(&self.tenant.name) })
    }

    fn data_json(&self) -> Json {
        let standard = "https://project-open-data.cio.gov/v1.1/schema";
        let datasets = self.registers.iter();
        let datasets: Vec<_> = datasets
            .map(|(register, at)| self.harvested(register, *at))
            .collect();
        json!({
            "@context": format!("{standard}/catalog.jsonld"),
            "@id": format!("{}{}/data.json", self.origin, registers_path(&self.tenant.slug)),
            "@type": "dcat:Catalog",
            "conformsTo": standard,
            "describedBy": format!("{standard}/catalog.json"),
            "dataset": datasets,
        })
    }

    fn harvested(&self, register: &'static Register, modified: Option<DateTime<Utc>>) -> Json {
        // The standard takes the rhythm in the place of an instant that nobody knows yet.
        let interval = register.periodicity.interval();
        let modified = modified.map_or_else(|| interval.to_owned(), instant);
        let files: Vec<_> = Format::of(register)
            .map(|format| {
                json!({
                    "@type": "dcat:Distribution",
                    "title": format!("{}: {}", register.title, format.title()),
                    "downloadURL": format!("{}.{}", self.api(register), format.extension()),
                    "mediaType": format.media_type(),
                    "format": format.extension().to_uppercase(),
                })
            })
            .collect();
        json!({
            "@type": "dcat:Dataset",
            "identifier": self.page(register),
            "title": format!("{}: {}", register.title, self.tenant.name),
            "description": format!("{} {}", register.description, register.legal_basis),
            "keyword": keywords(register),
            "modified": modified,
            "accrualPeriodicity": interval,
            "publisher": { "@type": "org:Organization", "name": self.tenant.name },
            "contactPoint": {
                "@type": "vcard:Contact", "fn": self.tenant.name, "hasEmail": format!("mailto:{}", self.email),
            },
            "accessLevel": "public",
            "license": register.licence.url(),
            "landingPage": self.page(register),
            "describedBy": format!("{}/schema", self.api(register)),
            "describedByType": schema::MEDIA_TYPE,
            "language": ["es"],
            "distribution": files,
        })
    }
}

fn registers_path(slug: &str) -> String {
    shared::registers::wire::registers_path(slug)
}

fn spanish(text: &str) -> Json {
    json!({ "@value": text, "@language": "es" })
}

fn instant(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Secs, true)
}

fn insert_modified(node: &mut Json, at: Option<DateTime<Utc>>) {
    let node: Option<&mut Map<String, Json>> = node.as_object_mut();
    if let (Some(node), Some(at)) = (node, at) {
        let at = json!({ "@value": instant(at), "@type": "xsd:dateTime" });
        node.insert("dct:modified".to_owned(), at);
    }
}

/// Words by which it is found: what it is called, and what its records are counted by.
fn keywords(register: &'static Register) -> Vec<String> {
    let facets = register.public_columns().filter(|column| column.is_facet);
    let titles = std::iter::once(register.title).chain(facets.map(|column| column.label));
    titles.map(str::to_lowercase).collect()
}
