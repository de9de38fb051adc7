//! The views beside the list: charts that say what they find, maps that are links, and ways between them that keep what is
//! asked.

use serde_json::json;
use shared::registers::statistic::{Counted, Period, StatisticsOut};
use shared::registers::{Periodicity, REGISTERS};

use super::*;
use crate::ssr::testing::{HOSTILE, shows};

/// What the API tells of a register when every statistic has two groups.
fn statistics(register: &'static Register, label: &str) -> Json {
    let period = Period {
        from: Some("2026-09-01".parse().unwrap()),
        to: Some("2026-10-31".parse().unwrap()),
        is_default: true,
    };
    let items = register.statistics.iter().map(|one| {
        let keys = match one.by {
            shared::registers::By::Month => ["2026-09", "2026-10"],
            shared::registers::By::Hour(_) => ["09", "10"],
            shared::registers::By::Value(_) => [label, "otro"],
        };
        let row = |(key, count): (&str, u64)| Counted {
            key: Some(key.to_owned()),
            value: i64::try_from(count).unwrap(),
            count,
            is_rest: false,
        };
        let rows = keys.into_iter().zip([2_u64, 7]).map(row).collect();
        one.told(register, period, rows, 3)
    });
    let told = StatisticsOut {
        from: period.from,
        to: period.to,
        is_default_period: true,
        items: items.collect(),
    };
    serde_json::to_value(told).unwrap()
}

fn charts(register: &'static Register, query: &str, told: Json) -> Rendered {
    let answer = format!("{}/statistics{query}", api(register));
    let path = format!("/registros/{}/graficos{query}", register.path);
    tenant(&path, &[(answer, 200, told)])
}

#[test]
fn every_statistic_is_a_chart_with_its_finding_its_table_and_its_file() {
    for register in REGISTERS {
        let page = charts(register, "", statistics(register, "uno"));
        assert!(page.needs.is_empty(), "{:?}", page.needs);
        assert_eq!((page.meta.status, page.meta.robots), (200, "index,follow"));
        let html = &page.body_html;
        assert_eq!(html.matches("<h1").count(), 1);
        assert_eq!(html.matches("<figure").count(), register.statistics.len());
        assert_eq!(html.matches(" style=").count(), 0);
        shows(
            &page,
            &[
                "Octubre de 2026 fue el mes con",
                "últimos doce meses",
                "1 de septiembre de 2026",
                "3 registros no entran en el cálculo",
            ],
        );
        for one in register.statistics {
            let file = format!("{}/statistics/{}.csv", api(register), one.id);
            shows(&page, &[one.title, &file]);
        }
        let list = format!("href=\"/m/munipiura/{}\"", register.path);
        shows(&page, &[&list, "aria-current=\"page\""]);
    }
}

#[test]
fn the_ways_between_views_keep_what_is_asked_and_nothing_hostile_runs() {
    let visits = named("visits");
    let page = charts(visits, "?reason=audience", statistics(visits, HOSTILE));
    assert!(page.needs.is_empty(), "{:?}", page.needs);
    assert_eq!(page.meta.robots, "noindex");
    shows(
        &page,
        &[
            "/m/munipiura/visitas?reason=audience",
            "/statistics/by_month.csv?reason=audience",
        ],
    );
    assert!(!page.body_html.contains(HOSTILE));
    let empty = json!({ "from": null, "to": null, "is_default_period": false, "items": [{
        "id": "by_month", "title": "Visitas por mes", "category": "Mes", "unit": "records", "rows": [], "left_out": 0,
    }] });
    let page = charts(visits, "", empty);
    shows(&page, &["No hay qué comparar"]);
}

