//! What must not start does not start.

use crate::process::{Home, complaint};

#[test]
fn a_demo_never_listens_to_other_machines() {
    let output = Home::new().run(&["serve", "--demo", "--bind", "0.0.0.0:0"]);
    let complaint = complaint(&output);
    assert!(
        complaint.contains("solo se escucha en la propia máquina"),
        "{complaint}"
    );
}

#[test]
fn a_production_with_the_settings_of_a_demo_does_not_start() {
    let home = Home::new();
    let mut serve = home.munica(&["serve", "--bind", "127.0.0.1:0"]);
    let output = serve.env("MUNICA_MODE", "production").output().unwrap();
    let complaint = complaint(&output);
    assert!(
        complaint.contains("server.public_url empieza con https://"),
        "{complaint}"
    );
    assert!(
        !home.path().join("data").exists(),
        "nothing was made before the refusal"
    );
}
