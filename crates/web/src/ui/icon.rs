//! Icons from the sprite that the build makes of `icons.txt`.

use leptos::prelude::*;

/// An icon of the sprite. Decoration unless it has a `label`; a word beside it is better than a label.
#[component]
pub fn Icon(
    /// The icon's name, as in `icons.txt`.
    name: &'static str,
    /// What a screen reader says, for an icon that stands alone.
    #[prop(into, optional)]
    label: String,
) -> impl IntoView {
    let href = format!("{}#{name}", crate::page::asset("sprite.svg"));
    let hidden = label.is_empty();
    view! {
        <svg
            class="icon"
            viewBox="0 0 24 24"
            aria-hidden=hidden.then_some("true")
            role=(!hidden).then_some("img")
            aria-label=(!hidden).then_some(label)
        >
            <use href=href></use>
        </svg>
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::Path;

    /// The words that stand between quotes right after `mark`.
    fn after<'a>(source: &'a str, mark: &str) -> Vec<&'a str> {
        let pieces = source.split(mark).skip(1);
        pieces.filter_map(|piece| piece.split('"').next()).collect()
    }

    fn sources(dir: &Path, out: &mut Vec<String>) {
        for entry in std::fs::read_dir(dir).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                sources(&path, out);
            } else if path.extension().is_some_and(|kind| kind == "rs") {
                out.push(std::fs::read_to_string(path).unwrap());
            }
        }
    }

    #[test]
    fn the_sprite_has_the_icons_that_pages_name_and_no_others() {
        let sprite: BTreeSet<&str> = include_str!("../../icons.txt").lines().collect();
        let mut files = Vec::new();
        sources(
            &Path::new(env!("CARGO_MANIFEST_DIR")).join("src"),
            &mut files,
        );
        let marks = ["<Icon name=\"", " icon=\"", "icon: \""];
        let named: BTreeSet<&str> = files
            .iter()
            .flat_map(|source| marks.into_iter().flat_map(|mark| after(source, mark)))
            .filter(|name| !name.is_empty() && !name.contains('{'))
            .collect();
        assert!(named.len() > 30);
        let missing: Vec<_> = named.difference(&sprite).collect();
        assert!(missing.is_empty(), "not in icons.txt: {missing:?}");
        // Every page loads the sprite: an icon that no page shows is a weight on all of them.
        let idle: Vec<_> = sprite
            .iter()
            .filter(|name| {
                let quoted = format!("\"{name}\"");
                !files.iter().any(|source| source.contains(&quoted))
            })
            .collect();
        assert!(idle.is_empty(), "only in icons.txt: {idle:?}");
    }
}