#[test]
fn a_map_has_a_link_for_every_point_and_says_what_it_leaves_out() {
    let works = named("works");
    let points = json!({ "items": [
        { "id": ID, "label": HOSTILE, "latitude_e6": -5_194_490, "longitude_e6": -80_632_820 },
        { "id": ID, "label": "Parque", "latitude_e6": -5_184_490, "longitude_e6": -80_642_820 },
    ], "placed": 1200, "without_place": 4 });
    let page = tenant(
        "/registros/obras/mapa",
        &[(format!("{}/points", api(works)), 200, points)],
    );
    assert!(page.needs.is_empty(), "{:?}", page.needs);
    let html = &page.body_html;
    assert_eq!(html.matches("points__point").count(), 2);
    assert!(!html.contains(HOSTILE) && !html.contains(" style="));
    let record = format!("href=\"/m/munipiura/registros/works/{ID}\"");
    // Each stands in the drawing and in the list behind it.
    assert_eq!(html.matches(&record).count(), 4);
    shows(
        &page,
        &[
            "Los 2 más recientes de 1,200",
            "4 registros no tienen ubicación",
            "° S",
            "° O",
            " m<",
        ],
    );
    let none = tenant("/registros/visitas/mapa", &[]);
    assert_eq!(none.meta.status, 404);
}

#[test]
fn over_all_municipalities_the_map_is_that_of_the_departments() {
    let visits = named("visits");
    let counted = json!({ "items": [
        { "code": "20", "name": "Piura", "count": 1234 }, { "code": "07", "name": "Callao", "count": 0 },
    ], "next_cursor": null, "total": 2 });
    let answers = [(
        "/api/v1/registers/visits/departments".to_owned(),
        200,
        counted,
    )];
    let page = answered("/registros/visitas/mapa", &answers);
    assert!(page.needs.is_empty(), "{:?}", page.needs);
    shows(
        &page,
        &["1,234", "Callao", "/municipalidades?department=20"],
    );
    let list = format!("href=\"/registros/{}\"", visits.path);
    shows(&page, &[&list]);
}

#[test]
fn only_a_list_that_is_filled_as_it_happens_keeps_up() {
    for register in REGISTERS {
        let page = list(register);
        let keeps_up = page
            .body_html
            .contains("se actualiza sola apenas se publica");
        let is_live = register.periodicity == Periodicity::Live;
        assert_eq!(keeps_up, is_live, "{}", register.id);
    }
    let visits = named("visits");
    let page = tenant("/visitas?sort=visit_date", &[]);
    assert!(
        !page.body_html.contains("se actualiza sola apenas"),
        "{}",
        visits.id
    );
}

#[test]
fn what_changed_between_two_moments_is_told_value_by_value() {
    let register = named("works");
    let (mut before, mut after) = (record(register), record(register));
    before["name"] = json!("Obra sin nombre");
    after["version"] = json!(2);
    let item = |change: &str, before: Json, after: Json, reason: Option<&str>| json!({ "id": ID, "change": change, "changed_at": AT, "reason": reason, "before": before, "after": after });
    let items = [
        item("added", Json::Null, after.clone(), None),
        item(
            "corrected",
            before.clone(),
            after,
            Some("El nombre estaba incompleto"),
        ),
        item("withdrawn", before, Json::Null, Some("Se anotó dos veces")),
    ];
    let told = json!({ "from": AT, "to": AT, "items": items, "next_cursor": "mas", "total": null });
    let query = "desde=2026-11-01T00:00&hasta=2026-11-21T10:00";
    let asked = "from=2026-11-01T05%3A00%3A00Z&to=2026-11-21T15%3A00%3A00Z&limit=50";
    let path = format!("/registros/{}/cambios?{query}", register.path);
    let page = tenant(
        &path,
        &[(format!("{}/changes?{asked}", api(register)), 200, told)],
    );
    assert!(page.needs.is_empty(), "{:?}", page.needs);
    assert_eq!(page.meta.robots, "noindex");
    shows(
        &page,
        &[
            "Agregado",
            "Corregido",
            "Retirado",
            "<del>Obra sin nombre</del>",
            "Se anotó dos veces",
            "cursor=mas",
        ],
    );
}
