//! The addresses of every register: one resource each, so that an unknown register is an unknown address.

use actix_web::dev::{AppService, HttpServiceFactory};
use actix_web::{HttpRequest, web};
use shared::access::{Perm, Permission, perm};
use shared::features::visits::staff::STAFF;
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
use crate::http::operations::Operations;
use crate::http::staff::Staff;
use crate::http::tenant::Tenant;
use crate::state::AppState;

/// Serves every operation of every register.
pub(super) fn serve(operations: &mut Operations<'_, '_>) {
    operations.resource("/m/{slug}/visits".to_owned(), move |resource| {
        resource.route(web::get().to(short::list))
    });
    for register in REGISTERS {
        // Before the record, whose identifier it is none.
        facets(register, operations);
        told::statistics(register, operations);
        told::calendars(register, operations);
        told::maps(register, operations);
        quality(register, operations);
        forms(register, operations);
        differences(register, operations);
        feeds(register, operations);
        proved(register, operations);
        for format in Format::of(register) {
            downloads(register, format, operations);
        }
        records(register, operations);
        // Permissions are types: a register that declares others has no routes for staff until they stand here, and the
        // test that compares routes and document says so.
        match (register.entered_by, register.amended_by) {
            (Permission::VisitsCorrect, Permission::VisitsCorrect) => {
                import_routes::<perm::VisitsCorrect>(register, operations);
                staff_routes::<perm::VisitsCorrect, perm::VisitsCorrect>(register, operations);
            }
            (Permission::RegistersEdit, Permission::RegistersEdit) => {
                import_routes::<perm::RegistersEdit>(register, operations);
                staff_routes::<perm::RegistersEdit, perm::RegistersEdit>(register, operations);
            }
            _ => {}
        }
        // No register, but its files are imported like those of one.
        import_routes::<perm::VisitsManage>(&STAFF, operations);
    }
}

/// What the document says of them.
pub(super) struct Described;

impl HttpServiceFactory for Described {
    // They are served one by one.
    fn register(self, _: &mut AppService) {}
}

impl OpenApiFactory for Described {
    fn paths(&self) -> Paths {
        describe::paths()
    }

    fn schemas(&self, schemas: &mut Vec<(String, RefOr<Schema>)>) {
        describe::schemas(schemas);
    }
}

fn facets(register: &'static Register, operations: &mut Operations<'_, '_>) {
    for of in told::addresses(register) {
        let handler = move |view: View| public::count(register, view);
        operations.resource(format!("{of}/facets"), move |resource| {
            resource.route(web::get().to(handler))
        });
    }
}

fn quality(register: &'static Register, operations: &mut Operations<'_, '_>) {
    for of in told::addresses(register) {
        let handler = move |view: View, none: Params<NoParams>| quality::get(register, view, none);
        operations.resource(format!("{of}/quality"), move |resource| {
            resource.route(web::get().to(handler))
        });
    }
}

fn downloads(register: &'static Register, format: Format, operations: &mut Operations<'_, '_>) {
    let file = format!("{}.{}", register.id, format.extension());
    let handler = move |state: web::Data<AppState>, request: HttpRequest, tenant: Tenant| {
        download::export(register, format, state, request, tenant)
    };
    operations.resource(format!("/m/{{slug}}/registers/{file}"), move |resource| {
        resource.route(web::get().to(handler))
    });
    let handler = move |state: web::Data<AppState>, request: HttpRequest| {
        download::export_all(register, format, state, request)
    };
    operations.resource(format!("/registers/{file}"), move |resource| {
        resource.route(web::get().to(handler))
    });
}

fn forms(register: &'static Register, operations: &mut Operations<'_, '_>) {
    let handler = move |state: web::Data<AppState>,
                        request: HttpRequest,
                        tenant: Tenant,
                        none: Params<NoParams>| {
        schema::schema(register, state, request, tenant, none)
    };
    operations.resource(
        format!("/m/{{slug}}/registers/{}/schema", register.id),
        move |resource| resource.route(web::get().to(handler)),
    );
    let handler =
        move |state: web::Data<AppState>, request: HttpRequest, none: Params<NoParams>| {
            schema::schema_all(register, state, request, none)
        };
    operations.resource(
        format!("/registers/{}/schema", register.id),
        move |resource| resource.route(web::get().to(handler)),
    );
}

fn differences(register: &'static Register, operations: &mut Operations<'_, '_>) {
    for of in told::addresses(register) {
        let handler = move |view: View| changes::changes(register, view);
        operations.resource(format!("{of}/changes"), move |resource| {
            resource.route(web::get().to(handler))
        });
    }
}

fn feeds(register: &'static Register, operations: &mut Operations<'_, '_>) {
    let handler = move |state: web::Data<AppState>, request: HttpRequest, tenant: Tenant| {
        feed::feed(register, state, request, tenant)
    };
    operations.resource(
        format!("/m/{{slug}}/registers/{}.atom", register.id),
        move |resource| resource.route(web::get().to(handler)),
    );
    let handler = move |state: web::Data<AppState>, request: HttpRequest| {
        feed::feed_all(register, state, request)
    };
    operations.resource(
        format!("/registers/{}.atom", register.id),
        move |resource| resource.route(web::get().to(handler)),
    );
}

fn proved(register: &'static Register, operations: &mut Operations<'_, '_>) {
    let handler = move |state: web::Data<AppState>,
                        request: HttpRequest,
                        tenant: Tenant,
                        none: Params<NoParams>| {
        versions::versions(register, state, request, tenant, none)
    };
    let file = format!("{}/versions.ndjson", register.id);
    operations.resource(format!("/m/{{slug}}/registers/{file}"), move |resource| {
        resource.route(web::get().to(handler))
    });
}

