//! The one font, for drawing and for measuring: Ubuntu Light, embedded in the program and, as a subset, in each document.

use anyhow::Context;
use epaint_default_fonts::UBUNTU_LIGHT;
use krilla::text::Font;
use skrifa::charmap::Charmap;
use skrifa::instance::{LocationRef, Size};
use skrifa::metrics::GlyphMetrics;
use skrifa::{FontRef, MetadataProvider};

/// A font that knows how wide its text is.
pub(super) struct Measured {
    pub(super) font: Font,
    characters: Charmap<'static>,
    /// In units of a font of size 1.
    widths: GlyphMetrics<'static>,
}

impl Measured {
    /// Reads the embedded font.
    pub(super) fn load() -> anyhow::Result<Self> {
        let font =
            Font::new(UBUNTU_LIGHT.into(), 0).context("la tipografía incluida está dañada")?;
        let measure = FontRef::new(UBUNTU_LIGHT)?;
        Ok(Self {
            font,
            characters: measure.charmap(),
            widths: measure.glyph_metrics(Size::new(1.0), LocationRef::default()),
        })
    }

    /// The text with what the font lacks (emoji, other scripts) as question marks, on one line.
    pub(super) fn drawable(&self, text: &str) -> String {
        text.chars()
            .map(|c| match c {
                c if c.is_control() || c == '\u{a0}' => ' ',
                c if self
                    .characters
                    .map(c)
                    .is_some_and(|glyph| glyph.to_u32() != 0) =>
                {
                    c
                }
                _ => '?',
            })
            .collect()
    }

    /// Width of a drawable text, in points. Kerning, which is not counted, only makes it narrower.
    pub(super) fn width(&self, text: &str, size: f32) -> f32 {
        let advance = |c| {
            let glyph = self.characters.map(c)?;
            self.widths.advance_width(glyph)
        };
        text.chars().filter_map(advance).sum::<f32>() * size
    }

    /// The text in lines no wider than this, broken at spaces; a word that is wider is broken where it must.
    pub(super) fn wrap(&self, text: &str, size: f32, width: f32) -> Vec<String> {
        let text = self.drawable(text);
        let mut lines = vec![String::new()];
        for word in text.split_whitespace() {
            let Some(line) = lines.last_mut() else { break };
            let gap = if line.is_empty() { "" } else { " " };
            let longer = format!("{line}{gap}{word}");
            if self.width(&longer, size) <= width {
                *line = longer;
            } else if line.is_empty() || self.width(word, size) > width {
                self.break_word(word, size, width, &mut lines);
            } else {
                lines.push(word.to_owned());
            }
        }
        lines
    }

    fn break_word(&self, word: &str, size: f32, width: f32, lines: &mut Vec<String>) {
        if lines.last().is_some_and(|line| !line.is_empty()) {
            lines.push(String::new());
        }
        for c in word.chars() {
            let Some(line) = lines.last_mut() else { return };
            line.push(c);
            if self.width(line, size) > width && line.chars().count() > 1 {
                line.pop();
                lines.push(c.to_string());
            }
        }
    }
}
