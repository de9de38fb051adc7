//! The router and the API document name the same operations.

use std::collections::BTreeSet;

use actix_web::body::to_bytes;
use actix_web::dev::ResourceDef;
use actix_web::http::Method;
use actix_web::test::{TestRequest, call_service, init_service};
use actix_web::{HttpRequest, web};
use api::startup;
use serde_json::Value;

use super::document::{document, filled};
use crate::support::{Staff, TestApp};

/// What is registered beside the operations: the API browser, and the probe of this test.
const NO_OPERATIONS: [&str; 4] = ["/docs", "/docs/{_:.*}", "/openapi.json", "/probe"];

#[actix_web::test]
async fn every_route_is_an_operation_of_the_document() {
    let app = TestApp::spawn().await;
    let state = web::Data::new(app.state.clone());
    let probe = |request: HttpRequest| async move { format!("{:?}", request.resource_map()) };
    let built = startup::app(state, move |config| {
        config.route("/probe", web::get().to(probe));
    });
    let service = init_service(built).await;
    let request = TestRequest::get().uri("/probe").to_request();
    let answer = call_service(&service, request).await;
    let tree = to_bytes(answer.into_body()).await.ok().unwrap();
    let registered = patterns(std::str::from_utf8(&tree).unwrap());

    let document = document();
    let documented = document["paths"].as_object().unwrap();
    let known = |pattern: &str| {
        documented.contains_key(pattern) || documented.contains_key(&format!("/api/v1{pattern}"))
    };
    // The empty pattern is that of the application, the other that of the scope of the operations.
    let more: BTreeSet<&str> = registered
        .iter()
        .map(String::as_str)
        .filter(|pattern| !["", "/api/v1"].contains(pattern) && !known(pattern))
        .collect();
    assert_eq!(more, BTreeSet::from(NO_OPERATIONS));
    assert!(registered.len() > documented.len());
}

/// The patterns in the router's own description of itself.
fn patterns(tree: &str) -> BTreeSet<String> {
    tree.split("patterns: ")
        .skip(1)
        .flat_map(|rest| {
            let (patterns, _) = rest.split_once(", is_prefix").unwrap();
            let quoted = patterns.split('"').skip(1).step_by(2);
            quoted.map(str::to_owned).collect::<Vec<_>>()
        })
        .collect()
}

#[actix_web::test]
async fn an_address_answers_no_method_that_the_document_does_not_name() {
    let app = TestApp::spawn().await;
    let browser = Staff::browser(&app, &app.person());
    let document = document();
    let documented = document["paths"].as_object().unwrap();
    for path in documented.keys() {
        for method in ["get", "post", "put", "patch", "delete"] {
            // What stands in a hole of another address is answered there.
            let named = |(pattern, item): (&String, &Value)| {
                item.get(method).is_some() && ResourceDef::new(pattern.as_str()).is_match(path)
            };
            if documented.iter().any(named) {
                continue;
            }
            let method = Method::from_bytes(method.to_uppercase().as_bytes()).unwrap();
            let request = browser.request(method.clone(), &filled(path));
            let status = browser.send(request).await.status.as_u16();
            assert_eq!(status, 405, "{method} {path}");
        }
    }
}
