//! Keeping text that people wrote from being run by the spreadsheet that opens it, and taking that back.
//!
//! A cell that begins like a formula gets an apostrophe in front. So does what follows a `;`, a tab or a line break inside
//! a cell: Excel in Peru parts a CSV at semicolons, does not know our quotes in the middle of a line, and would begin a new
//! cell there. An apostrophe that already stands before such a beginning gets another, so that nothing is lost on the way
//! back.

use std::borrow::Cow;

/// What a spreadsheet takes for the beginning of a formula; the wide ones are those of Japanese keyboards.
const STARTS: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];
/// Where another program may begin a new cell.
const BREAKS: [char; 4] = [';', '\t', '\r', '\n'];

/// The text with no beginning of a formula in it.
pub fn neutralise(text: &str) -> Cow<'_, str> {
    if !text.contains(STARTS) {
        return Cow::Borrowed(text);
    }
    edit(text, |out, apostrophes| {
        out.push('\'');
        out.push_str(apostrophes);
    })
}

/// The text as it was before [`neutralise`].
pub fn restore(text: &str) -> Cow<'_, str> {
    if !text.contains('\'') {
        return Cow::Borrowed(text);
    }
    edit(text, |out, apostrophes| {
        out.push_str(apostrophes.strip_prefix('\'').unwrap_or(apostrophes));
    })
}

/// Rewrites the apostrophes before every beginning of a formula.
fn edit(text: &str, rewrite: impl Fn(&mut String, &str)) -> Cow<'_, str> {
    let mut out = String::with_capacity(text.len() + 2);
    for part in text.split_inclusive(BREAKS) {
        // Spaces and marks without width do not keep every program from seeing a formula behind them, nor do quotes, which
        // it takes for those of a cell.
        let behind = part.trim_start_matches(|c: char| {
            (c.is_whitespace() && !BREAKS.contains(&c))
                || matches!(c, '"' | '\u{feff}' | '\u{200b}'..='\u{200f}')
        });
        let bare = behind.trim_start_matches('\'');
        let lead = part.len() - behind.len();
        let marks = behind.len() - bare.len();
        if bare.starts_with(STARTS) {
            out.push_str(part.get(..lead).unwrap_or_default());
            rewrite(&mut out, behind.get(..marks).unwrap_or_default());
            out.push_str(bare);
        } else {
            out.push_str(part);
        }
    }
    if out == text {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(out)
    }
}
