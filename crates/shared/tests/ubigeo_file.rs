//! The file of places that ships with the API: complete, sorted, without orphans.

#![expect(clippy::expect_used, reason = "helpers of tests may fail a test")]

use std::collections::{BTreeMap, BTreeSet};

use shared::{
    text::{fold::fold, slug::municipality_slug},
    ubigeo::{Level, Ubigeo},
};

struct Row {
    code: Ubigeo,
    kind: &'static str,
    name: &'static str,
    closed: bool,
    reniec: &'static str,
    place: Option<(f64, f64)>,
}

fn rows() -> Vec<Row> {
    let file = include_str!("../../api/data/ubigeo.tsv");
    let lines = file.lines().filter(|line| !line.starts_with('#')).skip(1);
    lines
        .map(|line| {
            let [code, kind, name, _capital, _from, to, reniec, lat, lon] = line
                .split('\t')
                .collect::<Vec<_>>()
                .try_into()
                .expect("nine columns");
            let place = lat.parse().ok().zip(lon.parse().ok());
            Row {
                code: code.parse().expect(line),
                kind,
                name,
                closed: !to.is_empty(),
                reniec,
                place,
            }
        })
        .collect()
}

#[test]
fn the_country_has_the_places_that_inei_counts() {
    let count = |kind, closed| {
        rows()
            .iter()
            .filter(|row| row.kind == kind && row.closed == closed)
            .count()
    };
    assert_eq!(count("department", false), 25);
    assert_eq!(count("province", false), 196);
    assert_eq!(count("district", false), 1_891);
    assert_eq!(count("district", true), 2);
}

#[test]
fn codes_are_sorted_unique_and_of_their_kind_and_every_parent_exists() {
    let rows = rows();
    assert!(rows.windows(2).all(|pair| pair[0].code < pair[1].code));
    let codes: BTreeSet<_> = rows.iter().map(|row| row.code.clone()).collect();
    for row in &rows {
        let kind = match row.code.level() {
            Level::Department => "department",
            Level::Province => "province",
            Level::District => "district",
        };
        assert_eq!(row.kind, kind, "{}", row.code);
        assert!(
            row.code
                .parent()
                .is_none_or(|parent| codes.contains(&parent)),
            "{}",
            row.code
        );
        assert!(
            row.closed
                || row.code.level() == Level::District
                || rows
                    .iter()
                    .any(|other| other.code.parent().as_ref() == Some(&row.code))
        );
    }
}

#[test]
fn names_are_written_in_spanish_and_are_unique_within_their_parent() {
    let rows = rows();
    let name = |code: &str| {
        rows.iter()
            .find(|row| row.code.as_str() == code)
            .unwrap()
            .name
    };
    for (code, expected) in [
        ("07", "Callao"),
        ("02", "Áncash"),
        ("150135", "San Martín de Porres"),
        ("070103", "Carmen de la Legua Reynoso"),
        ("150142", "Villa El Salvador"),
        ("150143", "Villa María del Triunfo"),
        ("200115", "Veintiséis de Octubre"),
    ] {
        assert_eq!(name(code), expected);
    }
    let mut seen = BTreeSet::new();
    for row in rows.iter().filter(|row| !row.closed) {
        assert!(
            seen.insert((row.code.parent(), fold(row.name))),
            "{}",
            row.code
        );
        assert!(municipality_slug(row.name).is_some() && row.name.trim() == row.name);
    }
}

#[test]
fn coordinates_are_in_peru_and_only_where_the_name_is_unique() {
    let rows = rows();
    let mut homonyms = BTreeMap::<_, u32>::new();
    for row in rows.iter().filter(|row| !row.closed) {
        *homonyms.entry((row.kind, fold(row.name))).or_default() += 1;
    }
    assert_eq!(
        homonyms
            .iter()
            .filter(|((kind, _), count)| *kind == "district" && **count > 1)
            .count(),
        99
    );
    for row in &rows {
        if let Some((lat, lon)) = row.place {
            assert!(
                (-18.4..0.1).contains(&lat) && (-81.4..-68.6).contains(&lon),
                "{}",
                row.code
            );
            assert!(
                !row.closed && homonyms[&(row.kind, fold(row.name))] == 1,
                "{}",
                row.code
            );
        }
    }
}

#[test]
fn the_codes_of_reniec_are_an_alias_of_some_places_and_never_shared() {
    let rows = rows();
    let aliases: Vec<_> = rows
        .iter()
        .filter(|row| !row.reniec.is_empty())
        .map(|row| row.reniec)
        .collect();
    assert_eq!(aliases.iter().collect::<BTreeSet<_>>().len(), aliases.len());
    let reniec = |code: &str| {
        rows.iter()
            .find(|row| row.code.as_str() == code)
            .unwrap()
            .reniec
    };
    assert_eq!(
        (reniec("200101"), reniec("070101"), reniec("070105")),
        ("190101", "240101", "240103")
    );
    assert_eq!(
        rows.iter()
            .filter(|row| row.kind == "district" && row.reniec.is_empty())
            .count(),
        54
    );
}
