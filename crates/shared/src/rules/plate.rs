//! Vehicle plates: their forms, how they are stored and how they are shown.

use super::Violation;

/// The forms of plates in use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlateForm {
    /// Light and heavy vehicles: `ABC-123`.
    Vehicle,
    /// Vehicles of the State and other special plates: `EGP-123`.
    Special,
    /// Motorcycles and mototaxis: `1234-5A`.
    Motorcycle,
    /// Design of 2025 for motorcycles, suspended in January 2026 but already on some: `ABC-1234`.
    Motorcycle2025,
    /// Before the present series: `AB-1234`.
    Old,
}

/// A plate as it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plate {
    /// Upper case, without hyphen: `ABC123`.
    pub normalized: String,
    /// Its form.
    pub form: PlateForm,
}

impl Plate {
    /// As it stands on the vehicle: `ABC-123`.
    pub fn display(&self) -> String {
        let split = match self.form {
            PlateForm::Vehicle | PlateForm::Special | PlateForm::Motorcycle2025 => 3,
            PlateForm::Motorcycle => 4,
            PlateForm::Old => 2,
        };
        let (head, tail) = self
            .normalized
            .split_at_checked(split)
            .unwrap_or((&self.normalized, ""));
        format!("{head}-{tail}")
    }
}

/// A plate in any of the forms in use.
///
/// # Errors
/// `plate_format`.
pub fn plate(value: &str) -> Result<(), Violation> {
    parse_plate(value).map(|_| ())
}

/// Reads a plate in any case, with or without hyphen.
///
/// `AB1234` without hyphen may be a present plate (`AB1-234`) or an old one (`AB-1234`); it is read as a present one.
/// Both are stored alike.
///
/// # Errors
/// `plate_format`.
pub fn parse_plate(value: &str) -> Result<Plate, Violation> {
    let upper: String = value
        .chars()
        .filter(|c| !c.is_whitespace())
        .flat_map(char::to_uppercase)
        .collect();
    let normalized: String = upper.chars().filter(|c| *c != '-').collect();
    let hyphens = upper.chars().count() - normalized.chars().count();
    let found = form(&normalized, upper.find('-')).filter(|_| hyphens <= 1);
    found.map(|form| Plate { normalized, form }).ok_or_else(|| {
        Violation::new(
            "plate_format",
            "Escriba la placa como figura en el vehículo, por ejemplo ABC-123 o 1234-5A.",
        )
    })
}

/// `L` letter, `D` digit, `X` either; the first pattern whose hyphen may stand where it stands wins.
const FORMS: [(&str, usize, PlateForm); 4] = [
    ("LXXDDD", 3, PlateForm::Vehicle),
    ("LLDDDD", 2, PlateForm::Old),
    ("DDDDXL", 4, PlateForm::Motorcycle),
    ("LLLDDDD", 3, PlateForm::Motorcycle2025),
];

fn form(normalized: &str, hyphen: Option<usize>) -> Option<PlateForm> {
    let (_, _, form) = FORMS.into_iter().find(|(pattern, split, _)| {
        follows(normalized, pattern) && hyphen.is_none_or(|at| at == *split)
    })?;
    let special =
        form == PlateForm::Vehicle && follows(normalized, "LLLDDD") && normalized.starts_with('E');
    Some(if special { PlateForm::Special } else { form })
}

fn follows(text: &str, pattern: &str) -> bool {
    text.len() == pattern.len()
        && text
            .chars()
            .zip(pattern.chars())
            .all(|(c, kind)| match kind {
                'L' => c.is_ascii_uppercase(),
                'D' => c.is_ascii_digit(),
                _ => c.is_ascii_uppercase() || c.is_ascii_digit(),
            })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plates_are_stored_and_shown_alike_however_they_are_typed() {
        for (typed, stored, shown, form) in [
            ("abc-123", "ABC123", "ABC-123", PlateForm::Vehicle),
            (" A1B 234", "A1B234", "A1B-234", PlateForm::Vehicle),
            ("egp123", "EGP123", "EGP-123", PlateForm::Special),
            ("1234-5a", "12345A", "1234-5A", PlateForm::Motorcycle),
            ("ABC1234", "ABC1234", "ABC-1234", PlateForm::Motorcycle2025),
            ("ab-1234", "AB1234", "AB-1234", PlateForm::Old),
            ("AB1234", "AB1234", "AB1-234", PlateForm::Vehicle),
        ] {
            let plate = parse_plate(typed).unwrap();
            assert_eq!(
                (plate.normalized.as_str(), plate.form),
                (stored, form),
                "{typed}"
            );
            assert_eq!(plate.display(), shown);
        }
    }

    #[test]
    fn what_is_no_plate_is_refused() {
        for text in [
            "",
            "-",
            "ABC",
            "ABC-12",
            "12-3456",
            "AB-C123",
            "A-BC-123",
            "ÑBC-123",
            "ABC-12345",
            "123-ABC",
        ] {
            assert!(plate(text).is_err(), "{text}");
        }
    }
}
