//! The addresses of what is told of a register beside its records.

use actix_web::dev::{AppService, HttpServiceFactory};
use actix_web::{HttpRequest, web};
use shared::registers::Register;

use super::{calendar, points, statistics};
use crate::http::tenant::Tenant;
use crate::state::AppState;

/// Statistics: all of them, and each as a table.
pub(super) fn statistics(register: &'static Register, config: &mut AppService) {
    let (of_one, of_all) = addresses(register);
    let one = move |state: web::Data<AppState>, request: HttpRequest, tenant: Tenant| {
        statistics::tell(register, state, request, tenant)
    };
    web::resource(format!("{of_one}/statistics"))
        .route(web::get().to(one))
        .register(config);
    let all = move |state: web::Data<AppState>, request: HttpRequest| {
        statistics::tell_all(register, state, request)
    };
    web::resource(format!("{of_all}/statistics"))
        .route(web::get().to(all))
        .register(config);
    let one = move |state: web::Data<AppState>,
                    request: HttpRequest,
                    tenant: Tenant,
                    path: web::Path<(String, String)>| {
        statistics::file(register, state, request, tenant, path)
    };
    web::resource(format!("{of_one}/statistics/{{statistic}}.csv"))
        .route(web::get().to(one))
        .register(config);
    let all = move |state: web::Data<AppState>, request: HttpRequest, path: web::Path<String>| {
        statistics::file_all(register, state, request, path)
    };
    web::resource(format!("{of_all}/statistics/{{statistic}}.csv"))
        .route(web::get().to(all))
        .register(config);
}

/// The calendar.
pub(super) fn calendars(register: &'static Register, config: &mut AppService) {
    let (of_one, of_all) = addresses(register);
    let one = move |state: web::Data<AppState>, request: HttpRequest, tenant: Tenant| {
        calendar::calendar(register, state, request, tenant)
    };
    web::resource(format!("{of_one}.ics"))
        .route(web::get().to(one))
        .register(config);
    let all = move |state: web::Data<AppState>, request: HttpRequest| {
        calendar::calendar_all(register, state, request)
    };
    web::resource(format!("{of_all}.ics"))
        .route(web::get().to(all))
        .register(config);
}

/// What maps show: points where records have a place, counts by department.
pub(super) fn maps(register: &'static Register, config: &mut AppService) {
    let (of_one, of_all) = addresses(register);
    if register.geometry.is_some() {
        let one = move |state: web::Data<AppState>, request: HttpRequest, tenant: Tenant| {
            points::points(register, state, request, tenant)
        };
        web::resource(format!("{of_one}/points"))
            .route(web::get().to(one))
            .register(config);
    }
    let all = move |state: web::Data<AppState>, request: HttpRequest| {
        points::departments(register, state, request)
    };
    web::resource(format!("{of_all}/departments"))
        .route(web::get().to(all))
        .register(config);
}

/// Where the records of one municipality, and those of all, stand.
fn addresses(register: &Register) -> (String, String) {
    let id = register.id;
    (
        format!("/m/{{slug}}/registers/{id}"),
        format!("/registers/{id}"),
    )
}
