//! A journal is taken away and checked without the installation.

use crate::process::{Home, complaint};

#[test]
fn an_exported_journal_is_checked_elsewhere_and_what_was_changed_in_it_is_noticed() {
    let home = Home::new();
    let operator = [
        "create-operator",
        "--name",
        "Rosa Quispe Rojas",
        "--dni",
        "40112233",
        "--email",
        "rosa@munica.example",
    ];
    let invited = home.run(&operator);
    assert!(invited.status.success(), "{invited:?}");
    let exported = home.run(&["export-journal", "--out", "out"]);
    assert!(exported.status.success(), "{exported:?}");
    let again = complaint(&home.run(&["export-journal", "--out", "out"]));
    assert!(again.contains("no se pudo escribir"), "{again}");
    let nobody = home.run(&[
        "export-journal",
        "--municipality",
        "nadie",
        "--out",
        "other",
    ]);
    assert!(complaint(&nobody).contains("no existe la municipalidad nadie"));

    let verify = |keys: &str| {
        let out = home.path().join("out");
        let mut verify = home.munica(&[
            "verify",
            "--journal",
            "diario.ndjson",
            "--heads",
            "cabezas.ndjson",
            "--keys",
            keys,
        ]);
        verify.current_dir(out).output().unwrap()
    };
    let clean = verify("llaves.json");
    assert_eq!(clean.status.code(), Some(0), "{clean:?}");
    assert!(
        !String::from_utf8(clean.stdout)
            .unwrap()
            .contains(" 0 asientos")
    );
    assert_eq!(verify("otras.json").status.code(), Some(2));
    let path = home.path().join("out/diario.ndjson");
    let journal = std::fs::read_to_string(&path).unwrap();
    std::fs::write(&path, journal.replacen("account.", "accounts.", 1)).unwrap();
    assert_eq!(verify("llaves.json").status.code(), Some(1));
}

#[test]
fn keys_without_heads_to_check_are_refused() {
    let refused = Home::new().run(&["verify", "--keys", "llaves.json"]);
    assert_eq!(refused.status.code(), Some(2), "{refused:?}");
}
