//! The manuals of `docs/manuals`, compiled into the binary and served as harmless HTML, so that whoever is invited reads
//! his before he has an account.

use std::sync::LazyLock;

use actix_web::{HttpRequest, HttpResponse, get, web};
use shared::access::Role;
use shared::features::help::{Manual, ManualSummary, manual_page};
use shared::kit::page::Page;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::error::{ApiError, ApiResult};
use crate::http::etag;
use crate::http::input::{NoParams, Params};
use crate::kit::markdown;
use crate::problems::{Named, Query};

/// A manual as it was written.
struct Source {
    /// Its file, as other manuals link to it.
    file: &'static str,
    /// Whose it is; the first one names it in the list.
    roles: &'static [Role],
    markdown: &'static str,
}

macro_rules! manuals {
    ($($file:literal => [$($role:ident),+];)*) => {
        &[$(Source {
            file: $file,
            roles: &[$(Role::$role),+],
            markdown: include_str!(concat!("../../../../../docs/manuals/", $file)),
        },)*]
    };
}

static SOURCES: &[Source] = manuals! {
    "administrador-del-portal.md" => [PortalAdmin];
    "operador.md" => [PlatformOperator];
    "imagen-institucional.md" => [Communications];
    "oficial-de-datos-personales.md" => [DataProtectionOfficer];
    "control-institucional.md" => [InternalAuditor];
    "responsable-de-transparencia.md" => [TransparencyOfficer];
    "personal-municipal.md" => [UnitStaff, ThemeOfficer, AccessOfficer, InformationHolder, VisitsAdmin, VisitsRecorder,
        ComplaintsOfficer, ComplaintsDeputy, DocumentDesk];
    "vecino.md" => [Citizen];
};

/// The manuals as they are served.
static MANUALS: LazyLock<Vec<Manual>> = LazyLock::new(|| SOURCES.iter().filter_map(read).collect());

/// Registers the operations.
pub(crate) fn configure(config: &mut ServiceConfig<'_>) {
    config.service(list_manuals).service(get_manual);
}

/// The manuals, each once.
#[utoipa::path(tag = "help", security(()),
    responses((status = 200, description = "Los manuales", body = Page<ManualSummary>), Query))]
#[get("/help")]
pub(super) async fn list_manuals(
    request: HttpRequest,
    _: Params<NoParams>,
) -> ApiResult<HttpResponse> {
    let summary = |manual: &Manual| ManualSummary {
        role: manual.role,
        title: manual.title.clone(),
    };
    let all = MANUALS.iter().map(summary).collect();
    etag::public(&request, &Page::complete(all), &[])
}

/// The manual of a role.
#[utoipa::path(tag = "help", security(()), params(("role" = Role, Path, description = "El rol", example = "portal_admin")),
    responses((status = 200, description = "El manual", body = Manual), Named))]
#[get("/help/{role}")]
pub(super) async fn get_manual(
    request: HttpRequest,
    role: web::Path<String>,
) -> ApiResult<HttpResponse> {
    let manual = Role::from_code(&role).and_then(of);
    etag::public(&request, &manual.ok_or_else(ApiError::not_found)?, &[])
}

fn of(role: Role) -> Option<Manual> {
    let source = SOURCES.iter().find(|source| source.roles.contains(&role))?;
    let first = source.roles.first();
    let manual = MANUALS.iter().find(|manual| Some(&manual.role) == first)?;
    Some(Manual {
        role,
        ..manual.clone()
    })
}

/// The title is the first line; a link from one manual to another leads to its page.
fn read(source: &Source) -> Option<Manual> {
    let (title, text) = source.markdown.split_once('\n')?;
    let mut text = text.to_owned();
    for other in SOURCES {
        let role = other.roles.first()?;
        text = text.replace(
            &format!("]({})", other.file),
            &format!("]({})", manual_page(*role)),
        );
    }
    Some(Manual {
        role: *source.roles.first()?,
        title: title.trim_start_matches('#').trim().to_owned(),
        body_html: markdown::html(&text),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_role_of_the_staff_has_a_manual_with_a_title_and_a_text() {
        let people = Role::ALL.iter().filter(|role| **role != Role::ApiClient);
        for role in people {
            let manual = of(*role).unwrap_or_else(|| panic!("{} has no manual", role.code()));
            assert!(manual.title.starts_with("Manual"), "{}", manual.title);
            assert!(manual.body_html.contains("<h2>"), "{}", role.code());
            assert!(!manual.body_html.contains("<h1"), "{}", role.code());
        }
    }

    #[test]
    fn no_link_of_a_manual_leads_nowhere() {
        for manual in MANUALS.iter() {
            for link in manual.body_html.split("href=\"").skip(1) {
                let leads = ["/ayuda/", "/", "https://", "#"];
                assert!(
                    leads.iter().any(|start| link.starts_with(start)),
                    "{}: {}",
                    manual.title,
                    link.split('"').next().unwrap_or_default()
                );
            }
        }
    }
}
