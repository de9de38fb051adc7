//! Forged access tokens: none is accepted.

use api::clock::Clock as _;
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};
use ed25519_dalek::SigningKey;
use ed25519_dalek::pkcs8::EncodePrivateKey as _;
use hmac::{Hmac, KeyInit as _, Mac as _};
use serde_json::{Value, json};

use super::ACCESS;
use crate::support::{Staff, TestApp};

/// The session key of the installation, as somebody would hold it who stole the folder.
fn session_key(app: &TestApp) -> (String, SigningKey) {
    let file = app.state.settings.keys.folder.join("keyring.json");
    let ring: Value = serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap();
    let keys = ring.as_array().unwrap();
    let key = keys.iter().find(|key| key["purpose"] == "session").unwrap();
    let secret = STANDARD_NO_PAD
        .decode(key["secret"].as_str().unwrap())
        .unwrap();
    let secret: [u8; 32] = secret.try_into().unwrap();
    (
        key["id"].as_str().unwrap().to_owned(),
        SigningKey::from_bytes(&secret),
    )
}

fn part(value: &Value) -> String {
    URL_SAFE_NO_PAD.encode(value.to_string())
}

fn sign(header: &Value, claims: &Value, key: &SigningKey) -> String {
    use ed25519_dalek::Signer as _;
    let message = format!("{}.{}", part(header), part(claims));
    let signature = key.sign(message.as_bytes());
    format!("{message}.{}", URL_SAFE_NO_PAD.encode(signature.to_bytes()))
}

fn with(value: &Value, field: &str, other: Value) -> Value {
    let mut value = value.clone();
    if other.is_null() {
        value.as_object_mut().unwrap().remove(field);
    } else {
        value[field] = other;
    }
    value
}

fn claims_of(person: &Staff<'_>) -> Value {
    let token = person.cookie(ACCESS).unwrap();
    let claims = token.split('.').nth(1).unwrap();
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(claims).unwrap()).unwrap()
}

