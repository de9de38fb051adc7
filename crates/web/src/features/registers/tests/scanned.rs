//! A page's markup, looked through without a browser.

/// The start tags of these elements inside the content of a page.
pub(super) fn tags<'a>(html: &'a str, names: &[&str]) -> Vec<&'a str> {
    let main = html.split("<main").nth(1).unwrap_or_default();
    let main = main.split("</main>").next().unwrap_or_default();
    let tags = main.split('<').skip(1);
    let starts = tags.filter_map(|tag| Some(tag.split_once('>')?.0));
    starts
        .filter(|tag| names.iter().any(|name| tag.split(' ').next() == Some(name)))
        .collect()
}

/// The value of an attribute, as it stands there.
pub(super) fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let sign = format!(" {name}=\"");
    tag.split_once(&sign)?.1.split('"').next()
}

/// The addresses of the chips: each is the list without one filter.
pub(super) fn chips(html: &str) -> Vec<String> {
    tags(html, &["a"])
        .into_iter()
        .filter(|tag| attribute(tag, "class") == Some("chip"))
        .filter_map(|tag| attribute(tag, "href"))
        .map(|href| href.replace("&amp;", "&"))
        .collect()
}
