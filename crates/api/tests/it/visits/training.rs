//! What is entered in training reaches nobody outside.

use serde_json::{Value as Json, json};
use shared::features::visits::desk::ENTRIES_PATH;

use super::{SLUG, admin, an_official, check_in, enters, id, leaves, listed, public};
use crate::support::TestApp;

#[actix_web::test]
async fn what_is_entered_in_training_is_never_public() {
    let app = TestApp::demo().await;
    let boss = admin(&app).await;
    let official = an_official(&boss).await;
    let real = enters(&boss, official, "40123456").await;
    let mut body = check_in(official, "40123457");
    body["is_training"] = json!(true);
    body["visitors"][0]["name"] = json!("Capacitada Ficticia, Zoila");
    let trained = id(&boss.post(ENTRIES_PATH, &body).await.assert(201).json()["items"][0]);
    assert_eq!(listed(&boss, "state=inside").await.len(), 1);
    let training = listed(&boss, "state=inside&is_training=true").await;
    assert_eq!(id(&training[0]), trained);
    leaves(&boss, &[trained]).await.assert(200);

    let of_one = format!("/api/v1/m/{SLUG}/registers/visits");
    app.get(&format!("{of_one}/{trained}")).await.assert(404);
    let mut seen = Vec::new();
    for path in [
        of_one.clone(),
        format!("{of_one}?q=capacitada"),
        format!("{of_one}/facets"),
        format!("{of_one}/changes?from=2026-11-01T00:00:00Z"),
        format!("{of_one}.atom"),
        format!("{of_one}.csv"),
        format!("{of_one}.json"),
        format!("{of_one}.ndjson"),
        "/api/v1/registers/visits".to_owned(),
        "/api/v1/registers/visits?q=capacitada".to_owned(),
        "/api/v1/registers/visits.csv".to_owned(),
        "/api/v1/registers/visits.atom".to_owned(),
    ] {
        let body = app.get(&path).await.assert(200).body.to_vec();
        let text = String::from_utf8(body).unwrap();
        assert!(!text.contains("Capacitada"), "{path}");
        assert!(!text.contains(&trained.to_string()), "{path}");
        seen.push((path, text));
    }
    // The same answers tell the visit that is real, so that its absence means something.
    assert!(seen[0].1.contains(&real.to_string()));
    assert_eq!(public(&app, "q=capacitada").await.items, []);
    // Its versions take no place in the tree.
    let leaves = public(&app, "")
        .await
        .items
        .iter()
        .map(|item| item.leaf_index)
        .collect::<Vec<_>>();
    assert_eq!(leaves, [0]);
    let again = enters(&boss, official, "40123458").await;
    let shown = public(&app, "").await;
    let last = shown.items.iter().find(|item| item.id == again).unwrap();
    assert_eq!(last.leaf_index, 1);
    assert_eq!(listed(&boss, "state=day&is_training=true").await.len(), 1);
    assert_eq!(
        listed(&boss, "state=inside&is_training=true").await,
        Vec::<Json>::new()
    );
    app.verified().await;
}
