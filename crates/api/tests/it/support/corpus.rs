//! Files made up for tests: good ones, and ones that pretend, hide or burst. Nothing here is harmful.

use std::io::{Cursor, Write};

use flate2::Compression;
use flate2::write::ZlibEncoder;
use image::{ImageFormat, Rgb, RgbImage};

/// A file as somebody sends it.
#[derive(Clone)]
pub(crate) struct Sent {
    pub(crate) name: &'static str,
    pub(crate) bytes: Vec<u8>,
}

fn sent(name: &'static str, bytes: impl Into<Vec<u8>>) -> Sent {
    Sent {
        name,
        bytes: bytes.into(),
    }
}

/// A picture with something on it.
pub(crate) fn picture(format: ImageFormat, width: u32, height: u32) -> Vec<u8> {
    let picture = RgbImage::from_fn(width, height, |x, y| {
        Rgb([x.to_le_bytes()[0], y.to_le_bytes()[0], 90])
    });
    let mut out = Cursor::new(Vec::new());
    picture.write_to(&mut out, format).unwrap();
    out.into_inner()
}

/// A small PDF with one page and these further objects.
pub(crate) fn pdf(more: &[u8]) -> Vec<u8> {
    [
        b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n\
          2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n\
          3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>\nendobj\n",
        more,
        b"\ntrailer\n<< /Root 1 0 R /Size 4 >>\nstartxref\n9\n%%EOF\n",
    ]
    .concat()
}

fn deflate(bytes: &[u8]) -> Vec<u8> {
    let mut out = ZlibEncoder::new(Vec::new(), Compression::best());
    out.write_all(bytes).unwrap();
    out.finish().unwrap()
}

fn stream(dictionary: &str, body: &[u8]) -> Vec<u8> {
    [
        format!(
            "4 0 obj\n<< {dictionary} /Length {} >>\nstream\n",
            body.len()
        )
        .as_bytes(),
        body,
        b"\nendstream\nendobj\n",
    ]
    .concat()
}

/// Bytes as rows of differences from the row above, as PNG writes them.
fn differences(bytes: &[u8], columns: usize) -> Vec<u8> {
    let mut above = vec![0; columns];
    let mut out = Vec::new();
    for row in bytes.chunks(columns) {
        out.push(2);
        out.extend(
            row.iter()
                .zip(&above)
                .map(|(own, up)| own.wrapping_sub(*up)),
        );
        above[..row.len()].copy_from_slice(row);
    }
    out
}

/// An archive with one empty entry, stored.
pub(crate) fn zip() -> Vec<u8> {
    let local = b"PK\x03\x04\x0a\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x01\0\0\0a";
    let central = b"PK\x01\x02\x0a\0\x0a\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x01\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0a";
    let end = b"PK\x05\x06\0\0\0\0\x01\0\x01\0\x2f\0\0\0\x1f\0\0\0\0\0";
    [local.as_slice(), central, end].concat()
}

/// A PNG that claims a size and has no picture.
fn png_claiming(width: u32, height: u32) -> Vec<u8> {
    let mut header = b"IHDR".to_vec();
    header.extend_from_slice(&width.to_be_bytes());
    header.extend_from_slice(&height.to_be_bytes());
    header.extend_from_slice(&[8, 6, 0, 0, 0]);
    let mut checksum = flate2::Crc::new();
    checksum.update(&header);
    let mut out = b"\x89PNG\r\n\x1a\n\0\0\0\x0d".to_vec();
    out.extend_from_slice(&header);
    out.extend_from_slice(&checksum.sum().to_be_bytes());
    let body = deflate(&vec![0; 1 << 20]);
    let mut chunk = b"IDAT".to_vec();
    chunk.extend_from_slice(&body);
    let mut checksum = flate2::Crc::new();
    checksum.update(&chunk);
    out.extend_from_slice(&u32::try_from(body.len()).unwrap().to_be_bytes());
    out.extend_from_slice(&chunk);
    out.extend_from_slice(&checksum.sum().to_be_bytes());
    out.extend_from_slice(b"\0\0\0\0IEND\xaeB`\x82");
    out
}

/// A picture that tells, in an EXIF block, where it was taken.
pub(crate) fn telling_png(place: &str) -> Vec<u8> {
    let plain = picture(ImageFormat::Png, 48, 64);
    let mut chunk = b"eXIfII*\0\x08\0\0\0\0\0\0\0\0\0".to_vec();
    chunk.extend_from_slice(place.as_bytes());
    let mut checksum = flate2::Crc::new();
    checksum.update(&chunk);
    let length = u32::try_from(chunk.len() - 4).unwrap().to_be_bytes();
    // After the signature (8 bytes) and the header (25).
    let (head, rest) = plain.split_at(33);
    [head, &length, &chunk, &checksum.sum().to_be_bytes(), rest].concat()
}

