//! The picture of a municipality or a person, or a stand-in of the same size.

use leptos::prelude::*;

/// A coat of arms; without a picture a shield with initials. The name stands beside it, so it is decoration.
#[component]
pub fn CoatOfArms(
    /// Whose it is.
    #[prop(into)]
    name: String,
    /// Address of the picture.
    #[prop(optional_no_strip)]
    src: Option<String>,
    /// As large as in a page's head.
    #[prop(optional)]
    large: bool,
) -> impl IntoView {
    let class = if large { "arms arms--large" } else { "arms" };
    match src {
        Some(src) => view! { <img class=class src=src alt="" width="48" height="56" /> }.into_any(),
        None => view! {
            <svg class=class viewBox="0 0 48 56" aria-hidden="true">
                <path class="arms__field" d="M2 2h44v30c0 11-9 18-22 22C11 50 2 43 2 32z" />
                <path class="arms__chief" d="M3 3h42v11h-7v-4h-6v4h-5v-4h-6v4h-5v-4h-6v4H3z" />
                <text class="arms__initials" x="24" y="35" text-anchor="middle">{initials(&name)}</text>
            </svg>
        }
        .into_any(),
    }
}

/// A person: the picture, or initials.
#[component]
pub fn Avatar(
    /// Who it is.
    #[prop(into)]
    name: String,
    /// Address of the picture.
    #[prop(into, optional)]
    src: Option<String>,
) -> impl IntoView {
    match src {
        Some(src) => {
            view! { <img class="avatar" src=src alt="" width="40" height="40" /> }.into_any()
        }
        None => {
            view! { <span class="avatar" aria-hidden="true">{initials(&name)}</span> }.into_any()
        }
    }
}

/// First letters of the first and the last word that is a name: not "Municipalidad", not "de", not the level.
fn initials(name: &str) -> String {
    const SKIPPED: [&str; 9] = [
        "municipalidad",
        "distrital",
        "provincial",
        "centro",
        "poblado",
        "de",
        "del",
        "la",
        "y",
    ];
    let mut letters = name
        .split_whitespace()
        .filter(|word| !SKIPPED.contains(&word.to_lowercase().as_str()))
        .filter_map(|word| word.chars().next());
    let first = letters.next();
    first
        .into_iter()
        .chain(letters.next_back())
        .flat_map(char::to_uppercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_come_from_the_name_and_not_from_the_office() {
        assert_eq!(initials("Municipalidad Provincial de Piura"), "P");
        assert_eq!(
            initials("Municipalidad Distrital de Coronel Gregorio Albarracín Lanchipa"),
            "CL"
        );
        assert_eq!(initials("ángela ñaupari"), "ÁÑ");
        assert_eq!(initials(""), "");
    }
}
