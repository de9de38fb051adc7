//! A shield that is nobody's: what a portal of the demo shows in place of a coat of arms.

use std::io::Cursor;

use actix_web::web::Bytes;
use image::{ImageFormat, Rgba, RgbaImage};

/// Pixels of each side.
pub(super) const SIDE: u32 = 192;

/// Points per pixel and axis that are looked at, so that edges are smooth.
const SAMPLES: u32 = 4;

/// What it shows, for those who do not see it.
pub(super) const ALT: &str = "Emblema de demostración: no es el escudo de la municipalidad";

/// Draws the shield in a colour: sun, hill and waves, below a plain chief.
///
/// # Errors
/// When the colour is none or the picture cannot be written; the demo brings its own colours.
pub(super) fn draw(color: &str) -> anyhow::Result<Bytes> {
    let [red, green, blue] = channels(color)?;
    let tint = |part: u8, share: u16| {
        let (part, share) = (u16::from(part), share.min(8));
        u8::try_from((part * share + 255 * (8 - share)) / 8).unwrap_or(u8::MAX)
    };
    let paint = |share: u16| [tint(red, share), tint(green, share), tint(blue, share)];
    let picture = RgbaImage::from_fn(SIDE, SIDE, |x, y| {
        let mut sum = [0_u32; 4];
        for step in 0..SAMPLES * SAMPLES {
            let at = |pixel: u32, part: u32| {
                let points = pixel * SAMPLES * 2 + part * 2 + 1;
                f64::from(points) / f64::from(SIDE * SAMPLES)
            };
            let (x, y) = (at(x, step % SAMPLES) - 1.0, at(y, step / SAMPLES) - 1.0);
            if let Some(share) = field(x, y) {
                for (total, part) in sum.iter_mut().zip(paint(share)) {
                    *total += u32::from(part);
                }
                let [.., inside] = &mut sum;
                *inside += 1;
            }
        }
        let [red, green, blue, inside] = sum;
        let mean = |total: u32| u8::try_from(total / inside.max(1)).unwrap_or(u8::MAX);
        let alpha = u8::try_from(inside * 255 / (SAMPLES * SAMPLES)).unwrap_or(u8::MAX);
        Rgba([mean(red), mean(green), mean(blue), alpha])
    });
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, ImageFormat::Png)?;
    Ok(Bytes::from(bytes.into_inner()))
}

/// How much of the colour, in eighths, stands at a point of the square from -1 to 1; `None` outside of the shield.
fn field(x: f64, y: f64) -> Option<u16> {
    let inside = |margin: f64| {
        let half = 0.82 - margin;
        let foot = ((y + 0.05) / 1.0).clamp(0.0, 1.0);
        x.abs() <= half * (1.0 - foot * foot).sqrt()
            && (-0.92 + margin..=0.95 - margin).contains(&y)
    };
    if !inside(0.0) {
        return None;
    }
    if !inside(0.07) || y < -0.55 {
        return Some(8);
    }
    let sun = x.hypot(y + 0.2) < 0.2;
    let hill = y > 0.1 + 0.55 * (x + 0.18).abs() - 0.25;
    let wave = y > 0.42 + 0.05 * (x * 12.0).sin();
    let crest = ((y - 0.05 * (x * 12.0).sin()) * 8.0).rem_euclid(2.0) < 0.8;
    Some(match (wave, hill, sun) {
        (true, ..) if crest => 7,
        (true, ..) => 3,
        (_, true, _) => 5,
        (_, _, true) => 6,
        _ => 1,
    })
}

fn channels(color: &str) -> anyhow::Result<[u8; 3]> {
    let digits = color.strip_prefix('#').unwrap_or(color);
    let bytes = hex::decode(digits)?;
    <[u8; 3]>::try_from(bytes).map_err(|_| anyhow::anyhow!("{color} is no colour"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shield_fills_its_square_and_leaves_the_corners_free() {
        let bytes = draw("#0b3d91").unwrap();
        let picture = image::load_from_memory(&bytes).unwrap().into_rgba8();
        assert_eq!((picture.width(), picture.height()), (SIDE, SIDE));
        assert_eq!(picture.get_pixel(2, 2).0[3], 0);
        assert_eq!(picture.get_pixel(SIDE / 2, 14).0, [0x0b, 0x3d, 0x91, 255]);
        assert_eq!(picture.get_pixel(SIDE / 2, SIDE / 2).0[3], 255);
    }

    #[test]
    fn what_is_no_colour_is_refused() {
        assert!(draw("azul").is_err());
    }
}
