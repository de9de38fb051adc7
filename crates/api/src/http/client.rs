//! Which address a request comes from. Forwarded headers count only where a configured proxy set them.

use std::net::IpAddr;

use actix_web::http::header::HeaderMap;

/// The client's address: the peer, or, behind trusted proxies, the last address that none of them has.
pub(crate) fn address(
    peer: Option<IpAddr>,
    headers: &HeaderMap,
    trusted: &[IpAddr],
) -> Option<IpAddr> {
    let peer = peer?.to_canonical();
    if !trusted.contains(&peer) {
        return Some(peer);
    }
    let hops: Vec<&str> = headers
        .get_all("x-forwarded-for")
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .collect();
    for hop in hops.into_iter().rev() {
        // What is no address was not written by a proxy of ours; nothing before it can be believed.
        let Ok(hop) = hop.trim().parse::<IpAddr>() else {
            break;
        };
        let hop = hop.to_canonical();
        if !trusted.contains(&hop) {
            return Some(hop);
        }
    }
    Some(peer)
}

/// Whether the peer is a configured proxy, whose word on what it was asked counts.
pub(crate) fn is_trusted(peer: Option<IpAddr>, trusted: &[IpAddr]) -> bool {
    peer.is_some_and(|peer| trusted.contains(&peer.to_canonical()))
}

/// The address as limits count it: one household or office has a whole /64 of IPv6.
pub(crate) fn bucket(address: Option<IpAddr>) -> String {
    match address {
        None => "unknown".to_owned(),
        Some(IpAddr::V4(v4)) => v4.to_string(),
        Some(IpAddr::V6(v6)) => {
            let [a, b, c, d, ..] = v6.segments();
            format!("{a:x}:{b:x}:{c:x}:{d:x}::/64")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use actix_web::http::header::{HeaderName, HeaderValue};

    fn from(peer: &str, forwarded: &[&str], trusted: &[&str]) -> String {
        let mut headers = HeaderMap::new();
        for value in forwarded {
            headers.append(
                HeaderName::from_static("x-forwarded-for"),
                HeaderValue::from_str(value).unwrap(),
            );
        }
        let trusted: Vec<IpAddr> = trusted.iter().map(|text| text.parse().unwrap()).collect();
        bucket(address(peer.parse().ok(), &headers, &trusted))
    }

    #[test]
    fn a_forwarded_address_counts_only_from_a_configured_proxy() {
        assert_eq!(from("203.0.113.9", &["198.51.100.1"], &[]), "203.0.113.9");
        assert_eq!(
            from("10.0.0.1", &["198.51.100.1"], &["10.0.0.1"]),
            "198.51.100.1"
        );
    }

    #[test]
    fn what_the_client_wrote_before_the_proxy_is_not_believed() {
        let trusted = ["10.0.0.1", "10.0.0.2"];
        assert_eq!(
            from("10.0.0.1", &["1.1.1.1, 198.51.100.7, 10.0.0.2"], &trusted),
            "198.51.100.7"
        );
        assert_eq!(
            from("10.0.0.1", &["1.1.1.1", "198.51.100.7"], &trusted),
            "198.51.100.7"
        );
        assert_eq!(from("10.0.0.1", &["1.1.1.1, nada"], &trusted), "10.0.0.1");
        assert_eq!(from("10.0.0.1", &[], &trusted), "10.0.0.1");
    }

    #[test]
    fn ipv6_is_counted_by_network() {
        assert_eq!(
            from("2001:db8:1:2:3::4", &[], &[]),
            from("2001:db8:1:2:ffff::1", &[], &[])
        );
        assert_eq!(from("::ffff:203.0.113.9", &[], &[]), "203.0.113.9");
    }
}
