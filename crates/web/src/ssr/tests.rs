//! What the server writes: content, title, status, and nothing that another page or a hostile name put there.

use super::*;
use crate::env::Answer;

const LIST: &str = "/api/v1/municipalities?limit=50";
const TOTALS: &str = "/api/v1/municipalities/totals";

fn request(path: &str) -> PageRequest {
    let boot = Boot {
        lang: "es".into(),
        origin: "https://munica.example".into(),
        ..Boot::default()
    };
    PageRequest {
        path_and_query: path.into(),
        boot,
    }
}

fn answered(path: &str, status: u16, body: &str) -> DataBlock {
    DataBlock::from([(
        path.to_owned(),
        Answer {
            status,
            body: body.to_owned(),
        },
    )])
}

fn totals(with_portal: u64) -> DataBlock {
    let body = format!(
        r#"{{"total":1891,"with_portal":{with_portal},"periods":[],"counted_at":"2026-11-21T15:00:00Z",
        "departments":[{{"code":"20","name":"Piura","total":65,"with_portal":{with_portal}}}]}}"#
    );
    answered(TOTALS, 200, &body)
}

fn municipality(name: &str) -> String {
    format!(
        r#"{{"items":[{{"slug":"munipiura","name":"{name}","kind":"provincial","ruc":null,"ubigeo":"200101",
        "department":"Piura","province":"Piura","district":"Piura","status":"configuring","created_on":null,
        "url":"/m/munipiura","domain":null}}],"next_cursor":"c2","total":1}}"#
    )
}

const PORTAL: &str = r#"{"slug":"munipiura","name":"Municipalidad Provincial de Piura","kind":"provincial",
    "status":"configuring","mode":"demo","ruc":null,"ubigeo":"200101","department":"Piura","province":"Piura",
    "district":"Piura","domain":null,"theme_url":"/m/munipiura/theme.css","coat_of_arms":null,"header_image":null,
    "summary":null,"menu":[{"label":"Acerca","href":"acerca"}],
    "widgets":[{"kind":"uit","value":"S/ 5,500","valid_on":"2026-01-01","source":"MEF"}],
    "contact":{"address":"Jr. Ayacucho 377","phone":null,"email":null},"officers":[],"state_links":[],
    "updated_at":"2026-11-21T15:00:00Z"}"#;

