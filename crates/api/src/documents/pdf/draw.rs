//! Drawing what was laid out, and telling screen readers what each piece is.

use std::num::NonZeroU16;

use anyhow::Context;
use krilla::Document;
use krilla::color::luma;
use krilla::destination::XyzDestination;
use krilla::geom::{PathBuilder, Point, Rect};
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::paint::Fill;
use krilla::surface::Surface;
use krilla::tagging::{
    Artifact, ArtifactType, BBox, ContentTag, Identifier, Node, SpanTag, TableHeaderScope, Tag,
    TagGroup, TagTree,
};
use krilla::text::TextDirection;
use qrcode::{Color, EcLevel, QrCode};

use super::font::Measured;
use super::layout::{HEIGHT, Ink, Piece, QR, Role, WIDTH};

/// Modules that must stay white around a QR.
const QUIET: f32 = 4.0;
const RULE: f32 = 0.6;

/// A piece on its way into the tree of tags.
struct Tagged {
    role: Role,
    unit: u32,
    id: Identifier,
    /// Of the QR.
    bounds: Option<BBox>,
    /// Of a heading, with the place it stands at.
    heading: Option<(String, XyzDestination)>,
}

impl Tagged {
    fn new(page: usize, piece: &Piece, id: Identifier, pieces: &[Piece]) -> Self {
        let bounds = Rect::from_xywh(piece.x, piece.y, QR, QR)
            .map(|rect| BBox::new(page, rect))
            .filter(|_| piece.role == Role::Figure);
        let heading = match (&piece.ink, piece.role) {
            (Ink::Text { size, .. }, Role::Title | Role::Heading) => {
                let top = Point::from_xy(piece.x, piece.y - size);
                Some((whole(piece.unit, pieces), XyzDestination::new(page, top)))
            }
            _ => None,
        };
        Self {
            role: piece.role,
            unit: piece.unit,
            id,
            bounds,
            heading,
        }
    }
}

/// The text of all lines of a paragraph.
fn whole(unit: u32, pieces: &[Piece]) -> String {
    let lines = pieces.iter().filter_map(|piece| match &piece.ink {
        Ink::Text { text, .. } if piece.unit == unit => Some(text.as_str()),
        _ => None,
    });
    lines.collect::<Vec<_>>().join(" ")
}

/// Draws all pages.
pub(super) fn draw(
    document: &mut Document,
    pages: &[Vec<Piece>],
    font: &Measured,
) -> anyhow::Result<()> {
    let mut tagged = Vec::new();
    for (index, pieces) in pages.iter().enumerate() {
        let size = PageSettings::from_wh(WIDTH, HEIGHT).context("A4")?;
        let mut page = document.start_page_with(size);
        let mut surface = page.surface();
        for piece in pieces {
            let tag = match piece.role {
                Role::Ornament => ContentTag::Artifact(Artifact::with_kind(ArtifactType::Layout)),
                Role::Figure => ContentTag::Other,
                _ => ContentTag::Span(SpanTag::empty()),
            };
            let id = surface.start_tagged(tag);
            ink(&mut surface, piece, font)?;
            surface.end_tagged();
            if piece.role != Role::Ornament {
                tagged.push(Tagged::new(index, piece, id, pieces));
            }
        }
        surface.finish();
        page.finish();
    }
    document.set_outline(outline(&tagged));
    document.set_tag_tree(tree(tagged));
    Ok(())
}

/// The headings, for finding one's way in a long document.
fn outline(tagged: &[Tagged]) -> Outline {
    let mut outline = Outline::new();
    let mut last = None;
    for piece in tagged {
        if let Some((text, place)) = &piece.heading
            && last != Some(piece.unit)
        {
            outline.push_child(OutlineNode::new(text.clone(), place.clone()));
            last = Some(piece.unit);
        }
    }
    outline
}

