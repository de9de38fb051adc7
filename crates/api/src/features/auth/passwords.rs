//! Hashing and judging passwords (argon2id; NIST SP 800-63B).
//!
//! A hash costs memory and time on purpose, so only a few are computed at once and few may wait: sign-in must not become
//! the way to bring the platform down.

use std::sync::Arc;

use anyhow::Context as _;
use argon2::{Algorithm, Argon2, Params, PasswordHash, PasswordHasher, PasswordVerifier, Version};
use shared::rules::{self, Violation};
use tokio::sync::Semaphore;

use super::common;
use crate::error::{ApiError, ApiResult};
use crate::settings::Identity;

/// Sign-ins that may wait for each slot.
const WAITING: usize = 16;

/// Hashes passwords with the parameters of the settings.
#[derive(Clone)]
pub(crate) struct Passwords {
    argon: Argon2<'static>,
    slots: Arc<Semaphore>,
    queue: Arc<Semaphore>,
    /// Verified in place of the hash of an account that does not exist, so that both take the same time.
    nobody: Arc<str>,
}

/// How a password compares with a stored hash.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Verdict {
    /// Whether it is the password.
    pub(crate) right: bool,
    /// Whether the stored hash was made with other parameters than today's.
    pub(crate) outdated: bool,
}

impl Passwords {
    /// A hasher by the settings.
    pub(crate) fn new(settings: &Identity) -> anyhow::Result<Self> {
        // Its length is named, since parsed hashes name theirs and are compared with these.
        let length = Some(Params::DEFAULT_OUTPUT_LEN);
        let params = Params::new(settings.hash_memory, settings.hash_passes, 1, length)
            .ok()
            .context("identity.hash_memory o identity.hash_passes no es válido")?;
        let argon = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
        let nobody = hash(&argon, &crate::http::token::secret())?;
        let slots = settings.hashing_slots.max(1);
        Ok(Self {
            argon,
            slots: Arc::new(Semaphore::new(slots)),
            queue: Arc::new(Semaphore::new(slots * WAITING)),
            nobody: nobody.into(),
        })
    }

    /// The hash of a new password, as PHC text.
    ///
    /// # Errors
    /// 503 when too many wait.
    pub(crate) async fn hash(&self, password: &str) -> ApiResult<String> {
        let (argon, password) = (self.argon.clone(), password.to_owned());
        self.compute(move || hash(&argon, &password)).await
    }

    /// Compares a password with a stored hash; with none, takes the same time and refuses.
    ///
    /// # Errors
    /// 503 when too many wait.
    pub(crate) async fn verify(&self, password: &str, stored: Option<&str>) -> ApiResult<Verdict> {
        let argon = self.argon.clone();
        let password = password.to_owned();
        let known = stored.is_some();
        let stored = stored.unwrap_or(&self.nobody).to_owned();
        self.compute(move || {
            let parsed = PasswordHash::new(&stored)?;
            let right = argon.verify_password(password.as_bytes(), &parsed).is_ok();
            let today = Params::try_from(&parsed).is_ok_and(|params| params == *argon.params());
            Ok(Verdict {
                right: right && known,
                outdated: !today,
            })
        })
        .await
    }

    async fn compute<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> anyhow::Result<T> + Send + 'static,
    ) -> ApiResult<T> {
        let busy = || ApiError::unavailable(anyhow::anyhow!("too many passwords wait"));
        let _place = self.queue.try_acquire().map_err(|_| busy())?;
        let _slot = self.slots.acquire().await.map_err(|_| busy())?;
        let outcome = tokio::task::spawn_blocking(work).await;
        outcome
            .map_err(ApiError::internal)?
            .map_err(ApiError::internal)
    }
}

impl std::fmt::Debug for Passwords {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Passwords")
    }
}

fn hash(argon: &Argon2<'_>, password: &str) -> anyhow::Result<String> {
    let hash: PasswordHash = argon.hash_password(password.as_bytes())?;
    Ok(hash.to_string())
}

/// Judges a new password: length, sequences, words of the person and the place, and what everybody tries first.
///
/// # Errors
/// `password_…`, with how to mend it.
pub(crate) fn judge(password: &str, min: usize, context: &[&str]) -> Result<(), Violation> {
    let mut context = context.to_vec();
    context.push("munica");
    if common::contains(password) {
        return Err(Violation::new(
            "password_common",
            "Esa contraseña está entre las más usadas. Elija varias palabras sin relación entre sí.",
        ));
    }
    rules::password(password, min, &context)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn cheap() -> Passwords {
        let mut settings = crate::settings::Settings::defaults().unwrap().identity;
        (settings.hash_memory, settings.hash_passes) = (8, 1);
        Passwords::new(&settings).unwrap()
    }

    #[tokio::test]
    async fn a_password_is_its_own_and_nobody_has_one() {
        let passwords = cheap();
        let stored = passwords.hash("caballo batería grapa").await.unwrap();
        let verdict = |text: &'static str, stored: Option<String>| {
            let passwords = passwords.clone();
            async move {
                passwords
                    .verify(text, stored.as_deref())
                    .await
                    .unwrap()
                    .right
            }
        };
        assert!(verdict("caballo batería grapa", Some(stored.clone())).await);
        assert!(!verdict("caballo bateria grapa", Some(stored)).await);
        assert!(!verdict("caballo batería grapa", None).await);
    }

    #[tokio::test]
    async fn a_hash_of_other_parameters_is_right_and_outdated() {
        let stored = cheap().hash("caballo batería grapa").await.unwrap();
        let mut settings = crate::settings::Settings::defaults().unwrap().identity;
        (settings.hash_memory, settings.hash_passes) = (16, 1);
        let verdict = Passwords::new(&settings)
            .unwrap()
            .verify("caballo batería grapa", Some(&stored))
            .await
            .unwrap();
        assert_eq!((verdict.right, verdict.outdated), (true, true));
    }

    #[tokio::test]
    async fn a_hash_of_today_is_not_outdated() {
        let stored = cheap().hash("caballo batería grapa").await.unwrap();
        let verdict = cheap()
            .verify("caballo batería grapa", Some(&stored))
            .await
            .unwrap();
        assert_eq!((verdict.right, verdict.outdated), (true, false));
    }

    #[tokio::test]
    async fn the_defaults_hash_as_owasp_asks() {
        let passwords =
            Passwords::new(&crate::settings::Settings::defaults().unwrap().identity).unwrap();
        let stored = passwords.hash("caballo batería grapa").await.unwrap();
        assert!(
            stored.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"),
            "{stored}"
        );
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(10_000))]
        #[test]
        fn the_length_alone_decides_over_unusual_texts(text in "[α-ωあ-ん🙂-🙏]{1,80}") {
            let long = text.chars().count() >= 15;
            let outcome = judge(&text, 15, &[]);
            let plain = outcome.as_ref().err().map(|violation| violation.code);
            prop_assert!(plain == Some("password_sequence") || outcome.is_ok() == long, "{plain:?}");
        }
    }
}