#[actix_web::test]
async fn of_sixty_forged_tokens_none_is_accepted() {
    let app = TestApp::spawn().await;
    let operator = app.operator().await;
    let other = app.operator().await;
    let (kid, key) = session_key(&app);
    let claims = claims_of(&operator);
    let header = json!({ "alg": "EdDSA", "typ": "at+jwt", "kid": kid });
    let accepts = |token: String| {
        let browser = operator.elsewhere();
        browser.set_cookie(ACCESS, &token);
        async move { browser.get("/api/v1/auth/me").await.status.as_u16() }
    };
    assert_eq!(
        accepts(sign(&header, &claims, &key)).await,
        200,
        "the forger's tools work"
    );

    let now = app.clock.now().timestamp();
    let mut forged: Vec<(String, String)> = Vec::new();
    let foreign = SigningKey::from_bytes(&[7; 32]);
    forged.push(("another key".into(), sign(&header, &claims, &foreign)));
    for (field, values) in [
        (
            "alg",
            vec![
                json!("none"),
                json!("None"),
                json!("HS256"),
                json!("RS256"),
                json!("ES256"),
                json!("eddsa"),
                json!(null),
            ],
        ),
        (
            "typ",
            vec![
                json!("JWT"),
                json!("jwt"),
                json!("rt+jwt"),
                json!(""),
                json!(null),
                json!("AT+JWT"),
            ],
        ),
        (
            "kid",
            vec![
                json!("00000000"),
                json!(""),
                json!("../../../dev/null"),
                json!("https://otro.example/jwks"),
                json!(null),
                json!("' OR 1=1"),
            ],
        ),
        ("crit", vec![json!(["exp"])]),
    ] {
        for value in values {
            let token = sign(&with(&header, field, value.clone()), &claims, &key);
            forged.push((format!("{field} {value}"), token));
        }
    }
    for (field, values) in [
        (
            "iss",
            vec![
                json!("https://otro.example"),
                json!(""),
                json!(null),
                json!(["http://127.0.0.1:8080"]),
            ],
        ),
        (
            "aud",
            vec![
                json!("api"),
                json!(""),
                json!(null),
                json!(["spa"]),
                json!(["spa", "api"]),
                json!("SPA"),
            ],
        ),
        (
            "exp",
            vec![
                json!(now),
                json!(now - 1),
                json!(0),
                json!(null),
                json!("9999999999"),
                json!(-1),
            ],
        ),
        (
            "nbf",
            vec![json!(now + 1), json!(now + 3_600), json!(null), json!("0")],
        ),
        ("iat", vec![json!(now + 60), json!(null)]),
        (
            "sub",
            vec![
                claims_of(&other)["sub"].clone(),
                json!("00000000-0000-0000-0000-000000000000"),
                json!(null),
                json!(1),
            ],
        ),
        (
            "sid",
            vec![
                claims_of(&other)["sid"].clone(),
                json!("00000000-0000-0000-0000-000000000000"),
                json!(null),
                json!("*"),
            ],
        ),
    ] {
        for value in values {
            let token = sign(&header, &with(&claims, field, value.clone()), &key);
            forged.push((format!("{field} {value}"), token));
        }
    }
    for (field, value) in [
        ("jku", json!("https://otro.example/jwks.json")),
        ("x5u", json!("https://otro.example/cert.pem")),
        (
            "jwk",
            json!({ "kty": "OKP", "crv": "Ed25519", "x": URL_SAFE_NO_PAD.encode(foreign.verifying_key().as_bytes()) }),
        ),
    ] {
        forged.push((
            field.into(),
            sign(&with(&header, field, value), &claims, &foreign),
        ));
    }
    forged.extend(by_other_algorithms(&header, &claims, &key));
    forged.extend(broken(&sign(&header, &claims, &key)));
    assert!(forged.len() >= 60, "{}", forged.len());
    for (what, token) in forged {
        assert_eq!(accepts(token).await, 401, "{what}");
    }
}

/// The public key as an HMAC secret, and no signature at all.
fn by_other_algorithms(header: &Value, claims: &Value, key: &SigningKey) -> Vec<(String, String)> {
    let public = key.verifying_key();
    let der = key.to_pkcs8_der().unwrap();
    let secrets: [(&str, &[u8]); 3] = [
        ("public key", public.as_bytes()),
        ("private key", der.as_bytes()),
        ("empty", b""),
    ];
    let header = with(header, "alg", json!("HS256"));
    let message = format!("{}.{}", part(&header), part(claims));
    let mut out: Vec<(String, String)> = secrets
        .iter()
        .map(|(name, secret)| {
            let mut mac = Hmac::<sha2::Sha256>::new_from_slice(secret).unwrap();
            mac.update(message.as_bytes());
            let signature = URL_SAFE_NO_PAD.encode(mac.finalize().into_bytes());
            (format!("HS256 by {name}"), format!("{message}.{signature}"))
        })
        .collect();
    let none = with(&header, "alg", json!("none"));
    out.push((
        "unsigned".into(),
        format!("{}.{}.", part(&none), part(claims)),
    ));
    out
}

fn broken(token: &str) -> Vec<(String, String)> {
    let parts: Vec<&str> = token.split('.').collect();
    vec![
        ("no signature".into(), format!("{}.{}.", parts[0], parts[1])),
        ("two parts".into(), format!("{}.{}", parts[0], parts[1])),
        ("four parts".into(), format!("{token}.x")),
        ("cut".into(), token.chars().take(token.len() - 2).collect()),
        (
            "another signature".into(),
            format!("{}.{}.{}", parts[0], parts[1], "A".repeat(86)),
        ),
        (
            "swapped".into(),
            format!("{}.{}.{}", parts[1], parts[0], parts[2]),
        ),
        ("only dots".into(), "..".into()),
        ("long".into(), "a".repeat(3_000)),
    ]
}
