//! How a page will look: the part of Markdown that people use, drawn as elements, so that nothing typed becomes HTML.
//! What is published is rendered by the API.

use leptos::prelude::*;

/// A block of text.
#[derive(Debug, PartialEq, Eq)]
enum Block {
    /// With its level, 2 or more: the page's title is the first.
    Heading(usize, String),
    Paragraph(String),
    List(Vec<String>),
    Numbers(Vec<String>),
    Quote(String),
}

/// A piece of a line.
#[derive(Debug, PartialEq, Eq)]
enum Span {
    Plain(String),
    Strong(String),
    Emphasis(String),
    Link(String, String),
}

/// The text as elements.
pub(super) fn markdown(text: &str) -> AnyView {
    blocks(text).into_iter().map(draw).collect_view().into_any()
}

fn draw(block: Block) -> AnyView {
    let items = |lines: Vec<String>| {
        lines
            .iter()
            .map(|line| view! { <li>{inline(line)}</li> })
            .collect_view()
    };
    match block {
        Block::Heading(2, text) => view! { <h2>{inline(&text)}</h2> }.into_any(),
        Block::Heading(3, text) => view! { <h3>{inline(&text)}</h3> }.into_any(),
        Block::Heading(_, text) => view! { <h4>{inline(&text)}</h4> }.into_any(),
        Block::Paragraph(text) => view! { <p>{inline(&text)}</p> }.into_any(),
        Block::List(lines) => view! { <ul>{items(lines)}</ul> }.into_any(),
        Block::Numbers(lines) => view! { <ol>{items(lines)}</ol> }.into_any(),
        Block::Quote(text) => view! { <blockquote>{inline(&text)}</blockquote> }.into_any(),
    }
}

fn inline(text: &str) -> AnyView {
    spans(text)
        .into_iter()
        .map(|span| match span {
            Span::Plain(text) => text.into_any(),
            Span::Strong(text) => view! { <strong>{text}</strong> }.into_any(),
            Span::Emphasis(text) => view! { <em>{text}</em> }.into_any(),
            Span::Link(text, href) => {
                view! { <a href=href rel="external noopener" target="_blank">{text}</a> }.into_any()
            }
        })
        .collect_view()
        .into_any()
}

fn blocks(text: &str) -> Vec<Block> {
    let mut out = Vec::new();
    for line in text.lines().map(str::trim) {
        let heading = line.chars().take_while(|c| *c == '#').count();
        let numbered = line.split_once(". ").filter(|(number, _)| {
            !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())
        });
        let listed = line.strip_prefix("- ").or_else(|| line.strip_prefix("* "));
        match (out.last_mut(), listed, numbered) {
            _ if line.is_empty() => out.push(Block::Paragraph(String::new())),
            _ if (1..=4).contains(&heading)
                && line
                    .get(heading..)
                    .is_some_and(|rest| rest.starts_with(' ')) =>
            {
                let words = line.trim_start_matches('#').trim().to_owned();
                out.push(Block::Heading(heading.max(2), words));
            }
            (Some(Block::List(lines)), Some(item), _) => lines.push(item.to_owned()),
            (_, Some(item), _) => out.push(Block::List(vec![item.to_owned()])),
            (Some(Block::Numbers(lines)), _, Some((_, item))) => lines.push(item.to_owned()),
            (_, _, Some((_, item))) => out.push(Block::Numbers(vec![item.to_owned()])),
            _ if line.starts_with("> ") => {
                out.push(Block::Quote(line.trim_start_matches("> ").to_owned()))
            }
            (Some(Block::Paragraph(before)), ..) if !before.is_empty() => {
                before.push(' ');
                before.push_str(line);
            }
            _ => out.push(Block::Paragraph(line.to_owned())),
        }
    }
    out.retain(|block| *block != Block::Paragraph(String::new()));
    out
}

fn spans(text: &str) -> Vec<Span> {
    let mut out = Vec::new();
    let mut plain = String::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        if let Some((span, after)) = special(rest) {
            if !plain.is_empty() {
                out.push(Span::Plain(std::mem::take(&mut plain)));
            }
            out.push(span);
            rest = after;
        } else {
            plain.push(first);
            rest = rest.get(first.len_utf8()..).unwrap_or_default();
        }
    }
    if !plain.is_empty() {
        out.push(Span::Plain(plain));
    }
    out
}

/// A marked piece at the start of the text, and what follows it.
fn special(text: &str) -> Option<(Span, &str)> {
    if let Some((inside, after)) = text
        .strip_prefix("**")
        .and_then(|rest| rest.split_once("**"))
    {
        return (!inside.is_empty()).then(|| (Span::Strong(inside.to_owned()), after));
    }
    if let Some((inside, after)) = text.strip_prefix('*').and_then(|rest| rest.split_once('*')) {
        let emphasised = !inside.is_empty() && !inside.starts_with(' ');
        return emphasised.then(|| (Span::Emphasis(inside.to_owned()), after));
    }
    let (label, rest) = text.strip_prefix('[')?.split_once("](")?;
    let (href, after) = rest.split_once(')')?;
    let safe = href.starts_with("https://") || (href.starts_with('/') && !href.starts_with("//"));
    safe.then(|| (Span::Link(label.to_owned(), href.to_owned()), after))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(text: &str) -> Span {
        Span::Plain(text.to_owned())
    }

    #[test]
    fn headings_lists_and_paragraphs_are_told_apart() {
        let text =
            "# Historia\nFundada en\n1532.\n\n- uno\n- dos\n\n1. primero\n2. segundo\n> cita";
        assert_eq!(
            blocks(text),
            [
                Block::Heading(2, "Historia".into()),
                Block::Paragraph("Fundada en 1532.".into()),
                Block::List(vec!["uno".into(), "dos".into()]),
                Block::Numbers(vec!["primero".into(), "segundo".into()]),
                Block::Quote("cita".into()),
            ]
        );
    }

    #[test]
    fn marks_become_elements_and_dangerous_addresses_stay_text() {
        assert_eq!(
            spans("La **plaza** de *armas*, [ver](https://x.pe)"),
            [
                plain("La "),
                Span::Strong("plaza".into()),
                plain(" de "),
                Span::Emphasis("armas".into()),
                plain(", "),
                Span::Link("ver".into(), "https://x.pe".into()),
            ]
        );
        for text in [
            "[x](javascript:alert(1))",
            "<b>no</b>",
            "2 * 3 * 4",
            "[x](//evil.pe)",
        ] {
            assert!(
                spans(text)
                    .iter()
                    .all(|span| matches!(span, Span::Plain(_))),
                "{text}"
            );
        }
    }
}
