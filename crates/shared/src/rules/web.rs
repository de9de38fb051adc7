//! Addresses of the web and colours, by their form alone; nothing is resolved.

use super::{Violation, ensure};
use crate::color::{AA_TEXT, Rgb, brand_contrast, nearest_brand};

/// An address that starts with `https://`, without user, spaces or control characters, at most 2,000 characters.
///
/// # Errors
/// `https_url`.
pub fn https_url(value: &str) -> Result<(), Violation> {
    ensure(
        is_https_url(value.trim()),
        "https_url",
        "Escriba la dirección completa, por ejemplo https://www.gob.pe/munipiura.",
    )
}

/// A domain name: `ejemplo.pe`.
///
/// # Errors
/// `domain_format`.
pub fn domain_name(value: &str) -> Result<(), Violation> {
    ensure(
        is_domain(value.trim()),
        "domain_format",
        "Escriba solo el dominio, sin https:// ni tildes, por ejemplo www.munipiura.gob.pe.",
    )
}

/// A domain as a person writes it, also with letters outside ASCII; whether it can be one is the server's to say, because
/// the tables of IDNA are too heavy for a browser.
///
/// # Errors
/// `domain_format`.
pub fn domain_text(value: &str) -> Result<(), Violation> {
    let value = value.trim();
    let plain = value.is_ascii() && domain_name(value).is_ok();
    let letters = !value.is_ascii()
        && value.contains('.')
        && value.chars().count() <= 253
        && value
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, '.' | '-'));
    ensure(
        plain || letters,
        "domain_format",
        "Escriba solo el dominio, sin https:// ni barras, por ejemplo www.munipiura.gob.pe.",
    )
}

/// The usual domain of a municipality's portal: `www.muni….gob.pe`.
///
/// # Errors
/// `gob_pe_domain`.
pub fn gob_pe_domain(value: &str) -> Result<(), Violation> {
    let value = value.trim();
    let name = value
        .strip_prefix("www.")
        .and_then(|rest| rest.strip_suffix(".gob.pe"));
    let well_formed = name.is_some_and(|name| {
        name.len() > "muni".len()
            && name.starts_with("muni")
            && !name.contains('.')
            && !name.contains(char::is_uppercase)
    });
    ensure(
        well_formed && is_domain(value),
        "gob_pe_domain",
        "El dominio usual de una municipalidad es www.muninombre.gob.pe. Con otro, compruebe que la municipalidad es su titular.",
    )
}

/// A colour as `#rrggbb`.
///
/// # Errors
/// `hex_color`.
pub fn hex_color(value: &str) -> Result<(), Violation> {
    value
        .parse::<Rgb>()
        .map(|_| ())
        .map_err(|error| Violation::new("hex_color", error.to_string()))
}

/// A colour that reads as text and under white text on the papers of the light theme (WCAG 2.2, 1.4.3, level AA).
///
/// # Errors
/// `hex_color`, `low_contrast` with the nearest colour that passes.
pub fn brand_color(value: &str) -> Result<(), Violation> {
    hex_color(value)?;
    let brand = value.parse::<Rgb>().unwrap_or(Rgb::BLACK);
    let ratio = brand_contrast(brand);
    if ratio >= AA_TEXT {
        return Ok(());
    }
    let near = nearest_brand(brand);
    let message = format!(
        "El contraste es {ratio:.1} : 1 y se necesita 4.5 : 1 para que todos lo lean. El tono más cercano que cumple es {near}."
    );
    Err(Violation::new("low_contrast", message))
}

/// Whether a text is a domain name with a top-level domain of letters (RFC 1035, ASCII).
pub(super) fn is_domain(domain: &str) -> bool {
    let label = |label: &str| {
        (1..=63).contains(&label.len())
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    let top = domain.rsplit_once('.').map(|(_, top)| top);
    domain.len() <= 253
        && domain.split('.').all(label)
        && top
            .is_some_and(|top| top.len() >= 2 && top.bytes().all(|byte| byte.is_ascii_alphabetic()))
}

fn is_https_url(value: &str) -> bool {
    let Some(rest) = value.strip_prefix("https://") else {
        return false;
    };
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let (host, port) = authority.split_once(':').unwrap_or((authority, "443"));
    value.len() <= 2_000
        && !value.contains(|c: char| {
            c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | '"' | '\\')
        })
        && port.parse::<u16>().is_ok_and(|port| port > 0)
        && is_domain(host)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_https_addresses_of_named_hosts_pass() {
        for text in [
            "https://www.gob.pe",
            "https://x.pe:8443/a?b=c#d",
            "https://x.pe/ñ",
        ] {
            assert!(https_url(text).is_ok(), "{text}");
        }
        for text in [
            "",
            "http://x.pe",
            "https://",
            "https://localhost",
            "https://127.0.0.1",
            "https://u:p@x.pe",
            "https://x.pe:0",
            "https://x.pe/a b",
            "https://x.pe/\"onload",
            "javascript:alert(1)",
            "https://x.pe:99999",
        ] {
            assert!(https_url(text).is_err(), "{text}");
        }
        assert!(https_url("https://x.pe\nevil").is_err());
    }

    #[test]
    fn portals_live_under_gob_pe() {
        assert!(
            gob_pe_domain("www.munipiura.gob.pe").is_ok()
                && domain_name("munipiura.gob.pe").is_ok()
        );
        for text in [
            "munipiura.gob.pe",
            "www.muni.gob.pe",
            "www.munipiura.gob.pe.evil.com",
            "www.muni.x.gob.pe",
            "www.muniñuñoa.gob.pe",
            "WWW.munipiura.gob.pe",
            "www.muniPiura.gob.pe",
            "www.munipiura-.gob.pe",
        ] {
            assert!(gob_pe_domain(text).is_err(), "{text}");
        }
        for text in [
            "",
            ".",
            "pe",
            "x..pe",
            "-x.pe",
            "x.pe.",
            "https://x.pe",
            "x.pe/a",
            "127.0.0.1",
        ] {
            assert!(domain_name(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_domain_is_written_without_the_rest_of_an_address() {
        for text in ["www.munipiura.gob.pe", " x.pe ", "www.muniñaña.gob.pe"] {
            assert!(domain_text(text).is_ok(), "{text}");
        }
        for text in [
            "",
            "munipiura",
            "https://x.pe",
            "x.pe/ñ",
            "ñ.pe:80",
            "a b.pé",
            "127.0.0.1",
        ] {
            assert!(domain_text(text).is_err(), "{text}");
        }
    }

    #[test]
    fn colours_are_hexadecimal() {
        assert!(hex_color("#1d4ed8").is_ok());
        assert_eq!(hex_color("azul").unwrap_err().code, "hex_color");
    }
}
