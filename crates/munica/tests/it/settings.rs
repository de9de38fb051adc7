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
fn a_demo_does_not_serve_its_metrics_to_other_machines() {
    let home = Home::new();
    let mut check = home.munica(&["config", "check"]);
    let output = check.env("MUNICA_METRICS__BIND", "0.0.0.0:8203").output();
    let complaint = complaint(&output.unwrap());
    assert!(complaint.contains("metrics.bind"), "{complaint}");
}

#[test]
fn a_folder_for_data_and_another_database_exclude_each_other() {
    let home = Home::new();
    let mut verify = home.munica(&["verify", "--data", "d"]);
    verify.env(
        "MUNICA_DATABASE__URL",
        "postgres://munica@127.0.0.1:1/munica",
    );
    let complaint = complaint(&verify.output().unwrap());
    assert!(complaint.contains("--data"), "{complaint}");
    assert!(!home.path().join("d").exists());
}

#[test]
fn what_only_looks_at_a_database_does_not_make_one() {
    let home = Home::new();
    for words in [&["verify"][..], &["backup", "respaldo.tar.zst"]] {
        let complaint = complaint(&home.run(words));
        assert!(
            complaint.contains("no hay una base de datos en"),
            "{complaint}"
        );
    }
    assert!(!home.path().join("data").exists());
}

#[test]
fn a_production_and_a_demo_do_not_share_a_database() {
    let production = |command: &mut std::process::Command| {
        for (name, value) in [
            ("MODE", "production"),
            ("SERVER__PUBLIC_URL", "https://munica.gob.example"),
            ("MAIL__TRANSPORT", "smtp"),
            ("MAIL__SMTP_URL", "smtp://127.0.0.1:1"),
            ("MAIL__FROM", "Munica <no-responder@munica.gob.example>"),
            ("MAIL__REPLY_TO", "mesa@munica.gob.example"),
        ] {
            command.env(format!("MUNICA_{name}"), value);
        }
    };
    let work = Home::new();
    let mut operator = work.munica(&[
        "create-operator",
        "--name",
        "Julia Paredes Soto",
        "--email",
        "julia@munica.gob.example",
        "--dni",
        "40000001",
    ]);
    production(&mut operator);
    assert!(operator.status().unwrap().success());
    let mut demo = work.munica(&["serve", "--demo", "--bind", "127.0.0.1:0"]);
    production(&mut demo);
    let refused = complaint(&demo.output().unwrap());
    assert!(refused.contains("instalación en producción"), "{refused}");

    let tried = Home::new();
    assert!(tried.run(&["seed", "demo"]).status.success());
    let mut serve = tried.munica(&["serve", "--bind", "127.0.0.1:0"]);
    production(&mut serve);
    let refused = complaint(&serve.output().unwrap());
    assert!(refused.contains("es de una demostración"), "{refused}");
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