#[test]
fn the_home_page_first_says_what_it_needs_and_then_shows_it() {
    let first = render(&request("/"), &DataBlock::new());
    assert_eq!(first.needs, [TOTALS]);
    let then = render(&request("/"), &totals(5));
    assert!(then.needs.is_empty());
    assert_eq!(then.meta.status, 200);
    assert_eq!(
        then.meta.full_title(),
        "Encuentre su municipalidad – Munica"
    );
    assert!(
        then.body_html
            .contains("5 de 1,891 municipalidades tienen portal")
    );
    assert!(
        then.body_html
            .contains(r#"href="/municipalidades?department=20""#)
    );
    assert!(then.body_html.contains("<main id=\"main\""));
}

#[test]
fn the_list_shows_the_filters_of_its_address_and_where_to_go_on() {
    let api = "/api/v1/municipalities?q=piura&department=20&limit=50";
    let page = render(
        &request("/municipalidades?q=piura&department=20"),
        &answered(api, 200, &municipality("Piura")),
    );
    assert_eq!(page.needs.len(), 1, "only the totals: {:?}", page.needs);
    assert!(page.body_html.contains("«piura»"));
    assert!(
        page.body_html
            .contains(r#"href="/municipalidades?q=piura&amp;department=20&amp;cursor=c2""#)
    );
    assert_eq!(page.meta.robots, "noindex");
}

#[test]
fn an_unknown_address_is_a_404_that_search_engines_leave_alone() {
    for path in ["/no-existe", "/m/munipiura-x/y/z/"] {
        let nothing = |address| {
            answered(
                address,
                404,
                r#"{"type":"","title":"No existe","status":404,"code":"not_found","request_id":"r"}"#,
            )
        };
        // Neither a portal stands there nor the notice of a municipality that left.
        let mut data = nothing("/api/v1/m/munipiura-x");
        data.extend(nothing("/api/v1/m/munipiura-x/removal"));
        let page = render(&request(path), &data);
        assert_eq!(
            (page.meta.status, page.meta.robots),
            (404, "noindex"),
            "{path}"
        );
        assert!(page.body_html.contains("No encontramos esta página"));
    }
}

#[test]
fn a_portal_is_shown_in_its_own_frame_and_says_that_it_is_a_demo() {
    let data = answered("/api/v1/m/munipiura", 200, PORTAL);
    let page = render(&request("/m/munipiura"), &data);
    assert!(page.needs.is_empty());
    assert_eq!(page.meta.full_title(), "Municipalidad Provincial de Piura");
    for part in [
        "Demostración",
        "S/ 5,500",
        "Jr. Ayacucho 377",
        r#"href="/m/munipiura/acerca""#,
        "/m/munipiura/theme.css",
    ] {
        assert!(page.body_html.contains(part), "{part}");
    }
    assert_eq!(
        render(&request("/m/munipiura/no-hay"), &data).meta.status,
        404
    );
}

#[test]
fn on_its_own_domain_a_portal_stands_at_the_root() {
    let mut request = request("/");
    request.boot.host_tenant = Some("munipiura".into());
    let page = render(&request, &answered("/api/v1/m/munipiura", 200, PORTAL));
    assert!(page.body_html.contains(r#"href="/acerca""#));
    assert!(
        page.body_html
            .contains(r#"href="https://munica.example/estado""#)
    );
}

#[test]
fn a_failing_api_gives_an_error_page_and_not_an_empty_list() {
    let down = r#"{"type":"","title":"El servicio no responde","status":503,"code":"unavailable","request_id":"r-77"}"#;
    let page = render(
        &request("/m/munipiura"),
        &answered("/api/v1/m/munipiura", 503, down),
    );
    assert_eq!(page.meta.status, 503);
    assert!(page.body_html.contains("El servicio no responde"));
    assert!(page.body_html.contains("r-77"));
}

/// The document of a page, under an origin, with the emblem among the assets.
fn written(path: &str, data: &DataBlock, origin: &str) -> String {
    let mut request = request(path);
    let emblem = ("emblem.png".to_owned(), "/assets/emblem-1.png".to_owned());
    request.boot.assets.extend([emblem]);
    let page = render(&request, data);
    document(&DocumentParts {
        rendered: Some(&page),
        boot: &request.boot,
        data,
        app: "portal",
        theme: "auto",
        origin,
    })
}

#[test]
fn on_its_own_domain_a_portal_names_that_domain_to_whoever_reads_its_data() {
    let data = answered("/api/v1/m/munipiura", 200, PORTAL);
    let own = "https://www.munipiura.gob.example";
    let html = written("/m/munipiura", &data, own);
    let block = html.split(r#"<script type="application/ld+json">"#).nth(1);
    let json = block.unwrap().split("</script>").next().unwrap();
    let facts: serde_json::Value = serde_json::from_str(json).unwrap();
    assert_eq!(facts["url"], format!("{own}/m/munipiura"));
}

#[test]
fn a_page_without_a_picture_is_shown_elsewhere_with_the_emblem() {
    let emblem =
        r#"<meta property="og:image" content="https://munica.example/assets/emblem-1.png">"#;
    let home = written("/", &totals(5), "https://munica.example");
    assert!(home.contains(emblem), "{home}");
    let arms = r#""coat_of_arms":{"url":"/api/v1/files/1","alt":"Un sol","width":20,"height":24}"#;
    let portal = PORTAL.replace(r#""coat_of_arms":null"#, arms);
    let data = answered("/api/v1/m/munipiura", 200, &portal);
    let home = written("/m/munipiura", &data, "https://munica.example");
    assert!(home.contains(r#"content="https://munica.example/api/v1/files/1""#));
    assert!(!home.contains(emblem));
}

#[test]
fn a_hostile_name_is_text_everywhere() {
    let name = r#"<script>alert(1)</script></title>' onload='x"#;
    let data = answered(LIST, 200, &municipality(&name.replace('"', "\\\"")));
    let request = request("/municipalidades");
    let mut page = render(&request, &data);
    assert!(!page.body_html.contains("<script>alert"));
    assert!(page.body_html.contains("&lt;script&gt;alert(1)"));
    page.meta.title = name.into();
    page.meta.json_ld = Some(serde_json::json!({ "name": name }));
    let parts = DocumentParts {
        rendered: Some(&page),
        boot: &request.boot,
        data: &data,
        app: "portal",
        theme: "auto",
        origin: "https://munica.example",
    };
    let html = document(&parts);
    assert!(!html.contains("<script>alert"));
    assert_eq!(html.matches("</title>").count(), 1);
    assert!(html.contains("&lt;script&gt;alert(1)&lt;/script&gt;&lt;/title&gt;&#39; onload"));
}

#[test]
fn the_blocks_of_a_document_are_read_back_as_they_were() {
    let data = answered("/x", 200, r#"{"a":"</script><!--"}"#);
    let block = json_block("munica-data", &data);
    let json = block
        .split_once('>')
        .and_then(|(_, rest)| rest.strip_suffix("</script>"))
        .unwrap();
    assert!(!json.contains('<'));
    assert_eq!(serde_json::from_str::<DataBlock>(json).unwrap(), data);
}

#[test]
fn pages_rendered_at_the_same_time_do_not_mix() {
    std::thread::scope(|scope| {
        for number in 1..=4_u64 {
            scope.spawn(move || {
                for round in 0..25 {
                    let mut request = request("/");
                    request.boot.lang = if number % 2 == 0 {
                        "en".into()
                    } else {
                        "es".into()
                    };
                    let page = render(&request, &totals(number));
                    let (title, of) = if number % 2 == 0 {
                        ("Find your municipality", "of")
                    } else {
                        ("Encuentre su municipalidad", "de")
                    };
                    assert!(
                        page.body_html.contains(&format!("{number} {of} 1,891")),
                        "{number} in round {round}"
                    );
                    assert_eq!(page.meta.title, title);
                }
            });
        }
    });
}

#[test]
fn a_page_names_the_language_that_it_is_in() {
    let tags = |code: &str| {
        let mut request = request("/");
        request.boot.lang = code.into();
        let page = render(&request, &totals(5));
        let bar = page
            .body_html
            .split('<')
            .find(|tag| tag.contains("class=\"state-bar\""));
        let frame = bar.unwrap().contains("lang=\"qu\"");
        (page.meta.lang, frame)
    };
    assert_eq!(tags("es"), ("es-PE", false));
    assert_eq!(tags("en"), ("en", false));
    // The draft in Quechua covers the frame: a reader aloud must not read the rest so.
    assert_eq!(tags("qu"), ("es-PE", true));
}

#[test]
fn a_page_in_a_draft_says_that_it_is_one_in_its_language() {
    let html = |code: &str| {
        let mut request = request("/");
        request.boot.lang = code.into();
        render(&request, &totals(5)).body_html
    };
    assert!(html("en").contains("<p lang=\"en\">Draft translation</p>"));
    assert!(html("qu").contains("<p lang=\"qu\">"));
    assert!(!html("es").contains("Borrador de traducción"));
}

#[test]
fn nothing_of_a_page_is_left_for_the_next_one_on_the_same_thread() {
    render(&request("/no-existe"), &totals(1));
    assert_eq!(*env::boot(), Boot::default());
    let next = render(&request("/acerca"), &DataBlock::new());
    assert_eq!(next.meta.status, 200);
    assert!(next.needs.is_empty());
}

#[test]
fn the_calculator_asks_only_when_a_term_is_given() {
    assert!(
        render(&request("/calculadora-de-plazos"), &DataBlock::new())
            .needs
            .is_empty()
    );
    let asked = render(
        &request("/calculadora-de-plazos?start=2026-11-21&amount=10"),
        &DataBlock::new(),
    );
    assert_eq!(
        asked.needs,
        ["/api/v1/tools/deadline?start=2026-11-21&amount=10&unit=business_days"]
    );
}
