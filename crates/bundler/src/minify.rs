//! Takes comments and needless white space out of CSS, and nothing else: no rule is merged, reordered or rewritten.

use std::iter::Peekable;
use std::str::Chars;

/// The same style sheet with fewer bytes.
pub(crate) fn css(source: &str) -> String {
    let mut out = String::with_capacity(source.len());
    let mut chars = source.chars().peekable();
    let mut space = false;
    while let Some(c) = chars.next() {
        match c {
            '/' if chars.peek() == Some(&'*') => {
                skip_comment(&mut chars);
                space = true;
            }
            c if c.is_whitespace() => space = true,
            c => {
                separate(&mut out, space, c);
                space = false;
                match c {
                    '"' | '\'' => copy_string(&mut out, &mut chars, c),
                    '}' => close_block(&mut out),
                    c => out.push(c),
                }
            }
        }
    }
    out
}

/// Keeps one space where it may mean something: `a :hover`, `1px + 2px`, `and (`.
fn separate(out: &mut String, space: bool, next: char) {
    let after = out.chars().next_back();
    let glued = matches!(next, '{' | '}' | ';' | ',')
        || after.is_none_or(|c| matches!(c, '{' | '}' | ';' | ',' | ':'));
    if space && !glued {
        out.push(' ');
    }
}

/// The last declaration of a block needs no semicolon.
fn close_block(out: &mut String) {
    if out.ends_with(';') {
        out.pop();
    }
    out.push('}');
}

fn skip_comment(chars: &mut Peekable<Chars>) {
    let mut last = ' ';
    chars.next();
    for c in chars {
        if last == '*' && c == '/' {
            return;
        }
        last = c;
    }
}

fn copy_string(out: &mut String, chars: &mut Peekable<Chars>, quote: char) {
    out.push(quote);
    let mut escaped = false;
    for c in chars {
        out.push(c);
        if c == quote && !escaped {
            return;
        }
        escaped = c == '\\' && !escaped;
    }
}

#[cfg(test)]
mod tests {
    use super::css;

    #[test]
    fn comments_and_line_ends_go() {
        let source = "/* head */\na , b {\n  color : red;\n  margin: 0 auto;\n}\n\n@media (min-width: 20em) { p { x: y } }\n";
        assert_eq!(
            css(source),
            "a,b{color :red;margin:0 auto}@media (min-width:20em){p{x:y}}"
        );
    }

    #[test]
    fn a_space_that_means_something_stays() {
        let source = "nav :hover > a { width: calc(1px + 2px); font: 1rem / 1.5 x } a:not(.b) .c + d { } a/**/b { }";
        assert_eq!(
            css(source),
            "nav :hover > a{width:calc(1px + 2px);font:1rem / 1.5 x}a:not(.b) .c + d{}a b{}"
        );
    }

    #[test]
    fn a_string_is_copied_as_it_stands() {
        let source =
            r#"a::before { content: "a  /* b */ ; \" }"; } b { background: url('x  y.svg') }"#;
        assert_eq!(
            css(source),
            r#"a::before{content:"a  /* b */ ; \" }"}b{background:url('x  y.svg')}"#
        );
    }
}