/// Files that are taken.
pub(crate) fn good() -> Vec<Sent> {
    let jpeg = picture(ImageFormat::Jpeg, 64, 48);
    vec![
        sent("Resolución N.º 12.pdf", pdf(b"")),
        sent(
            "comprimido.PDF",
            pdf(&stream(
                "/Filter /FlateDecode",
                &deflate(b"BT (hola) Tj ET"),
            )),
        ),
        sent(
            "objetos.pdf",
            pdf(&stream(
                "/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode",
                &deflate(b"5 0 << /Type /Font >>"),
            )),
        ),
        sent(
            "diferencias.pdf",
            pdf(&stream(
                "/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /DecodeParms << /Predictor 12 /Columns 5 >>",
                &deflate(&differences(b"5 0 << /Type /Font >>", 5)),
            )),
        ),
        sent("foto.jpg", jpeg.clone()),
        sent(
            "foto.jpeg",
            [jpeg.as_slice(), b"\0\0maker's trailer"].concat(),
        ),
        sent("escudo.png", picture(ImageFormat::Png, 40, 40)),
        sent("sello.webp", picture(ImageFormat::WebP, 40, 40)),
    ]
}

/// Files that are refused, each with the code of its refusal.
pub(crate) fn hostile() -> Vec<(Sent, &'static str)> {
    [pretending(), hiding(), bursting(), active()].concat()
}

