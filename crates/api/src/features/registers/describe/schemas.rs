//! The schemas of a register's answers.

use serde_json::Value as Json;
use shared::kit::page::Page;
use shared::kit::problem::Problem;
use shared::registers::changes::Difference;
use shared::registers::import::{
    ApplyIn, ColumnPlan, HeadingOut, ImportIn, ImportOptions, ImportOut, ImportRowOut, ImportState,
    LeftOut, MappingIn, RowNote, UndoIn, ValueOut, Verdict,
};
use shared::registers::place::{DepartmentRecords, PointOut, PointsOut};
use shared::registers::quality::{ColumnQuality, DoubtOut, QualityOut};
use shared::registers::statistic::{StatisticOut, StatisticRow, StatisticUnit, StatisticsOut};
use shared::registers::wire::{
    Citation, CorrectionIn, FacetOut, FacetValue, OwnerOut, ProofOut, RecordIn, RecordSeen,
    StaffRecordOut, WithdrawalIn, WithdrawalsIn, WithdrawnOut,
};
use shared::registers::{Act, REGISTERS, Register};
use utoipa::openapi::schema::{
    ArrayBuilder, KnownFormat, ObjectBuilder, OneOfBuilder, SchemaType, Type,
};
use utoipa::openapi::{Ref, RefOr, Schema};
use utoipa::{PartialSchema, ToSchema};

use super::parameters::written;
use super::{known, name_of, page_name, text};

/// The schemas of a register's record and pages, and those they refer to.
pub(in super::super) fn schemas(schemas: &mut Vec<(String, RefOr<Schema>)>) {
    for register in REGISTERS {
        let record = name_of(register, "record");
        schemas.push((record.clone(), self::record(register).into()));
        let page = ObjectBuilder::new()
            .description(Some(format!("{}: una página", register.title)))
            .property(
                "items",
                ArrayBuilder::new().items(Ref::from_schema_name(&record)),
            )
            .property("next_cursor", nullable(text()))
            .property(
                "total",
                nullable(ObjectBuilder::new().schema_type(Type::Integer)),
            )
            .required("items")
            .required("next_cursor")
            .required("total");
        schemas.push((name_of(register, "page"), page.into()));
        let version = versioned(self::record(register));
        schemas.push((name_of(register, "version"), version.into()));
        let version = Ref::from_schema_name(name_of(register, "version"));
        let detail = ObjectBuilder::new()
            .description(Some(format!("{}: uno con su historia", register.title)))
            .property("record", Ref::from_schema_name(&record))
            .property("history", ArrayBuilder::new().items(version))
            .property("citation", Ref::from_schema_name(Citation::name()))
            .required("record")
            .required("history")
            .required("citation");
        schemas.push((name_of(register, "detail"), detail.into()));
        let (change, page) = changes(register);
        schemas.push((name_of(register, "change"), change.into()));
        schemas.push((name_of(register, "changes"), page.into()));
        schemas.push((name_of(register, "feature"), feature(register).into()));
    }
    schemas.push((Citation::name().into_owned(), Citation::schema()));
    schemas.push((OwnerOut::name().into_owned(), OwnerOut::schema()));
    schemas.push((ProofOut::name().into_owned(), ProofOut::schema()));
    schemas.push((FacetOut::name().into_owned(), FacetOut::schema()));
    schemas.push((FacetValue::name().into_owned(), FacetValue::schema()));
    schemas.push((Act::name().into_owned(), Act::schema()));
    schemas.push((QualityOut::name().into_owned(), QualityOut::schema()));
    schemas.push((ColumnQuality::name().into_owned(), ColumnQuality::schema()));
    schemas.push((DoubtOut::name().into_owned(), DoubtOut::schema()));
    schemas.push((Difference::name().into_owned(), Difference::schema()));
    schemas.push((
        StaffRecordOut::name().into_owned(),
        StaffRecordOut::schema(),
    ));
    schemas.push((RecordIn::name().into_owned(), RecordIn::schema()));
    schemas.push((CorrectionIn::name().into_owned(), CorrectionIn::schema()));
    schemas.push((WithdrawalIn::name().into_owned(), WithdrawalIn::schema()));
    schemas.push((WithdrawalsIn::name().into_owned(), WithdrawalsIn::schema()));
    schemas.push((RecordSeen::name().into_owned(), RecordSeen::schema()));
    schemas.push((WithdrawnOut::name().into_owned(), WithdrawnOut::schema()));
    with::<PointsOut>(schemas);
    with::<PointOut>(schemas);
    with::<DepartmentRecords>(schemas);
    page_of::<DepartmentRecords>(schemas);
    with::<StatisticsOut>(schemas);
    with::<StatisticOut>(schemas);
    with::<StatisticRow>(schemas);
    with::<StatisticUnit>(schemas);
    imports(schemas);
    schemas.push((Problem::name().into_owned(), Problem::schema()));
    page_of::<FacetOut>(schemas);
}

fn page_of<T: ToSchema>(schemas: &mut Vec<(String, RefOr<Schema>)>) {
    schemas.push((page_name::<T>(), Page::<T>::schema()));
}

fn with<T: ToSchema>(schemas: &mut Vec<(String, RefOr<Schema>)>) {
    schemas.push((T::name().into_owned(), T::schema()));
}

