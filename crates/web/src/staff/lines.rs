//! Lists of short lines (opening hours) in one text field.

/// One entry per line that says something.
pub fn as_lines(text: &str) -> Vec<String> {
    text.lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .map(str::to_owned)
        .collect()
}

/// The entries below each other.
pub fn as_text(lines: &[String]) -> String {
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn empty_lines_are_nobodys_opening_hours() {
        let lines = as_lines(" Lunes a viernes, 8:00 a 16:00 \n\n  \nSábados, 9:00 a 12:00");
        assert_eq!(
            lines,
            ["Lunes a viernes, 8:00 a 16:00", "Sábados, 9:00 a 12:00"]
        );
        assert_eq!(as_lines(&as_text(&lines)), lines);
    }
}
