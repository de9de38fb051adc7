//! Colours of a municipality: reading them, their contrast by WCAG 2.2, and tints that stay readable on any paper.
//!
//! It knows no stylesheet: the caller says which papers a theme has.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// The contrast that text needs (WCAG 2.2, 1.4.3, level AA).
pub const AA_TEXT: f64 = 4.5;

/// An sRGB colour, `#rrggbb` in text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Rgb {
    /// Red.
    pub r: u8,
    /// Green.
    pub g: u8,
    /// Blue.
    pub b: u8,
}

impl Rgb {
    /// Black.
    pub const BLACK: Self = Self::new(0, 0, 0);
    /// White.
    pub const WHITE: Self = Self::new(255, 255, 255);

    /// A colour from its channels.
    pub const fn new(r: u8, g: u8, b: u8) -> Self {
        Self { r, g, b }
    }

    /// Relative luminance, 0 (black) to 1 (white), as WCAG defines it.
    pub fn luminance(self) -> f64 {
        0.2126 * linear(self.r) + 0.7152 * linear(self.g) + 0.0722 * linear(self.b)
    }

    /// Contrast ratio with another colour, 1 to 21.
    pub fn contrast(self, other: Self) -> f64 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    /// Whether text of this colour may stand on that one.
    pub fn passes_aa(self, on: Self) -> bool {
        self.contrast(on) >= AA_TEXT
    }

    /// Black or white, whichever reads better on this colour; one of them always passes AA.
    pub fn ink(self) -> Self {
        if self.contrast(Self::WHITE) >= self.contrast(Self::BLACK) {
            Self::WHITE
        } else {
            Self::BLACK
        }
    }

    /// This colour with `part`/255 of another.
    pub fn mix(self, other: Self, part: u8) -> Self {
        Self::new(
            mix(self.r, other.r, part),
            mix(self.g, other.g, part),
            mix(self.b, other.b, part),
        )
    }
}

/// The papers of the light theme, the page first, as the design system has them.
pub const LIGHT_PAPERS: [Rgb; 3] = [
    Rgb::new(0xfb, 0xf9, 0xf5),
    Rgb::new(0xff, 0xff, 0xff),
    Rgb::new(0xf2, 0xee, 0xe6),
];
/// The papers of the dark theme, the page first.
pub const DARK_PAPERS: [Rgb; 3] = [
    Rgb::new(0x11, 0x17, 0x1b),
    Rgb::new(0x19, 0x21, 0x26),
    Rgb::new(0x0c, 0x11, 0x14),
];

/// The lowest contrast of a brand colour on light paper and on its own quiet background, where it stands as it is; the
/// dark theme has a tint of its own.
pub fn brand_contrast(brand: Rgb) -> f64 {
    let soft = soft_of(&LIGHT_PAPERS, brand);
    let grounds = LIGHT_PAPERS.iter().copied().chain(soft);
    grounds
        .map(|ground| brand.contrast(ground))
        .fold(f64::INFINITY, f64::min)
}

/// The quiet background that a brand colour makes of the page.
fn soft_of(papers: &[Rgb], brand: Rgb) -> Option<Rgb> {
    Some(papers.first()?.mix(brand, 20))
}

/// The colour itself where it reads on light paper, otherwise the nearest darker one that does.
pub fn nearest_brand(brand: Rgb) -> Rgb {
    (0..=u8::MAX)
        .map(|part| brand.mix(Rgb::BLACK, part))
        .find(|colour| brand_contrast(*colour) >= AA_TEXT)
        .unwrap_or(Rgb::BLACK)
}

/// The colours that a theme makes of a brand colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct Tints {
    /// Text, links and filled buttons: passes AA on every paper and on `soft`.
    pub text: Rgb,
    /// The same under the pointer: at least as readable.
    pub strong: Rgb,
    /// What is written on a fill of `text`.
    pub on_text: Rgb,
    /// A quiet background.
    pub soft: Rgb,
}

/// The tints of a brand colour on the papers of one theme; the first paper is the page.
///
/// `None` when no colour reads on all papers, as with one light and one dark paper, or without papers.
pub fn tints(brand: Rgb, papers: &[Rgb]) -> Option<Tints> {
    let soft = soft_of(papers, brand)?;
    let grounds = papers.iter().copied().chain([soft]).collect::<Vec<_>>();
    let worst = |colour: Rgb| {
        grounds
            .iter()
            .map(|paper| colour.contrast(*paper))
            .fold(f64::INFINITY, f64::min)
    };
    let pole = if worst(Rgb::BLACK) >= worst(Rgb::WHITE) {
        Rgb::BLACK
    } else {
        Rgb::WHITE
    };
    let text = (0..=u8::MAX)
        .map(|part| brand.mix(pole, part))
        .find(|colour| worst(*colour) >= AA_TEXT)?;
    let strong = [50, 80, 120]
        .into_iter()
        .map(|part| text.mix(pole, part))
        .find(|colour| *colour != text);
    let strong = strong
        .filter(|colour| worst(*colour) >= AA_TEXT)
        .unwrap_or(text);
    Some(Tints {
        text,
        strong,
        on_text: text.ink(),
        soft,
    })
}

impl fmt::Display for Rgb {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{:02x}{:02x}{:02x}", self.r, self.g, self.b)
    }
}

/// Why a text is not a colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ParseRgbError;

