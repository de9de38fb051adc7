//! Told to stop, the program finishes what is in hand, takes nothing new and ends well.

use std::io::{Read, Write};
use std::net::TcpStream;

use crate::process::{Home, Running, free_port};

const BODY: &str = r#"{"name":"Prueba","email":"prueba@munica.example","purpose":"Ver que nada se pierde al detener."}"#;

#[test]
fn a_server_told_to_stop_finishes_the_request_in_hand_and_takes_no_other() {
    let home = Home::new();
    let port = free_port();
    let bind = format!("127.0.0.1:{port}");
    let serve = home.munica(&["serve", "--api-only", "--bind", &bind]);
    let server = Running::start(serve, "Munica atiende");
    let mut stream = TcpStream::connect(&bind).unwrap();
    let head = format!(
        "POST /api/v1/developers/keys HTTP/1.1\r\nHost: {bind}\r\nConnection: close\r\nExpect: 100-continue\r\n\
         Content-Type: application/json\r\nContent-Length: {}\r\n\r\n",
        BODY.len()
    );
    stream.write_all(head.as_bytes()).unwrap();
    let mut go_on = [0; 25];
    stream.read_exact(&mut go_on).unwrap();
    assert!(go_on.starts_with(b"HTTP/1.1 100 Continue"));
    server.terminate();
    while TcpStream::connect(&bind).is_ok() {
        std::thread::yield_now();
    }
    stream.write_all(BODY.as_bytes()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 202"), "{answer}");
    assert!(server.end().success());
    let report = home.run(&["verify", "--json"]);
    let report = String::from_utf8(report.stdout).unwrap();
    assert!(report.contains("\"api_key.requested\": 1"), "{report}");
}

#[test]
fn a_worker_told_to_stop_ends_well() {
    let home = Home::new();
    let worker = Running::start(home.munica(&["worker"]), "Trabajando");
    worker.terminate();
    assert!(worker.end().success());
}