fn ink(surface: &mut Surface<'_>, piece: &Piece, font: &Measured) -> anyhow::Result<()> {
    match &piece.ink {
        Ink::Text { text, size, grey } => {
            surface.set_fill(Some(fill(*grey)));
            let base = Point::from_xy(piece.x, piece.y);
            surface.draw_text(
                base,
                font.font.clone(),
                *size,
                text,
                false,
                TextDirection::LeftToRight,
            );
        }
        Ink::Rule(length) => {
            surface.set_fill(Some(fill(190)));
            let mut path = PathBuilder::new();
            path.push_rect(Rect::from_xywh(piece.x, piece.y, *length, RULE).context("línea")?);
            surface.draw_path(&path.finish().context("línea")?);
        }
        Ink::Qr(address) => qr(surface, piece, address)?,
    }
    Ok(())
}

fn fill(grey: u8) -> Fill {
    Fill {
        paint: luma::Color::new(grey).into(),
        ..Fill::default()
    }
}

fn qr(surface: &mut Surface<'_>, piece: &Piece, address: &str) -> anyhow::Result<()> {
    let code = QrCode::with_error_correction_level(address, EcLevel::M)?;
    let width = code.width();
    let module = QR / (f32::from(u16::try_from(width)?) + 2.0 * QUIET);
    let mut path = PathBuilder::new();
    for (index, color) in code.to_colors().into_iter().enumerate() {
        if color == Color::Dark {
            let column = f32::from(u16::try_from(index % width)?) + QUIET;
            let row = f32::from(u16::try_from(index / width)?) + QUIET;
            let (x, y) = (piece.x + column * module, piece.y + row * module);
            path.push_rect(Rect::from_xywh(x, y, module, module).context("módulo del QR")?);
        }
    }
    surface.set_fill(Some(fill(0)));
    surface.draw_path(&path.finish().context("QR")?);
    Ok(())
}

/// The order in which the document is read out: titles, paragraphs, tables of rows.
fn tree(tagged: Vec<Tagged>) -> TagTree {
    let mut tree = TagTree::new().with_lang(Some("es-PE".to_owned()));
    let mut pieces = tagged.into_iter().peekable();
    while let Some(piece) = pieces.next() {
        if let Role::Label(table, _) | Role::Value(table, _) = piece.role {
            let mut cells = vec![piece];
            while let Some(next) = pieces.next_if(
                |next| matches!(next.role, Role::Label(of, _) | Role::Value(of, _) if of == table),
            ) {
                cells.push(next);
            }
            tree.push(self::table(cells));
            continue;
        }
        let mut group = match piece.role {
            Role::Title => heading(NonZeroU16::MIN, &piece),
            Role::Heading => heading(NonZeroU16::MIN.saturating_add(1), &piece),
            Role::Figure => {
                let alt = "Código QR que lleva a la verificación de este documento".to_owned();
                TagGroup::new(Tag::Figure(Some(alt)).with_bbox(piece.bounds))
            }
            _ => TagGroup::new(Tag::P),
        };
        let unit = piece.unit;
        group.push(piece.id);
        while let Some(next) = pieces.next_if(|next| next.unit == unit) {
            group.push(next.id);
        }
        tree.push(group);
    }
    tree
}

fn heading(level: NonZeroU16, piece: &Tagged) -> TagGroup {
    let title = piece.heading.as_ref().map(|(text, _)| text.clone());
    TagGroup::new(Tag::Hn(level, title))
}

/// A table of facts: each row has a head and what it says.
fn table(cells: Vec<Tagged>) -> TagGroup {
    let mut rows: Vec<(u16, Vec<Node>, Vec<Node>)> = Vec::new();
    for cell in cells {
        let (Role::Label(_, row) | Role::Value(_, row)) = cell.role else {
            continue;
        };
        if rows.last().is_none_or(|(last, _, _)| *last != row) {
            rows.push((row, Vec::new(), Vec::new()));
        }
        let Some((_, labels, values)) = rows.last_mut() else {
            continue;
        };
        if matches!(cell.role, Role::Label(..)) {
            labels.push(cell.id.into());
        } else {
            values.push(cell.id.into());
        }
    }
    let mut table = TagGroup::new(Tag::Table);
    for (_, labels, values) in rows {
        let mut row = TagGroup::new(Tag::TR);
        row.push(TagGroup::with_children(
            Tag::TH(TableHeaderScope::Row),
            labels,
        ));
        row.push(TagGroup::with_children(Tag::TD, values));
        table.push(row);
    }
    table
}
