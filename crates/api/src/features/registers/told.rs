//! The addresses of what is told of a register beside its records.

use actix_web::{HttpRequest, web};
use shared::registers::Register;

use super::{calendar, points, statistics};
use crate::http::operations::Operations;
use crate::http::tenant::Tenant;
use crate::state::AppState;

/// Statistics: all of them, and each as a table.
pub(super) fn statistics(register: &'static Register, operations: &mut Operations<'_, '_>) {
    let (of_one, of_all) = addresses(register);
    let one = move |state: web::Data<AppState>, request: HttpRequest, tenant: Tenant| {
        statistics::tell(register, state, request, tenant)
    };
    operations.resource(format!("{of_one}/statistics"), move |resource| {
        resource.route(web::get().to(one))
    });
    let all = move |state: web::Data<AppState>, request: HttpRequest| {
        statistics::tell_all(register, state, request)
    };
    operations.resource(format!("{of_all}/statistics"), move |resource| {
        resource.route(web::get().to(all))
    });
    let one = move |state: web::Data<AppState>,
                    request: HttpRequest,
                    tenant: Tenant,
                    path: web::Path<(String, String)>| {
        statistics::file(register, state, request, tenant, path)
    };
    operations.resource(
        format!("{of_one}/statistics/{{statistic}}.csv"),
        move |resource| resource.route(web::get().to(one)),
    );
    let all = move |state: web::Data<AppState>, request: HttpRequest, path: web::Path<String>| {
        statistics::file_all(register, state, request, path)
    };
    operations.resource(
        format!("{of_all}/statistics/{{statistic}}.csv"),
        move |resource| resource.route(web::get().to(all)),
    );
}

/// The calendar.
pub(super) fn calendars(register: &'static Register, operations: &mut Operations<'_, '_>) {
    let (of_one, of_all) = addresses(register);
    let one = move |state: web::Data<AppState>, request: HttpRequest, tenant: Tenant| {
        calendar::calendar(register, state, request, tenant)
    };
    operations.resource(format!("{of_one}.ics"), move |resource| {
        resource.route(web::get().to(one))
    });
    let all = move |state: web::Data<AppState>, request: HttpRequest| {
        calendar::calendar_all(register, state, request)
    };
    operations.resource(format!("{of_all}.ics"), move |resource| {
        resource.route(web::get().to(all))
    });
}

/// What maps show: points where records have a place, counts by department.
pub(super) fn maps(register: &'static Register, operations: &mut Operations<'_, '_>) {
    let (of_one, of_all) = addresses(register);
    if register.geometry.is_some() {
        let one = move |state: web::Data<AppState>, request: HttpRequest, tenant: Tenant| {
            points::points(register, state, request, tenant)
        };
        operations.resource(format!("{of_one}/points"), move |resource| {
            resource.route(web::get().to(one))
        });
    }
    let all = move |state: web::Data<AppState>, request: HttpRequest| {
        points::departments(register, state, request)
    };
    operations.resource(format!("{of_all}/departments"), move |resource| {
        resource.route(web::get().to(all))
    });
}

/// Where the records of one municipality, and those of all, stand.
fn addresses(register: &Register) -> (String, String) {
    let id = register.id;
    (
        format!("/m/{{slug}}/registers/{id}"),
        format!("/registers/{id}"),
    )
}
