//! The application as actix serves it: middleware, features, the API document.

use actix_web::dev::{ServiceFactory, ServiceRequest, ServiceResponse};
use actix_web::middleware::{Compress, from_fn};
use actix_web::{App, Error, body::MessageBody, web};
use utoipa_swagger_ui::{Config, SwaggerUi};

use crate::error::{ApiError, Code};
use crate::features;
use crate::files;
use crate::http::{
    access_log, cache, host, method, operations::Operations, rate_limit, request_id,
    security_headers, session,
};
use crate::openapi;
use crate::state::AppState;

/// Builds the API, with `more` registered beside it (the apps, where they are served).
pub fn app<F: FnOnce(&mut web::ServiceConfig)>(
    state: web::Data<AppState>,
    more: F,
) -> App<
    impl ServiceFactory<
        ServiceRequest,
        Config = (),
        Response = ServiceResponse<impl MessageBody + use<F>>,
        Error = Error,
        InitError = (),
    > + use<F>,
> {
    let limit = state.settings.server.json_limit;
    let upload_limit = state.settings.server.upload_limit;
    App::new()
        .app_data(state)
        .app_data(web::PayloadConfig::new(limit))
        .app_data(files::config(upload_limit))
        .app_data(web::PathConfig::default().error_handler(|_, _| ApiError::not_found().into()))
        .default_service(web::to(|| async {
            Err::<String, _>(ApiError::new(Code::NotFound))
        }))
        .service(features::health::health)
        .service(features::health::ready)
        .service(
            web::scope(openapi::ROOT)
                .configure(|config| Operations::serve(config, features::configure))
                .wrap(from_fn(session::establish)),
        )
        .service(openapi::get_document)
        // Before the API browser, beside which pages of the apps stand.
        .configure(more)
        .service(SwaggerUi::new("/docs/{_:.*}").config(Config::from(openapi::PATH)))
        .service(web::redirect("/docs", "/docs/"))
        .wrap(from_fn(method::refuse))
        .wrap(Compress::default())
        .wrap(from_fn(cache::serve))
        .wrap(from_fn(rate_limit::by_address))
        .wrap(from_fn(host::route))
        .wrap(from_fn(security_headers::add))
        .wrap(from_fn(access_log::log))
        .wrap(from_fn(request_id::assign))
}
