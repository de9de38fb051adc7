//! Access tokens: short-lived JWTs signed with EdDSA. They name an account and a session; what the session may do is read
//! from the database at every request.

use chrono::{DateTime, TimeDelta, Utc};
use ed25519_dalek::pkcs8::EncodePrivateKey;
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::error::{ApiError, ApiResult};
use crate::keys::{Keyring, Purpose};

/// Tells an access token from any other token the platform may sign one day.
const TYPE: &str = "at+jwt";
const AUDIENCE: &str = "spa";

#[derive(Debug, Serialize, Deserialize)]
struct Claims {
    iss: String,
    aud: String,
    sub: Uuid,
    sid: Uuid,
    iat: i64,
    nbf: i64,
    exp: i64,
}

/// Whom a token names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Bearer {
    /// The account.
    pub(crate) account: Uuid,
    /// The session.
    pub(crate) session: Uuid,
}

/// Signs a token of an issuer (the public address of the installation).
pub(crate) fn issue(
    keys: &Keyring,
    issuer: &str,
    bearer: Bearer,
    now: DateTime<Utc>,
    life: TimeDelta,
) -> ApiResult<String> {
    let key = keys.current(Purpose::Session).map_err(ApiError::internal)?;
    let mut header = Header::new(Algorithm::EdDSA);
    header.typ = Some(TYPE.to_owned());
    header.kid = Some(key.id.clone());
    let claims = Claims {
        iss: issuer.to_owned(),
        aud: AUDIENCE.to_owned(),
        sub: bearer.account,
        sid: bearer.session,
        iat: now.timestamp(),
        nbf: now.timestamp(),
        exp: (now + life).timestamp(),
    };
    let der = key.signing().to_pkcs8_der().map_err(ApiError::internal)?;
    jsonwebtoken::encode(&header, &claims, &EncodingKey::from_ed_der(der.as_bytes()))
        .map_err(ApiError::internal)
}

/// Whom a token names, if it is ours, of this kind and in force. Keys the token itself offers (`jku`, `x5u`, `jwk`) are
/// never looked at: `kid` is a name in the key ring and nothing else.
pub(crate) fn verify(
    keys: &Keyring,
    issuer: &str,
    token: &str,
    now: DateTime<Utc>,
) -> Option<Bearer> {
    let header = jsonwebtoken::decode_header(token).ok()?;
    let of_our_kind = header.alg == Algorithm::EdDSA
        && header.typ.as_deref() == Some(TYPE)
        && header.crit.is_none();
    if !of_our_kind {
        return None;
    }
    let key = keys.find(Purpose::Session, header.kid.as_deref()?)?;
    let mut validation = Validation::new(Algorithm::EdDSA);
    validation.set_audience(&[AUDIENCE]);
    validation.set_issuer(&[issuer]);
    validation.set_required_spec_claims(&["iss", "aud", "sub"]);
    // jsonwebtoken asks the system for the time; ours comes from the clock and is checked below.
    validation.validate_exp = false;
    let key = DecodingKey::from_ed_der(key.signing().verifying_key().as_bytes());
    let claims = jsonwebtoken::decode::<Claims>(token, &key, &validation)
        .ok()?
        .claims;
    let now = now.timestamp();
    let in_force = claims.nbf <= now && claims.iat <= now && now < claims.exp;
    in_force.then_some(Bearer {
        account: claims.sub,
        session: claims.sid,
    })
}

/// A secret for a link, a refresh token or a key: 256 random bits in base64url.
pub(crate) fn secret() -> String {
    use base64::Engine as _;
    base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(rand::random::<[u8; 32]>())
}

/// What is stored in a secret's place. It has full entropy, so one round without salt is enough.
pub(crate) fn digest(secret: &str) -> String {
    use sha2::{Digest as _, Sha256};
    hex::encode(Sha256::digest(secret.as_bytes()))
}
