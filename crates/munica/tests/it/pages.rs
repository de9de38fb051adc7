//! The pages that the server writes, its log and its mails hold nothing of what persons confided to a form. The API's own
//! test walks further (`api/tests/it/privacy`); this one sees the program as it runs.

use std::fs::File;

use crate::process::{Home, Running, free_port, get, post};

const PERSON: &str = "canario.dos@munica.example";
const CANARIES: [&str; 7] = [
    PERSON,
    "47990327",
    "969717323",
    "969 717 323",
    "Eufrasia Canaria",
    "Subgerente Canaria",
    "Tesis canaria",
];

const PAGES: [&str; 22] = [
    "/",
    "/municipalidades",
    "/municipalidades?q=eufrasia",
    "/acerca",
    "/ayuda",
    "/ayuda/portal_admin",
    "/estado",
    "/registro-publico",
    "/solicitar-portal",
    "/seguimiento",
    "/seguimiento?codigo=POR-2026-000001",
    "/desarrolladores",
    "/verificar",
    "/m/munipiura",
    "/m/munipiura/responsables",
    "/m/munipiura/oficinas",
    "/m/munipiura/organigrama",
    "/m/munipiura/transparencia",
    "/m/munipiura/agenda",
    "/m/munipiura/privacidad",
    "/m/munipiura/registro-publico",
    "/m/munipiura/buscar?q=eufrasia",
];

const JSON: &str = "Content-Type: application/json";
const KEY: &str = r#"{"name":"Eufrasia Canaria","email":"canario.dos@munica.example","purpose":"Tesis canaria sobre visitas"}"#;
const PDF: &str = "%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n\
    2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n\
    3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>\nendobj\n\n\
    trailer\n<< /Root 1 0 R /Size 4 >>\nstartxref\n9\n%%EOF\n";

#[test]
fn neither_a_page_nor_the_log_nor_a_mail_to_somebody_else_tells_what_a_person_confided() {
    let home = Home::new();
    let port = free_port();
    let mut serve = home.munica(&["serve", "--demo", "--bind", &format!("127.0.0.1:{port}")]);
    serve.env("MUNICA_LOG__FILTER", "debug");
    serve.stderr(File::create(home.path().join("log")).unwrap());
    let server = Running::start(serve, "Munica atiende");
    confide(port);
    for page in PAGES {
        let answer = get(port, page);
        let found = CANARIES.iter().find(|canary| answer.contains(**canary));
        assert_eq!(found, None, "{page}: {answer}");
    }
    server.terminate();
    assert!(server.end().success());
    let log = std::fs::read_to_string(home.path().join("log")).unwrap();
    assert!(log.contains("/api/v1/portal-requests"), "the log was heard");
    let mut texts = vec![("the log".to_owned(), log)];
    for mail in std::fs::read_dir(home.path().join("data/mails")).unwrap() {
        let text = std::fs::read_to_string(mail.unwrap().path()).unwrap();
        if !text.contains(&format!("To: {PERSON}")) {
            texts.push(("a mail to somebody else".to_owned(), text));
        }
    }
    for (what, text) in texts {
        let found = CANARIES.iter().find(|canary| text.contains(**canary));
        assert_eq!(found, None, "{what}: {text}");
    }
}

/// Somebody asks for a portal and for a key.
fn confide(port: u16) {
    let file = format!(
        "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"resolucion.pdf\"\r\n\
         Content-Type: application/pdf\r\n\r\n{PDF}\r\n--x--\r\n"
    );
    let form = "Content-Type: multipart/form-data; boundary=x";
    let uploaded = post(port, "/api/v1/uploads", form, &file);
    assert!(uploaded.starts_with("HTTP/1.1 201"), "{uploaded}");
    let receipt: serde_json::Value = serde_json::from_str(body(&uploaded)).unwrap();
    let request = serde_json::json!({
        "ubigeo": "200104", "kind": "populated_center", "populated_center": "Los Ejidos de Prueba",
        "scan": receipt["upload_id"], "declared_true": true,
        "responsible": {
            "given_names": "Eufrasia Canaria", "family_names": "Zúñiga Huallpa", "dni": "47990327",
            "post": "Subgerente Canaria", "email": PERSON, "phone": "969 717 323",
            "designation": { "kind": "resolution", "number": "717-2020-A", "date": "2020-01-02" },
        },
    });
    let asked = post(port, "/api/v1/portal-requests", JSON, &request.to_string());
    assert!(asked.starts_with("HTTP/1.1 201"), "{asked}");
    let asked = post(port, "/api/v1/developers/keys", JSON, KEY);
    assert!(asked.starts_with("HTTP/1.1 202"), "{asked}");
}

fn body(answer: &str) -> &str {
    answer.split_once("\r\n\r\n").unwrap().1
}
