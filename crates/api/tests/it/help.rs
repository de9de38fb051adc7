//! The manuals, read by anybody.

use serde_json::Value;

use crate::support::TestApp;

#[actix_web::test]
async fn each_role_has_its_manual_and_what_is_no_role_has_none() {
    let app = TestApp::spawn().await;
    let list = app.get("/api/v1/help").await.assert(200).json();
    let roles: Vec<&str> = list["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|manual| manual["role"].as_str().unwrap())
        .collect();
    assert!(roles.contains(&"platform_operator") && roles.contains(&"citizen"));
    let desk: Value = app
        .get("/api/v1/help/document_desk")
        .await
        .assert(200)
        .json();
    assert_eq!(desk["role"], "document_desk");
    assert_eq!(desk["title"], "Manual del personal municipal");
    let html = desk["body_html"].as_str().unwrap();
    assert!(html.contains("<h2>") && html.contains("<table>"));
    for nothing in ["api_client", "alcalde"] {
        app.get(&format!("/api/v1/help/{nothing}"))
            .await
            .assert(404);
    }
}

#[actix_web::test]
async fn a_manual_is_found_by_words_of_its_title_and_of_its_text() {
    let app = TestApp::spawn().await;
    let found = |q: &str| format!("/api/v1/help?q={q}");
    let by_title = app
        .get(&found("OPERADOR%20plataforma"))
        .await
        .assert(200)
        .json();
    assert_eq!(by_title["items"][0]["role"], "platform_operator");
    let by_text = app.get(&found("contrase%C3%B1a")).await.assert(200).json();
    let items = by_text["items"].as_array().unwrap();
    assert!(!items.is_empty(), "{by_text}");
    assert!(
        items.iter().any(|item| item["section"].is_string()),
        "{by_text}"
    );
    let plain = app.get(&found("contrasena")).await.assert(200).json();
    assert_eq!(by_text, plain);
    let nothing = app.get(&found("xilofono")).await.assert(200).json();
    assert_eq!(nothing["total"], 0);
    let all = app.get("/api/v1/help").await.assert(200).json();
    assert!(
        all["items"]
            .as_array()
            .unwrap()
            .iter()
            .all(|item| item["section"].is_null())
    );
    app.get("/api/v1/help?buscar=x").await.assert(400);
}
