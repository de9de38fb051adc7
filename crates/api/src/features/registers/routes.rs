//! The addresses of every register: one resource each, so that an unknown register is an unknown address.

use actix_web::dev::{AppService, HttpServiceFactory};
use actix_web::{HttpRequest, web};
use shared::access::{Perm, Permission, perm};
use shared::registers::wire::{CorrectionIn, RecordIn, WithdrawalIn};
use shared::registers::{Format, REGISTERS, Register};
use utoipa::openapi::path::Paths;
use utoipa::openapi::{RefOr, Schema};
use utoipa_actix_web::OpenApiFactory;

use uuid::Uuid;

use super::{changes, describe, download, feed, public, schema, staff};
use crate::http::input::{NoParams, Params, Valid};
use crate::http::staff::Staff;
use crate::http::tenant::Tenant;
use crate::state::AppState;

/// Every operation of every register.
pub(super) struct Routes;

impl HttpServiceFactory for Routes {
    fn register(self, config: &mut AppService) {
        for register in REGISTERS {
            // Before the record, whose identifier it is none.
            facets(register, config);
            forms(register, config);
            differences(register, config);
            feeds(register, config);
            for format in Format::of(register) {
                downloads(register, format, config);
            }
            all(register, config);
            records(register, config);
            match register.id {
                "visits" => {
                    staff_routes::<perm::VisitsCorrect, perm::VisitsCorrect>(register, config)
                }
                _ => staff_routes::<perm::RegistersEdit, perm::RegistersEdit>(register, config),
            }
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
    web::resource(path)
        .route(web::get().to(handler))
        .register(config);
    let path = format!("/registers/{}/facets", register.id);
    let handler = move |state: web::Data<AppState>, request: HttpRequest| {
        public::count_all(register, state, request)
    };
    web::resource(path)
        .route(web::get().to(handler))
        .register(config);
}

fn downloads(register: &'static Register, format: Format, config: &mut AppService) {
    let file = format!("{}.{}", register.id, format.extension());
    let handler = move |state: web::Data<AppState>, request: HttpRequest, tenant: Tenant| {
        download::export(register, format, state, request, tenant)
    };
    web::resource(format!("/m/{{slug}}/registers/{file}"))
        .route(web::get().to(handler))
        .register(config);
    let handler = move |state: web::Data<AppState>, request: HttpRequest| {
        download::export_all(register, format, state, request)
    };
    web::resource(format!("/registers/{file}"))
        .route(web::get().to(handler))
        .register(config);
}

fn forms(register: &'static Register, config: &mut AppService) {
    let handler = move |state: web::Data<AppState>,
                        request: HttpRequest,
                        tenant: Tenant,
                        none: Params<NoParams>| {
        schema::schema(register, state, request, tenant, none)
    };
    web::resource(format!("/m/{{slug}}/registers/{}/schema", register.id))
        .route(web::get().to(handler))
        .register(config);
    let handler =
        move |state: web::Data<AppState>, request: HttpRequest, none: Params<NoParams>| {
            schema::schema_all(register, state, request, none)
        };
    web::resource(format!("/registers/{}/schema", register.id))
        .route(web::get().to(handler))
        .register(config);
}

fn differences(register: &'static Register, config: &mut AppService) {
    let handler = move |state: web::Data<AppState>, request: HttpRequest, tenant: Tenant| {
        changes::changes(register, state, request, tenant)
    };
    web::resource(format!("/m/{{slug}}/registers/{}/changes", register.id))
        .route(web::get().to(handler))
        .register(config);
    let handler = move |state: web::Data<AppState>, request: HttpRequest| {
        changes::changes_all(register, state, request)
    };
    web::resource(format!("/registers/{}/changes", register.id))
        .route(web::get().to(handler))
        .register(config);
}

fn feeds(register: &'static Register, config: &mut AppService) {
    let handler = move |state: web::Data<AppState>,
                        request: HttpRequest,
                        tenant: Tenant,
                        none: Params<NoParams>| {
        feed::feed(register, state, request, tenant, none)
    };
    web::resource(format!("/m/{{slug}}/registers/{}.atom", register.id))
        .route(web::get().to(handler))
        .register(config);
    let handler =
        move |state: web::Data<AppState>, request: HttpRequest, none: Params<NoParams>| {
            feed::feed_all(register, state, request, none)
        };
    web::resource(format!("/registers/{}.atom", register.id))
        .route(web::get().to(handler))
        .register(config);
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
    let handler = move |state: web::Data<AppState>,
                        request: HttpRequest,
                        tenant: Tenant,
                        path: web::Path<(String, Uuid)>| {
        public::get(register, state, request, tenant, path)
    };
    web::resource(format!("{path}/{{id}}"))
        .route(web::get().to(handler))
        .register(config);
}

/// Who enters records of a register, and who corrects and withdraws them; the same as [`Routes`] demands.
pub(super) fn permissions(register: &Register) -> (Permission, Permission) {
    match register.id {
        // The desk enters visits, and judges how late they are; here they say of themselves what class they are.
        "visits" => (Permission::VisitsCorrect, Permission::VisitsCorrect),
        _ => (Permission::RegistersEdit, Permission::RegistersEdit),
    }
}

/// `E` enters, `C` corrects and withdraws.
fn staff_routes<E: Perm, C: Perm>(register: &'static Register, config: &mut AppService) {
    let path = format!("/admin/registers/{}", register.id);
    let create = move |state: web::Data<AppState>,
                       request: HttpRequest,
                       staff: Staff<E>,
                       body: Valid<RecordIn>| {
        staff::create(register, state, request, staff, body)
    };
    web::resource(path.clone())
        .route(web::post().to(create))
        .register(config);
    let get =
        move |state: web::Data<AppState>,
              request: HttpRequest,
              staff: Staff<E>,
              id: web::Path<Uuid>| { staff::get(register, state, request, staff, id) };
    let correct = move |state: web::Data<AppState>,
                        request: HttpRequest,
                        staff: Staff<C>,
                        id: web::Path<Uuid>,
                        body: Valid<CorrectionIn>| {
        staff::correct(register, state, request, staff, id, body)
    };
    web::resource(format!("{path}/{{id}}"))
        .route(web::get().to(get))
        .route(web::put().to(correct))
        .register(config);
    let withdraw = move |state: web::Data<AppState>,
                         request: HttpRequest,
                         staff: Staff<C>,
                         id: web::Path<Uuid>,
                         body: Valid<WithdrawalIn>| {
        staff::withdraw(register, state, request, staff, id, body)
    };
    web::resource(format!("{path}/{{id}}/withdrawal"))
        .route(web::post().to(withdraw))
        .register(config);
}
