//! Which of the encodings a request gets. Every `Accept-Encoding` ends in one of three, so that it cannot split the
//! memory of answers into more.

use actix_web::http::header::{ACCEPT_ENCODING, HeaderMap};

/// Members of the header that are read; no honest client sends more.
const MOST: usize = 16;

/// An encoding that is served.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Encoding {
    Brotli,
    Gzip,
    Identity,
}

impl Encoding {
    pub(super) const fn as_str(self) -> &'static str {
        match self {
            Self::Brotli => "br",
            Self::Gzip => "gzip",
            Self::Identity => "identity",
        }
    }

    /// The encoding with the highest weight; of equals brotli, then gzip. What cannot be read asks for nothing.
    pub(super) fn negotiate(headers: &HeaderMap) -> Self {
        let value = headers.get(ACCEPT_ENCODING);
        let value = value
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default();
        let weight = |encoding: Self| weight(value, encoding.as_str());
        let (brotli, gzip, identity) = (
            weight(Self::Brotli),
            weight(Self::Gzip),
            weight(Self::Identity),
        );
        if brotli > 0 && brotli >= gzip && brotli >= identity {
            Self::Brotli
        } else if gzip > 0 && gzip >= identity {
            Self::Gzip
        } else {
            Self::Identity
        }
    }
}

/// The weight of an encoding in thousandths; 0 where it is refused or not named.
fn weight(header: &str, encoding: &str) -> u16 {
    let members = header.split(',').take(MOST);
    let mut named = members.filter_map(|member| {
        let mut parts = member.split(';').map(str::trim);
        let name = parts.next().unwrap_or_default();
        let quality =
            parts.find_map(|part| part.strip_prefix("q=").or_else(|| part.strip_prefix("Q=")));
        name.eq_ignore_ascii_case(encoding)
            .then(|| quality.map_or(1_000, thousandths))
    });
    named.next().unwrap_or(0)
}

fn thousandths(quality: &str) -> u16 {
    let (whole, decimals) = quality.split_once('.').unwrap_or((quality, ""));
    let decimals: String = decimals.chars().chain("000".chars()).take(3).collect();
    match (whole, decimals.parse()) {
        ("0", Ok(decimals)) => decimals,
        ("1", Ok(0)) => 1_000,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn negotiated(header: &str) -> Encoding {
        let mut headers = HeaderMap::new();
        headers.insert(ACCEPT_ENCODING, header.parse().unwrap());
        Encoding::negotiate(&headers)
    }

    #[test]
    fn the_best_encoding_that_is_accepted_is_served() {
        assert_eq!(negotiated("gzip, deflate, br, zstd"), Encoding::Brotli);
        assert_eq!(negotiated("gzip;q=1.0, br;q=0.5"), Encoding::Gzip);
        assert_eq!(negotiated("BR; q=0, GZIP"), Encoding::Gzip);
        assert_eq!(negotiated("identity, br;q=0.9"), Encoding::Identity);
        assert_eq!(Encoding::negotiate(&HeaderMap::new()), Encoding::Identity);
    }

    #[test]
    fn hostile_headers_get_the_plain_body() {
        let long = "x,".repeat(4_000) + "br";
        for header in [
            "",
            ",,,;;;",
            "br;q=nan",
            "br;q=-1",
            "br;q=9",
            "gzip;q=0.ñ",
            &long,
            "*;q=0",
            "zstd",
        ] {
            let mut headers = HeaderMap::new();
            if let Ok(value) = actix_web::http::header::HeaderValue::from_bytes(header.as_bytes()) {
                headers.insert(ACCEPT_ENCODING, value);
            }
            assert_eq!(
                Encoding::negotiate(&headers),
                Encoding::Identity,
                "{header:.40}"
            );
        }
    }
}
