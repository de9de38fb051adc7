//! Where a place lies in Peru, drawn by ourselves: an outline and a mark. No tiles are asked of anybody, so nobody learns
//! who looks.

use leptos::prelude::*;
use shared::features::content::OfficePublic;

use crate::i18n::t;

/// The outline of the country, coarse: tenths of a degree west of Greenwich and south of the equator.
const OUTLINE: [(u16, u16); 62] = [
    (803, 34),
    (808, 36),
    (811, 41),
    (813, 47),
    (809, 51),
    (812, 58),
    (808, 64),
    (799, 69),
    (795, 76),
    (790, 83),
    (786, 91),
    (782, 101),
    (777, 109),
    (773, 117),
    (771, 121),
    (767, 128),
    (763, 138),
    (762, 144),
    (752, 153),
    (742, 158),
    (729, 165),
    (720, 170),
    (714, 176),
    (704, 184),
    (698, 182),
    (698, 177),
    (694, 174),
    (690, 166),
    (689, 162),
    (694, 156),
    (692, 150),
    (688, 142),
    (690, 130),
    (687, 125),
    (696, 110),
    (706, 110),
    (706, 95),
    (713, 100),
    (722, 100),
    (732, 94),
    (730, 90),
    (738, 77),
    (740, 75),
    (737, 68),
    (731, 65),
    (732, 59),
    (729, 51),
    (720, 46),
    (709, 44),
    (700, 43),
    (707, 37),
    (701, 28),
    (714, 23),
    (729, 24),
    (736, 13),
    (744, 5),
    (752, 1),
    (756, 16),
    (767, 26),
    (783, 34),
    (790, 50),
    (796, 44),
];
/// The west and north edges of the drawing, in tenths of a degree.
const WEST: u16 = 820;
const NORTH: u16 = 0;

/// A place by its coordinates, in millionths of a degree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Spot {
    latitude: i32,
    longitude: i32,
}

impl Spot {
    /// Where an office is, when it says so.
    pub(super) fn of(office: &OfficePublic) -> Option<Self> {
        Some(Self {
            latitude: office.latitude_e6?,
            longitude: office.longitude_e6?,
        })
    }

    /// For the person's own map application (RFC 5870).
    pub(super) fn geo(&self) -> String {
        format!("geo:{}", self.pair())
    }

    /// For a map in the browser.
    pub(super) fn open_street_map(&self) -> String {
        let (latitude, longitude) = (degrees(self.latitude), degrees(self.longitude));
        format!(
            "https://www.openstreetmap.org/?mlat={latitude}&mlon={longitude}#map=17/{latitude}/{longitude}"
        )
    }

    /// `-5.194490,-80.632820`
    pub(super) fn pair(&self) -> String {
        format!("{},{}", degrees(self.latitude), degrees(self.longitude))
    }

    /// Its place in the drawing, whose unit is a tenth of a degree.
    fn point(&self) -> (f64, f64) {
        let x = f64::from(WEST) + f64::from(self.longitude) / 100_000.0;
        let y = -f64::from(self.latitude) / 100_000.0 - f64::from(NORTH);
        (x.clamp(0.0, 140.0), y.clamp(0.0, 190.0))
    }
}

fn degrees(millionths: i32) -> String {
    let sign = if millionths < 0 { "-" } else { "" };
    let whole = millionths.unsigned_abs();
    format!("{sign}{}.{:06}", whole / 1_000_000, whole % 1_000_000)
}

/// The drawing, with its words for those who do not see it.
pub(super) fn locator(spot: &Spot, place: &str) -> impl IntoView + use<> {
    let outline = OUTLINE.map(|(west, south)| format!("{},{}", WEST - west, south - NORTH));
    let (x, y) = spot.point();
    let (x, y) = (format!("{x:.1}"), format!("{y:.1}"));
    let words = t::LOCATION_MAP_ALT.with(&[("place", place)]);
    view! {
        <figure class="locator">
            <svg class="locator__map" viewBox="0 0 140 190" role="img" aria-label=words>
                <polygon class="locator__land" points=outline.join(" ")></polygon>
                <circle class="locator__ring" cx=x.clone() cy=y.clone() r="9"></circle>
                <circle class="locator__spot" cx=x cy=y r="3.2"></circle>
            </svg>
            <figcaption class="u-small u-muted">{t::LOCATION_MAP_NOTE.s()}" "<span class="u-num">{spot.pair()}</span></figcaption>
        </figure>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PIURA: Spot = Spot {
        latitude: -5_194_490,
        longitude: -80_632_820,
    };

    #[test]
    fn coordinates_are_written_with_all_their_digits() {
        assert_eq!(PIURA.geo(), "geo:-5.194490,-80.632820");
        let north = Spot {
            latitude: 50_000,
            longitude: -79_000_001,
        };
        assert_eq!(north.pair(), "0.050000,-79.000001");
    }

    #[test]
    fn a_place_lies_in_the_drawing_where_it_lies_in_the_country() {
        let (x, y) = PIURA.point();
        assert!((x - 13.67).abs() < 0.1 && (y - 51.94).abs() < 0.1);
    }
}
