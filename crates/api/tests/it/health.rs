//! What every answer has in common.

use sea_orm::ConnectionTrait as _;

use crate::support::TestApp;

#[actix_web::test]
async fn a_running_platform_says_that_it_is_ready() {
    let app = TestApp::spawn().await;
    app.get("/health").await.assert(200);
    app.get("/ready").await.assert(200);
}

#[actix_web::test]
async fn a_platform_whose_database_lacks_a_migration_is_not_ready() {
    let app = TestApp::spawn().await;
    let owner = app.owner().await;
    let sql =
        "DELETE FROM seaql_migrations WHERE version = (SELECT MAX(version) FROM seaql_migrations)";
    owner.execute_unprepared(sql).await.unwrap();
    app.get("/ready").await.assert(503);
    app.get("/health").await.assert(200);
}

#[actix_web::test]
async fn an_unknown_address_is_a_problem_document_with_the_request_to_quote() {
    let app = TestApp::spawn().await;
    let answer = app.get("/api/v1/nada").await.assert(404);
    let problem = answer.problem();
    assert_eq!(problem.code, "not_found");
    assert_eq!(
        Some(problem.request_id.as_str()),
        answer.header("x-request-id")
    );
}

#[actix_web::test]
async fn every_answer_carries_the_headers_that_protect_the_browser() {
    let app = TestApp::spawn().await;
    for path in ["/health", "/api/v1/nada"] {
        let answer = app.get(path).await;
        let csp = answer.header("content-security-policy").unwrap();
        assert!(
            csp.contains("default-src 'none'") && !csp.contains("unsafe-inline"),
            "{csp}"
        );
        assert_eq!(answer.header("x-content-type-options"), Some("nosniff"));
        assert_eq!(answer.header("cache-control"), Some("no-store"));
    }
}
