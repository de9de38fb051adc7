//! The right refusal of a wrong method: 405 with the methods an address has. Each operation is a route of its own, so the
//! router alone would say that there is nothing there.

use actix_web::body::{EitherBody, MessageBody};
use actix_web::dev::{ResourceDef, ServiceRequest, ServiceResponse};
use actix_web::http::header::{ALLOW, HeaderValue};
use actix_web::http::{Method, StatusCode};
use actix_web::middleware::Next;
use actix_web::{Error, ResponseError as _};
use utoipa::openapi::OpenApi;
use utoipa::openapi::path::PathItem;

use crate::error::{ApiError, Code};
use crate::openapi;

/// The methods of every address of the API document.
#[derive(Debug)]
pub(crate) struct Methods(Vec<(ResourceDef, Vec<&'static str>)>);

impl Methods {
    /// Out of the document.
    pub(crate) fn of(document: &OpenApi) -> Self {
        let entry =
            |(path, item): (&String, &PathItem)| (ResourceDef::new(path.as_str()), methods(item));
        Self(document.paths.paths.iter().map(entry).collect())
    }

    /// The methods of an address, where it has any and this is none of them.
    fn instead_of(&self, method: &Method, path: &str) -> Option<String> {
        let all: Vec<&str> = self
            .0
            .iter()
            .filter(|(pattern, _)| pattern.is_match(path))
            .flat_map(|(_, methods)| methods.iter().copied())
            .collect();
        let refused = !all.is_empty() && !all.contains(&method.as_str());
        refused.then(|| all.join(", "))
    }
}

fn methods(item: &PathItem) -> Vec<&'static str> {
    [
        (item.get.is_some(), "GET"),
        (item.get.is_some(), "HEAD"),
        (item.post.is_some(), "POST"),
        (item.put.is_some(), "PUT"),
        (item.patch.is_some(), "PATCH"),
        (item.delete.is_some(), "DELETE"),
    ]
    .into_iter()
    .filter_map(|(there, name)| there.then_some(name))
    .collect()
}

/// Middleware: looks only at what would be refused anyway.
pub(crate) async fn refuse<B: MessageBody + 'static>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<EitherBody<B>>, Error> {
    let response = next.call(request).await?;
    if ![
        StatusCode::BAD_REQUEST,
        StatusCode::NOT_FOUND,
        StatusCode::FORBIDDEN,
        StatusCode::UNAUTHORIZED,
    ]
    .contains(&response.status())
    {
        return Ok(response.map_into_left_body());
    }
    let request = response.request();
    let methods = &openapi::described().methods;
    let allowed = methods.instead_of(request.method(), request.path());
    let Some(allow) = allowed.and_then(|allow| HeaderValue::from_str(&allow).ok()) else {
        return Ok(response.map_into_left_body());
    };
    let mut refusal = ApiError::new(Code::MethodNotAllowed).error_response();
    refusal.headers_mut().insert(ALLOW, allow);
    Ok(response.into_response(refusal).map_into_right_body())
}
