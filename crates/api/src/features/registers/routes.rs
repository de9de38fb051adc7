//! The addresses of every register: one resource each, so that an unknown register is an unknown address.

use actix_web::dev::{AppService, HttpServiceFactory};
use actix_web::{HttpRequest, web};
use shared::access::{Perm, Permission, perm};
use shared::kit::page::PageQuery;
use shared::registers::import::{ApplyIn, ImportIn, MappingIn, RowsQuery, UndoIn};
use shared::registers::wire::{CorrectionIn, RecordIn, WithdrawalIn, WithdrawalsIn};
use shared::registers::{Format, REGISTERS, Register};
use utoipa::openapi::path::Paths;
use utoipa::openapi::{RefOr, Schema};
use utoipa_actix_web::OpenApiFactory;

use uuid::Uuid;

use super::view::View;
use super::{
    changes, describe, download, feed, imports, public, quality, schema, short, staff, told,
    versions,
};
use crate::http::input::{NoParams, Params, Valid};
use crate::http::staff::Staff;
use crate::http::tenant::Tenant;
use crate::state::AppState;

/// Every operation of every register.
pub(super) struct Routes;

impl HttpServiceFactory for Routes {
    fn register(self, config: &mut AppService) {
        web::resource("/m/{slug}/visits")
            .route(web::get().to(short::list))
            .register(config);
        for register in REGISTERS {
            // Before the record, whose identifier it is none.
            facets(register, config);
            told::statistics(register, config);
            told::calendars(register, config);
            told::maps(register, config);
            quality(register, config);
            forms(register, config);
            differences(register, config);
            feeds(register, config);
            proved(register, config);
            for format in Format::of(register) {
                downloads(register, format, config);
            }
            records(register, config);
            // Permissions are types: a register that declares others has no routes for staff until they stand here, and the
            // test that compares routes and document says so.
            match (register.entered_by, register.amended_by) {
                (Permission::VisitsCorrect, Permission::VisitsCorrect) => {
                    import_routes::<perm::VisitsCorrect>(register, config);
                    staff_routes::<perm::VisitsCorrect, perm::VisitsCorrect>(register, config);
                }
                (Permission::RegistersEdit, Permission::RegistersEdit) => {
                    import_routes::<perm::RegistersEdit>(register, config);
                    staff_routes::<perm::RegistersEdit, perm::RegistersEdit>(register, config);
                }
                _ => {}
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
    for of in told::addresses(register) {
        let handler = move |view: View| public::count(register, view);
        web::resource(format!("{of}/facets"))
            .route(web::get().to(handler))
            .register(config);
    }
}

fn quality(register: &'static Register, config: &mut AppService) {
    for of in told::addresses(register) {
        let handler = move |view: View, none: Params<NoParams>| quality::get(register, view, none);
        web::resource(format!("{of}/quality"))
            .route(web::get().to(handler))
            .register(config);
    }
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
    for of in told::addresses(register) {
        let handler = move |view: View| changes::changes(register, view);
        web::resource(format!("{of}/changes"))
            .route(web::get().to(handler))
            .register(config);
    }
}

fn feeds(register: &'static Register, config: &mut AppService) {
    let handler = move |state: web::Data<AppState>, request: HttpRequest, tenant: Tenant| {
        feed::feed(register, state, request, tenant)
    };
    web::resource(format!("/m/{{slug}}/registers/{}.atom", register.id))
        .route(web::get().to(handler))
        .register(config);
    let handler = move |state: web::Data<AppState>, request: HttpRequest| {
        feed::feed_all(register, state, request)
    };
    web::resource(format!("/registers/{}.atom", register.id))
        .route(web::get().to(handler))
        .register(config);
}

fn proved(register: &'static Register, config: &mut AppService) {
    let handler = move |state: web::Data<AppState>,
                        request: HttpRequest,
                        tenant: Tenant,
                        none: Params<NoParams>| {
        versions::versions(register, state, request, tenant, none)
    };
    let file = format!("{}/versions.ndjson", register.id);
    web::resource(format!("/m/{{slug}}/registers/{file}"))
        .route(web::get().to(handler))
        .register(config);
}

fn records(register: &'static Register, config: &mut AppService) {
    let [of_one, of_all] = told::addresses(register);
    for of in [&of_all, &of_one] {
        let handler = move |view: View| public::list(register, view);
        web::resource(of.as_str())
            .route(web::get().to(handler))
            .register(config);
    }
    let handler = move |state: web::Data<AppState>,
                        request: HttpRequest,
                        tenant: Tenant,
                        path: web::Path<(String, Uuid)>| {
        public::get(register, state, request, tenant, path)
    };
    web::resource(format!("{of_one}/{{id}}"))
        .route(web::get().to(handler))
        .register(config);
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
    let withdraw_many = move |state: web::Data<AppState>,
                              request: HttpRequest,
                              staff: Staff<C>,
                              body: Valid<WithdrawalsIn>| {
        staff::withdraw_many(register, state, request, staff, body)
    };
    // Before the record, whose identifier it is none.
    web::resource(format!("{path}/withdrawals"))
        .route(web::post().to(withdraw_many))
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

/// Before the record, whose identifier `imports` is none. `C` corrects.
fn import_routes<C: Perm>(register: &'static Register, config: &mut AppService) {
    let path = format!("/admin/imports/{}", register.id);
    let list = move |state: web::Data<AppState>, staff: Staff<C>, query: Params<PageQuery>| {
        imports::list(register, state, staff, query)
    };
    let begin = move |state: web::Data<AppState>,
                      request: HttpRequest,
                      staff: Staff<C>,
                      body: Valid<ImportIn>| {
        imports::begin(register, state, request, staff, body)
    };
    web::resource(path.clone())
        .route(web::get().to(list))
        .route(web::post().to(begin))
        .register(config);
    let one = format!("{path}/{{id}}");
    let get = move |state: web::Data<AppState>, staff: Staff<C>, id: web::Path<Uuid>| {
        imports::get(register, state, staff, id)
    };
    web::resource(one.clone())
        .route(web::get().to(get))
        .register(config);
    let rows = move |state: web::Data<AppState>,
                     staff: Staff<C>,
                     id: web::Path<Uuid>,
                     query: Params<RowsQuery>| {
        imports::rows(register, state, staff, id, query)
    };
    web::resource(format!("{one}/rows"))
        .route(web::get().to(rows))
        .register(config);
    let errors =
        move |state: web::Data<AppState>,
              staff: Staff<C>,
              id: web::Path<Uuid>,
              none: Params<NoParams>| { imports::errors(register, state, staff, id, none) };
    web::resource(format!("{one}/errors.csv"))
        .route(web::get().to(errors))
        .register(config);
    let left = move |state: web::Data<AppState>,
                     staff: Staff<C>,
                     id: web::Path<Uuid>,
                     query: Params<PageQuery>| {
        imports::left(register, state, staff, id, query)
    };
    web::resource(format!("{one}/left"))
        .route(web::get().to(left))
        .register(config);
    import_acts::<C>(register, &one, config);
}

/// What is done to an import.
fn import_acts<C: Perm>(register: &'static Register, one: &str, config: &mut AppService) {
    let map = move |state: web::Data<AppState>,
                    request: HttpRequest,
                    staff: Staff<C>,
                    id: web::Path<Uuid>,
                    body: Valid<MappingIn>| {
        imports::map(register, state, request, staff, id, body)
    };
    web::resource(format!("{one}/mapping"))
        .route(web::post().to(map))
        .register(config);
    let apply = move |state: web::Data<AppState>,
                      request: HttpRequest,
                      staff: Staff<C>,
                      id: web::Path<Uuid>,
                      body: Valid<ApplyIn>| {
        imports::apply(register, state, request, staff, id, body)
    };
    web::resource(format!("{one}/apply"))
        .route(web::post().to(apply))
        .register(config);
    let undo = move |state: web::Data<AppState>,
                     request: HttpRequest,
                     staff: Staff<C>,
                     id: web::Path<Uuid>,
                     body: Valid<UndoIn>| {
        imports::undo(register, state, request, staff, id, body)
    };
    web::resource(format!("{one}/undo"))
        .route(web::post().to(undo))
        .register(config);
    let discard = move |state: web::Data<AppState>,
                        request: HttpRequest,
                        staff: Staff<C>,
                        id: web::Path<Uuid>| {
        imports::discard(register, state, request, staff, id)
    };
    web::resource(format!("{one}/discard"))
        .route(web::post().to(discard))
        .register(config);
}
