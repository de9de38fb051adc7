//! The addresses of what is told of a register beside its records.

use actix_web::web;
use shared::registers::Register;

use super::view::View;
use super::{calendar, points, statistics};
use crate::http::operations::Operations;

/// Statistics: all of them, and each as a table.
pub(super) fn statistics(register: &'static Register, operations: &mut Operations<'_, '_>) {
    for of in addresses(register) {
        let all = move |view: View| statistics::tell(register, view);
        operations.resource(format!("{of}/statistics"), move |resource| {
            resource.route(web::get().to(all))
        });
        let one = move |view: View| statistics::file(register, view);
        operations.resource(
            format!("{of}/statistics/{{statistic}}.csv"),
            move |resource| resource.route(web::get().to(one)),
        );
    }
}

/// The calendar.
pub(super) fn calendars(register: &'static Register, operations: &mut Operations<'_, '_>) {
    for of in addresses(register) {
        let handler = move |view: View| calendar::calendar(register, view);
        operations.resource(format!("{of}.ics"), move |resource| {
            resource.route(web::get().to(handler))
        });
    }
}

/// What maps show: points where records have a place, counts by department.
pub(super) fn maps(register: &'static Register, operations: &mut Operations<'_, '_>) {
    let [of_one, of_all] = addresses(register);
    if register.geometry.is_some() {
        let one = move |view: View| points::points(register, view);
        operations.resource(format!("{of_one}/points"), move |resource| {
            resource.route(web::get().to(one))
        });
    }
    let all = move |view: View| points::departments(register, view);
    operations.resource(format!("{of_all}/departments"), move |resource| {
        resource.route(web::get().to(all))
    });
}

/// Where the records of one municipality, and those of all, stand.
pub(super) fn addresses(register: &Register) -> [String; 2] {
    let id = register.id;
    [
        format!("/m/{{slug}}/registers/{id}"),
        format!("/registers/{id}"),
    ]
}
