//! Which settings may run.

use super::*;

#[test]
fn the_commented_defaults_are_complete_and_run_as_demo() {
    let settings = Settings::defaults().unwrap();
    assert!(settings.is_demo());
    settings.check().unwrap();
}

#[test]
fn a_demo_listens_on_loopback_only() {
    let mut settings = Settings::defaults().unwrap();
    settings.server.bind = "0.0.0.0:8080".parse().unwrap();
    assert!(settings.check().is_err());
}

#[test]
fn the_metrics_of_a_demo_stay_on_the_machine_and_their_address_is_one() {
    let mut settings = Settings::defaults().unwrap();
    settings.metrics.bind = "127.0.0.1:9090".into();
    settings.check().unwrap();
    for wrong in ["0.0.0.0:9090", "[::]:9090", "9090"] {
        settings.metrics.bind = wrong.into();
        let error = settings.check().unwrap_err().to_string();
        assert!(error.contains("metrics.bind"), "{wrong}: {error}");
    }
}

#[test]
fn production_refuses_to_start_with_defaults() {
    let mut settings = Settings::defaults().unwrap();
    settings.mode = Mode::Production;
    assert!(settings.check().is_err());
}

fn production() -> Settings {
    let mut settings = Settings::defaults().unwrap();
    settings.mode = Mode::Production;
    settings.server.public_url = "https://munica.gob.example".into();
    settings.mail.transport = MailTransport::Smtp;
    settings.mail.smtp_url = "smtps://munica:frase@mail.gob.example".into();
    settings.mail.from = "Munica <no-responder@munica.gob.example>".into();
    settings.mail.reply_to = "Munica <consultas@munica.gob.example>".into();
    settings
}

#[test]
fn production_starts_with_secrets_of_its_own_and_names_the_one_that_is_missing() {
    production().check().unwrap();
    type Fault = fn(&mut Settings);
    let faults: [(&str, Fault); 9] = [
        ("server.public_url", |s| {
            s.server.public_url = "http://munica.gob.example".into()
        }),
        ("mail.smtp_url", |s| s.mail.smtp_url = "".into()),
        ("mail.transport", |s| s.mail.transport = MailTransport::File),
        ("mail.from", |s| {
            s.mail.from = Settings::defaults().unwrap().mail.from
        }),
        ("mail.reply_to", |s| {
            s.mail.reply_to = Settings::defaults().unwrap().mail.reply_to
        }),
        ("database.allow_unsafe_durability", |s| {
            s.database.allow_unsafe_durability = true
        }),
        ("identity.hash_memory", |s| s.identity.hash_memory = 8),
        ("files.s3_secret_key", |s| {
            s.files.url = "s3://munica-files".into()
        }),
        ("mirror.s3_secret_key", |s| {
            s.mirror.url = "s3://munica-heads".into()
        }),
    ];
    for (key, fault) in faults {
        let mut settings = production();
        fault(&mut settings);
        let error = settings.check().unwrap_err().to_string();
        assert!(error.contains(key), "{key}: {error}");
    }
}

#[test]
fn secrets_do_not_print() {
    let secret = Secret("hunter2".into());
    let shown = format!("{secret:?} {}", serde_json::to_string(&secret).unwrap());
    assert!(!shown.contains("hunter2"));
}
