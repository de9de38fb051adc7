//! The manuals of `docs/manuals`, compiled into the binary and served as harmless HTML, so that whoever is invited reads
//! his before he has an account.

mod search;

use std::sync::LazyLock;

use crate::http::operations::Operations;
use actix_web::{HttpRequest, HttpResponse, get, web};
use serde::Deserialize;
use shared::access::Role;
use shared::features::help::{Manual, ManualSummary, manual_page, manual_role};
use shared::kit::page::Page;

use crate::error::{ApiError, ApiResult};
use crate::http::etag;
use crate::http::input::Params;
use crate::kit::{markdown, search::words};
use crate::problems::{Named, Query};

/// A manual as it was written.
struct Source {
    /// Its file, as other manuals link to it.
    file: &'static str,
    /// Under whose name it stands; who else reads it is told by `shared`.
    role: Role,
    markdown: &'static str,
}

macro_rules! manuals {
    ($($file:literal => $role:ident;)*) => {
        &[$(Source {
            file: $file,
            role: Role::$role,
            markdown: include_str!(concat!("../../../../../docs/manuals/", $file)),
        },)*]
    };
}

static SOURCES: &[Source] = manuals! {
    "administrador-del-portal.md" => PortalAdmin;
    "operador.md" => PlatformOperator;
    "imagen-institucional.md" => Communications;
    "oficial-de-datos-personales.md" => DataProtectionOfficer;
    "control-institucional.md" => InternalAuditor;
    "responsable-de-transparencia.md" => TransparencyOfficer;
    "registro-de-visitas.md" => VisitsAdmin;
    "personal-municipal.md" => UnitStaff;
    "vecino.md" => Citizen;
};

/// The manuals as they are served.
static MANUALS: LazyLock<Vec<Manual>> = LazyLock::new(|| SOURCES.iter().filter_map(read).collect());

/// What the list is narrowed to.
#[derive(Clone, Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct HelpQuery {
    /// Words of the manuals; accents and case do not matter.
    #[param(max_length = 100, example = "horario de oficina")]
    q: Option<String>,
}

/// Registers the operations.
pub(crate) fn configure(operations: &mut Operations<'_, '_>) {
    operations.service(list_manuals).service(get_manual);
}

/// The manuals, each once; with words, those in which all of them stand.
#[utoipa::path(tag = "help", security(()), params(HelpQuery),
    responses((status = 200, description = "Los manuales", body = Page<ManualSummary>), Query))]
#[get("/help")]
pub(super) async fn list_manuals(
    request: HttpRequest,
    Params(query): Params<HelpQuery>,
) -> ApiResult<HttpResponse> {
    let found = search::manuals(&words(query.q.as_deref())?);
    etag::public(&request, &Page::complete(found), &[])
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
    let first = manual_role(role)?;
    let manual = MANUALS.iter().find(|manual| manual.role == first)?;
    Some(Manual {
        role,
        ..manual.clone()
    })
}

/// Where the pictures of the screens are served. Beside the manuals they lie in a folder of their own.
const FIGURES: (&str, &str) = ("](pantallas/", "](/ayuda/pantallas/");
/// All pictures have one size: the text below does not jump when they come.
const FIGURE: &str = "<img class=\"figure\" width=\"1280\" height=\"800\" loading=\"lazy\"";

/// The title is the first line; a link from one manual to another leads to its page.
fn read(source: &Source) -> Option<Manual> {
    let (title, text) = source.markdown.split_once('\n')?;
    let (beside, served) = FIGURES;
    let mut text = text.replace(beside, served);
    for other in SOURCES {
        text = text.replace(
            &format!("]({})", other.file),
            &format!("]({})", manual_page(other.role)),
        );
    }
    Some(Manual {
        role: source.role,
        title: title.trim_start_matches('#').trim().to_owned(),
        body_html: markdown::html(&text).replace("<img", FIGURE),
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
    fn every_picture_that_a_manual_shows_is_there_and_says_what_it_shows() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/manuals/pantallas");
        let mut kept: Vec<String> = std::fs::read_dir(folder)
            .unwrap()
            .map(|file| file.unwrap().file_name().into_string().unwrap())
            .collect();
        for manual in MANUALS.iter() {
            let pictures: Vec<_> = manual
                .body_html
                .split("/ayuda/pantallas/")
                .skip(1)
                .collect();
            assert!(!pictures.is_empty(), "{} shows no screen", manual.title);
            for picture in pictures {
                let (file, rest) = picture.split_once('"').unwrap();
                assert!(
                    rest.trim_start().starts_with("alt=\"") && !rest.contains("alt=\"\""),
                    "{file}"
                );
                let path = std::path::Path::new(folder).join(file);
                assert!(path.is_file(), "{}: {file}", manual.title);
                kept.retain(|name| name != file);
            }
        }
        assert!(kept.is_empty(), "no manual shows {kept:?}");
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
