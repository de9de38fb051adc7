//! Just enough of HTML to see whether what the server wrote holds together: balanced elements, quoted attributes, ids
//! that stand once. What a validator knows beyond that, the browser tests ask.

use std::collections::BTreeSet;

const VOID: [&str; 9] = [
    "area", "br", "col", "hr", "img", "input", "link", "meta", "source",
];
const RAW: [&str; 3] = ["script", "style", "title"];

/// What is wrong with a document, in the order in which it stands.
pub(super) fn faults(html: &str) -> Vec<String> {
    let mut faults = Vec::new();
    let (mut open, mut ids): (Vec<&str>, BTreeSet<&str>) = Default::default();
    let mut rest = html;
    while let Some((_, after)) = rest.split_once('<') {
        if after.starts_with('!') {
            rest = after.split_once('>').map_or("", |(_, rest)| rest);
            continue;
        }
        let Some((tag, next)) = split_tag(after) else {
            faults.push(format!("a tag that does not end: {after:.40}"));
            return faults;
        };
        rest = next;
        if let Some(name) = tag.strip_prefix('/') {
            if open.pop() != Some(name) {
                faults.push(format!("</{name}> closes another element"));
                return faults;
            }
            continue;
        }
        let name = tag.split([' ', '/']).next().unwrap_or_default();
        if let Some(id) = attribute(tag, "id")
            && !ids.insert(id)
        {
            faults.push(format!("the id {id} stands twice"));
        }
        if tag.ends_with('/') || VOID.contains(&name) {
            continue;
        }
        open.push(name);
        if RAW.contains(&name) {
            let end = rest.find(&format!("</{name}>")).unwrap_or(rest.len());
            rest = &rest[end..];
        }
    }
    faults.extend(open.iter().map(|name| format!("<{name}> stays open")));
    faults
}

/// A tag without its brackets, and what follows it; brackets inside quotes are text.
fn split_tag(text: &str) -> Option<(&str, &str)> {
    let mut quoted = false;
    for (at, character) in text.char_indices() {
        match character {
            '"' => quoted = !quoted,
            '>' if !quoted => return Some((&text[..at], &text[at + 1..])),
            _ => {}
        }
    }
    None
}

/// The value of an attribute of a tag.
pub(super) fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let (_, value) = tag.split_once(&format!(" {name}=\""))?;
    value.split_once('"').map(|(value, _)| value)
}

/// The value of `wanted` in the first tag that has all of `signs` in it.
pub(super) fn value_of<'a>(html: &'a str, signs: &[&str], wanted: &str) -> Option<&'a str> {
    let mut tags = html.split('<').filter_map(split_tag).map(|(tag, _)| tag);
    let tag = tags.find(|tag| signs.iter().all(|sign| tag.contains(sign)))?;
    attribute(tag, wanted)
}

/// What stands between two marks.
pub(super) fn between<'a>(html: &'a str, from: &str, to: &str) -> Option<&'a str> {
    let (_, after) = html.split_once(from)?;
    after.split_once(to).map(|(inside, _)| inside)
}

/// The characters a reader sees of a piece of HTML.
pub(super) fn text(html: &str) -> String {
    let pieces = html
        .split('<')
        .map(|piece| piece.split_once('>').map_or(piece, |(_, text)| text));
    let text: String = pieces.collect();
    text.replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&")
}

#[test]
fn what_does_not_hold_together_is_found() {
    let good =
        r#"<!doctype html><html><p id="a" title="x > y">b<br>c</p><script>"</p>"</script></html>"#;
    assert_eq!(faults(good), Vec::<String>::new());
    for bad in [
        "<p><b></p></b>",
        "<ul><li></ul>",
        r#"<p id="a"></p><p id="a"></p>"#,
        "<p",
        "<div>",
    ] {
        assert!(!faults(bad).is_empty(), "{bad}");
    }
}