/// Not what they are called, or nothing we know.
fn pretending() -> Vec<(Sent, &'static str)> {
    let png = picture(ImageFormat::Png, 8, 8);
    let jpeg = picture(ImageFormat::Jpeg, 8, 8);
    let webp = picture(ImageFormat::WebP, 8, 8);
    vec![
        (sent("vacio.pdf", ""), "empty"),
        (sent("foto.pdf", jpeg.clone()), "extension_mismatch"),
        (sent("foto.png", jpeg.clone()), "extension_mismatch"),
        (sent("foto.jpg", png.clone()), "extension_mismatch"),
        (sent("foto.jpg", webp), "extension_mismatch"),
        (sent("resolucion.jpg", pdf(b"")), "extension_mismatch"),
        (sent("resolucion.pdf.exe", pdf(b"")), "extension_mismatch"),
        (sent("resolucion.pdf.html", pdf(b"")), "extension_mismatch"),
        (sent("resolucion", pdf(b"")), "extension_mismatch"),
        (sent("foto.svg", png), "extension_mismatch"),
        (
            sent(
                "dibujo.svg",
                r#"<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>"#,
            ),
            "type_unknown",
        ),
        (
            sent(
                "dibujo.png",
                r#"<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>"#,
            ),
            "type_unknown",
        ),
        (
            sent("pagina.html", "<!doctype html><script>alert(1)</script>"),
            "type_unknown",
        ),
        (
            sent("pagina.pdf", "\u{feff} \n<HTML><body onload=alert(1)>"),
            "type_unknown",
        ),
        (sent("nota.pdf", "Esto es texto."), "type_unknown"),
        (
            sent(
                "programa.pdf",
                b"MZ\x90\0\x03\0\0\0\x04\0\0\0\xff\xff".as_slice(),
            ),
            "type_unknown",
        ),
        (
            sent(
                "programa.jpg",
                b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0".as_slice(),
            ),
            "type_unknown",
        ),
        (sent("guion.png", "#!/bin/sh\necho hola\n"), "type_unknown"),
        (sent("documento.docx", zip()), "type_unknown"),
        (sent("archivo.pdf", zip()), "type_unknown"),
        (
            sent("animacion.gif", b"GIF89a\x01\0\x01\0\0\0\0;".as_slice()),
            "type_unknown",
        ),
        (
            sent("hoja.pdf", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".as_slice()),
            "type_unknown",
        ),
        (
            sent("basura.pdf", b" %PDF-1.7 one byte late %%EOF".as_slice()),
            "pdf_damaged",
        ),
    ]
}

/// Two things at once.
fn hiding() -> Vec<(Sent, &'static str)> {
    let png = picture(ImageFormat::Png, 8, 8);
    let jpeg = picture(ImageFormat::Jpeg, 8, 8);
    let comment = |text: &[u8]| {
        let length = u16::try_from(text.len() + 2).unwrap().to_be_bytes();
        [&jpeg[..2], &[0xff, 0xfe], &length, text, &jpeg[2..]].concat()
    };
    vec![
        (
            sent("foto.png", [png.as_slice(), &zip()].concat()),
            "hidden_content",
        ),
        (
            sent("foto.jpg", [jpeg.as_slice(), &zip()].concat()),
            "hidden_content",
        ),
        (
            sent("foto.jpg", [jpeg.as_slice(), &pdf(b"")].concat()),
            "hidden_content",
        ),
        (
            sent("foto.jpg", [jpeg.as_slice(), b"Rar!\x1a\x07\0"].concat()),
            "hidden_content",
        ),
        (
            sent("foto.jpg", comment(b"<ScRiPt>alert(1)</script>")),
            "hidden_content",
        ),
        (
            sent("foto.jpg", comment(b"<?php system($_GET['c']); ?>")),
            "hidden_content",
        ),
        (
            sent("foto.jpg", comment(b"<!DOCTYPE html>")),
            "hidden_content",
        ),
        (
            sent("doc.pdf", [pdf(b"").as_slice(), &zip()].concat()),
            "hidden_content",
        ),
        (
            sent("doc.pdf", pdf(b"% <html><script>alert(1)</script>\n")),
            "hidden_content",
        ),
    ]
}

/// Larger inside than outside, or broken.
fn bursting() -> Vec<(Sent, &'static str)> {
    let png = picture(ImageFormat::Png, 30, 30);
    let bomb = stream("/Filter /FlateDecode", &deflate(&vec![b' '; 15 << 20]));
    vec![
        (
            sent("bomba.png", png_claiming(60_000, 60_000)),
            "image_too_large",
        ),
        (
            sent("bomba.png", png_claiming(11_000, 11_000)),
            "image_too_large",
        ),
        (
            sent("bomba.png", png_claiming(u32::MAX >> 1, 2)),
            "image_too_large",
        ),
        (sent("cortada.png", &png[..png.len() / 2]), "image_damaged"),
        (
            sent("cortada.jpg", &picture(ImageFormat::Jpeg, 30, 30)[..40]),
            "image_damaged",
        ),
        (sent("cabecera.png", &png[..8]), "image_damaged"),
        (sent("bomba.pdf", pdf(&bomb.repeat(14))), "pdf_unreadable"),
        (sent("cortado.pdf", &pdf(b"")[..100]), "pdf_damaged"),
        (
            sent("cola.pdf", [pdf(b"").as_slice(), b"MZ and more"].concat()),
            "pdf_damaged",
        ),
        (
            sent("version.pdf", b"%PDF-9.9\nstartxref\n0\n%%EOF".as_slice()),
            "pdf_damaged",
        ),
    ]
}

/// PDFs that would run, open or carry something.
fn active() -> Vec<(Sent, &'static str)> {
    let objects = |body: &[u8]| {
        pdf(&stream(
            "/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode",
            &deflate(body),
        ))
    };
    let code = "pdf_active_content";
    vec![
        (
            sent(
                "js.pdf",
                pdf(b"4 0 obj << /S /JavaScript /JS (app.alert(1)) >> endobj"),
            ),
            code,
        ),
        (
            sent(
                "js.pdf",
                pdf(b"4 0 obj << /S /J#61va#53cript /JS (app.alert(1)) >> endobj"),
            ),
            code,
        ),
        (
            sent(
                "js.pdf",
                pdf(b"4 0 obj <</S/JavaScript/JS(app.alert(1))>> endobj"),
            ),
            code,
        ),
        (
            sent(
                "js.pdf",
                objects(b"5 0 << /S /JavaScript /JS (app.alert(1)) >>"),
            ),
            code,
        ),
        (
            sent(
                "js.pdf",
                objects(b"5 0 <</S/#4a#61#76#61#53#63#72#69#70#74>>"),
            ),
            code,
        ),
        (
            sent(
                "rendicion.pdf",
                pdf(b"4 0 obj <</S/Rendition/OP 0/JS(app.alert\\(1\\))>> endobj"),
            ),
            code,
        ),
        (sent("js.pdf", pdf(b"4 0 obj << /JS 5 0 R >> endobj")), code),
        (
            sent(
                "diferencias.pdf",
                pdf(&stream(
                    "/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /DecodeParms << /Predictor 12 /Columns 4 >>",
                    &deflate(&differences(
                        b"3 0 <</S/JavaScript/JS(app.alert\\(1\\))>>",
                        4,
                    )),
                )),
            ),
            code,
        ),
        (
            sent(
                "diferencias.pdf",
                pdf(&stream(
                    "/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /DecodeParms << /Predictor 12 /Columns 9 0 R >>",
                    &deflate(&differences(b"3 0 << /S /JavaScript >>", 4)),
                )),
            ),
            "pdf_unreadable",
        ),
        (
            sent(
                "lanza.pdf",
                pdf(b"4 0 obj << /S /Launch /F (calc.exe) >> endobj"),
            ),
            code,
        ),
        (
            sent(
                "adjunto.pdf",
                pdf(b"4 0 obj << /Type /EmbeddedFile >> endobj"),
            ),
            code,
        ),
        (
            sent(
                "formulario.pdf",
                pdf(b"4 0 obj << /S /SubmitForm /F (https://x.example) >> endobj"),
            ),
            code,
        ),
        (sent("xfa.pdf", pdf(b"4 0 obj << /XFA [] >> endobj")), code),
        (
            sent(
                "video.pdf",
                pdf(b"4 0 obj << /Subtype /RichMedia >> endobj"),
            ),
            code,
        ),
        (
            sent("clave.pdf", pdf(b"4 0 obj << /Encrypt 5 0 R >> endobj")),
            "pdf_encrypted",
        ),
        (
            sent(
                "filtro.pdf",
                pdf(&stream(
                    "/Type /ObjStm /Filter [/ASCIIHexDecode /FlateDecode]",
                    b"789c",
                )),
            ),
            "pdf_unreadable",
        ),
    ]
}
