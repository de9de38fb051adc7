//! The addresses of every register: one resource each, so that an unknown register is an unknown address.

use actix_web::dev::{AppService, HttpServiceFactory};
use actix_web::{HttpRequest, web};
use shared::registers::{REGISTERS, Register};
use utoipa::openapi::path::Paths;
use utoipa::openapi::{RefOr, Schema};
use utoipa_actix_web::OpenApiFactory;

use super::{describe, public};
use crate::http::tenant::Tenant;
use crate::state::AppState;

/// Every operation of every register.
pub(super) struct Routes;

impl HttpServiceFactory for Routes {
    fn register(self, config: &mut AppService) {
        for register in REGISTERS {
            // Before the record, whose identifier it is none.
            facets(register, config);
            all(register, config);
            records(register, config);
        }
    }
}

impl OpenApiFactory for Routes {
    fn paths(&self) -> Paths {
        describe::paths()
    }

    fn schemas(&self, schemas: &mut Vec<(String, RefOr<Schema>)>) {
        describe::schemas(schemas);
    }
}

fn facets(register: &'static Register, config: &mut AppService) {
    let path = format!("/m/{{slug}}/registers/{}/facets", register.id);
    let handler = move |state: web::Data<AppState>, request: HttpRequest, tenant: Tenant| {
        public::count(register, state, request, tenant)
    };
    web::resource(path).route(web::get().to(handler)).register(config);
    let path = format!("/registers/{}/facets", register.id);
    let handler = move |state: web::Data<AppState>, request: HttpRequest| {
        public::count_all(register, state, request)
    };
    web::resource(path).route(web::get().to(handler)).register(config);
}

fn all(register: &'static Register, config: &mut AppService) {
    let handler = move |state: web::Data<AppState>, request: HttpRequest| {
        public::list_all(register, state, request)
    };
    web::resource(format!("/registers/{}", register.id))
        .route(web::get().to(handler))
        .register(config);
}

fn records(register: &'static Register, config: &mut AppService) {
    let path = format!("/m/{{slug}}/registers/{}", register.id);
    let handler = move |state: web::Data<AppState>, request: HttpRequest, tenant: Tenant| {
        public::list(register, state, request, tenant)
    };
    web::resource(path.clone())
        .route(web::get().to(handler))
        .register(config);
    let handler = move |state: web::Data<AppState>, request: HttpRequest, tenant: Tenant, path: web::Path<(String, uuid::Uuid)>| {
        public::get(register, state, request, tenant, path)
    };
    web::resource(format!("{path}/{{id}}"))
        .route(web::get().to(handler))
        .register(config);
}
