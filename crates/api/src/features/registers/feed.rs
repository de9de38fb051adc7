//! The newest changes of a register as an Atom feed (RFC 4287), narrowed as its list is.

use std::sync::Arc;

use actix_web::{HttpRequest, HttpResponse, web};
use sha2::{Digest as _, Sha256};
use shared::registers::wire::{OwnerOut, all_records_path, records_path};
use shared::registers::{Act, Query, Register};
use uuid::{Builder, Uuid};

use super::download::cell;
use super::owners::{self, Owners};
use super::public::pairs;
use crate::bus::Topic;
use crate::error::{ApiError, ApiResult, Code};
use crate::http::tenant::Tenant;
use crate::http::{DependsOn, etag};
use crate::kit::xml::text;
use crate::registers::read::{self, Cells, Placed, Scope, at};
use crate::state::AppState;

/// Its media type.
pub(super) const MEDIA_TYPE: &str = "application/atom+xml";
/// Changes that it holds.
const ENTRIES: u32 = 50;
/// When a register changed in which nothing ever did: a feed must say some instant, and always the same.
const NEVER: &str = "1970-01-01T00:00:00Z";

/// Of one municipality.
pub(super) async fn feed(
    register: &'static Register,
    state: web::Data<AppState>,
    request: HttpRequest,
    tenant: Tenant,
) -> ApiResult<HttpResponse> {
    let tenant = tenant.with_portal()?;
    let part = Part::of(register, &request)?;
    let origin = &state.settings.server.public_url;
    let (name, slug) = (&tenant.name, &tenant.slug);
    let feed = Feed {
        register,
        scope: Scope::Tenant(tenant.id),
        owners: Arc::new(owners::one(&tenant)?),
        title: format!("{}: {name}", register.title),
        author: name.clone(),
        itself: part.of_address(format!("{origin}{}.atom", records_path(slug, register))),
        page: part.of_address(format!("{origin}/m/{slug}/registros/{}", register.id)),
        id: id(&part.named(&[register.id, &tenant.id.to_string()])),
        query: part.query,
    };
    let body = feed.write(&state).await?;
    let topics = [Topic::Tenant(tenant.id), Topic::Directory];
    Ok(answer(&request, body, DependsOn::from(&topics)))
}

/// Of all of them.
pub(super) async fn feed_all(
    register: &'static Register,
    state: web::Data<AppState>,
    request: HttpRequest,
) -> ApiResult<HttpResponse> {
    let part = Part::of(register, &request)?;
    let origin = &state.settings.server.public_url;
    let feed = Feed {
        register,
        scope: Scope::All,
        owners: owners::all(&state).await?,
        title: format!("{}: todas las municipalidades", register.title),
        author: "Munica".to_owned(),
        itself: part.of_address(format!("{origin}{}.atom", all_records_path(register))),
        page: part.of_address(format!("{origin}/registros/{}", register.id)),
        id: id(&part.named(&[register.id, "all"])),
        query: part.query,
    };
    let body = feed.write(&state).await?;
    Ok(answer(&request, body, DependsOn::default()))
}

/// The part of a register that a feed tells.
struct Part {
    query: Query,
    /// As addresses say it, always in the same way.
    text: String,
}

impl Part {
    fn of(register: &'static Register, request: &HttpRequest) -> ApiResult<Self> {
        let pairs = pairs(request)?;
        let pairs = pairs
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()));
        let query = Query::narrowing(register, pairs)
            .map_err(|error| ApiError::new(Code::Malformed).detail(error.to_string()))?;
        let text = serde_urlencoded::to_string(query.pairs(register));
        Ok(Self {
            text: text.map_err(ApiError::internal)?,
            query,
        })
    }

    fn of_address(&self, address: String) -> String {
        if self.text.is_empty() {
            address
        } else {
            format!("{address}?{}", self.text)
        }
    }

    /// A feed of a part is another feed; that of the whole keeps the name it always had.
    fn named<'a>(&'a self, whole: &[&'a str]) -> Vec<&'a str> {
        let part = Some(self.text.as_str()).filter(|text| !text.is_empty());
        whole.iter().copied().chain(part).collect()
    }
}

fn answer(request: &HttpRequest, body: String, depends: DependsOn) -> HttpResponse {
    let media_type = format!("{MEDIA_TYPE}; charset=utf-8");
    etag::public_body(request, &media_type, body.into_bytes(), depends)
}

struct Feed {
    register: &'static Register,
    scope: Scope,
    query: Query,
    owners: Arc<Owners>,
    title: String,
    author: String,
    /// Where it is read.
    itself: String,
    /// Where people read the register.
    page: String,
    id: Uuid,
}

