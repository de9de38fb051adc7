//! Lists, counts and records.

use shared::features::visits;
use shared::registers::Register;
use shared::registers::quality::QualityOut;
use shared::registers::wire::FacetOut;
use utoipa::ToSchema;
use utoipa::openapi::path::OperationBuilder;
use utoipa::openapi::schema::KnownFormat;

use super::parameters::{filters, moment, parameters};
use super::{addresses, answers, name_of, open, page_name, path_parameter, query, slug, text};
use crate::problems::{Named, Query};

/// Lists, counts and records.
pub(super) fn operations(register: &'static Register) -> [(String, OperationBuilder); 7] {
    let id = register.id;
    let title = register.title;
    let (of_one, of_all) = addresses(register);
    let page = name_of(register, "page");
    let asked = || parameters(register);
    let filtered = || filters(register);
    let record = path_parameter("id", "El registro", Some(KnownFormat::Uuid));
    [
        (
            of_one.clone(),
            open(
                format!("list_{id}"),
                format!("{title}: los de una municipalidad"),
            )
            .parameters(Some(std::iter::once(slug()).chain(asked())))
            .responses(answers::<Named>("Una página", &page)),
        ),
        (
            format!("{of_one}/facets"),
            open(
                format!("count_{id}"),
                format!("{title}: cuántos hay de cada valor en una municipalidad"),
            )
            .parameters(Some(std::iter::once(slug()).chain(filtered())))
            .responses(answers::<Named>("Los conteos", &page_name::<FacetOut>())),
        ),
        (
            format!("{of_one}/quality"),
            open(
                format!("judge_{id}"),
                format!("{title}: qué falta, qué no dice nada, qué es dudoso y qué llegó tarde"),
            )
            .parameters(Some([slug()]))
            .responses(answers::<Named>("La calidad", &QualityOut::name())),
        ),
        (
            format!("{of_one}/{{id}}"),
            open(
                format!("get_{id}"),
                format!("{title}: uno, con su historia y cómo citarlo"),
            )
            .parameters(Some([slug(), record, moment()]))
            .responses(answers::<Named>(
                "El registro",
                &name_of(register, "detail"),
            )),
        ),
        (
            of_all.clone(),
            open(
                format!("list_all_{id}"),
                format!("{title}: los de todas las municipalidades"),
            )
            .parameters(Some(asked()))
            .responses(answers::<Query>("Una página", &page)),
        ),
        (
            format!("{of_all}/facets"),
            open(
                format!("count_all_{id}"),
                format!("{title}: cuántos hay de cada valor en el país"),
            )
            .parameters(Some(filtered()))
            .responses(answers::<Query>("Los conteos", &page_name::<FacetOut>())),
        ),
        (
            format!("{of_all}/quality"),
            open(
                format!("judge_all_{id}"),
                format!("{title}: qué falta, qué no dice nada, qué es dudoso y qué llegó tarde en el país; de hasta cinco minutos antes"),
            )
            .responses(answers::<Query>("La calidad", &QualityOut::name())),
        ),
    ]
}

/// The visits of a municipality under their short name.
pub(super) fn short() -> (String, OperationBuilder) {
    let register = &visits::REGISTER;
    let about = "Parte del nombre del funcionario";
    let official = query("official", about, text().max_length(Some(100)));
    let asked = parameters(register).into_iter().chain([official, slug()]);
    let summary = "Visitas: las de una municipalidad, con el nombre corto de siempre";
    let operation = open("list_municipality_visits".to_owned(), summary.to_owned())
        .parameters(Some(asked))
        .responses(answers::<Named>("Una página", &name_of(register, "page")));
    ("/m/{slug}/visits".to_owned(), operation)
}
