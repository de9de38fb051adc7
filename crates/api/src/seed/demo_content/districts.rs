//! The three smaller portals of the demo: one being set up, one complete, one just created.

use chrono::NaiveDate;

use super::{after, answered, contact, mayor, office, page, session};
use crate::features::portal::Dress;

/// Castilla is still being set up: no videos, no pages of its own.
pub(super) fn castilla(today: NaiveDate) -> Dress {
    Dress {
        brand_color: "#1f6f43",
        summary: "Castilla, al otro lado del río Piura.",
        contact: contact(
            "Jr. Ayacucho 414, Castilla",
            "073 340 000",
            "demo@municastilla.example",
        ),
        authority: mayor("Alcalde", "Teodoro Nima Vilela"),
        offices: vec![office(
            "Palacio Municipal",
            "Jr. Ayacucho 414, Castilla",
            &["Lunes a viernes, de 8:00 a 16:00"],
            Some((-5.198_3, -80.622_9)),
        )],
        events: vec![session(
            "Sesión ordinaria de concejo",
            after(today, 8),
            "Palacio Municipal",
        )],
        ..Dress::default()
    }
}

/// La Punta has everything that a small district needs.
pub(super) fn la_punta(today: NaiveDate) -> Dress {
    Dress {
        brand_color: "#0f5c78",
        summary: "La Punta, distrito balneario del Callao.",
        contact: contact(
            "Av. Sáenz Peña 298, La Punta",
            "01 429 0501",
            "demo@munilapunta.example",
        ),
        authority: mayor("Alcaldesa", "Delia Boggio Cáceda"),
        offices: vec![office(
            "Palacio Municipal",
            "Av. Sáenz Peña 298, La Punta",
            &["Lunes a viernes, de 8:00 a 16:30"],
            Some((-12.071_9, -77.162_7)),
        )],
        events: vec![session(
            "Sesión ordinaria de concejo",
            after(today, 5),
            "Palacio Municipal",
        )],
        transparency: answered(today),
        pages: vec![page(
            "malecones",
            "Malecones y playas",
            "Por dónde caminar frente al mar.",
            "La Punta es una península angosta: de un lado la playa Cantolao, de cantos rodados; del otro, el malecón \
             Pardo. Se recorre a pie en una hora.\n\n## En el mar\n\nSe ven las islas San Lorenzo y El Frontón. El paseo \
             en bote se contrata en el muelle.",
        )],
        ..Dress::default()
    }
}

/// A portal that was just created: a colour and nothing else, so that the demo also shows an empty one.
pub(super) fn albarracin() -> Dress {
    Dress {
        brand_color: "#6b3fa0",
        summary: "Distrito de la ciudad de Tacna.",
        ..Dress::default()
    }
}
