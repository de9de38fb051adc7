//! Verification of documents over HTTP, where nothing was issued. Issued ones are tested beside the service.

use shared::features::documents::{document_code, document_path};

use crate::support::TestApp;

#[actix_web::test]
async fn a_code_nobody_issued_is_a_404_and_a_mistyped_one_says_so() {
    let app = TestApp::spawn().await;
    let code = document_code(2026, [1, 2, 3, 4, 5, 6, 7]);
    app.get(&document_path(&code)).await.assert(404);
    let mut mistyped = code.clone();
    let last = if mistyped.pop() == Some('2') {
        '3'
    } else {
        '2'
    };
    mistyped.push(last);
    for code in [mistyped.as_str(), "DOC", "1234"] {
        let answer = app.get(&document_path(code)).await.assert(422);
        assert_eq!(answer.wrong_fields(), ["code"]);
    }
}
