//! Pictures are decoded within limits and written anew: what is not picture (EXIF with places and devices, thumbnails,
//! trailing bytes) does not survive.

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits};
use shared::rules::Violation;

use super::FileKind;

/// Longest side, in pixels.
const SIDE: u32 = 12_000;
/// Most pixels: four times what a sheet of A4 has at 300 dots per inch.
const PIXELS: u64 = 40_000_000;
/// Most memory of a decoded picture, in bytes.
const MEMORY: u64 = 192 * 1024 * 1024;
/// Of 100; photographs of paper stay readable.
const QUALITY: u8 = 88;

/// A picture as it will be kept.
pub(super) struct Rewritten {
    pub(super) kind: FileKind,
    pub(super) bytes: Vec<u8>,
    pub(super) width: u32,
    pub(super) height: u32,
}

/// Decodes a picture, turns it upright, writes it anew. Of an animation the first frame is kept.
///
/// # Errors
/// `image_too_large` before anything is decoded, `image_damaged`.
pub(super) fn rewrite(bytes: &[u8], kind: FileKind) -> Result<Rewritten, Violation> {
    let image = decode(bytes, kind)?;
    // The encoder for WebP is lossless, which would blow a photograph up.
    let kind = match kind {
        FileKind::WebP if !image.color().has_alpha() => FileKind::Jpeg,
        kind => kind,
    };
    let (width, height) = (image.width(), image.height());
    let bytes = encode(&image, kind).map_err(|_| damaged())?;
    Ok(Rewritten {
        kind,
        bytes,
        width,
        height,
    })
}

fn decode(bytes: &[u8], kind: FileKind) -> Result<DynamicImage, Violation> {
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format(kind));
    let mut limits = Limits::default();
    limits.max_image_width = Some(SIDE);
    limits.max_image_height = Some(SIDE);
    limits.max_alloc = Some(MEMORY);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(|error| refusal(&error))?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > PIXELS || decoder.total_bytes() > MEMORY {
        return Err(too_large());
    }
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let mut image = DynamicImage::from_decoder(decoder).map_err(|error| refusal(&error))?;
    image.apply_orientation(orientation);
    Ok(image)
}

fn encode(image: &DynamicImage, kind: FileKind) -> image::ImageResult<Vec<u8>> {
    let mut out = Cursor::new(Vec::new());
    let alpha = image.color().has_alpha();
    match kind {
        FileKind::Jpeg => {
            JpegEncoder::new_with_quality(&mut out, QUALITY).encode_image(&image.to_rgb8())?
        }
        kind if alpha => image.to_rgba8().write_to(&mut out, format(kind))?,
        kind => image.to_rgb8().write_to(&mut out, format(kind))?,
    }
    Ok(out.into_inner())
}

const fn format(kind: FileKind) -> ImageFormat {
    match kind {
        FileKind::Jpeg => ImageFormat::Jpeg,
        FileKind::WebP => ImageFormat::WebP,
        // The others never come here.
        FileKind::Png | FileKind::Pdf | FileKind::Csv | FileKind::Xlsx => ImageFormat::Png,
    }
}

fn refusal(error: &image::ImageError) -> Violation {
    match error {
        image::ImageError::Limits(_) => too_large(),
        _ => damaged(),
    }
}

fn too_large() -> Violation {
    Violation::new(
        "image_too_large",
        "La imagen tiene demasiados píxeles: redúzcala a 12 000 por lado y 40 millones en total.",
    )
}

fn damaged() -> Violation {
    Violation::new(
        "image_damaged",
        "La imagen está dañada o incompleta. Vuelva a guardarla y envíela otra vez.",
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::{Rgb, RgbImage};

    /// A JPEG of 4 × 2, left half red, with an EXIF block that says it lies on its side and where it was taken.
    fn sideways() -> Vec<u8> {
        let picture = RgbImage::from_fn(4, 2, |x, _| Rgb([if x < 2 { 250 } else { 5 }, 0, 0]));
        let mut plain = Vec::new();
        JpegEncoder::new_with_quality(&mut plain, 100)
            .encode_image(&picture)
            .unwrap();
        let mut tiff = b"II*\0\x08\0\0\0\x01\0".to_vec();
        tiff.extend_from_slice(&[0x12, 0x01, 3, 0, 1, 0, 0, 0, 6, 0, 0, 0, 0, 0, 0, 0]);
        tiff.extend_from_slice(b"GPS Latitude 5 11 S");
        let length = u16::try_from(tiff.len() + 8).unwrap().to_be_bytes();
        let exif = [&[0xff, 0xe1], length.as_slice(), b"Exif\0\0", &tiff].concat();
        [&plain[..2], &exif, &plain[2..]].concat()
    }

    #[test]
    fn a_photo_is_turned_upright_and_forgets_where_it_was_taken() {
        let kept = rewrite(&sideways(), FileKind::Jpeg).unwrap();
        assert_eq!((kept.width, kept.height), (2, 4));
        let text = String::from_utf8_lossy(&kept.bytes);
        assert!(!text.contains("GPS") && !text.contains("Exif"));
    }

    #[test]
    fn an_opaque_webp_becomes_a_jpeg_and_a_transparent_one_stays() {
        let mut opaque = Cursor::new(Vec::new());
        RgbImage::new(3, 3)
            .write_to(&mut opaque, ImageFormat::WebP)
            .unwrap();
        let kept = rewrite(&opaque.into_inner(), FileKind::WebP).unwrap();
        assert_eq!(kept.kind, FileKind::Jpeg);
        let mut clear = Cursor::new(Vec::new());
        image::RgbaImage::new(3, 3)
            .write_to(&mut clear, ImageFormat::WebP)
            .unwrap();
        let kept = rewrite(&clear.into_inner(), FileKind::WebP).unwrap();
        assert_eq!(kept.kind, FileKind::WebP);
    }
}
