//! Peru as tiles: one for each of the 25 departments (with Callao), each about where it lies, none too small to touch.

use leptos::prelude::*;

use crate::format::integer;
use crate::i18n::t;

/// One department's number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DepartmentCount {
    /// INEI's code of the department, "01" to "25".
    pub code: String,
    /// Its name.
    pub name: String,
    /// The number.
    pub count: u64,
    /// The records behind it.
    pub href: String,
}

/// Peru as a grid of links. Darker means more; the number itself stands in every tile.
#[component]
pub fn TileMap(
    /// What is counted.
    #[prop(into)]
    label: String,
    /// One number for each department; unknown codes are left out.
    #[prop(into)]
    departments: Signal<Vec<DepartmentCount>>,
    /// The code of the chosen department.
    #[prop(into, optional)]
    selected: Signal<Option<String>>,
) -> impl IntoView {
    let tiles = move || {
        let all = departments.get();
        let most = all
            .iter()
            .map(|department| department.count)
            .max()
            .unwrap_or(0);
        all.into_iter()
            .filter_map(|department| tile(department, most, selected))
            .collect_view()
    };
    view! {
        <nav class="map" aria-label=label>
            <ul class="map__tiles" role="list">{tiles}</ul>
            <p class="map__legend" aria-hidden="true">
                <span>{t::UI_MAP_LESS.s()}</span>
                {(0..5).map(|level| view! { <span class=format!("map__key map__key--{level}")></span> }).collect_view()}
                <span>{t::UI_MAP_MORE.s()}</span>
            </p>
        </nav>
    }
}

fn tile(
    department: DepartmentCount,
    most: u64,
    selected: Signal<Option<String>>,
) -> Option<impl IntoView> {
    let short = abbreviation(&department.code)?;
    let class = format!(
        "map__tile map__tile--{} map__tile--d{}",
        level(department.count, most),
        department.code
    );
    let code = department.code;
    let chosen = move || {
        selected
            .with(|selected| selected.as_deref() == Some(&code))
            .then_some("true")
    };
    Some(view! {
        <li class=class>
            <a class="map__link" href=department.href aria-current=chosen>
                <abbr class="map__short" aria-hidden="true" title=department.name.clone()>{short}</abbr>
                <span class="map__name">{department.name}</span>
                <span class="map__count">{integer(department.count)}</span>
            </a>
        </li>
    })
}

/// Five shades by share of the largest: 0 is none at all.
fn level(count: u64, most: u64) -> u64 {
    match count {
        0 => 0,
        _ => (count * 4).div_ceil(most.max(1)).clamp(1, 4),
    }
}

/// Three letters for a tile of 44 px.
fn abbreviation(code: &str) -> Option<&'static str> {
    const SHORT: [&str; 25] = [
        "AMA", "ÁNC", "APU", "ARE", "AYA", "CAJ", "CAL", "CUS", "HVC", "HUC", "ICA", "JUN", "LAL",
        "LAM", "LIM", "LOR", "MDD", "MOQ", "PAS", "PIU", "PUN", "SAM", "TAC", "TUM", "UCA",
    ];
    SHORT
        .get(code.parse::<usize>().ok()?.checked_sub(1)?)
        .copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_department_has_its_tile_and_unknown_codes_have_none() {
        assert_eq!(abbreviation("01"), Some("AMA"));
        assert_eq!(abbreviation("07"), Some("CAL"));
        assert_eq!(abbreviation("25"), Some("UCA"));
        assert_eq!(abbreviation("26"), None);
        assert_eq!(abbreviation("00"), None);
        assert_eq!(abbreviation("xx"), None);
    }

    #[test]
    fn a_department_with_something_never_looks_like_one_with_nothing() {
        assert_eq!(level(0, 100), 0);
        assert_eq!(level(1, 1_000), 1);
        assert_eq!(level(100, 100), 4);
        assert_eq!(level(0, 0), 0);
    }
}
