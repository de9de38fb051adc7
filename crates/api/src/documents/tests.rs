//! The life of a document: drafted, issued, verified by anybody, signed, taken back.

use actix_web::test::TestRequest;
use actix_web::test::{call_and_read_body_json, init_service};
use actix_web::web;
use chrono::TimeDelta;
use shared::features::documents::{DocumentPublic, DocumentState, SignatureState, document_path};
use uuid::Uuid;

use super::{Block, Draft, NewDocument, draft, issue, replace, revoke};
use crate::error::ApiResult;
use crate::settings::SignatureAdapter;
use crate::startup;
use crate::testing::Stand;
use crate::worker;

const TENANT: Uuid = Uuid::from_u128(0x0193_a1c2_7b1e_7c3a_9f00_2a6d_1f0c_4b22);

async fn drafted(stand: &Stand) -> Draft {
    let new = NewDocument {
        municipality: TENANT,
        kind: "test.certificate",
        issuer: "Municipalidad Provincial de Piura".to_owned(),
        title: "Constancia de creación de portal".to_owned(),
        blocks: vec![
            Block::heading("Consta"),
            Block::paragraph("Ana Quispe Ñahui solicitó el portal."),
            Block::facts([("Dirección", "/m/munipiura")]),
        ],
        is_public: false,
    };
    draft(&stand.state, new).await.unwrap()
}

async fn issued(stand: &Stand) -> String {
    let draft = drafted(stand).await;
    stand
        .act(TENANT, move |tx| {
            let draft = draft.clone();
            Box::pin(async move { Ok(issue(tx, &draft).await?.code) })
        })
        .await
        .unwrap()
}

async fn look(stand: &Stand, path: &str) -> DocumentPublic {
    let state = web::Data::new(stand.state.clone());
    let service = init_service(startup::app(state, |_| {})).await;
    call_and_read_body_json(&service, TestRequest::get().uri(path).to_request()).await
}

#[actix_web::test]
async fn anybody_verifies_an_issued_document_and_compares_his_copy() {
    let stand = Stand::new().await;
    let code = issued(&stand).await;
    let seen = look(&stand, &document_path(&code)).await;
    assert_eq!(seen.state, DocumentState::Valid);
    assert_eq!(seen.signature, SignatureState::None);
    assert_eq!(seen.issuer, "Municipalidad Provincial de Piura");
    assert_eq!(seen.digest_matches, None);
    let copy = stand
        .state
        .files
        .get(TENANT, &seen.sha256)
        .await
        .unwrap()
        .unwrap();
    assert!(copy.starts_with(b"%PDF-"));
    let typed = code.to_lowercase().replace('-', "");
    let path = |digest: &str| format!("{}?sha256={digest}", document_path(&typed));
    let own = look(&stand, &path(&crate::files::digest(&copy).to_uppercase())).await;
    assert_eq!(own.digest_matches, Some(true));
    let other = look(&stand, &path(&crate::files::digest(b"other"))).await;
    assert_eq!(other.digest_matches, Some(false));
}

#[actix_web::test]
async fn what_a_document_says_of_a_person_is_not_public() {
    let stand = Stand::new().await;
    let code = issued(&stand).await;
    let seen = look(&stand, &document_path(&code)).await;
    assert!(!serde_json::to_string(&seen).unwrap().contains("Quispe"));
}

#[actix_web::test]
async fn a_draft_of_a_change_that_was_taken_back_leads_nowhere() {
    let stand = Stand::new().await;
    let draft = drafted(&stand).await;
    let code = draft.code.clone();
    let outcome: ApiResult<()> = stand
        .act(TENANT, move |tx| {
            let draft = draft.clone();
            Box::pin(async move {
                issue(tx, &draft).await?;
                Err(crate::error::ApiError::conflict("no"))
            })
        })
        .await;
    assert!(outcome.is_err());
    assert!(super::verify(&stand.state, &code).await.is_err());
}

#[actix_web::test]
async fn a_document_that_no_longer_holds_says_why_and_what_took_its_place() {
    let stand = Stand::new().await;
    let code = issued(&stand).await;
    stand.wait(TimeDelta::days(1));
    let (old, next) = (code.clone(), drafted(&stand).await);
    let by = stand
        .act(TENANT, move |tx| {
            let (old, next) = (old.clone(), next.clone());
            Box::pin(async move {
                let by = issue(tx, &next).await?;
                replace(tx, TENANT, &old, &by, "Error en la dirección").await?;
                Ok(by.code)
            })
        })
        .await
        .unwrap();
    let seen = look(&stand, &document_path(&code)).await;
    assert_eq!(seen.state, DocumentState::Replaced);
    assert_eq!(seen.replaced_by.as_ref(), Some(&by));
    assert_eq!(seen.ended_at, Some(stand.now()));
    let end = |code: String| {
        stand.act(TENANT, move |tx| {
            let code = code.clone();
            Box::pin(async move { revoke(tx, TENANT, &code, "Se emitió por error").await })
        })
    };
    end(by.clone()).await.unwrap();
    let seen = look(&stand, &document_path(&by)).await;
    assert_eq!(seen.state, DocumentState::Revoked);
    assert_eq!(seen.reason.as_deref(), Some("Se emitió por error"));
    assert!(end(by).await.is_err(), "it ended already");
}

#[actix_web::test]
async fn a_signed_copy_is_taken_back_when_it_carries_the_issued_document() {
    let stand = Stand::with(|settings| settings.signature.adapter = SignatureAdapter::File).await;
    let code = issued(&stand).await;
    worker::drain(&stand.state).await.unwrap();
    let folder = stand.state.settings.signature.folder.clone();
    let name = format!("{code}.pdf");
    let original = std::fs::read(folder.join("por-firmar").join(&name)).unwrap();
    assert_eq!(
        look(&stand, &document_path(&code)).await.signature,
        SignatureState::Pending
    );

    let signed = folder.join("firmados");
    std::fs::create_dir_all(&signed).unwrap();
    let five_minutes = async || {
        stand.wait(TimeDelta::minutes(5));
        worker::drain(&stand.state).await.unwrap();
        look(&stand, &document_path(&code)).await
    };
    std::fs::write(signed.join(&name), &original[1..]).unwrap();
    assert_eq!(five_minutes().await.signature, SignatureState::Pending);

    let signature =
        b"\n90 0 obj<</Type/Sig/ByteRange[0 1 2 3]/Contents<00>>>endobj\nstartxref\n0\n%%EOF\n";
    let copy = [original.as_slice(), signature].concat();
    std::fs::write(signed.join(&name), &copy).unwrap();
    let seen = five_minutes().await;
    assert_eq!(seen.signature, SignatureState::Attached);
    assert!(seen.has_digest(&crate::files::digest(&copy)));
    assert!(seen.has_digest(&crate::files::digest(&original)));
    assert!(!signed.join(&name).exists());
    assert_eq!(
        stand.journal(TENANT).await,
        ["test.act", "document.signed_copy_attached"]
    );
}
