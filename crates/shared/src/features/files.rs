//! Files that people send and read: images and PDF documents, and nothing else.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// Where anybody sends the file of a public form before the form itself.
pub const UPLOADS_PATH: &str = "/api/v1/uploads";

/// Where a published file is read; `{id}` is the file's id, never a digest.
pub fn file_path(id: &str) -> String {
    format!("/api/v1/files/{id}")
}

/// Where operators look at a private file of the platform, such as the scan of a request. Each look is journaled.
pub fn platform_file_path(id: &str) -> String {
    format!("/api/v1/platform/files/{id}")
}

/// Where operators send a file for a form of the platform.
pub fn platform_upload_path(purpose: &str) -> String {
    format!("/api/v1/platform/uploads/{purpose}")
}

/// What a file is sent for, which decides what it may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum UploadPurpose {
    /// A picture to be shown: PNG, JPEG or WebP.
    Image,
    /// A document to be published: PDF.
    Document,
    /// A proof on paper: PDF, or a photo of it.
    Scan,
    /// A table to be imported: CSV, or a workbook of Excel.
    Sheet,
}

impl UploadPurpose {
    /// As it stands in addresses.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Image => "image",
            Self::Document => "document",
            Self::Scan => "scan",
            Self::Sheet => "sheet",
        }
    }

    /// Largest file, in bytes.
    pub const fn limit(self) -> u64 {
        match self {
            Self::Image => 8 * 1024 * 1024,
            Self::Document => 25 * 1024 * 1024,
            Self::Scan => 10 * 1024 * 1024,
            Self::Sheet => 64 * 1024 * 1024,
        }
    }

    /// For the `accept` of a file field.
    pub const fn accept(self) -> &'static str {
        match self {
            Self::Image => "image/png,image/jpeg,image/webp",
            Self::Document => "application/pdf",
            Self::Scan => "application/pdf,image/png,image/jpeg,image/webp",
            Self::Sheet => ".csv,.txt,.tsv,.xlsx",
        }
    }

    /// What a person may send, in words.
    pub const fn describe(self) -> &'static str {
        match self {
            Self::Image => "una imagen PNG, JPG o WebP",
            Self::Document => "un documento PDF",
            Self::Scan => "un PDF o una foto en JPG, PNG o WebP",
            Self::Sheet => "una hoja de cálculo de Excel (.xlsx) o un CSV",
        }
    }
}

/// A file that was received and found good. It is kept for a day; naming its `upload_id` in a form makes it part of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct UploadOut {
    /// Opaque; stands for the file in the form.
    pub upload_id: String,
    /// The file's name as it is kept.
    #[cfg_attr(feature = "api", schema(example = "resolucion-012-2026.pdf"))]
    pub name: String,
    /// What it is.
    #[cfg_attr(feature = "api", schema(example = "application/pdf"))]
    pub media_type: String,
    /// Bytes as they are kept; an image is written anew.
    #[cfg_attr(feature = "api", schema(example = 182_044))]
    pub size: u64,
    /// Pixels, of an image.
    pub width: Option<u32>,
    /// Pixels, of an image.
    pub height: Option<u32>,
    /// Until when the form may be sent.
    pub expires_at: DateTime<Utc>,
}

/// The body of an upload, `multipart/form-data`.
#[cfg(feature = "api")]
#[derive(Debug, utoipa::ToSchema)]
pub struct UploadForm {
    /// The file, with its name.
    #[schema(value_type = String, format = Binary)]
    pub file: Vec<u8>,
}
