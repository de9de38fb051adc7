//! Uploads and files over HTTP.

use actix_web::test::TestRequest;
use chrono::TimeDelta;
use shared::features::files::{UPLOADS_PATH, UploadOut, file_path};

use crate::support::corpus::{self, Sent};
use crate::support::{Answer, TestApp};

const BOUNDARY: &str = "frontera";

/// A multipart body with these fields, each a file.
fn body(fields: &[(&str, &Sent)]) -> Vec<u8> {
    let mut out = Vec::new();
    for (field, file) in fields {
        let head = format!(
            "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{field}\"; filename=\"{}\"\r\n\
             Content-Type: application/octet-stream\r\n\r\n",
            file.name
        );
        out.extend_from_slice(head.as_bytes());
        out.extend_from_slice(&file.bytes);
        out.extend_from_slice(b"\r\n");
    }
    out.extend_from_slice(format!("--{BOUNDARY}--\r\n").as_bytes());
    out
}

async fn post(app: &TestApp, body: Vec<u8>) -> Answer {
    let media_type = format!("multipart/form-data; boundary={BOUNDARY}");
    app.send(
        TestRequest::post()
            .uri(UPLOADS_PATH)
            .insert_header(("content-type", media_type))
            .set_payload(body),
    )
    .await
}

async fn upload(app: &TestApp, file: &Sent) -> Answer {
    post(app, body(&[("file", file)])).await
}

#[actix_web::test]
async fn good_files_are_taken_and_answered_with_a_ticket() {
    let app = TestApp::spawn().await;
    for file in corpus::good() {
        let taken: UploadOut = upload(&app, &file).await.assert(201).read();
        assert!(taken.upload_id.len() > 100);
        assert_eq!(
            taken.width.is_some(),
            taken.media_type.starts_with("image/")
        );
        let end = taken.name.rsplit('.').next().unwrap();
        assert!(
            ["pdf", "jpg", "png", "webp"].contains(&end),
            "{}",
            taken.name
        );
    }
}

#[actix_web::test]
async fn a_name_survives_with_its_accents() {
    let app = TestApp::spawn().await;
    let file = corpus::good().remove(0);
    let taken: UploadOut = upload(&app, &file).await.assert(201).read();
    assert_eq!(taken.name, "Resolución N.º 12.pdf");
    assert_eq!(taken.size, u64::try_from(file.bytes.len()).unwrap());
}

#[actix_web::test]
async fn files_that_pretend_hide_or_burst_are_refused_with_a_reason() {
    let app = TestApp::spawn().await;
    let corpus = corpus::hostile();
    assert!(corpus.len() >= 50, "{}", corpus.len());
    for (index, (file, code)) in corpus.iter().enumerate() {
        let problem = upload(&app, file).await.assert(422).problem();
        let error = &problem.errors[0];
        assert_eq!(
            (error.field.as_str(), error.code.as_str()),
            ("file", *code),
            "{index} {}",
            file.name
        );
        assert!(
            error.message.ends_with('.') && !error.message.contains("Error"),
            "{}",
            error.message
        );
    }
    let files = app
        .state
        .settings
        .files
        .url
        .strip_prefix("file://")
        .unwrap()
        .to_owned();
    assert_eq!(
        std::fs::read_dir(files).unwrap().count(),
        0,
        "nothing of it is kept"
    );
}

#[actix_web::test]
async fn a_file_that_is_too_large_is_a_413() {
    let app = TestApp::spawn().await;
    let bytes = [corpus::pdf(b"").as_slice(), &vec![b' '; 10 << 20]].concat();
    let answer = upload(
        &app,
        &Sent {
            name: "grande.pdf",
            bytes,
        },
    )
    .await
    .assert(413);
    assert!(answer.problem().detail.unwrap().contains("10 MB"));
    let bytes = vec![0; app.state.settings.server.upload_limit + 1];
    let answer = upload(
        &app,
        &Sent {
            name: "enorme.pdf",
            bytes,
        },
    )
    .await;
    assert_eq!(answer.assert(413).problem().code, "too_large");
}

#[actix_web::test]
async fn what_is_not_one_file_in_its_field_is_refused() {
    let app = TestApp::spawn().await;
    let file = corpus::good().remove(0);
    let code = |answer: Answer| answer.problem().errors[0].code.clone();
    assert_eq!(code(post(&app, body(&[])).await.assert(422)), "required");
    let other = body(&[("archivo", &file)]);
    assert_eq!(code(post(&app, other).await.assert(422)), "unknown_field");
    let two = body(&[("file", &file), ("file", &file)]);
    assert_eq!(code(post(&app, two).await.assert(422)), "duplicate_field");
    let cut = body(&[("file", &file)]);
    let cut = cut[..cut.len() - 30].to_vec();
    assert_eq!(
        post(&app, cut).await.assert(400).problem().code,
        "malformed"
    );
    let json = app
        .post(UPLOADS_PATH, &serde_json::json!({}))
        .await
        .assert(415);
    assert_eq!(json.problem().code, "unsupported_media_type");
}

#[actix_web::test]
async fn an_id_that_is_no_public_file_is_a_404() {
    let app = TestApp::spawn().await;
    for id in [
        "0193a1c2-7b1e-7c3a-9f00-2a6d1f0c4b11",
        "nada",
        "..%2f..%2fetc",
    ] {
        assert_eq!(
            app.get(&file_path(id)).await.assert(404).problem().code,
            "not_found"
        );
    }
}

#[actix_web::test]
async fn an_upload_without_a_form_is_swept_after_two_days() {
    let app = TestApp::spawn().await;
    upload(&app, &corpus::good()[0]).await.assert(201);
    let folder = app
        .state
        .settings
        .files
        .url
        .strip_prefix("file://")
        .unwrap()
        .to_owned();
    let folder = std::path::Path::new(&folder).join(uuid::Uuid::nil().to_string());
    let count = || std::fs::read_dir(&folder).unwrap().count();
    for file in std::fs::read_dir(&folder).unwrap() {
        let file = std::fs::File::options()
            .write(true)
            .open(file.unwrap().path())
            .unwrap();
        let now: std::time::SystemTime = app.now().into();
        file.set_modified(now).unwrap();
    }
    app.run_jobs().await;
    app.wait(TimeDelta::days(1));
    app.run_jobs().await;
    assert_eq!(count(), 1, "its ticket may still be used");
    app.wait(TimeDelta::days(2));
    app.run_jobs().await;
    assert_eq!(count(), 0);
}
