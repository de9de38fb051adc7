//! Where everything stands: header, title, blocks, proof of authenticity, page numbers.

use shared::time::{lima_date, long_date, short_time};

use super::Content;
use super::font::Measured;
use crate::documents::Block;

/// A4, in points.
pub(super) const WIDTH: f32 = 595.28;
pub(super) const HEIGHT: f32 = 841.89;
const MARGIN: f32 = 62.0;
const TEXT: f32 = WIDTH - 2.0 * MARGIN;
/// Nothing of the body stands below this; the footer does.
const BOTTOM: f32 = HEIGHT - 72.0;
const LEADING: f32 = 1.45;
/// Side of the QR, with its quiet zone.
pub(super) const QR: f32 = 92.0;
/// Width of the left column of facts.
const LABEL: f32 = 150.0;

/// What a piece is for, which a screen reader tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// Header, footer, lines: not read out.
    Ornament,
    /// The title.
    Title,
    /// A heading below it.
    Heading,
    /// Running text.
    Paragraph,
    /// The name of a fact, in this table and row.
    Label(u16, u16),
    /// What a fact says.
    Value(u16, u16),
    /// The QR.
    Figure,
}

/// What is drawn.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Ink {
    /// A line of text on its base line.
    Text { text: String, size: f32, grey: u8 },
    /// A thin rule of this length.
    Rule(f32),
    /// The QR of an address, with its side.
    Qr(String),
}

/// A piece of a page.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Piece {
    pub(super) x: f32,
    pub(super) y: f32,
    pub(super) ink: Ink,
    pub(super) role: Role,
    /// Pieces of one paragraph share a number.
    pub(super) unit: u32,
}

/// Lays a document out, page by page.
pub(super) fn lay_out(content: &Content<'_>, font: &Measured) -> Vec<Vec<Piece>> {
    let mut sheet = Sheet::new(content, font);
    for name in content.names {
        sheet.text(&format!("«{name}»"), 9.0, 70, Role::Paragraph);
    }
    sheet.text(content.title, 19.0, 20, Role::Title);
    sheet.space(10.0);
    for block in content.blocks {
        match block {
            Block::Heading(text) => {
                sheet.space(8.0);
                sheet.keep(60.0);
                sheet.text(text, 13.5, 20, Role::Heading);
                sheet.space(2.0);
            }
            Block::Paragraph(text) => {
                sheet.text(text, 11.0, 30, Role::Paragraph);
                sheet.space(7.0);
            }
            Block::Facts(facts) => sheet.facts(facts),
        }
    }
    sheet.proof();
    sheet.finish()
}

struct Sheet<'a> {
    content: &'a Content<'a>,
    font: &'a Measured,
    pages: Vec<Vec<Piece>>,
    y: f32,
    unit: u32,
    tables: u16,
}

impl<'a> Sheet<'a> {
    fn new(content: &'a Content<'a>, font: &'a Measured) -> Self {
        let mut sheet = Self {
            content,
            font,
            pages: Vec::new(),
            y: 0.0,
            unit: 0,
            tables: 0,
        };
        sheet.turn();
        sheet
    }

    /// A new page, with its header.
    fn turn(&mut self) {
        self.pages.push(Vec::new());
        self.y = MARGIN;
        let issuer = self.font.wrap(self.content.issuer, 10.0, TEXT);
        for line in issuer {
            self.y += 10.0 * LEADING;
            self.put(MARGIN, text(line, 10.0, 70), Role::Ornament);
        }
        self.y += 8.0;
        self.put(MARGIN, Ink::Rule(TEXT), Role::Ornament);
        self.y += 14.0;
    }

    fn put(&mut self, x: f32, ink: Ink, role: Role) {
        let piece = Piece {
            x,
            y: self.y,
            ink,
            role,
            unit: self.unit,
        };
        if let Some(page) = self.pages.last_mut() {
            page.push(piece);
        }
    }

    fn space(&mut self, height: f32) {
        self.y += height;
    }

    /// Turns the page when less than this is left.
    fn keep(&mut self, height: f32) {
        if self.y + height > BOTTOM {
            self.turn();
        }
    }

    fn text(&mut self, content: &str, size: f32, grey: u8, role: Role) {
        self.unit += 1;
        for line in self.font.wrap(content, size, TEXT) {
            self.keep(size * LEADING);
            self.y += size * LEADING;
            self.put(MARGIN, text(line, size, grey), role);
        }
    }

    fn facts(&mut self, facts: &[(String, String)]) {
        self.tables += 1;
        let table = self.tables;
        for (row, (label, value)) in (0..).zip(facts) {
            let labels = self.font.wrap(label, 10.5, LABEL - 12.0);
            let values = self.font.wrap(value, 10.5, TEXT - LABEL);
            let count = labels.len().max(values.len());
            let (mut labels, mut values) = (labels.into_iter(), values.into_iter());
            for _ in 0..count {
                self.keep(10.5 * LEADING);
                self.y += 10.5 * LEADING;
                if let Some(line) = labels.next() {
                    self.put(MARGIN, text(line, 10.5, 90), Role::Label(table, row));
                }
                if let Some(line) = values.next() {
                    self.put(
                        MARGIN + LABEL,
                        text(line, 10.5, 20),
                        Role::Value(table, row),
                    );
                }
            }
            self.y += 5.0;
            self.put(MARGIN, Ink::Rule(TEXT), Role::Ornament);
        }
        self.space(10.0);
    }

    /// How anybody verifies the document.
    fn proof(&mut self) {
        self.keep(QR + 28.0);
        self.space(14.0);
        self.put(MARGIN, Ink::Rule(TEXT), Role::Ornament);
        self.space(12.0);
        let top = self.y;
        self.unit += 1;
        let url = self.content.verification_url;
        self.put(MARGIN, Ink::Qr(url.to_owned()), Role::Figure);
        let issued = format!(
            "Emitido el {} a las {}, hora de Lima.",
            long_date(lima_date(self.content.issued_at)),
            short_time(self.content.issued_at)
        );
        let lines = [
            (
                format!("Código de verificación: {}", self.content.code),
                11.5,
            ),
            (issued, 9.5),
            (
                format!(
                    "Compruebe que este documento es auténtico y sigue vigente en {url} o leyendo el código QR."
                ),
                9.5,
            ),
        ];
        let unsigned = (
            "Documento sin firma digital: lo respaldan su código, su huella y esa página."
                .to_owned(),
            9.5,
        );
        let lines = lines
            .into_iter()
            .chain((!self.content.signs).then_some(unsigned));
        let left = MARGIN + QR + 14.0;
        for (line, size) in lines {
            self.unit += 1;
            for line in self.font.wrap(&line, size, WIDTH - MARGIN - left) {
                self.y += size * LEADING;
                self.put(left, text(line, size, 40), Role::Paragraph);
            }
            self.y += 3.0;
        }
        self.y = self.y.max(top + QR);
    }

    /// Page numbers, once their count is known.
    fn finish(mut self) -> Vec<Vec<Piece>> {
        let count = self.pages.len();
        for (page, pieces) in (1..).zip(&mut self.pages) {
            let line = format!("{} · página {page} de {count}", self.content.code);
            let width = self.font.width(&line, 9.0);
            pieces.push(Piece {
                x: WIDTH - MARGIN - width,
                y: HEIGHT - 40.0,
                ink: text(line, 9.0, 90),
                role: Role::Ornament,
                unit: 0,
            });
        }
        self.pages
    }
}

fn text(text: String, size: f32, grey: u8) -> Ink {
    Ink::Text { text, size, grey }
}