impl Feed {
    async fn write(&self, state: &AppState) -> ApiResult<String> {
        let engine = &state.registers;
        let (backend, vault) = (engine.backend(), &state.vault);
        let what = (&self.query, self.scope);
        let statement = read::latest(self.register, backend, vault, what, ENTRIES)?;
        let columns = read::places(self.register);
        let origin = &state.settings.server.public_url;
        let (mut entries, mut updated) = (String::new(), None);
        engine
            .read(&statement, |row| {
                let at = row.text(at::RECORDED_FROM)?.unwrap_or_default();
                updated.get_or_insert_with(|| at.to_owned());
                self.entry(&mut entries, &columns, origin, row)
            })
            .await?;
        Ok(format!(
            "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n\
             <feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"es-PE\">\n\
             <id>urn:uuid:{}</id>\n<title>{}</title>\n<subtitle>{}</subtitle>\n<updated>{}</updated>\n\
             <author><name>{}</name></author>\n<rights>{}</rights>\n\
             <link rel=\"self\" type=\"{MEDIA_TYPE}\" href=\"{}\"/>\n\
             <link rel=\"alternate\" type=\"text/html\" href=\"{}\"/>\n\
             <link rel=\"license\" href=\"{}\"/>\n{entries}</feed>\n",
            self.id,
            text(&self.title),
            text(self.register.description),
            updated.as_deref().unwrap_or(NEVER),
            text(&self.author),
            text(self.register.licence.title()),
            text(&self.itself),
            text(&self.page),
            text(self.register.licence.url()),
        ))
    }

    /// One version: who published it, what was done, why, and what it says. What was withdrawn says only why.
    fn entry(
        &self,
        out: &mut String,
        columns: &[Placed],
        origin: &str,
        row: &dyn Cells,
    ) -> ApiResult<()> {
        let act: Option<Act> = row.text(at::ACT)?.and_then(|act| act.parse().ok());
        let act_title = act.map_or("", Act::title);
        let owner = self.owners.get(&row.uuid(at::MUNICIPALITY)?);
        let owner: Option<OwnerOut> = owner.map(|json| serde_json::from_slice(json)).transpose()?;
        let mut date = String::new();
        let mut lines = Vec::new();
        if let Some(reason) = row.text(read::width(self.register))? {
            lines.push(format!("Motivo: {reason}"));
        }
        for Placed { column, at, .. } in columns {
            let value = cell(column, row, *at)?.to_string();
            if column.name == self.register.date() {
                date.clone_from(&value);
            }
            if !value.is_empty() && act != Some(Act::Withdrawn) {
                lines.push(format!("{}: {value}", column.label));
            }
        }
        let record = row.uuid(at::ID)?;
        let (slug, name) = owner.map_or_else(Default::default, |owner| (owner.slug, owner.name));
        let whose = match self.scope {
            Scope::All => format!(", {name}"),
            Scope::Tenant(_) => String::new(),
        };
        let title = format!(
            "{} del {date}: {}{whose}",
            self.register.record,
            act_title.to_lowercase()
        );
        let page = format!("{origin}/m/{slug}/registros/{}/{record}", self.register.id);
        let recorded = row.text(at::RECORDED_FROM)?.unwrap_or_default();
        let entry = format!(
            "<entry>\n<id>urn:uuid:{}</id>\n<title>{}</title>\n<updated>{recorded}</updated>\n\
             <published>{recorded}</published>\n<author><name>{}</name></author>\n\
             <category term=\"{}\" label=\"{}\"/>\n<link rel=\"alternate\" type=\"text/html\" href=\"{}\"/>\n\
             <summary type=\"text\">{}</summary>\n</entry>\n",
            // The hash of its leaf names a version for good, whatever host it is read from.
            id(&[row.text(at::DIGEST)?.unwrap_or_default()]),
            text(&title),
            text(&name),
            act.map_or("", Act::as_str),
            text(act_title),
            text(&page),
            text(&lines.join("\n")),
        );
        out.push_str(&entry);
        Ok(())
    }
}

/// An identifier that follows from what it names (UUID version 8).
fn id(parts: &[&str]) -> Uuid {
    let digest = Sha256::digest(parts.join("\u{1f}"));
    let mut bytes = [0; 16];
    for (byte, from) in bytes.iter_mut().zip(digest) {
        *byte = from;
    }
    Builder::from_custom_bytes(bytes).into_uuid()
}
