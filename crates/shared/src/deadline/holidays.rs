//! The national holidays of Peru by rule, for any year: fixed days with the year each began, and Easter.
//!
//! Holidays of a region or a municipality, and single non-working days, are rows of the calendar.

use chrono::{Datelike, NaiveDate};

/// A holiday of the whole country.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NationalHoliday {
    /// Its day.
    pub date: NaiveDate,
    /// Its name in Spanish.
    pub name: &'static str,
    /// The law that makes it one.
    pub legal_basis: &'static str,
}

const DL_713: &str = "Decreto Legislativo 713, art. 6";

/// Month, day, first year, name, law.
const FIXED: [(u32, u32, i32, &str, &str); 14] = [
    (1, 1, 1991, "Año Nuevo", DL_713),
    (5, 1, 1991, "Día del Trabajo", DL_713),
    (
        6,
        7,
        2024,
        "Batalla de Arica y Día de la Bandera",
        "Ley 31788",
    ),
    (6, 29, 1991, "San Pedro y San Pablo", DL_713),
    (7, 23, 2023, "Día de la Fuerza Aérea del Perú", "Ley 31822"),
    (7, 28, 1991, "Fiestas Patrias", DL_713),
    (7, 29, 1991, "Fiestas Patrias", DL_713),
    (8, 6, 2022, "Batalla de Junín", "Ley 31530"),
    (8, 30, 1991, "Santa Rosa de Lima", DL_713),
    (10, 8, 1991, "Combate de Angamos", DL_713),
    (11, 1, 1991, "Todos los Santos", DL_713),
    (12, 8, 1991, "Inmaculada Concepción", DL_713),
    (12, 9, 2022, "Batalla de Ayacucho", "Ley 31381"),
    (12, 25, 1991, "Navidad", DL_713),
];

/// The national holiday on a day, if it is one. Good for 1991 and later, since the holidays rest on DL 713.
pub fn national_holiday(date: NaiveDate) -> Option<NationalHoliday> {
    let (year, month, day) = (date.year(), date.month(), date.day());
    let fixed = FIXED
        .into_iter()
        .find(|(m, d, since, _, _)| (*m, *d) == (month, day) && year >= *since);
    if let Some((_, _, _, name, legal_basis)) = fixed {
        return Some(NationalHoliday {
            date,
            name,
            legal_basis,
        });
    }
    let easter = easter_sunday(year).filter(|_| matches!(month, 3 | 4))?;
    let name = match (easter - date).num_days() {
        3 => "Jueves Santo",
        2 => "Viernes Santo",
        _ => return None,
    };
    Some(NationalHoliday {
        date,
        name,
        legal_basis: DL_713,
    })
}

/// The national holidays of a year, in order.
pub fn national_holidays(year: i32) -> Vec<NationalHoliday> {
    let first = NaiveDate::from_ymd_opt(year, 1, 1);
    let days = first
        .into_iter()
        .flat_map(|first| first.iter_days())
        .take_while(|date| date.year() == year);
    days.filter_map(national_holiday).collect()
}

/// Easter Sunday of the Gregorian calendar, by the algorithm of Meeus, Jones and Butcher.
pub fn easter_sunday(year: i32) -> Option<NaiveDate> {
    let golden = year.rem_euclid(19);
    let (century, in_century) = (year.div_euclid(100), year.rem_euclid(100));
    let correction = (century - (century + 8) / 25 + 1) / 3;
    let epact = (19 * golden + century - century / 4 - correction + 15).rem_euclid(30);
    let weekday =
        (32 + 2 * (century % 4) + 2 * (in_century / 4) - epact - in_century % 4).rem_euclid(7);
    let shift = (golden + 11 * epact + 22 * weekday) / 451;
    let day_number = epact + weekday - 7 * shift + 114;
    let month = u32::try_from(day_number / 31).ok()?;
    let day = u32::try_from(day_number % 31 + 1).ok()?;
    NaiveDate::from_ymd_opt(year, month, day)
}
