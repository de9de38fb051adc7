//! Text for XML.

/// The text as it stands between tags or in an attribute: its signs escaped, and without the characters that XML 1.0 does
/// not know even escaped, for one of which a reader refuses the whole document.
pub(crate) fn text(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&apos;"),
            // As a reference, or else a reader makes a line break of it.
            '\r' => out.push_str("&#13;"),
            '\t' | '\n' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'.. => out.push(c),
            _ => {}
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_are_escaped_and_what_xml_does_not_know_is_left_out() {
        assert_eq!(
            text("<script>alert('a' & \"b\")</script>\u{0}\u{8}\u{ffff}ñ\u{1f600}\n"),
            "&lt;script&gt;alert(&apos;a&apos; &amp; &quot;b&quot;)&lt;/script&gt;ñ\u{1f600}\n"
        );
    }
}