/// The schemas of imports.
fn imports(schemas: &mut Vec<(String, RefOr<Schema>)>) {
    with::<ImportIn>(schemas);
    with::<ImportOptions>(schemas);
    with::<MappingIn>(schemas);
    with::<ColumnPlan>(schemas);
    with::<ApplyIn>(schemas);
    with::<UndoIn>(schemas);
    with::<ImportState>(schemas);
    with::<HeadingOut>(schemas);
    with::<ImportOut>(schemas);
    with::<Verdict>(schemas);
    with::<ValueOut>(schemas);
    with::<RowNote>(schemas);
    with::<ImportRowOut>(schemas);
    with::<LeftOut>(schemas);
    page_of::<LeftOut>(schemas);
    page_of::<ImportOut>(schemas);
    page_of::<ImportRowOut>(schemas);
}

/// What every record has, and the columns of its register.
fn record(register: &'static Register) -> ObjectBuilder {
    let integer = || ObjectBuilder::new().schema_type(Type::Integer);
    let mut object = ObjectBuilder::new()
        .description(Some(register.description))
        .property("id", known(KnownFormat::Uuid))
        .property("municipality", Ref::from_schema_name(OwnerOut::name()))
        .property("version", integer())
        .property("recorded_at", known(KnownFormat::DateTime))
        .property("act", Ref::from_schema_name(Act::name()))
        .property("leaf_index", integer())
        .property("digest", text())
        .property(
            "erased",
            text().description(Some(
                "Solo donde se suprimieron datos personales: por qué norma y cuándo. Esas columnas son null; la huella es la misma",
            )),
        );
    for name in [
        "id",
        "municipality",
        "version",
        "recorded_at",
        "act",
        "leaf_index",
        "digest",
    ] {
        object = object.required(name);
    }
    for column in register.public_columns() {
        let described = match (column.unit, column.description) {
            ("", "") => column.label.to_owned(),
            ("", about) => format!("{}. {about}", column.label),
            (unit, "") => format!("{}, en {unit}", column.label),
            (unit, about) => format!("{}, en {unit}. {about}", column.label),
        };
        // A personal value that was erased by law is nothing afterwards.
        let schema = if column.is_required && !column.is_personal {
            written(column)
        } else {
            nullable(written(column))
        };
        let schema = schema.description(Some(described));
        object = object.property(column.name, schema).required(column.name);
        if crate::registers::is_tagged(column) {
            let about = format!(
                "{}: etiqueta que une los registros del mismo número sin mostrarlo",
                column.label
            );
            let name = format!("{}_tag", column.name);
            object = object
                .property(&name, nullable(text()).description(Some(about)))
                .required(&name);
        }
    }
    object
}

fn versioned(record: ObjectBuilder) -> ObjectBuilder {
    record
        .property("recorded_to", nullable(known(KnownFormat::DateTime)))
        .property("act_reason", nullable(text()))
        .property("proof", Ref::from_schema_name(ProofOut::name()))
        .required("recorded_to")
        .required("act_reason")
        .required("proof")
}

/// The same, or nothing.
fn nullable(builder: ObjectBuilder) -> ObjectBuilder {
    let mut object = builder.build();
    if let Some(values) = &mut object.enum_values {
        values.push(Json::Null);
    }
    if let SchemaType::Type(kind) = &object.schema_type {
        object.schema_type = SchemaType::from_iter([kind.clone(), Type::Null]);
    }
    ObjectBuilder::from(object)
}

/// A difference between two moments, and a page of them.
fn changes(register: &'static Register) -> (ObjectBuilder, ObjectBuilder) {
    let version = || {
        OneOfBuilder::new()
            .item(Ref::from_schema_name(name_of(register, "record")))
            .item(ObjectBuilder::new().schema_type(Type::Null))
    };
    let change = ObjectBuilder::new()
        .description(Some(format!("{}: un registro que cambió", register.title)))
        .property("id", known(KnownFormat::Uuid))
        .property("change", Ref::from_schema_name(Difference::name()))
        .property("changed_at", known(KnownFormat::DateTime))
        .property("reason", nullable(text()))
        .property("before", version())
        .property("after", version());
    let named = ["id", "change", "changed_at", "reason", "before", "after"];
    let change = named.into_iter().fold(change, ObjectBuilder::required);
    let items = ArrayBuilder::new().items(Ref::from_schema_name(name_of(register, "change")));
    let page = ObjectBuilder::new()
        .description(Some(format!("{}: qué cambió", register.title)))
        .property("from", known(KnownFormat::DateTime))
        .property("to", known(KnownFormat::DateTime))
        .property("items", items)
        .property("next_cursor", nullable(text()))
        .property(
            "total",
            nullable(ObjectBuilder::new().schema_type(Type::Integer)),
        );
    let named = ["from", "to", "items", "next_cursor", "total"];
    (
        change,
        named.into_iter().fold(page, ObjectBuilder::required),
    )
}

/// A record on a map.
fn feature(register: &'static Register) -> ObjectBuilder {
    let number = || ObjectBuilder::new().schema_type(Type::Number);
    let coordinates = ArrayBuilder::new()
        .items(number())
        .min_items(Some(2))
        .max_items(Some(2));
    let geometry = ObjectBuilder::new()
        .property("type", text().enum_values(Some(["Point"])))
        .property("coordinates", coordinates)
        .required("type")
        .required("coordinates");
    let feature = ObjectBuilder::new()
        .description(Some(format!("{}: uno en el mapa", register.title)))
        .property("type", text().enum_values(Some(["Feature"])))
        .property("id", known(KnownFormat::Uuid))
        .property("geometry", geometry)
        .property(
            "properties",
            Ref::from_schema_name(name_of(register, "record")),
        );
    let named = ["type", "id", "geometry", "properties"];
    named.into_iter().fold(feature, ObjectBuilder::required)
}
