//! The 25 departments: INEI code and name.

/// In the order of their codes, which is the order of the alphabet.
pub(super) const DEPARTMENTS: [(&str, &str); 25] = [
    ("01", "Amazonas"),
    ("02", "Áncash"),
    ("03", "Apurímac"),
    ("04", "Arequipa"),
    ("05", "Ayacucho"),
    ("06", "Cajamarca"),
    ("07", "Callao"),
    ("08", "Cusco"),
    ("09", "Huancavelica"),
    ("10", "Huánuco"),
    ("11", "Ica"),
    ("12", "Junín"),
    ("13", "La Libertad"),
    ("14", "Lambayeque"),
    ("15", "Lima"),
    ("16", "Loreto"),
    ("17", "Madre de Dios"),
    ("18", "Moquegua"),
    ("19", "Pasco"),
    ("20", "Piura"),
    ("21", "Puno"),
    ("22", "San Martín"),
    ("23", "Tacna"),
    ("24", "Tumbes"),
    ("25", "Ucayali"),
];

/// The name of a department by its code.
pub(super) fn name_of(code: &str) -> Option<&'static str> {
    DEPARTMENTS
        .iter()
        .find(|(known, _)| *known == code)
        .map(|(_, name)| *name)
}
