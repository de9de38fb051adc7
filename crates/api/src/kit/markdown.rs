//! Markdown of people as HTML that harms nobody.

/// Raw HTML in it is dropped by the parser and again by the sanitiser.
pub(crate) fn html(markdown: &str) -> String {
    let mut options = comrak::Options::default();
    options.extension.table = true;
    options.extension.strikethrough = true;
    options.extension.autolink = true;
    ammonia::clean(&comrak::markdown_to_html(markdown, &options))
}
