//! Pages out of memory: the same bytes until something changes, each reader his own language, and no more memory than
//! was given.

use api::seed;

use super::{Demo, get};

const LIST: &str = "/municipalidades";

#[actix_web::test]
async fn a_page_that_did_not_change_is_not_sent_again() {
    let demo = Demo::open().await;
    let app = demo.app().await;
    for path in [LIST, "/m/munipiura", "/m/munipiura/responsables", "/acerca"] {
        for encoding in ["br", "gzip", "identity"] {
            let headers = [("accept-encoding", encoding)];
            let first = get(&app, path, &headers).await;
            let again = get(&app, path, &headers).await;
            assert_eq!((first.status, &first.body), (200, &again.body), "{path}");
            let tag = first.header("etag").to_owned();
            assert!(
                tag.starts_with('"') && tag == again.header("etag"),
                "{path} {tag}"
            );
            let known = [("accept-encoding", encoding), ("if-none-match", &tag)];
            let unchanged = get(&app, path, &known).await;
            assert_eq!((unchanged.status, unchanged.body.len()), (304, 0), "{path}");
            assert_eq!(unchanged.header("vary"), "accept-encoding, Cookie");
        }
    }
}

#[actix_web::test]
async fn a_change_shows_at_once() {
    let folder = Demo::without_tenants().await;
    let app = folder.app().await;
    let before = get(&app, LIST, &[]).await;
    assert!(!before.text().contains("Castilla"));
    seed::seed_demo(&folder.state).await.unwrap();
    let known = [("if-none-match", before.header("etag"))];
    let after = get(&app, LIST, &known).await;
    assert_eq!(after.status, 200);
    assert!(after.text().contains("Castilla"));
}

#[actix_web::test]
async fn language_theme_and_host_have_pages_of_their_own() {
    let demo = Demo::open().await;
    let app = demo.app().await;
    for _ in 0..2 {
        let spanish = get(&app, "/", &[]).await.text();
        let english = get(&app, "/", &[("cookie", "lang=en")]).await.text();
        let dark = get(&app, "/", &[("cookie", "theme=dark")]).await.text();
        assert!(spanish.contains("<html lang=\"es-PE\" data-theme=\"auto\">"));
        assert!(english.contains("<html lang=\"en\""));
        assert!(dark.contains("data-theme=\"dark\""));
    }
    // What sets a cookie is nobody else's.
    let chosen = get(&app, "/?lang=en", &[]).await;
    assert!(!chosen.header("set-cookie").is_empty());
    assert!(
        !get(&app, "/", &[])
            .await
            .text()
            .contains("<html lang=\"en\"")
    );
}