impl fmt::Display for ParseRgbError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Escriba el color como # y seis cifras hexadecimales, por ejemplo #1d4ed8")
    }
}

impl std::error::Error for ParseRgbError {}

impl FromStr for Rgb {
    type Err = ParseRgbError;

    /// Reads `#rrggbb` and `#rgb`, in either case.
    fn from_str(text: &str) -> Result<Self, ParseRgbError> {
        let digits = text
            .strip_prefix('#')
            .ok_or(ParseRgbError)?
            .chars()
            .map(|c| c.to_digit(16).and_then(|digit| u8::try_from(digit).ok()))
            .collect::<Option<Vec<_>>>()
            .ok_or(ParseRgbError)?;
        match digits.as_slice() {
            [r, g, b] => Ok(Self::new(r * 17, g * 17, b * 17)),
            [r, s, g, h, b, c] => Ok(Self::new(r * 16 + s, g * 16 + h, b * 16 + c)),
            _ => Err(ParseRgbError),
        }
    }
}

impl TryFrom<String> for Rgb {
    type Error = ParseRgbError;

    fn try_from(text: String) -> Result<Self, ParseRgbError> {
        text.parse()
    }
}

impl From<Rgb> for String {
    fn from(colour: Rgb) -> Self {
        colour.to_string()
    }
}

#[cfg(feature = "api")]
impl utoipa::PartialSchema for Rgb {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        utoipa::openapi::ObjectBuilder::new()
            .schema_type(utoipa::openapi::schema::Type::String)
            .description(Some("An sRGB colour, `#rrggbb`."))
            .pattern(Some("^#[0-9a-f]{6}$"))
            .into()
    }
}

#[cfg(feature = "api")]
impl utoipa::ToSchema for Rgb {}

fn linear(channel: u8) -> f64 {
    let value = f64::from(channel) / 255.0;
    if value <= 0.04045 {
        value / 12.92
    } else {
        ((value + 0.055) / 1.055).powf(2.4)
    }
}

fn mix(from: u8, to: u8, part: u8) -> u8 {
    let (from, to, part) = (u32::from(from), u32::from(to), u32::from(part));
    u8::try_from((from * (255 - part) + to * part + 127) / 255).unwrap_or(u8::MAX)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn contrast_is_the_one_of_the_standard() {
        assert!((Rgb::BLACK.contrast(Rgb::WHITE) - 21.0).abs() < 1e-9);
        let grey: Rgb = "#767676".parse().unwrap();
        assert!(
            grey.passes_aa(Rgb::WHITE),
            "the lightest grey that passes on white"
        );
        assert!(!"#777777".parse::<Rgb>().unwrap().passes_aa(Rgb::WHITE));
    }

    #[test]
    fn only_colours_are_read() {
        assert_eq!("#FfF".parse(), Ok(Rgb::WHITE));
        for text in [
            "",
            "#",
            "fff",
            "#ff",
            "#12345g",
            "#1234567",
            "#ññññññ",
            "red",
            "#fff;}",
        ] {
            assert_eq!(text.parse::<Rgb>(), Err(ParseRgbError), "{text}");
        }
    }

    #[test]
    fn no_tint_is_promised_where_none_can_read() {
        assert_eq!(
            tints(Rgb::new(29, 78, 216), &[Rgb::WHITE, Rgb::BLACK]),
            None
        );
        assert_eq!(tints(Rgb::WHITE, &[]), None);
    }

    #[test]
    fn a_brand_that_already_reads_is_left_as_it_is() {
        let blue = Rgb::new(29, 78, 216);
        assert_eq!(tints(blue, &[Rgb::WHITE]).unwrap().text, blue);
    }

    fn any_colour() -> impl Strategy<Value = Rgb> {
        (any::<u8>(), any::<u8>(), any::<u8>()).prop_map(|(r, g, b)| Rgb::new(r, g, b))
    }

    proptest! {
        #[test]
        fn tints_of_any_brand_read_on_light_and_dark_paper(
            brand in any_colour(), light in 235_u8..=255, raised in 235_u8..=255, dark in 0_u8..=40, lifted in 0_u8..=40,
        ) {
            let grey = |value| Rgb::new(value, value, value);
            for papers in [[grey(light), grey(raised)], [grey(dark), grey(lifted)]] {
                let tints = tints(brand, &papers).expect("a tint for ordinary paper");
                for ground in papers.into_iter().chain([tints.soft]) {
                    prop_assert!(tints.text.passes_aa(ground) && tints.strong.passes_aa(ground));
                }
                prop_assert!(tints.on_text.passes_aa(tints.text));
            }
        }

        #[test]
        fn the_nearest_brand_passes_and_a_passing_one_is_left_alone(brand in any_colour()) {
            let near = nearest_brand(brand);
            prop_assert!(brand_contrast(near) >= AA_TEXT && near.contrast(Rgb::WHITE) >= AA_TEXT);
            prop_assert_eq!(near == brand, brand_contrast(brand) >= AA_TEXT);
            prop_assert_eq!(tints(near, &LIGHT_PAPERS).unwrap().text, near);
        }

        #[test]
        fn colours_survive_writing(colour in any_colour()) {
            prop_assert_eq!(colour.to_string().parse(), Ok(colour));
            prop_assert!(colour.ink().passes_aa(colour));
        }
    }
}
