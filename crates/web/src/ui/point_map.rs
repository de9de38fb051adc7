//! Places as points over a grid of degrees, with a scale. No tiles of others: what is drawn is all there is, and every point
//! is a link whose words stand in a list behind the map.
//!
//! Everything is counted in whole numbers, from millionths of a degree: printing others weighs too much.

use leptos::prelude::*;

use super::details::Details;
use crate::i18n::t;

const WIDTH: i64 = 720;
const HEIGHT: i64 = 540;
/// What stays free around the points, for half a circle and the labels of the grid.
const MARGIN: i64 = 48;
/// The least that is shown, in millionths of a degree: about a kilometre.
const LEAST: i64 = 10_000;
/// Pixels between two lines of the grid, at least.
const APART: i64 = 130;
/// Pixels of the scale, at most.
const SCALE: i64 = 160;
/// Tenths of a millimetre of a millionth of a degree of latitude.
const TENTHS: i64 = 1_113;

/// A place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MapPoint {
    /// What it is.
    pub label: String,
    /// Where it is told.
    pub href: String,
    /// Millionths of a degree.
    pub latitude: i64,
    /// Millionths of a degree.
    pub longitude: i64,
}

/// The map, with its places as a list behind it.
#[component]
pub fn PointMap(
    /// What is shown.
    #[prop(into)]
    label: String,
    /// The places.
    points: Vec<MapPoint>,
) -> impl IntoView {
    let frame = Frame::of(&points);
    let (width, height) = (WIDTH.to_string(), HEIGHT.to_string());
    let box_of = format!("0 0 {WIDTH} {HEIGHT}");
    let grid = frame.grid().into_iter().map(line).collect_view();
    let circles = points
        .iter()
        .map(|point| {
            let (x, y) = frame.at(point.latitude, point.longitude);
            let (x, y) = (x.to_string(), y.to_string());
            view! {
                // Inside of a group the link is one of the drawing, not of the text.
                <g>
                    <a href=point.href.clone() class="points__link" aria-label=point.label.clone()>
                        <title>{point.label.clone()}</title>
                        <circle class="points__point" cx=x cy=y r="7"></circle>
                    </a>
                </g>
            }
        })
        .collect_view();
    let (length, words) = frame.scale();
    let (words_x, words_y) = ((MARGIN + length + 8).to_string(), (HEIGHT - 12).to_string());
    let scale = format!("M {MARGIN} {0} v 6 h {length} v -6", HEIGHT - 18);
    let items = points
        .iter()
        .map(|point| view! { <li><a href=point.href.clone()>{point.label.clone()}</a></li> })
        .collect_view();
    view! {
        <figure class="points">
            <svg class="points__map" viewBox=box_of role="group" aria-label=label>
                <rect class="points__paper" width=width height=height></rect>
                {grid}
                {circles}
                <path class="points__scale" d=scale></path>
                <text class="points__label" x=words_x y=words_y>{words}</text>
            </svg>
            <Details summary=t::UI_POINTS_LIST.s()><ol>{items}</ol></Details>
        </figure>
    }
}

fn line(line: Line) -> impl IntoView {
    let path = if line.is_parallel {
        format!("M 0 {} h {WIDTH}", line.at)
    } else {
        format!("M {} 0 v {HEIGHT}", line.at)
    };
    let (x, y) = if line.is_parallel {
        (4, line.at - 4)
    } else {
        (line.at + 4, 14)
    };
    let (x, y) = (x.to_string(), y.to_string());
    view! {
        <path class="points__line" d=path></path>
        <text class="points__label" x=x y=y>{line.words}</text>
    }
}

/// A line of the grid.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Line {
    is_parallel: bool,
    /// Its pixel.
    at: i64,
    /// Its degrees.
    words: String,
}

/// What of the world is shown, and how large.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Frame {
    /// The middle.
    latitude: i64,
    longitude: i64,
    /// Millionths of a degree of latitude for each pixel.
    each: i64,
    /// Millionths by which a degree of longitude is as long as one of latitude.
    narrower: i64,
}

impl Frame {
    /// Around all of the places.
    fn of(points: &[MapPoint]) -> Self {
        let ends = |values: &mut dyn Iterator<Item = i64>| {
            let (mut low, mut high) = (i64::MAX, i64::MIN);
            for value in values {
                low = low.min(value);
                high = high.max(value);
            }
            if low > high { (0, 0) } else { (low, high) }
        };
        let (south, north) = ends(&mut points.iter().map(|point| point.latitude));
        let (west, east) = ends(&mut points.iter().map(|point| point.longitude));
        let latitude = south.midpoint(north);
        let narrower = cosine(latitude);
        let tall = (north - south).max(LEAST);
        let wide = ((east - west) * narrower / 1_000_000).max(LEAST);
        let each = (tall.div_ceil_by(HEIGHT - 2 * MARGIN))
            .max(wide.div_ceil_by(WIDTH - 2 * MARGIN))
            .max(1);
        Self {
            latitude,
            longitude: west.midpoint(east),
            each,
            narrower,
        }
    }

    /// Where a place is drawn.
    fn at(self, latitude: i64, longitude: i64) -> (i64, i64) {
        let east = (longitude - self.longitude) * self.narrower / 1_000_000;
        let north = latitude - self.latitude;
        (WIDTH / 2 + east / self.each, HEIGHT / 2 - north / self.each)
    }

