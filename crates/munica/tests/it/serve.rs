//! The API without the apps.

use crate::process::{Home, Running, free_port, get};

#[test]
fn api_only_answers_the_api_and_has_no_pages() {
    let home = Home::new();
    let port = free_port();
    let bind = format!("127.0.0.1:{port}");
    let serve = home.munica(&["serve", "--api-only", "--bind", &bind]);
    let _server = Running::start(serve, "Munica atiende");
    for path in [
        "/ready",
        "/openapi.json",
        "/api/v1/keys",
        "/api/v1/catalogs",
    ] {
        let answer = get(port, path);
        assert!(answer.starts_with("HTTP/1.1 200"), "{path}: {answer}");
    }
    for path in [
        "/",
        "/admin",
        "/m/munipiura",
        "/service-worker.js",
        "/assets/nada.js",
    ] {
        let answer = get(port, path);
        assert!(answer.starts_with("HTTP/1.1 404"), "{path}: {answer}");
        assert!(
            answer.contains("application/problem+json"),
            "{path}: {answer}"
        );
        assert!(!answer.contains("<html"), "{path}: {answer}");
    }
}

#[test]
fn a_lost_key_folder_stops_the_next_start_with_one_clear_line() {
    let home = Home::new();
    let data = ["seed", "reference"];
    assert!(home.run(&data).status.success());
    let keys = home.path().join("data/keys");
    std::fs::rename(&keys, home.path().join("elsewhere")).unwrap();
    let complaint = crate::process::complaint(&home.run(&data));
    assert_eq!(complaint.lines().count(), 1, "{complaint}");
    assert!(complaint.contains("munica keys import"), "{complaint}");
    assert!(!keys.join("keyring.json").exists());
    std::fs::rename(home.path().join("elsewhere"), &keys).unwrap();
    assert!(home.run(&data).status.success());
}
