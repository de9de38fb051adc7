//! Where requests go by their host; the host as an attacker writes it.

use actix_web::http::header::{HeaderName, HeaderValue};
use actix_web::test::TestRequest;

use super::*;

const PUBLIC: &str = "https://munica.pe";

fn hosts() -> Hosts {
    Hosts::with(&[
        ("www.munipiura.gob.pe", "munipiura", HostState::Serving),
        ("www.municallao.gob.pe", "municallao", HostState::Lapsed),
        ("www.munilapunta.gob.pe", "munilapunta", HostState::Proved),
    ])
}

fn asked(host: &str, path: &'static str) -> Way {
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    let asked = Asked {
        name: Some(plain(host)),
        path,
        query,
        reads: true,
        insecure: false,
    };
    asked.way(&hosts(), PUBLIC)
}

fn elsewhere(address: &str) -> Way {
    Way::Elsewhere(address.to_owned())
}

fn piura() -> Way {
    Way::On(Host::Tenant {
        slug: "munipiura".to_owned(),
        origin: "https://www.munipiura.gob.pe".to_owned(),
    })
}

#[test]
fn a_domain_in_service_stands_for_its_municipality_however_it_is_written() {
    for host in [
        "www.munipiura.gob.pe",
        "WWW.MuniPiura.gob.PE",
        "www.munipiura.gob.pe.",
        "www.munipiura.gob.pe:443",
    ] {
        assert_eq!(asked(host, "/acerca"), piura(), "{host}");
    }
    assert_eq!(
        asked("www.munipiura.gob.pe", "/api/v1/m/munipiura/pages"),
        piura()
    );
    assert_eq!(asked("www.munipiura.gob.pe", "/api/v1/files/1"), piura());
    assert_eq!(asked("www.munipiura.gob.pe", "/api/v1/watches"), piura());
    assert_eq!(asked("www.munipiura.gob.pe", HOLDER_PATH), piura());
    assert_eq!(asked("www.munipiura.gob.pe", "/administracion"), piura());
}

#[test]
fn nothing_of_the_staff_or_of_another_municipality_stands_on_a_domain() {
    for path in [
        "/admin",
        "/admin/ingresar",
        "/docs/",
        "/openapi.json",
        "/api/v1/auth/login",
        "/api/v1/auth/me",
        "/api/v1/admin/domain",
        "/api/v1/platform/domains",
        "/api/v1/watches/webhooks",
        "/api/v1/m/municallao",
        "/api/v1/m/munipiura-otra",
        "/api/v1/municipalities",
    ] {
        assert_eq!(asked("www.munipiura.gob.pe", path), Way::Nowhere, "{path}");
    }
}

#[test]
fn the_two_addresses_of_a_portal_lead_to_the_one_that_serves() {
    let own = elsewhere("https://www.munipiura.gob.pe/acerca?x=1");
    assert_eq!(asked("munica.pe", "/m/munipiura/acerca?x=1"), own);
    assert_eq!(
        asked("munica.pe", "/m/munipiura"),
        elsewhere("https://www.munipiura.gob.pe/")
    );
    assert_eq!(
        asked("www.munipiura.gob.pe", "/m/munipiura/acerca?x=1"),
        own
    );
    assert_eq!(
        asked("www.municallao.gob.pe", "/acerca?x=1"),
        elsewhere("https://munica.pe/m/municallao/acerca?x=1")
    );
    assert_eq!(
        asked("munica.pe", "/m/municallao/acerca"),
        Way::On(Host::Platform)
    );
    assert_eq!(
        asked("www.munipiura.gob.pe", "/m/municallao"),
        elsewhere("https://munica.pe/m/municallao")
    );
    // An address of another site cannot be smuggled in by slashes.
    assert_eq!(
        asked("munica.pe", "/m/munipiura//evil.pe"),
        elsewhere("https://www.munipiura.gob.pe/evil.pe")
    );
}

#[test]
fn a_host_that_is_nobodys_gets_nothing() {
    for host in [
        "",
        ".",
        "evil.pe",
        "munica.pe.evil.pe",
        "evil.pe/munica.pe",
        "munica.pe@evil.pe",
        "munica.pe, evil.pe",
        "www.munipiura.gob.pe:80:80",
        "www.munilapunta.gob.pe",
        "x.www.munipiura.gob.pe",
        "10.0.0.1",
        "ñ.pe",
    ] {
        assert_eq!(asked(host, "/"), Way::Nowhere, "{host}");
    }
    assert_eq!(
        asked("www.municallao.gob.pe", "/api/v1/m/municallao"),
        Way::Nowhere
    );
}

#[test]
fn the_machine_itself_reaches_the_platform() {
    for host in [
        "munica.pe",
        "MUNICA.pe:8443",
        "127.0.0.1:8080",
        "localhost",
        "[::1]:8080",
    ] {
        assert_eq!(
            asked(host, "/api/v1/auth/me"),
            Way::On(Host::Platform),
            "{host}"
        );
    }
}

#[test]
fn who_came_without_tls_is_sent_to_it() {
    let insecure = |name: &'static str| {
        let asked = Asked {
            name: Some(plain(name)),
            path: "/acerca",
            query: "",
            reads: true,
            insecure: true,
        };
        asked.way(&hosts(), PUBLIC)
    };
    assert_eq!(insecure("munica.pe"), elsewhere("https://munica.pe/acerca"));
    assert_eq!(
        insecure("www.munipiura.gob.pe"),
        elsewhere("https://www.munipiura.gob.pe/acerca")
    );
}

fn named(uri: &str, headers: &[(&'static str, &'static str)], trusted: &[&str]) -> Option<String> {
    let mut request = TestRequest::default().uri(uri);
    request = request.peer_addr("10.0.0.1:4000".parse().unwrap());
    for (name, value) in headers {
        let name = HeaderName::from_static(name);
        request = request.append_header((name, HeaderValue::from_static(value)));
    }
    let request = request.to_srv_request();
    let trusted: Vec<IpAddr> = trusted.iter().map(|text| text.parse().unwrap()).collect();
    let peer = request.peer_addr().map(|peer| peer.ip());
    name(&request, peer, &trusted).map(Cow::into_owned)
}

#[test]
fn a_forwarded_host_counts_only_from_a_configured_proxy() {
    let headers = [
        ("host", "munica.pe"),
        ("x-forwarded-host", "evil.pe, www.munipiura.gob.pe"),
    ];
    assert_eq!(named("/", &headers, &[]).unwrap(), "munica.pe");
    assert_eq!(
        named("/", &headers, &["10.0.0.1"]).unwrap(),
        "www.munipiura.gob.pe"
    );
}

#[test]
fn two_hosts_are_none_and_the_request_line_comes_first() {
    assert_eq!(
        named("/", &[("host", "munica.pe"), ("host", "evil.pe")], &[]).unwrap(),
        ""
    );
    assert_eq!(
        named("http://evil.pe/", &[("host", "munica.pe")], &[]).unwrap(),
        "evil.pe"
    );
    assert_eq!(named("/", &[], &[]), None);
}
