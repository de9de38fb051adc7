//! A document as PDF: A4, one font, tagged for screen readers (PDF/UA-1), with its code and a QR to its verification.

mod draw;
mod font;
mod layout;

use chrono::{DateTime, Datelike, Timelike, Utc};
use krilla::SerializeSettings;
use krilla::configure::{Accessibility, ConfigurationBuilder};
use krilla::metadata::{DateTime as PdfDate, Metadata};
use shared::time::lima_datetime;

use super::Block;

/// What goes into a PDF.
pub(super) struct Content<'a> {
    pub(super) issuer: &'a str,
    /// Official names of the decade and the year.
    pub(super) names: &'a [String],
    pub(super) title: &'a str,
    pub(super) blocks: &'a [Block],
    pub(super) code: &'a str,
    pub(super) verification_url: &'a str,
    pub(super) issued_at: DateTime<Utc>,
    /// Whether it goes to a signer; else it says that it is not signed.
    pub(super) signs: bool,
}

/// Writes the PDF. Takes some milliseconds: not for a write transaction.
///
/// # Errors
/// When the font is damaged or the document breaks a rule of the standard; both would be faults of ours.
pub(super) fn render(content: &Content<'_>) -> anyhow::Result<Vec<u8>> {
    let font = font::Measured::load()?;
    let pages = layout::lay_out(content, &font);
    let configuration = ConfigurationBuilder::new()
        .with_accessibility_validator(Accessibility::UA1)
        .finish()
        .map_err(|error| anyhow::anyhow!("{error:?}"))?;
    let mut document = krilla::Document::new_with(SerializeSettings {
        configuration,
        ..SerializeSettings::default()
    });
    draw::draw(&mut document, &pages, &font)?;
    document.set_metadata(metadata(content));
    document
        .finish()
        .map_err(|error| anyhow::anyhow!("{error:?}"))
}

fn metadata(content: &Content<'_>) -> Metadata {
    Metadata::new()
        .title(format!("{} · {}", content.title, content.code))
        .authors(vec![content.issuer.to_owned()])
        .creator("Munica".to_owned())
        .language("es-PE".to_owned())
        .document_id(content.code.to_owned())
        .creation_date(date(content.issued_at))
}

fn date(instant: DateTime<Utc>) -> PdfDate {
    let local = lima_datetime(instant);
    let part = |value: u32| u8::try_from(value).unwrap_or_default();
    PdfDate::new(u16::try_from(local.year()).unwrap_or_default())
        .month(part(local.month()))
        .day(part(local.day()))
        .hour(part(local.hour()))
        .minute(part(local.minute()))
        .second(part(local.second()))
        .utc_offset_hour(-5)
        .utc_offset_minute(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::inspect;
    use shared::features::files::UploadPurpose;

    const NAMES: [&str; 2] = [
        "Decenio de la Igualdad de Oportunidades para Mujeres y Hombres",
        "Año de la Esperanza y el Fortalecimiento de la Democracia",
    ];

    fn render_blocks(blocks: &[Block]) -> Vec<u8> {
        render(&content(blocks, &NAMES.map(str::to_owned))).unwrap()
    }

    fn content<'a>(blocks: &'a [Block], names: &'a [String]) -> Content<'a> {
        Content {
            issuer: "Municipalidad Provincial de Ñuñoa «Señor de los Milagros»",
            names,
            title: "Constancia de creación de portal — “prueba”, S/ 5,500.00",
            blocks,
            code: "DOC-2026-7K3M-9QXU",
            verification_url: "https://munica.example/verificar/DOC-2026-7K3M-9QXU",
            issued_at: "2026-11-21T15:00:00Z".parse().unwrap(),
            signs: false,
        }
    }

    #[test]
    fn the_names_of_the_decade_and_the_year_stand_above_the_title() {
        let font = font::Measured::load().unwrap();
        let names = NAMES.map(str::to_owned);
        let pages = layout::lay_out(&content(&[], &names), &font);
        let written: Vec<&str> = pages[0]
            .iter()
            .filter_map(|piece| match &piece.ink {
                layout::Ink::Text { text, .. } => Some(text.as_str()),
                _ => None,
            })
            .collect();
        let place = |wanted: &str| written.iter().position(|text| text.contains(wanted));
        let [decade, year] = NAMES.map(|name| place(name).unwrap());
        assert!(
            decade < year && Some(year) < place("Constancia"),
            "{written:?}"
        );
    }

    fn pages(pdf: &[u8]) -> usize {
        memchr::memmem::find_iter(pdf, b"/Type/Page/").count()
            + memchr::memmem::find_iter(pdf, b"/Type /Page\n").count()
    }

    #[test]
    fn a_document_is_a_pdf_that_we_would_accept_ourselves() {
        let blocks = [
            Block::heading("Qué consta"),
            Block::paragraph("Se creó el portal de la municipalidad; vale S/ 0.00 y no caduca. 😀"),
            Block::facts([
                ("Dirección", "/m/munipiura"),
                ("Día", "21 de noviembre de 2026"),
            ]),
        ];
        let pdf = render_blocks(&blocks);
        assert!(pdf.starts_with(b"%PDF-1."));
        inspect(pdf, "constancia.pdf", UploadPurpose::Document).unwrap();
    }

    #[test]
    fn long_texts_go_on_over_as_many_pages_as_they_need() {
        let short = render_blocks(&[Block::paragraph("Uno.")]);
        let long: Vec<Block> = (0..60)
            .map(|_| Block::paragraph("Palabra tras palabra se llena la página. ".repeat(9)))
            .collect();
        assert_eq!(pages(&short), 1);
        assert!(pages(&render_blocks(&long)) > 4);
    }

    #[test]
    fn a_word_wider_than_the_page_is_broken_and_nothing_is_lost_to_the_margin() {
        let font = font::Measured::load().unwrap();
        let lines = font.wrap(&"Ñ".repeat(500), 11.0, 480.0);
        assert!(lines.len() > 5);
        assert!(lines.iter().all(|line| font.width(line, 11.0) <= 480.0));
        assert_eq!(lines.concat().chars().count(), 500);
    }

    #[test]
    fn an_amount_stays_on_one_line() {
        let font = font::Measured::load().unwrap();
        let text = "uno dos tres S/\u{a0}5,500.00";
        for width in [60.0, 80.0, 100.0, 120.0] {
            let lines = font.wrap(text, 11.0, width);
            assert!(
                lines.iter().any(|line| line.contains("S/\u{a0}5,500.00")),
                "{lines:?}"
            );
        }
    }

    #[test]
    fn the_same_content_gives_the_same_bytes() {
        let blocks = [Block::paragraph("Igual.")];
        assert_eq!(render_blocks(&blocks), render_blocks(&blocks));
    }
}
