//! Names of domains: how they are written, which ones a municipality may ask for, which one its name suggests.

use std::net::IpAddr;

use shared::rules;

use crate::error::{ApiError, ApiResult};
use crate::settings::Settings;

/// The platform as domains see it.
#[derive(Clone, Debug)]
pub(crate) struct Platform {
    /// Its origin, without a slash at the end.
    pub(crate) url: String,
    /// Whether names that only exist on one machine will do.
    pub(crate) demo: bool,
}

/// Names that lead nowhere in the public DNS (RFC 2606, 6761, 6762, 7686, 8375).
const RESERVED: [&str; 8] = [
    "alt", "arpa", "example", "internal", "invalid", "local", "onion", "test",
];

impl Platform {
    /// Out of the settings.
    pub(crate) fn new(settings: &Settings) -> Self {
        Self {
            url: settings.server.public_url.clone(),
            demo: settings.is_demo(),
        }
    }

    /// The name under which the platform is reached, and to which domains point.
    pub(crate) fn host(&self) -> &str {
        host_of(&self.url)
    }

    /// The name as it is stored and looked up: lower case, IDNA.
    ///
    /// # Errors
    /// 422 on `domain` for what is no name, is the platform's, or exists nowhere.
    pub(super) fn judge(&self, typed: &str) -> ApiResult<String> {
        let refuse = |code: &str, text: &str| ApiError::field("domain", code, text);
        let name = idna::domain_to_ascii_strict(typed.trim())
            .ok()
            .map(|name| name.to_ascii_lowercase())
            .filter(|name| rules::domain_name(name).is_ok())
            .ok_or_else(|| {
                refuse(
                    "domain_format",
                    "Esto no es un nombre de dominio. Escríbalo por ejemplo así: www.munipiura.gob.pe.",
                )
            })?;
        let host = self.host();
        if name == host || name.ends_with(&format!(".{host}")) {
            return Err(refuse(
                "domain_of_platform",
                "Este nombre es de la plataforma. Escriba el dominio de la municipalidad.",
            ));
        }
        let top = name.rsplit('.').next().unwrap_or_default();
        if RESERVED.contains(&top) || (top == "localhost" && !self.demo) {
            return Err(refuse(
                "domain_reserved",
                "Los nombres con esta terminación no existen en Internet.",
            ));
        }
        Ok(name)
    }
}

/// What is unusual about a name.
pub(super) fn warning(name: &str) -> Option<String> {
    let violation = rules::gob_pe_domain(name).err()?;
    Some(violation.message.into_owned())
}

/// The domain that a slug suggests: `munipiura` → `www.munipiura.gob.pe`.
pub(super) fn suggested(slug: &str) -> String {
    format!("www.{slug}.gob.pe")
}

/// The host of an origin, without its port.
pub(crate) fn host_of(origin: &str) -> &str {
    let rest = origin.split_once("://").map_or(origin, |(_, rest)| rest);
    let authority = rest.split('/').next().unwrap_or(rest);
    without_port(authority)
}

/// An authority without its port: `x.pe:8443` → `x.pe`, `[::1]:80` → `[::1]`.
pub(crate) fn without_port(authority: &str) -> &str {
    match authority.rsplit_once(':') {
        Some((host, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => {
            if host.parse::<IpAddr>().is_ok_and(|ip| ip.is_ipv6()) || host.ends_with(':') {
                authority
            } else {
                host
            }
        }
        _ => authority,
    }
}

/// An origin with another name: scheme and port stay.
pub(crate) fn origin_of(origin: &str, domain: &str) -> String {
    let (scheme, rest) = origin.split_once("://").unwrap_or(("https", origin));
    let port = rest.strip_prefix(host_of(origin)).unwrap_or_default();
    format!("{scheme}://{domain}{port}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn platform(demo: bool) -> Platform {
        Platform {
            url: "https://portales.munica.pe".to_owned(),
            demo,
        }
    }

    #[test]
    fn a_name_is_kept_in_lower_case_and_ascii() {
        let name = platform(false).judge(" WWW.MuniÑaña.gob.pe ").unwrap();
        assert_eq!(name, "www.xn--muniaa-zwab.gob.pe");
        assert!(platform(false).judge("www.munipiura.gob.pe").is_ok());
    }

    #[test]
    fn what_is_no_domain_or_not_the_municipalitys_is_refused() {
        let refused = |text: &str| platform(false).judge(text).is_err();
        for text in [
            "",
            "munipiura",
            "x..pe",
            "-x.pe",
            "127.0.0.1",
            "x.pe:80",
            "a b.pe",
            "x.pe/",
            "*.x.pe",
            "portales.munica.pe",
            "x.portales.munica.pe",
            "x.localhost",
            "x.local",
            "a.test",
            "x_y.pe",
        ] {
            assert!(refused(text), "{text}");
        }
        assert!(platform(true).judge("portal.munipiura.localhost").is_ok());
    }

    #[test]
    fn only_an_unusual_name_has_a_warning() {
        assert_eq!(warning("www.munipiura.gob.pe"), None);
        assert!(warning("www.munipiura.pe").is_some());
        assert_eq!(warning(&suggested("munipiura")), None);
    }

    #[test]
    fn the_origin_of_a_domain_has_the_scheme_and_port_of_the_platform() {
        assert_eq!(origin_of("https://munica.pe", "x.pe"), "https://x.pe");
        assert_eq!(
            origin_of("http://127.0.0.1:8080", "x.localhost"),
            "http://x.localhost:8080"
        );
        assert_eq!(host_of("http://[::1]:8080"), "[::1]");
        assert_eq!(host_of("http://[::1]"), "[::1]");
        assert_eq!(without_port("::1"), "::1");
    }
}
