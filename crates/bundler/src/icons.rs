//! The icon sprite: the Lucide drawings that `icons.txt` names, one `<symbol>` each, under their licence notice.

use std::collections::BTreeSet;
use std::path::Path;

use anyhow::{Context, Result};

use crate::files;

/// How Lucide draws; its files say so on the element that the sprite replaces.
const STROKE: &str = "viewBox=\"0 0 24 24\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"2\" \
                      stroke-linecap=\"round\" stroke-linejoin=\"round\"";

/// Writes the sprite of the listed icons; `package` is the folder of `lucide-static`.
pub(crate) fn sprite(list: &Path, package: &Path) -> Result<String> {
    let licence = files::read_text(&package.join("LICENSE"))?;
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\"><metadata>Icons: Lucide\n\n{}</metadata>",
        // As text, because a comment may not contain the licence's own dashes.
        licence.trim().replace('&', "&amp;").replace('<', "&lt;")
    );
    for name in names(&files::read_text(list)?) {
        let file = package.join("icons").join(format!("{name}.svg"));
        let drawing = files::read_text(&file).with_context(|| {
            format!(
                "{} names the icon {name}, which Lucide does not have",
                list.display()
            )
        })?;
        let inner =
            inner(&drawing).with_context(|| format!("{} is not a drawing", file.display()))?;
        out.push_str(&format!("<symbol id=\"{name}\" {STROKE}>{inner}</symbol>"));
    }
    out.push_str("</svg>\n");
    Ok(out)
}

fn names(list: &str) -> BTreeSet<&str> {
    list.lines()
        .map(str::trim)
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .collect()
}

/// What stands inside `<svg …>`, without line ends.
fn inner(drawing: &str) -> Option<String> {
    let (_, rest) = drawing.split_once("<svg")?;
    let (_, rest) = rest.split_once('>')?;
    let (inner, _) = rest.split_once("</svg>")?;
    Some(inner.lines().map(str::trim).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_icon_stands_once_however_often_it_is_listed() {
        let names = names("# shell\nmenu\nsearch\n\nmenu\n");
        assert_eq!(names.into_iter().collect::<Vec<_>>(), ["menu", "search"]);
    }

    #[test]
    fn the_drawing_is_taken_out_of_its_element() {
        let drawing = "<!-- @license -->\n<svg\n  class=\"x\"\n>\n  <path d=\"M4 5h16\" />\n  <path d=\"M4 12h16\" />\n</svg>\n";
        assert_eq!(
            inner(drawing).unwrap(),
            "<path d=\"M4 5h16\" /><path d=\"M4 12h16\" />"
        );
    }
}