    fn grid(self) -> Vec<Line> {
        let step = nice(self.each * APART);
        let (tall, wide) = (
            self.each * HEIGHT / 2,
            self.each * (WIDTH / 2) * 1_000_000 / self.narrower.max(1),
        );
        let parallels = multiples(self.latitude - tall, self.latitude + tall, step);
        let parallels = parallels.map(|latitude| Line {
            is_parallel: true,
            at: self.at(latitude, self.longitude).1,
            words: degrees(latitude, step, ["N", "S"]),
        });
        let meridians = multiples(self.longitude - wide, self.longitude + wide, step);
        let meridians = meridians.map(|longitude| Line {
            is_parallel: false,
            at: self.at(self.latitude, longitude).0,
            words: degrees(longitude, step, ["E", "O"]),
        });
        parallels.chain(meridians).collect()
    }

    /// How long the scale is, and what its length stands for.
    fn scale(self) -> (i64, String) {
        // Of the kind 1, 2, 5, 10 …, the longest that fits.
        let most = SCALE * self.each * TENTHS / 10_000;
        let metres = nice_below(most);
        let length = metres * 10_000 / (self.each * TENTHS);
        let words = if metres >= 1_000 {
            format!("{} km", metres / 1_000)
        } else {
            format!("{metres} m")
        };
        (length, words)
    }
}

/// The cosine of a latitude, in millionths: good to a hundred-thousandth between the tropics.
fn cosine(latitude: i64) -> i64 {
    // Millionths of a radian.
    let angle = latitude * 17_453 / 1_000_000;
    let square = angle * angle / 1_000_000;
    1_000_000 - square / 2 + square * square / 24_000_000
}

/// The least of 1, 2, 5, 10 … that is not below.
fn nice(least: i64) -> i64 {
    let mut ten = 1;
    loop {
        for factor in [1, 2, 5] {
            if factor * ten >= least {
                return factor * ten;
            }
        }
        ten *= 10;
    }
}

/// The greatest of 1, 2, 5, 10 … that is not above.
fn nice_below(most: i64) -> i64 {
    let (mut best, mut ten) = (1, 1);
    while ten <= most {
        for factor in [1, 2, 5] {
            if factor * ten <= most {
                best = factor * ten;
            }
        }
        ten *= 10;
    }
    best
}

fn multiples(from: i64, to: i64, step: i64) -> impl Iterator<Item = i64> {
    let first = (from.div_euclid(step) + 1) * step;
    (0..)
        .map(move |n| first + n * step)
        .take_while(move |at| *at < to)
}

/// `5.20° S`, with as many digits as the steps between two lines have.
fn degrees(value: i64, step: i64, ends: [&str; 2]) -> String {
    let [above, below] = ends;
    let end = if value < 0 { below } else { above };
    let (digits, unit) = match step {
        1_000_000.. => (0, 1_000_000),
        100_000.. => (1, 100_000),
        10_000.. => (2, 10_000),
        1_000.. => (3, 1_000),
        _ => (4, 100),
    };
    let value = value.abs();
    let whole = value / 1_000_000;
    if digits == 0 {
        return format!("{whole}° {end}");
    }
    let rest = value % 1_000_000 / unit;
    format!("{whole}.{rest:0digits$}° {end}")
}

/// Division that rounds up.
trait DivCeil {
    fn div_ceil_by(self, by: i64) -> i64;
}

impl DivCeil for i64 {
    fn div_ceil_by(self, by: i64) -> i64 {
        (self + by - 1) / by
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn point(latitude: i64, longitude: i64) -> MapPoint {
        MapPoint {
            label: "x".to_owned(),
            href: "#".to_owned(),
            latitude,
            longitude,
        }
    }

    /// Every pair of places in the country, near or far.
    #[test]
    fn every_place_is_on_the_paper_and_the_scale_is_true() {
        let south = [-18_350_000, -12_046_400, -5_194_490, -5_194_000, -40_000];
        let west = [
            -81_320_000,
            -80_632_820,
            -80_632_000,
            -77_030_000,
            -68_660_000,
        ];
        for a in south {
            for b in south {
                for c in west {
                    for d in west {
                        let points = [point(a, c), point(b, d)];
                        let frame = Frame::of(&points);
                        for point in &points {
                            let (x, y) = frame.at(point.latitude, point.longitude);
                            let on_paper = (MARGIN - 2..=WIDTH - MARGIN + 2).contains(&x)
                                && (MARGIN - 2..=HEIGHT - MARGIN + 2).contains(&y);
                            assert!(on_paper, "{x} {y} {points:?}");
                        }
                        let (length, words) = frame.scale();
                        assert!((SCALE / 3..=SCALE).contains(&length), "{length} {words}");
                        let lines = frame.grid();
                        assert!((3..=14).contains(&lines.len()), "{lines:?}");
                    }
                }
            }
        }
    }

    #[test]
    fn degrees_and_distances_are_told_as_people_read_them() {
        assert_eq!(degrees(-5_194_490, 10_000, ["N", "S"]), "5.19° S");
        assert_eq!(degrees(-80_600_000, 200_000, ["E", "O"]), "80.6° O");
        assert_eq!(degrees(-12_000_000, 2_000_000, ["N", "S"]), "12° S");
        assert_eq!((nice(130), nice(1), nice_below(999)), (200, 1, 500));
        // Lima lies twelve degrees and three minutes south.
        assert_eq!(cosine(-12_046_374) / 100, 9_779);
        let here = [point(-5_194_490, -80_632_820)];
        assert_eq!(Frame::of(&here).at(-5_194_490, -80_632_820), (360, 270));
        assert_eq!(Frame::of(&[]).scale().1, "200 m");
    }
}
