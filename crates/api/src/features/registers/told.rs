//! The addresses of what is told of a register beside its records.

use actix_web::dev::{AppService, HttpServiceFactory};
use actix_web::web;
use shared::registers::Register;

use super::view::View;
use super::{calendar, points, statistics};

/// Statistics: all of them, and each as a table.
pub(super) fn statistics(register: &'static Register, config: &mut AppService) {
    for of in addresses(register) {
        let all = move |view: View| statistics::tell(register, view);
        web::resource(format!("{of}/statistics"))
            .route(web::get().to(all))
            .register(config);
        let one = move |view: View| statistics::file(register, view);
        web::resource(format!("{of}/statistics/{{statistic}}.csv"))
            .route(web::get().to(one))
            .register(config);
    }
}

/// The calendar.
pub(super) fn calendars(register: &'static Register, config: &mut AppService) {
    for of in addresses(register) {
        let handler = move |view: View| calendar::calendar(register, view);
        web::resource(format!("{of}.ics"))
            .route(web::get().to(handler))
            .register(config);
    }
}

/// What maps show: points where records have a place, counts by department.
pub(super) fn maps(register: &'static Register, config: &mut AppService) {
    let [of_one, of_all] = addresses(register);
    if register.geometry.is_some() {
        let one = move |view: View| points::points(register, view);
        web::resource(format!("{of_one}/points"))
            .route(web::get().to(one))
            .register(config);
    }
    let all = move |view: View| points::departments(register, view);
    web::resource(format!("{of_all}/departments"))
        .route(web::get().to(all))
        .register(config);
}

/// Where the records of one municipality, and those of all, stand.
pub(super) fn addresses(register: &Register) -> [String; 2] {
    let id = register.id;
    [
        format!("/m/{{slug}}/registers/{id}"),
        format!("/registers/{id}"),
    ]
}