fn records(register: &'static Register, operations: &mut Operations<'_, '_>) {
    let [of_one, of_all] = told::addresses(register);
    for of in [&of_all, &of_one] {
        let handler = move |view: View| public::list(register, view);
        operations.resource(of.clone(), move |resource| {
            resource.route(web::get().to(handler))
        });
    }
    let handler = move |state: web::Data<AppState>,
                        request: HttpRequest,
                        tenant: Tenant,
                        path: web::Path<(String, Uuid)>| {
        public::get(register, state, request, tenant, path)
    };
    operations.resource(format!("{of_one}/{{id}}"), move |resource| {
        resource.route(web::get().to(handler))
    });
}

/// `E` enters, `C` corrects and withdraws.
fn staff_routes<E: Perm, C: Perm>(
    register: &'static Register,
    operations: &mut Operations<'_, '_>,
) {
    let path = format!("/admin/registers/{}", register.id);
    let create = move |state: web::Data<AppState>,
                       request: HttpRequest,
                       staff: Staff<E>,
                       body: Valid<RecordIn>| {
        staff::create(register, state, request, staff, body)
    };
    operations.resource(path.clone(), move |resource| {
        resource.route(web::post().to(create))
    });
    let withdraw_many = move |state: web::Data<AppState>,
                              request: HttpRequest,
                              staff: Staff<C>,
                              body: Valid<WithdrawalsIn>| {
        staff::withdraw_many(register, state, request, staff, body)
    };
    // Before the record, whose identifier it is none.
    operations.resource(format!("{path}/withdrawals"), move |resource| {
        resource.route(web::post().to(withdraw_many))
    });
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
    operations.resource(format!("{path}/{{id}}"), move |resource| {
        resource
            .route(web::get().to(get))
            .route(web::put().to(correct))
    });
    let withdraw = move |state: web::Data<AppState>,
                         request: HttpRequest,
                         staff: Staff<C>,
                         id: web::Path<Uuid>,
                         body: Valid<WithdrawalIn>| {
        staff::withdraw(register, state, request, staff, id, body)
    };
    operations.resource(format!("{path}/{{id}}/withdrawal"), move |resource| {
        resource.route(web::post().to(withdraw))
    });
}

/// Before the record, whose identifier `imports` is none. `C` corrects.
fn import_routes<C: Perm>(register: &'static Register, operations: &mut Operations<'_, '_>) {
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
    operations.resource(path.clone(), move |resource| {
        resource
            .route(web::get().to(list))
            .route(web::post().to(begin))
    });
    let one = format!("{path}/{{id}}");
    let get = move |state: web::Data<AppState>, staff: Staff<C>, id: web::Path<Uuid>| {
        imports::get(register, state, staff, id)
    };
    operations.resource(one.clone(), move |resource| {
        resource.route(web::get().to(get))
    });
    let rows = move |state: web::Data<AppState>,
                     staff: Staff<C>,
                     id: web::Path<Uuid>,
                     query: Params<RowsQuery>| {
        imports::rows(register, state, staff, id, query)
    };
    operations.resource(format!("{one}/rows"), move |resource| {
        resource.route(web::get().to(rows))
    });
    let errors =
        move |state: web::Data<AppState>,
              staff: Staff<C>,
              id: web::Path<Uuid>,
              none: Params<NoParams>| { imports::errors(register, state, staff, id, none) };
    operations.resource(format!("{one}/errors.csv"), move |resource| {
        resource.route(web::get().to(errors))
    });
    let left = move |state: web::Data<AppState>,
                     staff: Staff<C>,
                     id: web::Path<Uuid>,
                     query: Params<PageQuery>| {
        imports::left(register, state, staff, id, query)
    };
    operations.resource(format!("{one}/left"), move |resource| {
        resource.route(web::get().to(left))
    });
    import_acts::<C>(register, &one, operations);
}

/// What is done to an import.
fn import_acts<C: Perm>(
    register: &'static Register,
    one: &str,
    operations: &mut Operations<'_, '_>,
) {
    let map = move |state: web::Data<AppState>,
                    request: HttpRequest,
                    staff: Staff<C>,
                    id: web::Path<Uuid>,
                    body: Valid<MappingIn>| {
        imports::map(register, state, request, staff, id, body)
    };
    operations.resource(format!("{one}/mapping"), move |resource| {
        resource.route(web::post().to(map))
    });
    let apply = move |state: web::Data<AppState>,
                      request: HttpRequest,
                      staff: Staff<C>,
                      id: web::Path<Uuid>,
                      body: Valid<ApplyIn>| {
        imports::apply(register, state, request, staff, id, body)
    };
    operations.resource(format!("{one}/apply"), move |resource| {
        resource.route(web::post().to(apply))
    });
    let undo = move |state: web::Data<AppState>,
                     request: HttpRequest,
                     staff: Staff<C>,
                     id: web::Path<Uuid>,
                     body: Valid<UndoIn>| {
        imports::undo(register, state, request, staff, id, body)
    };
    operations.resource(format!("{one}/undo"), move |resource| {
        resource.route(web::post().to(undo))
    });
    let discard = move |state: web::Data<AppState>,
                        request: HttpRequest,
                        staff: Staff<C>,
                        id: web::Path<Uuid>| {
        imports::discard(register, state, request, staff, id)
    };
    operations.resource(format!("{one}/discard"), move |resource| {
        resource.route(web::post().to(discard))
    });
}
