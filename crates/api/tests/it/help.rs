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
