//! Whether bytes may become a file of the platform: type by magic bytes and by name, both agreeing; no second file hidden
//! in the first; images written anew; PDFs without active content.
//!
//! What this is not: a proof that a file is harmless. The PDF check reads names and inflates streams, it does not
//! interpret the document; the antivirus is the second wall and the headers it is served with the third.

mod differences;
mod image;
mod name;
mod pdf;
mod polyglot;
mod sheet;

use shared::features::files::UploadPurpose;
use shared::rules::Violation;

/// The kinds of files there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FileKind {
    /// Portable Document Format.
    Pdf,
    /// Portable Network Graphics.
    Png,
    /// JPEG.
    Jpeg,
    /// WebP.
    WebP,
    /// Text with separators.
    Csv,
    /// A workbook of Excel.
    Xlsx,
}

impl FileKind {
    const ALL: [Self; 6] = [
        Self::Pdf,
        Self::Png,
        Self::Jpeg,
        Self::WebP,
        Self::Csv,
        Self::Xlsx,
    ];

    /// Its media type.
    pub(crate) const fn media_type(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Png => "image/png",
            Self::Jpeg => "image/jpeg",
            Self::WebP => "image/webp",
            Self::Csv => "text/csv",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        }
    }

    /// The kind with this media type.
    pub(crate) fn from_media_type(media_type: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|kind| kind.media_type() == media_type)
    }

    /// The ends of names it may have; the first is the one we write.
    const fn extensions(self) -> &'static [&'static str] {
        match self {
            Self::Pdf => &["pdf"],
            Self::Png => &["png"],
            Self::Jpeg => &["jpg", "jpeg", "jpe", "jfif"],
            Self::WebP => &["webp"],
            Self::Csv => &["csv", "txt", "tsv"],
            Self::Xlsx => &["xlsx"],
        }
    }

    const fn serves(self, purpose: UploadPurpose) -> bool {
        match purpose {
            UploadPurpose::Image => self.is_image(),
            UploadPurpose::Document => matches!(self, Self::Pdf),
            UploadPurpose::Scan => self.is_image() || matches!(self, Self::Pdf),
            UploadPurpose::Sheet => matches!(self, Self::Csv | Self::Xlsx),
        }
    }

    /// Whether a browser may show it.
    pub(crate) const fn is_image(self) -> bool {
        matches!(self, Self::Png | Self::Jpeg | Self::WebP)
    }
}

/// A file as it will be kept.
#[derive(Debug)]
pub(crate) struct Accepted {
    /// What it is.
    pub(crate) kind: FileKind,
    /// Its name, without a path, ending as its kind does.
    pub(crate) name: String,
    /// Its bytes; of an image not those that came.
    pub(crate) bytes: Vec<u8>,
    /// Width and height, of an image.
    pub(crate) pixels: Option<(u32, u32)>,
}

/// Judges a file and brings it into the form in which it is kept. Takes seconds for a large image: not for an async
/// thread.
///
/// # Errors
/// `empty`, `type_unknown`, `type_not_accepted`, `extension_mismatch`, `hidden_content`, `image_damaged`,
/// `image_too_large`, `pdf_damaged`, `pdf_active_content`, `pdf_encrypted`, `pdf_unreadable`, `sheet_refused`.
pub(crate) fn inspect(
    bytes: Vec<u8>,
    name: &str,
    purpose: UploadPurpose,
) -> Result<Accepted, Violation> {
    if bytes.is_empty() {
        return Err(Violation::new("empty", "El archivo está vacío."));
    }
    if purpose == UploadPurpose::Sheet {
        return sheet::inspect(bytes, name);
    }
    let kind = sniff(&bytes, purpose)?;
    name::agrees(name, kind)?;
    polyglot::check(&bytes, kind)?;
    if kind == FileKind::Pdf {
        pdf::check(&bytes)?;
        return Ok(Accepted {
            kind,
            name: name::clean(name, kind),
            bytes,
            pixels: None,
        });
    }
    let image = image::rewrite(&bytes, kind)?;
    Ok(Accepted {
        kind: image.kind,
        name: name::clean(name, image.kind),
        bytes: image.bytes,
        pixels: Some((image.width, image.height)),
    })
}

/// The kind by its first bytes.
fn sniff(bytes: &[u8], purpose: UploadPurpose) -> Result<FileKind, Violation> {
    let wanted = purpose.describe();
    let found = infer::get(bytes).map(|found| found.mime_type());
    let Some(kind) = found.and_then(FileKind::from_media_type) else {
        let message = if polyglot::is_markup(bytes) {
            format!(
                "Los archivos SVG, HTML y XML no se aceptan porque pueden llevar programas. Envíe {wanted}."
            )
        } else {
            format!("No reconocemos este tipo de archivo. Envíe {wanted}.")
        };
        return Err(Violation::new("type_unknown", message));
    };
    if !kind.serves(purpose) {
        let message = format!("Aquí no se acepta este tipo de archivo. Envíe {wanted}.");
        return Err(Violation::new("type_not_accepted", message));
    }
    Ok(kind)
}
