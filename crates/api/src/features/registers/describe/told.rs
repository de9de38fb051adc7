//! What is told of a register beside its records.

use shared::registers::Register;
use shared::registers::place::{DepartmentRecords, PointsOut};
use shared::registers::statistic::StatisticsOut;
use utoipa::openapi::path::{OperationBuilder, Parameter, ParameterBuilder, ParameterIn};
use utoipa::openapi::{Required, Response};
use utoipa::{IntoResponses, ToSchema};

use super::files::{answer, responses};
use super::parameters::filters;
use super::{addresses, answers, open, page_name, slug, text};
use crate::kit::ical;
use crate::problems::{Named, Query};

/// Statistics, all together and each as a table; the calendar; what maps show.
pub(super) fn operations(register: &'static Register) -> Vec<(String, OperationBuilder)> {
    let mut all = statistics(register);
    all.extend(calendars(register));
    all.extend(maps(register));
    all
}

fn calendars(register: &'static Register) -> [(String, OperationBuilder); 2] {
    let (of_one, of_all) = addresses(register);
    let (id, title) = (register.id, register.title);
    let about = "como calendario (iCalendar): los últimos treinta días y los 365 que vienen";
    let found = || answer("El calendario", ical::MEDIA_TYPE, text()).build();
    [
        (
            format!("{of_one}.ics"),
            open(
                format!("calendar_{id}"),
                format!("{title} {about}; los de una municipalidad"),
            )
            .parameters(Some(std::iter::once(slug()).chain(filters(register))))
            .responses(responses(found(), Named::responses())),
        ),
        (
            format!("{of_all}.ics"),
            open(
                format!("calendar_all_{id}"),
                format!("{title} {about}; los mil más recientes del país"),
            )
            .parameters(Some(filters(register)))
            .responses(responses(found(), Query::responses())),
        ),
    ]
}

fn maps(register: &'static Register) -> Vec<(String, OperationBuilder)> {
    let (of_one, of_all) = addresses(register);
    let (id, title) = (register.id, register.title);
    let departments = page_name::<DepartmentRecords>();
    let mut all = vec![(
        format!("{of_all}/departments"),
        open(
            format!("departments_{id}"),
            format!("{title}: cuántos publican las municipalidades de cada departamento, de hasta cinco minutos antes"),
        )
        .parameters(Some(filters(register)))
        .responses(answers::<Query>("Los conteos", &departments)),
    )];
    if register.geometry.is_some() {
        let about = "los que tienen ubicación, como puntos; los mil más recientes";
        all.push((
            format!("{of_one}/points"),
            open(format!("points_{id}"), format!("{title}: {about}"))
                .parameters(Some(std::iter::once(slug()).chain(filters(register))))
                .responses(answers::<Named>("Los puntos", &PointsOut::name())),
        ));
    }
    all
}

fn statistics(register: &'static Register) -> Vec<(String, OperationBuilder)> {
    let (of_one, of_all) = addresses(register);
    let (id, title) = (register.id, register.title);
    let about = "sin fechas, de los últimos doce meses";
    let table = |operation: String, scope: &str| {
        open(
            operation,
            format!("{title}: una estadística como tabla, {scope}; {about}"),
        )
    };
    let named = [slug(), statistic(register)];
    vec![
        (
            format!("{of_one}/statistics"),
            open(
                format!("statistics_{id}"),
                format!("{title}: estadísticas de una municipalidad; {about}"),
            )
            .parameters(Some(std::iter::once(slug()).chain(filters(register))))
            .responses(answers::<Named>("Las estadísticas", &StatisticsOut::name())),
        ),
        (
            format!("{of_all}/statistics"),
            open(
                format!("statistics_all_{id}"),
                format!("{title}: estadísticas del país; {about}, y de hasta cinco minutos antes"),
            )
            .parameters(Some(filters(register)))
            .responses(answers::<Query>("Las estadísticas", &StatisticsOut::name())),
        ),
        (
            format!("{of_one}/statistics/{{statistic}}.csv"),
            table(format!("export_{id}_statistic"), "de una municipalidad")
                .parameters(Some(named.into_iter().chain(filters(register))))
                .responses(responses(rows(), Named::responses())),
        ),
        (
            format!("{of_all}/statistics/{{statistic}}.csv"),
            table(format!("export_all_{id}_statistic"), "del país")
                .parameters(Some(
                    std::iter::once(statistic(register)).chain(filters(register)),
                ))
                .responses(responses(rows(), Named::responses())),
        ),
    ]
}

fn rows() -> Response {
    answer("Las filas de la estadística", "text/csv", text()).build()
}

fn statistic(register: &'static Register) -> Parameter {
    let names = register.statistics.iter().map(|one| one.id);
    ParameterBuilder::new()
        .name("statistic")
        .parameter_in(ParameterIn::Path)
        .required(Required::True)
        .description(Some("La estadística"))
        .schema(Some(text().enum_values(Some(names))))
        .build()
}
