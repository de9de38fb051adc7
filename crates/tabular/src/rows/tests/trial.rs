//! Real registers, which are not ours to ship: without them these tests say so and pass; the other tests hold their traps.

use std::path::PathBuf;

use crate::{
    mapping::Column,
    parse::{
        date::{Pivot, date},
        time::time,
    },
    rows::{Options, Table, Width, fit},
    sniff,
};

fn trial(path: &str) -> Option<std::fs::File> {
    let folder = std::env::var_os("MUNICA_TRIAL_DATA").map_or_else(
        || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data"),
        PathBuf::from,
    );
    let file = std::fs::File::open(folder.join(path)).ok();
    if file.is_none() {
        eprintln!(
            "skipped: {path} is not at hand; set MUNICA_TRIAL_DATA to the folder of the trial data"
        );
    }
    file
}

/// Rows under the headings, every one of which must be read and fit.
fn rows_of(path: &str, headings: usize, names: &[&str]) -> Option<usize> {
    let mut table = Table::open(trial(path)?, Options::default()).unwrap();
    let columns: Vec<Column<'_>> = names.iter().map(|key| Column { key, names: &[] }).collect();
    let header = sniff::header(&table.head(20).unwrap(), &columns).unwrap();
    assert_eq!((header.row, header.columns()), (1, headings));
    let mut count = 0;
    let mut last = header.row;
    for row in table.rows().unwrap().skip(1) {
        let mut row = row.unwrap();
        // No number is left out: these files have no empty row.
        assert_eq!(row.number, last + 1);
        last = row.number;
        assert_eq!(fit(&mut row, header.columns()).unwrap(), Width::Fits);
        count += 1;
    }
    Some(count)
}

#[test]
fn the_sample_of_visits_is_read_completely() {
    let names = ["fecha", "visitante", "doc", "entidad", "ing", "sal"];
    if let Some(rows) = rows_of("visitas/visitas_muestra_seudonimizada.csv", 16, &names) {
        assert_eq!(rows, 65);
    }
}

/// Counted beforehand by other means: 65 visits of one day each, 16 of which nobody left.
#[test]
fn every_day_and_time_of_the_sample_is_understood() {
    let Some(file) = trial("visitas/visitas_muestra_seudonimizada.csv") else {
        return;
    };
    let mut table = Table::open(file, Options::default()).unwrap();
    let (mut days, mut entries, mut exits) = (0, 0, 0);
    for row in table.rows().unwrap().skip(1).map(Result::unwrap) {
        let day = date(row.cell(3), Pivot::default()).unwrap();
        days += u32::from(day.is_some_and(|day| day.repair.is_none()));
        entries += u32::from(time(row.cell(14)).unwrap().is_some());
        exits += u32::from(time(row.cell(15)).unwrap().is_some());
    }
    assert_eq!((days, entries, exits), (65, 65, 49));
}

#[test]
fn the_registers_of_places_are_read_completely() {
    let names = ["ruc", "departamento", "provincia", "distrito"];
    if let Some(rows) = rows_of("municipalidades/municipalidades_osce.csv", 9, &names) {
        assert_eq!(rows, 1_892);
    }
}
